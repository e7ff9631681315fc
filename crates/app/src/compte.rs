//! `palier compte`: the accounts, from the machine that holds them. No password is ever given here: the person chooses hers
//! behind a link that serves once.

use std::process::ExitCode;
use std::sync::Arc;

use actes::comptes::lire_identifiant;
use actes::{Fonction, Porte};
use anyhow::{Context, anyhow};
use domain::{OrganisationId, UtilisateurId};
use web::AdressePublique;

use crate::commandes::{
    CommandeCompte, Compte, CompteCreer, CompteDesactiver, CompteInviter, Definitions, Personne,
};
use crate::servir::ouvrir;
use crate::sortie::dire;

/// The word by which rights know who administers.
const ADMINISTRATION: &str = "administration";

/// Does what was asked of an account.
pub fn compte(demande: &Compte) -> anyhow::Result<ExitCode> {
    match &demande.commande {
        CommandeCompte::Creer(demande) => creer(demande),
        CommandeCompte::Inviter(demande) => inviter(demande),
        CommandeCompte::Desactiver(demande) => desactiver(demande),
    }
}

fn creer(demande: &CompteCreer) -> anyhow::Result<ExitCode> {
    let porte = porte(&demande.personne)?;
    anyhow::ensure!(
        porte.titulaire(&demande.personne.identifiant)?.is_none(),
        "« {} » a déjà un compte : pour lui redonner un lien, utilisez palier compte inviter",
        demande.personne.identifiant
    );
    let organisation = match (porte.organisation_nommee(&demande.organisation), demande.nature) {
        (Some(connue), _) => connue,
        (None, Some(nature)) => porte.fonder(&demande.organisation, nature.mot(), &demande.departement)?,
        (None, None) => anyhow::bail!(
            "« {} » est une nouvelle organisation : dites ce qu'elle est par --nature",
            demande.organisation
        ),
    };
    let fonction = Fonction {
        organisation,
        intitule: "administration de Palier".to_owned(),
        profil: ADMINISTRATION.to_owned(),
    };
    let id = porte.accueillir(&demande.nom, &fonction)?;
    donner_un_lien(&porte, id, &demande.personne)
}

fn inviter(demande: &CompteInviter) -> anyhow::Result<ExitCode> {
    let porte = porte(&demande.personne)?;
    let connue = porte.titulaire(&demande.personne.identifiant)?;
    let organisation = demande.organisation.as_deref().map(|nom| trouver(&porte, nom)).transpose()?;
    let fonction = organisation.map(|organisation| Fonction {
        organisation,
        intitule: demande.fonction.clone(),
        profil: demande.profil.clone(),
    });
    let id = match (connue, fonction) {
        (Some(id), Some(fonction)) => {
            porte.confier(id, &fonction)?;
            id
        }
        (Some(id), None) => id,
        (None, Some(fonction)) => {
            let nom = demande.nom.as_deref().context("donnez son prénom et son nom par --nom")?;
            porte.accueillir(nom, &fonction)?
        }
        (None, None) => anyhow::bail!("donnez l'organisation où elle travaille par --organisation"),
    };
    if demande.sans_second_facteur {
        porte.retirer_les_facteurs(id)?;
    }
    donner_un_lien(&porte, id, &demande.personne)
}

fn desactiver(demande: &CompteDesactiver) -> anyhow::Result<ExitCode> {
    let porte = ouvrir(&demande.donnees, &Definitions::default(), None)?;
    let id = porte.titulaire(&demande.identifiant)?;
    let id = id.ok_or_else(|| anyhow!("aucun compte n'a l'identifiant « {} »", demande.identifiant))?;
    porte.desactiver(id)?;
    dire(
        "Ce compte est fermé : ni mot de passe, ni lien, ni session ne l'ouvrent. Une nouvelle invitation le rouvrirait.",
    )?;
    Ok(ExitCode::SUCCESS)
}

fn donner_un_lien(porte: &Porte, id: UtilisateurId, personne: &Personne) -> anyhow::Result<ExitCode> {
    let adresse = AdressePublique::lire(&personne.adresse_publique).map_err(anyhow::Error::msg)?;
    let jeton = porte.inviter(id, &personne.identifiant).map_err(en_phrase)?;
    dire("Remettez ce lien à la personne, et à elle seule. Il sert une fois, pendant sept jours :")?;
    dire(format!("{}/invitation/{jeton}", adresse.origine()))?;
    Ok(ExitCode::SUCCESS)
}

/// What the door found wrong in what was typed, in its own words.
fn en_phrase(erreur: actes::Erreur) -> anyhow::Error {
    match erreur {
        actes::Erreur::Saisie(fautes) => {
            anyhow!(fautes.into_iter().map(|f| f.message).collect::<Vec<_>>().join(" "))
        }
        autre => autre.into(),
    }
}

/// Opens the records, once what was typed is known to be right: nobody is recorded for a link that cannot be written.
fn porte(personne: &Personne) -> anyhow::Result<Arc<Porte>> {
    lire_identifiant(&personne.identifiant).map_err(en_phrase)?;
    AdressePublique::lire(&personne.adresse_publique).map_err(anyhow::Error::msg)?;
    ouvrir(&personne.donnees, &Definitions::default(), None)
}

fn trouver(porte: &Porte, nom: &str) -> anyhow::Result<OrganisationId> {
    porte.organisation_nommee(nom).ok_or_else(|| {
        let annuaire = porte.annuaire();
        let noms: Vec<&str> = annuaire.organisations.values().map(|o| o.nom.as_str()).collect();
        anyhow!(
            "aucune organisation ne s'appelle « {nom} » ; l'annuaire connaît : {}",
            domain::texte::liste(&noms)
        )
    })
}
