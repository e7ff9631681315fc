//! Reads facts for a decision: from the act, from the sujet as of the act's day, from its
//! household, dwelling and convention, and from the context.

use jiff::civil::Date;

use super::Monde;
use crate::acte::Acte;
use crate::contexte::Cle;
use crate::definition::mecanique::{Part, Quota};
use crate::duree::Duree;
use crate::etat::{Etat, Lu, argent, lien};
use crate::evenement::Commande;
use crate::fait::Origine;
use crate::ids::SujetId;
use crate::sujet::{Genre, Sujet};
use crate::valeur::Valeur;

/// What a rule sees.
pub(super) struct Lecteur<'a> {
    pub monde: Monde<'a>,
    pub etat: Etat<'a>,
    pub jour: Date,
    commande: Option<&'a Commande>,
    /// Whether a field that is not given may still be given (when exploring what is possible).
    exploration: bool,
    /// Whether the sujet is there.
    existe: bool,
    genre: Genre,
    /// The dwelling that is itself decided on.
    soi: Option<SujetId>,
    menage: Option<Etat<'a>>,
    logement: Option<Etat<'a>>,
    convention: Option<(SujetId, Etat<'a>)>,
}

impl<'a> Lecteur<'a> {
    /// Reads for a command on `sujet` (nothing yet, for a creation).
    pub fn pour(
        monde: Monde<'a>,
        sujet: Option<&'a Sujet>,
        commande: &'a Commande,
        exploration: bool,
    ) -> Self {
        let genre = sujet.map_or(commande.acte.description().genre, |s| s.genre);
        let mut lecteur = Self::a_vide(monde, commande.le, genre);
        lecteur.commande = Some(commande);
        lecteur.exploration = exploration;
        lecteur.existe = sujet.is_some();
        let menage = sujet.and_then(|s| s.menage).or_else(|| lien(&commande.champs, "menage"));
        let convention = sujet.and_then(|s| s.convention).or_else(|| lien(&commande.champs, "convention"));
        lecteur.lier(sujet, menage, convention, lien(&commande.champs, "logement"));
        lecteur
    }

    /// The same for another command of the same day on the same sujet, that names no other.
    pub fn aussi_pour(&mut self, commande: &'a Commande) {
        self.commande = Some(commande);
    }

    /// Reads a sujet as of a day, without any act.
    pub fn du_sujet(monde: Monde<'a>, sujet: &'a Sujet, jour: Date) -> Self {
        let mut lecteur = Self::a_vide(monde, jour, sujet.genre);
        lecteur.lier(Some(sujet), sujet.menage, sujet.convention, None);
        lecteur
    }

    fn a_vide(monde: Monde<'a>, jour: Date, genre: Genre) -> Self {
        Self {
            monde,
            etat: Etat::default(),
            jour,
            commande: None,
            exploration: false,
            existe: true,
            genre,
            soi: None,
            menage: None,
            logement: None,
            convention: None,
        }
    }

    fn lier(
        &mut self,
        sujet: Option<&'a Sujet>,
        menage: Option<SujetId>,
        convention: Option<SujetId>,
        logement: Option<SujetId>,
    ) {
        let sujets = self.monde.sujets;
        let jour = self.jour;
        let etat = |id: SujetId| sujets.get(&id).map(|s| Etat::au(s, jour));
        if let Some(sujet) = sujet {
            self.etat = Etat::au(sujet, jour);
            self.soi = Some(sujet.id).filter(|_| self.genre == Genre::Logement);
        }
        self.menage = menage.filter(|_| self.genre != Genre::Menage).and_then(etat);
        self.convention = match (self.genre, sujet) {
            (Genre::Convention, Some(s)) => Some((s.id, Etat::au(s, jour))),
            _ => convention.and_then(|id| etat(id).map(|e| (id, e))),
        };
        let courant = self.etat.occupation().map(|o| o.logement);
        self.logement = match (self.genre, sujet) {
            (Genre::Logement, Some(s)) => Some(Etat::au(s, jour)),
            _ => logement
                .or(courant)
                .or(self.etat.logement_attribue)
                .or(self.etat.logement_propose)
                .and_then(etat),
        };
    }

