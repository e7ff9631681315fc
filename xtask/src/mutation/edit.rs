//! One change of a text, and the pieces of text that changes are made of.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

/// A definition changed in one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mutant {
    /// What is replaced, in bytes.
    pub at: Range<usize>,
    /// By what.
    pub by: String,
    /// Which block, and what changed, in French: the same from one run to the next.
    pub what: String,
}

impl Mutant {
    /// The changed text.
    pub fn apply(&self, text: &str) -> String {
        let mut changed = text.to_owned();
        if text.get(self.at.clone()).is_some() {
            changed.replace_range(self.at.clone(), &self.by);
        }
        changed
    }

    /// The line of the change, from 1.
    pub fn line(&self, text: &str) -> usize {
        text.get(..self.at.start).unwrap_or_default().matches('\n').count() + 1
    }
}

/// The mutants of a text as they are found.
pub struct Found<'t> {
    pub text: &'t str,
    /// The block being changed, for sentences.
    pub block: String,
    pub mutants: Vec<Mutant>,
}

impl Found<'_> {
    /// One more mutant.
    pub fn add(&mut self, at: Range<usize>, by: impl Into<String>, what: impl AsRef<str>) {
        let what = format!("{} : {}", self.block, what.as_ref());
        let mutant = Mutant { at, by: by.into(), what };
        if !self.mutants.iter().any(|m| m.at == mutant.at && m.by == mutant.by) {
            self.mutants.push(mutant);
        }
    }

    /// A value written otherwise.
    pub fn rewrite(&mut self, key: &str, at: Range<usize>, by: impl Into<String>) {
        let by = by.into();
        let before = self.text.get(at.clone()).unwrap_or_default().replace('\n', " ");
        let what = format!("{key} : {before} → {by}");
        self.add(at, by, what);
    }

    /// A key and its value taken away. In an inline table the comma goes with them.
    pub fn without_key(&mut self, key: &Spanned<impl AsRef<str>>, value: &Spanned<DeValue<'_>>) {
        let what = format!("sans {}", key.get_ref().as_ref());
        self.add(key.span().start..value.span().end, "", what);
    }

    /// Each element of a list taken away, one at a time.
    pub fn without_each(&mut self, key: &str, list: &DeArray<'_>) {
        let spans: Vec<Range<usize>> = list.iter().map(Spanned::span).collect();
        for (rank, span) in spans.iter().enumerate() {
            let at = match (spans.get(rank + 1), rank.checked_sub(1).and_then(|r| spans.get(r))) {
                (Some(next), _) => span.start..next.start,
                (None, Some(before)) => before.end..span.end,
                (None, None) => span.clone(),
            };
            let gone = self.text.get(span.clone()).unwrap_or_default().replace('\n', " ");
            self.add(at, "", format!("{key} sans {gone}"));
        }
    }
}

/// Keys and values of a table, in the order of the text.
pub fn entries<'a, 'i>(
    table: &'a DeTable<'i>,
) -> Vec<(&'a Spanned<std::borrow::Cow<'i, str>>, &'a Spanned<DeValue<'i>>)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}

/// The value of a key.
pub fn get<'a, 'i>(table: &'a DeTable<'i>, name: &str) -> Option<&'a Spanned<DeValue<'i>>> {
    table.iter().find(|(key, _)| key.get_ref().as_ref() == name).map(|(_, value)| value)
}

/// The text of a key.
pub fn text_of<'a>(table: &'a DeTable<'_>, name: &str) -> Option<&'a str> {
    get(table, name)?.get_ref().as_str()
}

/// As TOML writes a text.
pub fn quoted(word: &str) -> String {
    format!("\"{word}\"")
}
