//! The directory: organisations and the people who work in them. No household here.

use crate::driver::{Ligne, Tx, requetes};
use crate::{StoreError, sql};
use domain::{OrganisationId, UtilisateurId};
use serde_json::Value;

requetes! {
    ORGANISATION = sql!("SELECT id, nom, nature, etat FROM organisation WHERE id = $1");
    ORGANISATIONS = sql!("SELECT id, nom, nature, etat FROM organisation WHERE (nom, id) > ($1, $2) ORDER BY nom, id LIMIT $3");
    POSER_ORGANISATION = sql!(
        "INSERT INTO organisation (id, nom, nature, etat) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (id) DO UPDATE SET nom = excluded.nom, nature = excluded.nature, etat = excluded.etat"
    );
    UTILISATEUR = sql!("SELECT id, nom, etat FROM utilisateur WHERE id = $1");
    UTILISATEURS = sql!("SELECT id, nom, etat FROM utilisateur WHERE (nom, id) > ($1, $2) ORDER BY nom, id LIMIT $3");
    POSER_UTILISATEUR = sql!(
        "INSERT INTO utilisateur (id, nom, etat) VALUES ($1, $2, $3) \
         ON CONFLICT (id) DO UPDATE SET nom = excluded.nom, etat = excluded.etat"
    );
}

/// An organisation.
#[derive(Debug, Clone, PartialEq)]
pub struct Organisation {
    /// Its identifier.
    pub id: OrganisationId,
    /// Its name.
    pub nom: String,
    /// Landlord, association, town social service, State…
    pub nature: String,
    /// All the rest.
    pub etat: Value,
}

/// A person with a function in one or several organisations.
#[derive(Debug, Clone, PartialEq)]
pub struct Utilisateur {
    /// Her identifier.
    pub id: UtilisateurId,
    /// Her name.
    pub nom: String,
    /// All the rest: functions, address, how she signs in.
    pub etat: Value,
}

/// Where a page of the directory begins: after this name and identifier; both empty for the first.
pub type Apres<'a> = (&'a str, &'a str);

/// One organisation.
pub fn organisation_interne(tx: &mut Tx<'_>, id: OrganisationId) -> Result<Option<Organisation>, StoreError> {
    tx.une(ORGANISATION, &[(&id.to_string()).into()], lire_organisation)
}

/// A page of organisations, by name.
pub fn organisations_interne(
    tx: &mut Tx<'_>,
    apres: Apres<'_>,
    nombre: u32,
) -> Result<Vec<Organisation>, StoreError> {
    tx.query(ORGANISATIONS, &[apres.0.into(), apres.1.into(), i64::from(nombre).into()], lire_organisation)
}

/// Creates or replaces an organisation.
pub fn poser_organisation_interne(tx: &mut Tx<'_>, organisation: &Organisation) -> Result<(), StoreError> {
    let (id, etat) = (organisation.id.to_string(), organisation.etat.to_string());
    let valeurs = [(&id).into(), (&organisation.nom).into(), (&organisation.nature).into(), (&etat).into()];
    tx.execute(POSER_ORGANISATION, &valeurs).map(|_| ())
}

/// One person.
pub fn utilisateur_interne(tx: &mut Tx<'_>, id: UtilisateurId) -> Result<Option<Utilisateur>, StoreError> {
    tx.une(UTILISATEUR, &[(&id.to_string()).into()], lire_utilisateur)
}

/// A page of people, by name.
pub fn utilisateurs_interne(
    tx: &mut Tx<'_>,
    apres: Apres<'_>,
    nombre: u32,
) -> Result<Vec<Utilisateur>, StoreError> {
    tx.query(UTILISATEURS, &[apres.0.into(), apres.1.into(), i64::from(nombre).into()], lire_utilisateur)
}

/// Creates or replaces a person.
pub fn poser_utilisateur_interne(tx: &mut Tx<'_>, utilisateur: &Utilisateur) -> Result<(), StoreError> {
    let (id, etat) = (utilisateur.id.to_string(), utilisateur.etat.to_string());
    tx.execute(POSER_UTILISATEUR, &[(&id).into(), (&utilisateur.nom).into(), (&etat).into()]).map(|_| ())
}

fn lire_organisation(l: &Ligne<'_>) -> Result<Organisation, StoreError> {
    let id = l.texte(0)?.parse().map_err(|_| StoreError::Illisible("organisation".into()))?;
    Ok(Organisation { id, nom: l.texte(1)?.into(), nature: l.texte(2)?.into(), etat: json(l.texte(3)?)? })
}

fn lire_utilisateur(l: &Ligne<'_>) -> Result<Utilisateur, StoreError> {
    let id = l.texte(0)?.parse().map_err(|_| StoreError::Illisible("utilisateur".into()))?;
    Ok(Utilisateur { id, nom: l.texte(1)?.into(), etat: json(l.texte(2)?)? })
}

fn json(texte: &str) -> Result<Value, StoreError> {
    Ok(serde_json::from_str(texte)?)
}
