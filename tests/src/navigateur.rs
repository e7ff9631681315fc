//! A real browser: Chromium without a window, driven through chromedriver. Blocking, so that a story reads as a list of
//! gestures; what to press or fill is found by its name on the page.

mod clavier;
mod commande;
mod gestes;
mod lancement;
mod vue;

pub use clavier::{Focus, Touche};

use std::future::Future;
use std::process::Child;

use fantoccini::Client;
use serde_json::Value;
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// The two screens on which every page is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ecran {
    /// 1280 × 900.
    Bureau,
    /// 390 × 844, touch.
    Telephone,
}

impl Ecran {
    /// Width and height in CSS pixels.
    pub fn size(self) -> (u32, u32) {
        match self {
            Self::Bureau => (1280, 900),
            Self::Telephone => (390, 844),
        }
    }
}

/// A browser with one tab and a fresh profile. Dropping it closes everything.
pub struct Navigateur {
    runtime: Runtime,
    client: Client,
    driver: Child,
    ecran: Ecran,
    _profile: TempDir,
}

impl Navigateur {
    /// A browser as most people have it.
    #[track_caller]
    pub fn open(ecran: Ecran) -> Option<Self> {
        lancement::launch(ecran, lancement::Script::On)
    }

    /// A browser that runs no script of the page.
    #[track_caller]
    pub fn without_javascript(ecran: Ecran) -> Option<Self> {
        lancement::launch(ecran, lancement::Script::Off)
    }

    /// Runs a script in the page and gives what it returns. A content policy does not stop it.
    #[track_caller]
    pub fn execute(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.get("script", self.client.execute(script, arguments))
    }

    /// Runs a script that answers by calling its last argument.
    #[track_caller]
    pub fn execute_async(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.get("script", self.client.execute_async(script, arguments))
    }

    /// The underlying client, for a gesture that this harness lacks: `nav.block_on(nav.client().back())`.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Runs one future of [`Self::client`] to its end.
    pub fn block_on<T>(&self, future: impl Future<Output = T>) -> T {
        self.runtime.block_on(future)
    }

    #[track_caller]
    fn get<T, E: std::fmt::Display>(&self, what: &str, future: impl Future<Output = Result<T, E>>) -> T {
        match self.block_on(future) {
            Ok(value) => value,
            Err(error) => panic!("{what}: {error}"),
        }
    }
}
