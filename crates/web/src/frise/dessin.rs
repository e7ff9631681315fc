//! Places: each span a bar, each point a mark, the same in a table.

use domain::acte::Piste as Voie;
use domain::{Date, texte};
use jiff::ToSpan;

use super::echelle::{Echelle, ecart, mois_et_annee};
use super::releve::{Duree, Mode, Point, Releve, Sorte};

/// The drawing and its table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frise {
    /// What it shows, in one sentence.
    pub description: String,
    /// The grid.
    pub graduations: Vec<Graduation>,
    /// The four tracks.
    pub pistes: Vec<Piste>,
    /// Where today is.
    pub aujourd_hui: i64,
    /// Where the word « aujourd'hui » is anchored, so that it stays within the drawing.
    pub aujourd_hui_texte: i64,
    /// The same dates as lines of a table.
    pub lignes: Vec<Ligne>,
}

/// A line of the grid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Graduation {
    /// Where.
    pub x: i64,
    /// `juin 2025`.
    pub texte: String,
}

/// One track.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piste {
    /// Its name.
    pub nom: String,
    /// What it says when nothing is drawn on it; empty otherwise.
    pub vide: &'static str,
    /// Base line of its name.
    pub y_texte: i64,
    /// Its bars.
    pub barres: Vec<Barre>,
    /// Its marks.
    pub reperes: Vec<Repere>,
}

/// A span, drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Barre {
    /// Left.
    pub x: i64,
    /// Top.
    pub y: i64,
    /// Width.
    pub largeur: i64,
    /// Its classes.
    pub classe: String,
    /// What it is, from when to when.
    pub titre: String,
    /// What fits in it; empty when nothing does.
    pub texte: String,
    /// Left of the text.
    pub x_texte: i64,
    /// Base line of the text.
    pub y_texte: i64,
}

/// A mark, drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repere {
    /// The path.
    pub trace: String,
    /// Its classes.
    pub classe: &'static str,
    /// What it is, and when.
    pub titre: String,
}

/// A line of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ligne {
    /// The track.
    pub piste: String,
    /// What.
    pub quoi: String,
    /// From.
    pub du: String,
    /// To.
    pub au: String,
}

/// Months ahead within which something due is drawn.
const HORIZON: i64 = 12;
const HAUT: i64 = 34;
const PAS: i64 = 48;
/// Height of a bar.
const EPAISSEUR: i64 = 30;

pub(super) fn dessiner(releve: &Releve, aujourd_hui: Date) -> Frise {
    // What is due years ahead stays in the table: it would press all that was lived into a corner.
    let horizon = aujourd_hui.saturating_add(HORIZON.months());
    let jours = || {
        let durees = releve.durees.iter().flat_map(|d| [Some(d.du), d.au]).flatten();
        let points = releve.points.iter().map(|p| p.le).filter(move |le| *le <= horizon);
        durees.chain(points).chain([aujourd_hui])
    };
    let premier = jours().min().unwrap_or(aujourd_hui);
    let dernier = jours().max().unwrap_or(aujourd_hui);
    let echelle = Echelle::de(premier, dernier);
    let (debut, fin) = echelle.bornes();
    let x = echelle.x(aujourd_hui);
    Frise {
        description: format!(
            "Frise de {} à {}\u{a0}: parcours, accompagnement, occupation et procédure, décrits dans le tableau qui suit",
            mois_et_annee(debut),
            mois_et_annee(fin)
        ),
        graduations: echelle.graduations(),
        pistes: Voie::TOUTES
            .iter()
            .zip(0_i64..)
            .map(|(v, rang)| piste(*v, rang, releve, &echelle, aujourd_hui))
            .collect(),
        aujourd_hui: x,
        aujourd_hui_texte: x.clamp(190, 1_020),
        lignes: lignes(releve),
    }
}

fn piste(voie: Voie, rang: i64, releve: &Releve, echelle: &Echelle, aujourd_hui: Date) -> Piste {
    let haut = HAUT + rang * PAS;
    let durees = releve.durees.iter().filter(|d| d.piste == voie);
    let barres: Vec<Barre> = durees.filter_map(|d| barre(d, haut, echelle, aujourd_hui)).collect();
    let (_, fin) = echelle.bornes();
    let points = releve.points.iter().filter(|p| p.piste == voie && p.le <= fin);
    let reperes: Vec<Repere> = points.map(|p| repere(p, haut, echelle, aujourd_hui)).collect();
    let vide = releve.vides.iter().find(|(v, _)| *v == voie).map_or("", |(_, mot)| mot);
    Piste {
        nom: crate::formulaire::majuscule(voie.nom()),
        vide: if barres.is_empty() && reperes.is_empty() { vide } else { "" },
        y_texte: haut + 20,
        barres,
        reperes,
    }
}

