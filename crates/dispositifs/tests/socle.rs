//! The common rules, on a definition that adds none of its own.

use dispositifs::Bibliotheque;
use dispositifs::cas::{imprimer, jouer_en_memoire};

const DEFINITION: &str = r#"
id = "essai"
version = 1
[fiche]
titre = "Essai"
resume = "Rien que les règles communes."
chapitre = "2.1"
volets = ["accès"]
source = "essai"
[[fiche.organisme]]
nom = "A"
role = "opérateur"
[[role]]
nom = "opérateur"
nature = "association"
[[canal]]
nom = "mairie"
source = "essai"
[[statut]]
nom = "glissant"
nature = "bail glissant"
titulaire = "opérateur"
entree = true
source = "convention"
[[statut]]
nom = "direct"
nature = "bail direct"
titulaire = "ménage"
apres = ["glissant"]
source = "convention"
"#;

/// One step: day, act, fields, and what is expected (nothing when accepted).
type Ligne = (&'static str, &'static str, &'static str, &'static str, &'static str);

const HISTOIRE: &[Ligne] = &[
    ("2025-01-06", "A", "orienter", "canal = 'mairie'", ""),
    ("2025-01-06", "B", "orienter", "canal = 'mairie'", ""),
    ("2025-01-07", "A", "ouvrir une mesure", "", "admission d'abord"),
    ("2025-01-07", "A", "visiter", "lieu = 'domicile'", "mesure ouverte"),
    ("2025-01-07", "A", "changer de statut", "vers = 'direct'", "occupation en cours"),
    ("2025-01-08", "A", "admettre", "", ""),
    ("2025-01-09", "A", "admettre", "", "une seule admission"),
    ("2027-01-09", "B", "admettre", "", "convention en vigueur"),
    ("2025-02-01", "A", "visiter", "lieu = 'domicile'\nsaisi_le = '2025-01-31'", "pas de date à venir"),
    ("2025-02-01", "A", "ouvrir une mesure", "", ""),
    ("2025-02-01", "A", "ouvrir une mesure", "", "une mesure à la fois"),
    ("2025-02-02", "A", "reprendre", "", "suspension à lever"),
    ("2025-02-02", "A", "suspendre", "motif = 'absence'", ""),
    ("2025-02-03", "A", "suspendre", "motif = 'absence'", "pas deux suspensions"),
    ("2025-02-04", "A", "reprendre", "", ""),
    ("2025-02-05", "A", "entrer", "logement = 'T2'\nstatut = 'glissant'", ""),
    ("2025-02-06", "B", "entrer", "logement = 'T2'\nstatut = 'glissant'", "un ménage par logement"),
    ("2025-02-06", "A", "entrer", "logement = 'T3'\nstatut = 'glissant'", "pas deux logements"),
    ("2025-02-06", "A", "changer de statut", "vers = 'glissant'", "un autre statut"),
    ("2025-02-06", "B", "entrer", "logement = 'T3'\nstatut = 'glissant'", ""),
    ("2025-02-07", "A", "changer de statut", "vers = 'direct'\nlogement = 'T3'", ""),
    ("2025-03-01", "A", "convenir d'un plan", "mensualite = '50 €'", "dette à régler"),
    ("2025-03-01", "A", "constater une dette", "montant = '300 €'", ""),
    ("2025-03-02", "A", "abandonner une créance", "montant = '400 €'", "pas plus que la dette"),
    ("2025-03-02", "A", "encaisser", "montant = '300 €'\nobjet = 'dette'", ""),
    ("2025-03-03", "A", "encaisser", "montant = '1 €'\nobjet = 'dette'", "paiement d'une dette"),
    ("2025-03-04", "A", "ouvrir la veille", "", "veille après la mesure"),
    ("2025-03-04", "A", "déclencher la veille", "motif = 'appel'", "veille ouverte"),
    ("2025-03-05", "A", "clore", "motif = 'terme'", ""),
    ("2025-03-06", "A", "ouvrir la veille", "", ""),
    ("2025-03-06", "A", "ouvrir la veille", "", "une veille à la fois"),
    ("2025-04-01", "A", "sortir", "motif = 'autonomie'", ""),
    ("2025-04-02", "A", "visiter", "lieu = 'domicile'", "dossier ouvert"),
];

#[test]
fn each_common_rule_speaks_in_its_turn() {
    let (mut biblio, _) = Bibliotheque::embarquee();
    let fautes = biblio.ajouter("essai/definition.toml", DEFINITION);
    assert!(fautes.is_empty(), "{fautes:#?}");
    let mut cas = String::from(
        "titre = 'socle'\ndispositif = 'essai'\n[convention]\ndebut = '2025-01-01'\nfin = '2026-12-31'\n\
         [[menage]]\nnom = 'A'\n[[menage]]\nnom = 'B'\n[[logement]]\nnom = 'T2'\n\
         [[logement]]\nnom = 'T3'\nfaits = { 'logement.places' = 2 }\n",
    );
    for (le, menage, acte, champs, regle) in HISTOIRE {
        cas.push_str(&format!(
            "[[etape]]\nle = '{le}'\nqui = 'opérateur'\nmenage = '{menage}'\nacte = \"{acte}\"\n{champs}\n"
        ));
        if !regle.is_empty() {
            cas.push_str(&format!("attendu = 'refusé'\nregle = \"{regle}\"\n"));
        }
    }
    cas.push_str(
        "[[etape]]\nle = '2025-02-06'\nmenage = 'B'\necheance = 'examen semestriel du bail glissant'\n\
         attendu = 'dû'\npour_le = '2025-08-06'\n",
    );
    let joue = jouer_en_memoire(&biblio, "socle", &cas);
    assert!(joue.passe, "{}", imprimer(&[joue]));
}
