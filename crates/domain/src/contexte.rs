//! What a decision needs from outside its sujets: counts of what others already take. Asked as one
//! typed request, answered alike by memory and by the store, from the *prises* of each sujet.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::acte::Acte;
use crate::correction::Correction;
use crate::etat::Etat;
use crate::evenement::{Champs, Commande};
use crate::ids::{SujetId, UtilisateurId};
use crate::sujet::{Genre, Sujet, Sujets};
use crate::valeur::Valeur;

/// Something that can be taken, and counted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cle {
    /// Places of a convention, held by households admitted and not yet out.
    Places(SujetId),
    /// Households admitted under a convention since its beginning.
    Admissions(SujetId),
    /// Places of one named quota of a convention.
    Quota(SujetId, String),
    /// Admissions of one named quota of a convention since its beginning.
    QuotaAdmissions(SujetId, String),
    /// Distinct dwellings occupied under a convention, by households admitted and not yet out.
    Logements(SujetId),
    /// Households that make one dwelling count among those of a convention.
    Mobilise(SujetId, SujetId),
    /// Places taken in one dwelling.
    Occupants(SujetId),
    /// Open measures followed by one person.
    Mesures(UtilisateurId),
    /// Group projects of a convention; their budgets are the amount.
    Projets(SujetId),
    /// Households diagnosed under a convention since its beginning.
    Diagnostics(SujetId),
    /// Aids granted under a convention; their whole costs are the amount.
    Aides(SujetId),
}

impl fmt::Display for Cle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Places(id) => write!(f, "places:{id}"),
            Self::Admissions(id) => write!(f, "admissions:{id}"),
            Self::Quota(id, nom) => write!(f, "quota:{id}:{nom}"),
            Self::QuotaAdmissions(id, nom) => write!(f, "quota_admissions:{id}:{nom}"),
            Self::Logements(id) => write!(f, "logements:{id}"),
            Self::Mobilise(id, logement) => write!(f, "mobilise:{id}:{logement}"),
            Self::Occupants(id) => write!(f, "occupants:{id}"),
            Self::Mesures(id) => write!(f, "mesures:{id}"),
            Self::Projets(id) => write!(f, "projets:{id}"),
            Self::Diagnostics(id) => write!(f, "diagnostics:{id}"),
            Self::Aides(id) => write!(f, "aides:{id}"),
        }
    }
}

/// One thing that a sujet takes. Counts are of distinct `objet`s: two households in one dwelling
/// take one dwelling and two places in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Prise {
    /// What is taken.
    pub cle: Cle,
    /// What is counted once.
    pub objet: SujetId,
    /// Its amount in euro cents, if it has one.
    pub montant: i64,
}

/// How much is taken under one key.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Compte {
    /// Distinct objects.
    pub nombre: u32,
    /// Euro cents.
    pub montant: i64,
}

/// The one typed request: the counts of these keys, leaving aside what `pour` itself takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Demande {
    /// The sujet being decided.
    pub pour: SujetId,
    /// What to count.
    pub cles: BTreeSet<Cle>,
}

/// The answer to a [`Demande`]. A key that is absent counts for nothing taken.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contexte {
    /// The counts.
    pub comptes: BTreeMap<Cle, Compte>,
}

impl Contexte {
    /// How much is taken under this key.
    pub fn compte(&self, cle: &Cle) -> Compte {
        self.comptes.get(cle).copied().unwrap_or_default()
    }

    /// The answer of a world held in memory.
    pub fn en_memoire(demande: &Demande, sujets: &Sujets) -> Self {
        let mut objets: BTreeMap<Cle, BTreeMap<SujetId, i64>> = BTreeMap::new();
        for sujet in sujets.values().filter(|s| s.id != demande.pour) {
            for prise in prises(sujet) {
                if demande.cles.contains(&prise.cle) {
                    let montant = objets.entry(prise.cle).or_default().entry(prise.objet).or_default();
                    *montant = montant.saturating_add(prise.montant);
                }
            }
        }
        let comptes = objets
            .into_iter()
            .map(|(cle, objets)| {
                let nombre = u32::try_from(objets.len()).unwrap_or(u32::MAX);
                (cle, Compte { nombre, montant: objets.values().fold(0, |s, m| s.saturating_add(*m)) })
            })
            .collect();
        Self { comptes }
    }
}

