//! The file of a household is read by anyone, anywhere.

use super::*;
use actes::{Echue, Partie};
use domain::{Acte, SujetId, Valeur, ids};
use jiff::civil::date;

fn renseignement(nom: &str, libelle: &str, texte: &str) -> Renseignement {
    Renseignement {
        nom: nom.to_owned(),
        libelle: libelle.to_owned(),
        valeur: Valeur::Texte(texte.to_owned()),
        texte: texte.to_owned(),
        le: Some(date(2026, 3, 1)),
    }
}

fn saisie(n: u32, acte: Acte, libelle: &str, champs: Vec<Renseignement>) -> Saisie {
    Saisie {
        n,
        acte,
        libelle: libelle.to_owned(),
        survenu_le: date(2026, 3, 1),
        enregistre_le: "2026-03-01T09:12:00Z".to_owned(),
        par: "Personne d'essai".to_owned(),
        organisation: "Le Palier Bleu".to_owned(),
        role: "opérateur".to_owned(),
        champs,
        passe_outre: None,
        corrige: None,
        corrigee_par: Vec::new(),
        annulee: false,
    }
}

fn exemple() -> Export {
    let note = vec![renseignement("note", "note", "Elle a dit « oui » <b>hier</b>")];
    let visite = saisie(0, Acte::Visiter, "visiter", note);
    let nouvelle =
        vec![renseignement("evenement", "saisie à corriger", "0"), renseignement("note", "note", "Non")];
    let correction = saisie(1, Acte::Corriger, "corriger « visiter » du 01/03/2026", nouvelle);
    let dossier = SujetExporte {
        id: SujetId(ids::ulid(2)),
        genre: Genre::Dossier,
        dispositif: Some("Vers un bail".to_owned()),
        convention: Some("Convention d'essai".to_owned()),
        etape: Some("accompagnement".to_owned()),
        faits: vec![renseignement("menage.nom", "nom du ménage", "Ménage A")],
        saisies: vec![
            Saisie { corrigee_par: vec![1], passe_outre: Some((vec!["r".into()], "m".into())), ..visite },
            Saisie { corrige: Some(0), ..correction },
        ],
        echeances: vec![Echue {
            nom: "visite".into(),
            le: "2026-05-01".into(),
            message: "Une visite.".into(),
        }],
        parties: vec![Partie { organisation: "Le Palier Bleu".into(), roles: "opérateur".into() }],
    };
    Export {
        menage: SujetId(ids::ulid(1)),
        nom: "Ménage A".to_owned(),
        lecteur: None,
        etabli_le: "2026-11-02T12:00:00Z".to_owned(),
        sujets: vec![dossier],
    }
}

#[test]
fn a_household_reads_what_is_known_who_takes_part_and_all_that_was_written() {
    let html = menage(&exemple()).unwrap();
    for attendu in [
        "<h1>Tout ce que Palier conserve sur Ménage A</h1>",
        "Dossier\u{a0}: Vers un bail",
        "<th scope=\"row\">Nom du ménage</th><td>Ménage A</td>",
        "<li>Le Palier Bleu (opérateur)</li>",
        "1er\u{a0}mai 2026 : visite. Une visite.",
        "<h4>1er\u{a0}mars 2026 : visiter</h4>",
        "Corrigée à la saisie 2.",
        "Porte sur la saisie 1.",
        "<dt>Note</dt><dd>Non</dd>",
        "Alerte passée outre (r). Motif écrit : m",
    ] {
        assert!(html.contains(attendu), "{attendu} manque dans\n{html}");
    }
    assert!(!html.contains("Saisie à corriger"), "le titre de la correction le dit déjà");
}

#[test]
fn a_file_that_is_not_complete_says_so_and_whose_eyes_it_was_made_with() {
    let partiel = Export { lecteur: Some("Anne Pont, référente, Le Palier Bleu".to_owned()), ..exemple() };
    let html = menage(&partiel).unwrap();
    assert!(
        html.contains("Ce document n’est pas complet") && html.contains("Anne Pont, référente"),
        "{html}"
    );
    assert!(!html.contains("Tout ce que Palier conserve"));
    assert!(!menage(&exemple()).unwrap().contains("pas complet"));
}

#[test]
fn the_file_loads_nothing_from_elsewhere_and_runs_nothing_that_was_typed() {
    let html = menage(&exemple()).unwrap();
    for interdit in ["<b>", "<script", " src=", "http:", "https:", "<style", " style=", "url("] {
        assert!(!html.contains(interdit), "{interdit}");
    }
    assert_eq!(
        html.matches("href=\"").count(),
        html.matches("href=\"#").count() + html.matches("href=\"data:").count()
    );
}
