//! The schema that results is committed, the same on both engines, and only goes forward.

use super::*;
use crate::essais::{base_neuve, pour_chaque_moteur};

const INSTANTANE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations/schema.sql");

const SCHEMA: Sql<'static> = Sql::deux(
    "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY tbl_name, CASE type WHEN 'table' THEN 0 ELSE 1 END, name",
    "SELECT ''",
);

const COLONNES: Sql<'static> = Sql::deux(
    "SELECT m.name || '.' || c.name || CASE c.\"notnull\" WHEN 1 THEN ' !' ELSE '' END FROM sqlite_master m, \
     pragma_table_info(m.name) c WHERE m.type = 'table' ORDER BY 1",
    "SELECT table_name || '.' || column_name || CASE is_nullable WHEN 'NO' THEN ' !' ELSE '' END \
     FROM information_schema.columns WHERE table_schema = current_schema() ORDER BY 1",
);

const INDEX: Sql<'static> = Sql::deux(
    "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY 1",
    "SELECT indexname::text FROM pg_indexes WHERE schemaname = current_schema() AND indexname NOT LIKE '%_pkey' ORDER BY 1",
);

fn textes(base: &Base, sql: Sql<'static>) -> Vec<String> {
    let lues: Result<_, StoreError> = base.lire(|tx| tx.query(sql, &[], |l| Ok(l.texte(0)?.to_owned())));
    lues.unwrap()
}

#[test]
fn le_schema_est_celui_de_l_instantane() {
    let essai = base_neuve();
    let schema = textes(&essai.base, SCHEMA).join(";\n\n") + ";\n";
    if std::env::var_os("PALIER_MAJ").is_some() {
        std::fs::write(INSTANTANE, &schema).unwrap();
    }
    let attendu = std::fs::read_to_string(INSTANTANE).unwrap_or_default();
    assert!(
        schema == attendu,
        "le schéma a changé ; relancez avec PALIER_MAJ=1 et relisez migrations/schema.sql"
    );
}

#[test]
fn les_deux_moteurs_ont_les_memes_tables() {
    let reference = base_neuve();
    pour_chaque_moteur(|essai| {
        assert_eq!(textes(&essai.base, COLONNES), textes(&reference.base, COLONNES));
        assert_eq!(textes(&essai.base, INDEX), textes(&reference.base, INDEX));
    });
}

#[test]
fn rouvrir_n_applique_rien_de_plus() {
    pour_chaque_moteur(|essai| assert_eq!(appliquer(&essai.base, DONNEES), Ok(0)));
}

#[test]
fn un_schema_plus_recent_est_refuse() {
    pour_chaque_moteur(|essai| {
        essai
            .base
            .ecrire(|tx| tx.execute(APPLIQUEE, &[99.into(), "x".into(), "x".into(), "x".into()]))
            .unwrap();
        let refus = appliquer(&essai.base, DONNEES).unwrap_err();
        assert_eq!(refus, StoreError::SchemaTropRecent { trouve: 99, connu: 5 });
        assert!(refus.to_string().contains("version plus récente de Palier"));
    });
}

#[test]
fn une_migration_reecrite_est_refusee() {
    const REECRITE: &[Migration] = &[
        Migration { nom: "0001_fondation", texte: "SELECT 1;" },
        migration!("0002_urgence"),
        migration!("0003_acces"),
        migration!("0004_comptes"),
        migration!("0005_brouillons"),
    ];
    pour_chaque_moteur(|essai| {
        assert_eq!(appliquer(&essai.base, REECRITE), Err(StoreError::MigrationModifiee(1)))
    });
}

#[test]
fn deux_serveurs_qui_demarrent_ensemble() {
    pour_chaque_moteur(|essai| {
        let (a, b) = (essai.seconde_base(), essai.seconde_base());
        let fil = std::thread::spawn(move || appliquer(&a, CLES_SEULES));
        let ici = appliquer(&b, CLES_SEULES);
        assert!(matches!((fil.join().unwrap(), ici), (Ok(_), Ok(_))));
    });
}

/// The data's set plus one: what two servers of a new version would apply at once.
const CLES_SEULES: &[Migration] = &[
    migration!("0001_fondation"),
    migration!("0002_urgence"),
    migration!("0003_acces"),
    migration!("0004_comptes"),
    migration!("0005_brouillons"),
    Migration { nom: "0006_essai", texte: "CREATE TABLE essai (n @int) @strict;" },
];
