//! Definitions being written: each belongs to one organisation, and nobody else has it.

use crate::driver::{Ligne, Tx, requetes};
use crate::{StoreError, sql};

/// States that are kept of a draft: far more than two people can be apart.
const ETATS_GARDES: i64 = 200;
/// Drafts of an organisation that are listed.
const LISTE: i64 = 500;

requetes! {
    LISTER = sql!(
        "SELECT id, titre, n, par, le FROM brouillon WHERE organisation = $1 ORDER BY le DESC, id DESC LIMIT $2"
    );
    CHARGER = sql!("SELECT id, titre, n, par, le FROM brouillon WHERE id = $1 AND organisation = $2");
    ETAT = sql!("SELECT n, texte, cas, par, le FROM brouillon_etat WHERE brouillon = $1 AND n = $2");
    CREER = sql!("INSERT INTO brouillon (id, organisation, titre, n, par, le) VALUES ($1, $2, $3, 0, $4, $5)");
    AVANCER = sql!(
        "UPDATE brouillon SET n = $3 + 1, titre = $4, par = $5, le = $6 \
         WHERE id = $1 AND organisation = $2 AND n = $3"
    );
    ECRIRE = sql!("INSERT INTO brouillon_etat (brouillon, n, texte, cas, par, le) VALUES ($1, $2, $3, $4, $5, $6)");
    ELAGUER = sql!("DELETE FROM brouillon_etat WHERE brouillon = $1 AND n <= $2");
    JETER_ETATS = sql!(
        "DELETE FROM brouillon_etat WHERE brouillon IN (SELECT id FROM brouillon WHERE id = $1 AND organisation = $2)"
    );
    JETER = sql!("DELETE FROM brouillon WHERE id = $1 AND organisation = $2");
}

/// A draft, without its texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brouillon {
    /// Its identifier.
    pub id: String,
    /// Its title.
    pub titre: String,
    /// Rank of its last state.
    pub n: i64,
    /// Who wrote last.
    pub par: String,
    /// When (ISO).
    pub le: String,
}

/// One state of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Etat {
    /// Its rank.
    pub n: i64,
    /// The definition.
    pub texte: String,
    /// Its cas (JSON).
    pub cas: String,
    /// Who wrote it.
    pub par: String,
    /// When (ISO).
    pub le: String,
}

/// The drafts of an organisation, latest first.
pub fn lister(tx: &mut Tx<'_>, organisation: &str) -> Result<Vec<Brouillon>, StoreError> {
    tx.query(LISTER, &[organisation.into(), LISTE.into()], brouillon)
}

/// A draft of that organisation.
pub fn charger(tx: &mut Tx<'_>, organisation: &str, id: &str) -> Result<Option<Brouillon>, StoreError> {
    tx.une(CHARGER, &[id.into(), organisation.into()], brouillon)
}

/// One state of a draft that was read in this transaction.
pub fn etat_interne(tx: &mut Tx<'_>, id: &str, n: i64) -> Result<Option<Etat>, StoreError> {
    tx.une(ETAT, &[id.into(), n.into()], |l| {
        Ok(Etat {
            n: l.entier(0)?,
            texte: l.texte(1)?.into(),
            cas: l.texte(2)?.into(),
            par: l.texte(3)?.into(),
            le: l.texte(4)?.into(),
        })
    })
}

/// Begins a draft: it has no state yet.
pub fn creer(tx: &mut Tx<'_>, organisation: &str, b: &Brouillon) -> Result<(), StoreError> {
    let valeurs = [(&b.id).into(), organisation.into(), (&b.titre).into(), (&b.par).into(), (&b.le).into()];
    tx.execute(CREER, &valeurs).map(drop)
}

/// Writes the state that follows `etat.n`; false when somebody wrote since, and nothing is written.
pub fn ecrire(
    tx: &mut Tx<'_>,
    organisation: &str,
    id: &str,
    titre: &str,
    etat: &Etat,
) -> Result<bool, StoreError> {
    let avance =
        [id.into(), organisation.into(), etat.n.into(), titre.into(), (&etat.par).into(), (&etat.le).into()];
    if tx.execute(AVANCER, &avance)? == 0 {
        return Ok(false);
    }
    let n = etat.n.saturating_add(1);
    let valeurs = [
        id.into(),
        n.into(),
        (&etat.texte).into(),
        (&etat.cas).into(),
        (&etat.par).into(),
        (&etat.le).into(),
    ];
    tx.execute(ECRIRE, &valeurs)?;
    tx.execute(ELAGUER, &[id.into(), n.saturating_sub(ETATS_GARDES).into()])?;
    Ok(true)
}

/// Throws a draft away with all its states.
pub fn jeter(tx: &mut Tx<'_>, organisation: &str, id: &str) -> Result<bool, StoreError> {
    tx.execute(JETER_ETATS, &[id.into(), organisation.into()])?;
    Ok(tx.execute(JETER, &[id.into(), organisation.into()])? == 1)
}

fn brouillon(l: &Ligne<'_>) -> Result<Brouillon, StoreError> {
    Ok(Brouillon {
        id: l.texte(0)?.into(),
        titre: l.texte(1)?.into(),
        n: l.entier(2)?,
        par: l.texte(3)?.into(),
        le: l.texte(4)?.into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::essais::pour_chaque_moteur;

    fn etat(n: i64, texte: &str) -> Etat {
        Etat { n, texte: texte.into(), cas: "[]".into(), par: "U1".into(), le: "2026-03-02T08:00:00Z".into() }
    }

    #[test]
    fn a_draft_keeps_its_last_states_and_refuses_who_read_an_older_one() {
        pour_chaque_moteur(|essai| {
            let store = essai.store();
            let neuf = Brouillon {
                id: "B1".into(),
                titre: "Essai".into(),
                n: 0,
                par: "U1".into(),
                le: "2026-03-02T08:00:00Z".into(),
            };
            let suivi = store.ecrire(move |e| {
                creer(e.tx, "O1", &neuf)?;
                let premier = ecrire(e.tx, "O1", "B1", "Essai", &etat(0, "a"))?;
                let second = ecrire(e.tx, "O1", "B1", "Autre", &etat(1, "b"))?;
                let vieux = ecrire(e.tx, "O1", "B1", "Perdu", &etat(1, "c"))?;
                let etranger = ecrire(e.tx, "O2", "B1", "Volé", &etat(2, "d"))?;
                Ok::<_, StoreError>([premier, second, vieux, etranger])
            });
            assert_eq!(suivi, Ok([true, true, false, false]));
            store
                .lire(|tx| {
                    let lu = charger(tx, "O1", "B1")?.unwrap();
                    assert_eq!((lu.titre.as_str(), lu.n), ("Autre", 2));
                    assert_eq!(etat_interne(tx, "B1", 1)?.map(|e| e.texte), Some("a".to_owned()));
                    assert_eq!(etat_interne(tx, "B1", 2)?.map(|e| e.texte), Some("b".to_owned()));
                    assert_eq!((charger(tx, "O2", "B1")?, lister(tx, "O2")?.len()), (None, 0));
                    Ok::<_, StoreError>(())
                })
                .unwrap();
            let jetes =
                store.ecrire(|e| Ok::<_, StoreError>((jeter(e.tx, "O2", "B1")?, jeter(e.tx, "O1", "B1")?)));
            assert_eq!(jetes, Ok((false, true)));
            let reste = store.lire(|tx| etat_interne(tx, "B1", 2)).unwrap();
            assert_eq!(reste, None);
        });
    }
}
