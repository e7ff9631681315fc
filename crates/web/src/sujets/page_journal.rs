//! The whole journal of a sujet, on one track or all.

use askama::Template;
use axum::extract::{Extension, State};
use axum::response::{IntoResponse, Response};
use domain::acte::Piste;
use domain::{Genre, SujetId};

use super::choisir::nommer;
use super::journal::{Entree, journal};
use super::regard::{self, Regard};
use super::situation::tues;
use super::{adresses, mots, routes};
use crate::erreur::Erreur;
use crate::etat::AppState;
use crate::extraire::{Chemin, Requete};
use crate::rendu::{Page, rendre};
use crate::session::Connecte;

/// A filter, with how many entries it keeps.
struct Filtre {
    nom: String,
    nombre: usize,
    lien: String,
    actif: bool,
}

#[derive(Template)]
#[template(path = "sujets/journal.html")]
struct PageJournal {
    page: Page,
    fil: Vec<(String, String)>,
    sous_titre: String,
    pistes: Vec<Filtre>,
    entrees: Vec<Entree>,
    tues: String,
}

/// `GET /…/{id}/journal?piste=…`.
pub(super) async fn montrer(
    Extension(genre): Extension<Genre>,
    State(etat): State<AppState>,
    qui: Connecte,
    Chemin(id): Chemin<SujetId>,
    Requete(requete): Requete,
) -> Result<Response, Erreur> {
    let acteur = qui.acteur.clone();
    let (lu, regard) = etat
        .demander(move |porte| {
            let lu = porte.sujet(&acteur, genre, id)?;
            let regard = Regard::nommant(&lu, nommer(porte, &acteur, &lu, usize::MAX)?);
            Ok((lu, regard))
        })
        .await?;
    let voulue = requete.une("piste");
    let piste = Piste::TOUTES.into_iter().find(|p| voulue == Some(domain::texte::plier(p.nom()).as_str()));
    let base = format!("{}/journal", adresses::page(genre, id));
    let nom = regard::nom(&lu);
    let mut page = qui.page("Journal", routes::menu(genre));
    page.titre = format!("Journal, {nom}");
    page.sortie = regard::a_quitter_vite(&lu);
    let fil = [
        ("/dossiers".to_owned(), "Dossiers".to_owned()),
        (adresses::page(genre, id), nom.clone()),
        (String::new(), "Journal".to_owned()),
    ];
    let entrees = journal(&lu.sujet, &regard, piste);
    let toutes = lu.sujet.evenements.len();
    let vue = PageJournal {
        page,
        fil: fil.to_vec(),
        sous_titre: format!("{nom}, {}", mots::compter(toutes, "entrée", "entrées")),
        pistes: if genre == Genre::Dossier { filtres(&lu.sujet, &regard, &base, piste) } else { Vec::new() },
        entrees,
        tues: if matches!(genre, Genre::Dossier | Genre::Menage) { tues(&regard) } else { String::new() },
    };
    Ok(rendre(vue).into_response())
}

fn filtres(sujet: &domain::Sujet, regard: &Regard, base: &str, actuelle: Option<Piste>) -> Vec<Filtre> {
    let toutes = Filtre {
        nom: "tout".to_owned(),
        nombre: sujet.evenements.len(),
        lien: base.to_owned(),
        actif: actuelle.is_none(),
    };
    let pistes = Piste::TOUTES.into_iter().map(|p| Filtre {
        nom: p.nom().to_owned(),
        nombre: journal(sujet, regard, Some(p)).len(),
        lien: format!("{base}?piste={}", domain::texte::plier(p.nom())),
        actif: actuelle == Some(p),
    });
    std::iter::once(toutes).chain(pistes).collect()
}
