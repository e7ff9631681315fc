//! Accounts: who someone is, proved before she acts. The door to them, as `agir` and `lire` are to sujets.
//!
//! An account is opened by an invitation (a link that serves once), holds a password and a second factor, and opens
//! sessions. A session is a random token that its browser keeps and of which we keep the hash; it changes at each step
//! that gives it more power, so that a token known before a step is worth nothing after. What a session still lacks is its
//! [`Etape`]; only an entire one acts, for the organisation that its row names.

mod cles;
mod entrer;
#[cfg(any(test, feature = "essais"))]
pub mod essais;
mod evenements;
mod facteurs;
mod freins;
mod gerer;
mod inviter;
mod jetons;
mod mot_de_passe;
mod personnes;
mod sessions;
mod totp;

#[cfg(test)]
mod tests;

pub use cles::{Creation, Signee, Site};
pub use entrer::Preuve;
pub use evenements::{EvenementDeCompte, Fait, Par};
pub use facteurs::{Application, Facteurs};
pub use gerer::{CompteGere, Fermeture, Invitee, Perdu};
pub use inviter::{Invitation, lire_identifiant};
pub use jetons::{hexa, lire_hexa};
pub use mot_de_passe::CONSIGNE;
pub use sessions::Ligne;
pub use store::comptes::facteurs::CleAcces;

use domain::moteur::Faute;
use domain::{OrganisationId, UtilisateurId};
use store::comptes::Compte;
use store::comptes::sessions::SessionLue;

use crate::{Erreur, Porte};

/// How long an untouched session stays open.
const OISIVE: i64 = 60 * 60;
/// How long any session lasts: a long day of work.
const ENTIERE: i64 = 12 * 60 * 60;
/// How long someone may take to give her second factor, or to choose one.
const INACHEVEE: i64 = 20 * 60;
/// How precisely the last use is known.
const PRECISION: i64 = 5 * 60;
/// How long an ended session stays in the base.
const MEMOIRE: i64 = 30 * 24 * 60 * 60;

/// What a session still lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Etape {
    /// The password was right; the second factor is awaited.
    Second,
    /// She has no second factor yet, and must take one before anything else.
    Equiper,
    /// Nothing: she may act.
    Entiere,
}

impl Etape {
    const fn mot(self) -> &'static str {
        match self {
            Self::Second => "second",
            Self::Equiper => "equiper",
            Self::Entiere => "entiere",
        }
    }

    /// A word that this version does not know opens nothing.
    fn du_mot(mot: &str) -> Option<Self> {
        [Self::Second, Self::Equiper, Self::Entiere].into_iter().find(|e| e.mot() == mot)
    }

    const fn duree(self) -> i64 {
        match self {
            Self::Second | Self::Equiper => INACHEVEE,
            Self::Entiere => ENTIERE,
        }
    }
}

/// From where someone asks, as her request says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Client {
    /// The address of her network.
    pub lieu: String,
    /// Her browser, as it calls itself.
    pub agent: String,
    /// The mark that an earlier entry left in her browser.
    pub appareil: Option<String>,
}

/// A session that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// What it lacks.
    pub etape: Etape,
    lue: SessionLue,
}

impl Session {
    /// Whose.
    pub const fn utilisateur(&self) -> UtilisateurId {
        self.lue.utilisateur
    }

    /// For whom she acts; none until she chose.
    pub const fn organisation(&self) -> Option<OrganisationId> {
        self.lue.organisation
    }
}

/// What the browser must now keep: it replaces what it had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ouverte {
    /// The token.
    pub jeton: String,
    /// What the session lacks.
    pub etape: Etape,
    /// The mark of a browser that entered, when it did.
    pub appareil: Option<String>,
}

impl Porte {
    /// A secret of this instance for one use, the same after a restart.
    pub fn secret(&self, usage: &str) -> [u8; 32] {
        self.store.trousseau().deriver(usage)
    }

    fn compte_de(&self, id: UtilisateurId) -> Result<Compte, Erreur> {
        self.store.lire(|tx| store::comptes::compte_interne(tx, id))?.ok_or(Erreur::Introuvable)
    }

    /// Whether this account's password is asked with a second factor.
    fn a_un_second_facteur(&self, compte: &Compte) -> Result<bool, Erreur> {
        let cles = self.store.lire(|tx| store::comptes::facteurs::cles_interne(tx, compte.utilisateur))?;
        Ok(compte.totp.is_some() || !cles.is_empty())
    }
}

fn faute(champ: &str, message: impl Into<String>) -> Erreur {
    Erreur::Saisie(vec![Faute { champ: champ.to_owned(), message: message.into() }])
}
