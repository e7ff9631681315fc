//! Everything that one reader can reach: every link and every form that opens by `GET`, from every address that she may
//! know or guess.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use axum::http::StatusCode;
use domain::{Acte, Genre, SujetId};

use crate::histoire::{EQUIPE, GLISSANTE, LOGEMENT, SOINS, SORTIE};
use crate::monde::{A_BAIL_GLISSANT, DE_SOINS, DE_SORTIE, Lectrice, Recu};
use crate::personnes::Foyer;
use crate::routes::{DROITS, quelques_uns};

/// What was read, by its address.
pub type Lues = BTreeMap<String, Recu>;

/// The pages that are nobody's.
const PARTOUT: [&str; 25] = [
    "/",
    "/echeances",
    "/connexion",
    "/dossiers",
    "/dossiers?tous=1",
    "/dossiers/liste.csv?tous=1",
    "/dispositifs",
    "/dispositifs?mecanisme=commission&public=x",
    "/dispositifs.csv",
    "/dispositifs.json",
    "/dispositifs.xlsx",
    "/dispositifs/carte",
    "/dispositifs/chiffres",
    "/dispositifs/comparer?id=2.3.17&id=3.5.2&id=2.1.12",
    "/dispositifs/comparer?id=2.1.12&id=rien",
    "/dispositifs/guide",
    "/dispositifs/mecanismes",
    "/conventions",
    "/logements",
    "/seances",
    "/trouver",
    "/orienter",
    "/menages/nouveau",
    "/conventions/nouvelle?dispositif=2.3.17",
    "/aide",
];

/// The addresses of each thing of the world, whether it is linked from anywhere or not.
pub fn connues(foyers: &[Foyer]) -> Vec<String> {
    let mut adresses: Vec<String> = PARTOUT.iter().map(|a| (*a).to_owned()).collect();
    adresses.extend([DE_SOINS, DE_SORTIE, A_BAIL_GLISSANT].map(|d| format!("/dispositifs/{d}")));
    for foyer in foyers {
        adresses.extend(du_sujet("menages", foyer.menage(), Genre::Menage));
        adresses.extend(du_sujet("dossiers", foyer.dossier(), Genre::Dossier));
        adresses.push(format!("/dossiers/{}/cercle", foyer.dossier()));
        adresses.extend(DROITS.map(|d| format!("/menages/{}/{d}", foyer.menage())));
        adresses.push(format!("/orienter?convention={SOINS}&menage={}", foyer.menage()));
        adresses.push(format!("/orienter/eligibilite?convention={SOINS}&menage={}", foyer.menage()));
    }
    adresses.extend(du_sujet("logements", LOGEMENT, Genre::Logement));
    adresses.extend(du_sujet("equipes", EQUIPE, Genre::Equipe));
    for convention in [SOINS, SORTIE, GLISSANTE] {
        adresses.extend(du_sujet("conventions", convention, Genre::Convention));
        adresses.push(format!("/conventions/{convention}/chiffres"));
        adresses.push(format!("/conventions/{convention}/chiffres.csv"));
        adresses.push(format!("/orienter?convention={convention}"));
        adresses.push(format!("/dossiers?convention={convention}&tous=1"));
        let sous = Acte::tous().filter(|a| a.description().cree && a.champ("convention").is_some());
        adresses.extend(sous.map(|a| format!("/conventions/{convention}/creer/{}", a.code())));
    }
    adresses
}

/// The page of a sujet, its journal, its first corrections, and the form of each of its acts.
fn du_sujet(nom: &str, id: SujetId, genre: Genre) -> Vec<String> {
    let mut adresses = vec![format!("/{nom}/{id}"), format!("/{nom}/{id}/journal")];
    adresses.extend((0..4).map(|n| format!("/{nom}/{id}/corriger/{n}")));
    let siens = Acte::tous().filter(|a| a.description().genre == genre && !a.description().cree);
    adresses.extend(siens.map(|a| format!("/{nom}/{id}/actes/{}", a.code())));
    adresses
}

/// Every address.
pub const fn tout(_: &str) -> bool {
    true
}

/// Every address but the forms of most acts, which are drawn alike, and the list of readings, which tells who came
/// before.
pub fn sans_tous_les_actes(adresse: &str) -> bool {
    if adresse.ends_with("/droits/lectures") {
        return false;
    }
    let acte = adresse.split_once("/actes/").map(|(_, acte)| acte.split('?').next().unwrap_or_default());
    acte.and_then(Acte::du_code).is_none_or(quelques_uns)
}

/// Reads all of it: these addresses, then what they lead to, of what `suivre` keeps.
pub fn parcourir(lectrice: &Lectrice<'_>, depart: Vec<String>, suivre: fn(&str) -> bool) -> Lues {
    let mut vues: BTreeSet<String> = BTreeSet::new();
    let mut file: VecDeque<String> = depart.into();
    let mut lues = Lues::new();
    while let Some(adresse) = file.pop_front() {
        let adresse = adresse.split('#').next().unwrap_or_default().to_owned();
        if !suivre(&adresse)
            || adresse.starts_with("/assets")
            || !adresse.starts_with('/')
            || !vues.insert(adresse.clone())
        {
            continue;
        }
        assert!(vues.len() < 4_000, "the walk does not end: {adresse}");
        let recu = lectrice.get(&adresse);
        // A page that cannot be made is the only thing that the server tells its own log.
        assert_ne!(recu.statut, StatusCode::INTERNAL_SERVER_ERROR, "{adresse}");
        file.extend(liens(&recu.texte));
        file.extend(recu.entetes.get("location").and_then(|l| l.to_str().ok()).map(str::to_owned));
        lues.insert(adresse, recu);
    }
    lues
}

/// Every address that a page names, of a link or of a form.
fn liens(texte: &str) -> Vec<String> {
    let de = |attribut: &str| {
        let suites = texte.split(attribut).skip(1).map(|s| s.split('"').next().unwrap_or_default());
        suites.map(|l| l.replace("&#38;", "&").replace("&amp;", "&")).collect::<Vec<_>>()
    };
    [de(" href=\""), de(" action=\""), de(" hx-get=\"")].concat()
}

/// An answer without what is drawn anew each time: tokens against forged forms and keys of forms.
pub fn nettoyer(texte: &str) -> String {
    let mut reste = texte;
    let mut net = String::with_capacity(texte.len());
    let debuts = ["name=\"jeton\" value=\"", "name=\"cle\" value=\"", "data-sortie=\""];
    while let Some((ou, debut)) = debuts.iter().filter_map(|d| Some((reste.find(d)?, *d))).min() {
        let (avant, apres) = reste.split_at(ou + debut.len());
        net.push_str(avant);
        reste = apres.split_once('"').map_or("", |(_, suite)| suite);
        net.push_str("…\"");
    }
    net.push_str(reste);
    net
}
