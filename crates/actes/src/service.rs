//! What is in service: the library that the program carries, and the dispositifs that were written and put in service
//! here.

use std::collections::BTreeMap;
use std::sync::Arc;

use dispositifs::Bibliotheque;
use dispositifs::trouver::Lectures;
use domain::{Definition, Mecanique};
use store::versions::{Publication, VersionServie};

/// Definitions, by identifier.
pub type Definitions = BTreeMap<String, Arc<Definition>>;

/// What may judge a newcomer.
#[derive(Debug, Default)]
pub struct Service {
    /// All definitions with their texts, the common rules, the law.
    pub bibliotheque: Bibliotheque,
    /// The definitions, by identifier.
    pub definitions: Arc<Definitions>,
    /// What each reads of a household before it lets it in.
    pub lectures: Lectures,
    /// What judges what belongs to no dispositif.
    pub socle: Arc<Mecanique>,
    /// What was written and put in service here, oldest first.
    pub publications: Vec<Publication>,
}

impl Service {
    /// The library, with what was put in service here. A version of what the program carries serves under the conventions
    /// that adopt it: the catalogue keeps the program's.
    pub(crate) fn nouveau(mut bibliotheque: Bibliotheque, publications: Vec<Publication>) -> Self {
        let mut ecrites: BTreeMap<&str, &Publication> = BTreeMap::new();
        for p in &publications {
            let id = p.version.dispositif.as_str();
            let premiere = ecrites.get(id).map(|q| q.organisation.as_str());
            // A code belongs to who first put it in service.
            if !bibliotheque.definitions.contains_key(id)
                && premiere.is_none_or(|organisation| organisation == p.organisation)
            {
                ecrites.insert(id, p);
            }
        }
        for (id, p) in ecrites {
            // What today's rules or law no longer read still judges what it judged, and receives nobody.
            if let Some(texte) = Bibliotheque::texte_de(&p.version.texte) {
                bibliotheque.ajouter(&format!("{id}/definition.toml"), &texte);
            }
        }
        let definitions =
            bibliotheque.definitions.iter().map(|(id, d)| (id.clone(), Arc::new(d.clone()))).collect();
        Self {
            definitions: Arc::new(definitions),
            lectures: Lectures::de(bibliotheque.definitions.values()),
            socle: Arc::new(bibliotheque.socle.clone()),
            bibliotheque,
            publications,
        }
    }

    /// The texts to keep from now on.
    pub(crate) fn textes(&self, servie_le: &str) -> Vec<VersionServie> {
        let servie = |d: &Definition| VersionServie {
            empreinte: d.empreinte.clone(),
            dispositif: d.id.clone(),
            version: i64::from(d.mecanique.version),
            texte: self.bibliotheque.texte_servi(&d.id).unwrap_or_default(),
            servie_le: servie_le.to_owned(),
        };
        self.bibliotheque.definitions.values().map(servie).collect()
    }

    /// The fingerprints of the versions of a dispositif that may serve: the program's, and those written here.
    pub fn versions<'s>(&'s self, id: &'s str) -> impl Iterator<Item = &'s str> {
        let livree = self.definitions.get(id).map(|d| d.empreinte.as_str());
        let ecrites = self.publications.iter().filter(move |p| p.version.dispositif == id);
        livree.into_iter().chain(ecrites.map(|p| p.version.empreinte.as_str()))
    }

    /// Who first put this code in service here; none for what the program carries, or does not know.
    pub fn auteur_de(&self, id: &str) -> Option<&Publication> {
        self.publications.iter().find(|p| p.version.dispositif == id)
    }
}
