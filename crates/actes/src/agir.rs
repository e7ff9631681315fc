//! One act, in one transaction: state and journal together, answered after its flush.

use std::sync::Arc;

use domain::cercle::Protection;
use domain::contexte::{self, Demande};
use domain::moteur::{self, Issue, Verdict};
use domain::{Acte, Auteur, Champs, Commande, Contexte, Date, Etat, Genre, Sujet, SujetId, Sujets, Valeur};
use policy::{Acteur, bornes};
use serde::{Deserialize, Serialize};
use store::sujets::{self, Changement};
use store::{Ecriture, StoreError, contexte as prises, idempotence};

use crate::acces::convention_nommee;
use crate::droits::{self, cle_lisible};
use crate::porte::Regles;
use crate::projeter::nom_de_menage;
use crate::{Erreur, Porte};

/// Said to who keeps the accounts, and would record something else.
const SANS_MENAGE: &str = "Vous tenez les comptes : cette fonction ne permet de rien enregistrer d’un ménage ni d’une \
    convention. Si vous suivez aussi des ménages, demandez qu’on vous invite une seconde fois, avec un autre identifiant.";

/// What someone asks to record.
#[derive(Debug, Clone)]
pub struct Ordre {
    /// The act.
    pub acte: Acte,
    /// On what; a fresh one for an act that creates.
    pub sujet: SujetId,
    /// The dispositif, for an act that creates outside any convention.
    pub dispositif: Option<String>,
    /// The day it happened.
    pub le: Date,
    /// The fields.
    pub champs: Champs,
    /// The role she acts in, when her organisation holds several.
    pub role: Option<String>,
    /// Why an alert is overridden.
    pub passer_outre: Option<String>,
    /// The version that was on her screen; none asks for no check.
    pub version_lue: Option<u32>,
    /// Drawn with the form: the same key is carried out once.
    pub cle: String,
}

/// What was answered.
#[derive(Debug, Clone)]
pub struct Reponse {
    /// On what.
    pub sujet: SujetId,
    /// The verdict; an act already carried out under the same key gives its issue without its reasons.
    pub verdict: Verdict,
    /// Whether the same key had been carried out before.
    pub deja: bool,
}

#[derive(Serialize, Deserialize)]
struct Retenue {
    acte: Acte,
    sujet: SujetId,
    issue: Issue,
}

impl Porte {
    /// Records an act, or says why not. Nothing is written unless the verdict is an acceptance.
    ///
    /// # Errors
    /// See [`Erreur`].
    pub fn agir(self: &Arc<Self>, acteur: &Acteur, ordre: Ordre) -> Result<Reponse, Erreur> {
        cle_lisible(&ordre.cle)?;
        let verrous = self.verrous(&ordre)?;
        let verrous: Vec<&str> = verrous.iter().map(String::as_str).collect();
        if ordre.acte == Acte::CreerMenage {
            // The key must be on disk before the first line that it encrypts.
            self.store.trousseau().cle_du_menage(&ordre.sujet.to_string())?;
        }
        let (porte, acteur) = (Arc::clone(self), acteur.clone());
        // One instant for all the runs of the job: a transaction that is run again records the same.
        let instant = self.horloge.instant();
        self.store.ecrire_apres(&verrous, move |e| porte.en_transaction(e, &acteur, &ordre, &instant))
    }

