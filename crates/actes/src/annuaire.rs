//! The directory in memory: who is who, to put names on identifiers. It holds no household.

use std::collections::BTreeMap;

use domain::{OrganisationId, UtilisateurId};
use policy::{Acteur, NatureOrganisation, Profil};
use serde::{Deserialize, Serialize};
use store::annuaire::{Organisation, Utilisateur};

/// What a person does in an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fonction {
    /// Where.
    pub organisation: OrganisationId,
    /// What it is called.
    #[serde(default)]
    pub intitule: String,
    /// The word by which rights know it; empty for none.
    #[serde(default)]
    pub profil: String,
}

/// Organisations and people, by identifier.
#[derive(Debug, Clone, Default)]
pub struct Annuaire {
    /// Organisations.
    pub organisations: BTreeMap<OrganisationId, Organisation>,
    /// People.
    pub utilisateurs: BTreeMap<UtilisateurId, Utilisateur>,
    fonctions: BTreeMap<UtilisateurId, Vec<Fonction>>,
}

impl Annuaire {
    /// The directory of these organisations and people.
    pub fn nouveau(organisations: Vec<Organisation>, utilisateurs: Vec<Utilisateur>) -> Self {
        let fonctions = utilisateurs.iter().map(|u| (u.id, lire_fonctions(u))).collect();
        Self {
            organisations: organisations.into_iter().map(|o| (o.id, o)).collect(),
            utilisateurs: utilisateurs.into_iter().map(|u| (u.id, u)).collect(),
            fonctions,
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
    /// The kind of an organisation.
    pub fn nature(&self, id: OrganisationId) -> NatureOrganisation {
        self.organisations
            .get(&id)
            .map_or(NatureOrganisation::Autre, |o| NatureOrganisation::du_mot(&o.nature))
    }

    /// The départements (INSEE codes) that an organisation answers for, as its record says: `{"departements": ["93"]}`.
    pub fn departements(&self, id: OrganisationId) -> Vec<String> {
        let dits = self.organisations.get(&id).and_then(|o| o.etat.get("departements")?.as_array());
        let codes = dits.into_iter().flatten().filter_map(|c| c.as_str());
        codes.map(str::to_owned).collect()
    }

    /// What a person does, and for whom, as her record says: `{"fonctions": [{"organisation", "intitule", "profil"}]}`,
    /// or for one alone `{"organisation", "fonction", "profil"}`.
    pub fn fonctions(&self, id: UtilisateurId) -> &[Fonction] {
        self.fonctions.get(&id).map(Vec::as_slice).unwrap_or_default()
    }

    /// What a person does in this organisation.
    pub fn fonction(&self, id: UtilisateurId, organisation: OrganisationId) -> Option<&Fonction> {
        self.fonctions(id).iter().find(|f| f.organisation == organisation)
    }

    /// The organisation that a person works for first.
    pub fn employeur(&self, id: UtilisateurId) -> Option<OrganisationId> {
        self.fonctions(id).first().map(|f| f.organisation)
    }

    /// A person acting for the organisation of her first function.
    pub fn acteur(&self, id: UtilisateurId) -> Option<Acteur> {
        self.acteur_pour(id, self.employeur(id)?)
    }

    /// A person acting for one of the organisations in which she has a function.
    pub fn acteur_pour(&self, id: UtilisateurId, organisation: OrganisationId) -> Option<Acteur> {
        let fonction = self.fonction(id, organisation)?;
        let nom = self.utilisateurs.get(&id)?.nom.clone();
        let nature = self.nature(organisation);
        // A function that her organisation cannot hold is the directory's mistake: she reads what is usual there.
        let dit = Profil::du_mot(&fonction.profil).filter(|p| p.se_tient_dans(nature));
        Some(Acteur {
            utilisateur: id,
            nom,
            organisation,
            nature,
            profil: dit.unwrap_or_else(|| nature.profil()),
        })
    }
}

fn lire_fonctions(utilisateur: &Utilisateur) -> Vec<Fonction> {
    let texte = |cle: &str| utilisateur.etat.get(cle).and_then(|v| v.as_str());
    match utilisateur.etat.get("fonctions").and_then(|f| f.as_array()) {
        Some(toutes) => toutes.iter().filter_map(|f| Fonction::deserialize(f).ok()).collect(),
        None => texte("organisation")
            .and_then(|o| o.parse().ok())
            .map(|organisation| Fonction {
                organisation,
                intitule: texte("fonction").unwrap_or_default().to_owned(),
                profil: texte("profil").unwrap_or_default().to_owned(),
            })
            .into_iter()
            .collect(),
    }
}
