//! One household described once, and what all definitions answer.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use dispositifs::Bibliotheque;
use dispositifs::trouver::{Avis, Besoin, Lectures, Menage, Reponse, Sens, avis, lire, question, trouver};
use domain::fait::Classe;
use domain::moteur::{EtatDeRegle, Monde, eligibilite, eligibilite_en_bref};
use domain::{
    Acte, Auteur, Champs, Commande, Contexte, Date, Nature, OrganisationId, SujetId, Sujets, UtilisateurId,
    Valeur,
};
use jiff::ToSpan;
use proptest::prelude::*;

const JOUR: &str = "2026-11-02";

fn biblio() -> &'static Bibliotheque {
    static B: std::sync::OnceLock<Bibliotheque> = std::sync::OnceLock::new();
    B.get_or_init(|| Bibliotheque::embarquee().0)
}

fn demander(texte: &str) -> Vec<Reponse> {
    let (menage, fautes) = lire(biblio(), "menage.toml", texte);
    trouver(biblio(), &menage.unwrap_or_else(|| panic_de(&fautes)), JOUR.parse::<Date>().unwrap())
}

fn panic_de(fautes: &[dispositifs::Diagnostic]) -> Menage {
    let dites: Vec<String> = fautes.iter().map(ToString::to_string).collect();
    assert!(fautes.is_empty(), "{}", dites.join("\n"));
    Menage::default()
}

fn par_fiche(reponses: &[Reponse]) -> BTreeMap<(String, String), &Reponse> {
    reponses.iter().map(|r| ((r.id.clone(), r.volet.clone()), r)).collect()
}

#[test]
fn every_definition_answers_once_for_each_of_its_streams() {
    let reponses = demander("[faits]\n");
    let volets: usize = biblio().definitions.values().map(|d| d.fiche.volets.len()).sum();
    assert_eq!(reponses.len(), volets);
    assert_eq!(par_fiche(&reponses).len(), volets);
}

#[test]
fn of_a_household_that_nobody_described_nothing_is_refused_and_all_that_is_missing_is_said() {
    for r in demander("[faits]\n") {
        assert_ne!(r.reponse, "non éligible", "{} {:?}", r.id, r.raisons);
        assert_eq!(r.reponse == "indéterminé", !r.manque.is_empty(), "{}", r.id);
    }
}

#[test]
fn an_age_decides_where_a_sheet_sets_one() {
    let jeune = demander("[faits]\n\"personne.naissance\" = \"2004-03-02\"\n");
    let age = demander("[faits]\n\"personne.naissance\" = \"1940-03-02\"\n");
    let refuses = |reponses: &[Reponse]| reponses.iter().filter(|r| r.reponse == "non éligible").count();
    // Youths' sheets refuse the old, those for the old refuse the young; each says so by its rule.
    assert!(refuses(&jeune) > 0 && refuses(&age) > 0);
    assert!(
        jeune
            .iter()
            .chain(&age)
            .filter(|r| r.reponse == "non éligible")
            .all(|r| { r.raisons.iter().all(|raison| raison.source.contains("à vérifier juridiquement")) })
    );
}

