//! What `territoire.toml` and the récits hold, as they are written. All that is particular is there;
//! nothing in Rust names an organisation, a dispositif or a role.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Value;

/// The invented territory.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Territoire {
    /// First number from which identifiers are made.
    pub base: u64,
    /// Seed of chance.
    pub graine: u64,
    #[serde(rename = "organisation")]
    pub organisations: Vec<Organisation>,
    #[serde(rename = "utilisateur")]
    pub utilisateurs: Vec<Utilisateur>,
    #[serde(rename = "convention")]
    pub conventions: Vec<Convention>,
    /// Rent and charges, by number of rooms.
    #[serde(rename = "loyer")]
    pub loyers: Vec<Loyer>,
    pub adresses: Adresses,
    pub menages: Menages,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organisation {
    pub cle: String,
    pub nom: String,
    pub nature: String,
    /// The départements that it answers for.
    #[serde(default)]
    pub departements: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Utilisateur {
    pub nom: String,
    /// Key of her organisation.
    pub organisation: String,
    pub fonction: String,
    /// What her trade allows her to know, when it is not the usual one of her organisation.
    pub profil: Option<String>,
    /// Why to look at the territory through her eyes; only for a handful.
    pub essai: Option<String>,
    /// Whether she records what happens to households.
    #[serde(default)]
    pub terrain: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Convention {
    pub dispositif: String,
    pub nom: String,
    /// Role of who opens it.
    pub porteur: String,
    /// How long before the demo's date it began (on the first of that month), how long after it ends.
    pub depuis: String,
    pub encore: String,
    /// How many households are oriented to it.
    pub menages: usize,
    pub faits: BTreeMap<String, Value>,
    /// Role → keys of organisations.
    pub roles: BTreeMap<String, Vec<String>>,
    #[serde(default, rename = "parc")]
    pub parcs: Vec<Parc>,
}

/// A group of dwellings of a convention.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parc {
    pub groupe: String,
    pub commune: String,
    /// Key of the landlord.
    pub bailleur: Option<String>,
    /// One dwelling for each: its number of rooms.
    pub pieces: Vec<u16>,
    /// Who declares them.
    pub qui: String,
    #[serde(default)]
    pub faits: BTreeMap<String, Value>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Loyer {
    pub pieces: u16,
    pub loyer: [u16; 2],
    pub charges: [u16; 2],
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Adresses {
    pub rues: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Menages {
    pub noms: Vec<String>,
    pub prenoms: Vec<String>,
    #[serde(rename = "composition")]
    pub compositions: Vec<Composition>,
}

/// A kind of household.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Composition {
    pub poids: u16,
    pub conjoint: bool,
    pub enfants: [u16; 2],
    /// Ages of the person of reference.
    pub ages: [u16; 2],
    /// Monthly resources, in euros.
    pub ressources: [u16; 2],
}

/// The récits of one dispositif.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recits {
    pub dispositif: String,
    /// Facts of the referral, in every récit.
    #[serde(default)]
    pub faits: BTreeMap<String, Value>,
    /// Only people alone, only these ages.
    #[serde(default)]
    pub seul: bool,
    pub ages: Option<[u16; 2]>,
    /// Who creates the household, and refers it.
    pub oriente_par: String,
    /// Sequences of steps, by name.
    #[serde(default)]
    pub suites: BTreeMap<String, Vec<Etape>>,
    #[serde(rename = "recit")]
    pub recits: Vec<Recit>,
}

/// One trajectory.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recit {
    pub nom: String,
    /// How often, among the récits of households.
    #[serde(default)]
    pub poids: u16,
    /// At least this many times in each convention.
    #[serde(default)]
    pub au_moins: usize,
    /// A story of the convention itself, played this many times in each (no household).
    #[serde(default)]
    pub fois: usize,
    /// Only people alone.
    #[serde(default)]
    pub seul: bool,
    /// How long before the demo's date it begins: between these.
    pub anciennete: [String; 2],
    /// Facts of the referral that replace those common to the file.
    #[serde(default)]
    pub faits: BTreeMap<String, Value>,
    pub etapes: Vec<Etape>,
}

/// One step.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Etape {
    /// After the step before.
    pub apres: Option<String>,
    /// After the step of that name instead, when this comes later.
    pub depuis: Option<String>,
    /// Days of jitter.
    #[serde(default)]
    pub alea: u16,
    /// Moved to this day of the month.
    pub le_du_mois: Option<i8>,
    /// Placed this long before the demo's date, if the story is not yet there.
    pub ancre: Option<String>,
    /// Recorded this long after it happened.
    pub saisi_apres: Option<String>,
    /// The role that acts.
    pub qui: Option<String>,
    pub acte: Option<String>,
    #[serde(default)]
    pub champs: BTreeMap<String, Value>,
    #[serde(default)]
    pub faits: BTreeMap<String, Value>,
    /// To be corrected later.
    pub nom: Option<String>,
    pub corrige: Option<String>,
    pub passer_outre: Option<String>,
    /// Stands for the steps of that name.
    pub suite: Option<String>,
    /// How many times, between these.
    pub repete: Option<[u16; 2]>,
    /// Played in one story out of this many.
    pub une_fois_sur: Option<usize>,
    pub si_refuse: Option<SiRefuse>,
}

/// What happens when the engine says no, as it may.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SiRefuse {
    /// The rules that may refuse; any other is a fault of the récit.
    pub regles: Vec<String>,
    pub attendre: String,
    pub fois: u16,
    /// The suite that replaces the rest, at last; nothing: the story stops there.
    pub puis: Option<String>,
}
