//! `/dispositifs/comparer`: two to four sheets side by side, and where they differ.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use dispositifs::champs::{CHAMPS, Champ, Valeur};
use domain::moteur::Faute;

use super::regard::Regard;
use super::regard_de;
use super::selection::{adresse, choisies, filtres, retenues};
use super::valeurs::{Dit, dire};
use super::vitrine::{Montree, Vitrine};
use crate::erreur::Erreur;
use crate::etat::AppState;
use crate::extraire::Requete;
use crate::formulaire::Saisie;
use crate::rendu::{Page, Rendu, rendre};
use crate::session::{Lecteur, Visiteur};

/// No more fit side by side on a page.
const AU_PLUS: usize = 4;
const ADRESSE: &str = "/dispositifs/comparer";

/// A sheet at the head of a column.
struct Tete {
    id: String,
    titre: String,
    chapitre: String,
    discret: bool,
    /// The same comparison without it.
    sans: String,
}

/// Whether the sheets say the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ecart {
    Differe,
    Pareil,
    /// Fewer than two sheets show it to this reader.
    Inconnu,
}

impl Ecart {
    const fn mot(self) -> &'static str {
        match self {
            Self::Differe => "diffère",
            Self::Pareil => "pareil",
            Self::Inconnu => "ne se compare pas",
        }
    }

    const fn classe(self) -> &'static str {
        match self {
            Self::Differe => "differe",
            Self::Pareil => "pareil",
            Self::Inconnu => "inconnu",
        }
    }
}

struct Cellule {
    /// The number of its sheet.
    de: String,
    dit: Dit,
    /// Which things of the list no other sheet has.
    seuls: Vec<bool>,
}

struct Ligne {
    titre: &'static str,
    ecart: Ecart,
    cellules: Vec<Cellule>,
}

struct Groupe {
    titre: &'static str,
    lignes: Vec<Ligne>,
}

#[derive(Template)]
#[template(path = "catalogue/comparer.html")]
struct Comparaison {
    page: Page,
    retour: String,
    tetes: Vec<Tete>,
    groupes: Vec<Groupe>,
    resume: String,
    /// Whether only what differs is shown, and the address of the other view.
    seules: bool,
    bascule: String,
    /// Where to choose others; empty when no more fit.
    changer: String,
}

/// One list among which to choose a sheet.
struct Choix {
    rang: usize,
    choisie: String,
}

#[derive(Template)]
#[template(path = "catalogue/comparer_choisir.html")]
struct Choisir {
    page: Page,
    retour: String,
    /// What is wrong with what was asked, and what to do.
    fautes: Vec<Faute>,
    choix: Vec<Choix>,
    /// Number and title of every sheet.
    fiches: Vec<(String, String)>,
    filtres: Vec<(&'static str, String)>,
}

/// `GET /dispositifs/comparer`
pub async fn comparer(
    State(etat): State<AppState>,
    Lecteur(visiteur): Lecteur,
    Requete(requete): Requete,
) -> Result<Response, Erreur> {
    let regard = regard_de(&etat, visiteur.acteur.as_ref()).await?;
    let vitrine = etat.vitrine();
    let ids = choisies(&requete);
    let inconnue = ids.iter().find(|id| vitrine.fiche(id).is_none());
    let faute = match (inconnue, ids.len()) {
        (Some(id), _) => Some(format!(
            "Aucune fiche ne porte le numéro «\u{a0}{id}\u{a0}»\u{a0}: choisissez-la dans une liste."
        )),
        (None, n) if n > AU_PLUS => Some(format!(
            "Vous avez choisi {n} fiches, et {AU_PLUS} au plus tiennent côte à côte. Les {AU_PLUS} premières sont reprises ici\u{a0}: changez celles que vous voulez, puis comparez."
        )),
        (None, n) if n < 2 || requete.a("choisir") => None,
        _ => {
            let fiches = ids.iter().filter_map(|id| vitrine.fiche(id)).collect();
            return Ok(rendre(comparaison(&visiteur, &regard, fiches, &requete)).into_response());
        }
    };
    let statut = if faute.is_none() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(Rendu(statut, choisir(&visiteur, &regard, &vitrine, &requete, faute)).into_response())
}

fn choisir(
    visiteur: &Visiteur,
    regard: &Regard,
    vitrine: &Vitrine,
    requete: &Saisie,
    faute: Option<String>,
) -> Choisir {
    let connues = choisies(requete).into_iter().filter(|id| vitrine.fiche(id).is_some());
    let choisies: Vec<&str> = connues.take(AU_PLUS).collect();
    let toutes = retenues(vitrine, regard, &Saisie::default()).into_iter().map(Montree::definition);
    Choisir {
        page: visiteur.page("Comparer des dispositifs", "dispositifs"),
        retour: adresse("/dispositifs", requete, &paires(&choisies)),
        fautes: faute.map(|message| Faute { champ: "fiche-1".to_owned(), message }).into_iter().collect(),
        choix: (0..AU_PLUS)
            .map(|i| Choix { rang: i + 1, choisie: choisies.get(i).copied().unwrap_or_default().to_owned() })
            .collect(),
        fiches: toutes.map(|d| (d.id.clone(), regard.titre(d).to_owned())).collect(),
        filtres: filtres(requete),
    }
}

fn paires<'a>(ids: &[&'a str]) -> Vec<(&'static str, &'a str)> {
    ids.iter().map(|id| ("id", *id)).collect()
}

