//! Passkeys (WebAuthn level 2): what a browser must have signed, for whom and where.
//!
//! One algorithm, ES256, which every authenticator offers, and no attestation: we ask which key signs, not who made the
//! device. The public key of a credential then always reads the same way (CTAP2's canonical form), and no CBOR is parsed.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::ecdsa::signature::Verifier;
use p256::ecdsa::{Signature, VerifyingKey};
use serde::Deserialize;
use sha2::{Digest, Sha256};

/// Where a passkey is good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// The origin of the pages: `https://palier.example.org`.
    pub origine: String,
    /// The name of the host alone, to which the key is bound.
    pub hote: String,
}

/// What the browser answers when a key is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Creation {
    /// `clientDataJSON`.
    pub client: Vec<u8>,
    /// The authenticator's data.
    pub donnees: Vec<u8>,
}

/// What the browser answers when a key signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signee {
    /// The identifier of the key.
    pub id: Vec<u8>,
    /// `clientDataJSON`.
    pub client: Vec<u8>,
    /// The authenticator's data.
    pub donnees: Vec<u8>,
    /// The signature, in DER.
    pub signature: Vec<u8>,
}

/// A key just made.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Faite {
    pub(super) id: Vec<u8>,
    /// Its point, uncompressed.
    pub(super) publique: Vec<u8>,
    pub(super) compteur: i64,
}

/// Someone was there and touched the device.
pub(super) const PRESENTE: u8 = 1;
/// The data hold a new credential.
pub(super) const CREDENTIAL: u8 = 1 << 6;
/// An ES256 key in COSE: what stands before its x, then before its y.
pub(super) const AVANT_X: &[u8] = &[0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20];
pub(super) const AVANT_Y: &[u8] = &[0x22, 0x58, 0x20];

#[derive(Deserialize)]
struct Client {
    #[serde(rename = "type")]
    genre: String,
    challenge: String,
    origin: String,
    #[serde(default, rename = "crossOrigin")]
    ailleurs: bool,
}

/// A new key, if it was made here, now, for this challenge.
pub(super) fn creer(site: &Site, defi: &[u8; 32], creation: &Creation) -> Option<Faite> {
    verifier_client(site, defi, "webauthn.create", &creation.client)?;
    let (drapeaux, compteur, suite) = entete(site, &creation.donnees)?;
    let (_aaguid, suite) = suite.split_first_chunk::<16>().filter(|_| drapeaux & CREDENTIAL != 0)?;
    let (longueur, suite) = suite.split_first_chunk::<2>()?;
    let (id, suite) = suite.split_at_checked(usize::from(u16::from_be_bytes(*longueur)))?;
    let (x, suite) = suite.strip_prefix(AVANT_X)?.split_first_chunk::<32>()?;
    let (y, _extensions) = suite.strip_prefix(AVANT_Y)?.split_first_chunk::<32>()?;
    let publique = [&[4], x.as_slice(), y.as_slice()].concat();
    VerifyingKey::from_sec1_bytes(&publique).ok()?;
    Some(Faite { id: id.to_vec(), publique, compteur })
}

/// The counter of a key that signed this challenge, here, now.
pub(super) fn verifier(site: &Site, defi: &[u8; 32], publique: &[u8], signee: &Signee) -> Option<i64> {
    verifier_client(site, defi, "webauthn.get", &signee.client)?;
    let (_, compteur, _) = entete(site, &signee.donnees)?;
    let cle = VerifyingKey::from_sec1_bytes(publique).ok()?;
    let signature = Signature::from_der(&signee.signature).ok()?;
    let message = [signee.donnees.as_slice(), Sha256::digest(&signee.client).as_slice()].concat();
    cle.verify(&message, &signature).ok().map(|()| compteur)
}

fn verifier_client(site: &Site, defi: &[u8; 32], genre: &str, client: &[u8]) -> Option<()> {
    let client: Client = serde_json::from_slice(client).ok()?;
    let tient = client.genre == genre
        && client.challenge == URL_SAFE_NO_PAD.encode(defi)
        && client.origin == site.origine
        && !client.ailleurs;
    tient.then_some(())
}

/// Flags, counter and what follows, if the device answered for our host with someone before it.
fn entete<'a>(site: &Site, donnees: &'a [u8]) -> Option<(u8, i64, &'a [u8])> {
    let (hote, suite) = donnees.split_first_chunk::<32>()?;
    let (drapeaux, suite) = suite.split_first()?;
    let (compteur, suite) = suite.split_first_chunk::<4>()?;
    let tient = hote.as_slice() == Sha256::digest(&site.hote).as_slice() && drapeaux & PRESENTE != 0;
    tient.then_some((*drapeaux, i64::from(u32::from_be_bytes(*compteur)), suite))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::comptes::essais::Appareil;

    fn site() -> Site {
        Site { origine: "https://palier.example.org".to_owned(), hote: "palier.example.org".to_owned() }
    }

    #[test]
    fn a_key_made_here_signs_here_and_counts() {
        let mut appareil = Appareil::nouveau(7).unwrap();
        let faite = creer(&site(), &[1; 32], &appareil.creer(&site(), &[1; 32])).unwrap();
        assert_eq!((faite.id, faite.compteur), (appareil.id(), 0));
        let signee = appareil.signer(&site(), &[2; 32]);
        assert_eq!(verifier(&site(), &[2; 32], &faite.publique, &signee), Some(1));
    }

    #[test]
    fn another_site_challenge_key_or_use_is_refused() {
        let (mut appareil, autre) = (Appareil::nouveau(7).unwrap(), Appareil::nouveau(8).unwrap());
        let faux = Site { origine: "https://palier.mal.example.org".to_owned(), ..site() };
        let fausse = Site { hote: "mal.example.org".to_owned(), ..site() };
        let faite = creer(&site(), &[1; 32], &appareil.creer(&site(), &[1; 32])).unwrap();
        for ailleurs in [&faux, &fausse] {
            assert_eq!(creer(&site(), &[1; 32], &appareil.creer(ailleurs, &[1; 32])), None);
            let signee = appareil.signer(ailleurs, &[2; 32]);
            assert_eq!(verifier(&site(), &[2; 32], &faite.publique, &signee), None);
        }
        let signee = appareil.signer(&site(), &[2; 32]);
        assert_eq!(verifier(&site(), &[3; 32], &faite.publique, &signee), None, "another challenge");
        assert_eq!(verifier(&site(), &[2; 32], &autre.signer_cle(), &signee), None, "another key");
        let echangee = Signee { client: appareil.creer(&site(), &[2; 32]).client, ..signee.clone() };
        assert_eq!(verifier(&site(), &[2; 32], &faite.publique, &echangee), None, "made, not signed");
        let mut absente = signee;
        absente.donnees[32] = 0;
        assert_eq!(verifier(&site(), &[2; 32], &faite.publique, &absente), None, "nobody touched it");
    }

    impl Appareil {
        fn signer_cle(&self) -> Vec<u8> {
            creer(&site(), &[1; 32], &self.creer(&site(), &[1; 32])).unwrap().publique
        }
    }

    #[test]
    fn a_cut_answer_is_refused_whatever_the_cut() {
        let appareil = Appareil::nouveau(7).unwrap();
        let creation = appareil.creer(&site(), &[1; 32]);
        for n in 0..creation.donnees.len() {
            let coupee = Creation { donnees: creation.donnees[..n].to_vec(), ..creation.clone() };
            assert_eq!(creer(&site(), &[1; 32], &coupee), None, "{n} bytes");
        }
    }
}
