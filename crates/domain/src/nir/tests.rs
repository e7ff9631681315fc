//! Numbers that nobody bears, and numbers of other kinds that people do type.

use super::*;
use crate::ids;
use proptest::prelude::*;

/// Thirteen characters, then the key that goes with them.
fn avec_cle(treize: &str) -> String {
    let chiffres = treize.replace("2A", "19").replace("2B", "18");
    format!("{treize}{:02}", 97 - chiffres.parse::<u64>().unwrap() % 97)
}

/// The number cut where a person cuts it.
fn couper(nir: &str, separateur: &str) -> String {
    let bornes = [0, 1, 3, 5, 7, 10, 13, nir.len()];
    let morceaux = bornes.windows(2).map(|b| &nir[b[0]..b[1]]).filter(|m| !m.is_empty());
    morceaux.collect::<Vec<_>>().join(separateur)
}

const SEPARES: [&str; 9] = ["", " ", ".", "-", "/", "\u{a0}", "\u{202f}", " - ", "\u{2011}"];

#[test]
fn a_number_is_found_however_it_is_written() {
    let nes = ["1850578006084", "2991299999999", "175052A123456", "285022B123456", "4850178006084"];
    // Month unknown or of a birth abroad, and the provisional numbers.
    let autres = ["3204297123456", "1856278006084", "7850578006084", "8855578006084"];
    for treize in nes.into_iter().chain(autres) {
        for nir in [treize.to_owned(), avec_cle(treize)] {
            for ecrit in SEPARES.map(|s| couper(&nir, s)) {
                for texte in [
                    ecrit.clone(),
                    ecrit.to_lowercase(),
                    format!("NIR{ecrit}"),
                    format!("Sécu : {ecrit}, à rappeler le 12/05"),
                    format!("n°{ecrit}Martin"),
                    format!("2 enfants\n{ecrit}\n3 pièces"),
                ] {
                    assert!(contient_nir(&texte), "{texte:?}");
                }
            }
        }
    }
}

#[test]
fn a_number_cut_anywhere_is_told_by_its_key() {
    for texte in ["1850 5780 0608 491", "18505 78006 08491", "185 057 800 608 491", "1-850578-00608491"] {
        assert!(contient_nir(texte), "{texte}");
    }
}

#[test]
fn the_other_numbers_that_people_type_pass() {
    for texte in [
        "",
        "185057800608",
        "185057800608400",
        "1850578006084123",
        "0199001234",
        "01 99 00 12 34, 01 99 00 56 78 ou 02 61 91 12 34",
        "+33 1 99 00 12 34 / +33 2 61 91 12 34",
        "SIRET 732 829 320 00074",
        "73282932000074",
        "SIREN 732 829 320, SIRET 732 829 320 00074, NAF 8790B",
        "FR76 3000 6000 0112 3456 7890 189",
        "FR7630006000011234567890189",
        "1 850 578 006 084 €",
        "loyers : 412,50 + 398,20 + 1 750,00 + 12,00",
        "du 12/05/2026 au 13/06/2026, puis du 1/07/2026 au 12/12/2026",
        "point 1 12/05/2026 13/06",
        "2026-03-01T09:00:00.123456Z",
        "1764200000000",
        "9782070612758",
        "0123456 7",
        "numéro unique 075112300123456789",
        "dossier 1234-5678-9012",
        "un code : a1850578006084b2",
    ] {
        assert!(!contient_nir(texte), "{texte}");
    }
}

#[test]
fn a_month_a_departement_or_a_rank_that_does_not_exist_makes_no_number() {
    for treize in [
        "5850578006084",
        "0850578006084",
        "1851378006084",
        "1854378006084",
        "1850078006084",
        "1850500006084",
        "1850578000084",
        "1850578006000",
        "185052C006084",
    ] {
        assert!(!contient_nir(treize) && !contient_nir(&couper(treize, " ")), "{treize}");
    }
}

prop_compose! {
    fn treize()(
        sexe in prop::sample::select(vec![1, 2, 3, 4, 7, 8]),
        an in 0..100_u32,
        mois in prop_oneof![1..=12_u32, 20..=42_u32, 50..=99_u32],
        lieu in prop_oneof![
            (1..=99_u32).prop_map(|d| format!("{d:02}")),
            Just("2A".to_owned()),
            Just("2B".to_owned()),
        ],
        commune in 1..=999_u32,
        rang in 1..=999_u32,
    ) -> String {
        format!("{sexe}{an:02}{mois:02}{lieu}{commune:03}{rang:03}")
    }
}

proptest! {
    #[test]
    fn any_number_is_found_among_words(
        nir in treize(),
        complet in any::<bool>(),
        separateur in prop::sample::select(SEPARES.to_vec()),
        avant in "[a-zA-Zéèà',;: \n]{0,20}",
        apres in "[c-zC-Zéèà'; \n]{0,20}",
    ) {
        let nir = if complet { avec_cle(&nir) } else { nir };
        let texte = format!("{avant}{}{apres}", couper(&nir, separateur));
        prop_assert!(contient_nir(&texte), "{texte:?}");
    }

    #[test]
    fn fifteen_digits_with_another_key_are_no_number(nir in treize(), ecart in 1..97_u64) {
        let juste: u64 = avec_cle(&nir)[13..].parse().unwrap();
        let fausse = (juste - 1 + ecart) % 97 + 1;
        let texte = format!("{nir}{fausse:02}");
        prop_assert!(!contient_nir(&texte), "{texte}");
    }

    #[test]
    fn an_identifier_a_telephone_or_a_siret_is_never_a_number(
        ulid in any::<u128>(),
        telephone in 100_000_000..800_000_000_u64,
        siret in 10_000_000_000_000..99_999_999_999_999_u64,
    ) {
        let telephone = format!("0{telephone}");
        let paires: Vec<&str> = (0..5).map(|i| &telephone[2 * i..2 * i + 2]).collect();
        for texte in [ids::ulid(ulid).to_string(), telephone.clone(), paires.join(" "), siret.to_string()] {
            prop_assert!(!contient_nir(&texte), "{texte}");
        }
    }

    #[test]
    fn no_text_stops_the_search(texte in "\\PC{0,60}") {
        contient_nir(&texte);
    }
}