fn comparaison(visiteur: &Visiteur, regard: &Regard, fiches: Vec<&Montree>, requete: &Saisie) -> Comparaison {
    let seules = requete.a("differences");
    let ids: Vec<&str> = fiches.iter().map(|f| f.definition().id.as_str()).collect();
    let lien = |ids: &[&str], autre: Option<(&'static str, &'static str)>| {
        let suite: Vec<(&str, &str)> = paires(ids).into_iter().chain(autre).collect();
        adresse(ADRESSE, requete, &suite)
    };
    let garde = seules.then_some(("differences", "1"));
    let tetes = fiches.iter().map(|f| {
        let d = f.definition();
        let autres: Vec<&str> = ids.iter().copied().filter(|id| *id != d.id).collect();
        Tete {
            id: d.id.clone(),
            titre: regard.titre(d).to_owned(),
            chapitre: regard.intitule(d),
            discret: regard.discret(d),
            sans: lien(&autres, garde),
        }
    });
    let lues: Vec<Vec<Option<&Valeur>>> =
        fiches.iter().map(|f| regard.lire(f).map(|(_, valeur)| valeur).collect()).collect();
    let lignes = CHAMPS.iter().enumerate().map(|(rang, champ)| {
        let valeurs: Vec<Option<&Valeur>> = lues.iter().map(|l| l.get(rang).copied().flatten()).collect();
        (champ.groupe, ligne(champ, &ids, &valeurs))
    });
    let lignes: Vec<(&str, Ligne)> = lignes.collect();
    let differentes = lignes.iter().filter(|(_, l)| l.ecart == Ecart::Differe).count();
    let total = lignes.len();
    let mut groupes: Vec<Groupe> = Vec::new();
    for (titre, ligne) in lignes.into_iter().filter(|(_, l)| !seules || l.ecart == Ecart::Differe) {
        match groupes.last_mut().filter(|g| g.titre == titre) {
            Some(groupe) => groupe.lignes.push(ligne),
            None => groupes.push(Groupe { titre, lignes: vec![ligne] }),
        }
    }
    Comparaison {
        page: visiteur.page("Comparer des dispositifs", "dispositifs"),
        retour: adresse("/dispositifs", requete, &paires(&ids)),
        tetes: tetes.collect(),
        groupes,
        resume: match differentes {
            0 => format!("Aucune des {total} lignes ne diffère"),
            1 => format!("1 ligne sur {total} diffère"),
            n => format!("{n} lignes sur {total} diffèrent"),
        },
        seules,
        bascule: lien(&ids, (!seules).then_some(("differences", "1"))),
        changer: lien(&ids, Some(("choisir", "1"))),
    }
}

