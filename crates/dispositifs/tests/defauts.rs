//! Broken definitions and their exact diagnostics, side by side in `defauts/` and
//! `defauts_cas/`. `UPDATE=1` writes
//! what comes out as what is expected.

use std::path::Path;
use std::{fs, io};

use dispositifs::{Bibliotheque, Diagnostic};

#[test]
fn each_fault_of_a_definition_is_told_exactly() -> io::Result<()> {
    let (biblio, _) = Bibliotheque::embarquee();
    comparer("tests/defauts", |nom, texte| biblio.verifier(nom, texte).1)
}

#[test]
fn each_fault_of_a_cas_is_told_exactly() -> io::Result<()> {
    let (biblio, _) = Bibliotheque::embarquee();
    comparer("tests/defauts_cas", |nom, texte| dispositifs::cas::lire(&biblio, nom, texte).1)
}

fn comparer(dossier: &str, lire: impl Fn(&str, &str) -> Vec<Diagnostic>) -> io::Result<()> {
    let dossier = Path::new(env!("CARGO_MANIFEST_DIR")).join(dossier);
    let mut fichiers: Vec<_> =
        fs::read_dir(&dossier)?.map(|e| e.map(|e| e.path())).collect::<Result<_, _>>()?;
    fichiers.sort();
    let mut ecarts = Vec::new();
    for fichier in fichiers.iter().filter(|f| f.extension().is_some_and(|e| e == "toml")) {
        let nom = fichier.file_name().unwrap_or_default().to_string_lossy();
        let diagnostics = lire(&nom, &fs::read_to_string(fichier)?);
        let dits: String = diagnostics.iter().map(|d| format!("{d}\n")).collect();
        let attendu = fichier.with_extension("txt");
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&attendu, &dits)?;
        }
        assert!(!dits.is_empty(), "{nom} : aucun défaut dit");
        if fs::read_to_string(&attendu).unwrap_or_default() != dits {
            ecarts.push(format!("--- {nom}\n{dits}"));
        }
    }
    assert!(ecarts.is_empty(), "{}", ecarts.join("\n"));
    Ok(())
}
