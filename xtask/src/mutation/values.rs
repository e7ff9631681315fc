//! Values a little off: one more, one less, the other answer, another word.

use domain::Date;
use domain::valeur::{Nature, Valeur};
use toml::Spanned;
use toml::de::DeValue;

use super::edit::{Found, quoted};
use super::words::{Words, other_fact};

/// Every value close to this one. `fact` is what it is compared with, when it is.
pub fn near(found: &mut Found<'_>, words: &Words, key: &str, fact: &str, value: &Spanned<DeValue<'_>>) {
    let at = value.span();
    match value.get_ref() {
        DeValue::Boolean(b) => found.rewrite(key, at, (!b).to_string()),
        DeValue::Integer(i) => {
            let Ok(n) = i64::from_str_radix(i.as_str(), i.radix()) else { return };
            for close in [n + 1, n - 1].into_iter().filter(|c| *c >= 0) {
                found.rewrite(key, at.clone(), close.to_string());
            }
        }
        DeValue::String(text) => {
            for close in near_text(words, fact, text) {
                found.rewrite(key, at.clone(), quoted(&close));
            }
        }
        DeValue::Array(list) => {
            let there: Vec<&str> = list.iter().filter_map(|v| v.get_ref().as_str()).collect();
            for element in list {
                match element.get_ref().as_str().filter(|t| is_word(t)) {
                    Some(word) => {
                        if let Some(other) = words.other_value(fact, word, &there) {
                            found.rewrite(key, element.span(), quoted(&other));
                        }
                    }
                    None => near(found, words, key, fact, element),
                }
            }
        }
        _ => {}
    }
}

fn is_word(text: &str) -> bool {
    !text.starts_with('@') && measures(text).is_empty()
}

fn near_text(words: &Words, fact: &str, text: &str) -> Vec<String> {
    if let Some(reference) = text.strip_prefix('@') {
        return near_reference(words, reference).into_iter().collect();
    }
    let measured = measures(text);
    if !measured.is_empty() {
        return measured;
    }
    words.other_value(fact, text, &[text]).into_iter().collect()
}

fn near_reference(words: &Words, reference: &str) -> Option<String> {
    let (kind, name) = reference.split_once(':')?;
    match kind {
        "fait" => other_fact(name.trim()).map(|other| format!("@fait:{other}")),
        "parametre" => words.other("parametre", &[name]).map(|other| format!("@parametre:{other}")),
        _ => None,
    }
}

/// Durations, amounts, parts and days a step away, when the text is one.
fn measures(text: &str) -> Vec<String> {
    let reads = |nature| Valeur::lire(nature, text);
    if reads(Nature::Duree).is_ok() {
        return steps(text);
    }
    if let (true, Ok(Valeur::Montant(cents))) = (text.contains('€'), reads(Nature::Montant)) {
        let written = |c: i64| format!("{},{:02} €", c / 100, c % 100);
        return [cents + 1, cents - 1].into_iter().filter(|c| *c >= 0).map(written).collect();
    }
    if let Ok(Valeur::Part(top, bottom)) = reads(Nature::Part) {
        let close = [top + 1, top - 1].into_iter().filter(|n| *n >= 0);
        return close.map(|n| format!("{n}/{bottom}")).collect();
    }
    if let Ok(Valeur::Jour(day)) = reads(Nature::Jour) {
        let close: [Option<Date>; 2] = [day.tomorrow().ok(), day.yesterday().ok()];
        return close.into_iter().flatten().map(|d| d.to_string()).collect();
    }
    Vec::new()
}

/// The first number of a duration, one more and one less.
fn steps(text: &str) -> Vec<String> {
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    let rest = text.get(digits.len()..).unwrap_or_default();
    let Ok(n) = digits.parse::<i64>() else { return Vec::new() };
    [n + 1, n - 1].into_iter().filter(|c| *c >= 0).map(|c| format!("{c}{rest}")).collect()
}
