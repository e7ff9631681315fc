//! TOML text as a bounded tree that keeps where each part stands, and the gatherer of faults.

use std::ops::Range;

use domain::Date;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Diagnostic, Gravite};

/// Largest text that is read, in bytes.
pub const TAILLE_MAX: usize = 1_000_000;
/// Deepest nesting that is read.
const PROFONDEUR_MAX: usize = 12;
/// Most elements of one list, most keys of one table.
const ELEMENTS_MAX: usize = 2_000;
/// Most faults that are told for one text.
const DIAGNOSTICS_MAX: usize = 200;

/// Where something stands in the text, in bytes.
pub type Ou = Range<usize>;

/// A value at its place.
#[derive(Debug, Clone)]
pub struct Noeud {
    pub ou: Ou,
    pub v: V,
}

/// A value.
#[derive(Debug, Clone)]
pub enum V {
    Texte(String),
    Entier(i64),
    Bool(bool),
    Jour(Date),
    Liste(Vec<Noeud>),
    Table(Table),
    /// A number with a decimal point, an hour, an integer out of range.
    Autre,
}

impl V {
    /// What it is, for a sentence.
    pub const fn genre(&self) -> &'static str {
        match self {
            Self::Texte(_) => "un texte",
            Self::Entier(_) => "un nombre",
            Self::Bool(_) => "un oui ou non (true, false)",
            Self::Jour(_) => "une date",
            Self::Liste(_) => "une liste",
            Self::Table(_) => "un bloc",
            Self::Autre => "une valeur d'un autre genre",
        }
    }
}

/// Keys and values, in the order of the keys.
#[derive(Debug, Clone, Default)]
pub struct Table {
    pub ou: Ou,
    pub cles: Vec<(String, Ou, Noeud)>,
}

impl Table {
    /// The value of a key.
    pub fn get(&self, nom: &str) -> Option<&Noeud> {
        self.cles.iter().find(|(n, _, _)| n == nom).map(|(_, _, v)| v)
    }
}

/// A text being read, and the faults found so far.
pub struct Texte<'t> {
    fichier: &'t str,
    brut: &'t str,
    debuts: Vec<usize>,
    diagnostics: Vec<Diagnostic>,
}

impl<'t> Texte<'t> {
    pub fn nouveau(fichier: &'t str, brut: &'t str) -> Self {
        let debuts = std::iter::once(0).chain(brut.match_indices('\n').map(|(i, _)| i + 1)).collect();
        Self { fichier, brut, debuts, diagnostics: Vec::new() }
    }

    /// Line and column, from 1.
    pub fn position(&self, ou: &Ou) -> (usize, usize) {
        let ligne = self.debuts.partition_point(|d| *d <= ou.start).max(1);
        let debut = self.debuts.get(ligne - 1).copied().unwrap_or(0);
        let colonne = self.brut.get(debut..ou.start).map_or(0, |t| t.chars().count());
        (ligne, colonne + 1)
    }

    fn note(&mut self, ou: &Ou, gravite: Gravite, message: String, indice: Option<String>) {
        if self.diagnostics.len() >= DIAGNOSTICS_MAX {
            return;
        }
        let (ligne, colonne) = self.position(ou);
        let fichier = self.fichier.to_owned();
        let diagnostic = Diagnostic { fichier, ligne, colonne, gravite, message, indice };
        if !self.diagnostics.contains(&diagnostic) {
            self.diagnostics.push(diagnostic);
        }
    }

    pub fn erreur(&mut self, ou: &Ou, message: impl Into<String>, indice: Option<String>) {
        self.note(ou, Gravite::Erreur, message.into(), indice);
    }

    pub fn avertit(&mut self, ou: &Ou, message: impl Into<String>, indice: Option<String>) {
        self.note(ou, Gravite::Avertissement, message.into(), indice);
    }

