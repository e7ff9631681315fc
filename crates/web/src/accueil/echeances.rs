//! `/echeances`: all that is due across one's dossiers.

use askama::Template;
use axum::extract::State;

use super::dues::{Ligne, URGENCES, Vue};
use crate::erreur::Erreur;
use crate::etat::AppState;
use crate::extraire::Requete;
use crate::rendu::{Page, Rendu, rendre};
use crate::session::Connecte;
use crate::sujets::mots;

/// How far this page looks, and the longest list it shows.
const JOURS: i64 = 60;
const LUES: u32 = 2_000;
const MONTREES: usize = 200;

struct Compteur {
    nombre: usize,
    nom: &'static str,
    lien: String,
    choisi: bool,
}

#[derive(Template)]
#[template(path = "accueil/echeances.html")]
pub struct Echeances {
    page: Page,
    compteurs: Vec<Compteur>,
    lignes: Vec<Ligne>,
    resume: String,
    horizon: String,
    choisi: bool,
}

impl Echeances {
    fn rien(&self) -> String {
        format!("Rien de tel d’ici au {}.", self.horizon)
    }
}

/// `GET /echeances`
pub async fn echeances(
    State(etat): State<AppState>,
    connecte: Connecte,
    Requete(requete): Requete,
) -> Result<Rendu<Echeances>, Erreur> {
    let aujourd_hui = etat.porte.aujourd_hui(None);
    let horizon = aujourd_hui.saturating_add(jiff::Span::new().days(JOURS));
    let acteur = connecte.acteur.clone();
    let dues = etat.demander(move |porte| porte.echeances(&acteur, horizon, LUES)).await?;
    let mut lignes = Vue::de(&etat, &connecte.acteur, aujourd_hui).lignes(&dues);
    let quand = requete.une("quand").filter(|q| URGENCES.iter().any(|(code, _)| code == q));
    let compteurs = URGENCES
        .iter()
        .map(|(code, nom)| Compteur {
            nombre: lignes.iter().filter(|l| l.urgence == *code).count(),
            nom,
            lien: format!("/echeances?quand={code}"),
            choisi: quand == Some(code),
        })
        .collect();
    lignes.retain(|l| quand.is_none_or(|q| q == l.urgence));
    let total = lignes.len();
    lignes.truncate(MONTREES);
    let resume = match total {
        n if n > lignes.len() => format!("Les {} premières sur {n}", lignes.len()),
        n => mots::compter(n, "échéance", "échéances"),
    };
    Ok(rendre(Echeances {
        page: connecte.page("Échéances", "echeances"),
        compteurs,
        lignes,
        resume,
        horizon: mots::jour_long(horizon),
        choisi: quand.is_some(),
    }))
}
