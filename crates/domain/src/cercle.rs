//! The circle of a dossier: what was shared, with whom, on what ground, until when; what was asked; what the household
//! agreed to; and who knows a protected household. Computed from events, like all the rest.

use std::collections::BTreeSet;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use crate::acte::Acte;
use crate::etat::{Effectif, Etat, mot};
use crate::evenement::{Auteur, Champs};
use crate::fait::Classe;
use crate::ids::{OrganisationId, UtilisateurId};
use crate::sujet::Sujet;
use crate::valeur::Valeur;

/// The household's own agreement, which it may withdraw.
pub const ACCORD: &str = "accord du ménage";

/// The grounds on which information is shared (domain notes, §2.1).
pub const FONDEMENTS: &[&str] = &[
    ACCORD,
    "CASF L121-6-2 (action sociale)",
    "CASF L345-2-10 (SIAO)",
    "loi 90-449 art. 7-2 (CCAPEX)",
    "CSP L1110-4 (équipe de soins)",
    "mandat du ménage",
];

/// How long a file opened in an emergency stays open.
pub const DUREE_D_URGENCE: SignedDuration = SignedDuration::from_hours(4);

/// With whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Avec {
    /// All of an organisation whose trade allows it.
    Organisation(OrganisationId),
    /// One person.
    Personne(UtilisateurId),
}

/// A share, whether in force or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partage<'a> {
    /// With whom.
    pub avec: Avec,
    /// What.
    pub classes: BTreeSet<Classe>,
    /// On what ground.
    pub fondement: &'a str,
    /// Since.
    pub depuis: Date,
    /// Until, that day included; earlier than planned when it was ended.
    pub jusqu_au: Date,
    /// Who shared.
    pub par: &'a Auteur,
}

/// What a household agreed to share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accord {
    /// With whom.
    pub avec: Avec,
    /// What.
    pub classes: BTreeSet<Classe>,
    /// Since.
    pub depuis: Date,
    /// When it was withdrawn.
    pub retire_le: Option<Date>,
}

/// An access that was asked for and not yet answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Demande<'a> {
    /// Who asks.
    pub par: &'a Auteur,
    /// For what.
    pub classes: BTreeSet<Classe>,
    /// Why.
    pub motif: String,
    /// Since.
    pub le: Date,
}

/// A file opened in an emergency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Urgence<'a> {
    /// Who.
    pub par: &'a Auteur,
    /// Why.
    pub motif: String,
    /// When (RFC 3339, UTC).
    pub a: &'a str,
}

/// The circle.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cercle<'a> {
    /// Shares, oldest first.
    pub partages: Vec<Partage<'a>>,
    /// Agreements of the household, oldest first.
    pub accords: Vec<Accord>,
    /// What waits for an answer.
    pub demandes: Vec<Demande<'a>>,
    /// Openings in an emergency, oldest first.
    pub urgences: Vec<Urgence<'a>>,
}

impl<'a> Cercle<'a> {
    /// The circle of a dossier, from all that is recorded.
    pub fn de(dossier: &'a Sujet) -> Self {
        let etat = Etat::courant(dossier);
        let mut cercle = Self::default();
        for e in &etat.evenements {
            cercle.prendre(dossier, e);
        }
        cercle
    }

