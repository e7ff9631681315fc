//! Workbooks that spreadsheets open with real numbers and real days.

use jiff::civil::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, XlsxError};

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cellule {
    /// Words.
    Texte(String),
    /// A count.
    Nombre(i64),
    /// Euro cents.
    Montant(i64),
    /// A day.
    Jour(Date),
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

/// The widest column, in pixels: longer texts go to the line.
const LARGEUR_MAX: u32 = 420;

/// The workbook as an XLSX file, made that day: the same sheets on the same day are the same bytes.
///
/// # Errors
/// When a sheet has a name that no workbook may have, or too many lines.
pub fn xlsx(feuilles: &[Feuille], le: Date) -> Result<Vec<u8>, String> {
    ecrire(feuilles, le).map_err(|e| e.to_string())
}

fn ecrire(feuilles: &[Feuille], le: Date) -> Result<Vec<u8>, XlsxError> {
    let haut = || Format::new().set_align(FormatAlign::Top);
    let (titre, texte_long) = (haut().set_bold(), haut().set_text_wrap());
    let (nombre, euros) = (haut(), haut().set_num_format("#,##0.00 €"));
    let jours = haut().set_num_format("dd/mm/yyyy");
    let mut classeur = Workbook::new();
    classeur.set_properties(&DocProperties::new().set_creation_datetime(&en_jour(le)?));
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
                    Cellule::Texte(texte) => {
                        page.write_string_with_format(ligne, colonne, texte, &texte_long)?
                    }
                    Cellule::Nombre(n) => {
                        page.write_number_with_format(ligne, colonne, en_nombre(*n), &nombre)?
                    }
                    Cellule::Montant(c) => {
                        page.write_number_with_format(ligne, colonne, en_nombre(*c) / 100.0, &euros)?
                    }
                    Cellule::Jour(jour) => {
                        page.write_datetime_with_format(ligne, colonne, en_jour(*jour)?, &jours)?
                    }
                    Cellule::Vide => continue,
                };
            }
        }
        page.set_autofit_max_width(LARGEUR_MAX).autofit();
    }
    classeur.save_to_buffer()
}

/// Spreadsheets hold all numbers as floats; counts and cents stay exact far beyond what is stored here.
#[expect(clippy::cast_precision_loss, reason = "a spreadsheet has no other number")]
const fn en_nombre(n: i64) -> f64 {
    n as f64
}

fn en_jour(jour: Date) -> Result<ExcelDateTime, XlsxError> {
    let annee = u16::try_from(jour.year()).unwrap_or_default();
    ExcelDateTime::from_ymd(annee, jour.month().unsigned_abs(), jour.day().unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LE: Date = jiff::civil::date(2026, 11, 27);

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
        let octets = xlsx(std::slice::from_ref(&feuille), LE).unwrap();
        assert_eq!(octets, xlsx(&[feuille], LE).unwrap());
        assert_eq!(octets.get(..2), Some(b"PK".as_slice()));
        assert!(xlsx(&[Feuille { nom: "a/b".to_owned(), ..Feuille::default() }], LE).is_err());
    }
    #[test]
    fn a_spreadsheet_finds_numbers_as_numbers_and_formulas_as_text() {
        let lignes = vec![vec![
            Cellule::Nombre(92),
            Cellule::Montant(1_250),
            Cellule::Jour(LE),
            Cellule::Texte("=1+1".to_owned()),
        ]];
        let tete = ["n", "€", "le", "t"].map(str::to_owned).to_vec();
        let octets = xlsx(&[Feuille { nom: "Essai".to_owned(), tete, lignes }], LE).unwrap();
        let mut classeur = zip::ZipArchive::new(std::io::Cursor::new(octets)).unwrap();
        let mut lire = |nom: &str| std::io::read_to_string(classeur.by_name(nom).unwrap()).unwrap();
        let page = lire("xl/worksheets/sheet1.xml");
        let cellule = |lieu: &str| {
            let apres = page.split_once(&format!("<c r=\"{lieu}\"")).unwrap().1;
            apres.split_once("</c>").unwrap().0.to_owned()
        };
        // No type: a number. The 27th of November 2026 is the 46353rd day of spreadsheets.
        for (lieu, valeur) in [("A2", "92"), ("B2", "12.5"), ("C2", "46353")] {
            let cellule = cellule(lieu);
            assert!(cellule.ends_with(&format!("<v>{valeur}</v>")), "{lieu} {cellule}");
            assert!(!cellule.contains(" t="), "{lieu} {cellule}");
        }
        assert!(cellule("D2").contains("t=\"s\"") && !page.contains("<f>"), "{page}");
        assert!(lire("xl/sharedStrings.xml").contains("=1+1"));
        assert!(lire("xl/styles.xml").contains("dd/mm/yyyy"));
    }
}
