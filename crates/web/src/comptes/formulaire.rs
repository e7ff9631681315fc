//! The form that invites someone: what it offers, and what was typed in it.

use actes::comptes::{Invitee, Perdu};
use actes::{Annuaire, Porte};
use domain::OrganisationId;
use domain::moteur::Faute;
use policy::Profil;

use crate::formulaire::{Saisie, majuscule};

/// One of several.
pub struct Choix {
    /// What is posted.
    pub valeur: String,
    /// What is read.
    pub libelle: String,
    /// What it means; empty for most.
    pub aide: &'static str,
    /// Whether it was chosen.
    pub coche: bool,
}

/// The form, with what was typed.
pub struct Formulaire {
    /// Where she will work; one alone is not asked.
    pub organisations: Vec<Choix>,
    /// Her trade, of those that are held there.
    pub metiers: Vec<Choix>,
    /// What was typed.
    pub nom: String,
    /// What was typed.
    pub identifiant: String,
    /// What was typed.
    pub fonction: String,
}

impl Formulaire {
    /// For who administers these organisations.
    pub fn nouveau(annuaire: &Annuaire, administrees: &[OrganisationId], saisie: &Saisie) -> Self {
        let texte = |nom: &str| saisie.une(nom).unwrap_or_default().to_owned();
        let organisation = |o: &OrganisationId| Choix {
            valeur: o.to_string(),
            libelle: annuaire.organisation(*o).to_owned(),
            aide: "",
            coche: saisie.une("organisation") == Some(&o.to_string()),
        };
        let tenu = |p: &Profil| administrees.iter().any(|o| p.se_tient_dans(annuaire.nature(*o)));
        let metier = |p: Profil| Choix {
            valeur: p.mot().to_owned(),
            libelle: majuscule(p.mot()),
            aide: if p == Profil::Administration { "Tient les comptes. Ne lit aucun ménage." } else { "" },
            coche: saisie.une("profil") == Some(p.mot()),
        };
        Self {
            organisations: administrees.iter().map(organisation).collect(),
            metiers: Profil::TOUS.into_iter().filter(tenu).map(metier).collect(),
            nom: texte("nom"),
            identifiant: texte("identifiant"),
            fonction: texte("fonction"),
        }
    }

    /// Whether the organisation is asked.
    pub fn plusieurs(&self) -> bool {
        self.organisations.len() > 1
    }
}

/// Whom a form invites.
///
/// # Errors
/// `Saisie`, field by field.
pub fn lire(
    porte: &Porte,
    administrees: &[OrganisationId],
    saisie: &Saisie,
) -> Result<Invitee, actes::Erreur> {
    let texte = |nom: &str| saisie.une(nom).unwrap_or_default();
    let mut fautes = Vec::new();
    let mut manque = |champ: &str, message: &str| {
        fautes.push(Faute { champ: champ.to_owned(), message: message.to_owned() });
    };
    let organisation = match administrees {
        [seule] => Some(*seule),
        _ => texte("organisation").parse().ok(),
    };
    if organisation.is_none() {
        manque("organisation", "Choisissez l’organisation où elle travaille.");
    }
    if texte("profil").is_empty() {
        manque("profil", "Choisissez son métier : il dit ce qu’elle pourra lire.");
    }
    let Some(organisation) = organisation.filter(|_| fautes.is_empty()) else {
        return Err(actes::Erreur::Saisie(fautes));
    };
    Ok(Invitee {
        identifiant: texte("identifiant").to_owned(),
        nom: texte("nom").to_owned(),
        fonction: Some(porte.lire_fonction(organisation, texte("fonction"), texte("profil"))?),
        perdu: Perdu::MotDePasse,
    })
}
