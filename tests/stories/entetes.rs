//! What accompanies every answer: the policy that keeps scripts out, and nothing kept where it should not be.

use stories::{Client, Reponse, Serveur};

use crate::acteur::{Acteur, mots};
use crate::promenade::promener;
use crate::terrain::TRAVAILLEUSE;

#[test]
fn every_answer_keeps_scripts_out_and_is_kept_nowhere() {
    let Some(serveur) = Serveur::shared() else { return };
    let (qui, visiteur) = (Acteur::entrer(serveur, TRAVAILLEUSE), Acteur::anonyme(serveur));
    for page in promener(&qui, 60) {
        tenir(&page.adresse, &qui.get(&page.adresse));
    }
    tenir("303", &visiteur.get("/dossiers").expect(303));
    tenir("404", &qui.get("/rien").expect(404));
    tenir("400", &qui.get("/dossiers/abc").expect(400));
    tenir("403", &qui.post("/deconnexion", &[("jeton", "faux")]).expect(403));
    tenir("405", &qui.get("/deconnexion").expect(405));
    tenir("json", &qui.json("/rien").expect(404));
    let ailleurs = Client::new(serveur.url("")).get_with("/", &[("host", "ailleurs.example")]).expect(403);
    tenir("another machine's name", &ailleurs);
}

fn tenir(quoi: &str, page: &Reponse) {
    let politique = page.header("content-security-policy").unwrap_or_default();
    for mot in ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"] {
        assert!(politique.contains(mot), "{quoi}: {politique:?}");
    }
    assert!(!politique.contains("unsafe"), "{quoi}: {politique:?}");
    assert_eq!(page.header("cache-control"), Some("no-store"), "{quoi}");
    assert_eq!(page.header("x-content-type-options"), Some("nosniff"), "{quoi}");
}

#[test]
fn style_and_script_are_kept_for_a_year_under_the_name_of_their_content() {
    let Some(serveur) = Serveur::shared() else { return };
    let qui = Acteur::anonyme(serveur);
    let html = qui.get("/").expect(200).text();
    let fichiers: Vec<&str> =
        html.split('"').filter(|mot| mot.starts_with("/assets/") && mot.contains("?v=")).collect();
    assert!(fichiers.len() >= 3, "{fichiers:?}");
    for fichier in fichiers {
        let reponse = qui.get(fichier).expect(200);
        let garde = reponse.header("cache-control").unwrap_or_default();
        assert!(garde.contains("max-age=31536000") && garde.contains("immutable"), "{fichier}: {garde}");
        let etiquette = reponse.header("etag").unwrap().to_owned();
        qui.client().get_with(fichier, &[("if-none-match", &etiquette)]).expect(304);
    }
    qui.get("/assets/rien.css").expect(404);
    qui.get("/assets/../Cargo.toml").expect(404);
}

#[test]
fn a_wrong_method_is_said_so() {
    let Some(serveur) = Serveur::shared() else { return };
    let qui = Acteur::entrer(serveur, TRAVAILLEUSE);
    for adresse in ["/dossiers", "/aide", "/dispositifs", "/journal", "/logements"] {
        let jeton = qui.jeton();
        let page = qui.post(adresse, &[("jeton", &jeton)]);
        assert!([404, 405].contains(&page.status), "{adresse}: {}", page.status);
    }
    for adresse in ["/deconnexion", "/menages"] {
        let page = qui.get(adresse).expect(405);
        assert!(page.text().contains("Cette page ne s’ouvre pas ainsi"), "{adresse}");
        assert!(page.header("allow").is_some_and(|permises| permises.contains("POST")), "{adresse}");
    }
}

#[test]
fn a_server_killed_and_started_again_keeps_its_data_and_its_day() {
    let Some(mut avant) = Serveur::demo() else { return };
    let qui = Acteur::entrer(&avant, TRAVAILLEUSE);
    let dossier = qui.lien("/dossiers", "Topaze");
    qui.agir(&dossier, "visiter", &[("lieu", "domicile"), ("note", "Écrit juste avant la coupure.")])
        .expect(303);
    avant.kill();
    let donnees = avant.data();
    let binaire = stories::environnement::palier().unwrap();
    let apres = Serveur::start(|_| {
        let mut commande = std::process::Command::new(binaire);
        commande.args(["demo", "--port", "0", "--data"]).arg(&donnees);
        commande
    });
    // The session does not outlive the server: one chooses again.
    let qui = Acteur::entrer(&apres, TRAVAILLEUSE);
    assert!(qui.get(&dossier).expect(200).text().contains("Écrit juste avant la coupure."));
    assert!(mots(&qui.get("/").expect(200).text()).contains("2 novembre 2026"));
}