#[test]
fn a_wrong_file_is_told_all_its_faults() {
    let (menage, fautes) = lire(
        biblio(),
        "menage.toml",
        "volet = \"acces \"\nle = \"2026-02-31\"\nage = 3\n[faits]\n\"personne.naisance\" = \"x\"\n\"menage.enfants\" = \"deux\"\n",
    );
    assert!(menage.is_none());
    let dites: Vec<String> = fautes.iter().map(|f| f.message.clone()).collect();
    assert_eq!(dites.len(), 4, "{dites:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(40) })]

    /// One more fact never turns a definite answer round.
    #[test]
    fn one_more_fact_never_reverses_an_answer(
        connus in prop::collection::vec((any::<prop::sample::Index>(), any::<bool>()), 8..30),
        oui in any::<bool>(),
        lequel in any::<prop::sample::Index>(),
    ) {
        let booleens: Vec<_> = biblio()
            .socle
            .faits_saisis()
            .filter(|f| f.nature == domain::Nature::Booleen && !f.nom.starts_with("logement."))
            .collect();
        let mut faits: BTreeMap<&str, bool> =
            connus.iter().map(|(i, oui)| (booleens[i.index(booleens.len())].nom.as_str(), *oui)).collect();
        // Several sheets ask for it: whatever else is drawn, some answer no.
        faits.insert("menage.difficultes_cumulees", false);
        let avant = demander(&fichier(&faits));
        faits.entry(&booleens[lequel.index(booleens.len())].nom).or_insert(oui);
        let apres = demander(&fichier(&faits));
        let apres = par_fiche(&apres);
        prop_assert!(avant.iter().any(|r| r.reponse == "non éligible"), "nothing is definite");
        for r in avant.iter().filter(|r| r.reponse != "indéterminé") {
            let ensuite = apres[&(r.id.clone(), r.volet.clone())].reponse;
            prop_assert_eq!(ensuite, r.reponse, "{} {:?}", r.id, faits);
        }
    }
}

fn fichier(faits: &BTreeMap<&str, bool>) -> String {
    let lignes: String = faits.iter().map(|(nom, oui)| format!("\"{nom}\" = {oui}\n")).collect();
    format!("[faits]\n{lignes}")
}

/// The answers to a household described by these facts.
fn avis_de(faits: &Champs) -> Vec<Avis<'static>> {
    let menage = Menage { faits: faits.clone(), ..Menage::default() };
    avis(&biblio().droit, biblio().en_ordre(), &menage, JOUR.parse::<Date>().unwrap())
}

/// All that the definitions need.
fn besoins() -> Vec<Besoin<'static>> {
    static LECTURES: LazyLock<Lectures> = LazyLock::new(|| Lectures::de(biblio().definitions.values()));
    LECTURES.besoins(biblio().definitions.keys().map(String::as_str))
}

/// One definite value of a fact: `graine` chooses.
fn valeur(nom: &str, graine: usize) -> Valeur {
    let besoins = besoins();
    let besoin = besoins.iter().find(|b| b.fait.nom == nom).unwrap();
    let mots: Vec<&str> = besoin.mots.iter().copied().chain(["autre"]).collect();
    match besoin.fait.nature {
        Nature::Booleen => Valeur::Booleen(graine.is_multiple_of(2)),
        Nature::Nombre => Valeur::Nombre(i64::try_from(graine % 7).unwrap()),
        Nature::Montant => Valeur::Montant(i64::try_from(graine % 500_000).unwrap()),
        Nature::Jour => Valeur::Jour(
            Date::constant(1930, 1, 1).saturating_add(i32::try_from(graine % 35_000).unwrap().days()),
        ),
        Nature::Mot => Valeur::Mot(mots[graine % mots.len()].to_owned()),
        autre => panic!("{nom}: nobody wrote how to draw {autre:?}"),
    }
}

