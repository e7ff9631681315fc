//! The golden table: each route, each reader, each household; `UPDATE=1` writes it. Read the difference before you commit
//! it: a letter that changes is somebody who now opens, or no longer opens, what is there.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use axum::http::StatusCode;
use domain::{Acte, Genre};
use policy::Geste;

use crate::canaris::Conteuse;
use crate::etranger::demander;
use crate::histoire::{EQUIPE, LOGEMENT, SOINS, SORTIE};
use crate::monde::{Lectrice, Monde};
use crate::personnes::{Foyer, Maison, Qui};
use crate::routes::{
    AUCUN, Demande, PARTOUT, ROUTES, d_un_compte, de_rien, du_foyer, du_sujet, quelques_uns, sous,
};

const LEGENDE: &str = "\
o : page   r : renvoi   . : n'existe pas   x : existe, et interdit   ? : choisir d'abord qui on est
q : saisie à corriger, ou règle qui s'oppose   m : adresse mal écrite   ! : autre

Colonnes, de gauche à droite :
";

/// One letter for a status.
fn lettre(statut: StatusCode) -> char {
    match statut.as_u16() {
        200 => 'o',
        303 => 'r',
        400 => 'm',
        401 => '?',
        403 => 'x',
        404 => '.',
        422 => 'q',
        _ => '!',
    }
}

/// Everyone who reads, nobody last.
fn lectrices(monde: &Monde) -> Vec<(String, Lectrice<'_>, String)> {
    let toutes = Qui::TOUTES.iter().map(|(qui, ..)| Some(*qui)).chain([None]);
    let ouvrir = |qui: Option<Qui>| {
        let lectrice = monde.lectrice(qui);
        let jeton = lectrice.get("/connexion").cache("jeton");
        (qui.map_or_else(|| "personne".to_owned(), |q| format!("{q:?}")), lectrice, jeton)
    };
    toutes.map(ouvrir).collect()
}

/// An act of each kind of answer, and those that change who may see.
fn un_de_chaque(acte: Acte) -> bool {
    acte.description().acces || quelques_uns(acte)
}

/// What is asked, under the name of what it is asked of.
fn demandes() -> Vec<(String, Vec<Demande>)> {
    let partout = PARTOUT.iter().map(|a| Demande::lire(*a));
    let recherche = Demande::poser("/trouver", "volet=accès");
    let mut demandes = vec![("partout".to_owned(), partout.chain([recherche]).collect())];
    demandes.push(("un compte".to_owned(), d_un_compte()));
    demandes.extend(Foyer::TOUS.map(|f| (format!("{f:?}"), du_foyer(f, un_de_chaque))));
    demandes.push(("aucun".to_owned(), de_rien(un_de_chaque)));
    for (nom, genre, id) in [
        ("convention de soins", Genre::Convention, SOINS),
        ("convention de sortie", Genre::Convention, SORTIE),
        ("logement", Genre::Logement, LOGEMENT),
        ("équipe", Genre::Equipe, EQUIPE),
        ("aucune séance", Genre::Seance, AUCUN),
        ("aucune action", Genre::ActionCollective, AUCUN),
        ("aucun site", Genre::Site, AUCUN),
    ] {
        let mut siennes = du_sujet(genre, id, quelques_uns);
        if genre == Genre::Convention {
            siennes.extend(sous(id));
        }
        demandes.push((nom.to_owned(), siennes));
    }
    demandes
}

/// An address without what tells one sujet, or one act, from another.
fn gabarit(demande: &Demande) -> (String, String) {
    let methode = if demande.pose { "POST" } else { "GET " };
    let sans_id: Vec<&str> = demande
        .adresse
        .split('/')
        .map(|p| if p.len() == 26 && p.starts_with("000") { "{id}" } else { p })
        .collect();
    let sans_id = sans_id.join("/");
    let (chemin, _) = sans_id.split_once('?').unwrap_or((&sans_id, ""));
    match chemin.split_once("/actes/").or_else(|| chemin.split_once("/creer/")) {
        Some((base, acte)) => {
            let milieu = if chemin.contains("/actes/") { "actes" } else { "creer" };
            (format!("{methode} {base}/{milieu}/{{acte}}"), acte.to_owned())
        }
        None => (format!("{methode} {chemin}"), String::new()),
    }
}

