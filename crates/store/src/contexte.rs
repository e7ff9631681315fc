//! Answers the engine's request for what others already take, exactly as memory does.

use crate::driver::{Tx, requetes};
use crate::{StoreError, sql};
use domain::Contexte;
use domain::contexte::{Compte, Demande};

requetes! {
    // The cast: PostgreSQL sums 64-bit integers into a decimal.
    COMPTER = sql!(
        "SELECT COUNT(DISTINCT objet), CAST(COALESCE(SUM(montant), 0) AS BIGINT) FROM prise WHERE cle = $1 AND sujet <> $2"
    );
}

/// What is taken under each key asked, leaving aside what the sujet decided itself takes.
pub fn repondre_interne(tx: &mut Tx<'_>, demande: &Demande) -> Result<Contexte, StoreError> {
    let pour = demande.pour.to_string();
    let mut contexte = Contexte::default();
    for cle in &demande.cles {
        let texte = cle.to_string();
        let compte =
            tx.une(COMPTER, &[(&texte).into(), (&pour).into()], |l| Ok((l.entier(0)?, l.entier(1)?)))?;
        // Memory does not list a key under which nothing is taken.
        if let Some((nombre @ 1.., montant)) = compte {
            let nombre = u32::try_from(nombre).unwrap_or(u32::MAX);
            contexte.comptes.insert(cle.clone(), Compte { nombre, montant });
        }
    }
    Ok(contexte)
}

/// Locks what is asked, then answers: of two who take the last place, one waits and is told why not.
pub fn repondre_sous_verrou_interne(tx: &mut Tx<'_>, demande: &Demande) -> Result<Contexte, StoreError> {
    for cle in &demande.cles {
        // A `BTreeSet` gives its keys in one order: two writers never wait for each other's.
        tx.verrouiller(&format!("prise:{cle}"))?;
    }
    repondre_interne(tx, demande)
}

/// The names of the locks of a request, for [`Store::ecrire_apres`](crate::Store::ecrire_apres).
pub fn verrous(demande: &Demande) -> Vec<String> {
    demande.cles.iter().map(|cle| format!("prise:{cle}")).collect()
}
