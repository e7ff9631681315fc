//! `/brouillons/{id}/blocs/{bloc}/{rang}`: one block of a draft as a form.

use actes::atelier::{Brouillon, Ecrit, Epreuve, Suite};
use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use dispositifs::formulaire::{Bloc, Formulaire, Lieu, Saisis};
use domain::moteur::Faute;
use ulid::Ulid;

use super::champs::Partie;
use super::etat::{EtatDuBrouillon, Fragment};
use super::{adresse, champs, conflit, lu, refus};
use crate::erreur::Erreur;
use crate::etat::AppState;
use crate::extraire::{Chemin, Pose, n_lu};
use crate::rendu::{Page, Rendu, rediriger, rendre};
use crate::session::Connecte;

#[derive(Template)]
#[template(path = "atelier/bloc.html")]
struct PageBloc {
    page: Page,
    id: Ulid,
    titre: String,
    brouillon: String,
    aide: &'static str,
    action: String,
    n: i64,
    existe: bool,
    parties: Vec<Partie>,
    listes: Vec<(&'static str, Vec<String>)>,
    fautes: Vec<Faute>,
    etat: EtatDuBrouillon,
}

/// The block that an address names.
fn lieu(bloc: &str, rang: usize) -> Result<Lieu, Erreur> {
    let bloc = Bloc::du_code(bloc).ok_or(Erreur::Introuvable)?;
    let trop = if bloc.plusieurs { 2_000 } else { 1 };
    if rang < trop { Ok(Lieu { bloc, rang }) } else { Err(Erreur::Introuvable) }
}

/// The state that was on the screen, and its forms: what was typed is a change of it.
async fn ouvrir(etat: &AppState, qui: &Connecte, id: Ulid, n: i64) -> Result<(Ecrit, Formulaire), Erreur> {
    let acteur = qui.acteur.clone();
    let base = etat.demander(move |porte| porte.brouillon_au(&acteur, id, n)).await?;
    let formulaire = formulaire(&base)?;
    Ok((base, formulaire))
}

fn formulaire(ecrit: &Ecrit) -> Result<Formulaire, Erreur> {
    Formulaire::ouvrir(&ecrit.texte).ok_or_else(|| Erreur::Malforme(ILLISIBLE.to_owned()))
}

/// Said when the text does not read as forms any more.
const ILLISIBLE: &str =
    "Le texte de ce brouillon ne se lit pas comme des formulaires : corrigez-le d’abord dans « Le texte ».";

/// `GET /brouillons/{id}/blocs/{bloc}/{rang}`
pub(super) async fn montrer(
    State(etat): State<AppState>,
    qui: Connecte,
    Chemin((id, bloc, rang)): Chemin<(Ulid, String, usize)>,
) -> Result<Response, Erreur> {
    let lieu = lieu(&bloc, rang)?;
    let lu = lu(&etat, &qui, id).await?;
    page(&qui, id, lieu, &lu, None, (StatusCode::OK, Vec::new()))
}

fn page(
    qui: &Connecte,
    id: Ulid,
    lieu: Lieu,
    (lu, epreuve): &(Brouillon, Epreuve),
    saisis: Option<&Saisis>,
    (statut, fautes): (StatusCode, Vec<Faute>),
) -> Result<Response, Erreur> {
    let formulaire = formulaire(&lu.ecrit)?;
    let decrits = formulaire.champs(lieu);
    let nom = formulaire.blocs(lieu.bloc).into_iter().find(|b| b.lieu == lieu).map(|b| b.nom);
    let titre = match nom {
        Some(nom) if nom != lieu.bloc.titre => format!("{} : {nom}", lieu.bloc.titre),
        Some(nom) => nom,
        None => format!("{} : nouveau", lieu.bloc.titre),
    };
    let vue = PageBloc {
        page: qui.page(titre.clone(), "dispositifs"),
        id,
        titre,
        brouillon: lu.tete.titre.clone(),
        aide: lieu.bloc.aide,
        action: adresse(id, &format!("blocs/{}/{}", lieu.bloc.code, lieu.rang)),
        n: lu.tete.n,
        existe: formulaire.existe(lieu) && !lieu.bloc.chemin.is_empty() && lieu.bloc.code != "fiche",
        parties: champs::parties(&decrits, saisis, &fautes),
        listes: champs::listes(&decrits, formulaire.listes()),
        fautes,
        etat: EtatDuBrouillon::de(id, &lu.ecrit, epreuve),
    };
    Ok(Rendu(statut, vue).into_response())
}

/// `POST /brouillons/{id}/blocs/{bloc}/{rang}`: also as one leaves a field.
pub(super) async fn ecrire(
    State(etat): State<AppState>,
    qui: Connecte,
    Chemin((id, bloc, rang)): Chemin<(Ulid, String, usize)>,
    entetes: HeaderMap,
    Pose(saisie): Pose,
) -> Result<Response, Erreur> {
    let (lieu, n) = (lieu(&bloc, rang)?, n_lu(&saisie)?);
    let (base, mut formulaire) = ouvrir(&etat, &qui, id, n).await?;
    let saisis = champs::saisis(&formulaire.champs(lieu), &saisie);
    let en_direct = entetes.contains_key("hx-request");
    if let Err(fautes) = formulaire.appliquer(lieu, &saisis) {
        let lu = lu(&etat, &qui, id).await?;
        if en_direct {
            let dites = fautes.into_iter().map(|f| f.message).collect();
            return Ok(fragment(id, n, &lu.0.ecrit, &lu.1, dites));
        }
        return page(&qui, id, lieu, &lu, Some(&saisis), (StatusCode::UNPROCESSABLE_ENTITY, fautes));
    }
    let voulu = Ecrit { texte: formulaire.texte(), cas: base.cas };
    finir(&etat, &qui, id, n, voulu, en_direct).await
}

/// `POST /brouillons/{id}/blocs/{bloc}/{rang}/retirer`
pub(super) async fn retirer(
    State(etat): State<AppState>,
    qui: Connecte,
    Chemin((id, bloc, rang)): Chemin<(Ulid, String, usize)>,
    Pose(saisie): Pose,
) -> Result<Response, Erreur> {
    let (lieu, n) = (lieu(&bloc, rang)?, n_lu(&saisie)?);
    let (base, mut formulaire) = ouvrir(&etat, &qui, id, n).await?;
    formulaire.retirer(lieu);
    let voulu = Ecrit { texte: formulaire.texte(), cas: base.cas };
    finir(&etat, &qui, id, n, voulu, false).await
}

/// Saves, and says what became of it.
pub(super) async fn finir(
    etat: &AppState,
    qui: &Connecte,
    id: Ulid,
    n: i64,
    voulu: Ecrit,
    en_direct: bool,
) -> Result<Response, Erreur> {
    let (acteur, sien) = (qui.acteur.clone(), voulu.clone());
    let suite = etat.demander(move |porte| Ok(porte.ecrire_brouillon(&acteur, id, n, &sien))).await?;
    let suite = match suite {
        Err(actes::Erreur::Saisie(fautes)) => {
            let dites: Vec<String> = fautes.into_iter().map(|f| f.message).collect();
            if !en_direct {
                return Ok(refus::page(qui, id, n, dites, voulu));
            }
            let lu = lu(etat, qui, id).await?;
            return Ok(fragment(id, n, &lu.0.ecrit, &lu.1, dites));
        }
        suite => suite?,
    };
    match suite {
        Suite::Enregistre(n) if en_direct => {
            let lu = lu(etat, qui, id).await?;
            Ok(fragment(id, n, &lu.0.ecrit, &lu.1, Vec::new()))
        }
        // What is on the screen is not what is written any more: the page is read again.
        Suite::Reuni { .. } if en_direct => Ok(([("hx-refresh", "true")], "").into_response()),
        Suite::Conflit(actuel) if en_direct => {
            let dite = format!(
                "{} vient d’écrire au même endroit : enregistrez pour choisir entre vos deux textes.",
                actuel.tete.par
            );
            let lu = lu(etat, qui, id).await?;
            Ok(fragment(id, n, &lu.0.ecrit, &lu.1, vec![dite]))
        }
        Suite::Enregistre(_) => Ok(rediriger(&format!("{}?fait=enregistre", adresse(id, "")))),
        Suite::Reuni { .. } => Ok(rediriger(&format!("{}?fait=reuni", adresse(id, "")))),
        Suite::Conflit(actuel) => Ok(conflit::page(qui, &actuel, &voulu)),
    }
}

fn fragment(id: Ulid, n: i64, ecrit: &Ecrit, epreuve: &Epreuve, fautes: Vec<String>) -> Response {
    rendre(Fragment { etat: EtatDuBrouillon::de(id, ecrit, epreuve), n, fautes }).into_response()
}
