//! What is rebuilt from a sujet's state in the transaction that writes it: its line in the lists, what it takes, what
//! it must do, who takes part in it. Nothing here is a source: losing these tables loses nothing.

use crate::driver::{Ligne, Sql, Tx, requetes};
use crate::{StoreError, sql};
use domain::moteur::Echeance;
use domain::{Acte, Date, Etat, Genre, OrganisationId, Sujet, contexte};
use std::collections::{BTreeMap, BTreeSet};

requetes! {
    PRISES = sql!("SELECT cle, objet, montant FROM prise WHERE sujet = $1 ORDER BY cle, objet LIMIT 1000");
    RENDRE = sql!("DELETE FROM prise WHERE sujet = $1 AND cle = $2 AND objet = $3");
    PRENDRE = sql!("INSERT INTO prise (sujet, cle, objet, montant) VALUES ($1, $2, $3, $4)");
    ECHEANCES = sql!("SELECT nom, le, regle, classe FROM echeance WHERE sujet = $1 ORDER BY nom, le LIMIT 1000");
    SOLDER = sql!("DELETE FROM echeance WHERE sujet = $1 AND nom = $2 AND le = $3");
    DEVOIR = sql!(
        "INSERT INTO echeance (sujet, nom, le, regle, classe) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING"
    );
    PARTIES = sql!(
        "SELECT organisation, roles, tri, etape, dispositif, clos, urgence, due FROM partie WHERE sujet = $1 \
         ORDER BY organisation LIMIT 1000"
    );
    PARTIR = sql!("DELETE FROM partie WHERE sujet = $1 AND organisation = $2");
    PARTICIPER = sql!(
        "INSERT INTO partie (sujet, organisation, genre, roles, tri, etape, dispositif, clos, urgence, due) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
    );
    ACCES = sql!(
        "SELECT beneficiaire, lien, depuis, jusqu_au FROM acces WHERE sujet = $1 ORDER BY beneficiaire, lien LIMIT 1000"
    );
    FERMER = sql!("DELETE FROM acces WHERE sujet = $1 AND beneficiaire = $2 AND lien = $3");
    OUVRIR = sql!(
        "INSERT INTO acces (sujet, beneficiaire, lien, depuis, jusqu_au) VALUES ($1, $2, $3, $4, $5)"
    );
    RANGER = sql!("UPDATE partie SET tri = $2, etape = $3, clos = 1, urgence = 'sorti', due = NULL WHERE sujet = $1");
    INSCRIRE_DOSSIER = sql!(
        "INSERT INTO dossier (id, dispositif, convention, menage, etape, statut_occupation, niveau, logement, referent, \
         operateur, bailleur, orienteur, ouvert_le, clos_le, derniere_visite, libelle, recherche, urgence, due) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19) \
         ON CONFLICT (id) DO UPDATE SET dispositif = excluded.dispositif, convention = excluded.convention, \
         menage = excluded.menage, etape = excluded.etape, statut_occupation = excluded.statut_occupation, \
         niveau = excluded.niveau, logement = excluded.logement, referent = excluded.referent, \
         operateur = excluded.operateur, bailleur = excluded.bailleur, orienteur = excluded.orienteur, \
         ouvert_le = excluded.ouvert_le, clos_le = excluded.clos_le, derniere_visite = excluded.derniere_visite, \
         libelle = excluded.libelle, recherche = excluded.recherche, urgence = excluded.urgence, due = excluded.due"
    );
}

/// In the place of a day, for what is open with nothing due.
pub const RIEN: &str = "rien";

/// In the place of a day, for what is closed.
pub const SORTI: &str = "sorti";

/// What lists show in the place of an erased household's name.
pub const LIBELLE: &str = "Ménage effacé";

