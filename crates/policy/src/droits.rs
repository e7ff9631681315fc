//! What one reader may do with one dossier: the answer that every page, list and export asks.

use std::collections::BTreeSet;

use domain::fait::Classe;

/// How much of a class.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Niveau {
    /// Nothing, not even that there is something.
    #[default]
    Rien,
    /// The synthesis: conclusion, objectives, next step.
    Synthese,
    /// All.
    Tout,
}

impl Niveau {
    /// Its sign in the printed table.
    pub const fn signe(self) -> char {
        match self {
            Self::Rien => '.',
            Self::Synthese => 's',
            Self::Tout => 'x',
        }
    }
}

/// What may be done with access itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Geste {
    /// Bring somebody into the circle, or end it.
    Partager,
    /// Ask to be let in.
    Demander,
    /// Open in an emergency, for a written reason.
    Urgence,
    /// Protect a household, name who knows it.
    Proteger,
    /// Give the household all that is held on it.
    Exporter,
}

impl Geste {
    /// Every one.
    pub const TOUS: [Self; 5] =
        [Self::Partager, Self::Demander, Self::Urgence, Self::Proteger, Self::Exporter];

    /// Its name in the table.
    pub const fn mot(self) -> &'static str {
        match self {
            Self::Partager => "partager",
            Self::Demander => "demander",
            Self::Urgence => "urgence",
            Self::Proteger => "protéger",
            Self::Exporter => "exporter",
        }
    }

    /// The one of that name.
    pub fn du_mot(mot: &str) -> Option<Self> {
        Self::TOUS.into_iter().find(|g| g.mot() == mot)
    }
}

/// What one reader may read, record and do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Droits {
    pub(crate) lire: [Niveau; 8],
    pub(crate) consigner: [bool; 8],
    pub(crate) gestes: BTreeSet<Geste>,
}

impl Droits {
    /// Those of the program itself, when it decides: it reads all, and nobody sees what it read.
    pub fn du_moteur() -> Self {
        Self { lire: [Niveau::Tout; 8], consigner: [true; 8], gestes: BTreeSet::new() }
    }

    /// How much she reads of a class.
    pub fn niveau(&self, classe: Classe) -> Niveau {
        self.lire.get(classe as usize).copied().unwrap_or_default()
    }

    /// Whether she reads the whole class.
    pub fn lit(&self, classe: Classe) -> bool {
        self.niveau(classe) == Niveau::Tout
    }

    /// Whether she reads a field of that class, which may belong to the synthesis.
    pub fn lit_champ(&self, classe: Classe, synthese: bool) -> bool {
        self.niveau(classe) >= if synthese { Niveau::Synthese } else { Niveau::Tout }
    }

    /// Whether she records facts of that class.
    pub fn consigne(&self, classe: Classe) -> bool {
        self.consigner.get(classe as usize).copied().unwrap_or_default()
    }

    /// Whether she may do this with access.
    pub fn peut(&self, geste: Geste) -> bool {
        self.gestes.contains(&geste)
    }

    /// What both allow.
    pub(crate) fn joindre(&mut self, autres: &Self) {
        for (ici, la) in self.lire.iter_mut().zip(autres.lire) {
            *ici = (*ici).max(la);
        }
        for (ici, la) in self.consigner.iter_mut().zip(autres.consigner) {
            *ici |= la;
        }
        self.gestes.extend(&autres.gestes);
    }
}
