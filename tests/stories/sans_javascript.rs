//! Without JavaScript everything still works, a little slower.

use stories::{Ecran, Navigateur};

use crate::ecran::Visite;
use crate::terrain::{nom, terrain};

#[test]
fn a_social_worker_refers_a_household_and_does_an_act_without_javascript() {
    let Some(terrain) = terrain() else { return };
    let Some(nav) = Navigateur::without_javascript(Ecran::Telephone) else { return };
    let visite = Visite::avec(nav, terrain);
    let menage = nom("Ménage Sans Script");
    visite.devenir("Aïcha Verdurin, travailleuse sociale");
    visite.aller(&terrain.orientation());
    let nav = &visite.nav;
    nav.fill("Nom du nouveau ménage", &menage);
    nav.choose("Reconnu au titre du DALO", "Oui");
    nav.click("Vérifier");
    nav.wait_for("Il manque des informations pour répondre");
    assert_eq!(nav.value("Nom du nouveau ménage"), menage);
    nav.choose("Situation d'isolement", "Oui");
    nav.choose("En voie de marginalisation", "Oui");
    nav.click("Vérifier");
    nav.wait_for("Ce ménage répond aux conditions d’entrée");
    visite.tenir();
    nav.fill("Date", "06/01/2025");
    nav.click("Orienter ce ménage");
    nav.wait_for("«\u{a0}Orienter\u{a0}»\u{a0}: c'est enregistré.");
    visite.deplier("Diagnostiquer");
    nav.fill("Date", "13/01/2025");
    nav.choose("Conclusion", "Accompagnement");
    nav.choose("Établi avec", "Bailleur");
    visite.enregistrer("Diagnostiquer");
    visite.lire(&["Diagnostiqué"]);
}
