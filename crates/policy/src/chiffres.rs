//! Figures that betray nobody: a table of counts in, the same table out with what must not be read masked.
//!
//! What is promised, against a reader who knows every figure shown, that margins are sums, and which households are
//! her own: a count of fewer than `seuil` households of others may, for all she can compute, be any number from 0 to
//! `seuil - 1`; any other masked figure keeps at least `seuil` possible values.
//!
//! - A count of others from 0 to `seuil - 1` is masked. A zero is masked like a one: « nobody left by death » says
//!   something of everybody who left. Only a cell that cannot hold anyone, by construction, is shown as zero.
//! - Further figures are masked until the promise holds ([`reseau`]): inner cells first, margins at need.
//! - Both masks look the same. If they did not, two masked cells of total 8 known to be under 5 would be two fours.
//! - Which ones is drawn, not chosen by size or rank: who knows how it is done must not read in what was left how large
//!   the others can be.
//! - The grand total is shown, or nothing is: tables that share it then say nothing of each other.
//!
//! What is not promised: that who knows this algorithm, and masks again every table that could be, learns nothing of a
//! table of two dimensions (with a threshold of 2, `[[1, 1], [2, 2]]` is the only one that is masked as it is); that two
//! readers who put their own households together, or two pictures of the same table taken before and after one
//! admission, tell nothing more than each alone.

mod reseau;
#[cfg(test)]
mod tests;

use reseau::Reseau;

/// Under this many households, a figure is masked.
pub const SEUIL: u64 = 5;

/// A count, before it is masked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Compte {
    /// How many.
    pub nombre: u64,
    /// How many of them the reader knows already: her own households.
    pub siens: u64,
    /// Nobody can be counted here, whatever happens: the zero says nothing of anyone.
    pub impossible: bool,
}

impl Compte {
    /// How many the reader does not know.
    fn autres(self) -> u64 {
        if self.impossible { 0 } else { self.nombre.saturating_sub(self.siens) }
    }
}

/// A figure as it may be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cellule {
    /// The count.
    Exact(u64),
    /// Nobody can be counted here.
    Zero,
    /// Under the threshold, or masked because it would give away one that is.
    Masque,
}

/// A table of counts as it may be read: its cells, row by row, and their sums.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Masques {
    /// The cells, row by row.
    pub cellules: Vec<Vec<Cellule>>,
    /// The total of each row.
    pub lignes: Vec<Cellule>,
    /// The total of each column.
    pub colonnes: Vec<Cellule>,
    /// The total of all.
    pub total: Cellule,
}

/// Masks a table. Rows are of one length; a table of one dimension is a table of one column. `tirage` is a number that
/// no reader knows, always the same for one table: it says which of the figures that would do are masked with a small one.
pub fn masquer(comptes: &[Vec<Compte>], seuil: u64, tirage: u64) -> Masques {
    let sommes = Sommes::de(comptes);
    if !sommes.total.impossible && sommes.total.autres() < seuil {
        return taire(comptes);
    }
    let mut reseau = Reseau::nouveau(comptes, &sommes, seuil, tirage);
    reseau.proteger();
    rendre(comptes, &sommes, |place| reseau.masque(place))
}

/// Masks a whole table, its total too: for one whose total is masked in another.
pub fn taire(comptes: &[Vec<Compte>]) -> Masques {
    rendre(comptes, &Sommes::de(comptes), |_| true)
}

/// Where a figure stands in a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Cellule(usize, usize),
    Ligne(usize),
    Colonne(usize),
    Total,
}

/// The margins of a table.
struct Sommes {
    lignes: Vec<Compte>,
    colonnes: Vec<Compte>,
    total: Compte,
}

impl Sommes {
    fn de(comptes: &[Vec<Compte>]) -> Self {
        let largeur = comptes.iter().map(Vec::len).max().unwrap_or(0);
        let colonne = |j: usize| comptes.iter().filter_map(move |ligne| ligne.get(j));
        let lignes: Vec<Compte> = comptes.iter().map(|ligne| somme(ligne.iter())).collect();
        Self {
            total: somme(lignes.iter()),
            lignes,
            colonnes: (0..largeur).map(|j| somme(colonne(j))).collect(),
        }
    }
}

fn somme<'c>(comptes: impl Iterator<Item = &'c Compte>) -> Compte {
    let rien = Compte { impossible: true, ..Compte::default() };
    comptes.filter(|c| !c.impossible).fold(rien, |s, c| Compte {
        nombre: s.nombre + c.nombre,
        siens: s.siens + c.siens.min(c.nombre),
        impossible: false,
    })
}

fn rendre(comptes: &[Vec<Compte>], sommes: &Sommes, masque: impl Fn(Place) -> bool) -> Masques {
    let montrer = |compte: &Compte, place: Place| match compte {
        Compte { impossible: true, .. } => Cellule::Zero,
        _ if masque(place) => Cellule::Masque,
        Compte { nombre, .. } => Cellule::Exact(*nombre),
    };
    let ligne = |(i, ligne): (usize, &Vec<Compte>)| {
        ligne.iter().enumerate().map(|(j, c)| montrer(c, Place::Cellule(i, j))).collect()
    };
    Masques {
        cellules: comptes.iter().enumerate().map(ligne).collect(),
        lignes: sommes.lignes.iter().enumerate().map(|(i, c)| montrer(c, Place::Ligne(i))).collect(),
        colonnes: sommes.colonnes.iter().enumerate().map(|(j, c)| montrer(c, Place::Colonne(j))).collect(),
        total: montrer(&sommes.total, Place::Total),
    }
}
