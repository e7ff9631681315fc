//! Where each figure of the drawing stands.

use super::{Etape, Schema};

const BOITE: (i32, i32) = (140, 56);
const ENTRE: i32 = 44;
const MARGE: i32 = 4;
const TITRE: i32 = 26;
const ENTRE_LIGNES: i32 = 18;
const LARGEUR_MIN: i32 = 1080;
const LETTRES: usize = 15;
/// Longest word that still fits in a box, more or less.
const MOT_MAX: usize = 22;

/// A text at a place.
pub struct Texte {
    /// Its left or middle.
    pub x: i32,
    /// Its foot.
    pub y: i32,
    /// What it says.
    pub mots: String,
}

/// A step.
pub struct Boite {
    /// Left.
    pub x: i32,
    /// Top.
    pub y: i32,
    /// Width.
    pub l: i32,
    /// Height.
    pub h: i32,
    /// Its name, cut into lines.
    pub lignes: Vec<Texte>,
}

/// An arrow: its line and its head, as SVG paths.
pub struct Lien {
    /// The line.
    pub trait_: String,
    /// The head.
    pub pointe: String,
}

/// A gate: a diamond with its number.
pub struct Porte {
    /// The diamond, as an SVG path.
    pub losange: String,
    /// Its number.
    pub numero: Texte,
}

struct Dessin {
    boites: Vec<Boite>,
    liens: Vec<Lien>,
    portes: Vec<Porte>,
    legende: Vec<String>,
}

/// Draws the two tracks, one under the other.
pub fn placer(parcours: Vec<Etape>, occupation: Vec<Etape>) -> Schema {
    let mut d = Dessin { boites: Vec::new(), liens: Vec::new(), portes: Vec::new(), legende: Vec::new() };
    let mut pistes = vec![titre("Parcours", 0)];
    let bas = d.piste(&parcours, TITRE);
    let mut hauteur = bas;
    if !occupation.is_empty() {
        pistes.push(titre("Occupation du logement", bas + 18));
        hauteur = d.piste(&occupation, bas + 18 + TITRE);
    }
    let droite = d.boites.iter().map(|b| b.x + b.l + MARGE).max().unwrap_or(LARGEUR_MIN);
    Schema {
        largeur: droite.max(LARGEUR_MIN),
        hauteur: hauteur + MARGE,
        pistes,
        boites: d.boites,
        liens: d.liens,
        portes: d.portes,
        legende: d.legende,
        etapes: parcours.into_iter().chain(occupation).collect(),
    }
}

fn titre(mots: &str, haut: i32) -> Texte {
    Texte { x: MARGE, y: haut + 16, mots: mots.to_owned() }
}

impl Dessin {
    /// Draws one track from this height; answers where it ends.
    fn piste(&mut self, etapes: &[Etape], haut: i32) -> i32 {
        let colonnes = colonnes(etapes);
        let mut places: Vec<(i32, i32)> = Vec::with_capacity(etapes.len());
        let mut rangs: Vec<i32> = Vec::new();
        for colonne in &colonnes {
            rangs.resize(rangs.len().max(colonne + 1), 0);
            let rang = rangs.get_mut(*colonne).map_or(0, |r| {
                *r += 1;
                *r - 1
            });
            let colonne = i32::try_from(*colonne).unwrap_or(0);
            places.push((MARGE + colonne * (BOITE.0 + ENTRE), haut + rang * (BOITE.1 + ENTRE_LIGNES)));
        }
        for (i, etape) in etapes.iter().enumerate() {
            let Some(ici) = places.get(i).copied() else { continue };
            for avant in &etape.avant {
                if let Some(la) = places.get(*avant).copied() {
                    self.liens.push(lien(la, ici));
                }
            }
            self.porte(etape, ici);
            self.boites.push(boite(&etape.nom, ici));
        }
        let lignes = rangs.into_iter().max().unwrap_or(0);
        haut + lignes * (BOITE.1 + ENTRE_LIGNES) - ENTRE_LIGNES + 20
    }

    /// One diamond before a step, for all that it waits for.
    fn porte(&mut self, etape: &Etape, (x, y): (i32, i32)) {
        if etape.portes.is_empty() {
            return;
        }
        let noms: Vec<&str> = etape.portes.iter().map(|(nom, _)| nom.as_str()).collect();
        let nom = &etape.nom;
        self.legende.push(format!("Avant «\u{a0}{nom}\u{a0}»\u{a0}: {}.", noms.join("\u{a0}; ")));
        let (cx, cy) = if x > MARGE { (x - 24, y + BOITE.1 / 2) } else { (x + 12, y + 2) };
        self.portes.push(Porte {
            losange: format!("M{cx} {}l13 13-13 13-13-13z", cy - 13),
            numero: Texte { x: cx, y: cy + 5, mots: self.legende.len().to_string() },
        });
    }
}

