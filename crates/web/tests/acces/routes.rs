//! Every address that the program answers, in one table: a route that is not in it breaks a test.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use domain::ids::ulid;
use domain::{Acte, Genre, SujetId};

use crate::histoire::{EQUIPE, LOGEMENT, SOINS};
use crate::personnes::{Foyer, Qui};

/// A route: its methods and its form.
pub const ROUTES: [(&str, &str); 70] = [
    ("GET", "/"),
    ("GET", "/aide"),
    ("GET", "/accessibilite"),
    ("GET", "/code-source"),
    ("GET", "/assets/{*nom}"),
    ("GET POST", "/connexion"),
    ("POST", "/deconnexion"),
    ("GET", "/echeances"),
    ("GET", "/dispositifs"),
    ("GET", "/dispositifs.csv"),
    ("GET", "/dispositifs.json"),
    ("GET", "/dispositifs.xlsx"),
    ("GET", "/dispositifs/carte"),
    ("GET", "/dispositifs/chiffres"),
    ("GET", "/dispositifs/comparer"),
    ("GET", "/dispositifs/guide"),
    ("GET", "/dispositifs/mecanismes"),
    ("GET", "/dispositifs/{id}"),
    ("GET POST", "/trouver"),
    // Where a dispositif is written.
    ("GET POST", "/brouillons"),
    ("GET", "/brouillons/{id}"),
    ("GET POST", "/brouillons/{id}/blocs/{bloc}/{rang}"),
    ("POST", "/brouillons/{id}/blocs/{bloc}/{rang}/retirer"),
    ("GET POST", "/brouillons/{id}/cas/{nom}"),
    ("GET", "/brouillons/{id}/definition.toml"),
    ("POST", "/brouillons/{id}/jeter"),
    ("GET POST", "/brouillons/{id}/service"),
    ("GET POST", "/brouillons/{id}/texte"),
    ("GET POST", "/conventions/{id}/versions"),
    ("POST", "/conventions/{id}/versions/dossiers"),
    ("GET POST", "/orienter"),
    ("GET", "/orienter/eligibilite"),
    ("GET", "/dossiers"),
    ("GET", "/dossiers/liste.csv"),
    ("GET", "/dossiers/{id}"),
    ("GET", "/dossiers/{id}/cercle"),
    ("POST", "/menages"),
    ("GET", "/menages/nouveau"),
    ("GET POST", "/conventions"),
    ("GET", "/conventions/nouvelle"),
    ("GET POST", "/conventions/{id}/creer/{acte}"),
    ("GET", "/conventions/{id}/chiffres"),
    ("GET", "/conventions/{id}/chiffres.csv"),
    ("GET", "/logements"),
    ("GET", "/seances"),
    // Of her own account, whoever she is.
    ("GET", "/compte"),
    ("GET", "/compte/second-facteur"),
    // Of the accounts of others, for who administers.
    ("GET POST", "/comptes"),
    ("GET", "/comptes/{id}"),
    ("GET POST", "/comptes/{id}/desactiver"),
    ("POST", "/comptes/{id}/lien"),
    ("GET POST", "/compte/organisation"),
    ("GET POST", "/connexion/second-facteur"),
    ("GET POST", "/invitation/{jeton}"),
    ("POST", "/compte/codes"),
    ("POST", "/compte/mot-de-passe"),
    ("POST", "/compte/second-facteur/application"),
    ("POST", "/compte/second-facteur/cle"),
    ("POST", "/compte/second-facteur/defi"),
    ("POST", "/compte/second-facteur/retirer"),
    ("POST", "/compte/sessions/fermer"),
    ("POST", "/connexion/second-facteur/defi"),
    // Of each kind of sujet.
    ("GET", "{base}"),
    ("GET POST", "{base}/actes/{acte}"),
    ("GET POST", "{base}/corriger/{n}"),
    ("GET", "{base}/journal"),
    // The rights of a household.
    ("GET", "/menages/{id}/droits"),
    ("GET", "/menages/{id}/droits/export.html"),
    ("GET", "/menages/{id}/droits/export.json"),
    ("GET", "/menages/{id}/droits/lectures"),
];

/// The pages and files by which a household's rights are exercised.
pub const DROITS: [&str; 4] = ["droits", "droits/export.html", "droits/export.json", "droits/lectures"];

/// The first part of the addresses of each kind.
pub const BASES: [(Genre, &str); 8] = [
    (Genre::Menage, "menages"),
    (Genre::Dossier, "dossiers"),
    (Genre::Logement, "logements"),
    (Genre::Seance, "seances"),
    (Genre::ActionCollective, "actions"),
    (Genre::Equipe, "equipes"),
    (Genre::Site, "sites"),
    (Genre::Convention, "conventions"),
];