/// What a sujet's own events do not say, and its lists need.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Complements {
    /// The household's name as lists show it.
    pub libelle: String,
    /// Who runs the measure.
    pub operateur: Option<OrganisationId>,
    /// The landlord.
    pub bailleur: Option<OrganisationId>,
    /// Who referred the household.
    pub orienteur: Option<OrganisationId>,
    /// Who takes part: whoever is neither here nor in `acces` does not see the sujet.
    pub parties: BTreeMap<OrganisationId, Partie>,
    /// Who else reaches it.
    pub acces: BTreeSet<Acces>,
    /// What is due.
    pub echeances: Vec<Echeance>,
    /// The first thing due that whoever reaches the sujet may know.
    pub due: Option<Due>,
}

/// An organisation that takes part.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Partie {
    /// Its roles.
    pub roles: Vec<String>,
    /// The first thing due that it may know.
    pub due: Option<Due>,
}

/// Something due: the day and the name.
pub type Due = (Date, String);

/// Someone, or an organisation, that reaches a sujet otherwise than by the convention.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Acces {
    /// The organisation or the person, by its identifier.
    pub beneficiaire: String,
    /// `partage`, `nommee`; or `urgence`, which opens nothing and is signalled.
    pub lien: &'static str,
    /// First day.
    pub depuis: Date,
    /// Last day.
    pub jusqu_au: Date,
}

/// Brings to date everything that follows from this sujet. Rows that do not change are not written: most acts change
/// none, and on PostgreSQL a row rewritten for nothing is a conflict for its neighbours.
pub(crate) fn refaire(tx: &mut Tx<'_>, sujet: &Sujet, complements: &Complements) -> Result<(), StoreError> {
    let id = sujet.id.to_string();
    if sujet.efface() {
        return quitter(tx, &id, complements);
    }
    let etat = Etat::courant(sujet);
    let ouvert_le = etat.creation().map(|e| e.le.to_string()).unwrap_or_default();
    if sujet.genre == Genre::Dossier {
        dossier(tx, sujet, &etat, &ouvert_le, complements)?;
    }
    prises(tx, &id, sujet)?;
    echeances(tx, &id, &complements.echeances)?;
    acces(tx, &id, &complements.acces)?;
    parties(tx, &id, sujet, &etat, complements)
}

/// Where a sujet stands in a list that begins with the most urgent. Bytes sort it: days, then words.
fn urgence(etat: &Etat<'_>, due: Option<&Due>) -> String {
    match (etat.sorti_le, due) {
        (Some(_), _) => SORTI.to_owned(),
        (None, Some((le, _))) => le.to_string(),
        (None, None) => RIEN.to_owned(),
    }
}

/// Its name, of what is open.
fn nom_du<'d>(etat: &Etat<'_>, due: Option<&'d Due>) -> Option<&'d String> {
    due.filter(|_| etat.sorti_le.is_none()).map(|(_, nom)| nom)
}

fn acces(tx: &mut Tx<'_>, id: &str, voulus: &BTreeSet<Acces>) -> Result<(), StoreError> {
    let ecrit =
        |a: &Acces| (a.beneficiaire.clone(), a.lien.to_owned(), a.depuis.to_string(), a.jusqu_au.to_string());
    let voulus: BTreeSet<_> = voulus.iter().map(ecrit).collect();
    let avant = lues(tx, ACCES, id, |l| {
        let (beneficiaire, lien, depuis) = textes(l)?;
        Ok((beneficiaire, lien, depuis, l.texte(3)?.to_owned()))
    })?;
    for (beneficiaire, lien, ..) in avant.difference(&voulus) {
        tx.execute(FERMER, &[id.into(), beneficiaire.into(), lien.into()])?;
    }
    for (beneficiaire, lien, depuis, jusqu_au) in voulus.difference(&avant) {
        let valeurs = [id.into(), beneficiaire.into(), lien.into(), depuis.into(), jusqu_au.into()];
        tx.execute(OUVRIR, &valeurs)?;
    }
    Ok(())
}

