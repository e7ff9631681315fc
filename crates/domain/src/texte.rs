//! French text: folding for comparison (accents, case, apostrophes), dates, amounts, lists.

use jiff::civil::Date;

/// The text without accents, in lower case, with plain apostrophes and single spaces.
/// Two words that fold alike are the same word for a reader of definitions.
pub fn plier(texte: &str) -> String {
    let mut plie = String::with_capacity(texte.len());
    for c in texte.trim().chars() {
        match c {
            'à' | 'â' | 'ä' | 'À' | 'Â' | 'Ä' => plie.push('a'),
            'é' | 'è' | 'ê' | 'ë' | 'É' | 'È' | 'Ê' | 'Ë' => plie.push('e'),
            'î' | 'ï' | 'Î' | 'Ï' => plie.push('i'),
            'ô' | 'ö' | 'Ô' | 'Ö' => plie.push('o'),
            'ù' | 'û' | 'ü' | 'Ù' | 'Û' | 'Ü' => plie.push('u'),
            'ç' | 'Ç' => plie.push('c'),
            'œ' | 'Œ' => plie.push_str("oe"),
            '’' | 'ʼ' => plie.push('\''),
            '\u{a0}' | '\u{202f}' | ' ' | '\t' | '\n' | '\r' => {
                if !plie.ends_with(' ') {
                    plie.push(' ');
                }
            }
            autre if autre.is_ascii() => plie.push(autre.to_ascii_lowercase()),
            autre => plie.extend(autre.to_lowercase()),
        }
    }
    plie
}

/// `02/11/2026`.
pub fn jour(date: Date) -> String {
    format!("{:02}/{:02}/{}", date.day(), date.month(), date.year())
}

/// `1 750 €` or `1 750,50 €`, from euro cents; thousands are split by a no-break space.
pub fn montant(centimes: i64) -> String {
    let euros = (centimes / 100).unsigned_abs().to_string();
    let signe = if centimes < 0 { "-" } else { "" };
    let reste = (centimes % 100).abs();
    let grand = milliers(&euros);
    if reste == 0 {
        format!("{signe}{grand}\u{a0}€")
    } else {
        format!("{signe}{grand},{reste:02}\u{a0}€")
    }
}

/// `4 568`: digits grouped by three.
pub fn nombre(n: i64) -> String {
    let signe = if n < 0 { "-" } else { "" };
    format!("{signe}{}", milliers(&n.unsigned_abs().to_string()))
}

fn milliers(chiffres: &str) -> String {
    let longueur = chiffres.chars().count();
    let mut groupe = String::with_capacity(longueur + longueur / 3);
    for (i, c) in chiffres.chars().enumerate() {
        if i > 0 && (longueur - i).is_multiple_of(3) {
            groupe.push('\u{a0}');
        }
        groupe.push(c);
    }
    groupe
}

/// `a, b et c`.
pub fn liste<S: AsRef<str>>(mots: &[S]) -> String {
    enumere(mots, " et ")
}

/// `a, b ou c`.
pub fn choix<S: AsRef<str>>(mots: &[S]) -> String {
    enumere(mots, " ou ")
}

fn enumere<S: AsRef<str>>(mots: &[S], lien: &str) -> String {
    match mots {
        [] => String::new(),
        [seul] => seul.as_ref().to_owned(),
        [debut @ .., dernier] => {
            let debut: Vec<&str> = debut.iter().map(AsRef::as_ref).collect();
            format!("{}{lien}{}", debut.join(", "), dernier.as_ref())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_case_and_apostrophes_do_not_matter() {
        assert_eq!(plier("Recueillir l’Adhésion"), plier("recueillir  l'adhesion"));
        assert_ne!(plier("visite"), plier("visites"));
    }

    #[test]
    fn amounts_read_as_french_people_write_them() {
        assert_eq!(montant(67_720_200), "677\u{a0}202\u{a0}€");
        assert_eq!(montant(-1_250), "-12,50\u{a0}€");
        assert_eq!(montant(-50), "-0,50\u{a0}€");
    }
}
