//! The list of dossiers with all that stands around it, in one picture of the base.

use domain::Date;
use domain::fait::Classe;
use policy::{Acteur, Droits, Liens, Relation};
use store::dossiers::{self, Curseur, Filtres, Resume, Tri};
use store::listes::{self, Due, Ouverture};
use store::sujets;

use crate::acces::dit_a_tous;
use crate::{Erreur, Porte};

/// Beyond, a count is « and more ».
const PLAFOND: u32 = 1_000;

/// A page of the list.
pub struct Liste {
    /// The dossiers, most urgent first.
    pub dossiers: Vec<Resume>,
    /// How many each of the filters asked keeps, counted no further than a thousand.
    pub comptes: Vec<u32>,
    /// The codes of the dispositifs in which the reader takes part.
    pub dispositifs: Vec<String>,
}

impl Porte {
    /// One page of the dossiers that `filtres` keeps, and how many each of `comptes` would.
    ///
    /// # Errors
    /// When the store does not answer.
    pub fn liste(
        &self,
        acteur: &Acteur,
        filtres: &Filtres,
        apres: Option<&Curseur>,
        nombre: u32,
        comptes: &[Filtres],
    ) -> Result<Liste, Erreur> {
        let filtres = self.filtres_lisibles(acteur, filtres);
        let comptes: Vec<Filtres> = comptes.iter().map(|f| self.filtres_lisibles(acteur, f)).collect();
        self.store.lire(|tx| {
            let perimetre = self.perimetre(tx, acteur)?;
            let mut lus = dossiers::lister(tx, &perimetre, &filtres, Tri::Urgence, apres, nombre)?;
            lus.iter_mut().try_for_each(|r| self.taire(tx, acteur, r))?;
            let mut dispositifs = listes::dispositifs(tx, &perimetre)?;
            dispositifs.dedup();
            Ok::<_, Erreur>(Liste {
                dossiers: lus,
                comptes: dossiers::compter_chacun(tx, &perimetre, &comptes, PLAFOND)?,
                dispositifs,
            })
        })
    }

    /// A page of dossiers, and how many there are (counted no further than a thousand).
    ///
    /// # Errors
    /// When the store does not answer.
    pub fn dossiers(
        &self,
        acteur: &Acteur,
        filtres: &Filtres,
        tri: Tri,
        apres: Option<&Curseur>,
        nombre: u32,
    ) -> Result<(Vec<Resume>, u32), Erreur> {
        let filtres = &self.filtres_lisibles(acteur, filtres);
        self.store.lire(|tx| {
            let perimetre = self.perimetre(tx, acteur)?;
            let mut page = dossiers::lister(tx, &perimetre, filtres, tri, apres, nombre)?;
            page.iter_mut().try_for_each(|r| self.taire(tx, acteur, r))?;
            let total = dossiers::compter(tx, &perimetre, filtres, 1_000)?;
            Ok::<_, Erreur>((page, total))
        })
    }

    /// Every due date of the reader's dossiers before a day, soonest first.
    ///
    /// # Errors
    /// When the store does not answer.
    pub fn echeances(&self, acteur: &Acteur, avant: Date, nombre: u32) -> Result<Vec<Due>, Erreur> {
        let dicibles = |relations: &[Relation]| -> Vec<String> {
            let droits = self.droits_de(acteur, &Liens::de(relations.iter().copied()));
            let classes = Classe::TOUTES.into_iter().filter(|c| dit_a_tous(*c) || droits.lit(*c));
            classes.map(|c| format!("{c:?}")).collect()
        };
        let (toujours, partie) = (dicibles(&[]), dicibles(&[Relation::Partie]));
        let operateur = dicibles(&[Relation::Partie, Relation::Operateur]);
        let lisibles = listes::Lisibles { toujours: &toujours, partie: &partie, operateur: &operateur };
        self.store.lire(|tx| {
            let perimetre = self.perimetre(tx, acteur)?;
            Ok(listes::echeances(tx, &perimetre, &avant.to_string(), nombre, lisibles)?)
        })
    }

    /// The dossiers that her organisation runs and that somebody opened in an emergency these last days.
    ///
    /// # Errors
    /// When the store does not answer.
    pub fn urgences(&self, acteur: &Acteur) -> Result<Vec<Ouverture>, Erreur> {
        let jour = self.aujourd_hui(None).to_string();
        self.store.lire(|tx| {
            let perimetre = self.perimetre(tx, acteur)?;
            Ok(listes::urgences(tx, &perimetre, &acteur.organisation.to_string(), &jour)?)
        })
    }

    /// Whether this person reads a class on every dossier that exists for her.
    pub fn lit_partout(&self, acteur: &Acteur, classe: Classe) -> bool {
        self.droits_de(acteur, &Liens::de([Relation::Partie])).lit(classe)
    }

    /// The filters without those on what the reader does not read everywhere: a list that answers them tells it.
    pub(crate) fn filtres_lisibles(&self, acteur: &Acteur, filtres: &Filtres) -> Filtres {
        let mut lisibles = filtres.clone();
        if !self.lit_partout(acteur, Classe::C2) {
            lisibles.statut_occupation = None;
        }
        if !self.lit_partout(acteur, Classe::C4) {
            lisibles.niveau = None;
        }
        if !self.lit_partout(acteur, Classe::C1) {
            lisibles.recherche = None;
        }
        lisibles
    }

    /// Empties the columns of a line that the reader does not read.
    pub(crate) fn taire(
        &self,
        tx: &mut store::Tx<'_>,
        acteur: &Acteur,
        resume: &mut Resume,
    ) -> Result<(), Erreur> {
        let droits = if resume.partie {
            let mut liens = Liens::de([Relation::Partie]);
            if resume.operateur.as_deref() == Some(&acteur.organisation.to_string()) {
                liens.lier(Relation::Operateur);
            }
            if resume.referent.as_deref() == Some(&acteur.utilisateur.to_string()) {
                liens.lier(Relation::Referent);
            }
            self.droits_de(acteur, &liens)
        } else {
            self.droits_par_partage(tx, acteur, resume)?
        };
        if !droits.lit(Classe::C1) {
            "Un ménage".clone_into(&mut resume.libelle);
        }
        if !droits.lit(Classe::C2) {
            (resume.statut_occupation, resume.logement) = (None, None);
        }
        if !droits.lit(Classe::C4) {
            resume.niveau = None;
        }
        Ok(())
    }

    /// What was shared with her of a dossier in which her organisation takes no part.
    fn droits_par_partage(
        &self,
        tx: &mut store::Tx<'_>,
        acteur: &Acteur,
        resume: &Resume,
    ) -> Result<Droits, Erreur> {
        let Ok(id) = resume.id.parse() else { return Ok(Droits::default()) };
        let Some(dossier) = sujets::charger_interne(tx, [id])?.remove(&id) else {
            return Ok(Droits::default());
        };
        let regles = self.regles(tx, Some(&dossier), dossier.dispositif.as_deref())?;
        let autour = sujets::charger_interne(tx, [dossier.menage, dossier.convention].into_iter().flatten())?;
        self.droits_sur(tx, acteur, &dossier, &autour, &regles)
    }
}
