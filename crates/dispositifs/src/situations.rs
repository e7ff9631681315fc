//! The situations that sheets are for. Each sheet says its own in free words; these few names are found in those words,
//! so that one filters by a situation and not by a way of saying it. Never an origin.

use domain::Definition;
use domain::texte::plier;

/// A situation in which households are, and the words that tell it.
pub struct Situation {
    /// Its name in an address.
    pub code: &'static str,
    /// Its name.
    pub nom: &'static str,
    /// How the words that tell it begin, folded.
    debuts: &'static [&'static str],
}

/// Where a sheet says nothing that is among [`SITUATIONS`].
pub const AUTRE: &str = "autre";

/// All of them.
pub const SITUATIONS: &[Situation] = &[
    Situation {
        code: "expulsion",
        nom: "Impayés, menace d’expulsion",
        debuts: &[
            "impaye",
            "expulsion",
            "bail resilie",
            "bail est resilie",
            "doivent du loyer",
            "endett",
            "surendett",
            "contentieux",
            "sans droit ni titre",
        ],
    },
    Situation {
        code: "hebergement",
        nom: "Hébergement, rue, sans logement",
        debuts: &[
            "heberg",
            "sans abri",
            "rue",
            "sans domicile",
            "sans logement",
            "sans residence stable",
            "chrs",
            "foyer",
            "logement temporaire",
            "loges temporairement",
            "residence sociale",
            "residences sociales",
            "sortent de structures",
        ],
    },
    Situation {
        code: "habitat-precaire",
        nom: "Habitat précaire ou insalubre",
        debuts: &["habitat precaire", "insalubr", "baraquement"],
    },
    Situation {
        code: "precarite",
        nom: "Précarité économique ou sociale",
        debuts: &[
            "economi",
            "precar",
            "pauvrete",
            "rsa",
            "revenus",
            "financ",
            "argent",
            "difficultes sociales",
            "en difficulte",
            "en grande difficulte",
            "cumulent",
            "vulnerab",
            "fragil",
            "marginalis",
            "complexe",
        ],
    },
    Situation {
        code: "isolement",
        nom: "Isolement, rupture",
        debuts: &[
            "isol",
            "perdus de vue",
            "repli",
            "lien social",
            "en rupture",
            "rupture sociale",
            "sans contact",
        ],
    },
    Situation {
        code: "familles-monoparentales",
        nom: "Familles monoparentales",
        debuts: &["monoparental", "elevent seul", "eleve seul"],
    },
    Situation { code: "jeunes", nom: "Jeunes", debuts: &["jeune", "moins de 25 ans", "moins de 30 ans"] },
    Situation {
        code: "age",
        nom: "Vieillissement",
        debuts: &["vieilli", "75 ans", "agees", "ages et", "retraite"],
    },
    Situation { code: "violences", nom: "Violences subies", debuts: &["violence"] },
    Situation {
        code: "sante-mentale",
        nom: "Santé mentale, souffrance psychique",
        debuts: &["psychi", "psycho", "mental", "mentaux", "diogene"],
    },
    Situation { code: "addictions", nom: "Addictions", debuts: &["addict"] },
    Situation {
        code: "sante",
        nom: "Maladie, hôpital, handicap",
        debuts: &["hopital", "maladie", "therapeut", "handicap", "aah", "problemes de sante", "medical"],
    },
    Situation {
        code: "justice",
        nom: "Prison, peine",
        debuts: &["prison", "detention", "incarcer", "peine alternative", "placement exterieur"],
    },
    Situation {
        code: "occupation",
        nom: "Occupation du logement, voisinage",
        debuts: &[
            "voisinage",
            "occupation",
            "occuper leur logement",
            "habiter",
            "troubles du comportement",
            "s'accorde mal",
            "difficultes d'integration",
        ],
    },
    Situation {
        code: "emploi",
        nom: "Emploi, travail précaire",
        debuts: &["emploi", "travailleurs", "salaries", "insertion professionnelle"],
    },
    Situation {
        code: "prioritaires",
        nom: "Publics prioritaires (DALO, plan départemental)",
        debuts: &["dalo", "plan departemental", "pdal", "siao", "accord collectif", "prioritaire"],
    },
];

/// Those that the words of a sheet tell, in order.
pub fn situations_de(d: &Definition) -> impl Iterator<Item = &'static Situation> {
    let dits: Vec<String> = d.fiche.publics.iter().map(|p| format!(" {}", mots(p))).collect();
    SITUATIONS.iter().filter(move |s| dits.iter().any(|dit| s.est_dite(dit)))
}

impl Situation {
    fn est_dite(&self, dit: &str) -> bool {
        self.debuts.iter().any(|debut| dit.match_indices(debut).any(|(ici, _)| commence(dit, ici)))
    }
}

/// Whether a word begins there: after a space or an apostrophe.
fn commence(dit: &str, ici: usize) -> bool {
    dit.get(..ici).is_some_and(|avant| avant.ends_with([' ', '\'']))
}

/// The words, folded, and nothing else between them.
fn mots(texte: &str) -> String {
    let separe = |c: char| if c.is_alphanumeric() || matches!(c, '\'' | '’') { c } else { ' ' };
    plier(&texte.chars().map(separe).collect::<String>())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::Bibliotheque;

    fn dites(public: &str) -> Vec<&'static str> {
        let dit = format!(" {}", mots(public));
        SITUATIONS.iter().filter(|s| s.est_dite(&dit)).map(|s| s.code).collect()
    }

    #[test]
    fn a_situation_is_found_however_a_sheet_says_it() {
        for (public, codes) in [
            ("Femmes victimes de violences, seules ou avec enfants", &["violences"][..]),
            ("personnes sortant d’incarcération", &["justice"]),
            ("jeunes travailleurs de 18 à 35 ans", &["jeunes", "emploi"]),
            ("ménages (identifiés par le SIAO), en impayé", &["expulsion", "prioritaires"]),
            ("locataires très isolés, notamment vieillissants", &["isolement", "age"]),
            // A word that only ends so is another word.
            ("personnes de la brue", &[]),
            ("", &[]),
        ] {
            assert_eq!(dites(public), codes, "{public}");
        }
    }

    #[test]
    fn each_situation_is_that_of_some_sheets_and_not_of_all() {
        let biblio = Bibliotheque::embarquee().0;
        let fiches = biblio.fiches_du_guide();
        let codes: BTreeSet<&str> = SITUATIONS.iter().map(|s| s.code).collect();
        assert_eq!(codes.len(), SITUATIONS.len());
        for s in SITUATIONS {
            let nombre = fiches.iter().filter(|d| situations_de(d).any(|autre| autre.code == s.code)).count();
            assert!(nombre > 0 && nombre < fiches.len(), "{} : {nombre}", s.nom);
        }
    }

    #[test]
    fn the_sheets_of_the_guide_whose_words_tell_none_are_known() {
        let biblio = Bibliotheque::embarquee().0;
        let fiches = biblio.fiches_du_guide();
        let sans = fiches.iter().filter(|d| situations_de(d).next().is_none());
        let sans: Vec<&str> = sans.map(|d| d.id.as_str()).collect();
        assert_eq!(sans, ["2.2.6", "3.4.2"]);
    }
}
