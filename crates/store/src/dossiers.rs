//! The list of dossiers: filtered, sorted, paged by key, never beyond the reader's perimeter.

use crate::StoreError;
use crate::driver::{Ligne, Tx};
use crate::perimetre::{Perimetre, Requete};

/// What a list keeps. All texts are compared whole, but `recherche`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filtres {
    /// The dispositif's code.
    pub dispositif: Option<String>,
    /// The convention.
    pub convention: Option<String>,
    /// The household.
    pub menage: Option<String>,
    /// The step of the *parcours*.
    pub etape: Option<String>,
    /// The occupancy status.
    pub statut_occupation: Option<String>,
    /// The level of support.
    pub niveau: Option<String>,
    /// Who follows the household.
    pub referent: Option<String>,
    /// The operator.
    pub operateur: Option<String>,
    /// The landlord.
    pub bailleur: Option<String>,
    /// The dwelling.
    pub logement: Option<String>,
    /// Leaves out the closed ones.
    pub ouverts: Option<()>,
    /// Only those with something due before this day (ISO).
    pub en_retard_au: Option<String>,
    /// A part of the household's name, accents and case aside.
    pub recherche: Option<String>,
}

impl Filtres {
    /// Whether these filters differ from narrower ones only by keeping closed dossiers, or those that are not late.
    fn contient(&self, etroits: &Self) -> bool {
        let larges = Self {
            ouverts: self.ouverts.and(etroits.ouverts),
            en_retard_au: self.en_retard_au.as_ref().and(etroits.en_retard_au.clone()),
            ..etroits.clone()
        };
        *self == larges
    }
}

/// In which order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tri {
    /// Latest first.
    #[default]
    Ouverture,
    /// By the household's name.
    Libelle,
    /// What is due first first, then what has nothing due, then what is closed.
    Urgence,
}

/// Where a page begins: after this line of the one before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Curseur {
    /// Value of the sorted column.
    pub clef: String,
    /// The dossier.
    pub id: String,
}

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "each field is the column of that name")]
pub struct Resume {
    pub id: String,
    pub dispositif: String,
    pub convention: Option<String>,
    pub menage: String,
    pub etape: String,
    pub statut_occupation: Option<String>,
    pub niveau: Option<String>,
    pub logement: Option<String>,
    pub referent: Option<String>,
    pub operateur: Option<String>,
    pub bailleur: Option<String>,
    pub orienteur: Option<String>,
    pub ouvert_le: String,
    pub clos_le: Option<String>,
    pub derniere_visite: Option<String>,
    pub libelle: String,
    /// Whether the reader's organisation takes part in it; otherwise it was shared with her.
    pub partie: bool,
    /// The first day due, `rien` or `sorti`.
    pub urgence: String,
    /// What is due that day.
    pub due: Option<String>,
}

impl Resume {
    /// Where the next page begins.
    pub fn curseur(&self, tri: Tri) -> Curseur {
        let clef = match tri {
            Tri::Ouverture => &self.ouvert_le,
            Tri::Libelle => &self.libelle,
            Tri::Urgence => &self.urgence,
        };
        Curseur { clef: clef.clone(), id: self.id.clone() }
    }
}

const COLONNES: &str = "SELECT d.id, d.dispositif, d.convention, d.menage, d.etape, d.statut_occupation, d.niveau, \
    d.logement, d.referent, d.operateur, d.bailleur, d.orienteur, d.ouvert_le, d.clos_le, d.derniere_visite, d.libelle, \
    CAST(CASE WHEN p.sujet IS NULL THEN 0 ELSE 1 END AS BIGINT), ";

/// One page, at most `nombre` lines.
pub fn lister(
    tx: &mut Tx<'_>,
    perimetre: &Perimetre,
    filtres: &Filtres,
    tri: Tri,
    apres: Option<&Curseur>,
    nombre: u32,
) -> Result<Vec<Resume>, StoreError> {
    let recherche = motif(filtres);
    let mut requete = Requete::default();
    requete.texte(COLONNES);
    requete.texte(perimetre.urgence().colonnes);
    // One organisation's own list: walked in order in the index of its parties, no sort however long.
    let par_partie = perimetre.seule_organisation().filter(|_| tri != Tri::Libelle && !selectif(filtres));
    let acces = match par_partie {
        Some(organisation) => Acces::Partie(organisation),
        None if selectif(filtres) || se_parcourt(tx, perimetre, filtres, tri)? => Acces::Chacun,
        None => Acces::Bloc,
    };
    depuis(&mut requete, perimetre, acces);
    filtrer(&mut requete, filtres, recherche.as_ref(), colonnes(perimetre, acces, tri));
    ordonner(&mut requete, perimetre, tri, apres, par_partie.is_some());
    requete.texte(" LIMIT ");
    requete.valeur(i64::from(nombre));
    tx.query(requete.sql().sql(), &requete.valeurs, lire)
}

