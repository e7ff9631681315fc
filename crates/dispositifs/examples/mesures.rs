//! What the bench asks of the definitions: one household against all of them, and reading all of them. Prints JSON:
//! for each, calls per second, and milliseconds at the middle and at the 99th of 100.

use std::time::Instant;

use dispositifs::Bibliotheque;
use dispositifs::trouver::{Menage, lire, trouver};
use domain::Date;

/// Households, as unlike as a few facts make them.
const MENAGES: [&str; 4] = [
    "[faits]\n",
    "[faits]\n\"personne.naissance\" = \"2004-03-02\"\n\"reconnaissance.dalo\" = true\n\"menage.enfants\" = 0\n",
    "volet = \"maintien\"\n[faits]\n\"personne.naissance\" = \"1962-03-02\"\n\"bail.resilie\" = true\n\"dette.restante\" = \"3 200 €\"\n\"droit_commun.eligible\" = false\n",
    "[faits]\n\"personne.naissance\" = \"1981-03-02\"\n\"violences.victime\" = true\n\"menage.enfants\" = 2\n\"menage.isolement\" = true\n",
];

fn main() {
    let (biblio, _) = Bibliotheque::embarquee();
    let jour = Date::constant(2026, 11, 2);
    let menages: Vec<Menage> = MENAGES.iter().filter_map(|m| lire(&biblio, "menage.toml", m).0).collect();
    let trouver = mesurer(2_000, |i| {
        if let Some(menage) = menages.get(i % menages.len().max(1)) {
            std::hint::black_box(trouver(&biblio, menage, jour));
        }
    });
    let lire = mesurer(20, |_| {
        std::hint::black_box(Bibliotheque::embarquee());
    });
    println!("{{\"trouver\":{trouver},\"check\":{lire}}}");
}

fn mesurer(fois: usize, mut une: impl FnMut(usize)) -> String {
    let debut = Instant::now();
    let mut ms: Vec<f64> = (0..fois)
        .map(|i| {
            let avant = Instant::now();
            une(i);
            avant.elapsed().as_secs_f64() * 1_000.0
        })
        .collect();
    let par_seconde = f64::from(u32::try_from(fois).unwrap_or(u32::MAX)) / debut.elapsed().as_secs_f64();
    ms.sort_by(f64::total_cmp);
    let rang =
        |centieme: usize| ms.get((fois * centieme / 100).min(fois.saturating_sub(1))).copied().unwrap_or(0.0);
    format!("{{\"rate\":{par_seconde:.1},\"p50\":{:.3},\"p99\":{:.3}}}", rang(50), rang(99))
}
