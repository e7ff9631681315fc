//! « Ma journée »: what waits, most urgent first.

use std::collections::BTreeMap;
use std::sync::Arc;

use actes::{Due, Filtres, Resume, Tri};
use askama::Template;
use axum::response::{IntoResponse, Response};
use domain::{Date, Definition};
use domain::fait::Classe;

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

/// A line of `parts::echeances`.
struct Ligne {
    urgence: &'static str,
    mot: String,
    date: String,
    quoi: String,
    detail: String,
    lien: String,
    acte: String,
    lien_acte: String,
}

/// Due dates of one urgency.
struct Partie {
    titre: &'static str,
    lignes: Vec<Ligne>,
    /// How many are not shown.
    autres: usize,
}

struct Compteur {
    nombre: u32,
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
    let (dues, recents, ouverts) = etat
        .demander(move |porte| {
            let avant = horizon.saturating_add(jiff::Span::new().days(1));
            let dues = porte.echeances(&acteur, avant, LUES)?;
            let filtres = Filtres { ouverts: Some(()), ..Filtres::default() };
            let (recents, ouverts) = porte.dossiers(&acteur, &filtres, Tri::Ouverture, None, RECENTS)?;
            Ok((dues, recents, ouverts))
        })
        .await?;
    let vue = Vue {
        definitions: etat.porte.definitions(),
        identite: policy::lit(connecte.acteur.nature, Classe::C1),
        aujourd_hui,
    };
    let parties = vue.parties(&dues);
    let page = Journee {
        compteurs: vue.compteurs(&dues, ouverts),
        parties,
        recents: recents.iter().map(|r| vue.recent(r)).collect(),
        jour: mots::jour_long(aujourd_hui),
        horizon: mots::jour_long(horizon),
        page: connecte.page("Ma journée", "accueil"),
    };
    Ok(rendre(page).into_response())
}

struct Vue<'a> {
    definitions: &'a BTreeMap<String, Arc<Definition>>,
    /// Whether the reader may read who the households are.
    identite: bool,
    aujourd_hui: Date,
}

impl Vue<'_> {
    fn nom(&self, libelle: &str) -> String {
        if self.identite && !libelle.is_empty() { libelle.to_owned() } else { "Un ménage".to_owned() }
    }

    fn dispositif(&self, id: &str) -> String {
        self.definitions.get(id).map_or_else(|| id.to_owned(), |d| format!("{id} {}", d.fiche.titre))
    }

    fn ligne(&self, due: &Due) -> Option<(Date, Ligne)> {
        let le: Date = due.le.parse().ok()?;
        let (urgence, mot) = mots::urgence(le, self.aujourd_hui);
        let ligne = Ligne {
            urgence,
            mot,
            date: mots::jour_long(le),
            quoi: format!("{} – {}", majuscule(&due.nom), self.nom(&due.libelle)),
            detail: self.dispositif(&due.dispositif),
            lien: format!("/dossiers/{}", due.dossier),
            acte: String::new(),
            lien_acte: String::new(),
        };
        Some((le, ligne))
    }

    fn parties(&self, dues: &[Due]) -> Vec<Partie> {
        let titres = [("retard", "En retard"), ("jour", "Aujourd’hui"), ("venir", "Dans les sept jours")];
        let toutes: Vec<Ligne> = dues.iter().filter_map(|d| self.ligne(d).map(|(_, l)| l)).collect();
        let mut parties: Vec<Partie> =
            titres.iter().map(|(_, titre)| Partie { titre, lignes: Vec::new(), autres: 0 }).collect();
        for ligne in toutes {
            let rang = titres.iter().position(|(urgence, _)| *urgence == ligne.urgence);
            let Some(partie) = rang.and_then(|r| parties.get_mut(r)) else { continue };
            if partie.lignes.len() < MONTREES {
                partie.lignes.push(ligne);
            } else {
                partie.autres += 1;
            }
        }
        parties.retain(|p| !p.lignes.is_empty());
        parties
    }

    fn compteurs(&self, dues: &[Due], ouverts: u32) -> Vec<Compteur> {
        let compter = |urgence: &str| {
            let n = dues.iter().filter_map(|d| self.ligne(d)).filter(|(_, l)| l.urgence == urgence).count();
            u32::try_from(n).unwrap_or(u32::MAX)
        };
        let retards = compter("retard");
        vec![
            Compteur { nombre: retards, nom: "en retard", lien: "/echeances?quand=retard", retard: retards > 0 },
            Compteur { nombre: compter("jour"), nom: "aujourd’hui", lien: "/echeances?quand=jour", retard: false },
            Compteur { nombre: compter("venir"), nom: "dans les sept jours", lien: "/echeances?quand=venir", retard: false },
            Compteur { nombre: ouverts, nom: "dossiers ouverts", lien: "/dossiers", retard: false },
        ]
    }

    fn recent(&self, r: &Resume) -> Recent {
        Recent {
            lien: format!("/dossiers/{}", r.id),
            nom: self.nom(&r.libelle),
            dispositif: self.dispositif(&r.dispositif),
            etape: majuscule(&r.etape),
            statut: r.statut_occupation.as_deref().map_or_else(|| "–".to_owned(), majuscule),
            ouvert: r.ouvert_le.parse().map_or_else(|_| r.ouvert_le.clone(), mots::jour_long),
        }
    }
}
