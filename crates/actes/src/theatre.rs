//! Cas played through the door: the same stories as in memory, over a real base.
//!
//! Organisations that a cas does not name share one, and all are associations, so that a cas about rules is
//! not stopped by sharing; who may see what has tests of its own.

use std::collections::BTreeMap;
use std::sync::Arc;

use dispositifs::cas::{Acteur as Personne, Du, Possibilite, Reponse, Theatre, reponse};
use domain::contexte::Compte;
use domain::moteur::{self, Possible};
use domain::{
    Acte, Auteur, Champs, Cle, Commande, Date, Genre, Issue, OrganisationId, Sujet, SujetId, UtilisateurId,
    Valeur, ids,
};
use policy::{Acteur, NatureOrganisation};
use store::annuaire::{Organisation, Utilisateur};

use crate::{Erreur, Ordre, Porte, SujetLu};

/// How an act of a cas reaches the records: straight through the door, or through a server's pages.
pub trait Envoi {
    /// Sends one act on a sujet of that kind. Gives the answer and the sujet, which records may have named themselves.
    ///
    /// # Errors
    /// When the records do not answer (a refusal is an answer).
    fn envoyer(&mut self, acteur: &Acteur, c: &Commande, genre: Genre) -> Result<(Reponse, SujetId), String>;
}

/// A base as a theatre: acts are sent, all the rest is read through the door.
pub struct TheatreDeLaPorte<E = ParLaPorte> {
    porte: Arc<Porte>,
    envoi: E,
    /// Name and organisation of each person.
    personnes: BTreeMap<UtilisateurId, (String, OrganisationId)>,
    /// Each role and the organisation that holds it.
    roles: Vec<(String, OrganisationId)>,
    /// Of each sujet of the cas, its kind and its identifier in the records.
    connus: BTreeMap<SujetId, (Genre, SujetId)>,
}

impl TheatreDeLaPorte {
    /// A theatre on an empty base, for one dispositif.
    pub fn nouveau(porte: Arc<Porte>, dispositif: &str) -> Self {
        let envoi = ParLaPorte { porte: Arc::clone(&porte), dispositif: dispositif.to_owned(), rang: 0 };
        Self::avec(porte, envoi)
    }
}

impl<E: Envoi> TheatreDeLaPorte<E> {
    /// A theatre on an empty base, whose acts go another way.
    pub const fn avec(porte: Arc<Porte>, envoi: E) -> Self {
        Self { porte, envoi, personnes: BTreeMap::new(), roles: Vec::new(), connus: BTreeMap::new() }
    }

    /// The way that acts go.
    pub const fn envoi(&self) -> &E {
        &self.envoi
    }

    fn acteur(&self, utilisateur: UtilisateurId) -> Acteur {
        let inconnue = || (String::new(), OrganisationId(ids::ulid(0)));
        let (nom, organisation) = self.personnes.get(&utilisateur).cloned().unwrap_or_else(inconnue);
        let nature = NatureOrganisation::Association;
        Acteur { utilisateur, nom, organisation, nature, profil: nature.profil() }
    }

    fn quelqu_un(&self) -> Acteur {
        self.acteur(self.personnes.keys().next().copied().unwrap_or(UtilisateurId(ids::ulid(0))))
    }

    /// The identifier that the records gave to a sujet of the cas.
    fn reel(&self, id: SujetId) -> SujetId {
        self.connus.get(&id).map_or(id, |(_, reel)| *reel)
    }

    fn reelle(&self, valeur: &Valeur) -> Valeur {
        match valeur {
            Valeur::Sujet(id) => Valeur::Sujet(self.reel(*id)),
            Valeur::Sujets(ids) => Valeur::Sujets(ids.iter().map(|id| self.reel(*id)).collect()),
            autre => autre.clone(),
        }
    }

    /// The name in the cas of what the records name otherwise.
    fn du_cas(&self, valeur: Valeur) -> Valeur {
        match valeur {
            Valeur::Sujet(reel) => {
                let connu = self.connus.iter().find(|(_, (_, r))| *r == reel);
                Valeur::Sujet(connu.map_or(reel, |(id, _)| *id))
            }
            autre => autre,
        }
    }

    fn envoyer(&mut self, c: &Commande) -> Result<Reponse, String> {
        let genre = self.connus.get(&c.sujet).map_or(c.acte.description().genre, |(g, _)| *g);
        let champs = c.champs.iter().map(|(nom, v)| (nom.clone(), self.reelle(v))).collect();
        let mut commande = Commande { sujet: self.reel(c.sujet), champs, ..c.clone() };
        self.comme_elle_voit(&mut commande);
        let (repondu, reel) = self.envoi.envoyer(&self.acteur(c.par.utilisateur), &commande, genre)?;
        if repondu.issue == Issue::Accepte.mot() && c.acte.description().cree {
            self.connus.insert(c.sujet, (genre, reel));
        }
        Ok(repondu)
    }

    /// A correction names an entry by the rank that its author sees.
    fn comme_elle_voit(&self, c: &mut Commande) {
        let vise = match c.champs.get("evenement") {
            Some(Valeur::Nombre(n)) if c.acte == Acte::Corriger => u32::try_from(*n).ok(),
            _ => None,
        };
        let acteur = self.acteur(c.par.utilisateur);
        let vu = vise.and_then(|n| self.porte.rang_vu(&acteur, c.sujet, n).ok().flatten());
        if let Some(rang) = vu {
            c.champs.insert("evenement".to_owned(), Valeur::Nombre(i64::from(rang)));
        }
    }