/// How many lines the filters keep, counting no further than `plafond`.
pub fn compter(
    tx: &mut Tx<'_>,
    perimetre: &Perimetre,
    filtres: &Filtres,
    plafond: u32,
) -> Result<u32, StoreError> {
    let recherche = motif(filtres);
    let mut requete = Requete::default();
    requete.texte("SELECT COUNT(*) FROM (SELECT 1 AS un");
    let par_partie = perimetre.seule_organisation().filter(|_| !selectif(filtres));
    let acces = par_partie.map_or(Acces::Chacun, Acces::Partie);
    match par_partie.filter(|_| dans_l_index(filtres)) {
        Some(organisation) => {
            requete.texte(" FROM partie p WHERE p.organisation = ");
            requete.valeur(organisation);
            requete.texte(" AND p.genre = 'dossier'");
        }
        None => depuis(&mut requete, perimetre, acces),
    }
    filtrer(&mut requete, filtres, recherche.as_ref(), colonnes(perimetre, acces, Tri::Urgence));
    requete.texte(" LIMIT ");
    requete.valeur(i64::from(plafond));
    requete.texte(") AS trouves");
    let compte = tx.une(requete.sql().sql(), &requete.valeurs, |l| l.entier(0))?;
    Ok(compte.and_then(|n| u32::try_from(n).ok()).unwrap_or(0))
}

/// The same for several filters. What a narrower one already brought to the ceiling is not counted again.
pub fn compter_chacun(
    tx: &mut Tx<'_>,
    perimetre: &Perimetre,
    filtres: &[Filtres],
    plafond: u32,
) -> Result<Vec<u32>, StoreError> {
    let mut comptes: Vec<(&Filtres, u32)> = Vec::with_capacity(filtres.len());
    for voulus in filtres {
        let connu = comptes.iter().find(|(f, n)| *f == voulus || (*n >= plafond && voulus.contient(f)));
        let nombre = match connu {
            Some((_, nombre)) => *nombre,
            None => compter(tx, perimetre, voulus, plafond)?,
        };
        comptes.push((voulus, nombre));
    }
    Ok(comptes.into_iter().map(|(_, nombre)| nombre).collect())
}

/// How the dossiers of a perimeter are reached.
#[derive(Clone, Copy)]
enum Acces<'r> {
    /// From the index of the parties of this organisation.
    Partie(&'r str),
    /// All of them at once, then filtered.
    Bloc,
    /// By another index, each asked whether it belongs.
    Chacun,
}

/// A reader who follows so many that walking the names in their order soon finds a page of hers: beyond, sorting all
/// of hers costs less.
const NOMBREUX: u32 = 1_000;

/// Whether a page is found sooner by walking the index of names than by sorting what the reader follows.
fn se_parcourt(
    tx: &mut Tx<'_>,
    perimetre: &Perimetre,
    filtres: &Filtres,
    tri: Tri,
) -> Result<bool, StoreError> {
    let larges =
        Filtres { dispositif: filtres.dispositif.clone(), ouverts: filtres.ouverts, ..Filtres::default() };
    if tri != Tri::Libelle || *filtres != larges {
        return Ok(false);
    }
    Ok(compter(tx, perimetre, &larges, NOMBREUX)? >= NOMBREUX)
}

fn depuis<'r>(requete: &mut Requete<'r>, perimetre: &'r Perimetre, acces: Acces<'r>) {
    match acces {
        Acces::Partie(organisation) => {
            requete.texte(" FROM partie p JOIN dossier d ON d.id = p.sujet WHERE p.organisation = ");
            requete.valeur(organisation);
            requete.texte(" AND p.genre = 'dossier'");
        }
        Acces::Bloc | Acces::Chacun => {
            // Her organisation's line says what is due that it may know.
            requete.texte(" FROM dossier d LEFT JOIN partie p ON p.sujet = d.id AND p.organisation = ");
            requete.valeur(perimetre.lectrice());
            requete.texte(" WHERE ");
            if matches!(acces, Acces::Bloc) {
                perimetre.dossiers_d_un_bloc(requete);
            } else {
                perimetre.dossiers(requete);
            }
        }
    }
}

/// Whether the index of parties holds all that the filters ask of the dossier itself.
fn dans_l_index(filtres: &Filtres) -> bool {
    let index = Filtres {
        dispositif: filtres.dispositif.clone(),
        etape: filtres.etape.clone(),
        ouverts: filtres.ouverts,
        en_retard_au: filtres.en_retard_au.clone(),
        ..Filtres::default()
    };
    *filtres == index
}

/// Whether a filter keeps so few dossiers that its own index beats the organisation's.
fn selectif(filtres: &Filtres) -> bool {
    [&filtres.menage, &filtres.logement, &filtres.referent, &filtres.convention].iter().any(|f| f.is_some())
}

