//! What each sub-command reads of the households: a new one is not served before this says it.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use std::process::Command;

/// What a sub-command may read of the records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lit {
    /// Nothing: definitions, and what is given on the command line.
    Rien,
    /// The lines of the journal and their seals, for whoever operates the machine; no name, no payload.
    Journal,
    /// One household, for whoever operates the machine and was asked by it: its data, or who read them.
    UnMenage,
    /// Accounts and organisations, no household.
    Comptes,
    /// What each account may, over the network.
    ParLaPorte,
    /// Invented households, which it makes itself.
    Demo,
}

const COMMANDES: [(&str, Lit); 21] = [
    ("demo", Lit::Demo),
    ("servir", Lit::ParLaPorte),
    ("compte creer", Lit::Comptes),
    ("compte inviter", Lit::Comptes),
    ("compte desactiver", Lit::Comptes),
    ("check", Lit::Rien),
    ("cas run", Lit::Rien),
    ("catalogue", Lit::Rien),
    ("synthese", Lit::Rien),
    ("incoherences", Lit::Rien),
    ("tracabilite", Lit::Rien),
    ("trouver", Lit::Rien),
    ("regles", Lit::Rien),
    ("vocabulaire", Lit::Rien),
    ("matrice", Lit::Rien),
    ("schema", Lit::Rien),
    ("journal verifier", Lit::Journal),
    ("journal sceaux", Lit::Journal),
    ("lectures", Lit::UnMenage),
    ("menage exporter", Lit::UnMenage),
    ("menage effacer", Lit::UnMenage),
];

fn aide(mots: &[&str]) -> String {
    let dite = Command::new(env!("CARGO_BIN_EXE_palier")).args(mots).arg("--help").output().unwrap();
    assert!(dite.status.success(), "{mots:?}");
    String::from_utf8(dite.stdout).unwrap()
}

/// Every sub-command that the program offers, under this one.
fn offertes(mots: &[&str]) -> Vec<String> {
    let aide = aide(mots);
    let Some((_, liste)) = aide.split_once("Commands:\n") else { return vec![mots.join(" ")] };
    let noms = liste.lines().take_while(|l| !l.is_empty()).filter_map(|l| l.split_whitespace().next());
    noms.filter(|nom| *nom != "help").flat_map(|nom| offertes(&[mots, &[nom]].concat())).collect()
}

#[test]
fn what_each_command_reads_of_the_households_is_said() {
    let dites: Vec<&str> = COMMANDES.iter().map(|(nom, _)| *nom).collect();
    assert_eq!(offertes(&[]), dites, "say in this table what a new command reads of the households");
}

#[test]
fn a_command_that_reads_no_household_is_not_told_where_the_records_are() {
    for (nom, lit) in COMMANDES {
        let mots: Vec<&str> = nom.split(' ').collect();
        let ouvre = aide(&mots).contains("--data");
        assert_eq!(ouvre, lit != Lit::Rien, "{nom}");
    }
}
