//! What the lists of a sujet need besides itself: its name, for whom it exists, what is due that each may know.

use std::collections::{BTreeMap, BTreeSet};

use domain::cercle::{Avec, Cercle, Protection};
use domain::{Contexte, Date, Duree, Etat, Genre, OrganisationId, Sujet, SujetId, Sujets, moteur};
use policy::NatureOrganisation;
use store::projection::{Acces, Complements, Due, Partie};
use store::{listes, sujets};

use crate::acces::{
    bailleur_de, convention_de, dit_a_tous, du_role, liens_de_partie, menage_de, operateur, territoire,
};
use crate::{Erreur, Porte};

impl Porte {
    /// Loads what the lists of a sujet rest on: an act elsewhere (a group session) touches it without them.
    pub(crate) fn entourer(
        &self,
        tx: &mut store::Tx<'_>,
        id: SujetId,
        lus: &mut Sujets,
    ) -> Result<(), Erreur> {
        let Some(sujet) = lus.get(&id) else { return Ok(()) };
        let logement = Etat::courant(sujet).occupation().map(|o| o.logement);
        let autour = [sujet.menage, sujet.convention, logement].into_iter().flatten();
        let manquants: Vec<SujetId> = autour.filter(|a| !lus.contains_key(a)).collect();
        lus.extend(sujets::charger_interne(tx, manquants)?);
        Ok(())
    }

    /// What the lists of a sujet need: its name, who takes part, what is due.
    pub(crate) fn complements(
        &self,
        tx: &mut store::Tx<'_>,
        sujet: &Sujet,
        lus: &Sujets,
        contexte: &Contexte,
    ) -> Result<Complements, Erreur> {
        let regles = self.regles(tx, Some(sujet), sujet.dispositif.as_deref())?;
        let aujourd_hui = self.aujourd_hui(regles.definition().map(|d| &**d));
        let monde = self.monde(&regles, lus, contexte, aujourd_hui);
        let annuaire = self.annuaire();
        let etat = Etat::courant(sujet);
        let auteur = etat.auteur().map(|a| a.organisation);
        let bailleur = bailleur_de(&etat);
        let convention = convention_de(sujet, lus);
        let tenus = convention.map(|c| Etat::courant(c).parties).unwrap_or_default();
        let operateur = convention.and_then(|c| operateur(c, monde.mecanique));
        let du_bailleur = || du_role(convention?, monde.mecanique, NatureOrganisation::Bailleur);
        let echeances = moteur::echeances(monde, sujet);
        let dues = |organisation: OrganisationId| {
            let liens = liens_de_partie(organisation, operateur, auteur);
            let droits = self.matrice().droits(annuaire.nature(organisation).profil(), &liens);
            premiere(&echeances, |classe| dit_a_tous(classe) || droits.lit(classe))
        };
        let mut parties = policy::parties(tenus.iter().map(|(r, o)| (*r, annuaire.nature(*o), *o)), bailleur);
        if parties.is_empty() {
            parties.extend(auteur.map(|o| (o, Vec::new())));
        }
        let menage = menage_de(sujet, lus);
        let (parties, acces) = match menage.and_then(Protection::de) {
            // Only the persons named know that it exists.
            Some(protection) => (BTreeMap::new(), nommees(&protection)),
            None => {
                let parties = parties.into_iter();
                let ouverts = match sujet.genre {
                    Genre::Dossier => partages(sujet),
                    Genre::Convention => du_territoire(&etat),
                    _ => BTreeSet::new(),
                };
                (parties.map(|(o, roles)| (o, Partie { roles, due: dues(o) })).collect(), ouverts)
            }
        };
        Ok(Complements {
            libelle: menage.map(nom_de_menage).unwrap_or_default(),
            operateur,
            bailleur: bailleur.or_else(du_bailleur),
            orienteur: auteur,
            parties,
            acces,
            due: premiere(&echeances, dit_a_tous),
            echeances,
        })
    }

