//! Facts of a sujet by name: recorded ones, and those that follow from its tracks.

use jiff::civil::Date;

use super::Etat;
use crate::acte::Acte;
use crate::fait::{self, Origine};
use crate::valeur::Valeur;

/// What reading a fact gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lu {
    /// Its value.
    Connu(Valeur),
    /// There is none, and that is certain (no such act was recorded).
    Absent,
    /// Nobody recorded it: unknown, never false.
    Inconnu,
}

impl<V: Into<Option<Valeur>>> From<V> for Lu {
    fn from(valeur: V) -> Self {
        valeur.into().map_or(Self::Absent, Self::Connu)
    }
}

/// The steps of the *parcours* track, in their order.
pub const ETAPES: [&str; 8] = [
    "orienté",
    "diagnostiqué",
    "adhésion recueillie",
    "admis",
    "accompagné",
    "veille",
    "sorti",
    "sans suite",
];

impl Etat<'_> {
    /// The fact of that name as this sujet has it; nothing when it is not of this sujet's matter.
    pub fn fait(&self, nom: &str) -> Option<Lu> {
        if let Some((valeur, _)) = self.faits.get(nom) {
            return Some(Lu::Connu((*valeur).clone()));
        }
        match fait::fait(nom).map(|f| f.origine) {
            Some(Origine::Saisi) => Some(Lu::Inconnu),
            Some(Origine::Calcule) => self
                .parcours(nom)
                .or_else(|| self.mesure_fait(nom))
                .or_else(|| self.domicile(nom))
                .or_else(|| self.moyens(nom)),
            Some(Origine::DeLActe) => None,
            // A fact that the definition declares.
            None => fait::est_un_fait(nom).then_some(Lu::Inconnu),
        }
    }

    /// The step on the *parcours* track: one of [`ETAPES`].
    pub fn etape(&self) -> &'static str {
        if self.sorti_le.is_some() {
            if self.admis_le.is_some() { "sorti" } else { "sans suite" }
        } else if self.veille.as_ref().is_some_and(|v| v.close_le.is_none()) {
            "veille"
        } else if self.mesure().is_some() {
            "accompagné"
        } else if self.admis_le.is_some() {
            "admis"
        } else if self.adhesion_le.is_some() {
            "adhésion recueillie"
        } else if self.diagnostic.is_some() {
            "diagnostiqué"
        } else {
            "orienté"
        }
    }

    fn parcours(&self, nom: &str) -> Option<Lu> {
        Some(match nom {
            "dossier.existe" | "sujet.existe" => oui(!self.evenements.is_empty()),
            "dossier.ouvert" => oui(!self.evenements.is_empty() && self.sorti_le.is_none()),
            "parcours.etape" => mot(Some(self.etape())),
            "orientation.canal" => mot(self.oriente.map(|(c, _)| c)),
            "orientation.volet" => mot(self.volet_oriente),
            "orientation.le" => jour(self.oriente.map(|(_, le)| le)),
            "diagnostic.fait" => oui(self.diagnostic.is_some()),
            "diagnostic.conclusion" => mot(self.diagnostic.map(|(c, _)| c)),
            "adhesion.recueillie" => oui(self.adhesion_le.is_some()),
            "admission.prononcee" => oui(self.admis_le.is_some()),
            "admission.le" => jour(self.admis_le),
            "admission.volet" => mot(self.volet),
            "veille.ouverte" => oui(self.veille.as_ref().is_some_and(|v| v.close_le.is_none())),
            "veille.debut" => jour(self.veille.as_ref().map(|v| v.depuis)),
            "seance.tenue" => oui(self.jour_de(crate::Acte::TenirSeance, true).is_some()),
            "action.seances" => nombre(
                self.evenements.iter().filter(|e| e.acte == crate::Acte::TenirSeanceCollective).count(),
            ),
            "action.type" => mot(self.creation().and_then(|e| super::mot(e.champs, "groupe"))),
            _ => return None,
        })
    }

    fn mesure_fait(&self, nom: &str) -> Option<Lu> {
        let derniere = self.mesures.last();
        Some(match nom {
            "mesure.ouverte" => oui(self.mesure().is_some()),
            "mesure.deja_ouverte" => oui(derniere.is_some()),
            "mesure.suspendue" => oui(self.mesure().is_some_and(super::Mesure::suspendue)),
            "mesure.niveau" => mot(derniere.and_then(|m| m.niveaux.last().map(|(_, n)| *n))),
            "mesure.niveau_depuis" => jour(derniere.and_then(|m| m.niveaux.last().map(|(le, _)| *le))),
            "mesure.referent" => derniere.and_then(|m| m.referent).map(Valeur::Utilisateur).into(),
            "mesure.debut" => jour(derniere.map(|m| m.ouverte_le)),
            "mesure.terme" => jour(derniere.and_then(|m| m.terme)),
            "mesure.fin" => jour(derniere.and_then(|m| m.close_le)),
            "mesure.renouvellements" => nombre(derniere.map_or(0, |m| m.renouvellements as usize)),
            _ => return None,
        })
    }

    fn domicile(&self, nom: &str) -> Option<Lu> {
        let a = &self.argent;
        let occupation = self.occupation();
        Some(match nom {
            "occupation.en_cours" => oui(occupation.is_some()),
            "occupation.statut" => mot(occupation.map(|o| o.statut)),
            "occupation.logement" => occupation.map(|o| Valeur::Sujet(o.logement)).into(),
            "occupation.debut" => jour(self.entree()),
            "occupation.statut_depuis" => jour(occupation.map(|o| o.du)),
            "occupation.logements" => nombre(self.logements_occupes()),
            "logement.propose" => self.logement_propose.map(Valeur::Sujet).into(),
            "logement.attribue" => self.logement_attribue.map(Valeur::Sujet).into(),
            "dette.initiale" => Lu::Connu(Valeur::Montant(a.dette)),
            "dette.restante" => Lu::Connu(Valeur::Montant(a.dette_restante())),
            "dette.effacee" => Lu::Connu(Valeur::Montant(a.dette_effacee)),
            "dette.part_restante" => part(a.dette_restante(), a.dette),
            "dette.part_effacee" => part(a.dette_effacee, a.dette),
            "dette.plan" => oui(a.plan),
            "aide.cumul" => Lu::Connu(Valeur::Montant(a.aides)),
            "loyer.impayes" => Lu::Connu(Valeur::Montant(a.impayes())),
            "loyer.termes_regles" => nombre(a.termes_regles()),
            "procedure.stade" => mot(self.stades.last().map(|s| s.stade)),
            "procedure.depuis" => jour(self.stades.last().map(|s| s.le)),
            _ => return None,
        })
    }

    /// What a convention gathers: teams, training, agreements.
    fn moyens(&self, nom: &str) -> Option<Lu> {
        let de = |acte| self.evenements.iter().filter(move |e| e.acte == acte);
        let somme = |acte, champ: &str| {
            let nombres = de(acte).filter_map(|e| super::entier(e.champs, champ));
            Lu::Connu(Valeur::Nombre(nombres.fold(0, i64::saturating_add)))
        };
        Some(match nom {
            "convention.etp" => somme(Acte::AccueillirEquipe, "etp"),
            "convention.agents_formes" => somme(Acte::FormerPersonnel, "effectif"),
            "convention.jours_formation" => somme(Acte::FormerPersonnel, "jours"),
            "convention.metiers" => {
                let listes = de(Acte::AccueillirEquipe).filter_map(|e| match e.champs.get("metiers") {
                    Some(Valeur::Mots(mots)) => Some(mots.iter().cloned()),
                    _ => None,
                });
                Lu::Connu(Valeur::Mots(listes.flatten().collect()))
            }
            "convention.accords" => {
                let signes = de(Acte::SignerAccord).filter_map(|e| super::mot(e.champs, "accord"));
                Lu::Connu(Valeur::Mots(signes.map(str::to_owned).collect()))
            }
            _ => return None,
        })
    }

    /// The day the household entered the dwelling it occupies, whatever the statuses since.
    fn entree(&self) -> Option<Date> {
        let logement = self.occupation()?.logement;
        self.occupations.iter().rev().take_while(|o| o.logement == logement).last().map(|o| o.du)
    }

    fn logements_occupes(&self) -> usize {
        let mut ids: Vec<_> = self.occupations.iter().map(|o| o.logement).collect();
        ids.dedup();
        ids.len()
    }
}

fn oui(b: bool) -> Lu {
    Lu::Connu(Valeur::Booleen(b))
}

fn mot(m: Option<&str>) -> Lu {
    m.map(|m| Valeur::Mot(m.to_owned())).into()
}

fn jour(j: Option<Date>) -> Lu {
    j.map(Valeur::Jour).into()
}

fn nombre(n: usize) -> Lu {
    Lu::Connu(Valeur::Nombre(i64::try_from(n).unwrap_or(i64::MAX)))
}

/// A part of nothing is no part: the question does not arise, and no rule can hold on it.
fn part(haut: i64, bas: i64) -> Lu {
    (bas > 0).then_some(Valeur::Part(haut, bas)).into()
}
