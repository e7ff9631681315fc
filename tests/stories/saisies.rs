//! What people and programs send that they should not, or send twice: each is answered with a sentence, and nothing that
//! was typed is lost.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use crate::acteur::{Acteur, mots};
use crate::terrain::{AILLEURS, TRAVAILLEUSE, Terrain, nom, terrain};

fn ouvert(terrain: &Terrain, prefixe: &str) -> (Acteur, String) {
    let qui = terrain.entrer(TRAVAILLEUSE);
    let dossier = terrain.orienter(&qui, &nom(prefixe));
    (qui, dossier)
}

#[test]
fn someone_else_s_dossier_is_answered_as_one_that_does_not_exist() {
    let Some(terrain) = terrain() else { return };
    let (_, dossier) = ouvert(terrain, "Ménage Caché");
    let ailleurs = terrain.entrer(AILLEURS);
    for suite in ["", "/journal", "/actes/visiter", "/corriger/0"] {
        let cache = ailleurs.get(&format!("{dossier}{suite}")).expect(404);
        let inconnu = ailleurs.get(&format!("/dossiers/01ARZ3NDEKTSV4RRFFQ69G5FAV{suite}")).expect(404);
        assert_eq!(cache.bytes.len(), inconnu.bytes.len(), "{suite}");
        assert_eq!(mots(&cache.text()), mots(&inconnu.text()), "{suite}");
    }
    let champs = [("jeton", ailleurs.jeton()), ("lieu", "domicile".to_owned())];
    let champs = champs.each_ref().map(|(nom, valeur)| (*nom, valeur.as_str()));
    ailleurs.post(&format!("{dossier}/actes/visiter"), &champs).expect(404);
}

#[test]
fn a_malformed_address_is_told_from_one_that_does_not_exist() {
    let Some(terrain) = terrain() else { return };
    let qui = terrain.entrer(TRAVAILLEUSE);
    for adresse in
        ["/dossiers/abc", "/logements/%00", "/menages/..", "/dossiers/abc/journal", "/orienter?convention=x"]
    {
        let page = qui.get(adresse);
        assert!([400, 404].contains(&page.status), "{adresse}: {}", page.status);
    }
    let page = qui.get("/dossiers/abc").expect(400);
    assert!(page.text().contains("n’est pas un identifiant de Palier"));
    qui.get("/n-existe-pas").expect(404);
    let acte = qui.get("/dossiers/01ARZ3NDEKTSV4RRFFQ69G5FAV/actes/danser").expect(404);
    assert!(acte.text().contains("Cette page n’existe pas"));
}

#[test]
fn an_impossible_date_is_refused_and_what_was_typed_is_kept() {
    let Some(terrain) = terrain() else { return };
    let (qui, dossier) = ouvert(terrain, "Ménage Calendrier");
    for date in ["31/02/2026", "2026-13-40", "hier", "00/00/0000", "99999999999999999999"] {
        let champs = [("le", date), ("resultat", "joint"), ("moyen", "courrier")];
        let page = qui.agir(&dossier, "tenter-un-contact", &champs).expect(422);
        let html = page.text();
        assert!(html.contains(&format!("value=\"{date}\"")), "{date} is lost:\n{html}");
        assert!(html.contains("value=\"courrier\" checked"), "{date}: the rest is lost");
        assert!(
            mots(&html).contains("Une réponse est à corriger") && mots(&html).contains("Erreur : "),
            "{date}"
        );
    }
    let futur = qui.agir(&dossier, "tenter-un-contact", &[("le", "03/11/2026"), ("resultat", "joint")]);
    assert_eq!(futur.status, 422, "a contact of tomorrow:\n{}", mots(&futur.text()));
    assert!(futur.text().contains("value=\"03/11/2026\""));
}

