//! What the page of each kind of sujet has of its own: where it stands, its figures, its lists.

use std::sync::Arc;

use actes::{ConventionLue, Erreur, Filtres, Porte, SujetLu, Tri};
use domain::{Acte, Etat, Genre, SujetId};
use policy::Acteur;

use super::adresses;
use super::choisir::{convention, nom_complet};
use super::regard::{self, Regard};
use super::situation::Ligne;
use crate::formulaire::majuscule;

/// Three figures that stay apart: planned, committed, realised.
pub struct Jauge {
    /// Of what.
    pub nom: &'static str,
    /// What the sheet printed.
    pub prevu: String,
    /// What the convention funds.
    pub engage: String,
    /// What is taken today.
    pub pris: String,
    /// Since the beginning.
    pub realise: String,
}

/// A short list on a page.
pub struct Liste {
    /// Its heading.
    pub titre: &'static str,
    /// What it says when it is empty.
    pub vide: &'static str,
    /// Heading of its first column.
    pub colonne: &'static str,
    /// Heading of its second column.
    pub colonne_2: &'static str,
    /// Its lines.
    pub lignes: Vec<Ligne>,
    /// Where the whole list is; empty for nowhere.
    pub lien: String,
    /// The words of that link.
    pub lien_texte: &'static str,
}

const COURTE: u32 = 50;

/// Breadcrumbs, the page itself left out.
pub fn fil(lu: &SujetLu) -> Vec<(String, String)> {
    let mut fil = match lu.sujet.genre {
        Genre::Menage => vec![("/dossiers".to_owned(), "Dossiers".to_owned())],
        _ => vec![("/conventions".to_owned(), "Conventions".to_owned())],
    };
    if let Some(c) = lu.sujet.convention.filter(|c| *c != lu.sujet.id) {
        fil.push((adresses::page(Genre::Convention, c), lu.nom_de(c)));
    }
    fil
}

/// Where it stands, in one word.
pub fn etiquette(lu: &SujetLu) -> String {
    let etat = lu.etat();
    let tenue = |acte| etat.jour_de(acte, true).is_some();
    let mot = match (lu.sujet.genre, etat.sorti_le.is_some()) {
        (Genre::Logement, true) => "retiré",
        (Genre::Convention, true) => "close",
        (Genre::Convention, false) => "ouverte",
        (Genre::Seance, _) if tenue(Acte::TenirSeance) => "tenue",
        (Genre::Seance, _) => "à tenir",
        (Genre::Logement, false) => "dans le dispositif",
        _ => "",
    };
    majuscule(mot)
}

/// The first lines: dispositif, convention, who holds which role.
pub fn identite(lu: &SujetLu, regard: &Regard) -> Vec<Ligne> {
    let mut lignes = Vec::new();
    if let Some(d) = lu.definition() {
        let note = format!("règles, version {}", d.mecanique.version);
        lignes.push(Ligne::de("Dispositif", regard::titre(lu), note).vers(format!("/dispositifs/{}", d.id)));
    }
    if let Some(c) = lu.sujet.convention.filter(|c| *c != lu.sujet.id) {
        lignes.push(Ligne::de("Convention", lu.nom_de(c), "").vers(adresses::page(Genre::Convention, c)));
    }
    let creation = lu.sujet.evenements.first();
    if let Some(e) = creation.filter(|_| lu.sujet.genre != Genre::Menage) {
        let propres = super::journal::details(e.acte, &e.champs, regard).into_iter();
        let deja = ["Convention", "Ménage"];
        let champs = propres.filter(|d| !deja.contains(&d.nom.as_str()));
        let du_fait = |nom: &str| lu.regles.mecanique().faits_saisis().any(|f| majuscule(&f.libelle) == nom);
        lignes.extend(champs.filter(|d| !du_fait(&d.nom)).map(|d| Ligne::de(d.nom, d.valeur, "")));
    }
    if lu.sujet.genre == Genre::Convention {
        lignes.extend(parties(&lu.etat(), regard));
    }
    lignes
}

/// Who holds which role.
pub fn parties(convention: &Etat<'_>, regard: &Regard) -> Vec<Ligne> {
    let tenus = convention.parties.iter();
    tenus.map(|(role, o)| Ligne::de(majuscule(role), regard.annuaire.organisation(*o), "")).collect()
}

/// The figures of a convention.
///
/// # Errors
/// When the records do not answer.
pub fn jauges(porte: &Arc<Porte>, acteur: &Acteur, lu: &SujetLu) -> Result<Vec<Jauge>, Erreur> {
    if lu.sujet.genre != Genre::Convention {
        return Ok(Vec::new());
    }
    let lues = porte.conventions(acteur, lu.sujet.dispositif.as_deref())?;
    Ok(lues.iter().find(|c| c.id == lu.sujet.id).map(|c| figures(lu, c)).unwrap_or_default())
}