/// What is asked of the dispositif, of the step, of the open ones and of the late ones, where an index holds it.
const fn colonnes(perimetre: &Perimetre, acces: Acces<'_>, tri: Tri) -> [&'static str; 4] {
    match (acces, tri) {
        (Acces::Partie(_), Tri::Ouverture) => {
            [" AND p.dispositif = ", " AND p.etape = ", " AND p.clos = 0", " AND p.urgence < "]
        }
        (Acces::Partie(_), _) => {
            [" AND p.dispositif = ", " AND p.etape = ", " AND p.urgence < 'sorti'", " AND p.urgence < "]
        }
        _ => [" AND d.dispositif = ", " AND d.etape = ", " AND d.clos_le IS NULL", perimetre.urgence().avant],
    }
}

fn filtrer<'r>(
    requete: &mut Requete<'r>,
    filtres: &'r Filtres,
    recherche: Option<&'r String>,
    [dispositif, etape, ouverts, retard]: [&'static str; 4],
) {
    let egalites = [
        (dispositif, &filtres.dispositif),
        (etape, &filtres.etape),
        (" AND d.convention = ", &filtres.convention),
        (" AND d.menage = ", &filtres.menage),
        (" AND d.statut_occupation = ", &filtres.statut_occupation),
        (" AND d.niveau = ", &filtres.niveau),
        (" AND d.referent = ", &filtres.referent),
        (" AND d.operateur = ", &filtres.operateur),
        (" AND d.bailleur = ", &filtres.bailleur),
        (" AND d.logement = ", &filtres.logement),
    ];
    for (egal, valeur) in egalites {
        if let Some(valeur) = valeur {
            requete.texte(egal);
            requete.valeur(valeur);
        }
    }
    match &filtres.en_retard_au {
        Some(jour) => {
            // A day sorts before the words: what is late is open.
            requete.texte(retard);
            requete.valeur(jour);
        }
        None if filtres.ouverts.is_some() => requete.texte(ouverts),
        None => {}
    }
    if let Some(motif) = recherche {
        requete.texte(" AND d.recherche LIKE ");
        requete.valeur(motif);
        requete.texte(" ESCAPE '!'");
    }
}

fn ordonner<'r>(
    requete: &mut Requete<'r>,
    perimetre: &Perimetre,
    tri: Tri,
    apres: Option<&'r Curseur>,
    par_partie: bool,
) {
    // Row values compare like the index is ordered: one seek, whatever the page.
    let (comparer, ordre) = match (tri, par_partie) {
        (Tri::Ouverture, true) => (" AND (p.tri, p.sujet) < (", " ORDER BY p.tri DESC, p.sujet DESC"),
        (Tri::Ouverture, false) => (" AND (d.ouvert_le, d.id) < (", " ORDER BY d.ouvert_le DESC, d.id DESC"),
        (Tri::Libelle, _) => (" AND (d.libelle, d.id) > (", " ORDER BY d.libelle, d.id"),
        (Tri::Urgence, true) => (" AND (p.urgence, p.sujet) > (", " ORDER BY p.urgence, p.sujet"),
        (Tri::Urgence, false) => (perimetre.urgence().apres, perimetre.urgence().ordre),
    };
    if let Some(curseur) = apres {
        requete.texte(comparer);
        requete.valeur(&curseur.clef);
        requete.texte(", ");
        requete.valeur(&curseur.id);
        requete.texte(")");
    }
    requete.texte(ordre);
}

/// What was typed, folded like the column, with the wildcards it may contain made plain.
fn motif(filtres: &Filtres) -> Option<String> {
    let plie = domain::texte::plier(filtres.recherche.as_deref()?);
    let plain = plie.trim().replace('!', "!!").replace('%', "!%").replace('_', "!_");
    (!plain.is_empty()).then(|| format!("%{plain}%"))
}

fn lire(l: &Ligne<'_>) -> Result<Resume, StoreError> {
    let texte = |colonne| l.texte(colonne).map(str::to_owned);
    let peut_etre = |colonne| l.texte_opt(colonne).map(|t| t.map(str::to_owned));
    Ok(Resume {
        id: texte(0)?,
        dispositif: texte(1)?,
        convention: peut_etre(2)?,
        menage: texte(3)?,
        etape: texte(4)?,
        statut_occupation: peut_etre(5)?,
        niveau: peut_etre(6)?,
        logement: peut_etre(7)?,
        referent: peut_etre(8)?,
        operateur: peut_etre(9)?,
        bailleur: peut_etre(10)?,
        orienteur: peut_etre(11)?,
        ouvert_le: texte(12)?,
        clos_le: peut_etre(13)?,
        derniere_visite: peut_etre(14)?,
        libelle: texte(15)?,
        partie: l.entier(16)? == 1,
        urgence: texte(17)?,
        due: peut_etre(18)?,
    })
}
