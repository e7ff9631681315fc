//! The filters of the list, read from the address and written back to it: a list has a stable address.

use actes::{Curseur, Filtres};
use domain::{Date, UtilisateurId};

use crate::formulaire::Saisie;
use crate::sujets::adresses::coder;

/// The filters of one request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Vue {
    /// Name and value of each filter that is set, in the order of the address.
    poses: Vec<(&'static str, String)>,
    /// Where the page begins.
    pub apres: Option<Curseur>,
}

/// Every filter of the address.
const NOMS: [&str; 8] = ["q", "dispositif", "convention", "etape", "statut", "referent", "retard", "tous"];

impl Vue {
    /// From the address.
    pub fn lire(requete: &Saisie) -> Self {
        let poses = NOMS.into_iter().filter_map(|nom| Some((nom, requete.une(nom)?.to_owned()))).collect();
        let apres = requete.une("apres").and_then(|brut| {
            let (id, clef) = brut.split_once('.')?;
            Some(Curseur { clef: clef.to_owned(), id: id.to_owned() })
        });
        Self { poses, apres }
    }

    /// The value of a filter.
    pub fn valeur(&self, nom: &str) -> Option<&str> {
        self.poses.iter().find(|(n, _)| *n == nom).map(|(_, v)| v.as_str())
    }

    /// Whether anything is filtered.
    pub fn filtre(&self) -> bool {
        !self.poses.is_empty()
    }

    /// The same list, from another place.
    pub fn depuis(&self, apres: Option<Curseur>) -> Self {
        Self { poses: self.poses.clone(), apres }
    }

    /// The same with one filter set, from its first page.
    pub fn avec(&self, nom: &'static str, valeur: &str) -> Self {
        let mut poses = self.poses.clone();
        poses.retain(|(n, _)| *n != nom);
        poses.push((nom, valeur.to_owned()));
        Self { poses, apres: None }
    }

    /// The address of this list under `base`.
    pub fn adresse(&self, base: &str) -> String {
        let mut paires: Vec<String> = self.poses.iter().map(|(n, v)| format!("{n}={}", coder(v))).collect();
        paires.extend(self.apres.iter().map(|c| format!("apres={}.{}", c.id, coder(&c.clef))));
        if paires.is_empty() { base.to_owned() } else { format!("{base}?{}", paires.join("&")) }
    }

    /// The filters that the filter form does not show as fields of its own.
    pub fn caches(&self) -> Vec<(&'static str, String)> {
        let caches = ["convention", "referent", "retard", "tous"];
        self.poses.iter().filter(|(n, _)| caches.contains(n)).cloned().collect()
    }

    /// What is asked of the records. « moi » is the reader herself.
    pub fn filtres(&self, moi: UtilisateurId, aujourd_hui: Date) -> Filtres {
        let texte = |nom: &str| self.valeur(nom).map(str::to_owned);
        Filtres {
            dispositif: texte("dispositif"),
            convention: texte("convention"),
            etape: texte("etape"),
            statut_occupation: texte("statut"),
            referent: texte("referent").map(|r| if r == "moi" { moi.to_string() } else { r }),
            ouverts: self.valeur("tous").is_none().then_some(()),
            en_retard_au: self.valeur("retard").map(|_| aujourd_hui.to_string()),
            recherche: texte("q"),
            ..Filtres::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ids::ulid;
    use jiff::civil::date;

    #[test]
    fn a_list_has_a_stable_address() {
        let paires = [("q", "Koné"), ("retard", "1"), ("apres", "01J.koné"), ("autre", "x")];
        let requete = Saisie::from(paires.map(|(n, v)| (n.to_owned(), v.to_owned())).to_vec());
        let vue = Vue::lire(&requete);
        assert_eq!(vue.adresse("/dossiers"), "/dossiers?q=Kon%C3%A9&retard=1&apres=01J.kon%C3%A9");
        assert_eq!(vue.avec("retard", "1").adresse("/dossiers"), "/dossiers?q=Kon%C3%A9&retard=1");
        let filtres = vue.filtres(UtilisateurId(ulid(1)), date(2026, 11, 2));
        assert_eq!(filtres.en_retard_au.as_deref(), Some("2026-11-02"));
        assert_eq!(filtres.ouverts, Some(()));
    }
}