/// None for who takes no part in it: its figures are read masked, on their own page.
fn figures(lu: &SujetLu, c: &ConventionLue) -> Vec<Jauge> {
    let Some(pris) = c.pris else { return Vec::new() };
    let imprime = |texte: Option<&String>| {
        texte.filter(|t| !t.is_empty()).map_or_else(|| "non précisé dans la fiche".to_owned(), Clone::clone)
    };
    let dit = |n: Option<i64>| n.map_or_else(|| "non précisé".to_owned(), domain::texte::nombre);
    let fiche = lu.definition().map(|d| &d.fiche);
    vec![
        Jauge {
            nom: "Ménages et places",
            prevu: imprime(fiche.map(|f| &f.menages.imprime)),
            engage: dit(c.places),
            pris: pris.places.to_string(),
            realise: pris.admissions.to_string(),
        },
        Jauge {
            nom: "Logements",
            prevu: imprime(fiche.map(|f| &f.logements.imprime)),
            engage: dit(c.logements),
            pris: pris.logements.to_string(),
            realise: "non compté".to_owned(),
        },
    ]
}

/// The lists of a page.
///
/// # Errors
/// When the records do not answer.
pub fn listes(porte: &Arc<Porte>, acteur: &Acteur, lu: &SujetLu) -> Result<Vec<Liste>, Erreur> {
    let id = Some(lu.sujet.id.to_string());
    let filtres = match lu.sujet.genre {
        Genre::Convention => Filtres { convention: id, ..Filtres::default() },
        Genre::Menage => Filtres { menage: id, ..Filtres::default() },
        Genre::Logement => Filtres { logement: id, ..Filtres::default() },
        _ => return Ok(Vec::new()),
    };
    let mut listes = vec![dossiers(porte, acteur, lu, &filtres)?];
    if lu.sujet.genre == Genre::Convention {
        for (genre, titre, colonne) in DE_LA_CONVENTION {
            let sujets = porte.sujets(acteur, genre, convention(lu))?;
            if !sujets.is_empty() {
                let lignes = sujets.iter().take(50).map(|s| {
                    let ouvert = s.evenements.first().map(|e| domain::texte::jour(e.survenu_le));
                    Ligne::de(ouvert.unwrap_or_default(), nom_complet(s), "")
                        .vers(adresses::page(genre, s.id))
                });
                let lignes =
                    lignes.map(|l| Ligne { note: l.nom.clone(), nom: l.valeur.clone(), ..l }).collect();
                let (vide, lien) = ("", String::new());
                listes.push(Liste {
                    titre,
                    vide,
                    colonne,
                    colonne_2: "Enregistré le",
                    lignes,
                    lien,
                    lien_texte: "",
                });
            }
        }
    }
    Ok(listes)
}

const DE_LA_CONVENTION: [(Genre, &str, &str); 5] = [
    (Genre::Logement, "Logements", "Adresse"),
    (Genre::Seance, "Séances", "Séance"),
    (Genre::ActionCollective, "Actions collectives", "Action"),
    (Genre::Site, "Sites", "Site"),
    (Genre::Equipe, "Équipes", "Équipe"),
];

fn dossiers(porte: &Arc<Porte>, acteur: &Acteur, lu: &SujetLu, filtres: &Filtres) -> Result<Liste, Erreur> {
    let (lignes, total) = porte.dossiers(acteur, filtres, Tri::Libelle, None, COURTE)?;
    let conv = lu.sujet.genre == Genre::Convention;
    let lignes: Vec<Ligne> = lignes
        .into_iter()
        .map(|l| {
            let nom = if conv { l.libelle } else { format!("{}, {}", l.libelle, l.dispositif) };
            let occupation = l.statut_occupation.map(|s| format!(", {s}")).unwrap_or_default();
            let note = format!("{}{occupation}", majuscule(&l.etape));
            Ligne::de(nom, "", note).vers(format!("/dossiers/{}", l.id))
        })
        .collect();
    let lien = if conv && usize::try_from(total).unwrap_or(0) > lignes.len() {
        format!("/dossiers?convention={}&tous=1", lu.sujet.id)
    } else {
        String::new()
    };
    Ok(Liste {
        titre: "Dossiers",
        vide: "Aucun dossier que vous puissiez voir.",
        colonne: "Ménage",
        colonne_2: "Étape",
        lignes,
        lien,
        lien_texte: "Tous les dossiers de la convention",
    })
}

/// What may be created from the page of a convention; from that of a household, a referral.
pub fn creations(lu: &SujetLu) -> Vec<Ligne> {
    if lu.sujet.genre != Genre::Convention || lu.etat().sorti_le.is_some() {
        return Vec::new();
    }
    Acte::tous()
        .filter(|a| a.description().cree && a.champ("convention").is_some() && prevu(lu, *a))
        .map(|a| lien_de_creation(lu.sujet.id, a))
        .collect()
}

fn lien_de_creation(convention: SujetId, acte: Acte) -> Ligne {
    Ligne::de(majuscule(acte.nom()), "", "").vers(adresses::creation(convention, acte))
}

/// Whether the definition has the words that this act requires.
fn prevu(lu: &SujetLu, acte: Acte) -> bool {
    let monde = lu.monde();
    let requis = acte.description().champs.iter().filter(|c| c.requis);
    requis
        .filter_map(|c| domain::moteur::mots(monde.mecanique, monde.volets, c.domaine))
        .all(|mots| !mots.is_empty())
}
