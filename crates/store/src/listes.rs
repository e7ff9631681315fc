//! Sujets in numbers: of one kind, of one convention; and what is due across a reader's dossiers.

use crate::driver::{Tx, requetes};
use crate::perimetre::{Perimetre, Requete};
use crate::projection::{self, Complements};
use crate::sujets::{COLONNES, lire};
use crate::{StoreError, sql};
use domain::{Genre, Sujet, SujetId, Sujets};

/// No list goes beyond this: a page that needs more pages.
const PLAFOND: i64 = 2_000;

requetes! {
    DE_LA_CONVENTION = sql!(
        "SELECT s.id, s.genre, s.dispositif, s.mecanique, s.menage, s.convention, s.version, s.etat FROM sujet s \
         WHERE s.convention = $1 ORDER BY s.id"
    );
    DU_MENAGE = sql!(
        "SELECT s.id, s.genre, s.dispositif, s.mecanique, s.menage, s.convention, s.version, s.etat FROM sujet s \
         WHERE s.menage = $1 ORDER BY s.id"
    );
}

/// Among which sujets one looks.
#[derive(Debug, Clone, Copy)]
pub enum Parmi<'p> {
    /// All of them.
    Tous,
    /// Those of a convention.
    Convention(SujetId),
    /// Those of a dispositif.
    Dispositif(&'p str),
}

/// The sujets of one kind that a reader may reach; not those that were erased.
pub fn lister(
    tx: &mut Tx<'_>,
    perimetre: &Perimetre,
    genre: Genre,
    parmi: Parmi<'_>,
) -> Result<Vec<Sujet>, StoreError> {
    let convention;
    let mut requete = Requete::default();
    requete.texte(COLONNES);
    requete.texte(" WHERE s.genre = ");
    requete.valeur(genre.code());
    match parmi {
        Parmi::Tous => {}
        Parmi::Convention(c) => {
            convention = c.to_string();
            requete.texte(" AND s.convention = ");
            requete.valeur(&convention);
        }
        Parmi::Dispositif(d) => {
            requete.texte(" AND s.dispositif = ");
            requete.valeur(d);
        }
    }
    requete.texte(" AND ");
    perimetre.sujets(&mut requete);
    requete.texte(" ORDER BY s.id LIMIT ");
    requete.valeur(PLAFOND);
    let mut lus = tx.query(requete.sql().sql(), &requete.valeurs, lire)?;
    lus.retain(|sujet| !sujet.efface());
    Ok(lus)
}

/// Everything under a convention: what must be shared again when a role is confided.
pub fn de_la_convention_interne(tx: &mut Tx<'_>, convention: SujetId) -> Result<Sujets, StoreError> {
    let lus = tx.query(DE_LA_CONVENTION, &[(&convention.to_string()).into()], lire)?;
    Ok(lus.into_iter().map(|s| (s.id, s)).collect())
}

/// All that concerns a household: what must be shared again when it is protected.
pub fn du_menage_interne(tx: &mut Tx<'_>, menage: SujetId) -> Result<Sujets, StoreError> {
    let lus = tx.query(DU_MENAGE, &[(&menage.to_string()).into()], lire)?;
    Ok(lus.into_iter().map(|s| (s.id, s)).collect())
}

/// Rebuilds what follows from a sujet that has not changed itself.
pub fn reprojeter_interne(
    tx: &mut Tx<'_>,
    sujet: &Sujet,
    complements: &Complements,
) -> Result<(), StoreError> {
    projection::refaire(tx, sujet, complements)
}

/// Something due on a dossier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The dossier.
    pub dossier: String,
    /// The household's name.
    pub libelle: String,
    /// The dispositif's code.
    pub dispositif: String,
    /// The schedule's name.
    pub nom: String,
    /// The day (ISO).
    pub le: String,
    /// What it says.
    pub message: String,
}

/// Which classes of what is due a reader may know.
#[derive(Debug, Clone, Copy)]
pub struct Lisibles<'l> {
    /// On any dossier.
    pub toujours: &'l [String],
    /// On those in which her organisation takes part.
    pub partie: &'l [String],
    /// On those that her organisation runs.
    pub operateur: &'l [String],
}

