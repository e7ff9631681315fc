//! The journal: who did what, when, under which rule. It only grows, and tampering shows.
//!
//! Three layers. Each line hashes the one before it in its sujet and a salted commitment of its payload (`canon`), so
//! a line edited, removed or slipped in breaks a chain. Payloads are encrypted under the household's key, kept in
//! another base (`trousseau`), so erasing a household destroys a key and breaks no chain. Signed seals (`sceau`) cover
//! all lines since the one before, so that even a chain rewritten or cut whole shows (`verification`).
//!
//! Not only sujets of the field have a chain: an account's is named by its person ([`comptes`](crate::comptes)).
//!
//! What it cannot show alone: lines cut or forged after the last seal by someone who can write to the base (a forged
//! line still lacks the household's key, and a check that has the keys finds it), and an older copy of both bases put
//! back in service. Seals kept elsewhere show those too (`gardes`).

mod ajout;
mod canon;
mod chiffre;
mod gardes;
mod marche;
mod phrases;
mod sceau;
mod segments;
#[cfg(test)]
mod tests;
mod trousseau;
mod verification;

pub(crate) use canon::champ;

pub use ajout::{Bout, Entree, Inscrite, LigneLue, ajouter, ajouter_apres, dernieres, lire_charge};
pub use gardes::{FichierRompu, SceauGarde, comparer, controler, lire_cle, sceaux};
pub use sceau::{Sceau, Scelleur};
pub use trousseau::{Cle, EtatCle, Trousseau};
pub use verification::{Confiance, Nature, Rapport, Rupture, verifier};

#[cfg(test)]
pub(crate) fn toutes() -> Vec<(&'static str, crate::driver::Sql<'static>)> {
    [ajout::TOUTES, gardes::TOUTES, marche::TOUTES, sceau::TOUTES, segments::TOUTES, verification::TOUTES]
        .concat()
}

#[cfg(test)]
pub(crate) use trousseau::TOUTES as TOUTES_CLES;
