//! Accounts of a real server: the first one, from the command line; then those that an administrator keeps in her browser.

use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Output};
use std::time::{SystemTime, UNIX_EPOCH};

use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use stories::{Client, Reponse, Serveur, environnement};

pub const LOGIN: &str = "claire@rives.example.org";
pub const MOT: &str = "trois chats dorment";

/// `palier compte`, over the data of a server.
pub fn compte(binaire: &Path, donnees: &Path, mots: &[&str]) -> Output {
    Command::new(binaire).arg("compte").args(mots).arg("--data").arg(donnees).output().expect("palier runs")
}

/// A port that nobody holds: the address of a real server is known before it starts.
fn port_libre() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

pub fn lien(sortie: &Output) -> String {
    let dit = String::from_utf8_lossy(&sortie.stdout).into_owned();
    let lien = dit.lines().find_map(|l| l.find("/invitation/").map(|debut| l[debut..].to_owned()));
    lien.unwrap_or_else(|| panic!("no link in {dit}{}", String::from_utf8_lossy(&sortie.stderr)))
}

/// A real server that people know by the name `localhost`, its first account, and the invitation of that account.
pub fn vrai_serveur(binaire: &Path) -> (Serveur, String, String) {
    let port = port_libre();
    let (publique, ecoute) = (format!("http://localhost:{port}"), format!("127.0.0.1:{port}"));
    let mut invitation = String::new();
    let serveur = Serveur::start(|donnees| {
        let qui = ["--nom", "Claire Essai", "--identifiant", LOGIN, "--organisation", "Rives"];
        let inconnue = compte(binaire, donnees, &[&["creer"], qui.as_slice()].concat());
        assert!(
            String::from_utf8_lossy(&inconnue.stderr).contains("--nature"),
            "a new organisation is described"
        );
        let cree =
            compte(binaire, donnees, &[&["creer", "--nature", "association"], qui.as_slice()].concat());
        invitation = lien(&cree);
        let mut servir = Command::new(binaire);
        servir.args(["servir", "--ecoute", &ecoute, "--adresse-publique", &publique, "--data"]).arg(donnees);
        servir
    });
    (serveur, publique, invitation)
}

/// Posts to this address with the token of that page.
fn poster(client: &Client, page: &str, adresse: &str, champs: &[(&str, &str)]) -> Reponse {
    let jeton = client.get(page).expect(200).hidden("jeton").unwrap();
    client.post(adresse, &[&[("jeton", jeton.as_str())], champs].concat())
}

/// Chooses a password behind a link, then takes an application of codes: she is in.
fn entrer(publique: &str, lien: &str) -> Client {
    let client = Client::new(publique);
    poster(&client, lien, lien, &[("mot_de_passe", MOT), ("encore", MOT)]).expect(303);
    let page = "/compte/second-facteur";
    let secret = client.get(page).expect(200).text();
    let secret = secret.split("<code>").nth(1).unwrap().split('<').next().unwrap().replace(' ', "");
    let codes = poster(&client, page, "/compte/second-facteur/application", &[("code", &code(&secret))]);
    assert!(codes.expect(200).text().contains("Vos codes de secours"));
    client
}

/// What an application of codes shows now, once it was told this secret (RFC 6238).
fn code(secret: &str) -> String {
    let lettre = |l: char| "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".find(l).unwrap();
    let bits: String = secret.chars().map(|l| format!("{:05b}", lettre(l))).collect();
    let octets: Vec<u8> =
        bits.as_bytes().chunks_exact(8).map(|o| o.iter().fold(0, |n, bit| n << 1 | (bit - b'0'))).collect();
    let pas = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs() / 30;
    let mac = Hmac::<Sha1>::new_from_slice(&octets).unwrap().chain_update(pas.to_be_bytes()).finalize();
    let mac = mac.into_bytes();
    let debut = usize::from(mac[19] & 15);
    let nombre = u32::from_be_bytes(mac[debut..debut + 4].try_into().unwrap()) & 0x7fff_ffff;
    format!("{:06}", nombre % 1_000_000)
}

