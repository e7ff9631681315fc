//! The page: one table for each question, its definition above it, what is masked said in words.

use actes::{Chiffres, Tableau, nom_de_sujet};
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use domain::texte::nombre;
use domain::{Genre, SujetId};
use policy::chiffres::{Cellule, SEUIL};

use crate::erreur::Erreur;
use crate::etat::AppState;
use crate::extraire::Chemin;
use crate::formulaire::majuscule;
use crate::rendu::{Page, rendre};
use crate::session::Connecte;
use crate::sujets::adresses;

/// A masked figure, in a word.
pub(super) const MASQUE: &str = "masqué";

#[derive(Template)]
#[template(path = "chiffres/chiffres.html")]
struct PageChiffres {
    page: Page,
    fil: Vec<(String, String)>,
    seuil: u64,
    tables: Vec<Table>,
    lien_csv: String,
    lien_dossiers: String,
}

/// A table in words.
pub(super) struct Table {
    /// What it counts.
    pub(super) titre: &'static str,
    /// How each of its figures is counted.
    pub(super) definition: &'static str,
    /// Heading of its rows.
    pub(super) quoi: &'static str,
    /// Headings of its columns.
    pub(super) colonnes: Vec<String>,
    /// Heading and figures of each row, the total last.
    pub(super) lignes: Vec<(String, Vec<Figure>)>,
}

/// A figure in words.
#[derive(Clone)]
pub(super) struct Figure {
    /// Heading of its column.
    pub(super) colonne: String,
    /// What is read.
    pub(super) texte: String,
    /// Whether it is masked.
    pub(super) masque: bool,
}

/// `GET /conventions/{id}/chiffres`.
pub(super) async fn montrer(
    State(etat): State<AppState>,
    qui: Connecte,
    Chemin(id): Chemin<SujetId>,
) -> Result<Response, Erreur> {
    let acteur = qui.acteur.clone();
    let chiffres = etat.demander(move |porte| porte.chiffres(&acteur, id)).await?;
    let convention = adresses::page(Genre::Convention, id);
    let nom = nom_de_sujet(&chiffres.convention);
    let fil = vec![
        ("/conventions".to_owned(), "Conventions".to_owned()),
        (convention.clone(), nom.clone()),
        (String::new(), "Chiffres".to_owned()),
    ];
    let page = PageChiffres {
        page: qui.page(format!("Chiffres : {nom}"), "dispositifs"),
        fil,
        seuil: SEUIL,
        tables: tables(&chiffres),
        lien_csv: format!("{convention}/chiffres.csv"),
        lien_dossiers: format!("/dossiers?convention={id}&tous=1"),
    };
    Ok(rendre(page).into_response())
}

/// The tables, the same on the page and in the file.
pub(super) fn tables(chiffres: &Chiffres) -> Vec<Table> {
    let [parcours, occupation, sorties] =
        [&chiffres.parcours, &chiffres.occupation, &chiffres.sorties].map(lignes);
    vec![
        Table {
            titre: "Où en sont les ménages",
            definition: "Chaque dossier de la convention est compté une fois, à l’étape où il est aujourd’hui, dans l’année où il a été ouvert (le jour de l’orientation). « Sorti » : après une admission ; « sans suite » : sans admission.",
            quoi: "Étape",
            colonnes: titres(&chiffres.parcours),
            lignes: parcours,
        },
        Table {
            titre: "À quel titre ils sont logés",
            definition: "Chaque dossier de la convention est compté une fois, d’après le statut d’occupation qui court aujourd’hui, ramené à ce qu’il est en droit.",
            quoi: "Statut d’occupation",
            colonnes: titres(&chiffres.occupation),
            lignes: occupation,
        },
        Table {
            titre: "Pourquoi ils sont sortis",
            definition: "Chaque ménage sorti après une admission est compté une fois, au motif de sa dernière sortie.",
            quoi: "Motif de sortie",
            colonnes: titres(&chiffres.sorties),
            lignes: sorties,
        },
    ]
}

/// A table of one column needs no total beside it.
fn titres(tableau: &Tableau) -> Vec<String> {
    let total = (tableau.colonnes.len() > 1).then(|| "Total".to_owned());
    tableau.colonnes.iter().cloned().chain(total).collect()
}

fn lignes(tableau: &Tableau) -> Vec<(String, Vec<Figure>)> {
    let masques = &tableau.masques;
    let titres = titres(tableau);
    let figures = |cellules: &[Cellule], total: &Cellule| -> Vec<Figure> {
        let toutes = cellules.iter().chain([total]);
        titres.iter().zip(toutes).map(|(colonne, cellule)| figure(colonne, *cellule)).collect()
    };
    let corps = tableau.lignes.iter().zip(masques.cellules.iter().zip(&masques.lignes));
    let corps = corps.map(|(titre, (cellules, total))| (majuscule(titre), figures(cellules, total)));
    corps.chain([("Total".to_owned(), figures(&masques.colonnes, &masques.total))]).collect()
}

fn figure(colonne: &str, cellule: Cellule) -> Figure {
    let (texte, masque) = match cellule {
        Cellule::Exact(n) => (nombre(i64::try_from(n).unwrap_or(i64::MAX)), false),
        Cellule::Zero => ("0".to_owned(), false),
        Cellule::Masque => (MASQUE.to_owned(), true),
    };
    Figure { colonne: colonne.to_owned(), texte, masque }
}
