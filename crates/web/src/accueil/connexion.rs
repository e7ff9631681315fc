//! The demo's way in: everyone on this machine chooses an invented person, by a button, and gets a session like any other.

use std::collections::BTreeMap;

use actes::{Annuaire, Utilisateur};
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::OrganisationId;
use policy::NatureOrganisation;

use crate::cookies::{self, DeClient};
use crate::erreur::Erreur;
use crate::etat::AppState;
use crate::extraire::{Pose, Requete};
use crate::rendu::{Page, Rendu, chez_nous, rediriger, rendre};
use crate::session::Visiteur;

/// Someone whose place one may take.
pub struct Personne {
    /// Her identifier.
    pub id: String,
    /// Her name.
    pub nom: String,
    /// What she does.
    pub fonction: String,
    /// Why to try her; empty for most.
    pub essai: String,
}

/// An organisation and its people.
pub struct Maison {
    nom: String,
    nature: &'static str,
    personnes: Vec<Personne>,
}

/// One thing to try: as whom, and where.
pub struct Essai {
    /// The person.
    pub personne: Personne,
    /// For whom she works.
    pub organisation: String,
    /// What one does there.
    pub quoi: String,
    /// Where it begins.
    pub retour: &'static str,
}

#[derive(Template)]
#[template(path = "accueil/connexion.html")]
pub struct Choix {
    page: Page,
    maisons: Vec<Maison>,
    retour: String,
}

/// The addresses of the demo only.
pub fn routes() -> Router<AppState> {
    Router::new().route("/connexion", get(choisir).post(entrer))
}

async fn choisir(
    State(etat): State<AppState>,
    visiteur: Visiteur,
    Requete(requete): Requete,
) -> Rendu<Choix> {
    rendre(Choix {
        page: visiteur.page("Choisir une personne", ""),
        maisons: maisons(&etat.porte.annuaire()),
        retour: chez_nous(requete.une("retour")).to_owned(),
    })
}

async fn entrer(
    State(etat): State<AppState>,
    visiteur: Visiteur,
    DeClient(client): DeClient,
    Pose(saisie): Pose,
) -> Result<Response, Erreur> {
    let id = saisie.une("utilisateur").and_then(|id| id.parse().ok());
    let connu = id.filter(|id| etat.porte.annuaire().acteur(*id).is_some());
    let Some(utilisateur) = connu else {
        return Err(Erreur::Malforme(
            "Cette personne n’est pas dans l’annuaire. Choisissez-en une dans la liste.".to_owned(),
        ));
    };
    let avant = visiteur.session;
    let entree = etat.demander(move |porte| {
        if let Some(avant) = &avant {
            porte.fermer_session(avant)?;
        }
        porte.entrer_en_demo(utilisateur, &client)
    });
    let ouverte = entree.await?;
    Ok((cookies::poser(&etat, &ouverte), rediriger(chez_nous(saisie.une("retour")))).into_response())
}

fn personne(annuaire: &Annuaire, u: &Utilisateur) -> Personne {
    let fonction = annuaire.fonctions(u.id).first().map(|f| f.intitule.clone());
    let essai = u.etat.get("essai").and_then(|v| v.as_str()).unwrap_or_default();
    Personne {
        id: u.id.to_string(),
        nom: u.nom.clone(),
        fonction: fonction.unwrap_or_default(),
        essai: essai.to_owned(),
    }
}

fn maisons(annuaire: &Annuaire) -> Vec<Maison> {
    let mut maisons = Vec::new();
    let mut employees: BTreeMap<OrganisationId, Vec<Personne>> = BTreeMap::new();
    for u in annuaire.utilisateurs.values() {
        if let Some(employeur) = annuaire.employeur(u.id) {
            employees.entry(employeur).or_default().push(personne(annuaire, u));
        }
    }
    for nature in NatureOrganisation::TOUTES {
        let mut de_cette_nature: Vec<_> =
            annuaire.organisations.values().filter(|o| annuaire.nature(o.id) == nature).collect();
        de_cette_nature.sort_by_cached_key(|o| domain::texte::plier(&o.nom));
        for organisation in de_cette_nature {
            let mut personnes = employees.remove(&organisation.id).unwrap_or_default();
            personnes
                .sort_by_cached_key(|p| (domain::texte::plier(&p.fonction), domain::texte::plier(&p.nom)));
            if !personnes.is_empty() {
                maisons.push(Maison {
                    nom: organisation.nom.clone(),
                    nature: nature_en_mots(nature),
                    personnes,
                });
            }
        }
    }
    maisons
}

const fn nature_en_mots(nature: NatureOrganisation) -> &'static str {
    match nature {
        NatureOrganisation::Bailleur => "Bailleur social",
        NatureOrganisation::Association => "Association",
        NatureOrganisation::Collectivite => "Collectivité",
        NatureOrganisation::Etat => "Services de l’État",
        NatureOrganisation::Sante => "Santé",
        NatureOrganisation::Autre => "Autre organisme",
    }
}

/// What to try first: the people whose record says why, else one of each kind of organisation.
pub fn essais(annuaire: &Annuaire) -> Vec<Essai> {
    let essai = |u: &Utilisateur, quoi: String, retour| {
        let organisation = annuaire.organisation(annuaire.employeur(u.id)?).to_owned();
        Some(Essai { personne: personne(annuaire, u), organisation, quoi, retour })
    };
    let gens = annuaire.utilisateurs.values();
    let dits = gens.clone().filter(|u| !personne(annuaire, u).essai.is_empty());
    let dits: Vec<Essai> = dits.filter_map(|u| essai(u, personne(annuaire, u).essai, "/")).collect();
    if !dits.is_empty() {
        return dits;
    }
    let idees = [
        (
            NatureOrganisation::Association,
            "Suivre des ménages\u{a0}: ce qui est en retard, ce qui vient.",
            "/",
        ),
        (
            NatureOrganisation::Collectivite,
            "Orienter un ménage, et lire pourquoi il peut entrer ou non.",
            "/orienter",
        ),
        (NatureOrganisation::Bailleur, "Voir les mêmes dossiers sans les notes sociales.", "/dossiers"),
        (NatureOrganisation::Etat, "Relire un dispositif, ses règles et leur source.", "/dispositifs"),
    ];
    let de = |nature| {
        gens.clone().find(move |u| annuaire.employeur(u.id).is_some_and(|o| annuaire.nature(o) == nature))
    };
    idees
        .into_iter()
        .filter_map(|(nature, quoi, retour)| essai(de(nature)?, quoi.to_owned(), retour))
        .collect()
}
