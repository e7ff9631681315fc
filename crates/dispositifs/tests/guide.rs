//! What comes out of the 92 sheets: the synthesis that the guide prints, the printed figures that do not
//! fit, the demands that run. What is computed stands in golden files; `UPDATE=1` writes them.

#![allow(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use dispositifs::Bibliotheque;
use dispositifs::synthese::synthese;
use domain::definition::incoherences;

fn biblio() -> Bibliotheque {
    Bibliotheque::embarquee().0
}

/// Compares with the golden file of that name, or writes it.
fn comparer(nom: &str, dit: &str) {
    let fichier = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/guide").join(nom);
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(fichier.parent().unwrap()).unwrap();
        fs::write(&fichier, dit).unwrap();
    }
    let attendu = fs::read_to_string(&fichier).unwrap_or_default();
    assert!(attendu == dit, "{nom} differs; now:\n{dit}");
}

#[test]
fn the_synthesis_of_the_guide_comes_out_of_its_sheets() {
    let biblio = biblio();
    let s = synthese(&biblio);
    for g in s.categories.iter().chain(&s.themes).chain([&s.total]) {
        assert_eq!(Some(g.projets), g.projets_imprimes, "{} {}", g.code, g.titre);
        assert_eq!(Some(g.menages), g.menages_imprimes, "{} {}", g.code, g.titre);
    }
    assert_eq!((s.total.projets, s.total.menages, s.total.menages_en_tete), (92, 4_568, 4_236));
    for regions in [&s.regions, &s.regions_2015] {
        assert_eq!(regions.iter().map(|r| r.projets).sum::<u32>(), s.total.projets);
        assert_eq!(regions.iter().map(|r| r.menages).sum::<u32>(), s.total.menages);
    }
}

#[test]
fn what_the_guide_prints_and_does_not_add_up_is_told_with_its_arithmetic() {
    let biblio = biblio();
    let mut dit = String::new();
    for d in biblio.fiches_du_guide() {
        for i in incoherences::de(d) {
            writeln!(dit, "{} {} : {}", d.id, i.nature, i.calcul).unwrap();
        }
    }
    comparer("incoherences.txt", &dit);
}

#[test]
fn each_demand_of_each_sheet_is_carried_out_or_told_why_not() {
    let biblio = biblio();
    let mut dit = String::from("fiche    exigences  exécutées\n");
    let mut raisons: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut total, mut executees) = (0, 0);
    for d in biblio.fiches_du_guide() {
        let traces = &d.fiche.traces;
        let faites = traces.iter().filter(|t| t.non_executable.is_none()).count();
        assert!(!traces.is_empty() && faites > 0, "{} : no demand is carried out", d.id);
        for raison in traces.iter().filter_map(|t| t.non_executable.as_deref()) {
            *raisons.entry(raison).or_default() += 1;
        }
        (total, executees) = (total + traces.len(), executees + faites);
        writeln!(dit, "{:<8} {:>9} {faites:>10}", d.id, traces.len()).unwrap();
    }
    writeln!(dit, "ensemble {total:>9} {executees:>10}").unwrap();
    raisons.iter().for_each(|(raison, n)| writeln!(dit, "    {raison} : {n}").unwrap());
    comparer("tracabilite.txt", &dit);
}
