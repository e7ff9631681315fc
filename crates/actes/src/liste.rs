//! The list of dossiers with all that stands around it, in one picture of the base.

use policy::Acteur;
use store::dossiers::{self, Curseur, Filtres, Resume, Tri};
use store::listes;

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
            lus.iter_mut().for_each(|r| self.taire(acteur, r));
            Ok::<_, Erreur>(Liste {
                dossiers: lus,
                comptes: dossiers::compter_chacun(tx, &perimetre, &comptes, PLAFOND)?,
                dispositifs: listes::dispositifs(tx, &perimetre)?,
            })
        })
    }
}
