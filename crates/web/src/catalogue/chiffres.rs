//! Figures as the sheet prints them, beside what their lines add up to: neither replaces the other.

use dispositifs::champs::{base, imprime};
use domain::definition::fiche::{Compte, Cout};
use domain::definition::{Fiche, incoherences};
use domain::texte::montant;

/// Said where the sheet says nothing.
pub const NON_PRECISE: &str = "non précisé dans la fiche";

/// A text of the sheet, or that it says nothing.
pub fn ou_non_precise(texte: &str) -> String {
    if texte.trim().is_empty() { NON_PRECISE.to_owned() } else { texte.to_owned() }
}

/// A printed count with what it counts.
pub fn compte(c: &Compte) -> String {
    imprime(c).unwrap_or_else(|| NON_PRECISE.to_owned())
}

/// One cost line.
pub struct Ligne {
    /// What it pays.
    pub libelle: String,
    /// As printed.
    pub montant: String,
    /// On what it is counted.
    pub base: String,
    /// How it counts in the total.
    pub compte: String,
}

/// The costs of a sheet.
pub struct Couts {
    /// The lines, the total aside.
    pub lignes: Vec<Ligne>,
    /// The printed total; empty when the sheet prints none.
    pub total: String,
    /// What the lines add up to; empty when none is to be added.
    pub recalcule: String,
    /// What does not fit among the printed figures, each with its arithmetic.
    pub incoherences: Vec<String>,
}

impl Couts {
    /// The totals alone: what a line pays may say for whom.
    pub fn sans_detail(self) -> Self {
        Self { lignes: Vec::new(), incoherences: Vec::new(), ..self }
    }
}

/// The cost that a card shows: the printed total, else the first line.
pub fn cout_court(fiche: &Fiche) -> String {
    let choisi = fiche.couts.iter().find(|c| c.total).or_else(|| fiche.couts.first());
    choisi.map_or_else(|| NON_PRECISE.to_owned(), |c| format!("{} ({})", montant(c.montant), base(&c.base)))
}

/// The costs, printed and recomputed.
pub fn couts(fiche: &Fiche) -> Couts {
    let total = fiche.couts.iter().find(|c| c.total);
    Couts {
        lignes: fiche.couts.iter().filter(|c| !c.total).map(ligne).collect(),
        total: total.map(|c| format!("{} ({})", montant(c.montant), base(&c.base))).unwrap_or_default(),
        recalcule: fiche.total_recalcule().map(montant).unwrap_or_default(),
        incoherences: incoherences::de_la_fiche(fiche).into_iter().map(|i| i.calcul).collect(),
    }
}

fn ligne(c: &Cout) -> Ligne {
    let compte = match &c.fois {
        None => "n’entre pas dans le total".to_owned(),
        Some(fois) if fois.est_un() => "une fois".to_owned(),
        Some(fois) => fois.to_string(),
    };
    Ligne { libelle: c.libelle.clone(), montant: montant(c.montant), base: base(&c.base), compte }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::definition::fiche::Fois;

    fn cout(montant: i64, fois: Option<u32>, total: bool) -> Cout {
        let fois = fois.map(Fois::simple);
        let (libelle, base) = ("x".to_owned(), "an".to_owned());
        Cout { libelle, montant, base, fois, total, pendant: None, menages: None, intitule: None }
    }

    #[test]
    fn a_printed_total_stands_beside_what_its_lines_make() {
        let fiche = Fiche {
            couts: vec![
                cout(27_379_000, Some(3), false),
                cout(50, None, false),
                cout(67_720_200, None, true),
            ],
            ..Fiche::default()
        };
        let couts = couts(&fiche);
        assert_eq!(couts.total, "677\u{a0}202\u{a0}€ (par an)");
        assert_eq!(couts.recalcule, "821\u{a0}370\u{a0}€");
        assert_eq!(couts.incoherences.len(), 1);
        assert_eq!(couts.lignes.len(), 2);
    }

    #[test]
    fn what_the_sheet_does_not_say_is_said_so() {
        assert_eq!(cout_court(&Fiche::default()), NON_PRECISE);
        assert_eq!(compte(&Compte::default()), NON_PRECISE);
        assert!(super::couts(&Fiche::default()).incoherences.is_empty());
    }
}
