//! The fingerprint of a definition: of its text and of the common rules it was checked with.

use sha2::{Digest, Sha256};

/// SHA-256 of the two texts, each preceded by its length, in hexadecimal.
pub(crate) fn de(definition: &str, socle: &str) -> String {
    let mut hache = Sha256::new();
    for texte in [definition, socle] {
        hache.update((texte.len() as u64).to_le_bytes());
        hache.update(texte.as_bytes());
    }
    hache.finalize().iter().map(|octet| format!("{octet:02x}")).collect()
}
