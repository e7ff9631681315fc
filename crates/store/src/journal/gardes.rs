//! Seals kept elsewhere: on a key, at a notary's, by e-mail to oneself. Whoever holds both bases can cut the end of the
//! journal or put an older copy back and write on; not make it agree with seals that left before.

use super::canon::{Empreinte, ORIGINE, Tete, message};
use super::verification::{Nature, Rupture};
use crate::driver::{Base, Ligne, Tx, requetes};
use crate::{StoreError, sql};
use ed25519_dalek::{Signature, VerifyingKey};
use serde::{Deserialize, Serialize};

const PAGE: i64 = 1_000;

requetes! {
    SCEAUX = sql!("SELECT seq, lignes, tete, signature, pose_le FROM sceau WHERE seq > $1 ORDER BY seq LIMIT $2");
    SCEAU = sql!("SELECT tete FROM sceau WHERE seq = $1");
    SUIVANT = sql!("SELECT seq FROM sceau WHERE seq > $1 ORDER BY seq LIMIT 1");
    FIN = sql!("SELECT seq FROM journal ORDER BY seq DESC LIMIT 1");
    LIGNES = sql!("SELECT seq, empreinte FROM journal WHERE seq > $1 AND seq <= $2 ORDER BY seq LIMIT $3");
}

/// A seal as it is kept: enough to check its signature without any base.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SceauGarde {
    /// It covers the lines after this one…
    pub depuis: i64,
    /// …up to this one.
    pub jusque: i64,
    /// How many they are.
    pub lignes: i64,
    /// Their hash and that of all before (hexadecimal).
    pub tete: String,
    /// When it was set (UTC).
    pub pose_le: String,
    /// Its signature (hexadecimal).
    pub signature: String,
    /// The public key that checks it (hexadecimal).
    pub cle_publique: String,
}

/// A file of kept seals that does not itself hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("le fichier de sceaux ne tient pas, à sa ligne {ligne} : {raison}")]
pub struct FichierRompu {
    /// Which line of the file, from 1.
    pub ligne: usize,
    /// Why.
    pub raison: &'static str,
}

/// All seals of a base, to be kept elsewhere.
pub fn sceaux(base: &Base, cle: &VerifyingKey) -> Result<Vec<SceauGarde>, StoreError> {
    base.lire(|tx| {
        let mut gardes: Vec<SceauGarde> = Vec::new();
        loop {
            let depuis = gardes.last().map_or(0, |g| g.jusque);
            let page = tx.query(SCEAUX, &[depuis.into(), PAGE.into()], |l| lire(l, cle))?;
            if page.is_empty() {
                return Ok(gardes);
            }
            for sceau in page {
                let depuis = gardes.last().map_or(0, |g| g.jusque);
                gardes.push(SceauGarde { depuis, ..sceau });
            }
        }
    })
}

fn lire(l: &Ligne<'_>, cle: &VerifyingKey) -> Result<SceauGarde, StoreError> {
    Ok(SceauGarde {
        depuis: 0,
        jusque: l.entier(0)?,
        lignes: l.entier(1)?,
        tete: en_hexa(l.octets(2)?),
        signature: en_hexa(l.octets(3)?),
        pose_le: l.texte(4)?.into(),
        cle_publique: en_hexa(cle.as_bytes()),
    })
}

/// The public key written as hexadecimal digits.
pub fn lire_cle(hexa: &str) -> Option<VerifyingKey> {
    VerifyingKey::from_bytes(&d_hexa(hexa.trim())?).ok()
}

/// Checks the seals of a file between themselves: each signed by this key, none missing, in order.
pub fn controler(gardes: &[SceauGarde], cle: &VerifyingKey) -> Result<(), FichierRompu> {
    let mut avant: Option<i64> = None;
    for (rang, garde) in gardes.iter().enumerate() {
        let rompu = |raison| FichierRompu { ligne: rang + 1, raison };
        let (Some(tete), Some(signature)) = (d_hexa(&garde.tete), d_hexa::<64>(&garde.signature)) else {
            return Err(rompu("ce n'est pas un sceau"));
        };
        let signe = message(garde.depuis, garde.jusque, garde.lignes, &tete, &garde.pose_le);
        if cle.verify_strict(&signe, &Signature::from_bytes(&signature)).is_err() {
            return Err(rompu("ce sceau n'est pas signé par cette clé, ou il a été modifié"));
        }
        if avant.is_some_and(|seq| seq != garde.depuis) {
            return Err(rompu("il manque un sceau avant celui-ci, ou ils ne sont pas dans l'ordre"));
        }
        avant = Some(garde.jusque);
    }
    Ok(())
}

/// Compares a base with seals that [`controler`] accepted. The base's own check comes first: it tells more.
pub fn comparer(base: &Base, gardes: &[SceauGarde]) -> Result<(), Rupture> {
    base.lire(|tx| gardes.iter().try_for_each(|garde| retrouver(tx, garde)))
}

/// All seals before this one were found: up to `depuis`, the base tells the same history.
fn retrouver(tx: &mut Tx<'_>, garde: &SceauGarde) -> Result<(), Rupture> {
    let ici = tete_du_sceau(tx, garde.jusque)?;
    if ici.is_some_and(|tete| en_hexa(&tete) == garde.tete) {
        return Ok(());
    }
    let fin = tx.une(FIN, &[], |l| l.entier(0))?.unwrap_or(0);
    let autre = tx.une(SUIVANT, &[garde.depuis.into()], |l| l.entier(0))?;
    // The instance's next seal continues this one. Another seal over other lines is another history.
    if autre.is_some() || (fin >= garde.jusque && en_hexa(&relire(tx, garde)?) != garde.tete) {
        return Err(rupture(Nature::Fourche, garde.depuis + 1, garde.jusque));
    }
    if fin < garde.jusque {
        return Err(rupture(Nature::Tronquee, fin + 1, garde.jusque));
    }
    Err(rupture(Nature::SceauRetire, garde.depuis + 1, garde.jusque))
}

fn rupture(nature: Nature, depuis: i64, jusque: i64) -> Rupture {
    Rupture::Alteration { nature, seq: depuis, sujet: None, depuis, jusque }
}

fn tete_du_sceau(tx: &mut Tx<'_>, seq: i64) -> Result<Option<Empreinte>, StoreError> {
    tx.une(SCEAU, &[seq.into()], |l| l.empreinte(0))
}

/// The hash that a seal over the same lines would bear.
fn relire(tx: &mut Tx<'_>, garde: &SceauGarde) -> Result<Empreinte, StoreError> {
    let precedente = tete_du_sceau(tx, garde.depuis)?.unwrap_or(ORIGINE);
    let (mut tete, mut seq) = (Tete::apres(&precedente), garde.depuis);
    loop {
        let bornes = [seq.into(), garde.jusque.into(), PAGE.into()];
        let lignes = tx.query(LIGNES, &bornes, |l| Ok((l.entier(0)?, l.empreinte(1)?)))?;
        let Some((derniere, _)) = lignes.last() else { return Ok(tete.finir()) };
        seq = *derniere;
        lignes.iter().for_each(|(rang, empreinte)| tete.ajouter(*rang, empreinte));
    }
}

fn en_hexa(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}

fn d_hexa<const N: usize>(hexa: &str) -> Option<[u8; N]> {
    let paires: Option<Vec<u8>> =
        (0..hexa.len() / 2).map(|i| u8::from_str_radix(hexa.get(2 * i..2 * i + 2)?, 16).ok()).collect();
    paires?.try_into().ok().filter(|_| hexa.len() == 2 * N)
}
