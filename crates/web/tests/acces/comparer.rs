//! Two readings, compared to the byte.

use crate::monde::{Monde, Recu};
use crate::parcours::{Lues, connues, nettoyer, parcourir, sans_tous_les_actes};
use crate::personnes::{Foyer, Qui};

/// What one reader is given of a world.
pub fn lue_par(monde: &Monde, qui: Qui) -> Lues {
    monde.au_matin();
    let foyers = [Foyer::Ordinaire, Foyer::DeLAutre, Foyer::Oriente, Foyer::Partage, Foyer::Protege];
    parcourir(&monde.lectrice(Some(qui)), connues(&foyers), sans_tous_les_actes)
}

/// Where two answers part.
fn difference(adresse: &str, ici: &Lues, la: &Lues) -> Option<String> {
    let (Some(a), Some(b)) = (ici.get(adresse), la.get(adresse)) else {
        return Some(format!("{adresse} : reached in one world only"));
    };
    let tetes = |r: &Recu| format!("{} {:?}", r.statut, r.entetes);
    let (textes, tetes) = ((nettoyer(&a.texte), nettoyer(&b.texte)), (tetes(a), tetes(b)));
    if tetes.0 != tetes.1 && textes.0 == textes.1 {
        return Some(format!("{adresse} : {} / {}", tetes.0, tetes.1));
    }
    if textes.0 == textes.1 {
        return None;
    }
    let (a, b): (Vec<char>, Vec<char>) = (textes.0.chars().collect(), textes.1.chars().collect());
    let ou = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let autour = |t: &[char]| t[ou.saturating_sub(60)..(ou + 100).min(t.len())].iter().collect::<String>();
    Some(format!("{adresse} :\n      {}\n      {}", autour(&a), autour(&b)))
}

/// Where two readings part.
pub fn differences(ici: &Lues, la: &Lues) -> Vec<String> {
    let mut adresses: Vec<&String> = ici.keys().chain(la.keys()).collect();
    adresses.sort_unstable();
    adresses.dedup();
    adresses.into_iter().filter_map(|a| difference(a, ici, la)).collect()
}

/// What a reader could tell apart, for whoever mends it.
pub fn montrer(qui: Qui, ecarts: &[String]) -> Option<String> {
    let premiers: Vec<&str> = ecarts.iter().take(6).map(String::as_str).collect();
    (!ecarts.is_empty()).then(|| format!("{qui:?}, {} pages :\n  {}", ecarts.len(), premiers.join("\n  ")))
}
