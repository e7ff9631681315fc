//! The page of any sujet but a dossier: what it is, what it holds, what may be done next, its journal.

use std::sync::Arc;

use actes::{Porte, SujetLu};
use askama::Template;
use axum::extract::{Extension, State};
use axum::response::{IntoResponse, Response};
use domain::{Genre, SujetId};
use policy::{Acteur, Geste};

use super::choisir::{nom_complet, nommer};
use super::dues::{Due, Proposition, dues, propositions};
use super::journal::{Entree, dernieres};
use super::particulier::{self, Jauge, Liste};
use super::regard::{self, Regard};
use super::situation::{Ligne, Rubrique, composition, situation, tues};
use super::suite::{Actes, actes};
use super::{adresses, page_acte, routes};
use crate::erreur::Erreur;
use crate::etat::AppState;
use crate::extraire::{Chemin, Requete};
use crate::rendu::{Page, rendre};
use crate::session::Connecte;

/// Entries of the journal that a page shows.
pub const DERNIERES: usize = 10;

#[derive(Template)]
#[template(path = "sujets/sujet.html")]
struct PageSujet {
    page: Page,
    statut: String,
    fil: Vec<(String, String)>,
    etiquette: String,
    composition: String,
    identite: Vec<Ligne>,
    jauges: Vec<Jauge>,
    lien_chiffres: String,
    lien_versions: String,
    dues: Vec<Due>,
    propositions: Vec<Proposition>,
    listes: Vec<Liste>,
    actes: Actes,
    journal: Vec<Entree>,
    lien_journal: String,
    nombre_journal: usize,
    creations: Vec<Ligne>,
    situation: Vec<Rubrique>,
    tues: String,
    /// Where the rights of a household are exercised, for who may hand it what is held.
    lien_droits: String,
}

/// What a page of a sujet is made of, loaded at once.
pub struct Matiere {
    /// The sujet.
    pub lu: SujetLu,
    /// Its reader's eye.
    pub regard: Regard,
}

/// Loads it.
///
/// # Errors
/// `Introuvable` when it does not exist for this reader.
pub fn charger(
    porte: &Arc<Porte>,
    acteur: &Acteur,
    genre: Genre,
    id: SujetId,
) -> Result<Matiere, actes::Erreur> {
    let lu = porte.sujet(acteur, genre, id)?;
    let regard = Regard::nommant(&lu, nommer(porte, acteur, &lu, DERNIERES)?);
    Ok(Matiere { lu, regard })
}

/// `GET /…/{id}`.
pub(super) async fn montrer(
    Extension(genre): Extension<Genre>,
    State(etat): State<AppState>,
    qui: Connecte,
    Chemin(id): Chemin<SujetId>,
    Requete(requete): Requete,
) -> Result<Response, Erreur> {
    let acteur = qui.acteur.clone();
    let (matiere, jauges, listes) = etat
        .demander(move |porte| {
            let matiere = charger(porte, &acteur, genre, id)?;
            let jauges = particulier::jauges(porte, &acteur, &matiere.lu)?;
            let listes = particulier::listes(porte, &acteur, &matiere.lu)?;
            Ok((matiere, jauges, listes))
        })
        .await?;
    let mut page = qui.page(nom_complet(&matiere.lu.sujet), routes::menu(genre));
    page.sortie = regard::a_quitter_vite(&matiere.lu);
    Ok(rendre(vue(page, page_acte::fait(&requete), &matiere, jauges, listes)).into_response())
}

fn vue(page: Page, statut: String, m: &Matiere, jauges: Vec<Jauge>, listes: Vec<Liste>) -> PageSujet {
    let Matiere { lu, regard } = m;
    let echeances = lu.echeances();
    let mut fil = particulier::fil(lu);
    fil.push((String::new(), page.titre.clone()));
    let menage = (lu.sujet.genre == Genre::Menage).then_some(&lu.sujet);
    PageSujet {
        statut,
        fil,
        etiquette: particulier::etiquette(lu),
        composition: composition(menage, regard, lu.aujourd_hui),
        identite: particulier::identite(lu, regard),
        jauges,
        lien_chiffres: format!("{}/chiffres", adresses::page(lu.sujet.genre, lu.sujet.id)),
        lien_versions: match lu.sujet.genre {
            Genre::Convention => format!("{}/versions", adresses::page(lu.sujet.genre, lu.sujet.id)),
            _ => String::new(),
        },
        dues: dues(lu, &echeances),
        propositions: propositions(lu),
        listes,
        actes: actes(lu, regard, &echeances),
        journal: dernieres(&lu.sujet, regard, DERNIERES),
        lien_journal: format!("{}/journal", adresses::page(lu.sujet.genre, lu.sujet.id)),
        nombre_journal: lu.sujet.evenements.len(),
        creations: particulier::creations(lu),
        situation: situation(lu, regard),
        lien_droits: match lu.sujet.genre {
            Genre::Menage if lu.droits.peut(Geste::Exporter) => {
                format!("{}/droits", adresses::page(Genre::Menage, lu.sujet.id))
            }
            _ => String::new(),
        },
        tues: if menage.is_some() { tues(regard) } else { String::new() },
        page,
    }
}
