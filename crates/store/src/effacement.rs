//! The erasure of a household: what is left of it counts, and tells nothing of anyone.
//!
//! The order survives a crash at any point, and running it again finishes:
//! 1. its key is destroyed: its journal can no longer be read, and nothing more can be written of it, so that no act
//!    slips in behind;
//! 2. one transaction writes who erased, when and on what ground, and empties all that was in clear;
//! 3. the files are rewritten, so that no byte is left in a free page or in SQLite's log.
//!
//! The journal's lines stay: envelope and ciphertext, without which the chain would not hold.

use crate::driver::{Ligne, Sql, Tx, requetes};
use crate::journal::{self, Bout, EtatCle, Trousseau};
use crate::{Ecriture, Store, StoreError, sql};
use domain::{Genre, SujetId};

/// How the erasure is named in the journal.
const GENRE: &str = "effacer-le-menage";

/// What lists show in the place of the household's name.
pub const LIBELLE: &str = "Ménage effacé";

/// Outside any transaction: rewrites the tables that held the household.
const PURGER: Sql<'static> =
    Sql::deux("VACUUM", "VACUUM (FULL) sujet, dossier, partie, prise, echeance, idempotence");

requetes! {
    MENAGE = sql!("SELECT version, tete FROM sujet WHERE id = $1 AND genre = 'menage' AND etat <> '[]'");
    AVANCER = sql!("UPDATE sujet SET version = $2, tete = $3 WHERE id = $1");
    VIDER = sql!("UPDATE sujet SET etat = '[]' WHERE menage = $1 AND etat <> '[]'");
    // What statistics count by stays: the dispositif, the convention, the step and months. No name, no dwelling, nobody.
    DEPOUILLER = sql!(
        "UPDATE dossier SET statut_occupation = NULL, niveau = NULL, logement = NULL, referent = NULL, operateur = NULL, \
         bailleur = NULL, orienteur = NULL, ouvert_le = SUBSTR(ouvert_le, 1, 7) || '-01', \
         clos_le = SUBSTR(COALESCE(clos_le, $2), 1, 7) || '-01', derniere_visite = NULL, libelle = $3, recherche = $4, \
         urgence = 'sorti', due = NULL WHERE menage = $1"
    );
    // The list of one organisation is walked in these columns: they say what the dossier's line says.
    RANGER = sql!(
        "UPDATE partie SET tri = SUBSTR(tri, 1, 7) || '-01', clos = 1, urgence = 'sorti' \
         WHERE sujet IN (SELECT s.id FROM sujet s WHERE s.menage = $1)"
    );
    SOLDER = sql!("DELETE FROM echeance WHERE sujet IN (SELECT s.id FROM sujet s WHERE s.menage = $1)");
    OUBLIER = sql!("DELETE FROM idempotence WHERE sujet IN (SELECT s.id FROM sujet s WHERE s.menage = $1)");
    // What was done stays counted; a place, a dwelling, a worker's measure are given back.
    RENDRE = sql!(
        "DELETE FROM prise WHERE sujet IN (SELECT s.id FROM sujet s WHERE s.menage = $1) \
         AND cle NOT LIKE 'admissions:%' AND cle NOT LIKE 'quota_admissions:%' AND cle NOT LIKE 'diagnostics:%' \
         AND cle NOT LIKE 'aides:%'"
    );
    SUJETS = sql!(
        "SELECT s.id, s.genre, s.etat, d.dispositif, d.etape, d.clos_le FROM sujet s LEFT JOIN dossier d ON d.id = s.id \
         WHERE s.menage = $1 ORDER BY s.id LIMIT 1000"
    );
    COMPTES = sql!(
        "SELECT 'echeance' AS nom, COUNT(*) FROM echeance WHERE sujet IN (SELECT s.id FROM sujet s WHERE s.menage = $1) \
         UNION ALL SELECT 'idempotence', COUNT(*) FROM idempotence \
         WHERE sujet IN (SELECT s.id FROM sujet s WHERE s.menage = $1) \
         UNION ALL SELECT 'partie', COUNT(*) FROM partie WHERE sujet IN (SELECT s.id FROM sujet s WHERE s.menage = $1) \
         UNION ALL SELECT 'prise', COUNT(*) FROM prise WHERE sujet IN (SELECT s.id FROM sujet s WHERE s.menage = $1) \
         UNION ALL SELECT 'prise gardée', COUNT(*) FROM prise \
         WHERE sujet IN (SELECT s.id FROM sujet s WHERE s.menage = $1) AND (cle LIKE 'admissions:%' \
         OR cle LIKE 'quota_admissions:%' OR cle LIKE 'diagnostics:%' OR cle LIKE 'aides:%') \
         UNION ALL SELECT 'journal', COUNT(*) FROM journal WHERE menage = $1 ORDER BY nom LIMIT 10"
    );
    // A group session, a call to the team on duty: they name a dossier by its identifier and hold nothing else of it.
    CITATIONS = sql!(
        "SELECT DISTINCT a.id, a.genre FROM sujet s JOIN sujet a ON a.convention = s.convention AND a.menage IS NULL \
         WHERE s.menage = $1 AND a.etat LIKE '%' || s.id || '%' ORDER BY a.id LIMIT 1000"
    );
    TRACE = sql!(
        "SELECT n, par, organisation, enregistre_le FROM journal WHERE sujet = $1 AND genre = 'effacer-le-menage' \
         ORDER BY n DESC LIMIT 1"
    );
}

