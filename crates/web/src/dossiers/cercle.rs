//! The circle of a dossier: who reads what, since when, on what ground, until when; and the acts that change it.

use actes::{Membre, SujetLu};
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use domain::cercle::{Avec, Cercle};
use domain::{Acte, Genre, SujetId};
use policy::Geste;

use crate::erreur::Erreur;
use crate::etat::AppState;
use crate::extraire::Chemin;
use crate::formulaire::majuscule;
use crate::rendu::{Page, rendre};
use crate::session::Connecte;
use crate::sujets::{adresses, mots, regard};

/// One line of the circle.
struct Ligne {
    qui: String,
    titre: String,
    lit: String,
    fondement: String,
    depuis: String,
    jusqu_au: String,
    /// Where the share is ended; empty for what is not a share.
    fin: String,
}

/// Something that waits, or was given, in one sentence.
struct Note {
    texte: String,
    detail: String,
    /// What may be done about it, and where.
    liens: Vec<(&'static str, String)>,
}

#[derive(Template)]
#[template(path = "dossiers/cercle.html")]
struct PageCercle {
    page: Page,
    fil: Vec<(String, String)>,
    sous_titre: String,
    protege: bool,
    lignes: Vec<Ligne>,
    demandes: Vec<Note>,
    accords: Vec<Note>,
    urgences: Vec<Note>,
    gestes: Vec<(&'static str, String, &'static str)>,
}

/// `GET /dossiers/{id}/cercle`
pub async fn montrer(
    State(etat): State<AppState>,
    qui: Connecte,
    Chemin(id): Chemin<SujetId>,
) -> Result<Response, Erreur> {
    let acteur = qui.acteur.clone();
    let lu = etat.demander(move |porte| porte.sujet(&acteur, Genre::Dossier, id)).await?;
    let nom = regard::nom(&lu);
    let entourage = lu.entourage();
    let cercle = Cercle::de(&lu.sujet);
    let fil = [
        ("/dossiers".to_owned(), "Dossiers".to_owned()),
        (adresses::page(Genre::Dossier, id), nom.clone()),
        (String::new(), "Cercle".to_owned()),
    ];
    let page = PageCercle {
        page: Page { sortie: regard::a_quitter_vite(&lu), ..qui.page(format!("Cercle, {nom}"), "dossiers") },
        fil: fil.to_vec(),
        sous_titre: format!("Qui lit le dossier de {nom}, ce qu’il en lit, et à quel titre."),
        protege: lu.protege(),
        lignes: entourage.iter().map(|m| ligne(&lu, m)).collect(),
        demandes: demandes(&lu, &cercle),
        accords: accords(&lu, &cercle),
        urgences: urgences(&lu, &cercle),
        gestes: gestes(&lu),
    };
    Ok(rendre(page).into_response())
}

fn ligne(lu: &SujetLu, m: &Membre) -> Ligne {
    let partage = m.titre == "partage" && lu.droits.peut(Geste::Partager);
    let jour = |j: Option<domain::Date>| j.map(domain::texte::jour).unwrap_or_default();
    Ligne {
        qui: lu.nom_du_membre(m.qui).to_owned(),
        titre: majuscule(&m.titre),
        lit: m.lit(),
        fondement: majuscule(&m.fondement),
        depuis: jour(m.depuis),
        jusqu_au: jour(m.jusqu_au),
        fin: if partage { avec(lu, Acte::CesserPartage, m.qui) } else { String::new() },
    }
}

/// The form of an act of the circle, with whom already said.
fn avec(lu: &SujetLu, acte: Acte, qui: Avec) -> String {
    let dit = match qui {
        Avec::Organisation(id) => format!("avec={id}"),
        Avec::Personne(id) => format!("personne={id}"),
    };
    format!("{}?{dit}", adresses::acte(Genre::Dossier, lu.sujet.id, acte))
}

fn classes<'c>(classes: impl IntoIterator<Item = &'c domain::fait::Classe>) -> String {
    let mots: Vec<&str> = classes.into_iter().map(|c| c.mot()).collect();
    domain::texte::liste(&mots)
}

