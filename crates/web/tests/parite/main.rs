//! Every shipped cas gives over HTTP, on both engines, the verdicts that it gives in memory: acts are posted as forms
//! to the addresses that people use. Afterwards the journal replays and its chain holds.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod formulaire;
mod par_http;
mod serveur;

use std::sync::Arc;

use actes::{Horloge, Porte, TheatreDeLaPorte};
use dispositifs::cas::{self, Cas, ResultatCas, ResultatEtape};
use dispositifs::{Bibliotheque, cas::jouer_en_memoire};
use domain::Date;
use store::essais::{base_neuve, base_neuve_postgres};

use par_http::ParHttp;
use serveur::Serveur;

/// A step's line, outcome and rules.
type Dit<'e> = (usize, &'e str, &'e [String]);

fn verdicts(etapes: &[ResultatEtape]) -> Vec<Dit<'_>> {
    etapes.iter().map(|e| (e.ligne, e.obtenu.as_str(), e.regles.as_slice())).collect()
}

/// Plays a cas through this server.
fn jouer(
    bibliotheque: &Bibliotheque,
    cas: &Cas,
    porte: &Arc<Porte>,
    serveur: &Serveur,
) -> (ResultatCas, [u64; 2]) {
    let definition = &bibliotheque.definitions[&cas.dispositif];
    let par_http = ParHttp::nouveau(Arc::clone(porte), serveur.base(), &cas.dispositif);
    let mut theatre = TheatreDeLaPorte::avec(Arc::clone(porte), par_http);
    let resultat = cas::jouer(cas, definition, &mut theatre);
    (resultat, [theatre.envoi().postes, theatre.envoi().reservees])
}

#[test]
fn every_cas_gives_over_http_the_verdicts_that_it_gives_in_memory() {
    let (bibliotheque, _) = Bibliotheque::embarquee();
    assert!(bibliotheque.cas.len() >= 92 * 4, "{} cas", bibliotheque.cas.len());
    let (mut ecarts, mut evenements, mut postes, mut reservees) = (Vec::new(), 0, 0, 0);
    // Some fifty stories share a base: each has its own convention, people and organisations.
    let lots = bibliotheque.cas.chunks(50);
    let bases = lots.flat_map(|lot| {
        let moteurs = [Some(base_neuve()), base_neuve_postgres()];
        moteurs.into_iter().flatten().map(move |essai| (lot, essai))
    });
    for (lot, essai) in bases {
        let configuration = actes::Configuration::new(essai.configuration(), Horloge::au(Date::MIN));
        let porte = Arc::new(Porte::ouvrir(&configuration, bibliotheque.clone()).unwrap());
        let serveur = Serveur::nouveau(&porte);
        for (fichier, texte) in lot {
            let (lu, fautes) = cas::lire(&bibliotheque, fichier, texte);
            let lu = lu.unwrap_or_else(|| panic!("{fichier} : {fautes:?}"));
            let attendu = jouer_en_memoire(&bibliotheque, fichier, texte);
            let (obtenu, [n, tues]) = jouer(&bibliotheque, &lu, &porte, &serveur);
            (postes, reservees) = (postes + n, reservees + tues);
            ecarts.extend(obtenu.diagnostics.iter().map(|d| format!("{fichier} : {d:?}")));
            let pairs = verdicts(&attendu.etapes).into_iter().zip(verdicts(&obtenu.etapes));
            ecarts.extend(pairs.filter(|(a, o)| a != o).map(|(a, o)| format!("{fichier}:{a:?} != {o:?}")));
            let echecs = obtenu.etapes.iter().filter(|e| !e.passe);
            ecarts.extend(echecs.map(|e| format!("{fichier}:{} {:?}", e.ligne, e.detail)));
            assert_eq!(obtenu.etapes.len(), attendu.etapes.len(), "{fichier}");
        }
        evenements += porte.store().rejouer().unwrap().evenements;
        porte.store().verifier().unwrap();
    }
    assert!(ecarts.is_empty(), "{} differences:\n{}", ecarts.len(), ecarts.join("\n"));
    assert!(postes > 1_000 && evenements > 1_000, "{postes} acts posted, {evenements} events");
    assert!(reservees > 0, "no cas rests on what an association may not read");
}