fn ligne(champ: &Champ, ids: &[&str], lues: &[Option<&Valeur>]) -> Ligne {
    let cellules = ids.iter().zip(lues).enumerate().map(|(rang, (id, lue))| Cellule {
        de: (*id).to_owned(),
        dit: dire(champ, *lue),
        seuls: seuls(rang, lues),
    });
    Ligne { titre: champ.titre, ecart: ecart(lues), cellules: cellules.collect() }
}

fn ecart(lues: &[Option<&Valeur>]) -> Ecart {
    let vues: Vec<&Valeur> = lues.iter().copied().flatten().collect();
    match vues.as_slice() {
        [] | [_] => Ecart::Inconnu,
        [premiere, autres @ ..] if autres.iter().all(|v| pareilles(premiere, v)) => Ecart::Pareil,
        _ => Ecart::Differe,
    }
}

/// The same things in another order are the same.
fn pareilles(une: &Valeur, autre: &Valeur) -> bool {
    fn rangees(mots: &[String]) -> Vec<&String> {
        let mut rangees: Vec<&String> = mots.iter().collect();
        rangees.sort_unstable();
        rangees
    }
    match (une, autre) {
        (Valeur::Liste(a), Valeur::Liste(b)) => rangees(a) == rangees(b),
        _ => une == autre,
    }
}

/// Which things of one sheet's list no other has; none when the lists have nothing in common, which is plain to see.
fn seuls(rang: usize, lues: &[Option<&Valeur>]) -> Vec<bool> {
    let listes = lues.iter().enumerate().filter_map(|(i, lue)| match lue {
        Some(Valeur::Liste(mots)) => Some((i, mots.as_slice())),
        _ => None,
    });
    let listes: Vec<(usize, &[String])> = listes.collect();
    let ailleurs =
        |i: usize, mot: &String| listes.iter().any(|(autre, mots)| *autre != i && mots.contains(mot));
    if !listes.iter().any(|(i, mots)| mots.iter().any(|mot| ailleurs(*i, mot))) {
        return Vec::new();
    }
    let siens = listes.iter().find(|(i, _)| *i == rang).map_or(&[][..], |(_, mots)| *mots);
    siens.iter().map(|mot| !ailleurs(rang, mot)).collect()
}

impl Cellule {
    /// Whether the thing of that rank is in no other sheet.
    fn seul(&self, rang: &usize) -> bool {
        self.seuls.get(*rang).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn liste(mots: &[&str]) -> Option<Valeur> {
        Some(Valeur::Liste(mots.iter().map(|m| (*m).to_owned()).collect()))
    }

    #[test]
    fn sheets_differ_when_they_do_not_say_the_same_things() {
        let ecart = |lues: &[Option<Valeur>]| ecart(&lues.iter().map(Option::as_ref).collect::<Vec<_>>());
        assert_eq!(ecart(&[liste(&["a", "b"]), liste(&["b", "a"])]), Ecart::Pareil);
        assert_eq!(ecart(&[liste(&["a"]), liste(&["b"])]), Ecart::Differe);
        assert_eq!(ecart(&[liste(&["a", "a"]), liste(&["a"])]), Ecart::Differe);
        assert_eq!(ecart(&[Some(Valeur::NonDite), Some(Valeur::Nombre(3))]), Ecart::Differe);
        assert_eq!(ecart(&[Some(Valeur::Nombre(3)), None]), Ecart::Inconnu);
        assert_eq!(ecart(&[None, None]), Ecart::Inconnu);
        assert_eq!(ecart(&[Some(Valeur::Nombre(3)), None, Some(Valeur::Nombre(3))]), Ecart::Pareil);
    }

    #[test]
    fn what_one_sheet_alone_has_is_told_among_what_is_shared() {
        let seuls =
            |rang, lues: &[Option<Valeur>]| seuls(rang, &lues.iter().map(Option::as_ref).collect::<Vec<_>>());
        let lues = [liste(&["a", "b"]), None, liste(&["b"])];
        assert_eq!(seuls(0, &lues), [true, false]);
        assert_eq!(seuls(2, &lues), [false]);
        assert!(seuls(1, &lues).is_empty());
        assert!(seuls(0, &[liste(&["a"]), liste(&["c"])]).is_empty());
    }
}
