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
use store::essais::{Essai, base_neuve, base_neuve_postgres};

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

/// What came of all the cas on one engine.
#[derive(Default)]
struct Bilan {
    ecarts: Vec<String>,
    evenements: u64,
    postes: u64,
    reservees: u64,
}

/// Plays all the cas, some fifty to a base: each has its own convention, people and organisations.
fn sur(bibliotheque: &Bibliotheque, base: impl Fn() -> Option<Essai>) -> Bilan {
    let mut bilan = Bilan::default();
    for lot in bibliotheque.cas.chunks(50) {
        let Some(essai) = base() else { break };
        let configuration = actes::Configuration::new(essai.configuration(), Horloge::au(Date::MIN));
        let porte = Arc::new(Porte::ouvrir(&configuration, bibliotheque.clone()).unwrap());
        let serveur = Serveur::nouveau(&porte);
        for (fichier, texte) in lot {
            let (lu, fautes) = cas::lire(bibliotheque, fichier, texte);
            let lu = lu.unwrap_or_else(|| panic!("{fichier} : {fautes:?}"));
            let attendu = jouer_en_memoire(bibliotheque, fichier, texte);
            let (obtenu, [n, tues]) = jouer(bibliotheque, &lu, &porte, &serveur);
            (bilan.postes, bilan.reservees) = (bilan.postes + n, bilan.reservees + tues);
            let ecarts = &mut bilan.ecarts;
            ecarts.extend(obtenu.diagnostics.iter().map(|d| format!("{fichier} : {d:?}")));
            let pairs = verdicts(&attendu.etapes).into_iter().zip(verdicts(&obtenu.etapes));
            ecarts.extend(pairs.filter(|(a, o)| a != o).map(|(a, o)| format!("{fichier}:{a:?} != {o:?}")));
            let echecs = obtenu.etapes.iter().filter(|e| !e.passe);
            ecarts.extend(echecs.map(|e| format!("{fichier}:{} {:?}", e.ligne, e.detail)));
            assert_eq!(obtenu.etapes.len(), attendu.etapes.len(), "{fichier}");
        }
        bilan.evenements += porte.store().rejouer().unwrap().evenements;
        porte.store().verifier().unwrap();
    }
    bilan
}

#[test]
fn every_cas_gives_over_http_the_verdicts_that_it_gives_in_memory() {
    let (bibliotheque, _) = Bibliotheque::embarquee();
    assert!(bibliotheque.cas.len() >= 92 * 4, "{} cas", bibliotheque.cas.len());
    // Both engines at once: each waits for its own disk.
    let bilans = std::thread::scope(|fils| {
        let sqlite = fils.spawn(|| sur(&bibliotheque, || Some(base_neuve())));
        let postgres = fils.spawn(|| sur(&bibliotheque, base_neuve_postgres));
        [sqlite, postgres].map(|fil| fil.join().unwrap())
    });
    let ecarts: Vec<&String> = bilans.iter().flat_map(|b| &b.ecarts).collect();
    assert!(ecarts.is_empty(), "{} differences:\n{ecarts:#?}", ecarts.len());
    let [sqlite, postgres] = &bilans;
    assert!(sqlite.postes > 1_000 && sqlite.evenements > 1_000, "{} acts posted", sqlite.postes);
    assert!(postgres.postes == 0 || postgres.postes == sqlite.postes, "the engines played unlike stories");
    assert!(sqlite.reservees > 0, "no cas rests on what an association may not read");
}
