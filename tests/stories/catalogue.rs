//! From the list to a comparison: ticked under one filter, ticked under another, side by side.

use stories::{Ecran, Navigateur};

use crate::ecran::Visite;
use crate::terrain::terrain;

fn comparer(nav: Navigateur) -> Option<()> {
    let visite = Visite::avec(nav, terrain()?);
    let nav = &visite.nav;
    visite.aller("/dispositifs?volet=acc%C3%A8s");
    nav.check("Comparer 2.1.7 Projet Log. Innov. Ac.Te – logement innovation accompagnement");
    nav.fill("Mot, lieu, public ou numéro", "Maubeuge");
    nav.fill("Volet", "Tous");
    nav.click("Filtrer");
    nav.wait_for("Cochées, hors de ces filtres");
    visite.lire(&["Projet Log. Innov. Ac.Te", "Savautou"]);
    nav.check("Comparer 2.2.1 Projet Savautou, CA Maubeuge Val de Seine");
    nav.click("Comparer les fiches cochées");
    nav.wait_for("Comparer 2 dispositifs");
    visite.lire(&["Maubeuge (Nord)", "La Seyne-sur-Mer (Var)", "diffère"]);
    nav.click("Ne montrer que ce qui diffère");
    nav.wait_for("Montrer toutes les lignes");
    nav.click("Retour à la liste, fiches cochées");
    nav.wait_for("Cochez deux à quatre fiches, puis");
    visite.console_muette();
    Some(())
}

#[test]
fn a_coordinator_compares_sheets_found_by_two_searches() {
    Navigateur::open(Ecran::Bureau).map(comparer);
}

#[test]
fn sheets_are_compared_without_javascript() {
    Navigateur::without_javascript(Ecran::Telephone).map(comparer);
}
