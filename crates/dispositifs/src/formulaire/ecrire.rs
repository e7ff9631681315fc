//! From fields to the text: only what was changed is written.

use std::collections::{BTreeMap, BTreeSet};

use domain::moteur::Faute;
use toml_edit::{Array, InlineTable, Item, Key, Table, TableLike, Value};

use super::blocs::Bloc;
use super::simple::{self, Simple};
use crate::lecture::forme::{Cle, Forme};

/// What a form should hold, by the name of the field.
type Voulus<'v> = BTreeMap<&'v str, String>;

/// As it is kept: a browser sends its own ends of lines.
pub(super) fn normaliser(saisi: &str) -> String {
    saisi.replace("\r\n", "\n").trim().to_owned()
}

/// Writes the changed fields in a table.
pub(super) fn table(
    bloc: &Bloc,
    table: &mut Table,
    voulus: &Voulus<'_>,
    changes: &BTreeSet<&str>,
) -> Result<(), Vec<Faute>> {
    let mut fautes = Vec::new();
    for cle in bloc.cles() {
        if cle.nom == "*" {
            if changes.contains("*") {
                fautes.extend(reste(table, voulu(voulus, "*")).err());
            }
        } else {
            de_cle("", cle, table, voulus, changes, &mut fautes);
        }
    }
    if fautes.is_empty() { Ok(()) } else { Err(fautes) }
}

fn de_cle(
    prefixe: &str,
    cle: &Cle,
    table: &mut dyn TableLike,
    voulus: &Voulus<'_>,
    changes: &BTreeSet<&str>,
    fautes: &mut Vec<Faute>,
) {
    let nom = format!("{prefixe}{}", cle.nom);
    let dessous = format!("{nom}.");
    let change = changes.iter().any(|c| *c == nom || c.starts_with(&dessous));
    if !change {
        return;
    }
    if let Forme::Bloc(dedans) = cle.forme {
        // A block that was not there is written on one line.
        if table.get(cle.nom).is_none_or(|i| i.as_table_like().is_none()) {
            table.insert(cle.nom, Item::Value(Value::InlineTable(InlineTable::new())));
        }
        let Some(dans) = table.get_mut(cle.nom).and_then(Item::as_table_like_mut) else { return };
        for c in dedans {
            de_cle(&dessous, c, dans, voulus, changes, fautes);
        }
        if dans.is_empty() {
            table.remove(cle.nom);
        }
        return;
    }
    match valeur(&nom, cle.forme, voulus) {
        Ok(Some(neuve)) => poser(table, cle.nom, neuve),
        Ok(None) => {
            table.remove(cle.nom);
        }
        Err(faute) => fautes.push(faute),
    }
}

/// Puts a value where the former one stood, with what surrounded it.
fn poser(table: &mut dyn TableLike, cle: &str, mut neuve: Value) {
    match table.get_mut(cle) {
        Some(Item::Value(ancienne)) => {
            *neuve.decor_mut() = ancienne.decor().clone();
            *ancienne = neuve;
        }
        Some(autre) => *autre = Item::Value(neuve),
        None => {
            table.insert(cle, Item::Value(neuve));
        }
    }
}

fn voulu<'v>(voulus: &'v Voulus<'_>, nom: &str) -> &'v str {
    voulus.get(nom).map(String::as_str).unwrap_or_default()
}

