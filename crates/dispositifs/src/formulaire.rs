//! A definition as forms. The text is the only truth: a form is read from it, and a change made in a form is made in the
//! text, where it stands; what was not changed keeps its words, its order and its comments.

mod blocs;
mod champ;
mod ecrire;
mod libelles;
mod lire;
mod simple;

pub use blocs::{Bloc, GROUPES, Groupe, Lieu, lieu_de_ligne};
pub use champ::{Champ, Forme};

use std::collections::{BTreeMap, BTreeSet};

use domain::moteur::Faute;
use toml_edit::{ArrayOfTables, DocumentMut, Item, Table};

use crate::lecture;
pub use crate::lecture::noeud::TAILLE_MAX;

/// What was typed, by the name of its field; the elements of a list each on a line.
pub type Saisis = BTreeMap<String, String>;

/// A definition open in a form.
#[derive(Debug, Clone)]
pub struct Formulaire {
    document: DocumentMut,
}

/// One block as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Apercu {
    /// Where it stands.
    pub lieu: Lieu,
    /// Its name, or what stands for it.
    pub nom: String,
    /// What it says besides, in short.
    pub dit: String,
}

impl Formulaire {
    /// Opens a text; nothing when it is not well-formed, or too large to be read: only the text can then be mended.
    pub fn ouvrir(texte: &str) -> Option<Self> {
        lecture::tient(texte).then(|| texte.parse().ok()).flatten().map(|document| Self { document })
    }

    /// The text.
    pub fn texte(&self) -> String {
        self.document.to_string()
    }

    /// The blocks of a kind, in the order of the text.
    pub fn blocs(&self, bloc: &'static Bloc) -> Vec<Apercu> {
        (0..self.nombre(bloc)).filter_map(|rang| self.apercu(Lieu { bloc, rang })).collect()
    }

    /// The fields of a block, with what they hold; of one that is not there yet, empty.
    pub fn champs(&self, lieu: Lieu) -> Vec<Champ> {
        let vide = Table::new();
        lire::champs(lieu.bloc, self.table(lieu).unwrap_or(&vide), &lire::noms(&self.document))
    }

    /// The lists of words that fields may offer, by name.
    pub fn listes(&self) -> BTreeMap<&'static str, Vec<String>> {
        lire::listes(&self.document)
    }

    /// Whether that block is there.
    pub fn existe(&self, lieu: Lieu) -> bool {
        self.table(lieu).is_some()
    }

    /// Writes what was typed in a block, which comes into being when it is not there. What is typed as it already was
    /// changes nothing; a field that was not sent neither.
    ///
    /// # Errors
    /// The fields that cannot be read, each with what to do; nothing is then written.
    pub fn appliquer(&mut self, lieu: Lieu, saisis: &Saisis) -> Result<(), Vec<Faute>> {
        let avant = self.champs(lieu);
        let mut voulus: BTreeMap<&str, String> =
            avant.iter().map(|c| (c.nom.as_str(), ecrire::normaliser(&c.valeur))).collect();
        let mut changes = BTreeSet::new();
        for (nom, saisi) in saisis {
            let saisi = ecrire::normaliser(saisi);
            match voulus.get(nom.as_str()) {
                Some(tenu) if *tenu == saisi => continue,
                None if saisi.is_empty() || !lieu.bloc.condition(nom) => continue,
                // A condition that was written in one way and is sent in the other: the way it is sent stands.
                None => voulus.retain(|n, _| !nom.starts_with(&format!("{n}."))),
                Some(_) => {}
            }
            voulus.insert(nom, saisi);
            changes.insert(nom.as_str());
        }
        if changes.is_empty() && self.existe(lieu) {
            return Ok(());
        }
        let mut neuf = self.table(lieu).cloned().unwrap_or_default();
        ecrire::table(lieu.bloc, &mut neuf, &voulus, &changes)?;
        self.poser(lieu, neuf);
        Ok(())
    }

    /// Takes a block out; the others of its kind move up.
    pub fn retirer(&mut self, lieu: Lieu) {
        let Some((parent, cle)) = self.parent(lieu.bloc) else { return };
        let vide = match parent.get_mut(cle) {
            Some(Item::ArrayOfTables(tables)) if lieu.rang < tables.len() => {
                tables.remove(lieu.rang);
                tables.is_empty()
            }
            Some(_) => lieu.rang == 0,
            None => false,
        };
        if vide {
            parent.remove(cle);
        }
    }

    fn nombre(&self, bloc: &Bloc) -> usize {
        match self.item(bloc) {
            Some(Item::ArrayOfTables(tables)) => tables.len(),
            Some(item) if item.as_table_like().is_some() => 1,
            _ => usize::from(bloc.chemin.is_empty()),
        }
    }

    fn apercu(&self, lieu: Lieu) -> Option<Apercu> {
        let table = self.table(lieu)?;
        let (nom, dit) = lire::apercu(lieu.bloc, table);
        Some(Apercu { lieu, nom, dit })
    }

    fn item(&self, bloc: &Bloc) -> Option<&Item> {
        let mut item = self.document.as_item();
        for cle in bloc.chemin {
            item = item.get(cle)?;
        }
        Some(item)
    }

    fn table(&self, lieu: Lieu) -> Option<&Table> {
        match self.item(lieu.bloc)? {
            Item::ArrayOfTables(tables) => tables.get(lieu.rang),
            item => item.as_table().filter(|_| lieu.rang == 0),
        }
    }

    fn parent(&mut self, bloc: &Bloc) -> Option<(&mut Table, &'static str)> {
        let (dernier, debut) = bloc.chemin.split_last()?;
        let mut table = self.document.as_table_mut();
        for cle in debut {
            table = table.get_mut(cle)?.as_table_mut()?;
        }
        Some((table, dernier))
    }

    fn poser(&mut self, lieu: Lieu, neuf: Table) {
        if lieu.bloc.chemin.is_empty() {
            *self.document.as_table_mut() = neuf;
            return;
        }
        let Some((parent, cle)) = self.parent(lieu.bloc) else { return };
        if !lieu.bloc.plusieurs {
            poser_seul(parent, cle, neuf);
            return;
        }
        let item = parent.entry(cle).or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
        let Some(tables) = item.as_array_of_tables_mut() else { return };
        match tables.get_mut(lieu.rang) {
            Some(table) => *table = neuf,
            None => tables.push(apart(neuf)),
        }
    }
}

fn poser_seul(parent: &mut Table, cle: &str, neuf: Table) {
    match parent.get_mut(cle).and_then(Item::as_table_mut) {
        Some(table) => *table = neuf,
        None => {
            parent.insert(cle, Item::Table(apart(neuf)));
        }
    }
}

/// A new block stands apart from what is before it.
fn apart(mut table: Table) -> Table {
    table.decor_mut().set_prefix("\n");
    table
}

#[cfg(test)]
mod tests;
