//! All that one act's form needs, loaded once: what it is done on, what judges it, what it may name.

use std::sync::Arc;

use actes::{Annuaire, Erreur, Ordre, Porte, Regles, SujetLu};
use domain::fait::{Classe, Fait};
use domain::moteur::Faute;
use domain::{Acte, Date, Etat, Genre, SujetId};
use policy::{Acteur, Droits};

use super::adresses;
use super::choisir::choisir;
use super::regard::{self, Regard};
use crate::formulaire::{self, Cadre, Choix, Formulaire, Lu, Saisie};

/// On what an act is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cible {
    /// A sujet that exists.
    Sujet(Genre, SujetId),
    /// A new one, under this convention.
    Sous(SujetId),
    /// A new one, under no convention; in this dispositif, if any.
    Libre(Option<String>),
}

/// One act and all that its form needs.
pub struct Etabli {
    /// The act.
    pub acte: Acte,
    /// What it is done on; of a creation, the convention.
    pub lu: Option<SujetLu>,
    /// What its fields may name.
    pub choix: Choix,
    /// Today, there.
    pub aujourd_hui: Date,
    /// The fields that are not asked.
    pub fixes: Vec<(String, String)>,
    /// Fields whose class the reader may not see: neither asked nor shown.
    pub tus: Vec<&'static str>,
    cible: Cible,
    pub regles: Regles,
    acteur: Acteur,
    /// What she may read and record here, or of what this brings into being.
    pub(super) droits: Droits,
    annuaire: Arc<Annuaire>,
}

impl Etabli {
    /// Loads it.
    ///
    /// # Errors
    /// `Introuvable` when the sujet does not exist for this actor, or has no such act.
    pub fn ouvrir(porte: &Arc<Porte>, acteur: &Acteur, cible: Cible, acte: Acte) -> Result<Self, Erreur> {
        let description = acte.description();
        let lu = match &cible {
            Cible::Sujet(genre, id) if !description.cree && *genre == description.genre => {
                Some(porte.sujet(acteur, *genre, *id)?)
            }
            Cible::Sous(convention) if description.cree && acte.champ("convention").is_some() => {
                Some(porte.sujet(acteur, Genre::Convention, *convention)?)
            }
            Cible::Libre(_) if description.cree && acte.champ("convention").is_none() => None,
            _ => return Err(Erreur::Introuvable),
        };
        Self::de(porte, acteur, cible, acte, lu)
    }

    /// The same, on a sujet already read.
    ///
    /// # Errors
    /// When the records do not answer.
    pub fn de(
        porte: &Arc<Porte>,
        acteur: &Acteur,
        cible: Cible,
        acte: Acte,
        lu: Option<SujetLu>,
    ) -> Result<Self, Erreur> {
        let regles = match (&lu, &cible) {
            (Some(lu), _) => lu.regles.clone(),
            (None, Cible::Libre(Some(d))) => {
                Regles::Dispositif(porte.definitions().get(d).cloned().ok_or(Erreur::Introuvable)?)
            }
            (None, _) => Regles::Communes(Arc::clone(&porte.service().socle)),
        };
        let fixes = match &cible {
            Cible::Sous(id) => vec![("convention".to_owned(), id.to_string())],
            Cible::Libre(Some(d)) => vec![("dispositif".to_owned(), d.clone())],
            _ => Vec::new(),
        };
        let choix = choisir(porte, acteur, lu.as_ref(), [acte].into_iter())?;
        let aujourd_hui = porte.aujourd_hui(regles.definition().map(|d| &**d));
        let existant = lu.as_ref().filter(|_| !acte.description().cree);
        let droits = existant.map_or_else(|| porte.droits_a_la_creation(acteur), |lu| lu.droits.clone());
        Ok(Self {
            acte,
            lu,
            choix,
            aujourd_hui,
            fixes,
            tus: Vec::new(),
            cible,
            regles,
            acteur: acteur.clone(),
            droits,
            annuaire: porte.annuaire(),
        })
    }

    /// The form, with what was typed and what is wrong in it.
    pub fn formulaire(&self, saisie: &Saisie, fautes: &[Faute], passer_outre: bool) -> Formulaire {
        let cle = saisie.une("cle").map_or_else(nouvelle_cle, str::to_owned);
        let definition = self.regles.definition();
        let cadre = Cadre {
            acte: self.acte,
            mecanique: self.regles.mecanique(),
            volets: definition.map_or(&[], |d| &d.fiche.volets),
            choix: &self.choix,
            aujourd_hui: self.aujourd_hui,
            roles: &self.roles(),
            faits: self.faits(saisie),
            fixes: self.fixes.clone(),
            tus: self.tus.clone(),
            version: self.version(),
            cle,
            action: self.action(),
            prefixe: String::new(),
            passer_outre,
            lu: self.lu.as_ref().filter(|_| !self.acte.description().cree),
        };
        let mut formulaire = cadre.formulaire(saisie, fautes);
        if self.acte == Acte::Partager {
            // One shares what one reads.
            let lit = |mot: &str| Classe::du_mot(mot).is_some_and(|c| self.droits.lit(c));
            let quoi = formulaire.champs.iter_mut().filter(|c| c.nom == "quoi");
            quoi.for_each(|c| c.options.retain(|o| o.coche || lit(&o.valeur)));
        }
        formulaire
    }

