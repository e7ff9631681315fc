//! The store as the rest of the program holds it: the data, the keys and the seals, opened and closed together.

use crate::driver::{Adresse, Base, Sql, Tx};
use crate::journal::{
    self, Bout, Confiance, Entree, Inscrite, Rapport, Rupture, Sceau, SceauGarde, Scelleur, Trousseau,
};
use crate::lectures::Lectures;
use crate::{StoreError, migrations};
use ed25519_dalek::VerifyingKey;
use std::sync::Arc;

/// A seal every so many lines, unless the configuration says otherwise.
const LIGNES_PAR_SCEAU: i64 = 256;

/// Where the read log lives on the data's server: beside the tables, not among them. A file needs nothing.
const SCHEMA_DES_LECTURES: Sql<'static> = Sql::deux("", "CREATE SCHEMA IF NOT EXISTS lectures");

/// What opening needs to know.
#[derive(Debug, Clone)]
pub struct Configuration {
    base: Adresse,
    cles: Adresse,
    lectures: Option<Adresse>,
    lignes_par_sceau: i64,
    sceller_a_la_fin: bool,
}

impl Configuration {
    /// The data here, the keys there: never in the same file, or a copy of one would be a copy of both.
    pub fn new(base: Adresse, cles: Adresse) -> Self {
        Self { base, cles, lectures: None, lignes_par_sceau: LIGNES_PAR_SCEAU, sceller_a_la_fin: true }
    }

    /// Keeps the read log there; otherwise beside the data.
    #[must_use]
    pub fn avec_lectures(mut self, lectures: Adresse) -> Self {
        self.lectures = Some(lectures);
        self
    }

    /// Sets a seal every `lignes` lines of the journal.
    #[must_use]
    pub fn sceller_toutes_les(mut self, lignes: i64) -> Self {
        self.lignes_par_sceau = lignes;
        self
    }

    /// To check, not to write: closing sets no seal, which would sign what the check has just found altered.
    #[must_use]
    pub fn pour_verifier(mut self) -> Self {
        self.sceller_a_la_fin = false;
        self
    }
}

/// The store, opened.
pub struct Store {
    base: Base,
    trousseau: Arc<Trousseau>,
    scelleur: Scelleur,
    lectures: Lectures,
    sceller_a_la_fin: bool,
}

/// A write in progress: its transaction, and the journal's pen.
pub struct Ecriture<'e, 'c> {
    /// The transaction.
    pub tx: &'e mut Tx<'c>,
    trousseau: &'e Trousseau,
    inscrites: i64,
}

impl Ecriture<'_, '_> {
    /// Appends a line to the journal, for a sujet without a row of its own.
    pub fn inscrire(&mut self, entree: &Entree<'_>) -> Result<Inscrite, StoreError> {
        let inscrite = journal::ajouter(self.tx, self.trousseau, entree)?;
        self.inscrites += 1;
        Ok(inscrite)
    }

    /// Appends the line that follows `bout`; gives the new end of the chain.
    pub(crate) fn inscrire_apres(&mut self, entree: &Entree<'_>, bout: Bout) -> Result<Bout, StoreError> {
        let (_, bout) = journal::ajouter_apres(self.tx, self.trousseau, entree, bout)?;
        self.inscrites += 1;
        Ok(bout)
    }
}

impl Store {
    /// Opens the bases and brings their schemas up to date.
    pub fn ouvrir(configuration: &Configuration) -> Result<Self, StoreError> {
        if configuration.base == configuration.cles {
            return Err(StoreError::Ouverture(
                "les clés et les données doivent être dans deux bases distinctes".into(),
            ));
        }
        let cles = Base::ouvrir(&configuration.cles)?;
        migrations::appliquer(&cles, migrations::CLES)?;
        let base = Base::ouvrir(&configuration.base)?;
        migrations::appliquer(&base, migrations::DONNEES)?;
        let trousseau = Arc::new(Trousseau::ouvrir(cles)?);
        let lectures = match &configuration.lectures {
            Some(adresse) => adresse.clone(),
            None => {
                base.ecrire_apres(&["migration"], |tx| tx.script(SCHEMA_DES_LECTURES))?;
                configuration.base.voisine("lectures")
            }
        };
        let lectures = Lectures::ouvrir(&lectures, Arc::clone(&trousseau))?;
        let scelleur = Scelleur::new(configuration.lignes_par_sceau);
        let sceller_a_la_fin = configuration.sceller_a_la_fin;
        Ok(Self { base, trousseau, scelleur, lectures, sceller_a_la_fin })
    }

