//! What happens to accounts, in the journal: who did what to whose account, when. Each person's events are a chain of
//! their own, sealed and checked with all the others; nothing is replayed from them.

use domain::{Date, OrganisationId, UtilisateurId};
use policy::Acteur;
use serde::{Deserialize, Serialize};
use store::journal::{Entree, LigneLue, dernieres};
use store::{Ecriture, StoreError};

use super::Session;
use crate::effacer::OPERATEUR;
use crate::{Annuaire, Erreur, Porte};

/// Events that a page shows of one account.
const DERNIERS: u32 = 30;

/// Who acts on an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Par {
    /// Whoever operates the machine, by a command.
    Machine,
    /// A person, for an organisation when she chose one.
    Personne(UtilisateurId, Option<OrganisationId>),
}

impl From<&Session> for Par {
    fn from(session: &Session) -> Self {
        Self::Personne(session.utilisateur(), session.organisation())
    }
}

impl From<&Acteur> for Par {
    fn from(acteur: &Acteur) -> Self {
        Self::Personne(acteur.utilisateur, Some(acteur.organisation))
    }
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fait {
    /// The account came into being.
    Cree,
    /// It was open to nobody, and is open again.
    Rouvert,
    /// She was given a function in an organisation, with the word by which rights know it.
    FonctionConfiee(OrganisationId, String),
    /// A function was taken back.
    FonctionRetiree(OrganisationId),
    /// A link was drawn for her.
    Invite,
    /// She chose her first password, by the link.
    Active,
    /// She chose another password: by a link, or knowing the one before.
    MotDePasse,
    /// She took an application of codes.
    Application,
    /// She took a passkey.
    Cle,
    /// She gave up a passkey.
    CleRetiree,
    /// She drew recovery codes anew.
    Codes,
    /// Somebody else took away all her second factors.
    FacteursRetires,
    /// Somebody else ended so many of her sessions.
    SessionsFermees(u64),
    /// The account opens nothing any more.
    Desactive,
}

impl Fait {
    /// Its name in the journal, in clear.
    const fn genre(&self) -> &'static str {
        match self {
            Self::Cree => "compte-cree",
            Self::Rouvert => "compte-rouvert",
            Self::FonctionConfiee(..) => "compte-fonction-confiee",
            Self::FonctionRetiree(_) => "compte-fonction-retiree",
            Self::Invite => "compte-invite",
            Self::Active => "compte-active",
            Self::MotDePasse => "compte-mot-de-passe",
            Self::Application => "compte-application",
            Self::Cle => "compte-cle",
            Self::CleRetiree => "compte-cle-retiree",
            Self::Codes => "compte-codes",
            Self::FacteursRetires => "compte-facteurs-retires",
            Self::SessionsFermees(_) => "compte-sessions-fermees",
            Self::Desactive => "compte-desactive",
        }
    }

    /// The organisation that it tells of, if any.
    pub const fn organisation(&self) -> Option<OrganisationId> {
        match self {
            Self::FonctionConfiee(o, _) | Self::FonctionRetiree(o) => Some(*o),
            _ => None,
        }
    }

    /// In words.
    pub fn mots(&self, annuaire: &Annuaire) -> String {
        match self {
            Self::Cree => "compte créé".to_owned(),
            Self::Rouvert => "compte rouvert".to_owned(),
            Self::FonctionConfiee(o, profil) if profil.is_empty() => {
                format!("fonction confiée, {}", annuaire.organisation(*o))
            }
            Self::FonctionConfiee(o, profil) => {
                format!("fonction confiée\u{a0}: {profil}, {}", annuaire.organisation(*o))
            }
            Self::FonctionRetiree(o) => format!("fonction retirée, {}", annuaire.organisation(*o)),
            Self::Invite => "invitation".to_owned(),
            Self::Active => "premier mot de passe choisi".to_owned(),
            Self::MotDePasse => "mot de passe changé".to_owned(),
            Self::Application => "application de codes ajoutée".to_owned(),
            Self::Cle => "clé d’accès ajoutée".to_owned(),
            Self::CleRetiree => "clé d’accès retirée".to_owned(),
            Self::Codes => "codes de secours renouvelés".to_owned(),
            Self::FacteursRetires => "seconds facteurs retirés".to_owned(),
            Self::SessionsFermees(1) => "une session fermée".to_owned(),
            Self::SessionsFermees(n) => format!("{n}\u{a0}sessions fermées"),
            Self::Desactive => "compte désactivé".to_owned(),
        }
    }
}

