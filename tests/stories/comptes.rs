//! The first account of a real server: from the command line to the page where a second factor is taken.

use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Output};

use stories::{Client, Serveur, environnement};

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
