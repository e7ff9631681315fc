//! `/dispositifs/{id}`: what the sheet printed, how it works, and the conventions that run it.

use std::sync::Arc;

use actes::ConventionLue;
use askama::Template;
use axum::extract::State;
use domain::definition::Fiche as FicheImprimee;
use domain::texte::{jour, liste, montant};

use super::chiffres::{self, Couts, NON_PRECISE, ou_non_precise};
use super::regard::Regard;
use super::vitrine::Fonctionnement;
use crate::erreur::Erreur;
use crate::etat::AppState;
use crate::extraire::Chemin;
use crate::formulaire::majuscule;
use crate::rendu::{Page, Rendu, rendre};
use crate::session::Lecteur;

/// Planned, committed, realised: three figures, never one.
struct Compte {
    quoi: &'static str,
    prevu: String,
    engage: String,
    realise: String,
}

struct Convention {
    id: String,
    nom: String,
    periode: String,
    parties: Vec<(String, String)>,
    comptes: Vec<Compte>,
}

/// What a line of the sheet demands, and what carries it out.
struct Exigence {
    ligne: u32,
    exige: String,
    par: String,
}

#[derive(Template)]
#[template(path = "catalogue/fiche.html")]
pub struct Fiche {
    page: Page,
    id: String,
    chapitre: String,
    resume: String,
    discret: bool,
    version: u32,
    faits: Vec<(&'static str, String)>,
    organismes: Vec<(String, String)>,
    couts: Couts,
    remarques: Vec<String>,
    source: String,
    /// None for whom the public is kept quiet: channels, steps and rules tell it.
    fonctionnement: Option<Arc<Fonctionnement>>,
    exigences: Vec<Exigence>,
    conventions: Vec<Convention>,
    connu: bool,
}

/// `GET /dispositifs/{id}`
pub async fn fiche(
    State(etat): State<AppState>,
    Lecteur(visiteur): Lecteur,
    Chemin(id): Chemin<String>,
) -> Result<Rendu<Fiche>, Erreur> {
    let vitrine = etat.vitrine();
    let montree = vitrine.fiche(&id).ok_or(Erreur::Introuvable)?;
    let lues = match visiteur.acteur.clone() {
        Some(acteur) => etat.demander(move |porte| porte.conventions(&acteur, Some(&id))).await?,
        None => Vec::new(),
    };
    let regard = Regard::de(visiteur.acteur.as_ref(), lues.iter().map(|c| c.dispositif.clone()));
    let annuaire = etat.porte.annuaire();
    let nom = |o| annuaire.organisation(o).to_owned();
    let d = montree.definition();
    let discret = regard.discret(d);
    let fiche = Fiche {
        page: visiteur.page(regard.titre(d), "dispositifs"),
        id: d.id.clone(),
        chapitre: regard.chapitre(d).to_owned(),
        resume: if discret { String::new() } else { d.fiche.resume.clone() },
        discret,
        version: d.mecanique.version,
        faits: faits(&d.fiche, discret),
        organismes: if discret { Vec::new() } else { organismes(&d.fiche) },
        couts: if discret { chiffres::couts(&d.fiche).sans_detail() } else { chiffres::couts(&d.fiche) },
        remarques: if discret { Vec::new() } else { d.fiche.remarques.clone() },
        source: ou_non_precise(&d.fiche.source),
        fonctionnement: (!discret).then(|| montree.fonctionnement()),
        exigences: if discret { Vec::new() } else { exigences(&d.fiche) },
        conventions: lues.iter().map(|c| convention(c, &d.fiche, nom)).collect(),
        connu: visiteur.acteur.is_some(),
    };
    Ok(rendre(fiche))
}

fn faits(f: &FicheImprimee, discret: bool) -> Vec<(&'static str, String)> {
    let volets: Vec<String> = f.volets.iter().map(|v| majuscule(v)).collect();
    let mut faits = vec![
        ("Volets", ou_non_precise(&liste(&volets))),
        ("Territoire", ou_non_precise(&f.territoire.libelle)),
        ("Ménages", chiffres::compte(&f.menages)),
        ("Logements", chiffres::compte(&f.logements)),
        ("Durée", ou_non_precise(&f.duree_imprimee)),
    ];
    if !discret {
        faits.push(("Publics", ou_non_precise(&liste(&f.publics))));
        faits.push(("Statuts d’occupation", ou_non_precise(&f.statuts)));
        faits.push(("Accompagnement", ou_non_precise(&f.accompagnement)));
        faits.push(("Logements proposés", ou_non_precise(&f.offre)));
        faits.push(("Moyens", ou_non_precise(&f.moyens)));
        faits.push(("Évaluation", ou_non_precise(&f.evaluation)));
    }
    faits
}

/// Each demand of the sheet, in the order of its lines.
fn exigences(f: &FicheImprimee) -> Vec<Exigence> {
    let par = |t: &domain::definition::fiche::Trace| match &t.non_executable {
        Some(raison) => format!("rien ne peut l’exécuter\u{a0}: {raison}"),
        None => liste(&t.par),
    };
    let mut exigences: Vec<Exigence> =
        f.traces.iter().map(|t| Exigence { ligne: t.ligne, exige: t.exige.clone(), par: par(t) }).collect();
    exigences.sort_by_key(|e| e.ligne);
    exigences
}

fn organismes(f: &FicheImprimee) -> Vec<(String, String)> {
    let alias = |o: &domain::definition::fiche::Organisme| match o.alias.as_slice() {
        [] => o.nom.clone(),
        autres => format!("{} (aussi écrit {})", o.nom, liste(autres)),
    };
    f.organismes.iter().map(|o| (majuscule(&o.role), alias(o))).collect()
}

fn convention(
    c: &ConventionLue,
    f: &FicheImprimee,
    nom: impl Fn(domain::OrganisationId) -> String,
) -> Convention {
    let non_dit = || "non précisé".to_owned();
    let masques = || "voir les chiffres de la convention".to_owned();
    let nombre = |n: Option<i64>| n.map_or_else(non_dit, domain::texte::nombre);
    let prevu = |c: &domain::definition::fiche::Compte| {
        if c.imprime.is_empty() { NON_PRECISE.to_owned() } else { c.sur(f.duree_mois).to_string() }
    };
    let periode = match c.periode {
        (Some(du), Some(au)) => format!("du {} au {}", jour(du), jour(au)),
        (Some(du), None) => format!("depuis le {}", jour(du)),
        (None, Some(au)) => format!("jusqu’au {}", jour(au)),
        (None, None) => "dates non précisées".to_owned(),
    };
    let total =
        f.couts.iter().find(|c| c.total).map_or_else(|| NON_PRECISE.to_owned(), |c| montant(c.montant));
    Convention {
        id: c.id.to_string(),
        nom: c.nom.clone(),
        periode,
        parties: c.parties.iter().map(|(role, o)| (majuscule(role), nom(*o))).collect(),
        comptes: vec![
            Compte {
                quoi: "Ménages",
                prevu: prevu(&f.menages),
                engage: c.places.map_or_else(non_dit, |n| format!("{} places", domain::texte::nombre(n))),
                realise: c.pris.map_or_else(masques, |p| {
                    format!("{} admis, {} places tenues aujourd’hui", p.admissions, p.places)
                }),
            },
            Compte {
                quoi: "Logements",
                prevu: prevu(&f.logements),
                engage: nombre(c.logements),
                realise: c.pris.map_or_else(masques, |p| format!("{} occupés", p.logements)),
            },
            Compte {
                quoi: "Montant",
                prevu: total,
                engage: c.enveloppe.map_or_else(non_dit, montant),
                realise: "pas encore suivi".to_owned(),
            },
        ],
    }
}