/// Who erases which household, when and on what ground: what the journal keeps of it.
#[derive(Debug, Clone)]
pub struct Effacement {
    /// The household.
    pub menage: SujetId,
    /// Who.
    pub par: String,
    /// In which organisation's name.
    pub organisation: String,
    /// The instant (ISO, UTC).
    pub enregistre_le: String,
    /// The civil day.
    pub le: String,
    /// The ground: a word of a closed list, never a free text.
    pub motif: String,
}

/// What an erasure left in the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    /// Who.
    pub par: String,
    /// In which organisation's name.
    pub organisation: String,
    /// The instant.
    pub enregistre_le: String,
    /// The ground.
    pub motif: String,
}

/// A sujet of the household.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concerne {
    /// Its identifier.
    pub id: SujetId,
    /// Its kind.
    pub genre: Genre,
    /// Of a dossier, the dispositif, the step, and whether it is still open.
    pub dossier: Option<(String, String, bool)>,
    /// Whether it was emptied already.
    pub efface: bool,
}

/// What the bases hold of a household: what an erasure would take, and what it would leave.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inventaire {
    /// The household and its dossiers.
    pub sujets: Vec<Concerne>,
    /// Due dates.
    pub echeances: i64,
    /// Answers kept for who sends a form twice.
    pub reponses: i64,
    /// What its dossiers take at this moment.
    pub prises: i64,
    /// Of those, the ones that only count what was done.
    pub comptes: i64,
    /// Lines that say which organisations take part.
    pub parties: i64,
    /// Lines of the journal under its key.
    pub lignes: i64,
    /// Other sujets that name one of its dossiers.
    pub citations: Vec<(SujetId, Genre)>,
    /// Whether its key is destroyed.
    pub cle_detruite: bool,
}

impl Inventaire {
    /// Whether there is nothing left to do but to purge the files.
    pub fn vide(&self) -> bool {
        self.cle_detruite && self.sujets.iter().all(|s| s.efface)
    }
}

/// What is held of a household; nothing when no household has this identifier.
pub fn inventaire_interne(
    tx: &mut Tx<'_>,
    trousseau: &Trousseau,
    menage: SujetId,
) -> Result<Option<Inventaire>, StoreError> {
    let id = menage.to_string();
    let sujets = tx.query(SUJETS, &[(&id).into()], concerne)?;
    if !sujets.iter().any(|s| s.id == menage && s.genre == Genre::Menage) {
        return Ok(None);
    }
    let comptes = tx.query(COMPTES, &[(&id).into()], |l| Ok((l.texte(0)?.to_owned(), l.entier(1)?)))?;
    let compte = |nom: &str| comptes.iter().find(|(n, _)| n == nom).map_or(0, |(_, combien)| *combien);
    Ok(Some(Inventaire {
        sujets,
        echeances: compte("echeance"),
        reponses: compte("idempotence"),
        prises: compte("prise"),
        comptes: compte("prise gardée"),
        parties: compte("partie"),
        lignes: compte("journal"),
        citations: tx.query(CITATIONS, &[(&id).into()], |l| Ok((identifiant(l)?, genre(l)?)))?,
        cle_detruite: matches!(trousseau.etat(&id)?, EtatCle::Detruite),
    }))
}

