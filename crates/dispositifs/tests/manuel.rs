//! What the manual shows is what the reader accepts: its blocks of TOML are read, all of them.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use dispositifs::cas::lire;
use dispositifs::{Bibliotheque, Diagnostic};

const MANUEL: &str = include_str!("../../../docs/langage.md");
/// What the manual leaves to its reader, and something that may stand there.
const A_REMPLIR: [(&str, &str); 2] = [
    ("{ … }", "{ fait = \"mesure.ouverte\", est = true }"),
    (
        "\n…\n",
        "\nnom = \"point\"\nacte = \"faire le point\"\ndepuis = \"mesure.debut\"\ntous_les = \"1 mois\"\n\
         message = \"Un point.\"\nsource = \"guide\"\n",
    ),
];
/// Names that the examples use and that only a whole definition would declare.
const DECLARATIONS: &str = r#"
[[role]]
nom = "bailleur"
nature = "bailleur"
[[role]]
nom = "opérateur énergie"
nature = "autre"
[[role]]
nom = "association vie collective"
nature = "association"
[[role]]
nom = "association"
nature = "association"
[[niveau]]
nom = "préparation"
source = "guide"
[[statut]]
nom = "convention ALT"
nature = "convention ALT"
titulaire = "opérateur"
entree = true
source = "guide"
[[statut]]
nom = "bail direct"
nature = "bail direct"
titulaire = "ménage"
apres = ["bail glissant"]
source = "guide"
"#;

/// The blocks of TOML, in order, made whole.
fn blocs() -> Vec<String> {
    let mut blocs = Vec::new();
    let mut reste = MANUEL;
    while let Some((_, apres)) = reste.split_once("```toml\n") {
        let (bloc, suite) = apres.split_once("```").unwrap();
        blocs.push(A_REMPLIR.iter().fold(bloc.to_owned(), |b, (quoi, par)| b.replace(quoi, par)));
        reste = suite;
    }
    blocs
}

fn erreurs(diagnostics: &[Diagnostic]) -> String {
    diagnostics.iter().filter(|d| d.est_erreur()).map(|d| format!("{d}\n")).collect()
}

#[test]
fn the_examples_of_the_manual_are_read() {
    let blocs = blocs();
    assert_eq!(blocs.len(), 5, "a block was added to the manual: read it here too");
    let (biblio, _) = Bibliotheque::embarquee();
    let (definition, dits) = biblio
        .verifier("docs/langage.md", &format!("{}\n{}\n{}{DECLARATIONS}", blocs[0], blocs[1], blocs[2]));
    assert!(definition.is_some(), "{}", erreurs(&dits));
    let (cas, dits) = lire(&biblio, "docs/langage.md", &format!("{}\n{}", blocs[3], blocs[4]));
    assert!(cas.is_some(), "{}", erreurs(&dits));
}

/// Nothing that may be written is left unsaid. (Facts have a dot in their names: `palier vocabulaire` prints them.)
#[test]
fn every_key_of_a_definition_is_in_the_manual() {
    let schema = dispositifs::schema::definition();
    let mut absentes = Vec::new();
    cles(&schema, &mut absentes);
    absentes.retain(|cle| !cle.contains('.') && !MANUEL.contains(cle.as_str()));
    absentes.sort();
    absentes.dedup();
    assert!(absentes.is_empty(), "{absentes:?}");
}

/// Every property that a schema names, wherever it is.
fn cles(schema: &serde_json::Value, trouvees: &mut Vec<String>) {
    if let Some(objet) = schema.as_object() {
        for (nom, valeur) in objet {
            if let ("properties", Some(proprietes)) = (nom.as_str(), valeur.as_object()) {
                trouvees.extend(proprietes.keys().cloned());
            }
            cles(valeur, trouvees);
        }
    }
    for valeur in schema.as_array().into_iter().flatten() {
        cles(valeur, trouvees);
    }
}
