//! A table and its margins as a network, where each figure is what flows through one edge: from its row to its column,
//! from a column to the sum of the columns, from there to the sum of the rows, and back to each row. A node lets out
//! what comes in: that is all that a reader of the margins knows.
//!
//! Another table that would print the same figures is a flow that differs on masked edges only. So a masked figure may
//! be one more if, and only if, one unit may go back from the head of its edge to its tail through masked edges: along
//! any of them, or against one that carries something. The cheapest way that is missing says which figures to mask too.
//! Flows are whole numbers and their range has no hole: what is between two possible values is possible.

use super::{Compte, Place, Sommes};

/// What masking one more figure costs: first a margin is worth a whole line, then as it was drawn for its place.
type Cout = u64;

struct Arete {
    place: Place,
    de: usize,
    vers: usize,
    autres: u64,
    masque: bool,
    /// Known whatever is masked: it never carries more or less.
    fixe: bool,
    cout: Cout,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sens {
    Plus,
    Moins,
}

/// How far a search may go: through what is masked already, or by masking more.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Moyen {
    Gratuit,
    Payant,
}

pub(super) struct Reseau {
    aretes: Vec<Arete>,
    noeuds: usize,
    seuil: u64,
}

impl Reseau {
    pub(super) fn nouveau(comptes: &[Vec<Compte>], sommes: &Sommes, seuil: u64, tirage: u64) -> Self {
        let Sommes { lignes, colonnes, .. } = sommes;
        let (hauteur, largeur) = (lignes.len(), colonnes.len());
        let (somme_colonnes, somme_lignes) = (hauteur + largeur, hauteur + largeur + 1);
        let mut aretes = Vec::new();
        let mut relier = |compte: &Compte, place, de, vers, poids: usize| {
            let cout = ((poids as u64) << 32) + (melange(tirage ^ aretes.len() as u64) >> 40);
            let autres = compte.autres();
            let fixe = compte.impossible;
            let masque = !fixe && autres < seuil;
            aretes.push(Arete { place, de, vers, autres, masque, fixe, cout });
        };
        for (i, ligne) in comptes.iter().enumerate() {
            for (j, compte) in ligne.iter().enumerate() {
                relier(compte, Place::Cellule(i, j), i, hauteur + j, 1);
            }
        }
        for (i, compte) in lignes.iter().enumerate() {
            relier(compte, Place::Ligne(i), somme_lignes, i, largeur + 1);
        }
        for (j, compte) in colonnes.iter().enumerate() {
            relier(compte, Place::Colonne(j), hauteur + j, somme_colonnes, hauteur + 1);
        }
        // The grand total is not an edge: it is shown, so it never changes, and both its ends keep what they have.
        Self { aretes, noeuds: somme_lignes + 1, seuil }
    }

    pub(super) fn masque(&self, place: Place) -> bool {
        self.aretes.iter().any(|a| a.place == place && a.masque)
    }

    /// Masks more until each masked figure keeps the range that is promised. It ends: each round masks one more.
    pub(super) fn proteger(&mut self) {
        let mut masquees = 0;
        while masquees < self.masquees() {
            masquees = self.masquees();
            for rang in 0..self.aretes.len() {
                self.proteger_une(rang);
            }
        }
    }

    fn masquees(&self) -> usize {
        self.aretes.iter().filter(|a| a.masque).count()
    }

    fn proteger_une(&mut self, rang: usize) {
        let Some(arete) = self.aretes.get(rang).filter(|a| a.masque) else { return };
        let (autres, etendue) = (arete.autres, self.seuil.saturating_sub(1));
        if autres <= etendue {
            self.pousser(rang, Sens::Moins, autres, Moyen::Payant);
            self.pousser(rang, Sens::Plus, etendue - autres, Moyen::Payant);
            return;
        }
        let moins = self.pousser(rang, Sens::Moins, etendue, Moyen::Gratuit);
        let plus = self.pousser(rang, Sens::Plus, etendue - moins, Moyen::Payant);
        self.pousser(rang, Sens::Moins, etendue - plus, Moyen::Payant);
    }

    /// Changes one figure by as much as `voulu`, the others making up for it; masks what had to move. Tells how far it
    /// went: the table itself is left as it is.
    fn pousser(&mut self, rang: usize, sens: Sens, voulu: u64, moyen: Moyen) -> u64 {
        let mut flux: Vec<u64> = self.aretes.iter().map(|a| a.autres).collect();
        let mut obtenu = 0;
        while obtenu < voulu {
            let Some(chemin) = self.chemin(rang, sens, &flux, moyen) else { break };
            let retenus = chemin.iter().filter(|(_, sens)| *sens == Sens::Moins);
            let porte = retenus.filter_map(|(r, _)| flux.get(*r).copied()).min();
            let pas = porte.unwrap_or(u64::MAX).min(voulu - obtenu);
            for (r, sens) in chemin {
                if let (Some(arete), Some(flux)) = (self.aretes.get_mut(r), flux.get_mut(r)) {
                    arete.masque = true;
                    *flux = if sens == Sens::Plus { *flux + pas } else { *flux - pas };
                }
            }
            obtenu += pas;
        }
        obtenu
    }

    /// The cheapest way for a unit to come back round an edge without using it (Bellman and Ford: the graph is tiny).
    fn chemin(&self, rang: usize, sens: Sens, flux: &[u64], moyen: Moyen) -> Option<Vec<(usize, Sens)>> {
        let arete = self.aretes.get(rang)?;
        let (depart, but) = if sens == Sens::Plus { (arete.vers, arete.de) } else { (arete.de, arete.vers) };
        let mut couts: Vec<Option<Cout>> = vec![None; self.noeuds];
        let mut venus: Vec<Option<(usize, Sens, usize)>> = vec![None; self.noeuds];
        *couts.get_mut(depart)? = Some(0);
        let mut change = true;
        while change {
            change = false;
            for (r, pas, de, vers, cout) in self.passages(rang, flux, moyen) {
                let Some(jusque) = couts.get(de).copied().flatten() else { continue };
                let cout = jusque + cout;
                let (connu, venu) = (couts.get_mut(vers)?, venus.get_mut(vers)?);
                if connu.is_none_or(|deja| cout < deja) {
                    (*connu, *venu, change) = (Some(cout), Some((r, pas, de)), true);
                }
            }
        }
        let mut chemin = Vec::new();
        let mut ici = but;
        while ici != depart {
            let (r, pas, de) = venus.get(ici).copied().flatten()?;
            chemin.push((r, pas));
            ici = de;
        }
        Some(chemin)
    }

    /// Every edge but that one, in each direction in which a unit may go through it.
    fn passages<'r>(
        &'r self,
        sauf: usize,
        flux: &'r [u64],
        moyen: Moyen,
    ) -> impl Iterator<Item = (usize, Sens, usize, usize, Cout)> + 'r {
        let libres = self
            .aretes
            .iter()
            .zip(flux)
            .enumerate()
            .filter(move |(r, (a, _))| *r != sauf && !a.fixe && (a.masque || moyen == Moyen::Payant));
        libres.flat_map(|(r, (a, flux))| {
            let cout = if a.masque { 0 } else { a.cout };
            let contre = (*flux > 0).then_some((r, Sens::Moins, a.vers, a.de, cout));
            [Some((r, Sens::Plus, a.de, a.vers, cout)), contre].into_iter().flatten()
        })
    }
}

/// A draw that its seed alone tells (splitmix64). Were it by size or by rank, whoever knows how the masks are chosen
/// would read in what was left how large the others can be.
fn melange(graine: u64) -> u64 {
    let z = graine.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
