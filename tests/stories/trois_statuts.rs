//! The main job: a household is referred, admitted, housed, and climbs from the association's temporary home to a lease
//! in its own name, in the same home. What the dispositif forbids is tried, and explained.

use stories::Ecran;

use crate::ecran::Visite;
use crate::terrain::{nom, terrain};

#[test]
fn a_social_worker_takes_a_household_from_referral_to_its_own_lease_on_a_desk() {
    histoire(Ecran::Bureau);
}

#[test]
fn a_social_worker_takes_a_household_from_referral_to_its_own_lease_on_a_telephone() {
    histoire(Ecran::Telephone);
}

fn histoire(ecran: Ecran) {
    let Some(terrain) = terrain() else { return };
    let Some(visite) = Visite::ouvrir(terrain, ecran) else { return };
    let menage = nom("Ménage Palier");
    let (bon, prioritaire) = (nom("rue du Bon Logement"), nom("rue du Quartier Prioritaire"));
    terrain.logement(&bon, "non");
    terrain.logement(&prioritaire, "oui");
    arriver(&visite);
    orienter(&visite, &menage);
    let dossier = visite.nav.url().split('?').next().unwrap().to_owned();
    admettre(&visite);
    loger(&visite, &dossier, &bon, &prioritaire);
    sauter_un_statut(&visite);
    monter(&visite, &dossier, &bon);
    sortir(&visite, &dossier);
    visite.nav.screenshot_page(&format!("trois-statuts-{ecran:?}"));
    visite.console_muette();
}

fn arriver(visite: &Visite<'_>) {
    visite.aller("/");
    visite.nav.click("Essayer comme Aïcha Verdurin");
    visite.nav.wait_for("Ma journée");
    visite.tenir();
    visite.nav.click("Dispositifs");
    visite.tenir();
    visite.aller("/dispositifs/2.1.7");
    visite.lire(&["Trois statuts l'un après l'autre", "guide, l. 484-496"]);
    visite.nav.click("Orienter un ménage : Trois statuts, un logement, Val Clair");
    visite.tenir();
}

fn orienter(visite: &Visite<'_>, menage: &str) {
    let nav = &visite.nav;
    nav.fill("Nom du nouveau ménage", menage);
    visite
        .lire(&["Il manque des informations pour répondre", "Le ménage doit être reconnu au titre du DALO."]);
    nav.choose("Reconnu au titre du DALO", "Oui");
    nav.choose("Situation d'isolement", "Oui");
    nav.choose("En voie de marginalisation", "Non");
    nav.wait_for("Ce ménage ne répond pas à toutes les conditions d’entrée");
    visite.lire(&[
        "grande précarité",
        "Le projet s'adresse à des ménages en voie de marginalisation.",
        "guide, l. 490",
    ]);
    visite.tenir();
    nav.choose("En voie de marginalisation", "Oui");
    nav.wait_for("Ce ménage répond aux conditions d’entrée");
    nav.fill("Date", "06/01/2025");
    nav.click("Orienter ce ménage");
    nav.wait_for("«\u{a0}Orienter\u{a0}»\u{a0}: c'est enregistré.");
    visite.lire(&[menage, "Orienté"]);
    visite.tenir();
}

fn admettre(visite: &Visite<'_>) {
    let nav = &visite.nav;
    visite.deplier("Diagnostiquer");
    nav.fill("Date", "13/01/2025");
    nav.choose("Conclusion", "Accompagnement");
    nav.choose("Établi avec", "Bailleur");
    visite.enregistrer("Diagnostiquer");
    visite.deplier("Décider");
    nav.fill("Date", "20/01/2025");
    nav.choose("Sens", "Favorable");
    nav.choose("Présents", "Bailleur");
    visite.enregistrer("Décider");
    visite.deplier("Admettre");
    nav.fill("Date", "21/01/2025");
    visite.enregistrer("Admettre");
    visite.deplier("Ouvrir une mesure");
    nav.fill("Date", "03/02/2025");
    visite.enregistrer("Ouvrir une mesure");
    visite.lire(&["Accompagné", "Suivi mensuel", "En retard de"]);
}

