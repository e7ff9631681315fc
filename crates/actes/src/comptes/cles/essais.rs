//! For tests: a device that answers as a browser would.

use super::*;
use p256::ecdsa::SigningKey;
use p256::ecdsa::signature::Signer;

/// One key.
#[derive(Debug)]
pub struct Appareil {
    cle: SigningKey,
    /// What it counts.
    pub compteur: u32,
}

impl Appareil {
    /// The device of that number.
    #[must_use]
    pub fn nouveau(numero: u8) -> Option<Self> {
        let cle = SigningKey::from_slice(&[numero; 32]).ok()?;
        Some(Self { cle, compteur: 0 })
    }

    fn client(site: &Site, genre: &str, defi: &[u8]) -> Vec<u8> {
        let (defi, origine) = (URL_SAFE_NO_PAD.encode(defi), &site.origine);
        serde_json::json!({ "type": genre, "challenge": defi, "origin": origine, "crossOrigin": false })
            .to_string()
            .into_bytes()
    }

    fn donnees(&self, site: &Site, drapeaux: u8) -> Vec<u8> {
        let hote = Sha256::digest(&site.hote);
        [hote.as_slice(), &[drapeaux], &self.compteur.to_be_bytes()].concat()
    }

    /// Its identifier.
    pub fn id(&self) -> Vec<u8> {
        self.publique().into_iter().skip(1).take(20).collect()
    }

    fn publique(&self) -> Vec<u8> {
        self.cle.verifying_key().to_sec1_point(false).as_bytes().to_vec()
    }

    /// Makes the key.
    pub fn creer(&self, site: &Site, defi: &[u8]) -> Creation {
        let (id, publique) = (self.id(), self.publique());
        let (x, y) = publique.get(1..).unwrap_or_default().split_at(32);
        let entete = self.donnees(site, PRESENTE | CREDENTIAL);
        let donnees = [&entete, [0; 16].as_slice(), &[0, 20], &id, AVANT_X, x, AVANT_Y, y].concat();
        Creation { client: Self::client(site, "webauthn.create", defi), donnees }
    }

    /// Signs a challenge.
    pub fn signer(&mut self, site: &Site, defi: &[u8]) -> Signee {
        self.compteur += 1;
        let (client, donnees) = (Self::client(site, "webauthn.get", defi), self.donnees(site, PRESENTE));
        let message = [donnees.as_slice(), Sha256::digest(&client).as_slice()].concat();
        let signature: Signature = self.cle.sign(&message);
        Signee { id: self.id(), client, donnees, signature: signature.to_der().as_bytes().to_vec() }
    }
}
