//! What is asked of a household: exactly the facts that the rules of eligibility read.

use std::collections::{BTreeMap, BTreeSet};

use domain::definition::Origine::Eligibilite;
use domain::definition::{Condition, Mecanique, Test};
use domain::fait::{Classe, Origine};
use domain::moteur::Faute;
use domain::{Champs, Valeur};

use crate::formulaire::{Saisie, lus_par};

/// The names of the recorded facts that decide who may come in.
pub fn d_entree(m: &Mecanique) -> BTreeSet<String> {
    let regles: Vec<_> = m.regles.iter().filter(|r| r.origine == Eligibilite).cloned().collect();
    let mut nommees = BTreeMap::new();
    for regle in &regles {
        regle.quand.iter().for_each(|c| suivre(c, m, &mut nommees));
        let (Test::Exige(c) | Test::Interdit(c)) = &regle.test;
        suivre(c, m, &mut nommees);
    }
    let reduite = Mecanique { regles, conditions: nommees, ..Mecanique::default() };
    let saisi = |nom: &&str| m.fait(nom).is_some_and(|f| f.origine == Origine::Saisi);
    lus_par(&reduite).into_iter().filter(saisi).map(str::to_owned).collect()
}

/// The named conditions that one condition rests on.
fn suivre(c: &Condition, m: &Mecanique, nommees: &mut BTreeMap<String, Condition>) {
    match c {
        Condition::Tous(cs) | Condition::UnDe(cs) | Condition::Aucun(cs) => {
            cs.iter().for_each(|c| suivre(c, m, nommees));
        }
        Condition::Nommee(nom) if !nommees.contains_key(nom) => {
            if let Some(condition) = m.conditions.get(nom) {
                nommees.insert(nom.clone(), condition.clone());
                suivre(condition, m, nommees);
            }
        }
        Condition::Nommee(_) | Condition::Compare(..) => {}
    }
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
    use domain::definition::{Comparaison, Effet, Grandeur, Origine as Bloc, Regle, Source, Terme};

    fn fait_vrai(nom: &str) -> Condition {
        let vrai = Comparaison::Est(Terme::Valeur(Valeur::Booleen(true)));
        Condition::Compare(Grandeur::Fait(nom.to_owned()), vrai)
    }

    fn regle(nom: &str, condition: Condition, origine: Bloc) -> Regle {
        Regle {
            nom: nom.to_owned(),
            actes: Vec::new(),
            quand: None,
            test: Test::Exige(condition),
            effet: Effet::Refuse,
            message: String::new(),
            source: Source { reference: String::new(), verifiee: true },
            passer_outre: Vec::new(),
            origine,
        }
    }

    #[test]
    fn only_what_decides_the_entry_is_asked() {
        let mut m = Mecanique::default();
        m.conditions.insert("précaire".into(), fait_vrai("menage.grande_precarite"));
        m.conditions.insert("autre".into(), fait_vrai("menage.isolement"));
        m.regles.push(regle("a", Condition::Nommee("précaire".into()), Bloc::Eligibilite));
        m.regles.push(regle("b", fait_vrai("reconnaissance.dalo"), Bloc::Eligibilite));
        m.regles.push(regle("c", fait_vrai("logement.qpv"), Bloc::Regle));
        m.regles.push(regle("d", fait_vrai("diagnostic.fait"), Bloc::Eligibilite));
        let noms: Vec<String> = d_entree(&m).into_iter().collect();
        assert_eq!(noms, ["menage.grande_precarite", "reconnaissance.dalo"]);
    }

    #[test]
    fn what_follows_the_household_stays_with_it() {
        let paires = [("fait.personne.seule", "oui"), ("fait.menage.isolement", "oui"), ("canal", "direct")];
        let saisie = Saisie::from(paires.map(|(n, v)| (n.to_owned(), v.to_owned())).to_vec());
        let (menage, reste) = partager(&Mecanique::default(), &saisie);
        assert_eq!(menage.keys().collect::<Vec<_>>(), ["personne.seule"]);
        assert_eq!(reste.noms().collect::<Vec<_>>(), ["canal", "fait.menage.isolement"]);
    }
}
