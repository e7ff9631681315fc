//! Every mutant of a definition: its blocks one by one, then their keys.

use anyhow::Result;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::conditions::{self, rewrite};
use super::edit::{Found, Mutant, entries, get, quoted, text_of};
use super::values;
use super::words::{Words, other_act, other_count, other_landmark, other_status};

/// Keys left as they are, and why: none of them takes part in a verdict.
const LEFT: [(&str, &str); 14] = [
    ("id", "the identifier names the definition"),
    ("version", "the version numbers it"),
    ("fiche", "what the sheet printed: shown, never judged by"),
    ("trace", "what the sheet demands, and which rule carries it out: shown"),
    ("fait", "the name of a fact, its label and its class: no verdict rests on them"),
    ("nom", "names are handles: a test gives every one of them another name and no verdict changes"),
    ("message", "words for a person"),
    ("source", "where a rule comes from: shown beside it"),
    ("lectures", "other readings of the guide: shown, not used"),
    ("libelle", "words for a person"),
    ("de", "who decides elsewhere: shown in the message"),
    ("titulaire", "who holds the title: shown beside the status"),
    ("champ", "the amount that a sum adds: an act has one"),
    ("role.nature, parametre.nature", "which kind of organisation may be chosen; how the value is written"),
];
/// Keys that a block may do without.
const OPTIONAL: [&str; 18] = [
    "quand",
    "apres",
    "si",
    "tant_que",
    "pendant",
    "par",
    "notifie",
    "quorum",
    "tous_les",
    "lieu",
    "fin",
    "min",
    "max",
    "duree",
    "renouvellements",
    "renouvellement",
    "avec_champs",
    "taille",
];
/// Blocks whose violation may refuse or alert.
const WITH_EFFECT: [&str; 5] = ["regle", "eligibilite", "duree", "quota", "groupe"];

