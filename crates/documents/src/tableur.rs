//! Workbooks that spreadsheets open with real numbers.

use rust_xlsxwriter::{Format, Workbook, XlsxError};

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cellule {
    /// Words.
    Texte(String),
    /// A count.
    Nombre(i64),
    /// Euro cents.
    Montant(i64),
    /// Nothing.
    Vide,
}

/// One sheet of a workbook.
#[derive(Debug, Clone, Default)]
pub struct Feuille {
    /// Its name (31 characters at most).
    pub nom: String,
    /// Its columns.
    pub tete: Vec<String>,
    /// Its lines.
    pub lignes: Vec<Vec<Cellule>>,
}

/// The workbook as an XLSX file.
///
/// # Errors
/// When a sheet has a name that no workbook may have, or too many lines.
pub fn xlsx(feuilles: &[Feuille]) -> Result<Vec<u8>, String> {
    ecrire(feuilles).map_err(|e| e.to_string())
}

fn ecrire(feuilles: &[Feuille]) -> Result<Vec<u8>, XlsxError> {
    let (titre, euros) = (Format::new().set_bold(), Format::new().set_num_format("#,##0.00 €"));
    let mut classeur = Workbook::new();
    for feuille in feuilles {
        let page = classeur.add_worksheet();
        page.set_name(&feuille.nom)?;
        page.set_freeze_panes(1, 0)?;
        for (colonne, nom) in (0_u16..).zip(&feuille.tete) {
            page.write_string_with_format(0, colonne, nom, &titre)?;
        }
        for (ligne, cellules) in (1_u32..).zip(&feuille.lignes) {
            for (colonne, cellule) in (0_u16..).zip(cellules) {
                match cellule {
                    Cellule::Texte(texte) => page.write_string(ligne, colonne, texte)?,
                    Cellule::Nombre(n) => page.write_number(ligne, colonne, en_nombre(*n))?,
                    Cellule::Montant(c) => {
                        page.write_number_with_format(ligne, colonne, en_nombre(*c) / 100.0, &euros)?
                    }
                    Cellule::Vide => continue,
                };
            }
        }
        page.autofit();
    }
    classeur.save_to_buffer()
}

/// Spreadsheets hold all numbers as floats; counts and cents stay exact far beyond what is stored here.
#[expect(clippy::cast_precision_loss, reason = "a spreadsheet has no other number")]
const fn en_nombre(n: i64) -> f64 {
    n as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workbook_is_a_zip_that_holds_its_sheets() {
        let feuille = Feuille {
            nom: "Thèmes".to_owned(),
            tete: vec!["Thème".to_owned(), "Coût".to_owned()],
            lignes: vec![
                vec![Cellule::Texte("Accès".to_owned()), Cellule::Montant(1_250)],
                vec![Cellule::Vide],
            ],
        };
        let octets = xlsx(&[feuille]).unwrap();
        assert_eq!(octets.get(..2), Some(b"PK".as_slice()));
        assert!(xlsx(&[Feuille { nom: "a/b".to_owned(), ..Feuille::default() }]).is_err());
    }
}
