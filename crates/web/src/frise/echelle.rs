//! From days to places on the drawing, and the grid of months and years.

use domain::Date;
use jiff::{ToSpan, Unit};

use super::Graduation;

/// Where the tracks begin, to the right of their names.
pub(super) const GAUCHE: i64 = 150;
/// Where they end.
pub(super) const DROITE: i64 = 1_060;

const MOIS: [&str; 12] =
    ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."];

/// Days on a line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Echelle {
    debut: Date,
    fin: Date,
    jours: i64,
}

impl Echelle {
    /// From the first of a month to the first of a month, six months at least.
    pub(super) fn de(premier: Date, dernier: Date) -> Self {
        let debut = premier.first_of_month();
        let au_moins = debut.saturating_add(6.months());
        let fin = dernier.first_of_month().saturating_add(1.months()).max(au_moins);
        Self { debut, fin, jours: ecart(debut, fin).max(1) }
    }

    /// The place of a day; what lies beyond stands at the edge.
    pub(super) fn x(&self, jour: Date) -> i64 {
        let depuis = ecart(self.debut, jour).clamp(0, self.jours);
        GAUCHE + depuis * (DROITE - GAUCHE) / self.jours
    }

    /// Its first and last day.
    pub(super) const fn bornes(&self) -> (Date, Date) {
        (self.debut, self.fin)
    }

    /// At most ten lines, on round months.
    pub(super) fn graduations(&self) -> Vec<Graduation> {
        let mois = self.jours / 30;
        let pas =
            [1, 2, 3, 6, 12, 24, 60, 120, 240, 600].into_iter().find(|p| mois / p <= 10).unwrap_or(1_200);
        let mut graduations = Vec::new();
        let mut jour = if pas < 12 { self.debut } else { self.debut.first_of_year() };
        // A step of three months falls on January, April, July, October.
        for _ in 0..pas.min(6) {
            if pas < 12 && (i64::from(jour.month()) - 1) % pas != 0 {
                jour = jour.saturating_add(1.months());
            }
        }
        while jour < self.fin && graduations.len() < 16 {
            if jour >= self.debut {
                graduations.push(Graduation { x: self.x(jour), texte: mois_et_annee(jour) });
            }
            let suivant = jour.saturating_add(pas.months());
            if suivant <= jour {
                break;
            }
            jour = suivant;
        }
        graduations
    }
}

/// Days from one to the other.
pub(super) fn ecart(de: Date, a: Date) -> i64 {
    de.until((Unit::Day, a)).map_or(0, |s| i64::from(s.get_days()))
}

/// `juin 2025`.
pub(super) fn mois_et_annee(jour: Date) -> String {
    let rang = usize::try_from(jour.month()).unwrap_or(1).saturating_sub(1);
    format!("{} {}", MOIS.get(rang).unwrap_or(&""), jour.year())
}
