//! Every shipped cas plays in memory as it says.

use dispositifs::Bibliotheque;
use dispositifs::cas::{imprimer, jouer_en_memoire};

#[test]
fn shipped_cas_play_as_they_say() {
    let (biblio, _) = Bibliotheque::embarquee();
    let resultats: Vec<_> = biblio.cas.iter().map(|(f, t)| jouer_en_memoire(&biblio, f, t)).collect();
    println!("{}", imprimer(&resultats));
    assert!(resultats.iter().all(|r| r.passe));
}

/// A runner that never fails would pass the test above: each expectation, turned round, must fail.
#[test]
fn an_expectation_turned_round_fails() {
    let (biblio, _) = Bibliotheque::embarquee();
    let mut tournes = 0;
    for (fichier, texte) in &biblio.cas {
        for (vrai, faux) in [
            ("attendu = \"refusé\"", "attendu = \"alerté\""),
            ("attendu = \"indéterminé\"", "attendu = \"refusé\""),
            ("attendu = \"pas dû\"", "attendu = \"dû\""),
            ("regle = \"", "regle = \"autre "),
            ("statut = \"bail direct\", ", "statut = \"bail d\", "),
        ] {
            if let Some(ou) = texte.find(vrai) {
                let mut tourne = texte.clone();
                tourne.replace_range(ou..ou + vrai.len(), faux);
                assert!(!jouer_en_memoire(&biblio, fichier, &tourne).passe, "{fichier} : {vrai}");
                tournes += 1;
            }
        }
    }
    assert!(tournes > 20 || biblio.cas.is_empty());
}

/// Verdicts rest on what a definition says, not on how it names things.
#[test]
fn other_names_change_no_verdict() {
    let (livree, _) = Bibliotheque::embarquee();
    for (id, definition) in &livree.textes {
        let mut biblio = livree.clone();
        let prefixe = format!("{id}/");
        let cas: Vec<(String, String)> =
            biblio.cas.iter().filter(|(f, _)| f.starts_with(&prefixe)).cloned().collect();
        let textes: Vec<&str> = cas.iter().map(|(_, t)| t.as_str()).collect();
        let (definition, renommes) = dispositifs::renommer(definition, &textes);
        let fautes = biblio.ajouter("autre/definition.toml", &definition);
        if let Some(renommee) = biblio.definitions.get("autre-0") {
            assert!(renommee.mecanique.roles.iter().all(|r| r.nom.starts_with("nom ")), "{id}");
            assert!(renommee.mecanique.statuts.iter().all(|s| s.nom.starts_with("nom ")), "{id}");
        }
        assert!(!fautes.iter().any(dispositifs::Diagnostic::est_erreur), "{id} : {fautes:#?}");
        let joues: Vec<_> = renommes.iter().map(|t| jouer_en_memoire(&biblio, id, t)).collect();
        assert!(joues.iter().all(|r| r.passe), "{}", imprimer(&joues));
    }
}