    /// The data's base.
    pub fn base(&self) -> &Base {
        &self.base
    }

    /// The read log.
    pub const fn lectures(&self) -> &Lectures {
        &self.lectures
    }

    /// The keys. An act on a new household asks for its key before it writes: the flush is then the caller's, not the
    /// single writer's.
    pub fn trousseau(&self) -> &Trousseau {
        &self.trousseau
    }

    /// All reads of a request, in one read transaction.
    pub fn lire<T, E: From<StoreError>>(
        &self,
        travail: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.base.lire(travail)
    }

    /// One act: state and journal in one transaction, answered after its flush.
    pub fn ecrire<T, E, F>(&self, travail: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: FnMut(&mut Ecriture<'_, '_>) -> Result<T, E> + Send + 'static,
    {
        self.ecrire_apres(&[], travail)
    }

    /// Like [`ecrire`](Self::ecrire), queueing first for locks known beforehand.
    pub fn ecrire_apres<T, E, F>(&self, verrous: &[&str], mut travail: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: FnMut(&mut Ecriture<'_, '_>) -> Result<T, E> + Send + 'static,
    {
        let trousseau = Arc::clone(&self.trousseau);
        let (resultat, inscrites) = self.base.ecrire_apres(verrous, move |tx| {
            let mut ecriture = Ecriture { tx, trousseau: &trousseau, inscrites: 0 };
            let resultat = travail(&mut ecriture)?;
            Ok::<_, E>((resultat, ecriture.inscrites))
        })?;
        if self.scelleur.compter(inscrites) {
            // The act is on disk: a seal that fails now must not make it look refused. The next one covers its lines.
            let _ = self.sceller();
        }
        Ok(resultat)
    }

    /// Seals the lines that are not sealed yet.
    pub fn sceller(&self) -> Result<Option<Sceau>, StoreError> {
        self.scelleur.sceller(&self.base, &self.trousseau)
    }

    /// Walks the whole journal with the keys at hand.
    pub fn verifier(&self) -> Result<Rapport, Rupture> {
        let confiance =
            Confiance { cle_publique: self.trousseau.cle_publique(), trousseau: Some(&self.trousseau) };
        journal::verifier(&self.base, &confiance)
    }

    /// Walks the whole journal, then compares it with seals kept elsewhere and signed by this key.
    pub fn verifier_avec(&self, gardes: &[SceauGarde], cle: VerifyingKey) -> Result<Rapport, Rupture> {
        let confiance = Confiance { cle_publique: cle, trousseau: Some(&self.trousseau) };
        let rapport = journal::verifier(&self.base, &confiance)?;
        journal::comparer(&self.base, gardes)?;
        Ok(rapport)
    }

    /// The seals, to be kept elsewhere.
    pub fn sceaux(&self) -> Result<Vec<SceauGarde>, StoreError> {
        journal::sceaux(&self.base, &self.trousseau.cle_publique())
    }

    /// Replays the journal against the state: every sujet is what its lines say.
    pub fn rejouer(&self) -> Result<crate::Rejeu, StoreError> {
        self.base.lire(|tx| crate::rejeu::comparer_interne(tx, &self.trousseau))
    }

    /// Seals, answers the writers that wait, and refuses the next ones.
    pub fn fermer(&self) -> Result<(), StoreError> {
        let scelle = match self.sceller_a_la_fin.then(|| self.sceller()) {
            None | Some(Ok(_) | Err(StoreError::Fermee)) => Ok(()),
            Some(Err(e)) => Err(e),
        };
        self.base.fermer();
        let retenu = match self.lectures.fermer() {
            Err(StoreError::Fermee) => Ok(()),
            autre => autre,
        };
        self.trousseau.fermer();
        scelle.and(retenu)
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        // `fermer` is where an error can be told; this is for the paths that forget it.
        let _ = self.fermer();
    }
}
