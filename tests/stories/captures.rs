//! Pictures of the pages. Those of the README are taken on demand, by `cargo xtask captures`.

use std::path::Path;

use serde_json::json;
use stories::{Ecran, Navigateur, Serveur};

use crate::acteur::{Acteur, liens};
use crate::terrain::TRAVAILLEUSE;

const PEINT: &str = "const done = arguments[arguments.length - 1];
    setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(() => done(true))), 300);";

#[test]
#[ignore = "writes docs/captures: cargo xtask captures"]
fn the_readme_shows_a_dossier_and_a_dispositif() {
    let Some(serveur) = Serveur::demo() else { return };
    let Some(nav) = Navigateur::open(Ecran::Bureau) else { return };
    let qui = Acteur::entrer(&serveur, "Octave Bruyère");
    let dossier = quatre_pistes(&qui);
    nav.goto(&serveur.url("/"));
    nav.click("Essayer comme Octave Bruyère");
    nav.wait_for("Ma journée");
    garder(&nav, &serveur.url(&dossier), "dossier", 1_240);
    garder(&nav, &serveur.url("/dispositifs/2.1.7"), "dispositif", 840);
}

/// The dossier with the most to tell: all four tracks first, then the most bars.
fn quatre_pistes(qui: &Acteur) -> String {
    let dossiers = liens(&qui.get("/dossiers").expect(200).text()).into_iter().map(|(adresse, _)| adresse);
    let dossiers = dossiers.filter(|adresse| adresse.matches('/').count() == 2 && !adresse.ends_with(".csv"));
    let richesse = |adresse: &String| {
        let html = qui.get(adresse).text();
        (!html.contains("pas de procédure"), html.matches("<rect class=").count())
    };
    dossiers.filter(|adresse| adresse.starts_with("/dossiers/")).max_by_key(richesse).expect("dossiers")
}

/// The top of a page, kept for the README.
#[track_caller]
fn garder(nav: &Navigateur, adresse: &str, nom: &str, hauteur: u32) {
    let ecran = json!({ "width": 1280, "height": hauteur, "deviceScaleFactor": 1, "mobile": false });
    nav.cdp("Emulation.setDeviceMetricsOverride", ecran);
    nav.cdp("Emulation.setScrollbarsHidden", json!({ "hidden": true }));
    nav.goto(adresse);
    // The screen changes a frame or two after the page.
    nav.execute_async(PEINT, vec![]);
    let prise = nav.screenshot(&format!("readme-{nom}"));
    let dossier = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("docs/captures");
    std::fs::create_dir_all(&dossier).unwrap();
    let octets = std::fs::metadata(&prise).unwrap().len();
    assert!(octets <= 250 * 1024, "{nom}: {octets} bytes are too many for a README");
    std::fs::copy(prise, dossier.join(format!("{nom}.png"))).unwrap();
}

#[test]
#[ignore = "pictures for the eye, in target/captures"]
fn pictures_of_the_daily_pages() {
    let Some(serveur) = Serveur::shared() else { return };
    for ecran in [Ecran::Bureau, Ecran::Telephone] {
        let Some(nav) = Navigateur::open(ecran) else { return };
        let qui = Acteur::entrer(serveur, TRAVAILLEUSE);
        let dossier = qui.lien("/dossiers", "Romarin");
        let convention = qui.lien("/conventions", "Trois statuts");
        let menage = qui.lien(&dossier, "Voir le ménage");
        let logement = qui.lien("/logements", "22 impasse");
        let orienter = format!("/orienter?convention={}", convention.rsplit('/').next().unwrap());
        let (acte, journal) = (format!("{dossier}/actes/faire-le-point"), format!("{dossier}/journal"));
        let correction = format!("{dossier}/corriger/1");
        nav.goto(&serveur.url("/"));
        nav.screenshot_page(&format!("accueil-{ecran:?}"));
        nav.click("Essayer comme Aïcha Verdurin");
        nav.wait_for("Ma journée");
        let pages = [
            ("journee", "/"),
            ("connexion", "/connexion"),
            ("dossiers", "/dossiers"),
            ("echeances", "/echeances"),
            ("seances", "/seances"),
            ("logements", "/logements"),
            ("catalogue", "/dispositifs"),
            ("dispositif", "/dispositifs/2.1.7"),
            ("dossier", &dossier),
            ("convention", &convention),
            ("menage", &menage),
            ("logement", &logement),
            ("orienter", &orienter),
            ("acte", &acte),
            ("journal", &journal),
            ("correction", &correction),
            ("aide", "/aide"),
            ("introuvable", "/rien"),
        ];
        for (nom, adresse) in pages {
            nav.goto(&serveur.url(adresse));
            nav.screenshot_page(&format!("{nom}-{ecran:?}"));
        }
    }
}
