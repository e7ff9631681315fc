//! An act as its form posts it: where, and name by name.

use domain::{Acte, Commande, Genre, Valeur};

/// Names and answers, as typed.
pub type Paires = Vec<(String, String)>;

/// The first part of the addresses of a kind.
const fn dossier(genre: Genre) -> &'static str {
    match genre {
        Genre::Menage => "menages",
        Genre::Dossier => "dossiers",
        Genre::Logement => "logements",
        Genre::Seance => "seances",
        Genre::ActionCollective => "actions",
        Genre::Equipe => "equipes",
        Genre::Site => "sites",
        Genre::Convention => "conventions",
    }
}

/// Where the form of this act is posted, and what it holds.
pub fn poste(c: &Commande, genre: Genre, dispositif: &str) -> (String, Paires) {
    let page = format!("/{}/{}", dossier(genre), c.sujet);
    if c.acte == Acte::Corriger {
        let n = c.champs.get("evenement").map(ToString::to_string).unwrap_or_default();
        return (format!("{page}/corriger/{n}"), correction(c));
    }
    let mut paires = vec![("le".to_owned(), domain::texte::jour(c.le))];
    let code = c.acte.code();
    if !c.acte.description().cree {
        paires.extend(champs(c, &[]));
        return (format!("{page}/actes/{code}"), paires);
    }
    match (genre, c.champs.get("convention")) {
        (Genre::Menage, _) => paires.extend(champs(c, &[])),
        (_, Some(Valeur::Sujet(convention))) => {
            paires.extend(champs(c, &["convention"]));
            return (format!("/conventions/{convention}/creer/{code}"), paires);
        }
        _ => {
            paires.push(("dispositif".to_owned(), dispositif.to_owned()));
            paires.extend(champs(c, &[]));
        }
    }
    (format!("/{}", dossier(genre)), paires)
}

/// A correction is posted with the fields of the act that it corrects; its day is the corrected one.
fn correction(c: &Commande) -> Paires {
    let mut paires = champs(c, &["evenement", "nouveau_jour"]);
    if let Some(jour) = c.champs.get("nouveau_jour") {
        paires.push(("le".to_owned(), jour.to_string()));
    }
    paires
}

/// The fields, but those that the address says. What is no field of the act is a recorded fact.
fn champs(c: &Commande, tus: &[&str]) -> Paires {
    let poses = c.champs.iter().filter(|(nom, _)| !tus.contains(&nom.as_str()));
    poses.flat_map(|(nom, valeur)| bruts(valeur).into_iter().map(|brut| (nom_pose(c, nom), brut))).collect()
}

fn nom_pose(c: &Commande, nom: &str) -> String {
    let fait = c.acte.champ(nom).is_none() && domain::fait::est_un_fait(nom);
    if fait { format!("fait.{nom}") } else { nom.to_owned() }
}

/// A value as its field posts it: once for each ticked box.
fn bruts(valeur: &Valeur) -> Vec<String> {
    match valeur {
        Valeur::Mots(mots) => mots.clone(),
        Valeur::Sujets(ids) => ids.iter().map(ToString::to_string).collect(),
        autre => vec![autre.to_string()],
    }
}
