//! Random texts that open something, the hash that is kept of them, and the signatures of what a browser keeps for us.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// 256 random bits, in hexadecimal.
pub(super) fn tirer() -> String {
    hexa(&rand::random::<[u8; 32]>())
}

/// What is kept of a token: its text cannot be found again from it.
pub(super) fn empreinte(jeton: &str) -> [u8; 32] {
    Sha256::digest(jeton).into()
}

/// A text bound to a secret of ours.
pub(super) fn signer(secret: &[u8; 32], texte: &str) -> Option<String> {
    Some(hexa(&mac(secret, texte)?.finalize().into_bytes()))
}

/// Whether this signature is ours, in a time that does not depend on where it differs.
pub(super) fn est_signe(secret: &[u8; 32], texte: &str, signature: &str) -> bool {
    let (Some(mac), Some(octets)) = (mac(secret, texte), lire_hexa(signature)) else { return false };
    mac.verify_slice(&octets).is_ok()
}

fn mac(secret: &[u8; 32], texte: &str) -> Option<Hmac<Sha256>> {
    Hmac::<Sha256>::new_from_slice(secret).ok().map(|mac| mac.chain_update(texte))
}

/// Bytes in hexadecimal.
pub fn hexa(octets: &[u8]) -> String {
    octets.iter().map(|o| format!("{o:02x}")).collect()
}

/// Bytes from hexadecimal.
pub fn lire_hexa(texte: &str) -> Option<Vec<u8>> {
    let chiffres: Option<Vec<u8>> =
        texte.chars().map(|c| c.to_digit(16).and_then(|n| u8::try_from(n).ok())).collect();
    let chiffres = chiffres.filter(|c| c.len().is_multiple_of(2))?;
    let (paires, _) = chiffres.as_chunks::<2>();
    Some(paires.iter().map(|[haut, bas]| haut << 4 | bas).collect())
}

/// Bytes in base 32 (RFC 4648) without padding: what a person copies by hand.
pub(super) fn base32(octets: &[u8]) -> String {
    let mut texte = String::new();
    for groupe in octets.chunks(5) {
        let bits = groupe.iter().fold(0_u64, |bits, o| bits << 8 | u64::from(*o)) << (8 * (5 - groupe.len()));
        for rang in 0..(groupe.len() * 8).div_ceil(5) {
            let lettre = BASE32.get((bits >> (35 - 5 * rang) & 31) as usize);
            texte.extend(lettre.map(|l| char::from(*l)));
        }
    }
    texte
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_written_as_the_standards_say() {
        // RFC 4648 §10, without its padding.
        let cas = [("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foobar", "MZXW6YTBOI")];
        for (clair, code) in cas {
            assert_eq!(base32(clair.as_bytes()), code);
        }
        assert_eq!(lire_hexa(&hexa(&[0, 255, 16])), Some(vec![0, 255, 16]));
        assert_eq!((lire_hexa("abc"), lire_hexa("zz"), lire_hexa("éé")), (None, None, None));
    }

    #[test]
    fn a_signature_holds_for_its_text_and_its_secret_only() {
        let signature = signer(&[7; 32], "appareil").unwrap();
        assert!(est_signe(&[7; 32], "appareil", &signature));
        assert!(!est_signe(&[8; 32], "appareil", &signature));
        assert!(!est_signe(&[7; 32], "appareils", &signature));
        assert!(!est_signe(&[7; 32], "appareil", "pas une signature"));
    }
}