    fn en_transaction(
        &self,
        e: &mut Ecriture<'_, '_>,
        acteur: &Acteur,
        ordre: &Ordre,
        instant: &str,
    ) -> Result<Reponse, Erreur> {
        let cle = format!("{}:{}", acteur.utilisateur, ordre.cle);
        if let Some(texte) = idempotence::deja_interne(e.tx, &cle)? {
            return deja(&texte, ordre);
        }
        let perimetre = self.perimetre(e.tx, acteur)?;
        let sujet = sujets::charger(e.tx, &perimetre, ordre.sujet)?;
        if sujet.is_none() && !ordre.acte.description().cree {
            return Err(Erreur::Introuvable);
        }
        if !bornes::suit(acteur.profil) {
            return Err(Erreur::Interdit(SANS_MENAGE.to_owned()));
        }
        droits::non_efface(sujet.as_ref())?;
        let mut commande = commande(acteur, ordre);
        let mut lus = self.charger_lies(e.tx, &perimetre, &commande, sujet.as_ref())?;
        let dispositif = self.dispositif(ordre, &commande, &lus);
        // Who comes in under a convention is judged by the version that serves there.
        let epingle = sujet.as_ref().or_else(|| convention_nommee(&commande, &lus));
        let regles = self.regles(e.tx, epingle, dispositif.as_deref())?;
        self.version_qui_sert(e.tx, &commande, sujet.as_ref(), &lus)?;
        commande.par.role = self.role(acteur, ordre, sujet.as_ref(), &commande, &lus, regles.mecanique())?;
        let droits = match &sujet {
            Some(sujet) => self.droits_sur(e.tx, acteur, sujet, &lus, &regles)?,
            None => self.droits_de_qui_cree(acteur, &commande, &lus, &regles),
        };
        if let Some(sujet) = &sujet {
            let vue = self.vue(e.tx, acteur, &perimetre, sujet, &droits, &regles)?;
            if ordre.version_lue.is_some_and(|lue| lue != vue.sujet.version) {
                return Err(Erreur::Conflit);
            }
            vue.en_rangs_vrais(&mut commande);
        }
        self.droits(acteur, &droits, &commande, sujet.as_ref(), &lus, regles.mecanique())?;
        lus.extend(sujet.map(|s| (s.id, s)));
        let aujourd_hui = self.aujourd_hui(regles.definition().map(|d| &**d));
        let demande = self.demande(&regles, &lus, &commande, aujourd_hui);
        let contexte = self.contexte(e.tx, ordre.acte, &demande)?;
        let monde = self.monde(&regles, &lus, &contexte, aujourd_hui);
        let mut verdict = moteur::decider(monde, &commande, instant).map_err(Erreur::Saisie)?;
        if verdict.issue != Issue::Accepte {
            // What it counts of households that do not exist for her must not tell her that they do.
            let siens = prises::repondre(e.tx, &perimetre, &demande)?;
            if siens != contexte {
                let vu = moteur::decider(self.monde(&regles, &lus, &siens, aujourd_hui), &commande, instant);
                let vus = vu.map(|v| v.motifs).unwrap_or_default();
                verdict.motifs.iter_mut().for_each(|m| m.reserve = !vus.contains(m));
            }
        } else {
            self.ecrire(e, &verdict, &lus, &contexte)?;
            let retenue = Retenue { acte: ordre.acte, sujet: ordre.sujet, issue: verdict.issue };
            let texte = serde_json::to_string(&retenue).map_err(StoreError::from)?;
            idempotence::retenir_interne(e.tx, &cle, Some(&ordre.sujet.to_string()), &texte, instant)?;
        }
        Ok(Reponse { sujet: ordre.sujet, verdict, deja: false })
    }

    /// The locks of an act that takes something that others may want.
    fn verrous(&self, ordre: &Ordre) -> Result<Vec<String>, Erreur> {
        if !prend(ordre.acte) {
            return Ok(Vec::new());
        }
        self.store.lire(|tx| {
            let sujet = sujets::charger_interne(tx, [ordre.sujet])?.remove(&ordre.sujet);
            let provisoire = Commande {
                acte: ordre.acte,
                sujet: ordre.sujet,
                le: ordre.le,
                par: anonyme(),
                champs: ordre.champs.clone(),
                passer_outre: None,
            };
            let mut lus = sujets::charger_interne(tx, contexte::sujets_lies(&provisoire, sujet.as_ref()))?;
            let epingle = sujet.as_ref().or_else(|| convention_nommee(&provisoire, &lus));
            let regles = self.regles(tx, epingle, ordre.dispositif.as_deref())?;
            lus.extend(sujet.map(|s| (s.id, s)));
            let aujourd_hui = self.aujourd_hui(regles.definition().map(|d| &**d));
            Ok(prises::verrous(&self.demande(&regles, &lus, &provisoire, aujourd_hui)))
        })
    }

