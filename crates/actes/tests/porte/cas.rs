//! Every shipped cas gives through the door, on both engines, what it gives in memory; and
//! replaying the journal gives the stored state.

use std::sync::Arc;

use actes::{Horloge, Porte, TheatreDeLaPorte};
use dispositifs::Bibliotheque;
use dispositifs::cas::{self, ResultatEtape};
use domain::Date;
use store::essais::{base_neuve, base_neuve_postgres};

fn verdicts(etapes: &[ResultatEtape]) -> Vec<(usize, &str, &[String])> {
    etapes.iter().map(|e| (e.ligne, e.obtenu.as_str(), e.regles.as_slice())).collect()
}

#[test]
fn every_cas_gives_the_same_verdicts_in_memory_and_on_both_engines() {
    let (bibliotheque, _) = Bibliotheque::embarquee();
    assert!(bibliotheque.cas.len() >= 92 * 4, "{} cas", bibliotheque.cas.len());
    // Some fifty stories share a base: each has its own convention, people and organisations.
    let lots = bibliotheque.cas.chunks(50);
    let bases = lots.flat_map(|lot| {
        let moteurs = [Some(base_neuve()), base_neuve_postgres()];
        moteurs.into_iter().flatten().map(move |essai| (lot, essai))
    });
    let mut evenements = 0;
    for (lot, essai) in bases {
        let configuration = actes::Configuration::new(essai.configuration(), Horloge::au(Date::MIN));
        let porte = Arc::new(Porte::ouvrir(&configuration, bibliotheque.clone()).unwrap());
        let mut differents = Vec::new();
        for (fichier, texte) in lot {
            let (lu, fautes) = cas::lire(&bibliotheque, fichier, texte);
            let lu = lu.unwrap_or_else(|| panic!("{fichier} : {fautes:?}"));
            let definition = &bibliotheque.definitions[&lu.dispositif];
            let attendu = cas::jouer_en_memoire(&bibliotheque, fichier, texte);
            let mut theatre = TheatreDeLaPorte::nouveau(Arc::clone(&porte), &definition.id);
            let obtenu = cas::jouer(&lu, definition, &mut theatre);
            let (attendues, obtenues) = (verdicts(&attendu.etapes), verdicts(&obtenu.etapes));
            assert!(obtenu.diagnostics.is_empty(), "{fichier} : {:?}", obtenu.diagnostics);
            assert_eq!(obtenues.len(), attendues.len(), "{fichier}");
            let paires = obtenues.into_iter().zip(attendues);
            differents.extend(paires.filter(|(o, a)| o != a).map(|p| format!("{fichier} : {p:?}")));
            differents
                .extend(obtenu.etapes.iter().filter(|e| !e.passe).map(|e| format!("{fichier} : {e:?}")));
        }
        assert!(differents.is_empty(), "{}", differents.join("\n"));
        evenements += porte.store().rejouer().unwrap().evenements;
        porte.store().verifier().unwrap();
    }
    assert!(evenements > 1_000, "{evenements}");
}
