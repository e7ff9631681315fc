//! The whole program as a service, on a free port of this machine, in this process.

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use actes::Porte;
use tokio::runtime::{Builder, Runtime};

/// A server; dropping it ends it.
pub struct Serveur {
    fils: Option<Runtime>,
    adresse: SocketAddr,
}

impl Serveur {
    /// Serves these records.
    pub fn nouveau(porte: &Arc<Porte>) -> Self {
        let ecoute = TcpListener::bind("127.0.0.1:0").unwrap();
        ecoute.set_nonblocking(true).unwrap();
        let adresse = ecoute.local_addr().unwrap();
        let application = web::application(web::AppState::demo(Arc::clone(porte)));
        let fils = Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        fils.spawn(async move {
            let ecoute = tokio::net::TcpListener::from_std(ecoute).unwrap();
            web::servir(ecoute, application, std::future::pending()).await.unwrap();
        });
        Self { fils: Some(fils), adresse }
    }

    /// Such as `http://127.0.0.1:4242`.
    pub fn base(&self) -> String {
        format!("http://{}", self.adresse)
    }
}

impl Drop for Serveur {
    fn drop(&mut self) {
        if let Some(fils) = self.fils.take() {
            // What still runs lets go of the records, which whoever opened them closes.
            fils.shutdown_timeout(Duration::from_secs(10));
        }
    }
}
