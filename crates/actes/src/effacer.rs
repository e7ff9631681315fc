//! Erasing a household: what would go, then what goes. For the machine's operator and whoever is in charge of people's
//! rights; never a page that a worker meets by chance.

use domain::SujetId;
use policy::Acteur;
use store::effacement::{self, Effacement, Inventaire};

use crate::{Erreur, Porte};

/// On what ground a household is erased: a closed list, so that nothing personal is written there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fondement {
    /// The person asked.
    Demande,
    /// What is kept has been kept long enough.
    Duree,
    /// It should never have been recorded.
    Erreur,
    /// A court or the authority said so.
    Autorite,
}

impl Fondement {
    const TOUS: [Self; 4] = [Self::Demande, Self::Duree, Self::Erreur, Self::Autorite];

    const fn code(self) -> &'static str {
        match self {
            Self::Demande => "demande",
            Self::Duree => "duree",
            Self::Erreur => "erreur",
            Self::Autorite => "autorite",
        }
    }

    /// In words.
    pub const fn mots(self) -> &'static str {
        match self {
            Self::Demande => "à la demande de la personne",
            Self::Duree => "au terme de la durée de conservation",
            Self::Erreur => "parce que rien n'aurait dû être enregistré",
            Self::Autorite => "sur décision d'un juge ou de la CNIL",
        }
    }
}

/// Who erased a household, when and why, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Efface {
    /// Who.
    pub par: String,
    /// The instant (UTC).
    pub enregistre_le: String,
    /// The ground.
    pub fondement: Option<Fondement>,
}

impl Porte {
    /// What an erasure would take and leave. Nothing is written.
    ///
    /// # Errors
    /// `Introuvable` when no household has this identifier.
    pub fn inventaire(&self, menage: SujetId) -> Result<Inventaire, Erreur> {
        let trousseau = self.store.trousseau();
        let aujourd_hui = self.horloge.aujourd_hui(&[]);
        let lu = self.store.lire(|tx| effacement::inventaire_interne(tx, trousseau, menage, aujourd_hui))?;
        lu.ok_or(Erreur::Introuvable)
    }

    /// Erases a household, or finishes what was begun. Without an actor, it is the machine's operator who does.
    ///
    /// # Errors
    /// `Introuvable`; the store's own, after which the same call finishes.
    pub fn effacer(
        &self,
        acteur: Option<&Acteur>,
        menage: SujetId,
        fondement: Fondement,
    ) -> Result<(), Erreur> {
        self.inventaire(menage)?;
        let (par, organisation) = acteur.map_or_else(
            || (OPERATEUR.to_owned(), OPERATEUR.to_owned()),
            |a| (a.utilisateur.to_string(), a.organisation.to_string()),
        );
        let demande = Effacement {
            menage,
            par,
            organisation,
            enregistre_le: self.horloge.instant(),
            le: self.horloge.aujourd_hui(&[]),
            motif: fondement.code().to_owned(),
        };
        Ok(self.store.effacer(&demande)?)
    }

    /// Who erased this household, if anyone did.
    ///
    /// # Errors
    /// When the store does not answer.
    pub fn efface(&self, menage: SujetId) -> Result<Option<Efface>, Erreur> {
        let trousseau = self.store.trousseau();
        let trace = self.store.lire(|tx| effacement::trace_interne(tx, trousseau, menage))?;
        Ok(trace.map(|trace| Efface {
            par: match trace.par.parse() {
                Ok(id) => self.annuaire().utilisateur(id).to_owned(),
                Err(_) => "l'opérateur de la machine".to_owned(),
            },
            enregistre_le: trace.enregistre_le,
            fondement: Fondement::TOUS.into_iter().find(|f| f.code() == trace.motif),
        }))
    }
}

/// In the place of a person and of her organisation, when the command comes from the machine itself.
pub(crate) const OPERATEUR: &str = "machine";
