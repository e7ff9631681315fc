//! Encrypts a line's payload: XChaCha20-Poly1305, a random nonce in front, salt and payload together behind.

use super::canon::{Empreinte, engagement, lien};
use super::trousseau::Cle;
use crate::StoreError;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};

const NONCE: usize = 24;
const SEL: usize = 32;

/// Gives the commitment and the encrypted payload of line `n` of `sujet`.
pub(super) fn fermer(
    cle: &Cle,
    sujet: &str,
    n: i64,
    charge: &[u8],
) -> Result<(Empreinte, Vec<u8>), StoreError> {
    let (sel, nonce): ([u8; SEL], [u8; NONCE]) = (rand::random(), rand::random());
    let clair = [&sel, charge].concat();
    // 24 random bytes never repeat in practice: no counter to keep across restarts and servers.
    let ferme = chiffreur(cle)
        .encrypt(&XNonce::from(nonce), Payload { msg: &clair, aad: &lien(sujet, n) })
        .map_err(|_| StoreError::Dechiffrement)?;
    Ok((engagement(&sel, charge), [&nonce, ferme.as_slice()].concat()))
}

/// Opens a payload and gives it with the commitment it makes.
pub(super) fn ouvrir(
    cle: &Cle,
    sujet: &str,
    n: i64,
    ferme: &[u8],
) -> Result<(Empreinte, Vec<u8>), StoreError> {
    let (nonce, ferme) = ferme.split_first_chunk::<NONCE>().ok_or(StoreError::Dechiffrement)?;
    let clair = chiffreur(cle)
        .decrypt(&XNonce::from(*nonce), Payload { msg: ferme, aad: &lien(sujet, n) })
        .map_err(|_| StoreError::Dechiffrement)?;
    let (sel, charge) = clair.split_first_chunk::<SEL>().ok_or(StoreError::Dechiffrement)?;
    Ok((engagement(sel, charge), charge.to_vec()))
}

fn chiffreur(cle: &Cle) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(&Key::from(*cle.octets()))
}