    /// The fact of that name.
    pub fn lire(&self, nom: &str) -> Lu {
        if let Some(champ) = nom.strip_prefix("acte.") {
            return self.de_l_acte(champ);
        }
        if let Some(valeur) = self.commande.and_then(|c| c.champ(nom)) {
            return Lu::Connu(valeur.clone());
        }
        // The stream of an admission is the one it names, else the one of the referral.
        if nom == "admission.volet"
            && let Some(volet) =
                self.commande.filter(|c| c.acte == Acte::Admettre).and_then(|c| c.champ("volet"))
        {
            return Lu::Connu(volet.clone());
        }
        if let Some(lu) = self.de_l_entour(nom) {
            return lu;
        }
        if self.sans_dossier()
            && self.monde.mecanique.fait(nom).is_some_and(|f| f.origine == Origine::Calcule)
        {
            return Lu::Inconnu;
        }
        let propre = self.etat.fait(nom).unwrap_or(Lu::Absent);
        match (&propre, &self.menage) {
            (Lu::Inconnu, Some(menage)) => menage.fait(nom).unwrap_or(Lu::Inconnu),
            _ => propre,
        }
    }

    fn de_l_acte(&self, champ: &str) -> Lu {
        let Some(commande) = self.commande else { return Lu::Absent };
        let vide = || if self.exploration { Lu::Inconnu } else { Lu::Absent };
        match champ {
            "role" => Lu::Connu(Valeur::Mot(commande.par.role.clone())),
            "le" => Lu::Connu(Valeur::Jour(commande.le)),
            "instance" => self.instance(commande).map_or_else(vide, Lu::Connu),
            "logement_change" => self.logement_change(commande),
            "bailleur_concerne" => match self.bailleur() {
                Lu::Connu(bailleur) => {
                    let auteur = Valeur::Organisation(commande.par.organisation);
                    Lu::Connu(Valeur::Booleen(bailleur == auteur))
                }
                autre => autre,
            },
            "cout" => match commande.champ("montant") {
                Some(_) => Lu::Connu(Valeur::Montant(argent::cout(&commande.champs))),
                None => vide(),
            },
            "nature_statut" => ["vers", "statut"]
                .iter()
                .find_map(|c| commande.champ(c).and_then(Valeur::mot))
                .map_or_else(vide, |statut| self.nature_de(statut)),
            "presents_nombre" => match commande.champ("presents") {
                Some(Valeur::Sujets(ids)) => nombre(ids.len()),
                _ => vide(),
            },
            "participants_roles" => match presents(commande) {
                None if self.exploration => Lu::Inconnu,
                presents => {
                    Lu::Connu(Valeur::Mots(presents.unwrap_or_else(|| vec![commande.par.role.clone()])))
                }
            },
            "membres_presents" => match presents(commande) {
                None if self.exploration => Lu::Inconnu,
                presents => {
                    self.membres(commande, &presents.unwrap_or_else(|| vec![commande.par.role.clone()]))
                }
            },
            autre => commande.champ(autre).cloned().map_or_else(vide, Lu::Connu),
        }
    }

    /// The instance that the act names; for a sitting, the one that was convened.
    fn instance(&self, commande: &Commande) -> Option<Valeur> {
        let convoquee = || match self.genre {
            Genre::Seance => self.etat.creation()?.champs.get("instance"),
            _ => None,
        };
        commande.champ("instance").or_else(convoquee).cloned()
    }

    /// How many members of the act's instance are there.
    fn membres(&self, commande: &Commande, presents: &[String]) -> Lu {
        let nom = self.instance(commande);
        let nom = nom.as_ref().and_then(Valeur::mot);
        let instance = self.monde.mecanique.instances.iter().find(|i| Some(i.nom.as_str()) == nom);
        instance.map_or(Lu::Absent, |i| nombre(i.membres.iter().filter(|m| presents.contains(m)).count()))
    }

    fn logement_change(&self, commande: &Commande) -> Lu {
        let courant = self.etat.occupation().map(|o| o.logement);
        match (lien(&commande.champs, "logement"), courant) {
            (Some(vise), Some(courant)) => Lu::Connu(Valeur::Booleen(vise != courant)),
            (None, Some(_)) if self.exploration => Lu::Inconnu,
            (None, Some(_)) => Lu::Connu(Valeur::Booleen(false)),
            _ => Lu::Absent,
        }
    }