/// The value that the fields of a key say; nothing when they are empty.
fn valeur(nom: &str, forme: Forme, voulus: &Voulus<'_>) -> Result<Option<Value>, Faute> {
    let dit = voulu(voulus, nom);
    let faute = |champ: &str, message: &str| Faute { champ: champ.to_owned(), message: message.to_owned() };
    match forme {
        Forme::Source => Ok(source(dit, voulu(voulus, &format!("{nom}.verifiee")))),
        Forme::Condition if !voulus.contains_key(nom) => {
            let champ = |fin: &str| voulu(voulus, &format!("{nom}.{fin}")).to_owned();
            let saisie = Simple {
                regarde: champ(simple::REGARDE),
                objet: champ(simple::OBJET),
                comparaison: champ(simple::COMPARAISON),
                valeur: champ(simple::VALEUR),
            };
            let ecrite = simple::ecrire(&saisie).map_err(|(fin, m)| faute(&format!("{nom}.{fin}"), &m))?;
            Ok(ecrite.map(Value::InlineTable))
        }
        Forme::Intervalle(_) => {
            let bornes = ["min", "max"].map(|fin| voulu(voulus, &format!("{nom}.{fin}")));
            match bornes {
                ["", ""] => Ok(None),
                ["", _] => Err(faute(&format!("{nom}.min"), "Donnez aussi le plus petit.")),
                [_, ""] => Err(faute(&format!("{nom}.max"), "Donnez aussi le plus grand.")),
                bornes => Ok(Some(Value::Array(bornes.into_iter().map(scalaire).collect()))),
            }
        }
        _ if dit.is_empty() => Ok(None),
        Forme::Entier => {
            let chiffres: String = dit.chars().filter(|c| !c.is_whitespace()).collect();
            let lu = chiffres.parse::<i64>().ok().filter(|n| *n >= 0);
            lu.map(|n| Some(n.into())).ok_or_else(|| faute(nom, "Écrivez un nombre entier, en chiffres."))
        }
        Forme::Bool => match dit {
            "oui" => Ok(Some(true.into())),
            "non" => Ok(Some(false.into())),
            _ => Err(faute(nom, "Répondez par oui ou par non.")),
        },
        Forme::Condition | Forme::Champs | Forme::Blocs(_) | Forme::Liste(Forme::Condition) => {
            let lue = dit.parse::<Value>().map(Some);
            lue.map_err(|_| {
                faute(nom, "Ceci ne se lit pas : écrivez-le comme dans le texte, entre accolades.")
            })
        }
        Forme::Liste(_) => Ok(Some(Value::Array(lignes(dit)))),
        Forme::Valeur | Forme::Plafond | Forme::Fois => Ok(Some(scalaire(dit))),
        _ => Ok(Some(dit.into())),
    }
}

/// The elements, one on each line: on one line of text when they are short, each on its own otherwise.
fn lignes(dit: &str) -> Array {
    let elements: Vec<&str> = dit.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    let mut liste: Array = elements.iter().map(|e| Value::from(*e)).collect();
    if elements.iter().map(|e| e.chars().count()).sum::<usize>() > 80 {
        liste.iter_mut().for_each(|v| v.decor_mut().set_prefix("\n    "));
        liste.set_trailing("\n");
        liste.set_trailing_comma(true);
    }
    liste
}

fn source(reference: &str, verifiee: &str) -> Option<Value> {
    if reference.is_empty() {
        return None;
    }
    if verifiee.is_empty() {
        return Some(reference.into());
    }
    let mut table = InlineTable::new();
    table.insert("reference", reference.into());
    table.insert("verifiee", (verifiee == "oui").into());
    Some(Value::InlineTable(table))
}

/// A number, a yes or no, a list as in the text, or words.
pub(super) fn scalaire(dit: &str) -> Value {
    match dit {
        "oui" => return true.into(),
        "non" => return false.into(),
        _ => {}
    }
    if let Ok(nombre) = dit.parse::<i64>() {
        return nombre.into();
    }
    let entre = |debut, fin| dit.starts_with(debut) && dit.ends_with(fin);
    if (entre('[', ']') || entre('{', '}'))
        && let Ok(lue) = dit.parse::<Value>()
    {
        return lue;
    }
    dit.into()
}

/// All of a named condition but its name.
fn reste(table: &mut Table, dit: &str) -> Result<(), Faute> {
    let illisible = || Faute {
        champ: "*".to_owned(),
        message: "Ceci ne se lit pas : écrivez une clé et sa valeur par ligne, comme « au_moins = 6 »."
            .to_owned(),
    };
    let lue = dit.parse::<toml_edit::DocumentMut>().map_err(|_| illisible())?;
    // A heading would begin another block, in the middle of the text.
    let en_ligne = |item: &Item| item.is_value() || item.as_table().is_some_and(Table::is_dotted);
    if !lue.iter().all(|(_, item)| en_ligne(item)) {
        return Err(illisible());
    }
    let anciennes: Vec<String> =
        table.iter().map(|(cle, _)| cle.to_owned()).filter(|cle| cle != "nom").collect();
    for cle in anciennes {
        table.remove(&cle);
    }
    for (cle, item) in lue.iter() {
        table.insert_formatted(&Key::new(cle), item.clone());
    }
    Ok(())
}
