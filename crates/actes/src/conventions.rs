//! Conventions as their parties read them: who holds which role, what is funded, what is taken.

use std::collections::BTreeMap;

use domain::contexte::{self, Cle};
use domain::{Contexte, Date, Etat, Genre, OrganisationId, Sujet, SujetId, Valeur};
use policy::Acteur;
use store::contexte as prises;
use store::listes::{self, Parmi};

use crate::acces::roles_tenus;
use crate::lire::nom_de_sujet;
use crate::{Erreur, Porte};

/// A convention, its places and who holds which role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConventionLue {
    /// The convention.
    pub id: SujetId,
    /// Its dispositif.
    pub dispositif: String,
    /// Its name.
    pub nom: String,
    /// First and last day.
    pub periode: (Option<Date>, Option<Date>),
    /// Places that it funds: committed.
    pub places: Option<i64>,
    /// Dwellings that it funds.
    pub logements: Option<i64>,
    /// Its amount in euro cents.
    pub enveloppe: Option<i64>,
    /// What is taken of it; unknown to who takes no part in it, whose figures are masked ([`Porte::chiffres`]).
    pub pris: Option<Pris>,
    /// Role and organisation.
    pub parties: Vec<(String, OrganisationId)>,
}

/// A convention, in what it takes to name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConventionNommee {
    /// The convention.
    pub id: SujetId,
    /// Its dispositif.
    pub dispositif: String,
    /// Its name.
    pub nom: String,
    /// Whether the reader's organisation takes part in it.
    pub partie: bool,
}

/// What is taken of a convention.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pris {
    /// Places held today.
    pub places: u32,
    /// Households admitted since its beginning: realised.
    pub admissions: u32,
    /// Dwellings occupied.
    pub logements: u32,
}

impl Porte {
    /// The conventions of this reader, with what is taken of each; of one dispositif, or all.
    ///
    /// # Errors
    /// When the store does not answer.
    pub fn conventions(
        &self,
        acteur: &Acteur,
        dispositif: Option<&str>,
    ) -> Result<Vec<ConventionLue>, Erreur> {
        let parmi = dispositif.map_or(Parmi::Tous, Parmi::Dispositif);
        self.store.lire(|tx| {
            let perimetre = self.perimetre(tx, acteur)?;
            let mut lues = Vec::new();
            for sujet in listes::lister(tx, &perimetre, Genre::Convention, parmi)? {
                let demande = contexte::demande(&self.sans_acte(acteur, &sujet), Some(&sujet), &[]);
                let contexte = prises::repondre(tx, &perimetre, &demande)?;
                lues.push(convention_lue(acteur, &sujet, &contexte));
            }
            lues.sort_by(|a, b| (&a.dispositif, &a.nom).cmp(&(&b.dispositif, &b.nom)));
            Ok::<_, Erreur>(lues)
        })
    }

    /// The same conventions, only named: nothing is counted.
    ///
    /// # Errors
    /// When the store does not answer.
    pub fn conventions_nommees(&self, acteur: &Acteur) -> Result<Vec<ConventionNommee>, Erreur> {
        let nommer = |sujet: Sujet| ConventionNommee {
            id: sujet.id,
            nom: nom_de_sujet(&sujet),
            partie: !roles_tenus(&sujet, acteur.organisation).is_empty(),
            dispositif: sujet.dispositif.unwrap_or_default(),
        };
        self.store.lire(|tx| {
            let perimetre = self.perimetre(tx, acteur)?;
            let lues = listes::lister(tx, &perimetre, Genre::Convention, Parmi::Tous)?;
            let mut nommees: Vec<ConventionNommee> = lues.into_iter().map(nommer).collect();
            nommees.sort_by(|a, b| (&a.dispositif, &a.nom).cmp(&(&b.dispositif, &b.nom)));
            Ok::<_, Erreur>(nommees)
        })
    }

    /// The dispositif of each of these conventions, and nothing else of them: as many times as it has conventions.
    ///
    /// # Errors
    /// When the store does not answer.
    pub fn dispositifs_conventionnes(&self, acteur: &Acteur) -> Result<Vec<String>, Erreur> {
        self.store.lire(|tx| {
            let perimetre = self.perimetre(tx, acteur)?;
            Ok::<_, Erreur>(listes::dispositifs(tx, &perimetre)?)
        })
    }

    /// How much is taken under a key: for what checks the books, not for a page.
    ///
    /// # Errors
    /// When the store does not answer.
    pub fn compte(&self, cle: &Cle) -> Result<domain::contexte::Compte, Erreur> {
        let demande = contexte::Demande { pour: SujetId(ulid::Ulid::nil()), cles: [cle.clone()].into() };
        self.store.lire(|tx| Ok::<_, Erreur>(prises::repondre_interne(tx, &demande)?.compte(cle)))
    }
}

fn convention_lue(acteur: &Acteur, sujet: &Sujet, contexte: &Contexte) -> ConventionLue {
    let etat = Etat::courant(sujet);
    let faits: BTreeMap<&str, &Valeur> = etat.faits.iter().map(|(n, (v, _))| (*n, *v)).collect();
    let entier = |nom: &str| match faits.get(nom) {
        Some(Valeur::Nombre(n) | Valeur::Montant(n)) => Some(*n),
        _ => None,
    };
    let jour = |nom: &str| match faits.get(nom) {
        Some(Valeur::Jour(j)) => Some(*j),
        _ => None,
    };
    let compte = |cle| contexte.compte(&cle).nombre;
    let partie = !roles_tenus(sujet, acteur.organisation).is_empty();
    ConventionLue {
        id: sujet.id,
        dispositif: sujet.dispositif.clone().unwrap_or_default(),
        nom: nom_de_sujet(sujet),
        periode: (jour("convention.debut"), jour("convention.fin")),
        places: entier("convention.places"),
        logements: entier("convention.logements"),
        enveloppe: entier("convention.enveloppe"),
        pris: partie.then(|| Pris {
            places: compte(Cle::Places(sujet.id)),
            admissions: compte(Cle::Admissions(sujet.id)),
            logements: compte(Cle::Logements(sujet.id)),
        }),
        parties: etat.parties.iter().map(|(r, o)| ((*r).to_owned(), *o)).collect(),
    }
}
