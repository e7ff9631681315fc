//! What ties a reader to a dossier: a short list, so that an auditor holds it in mind.

use std::collections::BTreeSet;

use domain::fait::Classe;

/// One tie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// Her organisation holds a role in the convention.
    Partie,
    /// Her own organisation recorded the household or referred it.
    Propre,
    /// Her organisation runs the measure.
    Operateur,
    /// Her organisation answers for the département of the convention, without a part in it: she reads the convention and
    /// its masked figures, no household.
    Territoire,
    /// She follows the household.
    Referent,
    /// Her organisation sits in the instance before which the dossier stands.
    Instance,
    /// A share in force names her or her organisation.
    Partage,
    /// She is named among those who know a protected household.
    Nommee,
    /// She opened the file in an emergency, a short while ago, for a written reason.
    Urgence,
}

impl Relation {
    /// Every tie, the commonest first.
    pub const TOUTES: [Self; 9] = [
        Self::Partie,
        Self::Propre,
        Self::Operateur,
        Self::Territoire,
        Self::Referent,
        Self::Instance,
        Self::Partage,
        Self::Nommee,
        Self::Urgence,
    ];

    /// Its name in the table.
    pub const fn mot(self) -> &'static str {
        match self {
            Self::Partie => "partie",
            Self::Propre => "propre",
            Self::Operateur => "opérateur",
            Self::Territoire => "territoire",
            Self::Referent => "référent",
            Self::Instance => "instance",
            Self::Partage => "partage",
            Self::Nommee => "nommée",
            Self::Urgence => "urgence",
        }
    }

    /// The tie of that name.
    pub fn du_mot(mot: &str) -> Option<Self> {
        Self::TOUTES.into_iter().find(|r| r.mot() == mot)
    }
}

/// All that ties one reader to one dossier.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Liens {
    /// The ties.
    pub relations: BTreeSet<Relation>,
    /// What shares in force open.
    pub partagees: BTreeSet<Classe>,
}

impl Liens {
    /// These ties, without a share.
    pub fn de(relations: impl IntoIterator<Item = Relation>) -> Self {
        Self { relations: relations.into_iter().collect(), partagees: BTreeSet::new() }
    }

    /// Adds a tie.
    pub fn lier(&mut self, relation: Relation) {
        self.relations.insert(relation);
    }

    /// Adds a share of these classes.
    pub fn partager(&mut self, classes: impl IntoIterator<Item = Classe>) {
        self.relations.insert(Relation::Partage);
        self.partagees.extend(classes);
    }

    /// The ties of both.
    pub fn joindre(&mut self, autres: Self) {
        self.relations.extend(autres.relations);
        self.partagees.extend(autres.partagees);
    }
}
