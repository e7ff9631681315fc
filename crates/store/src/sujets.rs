//! Sujets: read within a perimeter, saved with their journal lines and all that follows from them.

use crate::driver::{Ligne, Tx, requetes};
use crate::journal::{Bout, Entree};
use crate::perimetre::{Perimetre, Requete};
use crate::projection::{self, Complements};
use crate::{Ecriture, StoreError, sql};
use std::collections::BTreeSet;

use domain::{Evenement, Genre, Sujet, SujetId, Sujets};

pub(crate) const COLONNES: &str =
    "SELECT s.id, s.genre, s.dispositif, s.mecanique, s.menage, s.convention, s.version, s.etat FROM sujet s";

requetes! {
    CHARGER = sql!(
        "SELECT s.id, s.genre, s.dispositif, s.mecanique, s.menage, s.convention, s.version, s.etat FROM sujet s WHERE s.id = $1"
    );
    BOUT = sql!("SELECT version, tete FROM sujet WHERE id = $1");
    NAITRE = sql!(
        "INSERT INTO sujet (id, genre, dispositif, mecanique, menage, convention, version, tete, etat) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (id) DO NOTHING"
    );
    CHANGER = sql!(
        "UPDATE sujet SET genre = $2, dispositif = $3, mecanique = $4, menage = $5, convention = $6, version = $7, \
         tete = $8, etat = $9 WHERE id = $1 AND version = $10"
    );
}

/// One sujet, if the reader may reach it. What she may not know exists is not found.
pub fn charger(tx: &mut Tx<'_>, perimetre: &Perimetre, id: SujetId) -> Result<Option<Sujet>, StoreError> {
    let id = id.to_string();
    let mut requete = Requete::default();
    requete.texte(COLONNES);
    requete.texte(" WHERE s.id = ");
    requete.valeur(&id);
    requete.texte(" AND ");
    perimetre.sujets(&mut requete);
    tx.une(requete.sql().sql(), &requete.valeurs, lire)
}

/// Which of these a reader may reach.
pub fn visibles(
    tx: &mut Tx<'_>,
    perimetre: &Perimetre,
    ids: impl IntoIterator<Item = SujetId>,
) -> Result<BTreeSet<SujetId>, StoreError> {
    let mut visibles = BTreeSet::new();
    for id in ids {
        let texte = id.to_string();
        let mut requete = Requete::default();
        requete.texte("SELECT CAST(1 AS BIGINT) FROM sujet s WHERE s.id = ");
        requete.valeur(&texte);
        requete.texte(" AND ");
        perimetre.sujets(&mut requete);
        if tx.une(requete.sql().sql(), &requete.valeurs, |l| l.entier(0))?.is_some() {
            visibles.insert(id);
        }
    }
    Ok(visibles)
}

/// The sujets that a decision reads besides its own: the engine needs them whoever asks, the reader is not shown them.
pub fn charger_interne(
    tx: &mut Tx<'_>,
    ids: impl IntoIterator<Item = SujetId>,
) -> Result<Sujets, StoreError> {
    let mut sujets = Sujets::new();
    for id in ids {
        sujets.extend(tx.une(CHARGER, &[(&id.to_string()).into()], lire)?.map(|sujet| (sujet.id, sujet)));
    }
    Ok(sujets)
}

pub(crate) fn lire(l: &Ligne<'_>) -> Result<Sujet, StoreError> {
    let id = |colonne: usize| -> Result<Option<SujetId>, StoreError> {
        l.texte_opt(colonne)?.map(|t| t.parse().map_err(|_| StoreError::Illisible(t.into()))).transpose()
    };
    let texte = l.texte(0)?;
    let evenements: Vec<Evenement> =
        serde_json::from_str(l.texte(7)?).map_err(|e| StoreError::Illisible(format!("{texte} : {e}")))?;
    Ok(Sujet {
        id: id(0)?.ok_or(StoreError::Colonne { colonne: 0, attendu: "identifiant" })?,
        genre: Genre::du_code(l.texte(1)?).ok_or_else(|| StoreError::Illisible(texte.into()))?,
        dispositif: l.texte_opt(2)?.map(str::to_owned),
        mecanique: l.texte_opt(3)?.map(str::to_owned),
        menage: id(4)?,
        convention: id(5)?,
        version: u32::try_from(l.entier(6)?).map_err(|_| StoreError::Illisible(texte.into()))?,
        evenements,
    })
}

