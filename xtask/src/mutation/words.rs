//! Other words of the same kind: another role for a role, another status for a status, another fact for a fact.

use domain::acte::Domaine;
use domain::definition::mecanique::NATURES_DE_STATUT;
use domain::fait::{self, DICTIONNAIRE, Origine};
use domain::valeur::Nature;
use domain::{Acte, texte};
use toml::de::DeTable;

use super::edit::{get, text_of};

/// Blocks that declare names.
const KINDS: [&str; 15] = [
    "role",
    "statut",
    "niveau",
    "canal",
    "instance",
    "theme",
    "groupe",
    "contrat",
    "document",
    "decision_recue",
    "parametre",
    "condition",
    "quota",
    "accord",
    "aide",
];
const COUNTS: [&str; 7] =
    ["places", "admissions", "diagnostics", "logements", "occupants", "mesures", "projets"];

/// The names that a definition declares, by kind.
pub struct Words {
    names: Vec<(&'static str, Vec<String>)>,
    begins: bool,
}

impl Words {
    pub fn of(root: &DeTable<'_>) -> Self {
        let names = |kind: &str| {
            let blocks = get(root, kind).and_then(|v| v.get_ref().as_array()).into_iter().flatten();
            blocks.filter_map(|b| Some(text_of(b.get_ref().as_table()?, "nom")?.to_owned())).collect()
        };
        let levels = get(root, "niveau").and_then(|v| v.get_ref().as_array()).into_iter().flatten();
        let begins = levels.filter_map(|b| b.get_ref().as_table()).any(|b| get(b, "debut").is_some());
        Self { names: KINDS.iter().map(|kind| (*kind, names(kind))).collect(), begins }
    }

    /// Whether some level says that a measure begins there.
    pub const fn begins(&self) -> bool {
        self.begins
    }

    /// The names of a kind.
    pub fn of_kind(&self, kind: &str) -> &[String] {
        self.names.iter().find(|(k, _)| *k == kind).map(|(_, names)| names.as_slice()).unwrap_or_default()
    }

    /// Another name of this kind, not among those already there.
    pub fn other(&self, kind: &str, there: &[&str]) -> Option<String> {
        self.of_kind(kind).iter().find(|name| !same(there, name)).cloned()
    }

    /// Another word for a value compared with this fact, not among those already there.
    pub fn other_value(&self, fact: &str, word: &str, there: &[&str]) -> Option<String> {
        let fixed = fait::fait(fact).map(|f| f.mots.clone()).filter(|words| !words.is_empty());
        let of_the_act = || fact.strip_prefix("acte.").and_then(|field| field_words(field, word));
        let owned = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect::<Vec<String>>();
        if let Some(words) = fixed.or_else(|| of_the_act().map(owned)) {
            return words.into_iter().find(|w| !same(there, w));
        }
        let kind = self.names.iter().find(|(_, names)| names.iter().any(|n| same(&[word], n)))?.0;
        self.other(kind, there)
    }
}

fn same(there: &[&str], word: &str) -> bool {
    there.iter().any(|t| texte::plier(t) == texte::plier(word))
}

/// The words of a field that some act limits to a fixed list holding this one.
fn field_words(field: &str, word: &str) -> Option<&'static [&'static str]> {
    Acte::tous().filter_map(|a| a.champ(field)).find_map(|c| match c.domaine {
        Domaine::Fixe(words) if same(words, word) => Some(words),
        _ => None,
    })
}

/// A neighbour of this fact in the dictionary: same nature, same subject.
pub fn other_fact(name: &str) -> Option<&'static str> {
    let fact = fait::fait(name).filter(|f| f.origine != Origine::DeLActe)?;
    let subject = |f: &fait::Fait| f.nom.split('.').next().map(str::to_owned);
    let close = |f: &&fait::Fait| {
        f.nature == fact.nature && f.nom != fact.nom && f.mots == fact.mots && subject(f) == subject(fact)
    };
    let after = DICTIONNAIRE.iter().skip_while(|f| f.nom != fact.nom).find(close);
    after.or_else(|| DICTIONNAIRE.iter().find(close)).map(|f| f.nom.as_str())
}

/// Another dated thing.
pub fn other_landmark(name: &str) -> &'static str {
    let dated = fait::fait(name).filter(|f| f.nature == Nature::Jour);
    dated.and_then(|_| other_fact(name)).unwrap_or(if name == "admission.le" {
        "mesure.debut"
    } else {
        "admission.le"
    })
}

/// Another act on the same kind of sujet.
pub fn other_act(name: &str) -> Option<&'static str> {
    let act = Acte::du_nom(name)?;
    let close =
        |a: &Acte| *a != act && a.description().genre == act.description().genre && !a.description().cree;
    Acte::tous().skip_while(|a| *a != act).find(close).or_else(|| Acte::tous().find(close)).map(Acte::nom)
}

/// Another thing to count.
pub fn other_count(name: &str) -> Option<&'static str> {
    let rank = COUNTS.iter().position(|c| *c == name)?;
    COUNTS.iter().cycle().nth(rank + 1).copied()
}

/// Another status of law. Only the sliding lease carries a rule of its own (its six-monthly review).
pub fn other_status(name: &str) -> Option<&'static str> {
    let sliding = NATURES_DE_STATUT.iter().find(|n| **n == "bail glissant")?;
    Some(if name == *sliding { "bail direct" } else { sliding })
}