fn demandes(lu: &SujetLu, cercle: &Cercle<'_>) -> Vec<Note> {
    let peut = lu.droits.peut(Geste::Partager);
    let note = |d: &domain::cercle::Demande<'_>| {
        let qui = Avec::Organisation(d.par.organisation);
        let reponses =
            [("Partager", avec(lu, Acte::Partager, qui)), ("Refuser", avec(lu, Acte::RefuserAcces, qui))];
        Note {
            texte: format!(
                "{}, {}, demande à lire\u{a0}: {}",
                lu.annuaire.utilisateur(d.par.utilisateur),
                lu.annuaire.organisation(d.par.organisation),
                classes(&d.classes)
            ),
            detail: format!("Le {}. {}", domain::texte::jour(d.le), d.motif),
            liens: if peut { reponses.to_vec() } else { Vec::new() },
        }
    };
    cercle.demandes.iter().map(note).collect()
}

fn accords(lu: &SujetLu, cercle: &Cercle<'_>) -> Vec<Note> {
    let note = |a: &domain::cercle::Accord| Note {
        texte: format!("Avec {}\u{a0}: {}", lu.nom_du_membre(a.avec), classes(&a.classes)),
        detail: match a.retire_le {
            Some(le) => {
                format!("Donné le {}, retiré le {}", domain::texte::jour(a.depuis), domain::texte::jour(le))
            }
            None => format!("Donné le {}", domain::texte::jour(a.depuis)),
        },
        liens: match a.retire_le {
            None if lu.droits.peut(Geste::Partager) => {
                vec![("Enregistrer son retrait", avec(lu, Acte::RetirerAccord, a.avec))]
            }
            _ => Vec::new(),
        },
    };
    cercle.accords.iter().map(note).collect()
}

fn urgences(lu: &SujetLu, cercle: &Cercle<'_>) -> Vec<Note> {
    let note = |u: &domain::cercle::Urgence<'_>| Note {
        texte: format!(
            "{}, {}, a ouvert ce dossier en urgence",
            lu.annuaire.utilisateur(u.par.utilisateur),
            lu.annuaire.organisation(u.par.organisation)
        ),
        detail: format!("Le {}. {}", mots::instant(u.a), u.motif),
        liens: Vec::new(),
    };
    cercle.urgences.iter().rev().map(note).collect()
}

/// What this reader may do with the circle: the words, the form, and what it is for.
fn gestes(lu: &SujetLu) -> Vec<(&'static str, String, &'static str)> {
    let au_dossier = |acte| adresses::acte(Genre::Dossier, lu.sujet.id, acte);
    let menage = lu.sujet.menage.unwrap_or(lu.sujet.id);
    let au_menage = |acte| adresses::acte(Genre::Menage, menage, acte);
    let protection: &[(&str, Acte, &str)] = if lu.protege() {
        &[
            ("Nommer une personne", Acte::NommerPersonne, "Elle connaîtra ce ménage."),
            ("Retirer une personne nommée", Acte::RetirerNommee, "Ce ménage n’existera plus pour elle."),
            (
                "Lever la protection",
                Acte::LeverProtection,
                "Les organismes de la convention le verront de nouveau.",
            ),
        ]
    } else {
        &[(
            "Protéger le ménage",
            Acte::Proteger,
            "Il n’existera plus que pour vous et les personnes que vous nommerez.",
        )]
    };
    let du_dossier: [(Geste, &str, Acte, &str); 4] = [
        (
            Geste::Partager,
            "Partager des informations",
            Acte::Partager,
            "Avec un organisme ou une personne, jusqu’à un jour.",
        ),
        (
            Geste::Partager,
            "Recueillir un accord de partage",
            Acte::RecueillirAccord,
            "Ce que le ménage accepte, et avec qui.",
        ),
        (
            Geste::Demander,
            "Demander un accès",
            Acte::DemanderAcces,
            "L’organisme qui accompagne le ménage répondra.",
        ),
        (
            Geste::Urgence,
            "Accéder en urgence",
            Acte::AccederEnUrgence,
            "Pour quatre heures, sur un motif écrit, signalé aussitôt.",
        ),
    ];
    // Of a protected household, only the persons named are chosen.
    let possibles = du_dossier.into_iter().filter(|(geste, ..)| !lu.protege() && lu.droits.peut(*geste));
    let mut gestes: Vec<_> = possibles.map(|(_, nom, acte, pour)| (nom, au_dossier(acte), pour)).collect();
    if lu.droits.peut(Geste::Proteger) {
        gestes.extend(protection.iter().map(|(nom, acte, pour)| (*nom, au_menage(*acte), *pour)));
    }
    gestes
}
