//! Accounts as a browser meets them on a real server, and as those who are not invited would.

use std::collections::BTreeMap;

use actes::Fonction;
use actes::comptes::essais::Appareil;
use actes::comptes::{Creation, Par, Perdu, Signee, Site, hexa, lire_hexa};
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use domain::{OrganisationId, UtilisateurId, ids};
use tower::ServiceExt;

use crate::essais::{ETRANGERE, Monde, OPERATRICE, Recu};

const LOGIN: &str = "anne@pont.example.org";
const MOT: &str = "trois chats dorment";
const AUTRE: &str = "cheval agrafe pile";
const INTRUS: &str = "203.0.113.9";

/// A browser, with its cookies, somewhere.
struct Navigateur<'m> {
    monde: &'m Monde,
    lieu: &'static str,
    cookies: BTreeMap<String, String>,
}

impl<'m> Navigateur<'m> {
    fn nouveau(monde: &'m Monde, lieu: &'static str) -> Self {
        Self { monde, lieu, cookies: BTreeMap::new() }
    }

    async fn demander(&mut self, requete: axum::http::request::Builder, corps: String) -> Recu {
        let cookies: Vec<String> = self.cookies.iter().map(|(n, v)| format!("{n}={v}")).collect();
        let requete = requete
            .header(header::HOST, "palier.example.org")
            .header(header::COOKIE, cookies.join("; "))
            .header("x-forwarded-for", self.lieu)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let reponse = self.monde.application.clone().oneshot(requete.body(Body::from(corps)).unwrap());
        let (parts, corps) = reponse.await.unwrap().into_parts();
        for pose in parts.headers.get_all(header::SET_COOKIE) {
            let (paire, attributs) = pose.to_str().unwrap().split_once("; ").unwrap();
            assert!(attributs.contains("HttpOnly; SameSite=Lax; Secure"), "{attributs}");
            let (nom, valeur) = paire.split_once('=').unwrap();
            self.cookies.insert(nom.to_owned(), valeur.to_owned());
        }
        let octets = to_bytes(corps, 4_000_000).await.unwrap();
        let texte = String::from_utf8_lossy(&octets).into_owned();
        Recu { statut: parts.status, entetes: parts.headers, texte }
    }

    async fn get(&mut self, adresse: &str) -> Recu {
        self.demander(Request::get(adresse), String::new()).await
    }

    /// Posts the form of a page to this address.
    async fn poster(&mut self, page: &str, adresse: &str, champs: &[(&str, &str)]) -> Recu {
        let jeton = self.get(page).await.cache("jeton");
        let mut tous = vec![("jeton", jeton.as_str())];
        tous.extend_from_slice(champs);
        self.demander(Request::post(adresse), serde_urlencoded::to_string(tous).unwrap()).await
    }

    async fn connecter(&mut self, login: &str, mot: &str) -> Recu {
        let champs = [("identifiant", login), ("mot_de_passe", mot), ("retour", "/dossiers")];
        self.poster("/connexion", "/connexion", &champs).await
    }

    fn jeton(&self) -> String {
        self.cookies["__Host-palier"].clone()
    }
}

#[track_caller]
fn vers(recu: &Recu, adresse: &str) {
    assert_eq!(recu.statut, StatusCode::SEE_OTHER, "{}", recu.texte);
    assert_eq!(recu.entete(header::LOCATION), adresse);
}

fn id(n: u128) -> UtilisateurId {
    UtilisateurId(ids::ulid(n))
}

fn invitation(monde: &Monde, n: u128, login: &str) -> String {
    format!(
        "/invitation/{}",
        monde.porte.redonner_un_lien(Par::Machine, id(n), login, Perdu::MotDePasse).unwrap()
    )
}

/// The code of the application whose secret the page shows.
fn code_du_secret(monde: &Monde, page: &Recu) -> String {
    let secret = page.texte.split("<code>").nth(1).unwrap().split('<').next().unwrap().replace(' ', "");
    monde.porte.montre().avancer(60);
    actes::comptes::essais::code_affiche(&secret, monde.porte.montre().secondes())
}

