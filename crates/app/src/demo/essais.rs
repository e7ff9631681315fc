//! The territory as a whole: always the same for a date, accepted by the engine on any date, and
//! alive on the day it is looked at.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use actes::{Adresse, Configuration, Horloge, Porte};
use dispositifs::Bibliotheque;
use domain::{Acte, Date, Genre, Sujet, SujetId, UtilisateurId};
use jiff::civil::date;
use tempfile::TempDir;

use super::histoire::plus;
use super::{Bilan, peupler, textes};

/// A territory in a folder that goes with it.
struct Territoire {
    porte: Arc<Porte>,
    bilan: Bilan,
    jour: Date,
    _dossier: TempDir,
}

impl Territoire {
    fn au(jour: Date) -> Self {
        let dossier = TempDir::new().unwrap();
        let fichier = |nom: &str| Adresse::Fichier(dossier.path().join(nom));
        let store = store::Configuration::new(fichier("palier.sqlite"), fichier("cles.sqlite"));
        let configuration = Configuration::new(store, Horloge::au(jour));
        let porte = Arc::new(Porte::ouvrir(&configuration, Bibliotheque::embarquee().0).unwrap());
        let bilan = peupler(&porte, jour).unwrap_or_else(|e| panic!("{jour} : {e:#}"));
        Self { porte, bilan, jour, _dossier: dossier }
    }

    fn gens(&self) -> Vec<UtilisateurId> {
        self.porte.annuaire().utilisateurs.keys().copied().collect()
    }

    /// Every sujet that someone reaches.
    fn sujets(&self) -> BTreeMap<SujetId, Sujet> {
        let annuaire = self.porte.annuaire();
        let mut tous = BTreeMap::new();
        for acteur in self.gens().into_iter().filter_map(|id| annuaire.acteur(id)) {
            for genre in Genre::TOUS {
                let lus = self.porte.sujets(&acteur, genre, None).unwrap();
                tous.extend(lus.into_iter().map(|s| (s.id, s)));
            }
        }
        tous
    }
}

#[test]
fn the_same_date_gives_the_same_territory() {
    let [a, b] = [(); 2].map(|()| Territoire::au(date(2026, 11, 2)));
    assert_eq!(a.bilan, b.bilan);
    assert_eq!(a.sujets(), b.sujets());
    assert_eq!(peupler(&a.porte, a.jour).unwrap(), Bilan::default(), "a second time adds nothing");
    a.porte.store().verifier().unwrap();
}

#[test]
fn the_engine_accepts_it_and_it_lives_on_any_date() {
    let aujourd_hui = Horloge::Machine.aujourd_hui(&[]);
    for jour in [date(2026, 11, 2), date(2027, 2, 28), aujourd_hui] {
        let territoire = Territoire::au(jour);
        let sujets = territoire.sujets();
        let dossiers: Vec<&Sujet> = sujets.values().filter(|s| s.genre == Genre::Dossier).collect();
        assert!(dossiers.len() >= 200, "{jour} : {} dossiers", dossiers.len());
        les_dispositifs_vivent(&territoire, &dossiers);
        les_echeances_vivent(&territoire);
        les_pages_se_calculent(&territoire, &dossiers);
        territoire.porte.store().verifier().unwrap();
    }
}