/// Each engine is asked every other question, of every reader and of every route.
fn table(mondes: &[Monde]) -> String {
    let lectrices: Vec<_> = mondes.iter().map(lectrices).collect();
    let mut dit = LEGENDE.to_owned();
    for (nom, ..) in &lectrices[0] {
        writeln!(dit, "  {nom}").unwrap();
    }
    for (titre, demandes) in demandes() {
        writeln!(dit, "\n{titre}").unwrap();
        // The acts that everyone opens alike are one line.
        let mut lignes: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
        for (n, demande) in demandes.into_iter().enumerate() {
            let repond = |i: usize| {
                let (_, lectrice, jeton) = &lectrices[(n + i) % mondes.len()][i];
                lettre(demander(lectrice, jeton, &demande, false).statut)
            };
            let statuts: String = (0..lectrices[0].len()).map(repond).collect();
            let (forme, acte) = gabarit(&demande);
            lignes.entry((forme, statuts)).or_default().push(acte);
        }
        for ((forme, statuts), mut actes) in lignes {
            actes.retain(|a| !a.is_empty());
            let actes = if actes.len() > 12 { format!("{} actes", actes.len()) } else { actes.join(", ") };
            writeln!(dit, "{}", format!("{statuts}  {forme}  {actes}").trim_end()).unwrap();
        }
    }
    dit
}

#[test]
fn who_opens_what() {
    let mondes = Monde::de_chaque_moteur();
    mondes.iter().for_each(|monde| drop(Conteuse::conter(monde)));
    let dit = table(&mondes);
    let fichier = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/acces/qui-ouvre-quoi.txt");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&fichier, &dit).unwrap();
    }
    let attendu = fs::read_to_string(&fichier).unwrap_or_default();
    assert!(attendu == dit, "qui-ouvre-quoi.txt differs; UPDATE=1 writes it");
}

#[test]
fn nothing_is_written_by_a_form_without_its_token_or_with_the_token_of_another_session() {
    let monde = Monde::vide();
    Conteuse::conter(&monde);
    let (lectrice, autre) = (monde.lectrice(Some(Qui::Operatrice)), monde.lectrice(Some(Qui::Operatrice)));
    let d_une_autre = autre.get("/connexion").cache("jeton");
    let posees = demandes().into_iter().flat_map(|(_, demandes)| demandes).filter(|d| d.pose);
    // Those of one's own account are asked in `compte/tests.rs`, on a real server.
    let sans_nom = ROUTES.iter().filter(|(methodes, forme)| {
        let d_un_compte = forme.starts_with("/compte/") || forme.starts_with("/connexion/");
        methodes.contains("POST") && !forme.contains('{') && !d_un_compte
    });
    let adresses: BTreeSet<String> =
        posees.map(|d| d.adresse).chain(sans_nom.map(|(_, forme)| (*forme).to_owned())).collect();
    assert!(adresses.len() > 200, "{}", adresses.len());
    for adresse in adresses {
        for corps in [String::new(), format!("jeton={d_une_autre}")] {
            let recu = lectrice.poser(&adresse, &corps);
            assert_eq!(recu.statut, StatusCode::FORBIDDEN, "{adresse} {corps}");
        }
    }
}

/// What each act of the circle asks of its author, and fields that nothing would be recorded with.
fn gestes(foyer: Foyer) -> Vec<(Acte, Geste, String)> {
    let avec = format!("avec={}", Maison::Ailleurs.id());
    let personne = format!("personne={}", Qui::Operatrice.id());
    let fondement = "fondement=CASF L121-6-2 (action sociale)";
    let mut gestes = vec![
        (Acte::Partager, Geste::Partager, format!("{avec}&quoi=identité&{fondement}&jusqu_au=01/01/2020")),
        (Acte::CesserPartage, Geste::Partager, String::new()),
        (Acte::RecueillirAccord, Geste::Partager, "quoi=identité&forme=orale".to_owned()),
        (Acte::RetirerAccord, Geste::Partager, String::new()),
    ];
    if foyer != Foyer::Protege {
        gestes.extend([
            (Acte::NommerPersonne, Geste::Proteger, personne.clone()),
            (Acte::RetirerNommee, Geste::Proteger, personne),
            (Acte::LeverProtection, Geste::Proteger, "motif=Essai".to_owned()),
        ]);
    }
    gestes
}

#[test]
fn what_one_does_with_access_is_what_the_table_gives() {
    let monde = Monde::vide();
    Conteuse::conter(&monde);
    for qui in Qui::TOUTES.iter().map(|(qui, ..)| *qui) {
        let lectrice = monde.lectrice(Some(qui));
        let jeton = lectrice.get("/connexion").cache("jeton");
        for foyer in Foyer::TOUS {
            for (acte, geste, champs) in gestes(foyer) {
                let base = match acte.description().genre {
                    Genre::Menage => format!("/menages/{}", foyer.menage()),
                    _ => format!("/dossiers/{}", foyer.dossier()),
                };
                let corps = format!("{champs}&le=01/03/2026");
                let demande = Demande::poser(format!("{base}/actes/{}", acte.code()), corps);
                let statut = demander(&lectrice, &jeton, &demande, true).statut;
                let attendu = match qui.droits(foyer) {
                    None => StatusCode::NOT_FOUND,
                    Some(droits) if !droits.peut(geste) => StatusCode::FORBIDDEN,
                    Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
                };
                assert_eq!(statut, attendu, "{qui:?} {foyer:?} {}", acte.nom());
            }
        }
    }
}
