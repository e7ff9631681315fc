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
    sortie
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
