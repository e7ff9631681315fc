//! The same work by keyboard alone: Tab, Enter, space and letters, and the focus always in view.

use stories::{Ecran, Navigateur, Touche};

use crate::ecran::Visite;
use crate::terrain::{TRAVAILLEUSE, nom, terrain};

#[test]
fn a_social_worker_records_a_visit_and_corrects_it_by_keyboard_alone() {
    let Some(terrain) = terrain() else { return };
    let Some(visite) = Visite::ouvrir(terrain, Ecran::Bureau) else { return };
    let menage = nom("Ménage Clavier");
    let qui = terrain.entrer(TRAVAILLEUSE);
    let dossier = terrain.orienter(&qui, &menage);
    terrain.installer(&qui, &dossier, &terrain.logement(&nom("rue des Touches"), "non"));
    visite.aller("/");
    let nav = &visite.nav;
    aller_a_la_touche(nav, "Essayer comme Aïcha Verdurin", "Ma journée");
    aller_a_la_touche(nav, "Dossiers", "du plus urgent au moins urgent");
    atteindre(nav, "Nom du ménage");
    nav.type_text(&menage);
    nav.press(Touche::Entree);
    nav.wait_for("1 dossier dans cette sélection");
    aller_a_la_touche(nav, &menage, "Les quatre pistes du dossier");
    visiter(nav);
    corriger(nav);
    visite.console_muette();
}

#[test]
fn the_first_key_of_every_page_leads_past_the_menu() {
    let Some(terrain) = terrain() else { return };
    let Some(visite) = Visite::ouvrir(terrain, Ecran::Bureau) else { return };
    visite.devenir("Aïcha Verdurin, travailleuse sociale");
    for page in ["/", "/dossiers", "/dispositifs", "/logements", "/orienter", "/trouver", "/aide"] {
        visite.aller(page);
        visite.nav.press(Touche::Tab);
        assert_eq!(visite.nav.focus().name, "Aller au contenu", "{page}");
        visite.nav.press(Touche::Entree);
        let dans = visite.nav.execute("return document.activeElement.id", vec![]);
        assert_eq!(dans, "contenu", "{page}");
    }
}

fn visiter(nav: &Navigateur) {
    atteindre(nav, "Visiter");
    nav.press(Touche::Entree);
    atteindre(nav, "Date");
    nav.type_text("12/02/2025");
    atteindre(nav, "Domicile");
    nav.press(Touche::Espace);
    atteindre(nav, "Note (facultatif)");
    nav.type_text("Les clés sont remises.");
    atteindre(nav, "Enregistrer");
    nav.press(Touche::Entree);
    nav.wait_for("«\u{a0}Visiter\u{a0}»\u{a0}: c'est enregistré.");
    assert!(nav.text().contains("Les clés sont remises."));
}

fn corriger(nav: &Navigateur) {
    let saisie = "Corriger : Aïcha Verdurin a rencontré le ménage, 12\u{a0}février 2025";
    atteindre(nav, saisie);
    nav.press(Touche::Entree);
    nav.wait_for("Ce qui était écrit reste au journal");
    atteindre(nav, "Date");
    nav.type_text("13/02/2025");
    atteindre(nav, "Motif de la correction");
    nav.type_text("Je m'étais trompée de jour.");
    atteindre(nav, "Enregistrer la correction");
    nav.press(Touche::Entree);
    nav.wait_for("a corrigé «\u{a0}visiter\u{a0}»");
    let texte = nav.text();
    for dit in ["saisie corrigée", "12/02/2025", "13/02/2025", "Je m'étais trompée de jour."] {
        assert!(texte.contains(dit), "{dit:?} is not said:\n{texte}");
    }
}

/// Tab until it has the focus, which a person must see.
#[track_caller]
pub fn atteindre(nav: &Navigateur, quoi: &str) {
    assert!(nav.tab_to(quoi).visible, "{quoi:?} has the focus and does not show it");
}

/// Tab until the link, and follow it.
#[track_caller]
pub fn aller_a_la_touche(nav: &Navigateur, lien: &str, ensuite: &str) {
    atteindre(nav, lien);
    nav.press(Touche::Entree);
    nav.wait_for(ensuite);
}
