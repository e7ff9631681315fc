//! Where cas are played: a theatre takes commands and answers in plain data, so that memory, a
//! store and a server can be asked the same and compared.

use domain::contexte::Compte;
use domain::{Acte, Auteur, Cle, Commande, Date, OrganisationId, Sujet, SujetId, UtilisateurId, Valeur};
use serde::Serialize;

/// Someone who acts in a cas.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acteur {
    /// Her name: that of the role, or of the `[[utilisateur]]`.
    pub nom: String,
    /// The role of the definition.
    pub role: String,
    /// Who she is.
    pub utilisateur: UtilisateurId,
    /// For whom she acts: one organisation for each role.
    pub organisation: OrganisationId,
}

/// One rule's reason, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pourquoi {
    /// The rule.
    pub regle: String,
    /// Its message.
    pub message: String,
    /// What it asks.
    pub demande: String,
    /// The values it saw: label and value.
    pub valeurs: Vec<(String, String)>,
    /// Where it comes from.
    pub source: String,
}

/// What a theatre answers to a command.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Reponse {
    /// `accepté`, `refusé`, `alerté`, `indéterminé`, `saisie invalide`.
    pub issue: String,
    /// The rules that decided; for an acceptance, the alerts that were overridden.
    pub regles: Vec<String>,
    /// Missing facts.
    pub manque: Vec<String>,
    /// What was wrong in what was typed.
    pub fautes: Vec<String>,
    /// Why, rule by rule.
    pub pourquoi: Vec<Pourquoi>,
}

/// Something due.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Du {
    /// The schedule.
    pub nom: String,
    /// The day.
    pub le: Date,
}

/// An act, for a status one of its targets, and whether it may be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Possibilite {
    /// The act.
    pub acte: Acte,
    /// The status it goes to, when it goes to one.
    pub vers: Option<String>,
    /// Whether no rule forbids it.
    pub possible: bool,
}

/// A place where commands are played. Errors are technical failures, in French.
pub trait Theatre {
    /// Makes the people of a cas known. Called once, first.
    ///
    /// # Errors
    /// When the theatre fails.
    fn annuaire(&mut self, acteurs: &[Acteur]) -> Result<(), String>;

    /// Plays a command on the world.
    ///
    /// # Errors
    /// When the theatre fails (a refusal is an answer).
    fn jouer(&mut self, c: &Commande, aujourd_hui: Date, enregistre_le: &str) -> Result<Reponse, String>;

    /// A sujet as it stands; none when there is no such thing.
    ///
    /// # Errors
    /// When the theatre fails.
    fn sujet(&mut self, id: SujetId) -> Result<Option<Sujet>, String>;

    /// What is due on a sujet, seen on that day.
    ///
    /// # Errors
    /// When the theatre fails.
    fn echeances(&mut self, id: SujetId, jour: Date) -> Result<Vec<Du>, String>;

    /// What may be done next on a sujet by this person.
    ///
    /// # Errors
    /// When the theatre fails.
    fn suite(&mut self, id: SujetId, par: &Auteur, jour: Date) -> Result<Vec<Possibilite>, String>;

    /// The names of what is suggested on a sujet.
    ///
    /// # Errors
    /// When the theatre fails.
    fn propositions(&mut self, id: SujetId, jour: Date) -> Result<Vec<String>, String>;

    /// A fact of a sujet on that day; none when it is absent or unknown.
    ///
    /// # Errors
    /// When the theatre fails.
    fn fait(&mut self, id: SujetId, nom: &str, jour: Date) -> Result<Option<Valeur>, String>;

    /// How much is taken under a key.
    ///
    /// # Errors
    /// When the theatre fails.
    fn compte(&mut self, cle: &Cle) -> Result<Compte, String>;
}
