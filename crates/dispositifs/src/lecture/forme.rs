//! The shape of each key of a text: what the reader checks and what the JSON Schema shows.

use super::noms::Quoi;

/// What a key may hold.
#[derive(Debug, Clone, Copy)]
pub enum Forme {
    /// Free text.
    Texte,
    /// A whole number, zero or more.
    Entier,
    /// `true` or `false`.
    Bool,
    /// `"18 mois"`.
    Duree,
    /// `"1 750 €"`.
    Montant,
    /// `"2026-09-02"`.
    Jour,
    /// A value whose type depends on another key.
    Valeur,
    /// One of these words.
    Mot(&'static [&'static str]),
    /// The name of an act.
    Acte,
    /// An act, and for a status the one it goes to.
    Passage,
    /// A dated thing.
    Jalon,
    /// The name of something that the definition declares.
    Nom(Quoi),
    /// Declares a name.
    Declare(Quoi),
    /// A source: text, or a table with whether it was read.
    Source,
    /// A condition.
    Condition,
    /// A number, an amount, a parameter or a fact.
    Plafond,
    /// A number, or a product: « 10 ménages × 3 ans ».
    Fois,
    /// Several of these.
    Liste(&'static Forme),
    /// The least and the most.
    Intervalle(&'static Forme),
    /// One block.
    Bloc(&'static [Cle]),
    /// Several blocks.
    Blocs(&'static [Cle]),
    /// Any keys: fields of an act, facts; read apart.
    Champs,
}

/// One key of a block.
#[derive(Debug, Clone, Copy)]
pub struct Cle {
    /// Its name.
    pub nom: &'static str,
    /// What it may hold.
    pub forme: Forme,
    /// Whether the block is meaningless without it.
    pub requis: bool,
}

/// A key that may be left out.
pub const fn libre(nom: &'static str, forme: Forme) -> Cle {
    Cle { nom, forme, requis: false }
}

/// A key that must be there.
pub const fn requis(nom: &'static str, forme: Forme) -> Cle {
    Cle { nom, forme, requis: true }
}
