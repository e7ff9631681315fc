//! Loads what the fields of some acts may name: only the kinds that they ask for.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use actes::{Erreur, Filtres, Porte, SujetLu, Tri, nom_de_sujet};
use domain::valeur::Nature;
use domain::{Acte, Etat, Genre, OrganisationId, Sujet, SujetId, Valeur};
use policy::Acteur;

use super::journal;
use crate::formulaire::Choix;

/// The longest list that a field offers.
const PLUS_LONGUE: u32 = 500;

/// What the fields of these acts may name, for this reader.
///
/// # Errors
/// When the records do not answer.
pub fn choisir(
    porte: &Arc<Porte>,
    acteur: &Acteur,
    lu: Option<&SujetLu>,
    actes: impl Iterator<Item = Acte>,
) -> Result<Choix, Erreur> {
    let actes: Vec<Acte> = actes.collect();
    let cercle = actes.iter().any(|a| a.description().acces);
    let champs: Vec<Nature> = actes.iter().flat_map(|a| a.description().champs).map(|c| c.nature).collect();
    let genres: BTreeSet<Genre> = champs
        .iter()
        .filter_map(|n| match n {
            Nature::Sujet(genre) | Nature::Sujets(genre) => Some(*genre),
            _ => None,
        })
        .collect();
    let convention = lu.and_then(convention);
    let mut choix = Choix::default();
    for genre in genres {
        choix = choix.avec_sujets(genre, du_genre(porte, acteur, genre, convention)?);
    }
    let annuaire = porte.annuaire();
    if champs.contains(&Nature::Organisation) {
        let noms =
            annuaire.organisations.values().map(|o| (o.id.to_string(), o.nom.clone(), o.nature.clone()));
        choix = choix.avec_organisations(noms.collect());
    }
    if champs.contains(&Nature::Utilisateur) {
        let parties = parties(lu, acteur);
        // One may let anyone into the circle who has an account.
        let la = |id| annuaire.employeur(id).is_some_and(|o| cercle || parties.contains(&o));
        let noms =
            annuaire.utilisateurs.values().filter(|u| la(u.id)).map(|u| (u.id.to_string(), u.nom.clone()));
        choix = choix.avec_utilisateurs(noms.collect());
    }
    Ok(choix)
}

/// The names of what the latest entries of a journal name, as far as it exists for this reader. What the sujet is
/// tied to has its name already.
///
/// # Errors
/// When the records do not answer.
pub fn nommer(
    porte: &Arc<Porte>,
    acteur: &Acteur,
    lu: &SujetLu,
    entrees: usize,
) -> Result<BTreeMap<SujetId, String>, Erreur> {
    let nommes = journal::nommes(&lu.sujet, entrees).into_iter().filter(|id| !lu.lies.contains_key(id));
    let lus = porte.nommes(acteur, nommes)?;
    let mut noms: BTreeMap<SujetId, String> = lus.iter().map(|s| (s.id, nom_complet(s))).collect();
    // A dossier has its household's name.
    let dossiers = || lus.iter().filter(|s| s.genre == Genre::Dossier);
    let menages: BTreeSet<SujetId> = dossiers().filter_map(|s| s.menage).collect();
    for menage in porte.nommes(acteur, menages)? {
        let siens = dossiers().filter(|s| s.menage == Some(menage.id));
        noms.extend(siens.map(|s| (s.id, nom_de_sujet(&menage))));
    }
    Ok(noms)
}

/// The convention that a sujet is under, or is.
pub fn convention(lu: &SujetLu) -> Option<SujetId> {
    if lu.sujet.genre == Genre::Convention { Some(lu.sujet.id) } else { lu.sujet.convention }
}

/// The organisations of the convention, and the reader's own.
fn parties(lu: Option<&SujetLu>, acteur: &Acteur) -> BTreeSet<OrganisationId> {
    let convention = lu.and_then(|lu| lu.lies.get(&convention(lu)?));
    let tenus = convention.map(|c| Etat::courant(c).parties).unwrap_or_default();
    tenus.into_iter().map(|(_, o)| o).chain([acteur.organisation]).collect()
}

fn du_genre(
    porte: &Arc<Porte>,
    acteur: &Acteur,
    genre: Genre,
    convention: Option<SujetId>,
) -> Result<Vec<(String, String)>, Erreur> {
    match genre {
        Genre::Dossier => {
            let filtres = Filtres {
                convention: convention.map(|c| c.to_string()),
                ouverts: Some(()),
                ..Filtres::default()
            };
            let (lignes, _) = porte.dossiers(acteur, &filtres, Tri::Libelle, None, PLUS_LONGUE)?;
            Ok(lignes.into_iter().map(|l| (l.id, l.libelle)).collect())
        }
        Genre::Convention => {
            let lues = porte.conventions(acteur, None)?;
            Ok(lues.into_iter().map(|c| (c.id.to_string(), c.nom)).collect())
        }
        Genre::Menage => noms(porte.sujets(acteur, genre, None)?),
        _ => noms(porte.sujets(acteur, genre, convention)?),
    }
}

fn noms(sujets: Vec<Sujet>) -> Result<Vec<(String, String)>, Erreur> {
    let ouverts = sujets.iter().filter(|s| Etat::courant(s).sorti_le.is_none());
    Ok(ouverts.map(|s| (s.id.to_string(), nom_complet(s))).collect())
}

/// A name that tells two of a list apart: a sitting by its day, a dwelling by its size.
pub fn nom_complet(sujet: &Sujet) -> String {
    let nom = nom_de_sujet(sujet);
    let etat = Etat::courant(sujet);
    let creation = etat.evenements.first();
    match sujet.genre {
        Genre::Seance => match creation.and_then(|e| e.champs.get("pour_le")) {
            Some(Valeur::Jour(jour)) => format!("{nom}, {}", domain::texte::jour(*jour)),
            _ => nom,
        },
        Genre::ActionCollective => match creation {
            Some(e) => format!("{nom}, {}", domain::texte::jour(e.le)),
            None => nom,
        },
        Genre::Logement => match etat.faits.get("logement.pieces") {
            Some((pieces, _)) => format!("{nom} (T{pieces})"),
            None => nom,
        },
        _ => nom,
    }
}
