//! The fiche: what the sheet printed, kept apart from what is computed.

use std::fmt;

use crate::duree::Duree;

/// A figure as the sheet prints it, and what we read in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Compte {
    /// As printed: « 20 (10 par an) ».
    pub imprime: String,
    /// The bare number of the header.
    pub nombre: u32,
    /// What the number counts: `total`, `par an` or `file active`.
    pub base: Base,
    /// The yearly flow that is printed beside a total.
    pub par_an: Option<u32>,
}

impl Compte {
    /// Over a project of so many firm months, by the rule that gives the guide's own synthesis: a number
    /// « par an » or « en file active » counts once for each firm year, a total counts as it is.
    pub fn sur(&self, mois: u16) -> u32 {
        match self.base {
            Base::Total => self.nombre,
            Base::ParAn | Base::FileActive => self.nombre.saturating_mul(u32::from(annees(mois))),
        }
    }
}

/// Firm years of a project of so many months, begun ones left out; one at least.
pub const fn annees(mois: u16) -> u16 {
    if mois < 24 { 1 } else { mois / 12 }
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
    /// How many times it counts in the printed total; none when it is not to be added.
    pub fois: Option<Fois>,
    /// Whether this line is a printed total.
    pub total: bool,
    /// The length that the amount covers, when the sheet says so.
    pub pendant: Option<Duree>,
    /// The households that the amount covers, when the sheet says so.
    pub menages: Option<u32>,
    /// What the title of the column says: « par an ».
    pub intitule: Option<String>,
}

/// A product whose factors say what they count: « 10 ménages × 2,5 ans ». Numbers are in hundredths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fois(Vec<(u32, String)>);

impl Fois {
    /// Reads « 7 » or « 10 ménages × 3 ans ».
    ///
    /// # Errors
    /// A French sentence that says what is expected.
    pub fn lire(brut: &str) -> Result<Self, String> {
        let refus =
            || format!("« {brut} » n'est pas un produit : écrivez par exemple « 10 ménages × 3 ans »");
        let facteur = |f: &str| {
            let f = f.trim();
            let (nombre, quoi) = f.split_once(' ').unwrap_or((f, ""));
            centiemes(nombre).map(|n| (n, quoi.trim().to_owned())).ok_or_else(refus)
        };
        brut.split('×').map(facteur).collect::<Result<_, _>>().map(Self)
    }

    /// So many times, without saying of what.
    pub fn simple(n: u32) -> Self {
        Self(vec![(n.saturating_mul(100), String::new())])
    }

    /// An amount so many times, in euro cents.
    pub fn appliquer(&self, montant: i64) -> i64 {
        let produit =
            self.0.iter().fold(i128::from(montant), |p, (n, _)| p.saturating_mul(i128::from(*n)) / 100);
        i64::try_from(produit).unwrap_or(i64::MAX)
    }

    /// Whether it is once and says no more.
    pub fn est_un(&self) -> bool {
        self.0.as_slice() == [(100, String::new())]
    }
}

/// « 10 » or « 2,5 » in hundredths.
fn centiemes(brut: &str) -> Option<u32> {
    let (entier, decimales) = brut.split_once(',').unwrap_or((brut, ""));
    let decimales = match decimales.len() {
        0 => 0,
        1 | 2 => format!("{decimales:0<2}").parse().ok()?,
        _ => return None,
    };
    entier.parse::<u32>().ok()?.checked_mul(100)?.checked_add(decimales)
}

impl fmt::Display for Fois {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, (n, quoi)) in self.0.iter().enumerate() {
            let croix = if i > 0 { " × " } else { "" };
            let blanc = if quoi.is_empty() { "" } else { " " };
            match n % 100 {
                0 => write!(f, "{croix}{}{blanc}{quoi}", n / 100)?,
                d if d % 10 == 0 => write!(f, "{croix}{},{}{blanc}{quoi}", n / 100, d / 10)?,
                d => write!(f, "{croix}{},{d:02}{blanc}{quoi}", n / 100)?,
            }
        }
        Ok(())
    }
}

/// One demand of the sheet, and what carries it out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    /// The line of the guide.
    pub ligne: u32,
    /// The demand, in our words.
    pub exige: String,
    /// Rules, schedules, proposals or blocks that carry it out, by their names.
    pub par: Vec<String>,
    /// Why nothing can, one of [`RAISONS`].
    pub non_executable: Option<String>,
}

/// Why a demand of a sheet may be carried out by no rule.
pub const RAISONS: &[&str] = &[
    "intention",
    "description",
    "sans borne",
    "au choix des acteurs",
    "moyen",
    "investissement hors logiciel",
    "hors du dispositif",
];

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
    /// Each demand of the sheet, in the order of its lines.
    pub traces: Vec<Trace>,
}

impl Fiche {
    /// Households planned over the whole project.
    pub fn menages_prevus(&self) -> u32 {
        self.menages.sur(self.duree_mois)
    }

    /// The lines that count in the printed total, each with how many times.
    pub fn lignes_comptees(&self) -> impl Iterator<Item = (&Cout, &Fois)> {
        self.couts.iter().filter(|c| !c.total).filter_map(|c| Some((c, c.fois.as_ref()?)))
    }

    /// What these lines add up to, in cents; nothing when none counts.
    pub fn total_recalcule(&self) -> Option<i64> {
        self.lignes_comptees().map(|(c, n)| n.appliquer(c.montant)).reduce(i64::saturating_add)
    }

    /// Dwellings planned over the whole project.
    pub fn logements_prevus(&self) -> u32 {
        self.logements.sur(self.duree_mois)
    }
}
