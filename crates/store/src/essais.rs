//! For tests: a fresh base on each engine, gone when the test ends.
//!
//! SQLite always; PostgreSQL when `PALIER_TEST_PG` names a server. `PALIER_TEST_COMPLET=1` makes its absence a
//! failure, so that a full run cannot pass by forgetting one engine.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "for tests only")]

use crate::driver::{Adresse, Base};
use crate::migrations;
use crate::ouverture::{Configuration, Store};
use std::path::{Path, PathBuf};

/// A base for one test, with the folder and the address that hold it.
pub struct Essai {
    /// The base, its schema in place.
    pub base: Base,
    adresse: Adresse,
    dossier: Dossier,
    serveur: Option<(String, String)>,
}

struct Dossier(PathBuf);

impl Drop for Dossier {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

impl Essai {
    /// A second opening of the same base, as another server would do.
    pub fn seconde_base(&self) -> Base {
        Base::ouvrir(&self.adresse).unwrap()
    }

    /// A second base without any table, on the same engine (a schema of its own on PostgreSQL).
    pub fn base_vide(&self) -> Base {
        let adresse = match &self.adresse {
            Adresse::Fichier(_) => Adresse::Fichier(self.dossier.0.join("autre.sqlite")),
            Adresse::Postgres(url) => {
                administrer(url, "CREATE SCHEMA autre");
                Adresse::Postgres(format!("{url}?options=-csearch_path%3Dautre"))
            }
        };
        Base::ouvrir(&adresse).unwrap()
    }

    /// The whole store over this base; the keys stand in the test's folder.
    pub fn store(&self) -> Store {
        Store::ouvrir(&self.configuration()).unwrap()
    }

    /// What opens this base and its keys.
    pub fn configuration(&self) -> Configuration {
        Configuration::new(self.adresse.clone(), Adresse::Fichier(self.dossier.0.join("cles.sqlite")))
    }

    /// A copy of the data and of the keys, as a backup taken now would hold them.
    pub fn copie(&self) -> Self {
        let nom = nom_unique();
        let dossier = Dossier(std::env::temp_dir().join(&nom));
        std::fs::create_dir_all(&dossier.0).unwrap();
        let fichier = |nom: &str| {
            let (source, copie) = (self.dossier.0.join(nom), dossier.0.join(nom).display().to_string());
            if source.exists() {
                let base = rusqlite::Connection::open(source).unwrap();
                base.execute("VACUUM INTO ?1", [copie]).unwrap();
            }
        };
        fichier("cles.sqlite");
        let Some((serveur, source)) = &self.serveur else {
            fichier("palier.sqlite");
            return ouvrir(Adresse::Fichier(dossier.0.join("palier.sqlite")), dossier, None);
        };
        let sessions =
            format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{source}'");
        administrer(serveur, &sessions);
        administrer(serveur, &format!("CREATE DATABASE {nom} TEMPLATE {source}"));
        ouvrir(sur_le_serveur(serveur, &nom), dossier, Some((serveur.clone(), nom)))
    }

    /// Alters the base as its owner could: triggers and indexes do not stop him.
    pub fn attaquer(&self, ordre: &str) {
        match &self.adresse {
            Adresse::Fichier(chemin) => {
                let base = rusqlite::Connection::open(chemin).unwrap();
                base.execute_batch(
                    "DROP TRIGGER IF EXISTS journal_sans_modification; DROP TRIGGER IF EXISTS journal_sans_suppression; \
                     DROP TRIGGER IF EXISTS sceau_sans_modification; DROP TRIGGER IF EXISTS sceau_sans_suppression; \
                     DROP INDEX IF EXISTS journal_sujet;",
                )
                .unwrap();
                base.execute_batch(ordre).unwrap();
            }
            Adresse::Postgres(url) => {
                let vide = |ordre: String, n: usize| {
                    ordre.replace(&format!("zeroblob({n})"), &format!("decode(repeat('00', {n}), 'hex')"))
                };
                let ordre = vide(vide(ordre.to_owned(), 32), 64);
                let sans_garde =
                    "SET session_replication_role = replica; DROP INDEX IF EXISTS journal_sujet;";
                administrer(url, &format!("{sans_garde} {ordre}"));
            }
        }
    }

