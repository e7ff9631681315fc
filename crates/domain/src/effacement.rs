//! What counts keep of a dossier whose household is erased: that it was, which steps it reached and in which months, how
//! it lived at the end and why it left, as words of closed lists. No day, no text, nobody, no dwelling.
//!
//! It is a shorter list of events rather than a table of its own: whatever folds events counts the same before and after.

use jiff::civil::Date;
use ulid::Ulid;

use crate::acte::Acte;
use crate::etat::Etat;
use crate::evenement::{Auteur, Champs, Evenement};
use crate::ids::{OrganisationId, UtilisateurId};
use crate::sujet::{Genre, Sujet};
use crate::valeur::Valeur;

/// In the place of a word that nothing counts.
const TU: &str = "effacé";

/// What is left of this sujet once its household is erased, on `le`: a dossier still open ends in that month.
pub fn squelette(sujet: &Sujet, le: Date) -> Vec<Evenement> {
    let etat = Etat::courant(sujet);
    let Some(creation) = etat.creation().filter(|_| sujet.genre == Genre::Dossier) else { return Vec::new() };
    let mut reste = Reste(Vec::new());
    reste.fait(Acte::Orienter, creation.le, []);
    if let Some((_, jour)) = etat.diagnostic {
        reste.fait(Acte::Diagnostiquer, jour, [("conclusion", Valeur::Mot(TU.to_owned()))]);
    }
    if let Some(jour) = etat.admis_le {
        reste.fait(Acte::Admettre, jour, [("quotas", Valeur::Mots(etat.quotas.clone()))]);
    }
    if let Some(occupation) = etat.occupation() {
        // The status is counted; the dwelling would be an address. The dossier stands for one that nothing names.
        let statut = ("statut", Valeur::Mot(occupation.statut.to_owned()));
        reste.fait(Acte::Entrer, occupation.du, [("logement", Valeur::Sujet(sujet.id)), statut]);
    }
    if etat.argent.aides > 0 {
        reste.fait(Acte::AccorderAide, creation.le, [("montant", Valeur::Montant(etat.argent.aides))]);
    }
    reste.fin(&etat, le);
    reste.0
}

struct Reste(Vec<Evenement>);

impl Reste {
    fn fait<const N: usize>(&mut self, acte: Acte, jour: Date, champs: [(&str, Valeur); N]) {
        self.0.push(Evenement {
            n: u32::try_from(self.0.len()).unwrap_or(u32::MAX),
            acte,
            survenu_le: jour.first_of_month(),
            enregistre_le: String::new(),
            par: Auteur {
                utilisateur: UtilisateurId(Ulid::nil()),
                organisation: OrganisationId(Ulid::nil()),
                role: String::new(),
            },
            champs: Champs::from(champs.map(|(nom, valeur)| (nom.to_owned(), valeur))),
            derogation: None,
        });
    }

    /// The way out, with its reason when it is one that is counted.
    fn fin(&mut self, etat: &Etat<'_>, le: Date) {
        let finit =
            |acte| matches!(acte, Acte::Sortir | Acte::RefuserAdmission | Acte::ConclureSansAccompagnement);
        let motif = |motif: &str| [("motif", Valeur::Mot(motif.to_owned()))];
        match (etat.sorti_le, etat.evenements.iter().rev().find(|e| finit(e.acte))) {
            (Some(jour), Some(fin)) if fin.acte == Acte::Sortir => {
                let dit = fin.champs.get("motif").and_then(Valeur::mot).unwrap_or("autre");
                self.fait(Acte::Sortir, jour, motif(dit));
            }
            (Some(jour), Some(fin)) => self.fait(fin.acte, jour, []),
            _ => self.fait(Acte::Sortir, le, motif("autre")),
        }
    }
}

#[cfg(test)]
mod tests;