/// Every dispositif of the territory has dossiers at several steps; mistakes are corrected, alerts overridden.
fn les_dispositifs_vivent(territoire: &Territoire, dossiers: &[&Sujet]) {
    let jour = territoire.jour;
    let mut etapes: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for dossier in dossiers {
        let etat = domain::Etat::courant(dossier);
        etapes.entry(dossier.dispositif.as_deref().unwrap()).or_default().insert(etat.etape());
        assert!(etat.evenements.iter().all(|e| e.le <= jour), "{jour} : un acte à venir");
    }
    for recits in textes::recits().unwrap() {
        let vues = etapes.get(recits.dispositif.as_str()).map_or(0, BTreeSet::len);
        assert!(vues >= 4, "{jour}, {} : {etapes:?}", recits.dispositif);
    }
    let compte = |acte: Acte| territoire.bilan.actes.get(acte.nom()).copied().unwrap_or(0);
    for acte in
        [Acte::Corriger, Acte::Suspendre, Acte::DeclencherVeille, Acte::RetirerAdhesion, Acte::ConvenirPlan]
    {
        assert!(compte(acte) > 0, "{jour} : {}", acte.nom());
    }
    // Each reads the alerts that her own organisation overrode.
    let annuaire = territoire.porte.annuaire();
    let outre = territoire.gens().into_iter().filter_map(|id| annuaire.acteur(id)).any(|acteur| {
        let vus = Genre::TOUS.into_iter().map(|genre| territoire.porte.sujets(&acteur, genre, None).unwrap());
        vus.flatten().flat_map(|s| s.evenements).any(|e| e.derogation.is_some())
    });
    assert!(outre, "{jour} : aucune alerte passée outre");
}

/// Something is late, something is due today, something this week; each persona has something to see.
fn les_echeances_vivent(territoire: &Territoire) {
    let (jour, annuaire) = (territoire.jour, territoire.porte.annuaire());
    let mut dues: BTreeSet<(String, String)> = BTreeSet::new();
    for id in territoire.gens() {
        let acteur = annuaire.acteur(id).unwrap();
        let lues = territoire.porte.echeances(&acteur, plus(jour, 8), 1_000).unwrap();
        assert!(lues.iter().all(|d| !d.libelle.is_empty()), "{jour} : une échéance sans nom");
        dues.extend(lues.into_iter().map(|d| (d.le, d.dossier)));
        if annuaire.utilisateurs.get(&id).is_some_and(|u| u.etat.get("essai").is_some()) {
            let vus = territoire.porte.sujets(&acteur, Genre::Dossier, None).unwrap();
            assert!(vus.len() >= 10, "{jour} : {} ne voit que {} dossiers", acteur.nom, vus.len());
        }
    }
    let entre = |de: Date, a: Date| {
        dues.iter().filter(|(le, _)| (de.to_string()..=a.to_string()).contains(le)).count()
    };
    let retards = entre(Date::MIN.max(date(2000, 1, 1)), plus(jour, 0).yesterday().unwrap());
    assert!((5..=60).contains(&retards), "{jour} : {retards} retards");
    assert!(entre(jour, plus(jour, 7)) >= 3, "{jour} : {dues:?}");
}

/// Every dossier's page can be computed for someone of each organisation that reaches it.
fn les_pages_se_calculent(territoire: &Territoire, dossiers: &[&Sujet]) {
    let annuaire = territoire.porte.annuaire();
    let mut pages = BTreeSet::new();
    let mut organisations = BTreeSet::new();
    for acteur in territoire.gens().into_iter().filter_map(|id| annuaire.acteur(id)) {
        if !organisations.insert(acteur.organisation) {
            continue;
        }
        for dossier in dossiers {
            let Ok(page) = territoire.porte.sujet(&acteur, Genre::Dossier, dossier.id) else { continue };
            assert!(!page.suite().is_empty());
            let _ = page.echeances();
            pages.insert(dossier.id);
        }
    }
    assert_eq!(pages.len(), dossiers.len());
}

#[test]
fn the_texts_are_read_and_name_nobody_twice() {
    let territoire = textes::territoire().unwrap();
    assert_eq!(territoire.organisations.len(), 25);
    assert_eq!(territoire.utilisateurs.len(), 41);
    let logements: usize = territoire.conventions.iter().flat_map(|c| &c.parcs).map(|p| p.pieces.len()).sum();
    assert!((80..=110).contains(&logements), "{logements} logements");
    let noms: BTreeSet<&str> = territoire.utilisateurs.iter().map(|u| u.nom.as_str()).collect();
    assert_eq!(noms.len(), 41);
    assert!(textes::recits().unwrap().len() >= 7);
}
