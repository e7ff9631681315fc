//! Tokens against forged forms, and the signatures they rest on.
//!
//! A token is a fresh grain and a signature of it with the session: it differs on each page, so that a
//! compressed answer tells nothing of it.

use sha2::{Digest, Sha256};

/// Random text.
fn grain() -> String {
    format!("{:032x}", rand::random::<u128>())
}

/// The signature of a text for one use.
fn signer(secret: &[u8; 32], usage: &str, texte: &str) -> String {
    let dedans = Sha256::new().chain_update(secret).chain_update(usage).chain_update([0]).chain_update(texte);
    let dehors = Sha256::new().chain_update(secret).chain_update(dedans.finalize());
    dehors.finalize().iter().map(|o| format!("{o:02x}")).collect()
}

/// Whether two signatures are the same, in a time that does not depend on where they differ.
fn egaux(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |d, (x, y)| d | (x ^ y)) == 0
}

/// A token for this session.
pub fn poser(secret: &[u8; 32], session: &str) -> String {
    let grain = grain();
    let signature = signer(secret, "jeton", &format!("{grain}.{session}"));
    format!("{grain}.{signature}")
}

/// Whether a token was drawn for this session.
pub fn verifier(secret: &[u8; 32], session: &str, jeton: &str) -> bool {
    jeton.split_once('.').is_some_and(|(grain, signature)| {
        egaux(&signer(secret, "jeton", &format!("{grain}.{session}")), signature)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_good_for_its_session_only() {
        let (secret, autre) = ([7; 32], [8; 32]);
        let jeton = poser(&secret, "a");
        assert!(verifier(&secret, "a", &jeton));
        assert!(!verifier(&secret, "b", &jeton));
        assert!(!verifier(&autre, "a", &jeton));
        assert!(!verifier(&secret, "a", ""));
        assert_ne!(jeton, poser(&secret, "a"));
    }
}
