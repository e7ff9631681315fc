//! The 93rd: a coordinator writes a dispositif from a blank page, puts it in service, takes a household through it, amends
//! it, and moves the dossier under way. By keyboard alone.

use stories::{Ecran, Navigateur, Serveur, Touche};

use crate::accessibilite::verifier;
use crate::clavier::{aller_a_la_touche, atteindre};
use crate::ecran::Visite;
use crate::terrain::Terrain;

/// Control and A: what is written is chosen, and what is typed replaces it.
const TOUT: &str = "\u{e009}a\u{e000}";

/// The cas, once the household that it tells of is isolated.
const CAS: &str = "titre = \"Un ménage isolé est orienté puis admis\"
dispositif = \"93.1\"

[convention]
debut = \"2026-01-01\"

[[menage]]
nom = \"Ménage A\"
faits = { \"menage.isolement\" = true }

[[etape]]
le = \"2026-02-02\"
qui = \"opérateur\"
acte = \"orienter\"
menage = \"Ménage A\"
canal = \"orientation par l'opérateur\"

[[etape]]
le = \"2026-02-09\"
qui = \"opérateur\"
acte = \"admettre\"
menage = \"Ménage A\"
";

/// Goes to a field and types over what is in it.
#[track_caller]
fn ecrire(nav: &Navigateur, champ: &str, texte: &str) {
    atteindre(nav, champ);
    nav.type_text(TOUT);
    nav.type_text(texte);
}

/// Goes to a button or a link and presses it.
#[track_caller]
fn presser(nav: &Navigateur, quoi: &str, ensuite: &str) {
    aller_a_la_touche(nav, quoi, ensuite);
}

/// Adds one condition of entry, which the form says in its parts.
fn exiger(nav: &Navigateur, nom: &str, fait: &str, message: &str) {
    presser(nav, "Ajouter : Conditions d’admission", "Conditions d’admission : nouveau");
    let ici = nav.execute("return [...document.querySelectorAll('.govuk-breadcrumbs [aria-current=page]')].map(e => e.textContent).join()", vec![]);
    assert_eq!(ici, "Conditions d’admission : nouveau", "where one is");
    ecrire(nav, "Nom (requis)", nom);
    atteindre(nav, "On regarde");
    nav.type_text("le fait");
    ecrire(nav, "Lequel", fait);
    atteindre(nav, "Comparaison");
    nav.type_text("est");
    ecrire(nav, "Comparé à", "oui");
    ecrire(nav, "Message (requis)", message);
    ecrire(nav, "Source (requis)", "convention");
    nav.press(Touche::Entree);
    nav.wait_for("Enregistré.");
}

#[test]
fn a_coordinator_writes_the_93rd_by_keyboard_puts_it_in_service_and_amends_it() {
    let Some(terrain) = Serveur::demo().map(Terrain::preparer) else { return };
    let Some(visite) = Visite::ouvrir(&terrain, Ecran::Bureau) else { return };
    let mut fautes = Vec::new();
    visite.devenir("Aïcha Verdurin, travailleuse sociale");
    visite.aller("/brouillons");
    let nav = &visite.nav;
    verifier(nav, "the drafts", &mut fautes);
    presser(nav, "Commencer", "Où en est ce brouillon");
    visite.lire(&["Prêt", "Un ménage est orienté puis admis"]);
    verifier(nav, "a draft", &mut fautes);

    // Her dispositif, and what it asks: its cas no longer answers as it should.
    presser(nav, "Nouveau dispositif", "Ce que le dispositif est");
    ecrire(nav, "Titre (requis)", "La Passerelle des Tilleuls");
    nav.press(Touche::Entree);
    nav.wait_for("Enregistré.");
    exiger(nav, "ménage isolé", "menage.isolement", "La Passerelle accueille des ménages isolés.");
    nav.wait_for("Son cas n’a pas la réponse attendue");
    visite.tenir();
    presser(nav, "Un ménage est orienté puis admis", "Texte du cas");
    verifier(nav, "a cas that fails", &mut fautes);
    ecrire(nav, "Texte du cas", CAS);
    presser(nav, "Enregistrer et jouer", "Enregistré.");
    visite.lire(&["Prêt", "Un ménage isolé est orienté puis admis"]);

    // In service, under its first convention.
    presser(nav, "Mettre en service", "C’est un nouveau dispositif");
    verifier(nav, "putting in service", &mut fautes);
    ecrire(nav, "Pourquoi", "Ouverture de la Passerelle");
    nav.press(Touche::Entree);
    nav.wait_for("Ouvrir une convention");
    ecrire(nav, "Nom de la convention", "La Passerelle, Val Clair");
    ecrire(nav, "Début de la convention", "01/01/2024");
    nav.press(Touche::Entree);
    nav.wait_for("«\u{a0}Ouvrir une convention\u{a0}»\u{a0}: c'est enregistré.");
    let convention = nav.url().split('?').next().unwrap().to_owned();

    // A household comes in.
    let dossier = accueillir(&visite, &convention);

    // A version more, and what it does to the dossier under way.
    nav.goto(&format!("{convention}/versions"));
    verifier(nav, "the versions", &mut fautes);
    presser(nav, "Écrire une version nouvelle", "Où en est ce brouillon");
    exiger(nav, "volontaire", "menage.volontaire", "Le ménage est volontaire.");
    presser(nav, "Un ménage isolé est orienté puis admis", "Texte du cas");
    let plus = CAS.replace("= true }", "= true, \"menage.volontaire\" = true }");
    ecrire(nav, "Texte du cas", &plus);
    presser(nav, "Enregistrer et jouer", "Prêt");
    presser(nav, "Mettre en service", "Ce qui change par rapport à la version 1");
    visite.lire(&["Volontaire", "ajouté", "N’est plus possible : admettre"]);
    ecrire(nav, "Pourquoi", "Le volontariat devient un critère");
    nav.press(Touche::Entree);
    nav.wait_for("Cette version est en service sous cette convention.");
    verifier(nav, "the dossiers to move", &mut fautes);
    nav.tab_to("Ménage Passeur (version 1) : N’est plus possible : admettre");
    nav.press(Touche::Espace);
    ecrire(nav, "Pourquoi les rattacher", "Même règle pour tous");
    nav.press(Touche::Entree);
    nav.wait_for("Les dossiers choisis suivent maintenant cette version.");
    nav.goto(&dossier);
    visite.lire(&["a rattaché le dossier à une autre version des règles"]);
    visite.console_muette();
    assert!(fautes.is_empty(), "{} faults\n{}", fautes.len(), fautes.join("\n"));
}

#[test]
fn the_pages_where_a_dispositif_is_written_are_accessible_on_a_telephone() {
    let Some(terrain) = Serveur::demo().map(Terrain::preparer) else { return };
    let Some(visite) = Visite::ouvrir(&terrain, Ecran::Telephone) else { return };
    let (nav, mut fautes) = (&visite.nav, Vec::new());
    visite.devenir("Aïcha Verdurin, travailleuse sociale");
    visite.aller("/brouillons?dispositif=2.1.7");
    nav.click("Partir de cette fiche");
    nav.wait_for("Où en est ce brouillon");
    let brouillon = nav.url();
    let pages =
        ["", "/blocs/fiche/0", "/blocs/instance/0", "/blocs/regle/0", "/blocs/role/9", "/texte", "/service"];
    for page in pages {
        nav.goto(&format!("{brouillon}{page}"));
        visite.tenir();
        verifier(nav, page, &mut fautes);
    }
    // What cannot be read is said in its place.
    nav.goto(&format!("{brouillon}/blocs/dispositif/0"));
    nav.fill("Version (requis)", "deux");
    nav.click("Enregistrer");
    nav.wait_for("Écrivez un nombre entier, en chiffres.");
    visite.tenir();
    verifier(nav, "a field at fault", &mut fautes);
    // What may not be kept is refused, and stays on the screen.
    nav.goto(&format!("{brouillon}/blocs/fiche/0"));
    nav.fill("Moyens", "Un numéro qui ne se garde pas : 2 84 05 75 123 456 08");
    nav.click("Enregistrer");
    nav.wait_for("Rien n’est enregistré");
    assert!(nav.value("La définition").contains("2 84 05 75 123 456 08"), "what was typed is there");
    visite.tenir();
    verifier(nav, "what may not be kept", &mut fautes);
    visite.console_muette();
    assert!(fautes.is_empty(), "{} faults\n{}", fautes.len(), fautes.join("\n"));
}

/// The address of the dossier of a household referred under that convention.
fn accueillir(visite: &Visite<'_>, convention: &str) -> String {
    let nav = &visite.nav;
    let id = convention.rsplit('/').next().unwrap();
    visite.aller(&format!("/orienter?convention={id}"));
    ecrire(nav, "Nom du nouveau ménage", "Ménage Passeur");
    nav.choose("Situation d'isolement", "Oui");
    atteindre(nav, "Orienter ce ménage");
    nav.press(Touche::Entree);
    nav.wait_for("«\u{a0}Orienter\u{a0}»\u{a0}: c'est enregistré.");
    nav.url().split('?').next().unwrap().to_owned()
}