#[test]
fn a_body_of_ten_megabytes_is_refused_with_a_page() {
    let Some(terrain) = terrain() else { return };
    let (qui, dossier) = ouvert(terrain, "Ménage Lourd");
    let corps = format!("jeton={}&note={}", qui.jeton(), "a".repeat(10 << 20));
    let adresse = format!("{dossier}/actes/visiter");
    let page =
        qui.client().post_body(&adresse, "application/x-www-form-urlencoded", corps.as_bytes()).expect(413);
    assert!(page.text().contains("Cet envoi est trop lourd"));
    qui.get(&dossier).expect(200);
}

#[test]
fn who_sends_a_form_drop_by_drop_is_let_go_of_and_others_are_served_meanwhile() {
    let Some(terrain) = terrain() else { return };
    let hote = terrain.serveur.url("").trim_start_matches("http://").to_owned();
    let mut envois: Vec<TcpStream> = (0..50)
        .map(|_| {
            let mut envoi = TcpStream::connect(&hote).unwrap();
            let entetes = format!("POST /connexion HTTP/1.1\r\nHost: {hote}\r\nContent-Length: 999\r\n");
            write!(envoi, "{entetes}Content-Type: application/x-www-form-urlencoded\r\n\r\nj").unwrap();
            envoi.set_read_timeout(Some(Duration::from_secs(90))).unwrap();
            envoi
        })
        .collect();
    terrain.entrer(TRAVAILLEUSE).get("/dossiers").expect(200);
    for envoi in &mut envois {
        let mut statut = [0; 12];
        envoi.read_exact(&mut statut).unwrap();
        assert_eq!(String::from_utf8_lossy(&statut), "HTTP/1.1 408");
    }
}

#[test]
fn an_unknown_field_is_refused_with_a_sentence() {
    let Some(terrain) = terrain() else { return };
    let (qui, dossier) = ouvert(terrain, "Ménage Champ");
    let page = qui.agir(&dossier, "renseigner", &[("fait.menage.couleur", "bleu")]).expect(422);
    assert!(
        mots(&page.text()).contains("« menage.couleur » n'est pas une information connue."),
        "{}",
        page.text()
    );
    let hors = qui.agir(&dossier, "tenter-un-contact", &[("resultat", "peut-être")]).expect(422);
    assert!(mots(&hors.text()).contains("Une réponse est à corriger"), "{}", hors.text());
}

#[test]
fn a_form_sent_twice_is_carried_out_once() {
    let Some(terrain) = terrain() else { return };
    let (qui, dossier) = ouvert(terrain, "Ménage Double Clic");
    let adresse = format!("{dossier}/actes/tenter-un-contact");
    let page = qui.get(&adresse).expect(200);
    let champs = [("resultat", "absent"), ("le", "08/01/2025")];
    let premier = qui.envoyer(&adresse, &page, &champs).expect(303);
    assert!(!premier.location().unwrap().contains("deja"));
    // The back button, then the same button again.
    let second = qui.envoyer(&adresse, &page, &champs).expect(303);
    let dit = qui.get(second.location().unwrap()).expect(200).text();
    assert!(dit.contains("était déjà enregistré"), "{dit}");
    let journal = qui.get(&format!("{dossier}/journal")).text();
    assert_eq!(journal.matches("a tenté de joindre le ménage</h3>").count(), 1, "{journal}");
}

#[test]
fn a_referral_sent_twice_makes_one_household_and_one_dossier() {
    let Some(terrain) = terrain() else { return };
    let qui = terrain.entrer(TRAVAILLEUSE);
    let menage = nom("Ménage Deux Fois");
    let page = qui.get(&terrain.orientation()).expect(200);
    let champs =
        [("menage", "nouveau"), ("nom", menage.as_str()), ("canal", "public du DALO"), ("le", "06/01/2025")];
    let premier = crate::terrain::chemin(&qui.envoyer("/orienter", &page, &champs).expect(303));
    let second = crate::terrain::chemin(&qui.envoyer("/orienter", &page, &champs).expect(303));
    assert_eq!(premier, second);
    let liste = qui.get(&format!("/dossiers?q={}", menage.replace(' ', "+"))).text();
    assert!(liste.contains("1 dossier dans cette sélection"), "{}", mots(&liste));
}

