//! Cas played through the door: the same stories as in memory, over a real base.
//!
//! One organisation holds every role of the convention, so that a cas about rules is not stopped by
//! sharing; who may see what has tests of its own.

use std::collections::BTreeMap;
use std::sync::Arc;

use dispositifs::cas::{Acteur as Personne, Du, Possibilite, Reponse, Theatre, reponse};
use domain::contexte::Compte;
use domain::moteur::{self, Possible};
use domain::{
    Acte, Auteur, Champs, Cle, Commande, Date, Genre, OrganisationId, Sujet, SujetId, UtilisateurId, Valeur,
    ids,
};
use policy::{Acteur, NatureOrganisation};
use store::annuaire::{Organisation, Utilisateur};

use crate::{Erreur, Ordre, Porte, SujetLu};

/// The organisation that holds every role of a cas.
const TOUTES: OrganisationId = OrganisationId(ids::ulid(1));

/// A base as a theatre.
pub struct TheatreDeLaPorte {
    porte: Arc<Porte>,
    dispositif: String,
    /// Name and role of each person.
    personnes: BTreeMap<UtilisateurId, (String, String)>,
    roles: Vec<String>,
    genres: BTreeMap<SujetId, Genre>,
    rang: u64,
}

impl TheatreDeLaPorte {
    /// A theatre on an empty base, for one dispositif.
    pub fn nouveau(porte: Arc<Porte>, dispositif: &str) -> Self {
        Self {
            porte,
            dispositif: dispositif.to_owned(),
            personnes: BTreeMap::new(),
            roles: Vec::new(),
            genres: BTreeMap::new(),
            rang: 0,
        }
    }

    fn acteur(&self, utilisateur: UtilisateurId) -> Acteur {
        let nom = self.personnes.get(&utilisateur).map(|(n, _)| n.clone()).unwrap_or_default();
        Acteur { utilisateur, nom, organisation: TOUTES, nature: NatureOrganisation::Association }
    }

    fn quelqu_un(&self) -> Acteur {
        self.acteur(self.personnes.keys().next().copied().unwrap_or(UtilisateurId(ids::ulid(0))))
    }

    fn ordre(&mut self, c: &Commande) -> Ordre {
        self.rang += 1;
        Ordre {
            acte: c.acte,
            sujet: c.sujet,
            dispositif: (c.acte.description().genre != Genre::Menage).then(|| self.dispositif.clone()),
            le: c.le,
            champs: c.champs.clone(),
            role: Some(c.par.role.clone()),
            passer_outre: c.passer_outre.clone(),
            version_lue: None,
            cle: format!("cas-{}", self.rang),
        }
    }

    /// Each role of the convention goes to the one organisation.
    fn confier(&mut self, convention: SujetId, c: &Commande) -> Result<(), String> {
        for role in self.roles.clone() {
            let champs = Champs::from([
                ("role".to_owned(), Valeur::Mot(role)),
                ("organisation".to_owned(), Valeur::Organisation(TOUTES)),
            ]);
            let confie = Commande { acte: Acte::ConfierRole, sujet: convention, champs, ..c.clone() };
            let ordre = self.ordre(&confie);
            self.porte.agir(&self.acteur(c.par.utilisateur), ordre).map_err(|e| e.to_string())?;
        }
        Ok(())
    }

    fn lu(&self, id: SujetId, jour: Date) -> Result<Option<SujetLu>, String> {
        self.porte.horloge().regler(jour);
        let Some(genre) = self.genres.get(&id) else { return Ok(None) };
        match self.porte.sujet(&self.quelqu_un(), *genre, id) {
            Ok(lu) => Ok(Some(lu)),
            Err(Erreur::Introuvable) => Ok(None),
            Err(e) => Err(e.to_string()),
        }
    }
}

impl Theatre for TheatreDeLaPorte {
    fn annuaire(&mut self, acteurs: &[Personne]) -> Result<(), String> {
        let organisation = Organisation {
            id: TOUTES,
            nom: "Organisation du cas".to_owned(),
            nature: NatureOrganisation::Association.mot().to_owned(),
            etat: serde_json::Value::Null,
        };
        let mut utilisateurs = Vec::new();
        for a in acteurs {
            self.personnes.insert(a.utilisateur, (a.nom.clone(), a.role.clone()));
            if !self.roles.contains(&a.role) {
                self.roles.push(a.role.clone());
            }
            let etat = serde_json::json!({ "organisation": TOUTES.to_string() });
            utilisateurs.push(Utilisateur { id: a.utilisateur, nom: a.nom.clone(), etat });
        }
        self.porte.inscrire(vec![organisation], utilisateurs).map_err(|e| e.to_string())
    }

    fn jouer(&mut self, c: &Commande, aujourd_hui: Date, _: &str) -> Result<Reponse, String> {
        self.porte.horloge().regler(aujourd_hui);
        let ordre = self.ordre(c);
        let decision = match self.porte.agir(&self.acteur(c.par.utilisateur), ordre) {
            Ok(repondu) => Ok(repondu.verdict),
            Err(Erreur::Saisie(fautes)) => Err(fautes),
            // What does not exist for its author is a fault of what was typed, as it is in memory.
            Err(Erreur::Introuvable) => Err(Vec::new()),
            Err(e) => return Err(e.to_string()),
        };
        if decision.as_ref().is_ok_and(|v| v.issue == domain::Issue::Accepte) && c.acte.description().cree {
            self.genres.insert(c.sujet, c.acte.description().genre);
            if c.acte == Acte::OuvrirConvention {
                self.confier(c.sujet, c)?;
            }
        }
        Ok(reponse(&decision))
    }

    fn sujet(&mut self, id: SujetId) -> Result<Option<Sujet>, String> {
        Ok(self.lu(id, Date::MAX)?.map(|lu| lu.sujet))
    }

    fn echeances(&mut self, id: SujetId, jour: Date) -> Result<Vec<Du>, String> {
        let lu = self.lu(id, jour)?;
        let dues = lu.map(|lu| lu.echeances()).unwrap_or_default();
        Ok(dues.into_iter().map(|e| Du { nom: e.nom, le: e.le }).collect())
    }

    fn suite(&mut self, id: SujetId, par: &Auteur, jour: Date) -> Result<Vec<Possibilite>, String> {
        let Some(lu) = self.lu(id, jour)? else { return Ok(Vec::new()) };
        let suites = moteur::suite(lu.monde(), &lu.sujet, par).into_iter().map(|s| Possibilite {
            acte: s.acte,
            vers: ["vers", "statut"]
                .iter()
                .find_map(|c| s.champs.get(*c).and_then(Valeur::mot))
                .map(str::to_owned),
            possible: s.possible != Possible::Non,
        });
        Ok(suites.collect())
    }

    fn propositions(&mut self, id: SujetId, jour: Date) -> Result<Vec<String>, String> {
        let lu = self.lu(id, jour)?;
        Ok(lu
            .map(|lu| {
                moteur::propositions(lu.monde(), &lu.sujet).into_iter().map(|p| p.nom.clone()).collect()
            })
            .unwrap_or_default())
    }

    fn fait(&mut self, id: SujetId, nom: &str, jour: Date) -> Result<Option<Valeur>, String> {
        let Some(lu) = self.lu(id, jour)? else { return Ok(None) };
        Ok(match moteur::lire(lu.monde(), &lu.sujet, nom) {
            domain::etat::Lu::Connu(valeur) => Some(valeur),
            _ => None,
        })
    }

    fn compte(&mut self, cle: &Cle) -> Result<Compte, String> {
        self.porte.compte(cle).map_err(|e| e.to_string())
    }
}
