//! People and organisations enter the directory.

use domain::texte::plier;
use domain::{OrganisationId, UtilisateurId};
use serde_json::json;
use store::annuaire::{
    Organisation, Utilisateur, poser_organisation_interne, poser_utilisateur_interne, utilisateur_interne,
};
use ulid::Ulid;

use crate::annuaire::Fonction;
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

    /// Records a person with her first function.
    ///
    /// # Errors
    /// When the store does not answer.
    pub fn accueillir(&self, nom: &str, fonction: &Fonction) -> Result<UtilisateurId, Erreur> {
        let personne = Utilisateur {
            id: UtilisateurId(Ulid::generate()),
            nom: nom.trim().to_owned(),
            etat: json!({ "fonctions": [fonction] }),
        };
        let id = personne.id;
        self.store.ecrire(move |e| poser_utilisateur_interne(e.tx, &personne))?;
        self.relire_annuaire()?;
        Ok(id)
    }

    /// Gives a person a function, in the place of the one that she had in that organisation.
    ///
    /// # Errors
    /// `Introuvable` when nobody has that identifier.
    pub fn confier(&self, id: UtilisateurId, fonction: &Fonction) -> Result<(), Erreur> {
        let fonction = fonction.clone();
        self.store.ecrire(move |e| {
            let mut personne = utilisateur_interne(e.tx, id)?.ok_or(Erreur::Introuvable)?;
            let seule = Annuaire::nouveau(Vec::new(), vec![personne.clone()]);
            let autres = seule.fonctions(id).iter().filter(|f| f.organisation != fonction.organisation);
            let toutes: Vec<&Fonction> = autres.chain([&fonction]).collect();
            if let Some(etat) = personne.etat.as_object_mut() {
                etat.insert("fonctions".to_owned(), json!(toutes));
            }
            Ok::<_, Erreur>(poser_utilisateur_interne(e.tx, &personne)?)
        })?;
        self.relire_annuaire()
    }
}