    /// What the engine asks of what others take.
    pub(crate) fn demande(
        &self,
        regles: &Regles,
        lus: &Sujets,
        commande: &Commande,
        aujourd_hui: Date,
    ) -> Demande {
        let rien = Contexte::default();
        let quotas = moteur::quotas(self.monde(regles, lus, &rien, aujourd_hui), commande);
        contexte::demande(commande, lus.get(&commande.sujet), &quotas)
    }

    fn contexte(&self, tx: &mut store::Tx<'_>, acte: Acte, demande: &Demande) -> Result<Contexte, Erreur> {
        if prend(acte) {
            Ok(prises::repondre_sous_verrou_interne(tx, demande)?)
        } else {
            Ok(prises::repondre_interne(tx, demande)?)
        }
    }

    /// What the engine reads besides. What the command names must exist for its author; what the
    /// sujet already depends on is read whoever asks.
    fn charger_lies(
        &self,
        tx: &mut store::Tx<'_>,
        perimetre: &store::Perimetre,
        commande: &Commande,
        sujet: Option<&Sujet>,
    ) -> Result<Sujets, Erreur> {
        let mut lus = Sujets::new();
        let ici = sujet.and_then(|s| s.convention);
        for id in contexte::sujets_lies(commande, None) {
            // What belongs to another convention is not there for this one.
            let lu = sujets::charger(tx, perimetre, id)?.filter(|s| {
                let libre = matches!(s.genre, Genre::Menage | Genre::Convention);
                libre || ici.is_none() || s.convention == ici
            });
            lus.extend(lu.map(|s| (s.id, s)));
        }
        let reste = contexte::sujets_lies(commande, sujet).into_iter().filter(|id| !lus.contains_key(id));
        let reste: Vec<SujetId> = match sujet {
            Some(_) => {
                let nommes = contexte::sujets_lies(commande, None);
                reste.filter(|id| !nommes.contains(id)).collect()
            }
            None => Vec::new(),
        };
        lus.extend(sujets::charger_interne(tx, reste)?);
        Ok(lus)
    }

    /// A sujet under a convention is born in the convention's dispositif.
    fn dispositif(&self, ordre: &Ordre, commande: &Commande, lus: &Sujets) -> Option<String> {
        let convention = convention_nommee(commande, lus);
        convention.and_then(|c| c.dispositif.clone()).or_else(|| ordre.dispositif.clone())
    }

    /// A dossier moves only to the version that serves under its convention; a convention, to one in service of its
    /// dispositif.
    fn version_qui_sert(
        &self,
        tx: &mut store::Tx<'_>,
        commande: &Commande,
        sujet: Option<&Sujet>,
        lus: &Sujets,
    ) -> Result<(), Erreur> {
        let (Some(sujet), Some(Valeur::Texte(voulue))) = (sujet, commande.champ("mecanique")) else {
            return Ok(());
        };
        let sert = match commande.acte {
            Acte::ChangerVersion => {
                let convention = sujet.convention.and_then(|id| lus.get(&id));
                convention.and_then(|c| c.mecanique.as_ref()) == Some(voulue)
            }
            Acte::AdopterVersion => {
                self.relire_service(tx)?;
                let id = sujet.dispositif.as_deref().unwrap_or_default();
                self.service().versions(id).any(|empreinte| empreinte == voulue)
            }
            _ => true,
        };
        if sert {
            return Ok(());
        }
        let message = "Cette version n'est pas en service ici : rechargez la page.".to_owned();
        Err(Erreur::Saisie(vec![domain::moteur::Faute { champ: "mecanique".to_owned(), message }]))
    }

