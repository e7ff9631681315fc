//! From the list to a comparison: ticked under one filter, ticked under another, side by side.

use serde_json::json;
use stories::{Ecran, Navigateur};

use crate::ecran::Visite;
use crate::terrain::terrain;

fn comparer(nav: Navigateur) -> Option<()> {
    let visite = Visite::avec(nav, terrain()?);
    let nav = &visite.nav;
    visite.aller("/dispositifs?chapitre=2.1&volet=acc%C3%A8s");
    nav.check("Comparer 2.1.7 Projet Log. Innov. Ac.Te – logement innovation accompagnement");
    nav.fill("Mot, lieu, public ou numéro", "Maubeuge");
    nav.fill("Chapitre", "Tous");
    nav.fill("Volet", "Tous");
    nav.click("Filtrer");
    nav.wait_for("Cochées, hors de cette page");
    visite.lire(&["Projet Log. Innov. Ac.Te", "Savautou"]);
    nav.check("Comparer 2.2.1 Projet Savautou, CA Maubeuge Val de Seine");
    nav.fill("Mot, lieu, public ou numéro", "");
    nav.click("Filtrer");
    nav.wait_for("92 dispositifs, page 1 sur 4");
    // The list has several pages: what was ticked before stays.
    nav.check("Comparer 1.1 Plateforme départementale du logement");
    nav.click("Page suivante");
    nav.wait_for("92 dispositifs, page 2 sur 4");
    visite.lire(&["Cochées, hors de cette page", "1.1 Plateforme départementale du logement"]);
    nav.click("Comparer les fiches cochées");
    nav.wait_for("Comparer 3 dispositifs");
    visite.lire(&["Maubeuge (Nord)", "La Seyne-sur-Mer (Var)", "Cher", "diffère"]);
    imprimer(&visite);
    nav.click("Ne montrer que ce qui diffère");
    nav.wait_for("Montrer toutes les lignes");
    nav.click("Retour à la liste, fiches cochées");
    nav.wait_for("Cochez deux à quatre fiches, puis");
    visite.console_muette();
    Some(())
}

/// On paper: the three columns, and nothing that only a screen does.
fn imprimer(visite: &Visite<'_>) {
    let nav = &visite.nav;
    let ecran = nav.text();
    nav.cdp("Emulation.setEmulatedMedia", json!({ "media": "print" }));
    let papier = nav.text();
    for lu in ["1.1", "2.1.7", "2.2.1", "Comparer 3 dispositifs", "Coût par ménage et par an"] {
        assert!(papier.contains(lu), "{lu} is not printed: {papier}");
    }
    for tu in ["Ne montrer que ce qui diffère", "Retour à la liste", "Retirer", "Code source"] {
        assert!(ecran.contains(tu) && !papier.contains(tu), "{tu} is printed, or was not on the screen");
    }
    let feuilles = nav.print();
    assert!((1..=8).contains(&feuilles), "{feuilles} sheets of paper");
    nav.cdp("Emulation.setEmulatedMedia", json!({ "media": "" }));
}

#[test]
fn a_director_compares_and_prints_sheets_found_by_several_searches() {
    Navigateur::open(Ecran::Bureau).map(comparer);
}

#[test]
fn sheets_are_compared_without_javascript() {
    Navigateur::without_javascript(Ecran::Telephone).map(comparer);
}
