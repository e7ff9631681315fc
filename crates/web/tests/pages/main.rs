//! The pages of a dossier as two people use them, over HTTP: what is typed is never lost, a conflict shows both
//! versions, what one may not read is not on the page.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod monde;
mod trouver;

use monde::Monde;
use stories::Client;

/// Posts a form drawn by a page: its hidden fields, then these.
fn poster(client: &Client, page: &str, vers: &str, champs: &[(&str, &str)]) -> stories::Reponse {
    let lue = client.get(page).expect(200);
    let caches: Vec<(String, String)> =
        ["jeton", "cle", "version"].iter().filter_map(|n| Some(((*n).to_owned(), lue.hidden(n)?))).collect();
    let mut tous: Vec<(&str, &str)> = caches.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    tous.retain(|(n, _)| !champs.iter().any(|(c, _)| c == n));
    tous.extend(champs);
    client.post(vers, &tous)
}

#[test]
fn an_act_is_recorded_and_said() {
    let monde = Monde::nouveau();
    let nadia = monde.client("Nadia");
    let acte = monde.acte("recueillir-l-adhesion");
    let reponse = poster(&nadia, &acte, &acte, &[("le", "02/03/2026"), ("forme", "écrite")]).expect(303);
    let page = nadia.get(reponse.location().unwrap()).expect(200).text();
    assert!(page.contains("c&#39;est enregistré") || page.contains("c'est enregistré"), "{page}");
    assert!(page.contains("recueilli le 02/03/2026"));
}

#[test]
fn the_same_form_sent_twice_is_carried_out_once() {
    let monde = Monde::nouveau();
    let nadia = monde.client("Nadia");
    let acte = monde.acte("tenter-un-contact");
    let champs = [("le", "02/03/2026"), ("resultat", "joint"), ("cle", "unique"), ("version", "")];
    poster(&nadia, &acte, &acte, &champs).expect(303);
    let seconde = poster(&nadia, &acte, &acte, &champs).expect(303);
    assert!(seconde.location().unwrap().ends_with("&deja=1"));
    let journal = nadia.get(&format!("{}/journal", monde.dossier())).expect(200).text();
    assert_eq!(journal.matches("a tenté de joindre le ménage</h3>").count(), 1);
}

#[test]
fn what_was_typed_comes_back_with_what_is_wrong() {
    let monde = Monde::nouveau();
    let nadia = monde.client("Nadia");
    let acte = monde.acte("constater-une-dette");
    let refus =
        poster(&nadia, &acte, &acte, &[("le", "31/02/2026"), ("montant", "douze")]).expect(422).text();
    assert!(refus.contains("<title>Erreur"), "{refus}");
    assert!(refus.contains("2 réponses sont à corriger"));
    assert!(refus.contains("value=\"31/02/2026\"") && refus.contains("value=\"douze\""));
    assert!(refus.contains("href=\"#montant\"") && refus.contains("id=\"montant\""));
}

#[test]
fn a_refusal_says_why_and_keeps_the_form() {
    let monde = Monde::nouveau();
    let nadia = monde.client("Nadia");
    let acte = monde.acte("visiter");
    let champs = [("le", "02/03/2026"), ("lieu", "domicile"), ("note", "Mot à garder")];
    let refus = poster(&nadia, &acte, &acte, &champs).expect(422).text();
    assert!(refus.contains("Règle «&nbsp;mesure ouverte&nbsp;»"), "{refus}");
    assert!(refus.contains("Mot à garder"));
}

#[test]
fn a_conflict_shows_what_the_other_recorded_and_loses_nothing() {
    let monde = Monde::nouveau();
    let (nadia, marc) = (monde.client("Nadia"), monde.client("Marc"));
    let acte = monde.acte("tenter-un-contact");
    let lue = nadia.get(&acte).expect(200).hidden("version").unwrap();
    let dette = monde.acte("constater-une-dette");
    poster(&marc, &dette, &dette, &[("le", "01/03/2026"), ("montant", "412,50")]).expect(303);
    let champs = [("le", "02/03/2026"), ("resultat", "absent"), ("version", &lue)];
    let conflit = poster(&nadia, &acte, &acte, &champs).expect(409);
    let texte = conflit.text();
    assert!(texte.contains("Marc Olivier a constaté une dette"), "{texte}");
    assert!(texte.contains("value=\"absent\" checked"));
    let actuelle = conflit.hidden("version").unwrap();
    assert_ne!(actuelle, lue);
    let champs = [("le", "02/03/2026"), ("resultat", "absent"), ("version", &actuelle)];
    poster(&nadia, &acte, &acte, &champs).expect(303);
}

