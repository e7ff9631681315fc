//! Broken definitions and their exact diagnostics, side by side in `defauts/`. `UPDATE=1` writes
//! what comes out as what is expected.

use std::fs;
use std::path::Path;

use dispositifs::Bibliotheque;

#[test]
fn each_fault_is_told_exactly() {
    let dossier = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/defauts");
    let (biblio, _) = Bibliotheque::embarquee();
    let mut fichiers: Vec<_> = fs::read_dir(&dossier).unwrap().map(|e| e.unwrap().path()).collect();
    fichiers.sort();
    let mut ecarts = Vec::new();
    for fichier in fichiers.iter().filter(|f| f.extension().is_some_and(|e| e == "toml")) {
        let nom = fichier.file_name().unwrap().to_string_lossy();
        let (_, diagnostics) = biblio.verifier(&nom, &fs::read_to_string(fichier).unwrap());
        let dits: String = diagnostics.iter().map(|d| format!("{d}\n")).collect();
        let attendu = fichier.with_extension("txt");
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&attendu, &dits).unwrap();
        }
        assert!(!dits.is_empty(), "{nom} : aucun défaut dit");
        if fs::read_to_string(&attendu).unwrap_or_default() != dits {
            ecarts.push(format!("--- {nom}\n{dits}"));
        }
    }
    assert!(ecarts.is_empty(), "{}", ecarts.join("\n"));
}