fn prises(tx: &mut Tx<'_>, id: &str, sujet: &Sujet) -> Result<(), StoreError> {
    let voulues =
        contexte::prises(sujet).into_iter().map(|p| (p.cle.to_string(), p.objet.to_string(), p.montant));
    let (voulues, avant) = (
        voulues.collect(),
        lues(tx, PRISES, id, |l| Ok((l.texte(0)?.to_owned(), l.texte(1)?.to_owned(), l.entier(2)?)))?,
    );
    for (cle, objet, _) in avant.difference(&voulues) {
        tx.execute(RENDRE, &[id.into(), cle.into(), objet.into()])?;
    }
    for (cle, objet, montant) in voulues.difference(&avant) {
        tx.execute(PRENDRE, &[id.into(), cle.into(), objet.into(), (*montant).into()])?;
    }
    Ok(())
}

fn echeances(tx: &mut Tx<'_>, id: &str, dues: &[Echeance]) -> Result<(), StoreError> {
    let ecrite = |due: &Echeance| {
        (due.nom.clone(), due.le.to_string(), due.message.clone(), format!("{:?}", due.classe))
    };
    let voulues = dues.iter().map(ecrite).collect();
    let avant = lues(tx, ECHEANCES, id, |l| {
        let (nom, le, message) = textes(l)?;
        Ok((nom, le, message, l.texte(3)?.to_owned()))
    })?;
    for (nom, le, ..) in avant.difference(&voulues) {
        tx.execute(SOLDER, &[id.into(), nom.into(), le.into()])?;
    }
    for (nom, le, message, classe) in voulues.difference(&avant) {
        tx.execute(DEVOIR, &[id.into(), nom.into(), le.into(), message.into(), classe.into()])?;
    }
    Ok(())
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Rangee {
    organisation: String,
    roles: String,
    tri: String,
    etape: String,
    dispositif: String,
    clos: i64,
    urgence: String,
    due: Option<String>,
}

fn parties(
    tx: &mut Tx<'_>,
    id: &str,
    sujet: &Sujet,
    etat: &Etat<'_>,
    complements: &Complements,
) -> Result<(), StoreError> {
    let tri = etat.creation().map(|e| e.le.to_string()).unwrap_or_default();
    let voulues = complements.parties.iter().map(|(organisation, partie)| Rangee {
        organisation: organisation.to_string(),
        roles: partie.roles.join(" "),
        tri: tri.clone(),
        etape: etat.etape().into(),
        dispositif: sujet.dispositif.clone().unwrap_or_default(),
        clos: i64::from(etat.sorti_le.is_some()),
        urgence: urgence(etat, partie.due.as_ref()),
        due: nom_du(etat, partie.due.as_ref()).cloned(),
    });
    let voulues: BTreeSet<Rangee> = voulues.collect();
    let avant = lues(tx, PARTIES, id, |l| {
        let (organisation, roles, tri) = textes(l)?;
        let (etape, dispositif) = (l.texte(3)?.to_owned(), l.texte(4)?.to_owned());
        let (clos, urgence) = (l.entier(5)?, l.texte(6)?.to_owned());
        let due = l.texte_opt(7)?.map(str::to_owned);
        Ok(Rangee { organisation, roles, tri, etape, dispositif, clos, urgence, due })
    })?;
    for partie in avant.difference(&voulues) {
        tx.execute(PARTIR, &[id.into(), (&partie.organisation).into()])?;
    }
    for p in voulues.difference(&avant) {
        let (genre, clos) = (sujet.genre.code().into(), p.clos.into());
        let [organisation, roles, tri] = [&p.organisation, &p.roles, &p.tri].map(Into::into);
        let [etape, dispositif, urgence] = [&p.etape, &p.dispositif, &p.urgence].map(Into::into);
        let due = p.due.as_ref().into();
        tx.execute(
            PARTICIPER,
            &[id.into(), organisation, genre, roles, tri, etape, dispositif, clos, urgence, due],
        )?;
    }
    Ok(())
}

/// Rewrites the rows of a sujet of which only what counts is left.
pub(crate) fn effacer(tx: &mut Tx<'_>, sujet: &Sujet) -> Result<(), StoreError> {
    let etat = Etat::courant(sujet);
    let id = sujet.id.to_string();
    let ouvert_le = etat.creation().map(|e| e.le.to_string()).unwrap_or_default();
    if sujet.genre == Genre::Dossier {
        let complements = Complements { libelle: LIBELLE.to_owned(), ..Complements::default() };
        dossier(tx, sujet, &etat, &ouvert_le, &complements)?;
    }
    prises(tx, &id, sujet)?;
    echeances(tx, &id, &[])?;
    acces(tx, &id, &BTreeSet::new())?;
    tx.execute(RANGER, &[(&id).into(), (&ouvert_le).into(), etat.etape().into()]).map(|_| ())
}

/// The rows of an erased sujet stay as erasure left them, for those who still take part.
fn quitter(tx: &mut Tx<'_>, id: &str, complements: &Complements) -> Result<(), StoreError> {
    let presentes = lues(tx, PARTIES, id, |l| Ok(l.texte(0)?.to_owned()))?;
    let encore: BTreeSet<String> = complements.parties.keys().map(ToString::to_string).collect();
    for organisation in presentes.difference(&encore) {
        tx.execute(PARTIR, &[id.into(), organisation.into()])?;
    }
    Ok(())
}

/// The rows of a sujet as they stand.
fn lues<T: Ord>(
    tx: &mut Tx<'_>,
    sql: Sql<'_>,
    id: &str,
    lire: impl FnMut(&Ligne<'_>) -> Result<T, StoreError>,
) -> Result<BTreeSet<T>, StoreError> {
    Ok(tx.query(sql, &[id.into()], lire)?.into_iter().collect())
}

fn textes(l: &Ligne<'_>) -> Result<(String, String, String), StoreError> {
    Ok((l.texte(0)?.to_owned(), l.texte(1)?.to_owned(), l.texte(2)?.to_owned()))
}

fn dossier(
    tx: &mut Tx<'_>,
    sujet: &Sujet,
    etat: &Etat<'_>,
    ouvert_le: &str,
    complements: &Complements,
) -> Result<(), StoreError> {
    let id = sujet.id.to_string();
    let menage = sujet.menage.map(|m| m.to_string()).unwrap_or_default();
    let convention = sujet.convention.map(|c| c.to_string());
    let occupation = etat.occupation();
    let mesure = etat.mesure();
    // An erased dossier stands for the dwelling that it no longer names.
    let logement = occupation.map(|o| o.logement).filter(|l| *l != sujet.id).map(|l| l.to_string());
    let referent = mesure.and_then(|m| m.referent).map(|r| r.to_string());
    let [operateur, bailleur, orienteur] =
        [complements.operateur, complements.bailleur, complements.orienteur]
            .map(|o| o.map(|o| o.to_string()));
    let clos_le = etat.sorti_le.map(|jour| jour.to_string());
    let visite = etat.jour_de(Acte::Visiter, false).map(|jour| jour.to_string());
    let recherche = domain::texte::plier(&complements.libelle);
    let urgence = urgence(etat, complements.due.as_ref());
    let due = nom_du(etat, complements.due.as_ref());
    let valeurs = [
        (&id).into(),
        sujet.dispositif.as_deref().unwrap_or_default().into(),
        convention.as_ref().into(),
        (&menage).into(),
        etat.etape().into(),
        occupation.map(|o| o.statut).into(),
        mesure.and_then(|m| m.niveaux.last()).map(|(_, niveau)| *niveau).into(),
        logement.as_ref().into(),
        referent.as_ref().into(),
        operateur.as_ref().into(),
        bailleur.as_ref().into(),
        orienteur.as_ref().into(),
        ouvert_le.into(),
        clos_le.as_ref().into(),
        visite.as_ref().into(),
        (&complements.libelle).into(),
        (&recherche).into(),
        (&urgence).into(),
        due.into(),
    ];
    tx.execute(INSCRIRE_DOSSIER, &valeurs).map(|_| ())
}
