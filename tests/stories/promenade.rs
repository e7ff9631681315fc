//! Walking through the program as someone: every page that her pages lead to.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::acteur::{Acteur, liens};

/// A page that was read on the way.
pub struct Lue {
    pub adresse: String,
    pub statut: u16,
    pub html: String,
}

/// Follows the links from the first page, at most so many, those of a kind not yet seen first.
pub fn promener(qui: &Acteur, bornes: usize) -> Vec<Lue> {
    let mut vues: BTreeSet<String> = ["/".to_owned()].into();
    let (mut neuves, mut autres) = (VecDeque::from(["/".to_owned()]), VecDeque::new());
    let (mut genres, mut lues) = (BTreeSet::new(), Vec::new());
    while let Some(adresse) = neuves.pop_front().or_else(|| autres.pop_front()) {
        if lues.len() == bornes {
            break;
        }
        let page = qui.get(&adresse);
        let html = page.text();
        let de_la_page = format!("{html} ");
        for lien in adresses(&de_la_page) {
            if vues.insert(lien.clone()) {
                let file = if genres.insert(genre(&lien)) { &mut neuves } else { &mut autres };
                file.push_back(lien);
            }
        }
        lues.push(Lue { adresse, statut: page.status, html });
    }
    lues
}

/// One address of each kind of page among those read.
pub fn une_de_chaque(lues: &[Lue]) -> BTreeMap<String, String> {
    lues.iter().rev().map(|lue| (genre(&lue.adresse), lue.adresse.clone())).collect()
}

/// The pages that a page leads to, in the program: its links, and the form of each act that it offers.
fn adresses(html: &str) -> BTreeSet<String> {
    let actes = html.split("action=\"").skip(1).filter_map(|suite| suite.split('"').next());
    let actes = actes.filter(|adresse| adresse.contains("/actes/") || adresse.contains("/creer/"));
    let pages = liens(html).into_iter().map(|(adresse, _)| adresse);
    let toutes = pages.chain(actes.map(str::to_owned));
    let toutes = toutes.map(|adresse| adresse.split('#').next().unwrap().to_owned());
    toutes.filter(|adresse| adresse.starts_with('/')).collect()
}

/// The kind of an address: identifiers and what follows the question mark say nothing of it, acts do.
pub fn genre(adresse: &str) -> String {
    let (chemin, requete) = adresse.split_once('?').unwrap_or((adresse, ""));
    let morceaux: Vec<&str> = chemin.split('/').map(|m| if identifiant(m) { "*" } else { m }).collect();
    let mut noms: Vec<&str> = requete.split('&').map(|paire| paire.split('=').next().unwrap()).collect();
    noms.sort_unstable();
    format!("{}?{}", morceaux.join("/"), noms.join("&"))
}

fn identifiant(morceau: &str) -> bool {
    let ulid = morceau.len() == 26 && morceau.bytes().all(|o| o.is_ascii_digit() || o.is_ascii_uppercase());
    // A rank, or the number of a sheet.
    let numero = morceau.split('.').all(|n| !n.is_empty() && n.bytes().all(|o| o.is_ascii_digit()));
    ulid || numero
}
