//! What each person may see: everyone walks through the whole program without falling; nobody sees by accident.

use std::collections::BTreeSet;

use stories::Serveur;

use crate::accessibilite::fichier;
use crate::acteur::{Acteur, liens, mots};
use crate::promenade::promener;
use crate::terrain::{BAILLEUR, TRAVAILLEUSE};

/// One of each kind of organisation, and one without a session.
const PERSONNES: [&str; 7] = [
    "Camille Ormeau",
    "Thierry Meulière",
    "Anselme Pignon",
    "Claire Préfontaine",
    "Dr Salomé Hautebrise",
    "Joseph Candela",
    "Odette Registre",
];

#[test]
fn everyone_walks_through_the_program_without_a_dead_end() {
    let Some(serveur) = Serveur::shared() else { return };
    let mut fautes = Vec::new();
    for nom in PERSONNES {
        marcher(nom, &Acteur::entrer(serveur, nom), &mut fautes);
    }
    assert!(fautes.is_empty(), "{}", fautes.join("\n"));
}

#[test]
fn a_visitor_walks_through_what_is_public_without_a_dead_end() {
    let Some(serveur) = Serveur::shared() else { return };
    let mut fautes = Vec::new();
    marcher("anonyme", &Acteur::anonyme(serveur), &mut fautes);
    assert!(fautes.is_empty(), "{}", fautes.join("\n"));
}

fn marcher(nom: &str, qui: &Acteur, fautes: &mut Vec<String>) {
    for page in promener(qui, 150) {
        let titre = page.html.split("<title>").nth(1).and_then(|suite| suite.split("</title>").next());
        let titre = titre.unwrap_or("").trim();
        let telechargement = fichier(&page.adresse);
        if page.statut != 200 {
            fautes.push(format!("{nom}: {} answers {}", page.adresse, page.statut));
        } else if !telechargement && (titre.is_empty() || titre.starts_with('–')) {
            fautes.push(format!("{nom}: {} has no title", page.adresse));
        }
    }
}

#[test]
fn a_landlord_never_reads_the_notes_of_the_social_workers() {
    let Some(serveur) = Serveur::shared() else { return };
    let (travailleuse, bailleur) = (Acteur::entrer(serveur, TRAVAILLEUSE), Acteur::entrer(serveur, BAILLEUR));
    let (mut secrets, mut lues) = (BTreeSet::new(), 0);
    for page in promener(&travailleuse, 400) {
        secrets.extend(confidences(&page.html));
    }
    assert!(secrets.len() > 10, "the demonstration has notes to keep: {secrets:?}");
    for page in promener(&bailleur, 400) {
        lues += usize::from(page.adresse.contains("/dossiers/"));
        let dites = mots(&page.html);
        let dits = secrets.iter().filter(|secret| dites.contains(*secret) || page.html.contains(*secret));
        let dits: Vec<_> = dits.collect();
        assert!(dits.is_empty(), "{} tells a landlord {dits:?}", page.adresse);
    }
    assert!(lues > 50, "the landlord read only {lues} pages of dossiers");
}

#[test]
fn a_landlord_does_not_learn_by_correcting_what_she_may_not_read() {
    let Some(serveur) = Serveur::shared() else { return };
    let (travailleuse, bailleur) = (Acteur::entrer(serveur, TRAVAILLEUSE), Acteur::entrer(serveur, BAILLEUR));
    let dossiers = liens(&travailleuse.get("/dossiers").text()).into_iter().map(|(adresse, _)| adresse);
    let dossiers: BTreeSet<String> = dossiers.filter(|adresse| adresse.matches('/').count() == 2).collect();
    let mut essais = 0;
    for adresse in dossiers.iter().flat_map(|d| (0..14).map(move |n| format!("{d}/corriger/{n}"))) {
        let secrets = confidences_du_formulaire(&travailleuse.get(&adresse).text());
        let vue = bailleur.get(&adresse).text();
        let dits: Vec<_> = secrets.iter().filter(|secret| vue.contains(*secret)).collect();
        assert!(dits.is_empty(), "{adresse} tells a landlord {dits:?}");
        essais += secrets.len();
    }
    assert!(essais > 10, "only {essais} notes to keep");
}

