//! The exact bytes that are hashed. Changing anything here breaks every journal in service: add a version instead.

use sha2::{Digest, Sha256};

/// A SHA-256 hash.
pub(super) type Empreinte = [u8; 32];

/// What the first line of a sujet follows.
pub(super) const ORIGINE: Empreinte = [0; 32];

const VERSION: &[u8] = b"palier-journal-1";

/// The clear part of a line, as the chain hashes it.
pub(super) struct Enveloppe<'e> {
    pub(super) sujet: &'e str,
    pub(super) n: i64,
    pub(super) menage: Option<&'e str>,
    pub(super) par: &'e str,
    pub(super) organisation: &'e str,
    pub(super) enregistre_le: &'e str,
    pub(super) survenu_le: &'e str,
    pub(super) genre: &'e str,
    pub(super) regles: &'e str,
    pub(super) mecanique: Option<&'e str>,
}

/// Commits to a payload without revealing it: without the salt, a short payload could be guessed and tried.
pub(super) fn engagement(sel: &[u8; 32], charge: &[u8]) -> Empreinte {
    Sha256::new().chain_update(sel).chain_update(charge).finalize().into()
}

/// SHA-256(previous ‖ envelope ‖ commitment).
pub(super) fn empreinte(
    precedent: &Empreinte,
    enveloppe: &Enveloppe<'_>,
    engagement: &Empreinte,
) -> Empreinte {
    let mut hache = Sha256::new();
    hache.update(VERSION);
    hache.update(precedent);
    champ(&mut hache, Some(enveloppe.sujet));
    hache.update(enveloppe.n.to_be_bytes());
    for texte in [
        enveloppe.menage,
        Some(enveloppe.par),
        Some(enveloppe.organisation),
        Some(enveloppe.enregistre_le),
        Some(enveloppe.survenu_le),
        Some(enveloppe.genre),
        Some(enveloppe.regles),
        enveloppe.mecanique,
    ] {
        champ(&mut hache, texte);
    }
    hache.update(engagement);
    hache.finalize().into()
}

/// Length first: without it, "ab" + "c" and "a" + "bc" would hash alike. An absent field is not an empty one.
pub(crate) fn champ(hache: &mut Sha256, texte: Option<&str>) {
    match texte {
        None => hache.update([0]),
        Some(texte) => {
            hache.update([1]);
            hache.update((texte.len() as u64).to_be_bytes());
            hache.update(texte.as_bytes());
        }
    }
}

/// What a payload's encryption is bound to: moved to another line, it no longer opens.
pub(super) fn lien(sujet: &str, n: i64) -> Vec<u8> {
    [&n.to_be_bytes(), sujet.as_bytes()].concat()
}

/// Running hash of the lines that one seal covers.
pub(super) struct Tete {
    hache: Sha256,
    pub(super) lignes: i64,
}

impl Tete {
    pub(super) fn apres(precedente: &Empreinte) -> Self {
        Self { hache: Sha256::new().chain_update(b"palier-sceau-1").chain_update(precedente), lignes: 0 }
    }

    pub(super) fn ajouter(&mut self, seq: i64, empreinte: &Empreinte) {
        self.hache.update(seq.to_be_bytes());
        self.hache.update(empreinte);
        self.lignes += 1;
    }

    pub(super) fn finir(self) -> Empreinte {
        self.hache.finalize().into()
    }
}

/// What a seal signs. It names where the previous one stopped: a seal taken away is missed by the next.
pub(super) fn message(depuis: i64, seq: i64, lignes: i64, tete: &Empreinte, pose_le: &str) -> Vec<u8> {
    let [depuis, seq, lignes] = [depuis, seq, lignes].map(i64::to_be_bytes);
    [b"palier-sceau-1".as_slice(), &depuis, &seq, &lignes, tete, pose_le.as_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hacher(par: &str, organisation: &str, menage: Option<&str>) -> Empreinte {
        let enveloppe = Enveloppe {
            sujet: "s",
            n: 1,
            menage,
            par,
            organisation,
            enregistre_le: "2026-01-01T00:00:00Z",
            survenu_le: "2026-01-01",
            genre: "admis",
            regles: "[]",
            mecanique: None,
        };
        empreinte(&ORIGINE, &enveloppe, &ORIGINE)
    }

    #[test]
    fn deux_enveloppes_ne_se_confondent_pas() {
        assert_ne!(hacher("ab", "c", None), hacher("a", "bc", None));
        assert_ne!(hacher("a", "b", None), hacher("a", "b", Some("")));
    }

    #[test]
    fn le_format_ne_bouge_plus() {
        let hexa: String = hacher("a", "b", Some("m")).iter().map(|o| format!("{o:02x}")).collect();
        assert_eq!(hexa, "2662ef90353d0cab00dd7058553157ea6f5c6396713d669d1798653c124de815");
    }
}
