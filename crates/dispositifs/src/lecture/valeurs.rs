//! Reads values by their nature, and what a quantity may be compared with.

use domain::definition::Terme;
use domain::valeur::{Nature, Valeur};

use super::contexte::Cadre;
use super::noeud::{Noeud, Texte, V};
use super::noms::{Quoi, canonique};

/// The value of this nature that stands here.
///
/// # Errors
/// A French sentence without its full stop.
pub fn lire(noeud: &Noeud, nature: Nature) -> Result<Valeur, String> {
    match (&noeud.v, nature) {
        (V::Bool(b), Nature::Booleen) => Ok(Valeur::Booleen(*b)),
        (V::Entier(n), Nature::Nombre) if u32::try_from(*n).is_ok() => Ok(Valeur::Nombre(*n)),
        (V::Jour(j), Nature::Jour) => Valeur::lire(nature, &j.to_string()),
        (V::Liste(elements), Nature::Mots) => {
            let mots = elements.iter().map(|e| match &e.v {
                V::Texte(t) => Ok(t.trim().to_owned()),
                autre => Err(format!("il faut des textes dans cette liste, pas {}", autre.genre())),
            });
            mots.collect::<Result<_, _>>().map(Valeur::Mots)
        }
        (V::Texte(t), _) => Valeur::lire(nature, t),
        (autre, _) => Err(format!("il faut {}{}, pas {}", nom(nature), exemple(nature), autre.genre())),
    }
}

/// A nature with its article.
pub const fn nom(nature: Nature) -> &'static str {
    match nature {
        Nature::Booleen => "un oui ou non",
        Nature::Nombre => "un nombre entier",
        Nature::Montant => "un montant",
        Nature::Part => "une part",
        Nature::Jour => "un jour",
        Nature::Duree => "une durée",
        Nature::Mot => "un mot",
        Nature::Texte => "un texte",
        Nature::Sujet(genre) => genre.un(),
        Nature::Organisation => "une organisation",
        Nature::Utilisateur => "une personne",
        Nature::Mots => "des mots",
        Nature::Sujets(_) => "plusieurs éléments",
    }
}

const fn exemple(nature: Nature) -> &'static str {
    match nature {
        Nature::Booleen => " (true ou false)",
        Nature::Montant => " (\"1 750 €\")",
        Nature::Part => " (\"25 %\" ou \"1/4\")",
        Nature::Jour => " (\"2026-09-02\")",
        Nature::Duree => " (\"18 mois\")",
        _ => "",
    }
}

/// The nature of that name.
pub fn nature(mot: &str) -> Option<Nature> {
    Some(match domain::texte::plier(mot).as_str() {
        "booleen" => Nature::Booleen,
        "nombre" => Nature::Nombre,
        "montant" => Nature::Montant,
        "part" => Nature::Part,
        "jour" => Nature::Jour,
        "duree" => Nature::Duree,
        "mot" => Nature::Mot,
        "texte" => Nature::Texte,
        _ => return None,
    })
}

/// What a quantity of this nature is compared with: a value, or `@parametre:`, `@droit:`, `@fait:`.
/// `mots` are the words it may hold.
pub fn terme(
    t: &mut Texte<'_>,
    cadre: &Cadre<'_>,
    noeud: &Noeud,
    nature: Nature,
    mots: Option<&[String]>,
) -> Option<Terme> {
    if let V::Texte(brut) = &noeud.v
        && let Some((quoi, nom)) = brut.strip_prefix('@').and_then(|r| r.split_once(':'))
    {
        return renvoi(t, cadre, noeud, nature, (quoi.trim(), nom.trim()));
    }
    let valeur = match lire(noeud, nature) {
        Ok(valeur) => valeur,
        Err(message) => {
            t.erreur(&noeud.ou, majuscule(&message), None);
            return None;
        }
    };
    match (valeur, mots) {
        (Valeur::Mot(mot), Some(mots)) => {
            let connus: Vec<&str> = mots.iter().map(String::as_str).collect();
            match canonique(&connus, &mot) {
                Some(connu) => Some(Terme::Valeur(Valeur::Mot(connu.to_owned()))),
                None => {
                    t.erreur(&noeud.ou, format!("« {mot} » n'existe pas ici."), t.conseil(&mot, &connus));
                    None
                }
            }
        }
        (valeur, _) => Some(Terme::Valeur(valeur)),
    }
}

fn renvoi(
    t: &mut Texte<'_>,
    cadre: &Cadre<'_>,
    noeud: &Noeud,
    attendue: Nature,
    (quoi, nom): (&str, &str),
) -> Option<Terme> {
    let (terme, trouvee, connus): (Terme, Option<Nature>, Vec<&str>) = match quoi {
        "parametre" => {
            let declare = cadre.noms.declare(Quoi::Parametre, nom).unwrap_or(nom);
            let nature = cadre.parametres.get(declare).copied();
            (Terme::Parametre(declare.to_owned()), nature, cadre.noms.de(Quoi::Parametre))
        }
        "droit" => (
            Terme::Droit(nom.to_owned()),
            cadre.droit.parametres.get(nom).map(|p| p.nature),
            cadre.droit.parametres.keys().map(String::as_str).collect(),
        ),
        "fait" => (
            Terme::Fait(nom.to_owned()),
            cadre.fait(nom).map(|f| f.nature),
            cadre.tous_les_faits().map(|f| f.nom.as_str()).collect(),
        ),
        _ => {
            let indice = t.conseil(quoi, &["parametre", "droit", "fait"]);
            t.erreur(&noeud.ou, format!("« @{quoi}: » n'existe pas."), indice);
            return None;
        }
    };
    match trouvee {
        None => {
            t.erreur(&noeud.ou, format!("« @{quoi}:{nom} » ne désigne rien."), t.conseil(nom, &connus));
            None
        }
        Some(n) if n != attendue => {
            let message =
                format!("« @{quoi}:{nom} » est {} ; ici il faut {}.", self::nom(n), self::nom(attendue));
            t.erreur(&noeud.ou, message, None);
            None
        }
        Some(_) => Some(terme),
    }
}

/// The sentence with its capital and its full stop.
pub fn majuscule(phrase: &str) -> String {
    let mut lettres = phrase.chars();
    let tete = lettres.next().map(|l| l.to_uppercase().collect::<String>()).unwrap_or_default();
    format!("{tete}{}.", lettres.as_str())
}
