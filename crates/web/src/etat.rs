//! What every handler shares.

use std::sync::Arc;

use actes::Porte;

use crate::erreur::Erreur;

/// Shared by all handlers; cheap to clone.
#[derive(Clone)]
pub struct AppState {
    /// The only door to the records.
    pub porte: Arc<Porte>,
    /// Whether anyone on this machine may take the place of an invented person.
    pub demo: bool,
    /// Signs sessions and form tokens; drawn at start, so that a restart closes every session.
    pub(crate) secret: Arc<[u8; 32]>,
}

impl AppState {
    /// For the demo: nobody signs in, one chooses a person.
    pub fn demo(porte: Arc<Porte>) -> Self {
        Self { porte, demo: true, secret: Arc::new(rand::random()) }
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
}
