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
    ecrire(tete, lignes.into_iter().map(|ligne| ligne.iter().map(|c| inerte(c.as_ref())).collect()))
}

/// One sheet of a workbook as such a table: amounts with a decimal comma and no sign of currency, days as people write
/// them.
///
/// # Errors
/// A line that has not as many cells as the head, in words.
pub fn csv_de(feuille: &Feuille) -> Result<Vec<u8>, String> {
    let tete: Vec<&str> = feuille.tete.iter().map(String::as_str).collect();
    ecrire(&tete, feuille.lignes.iter().map(|ligne| ligne.iter().map(en_texte).collect()))
}

fn ecrire(tete: &[&str], lignes: impl Iterator<Item = Vec<String>>) -> Result<Vec<u8>, String> {
    let mut table = WriterBuilder::new()
        .delimiter(b';')
        .terminator(Terminator::CRLF)
        .quote_style(QuoteStyle::Necessary)
        .from_writer("\u{feff}".as_bytes().to_vec());
    table.write_record(tete).map_err(|e| e.to_string())?;
    for ligne in lignes {
        table.write_record(&ligne).map_err(|e| e.to_string())?;
    }
    table.into_inner().map_err(|e| e.to_string())
}

fn en_texte(cellule: &Cellule) -> String {
    match cellule {
        Cellule::Texte(texte) => inerte(texte),
        Cellule::Nombre(n) => n.to_string(),
        Cellule::Montant(c) => {
            let signe = if *c < 0 { "-" } else { "" };
            format!("{signe}{},{:02}", (c / 100).abs(), (c % 100).abs())
        }
        Cellule::Jour(jour) => format!("{:02}/{:02}/{}", jour.day(), jour.month(), jour.year()),
        Cellule::Vide => String::new(),
    }
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
    fn a_sheet_is_written_with_its_numbers_as_a_french_spreadsheet_reads_them() {
        let cellules = vec![
            Cellule::Texte("@SUM(A1)".to_owned()),
            Cellule::Nombre(-3),
            Cellule::Montant(-1_205),
            Cellule::Jour(jiff::civil::date(2026, 1, 9)),
            Cellule::Vide,
        ];
        let tete = ["a", "b", "c", "d", "e"].map(str::to_owned).to_vec();
        let feuille = Feuille { nom: "Essai".to_owned(), tete, lignes: vec![cellules] };
        let texte = String::from_utf8(csv_de(&feuille).unwrap()).unwrap();
        assert_eq!(texte, "\u{feff}a;b;c;d;e\r\n'@SUM(A1);-3;-12,05;09/01/2026;\r\n");
    }

    #[test]
    fn a_line_of_another_length_is_refused() {
        assert!(csv(&["Ménage", "Note"], vec![vec!["Azur"]]).is_err());
    }
}
