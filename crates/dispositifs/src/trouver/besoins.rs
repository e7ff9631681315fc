//! What the rules of entry read of a household: what is worth asking, and how much hangs on it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::definition::Origine::Eligibilite;
use domain::definition::{Condition, Grandeur, Terme, Test};
use domain::fait::{Fait, Origine};
use domain::{Definition, Mecanique, Valeur};

/// A fact that some definitions read before they let a household in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Besoin<'d> {
    /// The fact.
    pub fait: &'d Fait,
    /// How many definitions read it.
    pub fiches: usize,
    /// The words with which they compare it.
    pub mots: BTreeSet<&'d str>,
}

/// What the rules of entry of each definition read: looked for once, for as long as the definitions serve.
#[derive(Debug, Default)]
pub struct Lectures {
    par_fiche: BTreeMap<String, Vec<Lecture>>,
}

/// A fact that one definition reads, with the words it is compared with.
#[derive(Debug)]
struct Lecture {
    fait: Fait,
    mots: BTreeSet<String>,
}

impl Lectures {
    /// Of these definitions.
    pub fn de<'d>(definitions: impl IntoIterator<Item = &'d Definition>) -> Self {
        let lire = |d: &Definition| (d.id.clone(), lectures(&d.mecanique));
        Self { par_fiche: definitions.into_iter().map(lire).collect() }
    }

    /// The facts that the definitions of these numbers read, those that most of them read first.
    pub fn besoins<'l, 'i>(&'l self, ids: impl IntoIterator<Item = &'i str>) -> Vec<Besoin<'l>> {
        let mut par_nom: HashMap<&str, Besoin<'l>> = HashMap::new();
        for lecture in ids.into_iter().filter_map(|id| self.par_fiche.get(id)).flatten() {
            let fait = &lecture.fait;
            let besoin = par_nom.entry(&fait.nom);
            let besoin = besoin.or_insert_with(|| Besoin { fait, fiches: 0, mots: BTreeSet::new() });
            besoin.fiches += 1;
            besoin.mots.extend(lecture.mots.iter().map(String::as_str));
        }
        let mut besoins: Vec<Besoin<'l>> = par_nom.into_values().collect();
        besoins.sort_by(|a, b| b.fiches.cmp(&a.fiches).then_with(|| a.fait.nom.cmp(&b.fait.nom)));
        besoins
    }
}

fn lectures(m: &Mecanique) -> Vec<Lecture> {
    let lue = |(nom, mots): (&str, BTreeSet<&str>)| {
        let fait = m.fait(nom).filter(|f| f.origine != Origine::DeLActe)?.clone();
        Some(Lecture { fait, mots: mots.into_iter().map(str::to_owned).collect() })
    };
    lus_a_l_entree(m).into_iter().filter_map(lue).collect()
}

/// The names that the rules of entry read, each with the words it is compared with.
pub fn lus_a_l_entree(m: &Mecanique) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut lus = BTreeMap::new();
    let mut suivies = BTreeSet::new();
    for regle in m.regles.iter().filter(|r| r.origine == Eligibilite) {
        let (Test::Exige(c) | Test::Interdit(c)) = &regle.test;
        regle.quand.iter().chain([c]).for_each(|c| suivre(c, m, &mut suivies, &mut lus));
    }
    lus
}

fn suivre<'m>(
    c: &'m Condition,
    m: &'m Mecanique,
    suivies: &mut BTreeSet<&'m str>,
    lus: &mut BTreeMap<&'m str, BTreeSet<&'m str>>,
) {
    match c {
        Condition::Tous(cs) | Condition::UnDe(cs) | Condition::Aucun(cs) => {
            cs.iter().for_each(|c| suivre(c, m, suivies, lus));
        }
        Condition::Nommee(nom) => {
            let nommee = m.conditions.get(nom).filter(|_| suivies.insert(nom));
            nommee.into_iter().for_each(|c| suivre(c, m, suivies, lus));
        }
        Condition::Compare(grandeur, comparaison) => {
            for nom in c.faits() {
                lus.entry(nom).or_default();
            }
            if let Grandeur::Fait(nom) = grandeur {
                let mots = comparaison.termes().into_iter().filter_map(|t| match t {
                    Terme::Valeur(Valeur::Mot(mot)) => Some(mot.as_str()),
                    _ => None,
                });
                lus.entry(nom).or_default().extend(mots);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::definition::{Comparaison, Effet, Origine as Bloc, Regle, Source};

    fn est(nom: &str, valeur: Valeur) -> Condition {
        Condition::Compare(Grandeur::Fait(nom.to_owned()), Comparaison::Est(Terme::Valeur(valeur)))
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
    fn only_what_decides_the_entry_is_asked_named_conditions_included() {
        let vrai = |nom: &str| est(nom, Valeur::Booleen(true));
        let mut m = Mecanique::default();
        m.conditions.insert("précaire".into(), vrai("menage.grande_precarite"));
        m.conditions.insert("tourne".into(), Condition::Nommee("tourne".into()));
        m.conditions.insert("autre".into(), vrai("menage.isolement"));
        m.regles.push(regle("a", Condition::Nommee("précaire".into()), Bloc::Eligibilite));
        m.regles.push(regle("b", vrai("reconnaissance.dalo"), Bloc::Eligibilite));
        m.regles.push(regle("c", vrai("logement.qpv"), Bloc::Regle));
        m.regles.push(regle("d", Condition::Nommee("tourne".into()), Bloc::Eligibilite));
        m.regles.push(regle("e", est("personne.sexe", Valeur::Mot("femme".into())), Bloc::Eligibilite));
        let lus = lus_a_l_entree(&m);
        let noms: Vec<&str> = lus.keys().copied().collect();
        assert_eq!(noms, ["menage.grande_precarite", "personne.sexe", "reconnaissance.dalo"]);
        assert_eq!(lus.get("personne.sexe").map(|m| m.iter().copied().collect()), Some(vec!["femme"]));
    }
}