    /// Where the form is posted.
    pub fn action(&self) -> String {
        match &self.cible {
            Cible::Sujet(genre, id) => adresses::acte(*genre, *id, self.acte),
            Cible::Sous(convention) => adresses::creation(*convention, self.acte),
            Cible::Libre(_) => format!("/{}", adresses::dossier_d_adresses(self.acte.description().genre)),
        }
    }

    /// Where one goes back to.
    pub fn retour(&self) -> String {
        match &self.cible {
            Cible::Sujet(genre, id) => adresses::page(*genre, *id),
            Cible::Sous(convention) => adresses::page(Genre::Convention, *convention),
            Cible::Libre(_) => "/dossiers".to_owned(),
        }
    }

    /// The name of what it is done on.
    pub fn nom(&self) -> String {
        self.lu.as_ref().map(regard::nom).unwrap_or_default()
    }

    /// The reader's eye.
    pub fn regard(&self) -> Regard {
        match &self.lu {
            Some(lu) => Regard::de(lu, &self.choix),
            None => Regard::sans_sujet(&self.annuaire, &self.acteur, self.droits.clone(), &self.choix),
        }
    }

    /// The version on the screen; a creation has none.
    pub fn version(&self) -> Option<u32> {
        let existe = matches!(self.cible, Cible::Sujet(..));
        self.lu.as_ref().filter(|_| existe).map(|lu| lu.sujet.version)
    }

    /// What is asked of the door. `neuf` is the sujet that a creation brings into being.
    pub fn ordre(&self, lu: Lu, neuf: SujetId) -> Ordre {
        let sujet = match &self.cible {
            Cible::Sujet(_, id) => *id,
            _ => neuf,
        };
        let dispositif = match &self.cible {
            Cible::Libre(d) => d.clone(),
            _ => None,
        };
        Ordre {
            acte: self.acte,
            sujet,
            dispositif,
            le: lu.le,
            champs: lu.champs,
            role: lu.role,
            passer_outre: lu.passer_outre,
            version_lue: lu.version,
            cle: lu.cle.unwrap_or_else(nouvelle_cle),
        }
    }

    /// The roles that she may act in; nobody holds one yet in a convention about to be opened.
    fn roles(&self) -> Vec<String> {
        match (&self.lu, self.regles.definition()) {
            (Some(lu), _) => lu.roles.clone(),
            (None, Some(d)) => d.mecanique.roles.iter().map(|r| r.nom.clone()).collect(),
            (None, None) => Vec::new(),
        }
    }

    fn faits(&self, saisie: &Saisie) -> Vec<(Fait, String)> {
        let description = self.acte.description();
        if !description.faits {
            return Vec::new();
        }
        let lu = self.lu.as_ref().filter(|_| !description.cree);
        let mut faits = faits_utiles(description.genre, &self.regles, lu, &self.droits);
        if description.cree {
            faits.extend(self.dits(saisie).map(|f| (f.clone(), String::new())));
        }
        faits
    }

    /// What she has just said herself and may record, besides: what she would not read again, hers to correct before it
    /// is sent, and what stays with the household, whatever these rules read.
    fn dits(&self, saisie: &Saisie) -> impl Iterator<Item = &Fait> {
        let mecanique = self.regles.mecanique();
        let lus = formulaire::lus_par(mecanique);
        let genre = self.acte.description().genre;
        mecanique.faits_saisis().filter(move |f| {
            formulaire::concerne(genre, f)
                && self.droits.consigne(f.classe)
                && if lus.contains(f.nom.as_str()) {
                    !self.droits.lit(f.classe)
                } else {
                    f.classe <= Classe::C1
                }
                && saisie.une(&format!("fait.{}", f.nom)).is_some()
        })
    }
}

/// The facts that a form offers: of a dossier, those that its rules read and those already recorded; of
/// the rest, all of its matter. Never one that the reader may not see.
pub fn faits_utiles(
    genre: Genre,
    regles: &Regles,
    lu: Option<&SujetLu>,
    droits: &Droits,
) -> Vec<(Fait, String)> {
    let lus = formulaire::lus_par(regles.mecanique());
    let etat = lu.map(SujetLu::etat);
    let menage = lu.and_then(|lu| lu.lies.get(&lu.sujet.menage?)).map(Etat::courant);
    let connu = |nom: &str| {
        let propre = etat.as_ref().and_then(|e| e.faits.get(nom));
        propre.or_else(|| menage.as_ref().and_then(|m| m.faits.get(nom))).map(|(v, _)| v.to_string())
    };
    regles
        .mecanique()
        .faits_saisis()
        .filter(|f| formulaire::concerne(genre, f) && droits.lit(f.classe) && droits.consigne(f.classe))
        .map(|f| (f, connu(&f.nom)))
        .filter(|(f, connu)| genre != Genre::Dossier || connu.is_some() || lus.contains(f.nom.as_str()))
        .map(|(f, connu)| (f.clone(), connu.unwrap_or_default()))
        .collect()
}

/// A key that no other form has.
pub fn nouvelle_cle() -> String {
    ulid::Ulid::generate().to_string()
}

/// The identifier of what is about to be created.
pub fn nouvel_id() -> SujetId {
    SujetId(ulid::Ulid::generate())
}