/// Invited, then entered with an application of codes; gives the browser, the page that showed the secret and the codes.
async fn installee<'m>(monde: &'m Monde, lieu: &'static str) -> (Navigateur<'m>, Recu, Recu) {
    let lien = invitation(monde, OPERATRICE, LOGIN);
    let mut anne = Navigateur::nouveau(monde, lieu);
    let choisi = anne.poster(&lien, &lien, &[("mot_de_passe", MOT), ("encore", MOT)]).await;
    vers(&choisi, "/compte/second-facteur");
    let secret = anne.get("/compte/second-facteur").await;
    let code = code_du_secret(monde, &secret);
    let page = "/compte/second-facteur";
    let codes = anne.poster(page, "/compte/second-facteur/application", &[("code", &code)]).await;
    assert_eq!(codes.statut, StatusCode::OK, "{}", codes.texte);
    (anne, secret, codes)
}

#[tokio::test]
async fn an_invitation_leads_to_the_dossiers_by_a_password_and_a_second_factor() {
    let monde = Monde::serveur();
    let lien = invitation(&monde, OPERATRICE, LOGIN);
    let mut anne = Navigateur::nouveau(&monde, "192.0.2.1");
    anne.get(&lien).await.contient("Bonjour Anne Pont").contient(LOGIN);
    anne.get(&lien).await.contient("Bonjour Anne Pont");
    let faibles = [("motdepasse2026", "motdepasse2026"), ("court", "court"), (MOT, AUTRE)];
    for (mot, encore) in faibles {
        let refus = anne.poster(&lien, &lien, &[("mot_de_passe", mot), ("encore", encore)]).await;
        assert_eq!(refus.statut, StatusCode::UNPROCESSABLE_ENTITY);
        refus.contient("Une réponse est à corriger").tait(&format!("value=\"{mot}\""));
    }
    let choisi = anne.poster(&lien, &lien, &[("mot_de_passe", MOT), ("encore", MOT)]).await;
    vers(&choisi, "/compte/second-facteur");
    let perdu = anne.get(&lien).await;
    assert_eq!(perdu.statut, StatusCode::NOT_FOUND);
    perdu.contient("Cette invitation n’est plus valable");
    vers(&anne.get("/dossiers").await, "/compte/second-facteur?retour=%2Fdossiers");
    vers(&anne.get("/compte").await, "/compte/second-facteur?retour=%2Fcompte");
    let secret = anne.get("/compte/second-facteur").await;
    secret.contient("otpauth://totp/Palier:anne%40pont.example.org").contient("<svg width=\"220\"");
    let code = code_du_secret(&monde, &secret);
    let page = "/compte/second-facteur";
    let codes = anne.poster(page, "/compte/second-facteur/application", &[("code", &code)]).await;
    assert_eq!(codes.contient("Ils ne seront plus montrés").texte.matches("<li><code>").count(), 10);
    anne.get("/dossiers").await.contient("Anne Pont").contient("Mon compte").tait("Données fictives");
}

#[tokio::test]
async fn an_invitation_expires() {
    let monde = Monde::serveur();
    let lien = invitation(&monde, OPERATRICE, LOGIN);
    let mut anne = Navigateur::nouveau(&monde, "192.0.2.1");
    let jeton = anne.get(&lien).await.cache("jeton");
    monde.porte.montre().avancer(8 * 24 * 3600);
    let champs = [("jeton", jeton.as_str()), ("mot_de_passe", MOT), ("encore", MOT)];
    let corps = serde_urlencoded::to_string(champs).unwrap();
    let tard = anne.demander(Request::post(&lien), corps).await;
    assert_eq!(tard.statut, StatusCode::NOT_FOUND);
    assert!(!anne.cookies.contains_key("__Host-palier"), "nothing was opened");
}