/// What belongs to nobody in particular.
pub const PARTOUT: [&str; 35] = [
    "/",
    "/aide",
    "/accessibilite",
    "/code-source",
    "/assets/rien",
    "/connexion",
    "/connexion/second-facteur",
    "/compte",
    "/compte/second-facteur",
    "/compte/organisation",
    "/comptes",
    "/invitation/rien",
    "/echeances",
    "/dispositifs",
    "/dispositifs.csv",
    "/dispositifs.json",
    "/dispositifs.xlsx",
    "/dispositifs/carte",
    "/dispositifs/chiffres",
    "/dispositifs/comparer",
    "/dispositifs/comparer?id=2.3.17&id=3.5.2&id=2.1.12",
    "/dispositifs/comparer?id=2.3.17&id=rien",
    "/dispositifs/guide",
    "/dispositifs/mecanismes",
    "/dispositifs/2.3.17",
    "/dispositifs/rien",
    "/trouver",
    "/brouillons",
    "/orienter",
    "/dossiers",
    "/dossiers/liste.csv",
    "/menages/nouveau",
    "/conventions",
    "/logements",
    "/seances",
];

/// An identifier that nothing has.
pub const AUCUN: SujetId = SujetId(ulid(999));

/// One request: its method, its address, and what it posts besides its token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Demande {
    pub pose: bool,
    pub adresse: String,
    pub corps: String,
}

impl Demande {
    pub fn lire(adresse: impl Into<String>) -> Self {
        Self { pose: false, adresse: adresse.into(), corps: String::new() }
    }

    pub fn poser(adresse: impl Into<String>, corps: impl Into<String>) -> Self {
        Self { pose: true, adresse: adresse.into(), corps: corps.into() }
    }
}

/// All that may be asked of one sujet, as the table has it.
pub fn du_sujet(genre: Genre, id: SujetId, actes: fn(Acte) -> bool) -> Vec<Demande> {
    let base = BASES.iter().find(|(g, _)| *g == genre).map(|(_, nom)| format!("/{nom}/{id}")).unwrap();
    let mut demandes = vec![Demande::lire(&base), Demande::lire(format!("{base}/journal"))];
    if genre == Genre::Dossier {
        demandes.push(Demande::lire(format!("{base}/cercle")));
    }
    if genre == Genre::Menage {
        demandes.extend(DROITS.map(|d| Demande::lire(format!("{base}/{d}"))));
    }
    for n in [0, 7] {
        let correction = format!("{base}/corriger/{n}");
        demandes.push(Demande::lire(&correction));
        // Without a reason, nothing is recorded.
        demandes.push(Demande::poser(correction, "le=01/03/2031"));
    }
    let siens = Acte::tous().filter(|a| a.description().genre == genre && !a.description().cree);
    for acte in siens.filter(|a| actes(*a)) {
        let adresse = format!("{base}/actes/{}", acte.code());
        demandes.push(Demande::lire(&adresse));
        // A day that has not come: nothing is recorded, whoever asks.
        demandes.push(Demande::poser(adresse, "le=01/03/2031"));
    }
    demandes
}

/// All that may be asked of the account of someone who works for the operator of the first convention.
pub fn d_un_compte() -> Vec<Demande> {
    let base = format!("/comptes/{}", Qui::Comptable.id());
    vec![
        Demande::lire(&base),
        Demande::lire(format!("{base}/desactiver")),
        Demande::poser(format!("{base}/lien"), ""),
        Demande::poser("/comptes", "nom=Zoé"),
    ]
}

/// All that may be asked under a convention.
pub fn sous(convention: SujetId) -> Vec<Demande> {
    let mut demandes = vec![
        Demande::lire(format!("/orienter?convention={convention}")),
        Demande::lire(format!("/orienter/eligibilite?convention={convention}")),
        Demande::lire(format!("/dossiers?convention={convention}&tous=1")),
        Demande::lire(format!("/conventions/{convention}/chiffres")),
        Demande::lire(format!("/conventions/{convention}/chiffres.csv")),
        Demande::lire(format!("/conventions/{convention}/versions")),
        Demande::poser(format!("/conventions/{convention}/versions"), "version=rien&motif=x"),
        Demande::poser(format!("/conventions/{convention}/versions/dossiers"), "pourquoi=x"),
        Demande::poser("/orienter", format!("convention={convention}&menage=nouveau&verifier=1")),
        Demande::poser("/orienter", format!("reprendre={convention}&fait.personne.seule=oui")),
    ];
    for acte in Acte::tous().filter(|a| a.description().cree && a.champ("convention").is_some()) {
        let adresse = format!("/conventions/{convention}/creer/{}", acte.code());
        demandes.push(Demande::lire(&adresse));
        demandes.push(Demande::poser(adresse, "le=01/03/2031"));
    }
    demandes
}

