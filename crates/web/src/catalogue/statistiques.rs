//! `/dispositifs/chiffres`: the catalogue counted, each figure drawn, tabled and defined.

use askama::Template;
use axum::extract::State;
use dispositifs::synthese::{Etendue, cout_par_menage_et_an, etendue};
use domain::texte;

use super::facettes::{FACETTES, Facette, NON_PRECISE};
use super::regard::Regard;
use super::regard_de;
use super::selection::{adresse, en_mots, filtres, par_chapitre, retenues};
use super::vitrine::Montree;
use crate::erreur::Erreur;
use crate::etat::AppState;
use crate::extraire::Requete;
use crate::formulaire::Saisie;
use crate::rendu::{Page, Rendu, rendre};
use crate::session::Lecteur;

/// Width of a drawing, and of its longest bar: what is left holds the figure.
const LARGEUR: usize = 400;
const BARRE_MAX: usize = 350;
/// Height of a bar with its words above.
const RANG: usize = 44;

/// One value: in words, counted, and drawn.
struct Barre {
    libelle: String,
    nombre: usize,
    /// Where its sheets are listed.
    lien: String,
    haut: usize,
    largeur: usize,
}

struct Figure {
    cle: &'static str,
    titre: &'static str,
    definition: &'static str,
    /// Over how many sheets, how many do not say, how many are kept quiet.
    base: String,
    /// Least, median and most, where the values are figures.
    etendue: String,
    barres: Vec<Barre>,
    largeur: usize,
    hauteur: usize,
}

#[derive(Template)]
#[template(path = "catalogue/statistiques.html")]
pub struct Statistiques {
    page: Page,
    retour: String,
    nombre: usize,
    discretes: usize,
    filtres: Vec<String>,
    figures: Vec<Figure>,
}

/// What is drawn, in this order; the map shows the départements.
const DESSINEES: [&str; 6] = ["volet", "public", "statut", "duree", "cout", "mecanisme"];

/// `GET /dispositifs/chiffres`
pub async fn statistiques(
    State(etat): State<AppState>,
    Lecteur(visiteur): Lecteur,
    Requete(requete): Requete,
) -> Result<Rendu<Statistiques>, Erreur> {
    let regard = regard_de(&etat, visiteur.acteur.as_ref()).await?;
    let vitrine = etat.vitrine();
    let fiches = retenues(&vitrine, &regard, &requete);
    let facettes = DESSINEES.iter().filter_map(|cle| FACETTES.iter().find(|f| f.cle == *cle));
    let figures = std::iter::once(chapitres(&fiches, &regard, &requete))
        .chain(facettes.map(|f| figure(f, &fiches, &regard, &requete)));
    Ok(rendre(Statistiques {
        page: visiteur.page("Le catalogue en chiffres", "dispositifs"),
        retour: adresse("/dispositifs", &requete, &[]),
        nombre: fiches.len(),
        discretes: fiches.iter().filter(|f| regard.discret(f.definition())).count(),
        filtres: en_mots(&requete),
        figures: figures.collect(),
    }))
}

/// The list with one more filter; one that was set gives way.
fn lien(requete: &Saisie, cle: &'static str, valeur: &str) -> String {
    let autres = filtres(requete).into_iter().filter(|(autre, _)| *autre != cle);
    let autres: Vec<(String, String)> = autres.map(|(cle, v)| (cle.to_owned(), v)).collect();
    adresse("/dispositifs", &Saisie::from(autres), &[(cle, valeur)])
}

fn chapitres(fiches: &[&Montree], regard: &Regard, requete: &Saisie) -> Figure {
    let comptes = par_chapitre(fiches, regard).into_iter().filter_map(|(titre, siennes)| {
        let code = regard.code(siennes.first()?.definition());
        Some((titre, siennes.len(), lien(requete, "chapitre", code)))
    });
    dessiner(Figure {
        cle: "chapitre",
        titre: "Par chapitre",
        definition: "Le chapitre du guide où la fiche est rangée, qui n’est pas son volet. Chaque fiche compte une fois ; celles qui portent ici un nom neutre sont comptées ensemble, sans leur chapitre.",
        base: base(fiches.len(), 0, 0),
        etendue: String::new(),
        barres: barres(comptes),
        largeur: LARGEUR,
        hauteur: 0,
    })
}