    /// Each role of the convention goes to its organisation, first those of who opened it.
    fn confier(&mut self, convention: SujetId, c: &Commande) -> Result<(), String> {
        let mut roles = self.roles.clone();
        roles.sort_by_key(|(_, o)| *o != c.par.organisation);
        for (role, organisation) in roles {
            let champs = Champs::from([
                ("role".to_owned(), Valeur::Mot(role)),
                ("organisation".to_owned(), Valeur::Organisation(organisation)),
            ]);
            self.envoyer(&Commande { acte: Acte::ConfierRole, sujet: convention, champs, ..c.clone() })?;
        }
        Ok(())
    }

    fn lu(&self, id: SujetId, jour: Date) -> Result<Option<SujetLu>, String> {
        self.porte.horloge().regler(jour);
        let Some((_, reel)) = self.connus.get(&id) else { return Ok(None) };
        match self.porte.sujet_entier(&self.quelqu_un(), *reel) {
            Ok(lu) => Ok(Some(lu)),
            Err(Erreur::Introuvable) => Ok(None),
            Err(e) => Err(e.to_string()),
        }
    }
}

/// Straight through the door.
pub struct ParLaPorte {
    porte: Arc<Porte>,
    dispositif: String,
    rang: u64,
}

impl Envoi for ParLaPorte {
    fn envoyer(&mut self, acteur: &Acteur, c: &Commande, _: Genre) -> Result<(Reponse, SujetId), String> {
        self.rang += 1;
        let ordre = Ordre {
            acte: c.acte,
            sujet: c.sujet,
            dispositif: (c.acte.description().genre != Genre::Menage).then(|| self.dispositif.clone()),
            le: c.le,
            champs: c.champs.clone(),
            role: Some(c.par.role.clone()),
            passer_outre: c.passer_outre.clone(),
            version_lue: None,
            cle: format!("cas-{}", self.rang),
        };
        let decision = match self.porte.agir(acteur, ordre) {
            Ok(repondu) => Ok(repondu.verdict),
            Err(Erreur::Saisie(fautes)) => Err(fautes),
            // What does not exist for its author is a fault of what was typed, as it is in memory.
            Err(Erreur::Introuvable) => Err(Vec::new()),
            Err(e) => return Err(e.to_string()),
        };
        Ok((reponse(&decision), c.sujet))
    }
}

impl<E: Envoi> Theatre for TheatreDeLaPorte<E> {
    fn annuaire(&mut self, acteurs: &[Personne]) -> Result<(), String> {
        let mut organisations: BTreeMap<OrganisationId, Organisation> = BTreeMap::new();
        let mut utilisateurs = Vec::new();
        for a in acteurs {
            self.personnes.insert(a.utilisateur, (a.nom.clone(), a.organisation));
            if !self.roles.iter().any(|(r, _)| *r == a.role) {
                self.roles.push((a.role.clone(), a.organisation));
            }
            organisations.entry(a.organisation).or_insert_with(|| Organisation {
                id: a.organisation,
                nom: format!("Organisation de {}", a.role),
                nature: NatureOrganisation::Association.mot().to_owned(),
                etat: serde_json::Value::Null,
            });
            let etat = serde_json::json!({ "organisation": a.organisation.to_string() });
            utilisateurs.push(Utilisateur { id: a.utilisateur, nom: a.nom.clone(), etat });
        }
        self.porte.inscrire(organisations.into_values().collect(), utilisateurs).map_err(|e| e.to_string())
    }

    fn jouer(&mut self, c: &Commande, aujourd_hui: Date, _: &str) -> Result<Reponse, String> {
        self.porte.horloge().regler(aujourd_hui);
        let repondu = self.envoyer(c)?;
        if repondu.issue == Issue::Accepte.mot() && c.acte == Acte::OuvrirConvention {
            self.confier(c.sujet, c)?;
        }
        Ok(repondu)
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
            domain::etat::Lu::Connu(valeur) => Some(self.du_cas(valeur)),
            _ => None,
        })
    }

    fn compte(&mut self, cle: &Cle) -> Result<Compte, String> {
        let cle = match cle.clone() {
            Cle::Places(id) => Cle::Places(self.reel(id)),
            Cle::Admissions(id) => Cle::Admissions(self.reel(id)),
            Cle::Quota(id, nom) => Cle::Quota(self.reel(id), nom),
            Cle::QuotaAdmissions(id, nom) => Cle::QuotaAdmissions(self.reel(id), nom),
            Cle::Logements(id) => Cle::Logements(self.reel(id)),
            Cle::Mobilise(id, logement) => Cle::Mobilise(self.reel(id), self.reel(logement)),
            Cle::Occupants(id) => Cle::Occupants(self.reel(id)),
            Cle::Projets(id) => Cle::Projets(self.reel(id)),
            Cle::Diagnostics(id) => Cle::Diagnostics(self.reel(id)),
            Cle::Aides(id) => Cle::Aides(self.reel(id)),
            Cle::Mesures(id) => Cle::Mesures(id),
        };
        self.porte.compte(&cle).map_err(|e| e.to_string())
    }
}
