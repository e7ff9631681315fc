//! The acts: every thing that someone may record. One table says, for each, on which kind of sujet
//! it is done, its fields, and how it reads in the journal; forms, cas, journal and checks all
//! come from it.

use std::sync::LazyLock;

use crate::fait::Classe;
use crate::sujet::Genre;
use crate::texte;
use crate::valeur::Nature;

mod catalogue;
mod cercle;
mod entree;

pub use catalogue::{Acte, CATALOGUE};
use entree::{Entree, sur};

/// One of the four tracks on which a dossier moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Piste {
    /// Referral, diagnosis, agreement, admission, watch, exit.
    Parcours,
    /// The support: levels and steps.
    Accompagnement,
    /// Statuses and dwellings.
    Occupation,
    /// Arrears and eviction.
    Procedure,
}

impl Piste {
    /// The four, in the order in which they are drawn.
    pub const TOUTES: [Self; 4] = [Self::Parcours, Self::Accompagnement, Self::Occupation, Self::Procedure];

    /// The word on the screen.
    pub const fn nom(self) -> &'static str {
        match self {
            Self::Parcours => "parcours",
            Self::Accompagnement => "accompagnement",
            Self::Occupation => "occupation",
            Self::Procedure => "procédure",
        }
    }
}

/// Where the words of a field come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Domaine {
    /// Anything of the field's nature.
    Libre,
    /// These words only.
    Fixe(&'static [&'static str]),
    /// The roles that the definition names (and « ménage »).
    Roles,
    /// The referral channels of the definition.
    Canaux,
    /// The streams of the fiche.
    Volets,
    /// The levels of support of the definition.
    Niveaux,
    /// The statuses of the definition.
    Statuts,
    /// The instances of the definition.
    Instances,
    /// What an instance may be asked: the powers of the definition.
    Pouvoirs,
    /// The decisions received from elsewhere that the definition names.
    DecisionsRecues,
    /// The contracts of the definition.
    Contrats,
    /// The documents of the definition.
    Documents,
    /// The bodies that the definition says must be notified, or any other.
    Organismes,
    /// The kinds of group action of the definition.
    Groupes,
    /// The themes of the definition.
    Themes,
    /// The agreements between organisations of the definition.
    Accords,
    /// The aids of the definition.
    Aides,
    /// The stages of the eviction procedure.
    Stades,
}

/// One field of an act.
#[derive(Debug, Clone, Copy)]
pub struct Champ {
    /// Its name in cas, in forms and in conditions (`acte.NOM`).
    pub nom: &'static str,
    /// Its label on a form.
    pub libelle: &'static str,
    /// Its type.
    pub nature: Nature,
    /// Whether the act is meaningless without it.
    pub requis: bool,
    /// Its possible words.
    pub domaine: Domaine,
    /// Its data class.
    pub classe: Classe,
    /// Whether it belongs to the synthesis of that class (conclusion, objectives, next step), which goes further than
    /// the rest.
    pub synthese: bool,
}

/// What the table says of one act.
#[derive(Debug, Clone, Copy)]
pub struct Description {
    /// The act.
    pub acte: Acte,
    /// Its name: what a cas, a rule and a button say.
    pub nom: &'static str,
    /// On what it is done.
    pub genre: Genre,
    /// The track that it moves, on a dossier.
    pub piste: Piste,
    /// Whether it brings its sujet into being.
    pub cree: bool,
    /// Whether it also takes facts of the dictionary as fields.
    pub faits: bool,
    /// Whether it changes who may see, and nothing else.
    pub acces: bool,
    /// The class of the mere fact that it happened.
    pub classe: Classe,
    /// How it reads in the journal (the verb, in the past).
    pub passe: &'static str,
    /// Its fields.
    pub champs: &'static [Champ],
}

/// What [`Acte::description`] answers if the table had a hole (it has none: a test holds it so).
static PREMIER: Description = Entree {
    acte: Acte::CreerMenage,
    ..sur(Genre::Menage, Piste::Parcours, "créer le ménage", "a créé le ménage", &[])
}
.description();

impl Acte {
    /// Whether another act brings it, so that nobody records it by itself.
    pub const fn entraine(self) -> bool {
        matches!(self, Self::Participer | Self::AccueillirEquipe)
    }

    /// Whether it ties its sujet to a version of the rules.
    pub const fn rattache(self) -> bool {
        matches!(self, Self::ChangerVersion | Self::AdopterVersion)
    }

    /// The table's entry.
    pub fn description(self) -> &'static Description {
        // The catalogue has one entry for each variant, in order: a test holds it so.
        CATALOGUE.get(self as usize).unwrap_or(&PREMIER)
    }

    /// The name.
    pub fn nom(self) -> &'static str {
        self.description().nom
    }

    /// The act of that name, whatever its accents and case.
    pub fn du_nom(nom: &str) -> Option<Self> {
        let plie = texte::plier(nom);
        CATALOGUE.iter().find(|d| texte::plier(d.nom) == plie).map(|d| d.acte)
    }

    /// The address form of the name: `changer-de-statut`.
    pub fn code(self) -> String {
        codes().get(self as usize).cloned().unwrap_or_default()
    }

    /// The act of that address form.
    pub fn du_code(code: &str) -> Option<Self> {
        let rang = codes().iter().position(|c| c == code)?;
        CATALOGUE.get(rang).map(|d| d.acte)
    }

    /// All acts, in the table's order.
    pub fn tous() -> impl Iterator<Item = Self> {
        CATALOGUE.iter().map(|d| d.acte)
    }

    /// The field of that name.
    pub fn champ(self, nom: &str) -> Option<&'static Champ> {
        self.description().champs.iter().find(|c| c.nom == nom)
    }
}

/// The address forms, in the table's order: folded once.
fn codes() -> &'static [String] {
    static CODES: LazyLock<Vec<String>> =
        LazyLock::new(|| CATALOGUE.iter().map(|d| texte::plier(d.nom).replace([' ', '\''], "-")).collect());
    &CODES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_holds_each_act_once_at_its_place() {
        for (i, d) in CATALOGUE.iter().enumerate() {
            assert_eq!(d.acte as usize, i, "{}", d.nom);
            assert_eq!(Acte::du_nom(d.nom), Some(d.acte));
            assert_eq!(Acte::du_code(&d.acte.code()), Some(d.acte));
        }
    }
}
