//! The pages where one sees and decides who reads what, and those of one's own account: looked at by axe at both sizes,
//! and worked by keyboard alone.

use stories::{Ecran, Navigateur, Touche, environnement};

use crate::accessibilite::{regarder, verifier};
use crate::acteur::Acteur;
use crate::clavier::{aller_a_la_touche, atteindre};
use crate::cles::{prendre_l_application, sortir_et_entrer};
use crate::comptes::{LOGIN, MOT, vrai_serveur};
use crate::ecran::Visite;
use crate::terrain::{BAILLEUR, TRAVAILLEUSE, Terrain, nom, terrain};

#[test]
fn who_reads_what_is_accessible_on_a_desk() {
    chaque_page_d_acces(Ecran::Bureau);
}

#[test]
fn who_reads_what_is_accessible_on_a_telephone() {
    chaque_page_d_acces(Ecran::Telephone);
}

#[test]
fn one_s_own_account_is_accessible_on_a_desk() {
    chaque_page_de_compte(Ecran::Bureau);
}

#[test]
fn one_s_own_account_is_accessible_on_a_telephone() {
    chaque_page_de_compte(Ecran::Telephone);
}

/// A household of the social worker's, with the address of its dossier and of itself.
fn foyer(terrain: &Terrain, qui: &Acteur, prefixe: &str) -> (String, String) {
    let dossier = terrain.orienter(qui, &nom(prefixe));
    let menage = qui.lien(&dossier, "Voir le ménage");
    (dossier, menage)
}

fn proteger(qui: &Acteur, menage: &str) {
    qui.agir(menage, "proteger-le-menage", &[("motif", "violences")]).expect(303);
}

fn chaque_page_d_acces(ecran: Ecran) {
    let Some(terrain) = terrain() else { return };
    let Some(visite) = Visite::ouvrir(terrain, ecran) else { return };
    let (mut fautes, nav) = (Vec::new(), &visite.nav);
    let qui = terrain.entrer(TRAVAILLEUSE);
    let (dossier, menage) = foyer(terrain, &qui, "Ménage Cercle");
    let (protege, du_protege) = foyer(terrain, &qui, "Ménage Protégé");
    proteger(&qui, &du_protege);
    visite.devenir("Aïcha Verdurin, travailleuse sociale");
    regarder(&visite, &format!("{dossier}/cercle"), &mut fautes);
    visite.lire(&["Qui lit quoi", "Ce que vous pouvez faire"]);
    for acte in ["partager", "recueillir-un-accord-de-partage", "demander-un-acces", "acceder-en-urgence"] {
        regarder(&visite, &format!("{dossier}/actes/{acte}"), &mut fautes);
    }
    nav.goto(&terrain.serveur.url(&format!("{dossier}/actes/partager")));
    nav.click("Enregistrer");
    nav.wait_for("à corriger");
    verifier(nav, "a share with errors", &mut fautes);
    regarder(&visite, &format!("{menage}/actes/proteger-le-menage"), &mut fautes);
    for page in [format!("{protege}/cercle"), protege.clone(), du_protege.clone()] {
        regarder(&visite, &page, &mut fautes);
        visite.lire(&["protégé"]);
    }
    for acte in ["nommer-une-personne", "retirer-une-personne-nommee", "lever-la-protection"] {
        regarder(&visite, &format!("{du_protege}/actes/{acte}"), &mut fautes);
    }
    regarder(&visite, &format!("{}/chiffres", terrain.convention), &mut fautes);
    de_dehors(&visite, &protege, &mut fautes);
    assert!(fautes.is_empty(), "{} faults\n{}", fautes.len(), fautes.join("\n"));
    visite.console_muette();
}

/// What they see who may not: the same household does not exist, figures are masked, a reason is kept back.
fn de_dehors(visite: &Visite<'_>, protege: &str, fautes: &mut Vec<String>) {
    let terrain = visite.terrain;
    visite.devenir("Inès Faîtière, conseillère sociale");
    regarder(visite, protege, fautes);
    visite.lire(&["n’existe pas"]);
    regarder(visite, &format!("{}/chiffres", terrain.convention), fautes);
    let soignante = terrain.entrer("Dr Salomé Hautebrise");
    let dossier = soignante.lien("/dossiers", "Ménage");
    let identifiant = |adresse: String| adresse.rsplit('/').next().unwrap().to_owned();
    let menage = identifiant(soignante.lien(&dossier, "Voir le ménage"));
    let convention = identifiant(soignante.lien("/conventions", "Appartements des Collines"));
    visite.devenir("Véra Colombage, conseillère logement");
    regarder(visite, &format!("/orienter/eligibilite?convention={convention}&menage={menage}"), fautes);
    visite.lire(&["condition réservée"]);
}

