//! Fields of an act as a cas writes them: values, and references by name.

use domain::valeur::{Nature, Valeur};
use domain::{Acte, Genre, Mecanique};

use crate::lecture::noeud::{Noeud, Table, Texte, V};
use crate::lecture::valeurs;

/// A field, read as far as it can be without the world.
#[derive(Debug, Clone)]
pub(crate) enum ChampLu {
    Valeur(Valeur),
    Sujet(Genre, String),
    Sujets(Genre, Vec<String>),
    Utilisateur(String),
    Organisation(String),
    /// Not of the nature of its field: what a form would refuse.
    Illisible(String),
}

/// Reads one field of this nature. What cannot be read is a fault of the act, not of the cas.
pub(crate) fn lire(noeud: &Noeud, nature: Nature) -> ChampLu {
    match (nature, &noeud.v) {
        (Nature::Sujet(genre), V::Texte(nom)) => ChampLu::Sujet(genre, nom.trim().to_owned()),
        (Nature::Sujets(genre), V::Liste(elements)) => {
            let noms = elements.iter().filter_map(|e| match &e.v {
                V::Texte(nom) => Some(nom.trim().to_owned()),
                _ => None,
            });
            ChampLu::Sujets(genre, noms.collect())
        }
        (Nature::Utilisateur, V::Texte(nom)) => ChampLu::Utilisateur(nom.trim().to_owned()),
        (Nature::Organisation, V::Texte(nom)) => ChampLu::Organisation(nom.trim().to_owned()),
        _ => match valeurs::lire(noeud, nature) {
            Ok(valeur) => ChampLu::Valeur(valeur),
            Err(message) => ChampLu::Illisible(valeurs::majuscule(&message)),
        },
    }
}

/// Facts under a key: each of its nature, by its name in the dictionary.
pub(crate) fn faits(
    t: &mut Texte<'_>,
    m: &Mecanique,
    table: &Table,
    prefixe: &str,
) -> domain::evenement::Champs {
    let mut lus = domain::evenement::Champs::new();
    for (nom, ou, noeud) in &table.cles {
        let complet = format!("{prefixe}{nom}");
        let Some(fait) = m.fait(&complet).or_else(|| m.fait(nom)) else {
            let connus: Vec<String> =
                m.faits_saisis().filter_map(|f| f.nom.strip_prefix(prefixe)).map(str::to_owned).collect();
            t.erreur(ou, format!("Le fait « {nom} » n'existe pas."), t.conseil(nom, &connus));
            continue;
        };
        if fait.origine != domain::fait::Origine::Saisi {
            t.erreur(ou, format!("« {nom} » se calcule : il ne se saisit pas."), None);
            continue;
        }
        match valeurs::lire(noeud, fait.nature) {
            Ok(valeur) => {
                lus.insert(fait.nom.clone(), valeur);
            }
            Err(message) => t.erreur(&noeud.ou, valeurs::majuscule(&message), None),
        }
    }
    lus
}

/// The key under which a cas says of whom or of what an act is.
pub(crate) const fn cle_de(genre: Genre) -> Option<&'static str> {
    match genre {
        Genre::Menage | Genre::Dossier => Some("menage"),
        Genre::Logement => Some("logement"),
        Genre::Seance => Some("seance"),
        Genre::ActionCollective => Some("action"),
        Genre::Equipe => Some("equipe"),
        Genre::Site => Some("site"),
        Genre::Convention => None,
    }
}

/// The names that a step may give to the fields of its act.
pub(crate) fn noms(acte: Acte) -> Vec<&'static str> {
    acte.description().champs.iter().map(|c| c.nom).collect()
}