/// All that may be asked of what a request names besides: a household to refer, one to join to a team's call.
pub fn en_nommant(menage: SujetId, dossier: SujetId) -> Vec<Demande> {
    let orienter = format!("convention={SOINS}&menage={menage}");
    vec![
        Demande::lire(format!("/orienter?{orienter}")),
        Demande::lire(format!("/orienter/eligibilite?{orienter}")),
        Demande::lire(format!("/conventions/{SOINS}/creer/orienter?menage={menage}")),
        Demande::lire(format!("/dossiers?menage={menage}&logement={LOGEMENT}")),
        Demande::lire(format!("/conventions/{dossier}")),
        Demande::lire(format!("/dossiers/{menage}")),
        Demande::lire(format!("/menages/{dossier}")),
        Demande::poser(
            "/orienter",
            format!("{orienter}&canal=aller vers&volet=accès&le=01/03/2026&verifier=1"),
        ),
        Demande::poser(
            format!("/conventions/{SOINS}/creer/orienter"),
            format!("menage={menage}&canal=aller vers&volet=accès&le=01/03/2031"),
        ),
        Demande::poser(
            format!("/equipes/{EQUIPE}/actes/intervenir-d-astreinte"),
            format!("dossier={dossier}&motif=santé&le=01/03/2031"),
        ),
    ]
}

/// Every act of a sujet.
pub const fn tous(_: Acte) -> bool {
    true
}

/// A few acts: one of each kind of answer.
pub const fn quelques_uns(acte: Acte) -> bool {
    matches!(
        acte,
        Acte::Mediation
            | Acte::ConstaterDette
            | Acte::Admettre
            | Acte::Corriger
            | Acte::Partager
            | Acte::DemanderAcces
            | Acte::AccederEnUrgence
            | Acte::Proteger
            | Acte::Renseigner
            | Acte::Diagnostiquer
            | Acte::Entrer
    )
}

/// Of a household and its dossier, with these acts.
pub fn du_foyer(foyer: Foyer, actes: fn(Acte) -> bool) -> Vec<Demande> {
    let mut demandes = du_sujet(Genre::Menage, foyer.menage(), actes);
    demandes.extend(du_sujet(Genre::Dossier, foyer.dossier(), actes));
    demandes.extend(en_nommant(foyer.menage(), foyer.dossier()));
    demandes
}

/// The same of nothing: what is asked of a household, asked of an identifier that nothing has.
pub fn de_rien(actes: fn(Acte) -> bool) -> Vec<Demande> {
    let mut demandes = du_sujet(Genre::Menage, AUCUN, actes);
    demandes.extend(du_sujet(Genre::Dossier, AUCUN, actes));
    demandes.extend(en_nommant(AUCUN, AUCUN));
    demandes
}

#[test]
fn every_route_of_the_program_is_in_the_table() {
    let mut ecrites = BTreeSet::new();
    lire_dossier(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut ecrites);
    let attendues: BTreeSet<(String, String)> =
        ROUTES.iter().map(|(methodes, forme)| ((*methodes).to_owned(), (*forme).to_owned())).collect();
    assert_eq!(ecrites, attendues, "tell in the table, and in the golden one, who may ask this");
}

fn lire_dossier(dossier: &Path, ecrites: &mut BTreeSet<(String, String)>) {
    for entree in fs::read_dir(dossier).unwrap() {
        let chemin = entree.unwrap().path();
        if chemin.is_dir() {
            lire_dossier(&chemin, ecrites);
        } else if chemin.extension().is_some_and(|e| e == "rs") {
            let texte = fs::read_to_string(&chemin).unwrap();
            ecrites.extend(texte.split(".route(").skip(1).map(route));
        }
    }
}

/// The form and the methods of a route, from what follows `.route(`.
fn route(suite: &str) -> (String, String) {
    let arguments = suite.trim_start().trim_start_matches("&format!(").trim_start_matches('&');
    let (forme, reste) = match arguments.strip_prefix('"') {
        Some(texte) => texte.split_once('"').unwrap(),
        None => ("{base}", arguments.split_once(',').unwrap().1),
    };
    // Up to the next call of the chain, or the end of the statement.
    let fin = ["\n        .route", "\n            .route", ";", "\n}", ".merge(accueil", ".fallback"]
        .iter()
        .filter_map(|f| reste.find(f))
        .min()
        .unwrap_or(reste.len());
    let methodes: Vec<&str> = [("GET", "get("), ("POST", "post(")]
        .into_iter()
        .filter(|(_, appel)| reste[..fin].split(".route(").next().unwrap().contains(appel))
        .map(|(nom, _)| nom)
        .collect();
    (methodes.join(" "), forme.replace("{{", "{").replace("}}", "}"))
}
