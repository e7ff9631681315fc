//! Lists the texts of `dispositifs/` as a table of (path, text) that the program embeds.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let manifeste = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let sortie = env::var("OUT_DIR").map_err(io::Error::other)?;
    let racine = Path::new(&manifeste).join("../../dispositifs");
    let mut fichiers = Vec::new();
    let mut dossiers = vec![racine.clone()];
    while let Some(dossier) = dossiers.pop() {
        println!("cargo::rerun-if-changed={}", dossier.display());
        for entree in fs::read_dir(&dossier)? {
            let chemin: PathBuf = entree?.path();
            if chemin.is_dir() {
                dossiers.push(chemin);
            } else if chemin.extension().is_some_and(|e| e == "toml") {
                fichiers.push(chemin);
            }
        }
    }
    fichiers.sort();
    let mut table = String::from("static EMBARQUES: &[(&str, &str)] = &[\n");
    for chemin in fichiers {
        let nom = chemin.strip_prefix(&racine).unwrap_or(&chemin).display().to_string().replace('\\', "/");
        let chemin = fs::canonicalize(&chemin)?;
        writeln!(table, "    ({nom:?}, include_str!({:?})),", chemin.display().to_string())
            .map_err(io::Error::other)?;
    }
    table.push_str("];\n");
    fs::write(Path::new(&sortie).join("embarques.rs"), table)
}
