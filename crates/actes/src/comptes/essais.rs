//! For tests: what a person has in her pocket, a device with a passkey and an application of codes.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::UtilisateurId;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use sha2::{Digest, Sha256};

use super::cles::{AVANT_X, AVANT_Y, CREDENTIAL, Creation, PRESENTE, Signee, Site};
use super::evenements::Par;
use super::{personnes, totp};
use crate::{Erreur, Fonction, Porte};

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

/// The code that an application shows at this instant, once it was told this secret.
pub fn code_affiche(secret: &str, secondes: i64) -> String {
    let mut bits = 0_u64;
    let mut octets = Vec::new();
    for (rang, lettre) in (1_usize..).zip(secret.chars()) {
        let valeur = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".find(lettre).unwrap_or_default();
        bits = bits << 5 | valeur as u64;
        if rang.is_multiple_of(8) {
            octets.extend_from_slice(bits.to_be_bytes().get(3..).unwrap_or_default());
            bits = 0;
        }
    }
    totp::code(&octets, secondes.div_euclid(30)).unwrap_or_default()
}

impl Porte {
    /// A person of the directory with a function, and no account yet.
    ///
    /// # Errors
    /// When the store does not answer.
    pub fn accueillir(&self, nom: &str, fonction: &Fonction) -> Result<UtilisateurId, Erreur> {
        let (id, plume, nom, fonction) =
            (personnes::tirer(), self.plume(Par::Machine), nom.to_owned(), fonction.clone());
        self.store.ecrire(move |e| {
            personnes::inscrire(e, id, &nom)?;
            personnes::confier(e, &plume, id, &fonction)
        })?;
        self.relire_annuaire()?;
        Ok(id)
    }

    /// Gives a person of the directory one more function.
    ///
    /// # Errors
    /// `Introuvable` when nobody has that identifier.
    pub fn confier(&self, id: UtilisateurId, fonction: &Fonction) -> Result<(), Erreur> {
        let (plume, fonction) = (self.plume(Par::Machine), fonction.clone());
        self.store.ecrire(move |e| personnes::confier(e, &plume, id, &fonction))?;
        self.relire_annuaire()
    }
}
