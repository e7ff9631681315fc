//! The catalogue of a real server: closed to who has no account, unless the operator says otherwise; and as files.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

/// A server that ends with its test.
struct Serveur {
    processus: Child,
    adresse: String,
    /// Kept open: it goes on writing there.
    _sortie: BufReader<ChildStdout>,
}

impl Serveur {
    fn ouvrir(donnees: &Path, options: &[&str]) -> Self {
        let mut commande = Command::new(env!("CARGO_BIN_EXE_palier"));
        commande.args(["servir", "--ecoute", "127.0.0.1:0", "--data"]).arg(donnees).args(options);
        let mut processus = commande.stdout(Stdio::piped()).spawn().unwrap();
        let mut ligne = String::new();
        let mut sortie = BufReader::new(processus.stdout.take().unwrap());
        sortie.read_line(&mut ligne).unwrap();
        let adresse = ligne.trim().strip_prefix("Palier écoute sur http://").unwrap().to_owned();
        Self { processus, adresse, _sortie: sortie }
    }

    /// The first line of the answer, and the whole of it.
    fn get(&self, chemin: &str) -> (String, String) {
        let mut flux = TcpStream::connect(&self.adresse).unwrap();
        write!(flux, "GET {chemin} HTTP/1.0\r\nHost: localhost:8080\r\n\r\n").unwrap();
        let mut octets = Vec::new();
        flux.read_to_end(&mut octets).unwrap();
        let texte = String::from_utf8_lossy(&octets).into_owned();
        (texte.lines().next().unwrap_or_default().to_owned(), texte)
    }
}

impl Drop for Serveur {
    fn drop(&mut self) {
        let _ = self.processus.kill();
        let _ = self.processus.wait();
    }
}

#[test]
fn the_catalogue_is_read_without_an_account_only_when_the_operator_says_so() {
    let donnees = tempfile::tempdir().unwrap();
    let ferme = Serveur::ouvrir(donnees.path(), &[]);
    for page in ["/dispositifs", "/dispositifs/3.5.1", "/dispositifs.json", "/dispositifs/guide"] {
        let (statut, texte) = ferme.get(page);
        assert!(statut.contains("303") && texte.contains("location: /connexion?retour="), "{page} {texte}");
    }
    drop(ferme);
    let ouvert = Serveur::ouvrir(donnees.path(), &["--catalogue-public"]);
    for page in ["/dispositifs?q=sources", "/dispositifs/3.5.1", "/dispositifs.json", "/dispositifs/guide"] {
        let (statut, texte) = ouvert.get(page);
        assert!(statut.contains("200"), "{page} {statut}");
        // The sheet of those who leave prison stands under its neutral title, with nothing of its public.
        assert!(texte.contains("Parcours des Sources") && !texte.contains("étention"), "{page}");
    }
    for page in ["/dossiers", "/conventions", "/logements", "/compte", "/comptes"] {
        let (statut, texte) = ouvert.get(page);
        assert!(statut.contains("303") && texte.contains("location: /connexion"), "{page} {texte}");
    }
}

fn catalogue(format: &str) -> Vec<u8> {
    let mut commande = Command::new(env!("CARGO_BIN_EXE_palier"));
    let sortie = commande.args(["catalogue", "--format", format]).output().unwrap();
    assert!(sortie.status.success(), "{}", String::from_utf8_lossy(&sortie.stderr));
    sortie.stdout
}

#[test]
fn whoever_has_the_definitions_takes_the_whole_catalogue_away() {
    let csv = String::from_utf8(catalogue("csv")).unwrap();
    assert!(csv.starts_with("\u{feff}Numéro;Titre;"));
    assert!(csv.contains("\r\n2.1.7;") && csv.contains(";34500,00;"), "{csv}");
    let json: serde_json::Value = serde_json::from_slice(&catalogue("json")).unwrap();
    let fiche = json.as_array().unwrap().iter().find(|d| d["id"] == "3.5.1").unwrap();
    assert_eq!(fiche["titre_neutre"], "Parcours des Sources");
    assert_eq!(fiche["nom_neutre"], false);
    assert!(fiche["cas"].as_u64().unwrap() > 0);
    assert_eq!(catalogue("xlsx").get(..2), Some(b"PK".as_slice()));
}
