//! The JSON Schema of definitions and of cas, from the same tables of keys as the reader's.

use domain::Acte;
use domain::fait::{self, DICTIONNAIRE, Fait};
use serde_json::{Map, Value, json};

use crate::cas;
use crate::lecture::forme::{Cle, Forme};
use crate::lecture::tables::{CLES_DE_CONDITION, DEFINITION, DROIT};

/// The schema of `definition.toml`.
pub fn definition() -> Value {
    racine("Définition d'un dispositif", DEFINITION)
}

/// The schema of a cas.
pub fn cas() -> Value {
    racine("Cas", cas::cles())
}

/// The schema of a file of the law.
pub fn droit() -> Value {
    racine("Droit daté", DROIT)
}

fn racine(titre: &str, cles: &'static [Cle]) -> Value {
    let mut schema = bloc(cles);
    if let Value::Object(o) = &mut schema {
        o.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
        o.insert("title".to_owned(), json!(titre));
        o.insert("$defs".to_owned(), definitions());
    }
    schema
}

fn definitions() -> Value {
    let actes: Vec<&str> = Acte::tous().map(Acte::nom).collect();
    let passages = [
        json!({ "$ref": "#/$defs/acte" }),
        json!({ "pattern": "^entrer : .+" }),
        json!({ "pattern": "^changer de statut : .+" }),
        json!({ "pattern": "^ouvrir une mesure : .+" }),
        json!({ "pattern": "^changer de niveau : .+" }),
    ];
    // Facts and dated facts that a definition declares are known by the form of their names.
    let declare = json!({ "pattern": "^[a-z_]+\\.[a-z_]+$" });
    let jalons: Vec<String> = Acte::tous()
        .flat_map(|a| {
            [a.nom().to_owned(), format!("dernier : {}", a.nom()), format!("premier : {}", a.nom())]
        })
        .chain(jours().map(|f| f.nom.clone()))
        .collect();
    let mut faits: Vec<String> = DICTIONNAIRE.iter().map(|f| f.nom.clone()).collect();
    let champs = Acte::tous().flat_map(|a| a.description().champs).map(|c| format!("acte.{}", c.nom));
    faits.extend(champs);
    faits.sort();
    faits.dedup();
    let saisis: Map<String, Value> =
        fait::saisis().map(|f| (f.nom.clone(), json!({ "description": f.libelle }))).collect();
    json!({
        "acte": { "enum": actes },
        "passage": { "type": "string", "anyOf": passages },
        "jalon": { "type": "string", "anyOf": [{ "enum": jalons }, &declare] },
        "fait": { "type": "string", "anyOf": [{ "enum": faits }, &declare] },
        "faits": { "type": "object", "properties": saisis },
        "source": { "anyOf": [
            { "type": "string", "minLength": 1 },
            { "type": "object", "required": ["reference"], "additionalProperties": false, "properties": {
                "reference": { "type": "string" }, "verifiee": { "type": "boolean" } } },
        ] },
        "valeur": { "type": ["string", "integer", "boolean", "array"] },
        "condition": bloc(CLES_DE_CONDITION),
    })
}

fn jours() -> impl Iterator<Item = &'static Fait> {
    DICTIONNAIRE.iter().filter(|f| f.nature == domain::valeur::Nature::Jour)
}

fn bloc(cles: &'static [Cle]) -> Value {
    let ouvert = cles.iter().any(|c| c.nom == "*");
    let proprietes: Map<String, Value> =
        cles.iter().filter(|c| c.nom != "*").map(|c| (c.nom.to_owned(), propriete(c))).collect();
    let requis: Vec<&str> = cles.iter().filter(|c| c.requis).map(|c| c.nom).collect();
    json!({
        "type": "object",
        "properties": proprietes,
        "required": requis,
        "additionalProperties": ouvert,
    })
}

fn propriete(cle: &Cle) -> Value {
    match cle.nom {
        "fait" => json!({ "$ref": "#/$defs/fait" }),
        "faits" => json!({ "$ref": "#/$defs/faits" }),
        "somme_de" => json!({ "type": "array", "items": { "$ref": "#/$defs/fait" } }),
        _ => forme(cle.forme),
    }
}

fn forme(f: Forme) -> Value {
    match f {
        Forme::Texte | Forme::Nom(_) => json!({ "type": "string" }),
        Forme::Declare(_) => json!({ "type": "string", "minLength": 1 }),
        Forme::Entier => json!({ "type": "integer", "minimum": 0 }),
        Forme::Bool => json!({ "type": "boolean" }),
        Forme::Duree => {
            json!({ "type": "string", "examples": ["18 mois", "2 ans", "6 semaines", "10 jours"] })
        }
        Forme::Montant => json!({ "type": "string", "examples": ["1 750 €"] }),
        Forme::Jour => json!({ "type": "string", "examples": ["2026-09-02"] }),
        Forme::Valeur => json!({ "$ref": "#/$defs/valeur" }),
        Forme::Mot(mots) => json!({ "enum": mots }),
        Forme::Acte => json!({ "$ref": "#/$defs/acte" }),
        Forme::Passage => json!({ "$ref": "#/$defs/passage" }),
        Forme::Jalon => json!({ "$ref": "#/$defs/jalon" }),
        Forme::Source => json!({ "$ref": "#/$defs/source" }),
        Forme::Condition => json!({ "$ref": "#/$defs/condition" }),
        Forme::Plafond | Forme::Fois => json!({ "type": ["integer", "string"] }),
        Forme::Champs => json!({ "type": "object" }),
        Forme::Liste(element) => json!({ "type": "array", "items": forme(*element) }),
        Forme::Intervalle(element) => {
            json!({ "type": "array", "items": forme(*element), "minItems": 2, "maxItems": 2 })
        }
        Forme::Bloc(cles) => bloc(cles),
        Forme::Blocs(cles) => json!({ "type": "array", "items": bloc(cles) }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_knows_the_acts_and_the_facts() {
        let schema = definition().to_string();
        assert!(schema.contains("changer de statut") && schema.contains("personne.naissance"));
        assert!(cas().to_string().contains("etape"));
    }
}
