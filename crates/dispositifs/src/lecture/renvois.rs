//! Lengths that name a parameter: `tous_les = "@parametre:rythme"`. They are put in their place before
//! anything else is read, so that a length is a length wherever it stands.

use std::collections::{BTreeMap, BTreeSet};

use super::bloc::Bloc;
use super::forme::{Cle, Forme};
use super::noeud::{Noeud, Table, V};

/// Puts the values of parameters where blocks of `cles` want a length; returns the names that served.
pub fn poser(racine: &mut Table, cles: &[Cle]) -> BTreeSet<String> {
    let durees: BTreeMap<String, String> = Bloc(racine)
        .blocs("parametre")
        .into_iter()
        .filter(|p| p.texte("nature").is_some_and(|n| domain::texte::plier(&n) == "duree"))
        .filter_map(|p| Some((p.texte("nom")?, p.texte("valeur")?)))
        .collect();
    let mut servis = BTreeSet::new();
    if !durees.is_empty() {
        table(racine, cles, &durees, &mut servis);
    }
    servis
}

fn table(t: &mut Table, cles: &[Cle], durees: &BTreeMap<String, String>, servis: &mut BTreeSet<String>) {
    for (nom, _, noeud) in &mut t.cles {
        if let Some(cle) = cles.iter().find(|c| c.nom == nom) {
            valeur(noeud, cle.forme, durees, servis);
        }
    }
}

fn valeur(noeud: &mut Noeud, forme: Forme, durees: &BTreeMap<String, String>, servis: &mut BTreeSet<String>) {
    match (forme, &mut noeud.v) {
        (Forme::Duree, V::Texte(texte)) => {
            let nomme = texte.strip_prefix("@parametre:").map(|n| n.trim().to_owned());
            if let Some((nom, duree)) = nomme.and_then(|n| durees.get_key_value(&n)) {
                servis.insert(nom.clone());
                texte.clone_from(duree);
            }
        }
        (Forme::Liste(element) | Forme::Intervalle(element), V::Liste(elements)) => {
            elements.iter_mut().for_each(|e| valeur(e, *element, durees, servis));
        }
        (Forme::Bloc(cles), V::Table(t)) => table(t, cles, durees, servis),
        (Forme::Blocs(cles), V::Liste(blocs)) => {
            for bloc in blocs {
                if let V::Table(t) = &mut bloc.v {
                    table(t, cles, durees, servis);
                }
            }
        }
        _ => {}
    }
}
