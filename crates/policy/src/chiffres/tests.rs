//! The promise, attacked: every table that would print the same is tried, or bounded, without the code that masks.

use super::*;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// What an attacker reads, and what she knows: her own households, where nobody can be.
struct Attaque<'a> {
    comptes: &'a [Vec<Compte>],
    lu: &'a Masques,
}

/// The least and the most that each masked figure may be: cells, totals of rows, totals of columns.
#[derive(Debug, Default)]
struct Bornes(BTreeMap<(char, usize, usize), (u64, u64)>);

impl Bornes {
    fn noter(&mut self, place: (char, usize, usize), n: u64) {
        let (moins, plus) = self.0.entry(place).or_insert((n, n));
        (*moins, *plus) = ((*moins).min(n), (*plus).max(n));
    }
}

impl Attaque<'_> {
    fn total(&self) -> Option<u64> {
        if let Cellule::Exact(n) = self.lu.total { Some(n) } else { None }
    }

    /// Every table whose grand total is `total` and that prints the same.
    fn enumerer(&self, total: u64) -> Bornes {
        let mut bornes = Bornes::default();
        let mut essai = vec![vec![0; self.lu.colonnes.len()]; self.lu.lignes.len()];
        self.suivante(0, total, &mut essai, &mut bornes);
        bornes
    }

    fn suivante(&self, rang: usize, reste: u64, essai: &mut Vec<Vec<u64>>, bornes: &mut Bornes) {
        let largeur = self.lu.colonnes.len();
        let (i, j) = (rang / largeur, rang % largeur);
        if j == 0 && i > 0 && !self.ligne_convient(i - 1, essai) {
            return;
        }
        if i == self.lu.lignes.len() {
            return self.fin(reste, essai, bornes);
        }
        let possibles = match self.lu.cellules[i][j] {
            Cellule::Exact(n) => n..=n,
            Cellule::Zero => 0..=0,
            Cellule::Masque => self.comptes[i][j].siens..=reste,
        };
        for n in possibles.filter(|n| *n <= reste) {
            essai[i][j] = n;
            self.suivante(rang + 1, reste - n, essai, bornes);
        }
        essai[i][j] = 0;
    }

    fn ligne_convient(&self, i: usize, essai: &[Vec<u64>]) -> bool {
        se_lit(self.lu.lignes[i], essai[i].iter().sum())
    }

    fn fin(&self, reste: u64, essai: &[Vec<u64>], bornes: &mut Bornes) {
        let colonne = |j: usize| essai.iter().map(|l| l[j]).sum::<u64>();
        let conviennent = (0..self.lu.colonnes.len()).all(|j| se_lit(self.lu.colonnes[j], colonne(j)));
        if reste > 0 || !conviennent {
            return;
        }
        for (i, ligne) in essai.iter().enumerate() {
            bornes.noter(('l', i, 0), ligne.iter().sum());
            for (j, n) in ligne.iter().enumerate() {
                bornes.noter(('x', i, j), *n);
            }
        }
        (0..self.lu.colonnes.len()).for_each(|j| bornes.noter(('c', 0, j), colonne(j)));
    }

    /// Bounds that only add and take away, line after line, until nothing moves: what a person does on paper.
    fn propager(&self) -> Vec<Vec<(u64, u64)>> {
        let (h, l) = (self.lu.lignes.len(), self.lu.colonnes.len());
        let borne = |c: Cellule, siens: u64| match c {
            Cellule::Exact(n) => (n, n),
            Cellule::Zero => (0, 0),
            Cellule::Masque => (siens, 10_000),
        };
        let mut b = vec![vec![(0, 0); l + 1]; h + 1];
        for (i, ligne) in b.iter_mut().enumerate() {
            for (j, place) in ligne.iter_mut().enumerate() {
                *place = match (i < h, j < l) {
                    (true, true) => borne(self.lu.cellules[i][j], self.comptes[i][j].siens),
                    (true, false) => borne(self.lu.lignes[i], 0),
                    (false, true) => borne(self.lu.colonnes[j], 0),
                    (false, false) => borne(self.lu.total, 0),
                };
            }
        }
        for _ in 0..(h + l) * 4 {
            for i in 0..=h {
                resserrer(&mut b, (0..=l).map(|j| (i, j)).collect());
            }
            for j in 0..=l {
                resserrer(&mut b, (0..=h).map(|i| (i, j)).collect());
            }
        }
        b
    }
}

