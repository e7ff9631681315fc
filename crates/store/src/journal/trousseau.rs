//! The keys, in a base of their own: one per household, one for the instance, one that signs the seals.
//!
//! A key is durable BEFORE the journal line that uses it commits: [`Trousseau::cle_du_menage`] answers only after its
//! own flush. In the other order, a power cut between the two would leave a committed line that nobody can ever read.
//! This way round it leaves at worst a key without a line. An existing key costs one read and no flush.
//!
//! No key is kept in memory but the instance's: another server may destroy one at any moment, and a copy here would
//! let erased data be read and added to.

use crate::driver::{Base, Ligne, Sql, Tx, requetes};
use crate::{StoreError, sql};
use ed25519_dalek::{SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};

const INSTANCE: &str = "instance";
const SCEAU: &str = "sceau";

/// Outside any transaction: rewrites what held a key, so that no byte of it is left in the files.
const PURGER: Sql<'static> = Sql::deux("VACUUM", "VACUUM (FULL) cle");

requetes! {
    LIRE = sql!("SELECT secret FROM cle WHERE nom = $1");
    CREER = sql!("INSERT INTO cle (nom, secret, creee_le) VALUES ($1, $2, $3) ON CONFLICT (nom) DO NOTHING");
    DETRUIRE = sql!(
        "INSERT INTO cle (nom, secret, creee_le, detruite_le) VALUES ($1, NULL, $2, $2) \
         ON CONFLICT (nom) DO UPDATE SET secret = NULL, detruite_le = COALESCE(cle.detruite_le, excluded.detruite_le)"
    );
    TEMOIN = sql!("SELECT seq, tete FROM temoin WHERE nom = $1");
    RETENIR = sql!(
        "INSERT INTO temoin (nom, seq, tete) VALUES ($1, $2, $3) \
         ON CONFLICT (nom) DO UPDATE SET seq = excluded.seq, tete = excluded.tete WHERE excluded.seq > temoin.seq"
    );
}

/// A secret key; never printed.
#[derive(Clone)]
pub struct Cle([u8; 32]);

impl Cle {
    pub(super) fn octets(&self) -> &[u8; 32] {
        &self.0
    }
}

impl std::fmt::Debug for Cle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Cle(…)")
    }
}

/// What the base of keys knows of a household.
#[derive(Debug, Clone)]
pub enum EtatCle {
    /// Its payloads can be read.
    Presente(Cle),
    /// It was erased: nothing of it can be read, nothing may be added.
    Detruite,
    /// Nothing was ever written for it.
    Absente,
}

/// The base of keys.
#[derive(Clone)]
pub struct Trousseau {
    base: Base,
    instance: Cle,
    sceau: SigningKey,
}

impl Trousseau {
    /// Takes a base whose schema is `migrations::CLES`, and draws the instance's keys the first time.
    pub fn ouvrir(base: Base) -> Result<Self, StoreError> {
        let instance = creer(&base, INSTANCE)?;
        let sceau = SigningKey::from_bytes(creer(&base, SCEAU)?.octets());
        Ok(Self { base, instance, sceau })
    }

    /// The key of a household, drawn and flushed the first time.
    pub fn cle_du_menage(&self, menage: &str) -> Result<Cle, StoreError> {
        match self.etat(menage)? {
            EtatCle::Presente(cle) => Ok(cle),
            EtatCle::Detruite => Err(StoreError::CleDetruite),
            EtatCle::Absente => creer(&self.base, &nom(menage)),
        }
    }

    /// The key that encrypts the lines of this household, or the instance's when there is none.
    pub(super) fn cle_pour(&self, menage: Option<&str>) -> Result<Cle, StoreError> {
        menage.map_or_else(|| Ok(self.instance.clone()), |menage| self.cle_du_menage(menage))
    }

    /// What is known of a household's key.
    pub fn etat(&self, menage: &str) -> Result<EtatCle, StoreError> {
        let nom = nom(menage);
        self.base.lire(|tx| lire(tx, &nom))
    }

