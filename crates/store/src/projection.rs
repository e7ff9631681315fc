//! What is rebuilt from a sujet's state in the transaction that writes it: its line in the lists, what it takes, what
//! it must do, who takes part in it. Nothing here is a source: losing these tables loses nothing.

use crate::driver::{Tx, requetes};
use crate::{StoreError, sql};
use domain::moteur::Echeance;
use domain::{Acte, Etat, Genre, OrganisationId, Sujet, contexte};
use std::collections::BTreeMap;

requetes! {
    OUBLIER_PRISES = sql!("DELETE FROM prise WHERE sujet = $1");
    PRENDRE = sql!("INSERT INTO prise (cle, sujet, objet, montant) VALUES ($1, $2, $3, $4)");
    OUBLIER_ECHEANCES = sql!("DELETE FROM echeance WHERE sujet = $1");
    DEVOIR = sql!("INSERT INTO echeance (sujet, nom, le, regle) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING");
    OUBLIER_PARTIES = sql!("DELETE FROM partie WHERE sujet = $1");
    PARTICIPER = sql!("INSERT INTO partie (sujet, organisation, roles, tri) VALUES ($1, $2, $3, $4)");
    INSCRIRE_DOSSIER = sql!(
        "INSERT INTO dossier (id, dispositif, convention, menage, etape, statut_occupation, niveau, logement, referent, \
         operateur, bailleur, orienteur, ouvert_le, clos_le, derniere_visite, libelle, recherche) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) \
         ON CONFLICT (id) DO UPDATE SET dispositif = excluded.dispositif, convention = excluded.convention, \
         menage = excluded.menage, etape = excluded.etape, statut_occupation = excluded.statut_occupation, \
         niveau = excluded.niveau, logement = excluded.logement, referent = excluded.referent, \
         operateur = excluded.operateur, bailleur = excluded.bailleur, orienteur = excluded.orienteur, \
         ouvert_le = excluded.ouvert_le, clos_le = excluded.clos_le, derniere_visite = excluded.derniere_visite, \
         libelle = excluded.libelle, recherche = excluded.recherche"
    );
}

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
    /// Who takes part, and in which roles: whoever is not here does not see the sujet.
    pub parties: BTreeMap<OrganisationId, Vec<String>>,
    /// What is due.
    pub echeances: Vec<Echeance>,
}

/// Rebuilds everything that follows from this sujet.
pub(crate) fn refaire(tx: &mut Tx<'_>, sujet: &Sujet, complements: &Complements) -> Result<(), StoreError> {
    let (id, etat) = (sujet.id.to_string(), Etat::courant(sujet));
    let ouvert_le = etat.evenements.first().map(|e| e.le.to_string()).unwrap_or_default();
    if sujet.genre == Genre::Dossier {
        dossier(tx, sujet, &etat, &ouvert_le, complements)?;
    }
    if sujet.version > 1 {
        for oubli in [OUBLIER_PRISES, OUBLIER_ECHEANCES, OUBLIER_PARTIES] {
            tx.execute(oubli, &[(&id).into()])?;
        }
    }
    for prise in contexte::prises(sujet) {
        let (cle, objet) = (prise.cle.to_string(), prise.objet.to_string());
        tx.execute(PRENDRE, &[(&cle).into(), (&id).into(), (&objet).into(), prise.montant.into()])?;
    }
    for due in &complements.echeances {
        let le = due.le.to_string();
        tx.execute(DEVOIR, &[(&id).into(), (&due.nom).into(), (&le).into(), (&due.message).into()])?;
    }
    for (organisation, roles) in &complements.parties {
        let (organisation, roles) = (organisation.to_string(), roles.join(" "));
        tx.execute(
            PARTICIPER,
            &[(&id).into(), (&organisation).into(), (&roles).into(), (&ouvert_le).into()],
        )?;
    }
    Ok(())
}

fn dossier(
    tx: &mut Tx<'_>,
    sujet: &Sujet,
    etat: &Etat<'_>,
    ouvert_le: &str,
    complements: &Complements,
) -> Result<(), StoreError> {
    let texte = |id: Option<&dyn ToString>| id.map(ToString::to_string);
    let id = sujet.id.to_string();
    let menage = sujet.menage.map(|m| m.to_string()).unwrap_or_default();
    let convention = texte(sujet.convention.as_ref().map(|c| c as _));
    let occupation = etat.occupation();
    let mesure = etat.mesure();
    let logement = texte(occupation.map(|o| &o.logement as _));
    let referent = mesure.and_then(|m| m.referent).map(|r| r.to_string());
    let [operateur, bailleur, orienteur] =
        [complements.operateur, complements.bailleur, complements.orienteur]
            .map(|o| o.map(|o| o.to_string()));
    let clos_le = etat.sorti_le.map(|jour| jour.to_string());
    let visite = etat.jour_de(Acte::Visiter, false).map(|jour| jour.to_string());
    let recherche = domain::texte::plier(&complements.libelle);
    let valeurs = [
        (&id).into(),
        sujet.dispositif.as_deref().unwrap_or_default().into(),
        convention.as_ref().into(),
        (&menage).into(),
        etape(etat).into(),
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
    ];
    tx.execute(INSCRIRE_DOSSIER, &valeurs).map(|_| ())
}

/// Where a dossier stands on its *parcours*: computed from dated facts, never typed.
pub fn etape(etat: &Etat<'_>) -> &'static str {
    let en_veille = etat.veille.as_ref().is_some_and(|v| v.close_le.is_none());
    match () {
        () if en_veille => "veille",
        () if etat.sorti_le.is_some() && etat.admis_le.is_none() => "sans_suite",
        () if etat.sorti_le.is_some() => "sorti",
        () if etat.mesure().is_some() => "accompagne",
        () if etat.admis_le.is_some() => "admis",
        () if etat.adhesion_le.is_some() => "adherent",
        () if etat.diagnostic.is_some() => "diagnostique",
        () => "oriente",
    }
}
