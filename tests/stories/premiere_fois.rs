//! The first use, watched: from the first page to a household accepted in a dispositif, each click counted.

use std::cell::Cell;

use stories::Ecran;

use crate::ecran::Visite;
use crate::terrain::{nom, terrain};

/// What a newcomer may need, besides telling what she knows of the household.
const CLICS: usize = 12;

/// A screen on which every click is counted.
struct Compteur<'v, 't> {
    visite: &'v Visite<'t>,
    clics: Cell<usize>,
}

impl Compteur<'_, '_> {
    fn compter(&self, nombre: usize) {
        self.clics.set(self.clics.get() + nombre);
    }

    /// One click on what is called so.
    #[track_caller]
    fn cliquer(&self, quoi: &str, ensuite: &str) {
        self.visite.nav.click(quoi);
        self.compter(1);
        self.visite.nav.wait_for(ensuite);
    }

    /// As many clicks as there are folds to open before the form is there.
    #[track_caller]
    fn deplier(&self, acte: &str) {
        let ouverts = || {
            let lus =
                self.visite.nav.execute("return document.querySelectorAll('details[open]').length", vec![]);
            usize::try_from(lus.as_u64().unwrap_or(0)).unwrap()
        };
        let avant = ouverts();
        self.visite.deplier(acte);
        self.compter(ouverts().saturating_sub(avant).max(1));
    }

    #[track_caller]
    fn enregistrer(&self, acte: &str) {
        self.visite.enregistrer(acte);
        self.compter(1);
    }
}

#[test]
fn a_newcomer_has_a_household_accepted_in_twelve_clicks_besides_its_facts() {
    let Some(terrain) = terrain() else { return };
    let Some(visite) = Visite::ouvrir(terrain, Ecran::Bureau) else { return };
    let nav = &visite.nav;
    let compteur = Compteur { visite: &visite, clics: Cell::new(0) };
    visite.aller("/");
    compteur.cliquer("Essayer comme Aïcha Verdurin", "Ma journée");
    compteur.cliquer("Orienter un ménage", "Trois statuts, un logement, Val Clair");
    compteur.cliquer("Trois statuts, un logement, Val Clair", "Nom du nouveau ménage");
    nav.fill("Nom du nouveau ménage", &nom("Ménage Premier"));
    for fait in ["Reconnu au titre du DALO", "Situation d'isolement", "En voie de marginalisation"] {
        nav.choose(fait, "Oui");
    }
    nav.wait_for("Ce ménage répond aux conditions d’entrée");
    nav.fill("Date", "06/01/2025");
    compteur.cliquer("Orienter ce ménage", "«\u{a0}Orienter\u{a0}»\u{a0}: c'est enregistré.");
    compteur.deplier("Diagnostiquer");
    nav.fill("Date", "13/01/2025");
    nav.choose("Conclusion", "Accompagnement");
    nav.choose("Établi avec", "Bailleur");
    compteur.enregistrer("Diagnostiquer");
    compteur.deplier("Décider");
    nav.fill("Date", "20/01/2025");
    nav.choose("Sens", "Favorable");
    nav.choose("Présents", "Bailleur");
    compteur.enregistrer("Décider");
    compteur.deplier("Admettre");
    nav.fill("Date", "21/01/2025");
    compteur.enregistrer("Admettre");
    visite.lire(&["Admis"]);
    let clics = compteur.clics.get();
    assert!((6..=CLICS).contains(&clics), "{clics} clicks");
    visite.console_muette();
}
