//! `/brouillons/{id}`: the draft as a whole: its drawing, its blocks, how it stands.

use askama::Template;
use axum::extract::State;
use dispositifs::formulaire::{Formulaire, GROUPES};
use ulid::Ulid;

use super::adresse;
use super::etat::EtatDuBrouillon;
use crate::erreur::Erreur;
use crate::etat::AppState;
use crate::extraire::{Chemin, Requete};
use crate::rendu::{Page, Rendu, rendre};
use crate::session::Connecte;

/// One block.
struct Bloc {
    nom: String,
    dit: String,
    lien: String,
}

/// Blocks of one kind.
struct Genre {
    titre: &'static str,
    aide: &'static str,
    blocs: Vec<Bloc>,
    /// The form of a new one; empty when there may be only one.
    ajouter: String,
}

struct Groupe {
    titre: &'static str,
    genres: Vec<Genre>,
}

#[derive(Template)]
#[template(path = "atelier/brouillon.html")]
pub(super) struct PageBrouillon {
    page: Page,
    id: Ulid,
    fait: &'static str,
    par: String,
    le: String,
    etat: EtatDuBrouillon,
    /// None when the text is not well-formed: only the text can then be mended.
    groupes: Vec<Groupe>,
    nouveau_cas: String,
}

/// `GET /brouillons/{id}`
pub(super) async fn montrer(
    State(etat): State<AppState>,
    qui: Connecte,
    Chemin(id): Chemin<Ulid>,
    Requete(requete): Requete,
) -> Result<Rendu<PageBrouillon>, Erreur> {
    let (lu, epreuve) = super::lu(&etat, &qui, id).await?;
    let formulaire = Formulaire::ouvrir(&lu.ecrit.texte);
    let nombre = lu.ecrit.cas.len() + 1;
    Ok(rendre(PageBrouillon {
        page: qui.page(lu.tete.titre.clone(), "dispositifs"),
        id,
        fait: match requete.une("fait") {
            Some("enregistre") => "Enregistré.",
            Some("reuni") => "Enregistré. Quelqu’un d’autre écrivait aussi : vos deux textes sont réunis.",
            Some("retire") => "Retiré.",
            _ => "",
        },
        par: lu.tete.par.clone(),
        le: crate::sujets::mots::instant(&lu.tete.le),
        etat: EtatDuBrouillon::de(id, &lu.ecrit, &epreuve),
        groupes: formulaire.map(|f| groupes(id, &f)).unwrap_or_default(),
        nouveau_cas: adresse(id, &format!("cas/cas-{nombre}")),
    }))
}

fn groupes(id: Ulid, formulaire: &Formulaire) -> Vec<Groupe> {
    let genre = |bloc: &'static dispositifs::formulaire::Bloc| {
        let blocs = formulaire.blocs(bloc);
        let vers = |rang: usize| adresse(id, &format!("blocs/{}/{rang}", bloc.code));
        Genre {
            titre: bloc.titre,
            aide: bloc.aide,
            ajouter: if bloc.plusieurs || blocs.is_empty() { vers(blocs.len()) } else { String::new() },
            blocs: blocs
                .into_iter()
                .map(|b| Bloc { lien: vers(b.lieu.rang), nom: b.nom, dit: b.dit })
                .collect(),
        }
    };
    GROUPES.iter().map(|g| Groupe { titre: g.titre, genres: g.blocs.iter().map(genre).collect() }).collect()
}
