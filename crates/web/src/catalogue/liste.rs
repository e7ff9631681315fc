//! `/dispositifs`: the catalogue, filtered by words in the address.

use actes::{ConventionNommee, Definitions};
use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use domain::Definition;

use super::chiffres::{compte, cout_court, ou_non_precise};
use super::conventions_de;
use super::facettes::{Choix, FACETTES, Liste};
use super::regard::Regard;
use super::selection::{adresse, choisies, par_chapitre, retenues};
use crate::erreur::Erreur;
use crate::etat::AppState;
use crate::extraire::Requete;
use crate::formulaire::{Saisie, majuscule};
use crate::rendu::{Page, rendre};
use crate::session::Lecteur;

/// The card of one dispositif.
struct Carte {
    id: String,
    titre: String,
    resume: String,
    etiquettes: Vec<String>,
    faits: Vec<(&'static str, String)>,
    service: String,
    /// Whether it is ticked, to be compared.
    cochee: bool,
}

struct Groupe {
    titre: String,
    cartes: Vec<Carte>,
}

struct Resultats {
    groupes: Vec<Groupe>,
    resume: String,
    /// Ticked before, and left out by the filters: number and title.
    gardees: Vec<(String, String)>,
    /// The same list as files: address and name.
    fichiers: Vec<(String, &'static str)>,
    guide: String,
}

#[derive(Template)]
#[template(path = "catalogue/liste.html")]
struct Catalogue {
    page: Page,
    resultats: Resultats,
    recherche: String,
    /// What most people look for, then the rest, folded.
    premiers: Vec<Liste>,
    autres: Vec<Liste>,
    /// Whether one of those folded is chosen.
    deplie: bool,
    filtre: bool,
    /// Whether she reads without an account what has accounts.
    sans_compte: bool,
}

#[derive(Template)]
#[template(path = "catalogue/fragment.html")]
struct Fragment {
    resultats: Resultats,
}

/// `GET /dispositifs`
pub async fn liste(
    State(etat): State<AppState>,
    Lecteur(visiteur): Lecteur,
    Requete(requete): Requete,
    entetes: HeaderMap,
) -> Result<Response, Erreur> {
    let conventions = conventions_de(&etat, visiteur.acteur.clone()).await?;
    let regard = Regard::de(visiteur.acteur.as_ref(), conventions.iter().map(|c| &c.dispositif));
    let definitions = etat.porte.definitions();
    let resultats = resultats(&definitions, &regard, &conventions, &requete);
    if entetes.contains_key("hx-request") {
        return Ok(rendre(Fragment { resultats }).into_response());
    }
    let listes = FACETTES.iter().map(|f| f.liste(definitions.values().map(|d| &**d), &regard, &requete));
    let (mut premiers, autres): (Vec<Liste>, Vec<Liste>) =
        listes.partition(|l| ["volet", "public"].contains(&l.cle));
    premiers.insert(0, chapitres(&definitions, &regard, requete.une("chapitre")));
    let catalogue = Catalogue {
        page: visiteur.page("Dispositifs", "dispositifs"),
        resultats,
        recherche: requete.une("q").unwrap_or_default().to_owned(),
        deplie: autres.iter().any(Liste::choisie),
        filtre: requete.une("q").is_some() || premiers.iter().chain(&autres).any(Liste::choisie),
        premiers,
        autres,
        sans_compte: visiteur.acteur.is_none() && !etat.demo,
    };
    Ok(rendre(catalogue).into_response())
}

/// The chapters a reader can tell apart: those kept quiet are one.
fn chapitres(definitions: &Definitions, regard: &Regard, choisi: Option<&str>) -> Liste {
    let mut noms: Vec<(&str, String)> =
        definitions.values().map(|d| (regard.code(d), regard.intitule(d))).collect();
    noms.sort_unstable();
    noms.dedup();
    let choix = noms.into_iter().map(|(code, libelle)| Choix {
        valeur: code.to_owned(),
        libelle,
        choisi: choisi == Some(code),
    });
    Liste { cle: "chapitre", titre: "Chapitre", choix: choix.collect() }
}

fn resultats(
    definitions: &Definitions,
    regard: &Regard,
    conventions: &[ConventionNommee],
    requete: &Saisie,
) -> Resultats {
    let retenues = retenues(definitions, regard, requete);
    let cochees = choisies(requete);
    let groupes = par_chapitre(&retenues, regard).into_iter().map(|(titre, fiches)| Groupe {
        titre,
        cartes: fiches.into_iter().map(|d| carte(d, regard, conventions, &cochees)).collect(),
    });
    let ailleurs = cochees.iter().filter_map(|id| definitions.get(*id));
    let gardees = ailleurs
        .filter(|d| !retenues.iter().any(|r| r.id == d.id))
        .map(|d| (d.id.clone(), regard.titre(d).to_owned()));
    let fichier = |fin: &str| adresse(&format!("/dispositifs.{fin}"), requete, &[]);
    Resultats {
        groupes: groupes.collect(),
        resume: match retenues.len() {
            0 => "Aucun dispositif ne correspond".to_owned(),
            1 => "1 dispositif".to_owned(),
            n => format!("{n} dispositifs"),
        },
        gardees: gardees.collect(),
        fichiers: vec![
            (fichier("xlsx"), "Classeur (XLSX)"),
            (fichier("csv"), "Tableau (CSV)"),
            (fichier("json"), "Données (JSON)"),
        ],
        guide: adresse("/dispositifs/guide", requete, &[]),
    }
}

fn carte(d: &Definition, regard: &Regard, conventions: &[ConventionNommee], cochees: &[&str]) -> Carte {
    let f = &d.fiche;
    let discret = regard.discret(d);
    let mut etiquettes: Vec<String> = f.volets.iter().map(|v| majuscule(v)).collect();
    if !discret {
        etiquettes.extend(f.publics.iter().map(|p| majuscule(p)));
    }
    let siennes = conventions.iter().filter(|c| c.dispositif == d.id).count();
    Carte {
        id: d.id.clone(),
        titre: regard.titre(d).to_owned(),
        resume: if discret { String::new() } else { f.resume.clone() },
        etiquettes,
        faits: vec![
            ("Territoire", ou_non_precise(&f.territoire.libelle)),
            ("Ménages", compte(&f.menages)),
            ("Logements", compte(&f.logements)),
            ("Durée", ou_non_precise(&f.duree_imprimee)),
            ("Coût imprimé", cout_court(f)),
        ],
        service: match siennes {
            _ if !regard.connue() => String::new(),
            0 => "Pas de convention avec votre organisation".to_owned(),
            1 => "1 convention avec votre organisation".to_owned(),
            n => format!("{n} conventions avec votre organisation"),
        },
        cochee: cochees.contains(&d.id.as_str()),
    }
}
