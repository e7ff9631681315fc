//! What is asked of a household: exactly the facts that the rules of eligibility read.

use std::collections::BTreeSet;

use dispositifs::trouver::lus_a_l_entree;
use domain::fait::{Classe, Origine};
use domain::moteur::Faute;
use domain::{Champs, Mecanique, Valeur};

use crate::formulaire::Saisie;

/// The names of the recorded facts that decide who may come in.
pub fn d_entree(m: &Mecanique) -> BTreeSet<String> {
    let saisi = |nom: &&str| m.fait(nom).is_some_and(|f| f.origine == Origine::Saisi);
    lus_a_l_entree(m).into_keys().filter(saisi).map(str::to_owned).collect()
}

/// The facts that were typed, and what cannot be read of them.
pub fn lire(m: &Mecanique, saisie: &Saisie) -> (Champs, Vec<Faute>) {
    let (mut champs, mut fautes) = (Champs::new(), Vec::new());
    for pose in saisie.noms() {
        let Some(f) = pose.strip_prefix("fait.").and_then(|nom| m.fait(nom)) else { continue };
        match saisie.une(pose).map(|brut| Valeur::lire(f.nature, brut)) {
            Some(Ok(valeur)) => {
                champs.insert(f.nom.clone(), valeur);
            }
            Some(Err(message)) => fautes.push(Faute { champ: pose.to_owned(), message }),
            None => {}
        }
    }
    (champs, fautes)
}

/// What was typed, split: the facts that stay with the household wherever it goes, and the rest.
pub fn partager(m: &Mecanique, saisie: &Saisie) -> (Champs, Saisie) {
    let (faits, _) = lire(m, saisie);
    let du_menage = |nom: &str| m.fait(nom).is_some_and(|f| f.classe <= Classe::C1);
    let propres: Champs = faits.into_iter().filter(|(nom, _)| du_menage(nom)).collect();
    let noms: BTreeSet<&str> = saisie.noms().collect();
    let reste = noms.into_iter().filter(|n| !n.strip_prefix("fait.").is_some_and(du_menage));
    let paires: Vec<(String, String)> = reste
        .flat_map(|nom| saisie.toutes(nom).map(move |v| (nom.to_owned(), v.to_owned())).collect::<Vec<_>>())
        .collect();
    (propres, Saisie::from(paires))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_the_household_stays_with_it() {
        let paires = [("fait.personne.seule", "oui"), ("fait.menage.isolement", "oui"), ("canal", "direct")];
        let saisie = Saisie::from(paires.map(|(n, v)| (n.to_owned(), v.to_owned())).to_vec());
        let (menage, reste) = partager(&Mecanique::default(), &saisie);
        assert_eq!(menage.keys().collect::<Vec<_>>(), ["personne.seule"]);
        assert_eq!(reste.noms().collect::<Vec<_>>(), ["canal", "fait.menage.isolement"]);
    }
}
