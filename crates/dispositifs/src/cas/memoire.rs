//! The theatre in memory: the engine over sujets held in a map.

use std::collections::BTreeSet;

use domain::contexte::{self, Compte, Demande};
use domain::moteur::{self, EtatDeRegle, Faute, Monde, Possible, Verdict};
use domain::{
    Acte, Auteur, Cle, Commande, Contexte, Date, Definition, Genre, Issue, Sujet, SujetId, Sujets, Valeur,
};

use super::theatre::{Acteur, Du, Possibilite, Pourquoi, Reponse, Theatre};
use crate::bibliotheque::Bibliotheque;

/// Sujets in memory, judged by one definition.
#[derive(Debug)]
pub struct TheatreEnMemoire<'b> {
    biblio: &'b Bibliotheque,
    definition: &'b Definition,
    sujets: Sujets,
}

impl<'b> TheatreEnMemoire<'b> {
    /// An empty world.
    pub const fn nouveau(biblio: &'b Bibliotheque, definition: &'b Definition) -> Self {
        Self { biblio, definition, sujets: Sujets::new() }
    }

    /// The world as it stands.
    pub const fn sujets(&self) -> &Sujets {
        &self.sujets
    }

    fn monde<'a>(&'a self, genre: Genre, contexte: &'a Contexte, aujourd_hui: Date) -> Monde<'a> {
        let hors = genre == Genre::Menage;
        let d = self.definition;
        Monde {
            dispositif: if hors { "" } else { &d.id },
            empreinte: if hors { "" } else { &d.empreinte },
            mecanique: if hors { &self.biblio.socle } else { &d.mecanique },
            volets: if hors { &[] } else { &d.fiche.volets },
            droit: &self.biblio.droit,
            sujets: &self.sujets,
            contexte,
            aujourd_hui,
        }
    }

    fn contexte(&self, commande: &Commande) -> Contexte {
        let sujet = self.sujets.get(&commande.sujet);
        let genre = sujet.map_or(commande.acte.description().genre, |s| s.genre);
        let quotas = moteur::quotas(self.monde(genre, &Contexte::default(), commande.le), commande);
        Contexte::en_memoire(&contexte::demande(commande, sujet, &quotas), &self.sujets)
    }

    /// Looks at a sujet as a command on it would, without any field.
    fn regarder<R>(
        &self,
        id: SujetId,
        par: Option<&Auteur>,
        jour: Date,
        f: impl FnOnce(Monde<'_>, &Sujet) -> R,
    ) -> Option<R> {
        let sujet = self.sujets.get(&id)?;
        let par = par.cloned().unwrap_or_else(|| personne(id));
        let champs = domain::evenement::Champs::new();
        let rien = Commande { acte: Acte::Renseigner, sujet: id, le: jour, par, champs, passer_outre: None };
        let contexte = self.contexte(&rien);
        Some(f(self.monde(sujet.genre, &contexte, jour), sujet))
    }

    fn ecrire(&mut self, id: SujetId, verdict: &Verdict) {
        if let Some(naissance) = &verdict.naissance {
            self.sujets.insert(id, naissance.clone());
        }
        for (vers, evenement) in &verdict.evenements {
            if let Some(sujet) = self.sujets.get_mut(vers) {
                sujet.appliquer(evenement.clone());
            }
        }
    }
}

/// Nobody in particular, for what is read without an author.
fn personne(id: SujetId) -> Auteur {
    Auteur {
        utilisateur: domain::UtilisateurId(id.0),
        organisation: domain::OrganisationId(id.0),
        role: String::new(),
    }
}

impl Theatre for TheatreEnMemoire<'_> {
    fn annuaire(&mut self, _: &[Acteur]) -> Result<(), String> {
        Ok(())
    }

