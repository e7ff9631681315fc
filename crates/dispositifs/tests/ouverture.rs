//! Schemes that are not in the guide, written as data alone: the program reads them, their cas pass, and no
//! Rust knows them.

#![allow(clippy::unwrap_used, reason = "tests")]

use std::path::Path;

use dispositifs::cas::{imprimer, jouer_en_memoire};
use dispositifs::{Bibliotheque, Diagnostic, lire_dossier};

#[test]
fn a_scheme_that_no_programmer_knows_is_read_and_its_cas_pass() {
    let dossier = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/ouverture/dispositifs");
    let siens = lire_dossier(&dossier).unwrap();
    let (biblio, diagnostics) = Bibliotheque::avec_fichiers(siens.clone());
    let erreurs: Vec<&Diagnostic> = diagnostics.iter().filter(|d| d.est_erreur()).collect();
    assert!(erreurs.is_empty(), "{erreurs:#?}");
    let definitions = siens.iter().filter(|(chemin, _)| chemin.ends_with("/definition.toml")).count();
    assert_eq!(definitions, 3);
    let joues: Vec<_> = siens
        .iter()
        .filter(|(chemin, _)| chemin.contains("/cas/"))
        .map(|(chemin, texte)| jouer_en_memoire(&biblio, chemin, texte))
        .collect();
    assert!(joues.len() >= definitions * 4, "{} cas", joues.len());
    assert!(joues.iter().all(|r| r.passe), "{}", imprimer(&joues));
}
