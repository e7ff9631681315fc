//! `cargo xtask couverture`: each primitive of the definition language, and the sheets that use it. A primitive that
//! fewer than two sheets use must be named in the decision record of the language.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use anyhow::{Context, Result, bail};
use clap::Args as ClapArgs;
use dispositifs::{Bibliotheque, lire_dossier};
use domain::Acte;
use serde_json::Value as Json;
use toml::{Table, Value};

use crate::tree;

/// Where the table stands, and where lonely primitives are argued for.
const GOLDEN: &str = "docs/couverture.md";
const RECORD: &str = "docs/adr/0005-language.md";
/// Keys under which a condition stands.
const CONDITIONS: [&str; 9] =
    ["quand", "si", "exige", "interdit", "tant_que", "tous", "un_de", "aucun", "condition"];
/// Keys whose words are primitives of their own.
const WORDS: [&str; 5] = ["quota.compte", "quota.par", "statut.nature", "statut.logement", "canal.notifie"];
/// Keys that every block of their kind has, or that only speak to a reader.
const SILENT: [&str; 7] = ["nom", "source", "message", "libelle", "sens", "valeur", "nature"];

/// What is asked.
#[derive(ClapArgs)]
pub struct Args {
    /// Writes the table where it is kept.
    #[arg(long)]
    ecrire: bool,
}

/// Prints the table; fails when it differs from the one kept, or when a primitive stands alone without a word.
pub fn run(args: &Args) -> Result<()> {
    let table = table(&uses()?)?;
    print!("{table}");
    let file = tree::root().join(GOLDEN);
    if args.ecrire {
        std::fs::write(&file, &table)?;
    }
    check(&table)
}

/// The table that is kept must be the one that the definitions give.
pub fn check_golden() -> Result<()> {
    check(&table(&uses()?)?)
}

fn check(table: &str) -> Result<()> {
    let kept = std::fs::read_to_string(tree::root().join(GOLDEN)).unwrap_or_default();
    if kept != table {
        bail!("{GOLDEN} is not what the definitions give: run `cargo xtask couverture --ecrire`");
    }
    Ok(())
}

type Uses = BTreeMap<String, Vec<String>>;

/// Each primitive, with the sheets that use it; those that none uses stand there too.
fn uses() -> Result<Uses> {
    let (library, _) = Bibliotheque::lire(lire_dossier(&tree::root().join("dispositifs"))?);
    let mut uses: Uses = primitives().into_iter().map(|p| (p, Vec::new())).collect();
    for definition in library.fiches_du_guide() {
        let text = library.textes.get(&definition.id).context("a definition has its text")?;
        let mut found = BTreeSet::new();
        for (kind, value) in text.parse::<Table>()? {
            if !matches!(kind.as_str(), "fiche" | "trace" | "id" | "version") {
                blocks(&kind, &value, &mut found);
            }
        }
        for primitive in found {
            uses.entry(primitive).or_default().push(definition.id.clone());
        }
    }
    Ok(uses)
}

/// What the language can say: every key of every block, every key of a condition, every word that is one.
fn primitives() -> BTreeSet<String> {
    let schema = dispositifs::schema::definition();
    let mut found = BTreeSet::new();
    let keys = |block: &Json| -> Vec<String> {
        let properties = block.get("items").unwrap_or(block).get("properties");
        properties.and_then(Json::as_object).map(|o| o.keys().cloned().collect()).unwrap_or_default()
    };
    for (kind, block) in schema.get("properties").and_then(Json::as_object).into_iter().flatten() {
        if matches!(kind.as_str(), "fiche" | "trace" | "id" | "version") {
            continue;
        }
        found.insert(kind.clone());
        for key in keys(block).into_iter().filter(|k| speaks(k)) {
            found.insert(format!("{kind}.{key}"));
        }
    }
    let condition = schema.pointer("/$defs/condition").map(keys).unwrap_or_default();
    found.extend(condition.into_iter().map(|key| format!("condition : {key}")));
    for words in WORDS {
        found.remove(words);
    }
    found
}

fn speaks(key: &str) -> bool {
    !SILENT.contains(&key) && !CONDITIONS.contains(&key)
}

fn blocks(kind: &str, value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Array(list) => list.iter().for_each(|v| blocks(kind, v, found)),
        Value::Table(table) => {
            found.insert(kind.to_owned());
            if kind == "condition" {
                return condition(table, found);
            }
            for (key, value) in table {
                one(kind, key, value, found);
            }
        }
        _ => {}
    }
}

fn one(kind: &str, key: &str, value: &Value, found: &mut BTreeSet<String>) {
    let name = format!("{kind}.{key}");
    if CONDITIONS.contains(&key) {
        return conditions(value, found);
    }
    if WORDS.contains(&name.as_str()) {
        let word = match (name.as_str(), value.as_str()) {
            ("quota.par", Some(word)) if word.contains('.') => "un fait",
            (_, Some(word)) => word,
            _ => "liste",
        };
        found.insert(format!("{name} = {word}"));
        return;
    }
    if speaks(key) {
        found.insert(name);
    }
    if matches!(key, "acte" | "actes" | "avant" | "pouvoirs" | "fin") {
        acts(value, found);
    }
}

/// The acts that rules, schedules and committees speak of are primitives too.
fn acts(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Array(list) => list.iter().for_each(|v| acts(v, found)),
        Value::String(text) => {
            let name = text.split_once(" : ").map_or(text.as_str(), |(act, _)| act);
            found.extend(Acte::du_nom(name).map(|a| format!("acte : {}", a.nom())));
        }
        _ => {}
    }
}

fn conditions(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Array(list) => list.iter().for_each(|v| conditions(v, found)),
        Value::Table(table) => condition(table, found),
        _ => {}
    }
}

fn condition(table: &Table, found: &mut BTreeSet<String>) {
    for (key, value) in table.iter().filter(|(key, _)| *key != "nom") {
        found.insert(format!("condition : {key}"));
        if matches!(key.as_str(), "compte" | "somme") {
            acts(value, found);
        }
        if CONDITIONS.contains(&key.as_str()) {
            conditions(value, found);
        }
    }
}

fn table(uses: &Uses) -> Result<String> {
    let record = std::fs::read_to_string(tree::root().join(RECORD)).unwrap_or_default();
    let mut text = String::from(
        "# Ce que chaque fiche emploie du langage\n\n\
         Produit par `cargo xtask couverture --ecrire` : chaque primitive du langage et les fiches du guide qui l'emploient. \
         Une primitive que moins de deux fiches emploient est nommée, avec sa raison, dans `docs/adr/0005-language.md`.\n\n\
         | primitive | fiches | lesquelles |\n| --- | ---: | --- |\n",
    );
    let mut alone = Vec::new();
    for (primitive, sheets) in uses {
        let shown: Vec<&str> = sheets.iter().take(8).map(String::as_str).collect();
        let more = if sheets.len() > 8 { ", …" } else { "" };
        writeln!(text, "| `{primitive}` | {} | {}{more} |", sheets.len(), shown.join(", "))?;
        // An act is a word of the table of acts, which the records of the engine hold.
        let word = primitive.starts_with("acte : ");
        if sheets.len() < 2 && !word && !record.contains(&format!("`{primitive}`")) {
            alone.push(primitive.as_str());
        }
    }
    if !alone.is_empty() {
        bail!("fewer than two sheets use, and {RECORD} does not name: {}", alone.join(", "));
    }
    Ok(text)
}
