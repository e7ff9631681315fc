//! `palier compte`: the accounts, from the machine that holds them. No password is ever given here: the person chooses hers
//! behind a link that serves once.

use std::process::ExitCode;
use std::sync::Arc;

use actes::Porte;
use actes::comptes::{Invitee, Par, Perdu, lire_identifiant};
use anyhow::anyhow;
use domain::OrganisationId;
use policy::Profil;
use web::AdressePublique;

use crate::commandes::{
    CommandeCompte, Compte, CompteCreer, CompteDesactiver, CompteInviter, Definitions, Personne,
};
use crate::servir::ouvrir;
use crate::sortie::dire;

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
    let fonction =
        porte.lire_fonction(organisation, "administration de Palier", Profil::Administration.mot());
    let invitee = Invitee {
        identifiant: demande.personne.identifiant.clone(),
        nom: demande.nom.clone(),
        fonction: Some(fonction.map_err(en_phrase)?),
        perdu: Perdu::default(),
    };
    let jeton = porte.inviter_personne(Par::Machine, &invitee).map_err(en_phrase)?;
    montrer(&jeton.unwrap_or_default(), &demande.personne)
}

fn inviter(demande: &CompteInviter) -> anyhow::Result<ExitCode> {
    let porte = porte(&demande.personne)?;
    let organisation = demande.organisation.as_deref().map(|nom| trouver(&porte, nom)).transpose()?;
    let fonction =
        organisation.map(|o| porte.lire_fonction(o, &demande.fonction, &demande.profil)).transpose();
    let invitee = Invitee {
        identifiant: demande.personne.identifiant.clone(),
        nom: demande.nom.clone().unwrap_or_default(),
        fonction: fonction.map_err(en_phrase)?,
        perdu: if demande.sans_second_facteur { Perdu::Facteurs } else { Perdu::MotDePasse },
    };
    let jeton = porte.inviter_personne(Par::Machine, &invitee).map_err(en_phrase)?;
    montrer(&jeton.unwrap_or_default(), &demande.personne)
}

fn desactiver(demande: &CompteDesactiver) -> anyhow::Result<ExitCode> {
    let porte = ouvrir(&demande.donnees, &Definitions::default(), None)?;
    let id = porte.titulaire(&demande.identifiant)?;
    let id = id.ok_or_else(|| anyhow!("aucun compte n'a l'identifiant « {} »", demande.identifiant))?;
    porte.fermer_un_compte(Par::Machine, id)?;
    dire(
        "Ce compte est fermé : ni mot de passe, ni lien, ni session ne l'ouvrent. Une nouvelle invitation le rouvrirait.",
    )?;
    Ok(ExitCode::SUCCESS)
}

/// Writes the link that its holder uses once.
fn montrer(jeton: &str, personne: &Personne) -> anyhow::Result<ExitCode> {
    let adresse = AdressePublique::lire(&personne.adresse_publique).map_err(anyhow::Error::msg)?;
    dire("Remettez ce lien à la personne, et à elle seule. Il sert une fois, pendant sept jours :")?;
    dire(adresse.lien(jeton))?;
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