/// All of them, in the order of the text.
pub fn of(text: &str) -> Result<Vec<Mutant>> {
    let root = DeTable::parse(text)?;
    let root = root.get_ref();
    let words = Words::of(root);
    let mut found = Found { text, block: String::new(), mutants: Vec::new() };
    let mut blocks: Vec<(&str, &Spanned<DeValue<'_>>)> = Vec::new();
    for (key, value) in root.iter().filter(|(key, _)| !is_left("", key.get_ref())) {
        match value.get_ref() {
            DeValue::Array(list) => blocks.extend(list.iter().map(|b| (key.get_ref().as_ref(), b))),
            _ => blocks.push((key.get_ref().as_ref(), value)),
        }
    }
    for (kind, value) in blocks {
        if let Some(table) = value.get_ref().as_table() {
            found.block =
                text_of(table, "nom").map_or_else(|| format!("[{kind}]"), |n| format!("[[{kind}]] « {n} »"));
            block(&mut found, &words, kind, table, value.span().start);
        }
    }
    found.mutants.sort_by_key(|m| (m.at.start, m.at.end));
    Ok(found.mutants)
}

fn is_left(kind: &str, key: &str) -> bool {
    let whole = format!("{kind}.{key}");
    LEFT.iter().any(|(left, _)| *left == key || left.split(", ").any(|l| l == whole))
}

fn block(found: &mut Found<'_>, words: &Words, kind: &str, table: &DeTable<'_>, start: usize) {
    let start = found
        .text
        .get(..start)
        .and_then(|t| t.rfind("\n["))
        .map_or(0, |i| i + 1)
        .max(header(found.text, start));
    found.add(start..end_of_block(found.text, start), "", "retiré");
    insertions(found, words, kind, table, start);
    if kind == "condition" {
        return conditions::near(found, words, table);
    }
    for (key, value) in entries(table) {
        let name = key.get_ref().as_ref();
        if is_left(kind, name) {
            continue;
        }
        if OPTIONAL.contains(&name) {
            found.without_key(key, value);
        }
        if let Some(other) = [("exige", "interdit"), ("interdit", "exige")].iter().find(|(k, _)| *k == name) {
            found.add(key.span(), other.1, format!("{name} → {}", other.1));
        }
        one(found, words, kind, name, value);
    }
}

/// Where the header of the block that holds this place begins.
fn header(text: &str, at: usize) -> usize {
    text.get(..=at).and_then(|t| t.rfind('\n')).map_or(0, |i| i + 1)
}

/// Up to the next header.
fn end_of_block(text: &str, start: usize) -> usize {
    let rest = text.get(start + 1..).unwrap_or_default();
    rest.find("\n[").map_or(text.len(), |i| start + 1 + i + 1)
}

/// Keys that are not written, and could be.
fn insertions(found: &mut Found<'_>, words: &Words, kind: &str, table: &DeTable<'_>, start: usize) {
    let at = found.text.get(start..).and_then(|t| t.find('\n')).map_or(found.text.len(), |i| start + i + 1);
    let mut insert = |line: &str, what: &str| found.add(at..at, format!("{line}\n"), what);
    if kind == "niveau" && get(table, "debut").is_none() && words.begins() {
        insert("debut = true", "avec debut = true");
    }
    if kind == "statut" {
        if get(table, "entree").is_none() {
            insert("entree = true", "avec entree = true");
        }
        if get(table, "logement").is_none() && get(table, "apres").is_some() {
            insert("logement = \"même\"", "avec logement = même");
            insert("logement = \"autre\"", "avec logement = autre");
        }
    }
    let seats = get(table, "membres").and_then(|m| m.get_ref().as_array()).map_or(0, |m| m.len());
    if kind == "instance" && get(table, "quorum").is_none() && seats > 1 {
        insert("quorum = 2", "avec quorum = 2");
    }
    let bounded = kind != "groupe" || get(table, "taille").is_some();
    if WITH_EFFECT.contains(&kind) && bounded && get(table, "effet").is_none() {
        insert(&format!("effet = {}", alert(words)), "refuse → alerte");
    }
}

/// An alert that the first role may override.
fn alert(words: &Words) -> String {
    let role = words.of_kind("role").first().map(|r| quoted(r)).unwrap_or_default();
    format!("\"alerte\"\npasser_outre = [{role}]")
}

/// The mutants of one key.
fn one(found: &mut Found<'_>, words: &Words, kind: &str, name: &str, value: &Spanned<DeValue<'_>>) {
    let list = value.get_ref().as_array();
    let text = value.get_ref().as_str();
    match (name, list, text) {
        ("exige" | "interdit" | "quand" | "si" | "tant_que", ..) => {
            if let Some(table) = value.get_ref().as_table() {
                conditions::near(found, words, table);
            }
        }
        ("actes" | "pouvoirs" | "notifie" | "avant", Some(list), _) => found.without_each(name, list),
        ("par" | "membres" | "presents" | "passer_outre" | "parties" | "roles", Some(list), _) => {
            names(found, words, "role", name, list);
        }
        ("apres", Some(list), _) if matches!(kind, "statut" | "niveau") => {
            names(found, words, kind, name, list)
        }
        ("apres", Some(list), _) => {
            found.without_each(name, list);
            values::near(found, words, name, "", value);
        }
        ("acte" | "fin", _, Some(text)) => rewrite(found, name, value, other_act(text)),
        ("depuis", _, Some(text)) => rewrite(found, name, value, Some(other_landmark(text))),
        ("compte", _, Some(text)) => rewrite(found, name, value, other_count(text)),
        ("nature", _, Some(text)) => rewrite(found, name, value, other_status(text)),
        ("effet", _, Some("alerte")) => rewrite(found, name, value, Some("refuse")),
        ("effet", ..) => found.add(value.span(), alert(words), "refuse → alerte"),
        ("logement", _, Some(text)) => {
            for other in ["même", "autre", "libre"].into_iter().filter(|o| *o != text) {
                rewrite(found, name, value, Some(other));
            }
        }
        ("lieu", ..) => values::near(found, words, name, "acte.lieu", value),
        ("avec_champs", ..) => conditions::fields(found, words, value),
        _ => values::near(found, words, name, "", value),
    }
}

/// Each name of a list taken away, then replaced by another of its kind.
fn names(found: &mut Found<'_>, words: &Words, kind: &str, key: &str, list: &toml::de::DeArray<'_>) {
    found.without_each(key, list);
    let there: Vec<&str> = list.iter().filter_map(|v| v.get_ref().as_str()).collect();
    for element in list {
        rewrite(found, key, element, words.other(kind, &there).as_deref());
    }
}