/// What is due before a day on the dossiers of a reader, soonest first, of what she may know.
pub fn echeances(
    tx: &mut Tx<'_>,
    perimetre: &Perimetre,
    avant: &str,
    nombre: u32,
    lisibles: Lisibles<'_>,
) -> Result<Vec<Due>, StoreError> {
    let mut requete = Requete::default();
    requete.texte(
        "SELECT d.id, d.libelle, d.dispositif, e.nom, e.le, e.regle FROM echeance e JOIN dossier d ON d.id = e.sujet \
         WHERE d.clos_le IS NULL AND e.le < ",
    );
    requete.valeur(avant);
    requete.texte(" AND (e.classe IN (");
    requete.liste(lisibles.toujours);
    requete.texte(") OR (EXISTS (SELECT 1 FROM partie q WHERE q.sujet = d.id AND q.organisation = ");
    requete.valeur(perimetre.lectrice());
    requete.texte(") AND e.classe IN (");
    requete.liste(lisibles.partie);
    requete.texte(")) OR (d.operateur = ");
    requete.valeur(perimetre.lectrice());
    requete.texte(" AND e.classe IN (");
    requete.liste(lisibles.operateur);
    requete.texte("))) AND ");
    perimetre.dossiers(&mut requete);
    requete.texte(" ORDER BY e.le, d.libelle, e.nom LIMIT ");
    requete.valeur(i64::from(nombre));
    tx.query(requete.sql().sql(), &requete.valeurs, |l| {
        let texte = |colonne| l.texte(colonne).map(str::to_owned);
        Ok(Due {
            dossier: texte(0)?,
            libelle: texte(1)?,
            dispositif: texte(2)?,
            nom: texte(3)?,
            le: texte(4)?,
            message: texte(5)?,
        })
    })
}

/// A dossier opened in an emergency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ouverture {
    /// The dossier.
    pub dossier: String,
    /// The household's name.
    pub libelle: String,
    /// Who opened it.
    pub qui: String,
    /// The day (ISO).
    pub le: String,
}

/// The dossiers that an organisation runs and that somebody opened in an emergency, signalled until this day (ISO).
pub fn urgences(
    tx: &mut Tx<'_>,
    perimetre: &Perimetre,
    operateur: &str,
    jour: &str,
) -> Result<Vec<Ouverture>, StoreError> {
    let mut requete = Requete::default();
    requete.texte(
        "SELECT d.id, d.libelle, u.beneficiaire, u.depuis FROM acces u JOIN dossier d ON d.id = u.sujet \
         WHERE u.lien = 'urgence' AND u.jusqu_au >= ",
    );
    requete.valeur(jour);
    requete.texte(" AND d.operateur = ");
    requete.valeur(operateur);
    requete.texte(" AND ");
    perimetre.dossiers(&mut requete);
    requete.texte(" ORDER BY u.depuis DESC, d.id LIMIT 50");
    tx.query(requete.sql().sql(), &requete.valeurs, |l| {
        let texte = |colonne| l.texte(colonne).map(str::to_owned);
        Ok(Ouverture { dossier: texte(0)?, libelle: texte(1)?, qui: texte(2)?, le: texte(3)? })
    })
}

/// The dispositif of each convention that exists for a reader, in order: as many times as it has conventions.
pub fn dispositifs(tx: &mut Tx<'_>, perimetre: &Perimetre) -> Result<Vec<String>, StoreError> {
    let mut requete = Requete::default();
    if let Some(organisation) = perimetre.seule_organisation() {
        requete.texte(
            "SELECT p.dispositif AS code FROM partie p WHERE p.genre = 'convention' AND p.organisation = ",
        );
        requete.valeur(organisation);
    } else {
        requete.texte("SELECT s.dispositif AS code FROM sujet s WHERE s.genre = 'convention' AND ");
        perimetre.sujets(&mut requete);
    }
    requete.texte(" ORDER BY code LIMIT ");
    requete.valeur(PLAFOND);
    let codes =
        tx.query(requete.sql().sql(), &requete.valeurs, |l| Ok(l.texte_opt(0)?.map(str::to_owned)))?;
    Ok(codes.into_iter().flatten().filter(|code| !code.is_empty()).collect())
}
