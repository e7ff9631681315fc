//! The people and things of a cas by name, with identifiers that are the same at each playing.

use std::collections::BTreeMap;

use domain::evenement::Champs;
use domain::{Acte, Auteur, Definition, Genre, OrganisationId, SujetId, UtilisateurId, Valeur, texte};
use sha2::{Digest, Sha256};
use ulid::Ulid;

use super::champs::ChampLu;
use super::lecture::mot_de;
use super::theatre::Acteur;
use super::{Cas, Jeu, Quoi};
use crate::diagnostic::conseil;

/// Who and what a cas names.
pub(super) struct Scene {
    pub acteurs: Vec<Acteur>,
    noms: BTreeMap<(Genre, String), SujetId>,
    /// Steps that were accepted, by name: sujet and rank of their event.
    pub faits: BTreeMap<String, (SujetId, u32)>,
    /// The facts that the definition declares, by name.
    pub declares: Vec<String>,
    /// What each proposal of the definition suggests, by name.
    pub propositions: BTreeMap<String, Acte>,
    graine: u128,
    suivant: u128,
}

/// Those of whom some step names the organisation: the others work for one and the same.
fn nommees(cas: &Cas) -> Vec<String> {
    let jeux = cas.etapes.iter().filter_map(|e| match &e.quoi {
        Quoi::Acte(jeu) => Some(jeu),
        _ => None,
    });
    let champs = jeux.flat_map(|j| j.champs.values()).filter_map(|c| match c {
        ChampLu::Organisation(nom) => Some(texte::plier(nom)),
        _ => None,
    });
    champs.collect()
}

impl Scene {
    /// The scene of a cas: one person for each role, and the other people.
    pub fn nouvelle(cas: &Cas, definition: &Definition) -> Result<Self, String> {
        let empreinte = Sha256::digest(format!("{}\u{0}{}", cas.dispositif, cas.fichier).as_bytes());
        let graine = empreinte.iter().take(6).fold(0_u128, |n, octet| (n << 8) | u128::from(*octet));
        let mut scene = Self {
            acteurs: Vec::new(),
            noms: BTreeMap::new(),
            faits: BTreeMap::new(),
            declares: definition.mecanique.faits.keys().cloned().collect(),
            propositions: definition.mecanique.propositions.iter().map(|p| (p.nom.clone(), p.acte)).collect(),
            graine,
            suivant: 0,
        };
        let mut organisations = BTreeMap::new();
        let roles = &definition.mecanique.roles;
        let (commune, nommees) = (OrganisationId(scene.ulid()), nommees(cas));
        for role in roles {
            let nommee = nommees.contains(&texte::plier(&role.nom));
            let organisation = if nommee { OrganisationId(scene.ulid()) } else { commune };
            organisations.insert(role.nom.clone(), organisation);
            let utilisateur = UtilisateurId(scene.ulid());
            scene.acteurs.push(Acteur {
                nom: role.nom.clone(),
                role: role.nom.clone(),
                utilisateur,
                organisation,
            });
        }
        let noms: Vec<String> = roles.iter().map(|r| r.nom.clone()).collect();
        for (nom, role) in &cas.utilisateurs {
            let Some((role, organisation)) =
                mot_de(&noms, role).and_then(|r| Some((r.clone(), *organisations.get(&r)?)))
            else {
                let indice = conseil(role, &noms).unwrap_or_default();
                return Err(format!("« {role} » n'est pas un rôle de la définition. {indice}"));
            };
            let utilisateur = UtilisateurId(scene.ulid());
            scene.acteurs.push(Acteur { nom: nom.clone(), role, utilisateur, organisation });
        }
        Ok(scene)
    }

    /// A fresh identifier; the first ones come first in time too.
    fn ulid(&mut self) -> Ulid {
        self.suivant += 1;
        // 48 bits of time, then 80: the cas in the upper ones, so that two cas never share one.
        Ulid::from(((1_735_689_600_000 + self.suivant) << 80) | (self.graine << 32) | self.suivant)
    }

    /// A fresh sujet.
    pub fn frais(&mut self) -> SujetId {
        SujetId(self.ulid())
    }

    /// Gives a name to a sujet.
    pub fn nommer(&mut self, genre: Genre, nom: &str, id: SujetId) {
        self.noms.insert((genre, nom.to_owned()), id);
    }

    /// The sujet of that name.
    pub fn id(&self, genre: Genre, nom: &str) -> Option<SujetId> {
        self.noms.get(&(genre, nom.to_owned())).copied()
    }

    /// The name of a sujet.
    pub fn nom(&self, id: SujetId) -> Option<&str> {
        self.noms.iter().find(|(_, i)| **i == id).map(|((_, nom), _)| nom.as_str())
    }

    pub fn convention(&self) -> Option<SujetId> {
        self.id(Genre::Convention, "")
    }

    /// The person of that name, or the one of that role.
    pub fn acteur(&self, nom: &str) -> Result<&Acteur, String> {
        let plie = texte::plier(nom);
        self.acteurs.iter().find(|a| texte::plier(&a.nom) == plie).ok_or_else(|| {
            let noms: Vec<&str> = self.acteurs.iter().map(|a| a.nom.as_str()).collect();
            let indice = conseil(nom, &noms).unwrap_or_default();
            format!("« {nom} » n'est ni un rôle ni un utilisateur. {indice}")
        })
    }

    pub fn auteur(&self, nom: &str) -> Result<Auteur, String> {
        self.acteur(nom).map(|a| Auteur {
            utilisateur: a.utilisateur,
            organisation: a.organisation,
            role: a.role.clone(),
        })
    }

    /// The fields of a step, names put in their place. What does not read is a fault, as on a form.
    pub fn champs(&mut self, jeu: &Jeu, menage: Option<&str>) -> Result<Champs, Vec<String>> {
        let (mut champs, mut fautes) = (Champs::new(), Vec::new());
        for (nom, lu) in &jeu.champs {
            match self.resoudre(lu) {
                Ok(valeur) => {
                    champs.insert(nom.clone(), valeur);
                }
                Err(message) => fautes.push(format!("{nom} : {message}")),
            }
        }
        if jeu.acte.champ("convention").is_some()
            && let Some(id) = self.convention()
        {
            champs.entry("convention".to_owned()).or_insert(Valeur::Sujet(id));
        }
        if jeu.acte.champ("menage").is_some()
            && let Some(id) = menage.and_then(|m| self.id(Genre::Menage, m))
        {
            champs.entry("menage".to_owned()).or_insert(Valeur::Sujet(id));
        }
        if fautes.is_empty() { Ok(champs) } else { Err(fautes) }
    }

    fn resoudre(&mut self, lu: &ChampLu) -> Result<Valeur, String> {
        // A name that names nothing still stands for something that is not there.
        let mut sujet = |genre: Genre, nom: &str| self.id(genre, nom).unwrap_or_else(|| self.frais());
        match lu {
            ChampLu::Valeur(valeur) => Ok(valeur.clone()),
            ChampLu::Sujet(genre, nom) => Ok(Valeur::Sujet(sujet(*genre, nom))),
            ChampLu::Sujets(genre, noms) => {
                Ok(Valeur::Sujets(noms.iter().map(|n| sujet(*genre, n)).collect()))
            }
            ChampLu::Utilisateur(nom) => self.acteur(nom).map(|a| Valeur::Utilisateur(a.utilisateur)),
            ChampLu::Organisation(nom) => self.acteur(nom).map(|a| Valeur::Organisation(a.organisation)),
            ChampLu::Illisible(message) => Err(message.clone()),
        }
    }
}
