//! The drawing of definitions made to exhaust it: its figures are counted.

use dispositifs::Bibliotheque;
use domain::Mecanique;

use super::*;

const TETE: &str = "id = \"essai\"\nversion = 1\n\
    [fiche]\ntitre = \"Essai\"\nresume = \"Essai.\"\nvolets = [\"accès\"]\nchapitre = \"1.1\"\nsource = \"convention\"\n\
    [[role]]\nnom = \"porteur\"\nnature = \"association\"\n";

fn statut(nom: &str, apres: &[String]) -> String {
    let apres: Vec<String> = apres.iter().map(|a| format!("\"{a}\"")).collect();
    format!(
        "[[statut]]\nnom = \"{nom}\"\nnature = \"sous-location\"\ntitulaire = \"porteur\"\nentree = {}\napres = [{}]\nsource = \"convention\"\n",
        nom.ends_with("s0"),
        apres.join(", ")
    )
}

fn mecanique(blocs: &str) -> Mecanique {
    let (definition, fautes) = Bibliotheque::embarquee().0.verifier("x", &format!("{TETE}{blocs}"));
    definition.unwrap_or_else(|| panic!("{fautes:?}")).mecanique
}

#[test]
fn a_ring_of_three_hundred_statuses_is_drawn_with_one_box_and_one_arrow_each() {
    let blocs: String =
        (0..300).map(|i| statut(&format!("s{i}"), &[format!("s{}", (i + 299) % 300)])).collect();
    let dessin = schema(&mecanique(&blocs));
    let parcours = dessin.boites.len() - 300;
    assert!((5..=7).contains(&parcours), "{parcours}");
    assert_eq!(dessin.liens.len(), 300 + parcours - 1);
    assert!(dessin.largeur <= 300 * 200 && dessin.hauteur <= 500, "{} {}", dessin.largeur, dessin.hauteur);
}

#[test]
fn statuses_that_all_follow_one_another_are_drawn_with_no_more_arrows_than_the_text_says() {
    let noms: Vec<String> = (0..100).map(|i| format!("s{i}")).collect();
    let blocs: String = noms.iter().map(|nom| statut(nom, &noms)).collect();
    let dessin = schema(&mecanique(&blocs));
    assert!(dessin.liens.len() <= 100 * 100 + 6);
    let traits: usize = dessin.liens.iter().map(|l| l.trait_.len() + l.pointe.len()).sum();
    assert!(traits < dessin.liens.len() * 80, "{traits}");
}

#[test]
fn a_step_behind_three_hundred_committees_names_the_first_ones_and_counts_the_rest() {
    let instance = |i: usize| {
        format!(
            "[[instance]]\nnom = \"c{i}\"\nmembres = [\"porteur\"]\npouvoirs = [\"admettre\", \"changer de statut\"]\nsource = \"convention\"\n"
        )
    };
    let instances: String = (0..300).map(instance).collect();
    let statuts: String = (0..300).map(|i| statut(&format!("s{i}"), &["s0".to_owned()])).collect();
    let dessin = schema(&mecanique(&format!("{instances}{statuts}")));
    assert!(dessin.etapes.iter().all(|e| e.portes.len() <= PORTES_MAX + 1));
    let admission = dessin.etapes.iter().find(|e| e.nom == "Admission").unwrap();
    assert_eq!(admission.portes.last().unwrap().0, "et 280 de plus");
    assert!(dessin.legende.iter().map(String::len).sum::<usize>() < 400_000);
}

#[test]
fn what_is_written_in_a_box_stays_in_it_whatever_the_name() {
    for nom in
        ["a".repeat(100), "<script>alert(1)</script>".to_owned(), "a ".repeat(50), "é\u{301}".repeat(50)]
    {
        let dessin = schema(&mecanique(&statut(&format!("{nom}s0"), &[])));
        let lignes = &dessin.boites.last().unwrap().lignes;
        assert!(lignes.len() <= 3 && lignes.iter().all(|l| l.mots.chars().count() <= 24), "{nom}");
    }
}
