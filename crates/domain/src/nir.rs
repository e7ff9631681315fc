//! The social-security number (NIR), which Palier never keeps: finding one in what was typed.
//!
//! Décret 2019-341 closes the list of who may use it, and no dispositif of supported housing needs it. The number is
//! told by its structure (sex, year, month, département, commune, rank) and, whole, by its key: a telephone number, a
//! SIRET, an IBAN, an amount or an identifier is not one.

/// What separates the parts of a number that a person types.
const SEPARATEURS: [char; 17] = [
    ' ', '\t', '.', '-', '/', '_', ',', '·', '\u{a0}', '\u{202f}', '\u{2009}', '\u{200b}', '\u{2010}',
    '\u{2011}', '\u{2013}', '\u{2014}', '\u{feff}',
];
/// The most separators in a row inside one number.
const ECART: usize = 3;
/// Without its key, and with it.
const COURT: usize = 13;
const LONG: usize = 15;
/// Where a person cuts it: after the sex, the year, the month, the département, the commune, the rank.
const COUPURES: [usize; 6] = [1, 3, 5, 7, 10, 13];

/// Whether a French social-security number stands in this text, with or without its key.
pub fn contient_nir(texte: &str) -> bool {
    let lettres: Vec<char> = texte.chars().collect();
    (0..lettres.len()).any(|debut| commence_un_nir(&lettres, debut))
}

fn commence_un_nir(lettres: &[char], debut: usize) -> bool {
    let avant = debut.checked_sub(1).and_then(|i| lettres.get(i));
    if avant.is_some_and(char::is_ascii_digit) || !matches!(lettres.get(debut), Some('1'..='4' | '7' | '8')) {
        return false;
    }
    let lu = Lecture::depuis(lettres, debut);
    [COURT, LONG].into_iter().any(|longueur| lu.jusque(longueur).is_some_and(|nir| nir.tient(lettres, debut)))
}

/// The characters of a number, separators aside, and where each stands.
#[derive(Default)]
struct Lecture {
    chiffres: Vec<u8>,
    positions: Vec<usize>,
}

impl Lecture {
    /// Reads on from `debut` as long as it may be a number.
    fn depuis(lettres: &[char], debut: usize) -> Self {
        let mut lu = Self::default();
        let mut ecart = 0;
        for (position, lettre) in lettres.iter().enumerate().skip(debut) {
            let rang = lu.chiffres.len();
            match (lettre.to_ascii_uppercase(), rang) {
                (corse @ ('A' | 'B'), 6) if lu.chiffres.last() == Some(&b'2') => lu.prendre(corse, position),
                (chiffre @ '0'..='9', _) => lu.prendre(chiffre, position),
                (autre, _) if SEPARATEURS.contains(&autre) && ecart < ECART => {
                    ecart += 1;
                    continue;
                }
                _ => break,
            }
            ecart = 0;
            if lu.chiffres.len() > LONG {
                break;
            }
        }
        lu
    }

    fn prendre(&mut self, chiffre: char, position: usize) {
        self.chiffres.extend(u8::try_from(chiffre));
        self.positions.push(position);
    }

    /// Its first characters, if the number may end there: no digit is glued behind.
    fn jusque(&self, longueur: usize) -> Option<Candidat<'_>> {
        let (chiffres, positions) = (self.chiffres.get(..longueur)?, self.positions.get(..longueur)?);
        let glue = self.positions.get(longueur).zip(positions.last()).is_some_and(|(s, d)| *s == d + 1);
        (!glue).then_some(Candidat { chiffres, positions })
    }
}

/// Thirteen or fifteen characters that may be a number.
struct Candidat<'l> {
    chiffres: &'l [u8],
    positions: &'l [usize],
}

impl Candidat<'_> {
    fn tient(&self, lettres: &[char], debut: usize) -> bool {
        let complet = self.chiffres.len() == LONG;
        self.structure()
            && (!complet || self.cle())
            && (complet || self.bien_coupe())
            && self.seul(lettres, debut)
    }

    /// Month, département, commune and rank exist.
    fn structure(&self) -> bool {
        let mois = self.nombre(3..5);
        let departement = self.chiffres.get(5..7).unwrap_or_default();
        let lieu = matches!(departement, b"2A" | b"2B") || self.nombre(5..7).is_some_and(|d| d > 0);
        let mois = mois.is_some_and(|m| matches!(m, 1..=12 | 20..=42 | 50..=99));
        mois && lieu && [7..10, 10..13].into_iter().all(|part| self.nombre(part).is_some_and(|n| n > 0))
    }

    /// The key is 97 less the rest of the number by 97; Corsica counts 2A for 19 and 2B for 18.
    fn cle(&self) -> bool {
        let corse: String = self.chiffres.iter().map(|c| char::from(*c)).collect();
        let corse = corse.replace("2A", "19").replace("2B", "18");
        let numero = corse.get(..COURT).and_then(|n| n.parse::<u64>().ok());
        numero.map(|n| 97 - n % 97) == self.nombre(COURT..LONG)
    }

    /// Without a key to tell, thirteen digits are a number in one piece, or cut where a person cuts it.
    fn bien_coupe(&self) -> bool {
        let cotes = self.positions.iter().zip(self.positions.iter().skip(1)).enumerate();
        cotes.filter(|(_, (a, b))| **b != **a + 1).all(|(rang, _)| COUPURES.contains(&(rang + 1)))
    }

    /// Glued to letters it is still one; inside a longer code that has digits of its own (an identifier, a hash), not.
    fn seul(&self, lettres: &[char], debut: usize) -> bool {
        let fin = self.positions.last().map_or(debut, |p| p + 1);
        let du_mot = |lettre: &&char| lettre.is_alphanumeric();
        let avant = lettres.get(..debut).unwrap_or_default().iter().rev().take_while(du_mot);
        let apres = lettres.get(fin..).unwrap_or_default().iter().take_while(du_mot);
        !avant.chain(apres).any(char::is_ascii_digit)
    }

    fn nombre(&self, part: std::ops::Range<usize>) -> Option<u64> {
        std::str::from_utf8(self.chiffres.get(part)?).ok()?.parse().ok()
    }
}

#[cfg(test)]
mod tests;