    fn jouer(&mut self, c: &Commande, aujourd_hui: Date, enregistre_le: &str) -> Result<Reponse, String> {
        let contexte = self.contexte(c);
        let genre = self.sujets.get(&c.sujet).map_or(c.acte.description().genre, |s| s.genre);
        let decision = moteur::decider(self.monde(genre, &contexte, aujourd_hui), c, enregistre_le);
        if let Ok(verdict) = &decision {
            self.ecrire(c.sujet, verdict);
        }
        Ok(reponse(&decision))
    }

    fn sujet(&mut self, id: SujetId) -> Result<Option<Sujet>, String> {
        Ok(self.sujets.get(&id).cloned())
    }

    fn echeances(&mut self, id: SujetId, jour: Date) -> Result<Vec<Du>, String> {
        let dues = self.regarder(id, None, jour, |monde, sujet| {
            moteur::echeances(monde, sujet).into_iter().map(|e| Du { nom: e.nom, le: e.le }).collect()
        });
        Ok(dues.unwrap_or_default())
    }

    fn suite(&mut self, id: SujetId, par: &Auteur, jour: Date) -> Result<Vec<Possibilite>, String> {
        let suite = self.regarder(id, Some(par), jour, |monde, sujet| {
            moteur::suite(monde, sujet, par)
                .into_iter()
                .map(|s| Possibilite {
                    acte: s.acte,
                    vers: ["vers", "statut"]
                        .iter()
                        .find_map(|c| s.champs.get(*c).and_then(Valeur::mot))
                        .map(str::to_owned),
                    possible: s.possible != Possible::Non,
                })
                .collect()
        });
        Ok(suite.unwrap_or_default())
    }

    fn propositions(&mut self, id: SujetId, jour: Date) -> Result<Vec<String>, String> {
        let proposees = self.regarder(id, None, jour, |monde, sujet| {
            moteur::propositions(monde, sujet).into_iter().map(|p| p.nom.clone()).collect()
        });
        Ok(proposees.unwrap_or_default())
    }

    fn fait(&mut self, id: SujetId, nom: &str, jour: Date) -> Result<Option<Valeur>, String> {
        let lu = self.regarder(id, None, jour, |monde, sujet| moteur::lire(monde, sujet, nom));
        Ok(match lu {
            Some(domain::etat::Lu::Connu(valeur)) => Some(valeur),
            _ => None,
        })
    }

    fn compte(&mut self, cle: &Cle) -> Result<Compte, String> {
        // Asked for nobody: what each sujet takes counts.
        let demande = Demande { pour: SujetId(ulid::Ulid::default()), cles: BTreeSet::from([cle.clone()]) };
        Ok(Contexte::en_memoire(&demande, &self.sujets).compte(cle))
    }
}

/// A decision of the engine as a theatre answers it.
pub fn reponse(decision: &Result<Verdict, Vec<Faute>>) -> Reponse {
    let verdict = match decision {
        Ok(verdict) => verdict,
        Err(fautes) => {
            let dire = |f: &Faute| {
                if f.champ.is_empty() { f.message.clone() } else { format!("{} : {}", f.champ, f.message) }
            };
            let fautes = fautes.iter().map(dire).collect();
            return Reponse { issue: "saisie invalide".to_owned(), fautes, ..Reponse::default() };
        }
    };
    let decisifs: Vec<_> = verdict
        .decisifs()
        .filter(|m| verdict.issue != Issue::Accepte || m.etat == EtatDeRegle::PasseeOutre)
        .collect();
    let mut regles: Vec<String> = decisifs.iter().map(|m| m.regle.clone()).collect();
    regles.dedup();
    let manque: BTreeSet<String> = decisifs.iter().flat_map(|m| m.manquants.iter().cloned()).collect();
    let pourquoi = decisifs.iter().map(|m| Pourquoi {
        regle: m.regle.clone(),
        message: m.message.clone(),
        demande: m.attendu.clone(),
        valeurs: m.valeurs.clone(),
        source: m.source.reference.clone(),
    });
    Reponse {
        issue: verdict.issue.mot().to_owned(),
        regles,
        manque: manque.into_iter().collect(),
        fautes: Vec::new(),
        pourquoi: pourquoi.collect(),
    }
}
