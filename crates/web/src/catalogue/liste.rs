//! `/dispositifs`: the catalogue, filtered by words in the address.

use std::collections::BTreeMap;
use std::sync::Arc;

use actes::ConventionLue;
use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use dispositifs::recherche::Texte;
use domain::Definition;

use super::chiffres::{compte, cout_court, ou_non_precise};
use super::conventions_de;
use super::facettes::{Choix, FACETTES, Liste};
use super::regard::Regard;
use crate::erreur::Erreur;
use crate::etat::AppState;
use crate::extraire::Requete;
use crate::formulaire::{Saisie, majuscule};
use crate::rendu::{Page, rendre};
use crate::session::Visiteur;

/// The card of one dispositif.
struct Carte {
    id: String,
    titre: String,
    resume: String,
    etiquettes: Vec<String>,
    faits: Vec<(&'static str, String)>,
    service: String,
}

struct Groupe {
    titre: String,
    cartes: Vec<Carte>,
}

struct Resultats {
    groupes: Vec<Groupe>,
    resume: String,
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
}

#[derive(Template)]
#[template(path = "catalogue/fragment.html")]
struct Fragment {
    resultats: Resultats,
}

/// `GET /dispositifs`
pub async fn liste(
    State(etat): State<AppState>,
    visiteur: Visiteur,
    Requete(requete): Requete,
    entetes: HeaderMap,
) -> Result<Response, Erreur> {
    let conventions = conventions_de(&etat, visiteur.acteur.clone(), None).await?;
    let regard = Regard::de(visiteur.acteur.as_ref(), &conventions);
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
    };
    Ok(rendre(catalogue).into_response())
}

/// The chapters a reader can tell apart: those kept quiet are one.
fn chapitres(
    definitions: &BTreeMap<String, Arc<Definition>>,
    regard: &Regard,
    choisi: Option<&str>,
) -> Liste {
    let mut noms: Vec<(&str, &str)> =
        definitions.values().map(|d| (code(d, regard), regard.chapitre(d))).collect();
    noms.sort_unstable();
    noms.dedup();
    let choix = noms.into_iter().map(|(code, nom)| Choix {
        valeur: code.to_owned(),
        libelle: if nom == code { nom.to_owned() } else { format!("{code} {nom}") },
        choisi: choisi == Some(code),
    });
    Liste { cle: "chapitre", titre: "Chapitre", choix: choix.collect() }
}

fn code<'d>(d: &'d Definition, regard: &Regard) -> &'d str {
    let code = d.fiche.chapitre.as_str();
    if regard.discret(d) { code.split('.').next().unwrap_or(code) } else { code }
}

fn resultats(
    definitions: &BTreeMap<String, Arc<Definition>>,
    regard: &Regard,
    conventions: &[ConventionLue],
    requete: &Saisie,
) -> Resultats {
    let mut retenus: Vec<&Definition> =
        definitions.values().map(|d| &**d).filter(|d| retenu(d, regard, requete)).collect();
    retenus.sort_by_key(|d| (code(d, regard), d.rang()));
    let mut groupes: Vec<Groupe> = Vec::new();
    for d in &retenus {
        let nom = regard.chapitre(d);
        let titre =
            if nom == code(d, regard) { nom.to_owned() } else { format!("{} {nom}", code(d, regard)) };
        let carte = carte(d, regard, conventions);
        match groupes.last_mut().filter(|g| g.titre == titre) {
            Some(groupe) => groupe.cartes.push(carte),
            None => groupes.push(Groupe { titre, cartes: vec![carte] }),
        }
    }
    let resume = match retenus.len() {
        0 => "Aucun dispositif ne correspond".to_owned(),
        1 => "1 dispositif".to_owned(),
        n => format!("{n} dispositifs"),
    };
    Resultats { groupes, resume }
}

fn retenu(d: &Definition, regard: &Regard, requete: &Saisie) -> bool {
    requete.une("chapitre").is_none_or(|c| code(d, regard) == c)
        && FACETTES.iter().all(|f| f.retient(d, regard, requete))
        && requete.une("q").is_none_or(|q| Texte::lire(&texte_cherche(d, regard)).contient(q))
}

fn texte_cherche(d: &Definition, regard: &Regard) -> String {
    let f = &d.fiche;
    let mut mots = vec![d.id.clone(), regard.titre(d).to_owned(), f.territoire.libelle.clone()];
    mots.extend(f.volets.iter().cloned());
    if !regard.discret(d) {
        mots.push(f.resume.clone());
        mots.extend(f.publics.iter().cloned());
        mots.extend(f.organismes.iter().flat_map(|o| [&o.nom].into_iter().chain(&o.alias)).cloned());
    }
    mots.join(" ")
}

fn carte(d: &Definition, regard: &Regard, conventions: &[ConventionLue]) -> Carte {
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
    }
}