/// Tightens the terms of one sum, whose last place is their total.
fn resserrer(b: &mut [Vec<(u64, u64)>], places: Vec<(usize, usize)>) {
    let (&(ti, tj), termes) = places.split_last().unwrap();
    let sommes = |b: &[Vec<(u64, u64)>]| {
        termes.iter().fold((0, 0), |(moins, plus), (i, j)| (moins + b[*i][*j].0, plus + b[*i][*j].1))
    };
    let (moins, plus) = sommes(b);
    b[ti][tj] = (b[ti][tj].0.max(moins), b[ti][tj].1.min(plus));
    for (i, j) in termes {
        let (moins, plus) = sommes(b);
        let (tot, (bas, haut)) = (b[ti][tj], b[*i][*j]);
        b[*i][*j] = (bas.max(tot.0.saturating_sub(plus - haut)), haut.min(tot.1 - (moins - bas)));
    }
}

fn se_lit(cellule: Cellule, n: u64) -> bool {
    match cellule {
        Cellule::Exact(lu) => lu == n,
        Cellule::Zero => n == 0,
        Cellule::Masque => true,
    }
}

fn simples(nombres: &[&[u64]]) -> Vec<Vec<Compte>> {
    let compte = |n: &u64| Compte { nombre: *n, ..Compte::default() };
    nombres.iter().map(|ligne| ligne.iter().map(compte).collect()).collect()
}

/// Each figure of the table, true and as it is read, with its place.
fn figures(comptes: &[Vec<Compte>], lu: &Masques) -> Vec<((char, usize, usize), Compte, Cellule)> {
    let mut figures = Vec::new();
    for (i, ligne) in comptes.iter().enumerate() {
        figures.push((('l', i, 0), somme(ligne.iter()), lu.lignes[i]));
        figures.extend(ligne.iter().enumerate().map(|(j, c)| (('x', i, j), *c, lu.cellules[i][j])));
    }
    for (j, cellule) in lu.colonnes.iter().enumerate() {
        figures.push((('c', 0, j), somme(comptes.iter().filter_map(|l| l.get(j))), *cellule));
    }
    figures
}

fn compte(max: u64) -> impl Strategy<Value = Compte> {
    (0..=max, 0..=3u64, 0..8u8).prop_map(|(nombre, siens, sort)| match sort {
        0 => Compte { impossible: true, ..Compte::default() },
        1 | 2 => Compte { nombre, siens: siens.min(nombre), impossible: false },
        _ => Compte { nombre, ..Compte::default() },
    })
}