fn barre(d: &Duree, haut: i64, echelle: &Echelle, aujourd_hui: Date) -> Option<Barre> {
    let fin = d.au.unwrap_or(aujourd_hui).max(d.du);
    let (x, droite) = (echelle.x(d.du), echelle.x(fin));
    // A span of no day is a passage: its mark stands for it.
    let largeur = if fin == d.du && d.au.is_some() { return None } else { (droite - x).max(3) };
    let mode = match d.mode {
        Mode::Vecu => "",
        Mode::Prevu | Mode::Suspendu => " palier-frise__barre--prevue",
    };
    let (x_texte, texte) = (x + 14, tenir(&d.texte, largeur - 18));
    Some(Barre {
        x,
        y: haut,
        largeur,
        classe: format!("palier-frise__barre palier-frise__barre--{}{mode}", code(d.piste)),
        titre: format!("{}\u{a0}: {}", crate::formulaire::majuscule(&d.texte), periode(d)),
        texte,
        x_texte,
        y_texte: haut + 20,
    })
}

/// As much of the text as the width holds; nothing rather than a few letters.
fn tenir(mots: &str, largeur: i64) -> String {
    let place = usize::try_from(largeur.max(0) * 10 / 72).unwrap_or(0);
    let longueur = mots.chars().count();
    match place {
        p if p >= longueur => mots.to_owned(),
        p if p >= 6 => {
            let debut: String = mots.chars().take(p - 1).collect();
            format!("{}…", debut.trim_end())
        }
        _ => String::new(),
    }
}

fn repere(p: &Point, haut: i64, echelle: &Echelle, aujourd_hui: Date) -> Repere {
    let (x, bas) = (echelle.x(p.le), haut + EPAISSEUR);
    let losange = |y: i64, r: i64| format!("M{x} {}l{r} {r}-{r} {r}-{r}-{r}z", y - r);
    let (trace, classe) = match p.sorte {
        Sorte::Passage => {
            (losange(haut + EPAISSEUR / 2, 9), "palier-frise__porte palier-frise__porte--passee")
        }
        Sorte::Rencontre => (format!("M{x} {}v10", bas - 3), "palier-frise__porte"),
        Sorte::Due | Sorte::Retard => (losange(bas, 7), "palier-frise__porte"),
    };
    let quand = match p.sorte {
        Sorte::Passage | Sorte::Rencontre => format!("le {}", texte::jour(p.le)),
        Sorte::Due => format!("à faire pour le {}", texte::jour(p.le)),
        Sorte::Retard => {
            let jours = ecart(p.le, aujourd_hui);
            let s = if jours > 1 { "s" } else { "" };
            format!("attendu le {}, en retard de {jours} jour{s}", texte::jour(p.le))
        }
    };
    Repere { trace, classe, titre: format!("{}\u{a0}: {quand}", crate::formulaire::majuscule(&p.texte)) }
}

fn periode(d: &Duree) -> String {
    match d.au {
        Some(au) if au == d.du => format!("le {}", texte::jour(au)),
        Some(au) => format!("du {} au {}", texte::jour(d.du), texte::jour(au)),
        None => format!("depuis le {}", texte::jour(d.du)),
    }
}

fn lignes(releve: &Releve) -> Vec<Ligne> {
    let durees = releve.durees.iter().map(|d| {
        let au = d.au.map_or_else(|| "en cours".to_owned(), texte::jour);
        (d.piste, d.du, d.texte.clone(), au)
    });
    let dues = releve.points.iter().filter(|p| matches!(p.sorte, Sorte::Due | Sorte::Retard)).map(|p| {
        let mot = if p.sorte == Sorte::Retard { "en retard" } else { "à venir" };
        (p.piste, p.le, p.texte.clone(), mot.to_owned())
    });
    let mut toutes: Vec<(Voie, Date, String, String)> = durees.chain(dues).collect();
    toutes.sort_by_key(|l| (l.0, l.1));
    toutes
        .into_iter()
        .map(|(voie, du, quoi, au)| Ligne {
            piste: crate::formulaire::majuscule(voie.nom()),
            quoi: crate::formulaire::majuscule(&quoi),
            du: texte::jour(du),
            au,
        })
        .collect()
}

const fn code(voie: Voie) -> &'static str {
    match voie {
        Voie::Parcours => "parcours",
        Voie::Accompagnement => "accompagnement",
        Voie::Occupation => "occupation",
        Voie::Procedure => "procedure",
    }
}
