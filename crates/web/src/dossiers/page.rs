//! The page of a dossier: who, what is due, the four tracks, what may be done next, the journal.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use domain::fait::Classe;
use domain::{Etat, Genre, SujetId};

use crate::erreur::Erreur;
use crate::etat::AppState;
use crate::extraire::{Chemin, Requete};
use crate::formulaire::majuscule;
use crate::frise::{self, Frise};
use crate::rendu::{Page, rendre};
use crate::session::Connecte;
use crate::sujets::dues::{Due, Proposition, dues, en_retard, propositions};
use crate::sujets::regard::{self, NON_COMMUNIQUE};
use crate::sujets::situation::{Ligne, Rubrique, composition, situation, tues};
use crate::sujets::suite::{Actes, actes, rapides};
use crate::sujets::{DERNIERES, Entree, Matiere, adresses, charger, dernieres, fait, mots, parties};

#[derive(Template)]
#[template(path = "dossiers/dossier.html")]
struct PageDossier {
    page: Page,
    statut: String,
    fil: Vec<(String, String)>,
    etape: String,
    retards: String,
    composition: String,
    lien_menage: String,
    identite: Vec<Ligne>,
    dues: Vec<Due>,
    propositions: Vec<Proposition>,
    rapides: Vec<Ligne>,
    frise: Frise,
    actes: Actes,
    journal: Vec<Entree>,
    lien_cercle: String,
    cercle: String,
    lien_journal: String,
    nombre_journal: usize,
    situation: Vec<Rubrique>,
    tues: String,
}

/// `GET /dossiers/{id}`.
pub(super) async fn montrer(
    State(etat): State<AppState>,
    qui: Connecte,
    Chemin(id): Chemin<SujetId>,
    Requete(requete): Requete,
) -> Result<Response, Erreur> {
    let acteur = qui.acteur.clone();
    let matiere = etat.demander(move |porte| charger(porte, &acteur, Genre::Dossier, id)).await?;
    let mut page = qui.page(regard::nom(&matiere.lu), "dossiers");
    page.sortie = regard::a_quitter_vite(&matiere.lu);
    Ok(rendre(vue(page, fait(&requete), &matiere)).into_response())
}

fn vue(page: Page, statut: String, m: &Matiere) -> PageDossier {
    let Matiere { lu, regard } = m;
    let echeances = lu.echeances();
    let etat = lu.etat();
    let menage = lu.sujet.menage.and_then(|id| lu.lies.get(&id));
    let oeil = frise::Regard { nom: &|id| regard.nom(id), lit: &|classe| regard.lit(classe) };
    let actes = actes(lu, regard, &echeances);
    let dues = dues(lu, &echeances);
    let retards = en_retard(&dues);
    PageDossier {
        statut,
        fil: vec![("/dossiers".to_owned(), "Dossiers".to_owned()), (String::new(), page.titre.clone())],
        etape: majuscule(etat.etape()),
        retards: if retards == 0 { String::new() } else { mots::compter(retards, "retard", "retards") },
        composition: composition(menage, regard, lu.aujourd_hui),
        lien_menage: lu.sujet.menage.map(|id| adresses::page(Genre::Menage, id)).unwrap_or_default(),
        identite: identite(m, &etat),
        propositions: propositions(lu),
        rapides: rapides(&actes, &lu.sujet),
        frise: frise::frise(&lu.sujet, &echeances, lu.aujourd_hui, &oeil),
        situation: situation(lu, regard),
        tues: tues(regard),
        journal: dernieres(&lu.sujet, regard, DERNIERES),
        lien_cercle: format!("{}/cercle", adresses::page(Genre::Dossier, lu.sujet.id)),
        cercle: mots::compter(lu.entourage().len(), "organisme ou personne", "organismes ou personnes"),
        lien_journal: format!("{}/journal", adresses::page(Genre::Dossier, lu.sujet.id)),
        nombre_journal: lu.sujet.evenements.len(),
        dues,
        actes,
        page,
    }
}

/// The identity bar: dispositif, dwelling, referent, agreement, who holds which role.
fn identite(m: &Matiere, etat: &Etat<'_>) -> Vec<Ligne> {
    let Matiere { lu, regard, .. } = m;
    let mut lignes = Vec::new();
    if let Some(d) = lu.definition() {
        let note = format!("règles, version {}", d.mecanique.version);
        lignes.push(Ligne::de("Dispositif", regard::titre(lu), note).vers(format!("/dispositifs/{}", d.id)));
    }
    if let Some(c) = lu.sujet.convention {
        lignes.push(Ligne::de("Convention", lu.nom_de(c), "").vers(adresses::page(Genre::Convention, c)));
    }
    lignes.push(logement(m, etat));
    let referent = etat.mesures.last().and_then(|mesure| mesure.referent);
    lignes.push(match referent {
        Some(id) => {
            let employeur = regard.annuaire.employeur(id).map(|o| regard.annuaire.organisation(o).to_owned());
            Ligne::de("Référent", regard.annuaire.utilisateur(id), employeur.unwrap_or_default())
        }
        None => Ligne::de("Référent", "pas encore désigné", ""),
    });
    lignes.push(match etat.adhesion_le {
        Some(le) => Ligne::de("Accord du ménage", format!("recueilli le {}", domain::texte::jour(le)), ""),
        None => Ligne::de("Accord du ménage", "pas recueilli", ""),
    });
    let convention = lu.sujet.convention.and_then(|c| lu.lies.get(&c)).map(Etat::courant);
    lignes.extend(convention.iter().flat_map(|c| parties(c, regard)));
    lignes
}

fn logement(m: &Matiere, etat: &Etat<'_>) -> Ligne {
    if !m.regard.lit(Classe::C2) {
        return Ligne::de("Logement", NON_COMMUNIQUE, "");
    }
    let vers = |id| adresses::page(Genre::Logement, id);
    if let Some(o) = etat.occupation() {
        let note = format!("{}, depuis le {}", o.statut, domain::texte::jour(o.du));
        return Ligne::de("Logement", m.regard.nom(o.logement), note).vers(vers(o.logement));
    }
    match (etat.logement_attribue, etat.logement_propose) {
        (Some(id), _) => {
            Ligne::de("Logement", m.regard.nom(id), "attribué, pas encore occupé").vers(vers(id))
        }
        (None, Some(id)) => Ligne::de("Logement", m.regard.nom(id), "proposé").vers(vers(id)),
        (None, None) => Ligne::de("Logement", "pas de logement du dispositif", ""),
    }
}