    /// Keeps long texts as they are: PostgreSQL compresses them, and a search of its files for what they hold would find
    /// nothing, erased or not.
    pub fn sans_compression(&self) {
        if let Adresse::Postgres(url) = &self.adresse {
            administrer(url, "ALTER TABLE sujet ALTER COLUMN etat SET STORAGE EXTERNAL");
        }
    }

    /// Every byte that the base and the keys have on disk, each under its name: files on SQLite, the files of the tables
    /// and of their indexes on PostgreSQL.
    pub fn octets(&self) -> Vec<(String, Vec<u8>)> {
        let fichiers = std::fs::read_dir(&self.dossier.0).unwrap().map(|f| f.unwrap().path());
        let mut octets: Vec<_> = fichiers
            .filter(|f| f.is_file())
            .map(|f| (f.display().to_string(), std::fs::read(&f).unwrap()))
            .collect();
        if let Adresse::Postgres(url) = &self.adresse {
            let mut client = postgres::Client::connect(url, postgres::NoTls).unwrap();
            // Without a checkpoint the pages of the tables may still be in the server's memory only.
            client.batch_execute("CHECKPOINT").unwrap();
            let relations = "SELECT relname::text, pg_read_binary_file(pg_relation_filepath(oid)) FROM pg_class \
                WHERE relkind IN ('r', 'i', 't') AND oid >= 16384 ORDER BY relname";
            let lignes = client.query(relations, &[]).unwrap();
            octets.extend(lignes.iter().map(|l| (l.get(0), l.get(1))));
        }
        octets
    }

    /// The test's folder.
    pub fn dossier(&self) -> &Path {
        &self.dossier.0
    }
}

impl Drop for Essai {
    fn drop(&mut self) {
        self.base.fermer();
        if let Some((serveur, nom)) = &self.serveur {
            administrer(serveur, &format!("DROP DATABASE IF EXISTS {nom} WITH (FORCE)"));
        }
    }
}

/// A name that no other test of this machine has.
fn nom_unique() -> String {
    format!("palier_essai_{}", ulid::Ulid::generate().to_string().to_lowercase())
}

fn administrer(serveur: &str, ordre: &str) {
    let mut client =
        postgres::Client::connect(serveur, postgres::NoTls).expect("PALIER_TEST_PG ne répond pas");
    client.batch_execute(ordre).unwrap();
}

/// A fresh SQLite base.
pub fn base_neuve() -> Essai {
    let nom = nom_unique();
    let dossier = Dossier(std::env::temp_dir().join(&nom));
    let adresse = Adresse::Fichier(dossier.0.join("palier.sqlite"));
    ouvrir(adresse, dossier, None)
}

/// A fresh PostgreSQL database, when a server is named.
pub fn base_neuve_postgres() -> Option<Essai> {
    let serveur = match std::env::var("PALIER_TEST_PG") {
        Ok(serveur) => serveur,
        Err(_) if std::env::var("PALIER_TEST_COMPLET").is_ok_and(|v| v == "1") => {
            panic!("PALIER_TEST_COMPLET=1 demande PostgreSQL : donnez son adresse dans PALIER_TEST_PG");
        }
        Err(_) => {
            eprintln!("PostgreSQL n'a pas été essayé : PALIER_TEST_PG est absent");
            return None;
        }
    };
    let nom = nom_unique();
    administrer(&serveur, &format!("CREATE DATABASE {nom}"));
    let adresse = sur_le_serveur(&serveur, &nom);
    let dossier = Dossier(std::env::temp_dir().join(&nom));
    Some(ouvrir(adresse, dossier, Some((serveur, nom))))
}

fn sur_le_serveur(serveur: &str, base: &str) -> Adresse {
    let (hote, _) = serveur.rsplit_once('/').expect("PALIER_TEST_PG : postgres://utilisateur@hôte:port/base");
    Adresse::Postgres(format!("{hote}/{base}"))
}

fn ouvrir(adresse: Adresse, dossier: Dossier, serveur: Option<(String, String)>) -> Essai {
    std::fs::create_dir_all(&dossier.0).unwrap();
    let base = Base::ouvrir(&adresse).unwrap();
    migrations::appliquer(&base, migrations::DONNEES).unwrap();
    Essai { base, adresse, dossier, serveur }
}

/// Runs a test on a fresh base of each engine at hand.
pub fn pour_chaque_moteur(essai: impl Fn(&Essai)) {
    for base in [Some(base_neuve()), base_neuve_postgres()].into_iter().flatten() {
        essai(&base);
    }
}
