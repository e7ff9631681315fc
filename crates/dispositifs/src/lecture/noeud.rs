//! TOML text as a bounded tree that keeps where each part stands, and the gatherer of faults.

use std::ops::Range;

use domain::Date;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Diagnostic, Gravite, conseil};

/// Largest text that is read, in bytes.
pub const TAILLE_MAX: usize = 1_000_000;
/// Deepest nesting that is read.
const PROFONDEUR_MAX: usize = 12;
/// Most elements of one list, most keys of one table.
const ELEMENTS_MAX: usize = 1_000;
/// Most values of one text, blocks and lists included; the largest cas that is shipped has eight hundred.
const NOEUDS_MAX: usize = 15_000;
/// Most faults that are told for one text.
const DIAGNOSTICS_MAX: usize = 200;
/// Longest sentence of a diagnostic, in characters: it may quote a name as long as the text.
const PHRASE_MAX: usize = 600;

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
    /// Values met so far.
    noeuds: usize,
    /// Whether it is too large to be judged at all.
    demesure: bool,
}

impl<'t> Texte<'t> {
    pub fn nouveau(fichier: &'t str, brut: &'t str) -> Self {
        let debuts = std::iter::once(0).chain(brut.match_indices('\n').map(|(i, _)| i + 1)).collect();
        Self { fichier, brut, debuts, diagnostics: Vec::new(), noeuds: 0, demesure: false }
    }

    /// Line and column, from 1.
    pub fn position(&self, ou: &Ou) -> (usize, usize) {
        let ligne = self.debuts.partition_point(|d| *d <= ou.start).max(1);
        let debut = self.debuts.get(ligne - 1).copied().unwrap_or(0);
        let colonne = self.brut.get(debut..ou.start).map_or(0, |t| t.chars().count());
        (ligne, colonne + 1)
    }

    fn note(&mut self, ou: &Ou, gravite: Gravite, message: String, indice: Option<String>) {
        if self.plein() {
            return;
        }
        let (message, indice) = (abreger(message), indice.map(abreger));
        let (ligne, colonne) = self.position(ou);
        let fichier = self.fichier.to_owned();
        let diagnostic = Diagnostic { fichier, ligne, colonne, gravite, message, indice };
        if !self.diagnostics.contains(&diagnostic) {
            self.diagnostics.push(diagnostic);
        }
    }

    const fn plein(&self) -> bool {
        self.diagnostics.len() >= DIAGNOSTICS_MAX
    }

    /// The closest name, or all of them when they are few; not looked for once no more faults are told.
    pub fn conseil<S: AsRef<str>>(&self, tape: &str, connus: &[S]) -> Option<String> {
        if self.plein() { None } else { conseil(tape, connus) }
    }

    pub fn erreur(&mut self, ou: &Ou, message: impl Into<String>, indice: Option<String>) {
        self.note(ou, Gravite::Erreur, message.into(), indice);
    }

    pub fn avertit(&mut self, ou: &Ou, message: impl Into<String>, indice: Option<String>) {
        self.note(ou, Gravite::Avertissement, message.into(), indice);
    }

    /// The text is too large: this is told, and nothing of it is judged.
    pub fn refuser(&mut self, ou: &Ou, message: String) {
        if !self.demesure {
            self.demesure = true;
            // Told even after many lesser faults.
            self.diagnostics.truncate(DIAGNOSTICS_MAX - 1);
            self.erreur(ou, message, Some("Une définition ou un cas tient en quelques pages.".to_owned()));
        }
    }

    /// The tree of the text; nothing when it is not well-formed TOML, or too large.
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
        let racine = self.table(racine.get_ref(), ou, 0);
        (!self.demesure).then_some(racine)
    }

    fn table(&mut self, table: &DeTable<'_>, ou: Ou, profondeur: usize) -> Table {
        let mut cles = Vec::new();
        for (cle, valeur) in table.iter().take(ELEMENTS_MAX) {
            self.visible(cle.get_ref(), &cle.span());
            let noeud = self.noeud(valeur.get_ref(), valeur.span(), profondeur + 1);
            cles.push((cle.get_ref().to_string(), cle.span(), noeud));
        }
        if table.len() > ELEMENTS_MAX {
            self.refuser(&ou, format!("Plus de {ELEMENTS_MAX} clés dans un même bloc."));
        }
        Table { ou, cles }
    }

    fn noeud(&mut self, valeur: &DeValue<'_>, ou: Ou, profondeur: usize) -> Noeud {
        if profondeur > PROFONDEUR_MAX {
            self.erreur(&ou, "Trop de blocs imbriqués les uns dans les autres.", None);
            return Noeud { ou, v: V::Autre };
        }
        self.noeuds += 1;
        if self.noeuds > NOEUDS_MAX {
            self.refuser(&ou, format!("Plus de {NOEUDS_MAX} valeurs dans un même texte."));
        }
        if self.demesure {
            return Noeud { ou, v: V::Autre };
        }
        let v = match valeur {
            DeValue::String(s) => {
                self.visible(s, &ou);
                V::Texte(s.to_string())
            }
            DeValue::Integer(i) => i64::from_str_radix(i.as_str(), i.radix()).map_or(V::Autre, V::Entier),
            DeValue::Boolean(b) => V::Bool(*b),
            DeValue::Datetime(d) => d.to_string().parse::<Date>().map_or(V::Autre, V::Jour),
            DeValue::Float(_) => V::Autre,
            DeValue::Array(liste) => {
                if liste.len() > ELEMENTS_MAX {
                    self.refuser(&ou, format!("Plus de {ELEMENTS_MAX} éléments dans une même liste."));
                }
                let elements = liste.iter().take(ELEMENTS_MAX);
                V::Liste(elements.map(|v| self.noeud(v.get_ref(), v.span(), profondeur + 1)).collect())
            }
            DeValue::Table(table) => V::Table(self.table(table, ou.clone(), profondeur)),
        };
        Noeud { ou, v }
    }

    /// Characters that turn the words around would show another text than the one that is judged.
    fn visible(&mut self, texte: &str, ou: &Ou) {
        if texte.contains(|c| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')) {
            let message = "Ce texte contient un caractère invisible qui retourne les mots : retapez-le.";
            self.erreur(ou, message, None);
        }
    }

    /// All faults, in the order of the text.
    pub fn finir(mut self) -> Vec<Diagnostic> {
        self.diagnostics.sort_by(|a, b| {
            (a.ligne, a.colonne, a.gravite, &a.message).cmp(&(b.ligne, b.colonne, b.gravite, &b.message))
        });
        self.diagnostics
    }
}

/// The beginning of a sentence that quotes too much.
fn abreger(phrase: String) -> String {
    match phrase.char_indices().nth(PHRASE_MAX) {
        Some((fin, _)) => format!("{}…", phrase.get(..fin).unwrap_or_default()),
        None => phrase,
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