    /// Roles were confided, or withdrawn by a correction; a household was protected, or took another name: what rests on
    /// the convention, or on the household, exists for those who may know it now, and for nobody else.
    pub(crate) fn repartir(&self, tx: &mut store::Tx<'_>, de: &Sujet, lus: &Sujets) -> Result<(), Erreur> {
        let couverts = match de.genre {
            Genre::Menage => listes::du_menage_interne(tx, de.id)?,
            _ => listes::de_la_convention_interne(tx, de.id)?,
        };
        let mut tous = lus.clone();
        tous.insert(de.id, de.clone());
        for sujet in couverts.values().filter(|s| s.id != de.id) {
            tous.insert(sujet.id, sujet.clone());
            let autour = [sujet.menage, sujet.convention].into_iter().flatten();
            let manquants: Vec<SujetId> = autour.filter(|id| !tous.contains_key(id)).collect();
            tous.extend(sujets::charger_interne(tx, manquants)?);
            let complements = self.complements(tx, sujet, &tous, &Contexte::default())?;
            listes::reprojeter_interne(tx, sujet, &complements)?;
        }
        Ok(())
    }
}

/// The first of what is due, of the classes that may be told.
fn premiere(echeances: &[moteur::Echeance], dicible: impl Fn(domain::fait::Classe) -> bool) -> Option<Due> {
    echeances.iter().find(|e| dicible(e.classe)).map(|e| (e.le, e.nom.clone()))
}

/// The first day there is, for what always was; the last one, for what ends only when it is ended.
const SANS_DEBUT: Date = jiff::civil::date(1, 1, 1);
const SANS_FIN: Date = jiff::civil::date(9999, 12, 31);

fn nommees(protection: &Protection) -> BTreeSet<Acces> {
    let acces = protection.nommees.iter().map(|qui| Acces {
        beneficiaire: qui.to_string(),
        lien: "nommee",
        depuis: protection.depuis,
        jusqu_au: SANS_FIN,
    });
    acces.collect()
}

/// A convention exists for who answers for its territory.
fn du_territoire(convention: &Etat<'_>) -> BTreeSet<Acces> {
    let acces = territoire(convention).map(|beneficiaire| Acces {
        beneficiaire,
        lien: "territoire",
        depuis: SANS_DEBUT,
        jusqu_au: SANS_FIN,
    });
    acces.into_iter().collect()
}

/// The shares of a dossier, one line for each with whom; which classes they open is read from the dossier itself.
fn partages(sujet: &Sujet) -> BTreeSet<Acces> {
    let mut par_qui: BTreeMap<String, (Date, Date)> = BTreeMap::new();
    let cercle = Cercle::de(sujet);
    for partage in &cercle.partages {
        let beneficiaire = match partage.avec {
            Avec::Organisation(id) => id.to_string(),
            Avec::Personne(id) => id.to_string(),
        };
        let jours = par_qui.entry(beneficiaire).or_insert((partage.depuis, partage.jusqu_au));
        *jours = (jours.0.min(partage.depuis), jours.1.max(partage.jusqu_au));
    }
    let partages = par_qui.into_iter().filter(|(_, (depuis, jusqu_au))| depuis <= jusqu_au);
    let partages = partages.map(|(beneficiaire, (depuis, jusqu_au))| Acces {
        beneficiaire,
        lien: "partage",
        depuis,
        jusqu_au,
    });
    partages.chain(urgences(&cercle)).collect()
}

/// For how long an opening in an emergency is signalled to who runs the measure.
const SIGNALEE: Duree = Duree { mois: 0, jours: 7 };

/// The last opening by each person.
fn urgences(cercle: &Cercle<'_>) -> impl Iterator<Item = Acces> {
    let jour = |a: &str| a.get(..10).and_then(|j| j.parse::<Date>().ok());
    let dernieres: BTreeMap<String, Date> =
        cercle.urgences.iter().filter_map(|u| Some((u.par.utilisateur.to_string(), jour(u.a)?))).collect();
    dernieres.into_iter().map(|(beneficiaire, depuis)| Acces {
        beneficiaire,
        lien: "urgence",
        depuis,
        jusqu_au: SIGNALEE.apres(depuis),
    })
}

/// The name that lists show.
pub(crate) fn nom_de_menage(menage: &Sujet) -> String {
    match Etat::courant(menage).fait("menage.nom") {
        Some(domain::etat::Lu::Connu(valeur)) => valeur.to_string(),
        _ => "Ménage sans nom".to_owned(),
    }
}
