//! Answers the engine's request for what others already take, exactly as memory does.

use crate::StoreError;
use crate::driver::Tx;
use crate::perimetre::{Perimetre, Requete};
use domain::Contexte;
use domain::contexte::{Compte, Demande};

const COMPTER: &str =
    // The cast: PostgreSQL sums 64-bit integers into a decimal.
    "SELECT COUNT(DISTINCT q.objet), CAST(COALESCE(SUM(q.montant), 0) AS BIGINT) FROM prise q WHERE q.cle = ";

/// What is taken under each key asked, leaving aside what the sujet decided itself takes; of what exists for a reader.
/// A decision counts all of it ([`Perimetre::tout`]); a page counts what its reader could count herself.
pub fn repondre(tx: &mut Tx<'_>, perimetre: &Perimetre, demande: &Demande) -> Result<Contexte, StoreError> {
    let pour = demande.pour.to_string();
    let mut contexte = Contexte::default();
    for cle in &demande.cles {
        let texte = cle.to_string();
        let mut requete = Requete::default();
        requete.texte(COMPTER);
        requete.valeur(&texte);
        requete.texte(" AND q.sujet <> ");
        requete.valeur(&pour);
        requete.texte(" AND ");
        perimetre.prises(&mut requete);
        let compte = tx.une(requete.sql().sql(), &requete.valeurs, |l| Ok((l.entier(0)?, l.entier(1)?)))?;
        // Memory does not list a key under which nothing is taken.
        if let Some((nombre @ 1.., montant)) = compte {
            let nombre = u32::try_from(nombre).unwrap_or(u32::MAX);
            contexte.comptes.insert(cle.clone(), Compte { nombre, montant });
        }
    }
    Ok(contexte)
}

/// The same, of all that is taken: what a decision counts.
pub fn repondre_interne(tx: &mut Tx<'_>, demande: &Demande) -> Result<Contexte, StoreError> {
    repondre(tx, &Perimetre::tout(), demande)
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