#[tokio::test]
async fn a_password_is_not_enough_and_a_token_known_before_opens_nothing_after() {
    let monde = Monde::serveur();
    let (_, secret, codes) = installee(&monde, "192.0.2.1").await;
    let mut anne = Navigateur::nouveau(&monde, "192.0.2.2");
    // A token that somebody else planted in this browser.
    anne.cookies.insert("__Host-palier".to_owned(), "f".repeat(64));
    vers(&anne.connecter(LOGIN, MOT).await, "/connexion/second-facteur?retour=%2Fdossiers");
    let premier = anne.jeton();
    assert_ne!(premier, "f".repeat(64));
    vers(&anne.get("/dossiers").await, "/connexion/second-facteur?retour=%2Fdossiers");
    vers(&anne.get("/compte").await, "/connexion/second-facteur?retour=%2Fcompte");
    assert_eq!(anne.get("/compte/second-facteur").await.statut, StatusCode::NOT_FOUND);
    let page = "/connexion/second-facteur";
    let faux = anne.poster(page, page, &[("code", "000000")]).await;
    assert_eq!(faux.statut, StatusCode::UNPROCESSABLE_ENTITY);
    let code = code_du_secret(&monde, &secret);
    vers(&anne.poster(page, page, &[("code", &code), ("retour", "/dossiers")]).await, "/dossiers");
    anne.get("/dossiers").await.contient("Anne Pont");
    let mut fixe = Navigateur::nouveau(&monde, INTRUS);
    fixe.cookies.insert("__Host-palier".to_owned(), premier);
    vers(&fixe.get("/dossiers").await, "/connexion?retour=%2Fdossiers");

    let secours = codes.texte.split("<li><code>").nth(1).unwrap().split('<').next().unwrap();
    for (fois, statut) in [(1, StatusCode::SEE_OTHER), (2, StatusCode::UNPROCESSABLE_ENTITY)] {
        let mut autre = Navigateur::nouveau(&monde, "192.0.2.3");
        autre.connecter(LOGIN, MOT).await;
        let recu = autre.poster(page, page, &[("secours", secours)]).await;
        assert_eq!(recu.statut, statut, "{fois}");
    }
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_login_get_the_same_page() {
    let monde = Monde::serveur();
    installee(&monde, "192.0.2.1").await;
    let mut pages = Vec::new();
    for login in [LOGIN, "inconnue@pont.example.org"] {
        let mut curieuse = Navigateur::nouveau(&monde, INTRUS);
        let recu = curieuse.connecter(login, AUTRE).await;
        let jeton = recu.cache("jeton");
        pages.push((recu.statut, recu.texte.replace(&jeton, "").replace(login, "")));
        recu.tait(AUTRE);
    }
    assert_eq!(pages[0], pages[1]);
    assert_eq!(pages[0].0, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn whoever_guesses_waits_and_the_owner_does_not() {
    let monde = Monde::serveur();
    let (mut anne, ..) = installee(&monde, "192.0.2.1").await;
    let mut intrus = Navigateur::nouveau(&monde, INTRUS);
    for _ in 0..5 {
        assert_eq!(intrus.connecter(LOGIN, AUTRE).await.statut, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let attente = intrus.connecter(LOGIN, AUTRE).await;
    assert_eq!(attente.statut, StatusCode::TOO_MANY_REQUESTS);
    attente.contient("Attendez").contient(LOGIN);
    anne.lieu = INTRUS;
    anne.poster("/compte", "/deconnexion", &[]).await;
    vers(&anne.connecter(LOGIN, MOT).await, "/connexion/second-facteur?retour=%2Fdossiers");
    let mut ailleurs = Navigateur::nouveau(&monde, "198.51.100.7");
    assert_eq!(ailleurs.connecter(LOGIN, MOT).await.statut, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn sessions_are_seen_and_ended_by_logout_by_their_owner_and_by_time() {
    let monde = Monde::serveur();
    let (mut anne, secret, _) = installee(&monde, "192.0.2.1").await;
    let mut poste = Navigateur::nouveau(&monde, "192.0.2.1");
    poste.connecter(LOGIN, MOT).await;
    let page = "/connexion/second-facteur";
    let code = code_du_secret(&monde, &secret);
    poste.poster(page, page, &[("code", &code)]).await;
    let compte = anne.get("/compte").await;
    assert_eq!(compte.contient("Celle-ci").texte.matches("name=\"numero\"").count(), 1);
    let numero = compte.cache("numero");
    vers(
        &anne.poster("/compte", "/compte/sessions/fermer", &[("numero", &numero)]).await,
        "/compte?fait=session#sessions",
    );
    vers(&poste.get("/dossiers").await, "/connexion?retour=%2Fdossiers");
    let avant = anne.jeton();
    vers(&anne.poster("/compte", "/deconnexion", &[]).await, "/");
    anne.cookies.insert("__Host-palier".to_owned(), avant);
    vers(&anne.get("/dossiers").await, "/connexion?retour=%2Fdossiers");
    poste.cookies.remove("__Host-palier");
    poste.connecter(LOGIN, MOT).await;
    let code = code_du_secret(&monde, &secret);
    poste.poster(page, page, &[("code", &code)]).await;
    poste.get("/dossiers").await.contient("Anne Pont");
    monde.porte.montre().avancer(3700);
    vers(&poste.get("/dossiers").await, "/connexion?retour=%2Fdossiers");
}

#[tokio::test]
async fn a_new_password_closes_the_other_sessions_and_keeps_this_one() {
    let monde = Monde::serveur();
    let (mut anne, ..) = installee(&monde, "192.0.2.1").await;
    let ailleurs = monde.porte.entrer_en_demo(id(OPERATRICE), &Default::default()).unwrap();
    let faux =
        anne.poster("/compte", "/compte/mot-de-passe", &[("ancien", AUTRE), ("mot_de_passe", AUTRE)]).await;
    assert_eq!(faux.statut, StatusCode::UNPROCESSABLE_ENTITY);
    faux.contient("Ce n’est pas votre mot de passe actuel").contient("href=\"#ancien\"");
    let avant = anne.jeton();
    let champs = [("ancien", MOT), ("mot_de_passe", AUTRE)];
    vers(&anne.poster("/compte", "/compte/mot-de-passe", &champs).await, "/compte?fait=mot-de-passe");
    assert_ne!(anne.jeton(), avant);
    anne.get("/compte?fait=mot-de-passe").await.contient("Votre mot de passe est changé");
    assert!(monde.porte.session(&ailleurs.jeton).unwrap().is_none());
}

#[tokio::test]
async fn forged_forms_and_other_hosts_are_refused_and_one_never_leaves_for_another_site() {
    let monde = Monde::serveur();
    let (mut anne, ..) = installee(&monde, "192.0.2.1").await;
    let mut autre = Navigateur::nouveau(&monde, INTRUS);
    let d_un_autre = autre.get("/connexion").await.cache("jeton");
    let siennes = [
        "/deconnexion",
        "/compte/mot-de-passe",
        "/compte/codes",
        "/compte/sessions/fermer",
        "/compte/organisation",
        "/compte/second-facteur/application",
        "/compte/second-facteur/cle",
        "/compte/second-facteur/defi",
        "/compte/second-facteur/retirer",
        "/connexion/second-facteur",
        "/connexion/second-facteur/defi",
    ];
    for adresse in siennes {
        for corps in [String::new(), format!("jeton={d_un_autre}")] {
            let forge = anne.demander(Request::post(adresse), corps).await;
            assert_eq!(forge.statut, StatusCode::FORBIDDEN, "{adresse}");
        }
    }
    let hote = Request::get("/").header(header::HOST, "palier.mal.example.org").body(Body::empty()).unwrap();
    let recu = monde.application.clone().oneshot(hote).await.unwrap();
    assert_eq!(recu.status(), StatusCode::FORBIDDEN);
    assert!(recu.headers().contains_key(header::STRICT_TRANSPORT_SECURITY));
    autre.get("/connexion?retour=//mal.fr").await.contient("name=\"retour\" value=\"/\"");
    let organisation = OrganisationId(ids::ulid(1)).to_string();
    let champs = [("organisation", organisation.as_str()), ("retour", "https://mal.fr")];
    vers(&anne.poster("/compte", "/compte/organisation", &champs).await, "/");
    assert_eq!(autre.get("/connexion").await.statut, StatusCode::OK);
    let entree = autre.demander(Request::post("/connexion"), format!("utilisateur={}", id(OPERATRICE))).await;
    assert_eq!(entree.statut, StatusCode::FORBIDDEN, "nobody enters a real server by a click");
}

#[tokio::test]
async fn the_organisation_chosen_decides_what_is_read() {
    let monde = Monde::serveur();
    let lac = OrganisationId(ids::ulid(3));
    let fonction =
        Fonction { organisation: lac, intitule: "conseillère sociale".to_owned(), profil: String::new() };
    monde.porte.confier(id(OPERATRICE), &fonction).unwrap();
    let (mut anne, ..) = installee(&monde, "192.0.2.1").await;
    let convention = format!("/conventions/{}", monde.convention);
    let retour = serde_urlencoded::to_string([("retour", &convention)]).unwrap();
    vers(&anne.get(&convention).await, &format!("/compte/organisation?{retour}"));
    let page = "/compte/organisation";
    anne.get(page).await.contient("Association du Pont").contient("Bailleur du Lac, conseillère sociale");
    let choisir = async |anne: &mut Navigateur<'_>, n: u128| {
        let organisation = OrganisationId(ids::ulid(n)).to_string();
        anne.poster(page, page, &[("organisation", &organisation), ("retour", &convention)]).await
    };
    vers(&choisir(&mut anne, 1).await, &convention);
    anne.get(&convention).await.contient("Convention du Pont").contient("Association du Pont");
    let avant = anne.jeton();
    vers(&choisir(&mut anne, 3).await, &convention);
    assert_ne!(anne.jeton(), avant, "a new token");
    assert_eq!(anne.get(&convention).await.statut, StatusCode::NOT_FOUND, "the landlord takes no part in it");
    anne.get("/dossiers").await.contient("conseillère sociale");
    assert_eq!(choisir(&mut anne, 9).await.statut, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_passkey_is_made_then_opens() {
    let monde = Monde::serveur();
    let site =
        Site { origine: "https://palier.example.org".to_owned(), hote: "palier.example.org".to_owned() };
    let mut appareil = Appareil::nouveau(7).unwrap();
    let lien = invitation(&monde, ETRANGERE, "luc@lac.example.org");
    let mut luc = Navigateur::nouveau(&monde, "192.0.2.1");
    luc.poster(&lien, &lien, &[("mot_de_passe", MOT), ("encore", MOT)]).await;
    let page = "/compte/second-facteur";
    luc.get(page).await.contient("data-cle=\"creer\"");
    let demande = luc.poster(page, "/compte/second-facteur/defi", &[]).await;
    let demande: serde_json::Value = serde_json::from_str(&demande.texte).unwrap();
    assert_eq!(
        (demande["hote"].as_str(), demande["qui"]["nom"].as_str()),
        (Some("palier.example.org"), Some("Luc Lac"))
    );
    let defi = lire_hexa(demande["defi"].as_str().unwrap()).unwrap();
    let Creation { client, donnees } = appareil.creer(&site, &defi);
    let champs = [("client", hexa(&client)), ("donnees", hexa(&donnees)), ("nom", "Téléphone".to_owned())];
    let champs = champs.each_ref().map(|(n, v)| (*n, v.as_str()));
    luc.poster(page, "/compte/second-facteur/cle", &champs).await.contient("Vos codes de secours");
    luc.get("/compte").await.contient("«&nbsp;Téléphone&nbsp;»");
    luc.poster("/compte", "/deconnexion", &[]).await;

    luc.connecter("luc@lac.example.org", MOT).await;
    let page = "/connexion/second-facteur";
    luc.get(page).await.contient("data-cle=\"signer\"").tait("application de codes");
    let demande = luc.poster(page, "/connexion/second-facteur/defi", &[]).await;
    let demande: serde_json::Value = serde_json::from_str(&demande.texte).unwrap();
    assert_eq!(demande["cles"][0].as_str(), Some(hexa(&appareil.id()).as_str()));
    let defi = lire_hexa(demande["defi"].as_str().unwrap()).unwrap();
    let Signee { id, client, donnees, signature } = appareil.signer(&site, &defi);
    let champs = [("id", id), ("client", client), ("donnees", donnees), ("signature", signature)];
    let champs = champs.map(|(n, v)| (n, hexa(&v)));
    let champs = champs.each_ref().map(|(n, v)| (*n, v.as_str()));
    vers(&luc.poster(page, page, &champs).await, "/");
    luc.get("/").await.contient("Luc Lac");
}
