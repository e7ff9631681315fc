//! Words looked for in a text, however they were typed.

use std::collections::BTreeMap;

use domain::texte::plier;

/// A text in which words are looked for.
pub struct Texte {
    plie: String,
    /// Each word with its letters.
    mots: BTreeMap<String, Lettres>,
}

impl Texte {
    /// Reads it once.
    pub fn lire(texte: &str) -> Self {
        let plie = plier(texte);
        let mots = plie.split(|c: char| !c.is_alphanumeric() && c != '.').filter(|m| !m.is_empty());
        Self { mots: mots.map(|m| (m.to_owned(), Lettres::de(m))).collect(), plie }
    }

    /// Whether every word is there; accents do not count, nor a letter or two of a long word.
    pub fn contient(&self, cherche: &str) -> bool {
        plier(cherche).split_whitespace().take(MOTS).all(|mot| self.a(mot))
    }

    fn a(&self, mot: &str) -> bool {
        if self.plie.contains(mot) {
            return true;
        }
        let permis = ecart(mot);
        let lettres = Lettres::de(mot);
        let semblables = |(autre, siennes): (&String, &Lettres)| {
            lettres.sans(*siennes) <= permis && proches(mot, autre, permis)
        };
        permis > 0 && self.mots.iter().any(semblables)
    }
}

/// Which letters are in a word, others than `a` to `z` together: what a word has and another has not takes as many
/// changes at least, which is told at once.
#[derive(Clone, Copy)]
struct Lettres(u32);

impl Lettres {
    fn de(mot: &str) -> Self {
        let lettre = |o: u8| if o.is_ascii_lowercase() { u32::from(o - b'a') } else { 26 };
        Self(mot.bytes().fold(0, |toutes, o| toutes | 1 << lettre(o)))
    }

    /// How many it has that the other has not.
    const fn sans(self, autre: Self) -> usize {
        (self.0 & !autre.0).count_ones() as usize
    }
}

/// Words beyond these are not looked at.
const MOTS: usize = 12;

/// How many letters may differ: none in a short word or in a number, where they would make another one.
fn ecart(mot: &str) -> usize {
    if mot.contains(|c: char| c.is_ascii_digit()) {
        return 0;
    }
    match mot.chars().count() {
        0..=4 => 0,
        5..=7 => 1,
        8..=40 => 2,
        _ => 0,
    }
}

/// A word of the text may be longer: one types its beginning.
fn proches(mot: &str, autre: &str, permis: usize) -> bool {
    let longueur = mot.chars().count();
    if autre.chars().count() + permis < longueur {
        return false;
    }
    let debut: String = autre.chars().take(longueur).collect();
    strsim::osa_distance(mot, &debut) <= permis || strsim::osa_distance(mot, autre) <= permis
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_however_it_was_typed() {
        let texte =
            Texte::lire("2.1.16 Hébergement à Saint-Étienne, ménages accompagnés par l'association Traverse");
        for cherche in [
            "",
            "hebergement",
            "HÉBERGEMENT",
            "hebergemnt",
            "herbergement",
            "accompagne",
            "acompagnés",
            "saint etienne",
            "2.1.16",
            "traverse menages",
            "asociation",
        ] {
            assert!(texte.contient(cherche), "{cherche}");
        }
        for cherche in ["prison", "2.1.17", "traverse prison", "héberlué"] {
            assert!(!texte.contient(cherche), "{cherche}");
        }
    }

    #[test]
    fn letters_that_are_missing_never_tell_more_changes_than_there_are() {
        let mut mots = vec![String::new()];
        for longueur in 0..4 {
            let debuts: Vec<String> = mots.iter().filter(|m| m.len() == longueur).cloned().collect();
            mots.extend(debuts.iter().flat_map(|m| ["a", "b", "é"].map(|l| format!("{m}{l}"))));
        }
        assert!(mots.len() > 60);
        for (un, autre) in mots.iter().flat_map(|un| mots.iter().map(move |autre| (un, autre))) {
            let manquent = Lettres::de(un).sans(Lettres::de(autre));
            assert!(manquent <= strsim::osa_distance(un, autre), "{un} {autre}");
        }
    }
}