    fn nature_de(&self, statut: &str) -> Lu {
        let statut = self.monde.mecanique.statuts.iter().find(|s| s.nom == statut);
        statut.map(|s| Valeur::Mot(s.nature.clone())).into()
    }

    /// Facts of the dwelling, of the convention, and of what others take.
    fn de_l_entour(&self, nom: &str) -> Option<Lu> {
        let saisi = self.monde.mecanique.fait(nom).is_some_and(|f| f.origine == Origine::Saisi);
        if self.attend_logement()
            && nom.starts_with("logement.")
            && !matches!(nom, "logement.propose" | "logement.attribue")
        {
            return Some(Lu::Inconnu);
        }
        if nom == "aujourd_hui" {
            return Some(Lu::Connu(Valeur::Jour(self.monde.aujourd_hui)));
        }
        if nom == "aide.mensuelle" {
            return Some(Lu::Connu(Valeur::Montant(self.etat.argent.aides_mensuelles(self.jour))));
        }
        if nom == "occupation.nature" {
            return Some(self.etat.occupation().map_or(Lu::Absent, |o| self.nature_de(o.statut)));
        }
        if nom.starts_with("logement.") && saisi {
            return Some(self.logement.as_ref().map_or(Lu::Absent, |l| l.fait(nom).unwrap_or(Lu::Inconnu)));
        }
        if nom == "logement.disponible" {
            let libre =
                self.logement.as_ref().is_some_and(|l| !l.evenements.is_empty() && l.sorti_le.is_none());
            return Some(Lu::Connu(Valeur::Booleen(libre)));
        }
        if nom == "logement.occupants" {
            let id = self.commande.and_then(|c| lien(&c.champs, "logement"));
            let id = id.or_else(|| self.etat.occupation().map(|o| o.logement)).or(self.soi);
            return Some(self.compte(id.map(Cle::Occupants)));
        }
        if nom == "referent.mesures" {
            return Some(self.compte(self.referent().map(Cle::Mesures)));
        }
        let (id, convention) = match &self.convention {
            Some((id, etat)) => (*id, etat),
            None => return nom.starts_with("convention.").then_some(Lu::Absent),
        };
        match nom {
            "convention.places_prises" => Some(self.compte(Some(Cle::Places(id)))),
            "convention.admissions" => Some(self.compte(Some(Cle::Admissions(id)))),
            "convention.logements_pris" => Some(self.logements_pris(id)),
            "convention.projets_engages" => Some(self.compte(Some(Cle::Projets(id)))),
            "convention.diagnostics" => Some(self.compte(Some(Cle::Diagnostics(id)))),
            "convention.aides_engagees" => {
                Some(Lu::Connu(Valeur::Montant(self.monde.contexte.compte(&Cle::Aides(id)).montant)))
            }
            "convention.engage" => {
                Some(Lu::Connu(Valeur::Montant(self.monde.contexte.compte(&Cle::Projets(id)).montant)))
            }
            "convention.en_vigueur" => Some(self.en_vigueur(convention)),
            _ if nom.starts_with("convention.") => convention.fait(nom),
            _ => None,
        }
    }

    /// Whether one asks of a household that has no dossier yet: what a dossier would hold is not absent,
    /// nobody knows it.
    pub const fn sans_dossier(&self) -> bool {
        self.exploration && !self.existe
    }

    /// Whether the dwelling is a field of this very form, still to be chosen.
    pub fn attend_logement(&self) -> bool {
        self.exploration
            && self.logement.is_none()
            && self.commande.is_some_and(|c| c.acte.champ("logement").is_some())
    }

    /// What is taken under a key; under no key (no referent, no dwelling), nothing is.
    fn compte(&self, cle: Option<Cle>) -> Lu {
        let nombre = cle.map_or(0, |c| self.monde.contexte.compte(&c).nombre);
        Lu::Connu(Valeur::Nombre(i64::from(nombre)))
    }

