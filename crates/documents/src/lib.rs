//! Plain data in, bytes out: tables that a French spreadsheet opens as they are. Knows neither the store nor
//! the pages.

mod tableur;

pub use tableur::{Cellule, Feuille, xlsx};

use csv::{QuoteStyle, Terminator, WriterBuilder};

/// A table as a French spreadsheet expects it: `;`, UTF-8 with its mark, CRLF. A cell that a spreadsheet
/// would run as a formula is made plain text by a leading apostrophe.
///
/// # Errors
/// A line that has not as many cells as the head, in words.
pub fn csv<L, C>(tete: &[&str], lignes: L) -> Result<Vec<u8>, String>
where
    L: IntoIterator<Item = Vec<C>>,
    C: AsRef<str>,
{
    let mut table = WriterBuilder::new()
        .delimiter(b';')
        .terminator(Terminator::CRLF)
        .quote_style(QuoteStyle::Necessary)
        .from_writer("\u{feff}".as_bytes().to_vec());
    table.write_record(tete).map_err(|e| e.to_string())?;
    for ligne in lignes {
        table.write_record(ligne.iter().map(|c| inerte(c.as_ref()))).map_err(|e| e.to_string())?;
    }
    table.into_inner().map_err(|e| e.to_string())
}

fn inerte(cellule: &str) -> String {
    match cellule.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r') => format!("'{cellule}"),
        _ => cellule.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_french_spreadsheet_opens_it_and_runs_nothing() {
        let lignes = vec![vec!["Azur ; Walid", "=1+1"], vec!["Écume", "12,50"]];
        let octets = csv(&["Ménage", "Note"], lignes).unwrap();
        let texte = String::from_utf8(octets).unwrap();
        assert_eq!(texte, "\u{feff}Ménage;Note\r\n\"Azur ; Walid\";'=1+1\r\nÉcume;12,50\r\n");
    }

    #[test]
    fn a_line_of_another_length_is_refused() {
        assert!(csv(&["Ménage", "Note"], vec![vec!["Azur"]]).is_err());
    }
}
