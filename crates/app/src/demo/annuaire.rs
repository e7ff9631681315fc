//! Who is who in the territory: organisations and people, recorded once, with numbers that follow
//! from their order.

use std::collections::BTreeMap;

use actes::{Organisation, Porte, Utilisateur};
use anyhow::Context;
use domain::{OrganisationId, UtilisateurId, ids};

use super::hasard::Hasard;
use super::histoire::Personnage;
use super::modele::{Territoire, Utilisateur as Utilisatrice};

/// Organisations by key, and their people.
pub struct Gens {
    organisations: BTreeMap<String, OrganisationId>,
    /// People who follow households first; all of them where nobody does.
    equipes: BTreeMap<OrganisationId, Vec<UtilisateurId>>,
}

impl Gens {
    /// Records them.
    pub fn inscrire(porte: &Porte, territoire: &Territoire) -> anyhow::Result<Self> {
        let base = u128::from(territoire.base);
        let mut gens = Self { organisations: BTreeMap::new(), equipes: BTreeMap::new() };
        let mut organisations = Vec::new();
        for (rang, o) in (1_u128..).zip(&territoire.organisations) {
            let id = OrganisationId(ids::ulid(base + rang));
            gens.organisations.insert(o.cle.clone(), id);
            let (nom, nature) = (o.nom.clone(), o.nature.clone());
            organisations.push(Organisation {
                id,
                nom,
                nature,
                etat: serde_json::json!({ "departements": o.departements }),
            });
        }
        let mut utilisateurs = Vec::new();
        for terrain in [true, false] {
            for (rang, u) in (1_001_u128..).zip(&territoire.utilisateurs) {
                let id = UtilisateurId(ids::ulid(base + rang));
                let organisation = gens.organisation(&u.organisation)?;
                let equipe = gens.equipes.entry(organisation).or_default();
                if u.terrain == terrain && (terrain || equipe.is_empty()) {
                    equipe.push(id);
                }
                if terrain {
                    let etat = etat(organisation, u);
                    utilisateurs.push(Utilisateur { id, nom: u.nom.clone(), etat });
                }
            }
        }
        porte.inscrire(organisations, utilisateurs)?;
        Ok(gens)
    }

    /// The organisation of that key.
    pub fn organisation(&self, cle: &str) -> anyhow::Result<OrganisationId> {
        self.organisations.get(cle).copied().with_context(|| format!("organisation inconnue : « {cle} »"))
    }

    /// Someone of that organisation.
    pub fn quelqu_un(&self, organisation: OrganisationId, hasard: &mut Hasard) -> anyhow::Result<Personnage> {
        let equipe = self.equipes.get(&organisation).map(Vec::as_slice).unwrap_or_default();
        let utilisateur = *hasard.un(equipe).with_context(|| format!("personne à {organisation}"))?;
        Ok(Personnage { organisation, utilisateur })
    }
}

fn etat(organisation: OrganisationId, u: &Utilisatrice) -> serde_json::Value {
    let mut etat = serde_json::json!({ "organisation": organisation.to_string(), "fonction": u.fonction });
    for (cle, dit) in [("essai", &u.essai), ("profil", &u.profil)] {
        if let (Some(objet), Some(dit)) = (etat.as_object_mut(), dit) {
            objet.insert(cle.to_owned(), dit.as_str().into());
        }
    }
    etat
}
