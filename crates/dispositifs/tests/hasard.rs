//! Shipped definitions and cas, mutated by chance: read, opened as forms, written in, played. Nothing panics, what is
//! said is bounded, and a form gives back the text that it was given.
//!
//! `PALIER_HASARD_GRAINE` and `PALIER_HASARD_TOUR` say where chance begins, `PALIER_HASARD_TOURS` how many turns it
//! takes; each turn depends on both numbers alone, so that one that fails is run again by itself.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "helpers of tests")]

mod hasard {
    pub mod alea;
    pub mod muter;
}

use dispositifs::cas::{ResultatCas, imprimer, jouer_en_memoire};
use dispositifs::formulaire::{Formulaire, GROUPES, Lieu, Saisis, lieu_de_ligne};
use dispositifs::{Bibliotheque, Diagnostic};
use hasard::alea::Alea;
use hasard::muter::{HOSTILES, muter};

/// Turns of the ordinary run.
const TOURS: u64 = 5_000;
/// Most faults, and most bytes that they take together.
const FAUTES_MAX: usize = 200;
const DIT_MAX: usize = 600_000;

struct Monde {
    biblio: Bibliotheque,
    textes: Vec<String>,
}

impl Monde {
    fn livre() -> Self {
        let (biblio, _) = Bibliotheque::embarquee();
        let textes = biblio.textes.values().cloned().collect();
        Self { biblio, textes }
    }

    /// One turn: a definition, its form, and a cas under each of both. Whether the definition could serve.
    fn tour(&self, a: &mut Alea) -> bool {
        let texte = muter(a, &self.textes);
        let (definition, fautes) = self.biblio.verifier("x", &texte);
        bornees(&fautes);
        assert!(definition.is_some() || fautes.iter().any(Diagnostic::est_erreur));
        self.formulaire(a, &texte);
        let Some((_, brut)) = a.un(&self.biblio.cas) else { return false };
        let cas = if a.sur(3) { brut.clone() } else { muter(a, std::slice::from_ref(brut)) };
        borne(&jouer_en_memoire(&self.biblio, "x", &cas));
        if let Some(definition) = &definition {
            let siens = format!("{}/cas/", definition.id);
            let sien = self.biblio.cas.iter().find(|(chemin, _)| chemin.starts_with(&siens));
            let cas = sien.map_or(&cas, |(_, texte)| texte);
            borne(&jouer_en_memoire(&self.biblio.seule(definition), "x", cas));
        }
        definition.is_some()
    }

    /// What the form is given it gives back, sent as it is shown it changes nothing, and what it writes is read.
    fn formulaire(&self, a: &mut Alea, texte: &str) {
        let ligne = a.sous(texte.lines().count() + 2);
        let lieu = lieu_de_ligne(texte, ligne);
        let Some(mut formulaire) = Formulaire::ouvrir(texte) else { return };
        // A last line that has no end gets one.
        memes(formulaire.texte().trim_end_matches('\n'), texte.trim_end_matches('\n'));
        let texte = &formulaire.texte();
        let blocs = GROUPES.iter().flat_map(|g| g.blocs).flat_map(|b| formulaire.blocs(b)).map(|b| b.lieu);
        let lieux: Vec<Lieu> = blocs.chain(lieu).collect();
        let Some(lieu) = a.un(&lieux).copied() else { return };
        let champs = formulaire.champs(lieu);
        if formulaire.existe(lieu) {
            let tels_quels: Saisis = champs.iter().map(|c| (c.nom.clone(), c.valeur.clone())).collect();
            assert!(formulaire.appliquer(lieu, &tels_quels).is_ok());
            memes(&formulaire.texte(), texte);
        }
        let Some(champ) = a.un(&champs) else { return };
        let saisi = a.un(HOSTILES).copied().unwrap_or_default();
        let saisis = Saisis::from([(champ.nom.clone(), saisi.to_owned())]);
        let ecrit = formulaire.appliquer(lieu, &saisis);
        let apres = formulaire.texte();
        if ecrit.is_err() {
            memes(&apres, texte);
        }
        let relu = Formulaire::ouvrir(&apres);
        assert_eq!(relu.map(|f| f.texte()).as_deref(), Some(apres.as_str()), "{} = {saisi:?}", champ.nom);
        bornees(&self.biblio.verifier("x", &apres).1);
        formulaire.retirer(lieu);
        bornees(&self.biblio.verifier("x", &formulaire.texte()).1);
    }
}

/// Shows the first line that differs.
#[track_caller]
fn memes(un: &str, autre: &str) {
    let ecart = un.lines().zip(autre.lines()).find(|(a, b)| a != b);
    assert!(un == autre, "{ecart:?}, {} and {} bytes", un.len(), autre.len());
}

fn bornees(fautes: &[Diagnostic]) {
    let dit: usize = fautes.iter().map(|f| f.to_string().len()).sum();
    assert!(fautes.len() <= FAUTES_MAX && dit <= DIT_MAX, "{} {dit}", fautes.len());
}

fn borne(joue: &ResultatCas) {
    bornees(&joue.diagnostics);
    assert!(joue.etapes.len() <= 1_000 && imprimer(std::slice::from_ref(joue)).len() <= DIT_MAX);
}

/// Says which turn panics.
struct Tour(u64, u64);

impl Drop for Tour {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("PALIER_HASARD_GRAINE={} PALIER_HASARD_TOUR={} PALIER_HASARD_TOURS=1", self.0, self.1);
        }
    }
}

fn nombre(nom: &str, sinon: u64) -> u64 {
    std::env::var(nom).ok().map_or(sinon, |dit| dit.parse().unwrap_or_else(|_| panic!("{nom}={dit}")))
}

#[test]
fn mutated_definitions_and_cas_are_read_shown_written_and_played() {
    let monde = Monde::livre();
    assert!(monde.textes.len() > 50 && monde.biblio.cas.len() > 100);
    let (graine, premier) = (nombre("PALIER_HASARD_GRAINE", 1), nombre("PALIER_HASARD_TOUR", 0));
    let tours = nombre("PALIER_HASARD_TOURS", TOURS);
    let mut servent = 0;
    for tour in premier..premier + tours {
        let _dit = Tour(graine, tour);
        servent += u64::from(monde.tour(&mut Alea::du_tour(graine, tour)));
    }
    // Chance that breaks everything would try the first lines of the reader alone.
    assert!(tours < 500 || servent * 20 > tours, "{servent} of {tours} could serve");
}

#[test]
fn a_turn_is_the_same_each_time_it_is_run() {
    let monde = Monde::livre();
    let texte = |tour| muter(&mut Alea::du_tour(7, tour), &monde.textes);
    assert_eq!(texte(3), texte(3));
    assert_ne!(texte(3), texte(4));
    assert!((0..50).filter(|t| monde.textes.contains(&texte(*t))).count() < 5);
}
