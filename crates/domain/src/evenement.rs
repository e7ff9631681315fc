//! Commands (what someone wants recorded) and events (what was recorded).

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::acte::Acte;
use crate::ids::{OrganisationId, SujetId, UtilisateurId};
use crate::valeur::Valeur;

/// The fields of an act, by name; also facts, by the name of the dictionary.
pub type Champs = BTreeMap<String, Valeur>;

/// Who acts, for whom, in which role of the convention.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Auteur {
    /// The person.
    pub utilisateur: UtilisateurId,
    /// The organisation she acts for.
    pub organisation: OrganisationId,
    /// The role that this organisation holds in the dispositif (a name of the definition).
    pub role: String,
}

/// What someone wants to record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commande {
    /// The act.
    pub acte: Acte,
    /// The sujet it is done on (fresh for an act that creates one).
    pub sujet: SujetId,
    /// The day it happened.
    pub le: Date,
    /// Who records it.
    pub par: Auteur,
    /// The fields.
    pub champs: Champs,
    /// Why an alert is overridden, if it is.
    pub passer_outre: Option<String>,
}

impl Commande {
    /// A field, when it was given.
    pub fn champ(&self, nom: &str) -> Option<&Valeur> {
        self.champs.get(nom)
    }
}

/// What was recorded: never changed, only followed by a correction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evenement {
    /// Rank in its sujet, from 0.
    pub n: u32,
    /// The act.
    pub acte: Acte,
    /// The day it happened.
    pub survenu_le: Date,
    /// The instant it was recorded, in RFC 3339 (given by the caller: the core has no clock).
    pub enregistre_le: String,
    /// Who recorded it.
    pub par: Auteur,
    /// The fields.
    pub champs: Champs,
    /// Names of the alerts that were overridden, with the written reason.
    pub derogation: Option<Derogation>,
}

/// Alerts overridden by whoever had the power, on the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Derogation {
    /// The rules overridden.
    pub regles: Vec<String>,
    /// The reason, as typed.
    pub motif: String,
}