#[test]
fn a_forged_form_is_refused() {
    let Some(terrain) = terrain() else { return };
    let (qui, dossier) = ouvert(terrain, "Ménage Contrefait");
    let adresse = format!("{dossier}/actes/tenter-un-contact");
    let (autre, visiteur) = (terrain.entrer(TRAVAILLEUSE).jeton(), Acteur::anonyme(&terrain.serveur).jeton());
    for jeton in ["", "a.b", &autre, &visiteur] {
        let page = qui.post(&adresse, &[("jeton", jeton), ("resultat", "joint")]).expect(403);
        assert!(page.text().contains("Ce formulaire n’est plus valable"), "{}", page.text());
    }
    qui.post(&adresse, &[("resultat", "joint")]).expect(403);
    let jeton = qui.jeton();
    let champs = [("jeton", jeton.as_str()), ("resultat", "joint")];
    for ailleurs in [("sec-fetch-site", "cross-site"), ("origin", "https://ailleurs.example")] {
        qui.client().post_with(&adresse, &champs, &[ailleurs]).expect(403);
    }
    let journal = qui.get(&format!("{dossier}/journal")).text();
    assert!(!journal.contains("a tenté de joindre"), "a forged form was carried out");
}

#[test]
fn of_two_tabs_the_second_sees_both_versions_and_loses_nothing() {
    let Some(terrain) = terrain() else { return };
    let (qui, dossier) = ouvert(terrain, "Ménage Deux Onglets");
    let (un, deux) = (format!("{dossier}/actes/tenter-un-contact"), format!("{dossier}/actes/diagnostiquer"));
    let onglets = (qui.get(&un).expect(200), qui.get(&deux).expect(200));
    qui.envoyer(&un, &onglets.0, &[("resultat", "absent"), ("moyen", "courrier"), ("le", "08/01/2025")])
        .expect(303);
    let objectifs = "Un objectif long à taper";
    let champs = [
        ("conclusion", "accompagnement"),
        ("participants", "bailleur"),
        ("objectifs", objectifs),
        ("le", "13/01/2025"),
    ];
    let conflit = qui.envoyer(&deux, &onglets.1, &champs).expect(409);
    let html = conflit.text();
    for dit in [
        "a changé pendant votre saisie",
        "a tenté de joindre le ménage",
        objectifs,
        "value=\"13/01/2025\"",
        "Enregistrer quand même",
    ] {
        assert!(html.contains(dit), "{dit:?} is not said:\n{html}");
    }
    qui.envoyer(&deux, &conflit, &champs).expect(303);
    let journal = qui.get(&format!("{dossier}/journal")).text();
    assert!(journal.contains(objectifs) && journal.contains("a tenté de joindre le ménage"));
}

#[test]
fn a_program_reads_the_same_refusals_in_json() {
    let Some(terrain) = terrain() else { return };
    let (qui, dossier) = ouvert(terrain, "Ménage Programme");
    let jeton = qui.jeton();
    let champs = [("jeton", jeton.as_str()), ("le", "21/01/2025")];
    let json = [("accept", "application/json")];
    let refus = qui.client().post_with(&format!("{dossier}/actes/admettre"), &champs, &json).expect(422);
    let refus: serde_json::Value = serde_json::from_slice(&refus.bytes).unwrap();
    assert_eq!(refus["issue"], "refusé", "{refus}");
    assert!(refus["motifs"].as_array().unwrap().iter().any(|m| m["source"] == "guide, l. 494"), "{refus}");
    let inconnu = qui.json("/dossiers/01ARZ3NDEKTSV4RRFFQ69G5FAV").expect(404);
    let inconnu: serde_json::Value = serde_json::from_slice(&inconnu.bytes).unwrap();
    assert_eq!(inconnu["erreur"], "Cette page n’existe pas");
}
