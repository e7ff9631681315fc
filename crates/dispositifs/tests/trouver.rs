//! One household described once, and what all definitions answer.

#![allow(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeMap;

use dispositifs::Bibliotheque;
use dispositifs::trouver::{Menage, Reponse, lire, trouver};
use domain::Date;
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