/// An event of an account, as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvenementDeCompte {
    /// Whose account.
    pub compte: UtilisateurId,
    /// The instant (ISO, UTC).
    pub le: String,
    /// Who, in words.
    pub par: String,
    /// What.
    pub fait: Fait,
}

/// What writes events in a transaction that may be run twice: the author and the instant are drawn before.
#[derive(Debug, Clone)]
pub(super) struct Plume {
    par: Par,
    instant: String,
    jour: Date,
}

impl Plume {
    /// Writes what happened to the account of that person.
    pub(super) fn noter(
        &self,
        e: &mut Ecriture<'_, '_>,
        id: UtilisateurId,
        fait: &Fait,
    ) -> Result<(), Erreur> {
        let (sujet, jour) = (id.to_string(), self.jour.to_string());
        let (par, organisation) = match self.par {
            Par::Machine => (OPERATEUR.to_owned(), OPERATEUR.to_owned()),
            Par::Personne(u, o) => (u.to_string(), o.map(|o| o.to_string()).unwrap_or_default()),
        };
        let charge = serde_json::to_vec(fait).map_err(StoreError::from)?;
        e.inscrire(&Entree {
            sujet: &sujet,
            menage: None,
            par: &par,
            organisation: &organisation,
            enregistre_le: &self.instant,
            survenu_le: &jour,
            genre: fait.genre(),
            regles: "[]",
            mecanique: None,
            charge: &charge,
        })?;
        Ok(())
    }
}

impl Porte {
    pub(super) fn plume(&self, par: Par) -> Plume {
        Plume { par, instant: self.horloge.instant(), jour: self.horloge.aujourd_hui(&[]) }
    }

    /// What happened to the account of the owner of this session, latest first.
    ///
    /// # Errors
    /// When the store does not answer.
    pub fn mes_evenements(&self, session: &Session) -> Result<Vec<EvenementDeCompte>, Erreur> {
        self.store.lire(|tx| self.evenements(tx, session.utilisateur()))
    }

    pub(super) fn evenements(
        &self,
        tx: &mut store::Tx<'_>,
        id: UtilisateurId,
    ) -> Result<Vec<EvenementDeCompte>, Erreur> {
        let annuaire = self.annuaire();
        let lignes = dernieres(tx, self.store.trousseau(), &id.to_string(), DERNIERS)?;
        Ok(lignes.into_iter().filter_map(|l| lire(&annuaire, id, l)).collect())
    }
}

/// A line whose words a later version wrote is left out of the page, not of the journal.
fn lire(annuaire: &Annuaire, compte: UtilisateurId, ligne: LigneLue) -> Option<EvenementDeCompte> {
    let fait = serde_json::from_slice(&ligne.charge).ok()?;
    let par = match (ligne.par.parse::<UtilisateurId>(), ligne.organisation.parse()) {
        (Ok(id), Ok(organisation)) => {
            format!("{}, {}", annuaire.utilisateur(id), annuaire.organisation(organisation))
        }
        (Ok(id), Err(_)) => annuaire.utilisateur(id).to_owned(),
        (Err(_), _) => "l’opérateur de la machine".to_owned(),
    };
    Some(EvenementDeCompte { compte, le: ligne.enregistre_le, par, fait })
}