    /// Shares that hold on a day. One that rests on the household's agreement ends with it.
    pub fn en_vigueur(&self, jour: Date) -> impl Iterator<Item = &Partage<'a>> {
        self.partages.iter().filter(move |p| p.depuis <= jour && jour <= p.jusqu_au)
    }

    /// Whether the household agrees, today, that these classes go there.
    pub fn accorde(&self, avec: Avec, classes: &BTreeSet<Classe>) -> bool {
        let donnes = self.accords.iter().filter(|a| a.avec == avec && a.retire_le.is_none());
        let donnes: BTreeSet<Classe> = donnes.flat_map(|a| a.classes.iter().copied()).collect();
        classes.is_subset(&donnes)
    }

    /// The opening in an emergency by this person that still holds at an instant (RFC 3339, UTC).
    pub fn urgence(&self, qui: UtilisateurId, instant: &str) -> Option<&Urgence<'a>> {
        let maintenant: Timestamp = instant.parse().ok()?;
        self.urgences.iter().rev().filter(|u| u.par.utilisateur == qui).find(|u| {
            u.a.parse::<Timestamp>().is_ok_and(|a| a <= maintenant && maintenant < a + DUREE_D_URGENCE)
        })
    }

    fn prendre(&mut self, dossier: &'a Sujet, e: &Effectif<'a>) {
        match e.acte {
            Acte::Partager => self.partages.extend(partage(e)),
            Acte::CesserPartage => self.cesser(avec(e.champs), e.le, |_| true),
            Acte::RecueillirAccord => {
                self.accords.extend(avec(e.champs).map(|avec| Accord {
                    avec,
                    classes: classes(e.champs),
                    depuis: e.le,
                    retire_le: None,
                }));
            }
            Acte::RetirerAccord => self.retirer(e),
            Acte::DemanderAcces => {
                let motif = texte(e.champs, "motif");
                self.demandes.push(Demande { par: e.par, classes: classes(e.champs), motif, le: e.le });
            }
            Acte::RefuserAcces => self.repondre(avec(e.champs)),
            Acte::AccederEnUrgence => {
                let a = dossier.evenements.iter().find(|v| v.n == e.n).map(|v| v.enregistre_le.as_str());
                let motif = texte(e.champs, "motif");
                self.urgences.extend(a.map(|a| Urgence { par: e.par, motif, a }));
            }
            _ => {}
        }
        if e.acte == Acte::Partager {
            self.repondre(avec(e.champs));
        }
    }

    /// Ends the shares with someone, the day before.
    fn cesser(&mut self, avec: Option<Avec>, le: Date, lesquels: impl Fn(&Partage<'_>) -> bool) {
        let Ok(veille) = le.yesterday() else { return };
        for p in self.partages.iter_mut().filter(|p| Some(p.avec) == avec && lesquels(p)) {
            p.jusqu_au = p.jusqu_au.min(veille);
        }
    }

    fn retirer(&mut self, e: &Effectif<'_>) {
        let avec = avec(e.champs);
        for accord in self.accords.iter_mut().filter(|a| Some(a.avec) == avec && a.retire_le.is_none()) {
            accord.retire_le = Some(e.le);
        }
        let de_l_accord = |p: &Partage<'_>| p.fondement == ACCORD;
        self.cesser(avec, e.le, de_l_accord);
    }

    /// A request is answered by a share with the one who asked, or by a refusal.
    fn repondre(&mut self, avec: Option<Avec>) {
        self.demandes.retain(|d| match avec {
            Some(Avec::Organisation(id)) => d.par.organisation != id,
            Some(Avec::Personne(id)) => d.par.utilisateur != id,
            None => true,
        });
    }
}

/// A household that only named persons know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Protection {
    /// Since.
    pub depuis: Date,
    /// Who knows it.
    pub nommees: BTreeSet<UtilisateurId>,
}

impl Protection {
    /// The protection of a household, when there is one. Who protects is the first named.
    pub fn de(menage: &Sujet) -> Option<Self> {
        let mut protection: Option<Self> = None;
        for e in &Etat::courant(menage).evenements {
            let personne = match e.champs.get("personne") {
                Some(Valeur::Utilisateur(id)) => Some(*id),
                _ => None,
            };
            match (e.acte, &mut protection) {
                (Acte::Proteger, None) => {
                    protection = Some(Self { depuis: e.le, nommees: BTreeSet::from([e.par.utilisateur]) });
                }
                (Acte::NommerPersonne, Some(p)) => p.nommees.extend(personne),
                (Acte::RetirerNommee, Some(p)) => p.nommees.retain(|n| Some(*n) != personne),
                (Acte::LeverProtection, _) => protection = None,
                _ => {}
            }
        }
        protection
    }
}

fn partage<'a>(e: &Effectif<'a>) -> Option<Partage<'a>> {
    let jusqu_au = match e.champs.get("jusqu_au") {
        Some(Valeur::Jour(jour)) => *jour,
        _ => return None,
    };
    let (avec, fondement) = (avec(e.champs)?, mot(e.champs, "fondement")?);
    Some(Partage { avec, classes: classes(e.champs), fondement, depuis: e.le, jusqu_au, par: e.par })
}

/// With whom the fields say; a person when both are said.
pub fn avec(champs: &Champs) -> Option<Avec> {
    match (champs.get("personne"), champs.get("avec")) {
        (Some(Valeur::Utilisateur(id)), _) => Some(Avec::Personne(*id)),
        (_, Some(Valeur::Organisation(id))) => Some(Avec::Organisation(*id)),
        _ => None,
    }
}

/// The classes that the fields name.
pub fn classes(champs: &Champs) -> BTreeSet<Classe> {
    match champs.get("quoi") {
        Some(Valeur::Mots(mots)) => mots.iter().filter_map(|m| Classe::du_mot(m)).collect(),
        _ => BTreeSet::new(),
    }
}

fn texte(champs: &Champs, nom: &str) -> String {
    champs.get(nom).map(ToString::to_string).unwrap_or_default()
}

#[cfg(test)]
mod tests;
