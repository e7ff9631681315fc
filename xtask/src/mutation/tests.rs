//! What is changed in a text, and that each change leaves TOML.

use super::edit::Mutant;
use super::mutants::of;

const TEXT: &str = r#"id = "essai"
[fiche]
titre = "Essai"
[[role]]
nom = "opérateur"
nature = "association"
[[role]]
nom = "bailleur"
nature = "bailleur"
[[statut]]
nom = "glissant"
nature = "bail glissant"
titulaire = "opérateur"
entree = true
[[instance]]
nom = "commission"
membres = ["opérateur"]
quorum = 1
pouvoirs = ["admettre", "sortir"]
[[regle]]
nom = "six mois"
actes = ["clore"]
quand = { fait = "acte.motif", est = "terme" }
exige = { tous = [
    { delai_depuis = "mesure.debut", au_moins = "6 mois" },
    { fait = "acte.montant", au_plus = "1 750 €" },
] }
message = "Six mois."
source = "essai"
"#;

fn what(mutants: &[Mutant]) -> Vec<&str> {
    mutants.iter().map(|m| m.what.as_str()).collect()
}

#[test]
fn each_part_of_the_mecanique_is_changed_and_nothing_else() {
    let mutants = of(TEXT).unwrap();
    let said = what(&mutants);
    for expected in [
        "[[role]] « bailleur » : retiré",
        "[[statut]] « glissant » : entree : true → false",
        "[[statut]] « glissant » : nature : \"bail glissant\" → \"bail direct\"",
        "[[instance]] « commission » : membres sans \"opérateur\"",
        "[[instance]] « commission » : membres : \"opérateur\" → \"bailleur\"",
        "[[instance]] « commission » : sans quorum",
        "[[instance]] « commission » : quorum : 1 → 2",
        "[[instance]] « commission » : pouvoirs sans \"sortir\"",
        "[[regle]] « six mois » : refuse → alerte",
        "[[regle]] « six mois » : actes sans \"clore\"",
        "[[regle]] « six mois » : sans quand",
        "[[regle]] « six mois » : est \"terme\" → n_est_pas",
        "[[regle]] « six mois » : est : \"terme\" → \"objectifs atteints\"",
        "[[regle]] « six mois » : exige → interdit",
        "[[regle]] « six mois » : tous : tous → un_de",
        "[[regle]] « six mois » : au_moins \"6 mois\" → plus_de",
        "[[regle]] « six mois » : au_moins : \"6 mois\" → \"5 mois\"",
        "[[regle]] « six mois » : au_plus : \"1 750 €\" → \"1750,01 €\"",
    ] {
        assert!(said.contains(&expected), "{expected}\n{said:#?}");
    }
    for left in ["Essai", "Six mois.", "titulaire", "association", "nom :"] {
        assert!(!said.iter().any(|s| s.contains(left)), "{left}\n{said:#?}");
    }
}

#[test]
fn each_mutant_is_toml_and_differs() {
    for mutant in of(TEXT).unwrap() {
        let changed = mutant.apply(TEXT);
        assert_ne!(changed, TEXT, "{}", mutant.what);
        assert!(toml::from_str::<toml::Table>(&changed).is_ok(), "{}\n{changed}", mutant.what);
        assert!(mutant.line(TEXT) > 3, "{}", mutant.what);
    }
}
