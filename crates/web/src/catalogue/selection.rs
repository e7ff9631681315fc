//! The sheets that an address asks for: the same filters for the list, its files, its figures and the guide; the list
//! alone is cut in pages.

use super::facettes::FACETTES;
use super::regard::Regard;
use super::vitrine::{Montree, Vitrine};
use crate::formulaire::Saisie;

/// The sheets retained, in the order in which this reader finds them.
pub fn retenues<'v>(vitrine: &'v Vitrine, regard: &Regard, requete: &Saisie) -> Vec<&'v Montree> {
    let mut retenues: Vec<&Montree> =
        vitrine.fiches().iter().filter(|f| retenue(f, regard, requete)).collect();
    retenues.sort_by_key(|f| regard.code(f.definition()));
    retenues
}

fn retenue(fiche: &Montree, regard: &Regard, requete: &Saisie) -> bool {
    let d = fiche.definition();
    requete.une("chapitre").is_none_or(|c| regard.code(d) == c)
        && FACETTES.iter().all(|f| f.retient(fiche, regard, requete))
        && requete.une("q").is_none_or(|q| fiche.cherche(regard.discret(d)).contient(q))
}

/// The sheets by chapter, as this reader knows the chapters.
pub fn par_chapitre<'v>(retenues: &[&'v Montree], regard: &Regard) -> Vec<(String, Vec<&'v Montree>)> {
    let mut groupes: Vec<(String, Vec<&Montree>)> = Vec::new();
    for fiche in retenues {
        let titre = regard.intitule(fiche.definition());
        match groupes.last_mut().filter(|(autre, _)| *autre == titre) {
            Some((_, groupe)) => groupe.push(fiche),
            None => groupes.push((titre, vec![fiche])),
        }
    }
    groupes
}

/// The filters that are set: their names and values in the address.
pub fn filtres(requete: &Saisie) -> Vec<(&'static str, String)> {
    let cles = ["q", "chapitre"].into_iter().chain(FACETTES.iter().map(|f| f.cle));
    cles.filter_map(|cle| Some((cle, requete.une(cle)?.to_owned()))).collect()
}

/// The same in words.
pub fn en_mots(requete: &Saisie) -> Vec<String> {
    let dire = |(cle, valeur): (&str, String)| match FACETTES.iter().find(|f| f.cle == cle) {
        Some(facette) => format!("{}\u{a0}: {}", facette.titre, facette.libelle(&valeur)),
        None if cle == "chapitre" => format!("Chapitre\u{a0}: {valeur}"),
        None => format!("Mots\u{a0}: {valeur}"),
    };
    filtres(requete).into_iter().map(dire).collect()
}

/// An address with these filters, then what else it says.
pub fn adresse(page: &str, requete: &Saisie, suite: &[(&str, &str)]) -> String {
    let filtres = filtres(requete);
    let paires: Vec<(&str, &str)> =
        filtres.iter().map(|(cle, valeur)| (*cle, valeur.as_str())).chain(suite.iter().copied()).collect();
    match serde_urlencoded::to_string(paires) {
        Ok(fin) if !fin.is_empty() => format!("{page}?{fin}"),
        _ => page.to_owned(),
    }
}

/// The numbers of sheets that are chosen to be compared, each once.
pub fn choisies(requete: &Saisie) -> Vec<&str> {
    let mut ids: Vec<&str> = Vec::new();
    for id in requete.toutes("id") {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

/// A page of the list: rows of two, three or four cards fill it.
const PAR_PAGE: usize = 24;

/// Where one is in a list that is too long for a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pages {
    total: usize,
    /// From one.
    page: usize,
}

impl Pages {
    /// The page that was asked for; the nearest that there is.
    pub fn de(total: usize, voulue: Option<&str>) -> Self {
        let derniere = total.div_ceil(PAR_PAGE).max(1);
        let voulue = voulue.and_then(|page| page.parse().ok()).unwrap_or(1);
        Self { total, page: voulue.clamp(1, derniere) }
    }

    /// What stands on it.
    pub fn tranche<'l, T>(&self, toutes: &'l [T]) -> &'l [T] {
        toutes.chunks(PAR_PAGE).nth(self.page - 1).unwrap_or_default()
    }

    /// Whether there is more than one.
    pub const fn plusieurs(&self) -> bool {
        self.total > PAR_PAGE
    }

    /// Which one it is, in words.
    pub fn dite(&self) -> String {
        format!("page {} sur {}", self.page, self.total.div_ceil(PAR_PAGE))
    }

    /// The one before.
    pub fn precedente(&self) -> Option<usize> {
        (self.page > 1).then(|| self.page - 1)
    }

    /// The one after.
    pub fn suivante(&self) -> Option<usize> {
        (self.page * PAR_PAGE < self.total).then(|| self.page + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_list_is_cut_in_pages_and_an_impossible_page_is_the_nearest() {
        let toutes: Vec<usize> = (1..=50).collect();
        let vue = |voulue| {
            let pages = Pages::de(toutes.len(), voulue);
            (pages.tranche(&toutes).len(), pages.dite(), pages.precedente(), pages.suivante())
        };
        assert_eq!(vue(None), (24, "page 1 sur 3".to_owned(), None, Some(2)));
        assert_eq!(vue(Some("2")), (24, "page 2 sur 3".to_owned(), Some(1), Some(3)));
        for derniere in ["3", "4", "18446744073709551615"] {
            assert_eq!(vue(Some(derniere)), (2, "page 3 sur 3".to_owned(), Some(2), None));
        }
        for autre in ["0", "-1", "x", ""] {
            assert_eq!(vue(Some(autre)), vue(None));
        }
        assert!(!Pages::de(24, None).plusieurs() && Pages::de(25, None).plusieurs());
        assert_eq!(Pages::de(0, Some("2")).tranche(&toutes[..0]), [0; 0]);
    }

    #[test]
    fn filters_go_from_one_address_to_the_next_and_nothing_else_does() {
        let paires = [("volet", "accès"), ("autre", "x"), ("q", "a&b"), ("id", "1.1"), ("id", "1.1")];
        let requete = Saisie::from(paires.map(|(n, v)| (n.to_owned(), v.to_owned())).to_vec());
        assert_eq!(adresse("/x", &requete, &[("id", "1.1")]), "/x?q=a%26b&volet=acc%C3%A8s&id=1.1");
        assert_eq!(adresse("/x", &Saisie::default(), &[]), "/x");
        assert_eq!(choisies(&requete), ["1.1"]);
        assert_eq!(en_mots(&requete), ["Mots\u{a0}: a&b", "Volet\u{a0}: Accès"]);
    }
}
