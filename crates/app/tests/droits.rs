//! What whoever answers for people's rights does with the program itself: export, erase, prove.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "for tests only")]

use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;

use actes::{Horloge, Ordre, Organisation, Porte, Utilisateur};
use dispositifs::Bibliotheque;
use domain::{Acte, Champs, OrganisationId, SujetId, UtilisateurId, Valeur, ids};

const NOM: &str = "Ménage Inventé Pour L'Essai";

/// A base where one household was recorded.
fn base(dossier: &Path) -> SujetId {
    let adresse = |nom: &str| store::Adresse::Fichier(dossier.join(nom));
    let store = store::Configuration::new(adresse("palier.sqlite"), adresse("cles.sqlite"));
    let configuration = actes::Configuration::new(store, Horloge::Machine);
    let porte = Arc::new(Porte::ouvrir(&configuration, Bibliotheque::embarquee().0).unwrap());
    let (organisation, utilisateur) = (OrganisationId(ids::ulid(1)), UtilisateurId(ids::ulid(2)));
    let fiche = Organisation {
        id: organisation,
        nom: "Le Palier Bleu".to_owned(),
        nature: "association".to_owned(),
        etat: serde_json::Value::Null,
    };
    let etat = serde_json::json!({ "organisation": organisation.to_string() });
    let personne = Utilisateur { id: utilisateur, nom: "Personne d'essai".to_owned(), etat };
    porte.inscrire(vec![fiche], vec![personne]).unwrap();
    let acteur = porte.annuaire().acteur(utilisateur).unwrap();
    let menage = SujetId(ids::ulid(3));
    let ordre = Ordre {
        acte: Acte::CreerMenage,
        sujet: menage,
        dispositif: None,
        le: porte.aujourd_hui(None),
        champs: Champs::from([("menage.nom".to_owned(), Valeur::Texte(NOM.to_owned()))]),
        role: None,
        passer_outre: None,
        version_lue: None,
        cle: "essai".to_owned(),
    };
    porte.agir(&acteur, ordre).unwrap();
    porte.store().fermer().unwrap();
    menage
}

fn palier(dossier: &Path, mots: &[&str]) -> Output {
    let mut commande = Command::new(env!("CARGO_BIN_EXE_palier"));
    commande.args(mots).arg("--data").arg(dossier).output().unwrap()
}

/// What a command that succeeds says.
fn dit(dossier: &Path, mots: &[&str]) -> String {
    let sortie = palier(dossier, mots);
    assert!(sortie.status.success(), "{mots:?} : {}", String::from_utf8_lossy(&sortie.stderr));
    String::from_utf8(sortie.stdout).unwrap()
}

/// What a command that fails says.
fn refus(dossier: &Path, mots: &[&str]) -> String {
    let sortie = palier(dossier, mots);
    assert!(!sortie.status.success(), "{mots:?} : {}", String::from_utf8_lossy(&sortie.stdout));
    String::from_utf8(sortie.stderr).unwrap()
}

#[test]
fn a_household_is_exported_then_erased_and_the_journal_still_proves_itself() {
    let (donnees, ailleurs) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let d = donnees.path();
    let id = base(d).to_string();
    let json: serde_json::Value =
        serde_json::from_str(&dit(d, &["menage", "exporter", &id, "--format", "json"])).unwrap();
    assert_eq!(json["nom"], NOM);
    let fichier = ailleurs.path().join("menage.html").display().to_string();
    dit(d, &["menage", "exporter", &id, "--vers", &fichier]);
    assert!(std::fs::read_to_string(&fichier).unwrap().contains("Inventé Pour"));
    assert!(refus(d, &["menage", "exporter", &id, "--vers", &fichier]).contains("existe déjà"));

    let sceaux = ailleurs.path().join("sceaux.jsonl").display().to_string();
    dit(d, &["journal", "sceaux", "--vers", &sceaux]);
    assert!(dit(d, &["menage", "effacer", &id, "--a-blanc"]).contains("rien n'est effacé"));
    assert!(refus(d, &["menage", "effacer", &id]).contains("--motif"));
    assert!(dit(d, &["menage", "exporter", &id]).contains("Inventé Pour"));
    assert!(dit(d, &["menage", "effacer", &id, "--motif", "demande"]).contains("est effacé"));
    assert!(refus(d, &["menage", "exporter", &id]).contains("a été effacé"));
    assert!(dit(d, &["menage", "effacer", &id, "--a-blanc"]).contains("à la demande de la personne"));
    for fichier in std::fs::read_dir(d).unwrap() {
        let octets = std::fs::read(fichier.unwrap().path()).unwrap();
        assert!(!String::from_utf8_lossy(&octets).contains("Inventé Pour"));
    }
    let verifie = dit(d, &["journal", "verifier", "--sceaux", &sceaux]);
    assert!(verifie.contains("Le journal tient") && verifie.contains("sceaux gardés ailleurs"), "{verifie}");
    assert!(verifie.contains("1 sujets effacés"), "{verifie}");
}

#[test]
fn an_older_copy_put_back_in_service_is_told_by_the_seals_that_were_kept() {
    let (avant, apres, ailleurs) =
        (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let id = base(avant.path()).to_string();
    for nom in ["palier.sqlite", "cles.sqlite"] {
        std::fs::copy(avant.path().join(nom), apres.path().join(nom)).unwrap();
    }
    dit(apres.path(), &["menage", "effacer", &id, "--motif", "erreur"]);
    let sceaux = ailleurs.path().join("sceaux.jsonl").display().to_string();
    dit(apres.path(), &["journal", "sceaux", "--vers", &sceaux]);
    // The copy made before the erasure holds by itself; against the seals, its end is missing.
    dit(avant.path(), &["journal", "verifier"]);
    let coupe = refus(avant.path(), &["journal", "verifier", "--sceaux", &sceaux]);
    assert!(coupe.contains("la ligne 2 manque"), "{coupe}");
    // Written on, it is another history.
    dit(avant.path(), &["menage", "effacer", &id, "--motif", "demande"]);
    let fourche = refus(avant.path(), &["journal", "verifier", "--sceaux", &sceaux]);
    assert!(fourche.contains("bifurque après la ligne 1"), "{fourche}");
    let illisible = refus(avant.path(), &["journal", "verifier", "--cle-publique", "pas une clé"]);
    assert!(illisible.contains("clé publique"), "{illisible}");
}

#[test]
fn a_command_on_nobody_says_where_to_find_the_identifier() {
    let donnees = tempfile::tempdir().unwrap();
    base(donnees.path());
    let inconnu = ids::ulid(99).to_string();
    for mots in [["menage", "exporter", &inconnu], ["menage", "effacer", &inconnu]] {
        assert!(refus(donnees.path(), &mots).contains("l'adresse de sa page"));
    }
    let vide = tempfile::tempdir().unwrap();
    assert!(refus(vide.path(), &["menage", "exporter", &inconnu]).contains("--data"));
    assert!(std::fs::read_dir(vide.path()).unwrap().next().is_none(), "une base a été créée");
}
