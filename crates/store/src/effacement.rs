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
use crate::{Ecriture, Perimetre, Store, StoreError, menage, projection, sql};
use domain::contexte::prises;
use domain::effacement::squelette;
use domain::{Date, Etat, Genre, Sujet, SujetId};

/// How the erasure is named in the journal.
const GENRE: &str = "effacer-le-menage";

/// Outside any transaction: rewrites the tables that held the household.
const PURGER: Sql<'static> =
    Sql::deux("VACUUM", "VACUUM (FULL) sujet, dossier, partie, acces, prise, echeance, idempotence");

requetes! {
    BOUT = sql!("SELECT tete FROM sujet WHERE id = $1");
    VIDER = sql!("UPDATE sujet SET version = $2, tete = $3, etat = $4 WHERE id = $1");
    OUBLIER = sql!("DELETE FROM idempotence WHERE sujet IN (SELECT s.id FROM sujet s WHERE s.menage = $1)");
    COMPTES = sql!(
        "SELECT 'echeance' AS nom, COUNT(*) FROM echeance WHERE sujet IN (SELECT s.id FROM sujet s WHERE s.menage = $1) \
         UNION ALL SELECT 'idempotence', COUNT(*) FROM idempotence \
         WHERE sujet IN (SELECT s.id FROM sujet s WHERE s.menage = $1) \
         UNION ALL SELECT 'partie', COUNT(*) FROM partie WHERE sujet IN (SELECT s.id FROM sujet s WHERE s.menage = $1) \
         UNION ALL SELECT 'prise', COUNT(*) FROM prise WHERE sujet IN (SELECT s.id FROM sujet s WHERE s.menage = $1) \
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
    pub le: Date,
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

impl Concerne {
    fn de(sujet: &Sujet) -> Self {
        let etat = Etat::courant(sujet);
        let dispositif = sujet.dispositif.clone().filter(|_| sujet.genre == Genre::Dossier);
        let dossier = dispositif.map(|d| (d, etat.etape().to_owned(), etat.sorti_le.is_none()));
        Self { id: sujet.id, genre: sujet.genre, dossier, efface: sujet.efface() }
    }
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
    /// What they would still count once erased.
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

/// What is held of a household; nothing when no household has this identifier.
pub fn inventaire_interne(
    tx: &mut Tx<'_>,
    trousseau: &Trousseau,
    menage: SujetId,
    aujourd_hui: Date,
) -> Result<Option<Inventaire>, StoreError> {
    let id = menage.to_string();
    let sujets = menage::sujets(tx, &Perimetre::tout(), menage)?;
    if !sujets.iter().any(|s| s.id == menage) {
        return Ok(None);
    }
    let comptes = tx.query(COMPTES, &[(&id).into()], |l| Ok((l.texte(0)?.to_owned(), l.entier(1)?)))?;
    let compte = |nom: &str| comptes.iter().find(|(n, _)| n == nom).map_or(0, |(_, combien)| *combien);
    let gardees = sujets.iter().map(|s| prises(&vide(s, aujourd_hui)).len()).sum::<usize>();
    Ok(Some(Inventaire {
        echeances: compte("echeance"),
        reponses: compte("idempotence"),
        prises: compte("prise"),
        comptes: i64::try_from(gardees).unwrap_or(i64::MAX),
        parties: compte("partie"),
        lignes: compte("journal"),
        citations: tx.query(CITATIONS, &[(&id).into()], |l| Ok((identifiant(l)?, genre(l)?)))?,
        cle_detruite: matches!(trousseau.etat(&id)?, EtatCle::Detruite),
        sujets: sujets.iter().map(Concerne::de).collect(),
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
    for sujet in menage::sujets(e.tx, &Perimetre::tout(), demande.menage)? {
        if !sujet.efface() {
            vider(e, &sujet, demande)?;
        }
    }
    e.tx.execute(OUBLIER, &[(&demande.menage.to_string()).into()]).map(|_| ())
}

/// Each chain ends by a line of its own: the sujet then counts one change more than it tells, and that is how it is
/// known to be erased.
fn vider(e: &mut Ecriture<'_, '_>, sujet: &Sujet, demande: &Effacement) -> Result<(), StoreError> {
    let (id, le) = (sujet.id.to_string(), demande.le.to_string());
    let empreinte = e.tx.une(BOUT, &[(&id).into()], |l| l.empreinte(0))?;
    let bout = Bout { n: i64::from(sujet.version), empreinte: empreinte.unwrap_or(Bout::ORIGINE.empreinte) };
    let bout = e.inscrire_apres(&entree(&id, &le, demande), bout)?;
    let reste = vide(sujet, demande.le);
    let etat = serde_json::to_string(&reste.evenements)?;
    e.tx.execute(VIDER, &[(&id).into(), bout.n.into(), (&bout.empreinte).into(), (&etat).into()])?;
    projection::effacer(e.tx, &reste)
}

/// The sujet with only what counts.
fn vide(sujet: &Sujet, le: Date) -> Sujet {
    if sujet.efface() {
        return sujet.clone();
    }
    let (evenements, version) = (squelette(sujet, le), sujet.version.saturating_add(1));
    Sujet { evenements, version, ..sujet.clone() }
}

/// The line that stays readable: without the household's key, and with nothing of its life.
fn entree<'e>(id: &'e str, le: &'e str, demande: &'e Effacement) -> journal::Entree<'e> {
    journal::Entree {
        sujet: id,
        menage: None,
        par: &demande.par,
        organisation: &demande.organisation,
        enregistre_le: &demande.enregistre_le,
        survenu_le: le,
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

    /// Rewrites the files of the keys and of the data; `PurgeInachevee` when a reader holds them.
    fn purger(&self) -> Result<(), StoreError> {
        let purges = self.trousseau().purger().and(self.base().purger(PURGER));
        purges.map_err(|e| match e {
            StoreError::Occupee => StoreError::PurgeInachevee,
            autre => autre,
        })
    }
}

fn identifiant(l: &Ligne<'_>) -> Result<SujetId, StoreError> {
    l.texte(0)?.parse().map_err(|_| StoreError::Illisible("sujet".into()))
}

fn genre(l: &Ligne<'_>) -> Result<Genre, StoreError> {
    Genre::du_code(l.texte(1)?).ok_or_else(|| StoreError::Illisible("genre".into()))
}