    fn ecrire(
        &self,
        e: &mut Ecriture<'_, '_>,
        verdict: &Verdict,
        lus: &Sujets,
        contexte: &Contexte,
    ) -> Result<(), Erreur> {
        let mut nouveaux = lus.clone();
        if let Some(ne) = &verdict.naissance {
            nouveaux.insert(ne.id, ne.clone());
        }
        for (id, evenement) in &verdict.evenements {
            if let Some(sujet) = nouveaux.get_mut(id) {
                sujet.appliquer(evenement.clone());
            }
        }
        let spoke: Vec<&str> = verdict.motifs.iter().map(|m| m.regle.as_str()).collect();
        let regles = serde_json::to_string(&spoke).map_err(StoreError::from)?;
        let mut touches: Vec<SujetId> = verdict.evenements.iter().map(|(id, _)| *id).collect();
        touches.sort_unstable();
        touches.dedup();
        // A group session that an erased household attended is still corrected for the others.
        touches.retain(|id| !lus.get(id).is_some_and(Sujet::efface));
        for id in touches {
            self.entourer(e.tx, id, &mut nouveaux)?;
            let Some(sujet) = nouveaux.get(&id) else { continue };
            let complements = self.complements(e.tx, sujet, &nouveaux, contexte)?;
            let lue = lus.get(&id).map_or(0, |s| s.version);
            sujets::enregistrer_interne(
                e,
                &Changement { sujet, lue, regles: &regles, complements: &complements },
            )?;
            let change = |avant: &Sujet| match sujet.genre {
                Genre::Convention => {
                    avant.mecanique != sujet.mecanique
                        || Etat::courant(avant).parties != Etat::courant(sujet).parties
                }
                Genre::Menage => {
                    nom_de_menage(avant) != nom_de_menage(sujet)
                        || Protection::de(avant) != Protection::de(sujet)
                }
                _ => false,
            };
            if lus.get(&id).is_some_and(change) {
                self.repartir(e.tx, sujet, &nouveaux)?;
            }
        }
        Ok(())
    }
}

fn deja(texte: &str, ordre: &Ordre) -> Result<Reponse, Erreur> {
    let retenue: Retenue = serde_json::from_str(texte).map_err(StoreError::from)?;
    // A creation is sent with a fresh identifier each time: only its act tells it again.
    let meme_sujet = retenue.sujet == ordre.sujet || ordre.acte.description().cree;
    if retenue.acte != ordre.acte || !meme_sujet {
        let message = "Ce formulaire a déjà servi à autre chose : rechargez la page.".to_owned();
        return Err(Erreur::Saisie(vec![domain::moteur::Faute { champ: String::new(), message }]));
    }
    let verdict =
        Verdict { issue: retenue.issue, motifs: Vec::new(), naissance: None, evenements: Vec::new() };
    Ok(Reponse { sujet: retenue.sujet, verdict, deja: true })
}

/// Acts that take something of which there is only so much.
const fn prend(acte: Acte) -> bool {
    matches!(
        acte,
        Acte::Admettre
            | Acte::Entrer
            | Acte::ChangerStatut
            | Acte::OuvrirMesure
            | Acte::DesignerReferent
            | Acte::Rouvrir
            | Acte::Muter
            | Acte::Diagnostiquer
            | Acte::AccorderAide
            | Acte::ProgrammerAction
            | Acte::Corriger
    )
}

fn commande(acteur: &Acteur, ordre: &Ordre) -> Commande {
    Commande {
        acte: ordre.acte,
        sujet: ordre.sujet,
        le: ordre.le,
        par: Auteur {
            utilisateur: acteur.utilisateur,
            organisation: acteur.organisation,
            role: ordre.role.clone().unwrap_or_default(),
        },
        champs: ordre.champs.clone(),
        passer_outre: ordre.passer_outre.clone(),
    }
}

const fn anonyme() -> Auteur {
    Auteur {
        utilisateur: domain::UtilisateurId(ulid::Ulid::nil()),
        organisation: domain::OrganisationId(ulid::Ulid::nil()),
        role: String::new(),
    }
}