/// Who erased this household, if anyone did.
pub fn trace_interne(
    tx: &mut Tx<'_>,
    trousseau: &Trousseau,
    menage: SujetId,
) -> Result<Option<Trace>, StoreError> {
    let id = menage.to_string();
    let texte = |l: &Ligne<'_>, colonne| l.texte(colonne).map(str::to_owned);
    let ligne =
        tx.une(TRACE, &[(&id).into()], |l| Ok((l.entier(0)?, texte(l, 1)?, texte(l, 2)?, texte(l, 3)?)))?;
    let Some((n, par, organisation, enregistre_le)) = ligne else { return Ok(None) };
    let charge = journal::lire_charge(tx, trousseau, &id, n)?.unwrap_or_default();
    let motif = String::from_utf8_lossy(&charge).into_owned();
    Ok(Some(Trace { par, organisation, enregistre_le, motif }))
}

/// The transaction of an erasure; done twice, it changes nothing more.
pub fn vider_interne(e: &mut Ecriture<'_, '_>, demande: &Effacement) -> Result<(), StoreError> {
    let id = demande.menage.to_string();
    let bout =
        e.tx.une(MENAGE, &[(&id).into()], |l| Ok(Bout { n: l.entier(0)?, empreinte: l.empreinte(1)? }))?;
    if let Some(bout) = bout {
        let bout = e.inscrire_apres(&entree(&id, demande), bout)?;
        e.tx.execute(AVANCER, &[(&id).into(), bout.n.into(), (&bout.empreinte).into()])?;
    }
    for ordre in [RANGER, SOLDER, OUBLIER, RENDRE] {
        e.tx.execute(ordre, &[(&id).into()])?;
    }
    let recherche = domain::texte::plier(LIBELLE);
    e.tx.execute(DEPOUILLER, &[(&id).into(), (&demande.le).into(), LIBELLE.into(), (&recherche).into()])?;
    e.tx.execute(VIDER, &[(&id).into()]).map(|_| ())
}

/// The line that stays readable: without the household's key, and with nothing of its life.
fn entree<'e>(id: &'e str, demande: &'e Effacement) -> journal::Entree<'e> {
    journal::Entree {
        sujet: id,
        menage: None,
        par: &demande.par,
        organisation: &demande.organisation,
        enregistre_le: &demande.enregistre_le,
        survenu_le: &demande.le,
        genre: GENRE,
        regles: "[]",
        mecanique: None,
        charge: demande.motif.as_bytes(),
    }
}

impl Store {
    /// Erases a household. Whatever stopped it, the same call finishes it.
    pub fn effacer(&self, demande: &Effacement) -> Result<(), StoreError> {
        self.trousseau().detruire(&demande.menage.to_string())?;
        let demande = demande.clone();
        self.ecrire(move |e| vider_interne(e, &demande))?;
        self.purger()
    }

    /// Rewrites the files of the data; `PurgeInachevee` when a reader holds them.
    pub fn purger(&self) -> Result<(), StoreError> {
        self.base().purger(PURGER).map_err(|e| match e {
            StoreError::Occupee => StoreError::PurgeInachevee,
            autre => autre,
        })
    }
}

fn concerne(l: &Ligne<'_>) -> Result<Concerne, StoreError> {
    let (dispositif, etape) = (l.texte_opt(3)?, l.texte_opt(4)?);
    let ouvert = l.texte_opt(5)?.is_none();
    let dossier = dispositif.zip(etape).map(|(d, e)| (d.to_owned(), e.to_owned(), ouvert));
    Ok(Concerne { id: identifiant(l)?, genre: genre(l)?, dossier, efface: l.texte(2)? == "[]" })
}

fn identifiant(l: &Ligne<'_>) -> Result<SujetId, StoreError> {
    l.texte(0)?.parse().map_err(|_| StoreError::Illisible("sujet".into()))
}

fn genre(l: &Ligne<'_>) -> Result<Genre, StoreError> {
    Genre::du_code(l.texte(1)?).ok_or_else(|| StoreError::Illisible("genre".into()))
}
