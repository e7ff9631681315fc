//! `/dispositifs/guide`: the whole catalogue as one document, to read or to print: cover, synthesis, contents, then one
//! page for each sheet.

use askama::Template;
use axum::extract::State;
use dispositifs::champs::Valeur;
use dispositifs::synthese::{BASE_DE_COUT, Groupe as Somme, REGLE, grouper};
use domain::texte::{jour, liste, montant, nombre};

use super::chiffres::{Couts, couts};
use super::regard::Regard;
use super::regard_de;
use super::selection::{adresse, en_mots, par_chapitre, retenues};
use super::valeurs::{Dit, dire};
use super::vitrine::Montree;
use crate::erreur::Erreur;
use crate::etat::AppState;
use crate::extraire::Requete;
use crate::rendu::{Page, Rendu, rendre};
use crate::session::Lecteur;

/// Fields of one matter.
struct Rubrique {
    titre: &'static str,
    lignes: Vec<(&'static str, Dit)>,
}

struct Fiche {
    id: String,
    titre: String,
    discret: bool,
    resume: String,
    rubriques: Vec<Rubrique>,
    couts: Couts,
    organismes: Vec<String>,
    /// The fields of which the sheet says nothing.
    muets: String,
}

struct Chapitre {
    titre: String,
    ancre: String,
    fiches: Vec<Fiche>,
}

/// A row of the synthesis.
struct Ligne {
    titre: String,
    figures: Vec<String>,
}

#[derive(Template)]
#[template(path = "catalogue/guide.html")]
pub struct Guide {
    page: Page,
    retour: String,
    le: String,
    nombre: usize,
    discretes: usize,
    filtres: Vec<String>,
    colonnes: &'static [&'static str],
    synthese: Vec<Ligne>,
    total: Ligne,
    definitions: [&'static str; 2],
    chapitres: Vec<Chapitre>,
}

const COLONNES: [&str; 5] =
    ["Fiches", "Ménages prévus", "Logements prévus", "Durée médiane", "Coût médian par ménage et par an"];

/// What stands above the fields of a page, and what only counts its rules.
const HORS_PAGE: [&str; 6] =
    ["resume", "regles_par_sujet", "regles_propres", "regles", "echeances", "version"];

/// `GET /dispositifs/guide`
pub async fn guide(
    State(etat): State<AppState>,
    Lecteur(visiteur): Lecteur,
    Requete(requete): Requete,
) -> Result<Rendu<Guide>, Erreur> {
    let regard = regard_de(&etat, visiteur.acteur.as_ref()).await?;
    let vitrine = etat.vitrine();
    let fiches = retenues(&vitrine, &regard, &requete);
    let chapitres = par_chapitre(&fiches, &regard);
    let synthese = chapitres.iter().map(|(titre, siennes)| ligne(titre.clone(), &somme(siennes)));
    Ok(rendre(Guide {
        page: visiteur.page("Le guide des dispositifs", "dispositifs"),
        retour: adresse("/dispositifs", &requete, &[]),
        le: jour(etat.porte.aujourd_hui(None)),
        nombre: fiches.len(),
        discretes: fiches.iter().filter(|f| regard.discret(f.definition())).count(),
        filtres: en_mots(&requete),
        colonnes: &COLONNES,
        synthese: synthese.collect(),
        total: ligne("Ensemble".to_owned(), &somme(&fiches)),
        definitions: [REGLE, BASE_DE_COUT],
        chapitres: chapitres
            .into_iter()
            .enumerate()
            .map(|(rang, (titre, siennes))| Chapitre {
                titre,
                ancre: format!("chapitre-{}", rang + 1),
                fiches: siennes.into_iter().map(|f| fiche(f, &regard)).collect(),
            })
            .collect(),
    }))
}

fn somme(fiches: &[&Montree]) -> Somme {
    let definitions: Vec<_> = fiches.iter().map(|f| f.definition()).collect();
    grouper(&definitions)
}

fn ligne(titre: String, somme: &Somme) -> Ligne {
    let compte = |n: u32| nombre(i64::from(n));
    let figures = vec![
        compte(somme.projets),
        compte(somme.menages),
        compte(somme.logements),
        somme.duree_mois.map_or_else(|| "–".to_owned(), |d| format!("{}\u{a0}mois", d.mediane)),
        somme.cout_par_menage_et_an.map_or_else(|| "–".to_owned(), |c| montant(c.mediane)),
    ];
    Ligne { titre, figures }
}

fn fiche(montree: &Montree, regard: &Regard) -> Fiche {
    let d = montree.definition();
    let discret = regard.discret(d);
    let mut rubriques: Vec<Rubrique> = Vec::new();
    let mut muets: Vec<&str> = Vec::new();
    for (champ, lue) in regard.lire(montree).filter(|(c, _)| !HORS_PAGE.contains(&c.cle)) {
        let dit = match lue {
            None => continue,
            Some(Valeur::NonDite) => {
                muets.push(champ.titre);
                continue;
            }
            Some(Valeur::Liste(mots)) if mots.is_empty() => continue,
            lue @ Some(_) => dire(champ, lue),
        };
        match rubriques.last_mut().filter(|r| r.titre == champ.groupe) {
            Some(rubrique) => rubrique.lignes.push((champ.titre, dit)),
            None => rubriques.push(Rubrique { titre: champ.groupe, lignes: vec![(champ.titre, dit)] }),
        }
    }
    let couts = couts(&d.fiche);
    let organismes = d.fiche.organismes.iter().map(|o| format!("{} ({})", o.nom, o.role));
    Fiche {
        id: d.id.clone(),
        titre: regard.titre(d).to_owned(),
        discret,
        resume: if discret { String::new() } else { d.fiche.resume.clone() },
        rubriques,
        couts: if discret { couts.sans_detail() } else { couts },
        organismes: if discret { Vec::new() } else { organismes.collect() },
        muets: liste(&muets),
    }
}