fn figure(facette: &'static Facette, fiches: &[&Montree], regard: &Regard, requete: &Saisie) -> Figure {
    let tues = fiches.iter().filter(|f| facette.revele && regard.discret(f.definition())).count();
    let dit = |f: &&&Montree| facette.valeurs(f, regard).iter().any(|r| r.valeur != NON_PRECISE);
    let disent = fiches.iter().filter(dit).count();
    let comptes = facette
        .comptes(fiches.iter().copied(), regard)
        .into_iter()
        .filter(|(rangee, _)| rangee.valeur != NON_PRECISE)
        .map(|(rangee, nombre)| (rangee.libelle.clone(), nombre, lien(requete, facette.cle, &rangee.valeur)));
    dessiner(Figure {
        cle: facette.cle,
        titre: titre(facette),
        definition: facette.definition,
        base: base(disent, fiches.len() - disent - tues, tues),
        etendue: match facette.cle {
            "duree" => {
                dire(etendue(fiches.iter().filter_map(|f| duree(f)).collect()), |n| format!("{n}\u{a0}mois"))
            }
            "cout" => dire(
                etendue(fiches.iter().filter_map(|f| cout_par_menage_et_an(&f.definition().fiche)).collect()),
                texte::montant,
            ),
            _ => String::new(),
        },
        barres: barres(comptes),
        largeur: LARGEUR,
        hauteur: 0,
    })
}

fn titre(facette: &Facette) -> &'static str {
    match facette.cle {
        "volet" => "Par volet",
        "public" => "Par public",
        "statut" => "Par statut d’occupation",
        "duree" => "Par durée du projet",
        "cout" => "Par coût par ménage et par an",
        "mecanisme" => "Par mécanisme",
        _ => facette.titre,
    }
}

fn duree(fiche: &Montree) -> Option<i64> {
    Some(i64::from(fiche.definition().fiche.duree_mois)).filter(|mois| *mois > 0)
}

/// On how many sheets a figure rests.
fn base(disent: usize, muettes: usize, tues: usize) -> String {
    let fiches = |n: usize| if n > 1 { format!("{n} fiches") } else { format!("{n} fiche") };
    let mut phrase = format!("Compté sur {}.", fiches(disent));
    match muettes {
        0 => {}
        1 => phrase.push_str(" 1 fiche ne le dit pas."),
        n => phrase.push_str(&format!(" {n} fiches ne le disent pas.")),
    }
    match tues {
        0 => {}
        1 => phrase.push_str(" 1 fiche sous un nom neutre n’est pas comptée ici."),
        n => phrase.push_str(&format!(" {n} fiches sous un nom neutre ne sont pas comptées ici.")),
    }
    phrase
}

fn dire(etendue: Option<Etendue>, mot: impl Fn(i64) -> String) -> String {
    let phrase = |e: Etendue| {
        format!(
            "De {} à {}\u{a0}; la moitié des fiches sont à {} ou moins.",
            mot(e.min),
            mot(e.max),
            mot(e.mediane)
        )
    };
    etendue.map(phrase).unwrap_or_default()
}

fn barres(comptes: impl Iterator<Item = (String, usize, String)>) -> Vec<Barre> {
    comptes.map(|(libelle, nombre, lien)| Barre { libelle, nombre, lien, haut: 0, largeur: 0 }).collect()
}

/// Puts the bars in their places, the longest as long as can be.
fn dessiner(mut figure: Figure) -> Figure {
    let max = figure.barres.iter().map(|b| b.nombre).max().unwrap_or_default().max(1);
    for (rang, barre) in figure.barres.iter_mut().enumerate() {
        barre.haut = rang * RANG;
        barre.largeur = barre.nombre * BARRE_MAX / max;
    }
    figure.hauteur = figure.barres.len() * RANG;
    figure
}

impl Barre {
    const fn texte(&self) -> usize {
        self.haut + 16
    }

    const fn trait_(&self) -> usize {
        self.haut + 22
    }

    const fn chiffre(&self) -> usize {
        self.haut + 36
    }

    const fn apres(&self) -> usize {
        self.largeur + 8
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_says_on_what_it_rests() {
        assert_eq!(
            base(57, 0, 35),
            "Compté sur 57 fiches. 35 fiches sous un nom neutre ne sont pas comptées ici."
        );
        assert_eq!(
            base(1, 1, 1),
            "Compté sur 1 fiche. 1 fiche ne le dit pas. 1 fiche sous un nom neutre n’est pas comptée ici."
        );
    }

    #[test]
    fn the_longest_bar_is_as_long_as_can_be() {
        let comptes = [("a", 4), ("b", 1), ("c", 0)];
        let comptes = comptes.map(|(nom, n)| (nom.to_owned(), n, String::new()));
        let figure = dessiner(Figure {
            cle: "",
            titre: "",
            definition: "",
            base: String::new(),
            etendue: String::new(),
            barres: barres(comptes.into_iter()),
            largeur: LARGEUR,
            hauteur: 0,
        });
        let largeurs: Vec<usize> = figure.barres.iter().map(|b| b.largeur).collect();
        assert_eq!(largeurs, [BARRE_MAX, BARRE_MAX / 4, 0]);
        assert_eq!(figure.hauteur, 3 * RANG);
    }
}
