//! The library: all definitions with the common rules and the law they were checked with.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use domain::definition::Droit;
use domain::{Definition, Mecanique};
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, Gravite};
use crate::guide::Guide;
use crate::lecture::{self, Socle};

include!(concat!(env!("OUT_DIR"), "/embarques.rs"));

/// Definitions that may serve, and what they rest on.
#[derive(Debug, Clone, Default)]
pub struct Bibliotheque {
    /// By identifier.
    pub definitions: BTreeMap<String, Definition>,
    /// The rules of what belongs to no dispositif: the common ones alone.
    pub socle: Mecanique,
    /// The law.
    pub droit: Droit,
    /// The text of each definition, by identifier.
    pub textes: BTreeMap<String, String>,
    /// The cas of each definition: path and text.
    pub cas: Vec<(String, String)>,
    /// The common rules and their text.
    communes: Socle,
}

impl Bibliotheque {
    /// Every definition, in the order of the numbers of their codes.
    pub fn en_ordre(&self) -> Vec<&Definition> {
        let mut definitions: Vec<&Definition> = self.definitions.values().collect();
        definitions.sort_by_key(|d| d.rang());
        definitions
    }

    /// Those that are filed in a theme of the guide, in the same order.
    pub fn fiches_du_guide(&self) -> Vec<&Definition> {
        let mut fiches = self.en_ordre();
        fiches.retain(|d| Guide::livre().theme(&d.fiche.chapitre).is_some());
        fiches
    }

    /// Reads a list of (path, text). The path says what each is: `socle.toml`, `droit/….toml`,
    /// `ID/definition.toml`, `ID/cas/….toml`. Of two texts with one path the last stands.
    /// A definition with errors is left out, and its faults are told.
    pub fn lire<C, T>(fichiers: impl IntoIterator<Item = (C, T)>) -> (Self, Vec<Diagnostic>)
    where
        C: Into<String>,
        T: Into<String>,
    {
        let fichiers: BTreeMap<String, String> =
            fichiers.into_iter().map(|(c, t)| (c.into().replace('\\', "/"), t.into())).collect();
        let mut biblio = Self::default();
        let mut diagnostics = Vec::new();
        for (chemin, texte) in fichiers.iter().filter(|(c, _)| dossier(c) == Some("droit")) {
            let (droit, fautes) = lecture::droit::lire(chemin, texte);
            biblio.droit.parametres.extend(droit.parametres);
            diagnostics.extend(fautes);
        }
        if let Some((chemin, texte)) = fichiers.iter().find(|(c, _)| nom(c) == "socle.toml") {
            let (socle, fautes) = lecture::socle(chemin, texte, &biblio.droit);
            diagnostics.extend(fautes);
            socle.joindre(&mut biblio.socle);
            biblio.communes = socle;
        }
        for (chemin, texte) in &fichiers {
            if nom(chemin) == "definition.toml" {
                diagnostics.extend(biblio.ajouter(chemin, texte));
            } else if dossier(chemin) == Some("cas") {
                biblio.cas.push((chemin.clone(), texte.clone()));
            }
        }
        (biblio, diagnostics)
    }

    /// Reads one more definition with the rules and the law already read.
    pub fn ajouter(&mut self, chemin: &str, texte: &str) -> Vec<Diagnostic> {
        let (definition, mut fautes) = self.verifier(chemin, texte);
        let Some(definition) = definition else { return fautes };
        let dits_autrement = self.dits_autrement(chemin, &definition);
        if !dits_autrement.is_empty() {
            fautes.extend(dits_autrement);
            return fautes;
        }
        if self.definitions.contains_key(&definition.id) {
            fautes.push(Diagnostic {
                fichier: chemin.to_owned(),
                ligne: 1,
                colonne: 1,
                gravite: Gravite::Erreur,
                message: format!(
                    "L'identifiant « {} » est déjà celui d'une autre définition.",
                    definition.id
                ),
                indice: None,
            });
            return fautes;
        }
        // A household belongs to no dispositif: it may hold what any of them declares.
        self.socle.faits.extend(definition.mecanique.faits.clone());
        self.textes.insert(definition.id.clone(), texte.to_owned());
        self.definitions.insert(definition.id.clone(), definition);
        fautes
    }

    /// Facts that another definition already declares, and not alike: one name has one meaning.
    pub fn dits_autrement(&self, chemin: &str, definition: &Definition) -> Vec<Diagnostic> {
        let autrement = |nom: &&String| {
            self.socle.faits.get(*nom).is_some_and(|f| definition.mecanique.faits.get(*nom) != Some(f))
        };
        let faute = |nom: &String| Diagnostic {
            fichier: chemin.to_owned(),
            ligne: 1,
            colonne: 1,
            gravite: Gravite::Erreur,
            message: format!("Le fait « {nom} » est déclaré autrement par une autre définition."),
            indice: Some(
                "Reprenez ses nature, classe, libellé et mots, ou donnez-lui un autre nom.".to_owned(),
            ),
        };
        definition.mecanique.faits.keys().filter(autrement).map(faute).collect()
    }