fn table(hauteur: usize, largeur: usize, max: u64) -> impl Strategy<Value = Vec<Vec<Compte>>> {
    let taille = (1..=hauteur, 1..=largeur);
    taille.prop_flat_map(move |(h, l)| prop::collection::vec(prop::collection::vec(compte(max), l), h))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_masked_figure_is_known_better_than_promised(comptes in table(3, 3, 7), seuil in 2..=5u64, tirage in any::<u64>()) {
        let lu = masquer(&comptes, seuil, tirage);
        let attaque = Attaque { comptes: &comptes, lu: &lu };
        if let Some(total) = attaque.total().filter(|t| *t <= 16) {
            let bornes = attaque.enumerer(total);
            for (place, vrai, lue) in figures(&comptes, &lu) {
                if lue == Cellule::Masque {
                    let (moins, plus) = bornes.0[&place];
                    prop_assert!(plus - moins + 1 >= seuil, "{place:?} {moins} {plus} {lu:?}");
                    if vrai.autres() < seuil {
                        prop_assert!(moins <= vrai.siens, "{place:?} {moins} {lu:?}");
                        prop_assert!(plus >= vrai.siens + seuil - 1, "{place:?} {plus} {lu:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn adding_and_taking_away_on_a_large_table_finds_nothing(comptes in table(8, 7, 30), seuil in 2..=10u64, tirage in any::<u64>()) {
        let lu = masquer(&comptes, seuil, tirage);
        let bornes = Attaque { comptes: &comptes, lu: &lu }.propager();
        for (i, ligne) in lu.cellules.iter().enumerate() {
            for (j, lue) in ligne.iter().enumerate() {
                let (moins, plus) = bornes[i][j];
                prop_assert!(*lue != Cellule::Masque || plus - moins + 1 >= seuil, "{i} {j} {lu:?}");
            }
        }
    }

    #[test]
    fn what_is_shown_is_true_and_never_small(comptes in table(6, 6, 12), seuil in 1..=6u64, tirage in any::<u64>()) {
        let lu = masquer(&comptes, seuil, tirage);
        for (place, vrai, lue) in figures(&comptes, &lu) {
            match lue {
                Cellule::Exact(n) => prop_assert!(n == vrai.nombre && n - vrai.siens >= seuil, "{place:?} {lu:?}"),
                Cellule::Zero => prop_assert!(vrai.impossible),
                Cellule::Masque => {}
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn who_knows_how_one_row_is_masked_still_has_several_answers(
        nombres in prop_oneof![prop::collection::vec(0..=9u64, 2..=3), prop::collection::vec(0..=3u64, 4)], seuil in 2..=5u64,
    ) {
        let lire = |n: &[u64], tirage| masquer(&simples(&n.chunks(1).collect::<Vec<_>>()), seuil, tirage);
        let lu = lire(&nombres, 0);
        let mut possibles = vec![BTreeSet::new(); nombres.len()];
        let totaux = if let Cellule::Exact(total) = lu.total { total..=total } else { 0..=seuil };
        for essai in totaux.flat_map(|total| partages(total, nombres.len())) {
            let lus = lu.cellules.iter().flatten().zip(&essai).all(|(c, n)| se_lit(*c, *n));
            if lus && (0..8).any(|tirage| lire(&essai, tirage) == lu) {
                possibles.iter_mut().zip(&essai).for_each(|(p, n)| { p.insert(*n); });
            }
        }
        for (i, n) in nombres.iter().enumerate().filter(|(_, n)| **n < seuil) {
            prop_assert!(possibles[i].len() >= 2, "{n} {possibles:?} {lu:?}");
        }
    }
}

/// Every way to share a total between so many cells.
fn partages(total: u64, cellules: usize) -> Vec<Vec<u64>> {
    if cellules == 1 {
        return vec![vec![total]];
    }
    let suite = |n| partages(total - n, cellules - 1).into_iter().map(move |p| [vec![n], p].concat());
    (0..=total).flat_map(suite).collect()
}

fn masquees(lu: &Masques) -> usize {
    lu.cellules.iter().flatten().filter(|c| **c == Cellule::Masque).count()
}

#[test]
fn a_small_figure_alone_on_its_line_takes_another_with_it() {
    for tirage in 0..8 {
        let lu = masquer(&simples(&[&[3], &[20], &[30]]), 5, tirage);
        assert_eq!(masquees(&lu), 2, "{lu:?}");
        assert_eq!((lu.cellules[0][0], lu.total), (Cellule::Masque, Cellule::Exact(53)));
    }
}

#[test]
fn two_small_figures_whose_sum_is_small_take_a_third_with_them() {
    let lu = masquer(&simples(&[&[2], &[1], &[30], &[40]]), 5, 0);
    assert_eq!(masquees(&lu), 3, "{lu:?}");
}

#[test]
fn a_small_figure_of_a_table_is_found_by_neither_of_its_margins() {
    let lu = masquer(&simples(&[&[2, 10, 20], &[12, 30, 40], &[14, 50, 60]]), 5, 0);
    assert_eq!(masquees(&lu), 4, "a square, and no margin: {lu:?}");
    assert!(lu.lignes.iter().chain(&lu.colonnes).all(|c| *c != Cellule::Masque));
}

#[test]
fn the_draw_says_which_of_the_large_figures_is_masked() {
    let lus: BTreeSet<String> = (0..8)
        .map(|tirage| format!("{:?}", masquer(&simples(&[&[3], &[20], &[30]]), 5, tirage).cellules))
        .collect();
    assert_eq!(lus.len(), 2);
}

#[test]
fn a_zero_is_small_unless_nobody_can_be_there() {
    let impossible = Compte { impossible: true, ..Compte::default() };
    let mut comptes = simples(&[&[0], &[20], &[30]]);
    assert_eq!(masquer(&comptes, 5, 0).cellules[0], [Cellule::Masque]);
    comptes[0] = vec![impossible];
    let lu = masquer(&comptes, 5, 0);
    assert_eq!(lu.cellules, [[Cellule::Zero], [Cellule::Exact(20)], [Cellule::Exact(30)]]);
}

#[test]
fn her_own_households_do_not_make_a_figure_large() {
    let mut comptes = simples(&[&[6], &[20], &[30]]);
    comptes[0][0].siens = 5;
    assert_eq!(masquer(&comptes, 5, 0).cellules[0], [Cellule::Masque]);
}

#[test]
fn under_the_threshold_in_all_nothing_is_shown_not_even_the_total() {
    let lu = masquer(&simples(&[&[1, 2], &[1, 0]]), 5, 0);
    let figures = lu.cellules.iter().flatten().chain(&lu.lignes).chain(&lu.colonnes).chain([&lu.total]);
    assert!(figures.into_iter().all(|c| *c == Cellule::Masque));
}
