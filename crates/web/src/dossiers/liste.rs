//! `GET /dossiers`: what needs me first, filters in the address, counters that are links.

use std::collections::BTreeSet;
use std::sync::Arc;

use actes::{Erreur as Refus, Filtres, Porte, Tri};
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use domain::etat::ETAPES;
use domain::fait::Classe;
use policy::Acteur;

use super::filtres::Vue;
use super::ligne::{Ligne, ligne};
use crate::erreur::Erreur;
use crate::etat::AppState;
use crate::extraire::Requete;
use crate::formulaire::{Reponse, majuscule};
use crate::rendu::{Page, rendre};
use crate::session::Connecte;
use crate::sujets::mots;

/// Lines of a page.
const PAR_PAGE: u32 = 50;

struct Compteur {
    nombre: String,
    nom: &'static str,
    lien: String,
    actif: bool,
    retard: bool,
}

struct Filtre {
    nom: &'static str,
    libelle: &'static str,
    tous: &'static str,
    options: Vec<Reponse>,
}

#[derive(Template)]
#[template(path = "dossiers/liste.html")]
struct PageDossiers {
    page: Page,
    resume: String,
    compteurs: Vec<Compteur>,
    recherche: String,
    filtres: Vec<Filtre>,
    caches: Vec<(&'static str, String)>,
    filtre: bool,
    lignes: Vec<Ligne>,
    resume_page: String,
    debut: String,
    suivante: String,
    lien_csv: String,
}

/// What the list is made of, loaded at once.
pub(super) struct Lus {
    pub(super) lignes: Vec<Ligne>,
    pub(super) total: u32,
    suivante: Option<Vue>,
    compteurs: Vec<Compteur>,
    dispositifs: Vec<(String, String)>,
    statuts: BTreeSet<String>,
}

pub(super) async fn montrer(
    State(etat): State<AppState>,
    qui: Connecte,
    Requete(requete): Requete,
) -> Result<Response, Erreur> {
    let vue = Vue::lire(&requete);
    let (acteur, demandee) = (qui.acteur.clone(), vue.clone());
    let lus = etat.demander(move |porte| lire(porte, &acteur, &demandee, PAR_PAGE)).await?;
    let resume = mots::compter(usize::try_from(lus.total).unwrap_or(0), "dossier", "dossiers");
    let page = PageDossiers {
        page: qui.page("Dossiers", "dossiers"),
        resume: match (vue.filtre(), lus.total) {
            (_, 0) => "Aucun dossier".to_owned(),
            (true, _) => format!("{resume} dans cette sélection, du plus urgent au moins urgent"),
            (false, _) => format!("{resume}, du plus urgent au moins urgent"),
        },
        recherche: vue.valeur("q").unwrap_or_default().to_owned(),
        filtres: filtres(&vue, &lus),
        caches: vue.caches(),
        filtre: vue.filtre(),
        resume_page: format!(
            "{} sur {}",
            mots::compter(lus.lignes.len(), "dossier affiché", "dossiers affichés"),
            lus.total
        ),
        debut: vue.apres.as_ref().map(|_| vue.depuis(None).adresse("/dossiers")).unwrap_or_default(),
        suivante: lus.suivante.as_ref().map(|v| v.adresse("/dossiers")).unwrap_or_default(),
        lien_csv: vue.depuis(None).adresse("/dossiers/liste.csv"),
        compteurs: lus.compteurs,
        lignes: lus.lignes,
    };
    Ok(rendre(page).into_response())
}

pub(super) fn lire(porte: &Arc<Porte>, acteur: &Acteur, vue: &Vue, nombre: u32) -> Result<Lus, Refus> {
    let aujourd_hui = porte.aujourd_hui(None);
    let filtres = |v: &Vue| v.filtres(acteur.utilisateur, aujourd_hui);
    let raccourcis = raccourcis();
    let comptes: Vec<Filtres> = raccourcis.iter().map(|(_, v, _)| v).chain([vue]).map(filtres).collect();
    let lue = porte.liste(acteur, &filtres(vue), vue.apres.as_ref(), nombre, &comptes)?;
    let resumes = &lue.dossiers;
    let annuaire = porte.annuaire();
    let lit_c2 = porte.lit_partout(acteur, Classe::C2);
    let mut lignes: Vec<Ligne> =
        resumes.iter().map(|r| ligne(porte, &annuaire, r, aujourd_hui, lit_c2)).collect();
    // One dispositif for all is no news on each line.
    if lignes.windows(2).all(|paire| matches!(paire, [a, b] if a.dispositif == b.dispositif))
        && nombre == PAR_PAGE
    {
        lignes.iter_mut().for_each(|l| l.dispositif.clear());
    }
    let pleine = resumes.len() == usize::try_from(nombre).unwrap_or(usize::MAX);
    let suivante = resumes.last().filter(|_| pleine).map(|r| vue.depuis(Some(r.curseur(Tri::Urgence))));
    let definitions = porte.definitions();
    let definition = |id: &String| definitions.get(id);
    let titre = |id: &String| definition(id).map_or_else(|| id.clone(), |d| d.fiche.titre.clone());
    let statuts = lue.dispositifs.iter().filter_map(definition).flat_map(|d| &d.mecanique.statuts);
    Ok(Lus {
        lignes,
        total: lue.comptes.last().copied().unwrap_or(0),
        suivante,
        compteurs: compteurs(raccourcis, &lue.comptes, vue),
        statuts: statuts.map(|s| s.nom.clone()).collect(),
        dispositifs: lue.dispositifs.iter().map(|id| (id.clone(), titre(id))).collect(),
    })
}

/// The lists that are one click away: name, filters, whether it is of what is late. The narrow ones come first: what
/// they bring to the ceiling is not counted again.
fn raccourcis() -> [(&'static str, Vue, bool); 5] {
    let base = Vue::default();
    [
        ("en retard", base.avec("retard", "1"), true),
        ("que je suis", base.avec("referent", "moi"), false),
        ("que je suis, en retard", base.avec("referent", "moi").avec("retard", "1"), true),
        ("ouverts", base.clone(), false),
        ("clos compris", base.avec("tous", "1"), false),
    ]
}

fn compteurs(raccourcis: [(&'static str, Vue, bool); 5], comptes: &[u32], vue: &Vue) -> Vec<Compteur> {
    let actuelle = vue.depuis(None).adresse("");
    let comptes = comptes.iter().copied();
    raccourcis
        .into_iter()
        .zip(comptes)
        .map(|((nom, v, retard), nombre)| Compteur {
            nombre: if nombre >= 1_000 { "1\u{a0}000 et plus".to_owned() } else { nombre.to_string() },
            nom,
            actif: actuelle == v.adresse(""),
            lien: v.adresse("/dossiers"),
            retard: retard && nombre > 0,
        })
        .collect()
}

fn filtres(vue: &Vue, lus: &Lus) -> Vec<Filtre> {
    let choix = |nom: &str, paires: Vec<(String, String)>| {
        let dit = vue.valeur(nom);
        paires
            .into_iter()
            .map(|(valeur, libelle)| Reponse { coche: dit == Some(valeur.as_str()), valeur, libelle })
            .collect()
    };
    let etapes = ETAPES.iter().map(|e| ((*e).to_owned(), majuscule(e))).collect();
    let statuts = lus.statuts.iter().map(|s| (s.clone(), majuscule(s))).collect();
    vec![
        Filtre {
            nom: "dispositif",
            libelle: "Dispositif",
            tous: "Tous",
            options: choix("dispositif", lus.dispositifs.clone()),
        },
        Filtre { nom: "etape", libelle: "Étape", tous: "Toutes", options: choix("etape", etapes) },
        Filtre {
            nom: "statut",
            libelle: "Statut d'occupation",
            tous: "Tous",
            options: choix("statut", statuts),
        },
    ]
}
