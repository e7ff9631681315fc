//! `GET /menages/{id}/droits`: in plain words, what is held, and how each right is exercised.

use actes::{ParClasse, Remise, SujetLu};
use askama::Template;
use axum::extract::State;
use domain::{Genre, SujetId};

use crate::erreur::Erreur;
use crate::etat::AppState;
use crate::extraire::Chemin;
use crate::formulaire::majuscule;
use crate::rendu::{Page, Rendu, rendre};
use crate::session::Connecte;
use crate::sujets::{adresses, mots, regard};

/// What is held of one class.
struct Ligne {
    quoi: String,
    combien: String,
    dernier: String,
}

#[derive(Template)]
#[template(path = "menages/droits.html")]
pub(super) struct Droits {
    page: Page,
    fil: [(String, String); 3],
    nom: String,
    id: SujetId,
    adresse: String,
    lignes: Vec<Ligne>,
    tues: String,
    journaux: Vec<(String, String)>,
}

/// Where a page of rights stands.
pub(super) fn fil(menage: &SujetLu, ici: &str) -> [(String, String); 3] {
    [
        ("/dossiers".to_owned(), "Dossiers".to_owned()),
        (adresses::page(Genre::Menage, menage.sujet.id), regard::nom(menage)),
        (String::new(), ici.to_owned()),
    ]
}

/// The frame of a page of rights.
pub(super) fn cadre(qui: &Connecte, remise: &Remise, titre: &str) -> Page {
    let nom = regard::nom(&remise.menage);
    Page {
        sortie: remise.lus().any(regard::a_quitter_vite),
        ..qui.page(format!("{titre}, {nom}"), "dossiers")
    }
}

/// `GET /menages/{id}/droits`
pub(super) async fn montrer(
    State(etat): State<AppState>,
    qui: Connecte,
    Chemin(id): Chemin<SujetId>,
) -> Result<Rendu<Droits>, Erreur> {
    let acteur = qui.acteur.clone();
    let remise = etat.demander(move |porte| porte.remise(&acteur, id, "page des droits")).await?;
    let journal = |lu: &SujetLu| {
        let nom = match lu.sujet.genre {
            Genre::Menage => "Journal du ménage".to_owned(),
            _ => format!("Journal du dossier\u{a0}: {}", regard::titre(lu)),
        };
        (format!("{}/journal", adresses::page(lu.sujet.genre, lu.sujet.id)), nom)
    };
    Ok(rendre(Droits {
        page: cadre(&qui, &remise, "Droits du ménage"),
        fil: fil(&remise.menage, "Droits"),
        nom: regard::nom(&remise.menage),
        id,
        adresse: format!("{}/droits", adresses::page(Genre::Menage, id)),
        lignes: remise.par_classe().iter().map(ligne).collect(),
        tues: tues(&remise),
        journaux: remise.lus().map(journal).collect(),
    }))
}

fn ligne(compte: &ParClasse) -> Ligne {
    Ligne {
        quoi: majuscule(compte.classe.mot()),
        combien: mots::compter(compte.nombre, "renseignement", "renseignements"),
        dernier: domain::texte::jour(compte.dernier),
    }
}

/// The classes that she never reads, whether something is held of them or not.
fn tues(remise: &Remise) -> String {
    let tues = domain::fait::Classe::TOUTES.into_iter().filter(|c| remise.lus().all(|lu| !lu.lit(*c)));
    domain::texte::liste(&tues.map(domain::fait::Classe::mot).collect::<Vec<_>>())
}
