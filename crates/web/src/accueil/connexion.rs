//! Until accounts come: everyone on this machine chooses an invented person, by a button.

use std::collections::BTreeMap;

use actes::{Annuaire, Utilisateur};
use askama::Template;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::OrganisationId;
use policy::NatureOrganisation;

use crate::erreur::Erreur;
use crate::etat::AppState;
use crate::extraire::{Pose, Requete};
use crate::rendu::{Page, Rendu, rediriger, rendre};
use crate::session::{Session, Visiteur};

/// Someone whose place one may take.
pub struct Personne {
    /// Her identifier.
    pub id: String,
    /// Her name.
    pub nom: String,
    /// What she does.
    pub fonction: String,
    /// Why to try her; empty for most.
    pub essai: String,
}

/// An organisation and its people.
pub struct Maison {
    nom: String,
    nature: &'static str,
    personnes: Vec<Personne>,
}

/// One thing to try: as whom, and where.
pub struct Essai {
    /// The person.
    pub personne: Personne,
    /// For whom she works.
    pub organisation: String,
    /// What one does there.
    pub quoi: String,
    /// Where it begins.
    pub retour: &'static str,
}

#[derive(Template)]
#[template(path = "accueil/connexion.html")]
pub struct Choix {
    page: Page,
    maisons: Vec<Maison>,
    retour: String,
}

/// `GET /connexion`
pub async fn choisir(
    State(etat): State<AppState>,
    visiteur: Visiteur,
    Requete(requete): Requete,
) -> Result<Rendu<Choix>, Erreur> {
    seulement_en_demo(&etat)?;
    let choix = Choix {
        page: visiteur.page("Choisir une personne", ""),
        maisons: maisons(&etat.porte.annuaire()),
        retour: chez_nous(requete.une("retour")).to_owned(),
    };
    Ok(rendre(choix))
}

/// `POST /connexion`
pub async fn entrer(State(etat): State<AppState>, Pose(saisie): Pose) -> Result<Response, Erreur> {
    seulement_en_demo(&etat)?;
    let id = saisie.une("utilisateur").and_then(|id| id.parse().ok());
    let connu = id.filter(|id| etat.porte.annuaire().acteur(*id).is_some());
    let Some(utilisateur) = connu else {
        return Err(Erreur::Malforme(
            "Cette personne n’est pas dans l’annuaire. Choisissez-en une dans la liste.".to_owned(),
        ));
    };
    let cookie = [(header::SET_COOKIE, Session::ouvrir(&etat.secret, utilisateur))];
    Ok((cookie, rediriger(chez_nous(saisie.une("retour")))).into_response())
}

/// `POST /deconnexion`
pub async fn sortir(Pose(_): Pose) -> Response {
    ([(header::SET_COOKIE, Session::fermer())], rediriger("/")).into_response()
}

fn seulement_en_demo(etat: &AppState) -> Result<(), Erreur> {
    if etat.demo { Ok(()) } else { Err(Erreur::Introuvable) }
}

/// An address of this program, or the first page: never somewhere else.
fn chez_nous(retour: Option<&str>) -> &str {
    let sure = |r: &&str| {
        r.starts_with('/')
            && !r.starts_with("//")
            && !r.contains('\\')
            && r.bytes().all(|o| o.is_ascii_graphic())
    };
    retour.filter(sure).unwrap_or("/")
}

fn personne(u: &Utilisateur) -> Personne {
    let texte = |cle: &str| u.etat.get(cle).and_then(|v| v.as_str()).unwrap_or_default().to_owned();
    Personne { id: u.id.to_string(), nom: u.nom.clone(), fonction: texte("fonction"), essai: texte("essai") }
}

fn maisons(annuaire: &Annuaire) -> Vec<Maison> {
    let mut maisons = Vec::new();
    let mut employees: BTreeMap<OrganisationId, Vec<Personne>> = BTreeMap::new();
    for u in annuaire.utilisateurs.values() {
        if let Some(employeur) = annuaire.employeur(u.id) {
            employees.entry(employeur).or_default().push(personne(u));
        }
    }
    for nature in NatureOrganisation::TOUTES {
        let mut de_cette_nature: Vec<_> =
            annuaire.organisations.values().filter(|o| annuaire.nature(o.id) == nature).collect();
        de_cette_nature.sort_by_cached_key(|o| domain::texte::plier(&o.nom));
        for organisation in de_cette_nature {
            let mut personnes = employees.remove(&organisation.id).unwrap_or_default();
            personnes
                .sort_by_cached_key(|p| (domain::texte::plier(&p.fonction), domain::texte::plier(&p.nom)));
            if !personnes.is_empty() {
                maisons.push(Maison {
                    nom: organisation.nom.clone(),
                    nature: nature_en_mots(nature),
                    personnes,
                });
            }
        }
    }
    maisons
}

const fn nature_en_mots(nature: NatureOrganisation) -> &'static str {
    match nature {
        NatureOrganisation::Bailleur => "Bailleur social",
        NatureOrganisation::Association => "Association",
        NatureOrganisation::Collectivite => "Collectivité",
        NatureOrganisation::Etat => "Services de l’État",
        NatureOrganisation::Sante => "Santé",
        NatureOrganisation::Autre => "Autre organisme",
    }
}

/// What to try first: the people whose record says why, else one of each kind of organisation.
pub fn essais(annuaire: &Annuaire) -> Vec<Essai> {
    let essai = |u: &Utilisateur, quoi: String, retour| {
        let organisation = annuaire.organisation(annuaire.employeur(u.id)?).to_owned();
        Some(Essai { personne: personne(u), organisation, quoi, retour })
    };
    let gens = annuaire.utilisateurs.values();
    let dits = gens.clone().filter(|u| !personne(u).essai.is_empty());
    let dits: Vec<Essai> = dits.filter_map(|u| essai(u, personne(u).essai, "/")).collect();
    if !dits.is_empty() {
        return dits;
    }
    let idees = [
        (
            NatureOrganisation::Association,
            "Suivre des ménages\u{a0}: ce qui est en retard, ce qui vient.",
            "/",
        ),
        (
            NatureOrganisation::Collectivite,
            "Orienter un ménage, et lire pourquoi il peut entrer ou non.",
            "/orienter",
        ),
        (NatureOrganisation::Bailleur, "Voir les mêmes dossiers sans les notes sociales.", "/dossiers"),
        (NatureOrganisation::Etat, "Relire un dispositif, ses règles et leur source.", "/dispositifs"),
    ];
    let de = |nature| {
        gens.clone().find(move |u| annuaire.employeur(u.id).is_some_and(|o| annuaire.nature(o) == nature))
    };
    idees
        .into_iter()
        .filter_map(|(nature, quoi, retour)| essai(de(nature)?, quoi.to_owned(), retour))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_never_comes_back_to_another_site() {
        assert_eq!(chez_nous(Some("/dossiers?q=a")), "/dossiers?q=a");
        for ailleurs in ["//mal.fr", "https://mal.fr", "/\\mal.fr", "/a\r\nb", "", "dossiers"] {
            assert_eq!(chez_nous(Some(ailleurs)), "/", "{ailleurs:?}");
        }
    }
}
