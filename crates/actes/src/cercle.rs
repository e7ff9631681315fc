//! The acts that change who may see: what policy asks of them, before any rule of a definition.

use std::collections::BTreeSet;

use domain::cercle::{self, ACCORD, Avec, Cercle, Protection};
use domain::fait::Classe;
use domain::moteur::{self, Faute};
use domain::{Acte, Commande, Duree, Sujet, Sujets, Valeur};
use policy::{Droits, Geste, Liens, Profil, Relation};

use crate::acces::menage_de;
use crate::{Erreur, Porte};

/// Nobody shares for longer than this without asking again.
const PARTAGE_MAX: Duree = Duree { mois: 12, jours: 0 };

/// What an act of the circle asks of who does it.
const fn geste(acte: Acte) -> Option<Geste> {
    match acte {
        Acte::Partager
        | Acte::CesserPartage
        | Acte::RefuserAcces
        | Acte::RecueillirAccord
        | Acte::RetirerAccord => Some(Geste::Partager),
        Acte::DemanderAcces => Some(Geste::Demander),
        Acte::AccederEnUrgence => Some(Geste::Urgence),
        Acte::Proteger | Acte::NommerPersonne | Acte::RetirerNommee | Acte::LeverProtection => {
            Some(Geste::Proteger)
        }
        _ => None,
    }
}

impl Porte {
    /// What is wrong in an act of the circle; nothing for any other act.
    pub(crate) fn du_cercle(
        &self,
        droits: &Droits,
        commande: &Commande,
        sujet: Option<&Sujet>,
        lus: &Sujets,
    ) -> Result<Vec<Faute>, Erreur> {
        let Some(geste) = geste(commande.acte) else { return Ok(Vec::new()) };
        if !droits.peut(geste) {
            return Err(Erreur::Interdit(format!(
                "« {} » ne revient pas à votre fonction dans ce dossier : demandez à l'organisme qui accompagne le ménage.",
                commande.acte.nom()
            )));
        }
        let Some(sujet) = sujet else { return Ok(Vec::new()) };
        let protection = menage_de(sujet, lus).and_then(Protection::de);
        Ok(match commande.acte {
            Acte::Partager if protection.is_some() => {
                vec![faute(
                    "",
                    "Ce ménage est protégé : seules les personnes nommées le connaissent. Nommez quelqu'un.",
                )]
            }
            Acte::Partager => self.du_partage(droits, commande, sujet),
            Acte::CesserPartage | Acte::RecueillirAccord | Acte::RetirerAccord => {
                avec(commande).err().into_iter().chain(moteur::oublis(commande)).collect()
            }
            Acte::Proteger if protection.is_some() => {
                vec![faute("", "Ce ménage est déjà protégé.")]
            }
            Acte::NommerPersonne | Acte::RetirerNommee | Acte::LeverProtection => {
                self.de_la_protection(commande, protection)
            }
            _ => Vec::new(),
        })
    }

    fn du_partage(&self, droits: &Droits, commande: &Commande, dossier: &Sujet) -> Vec<Faute> {
        let avec = match avec(commande) {
            Ok(avec) => avec,
            // All that is missing at once.
            Err(faute) => return std::iter::once(faute).chain(moteur::oublis(commande)).collect(),
        };
        let classes = cercle::classes(&commande.champs);
        if let Some(jamais) = self.recevable(avec, &classes) {
            return vec![jamais];
        }
        let mut fautes = Vec::new();
        if !classes.iter().all(|c| droits.lit(*c)) {
            fautes.push(faute("quoi", "Vous ne pouvez partager que ce que vous lisez vous-même."));
        }
        let fondement = commande.champ("fondement").and_then(Valeur::mot);
        if fondement == Some(ACCORD) && !Cercle::de(dossier).accorde(avec, &classes) {
            let message = "Le ménage n'a pas donné cet accord, ou l'a retiré : recueillez-le d'abord.";
            fautes.push(faute("fondement", message));
        }
        if classes.contains(&Classe::C5)
            && self.profil(avec) != Some(Profil::Soignant)
            && fondement != Some(ACCORD)
        {
            let message = "Hors de l'équipe de soins, la santé ne se partage qu'avec l'accord de la personne \
                           (CSP L1110-4) : recueillez-le, puis choisissez « accord du ménage ».";
            fautes.push(faute("fondement", message));
        }
        match commande.champ("jusqu_au") {
            Some(Valeur::Jour(jour)) if *jour < commande.le => {
                fautes.push(faute("jusqu_au", "Le partage finirait avant de commencer."));
            }
            Some(Valeur::Jour(jour)) if *jour > PARTAGE_MAX.apres(commande.le) => {
                fautes.push(faute("jusqu_au", "Un partage dure un an au plus ; il pourra être renouvelé."));
            }
            _ => {}
        }
        fautes
    }

    /// What this beneficiary may never receive.
    fn recevable(&self, avec: Avec, classes: &BTreeSet<Classe>) -> Option<Faute> {
        let profil = self.profil(avec)?;
        let mut liens = Liens::default();
        liens.partager(classes.iter().copied());
        let recu = self.matrice().droits(profil, &liens);
        let refuses: Vec<String> = classes
            .iter()
            .filter(|c| !recu.lit_champ(**c, true))
            .map(|c| format!("« {} »", c.mot()))
            .collect();
        (!refuses.is_empty()).then(|| {
            let quoi = domain::texte::liste(&refuses);
            faute("quoi", &format!("{quoi} : un {} ne le reçoit jamais.", profil.mot()))
        })
    }

    fn de_la_protection(&self, commande: &Commande, protection: Option<Protection>) -> Vec<Faute> {
        let Some(protection) = protection else {
            return vec![faute("", "Ce ménage n'est pas protégé.")];
        };
        let Some(Valeur::Utilisateur(qui)) = commande.champ("personne") else { return Vec::new() };
        let sue = |profil| self.matrice().droits(profil, &Liens::de([Relation::Nommee])).lit(Classe::C7);
        match commande.acte {
            Acte::RetirerNommee if protection.nommees.iter().all(|n| n == qui) => {
                vec![faute(
                    "personne",
                    "C'est la dernière personne nommée : nommez quelqu'un d'autre d'abord.",
                )]
            }
            Acte::NommerPersonne if !self.profil(Avec::Personne(*qui)).is_some_and(sue) => {
                vec![faute("personne", "Sa fonction ne lui permet pas de connaître un ménage protégé.")]
            }
            _ => Vec::new(),
        }
    }

    fn profil(&self, avec: Avec) -> Option<Profil> {
        let annuaire = self.annuaire();
        match avec {
            Avec::Organisation(id) => annuaire.organisations.get(&id).map(|_| annuaire.nature(id).profil()),
            Avec::Personne(id) => annuaire.acteur(id).map(|a| a.profil),
        }
    }
}

fn avec(commande: &Commande) -> Result<Avec, Faute> {
    cercle::avec(&commande.champs)
        .ok_or_else(|| faute("avec", "Dites avec quel organisme, ou avec quelle personne."))
}

fn faute(champ: &str, message: &str) -> Faute {
    Faute { champ: champ.to_owned(), message: message.to_owned() }
}
