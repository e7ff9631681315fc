//! Harness of the stories: the real server, a real browser, a plain HTTP client. Everything here exists for tests, so a
//! broken expectation panics with a sentence that says what was looked for and what was there.
//!
//! What needs the `palier` binary or Chromium returns an `Option`: `None` means that the machine lacks it, which was
//! said on the error output; `cargo xtask test` sets `PALIER_TEST_COMPLET=1`, and then a lack fails instead.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "this package holds only tests"
)]

pub mod accessibilite;
pub mod environnement;
mod gardien;
pub mod http;
pub mod navigateur;
mod recherche;
pub mod serveur;

pub use http::{Client, Reponse};
pub use navigateur::{Ecran, Navigateur, Touche};
pub use serveur::Serveur;
