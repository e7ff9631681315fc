//! « Ma journée »: what waits, most urgent first.

use actes::{Filtres, Ouverture, Resume, Tri};
use askama::Template;
use axum::response::{IntoResponse, Response};

use super::dues::{Ligne, URGENCES, Vue};
use crate::erreur::Erreur;
use crate::etat::AppState;
use crate::formulaire::majuscule;
use crate::rendu::{Page, rendre};
use crate::session::Connecte;
use crate::sujets::mots;

/// How many days ahead this page looks.
const JOURS: i64 = 7;
/// The longest list that is read, and the longest that is shown of each part.
const LUES: u32 = 1_000;
const MONTREES: usize = 12;
const RECENTS: u32 = 8;

/// Due dates of one urgency.
struct Partie {
    code: &'static str,
    titre: &'static str,
    lignes: Vec<Ligne>,
    /// How many are not shown.
    autres: usize,
}

struct Compteur {
    nombre: usize,
    nom: &'static str,
    lien: &'static str,
    retard: bool,
}

struct Recent {
    lien: String,
    nom: String,
    dispositif: String,
    etape: String,
    statut: String,
    ouvert: String,
}

#[derive(Template)]
#[template(path = "accueil/journee.html")]
struct Journee {
    page: Page,
    jour: String,
    compteurs: Vec<Compteur>,
    parties: Vec<Partie>,
    recents: Vec<Recent>,
    horizon: String,
    /// Who opened which dossier in an emergency: where it is, and in words.
    urgences: Vec<(String, String)>,
}

impl Journee {
    fn rien(&self) -> String {
        format!("Aucune échéance d’ici au {}.", self.horizon)
    }
}

/// The page of someone who is known.
///
/// # Errors
/// When the records do not answer.
pub async fn journee(etat: AppState, connecte: Connecte) -> Result<Response, Erreur> {
    let aujourd_hui = etat.porte.aujourd_hui(None);
    let horizon = aujourd_hui.saturating_add(jiff::Span::new().days(JOURS));
    let acteur = connecte.acteur.clone();
    let (dues, recents, ouverts, urgences) = etat
        .demander(move |porte| {
            let avant = horizon.saturating_add(jiff::Span::new().days(1));
            let dues = porte.echeances(&acteur, avant, LUES)?;
            let filtres = Filtres { ouverts: Some(()), ..Filtres::default() };
            let (recents, ouverts) = porte.dossiers(&acteur, &filtres, Tri::Ouverture, None, RECENTS)?;
            let urgences = porte.urgences(&acteur)?;
            Ok((dues, recents, ouverts, urgences))
        })
        .await?;
    let vue = Vue::de(&etat, &connecte.acteur, aujourd_hui);
    let lignes = vue.lignes(&dues);
    let page = Journee {
        compteurs: compteurs(&lignes, ouverts as usize),
        parties: parties(lignes),
        recents: recents.iter().map(|r| recent(&vue, r)).collect(),
        urgences: urgences.iter().map(|u| urgence(&etat, &vue, u)).collect(),
        jour: mots::jour_long(aujourd_hui),
        horizon: mots::jour_long(horizon),
        page: connecte.page("Ma journée", "accueil"),
    };
    Ok(rendre(page).into_response())
}

fn urgence(etat: &AppState, vue: &Vue, u: &Ouverture) -> (String, String) {
    let annuaire = etat.porte.annuaire();
    let qui = u.qui.parse().map_or_else(|_| "Quelqu’un".to_owned(), |id| annuaire.utilisateur(id).to_owned());
    let le = u.le.parse().map_or_else(|_| u.le.clone(), mots::jour_long);
    (
        format!("/dossiers/{}/cercle", u.dossier),
        format!("{}\u{a0}: ouvert par {qui}, {le}", vue.nom(&u.libelle)),
    )
}

fn parties(lignes: Vec<Ligne>) -> Vec<Partie> {
    let vide = |(code, titre)| Partie { code, titre, lignes: Vec::new(), autres: 0 };
    let mut parties: Vec<Partie> = URGENCES.into_iter().map(vide).collect();
    for ligne in lignes {
        let Some(partie) = parties.iter_mut().find(|p| p.code == ligne.urgence) else { continue };
        if partie.lignes.len() < MONTREES {
            partie.lignes.push(ligne);
        } else {
            partie.autres += 1;
        }
    }
    parties.retain(|p| !p.lignes.is_empty());
    parties
}

fn compteurs(lignes: &[Ligne], ouverts: usize) -> Vec<Compteur> {
    let compter = |urgence: &str| lignes.iter().filter(|l| l.urgence == urgence).count();
    let retards = compter("retard");
    let un = |nombre, nom, lien| Compteur { nombre, nom, lien, retard: false };
    vec![
        Compteur { retard: retards > 0, ..un(retards, "en retard", "/echeances?quand=retard") },
        un(compter("jour"), "aujourd’hui", "/echeances?quand=jour"),
        un(compter("venir"), "dans les sept jours", "/echeances?quand=venir"),
        un(ouverts, if ouverts > 1 { "dossiers ouverts" } else { "dossier ouvert" }, "/dossiers"),
    ]
}

fn recent(vue: &Vue, r: &Resume) -> Recent {
    Recent {
        lien: format!("/dossiers/{}", r.id),
        nom: vue.nom(&r.libelle),
        dispositif: vue.dispositif(&r.dispositif),
        etape: majuscule(&r.etape),
        statut: r.statut_occupation.as_deref().map_or_else(|| "–".to_owned(), majuscule),
        ouvert: r.ouvert_le.parse().map_or_else(|_| r.ouvert_le.clone(), mots::jour_long),
    }
}