    /// Dwellings taken by others; the one that is entered counts only once.
    fn logements_pris(&self, convention: SujetId) -> Lu {
        let pris = self.monde.contexte.compte(&Cle::Logements(convention)).nombre;
        let deja = self
            .commande
            .and_then(|c| lien(&c.champs, "logement"))
            .is_some_and(|id| self.monde.contexte.compte(&Cle::Mobilise(convention, id)).nombre > 0);
        Lu::Connu(Valeur::Nombre(i64::from(pris) - i64::from(deja)))
    }

    fn en_vigueur(&self, convention: &Etat<'_>) -> Lu {
        if convention.sorti_le.is_some() {
            return Lu::Connu(Valeur::Booleen(false));
        }
        let borne = |nom: &str| match convention.fait(nom) {
            Some(Lu::Connu(Valeur::Jour(j))) => Some(j),
            _ => None,
        };
        match (borne("convention.debut"), borne("convention.fin")) {
            (Some(debut), fin) => {
                Lu::Connu(Valeur::Booleen(debut <= self.jour && fin.is_none_or(|f| self.jour <= f)))
            }
            _ => Lu::Inconnu,
        }
    }

    fn referent(&self) -> Option<crate::ids::UtilisateurId> {
        match self.commande.and_then(|c| c.champ("referent")) {
            Some(Valeur::Utilisateur(id)) => Some(*id),
            _ => self.etat.mesure().and_then(|m| m.referent),
        }
    }

    /// How much of a quota is taken: of its share that this admission counts in, when it counts apart.
    pub fn quota(&self, nom: &str, depuis_le_debut: bool) -> Lu {
        let Some(quota) = self.monde.mecanique.quotas.iter().find(|q| q.nom == nom) else {
            return Lu::Inconnu;
        };
        let nom = match self.nom_de_quota(quota) {
            Ok(nom) => nom,
            Err(lu) => return lu,
        };
        let cle = self.convention.as_ref().map(|(id, _)| {
            if depuis_le_debut { Cle::QuotaAdmissions(*id, nom) } else { Cle::Quota(*id, nom) }
        });
        self.compte(cle)
    }

    /// The name under which a quota is counted here: its own, with the share it counts apart.
    pub fn nom_de_quota(&self, quota: &Quota) -> Result<String, Lu> {
        let part = match &quota.par {
            None => return Ok(quota.nom.clone()),
            Some(Part::Annee) => self.annee_de_convention(),
            Some(Part::Bailleur) => self.bailleur(),
            Some(Part::Fait(nom)) => self.lire(nom),
        };
        match part {
            Lu::Connu(part) => Ok(format!("{} | {part}", quota.nom)),
            autre => Err(autre),
        }
    }

    /// The landlord that the referral names.
    fn bailleur(&self) -> Lu {
        let nomme = self.commande.filter(|c| c.acte == Acte::Orienter).and_then(|c| c.champ("bailleur"));
        let oriente = || self.etat.evenements.iter().find(|e| e.acte == Acte::Orienter);
        match nomme.or_else(|| oriente().and_then(|e| e.champs.get("bailleur"))) {
            Some(bailleur) => Lu::Connu(bailleur.clone()),
            None => Lu::Inconnu,
        }
    }

    /// Which year of the convention this day is in: 1 for the first.
    fn annee_de_convention(&self) -> Lu {
        let debut = self.convention.as_ref().and_then(|(_, etat)| etat.fait("convention.debut"));
        match debut {
            Some(Lu::Connu(Valeur::Jour(debut))) => {
                let finies = (1..100).take_while(|n| Duree::mois(12).fois(*n).apres(debut) <= self.jour);
                nombre(finies.count().saturating_add(1))
            }
            Some(autre) => autre,
            None => Lu::Absent,
        }
    }
}

/// Who was there, when the act says so: the participants and its author.
fn presents(commande: &Commande) -> Option<Vec<String>> {
    match commande.champ("participants") {
        Some(Valeur::Mots(mots)) => Some(mots.iter().chain([&commande.par.role]).cloned().collect()),
        _ => None,
    }
}

fn nombre(n: usize) -> Lu {
    Lu::Connu(Valeur::Nombre(i64::try_from(n).unwrap_or(i64::MAX)))
}