    /// The tree of the text; nothing when it is not well-formed TOML.
    pub fn analyser(&mut self) -> Option<Table> {
        if self.brut.len() > TAILLE_MAX {
            self.erreur(&(0..0), "Ce fichier dépasse 1 Mo : une définition tient en quelques pages.", None);
            return None;
        }
        let (racine, fautes) = DeTable::parse_recoverable(self.brut);
        for faute in &fautes {
            let ou = faute.span().unwrap_or(0..0);
            self.erreur(&ou, format!("Le texte ne se lit pas ici : {}.", en_francais(faute.message())), None);
        }
        if !fautes.is_empty() {
            return None;
        }
        let ou = racine.span();
        Some(self.table(racine.get_ref(), ou, 0))
    }

    fn table(&mut self, table: &DeTable<'_>, ou: Ou, profondeur: usize) -> Table {
        let mut cles = Vec::new();
        for (cle, valeur) in table.iter().take(ELEMENTS_MAX) {
            let noeud = self.noeud(valeur.get_ref(), valeur.span(), profondeur + 1);
            cles.push((cle.get_ref().to_string(), cle.span(), noeud));
        }
        if table.len() > ELEMENTS_MAX {
            self.erreur(&ou, format!("Plus de {ELEMENTS_MAX} clés dans un même bloc."), None);
        }
        Table { ou, cles }
    }

    fn noeud(&mut self, valeur: &DeValue<'_>, ou: Ou, profondeur: usize) -> Noeud {
        if profondeur > PROFONDEUR_MAX {
            self.erreur(&ou, "Trop de blocs imbriqués les uns dans les autres.", None);
            return Noeud { ou, v: V::Autre };
        }
        let v = match valeur {
            DeValue::String(s) => V::Texte(s.to_string()),
            DeValue::Integer(i) => i64::from_str_radix(i.as_str(), i.radix()).map_or(V::Autre, V::Entier),
            DeValue::Boolean(b) => V::Bool(*b),
            DeValue::Datetime(d) => d.to_string().parse::<Date>().map_or(V::Autre, V::Jour),
            DeValue::Float(_) => V::Autre,
            DeValue::Array(liste) => {
                if liste.len() > ELEMENTS_MAX {
                    self.erreur(&ou, format!("Plus de {ELEMENTS_MAX} éléments dans une même liste."), None);
                }
                let elements = liste.iter().take(ELEMENTS_MAX);
                V::Liste(elements.map(|v| self.noeud(v.get_ref(), v.span(), profondeur + 1)).collect())
            }
            DeValue::Table(table) => V::Table(self.table(table, ou.clone(), profondeur)),
        };
        Noeud { ou, v }
    }

    /// All faults, in the order of the text.
    pub fn finir(mut self) -> Vec<Diagnostic> {
        self.diagnostics.sort_by(|a, b| {
            (a.ligne, a.colonne, a.gravite, &a.message).cmp(&(b.ligne, b.colonne, b.gravite, &b.message))
        });
        self.diagnostics
    }
}

/// The parser speaks English; its usual sentences in French.
fn en_francais(message: &str) -> &'static str {
    const PHRASES: &[(&str, &str)] = &[
        ("duplicate key", "cette clé est écrite deux fois"),
        ("unclosed array table", "le nom d'un bloc n'est pas fermé : il manque « ]] »"),
        ("unclosed array", "une liste n'est pas fermée : il manque « ] »"),
        ("unclosed inline table", "un bloc n'est pas fermé : il manque « } »"),
        ("unclosed table", "le nom d'un bloc n'est pas fermé : il manque « ] »"),
        ("invalid basic string", "un texte n'est pas fermé : il manque un guillemet"),
        ("invalid literal string", "un texte n'est pas fermé : il manque une apostrophe"),
        ("string values must be quoted", "un texte s'écrit entre guillemets"),
        ("recursion limit", "trop de blocs imbriqués"),
        ("key with no value", "cette clé n'a pas de valeur"),
        ("missing assignment", "il manque « = » après une clé"),
        ("missing comma", "il manque une virgule, ou une liste n'est pas fermée"),
        ("extra comma", "il y a une virgule de trop"),
        ("unexpected `=`", "« = » n'a pas sa place ici"),
        ("missing value", "il manque une valeur après « = »"),
    ];
    let trouve = PHRASES.iter().find(|(anglais, _)| message.contains(anglais));
    trouve.map_or("ce passage n'est pas du TOML", |(_, francais)| francais)
}
