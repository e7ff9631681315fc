//! The program asked as a browser, a program or a forger would.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};

use crate::essais::{ETRANGERE, Monde, OPERATRICE};

#[tokio::test]
async fn every_answer_carries_the_strict_policy() {
    let monde = Monde::nouveau();
    for adresse in ["/", "/aide", "/accessibilite", "/code-source", "/dispositifs", "/connexion", "/rien"] {
        let recu = monde.get(adresse).await;
        assert!(recu.entete(header::CONTENT_SECURITY_POLICY).starts_with("default-src 'none'"), "{adresse}");
        assert_eq!(recu.entete(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
        assert_eq!(recu.entete(header::CACHE_CONTROL), "no-store", "{adresse}");
        recu.tait("<style").tait(" style=").contient("<html lang=\"fr\"");
    }
}

#[tokio::test]
async fn what_goes_wrong_is_a_french_page_with_a_way_out() {
    let monde = Monde::comme(OPERATRICE).await;
    let rien = monde.get("/rien").await;
    assert_eq!(rien.statut, StatusCode::NOT_FOUND);
    rien.contient("Cette page n’existe pas").contient("href=\"/dossiers\"").contient("Anne Pont");
    assert_eq!(monde.get("/dispositifs/inconnu").await.statut, StatusCode::NOT_FOUND);
    assert_eq!(monde.get("/orienter?convention=x").await.statut, StatusCode::BAD_REQUEST);
    assert_eq!(monde.get("/dossiers/x").await.statut, StatusCode::BAD_REQUEST);
    let methode = monde.post("/aide", &[]).await;
    assert_eq!(methode.statut, StatusCode::METHOD_NOT_ALLOWED);
    methode.contient("Cette page ne s’ouvre pas ainsi");
    assert!(!methode.entete(header::ALLOW).is_empty());
    let json = monde.get_json("/rien").await;
    assert_eq!(json.entete(header::CONTENT_TYPE), "application/json");
    json.contient("\"erreur\"");
}

#[tokio::test]
async fn a_form_from_elsewhere_or_too_heavy_is_refused() {
    let monde = Monde::comme(OPERATRICE).await;
    let sans = monde.post("/deconnexion", &[]).await;
    assert_eq!(sans.statut, StatusCode::FORBIDDEN);
    sans.contient("Ce formulaire n’est plus valable");
    let jeton = monde.get("/connexion").await.cache("jeton");
    let corps = || Body::from(format!("jeton={jeton}"));
    let forge = Request::post("/deconnexion").header("sec-fetch-site", "cross-site");
    assert_eq!(monde.envoyer(forge, corps()).await.statut, StatusCode::FORBIDDEN);
    let forge =
        Request::post("/deconnexion").header("host", "localhost:1").header("origin", "https://mal.fr");
    assert_eq!(monde.envoyer(forge, corps()).await.statut, StatusCode::FORBIDDEN);
    let lourd = Body::from("a".repeat(70_000));
    assert_eq!(monde.envoyer(Request::post("/orienter"), lourd).await.statut, StatusCode::PAYLOAD_TOO_LARGE);
    let bon =
        Request::post("/deconnexion").header("host", "localhost:1").header("origin", "http://localhost:1");
    assert_eq!(monde.envoyer(bon, corps()).await.statut, StatusCode::SEE_OTHER);
    let ailleurs = Request::get("/").header("host", "mal.fr");
    assert_eq!(monde.envoyer(ailleurs, Body::empty()).await.statut, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn nobody_is_sent_to_choose_a_person_then_back() {
    let monde = Monde::nouveau();
    let recu = monde.get("/orienter?convention=1").await;
    assert_eq!(recu.statut, StatusCode::SEE_OTHER);
    assert_eq!(recu.entete(header::LOCATION), "/connexion?retour=%2Forienter%3Fconvention%3D1");
    assert_eq!(monde.get_json("/echeances").await.statut, StatusCode::UNAUTHORIZED);
    monde.get("/connexion?retour=//mal.fr").await.contient("name=\"retour\" value=\"/\"");
    let faux = Request::get("/").header("cookie", "palier=00000000000000000000000002.a.b");
    monde.envoyer(faux, Body::empty()).await.tait("Vous agissez comme");
}

#[tokio::test]
async fn assets_are_served_once_for_good() {
    let monde = Monde::nouveau();
    let adresse = crate::assets::adresse("palier.css");
    let recu = monde.get(&adresse).await;
    assert!(recu.entete(header::CACHE_CONTROL).contains("immutable"));
    let encore = Request::get(&adresse).header("if-none-match", recu.entete(header::ETAG));
    assert_eq!(monde.envoyer(encore, Body::empty()).await.statut, StatusCode::NOT_MODIFIED);
    let serre = Request::get(&adresse).header("accept-encoding", "gzip");
    assert_eq!(monde.envoyer(serre, Body::empty()).await.entete(header::CONTENT_ENCODING), "gzip");
    assert_eq!(monde.get("/assets/../Cargo.toml").await.statut, StatusCode::NOT_FOUND);
    assert!(!monde.get("/assets/palier.css").await.entete(header::CACHE_CONTROL).contains("immutable"));
}

#[tokio::test]
async fn the_catalogue_is_searched_whatever_the_accents() {
    let monde = Monde::comme(OPERATRICE).await;
    monde.get("/dispositifs?q=SANTE+maison").await.contient("Maison des essais").contient("Santé mentale");
    monde
        .get("/dispositifs?q=zzz")
        .await
        .contient("Aucun dispositif ne correspond")
        .tait("Maison des essais");
    monde.get("/dispositifs?volet=maintien").await.tait("Maison des essais");
    let fragment = Request::get("/dispositifs?q=sante").header("hx-request", "true");
    monde.envoyer(fragment, Body::empty()).await.contient("Maison des essais").tait("<html");
}

#[tokio::test]
async fn those_outside_read_the_neutral_title() {
    let dehors = Monde::comme(ETRANGERE).await;
    dehors.get("/dispositifs").await.contient("Maison verte").tait("Maison des essais").tait("Santé mentale");
    dehors.get("/dispositifs?q=sante").await.tait("Maison verte");
    let fiche = dehors.get("/dispositifs/essai").await;
    fiche.contient("Maison verte").tait("Maison des essais").tait("pour la santé").tait("Convention du Pont");
    Monde::nouveau().get("/dispositifs/essai").await.tait("Maison des essais");
}

#[tokio::test]
async fn a_sheet_shows_printed_beside_recomputed_and_every_rule_with_its_source() {
    let monde = Monde::comme(OPERATRICE).await;
    let fiche = monde.get("/dispositifs/essai").await;
    fiche
        .contient("Maison des essais")
        .contient("Les lignes font 3 × 10\u{a0}000\u{a0}€ = 30\u{a0}000\u{a0}€ ; le total imprimé est 25\u{a0}000\u{a0}€.")
        .contient("Douze ménages pour quatre logements.")
        .contient("non précisé dans la fiche")
        .contient("référence non vérifiée")
        .contient("Comité\u{a0}: avis favorable")
        .contient("Le même schéma en tableau")
        .contient("8 places")
        .contient(&format!("/orienter?convention={}", monde.convention));
}

#[tokio::test]
async fn the_rules_of_entry_answer_for_people_and_for_programs() {
    let monde = Monde::comme(OPERATRICE).await;
    let base = format!("/orienter/eligibilite?convention={}", monde.convention);
    monde.get_json(&base).await.contient("indéterminé").contient("menage.isolement");
    monde.get_json(&format!("{base}&fait.menage.isolement=non")).await.contient("\"refusé\"");
    let oui = monde.get(&format!("{base}&fait.menage.isolement=oui")).await;
    oui.contient("Ce ménage répond aux conditions d’entrée").tait("<html");
    let dehors = Monde::comme(ETRANGERE).await;
    let base = format!("/orienter/eligibilite?convention={}", dehors.convention);
    assert_eq!(dehors.get(&base).await.statut, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_household_is_referred_once_even_if_sent_twice() {
    let monde = Monde::comme(OPERATRICE).await;
    let convention = monde.convention.to_string();
    let page = monde.get(&format!("/orienter?convention={convention}")).await;
    page.contient("fait.menage.isolement").tait("fait.logement.pieces");
    let (jeton, cle) = (page.cache("jeton"), page.cache("cle"));
    let mut champs = vec![
        ("jeton", jeton.as_str()),
        ("cle", &cle),
        ("convention", &convention),
        ("menage", "nouveau"),
        ("fait.menage.isolement", "oui"),
        ("le", "20/11/2026"),
    ];
    let incomplet = monde.post("/orienter", &champs).await;
    assert_eq!(incomplet.statut, StatusCode::UNPROCESSABLE_ENTITY);
    incomplet.contient("2 réponses sont à corriger").contient("href=\"#nom\"").contient("href=\"#canal\"");
    incomplet.contient("value=\"20/11/2026\"").contient("<title>Erreur : ");
    champs.extend([("nom", "Ménage Rivière"), ("canal", "direct")]);
    let premier = monde.post("/orienter", &champs).await;
    assert_eq!(premier.statut, StatusCode::SEE_OTHER, "{}", premier.texte);
    let second = monde.post("/orienter", &champs).await;
    assert_eq!(second.entete(header::LOCATION), premier.entete(header::LOCATION));
    monde.get(premier.entete(header::LOCATION)).await.contient("Rivière");
    monde.get("/").await.contient("Ménage Rivière").contient("Ma journée");
    let dossiers = monde.get("/dossiers").await;
    assert_eq!(dossiers.texte.matches("Ménage Rivière</a>").count(), 1);
}

#[tokio::test]
async fn checking_records_nothing_and_keeps_what_was_typed() {
    let monde = Monde::comme(OPERATRICE).await;
    let convention = monde.convention.to_string();
    let jeton = monde.get("/connexion").await.cache("jeton");
    let champs = [
        ("jeton", jeton.as_str()),
        ("convention", &convention),
        ("nom", "Ménage <Dupré>"),
        ("fait.menage.isolement", "non"),
        ("verifier", "1"),
    ];
    let page = monde.post("/orienter", &champs).await;
    assert_eq!(page.statut, StatusCode::OK);
    page.contient("Ce ménage ne répond pas à toutes les conditions d’entrée").tait("<Dupré>");
    page.contient("Ménage &#60;Dupré&#62;");
    monde.get("/dossiers").await.tait("Dupré");
}

#[tokio::test]
async fn a_landlord_has_no_day_but_her_own() {
    let dehors = Monde::comme(ETRANGERE).await;
    dehors.get("/").await.contient("Ma journée").contient("Rien d’urgent").contient("Aucun dossier");
    dehors.get("/orienter").await.contient("Aucune convention");
    // Enhancement speaks in its own live region, without moving the page.
    dehors.get("/dispositifs").await.contient("id=\"annonce\"");
    dehors.get("/echeances?quand=zzz").await.contient("Rien d’attendu");
}

const SCRIPT: &str = "<script>alert('Ménage')</script>\"><img src=x onerror=alert(1)>";

#[tokio::test]
async fn a_script_typed_as_a_name_stays_text_on_every_page() {
    let monde = Monde::comme(OPERATRICE).await;
    let jeton = monde.get("/connexion").await.cache("jeton");
    let convention = monde.convention.to_string();
    let champs = [
        ("jeton", jeton.as_str()),
        ("cle", "script"),
        ("convention", &convention),
        ("menage", "nouveau"),
        ("nom", SCRIPT),
        ("canal", "direct"),
        ("fait.menage.isolement", "oui"),
        ("le", "20/11/2026"),
    ];
    let recu = monde.post("/orienter", &champs).await;
    assert_eq!(recu.statut, StatusCode::SEE_OTHER, "{}", recu.texte);
    let dossier = recu.entete(header::LOCATION).split('?').next().unwrap().to_owned();
    let pages =
        ["/".to_owned(), "/dossiers".to_owned(), format!("{dossier}/journal"), format!("{dossier}/cercle")];
    for adresse in pages.iter().chain([&dossier]) {
        let page = monde.get(adresse).await;
        assert_eq!(page.statut, StatusCode::OK, "{adresse}");
        page.contient("&#60;script&#62;").tait("<script>alert").tait("<img src=x");
    }
}

#[tokio::test]
async fn a_script_in_an_address_comes_back_as_text() {
    let monde = Monde::comme(OPERATRICE).await;
    let code = serde_urlencoded::to_string([("q", SCRIPT)]).unwrap();
    for adresse in
        [format!("/dossiers?{code}"), format!("/dispositifs?{code}"), format!("/connexion?retour={code}")]
    {
        monde.get(&adresse).await.tait("<script>alert").tait("<img src=x");
    }
}

#[tokio::test]
async fn an_asset_is_never_a_file_of_the_machine() {
    let monde = Monde::nouveau();
    for chemin in
        ["../Cargo.toml", "..%2fCargo.toml", "%2e%2e/%2e%2e/etc/passwd", "/etc/passwd", "fonts/..%5c..%5cx"]
    {
        let recu = monde.get(&format!("/assets/{chemin}")).await;
        assert_eq!(recu.statut, StatusCode::NOT_FOUND, "{chemin}");
        recu.tait("root:").tait("[workspace]");
    }
}

#[tokio::test]
async fn an_address_to_come_back_to_never_adds_a_header() {
    let monde = Monde::nouveau();
    let jeton = monde.get("/connexion").await.cache("jeton");
    let id = domain::UtilisateurId(domain::ids::ulid(OPERATRICE)).to_string();
    let retour = "/dossiers\r\nset-cookie: palier=volee";
    let recu = monde.post("/connexion", &[("jeton", &jeton), ("utilisateur", &id), ("retour", retour)]).await;
    assert_eq!((recu.statut, recu.entete(header::LOCATION)), (StatusCode::SEE_OTHER, "/"));
    assert!(recu.entetes.get_all(header::SET_COOKIE).iter().all(|c| !c.to_str().unwrap().contains("volee")));
}
