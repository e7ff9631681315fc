//! Conditions changed: another operator, another bound, another fact, one part less.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::edit::{Found, entries, quoted, text_of};
use super::values;
use super::words::{Words, other_act, other_fact, other_landmark};

/// Keys that stand for one another.
const SWAPS: [(&str, &str); 9] = [
    ("au_moins", "plus_de"),
    ("plus_de", "au_moins"),
    ("au_plus", "moins_de"),
    ("moins_de", "au_plus"),
    ("est", "n_est_pas"),
    ("n_est_pas", "est"),
    ("parmi", "hors_de"),
    ("hors_de", "parmi"),
    ("aucun", "un_de"),
];

/// Every condition close to this one.
pub fn near(found: &mut Found<'_>, words: &Words, table: &DeTable<'_>) {
    let fact = text_of(table, "fait").unwrap_or_default();
    for (key, value) in entries(table) {
        let name = key.get_ref().as_ref();
        if let Some((_, other)) = SWAPS.iter().find(|(from, _)| *from == name) {
            found.add(key.span(), *other, format!("{} → {other}", shown(found, name, value)));
        }
        match name {
            "tous" | "un_de" | "aucun" => parts(found, words, name, key.span(), value),
            "avec" => fields(found, words, value),
            "rapport" => facts_of(found, value),
            _ => head(found, words, name, fact, value),
        }
    }
}

fn shown(found: &Found<'_>, name: &str, value: &Spanned<DeValue<'_>>) -> String {
    format!("{name} {}", found.text.get(value.span()).unwrap_or_default().replace('\n', " "))
}

/// `tous` or `un_de`: the other one, one part less, and each part changed.
fn parts(
    found: &mut Found<'_>,
    words: &Words,
    name: &str,
    at: std::ops::Range<usize>,
    value: &Spanned<DeValue<'_>>,
) {
    let Some(list) = value.get_ref().as_array() else { return };
    if list.len() > 1 {
        if name != "aucun" {
            found.rewrite(name, at, if name == "tous" { "un_de" } else { "tous" });
        }
        found.without_each(name, list);
    }
    for part in list.iter().filter_map(|p| p.get_ref().as_table()) {
        near(found, words, part);
    }
}

/// Fields that a counted event must hold.
pub fn fields(found: &mut Found<'_>, words: &Words, value: &Spanned<DeValue<'_>>) {
    for (field, expected) in value.get_ref().as_table().map(entries).unwrap_or_default() {
        let fact = format!("acte.{}", field.get_ref());
        values::near(found, words, field.get_ref(), &fact, expected);
    }
}

fn facts_of(found: &mut Found<'_>, value: &Spanned<DeValue<'_>>) {
    for (key, list) in value.get_ref().as_table().map(entries).unwrap_or_default() {
        if let Some(list) = list.get_ref().as_array() {
            found.without_each(key.get_ref(), list);
        }
    }
}

fn head(found: &mut Found<'_>, words: &Words, name: &str, fact: &str, value: &Spanned<DeValue<'_>>) {
    let text = value.get_ref().as_str();
    match (name, text) {
        ("fait", Some(text)) => rewrite(found, name, value, other_fact(text)),
        ("compte" | "somme", Some(text)) => rewrite(found, name, value, other_act(text)),
        ("depuis" | "delai_depuis" | "jusqu_a", Some(text)) => {
            rewrite(found, name, value, Some(other_landmark(text)));
        }
        ("condition" | "quota", Some(text)) => {
            rewrite(found, name, value, words.other(name, &[text]).as_deref());
        }
        ("parmi" | "hors_de" | "somme_de", None) => {
            if let Some(list) = value.get_ref().as_array() {
                found.without_each(name, list);
            }
            values::near(found, words, name, fact, value);
        }
        ("nom" | "champ", _) => {}
        _ => values::near(found, words, name, fact, value),
    }
}

/// A text replaced by another one, when there is one.
pub fn rewrite(found: &mut Found<'_>, name: &str, value: &Spanned<DeValue<'_>>, by: Option<&str>) {
    if let Some(by) = by {
        found.rewrite(name, value.span(), quoted(by));
    }
}
