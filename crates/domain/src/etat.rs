//! The state of a sujet: what follows from its events, as of a day, as known at an instant.
//!
//! Folding never fails: any list of events gives a state. Corrections replace or annul what they
//! name before the fold, so a corrected mistake leaves no trace in the state and all of it in the
//! journal.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::acte::Acte;
use crate::evenement::{Auteur, Champs};
use crate::ids::SujetId;
use crate::sujet::Sujet;
use crate::valeur::Valeur;

mod argent;
mod effectif;
mod faits;
mod pistes;

pub use argent::Argent;
pub use effectif::Effectif;
pub use faits::{ETAPES, Lu};
pub use pistes::{Mesure, Occupation, Stade, Veille};

/// The state of a sujet.
#[derive(Debug, Clone, Default)]
pub struct Etat<'a> {
    /// What happened, corrections applied, by day then by rank.
    pub evenements: Vec<Effectif<'a>>,
    /// The recorded facts, each with its last value and its day.
    pub faits: BTreeMap<&'a str, (&'a Valeur, Date)>,
    /// Referral channel and day.
    pub oriente: Option<(&'a str, Date)>,
    /// Last diagnosis: conclusion and day.
    pub diagnostic: Option<(&'a str, Date)>,
    /// The household's agreement in force, since.
    pub adhesion_le: Option<Date>,
    /// Admission.
    pub admis_le: Option<Date>,
    /// Stream.
    pub volet: Option<&'a str>,
    /// Quotas that the admission counts in.
    pub quotas: Vec<String>,
    /// Support measures, oldest first; the last may be open.
    pub mesures: Vec<Mesure<'a>>,
    /// Watch after support.
    pub veille: Option<Veille>,
    /// Occupations, oldest first; one line per dwelling and status.
    pub occupations: Vec<Occupation<'a>>,
    /// Dwelling proposed and not yet answered.
    pub logement_propose: Option<SujetId>,
    /// Dwelling attributed and not yet entered.
    pub logement_attribue: Option<SujetId>,
    /// Rent and debt.
    pub argent: Argent,
    /// Stages of the eviction procedure.
    pub stades: Vec<Stade<'a>>,
    /// Of a convention: which organisation holds which role.
    pub parties: Vec<(&'a str, crate::ids::OrganisationId)>,
    /// Exit from the dispositif; of a dwelling or a convention, its end.
    pub sorti_le: Option<Date>,
}

impl<'a> Etat<'a> {
    /// The state with all that is recorded.
    pub fn courant(sujet: &'a Sujet) -> Self {
        Self::au(sujet, Date::MAX)
    }

    /// The state as of a day: what happened on or before it.
    pub fn au(sujet: &'a Sujet, jour: Date) -> Self {
        Self::plier(effectif::effectifs(sujet, jour, None))
    }

    /// The state as of a day, as it was known at an instant (RFC 3339, UTC).
    pub fn connu(sujet: &'a Sujet, jour: Date, instant: &str) -> Self {
        Self::plier(effectif::effectifs(sujet, jour, Some(instant)))
    }

    fn plier(evenements: Vec<Effectif<'a>>) -> Self {
        let mut etat = Self::default();
        for e in &evenements {
            etat.prendre(e);
        }
        etat.evenements = evenements;
        etat
    }

    fn prendre(&mut self, e: &Effectif<'a>) {
        // A fact says of what it speaks, before a dot; a field does not.
        for (nom, valeur) in e.champs.iter().filter(|(nom, _)| nom.contains('.')) {
            if let Some(fait) = crate::fait::fait(nom) {
                self.faits.insert(fait.nom, (valeur, e.le));
            }
        }
        if let (Acte::RenouvelerConvention, Some(fin)) = (e.acte, e.champs.get("jusqu_au")) {
            self.faits.insert("convention.fin", (fin, e.le));
        }
        self.prendre_parcours(e);
        self.prendre_mesure(e);
        self.prendre_occupation(e);
        self.argent.prendre(e);
        if let (Acte::ConstaterStade, Some(stade)) = (e.acte, mot(e.champs, "stade")) {
            self.stades.push(Stade { stade, le: e.le });
        }
    }

    fn prendre_parcours(&mut self, e: &Effectif<'a>) {
        match e.acte {
            Acte::Orienter => {
                self.oriente = mot(e.champs, "canal").map(|c| (c, e.le));
                self.volet = mot(e.champs, "volet");
            }
            Acte::Diagnostiquer => self.diagnostic = mot(e.champs, "conclusion").map(|c| (c, e.le)),
            Acte::RecueillirAdhesion => self.adhesion_le = Some(e.le),
            Acte::RetirerAdhesion => self.adhesion_le = None,
            Acte::Admettre => {
                self.admis_le = Some(e.le);
                self.volet = mot(e.champs, "volet").or(self.volet);
                if let Some(Valeur::Mots(quotas)) = e.champs.get("quotas") {
                    self.quotas.clone_from(quotas);
                }
            }
            Acte::ConfierRole => {
                if let (Some(role), Some(Valeur::Organisation(id))) =
                    (mot(e.champs, "role"), e.champs.get("organisation"))
                {
                    self.parties.push((role, *id));
                }
            }
            Acte::OuvrirVeille => self.veille = Some(Veille { depuis: e.le, close_le: None }),
            Acte::CloreVeille => {
                if let Some(veille) = &mut self.veille {
                    veille.close_le = Some(e.le);
                }
            }
            Acte::Sortir
            | Acte::RefuserAdmission
            | Acte::ConclureSansAccompagnement
            | Acte::RetirerLogement
            | Acte::CloreConvention => self.sorti_le = Some(e.le),
            _ => {}
        }
    }

    /// The measure now open, if any.
    pub fn mesure(&self) -> Option<&Mesure<'a>> {
        self.mesures.last().filter(|m| m.close_le.is_none())
    }

    /// The occupation now running, if any.
    pub fn occupation(&self) -> Option<&Occupation<'a>> {
        self.occupations.last().filter(|o| o.au.is_none())
    }

    /// The day of the first, or of the last, event of this act.
    pub fn jour_de(&self, acte: Acte, premier: bool) -> Option<Date> {
        let mut jours = self.evenements.iter().filter(|e| e.acte == acte).map(|e| e.le);
        if premier { jours.next() } else { jours.next_back() }
    }

    /// The event that brought the sujet into being, whatever the days of those that came after.
    pub fn creation(&self) -> Option<&Effectif<'a>> {
        self.evenements.iter().find(|e| e.n == 0)
    }

    /// Who recorded the sujet.
    pub fn auteur(&self) -> Option<&'a Auteur> {
        self.creation().map(|e| e.par)
    }
}

/// A field's word.
pub(crate) fn mot<'a>(champs: &'a Champs, nom: &str) -> Option<&'a str> {
    champs.get(nom).and_then(Valeur::mot)
}

/// A field's sujet.
pub(crate) fn lien(champs: &Champs, nom: &str) -> Option<SujetId> {
    match champs.get(nom) {
        Some(Valeur::Sujet(id)) => Some(*id),
        _ => None,
    }
}