/// Everything that a sujet takes now.
pub fn prises(sujet: &Sujet) -> BTreeSet<Prise> {
    let etat = Etat::courant(sujet);
    let mut prises = BTreeSet::new();
    let mut prend = |cle: Cle, objet: SujetId, montant: i64| {
        prises.insert(Prise { cle, objet, montant });
    };
    let Some(convention) = sujet.convention else { return prises };
    match sujet.genre {
        Genre::Dossier => {
            if etat.admis_le.is_some() {
                prend(Cle::Admissions(convention), sujet.id, 0);
                for quota in &etat.quotas {
                    prend(Cle::QuotaAdmissions(convention, quota.clone()), sujet.id, 0);
                }
                if etat.sorti_le.is_none() {
                    prend(Cle::Places(convention), sujet.id, 0);
                    for quota in &etat.quotas {
                        prend(Cle::Quota(convention, quota.clone()), sujet.id, 0);
                    }
                }
            }
            if let Some(occupation) = etat.occupation() {
                prend(Cle::Occupants(occupation.logement), sujet.id, 0);
                // A household that left the dispositif keeps its home, which is no longer one of the
                // dispositif's.
                if etat.sorti_le.is_none() {
                    prend(Cle::Logements(convention), occupation.logement, 0);
                    prend(Cle::Mobilise(convention, occupation.logement), sujet.id, 0);
                }
            }
            if let Some(referent) = etat.mesure().and_then(|m| m.referent) {
                prend(Cle::Mesures(referent), sujet.id, 0);
            }
            if etat.diagnostic.is_some() {
                prend(Cle::Diagnostics(convention), sujet.id, 0);
            }
            if etat.argent.aides > 0 {
                prend(Cle::Aides(convention), sujet.id, etat.argent.aides);
            }
        }
        Genre::ActionCollective => {
            if let Some(creation) = etat.creation() {
                let montant = match creation.champs.get("budget") {
                    Some(Valeur::Montant(m)) => *m,
                    _ => 0,
                };
                prend(Cle::Projets(convention), sujet.id, montant);
            }
        }
        _ => {}
    }
    prises
}

/// The sujets that deciding this command reads, beyond its own.
pub fn sujets_lies(commande: &Commande, sujet: Option<&Sujet>) -> BTreeSet<SujetId> {
    let mut lies = BTreeSet::new();
    let mut nommes = |champs: &Champs| {
        for valeur in champs.values() {
            match valeur {
                Valeur::Sujet(id) => {
                    lies.insert(*id);
                }
                Valeur::Sujets(ids) => lies.extend(ids),
                _ => {}
            }
        }
    };
    nommes(&commande.champs);
    if let Some(sujet) = sujet {
        // A correction also undoes what the corrected act brought to the sujets that it named.
        if commande.acte == Acte::Corriger {
            let vise = commande.champ("evenement");
            let versions = sujet.evenements.iter().filter(|e| {
                vise == Some(&Valeur::Nombre(i64::from(e.n)))
                    || (e.acte == Acte::Corriger && e.champs.get("evenement") == vise)
            });
            versions.for_each(|e| nommes(&e.champs));
        }
        lies.extend(sujet.menage);
        lies.extend(sujet.convention);
        let etat = Etat::courant(sujet);
        lies.extend(etat.occupations.last().map(|o| o.logement));
        lies.extend(etat.logement_attribue);
        lies.extend(etat.logement_propose);
    }
    lies.remove(&commande.sujet);
    lies
}

fn corrige(commande: &Commande, sujet: &Sujet) -> Option<Correction> {
    (commande.acte == Acte::Corriger).then(|| Correction::lire(commande, sujet)).flatten()
}

/// The request that deciding this command makes. `quotas` are those that it counts in, as
/// [`crate::moteur::quotas`] names them.
pub fn demande(commande: &Commande, sujet: Option<&Sujet>, quotas: &[String]) -> Demande {
    let mut cles = BTreeSet::new();
    let convention = sujet.and_then(|s| s.convention).or_else(|| match commande.champ("convention") {
        Some(Valeur::Sujet(id)) => Some(*id),
        _ => None,
    });
    let convention = convention.or_else(|| sujet.filter(|s| s.genre == Genre::Convention).map(|s| s.id));
    if let Some(c) = convention {
        cles.extend([Cle::Places(c), Cle::Admissions(c), Cle::Logements(c), Cle::Projets(c)]);
        cles.extend([Cle::Diagnostics(c), Cle::Aides(c)]);
        for quota in quotas {
            cles.insert(Cle::Quota(c, quota.clone()));
            cles.insert(Cle::QuotaAdmissions(c, quota.clone()));
        }
    }
    let etat = sujet.map(Etat::courant);
    let logement = match commande.champ("logement") {
        Some(Valeur::Sujet(id)) => Some(*id),
        _ => etat.as_ref().and_then(|e| e.occupation().map(|o| o.logement).or(e.logement_attribue)),
    };
    let logement = logement.or_else(|| sujet.filter(|s| s.genre == Genre::Logement).map(|s| s.id));
    if let (Some(convention), Some(logement)) = (convention, logement) {
        cles.insert(Cle::Mobilise(convention, logement));
    }
    cles.extend(logement.map(Cle::Occupants));
    let referent = match commande.champ("referent") {
        Some(Valeur::Utilisateur(id)) => Some(*id),
        _ => etat.as_ref().and_then(|e| e.mesure().and_then(|m| m.referent)),
    };
    cles.extend(referent.map(Cle::Mesures));
    // A correction may take again what was given back since.
    if let Some((sujet, correction)) = sujet.and_then(|s| Some((s, corrige(commande, s)?))) {
        let essai = correction.essayer(sujet, commande, &correction.champs);
        cles.extend(prises(&essai).into_iter().map(|p| p.cle));
    }
    Demande { pour: commande.sujet, cles }
}
