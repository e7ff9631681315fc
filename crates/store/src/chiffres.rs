//! Counts of the dossiers of a convention, within the reader's perimeter. Nothing here is masked: only `actes` asks.

use crate::StoreError;
use crate::driver::Tx;
use crate::perimetre::{Perimetre, Requete};
use crate::sujets::lire;
use domain::{Sujet, SujetId, UtilisateurId};

/// No convention has as many different groups.
const PLAFOND: i64 = 10_000;

/// Open dossiers that are alike, counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Groupe {
    /// The year they were opened.
    pub annee: String,
    /// The step of the *parcours*.
    pub etape: String,
    /// The occupancy status, a name of the definition.
    pub statut: Option<String>,
    /// The version of the definition that gives that name its meaning.
    pub mecanique: Option<String>,
    /// How many.
    pub nombre: u64,
    /// How many of them the reader follows herself.
    pub siens: u64,
}

/// The open dossiers of a convention, counted by what is alike.
pub fn ouverts(
    tx: &mut Tx<'_>,
    perimetre: &Perimetre,
    convention: SujetId,
    lectrice: UtilisateurId,
) -> Result<Vec<Groupe>, StoreError> {
    let (convention, lectrice) = (convention.to_string(), lectrice.to_string());
    let mut requete = Requete::default();
    requete.texte(
        "SELECT SUBSTR(d.ouvert_le, 1, 4) AS annee, d.etape, d.statut_occupation, s.mecanique, COUNT(*), \
         CAST(SUM(CASE WHEN d.referent = ",
    );
    requete.valeur(&lectrice);
    requete.texte(
        " THEN 1 ELSE 0 END) AS BIGINT) FROM dossier d JOIN sujet s ON s.id = d.id \
         WHERE d.clos_le IS NULL AND d.convention = ",
    );
    requete.valeur(&convention);
    requete.texte(" AND ");
    perimetre.dossiers(&mut requete);
    requete.texte(
        " GROUP BY SUBSTR(d.ouvert_le, 1, 4), d.etape, d.statut_occupation, s.mecanique \
         ORDER BY annee, d.etape, d.statut_occupation, s.mecanique LIMIT ",
    );
    requete.valeur(PLAFOND);
    let entier = |n: i64| u64::try_from(n).unwrap_or(0);
    tx.query(requete.sql().sql(), &requete.valeurs, |l| {
        Ok(Groupe {
            annee: l.texte(0)?.to_owned(),
            etape: l.texte(1)?.to_owned(),
            statut: l.texte_opt(2)?.map(str::to_owned),
            mecanique: l.texte_opt(3)?.map(str::to_owned),
            nombre: entier(l.entier(4)?),
            siens: entier(l.entier(5)?),
        })
    })
}

/// A page of the closed dossiers of a convention, whole: why they ended is in what happened to them.
pub fn clos(
    tx: &mut Tx<'_>,
    perimetre: &Perimetre,
    convention: SujetId,
    apres: Option<SujetId>,
    nombre: u32,
) -> Result<Vec<Sujet>, StoreError> {
    let (convention, apres) = (convention.to_string(), apres.map(|a| a.to_string()).unwrap_or_default());
    let mut requete = Requete::default();
    requete.texte(
        "SELECT s.id, s.genre, s.dispositif, s.mecanique, s.menage, s.convention, s.version, s.etat \
         FROM dossier d JOIN sujet s ON s.id = d.id WHERE d.clos_le IS NOT NULL AND d.convention = ",
    );
    requete.valeur(&convention);
    requete.texte(" AND d.id > ");
    requete.valeur(&apres);
    requete.texte(" AND ");
    perimetre.dossiers(&mut requete);
    requete.texte(" ORDER BY d.id LIMIT ");
    requete.valeur(i64::from(nombre));
    tx.query(requete.sql().sql(), &requete.valeurs, lire)
}