fn tranches(avis: &[Avis<'_>]) -> BTreeMap<(String, String), Sens> {
    let definis = avis.iter().filter(|a| a.sens != Sens::Indetermine);
    definis.map(|a| ((a.definition.id.clone(), a.volet.to_owned()), a.sens)).collect()
}

#[test]
fn all_that_a_sheet_misses_is_among_what_is_worth_asking() {
    let utiles: BTreeSet<String> = besoins().iter().map(|b| b.fait.nom.clone()).collect();
    for avis in avis_de(&Champs::new()) {
        for nom in avis.manque() {
            assert!(utiles.contains(nom), "{} misses {nom}", avis.definition.id);
        }
    }
}

#[test]
fn the_first_question_is_one_that_settles_a_sheet_alone() {
    let avis = avis_de(&Champs::new());
    let q = question(&avis, |_| true).unwrap();
    let seules = |nom: &str| {
        let attendent = avis.iter().filter(|a| a.sens == Sens::Indetermine && a.manque().len() == 1);
        attendent
            .filter(|a| a.manque().contains(nom))
            .map(|a| &a.definition.id)
            .collect::<BTreeSet<_>>()
            .len()
    };
    assert_eq!(q.tranche, seules(q.fait));
    let tous: BTreeSet<&str> = avis.iter().flat_map(Avis::manque).collect();
    assert!(tous.iter().all(|autre| seules(autre) <= q.tranche));
    assert_ne!(question(&avis, |nom| nom != q.fait).unwrap().fait, q.fait);
    assert_eq!(question(&avis, |_| false), None);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(12) })]

    /// Answering what is asked, whatever the answers: what was settled stays so, and at the end all is settled.
    #[test]
    fn an_answer_never_unsettles_a_sheet_and_the_questions_end(graines in prop::collection::vec(any::<u16>(), 200)) {
        let mut faits = Champs::new();
        let mut avis = avis_de(&faits);
        for graine in graines {
            let Some(q) = question(&avis, |_| true) else { break };
            prop_assert!(!faits.contains_key(q.fait), "{} is asked twice", q.fait);
            faits.insert(q.fait.to_owned(), valeur(q.fait, usize::from(graine)));
            let suite = avis_de(&faits);
            let (avant, apres) = (tranches(&avis), tranches(&suite));
            for (fiche, sens) in avant {
                prop_assert_eq!(apres.get(&fiche), Some(&sens), "{:?} {:?}", fiche, faits);
            }
            avis = suite;
        }
        prop_assert!(avis.iter().all(|a| a.sens != Sens::Indetermine), "{faits:?}");
    }

    /// What is asked next depends on what is known, not on the order of the sheets.
    #[test]
    fn the_question_does_not_depend_on_the_order_of_the_sheets(
        graines in prop::collection::vec(any::<u16>(), 0..12),
        melange in Just(()).prop_perturb(|(), mut alea| (0..400).map(|_| alea.next_u32()).collect::<Vec<u32>>()),
    ) {
        let mut faits = Champs::new();
        for graine in graines {
            let avis = avis_de(&faits);
            let Some(q) = question(&avis, |_| true) else { break };
            faits.insert(q.fait.to_owned(), valeur(q.fait, usize::from(graine)));
        }
        let avis = avis_de(&faits);
        let mut rangs: Vec<(u32, Avis<'_>)> = melange.iter().copied().zip(avis.iter().cloned()).collect();
        rangs.sort_by_key(|(rang, _)| *rang);
        let meles: Vec<Avis<'_>> = rangs.into_iter().map(|(_, a)| a).collect();
        prop_assert_eq!(meles.len(), avis.len());
        prop_assert_eq!(question(&meles, |_| true), question(&avis, |_| true));
    }
}

/// All that a full answer says of a rule, but its words.
type Dit = (String, EtatDeRegle, Vec<String>, Classe);

#[test]
fn the_short_answer_is_the_full_one_without_its_words() {
    let nul = ulid::Ulid::nil();
    let (sujets, contexte) = (Sujets::new(), Contexte::default());
    for sus in [0, 20, 1_000] {
        let faits = besoins().into_iter().take(sus).enumerate();
        let faits = faits.map(|(rang, b)| (b.fait.nom.clone(), valeur(&b.fait.nom, rang))).collect();
        let commande = Commande {
            acte: Acte::Admettre,
            sujet: SujetId(nul),
            le: JOUR.parse().unwrap(),
            par: Auteur {
                utilisateur: UtilisateurId(nul),
                organisation: OrganisationId(nul),
                role: String::new(),
            },
            champs: faits,
            passer_outre: None,
        };
        for d in biblio().en_ordre() {
            let monde = Monde {
                dispositif: &d.id,
                empreinte: &d.empreinte,
                mecanique: &d.mecanique,
                volets: &d.fiche.volets,
                droit: &biblio().droit,
                sujets: &sujets,
                contexte: &contexte,
                aujourd_hui: commande.le,
            };
            let (issue, motifs) = eligibilite(monde, &commande);
            let (issue_breve, brefs) = eligibilite_en_bref(monde, &commande);
            let entiers = motifs.into_iter().map(|m| (m.regle, m.etat, m.manquants, m.classe));
            let brefs = brefs
                .into_iter()
                .map(|b| (b.regle.nom.clone(), b.etat, b.manquants.into_iter().collect(), b.classe));
            assert_eq!(issue, issue_breve, "{}", d.id);
            assert_eq!(entiers.collect::<Vec<Dit>>(), brefs.collect::<Vec<Dit>>(), "{}", d.id);
        }
    }
}
