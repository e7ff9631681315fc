//! A length of time as the field says it: months and days, never seconds.

use std::fmt;

use jiff::Span;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::texte;

/// Months and days. A year is twelve months, a week seven days; the two parts are never merged,
/// since a month has no fixed number of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Duree {
    /// Whole months.
    pub mois: u16,
    /// Days beyond the months.
    pub jours: u16,
}

impl Duree {
    /// A length of whole months.
    pub const fn mois(mois: u16) -> Self {
        Self { mois, jours: 0 }
    }

    /// Reads `18 mois`, `2 ans`, `6 semaines`, `10 jours`, `1 an et 6 mois`.
    ///
    /// # Errors
    /// A French sentence that says what is expected.
    pub fn lire(brut: &str) -> Result<Self, String> {
        let refus = || {
            format!(
                "« {brut} » n'est pas une durée : écrivez par exemple « 18 mois », « 2 ans », « 6 semaines » ou « 10 jours »"
            )
        };
        let mut duree = Self { mois: 0, jours: 0 };
        let plie = texte::plier(brut).replace(" et ", " ");
        let mots: Vec<&str> = plie.split(' ').filter(|m| !m.is_empty()).collect();
        if mots.is_empty() || !mots.len().is_multiple_of(2) {
            return Err(refus());
        }
        for paire in mots.chunks(2) {
            let [quantite, unite] = paire else { return Err(refus()) };
            let n: u16 = quantite.parse().map_err(|_| refus())?;
            let (mois, jours) = match *unite {
                "an" | "ans" => (n.checked_mul(12), Some(0)),
                "mois" => (Some(n), Some(0)),
                "semaine" | "semaines" => (Some(0), n.checked_mul(7)),
                "jour" | "jours" => (Some(0), Some(n)),
                _ => return Err(refus()),
            };
            let somme = |a: u16, b: Option<u16>| b.and_then(|b| a.checked_add(b)).filter(|s| *s <= 12_000);
            duree.mois = somme(duree.mois, mois).ok_or_else(refus)?;
            duree.jours = somme(duree.jours, jours).ok_or_else(refus)?;
        }
        Ok(duree)
    }

    /// The day that comes this long after `depart`; a month-end is clamped (31 January + 1 month
    /// = 28 or 29 February). Past the calendar's end, the calendar's last day.
    pub fn apres(self, depart: Date) -> Date {
        depart.saturating_add(Span::new().months(i64::from(self.mois)).days(i64::from(self.jours)))
    }

    /// The day that comes this long before `fin`.
    pub fn avant(self, fin: Date) -> Date {
        fin.saturating_sub(Span::new().months(i64::from(self.mois)).days(i64::from(self.jours)))
    }

    /// This length `n` times.
    pub fn fois(self, n: u16) -> Self {
        Self { mois: self.mois.saturating_mul(n), jours: self.jours.saturating_mul(n) }
    }
}

impl fmt::Display for Duree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let jours = |n: u16| {
            if n.is_multiple_of(7) && n > 0 {
                format!("{} semaine{}", n / 7, if n > 7 { "s" } else { "" })
            } else {
                format!("{n} jour{}", if n > 1 { "s" } else { "" })
            }
        };
        let mois = |n: u16| {
            if n >= 24 && n.is_multiple_of(12) { format!("{} ans", n / 12) } else { format!("{n} mois") }
        };
        match (self.mois, self.jours) {
            (0, j) => f.write_str(&jours(j)),
            (m, 0) => f.write_str(&mois(m)),
            (m, j) => write!(f, "{m} mois et {}", jours(j)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_duration_is_read_as_the_field_writes_it() {
        assert_eq!(Duree::lire("18 mois"), Ok(Duree::mois(18)));
        assert_eq!(Duree::lire("1 an et 6 mois"), Ok(Duree::mois(18)));
        assert_eq!(Duree::lire("6 semaines"), Ok(Duree { mois: 0, jours: 42 }));
        assert!(Duree::lire("bientôt").is_err());
        assert!(Duree::lire("99999 ans").is_err());
        assert!(Duree::lire("").is_err());
    }

    #[test]
    fn months_are_counted_on_the_calendar() {
        assert_eq!(Duree::mois(1).apres(date(2026, 1, 31)), date(2026, 2, 28));
        assert_eq!(Duree::mois(24).apres(date(2024, 2, 29)), date(2026, 2, 28));
        assert_eq!(Duree::mois(12_000).apres(date(9_990, 1, 1)), Date::MAX);
    }
}
