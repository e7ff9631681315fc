//! The lists of conventions, dwellings and sittings.

use std::collections::BTreeMap;

use actes::{ConventionLue, Filtres, Tri};
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use domain::{Acte, Etat, Genre, Sujet, Valeur};

use super::choisir::nom_complet;
use super::{adresses, mots};
use crate::erreur::Erreur;
use crate::etat::AppState;
use crate::rendu::{Page, rendre};
use crate::session::Connecte;

struct Ligne {
    lien: String,
    nom: String,
    cellules: Vec<(&'static str, String)>,
}

#[derive(Template)]
#[template(path = "sujets/liste.html")]
struct PageListe {
    page: Page,
    resume: String,
    colonnes: Vec<&'static str>,
    lignes: Vec<Ligne>,
    vide: (&'static str, &'static str),
}

fn jour(j: Option<domain::Date>) -> String {
    j.map_or_else(|| "non précisé".to_owned(), domain::texte::jour)
}

/// `GET /conventions`.
pub(super) async fn conventions(State(etat): State<AppState>, qui: Connecte) -> Result<Response, Erreur> {
    let acteur = qui.acteur.clone();
    let lues = etat.demander(move |porte| porte.conventions(&acteur, None)).await?;
    let titre =
        |id: &str| etat.porte.definitions().get(id).map_or_else(|| id.to_owned(), |d| d.fiche.titre.clone());
    let lignes: Vec<Ligne> = lues
        .iter()
        .map(|c| Ligne {
            lien: adresses::page(Genre::Convention, c.id),
            nom: c.nom.clone(),
            cellules: vec![
                ("Dispositif", titre(&c.dispositif)),
                ("Places prises", places(c)),
                ("Admis depuis le début", c.pris.map_or_else(masque, |p| p.admissions.to_string())),
                ("Jusqu'au", jour(c.periode.1)),
            ],
        })
        .collect();
    let page = PageListe {
        page: qui.page("Conventions", "dispositifs"),
        resume: mots::compter(lignes.len(), "convention", "conventions"),
        colonnes: vec!["Convention", "Dispositif", "Places prises", "Admis depuis le début", "Jusqu'au"],
        lignes,
        vide: ("Aucune convention", "Votre organisation ne tient encore aucun rôle dans une convention."),
    };
    Ok(rendre(page).into_response())
}

fn masque() -> String {
    "voir les chiffres".to_owned()
}

fn places(c: &ConventionLue) -> String {
    let Some(pris) = c.pris else { return masque() };
    match c.places {
        Some(n) => format!("{} sur {}", pris.places, domain::texte::nombre(n)),
        None => pris.places.to_string(),
    }
}

/// `GET /logements`.
pub(super) async fn logements(State(etat): State<AppState>, qui: Connecte) -> Result<Response, Erreur> {
    let acteur = qui.acteur.clone();
    let (sujets, dossiers) = etat
        .demander(move |porte| {
            let sujets = porte.sujets(&acteur, Genre::Logement, None)?;
            let ouverts = Filtres { ouverts: Some(()), ..Filtres::default() };
            let (dossiers, _) = porte.dossiers(&acteur, &ouverts, Tri::Libelle, None, 1_000)?;
            Ok((sujets, dossiers))
        })
        .await?;
    let mut occupants: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for d in dossiers {
        if let Some(logement) = d.logement {
            occupants.entry(logement).or_default().push(d.libelle);
        }
    }
    let mut lignes: Vec<(bool, Ligne)> = sujets.iter().map(|s| logement(s, &occupants)).collect();
    // Free dwellings first: it is what one comes here for.
    lignes.sort_by_key(|(pris, _)| *pris);
    let libres = lignes.iter().filter(|(pris, _)| !pris).count();
    let page = PageListe {
        page: qui.page("Logements", "logements"),
        resume: format!(
            "{}, dont {} sans occupant",
            mots::compter(lignes.len(), "logement", "logements"),
            libres
        ),
        colonnes: vec!["Adresse", "Occupant", "Commune", "Loyer", "État"],
        lignes: lignes.into_iter().map(|(_, l)| l).collect(),
        vide: ("Aucun logement", "Les logements se déclarent depuis la page de leur convention."),
    };
    Ok(rendre(page).into_response())
}

fn logement(s: &Sujet, occupants: &BTreeMap<String, Vec<String>>) -> (bool, Ligne) {
    let etat = Etat::courant(s);
    let fait =
        |nom: &str| etat.faits.get(nom).map_or_else(|| "non renseigné".to_owned(), |(v, _)| v.to_string());
    let noms = occupants.get(&s.id.to_string()).cloned().unwrap_or_default();
    let retire = etat.sorti_le.is_some();
    let occupe = !noms.is_empty();
    let mot = match (retire, occupe) {
        (true, _) => "retiré",
        (false, true) => "occupé",
        (false, false) => "libre",
    };
    let occupant = if noms.is_empty() { "personne".to_owned() } else { domain::texte::liste(&noms) };
    let ligne = Ligne {
        lien: adresses::page(Genre::Logement, s.id),
        nom: nom_complet(s),
        cellules: vec![
            ("Occupant", occupant),
            ("Commune", fait("logement.commune")),
            ("Loyer", fait("logement.loyer")),
            ("État", mot.to_owned()),
        ],
    };
    (occupe || retire, ligne)
}

/// `GET /seances`: those to come first.
pub(super) async fn seances(State(etat): State<AppState>, qui: Connecte) -> Result<Response, Erreur> {
    let acteur = qui.acteur.clone();
    let sujets = etat.demander(move |porte| porte.sujets(&acteur, Genre::Seance, None)).await?;
    let aujourd_hui = etat.porte.aujourd_hui(None);
    let mut lues: Vec<(bool, domain::Date, Ligne)> = sujets.iter().map(|s| seance(s, aujourd_hui)).collect();
    lues.sort_by_key(|(tenue, le, _)| (*tenue, *le));
    let a_tenir = lues.iter().filter(|(tenue, _, _)| !tenue).count();
    let page = PageListe {
        page: qui.page("Commissions", "seances"),
        resume: format!("{}, dont {a_tenir} à tenir", mots::compter(lues.len(), "séance", "séances")),
        colonnes: vec!["Séance", "Pour le", "État"],
        lignes: lues.into_iter().map(|(_, _, l)| l).collect(),
        vide: ("Aucune séance", "Une séance se convoque depuis la page de sa convention."),
    };
    Ok(rendre(page).into_response())
}

fn seance(s: &Sujet, aujourd_hui: domain::Date) -> (bool, domain::Date, Ligne) {
    let etat = Etat::courant(s);
    let tenue = etat.jour_de(Acte::TenirSeance, true);
    let prevue = match etat.evenements.first().and_then(|e| e.champs.get("pour_le")) {
        Some(Valeur::Jour(jour)) => *jour,
        _ => aujourd_hui,
    };
    let mot = match tenue {
        Some(le) => format!("tenue le {}", domain::texte::jour(le)),
        None => mots::urgence(prevue, aujourd_hui).1.to_lowercase(),
    };
    let ligne = Ligne {
        lien: adresses::page(Genre::Seance, s.id),
        nom: nom_complet(s),
        cellules: vec![("Pour le", mots::jour_long(prevue)), ("État", mot)],
    };
    (tenue.is_some(), prevue, ligne)
}
