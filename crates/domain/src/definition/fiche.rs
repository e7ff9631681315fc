//! The fiche: what the sheet printed, kept apart from what is computed.

/// A figure as the sheet prints it, and what we read in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Compte {
    /// As printed: « 20 (10 par an) ».
    pub imprime: String,
    /// The bare number of the header.
    pub nombre: u32,
    /// What the number counts: `total`, `par an` or `file active`.
    pub base: Base,
    /// Over the whole project, by the guide's own rule for its synthesis.
    pub prevus: u32,
}

/// What a printed figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Base {
    /// Over the whole project.
    #[default]
    Total,
    /// Each year.
    ParAn,
    /// At any one time.
    FileActive,
}

impl Base {
    /// The word of definitions.
    pub const fn mot(self) -> &'static str {
        match self {
            Self::Total => "total",
            Self::ParAn => "par an",
            Self::FileActive => "file active",
        }
    }
}

/// One cost line as printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cout {
    /// What it pays, in our words.
    pub libelle: String,
    /// Euro cents, as printed.
    pub montant: i64,
    /// On what it is counted: `projet`, `an`, `ménage`, `ménage et an`, `logement`, `poste`, `session`…
    pub base: String,
    /// How many times it counts in the project's total; none when it is not to be added.
    pub fois: Option<u32>,
    /// Whether this line is the sheet's total.
    pub total: bool,
}

/// An organisation that the sheet names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisme {
    /// Its name as printed.
    pub nom: String,
    /// What it does in the dispositif, a role of the mecanique or a plain word.
    pub role: String,
    /// Other spellings that the guide uses.
    pub alias: Vec<String>,
}

/// Where.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Territoire {
    /// As a reader says it.
    pub libelle: String,
    /// Codes of the départements.
    pub departements: Vec<String>,
    /// INSEE codes of the communes, when the sheet names some.
    pub communes: Vec<String>,
}

/// What the sheet printed. A field that the sheet leaves out is empty, and shown as
/// « non précisé dans la fiche ».
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fiche {
    /// The title.
    pub titre: String,
    /// A name that betrays nothing of the public, for those outside.
    pub titre_neutre: Option<String>,
    /// What it is, in our words.
    pub resume: String,
    /// Chapter of the guide: `2.1`.
    pub chapitre: String,
    /// Streams: `accès`, `maintien` or both. Chapter is not stream.
    pub volets: Vec<String>,
    /// Where.
    pub territoire: Territoire,
    /// Who.
    pub organismes: Vec<Organisme>,
    /// For whom: situations, never origins.
    pub publics: Vec<String>,
    /// Households.
    pub menages: Compte,
    /// Dwellings.
    pub logements: Compte,
    /// The project's length as printed.
    pub duree_imprimee: String,
    /// The firm length in months.
    pub duree_mois: u16,
    /// Occupancy statuses, in our words.
    pub statuts: String,
    /// The support, in our words.
    pub accompagnement: String,
    /// The dwellings, in our words.
    pub offre: String,
    /// Means, in our words.
    pub moyens: String,
    /// Evaluation, in our words.
    pub evaluation: String,
    /// Cost lines.
    pub couts: Vec<Cout>,
    /// What contradicts itself or can be read in two ways.
    pub remarques: Vec<String>,
    /// The guide's lines it was read from.
    pub source: String,
}
