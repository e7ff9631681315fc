//! People and organisations enter the directory.

use domain::texte::plier;
use domain::{OrganisationId, UtilisateurId};
use policy::Profil;
use serde_json::json;
use store::annuaire::{
    Organisation, Utilisateur, poser_organisation_interne, poser_utilisateur_interne, utilisateur_interne,
};
use store::{Ecriture, Tx};
use ulid::Ulid;

use super::evenements::{Fait, Plume};
use super::faute;
use crate::annuaire::Fonction;
use crate::droits::sans_nir;
use crate::{Annuaire, Erreur, Porte};

impl Porte {
    /// The organisation of this name, whatever its accents and capitals.
    pub fn organisation_nommee(&self, nom: &str) -> Option<OrganisationId> {
        let cherche = plier(nom.trim());
        self.annuaire().organisations.values().find(|o| plier(&o.nom) == cherche).map(|o| o.id)
    }

    /// Records an organisation of this name and kind.
    ///
    /// # Errors
    /// When the store does not answer.
    pub fn fonder(&self, nom: &str, nature: &str, departements: &[String]) -> Result<OrganisationId, Erreur> {
        let organisation = Organisation {
            id: OrganisationId(Ulid::generate()),
            nom: nom.trim().to_owned(),
            nature: nature.to_owned(),
            etat: json!({ "departements": departements }),
        };
        let id = organisation.id;
        self.store.ecrire(move |e| poser_organisation_interne(e.tx, &organisation))?;
        self.relire_annuaire()?;
        Ok(id)
    }

    /// A function as the directory may hold it: what a person is called there, and the word by which rights know her.
    ///
    /// # Errors
    /// `Saisie` when that word is not one, or may not be held in such an organisation.
    pub fn lire_fonction(
        &self,
        organisation: OrganisationId,
        intitule: &str,
        profil: &str,
    ) -> Result<Fonction, Erreur> {
        let (nature, cherche) = (self.annuaire().nature(organisation), plier(profil.trim()));
        let permis = Profil::TOUS.into_iter().filter(|p| p.se_tient_dans(nature));
        let trouve = permis.clone().find(|p| plier(p.mot()) == cherche);
        if trouve.is_none() && !cherche.is_empty() {
            let mots: Vec<String> = permis.map(|p| p.mot().to_owned()).collect();
            let message = format!(
                "« {} » n’est pas un métier de cette organisation. Choisissez parmi\u{a0}: {}.",
                profil.trim(),
                domain::texte::choix(&mots)
            );
            return Err(faute("profil", message));
        }
        let intitule = lire_nom("fonction", intitule)?;
        Ok(Fonction { organisation, intitule, profil: trouve.map_or("", Profil::mot).to_owned() })
    }
}

/// A new identifier.
pub(super) fn tirer() -> UtilisateurId {
    UtilisateurId(Ulid::generate())
}

/// The name of a person or of what she does, as it may be kept.
pub(super) fn lire_nom(champ: &str, saisi: &str) -> Result<String, Erreur> {
    let nom = saisi.trim();
    if nom.chars().count() > 200 || nom.chars().any(char::is_control) {
        return Err(faute(champ, "Écrivez-le sur une ligne, en 200 caractères au plus."));
    }
    sans_nir([(champ, nom)])?;
    Ok(nom.to_owned())
}

/// A person who has no function yet.
pub(super) fn inscrire(e: &mut Ecriture<'_, '_>, id: UtilisateurId, nom: &str) -> Result<(), Erreur> {
    let personne = Utilisateur { id, nom: nom.to_owned(), etat: json!({ "fonctions": [] }) };
    Ok(poser_utilisateur_interne(e.tx, &personne)?)
}

pub(super) fn confier(
    e: &mut Ecriture<'_, '_>,
    plume: &Plume,
    id: UtilisateurId,
    fonction: &Fonction,
) -> Result<(), Erreur> {
    let tenues = fonctions(e.tx, id)?;
    if tenues.contains(fonction) {
        return Ok(());
    }
    let autres = tenues.into_iter().filter(|f| f.organisation != fonction.organisation);
    poser_fonctions(e.tx, id, &autres.chain([fonction.clone()]).collect::<Vec<_>>())?;
    plume.noter(e, id, &Fait::FonctionConfiee(fonction.organisation, fonction.profil.clone()))
}

/// Takes back what she does in these organisations.
pub(super) fn reprendre(
    e: &mut Ecriture<'_, '_>,
    plume: &Plume,
    id: UtilisateurId,
    organisations: &[OrganisationId],
) -> Result<(), Erreur> {
    let (siennes, autres): (Vec<_>, Vec<_>) =
        fonctions(e.tx, id)?.into_iter().partition(|f| organisations.contains(&f.organisation));
    poser_fonctions(e.tx, id, &autres)?;
    siennes.iter().try_for_each(|f| plume.noter(e, id, &Fait::FonctionRetiree(f.organisation)))
}

/// What she does, as the transaction finds it.
pub(super) fn fonctions(tx: &mut Tx<'_>, id: UtilisateurId) -> Result<Vec<Fonction>, Erreur> {
    let personne = utilisateur_interne(tx, id)?.ok_or(Erreur::Introuvable)?;
    Ok(Annuaire::nouveau(Vec::new(), vec![personne]).fonctions(id).to_vec())
}

fn poser_fonctions(tx: &mut Tx<'_>, id: UtilisateurId, toutes: &[Fonction]) -> Result<(), Erreur> {
    let mut personne = utilisateur_interne(tx, id)?.ok_or(Erreur::Introuvable)?;
    if let Some(etat) = personne.etat.as_object_mut() {
        etat.insert("fonctions".to_owned(), json!(toutes));
    }
    Ok(poser_utilisateur_interne(tx, &personne)?)
}