/// A landlord, a town's social services: in the convention of the shared flats, and outside the medical team.
/// The town service is not among them: households agreed to share their health with it.
const HORS_SOINS: [&str; 1] = ["Véra Colombage"];
/// How health is said on the pages of those who care.
const SANTE: [&str; 3] = ["Troubles psychiques", "État de santé stabilisé", "Bénéficiaire de l'AAH"];

#[test]
fn health_is_read_by_those_who_care_and_by_nobody_else() {
    let Some(serveur) = Serveur::shared() else { return };
    let soignante = Acteur::entrer(serveur, "Dr Salomé Hautebrise");
    let mut adresses = liens(&soignante.get("/dossiers").text()).into_iter().map(|(adresse, _)| adresse);
    let dossier = adresses.rfind(|a| a.matches('/').count() == 2 && !a.ends_with(".csv")).unwrap();
    let soin = mots(&soignante.get(&dossier).expect(200).text());
    assert!(SANTE.iter().all(|mot| soin.contains(mot)), "the medical team reads its own facts: {soin}");
    for nom in HORS_SOINS {
        let qui = Acteur::entrer(serveur, nom);
        qui.get(&dossier).expect(200);
        for page in promener(&qui, 200).into_iter().filter(|page| !page.adresse.starts_with("/dispositifs")) {
            let dites = mots(&page.html);
            let dits: Vec<_> = SANTE.iter().filter(|mot| dites.contains(*mot)).collect();
            assert!(dits.is_empty(), "{} tells {nom} {dits:?}", page.adresse);
        }
        eligibilite(&qui, &dossier);
    }
}

/// What the rules of entry answer a program, of a household whose health they read.
fn eligibilite(qui: &Acteur, dossier: &str) {
    let identifiant = |adresse: String| adresse.rsplit('/').next().unwrap().to_owned();
    let menage = identifiant(qui.lien(dossier, "Voir le ménage"));
    let convention = identifiant(qui.lien("/conventions", "Appartements des Collines"));
    let adresse = format!("/orienter/eligibilite?convention={convention}&menage={menage}");
    for reponse in [qui.json(&adresse).expect(200).text(), mots(&qui.get(&adresse).expect(200).text())] {
        assert!(reponse.contains("condition réservée"), "{reponse}");
        for mot in ["sante", "psychique", "stabilisé", "aah", "AAH"] {
            assert!(!reponse.contains(mot), "{mot} is told: {reponse}");
        }
    }
}

/// What the journal of a page says under the names that a landlord may not read.
fn confidences(html: &str) -> BTreeSet<String> {
    let details = html.split("class=\"palier-journal__detail\">").skip(1);
    let details = details.filter_map(|suite| suite.split("</p>").next()).map(mots);
    let phrases = details.flat_map(|ligne| {
        let trouve = |nom: &str| ligne.split_once(nom).map(|(_, suite)| suite.to_owned());
        ["Note :", "Bilan :"].into_iter().filter_map(trouve).collect::<Vec<_>>()
    });
    phrases
        .map(|phrase| phrase.split(" ;").next().unwrap().trim().to_owned())
        .filter(|p| p.len() > 12)
        .collect()
}

/// The long texts that a form shows again.
fn confidences_du_formulaire(html: &str) -> BTreeSet<String> {
    // What only those who accompany write: the rest may be the landlord's own, or the synthesis that it reads.
    let du_suivi =
        |zone: &&str| ["note", "bilan"].iter().any(|nom| zone.contains(&format!("name=\"{nom}\"")));
    let zones = html.split("<textarea").skip(1).filter(du_suivi);
    let textes = zones.filter_map(|z| z.split_once('>')?.1.split("</textarea>").next().map(str::to_owned));
    textes.filter(|texte| texte.len() > 12).collect()
}
