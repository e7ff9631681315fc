//! `/dispositifs`: the catalogue, filtered by words in the address.

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};

use super::facettes::{Choix, FACETTES, Liste};
use super::regard::Regard;
use super::regard_de;
use super::selection::{Pages, adresse, choisies, par_chapitre, retenues};
use super::vitrine::{Montree, Vitrine};
use crate::erreur::Erreur;
use crate::etat::AppState;
use crate::extraire::Requete;
use crate::formulaire::Saisie;
use crate::rendu::{Page, rendre};
use crate::session::Lecteur;

/// The card of one dispositif.
struct Carte<'v> {
    id: &'v str,
    titre: &'v str,
    resume: &'v str,
    volets: &'v [String],
    publics: &'v [String],
    faits: &'v [(&'static str, String)],
    service: String,
    /// Whether it is ticked, to be compared.
    cochee: bool,
}

struct Groupe<'v> {
    titre: String,
    cartes: Vec<Carte<'v>>,
}

struct Resultats<'v> {
    groupes: Vec<Groupe<'v>>,
    resume: String,
    pages: Pages,
    /// Ticked before, and not on this page: number and title.
    gardees: Vec<(String, String)>,
    /// The same list as files: address and name.
    fichiers: Vec<(String, &'static str)>,
    guide: String,
}

#[derive(Template)]
#[template(path = "catalogue/liste.html")]
struct Catalogue<'v> {
    page: Page,
    resultats: Resultats<'v>,
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
struct Fragment<'v> {
    resultats: Resultats<'v>,
}

/// `GET /dispositifs`
pub async fn liste(
    State(etat): State<AppState>,
    Lecteur(visiteur): Lecteur,
    Requete(requete): Requete,
    entetes: HeaderMap,
) -> Result<Response, Erreur> {
    let regard = regard_de(&etat, visiteur.acteur.as_ref()).await?;
    let vitrine = etat.vitrine();
    let resultats = resultats(&vitrine, &regard, &requete);
    if entetes.contains_key("hx-request") {
        return Ok(rendre(Fragment { resultats }).into_response());
    }
    let listes = FACETTES.iter().map(|f| f.liste(vitrine.fiches(), &regard, &requete));
    let (mut premiers, autres): (Vec<Liste>, Vec<Liste>) =
        listes.partition(|l| ["volet", "public"].contains(&l.cle));
    premiers.insert(0, chapitres(&vitrine, &regard, requete.une("chapitre")));
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
fn chapitres(vitrine: &Vitrine, regard: &Regard, choisi: Option<&str>) -> Liste {
    let definitions = vitrine.fiches().iter().map(Montree::definition);
    let mut noms: Vec<(&str, String)> = definitions.map(|d| (regard.code(d), regard.intitule(d))).collect();
    noms.sort_unstable();
    noms.dedup();
    let choix = noms.into_iter().map(|(code, libelle)| Choix {
        valeur: code.to_owned(),
        libelle,
        choisi: choisi == Some(code),
    });
    Liste { cle: "chapitre", titre: "Chapitre", choix: choix.collect() }
}

fn resultats<'v>(vitrine: &'v Vitrine, regard: &Regard, requete: &Saisie) -> Resultats<'v> {
    let retenues = retenues(vitrine, regard, requete);
    let pages = Pages::de(retenues.len(), requete.une("page"));
    let montrees = pages.tranche(&retenues);
    let cochees = choisies(requete);
    let groupes = par_chapitre(montrees, regard).into_iter().map(|(titre, fiches)| Groupe {
        titre,
        cartes: fiches.into_iter().map(|f| carte(f, regard, &cochees)).collect(),
    });
    let ailleurs = cochees.iter().filter_map(|id| vitrine.fiche(id)).map(Montree::definition);
    let gardees = ailleurs
        .filter(|d| !montrees.iter().any(|f| f.definition().id == d.id))
        .map(|d| (d.id.clone(), regard.titre(d).to_owned()));
    let fichier = |fin: &str| adresse(&format!("/dispositifs.{fin}"), requete, &[]);
    Resultats {
        groupes: groupes.collect(),
        pages,
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

fn carte<'v>(fiche: &'v Montree, regard: &Regard, cochees: &[&str]) -> Carte<'v> {
    let d = fiche.definition();
    let discret = regard.discret(d);
    Carte {
        id: &d.id,
        titre: regard.titre(d),
        resume: if discret { "" } else { &d.fiche.resume },
        volets: &fiche.enseigne().volets,
        publics: if discret { &[] } else { &fiche.enseigne().publics },
        faits: &fiche.enseigne().faits,
        service: match regard.conventions(d) {
            _ if !regard.connue() => String::new(),
            0 => "Pas de convention avec votre organisation".to_owned(),
            1 => "1 convention avec votre organisation".to_owned(),
            n => format!("{n} conventions avec votre organisation"),
        },
        cochee: cochees.contains(&d.id.as_str()),
    }
}