fn loger(visite: &Visite<'_>, dossier: &str, bon: &str, prioritaire: &str) {
    let nav = &visite.nav;
    visite.devenir("Inès Faîtière, conseillère sociale");
    nav.goto(&format!("{dossier}/actes/proposer-un-logement"));
    nav.fill("Date", "03/02/2025");
    nav.fill("Logement", &format!("{prioritaire} (T2)"));
    nav.click("Enregistrer");
    nav.wait_for("Cet acte n'est pas enregistré\u{a0}: une règle s'y oppose");
    visite.lire(&[
        "Règle «\u{a0}hors quartier prioritaire\u{a0}»",
        "Le logement doit être hors quartier prioritaire.",
        "guide, l. 493",
    ]);
    assert_eq!(nav.value("Date"), "03/02/2025");
    visite.tenir();
    nav.fill("Logement", &format!("{bon} (T2)"));
    visite.enregistrer("Proposer un logement");
    visite.devenir("Aïcha Verdurin, travailleuse sociale");
    nav.goto(dossier);
    visite.deplier("Entrer\u{a0}: convention ALT");
    nav.fill("Date", "03/02/2025");
    nav.fill("Logement", &format!("{bon} (T2)"));
    visite.enregistrer("Entrer");
    visite.lire(&[bon, "convention ALT, depuis le 03/02/2025"]);
}

fn sauter_un_statut(visite: &Visite<'_>) {
    let nav = &visite.nav;
    let bail_direct = "Changer de statut\u{a0}: bail direct";
    visite.deplier(bail_direct);
    visite.lire(&["Pas possible aujourd'hui", "bail glissant", "guide, l. 488"]);
    nav.click(&format!("Ouvrir le formulaire : {bail_direct}"));
    visite.tenir();
    nav.fill("Date", "05/05/2025");
    nav.click("Enregistrer");
    nav.wait_for("Cet acte n'est pas enregistré\u{a0}: une règle s'y oppose");
    visite.lire(&["bail direct", "guide, l. 488", "Ce qui le changerait"]);
    visite.tenir();
}

fn monter(visite: &Visite<'_>, dossier: &str, bon: &str) {
    let nav = &visite.nav;
    nav.goto(dossier);
    visite.deplier("Changer de statut\u{a0}: bail glissant");
    nav.fill("Date", "04/08/2025");
    visite.enregistrer("Changer de statut");
    visite.lire(&["bail glissant, depuis le 04/08/2025"]);
    visite.deplier("Changer de statut\u{a0}: bail direct");
    nav.fill("Date", "02/08/2026");
    nav.click("Enregistrer");
    nav.wait_for("Cet acte n'est pas enregistré\u{a0}: une règle s'y oppose");
    visite.lire(&[
        "Règle «\u{a0}dix-huit mois avant le bail direct\u{a0}»",
        "Le bail direct se signe après dix-huit mois d'accompagnement au moins.",
        "guide, l. 488",
        "Attendre le 03/08/2026",
    ]);
    visite.tenir();
    nav.fill("Date", "03/08/2026");
    visite.enregistrer("Changer de statut");
    visite.lire(&[bon, "bail direct, depuis le 03/08/2026"]);
}

fn sortir(visite: &Visite<'_>, dossier: &str) {
    let nav = &visite.nav;
    nav.goto(dossier);
    visite.deplier("Clore");
    nav.fill("Date", "31/08/2026");
    nav.fill("Motif", "Objectifs atteints");
    nav.fill("Bilan", "Le ménage tient son logement sans appui.");
    visite.enregistrer("Clore");
    visite.deplier("Sortir");
    nav.fill("Date", "01/09/2026");
    nav.fill("Motif", "Autonomie");
    visite.enregistrer("Sortir");
    visite.lire(&["Sorti", "Les quatre pistes du dossier"]);
}
