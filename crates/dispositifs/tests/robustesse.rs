//! Hostile texts: whatever is read, the reader answers, soon and without a panic.

use std::time::{Duration, Instant};

use dispositifs::cas::{jouer_en_memoire, lire};
use dispositifs::{Bibliotheque, renommer};
use proptest::prelude::*;

fn biblio() -> &'static Bibliotheque {
    static B: std::sync::OnceLock<Bibliotheque> = std::sync::OnceLock::new();
    B.get_or_init(|| Bibliotheque::embarquee().0)
}

fn definitions() -> Vec<&'static str> {
    biblio().textes.values().map(String::as_str).collect()
}

/// The text with one piece taken out, repeated or replaced.
fn abimer(texte: &str, debut: usize, longueur: usize, par: &str) -> String {
    let lettres: Vec<char> = texte.chars().collect();
    let debut = debut % lettres.len().max(1);
    let fin = (debut + longueur).min(lettres.len());
    let (tete, queue) = (lettres.iter().take(debut), lettres.iter().skip(fin));
    tete.copied().chain(par.chars()).chain(queue.copied()).collect()
}

const MORCEAUX: &[&str] = &[
    "",
    "[",
    "]]",
    "{",
    "=",
    "\"",
    "\n",
    "nom = ",
    "0",
    "-1",
    "99999999999999999999",
    "true",
    "[]",
    "{}",
    "é",
    "\u{0}",
    "@fait:",
    "[[regle]]\n",
    "{ tous = [",
    "\"1 mois\"",
    "1979-05-27",
    "1.5",
    "@parametre:x",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_text_is_answered(texte in "\\PC{0,200}") {
        let _ = biblio().verifier("x", &texte);
        let _ = lire(biblio(), "x", &texte);
    }

    #[test]
    fn a_damaged_definition_is_answered(
        lequel in any::<prop::sample::Index>(),
        debut in any::<usize>(),
        longueur in 0usize..60,
        par in prop::sample::select(MORCEAUX),
    ) {
        let toutes = definitions();
        if !toutes.is_empty() {
            let texte = abimer(toutes[lequel.index(toutes.len())], debut, longueur, par);
            let _ = biblio().verifier("x", &texte);
            let _ = renommer(&texte, &[]);
        }
    }

    #[test]
    fn a_damaged_cas_is_answered(
        lequel in any::<prop::sample::Index>(),
        debut in any::<usize>(),
        longueur in 0usize..60,
        par in prop::sample::select(MORCEAUX),
    ) {
        let tous = &biblio().cas;
        if !tous.is_empty() {
            let texte = abimer(&tous[lequel.index(tous.len())].1, debut, longueur, par);
            let _ = jouer_en_memoire(biblio(), "x", &texte);
        }
    }
}

#[test]
fn huge_deep_and_swollen_texts_are_answered_soon() {
    let debut = Instant::now();
    let profond = format!("x = {}{}", "[".repeat(200_000), "]".repeat(200_000));
    let long = format!("id = \"{}\"", "a".repeat(2_000_000));
    let roles: String = (0..30_000).map(|i| format!("[[role]]\nnom = \"r{i}\"\n")).collect();
    let mut gonfle = String::from("[[condition]]\nnom = \"c0\"\nfait = \"mesure.ouverte\"\nest = true\n");
    for i in 1..200 {
        let renvoi = format!("{{ condition = \"c{}\" }}", i - 1);
        gonfle
            .push_str(&format!("[[condition]]\nnom = \"c{i}\"\ntous = [{}]\n", vec![renvoi; 10].join(", ")));
    }
    for texte in [profond, long, roles, gonfle, "[[".repeat(100_000), "a.".repeat(200_000)] {
        let (definition, diagnostics) = biblio().verifier("x", &texte);
        assert!(definition.is_none() && !diagnostics.is_empty() && diagnostics.len() <= 200);
        let _ = lire(biblio(), "x", &texte);
    }
    assert!(debut.elapsed() < Duration::from_secs(60), "{:?}", debut.elapsed());
}