/// The column of each step: after the nearest of those before it. A step that nothing precedes stands first.
fn colonnes(etapes: &[Etape]) -> Vec<usize> {
    let mut colonnes: Vec<Option<usize>> =
        etapes.iter().map(|e| (e.avant.is_empty() || e.depuis.starts_with("entrée")).then_some(0)).collect();
    for _ in 0..etapes.len() {
        for (i, etape) in etapes.iter().enumerate() {
            let proche = etape.avant.iter().filter_map(|a| colonnes.get(*a).copied().flatten()).min();
            if let (Some(None), Some(proche)) = (colonnes.get(i), proche) {
                colonnes.iter_mut().skip(i).take(1).for_each(|c| *c = Some(proche + 1));
            }
        }
    }
    colonnes.into_iter().map(Option::unwrap_or_default).collect()
}

fn lien((ax, ay): (i32, i32), (x, y): (i32, i32)) -> Lien {
    let (l, h) = BOITE;
    if ax < x {
        let (dx, dy) = (ax + l, ay + h / 2);
        let milieu = x - ENTRE / 2;
        let trait_ = if ay == y && x - dx > ENTRE {
            // Over a box that stands between: by the gap under the line.
            format!("M{} {}v10H{milieu}V{}H{x}", ax + l / 2, ay + h, y + h / 2)
        } else {
            format!("M{dx} {dy}H{milieu}V{}H{x}", y + h / 2)
        };
        return Lien { trait_, pointe: format!("M{} {}l9 5-9 5z", x - 8, y + h / 2 - 5) };
    }
    if ax == x {
        let (de, vers) = if ay < y { (ay + h, y) } else { (ay, y + h) };
        let tete = if ay < y {
            format!("M{} {}l5 9 5-9z", x + 75, vers - 8)
        } else {
            format!("M{} {}l5-9 5 9z", x + 75, vers + 8)
        };
        return Lien { trait_: format!("M{} {de}V{vers}", x + 80), pointe: tete };
    }
    let (dx, dy) = (ax + l / 3, ay + h);
    let vers = x + 2 * l / 3;
    Lien {
        trait_: format!("M{dx} {dy}v12H{vers}V{}", y + h),
        pointe: format!("M{} {}l5-9 5 9z", vers - 5, y + h + 8),
    }
}

fn boite(nom: &str, (x, y): (i32, i32)) -> Boite {
    let lignes = couper(nom);
    let n = i32::try_from(lignes.len()).unwrap_or(1);
    let haut = y + BOITE.1 / 2 + 5 - (n - 1) * 8;
    let lignes =
        lignes.into_iter().zip(0..).map(|(mots, i)| Texte { x: x + BOITE.0 / 2, y: haut + i * 16, mots });
    Boite { x, y, l: BOITE.0, h: BOITE.1, lignes: lignes.collect() }
}

/// A name cut into three lines at most, between its words.
fn couper(nom: &str) -> Vec<String> {
    let mut lignes: Vec<String> = Vec::new();
    for mot in nom.split(' ').take(3 * LETTRES) {
        let mot = match mot.char_indices().nth(MOT_MAX) {
            Some((fin, _)) => format!("{}…", mot.get(..fin).unwrap_or_default()),
            None => mot.to_owned(),
        };
        let tient = |l: &&mut String| l.chars().count() + 1 + mot.chars().count() <= LETTRES;
        match lignes.last_mut().filter(tient) {
            Some(ligne) => {
                ligne.push(' ');
                ligne.push_str(&mot);
            }
            None => lignes.push(mot),
        }
    }
    if lignes.len() > 3 {
        lignes.truncate(3);
        if let Some(derniere) = lignes.last_mut() {
            derniere.push('…');
        }
    }
    lignes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn etape(nom: &str, avant: &[usize]) -> Etape {
        Etape {
            piste: "Occupation",
            nom: nom.to_owned(),
            depuis: String::new(),
            portes: Vec::new(),
            note: String::new(),
            avant: avant.to_vec(),
        }
    }

    #[test]
    fn a_step_stands_after_the_nearest_before_it_even_in_a_ring() {
        let boucle = [etape("a", &[]), etape("b", &[0, 2]), etape("c", &[1]), etape("d", &[0])];
        assert_eq!(colonnes(&boucle), [0, 1, 2, 1]);
        let sans_entree = [etape("a", &[1]), etape("b", &[0])];
        assert_eq!(colonnes(&sans_entree), [0, 0]);
        let dessin = placer(Vec::new(), boucle.into());
        assert_eq!((dessin.boites.len(), dessin.liens.len()), (4, 4));
    }

    #[test]
    fn long_names_are_cut_between_words() {
        assert_eq!(couper("Bail direct"), ["Bail direct"]);
        assert_eq!(couper("Occupant sans droit ni titre"), ["Occupant sans", "droit ni titre"]);
        assert_eq!(couper("Un nom vraiment beaucoup trop long pour une boîte").len(), 3);
    }
}
