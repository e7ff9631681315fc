//! The directory in memory: who is who, to put names on identifiers. It holds no household.

use std::collections::BTreeMap;

use domain::{OrganisationId, UtilisateurId};
use policy::{Acteur, NatureOrganisation, Profil};
use store::annuaire::{Organisation, Utilisateur};

/// Organisations and people, by identifier.
#[derive(Debug, Clone, Default)]
pub struct Annuaire {
    /// Organisations.
    pub organisations: BTreeMap<OrganisationId, Organisation>,
    /// People.
    pub utilisateurs: BTreeMap<UtilisateurId, Utilisateur>,
    employeurs: BTreeMap<UtilisateurId, OrganisationId>,
}

impl Annuaire {
    /// The directory of these organisations and people.
    pub fn nouveau(organisations: Vec<Organisation>, utilisateurs: Vec<Utilisateur>) -> Self {
        let employeurs = utilisateurs.iter().filter_map(|u| Some((u.id, employeur(u)?))).collect();
        Self {
            organisations: organisations.into_iter().map(|o| (o.id, o)).collect(),
            utilisateurs: utilisateurs.into_iter().map(|u| (u.id, u)).collect(),
            employeurs,
        }
    }

    /// The name of an organisation, or a word when it left the directory.
    pub fn organisation(&self, id: OrganisationId) -> &str {
        self.organisations.get(&id).map_or("organisation inconnue", |o| &o.nom)
    }

    /// The name of a person.
    pub fn utilisateur(&self, id: UtilisateurId) -> &str {
        self.utilisateurs.get(&id).map_or("personne inconnue", |u| &u.nom)
    }

    /// What a person does in her organisation, as her record says (`{"fonction": …}`).
    pub fn fonction(&self, id: UtilisateurId) -> &str {
        let dite = self.utilisateurs.get(&id).and_then(|u| u.etat.get("fonction")?.as_str());
        dite.unwrap_or("sans fonction précisée")
    }

    /// The kind of an organisation.
    pub fn nature(&self, id: OrganisationId) -> NatureOrganisation {
        self.organisations
            .get(&id)
            .map_or(NatureOrganisation::Autre, |o| NatureOrganisation::du_mot(&o.nature))
    }

    /// The organisation that a person works for, as her record says (`{"organisation": …}`).
    pub fn employeur(&self, id: UtilisateurId) -> Option<OrganisationId> {
        self.employeurs.get(&id).copied()
    }

    /// A person acting for her organisation.
    pub fn acteur(&self, id: UtilisateurId) -> Option<Acteur> {
        let organisation = self.employeur(id)?;
        let personne = self.utilisateurs.get(&id)?;
        let nature = self.nature(organisation);
        // A function that her organisation cannot hold is the directory's mistake: she reads what is usual there.
        let dit = personne.etat.get("profil").and_then(|v| v.as_str()).and_then(Profil::du_mot);
        let profil = dit.filter(|p| p.se_tient_dans(nature)).unwrap_or_else(|| nature.profil());
        Some(Acteur { utilisateur: id, nom: personne.nom.clone(), organisation, nature, profil })
    }
}

fn employeur(utilisateur: &Utilisateur) -> Option<OrganisationId> {
    utilisateur.etat.get("organisation")?.as_str()?.parse().ok()
}
