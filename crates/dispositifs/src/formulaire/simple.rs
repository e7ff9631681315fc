//! A condition that looks at one thing and compares it once: most are so, and read in a form without a word of the
//! language. The others are written as in the text.

use toml_edit::{InlineTable, Item, TableLike, Value};

use super::lire;

/// The ends of the names of its four fields.
pub(super) const REGARDE: &str = "regarde";
pub(super) const OBJET: &str = "objet";
pub(super) const COMPARAISON: &str = "comparaison";
pub(super) const VALEUR: &str = "valeur";

/// What it looks at: key, and words.
const REGARDS: [(&str, &str); 4] = [
    ("fait", "le fait"),
    ("delai_depuis", "le temps écoulé depuis"),
    ("compte", "combien de fois l’acte"),
    ("condition", "la condition nommée"),
];

/// How it compares: key, and words.
const COMPARAISONS: [(&str, &str); 10] = [
    ("est", "est"),
    ("n_est_pas", "n’est pas"),
    ("au_moins", "au moins"),
    ("au_plus", "au plus"),
    ("plus_de", "plus de"),
    ("moins_de", "moins de"),
    ("parmi", "parmi"),
    ("hors_de", "hors de"),
    ("contient", "contient"),
    ("connu", "est renseigné"),
];

/// Between the elements of a list.
const ENTRE: &str = " ; ";

/// The four fields.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Simple {
    pub regarde: String,
    pub objet: String,
    pub comparaison: String,
    pub valeur: String,
}

pub(super) fn regards() -> Vec<String> {
    REGARDS.iter().map(|(_, mots)| (*mots).to_owned()).collect()
}

pub(super) fn comparaisons() -> Vec<String> {
    COMPARAISONS.iter().map(|(_, mots)| (*mots).to_owned()).collect()
}

/// Nothing when it takes more than that.
pub(super) fn lire(item: Option<&Item>) -> Option<Simple> {
    let Some(item) = item else { return Some(Simple::default()) };
    let table = item.as_table_like()?;
    let (cle, regarde) = REGARDS.iter().find(|(cle, _)| table.contains_key(cle))?;
    let objet = table.get(cle)?.as_str()?.to_owned();
    let compare = COMPARAISONS.iter().find(|(c, _)| table.contains_key(c));
    if table.len() != 1 + usize::from(compare.is_some()) {
        return None;
    }
    let mut lue = Simple { regarde: (*regarde).to_owned(), objet, ..Simple::default() };
    if let Some((cle, mots)) = compare {
        (*mots).clone_into(&mut lue.comparaison);
        lue.valeur = valeur(table, cle)?;
    }
    Some(lue)
}

fn valeur(table: &dyn TableLike, cle: &str) -> Option<String> {
    let valeur = table.get(cle)?.as_value()?;
    match valeur {
        Value::Array(elements) => {
            let simples: Vec<String> = elements.iter().map(lire::valeur).collect();
            let lisible = !simples.is_empty() && simples.iter().all(|s| !s.contains(';'));
            (lisible && ["parmi", "hors_de"].contains(&cle)).then(|| simples.join(ENTRE))
        }
        Value::InlineTable(_) => None,
        simple => Some(lire::valeur(simple)),
    }
}

/// The condition that the four fields say; nothing when they are all empty.
///
/// # Errors
/// The end of the name of the field that lacks, and what to do.
pub(super) fn ecrire(saisie: &Simple) -> Result<Option<InlineTable>, (&'static str, String)> {
    if saisie.objet.trim().is_empty() && saisie.valeur.trim().is_empty() && saisie.comparaison.is_empty() {
        return Ok(None);
    }
    let cle = REGARDS.iter().find(|(_, mots)| *mots == saisie.regarde).map_or("fait", |(cle, _)| *cle);
    if saisie.objet.trim().is_empty() {
        return Err((
            OBJET,
            "Dites ce que la condition regarde : un fait, un acte, une condition.".to_owned(),
        ));
    }
    let mut table = InlineTable::new();
    table.insert(cle, saisie.objet.trim().into());
    let Some((comparaison, _)) = COMPARAISONS.iter().find(|(_, mots)| *mots == saisie.comparaison) else {
        let dit = "Choisissez comment comparer : est, au moins, parmi…".to_owned();
        return if cle == "condition" { Ok(Some(table)) } else { Err((COMPARAISON, dit)) };
    };
    table.insert(*comparaison, comparee(comparaison, saisie.valeur.trim())?);
    Ok(Some(table))
}

fn comparee(comparaison: &str, valeur: &str) -> Result<Value, (&'static str, String)> {
    if comparaison == "connu" {
        return Ok((valeur != "non").into());
    }
    if valeur.is_empty() {
        return Err((VALEUR, "Dites à quoi comparer : un mot, un nombre, une durée, oui ou non.".to_owned()));
    }
    if ["parmi", "hors_de"].contains(&comparaison) {
        let elements = valeur.split(';').map(str::trim).filter(|e| !e.is_empty());
        return Ok(Value::Array(elements.map(super::ecrire::scalaire).collect()));
    }
    Ok(super::ecrire::scalaire(valeur))
}
