//! What every handler shares.

use std::net::IpAddr;
use std::sync::Arc;

use actes::Porte;
use actes::comptes::Site;
use axum::http::{HeaderMap, header};
use tokio::sync::Semaphore;

use crate::adresse_publique::AdressePublique;
use crate::catalogue::{Vitrine, Vitrines};
use crate::erreur::Erreur;

/// Shared by all handlers; cheap to clone.
#[derive(Clone)]
pub struct AppState {
    /// The only door to the records.
    pub porte: Arc<Porte>,
    /// Whether anyone on this machine may take the place of an invented person.
    pub demo: bool,
    /// Whether the catalogue is read without an account: always in the demo, elsewhere when the operator says so.
    pub(crate) catalogue_public: bool,
    /// Under which address people know this server; none in the demo.
    pub(crate) publique: Option<Arc<AdressePublique>>,
    /// Proxies whose word on the client's address is heard, besides those of this machine.
    pub(crate) mandataires: Arc<[IpAddr]>,
    /// Signs form tokens; the same after a restart and on each server of this instance.
    pub(crate) secret: Arc<[u8; 32]>,
    vitrines: Arc<Vitrines>,
    /// Hashing a password takes 19 MiB and a whole processor: no more at once than there are processors.
    hachages: Arc<Semaphore>,
}

impl AppState {
    /// For the demo: nobody signs in, one chooses a person.
    pub fn demo(porte: Arc<Porte>) -> Self {
        Self::nouveau(porte, None, Vec::new())
    }

    /// For a real server, known under this address.
    pub fn serveur(porte: Arc<Porte>, adresse: AdressePublique, mandataires: Vec<IpAddr>) -> Self {
        Self::nouveau(porte, Some(Arc::new(adresse)), mandataires)
    }

    /// The same, whose catalogue anyone may read.
    #[must_use]
    pub fn a_catalogue_public(self) -> Self {
        Self { catalogue_public: true, ..self }
    }

    fn nouveau(porte: Arc<Porte>, publique: Option<Arc<AdressePublique>>, mandataires: Vec<IpAddr>) -> Self {
        let coeurs = std::thread::available_parallelism().map_or(1, usize::from);
        Self {
            secret: Arc::new(porte.secret("formulaires")),
            demo: publique.is_none(),
            catalogue_public: publique.is_none(),
            publique,
            mandataires: mandataires.into(),
            vitrines: Arc::default(),
            hachages: Arc::new(Semaphore::new(coeurs)),
            porte,
        }
    }

    /// Whether browsers reach it over https.
    pub(crate) fn securise(&self) -> bool {
        self.publique.as_ref().is_some_and(|a| a.securise())
    }

    /// Where passkeys are good.
    ///
    /// # Errors
    /// `Introuvable` in the demo, which has no address of its own.
    pub(crate) fn site(&self) -> Result<Site, Erreur> {
        self.publique.as_ref().map(|a| a.site()).ok_or(Erreur::Introuvable)
    }

    /// The link of an invitation; in the demo, under the name by which this machine was asked.
    pub(crate) fn lien_d_invitation(&self, entetes: &HeaderMap, jeton: &str) -> String {
        let hote = entetes.get(header::HOST).and_then(|h| h.to_str().ok()).unwrap_or_default();
        match &self.publique {
            Some(publique) => publique.lien(jeton),
            None => format!("http://{hote}/invitation/{jeton}"),
        }
    }

    /// The sheets in service, as the catalogue shows them.
    pub(crate) fn vitrine(&self) -> Arc<Vitrine> {
        self.vitrines.de(self.porte.definitions())
    }

    /// Asks the door something, on a thread that may wait for the disk.
    ///
    /// # Errors
    /// What the door answered, as a page.
    pub async fn demander<T, F>(&self, question: F) -> Result<T, Erreur>
    where
        T: Send + 'static,
        F: FnOnce(&Arc<Porte>) -> Result<T, actes::Erreur> + Send + 'static,
    {
        let porte = Arc::clone(&self.porte);
        match tokio::task::spawn_blocking(move || question(&porte)).await {
            Ok(reponse) => reponse.map_err(Erreur::from),
            Err(perdu) => Err(Erreur::Interne(perdu.to_string())),
        }
    }

    /// Asks the door about a password, in its turn; what it refuses is for the form to say.
    pub(crate) async fn hacher<T, F>(&self, question: F) -> Result<Result<T, actes::Erreur>, Erreur>
    where
        T: Send + 'static,
        F: FnOnce(&Arc<Porte>) -> Result<T, actes::Erreur> + Send + 'static,
    {
        let _tour = self.hachages.acquire().await.map_err(|e| Erreur::Interne(e.to_string()))?;
        self.demander(move |porte| Ok(question(porte))).await
    }
}
