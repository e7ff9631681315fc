//! The results of cas as a person reads them.

use std::fmt::Write as _;

use super::resultat::{ResultatCas, ResultatEtape};

/// What passed in one line, what did not with its reasons.
pub fn imprimer(resultats: &[ResultatCas]) -> String {
    let mut sortie = String::new();
    for cas in resultats {
        let marque = if cas.passe { "ok    " } else { "ÉCHEC " };
        let titre = if cas.titre.is_empty() { "cas illisible" } else { &cas.titre };
        let _ = writeln!(sortie, "{marque} {} — {titre} ({} étapes)", cas.fichier, cas.etapes.len());
        for diagnostic in &cas.diagnostics {
            let _ = writeln!(sortie, "       {diagnostic}");
        }
        for etape in cas.etapes.iter().filter(|e| !e.passe) {
            imprimer_etape(&mut sortie, etape);
        }
    }
    let passes = resultats.iter().filter(|c| c.passe).count();
    let etapes: usize = resultats.iter().map(|c| c.etapes.len()).sum();
    let _ = writeln!(sortie, "\n{passes} cas sur {} comme attendu, {etapes} étapes jouées.", resultats.len());
    for (issue, nombre) in par_issue(resultats) {
        let _ = writeln!(sortie, "{nombre:>9} {issue}");
    }
    sortie
}

/// How many acts had each outcome; what a step only looks at has none.
fn par_issue(resultats: &[ResultatCas]) -> Vec<(&'static str, usize)> {
    const ISSUES: [&str; 5] = ["accepté", "refusé", "alerté", "indéterminé", "saisie invalide"];
    let obtenus: Vec<&str> = resultats.iter().flat_map(|c| &c.etapes).map(|e| e.obtenu.as_str()).collect();
    let nombre = |issue: &str| obtenus.iter().filter(|o| o.starts_with(issue)).count();
    ISSUES.iter().map(|issue| (*issue, nombre(issue))).collect()
}

fn imprimer_etape(sortie: &mut String, e: &ResultatEtape) {
    let _ = writeln!(
        sortie,
        "       ligne {}, étape « {} » du {} : {}\n         attendu : {}\n         obtenu  : {}",
        e.ligne, e.etape, e.le, e.acte, e.attendu, e.obtenu
    );
    for ligne in &e.detail {
        let _ = writeln!(sortie, "           {ligne}");
    }
}
