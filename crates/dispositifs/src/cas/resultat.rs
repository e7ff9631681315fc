//! What playing a cas gives: plain data, for people and for machines.

use serde::Serialize;

use crate::diagnostic::Diagnostic;

/// One step played.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ResultatEtape {
    /// The file.
    pub fichier: String,
    /// Its line.
    pub ligne: usize,
    /// Its name, or its rank from 1.
    pub etape: String,
    /// The day.
    pub le: String,
    /// The act, or what was looked at.
    pub acte: String,
    /// What the cas expects.
    pub attendu: String,
    /// What came out.
    pub obtenu: String,
    /// The rules that decided.
    pub regles: Vec<String>,
    /// Whether they agree.
    pub passe: bool,
    /// Why, when they do not.
    pub detail: Vec<String>,
}

/// One cas played.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ResultatCas {
    /// The file.
    pub fichier: String,
    /// Its title.
    pub titre: String,
    /// The dispositif.
    pub dispositif: String,
    /// Whether it could be read and every step is as expected.
    pub passe: bool,
    /// Its steps.
    pub etapes: Vec<ResultatEtape>,
    /// What kept it from being played.
    pub diagnostics: Vec<Diagnostic>,
}

impl ResultatCas {
    /// A cas that could not be played.
    pub fn illisible(fichier: &str, diagnostics: Vec<Diagnostic>) -> Self {
        Self {
            fichier: fichier.to_owned(),
            titre: String::new(),
            dispositif: String::new(),
            passe: false,
            etapes: Vec::new(),
            diagnostics,
        }
    }
}
