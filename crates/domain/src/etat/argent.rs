//! Rent and debt of a dossier, in euro cents.

use jiff::civil::Date;

use super::{Effectif, mot};
use crate::acte::Acte;
use crate::duree::Duree;
use crate::evenement::Champs;
use crate::valeur::Valeur;

/// What was due, paid, owed and given up.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Argent {
    /// Rent terms: due and paid, oldest first. Payments settle the oldest unpaid term first.
    pub termes: Vec<(i64, i64)>,
    /// Debt that was recorded.
    pub dette: i64,
    /// Debt paid back.
    pub dette_reglee: i64,
    /// Debt that the landlord gave up.
    pub dette_effacee: i64,
    /// Whether a repayment plan was agreed.
    pub plan: bool,
    /// Aids granted, each at its whole cost.
    pub aides: i64,
    /// Aids paid each month: first day, day after the last, amount.
    pub mensuelles: Vec<(Date, Date, i64)>,
}

impl Argent {
    pub(super) fn prendre(&mut self, e: &Effectif<'_>) {
        let montant = match e.champs.get("montant") {
            Some(Valeur::Montant(m)) => *m,
            _ => 0,
        };
        match e.acte {
            Acte::AppelerTerme => self.termes.push((montant, 0)),
            Acte::Encaisser if mot(e.champs, "objet") == Some("dette") => {
                self.dette_reglee = self.dette_reglee.saturating_add(montant);
            }
            Acte::Encaisser => self.regler(montant),
            Acte::ConstaterDette => self.dette = self.dette.saturating_add(montant),
            Acte::AbandonnerCreance => self.dette_effacee = self.dette_effacee.saturating_add(montant),
            Acte::ConvenirPlan => self.plan = true,
            Acte::AccorderAide => {
                self.aides = self.aides.saturating_add(cout(e.champs));
                if let Some(duree) = duree(e.champs) {
                    self.mensuelles.push((e.le, duree.apres(e.le), montant));
                }
            }
            _ => {}
        }
    }

    /// What the household receives each month on that day.
    pub fn aides_mensuelles(&self, jour: Date) -> i64 {
        let ce_jour = self.mensuelles.iter().filter(|(du, au, _)| *du <= jour && jour < *au);
        ce_jour.fold(0, |s, (_, _, montant)| s.saturating_add(*montant))
    }

    fn regler(&mut self, montant: i64) {
        let mut reste = montant;
        for (du, paye) in &mut self.termes {
            let verse = reste.min(du.saturating_sub(*paye)).max(0);
            *paye = paye.saturating_add(verse);
            reste = reste.saturating_sub(verse);
        }
    }

    /// What is still owed of the recorded debt, never below zero.
    pub fn dette_restante(&self) -> i64 {
        self.dette.saturating_sub(self.dette_reglee).saturating_sub(self.dette_effacee).max(0)
    }

    /// Rent called and not paid.
    pub fn impayes(&self) -> i64 {
        self.termes.iter().fold(0, |s, (du, paye)| s.saturating_add(du.saturating_sub(*paye).max(0)))
    }

    /// How many of the last terms were paid whole, without a break.
    pub fn termes_regles(&self) -> usize {
        self.termes.iter().rev().take_while(|(du, paye)| paye >= du).count()
    }
}

/// What an aid costs in all: its amount, or its amount for each month begun.
pub(crate) fn cout(champs: &Champs) -> i64 {
    let Some(Valeur::Montant(montant)) = champs.get("montant") else { return 0 };
    let mois = duree(champs).map_or(1, |d| i64::from(d.mois) + i64::from(d.jours.div_ceil(31)));
    montant.saturating_mul(mois)
}

fn duree(champs: &Champs) -> Option<Duree> {
    match champs.get("duree") {
        Some(Valeur::Duree(d)) => Some(*d),
        _ => None,
    }
}
