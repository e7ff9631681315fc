//! All that concerns one household: what its members may ask to read.

use crate::driver::{Tx, requetes};
use crate::perimetre::{Perimetre, Requete};
use crate::sujets::{COLONNES, lire};
use crate::{StoreError, sql};
use domain::{Sujet, SujetId};

/// More than any household has, in sujets or in lines of one.
const PLAFOND: i64 = 2_000;

requetes! {
    PARTIES = sql!("SELECT organisation, roles FROM partie WHERE sujet = $1 ORDER BY organisation LIMIT 1000");
    ECHEANCES = sql!("SELECT nom, le, regle FROM echeance WHERE sujet = $1 ORDER BY le, nom LIMIT 1000");
}

/// The household and its dossiers, those that the reader may reach.
pub fn sujets(tx: &mut Tx<'_>, perimetre: &Perimetre, menage: SujetId) -> Result<Vec<Sujet>, StoreError> {
    let menage = menage.to_string();
    let mut requete = Requete::default();
    requete.texte(COLONNES);
    requete.texte(" WHERE s.menage = ");
    requete.valeur(&menage);
    requete.texte(" AND ");
    perimetre.sujets(&mut requete);
    requete.texte(" ORDER BY s.id LIMIT ");
    requete.valeur(PLAFOND);
    tx.query(requete.sql().sql(), &requete.valeurs, lire)
}

/// Which organisations take part in a sujet, and in which roles.
pub fn parties_interne(tx: &mut Tx<'_>, sujet: SujetId) -> Result<Vec<(String, String)>, StoreError> {
    tx.query(PARTIES, &[(&sujet.to_string()).into()], |l| {
        Ok((l.texte(0)?.to_owned(), l.texte(1)?.to_owned()))
    })
}

/// What is due on a sujet: its name, the day, what it says.
pub fn echeances_interne(
    tx: &mut Tx<'_>,
    sujet: SujetId,
) -> Result<Vec<(String, String, String)>, StoreError> {
    tx.query(ECHEANCES, &[(&sujet.to_string()).into()], |l| {
        Ok((l.texte(0)?.to_owned(), l.texte(1)?.to_owned(), l.texte(2)?.to_owned()))
    })
}