    pub(crate) fn etat_pour(&self, menage: Option<&str>) -> Result<EtatCle, StoreError> {
        menage.map_or_else(|| Ok(EtatCle::Presente(self.instance.clone())), |menage| self.etat(menage))
    }

    /// Destroys a household's key: its payloads are lost for ever, its lines still verify. Its bytes leave the files with
    /// [`purger`](Self::purger).
    pub fn detruire(&self, menage: &str) -> Result<(), StoreError> {
        let (nom, le) = (nom(menage), maintenant());
        self.base.ecrire(move |tx| tx.execute(DETRUIRE, &[(&nom).into(), (&le).into()])).map(|_| ())
    }

    /// Rewrites the files of the keys; `Occupee` when a reader holds them.
    pub(crate) fn purger(&self) -> Result<(), StoreError> {
        self.base.purger(PURGER)
    }

    /// The public half of the key that signs seals: what a third party needs to check a journal.
    pub fn cle_publique(&self) -> VerifyingKey {
        self.sceau.verifying_key()
    }

    /// A number drawn once for that name: always the same here, and known to no reader.
    pub fn tirage(&self, nom: &str) -> u64 {
        self.derivee(nom).iter().take(8).fold(0, |n, octet| (n << 8) | u64::from(*octet))
    }

    /// A key for that use, from the instance's: the same at each opening.
    pub(crate) fn derivee(&self, nom: &str) -> [u8; 32] {
        let hache = Sha256::new().chain_update(b"palier-derivee-1").chain_update(self.instance.octets());
        hache.chain_update(nom).finalize().into()
    }

    pub(super) fn signature(&self) -> &SigningKey {
        &self.sceau
    }

    /// Remembers the last seal out of the data's reach.
    pub(crate) fn retenir(&self, journal: &str, seq: i64, tete: [u8; 32]) -> Result<(), StoreError> {
        let journal = journal.to_owned();
        self.base.ecrire(move |tx| {
            tx.execute(RETENIR, &[(&journal).into(), seq.into(), (&tete).into()]).map(|_| ())
        })
    }

    /// The last seal remembered.
    pub(crate) fn temoin(&self, journal: &str) -> Result<Option<(i64, [u8; 32])>, StoreError> {
        self.base.lire(|tx| tx.une(TEMOIN, &[journal.into()], |l| Ok((l.entier(0)?, l.empreinte(1)?))))
    }

    /// Flushes that the keys have cost.
    pub fn validations(&self) -> u64 {
        self.base.mesures().validations()
    }

    /// Lets the last writes reach the disk.
    pub fn fermer(&self) {
        self.base.fermer();
    }
}

fn nom(menage: &str) -> String {
    format!("menage:{menage}")
}

fn maintenant() -> String {
    jiff::Timestamp::now().to_string()
}

fn lire(tx: &mut Tx<'_>, nom: &str) -> Result<EtatCle, StoreError> {
    let secret = |l: &Ligne<'_>| l.octets_opt(0).map(|octets| octets.map(<[u8; 32]>::try_from));
    Ok(match tx.une(LIRE, &[nom.into()], |l| secret(l).map(|s| s.map(|s| s.map(Cle))))? {
        None => EtatCle::Absente,
        Some(None) => EtatCle::Detruite,
        Some(Some(Ok(cle))) => EtatCle::Presente(cle),
        Some(Some(Err(_))) => {
            return Err(StoreError::Colonne { colonne: 0, attendu: "32 octets" });
        }
    })
}

/// Draws a key, unless another writer was first: the one that is read back is the one that lasts.
fn creer(base: &Base, nom: &str) -> Result<Cle, StoreError> {
    let (nom, le, secret) = (nom.to_owned(), maintenant(), rand::random::<[u8; 32]>());
    base.ecrire(move |tx| {
        tx.execute(CREER, &[(&nom).into(), (&secret).into(), (&le).into()])?;
        match lire(tx, &nom)? {
            EtatCle::Presente(cle) => Ok(cle),
            EtatCle::Detruite | EtatCle::Absente => Err(StoreError::CleDetruite),
        }
    })
}