fn chaque_page_de_compte(ecran: Ecran) {
    let Some(binaire) = environnement::palier() else { return };
    let Some(nav) = Navigateur::open(ecran) else { return };
    let (_serveur, publique, invitation) = vrai_serveur(&binaire);
    let mut fautes = Vec::new();
    let aller = |chemin: &str, fautes: &mut Vec<String>| {
        nav.goto(&format!("{publique}{chemin}"));
        verifier(&nav, chemin, fautes);
    };
    aller("/connexion", &mut fautes);
    nav.click("Continuer");
    nav.wait_for("L'identifiant ou le mot de passe");
    verifier(&nav, "a wrong password", &mut fautes);
    aller(&invitation, &mut fautes);
    nav.click("Continuer");
    nav.wait_for("à corriger");
    verifier(&nav, "a password too short", &mut fautes);
    let secours = prendre_l_application(&nav);
    verifier(&nav, "recovery codes", &mut fautes);
    for chemin in ["/compte", "/compte/second-facteur", "/compte/organisation", &invitation] {
        aller(chemin, &mut fautes);
    }
    nav.goto(&format!("{publique}/compte/second-facteur"));
    nav.fill("Code à six chiffres", "12");
    nav.click("Confirmer");
    nav.wait_for("à corriger");
    verifier(&nav, "a code that is wrong", &mut fautes);
    nav.goto(&format!("{publique}/compte"));
    nav.click("Changer");
    nav.wait_for("à corriger");
    verifier(&nav, "a password that is not changed", &mut fautes);
    sortir_et_entrer(&nav, &publique);
    verifier(&nav, "the second factor", &mut fautes);
    nav.fill("Code de secours", "AAAA");
    nav.click("Utiliser ce code");
    nav.wait_for("à corriger");
    verifier(&nav, "a recovery code that is wrong", &mut fautes);
    nav.fill("Code de secours", &secours);
    nav.click("Utiliser ce code");
    nav.wait_for("Ma journée");
    assert!(fautes.is_empty(), "{} faults\n{}", fautes.len(), fautes.join("\n"));
}

#[test]
fn a_household_is_shared_and_protected_by_keyboard_alone() {
    let Some(terrain) = terrain() else { return };
    let Some(visite) = Visite::ouvrir(terrain, Ecran::Bureau) else { return };
    let nav = &visite.nav;
    let (dossier, _) = foyer(terrain, &terrain.entrer(TRAVAILLEUSE), "Ménage Touches");
    visite.devenir("Aïcha Verdurin, travailleuse sociale");
    visite.aller(&dossier);
    aller_a_la_touche(nav, "Cercle", "Qui lit quoi");
    aller_a_la_touche(nav, "Recueillir un accord de partage", "Enregistrer");
    atteindre(nav, "Enregistrer");
    nav.press(Touche::Entree);
    nav.wait_for("à corriger");
    visite.aller(&format!("{dossier}/cercle"));
    aller_a_la_touche(nav, "Protéger le ménage", "Motif");
    atteindre(nav, "Violences");
    nav.press(Touche::Espace);
    atteindre(nav, "Enregistrer");
    nav.press(Touche::Entree);
    nav.wait_for("c'est enregistré");
    terrain.entrer(BAILLEUR).get(&dossier).expect(404);
    visite.aller(&terrain.convention);
    aller_a_la_touche(nav, "Chiffres", "Chiffres");
    visite.console_muette();
}

#[test]
fn she_signs_in_and_closes_her_other_sessions_by_keyboard_alone() {
    let Some(binaire) = environnement::palier() else { return };
    let Some(nav) = Navigateur::open(Ecran::Bureau) else { return };
    let (_serveur, publique, invitation) = vrai_serveur(&binaire);
    nav.goto(&format!("{publique}{invitation}"));
    let secours = prendre_l_application(&nav);
    nav.goto(&format!("{publique}/compte"));
    atteindre(&nav, "Se déconnecter");
    nav.press(Touche::Entree);
    nav.wait_for("Palier");
    nav.goto(&format!("{publique}/connexion"));
    atteindre(&nav, "Identifiant");
    nav.type_text(LOGIN);
    atteindre(&nav, "Mot de passe");
    nav.type_text(MOT);
    nav.press(Touche::Entree);
    nav.wait_for("Confirmer que c’est bien vous");
    atteindre(&nav, "Code de secours");
    nav.type_text(&secours);
    nav.press(Touche::Entree);
    nav.wait_for("Ma journée");
    nav.goto(&format!("{publique}/compte"));
    atteindre(&nav, "Obtenir de nouveaux codes de secours");
    nav.press(Touche::Entree);
    nav.wait_for("Vos codes de secours");
    aller_a_la_touche(&nav, "Je les ai gardés", "Ma journée");
}