    /// That definition alone, with the rules and the law of this library: enough to play its cas.
    #[must_use]
    pub fn seule(&self, definition: &Definition) -> Self {
        let mut socle = self.socle.clone();
        socle.faits.extend(definition.mecanique.faits.clone());
        Self {
            definitions: BTreeMap::from([(definition.id.clone(), definition.clone())]),
            socle,
            droit: self.droit.clone(),
            communes: self.communes.clone(),
            ..Self::default()
        }
    }

    /// Reads a definition with the rules and the law of this library, without keeping it.
    pub fn verifier(&self, chemin: &str, texte: &str) -> (Option<Definition>, Vec<Diagnostic>) {
        lecture::definition(chemin, texte, &self.communes, &self.droit)
    }

    /// What the program ships.
    pub fn embarquee() -> (Self, Vec<Diagnostic>) {
        Self::lire(EMBARQUES.iter().copied())
    }

    /// All that a definition is judged by, as one text: what is kept once it has served.
    pub fn texte_servi(&self, id: &str) -> Option<String> {
        self.texte_a_servir(self.textes.get(id)?)
    }

    /// The same for a definition that is not in this library.
    pub fn texte_a_servir(&self, definition: &str) -> Option<String> {
        let servi = Servi { definition: definition.to_owned(), socle: self.communes.texte.clone() };
        serde_json::to_string(&servi).ok()
    }

    /// The definition's own text, of one that has served.
    pub fn texte_de(servi: &str) -> Option<String> {
        serde_json::from_str::<Servi>(servi).ok().map(|s| s.definition)
    }

    /// A definition that has served, with the common rules of its time and the law of today's library.
    pub fn relire(&self, servi: &str) -> Option<Definition> {
        let servi: Servi = serde_json::from_str(servi).ok()?;
        let (socle, _) = lecture::socle("socle.toml", &servi.socle, &self.droit);
        lecture::definition("definition.toml", &servi.definition, &socle, &self.droit).0
    }

    /// The common rules and the law that the program ships, for definitions read alone.
    pub fn fichiers_communs() -> Vec<(String, String)> {
        EMBARQUES
            .iter()
            .filter(|(c, _)| nom(c) == "socle.toml" || dossier(c) == Some("droit"))
            .map(|(c, t)| ((*c).to_owned(), (*t).to_owned()))
            .collect()
    }

    /// What the program ships, with what a folder replaces or adds. The folder has the same form
    /// as `dispositifs/`.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn avec_dossier(chemin: &Path) -> io::Result<(Self, Vec<Diagnostic>)> {
        Ok(Self::avec_fichiers(lire_dossier(chemin)?))
    }

    /// What the program ships, with what these files replace or add: paths as in `dispositifs/`.
    pub fn avec_fichiers(autres: impl IntoIterator<Item = (String, String)>) -> (Self, Vec<Diagnostic>) {
        let livres = EMBARQUES.iter().map(|(c, t)| ((*c).to_owned(), (*t).to_owned()));
        Self::lire(livres.chain(autres))
    }
}

/// The two texts that judge: the definition's and the common rules'.
#[derive(Serialize, Deserialize)]
struct Servi {
    definition: String,
    socle: String,
}

/// Most files, and deepest folders, that a folder of definitions may hold.
const FICHIERS_MAX: usize = 5_000;
const PROFONDEUR_MAX: usize = 4;

/// All `.toml` files of a folder: path within it, and text.
///
/// # Errors
/// When the folder or one of its files cannot be read.
pub fn lire_dossier(racine: &Path) -> io::Result<Vec<(String, String)>> {
    let mut lus = Vec::new();
    let mut a_voir: Vec<(PathBuf, usize)> = vec![(racine.to_owned(), 0)];
    while let Some((dossier, profondeur)) = a_voir.pop() {
        for entree in fs::read_dir(&dossier)? {
            let chemin = entree?.path();
            if chemin.is_dir() {
                if profondeur < PROFONDEUR_MAX {
                    a_voir.push((chemin, profondeur + 1));
                }
            } else if chemin.extension().is_some_and(|e| e == "toml") && lus.len() < FICHIERS_MAX {
                let relatif = chemin.strip_prefix(racine).unwrap_or(&chemin);
                let nom = relatif.to_string_lossy().replace('\\', "/");
                lus.push((nom, fs::read_to_string(&chemin)?));
            }
        }
    }
    lus.sort();
    Ok(lus)
}

fn nom(chemin: &str) -> &str {
    chemin.rsplit('/').next().unwrap_or(chemin)
}

fn dossier(chemin: &str) -> Option<&str> {
    chemin.rsplit('/').nth(1)
}
