//! What the program says: on its standard output, and of its faults. A reader that stops listening (`| head`) is no fault.

use std::fs::OpenOptions;
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use anyhow::Context as _;

/// Writes a text and a line end.
pub fn dire(texte: impl AsRef<str>) -> anyhow::Result<()> {
    let mut sortie = io::stdout().lock();
    let ecrit = sortie
        .write_all(texte.as_ref().as_bytes())
        .and_then(|()| sortie.write_all(b"\n"))
        .and_then(|()| sortie.flush());
    match ecrit {
        Err(e) if e.kind() == ErrorKind::BrokenPipe => Ok(()),
        ecrit => Ok(ecrit?),
    }
}

/// Writes a file as it is.
pub fn octets(octets: &[u8]) -> anyhow::Result<()> {
    let mut sortie = io::stdout().lock();
    sortie.write_all(octets)?;
    Ok(sortie.flush()?)
}

/// Writes a text on the standard output, or in a new file that its owner alone reads: it may hold a household's life.
pub fn ecrire(vers: Option<&Path>, texte: &str) -> anyhow::Result<()> {
    let Some(chemin) = vers else { return dire(texte) };
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let ecrit = options.open(chemin).and_then(|mut fichier| {
        fichier.write_all(texte.as_bytes())?;
        fichier.write_all(b"\n")?;
        fichier.sync_all()
    });
    ecrit.with_context(|| format!("« {} » ne s'écrit pas", chemin.display()))
}

/// The day of an instant of record, as people write it.
pub fn jour_de(instant: &str) -> String {
    let jour = instant.get(..10).and_then(|jour| jour.parse().ok());
    jour.map_or_else(|| instant.to_owned(), domain::texte::jour)
}

/// What went wrong and why, in French also where the system speaks its own language.
pub fn en_francais(erreur: &anyhow::Error) -> String {
    let phrases: Vec<String> = erreur.chain().map(cause).collect();
    phrases.join(" : ")
}

fn cause(cause: &(dyn std::error::Error + 'static)) -> String {
    match cause.downcast_ref::<io::Error>().map(io::Error::kind) {
        Some(ErrorKind::NotFound) => "rien n'existe à cette adresse, vérifiez le chemin".to_owned(),
        Some(ErrorKind::PermissionDenied) => "l'accès est refusé, vérifiez les droits du fichier".to_owned(),
        Some(ErrorKind::AlreadyExists) => "il existe déjà, donnez un autre nom".to_owned(),
        Some(ErrorKind::IsADirectory) => "c'est un dossier, un fichier est attendu".to_owned(),
        Some(ErrorKind::InvalidData) => "ce n'est pas un texte (UTF-8)".to_owned(),
        _ => cause.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_that_leads_nowhere_is_told_in_french() {
        let lu = std::fs::read_to_string("/nulle/part.toml").context("« part.toml » ne se lit pas");
        let dit = en_francais(&lu.unwrap_err());
        assert_eq!(dit, "« part.toml » ne se lit pas : rien n'existe à cette adresse, vérifiez le chemin");
    }
}