#[test]
fn an_administrator_invites_someone_who_enters_with_a_second_factor_and_closes_her_account() {
    let Some(binaire) = environnement::palier() else { return };
    let (serveur, publique, premier) = vrai_serveur(&binaire);
    let claire = entrer(&publique, &premier);
    assert!(claire.get("/").expect(200).text().contains("href=\"/comptes\""));
    let lea = [
        ("nom", "Léa Rivage"),
        ("identifiant", "lea@rives.example.org"),
        ("profil", "intervenant social"),
        ("fonction", "référente"),
    ];
    let invitation = poster(&claire, "/comptes", "/comptes", &lea).expect(200).text();
    assert!(
        invitation.contains("Il ne sera plus montré") && invitation.contains("sept jours"),
        "{invitation}"
    );
    let lien = &invitation[invitation.find("/invitation/").unwrap()..];
    let lea = entrer(&publique, lien.split('"').next().unwrap());
    assert!(lea.get("/dossiers").expect(200).text().contains("Léa Rivage"));
    lea.get("/comptes").expect(404);
    let liste = claire.get("/comptes").expect(200).text();
    for dit in
        ["Léa Rivage", "Actif, avec second facteur", "Premier mot de passe choisi", "Application de codes"]
    {
        assert!(liste.contains(dit), "{dit} is not in {liste}");
    }
    let page = liste.split("href=\"").find(|l| l.contains(">Léa Rivage<")).unwrap();
    let page = page.split('"').next().unwrap();
    let confirmation = format!("{page}/desactiver");
    assert!(claire.get(&confirmation).expect(200).text().contains("Désactiver le compte de Léa Rivage"));
    poster(&claire, &confirmation, &confirmation, &[]).expect(303);
    let fermee = lea.get("/dossiers").expect(303);
    assert_eq!(
        fermee.location(),
        Some("/connexion?retour=%2Fdossiers"),
        "her session ended with her account"
    );
    let champs = [("identifiant", "lea@rives.example.org"), ("mot_de_passe", MOT)];
    poster(&lea, "/connexion", "/connexion", &champs).expect(422);
    assert!(claire.get(page).expect(200).text().contains("Une session fermée"));
    let verifie = Command::new(&binaire).args(["journal", "verifier", "--data"]).arg(serveur.data()).output();
    let verifie = String::from_utf8_lossy(&verifie.unwrap().stdout).into_owned();
    assert!(verifie.contains("Le journal tient"), "{verifie}");
}

#[test]
fn the_first_administrator_enters_by_a_link_and_nobody_by_a_click() {
    let Some(binaire) = environnement::palier() else { return };
    let (serveur, publique, premier) = vrai_serveur(&binaire);
    let claire = Client::new(&publique);
    let jeton = claire.get(&premier).expect(200).hidden("jeton").unwrap();
    let choix = [("jeton", jeton.as_str()), ("mot_de_passe", MOT), ("encore", MOT)];
    assert_eq!(claire.post(&premier, &choix).expect(303).location(), Some("/compte/second-facteur"));
    claire.get(&premier).expect(404);
    let avant = claire.get("/dossiers").expect(303);
    assert_eq!(avant.location(), Some("/compte/second-facteur?retour=%2Fdossiers"));
    assert!(claire.get("/compte/second-facteur").expect(200).text().contains("otpauth://"));

    let curieux = Client::new(&publique);
    let jeton = curieux.get("/connexion").expect(200).hidden("jeton").unwrap();
    curieux.post("/connexion", &[("jeton", &jeton), ("utilisateur", LOGIN)]).expect(422);

    let donnees = serveur.data();
    let second = lien(&compte(&binaire, &donnees, &["inviter", "--identifiant", LOGIN]));
    curieux.get(&second).expect(200);
    assert!(compte(&binaire, &donnees, &["desactiver", "--identifiant", LOGIN]).status.success());
    curieux.get(&second).expect(404);
    let fermee = claire.get("/compte/second-facteur").expect(303);
    assert!(fermee.location().unwrap().starts_with("/connexion"), "her session ended with her account");
}
