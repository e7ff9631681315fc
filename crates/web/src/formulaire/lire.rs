//! From what was posted to typed values: once, and with every fault at the same time.

use domain::moteur::Faute;
use domain::valeur::{Nature, Valeur};
use domain::{Acte, Champs, Date, Mecanique};

/// What was posted, as posted: nothing that was typed is lost.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Saisie(Vec<(String, String)>);

impl From<Vec<(String, String)>> for Saisie {
    fn from(paires: Vec<(String, String)>) -> Self {
        Self(paires)
    }
}

impl Saisie {
    /// The answer of that name, trimmed; none when it is empty or absent.
    pub fn une(&self, nom: &str) -> Option<&str> {
        self.0.iter().filter(|(n, _)| n == nom).map(|(_, v)| v.trim()).find(|v| !v.is_empty())
    }

    /// Every answer of that name that is not empty.
    pub fn toutes<'a>(&'a self, nom: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(n, _)| n == nom).map(|(_, v)| v.trim()).filter(|v| !v.is_empty())
    }

    /// Whether that name was posted at all.
    pub fn a(&self, nom: &str) -> bool {
        self.0.iter().any(|(n, _)| n == nom)
    }

    /// Every name that was posted.
    pub fn noms(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(n, _)| n.as_str())
    }

    /// Another answer for that name.
    #[must_use]
    pub fn avec(mut self, nom: &str, valeur: &str) -> Self {
        self.0.retain(|(n, _)| n != nom);
        self.0.push((nom.to_owned(), valeur.to_owned()));
        self
    }
}

/// What a posted act holds, once read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lu {
    /// The day it happened.
    pub le: Date,
    /// Fields and facts.
    pub champs: Champs,
    /// The role in which she acts.
    pub role: Option<String>,
    /// Why an alert is overridden.
    pub passer_outre: Option<String>,
    /// The version that was on her screen.
    pub version: Option<u32>,
    /// The key of the form.
    pub cle: Option<String>,
}

/// The posted name of the role in which one acts: `role`, unless the act has a field of that name.
pub fn nom_du_role(acte: Acte) -> &'static str {
    if acte.champ("role").is_some() { "en_tant_que" } else { "role" }
}

/// Reads a posted act. A day left empty is today.
///
/// # Errors
/// Every fault, each with its field and what to do.
pub fn lire(m: &Mecanique, acte: Acte, saisie: &Saisie, aujourd_hui: Date) -> Result<Lu, Vec<Faute>> {
    let mut fautes = Vec::new();
    let mut champs = Champs::new();
    for champ in acte.description().champs {
        retenir(&mut champs, &mut fautes, saisie, champ.nom, champ.nom, champ.nature);
    }
    let mut noms: Vec<&str> = saisie.noms().collect();
    noms.sort_unstable();
    noms.dedup();
    for pose in noms {
        let Some(nom) = pose.strip_prefix("fait.") else { continue };
        match m.fait(nom) {
            Some(f) => retenir(&mut champs, &mut fautes, saisie, pose, nom, f.nature),
            None => fautes.push(faute(pose, format!("« {nom} » n'est pas une information connue."))),
        }
    }
    let le = match saisie.une("le").map(|b| Valeur::lire(Nature::Jour, b)) {
        Some(Ok(Valeur::Jour(jour))) => jour,
        Some(Err(message)) => {
            fautes.push(faute("le", message));
            aujourd_hui
        }
        _ => aujourd_hui,
    };
    if !fautes.is_empty() {
        return Err(fautes);
    }
    let texte = |nom: &str| saisie.une(nom).map(str::to_owned);
    Ok(Lu {
        le,
        champs,
        role: texte("en_tant_que").or_else(|| texte(nom_du_role(acte))),
        passer_outre: texte("passer_outre"),
        version: saisie.une("version").and_then(|v| v.parse().ok()),
        cle: texte("cle"),
    })
}

fn retenir(
    champs: &mut Champs,
    fautes: &mut Vec<Faute>,
    saisie: &Saisie,
    pose: &str,
    nom: &str,
    nature: Nature,
) {
    match valeur(nature, saisie.toutes(pose)) {
        None => {}
        Some(Ok(valeur)) => {
            champs.insert(nom.to_owned(), valeur);
        }
        Some(Err(message)) => fautes.push(faute(pose, message)),
    }
}

/// The value of one field; none when nothing was answered.
fn valeur<'a>(nature: Nature, mut brutes: impl Iterator<Item = &'a str>) -> Option<Result<Valeur, String>> {
    match nature {
        Nature::Mots => {
            let mots: Vec<&str> = brutes.collect();
            match mots.as_slice() {
                [] => None,
                [seul] => Some(Valeur::lire(nature, seul)),
                // Ticked boxes are whole words, commas included.
                plusieurs => {
                    Some(plusieurs.iter().map(|m| mot(m)).collect::<Result<_, _>>().map(Valeur::Mots))
                }
            }
        }
        Nature::Sujets(_) => {
            let ids: Vec<&str> = brutes.collect();
            (!ids.is_empty()).then(|| Valeur::lire(nature, &ids.join("\n")))
        }
        _ => brutes.next().map(|brut| Valeur::lire(nature, brut)),
    }
}

fn mot(brut: &str) -> Result<String, String> {
    Valeur::lire(Nature::Mot, brut).map(|lu| lu.to_string())
}

fn faute(champ: &str, message: String) -> Faute {
    Faute { champ: champ.to_owned(), message }
}
