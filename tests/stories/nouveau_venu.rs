//! A newcomer at the command line: the commands of the manual, and clear sentences when something is wrong.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use stories::{Serveur, environnement};

fn racine() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn palier(mots: &[&str]) -> Option<Output> {
    let mut commande = Command::new(environnement::palier()?);
    Some(commande.current_dir(racine()).args(mots).output().expect("palier runs"))
}

fn dit(sortie: &[u8]) -> String {
    String::from_utf8_lossy(sortie).into_owned()
}

#[test]
fn a_newcomer_reads_the_help_in_french() {
    let Some(aide) = palier(&["demo", "--help"]) else { return };
    let texte = dit(&aide.stdout);
    assert!(aide.status.success());
    for option in ["--port", "--date", "--data", "--dispositifs", "Ouvre un territoire inventé"] {
        assert!(texte.contains(option), "{option} is not said:\n{texte}");
    }
}

#[test]
fn a_newcomer_checks_the_shipped_definitions() {
    let Some(check) = palier(&["check"]) else { return };
    assert!(check.status.success(), "{}", dit(&check.stdout));
    assert!(dit(&check.stdout).contains(" 0 erreur(s)"), "{}", dit(&check.stdout));
    let dossier = palier(&["check", "dispositifs"]).unwrap();
    assert!(dossier.status.success(), "{}", dit(&dossier.stdout));
}

#[test]
fn a_program_reads_the_catalogue() {
    let Some(catalogue) = palier(&["catalogue", "--format", "json"]) else { return };
    let fiches: Value = serde_json::from_slice(&catalogue.stdout).unwrap();
    let fiches = fiches.as_array().unwrap();
    assert!(!fiches.is_empty());
    let cles = [
        "id",
        "titre",
        "titre_neutre",
        "resume",
        "chapitre",
        "volets",
        "territoire",
        "departements",
        "communes",
        "organismes",
        "publics",
        "menages",
        "logements",
        "duree_imprimee",
        "duree_mois",
        "couts",
        "remarques",
        "source",
        "version",
        "empreinte",
        "instances",
        "regles",
        "echeances",
        "cas",
    ];
    for fiche in fiches {
        for cle in cles {
            assert!(fiche.get(cle).is_some(), "{} has no {cle}", fiche["id"]);
        }
    }
    let notre = fiches.iter().find(|f| f["id"] == "2.1.7").unwrap();
    assert_eq!(notre["menages"]["imprime"], "10");
    assert_eq!(notre["couts"][0]["montant_centimes"], 3_450_000);
}

#[test]
fn an_author_plays_the_cas_of_a_dispositif() {
    let Some(cas) = palier(&["cas", "run", "dispositifs/2.1.7", "--format", "json"]) else { return };
    assert!(cas.status.success(), "{}{}", dit(&cas.stdout), dit(&cas.stderr));
    let etapes: Value = serde_json::from_slice(&cas.stdout).unwrap();
    let etapes = etapes.as_array().unwrap();
    assert!(etapes.len() > 100, "{} steps", etapes.len());
    for etape in etapes {
        for cle in ["fichier", "ligne", "etape", "attendu", "obtenu", "regles", "passe"] {
            assert!(etape.get(cle).is_some(), "no {cle} in {etape}");
        }
        assert_eq!(etape["passe"], true, "{etape}");
    }
}

#[test]
fn an_administrator_verifies_the_journal_once_the_server_is_stopped() {
    let Some(mut serveur) = Serveur::demo() else { return };
    serveur.kill();
    let donnees = serveur.data();
    let verifie = palier(&["journal", "verifier", "--data", donnees.to_str().unwrap()]).unwrap();
    assert!(verifie.status.success(), "{}{}", dit(&verifie.stdout), dit(&verifie.stderr));
    assert!(dit(&verifie.stdout).contains("Le journal tient"), "{}", dit(&verifie.stdout));
    assert!(dit(&verifie.stdout).contains("L'état suit le journal"), "{}", dit(&verifie.stdout));
    let rien = palier(&["journal", "verifier", "--data", "/n/existe/pas"]).unwrap();
    assert!(!rien.status.success());
    assert!(dit(&rien.stderr).contains("aucune donnée"), "{}", dit(&rien.stderr));
}

#[test]
fn a_broken_definition_refuses_to_start_and_says_where() {
    let dossier = environnement::scratch("definitions-");
    let brise = dossier.path().join("9.9.9");
    std::fs::create_dir_all(&brise).unwrap();
    std::fs::write(brise.join("definition.toml"), "id = \"9.9.9\"\nversion = 1\ncouleur = \"bleu\"\n")
        .unwrap();
    let donnees = environnement::scratch("donnees-");
    let dossiers = [dossier.path(), donnees.path()].map(|d| d.to_str().unwrap());
    let mots = ["demo", "--port", "0", "--dispositifs", dossiers[0], "--data", dossiers[1]];
    let Some(refus) = palier(&mots) else { return };
    assert!(!refus.status.success());
    let erreurs = dit(&refus.stderr);
    for mot in ["9.9.9/definition.toml:3", "couleur"] {
        assert!(erreurs.contains(mot), "{mot:?} is not said:\n{erreurs}");
    }
}

#[test]
fn a_port_already_taken_is_said_in_french() {
    let pris = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = pris.local_addr().unwrap().port().to_string();
    let donnees = environnement::scratch("donnees-");
    let Some(refus) = palier(&["demo", "--port", &port, "--data", donnees.path().to_str().unwrap()]) else {
        return;
    };
    assert!(!refus.status.success());
    let phrase = format!("le port {port} est déjà pris : donnez-en un autre par --port");
    let erreurs = dit(&refus.stderr);
    assert!(erreurs.contains(&phrase), "{erreurs}");
    assert!(!erreurs.contains("os error"), "{erreurs}");
    // Nothing is made for a start that cannot be.
    assert_eq!(std::fs::read_dir(donnees.path()).unwrap().count(), 0);
}