/// A sujet as it becomes.
#[derive(Debug, Clone, Copy)]
pub struct Changement<'c> {
    /// The sujet, its new events included.
    pub sujet: &'c Sujet,
    /// The version that was read and decided on; 0 for a sujet that comes into being.
    pub lue: u32,
    /// The rules that spoke, in JSON without any personal value: it stays in clear in the journal.
    pub regles: &'c str,
    /// What the lists need besides.
    pub complements: &'c Complements,
}

/// Saves the state, appends one journal line per new event, rebuilds what follows. `VersionDepassee` when the sujet is
/// no longer the one that was read. The caller has authorised and decided: nothing is checked here but the version.
pub fn enregistrer_interne(
    ecriture: &mut Ecriture<'_, '_>,
    changement: &Changement<'_>,
) -> Result<(), StoreError> {
    let sujet = changement.sujet;
    let mut bout = bout(ecriture.tx, sujet, changement.lue)?;
    let (id, menage) = (sujet.id.to_string(), sujet.menage.map(|m| m.to_string()));
    let lue = usize::try_from(changement.lue).unwrap_or(usize::MAX);
    for evenement in sujet.evenements.iter().skip(lue) {
        let charge = serde_json::to_vec(evenement)?;
        let entree = Entree {
            sujet: &id,
            menage: menage.as_deref(),
            par: &evenement.par.utilisateur.to_string(),
            organisation: &evenement.par.organisation.to_string(),
            enregistre_le: &evenement.enregistre_le,
            survenu_le: &evenement.survenu_le.to_string(),
            genre: &evenement.acte.code(),
            regles: changement.regles,
            mecanique: sujet.mecanique.as_deref(),
            charge: &charge,
        };
        bout = ecriture.inscrire_apres(&entree, bout)?;
    }
    // The version counts the journal's lines: that is how a line cut from the end is missed.
    if bout.n != i64::from(sujet.version) {
        return Err(StoreError::Moteur(format!("la version de {id} ne compte pas ses événements")));
    }
    ecrire_etat(ecriture.tx, sujet, changement.lue, &bout)?;
    projection::refaire(ecriture.tx, sujet, changement.complements)
}

/// Where the sujet's chain stands, if it is still the version that was read.
fn bout(tx: &mut Tx<'_>, sujet: &Sujet, lue: u32) -> Result<Bout, StoreError> {
    let connu = tx.une(BOUT, &[(&sujet.id.to_string()).into()], |l| {
        Ok(Bout { n: l.entier(0)?, empreinte: l.empreinte(1)? })
    })?;
    let bout = connu.unwrap_or(Bout::ORIGINE);
    if bout.n == i64::from(lue) { Ok(bout) } else { Err(StoreError::VersionDepassee) }
}

fn ecrire_etat(tx: &mut Tx<'_>, sujet: &Sujet, lue: u32, bout: &Bout) -> Result<(), StoreError> {
    let etat = serde_json::to_string(&sujet.evenements)?;
    let id = sujet.id.to_string();
    let (menage, convention) = (sujet.menage.map(|m| m.to_string()), sujet.convention.map(|c| c.to_string()));
    let mut valeurs = vec![
        (&id).into(),
        sujet.genre.code().into(),
        sujet.dispositif.as_ref().into(),
        sujet.mecanique.as_ref().into(),
        menage.as_ref().into(),
        convention.as_ref().into(),
        bout.n.into(),
        (&bout.empreinte).into(),
        (&etat).into(),
    ];
    let changees = if lue == 0 {
        tx.execute(NAITRE, &valeurs)?
    } else {
        valeurs.push(i64::from(lue).into());
        tx.execute(CHANGER, &valeurs)?
    };
    if changees == 1 { Ok(()) } else { Err(StoreError::VersionDepassee) }
}
