//! Diagnostics: what is wrong in a text, where, and what to do about it. All faults of a text are
//! gathered; none stops the reading of the rest.

use std::fmt;

use serde::Serialize;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Gravite {
    /// The text cannot be put in service.
    Erreur,
    /// Worth a look; the text may serve.
    Avertissement,
}

impl Gravite {
    /// The word on a line of output.
    pub const fn mot(self) -> &'static str {
        match self {
            Self::Erreur => "erreur",
            Self::Avertissement => "avertissement",
        }
    }
}

/// One fault, at its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// The file, as it was named to the reader.
    pub fichier: String,
    /// Line, from 1.
    pub ligne: usize,
    /// Column in characters, from 1.
    pub colonne: usize,
    /// How bad it is.
    pub gravite: Gravite,
    /// What is wrong, in French.
    pub message: String,
    /// What to do, in French.
    pub indice: Option<String>,
}

impl Diagnostic {
    /// Whether it keeps the text from serving.
    pub fn est_erreur(&self) -> bool {
        self.gravite == Gravite::Erreur
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { fichier, ligne, colonne, gravite, message, indice } = self;
        write!(f, "{fichier}:{ligne}:{colonne} : {} : {message}", gravite.mot())?;
        match indice {
            Some(indice) => write!(f, "\n    {indice}"),
            None => Ok(()),
        }
    }
}

/// Longest name that is compared with another, or quoted among those that could be meant.
const NOM_MAX: usize = 120;

/// The closest of `connus` to what was typed, as a hint.
pub(crate) fn proche<S: AsRef<str>>(tape: &str, connus: impl IntoIterator<Item = S>) -> Option<String> {
    let plie = domain::texte::plier(tape);
    if plie.chars().count() > NOM_MAX {
        return None;
    }
    let plie = plie.as_str();
    let note = |connu: S| {
        let mot = domain::texte::plier(connu.as_ref());
        let score = strsim::jaro_winkler(plie, &mot).max(strsim::normalized_damerau_levenshtein(plie, &mot));
        (score, connu.as_ref().to_owned())
    };
    connus
        .into_iter()
        .filter(court)
        .map(note)
        .filter(|(score, _)| *score >= 0.72)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(&a.1)))
        .map(|(_, nom)| format!("Vouliez-vous écrire « {nom} » ?"))
}

fn court<S: AsRef<str>>(nom: &S) -> bool {
    nom.as_ref().chars().nth(NOM_MAX).is_none()
}

/// The closest name, or else all of them when they are few.
pub(crate) fn conseil<S: AsRef<str>>(tape: &str, connus: &[S]) -> Option<String> {
    proche(tape, connus.iter().map(AsRef::as_ref)).or_else(|| match connus.len() {
        0 => None,
        1..=12 if connus.iter().all(court) => {
            Some(format!("On peut écrire : {}.", domain::texte::choix(connus)))
        }
        _ => None,
    })
}
