//! `/dispositifs/mecanismes` and `/dispositifs/carte`: the catalogue seen by what its dispositifs share, and by where
//! they are.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use dispositifs::mecanismes::MECANISMES;

use super::departements::{NOMS, Traces};
use super::regard_de;
use super::vitrine::Montree;
use crate::erreur::Erreur;
use crate::etat::AppState;
use crate::rendu::{Page, Rendu, rendre};
use crate::session::Lecteur;

/// A mechanism with the sheets that use it.
struct Explique {
    code: &'static str,
    nom: &'static str,
    explication: &'static str,
    /// Number and title.
    fiches: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "catalogue/mecanismes.html")]
pub struct Mecanismes {
    page: Page,
    mecanismes: Vec<Explique>,
}

/// `GET /dispositifs/mecanismes`
pub async fn mecanismes(
    State(etat): State<AppState>,
    Lecteur(visiteur): Lecteur,
) -> Result<Rendu<Mecanismes>, Erreur> {
    let regard = regard_de(&etat, visiteur.acteur.as_ref()).await?;
    let vitrine = etat.vitrine();
    let montrees: Vec<&Montree> =
        vitrine.fiches().iter().filter(|f| !regard.discret(f.definition())).collect();
    let mecanismes = MECANISMES.iter().map(|m| Explique {
        code: m.code,
        nom: m.nom,
        explication: m.explication,
        fiches: montrees
            .iter()
            .filter(|f| f.emploie(m))
            .map(|f| (f.definition().id.clone(), f.definition().fiche.titre.clone()))
            .collect(),
    });
    Ok(rendre(Mecanismes {
        page: visiteur.page("Les mécanismes", "dispositifs"),
        mecanismes: mecanismes.collect(),
    }))
}

/// A département on the map: its outline, how many dispositifs, how dark.
struct Contour {
    code: &'static str,
    nom: &'static str,
    trace: &'static str,
    nombre: usize,
    ton: usize,
}

/// A row of the table that says what the map says.
struct Rangee {
    code: &'static str,
    nom: &'static str,
    nombre: usize,
    menages: String,
}

#[derive(Template)]
#[template(path = "catalogue/carte.html")]
pub struct Carte {
    page: Page,
    contours: Vec<Contour>,
    rangees: Vec<Rangee>,
    /// What each shade stands for.
    legende: Vec<(usize, String)>,
    sans_lieu: usize,
}

/// The least that each shade holds, from the lightest.
const TONS: [usize; 5] = [0, 1, 2, 5, 10];

/// `GET /dispositifs/carte`
pub async fn carte(State(etat): State<AppState>, Lecteur(visiteur): Lecteur) -> Result<Rendu<Carte>, Erreur> {
    let mut comptes: BTreeMap<&str, (usize, u32)> = BTreeMap::new();
    let definitions = etat.porte.definitions();
    for d in definitions.values() {
        for code in &d.fiche.territoire.departements {
            let (nombre, menages) = comptes.entry(code).or_default();
            *nombre += 1;
            *menages = menages.saturating_add(d.fiche.menages_prevus());
        }
    }
    let de = |code: &str| comptes.get(code).copied().unwrap_or_default();
    let contours = Traces::livres().tous().filter_map(|(code, trace)| {
        let (code, nom) = NOMS.iter().find(|(c, _)| *c == code)?;
        let (nombre, _) = de(code);
        Some(Contour { code, nom, trace, nombre, ton: ton(nombre) })
    });
    let rangees = NOMS.iter().filter(|(code, _)| de(code).0 > 0).map(|(code, nom)| {
        let (nombre, menages) = de(code);
        Rangee { code, nom, nombre, menages: domain::texte::nombre(i64::from(menages)) }
    });
    Ok(rendre(Carte {
        page: visiteur.page("La carte des dispositifs", "dispositifs"),
        contours: contours.collect(),
        rangees: rangees.collect(),
        legende: legende(),
        sans_lieu: definitions.values().filter(|d| d.fiche.territoire.departements.is_empty()).count(),
    }))
}

fn ton(nombre: usize) -> usize {
    TONS.iter().rposition(|min| nombre >= *min).unwrap_or_default()
}

fn legende() -> Vec<(usize, String)> {
    let dite = |(rang, min): (usize, &usize)| {
        let libelle = match TONS.get(rang + 1) {
            Some(suivant) if suivant - 1 == *min => format!("{min}"),
            Some(suivant) => format!("{min} à {}", suivant - 1),
            None => format!("{min} et plus"),
        };
        (rang, libelle)
    };
    TONS.iter().enumerate().map(dite).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shade_holds_what_its_legend_says() {
        assert_eq!([0, 1, 2, 4, 5, 9, 10, 99].map(ton), [0, 1, 2, 2, 3, 3, 4, 4]);
        let dits: Vec<String> = legende().into_iter().map(|(_, dit)| dit).collect();
        assert_eq!(dits, ["0", "1", "2 à 4", "5 à 9", "10 et plus"]);
    }
}