#[test]
fn a_correction_shows_what_it_changed() {
    let monde = Monde::nouveau();
    let nadia = monde.client("Nadia");
    let acte = monde.acte("tenter-un-contact");
    poster(&nadia, &acte, &acte, &[("le", "02/03/2026"), ("resultat", "absent")]).expect(303);
    let corriger = format!("{}/corriger/1", monde.dossier());
    let vide =
        poster(&nadia, &corriger, &corriger, &[("le", "02/03/2026"), ("resultat", "joint")]).expect(422);
    assert!(vide.text().contains("id=\"motif_correction-erreur\""), "{}", vide.text());
    let champs = [("le", "01/03/2026"), ("resultat", "joint"), ("motif_correction", "Erreur de case")];
    poster(&nadia, &corriger, &corriger, &champs).expect(303);
    let journal = nadia.get(&format!("{}/journal", monde.dossier())).expect(200).text();
    assert!(journal.contains("<del>absent</del>") && journal.contains("<ins>joint</ins>"), "{journal}");
    assert!(journal.contains("<del>02/03/2026</del>") && journal.contains("Erreur de case"));
    assert!(journal.contains("saisie corrigée"));
}

#[test]
fn a_landlord_reads_the_synthesis_of_an_assessment_and_not_the_notes() {
    let monde = Monde::nouveau();
    let (nadia, marc) = (monde.client("Nadia"), monde.client("Marc"));
    let [diagnostiquer, recueillir, retirer] =
        ["diagnostiquer", "recueillir-l-adhesion", "retirer-l-adhesion"].map(|code| monde.acte(code));
    let diagnostic = [
        ("le", "02/03/2026"),
        ("conclusion", "accompagnement"),
        ("participants", "bailleur"),
        ("objectifs", "Apprendre à chauffer"),
    ];
    poster(&nadia, &diagnostiquer, &diagnostiquer, &diagnostic).expect(303);
    poster(&nadia, &recueillir, &recueillir, &[("le", "02/03/2026"), ("forme", "écrite")]).expect(303);
    poster(&nadia, &retirer, &retirer, &[("le", "03/03/2026"), ("motif", "Secret social")]).expect(303);
    for adresse in [
        monde.dossier(),
        format!("{}/journal", monde.dossier()),
        format!("{}/corriger/3", monde.dossier()),
        retirer,
    ] {
        assert!(!marc.get(&adresse).text().contains("Secret social"), "{adresse}");
    }
    assert!(nadia.get(&monde.dossier()).text().contains("Secret social"));
    let vue = marc.get(&monde.dossier()).text();
    assert!(vue.contains("Apprendre à chauffer"), "{vue}");
    assert!(vue.contains("non communiqué à votre organisation"));
}

#[test]
fn what_is_not_shared_does_not_exist() {
    let monde = Monde::nouveau();
    let etrangere = monde.client("Zoé");
    for adresse in [monde.dossier(), monde.acte("visiter"), format!("{}/journal", monde.dossier())] {
        etrangere.get(&adresse).expect(404);
    }
    assert!(!etrangere.get("/dossiers").expect(200).text().contains("Ménage Aubert"));
    assert!(!etrangere.get("/dossiers/liste.csv").expect(200).text().contains("Aubert"));
}

#[test]
fn every_page_of_a_sujet_answers() {
    let monde = Monde::nouveau();
    let nadia = monde.client("Nadia");
    for adresse in monde.pages() {
        let texte = nadia.get(&adresse).expect(200).text();
        assert!(!texte.contains("style="), "{adresse}");
        assert!(texte.contains("<h1"), "{adresse}");
    }
    let csv = nadia.get("/dossiers/liste.csv").expect(200).text();
    assert!(csv.starts_with("\u{feff}Ménage;") && csv.contains("Ménage Aubert"));
    assert!(nadia.get("/dossiers?q=aubert").text().contains("Ménage Aubert"));
    assert!(nadia.get("/dossiers?q=personne").text().contains("Aucun dossier ne correspond"));
}

#[test]
fn every_possible_act_is_a_form_or_leads_to_one_and_the_others_say_why_not() {
    let monde = Monde::nouveau();
    let nadia = monde.client("Nadia");
    let page = nadia.get(&monde.dossier()).expect(200).text();
    assert!(page.matches("<form method=\"post\"").count() <= 3, "{page}");
    let liens = page.split("<a class=\"palier-acte\"").skip(1);
    let liens: Vec<&str> =
        liens.map(|l| l.split("href=\"").nth(1).unwrap().split('"').next().unwrap()).collect();
    assert!(liens.len() > 3, "{page}");
    for lien in liens {
        let adresse = lien.replace("&#38;", "&").replace("&amp;", "&");
        assert!(nadia.get(&adresse).expect(200).text().contains("<form method=\"post\""), "{adresse}");
    }
    let (_, impossibles) = page.split_once("Pas maintenant").unwrap();
    for acte in impossibles.split("<details class=\"palier-acte ").skip(1) {
        assert!(acte.contains("Règle «&nbsp;") && acte.contains("Ouvrir le formulaire"), "{acte}");
    }
}
