//! Who may see what. Pure: a table, and the scope that every query takes.
//!
//! Two questions, one answer each: [`Scope`] says which sujets exist for a reader (what is outside
//! it is *not found*), [`lit`] says which classes of data she reads in those.

use domain::fait::Classe;
use domain::{OrganisationId, UtilisateurId};

/// What kind of body an organisation is: it fixes what its people may read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NatureOrganisation {
    /// Social landlord.
    Bailleur,
    /// Association that supports households; bound by professional secrecy through its mission.
    Association,
    /// Town, département, SIAO.
    Collectivite,
    /// The State's services.
    Etat,
    /// Hospital or medical team.
    Sante,
    /// Any other.
    Autre,
}

impl NatureOrganisation {
    /// Every kind.
    pub const TOUTES: [Self; 6] =
        [Self::Bailleur, Self::Association, Self::Collectivite, Self::Etat, Self::Sante, Self::Autre];

    /// The word of definitions and of the directory.
    pub const fn mot(self) -> &'static str {
        match self {
            Self::Bailleur => "bailleur",
            Self::Association => "association",
            Self::Collectivite => "collectivité",
            Self::Etat => "état",
            Self::Sante => "santé",
            Self::Autre => "autre",
        }
    }

    /// The kind of that word; what is not known reads least.
    pub fn du_mot(mot: &str) -> Self {
        Self::TOUTES.into_iter().find(|n| n.mot() == mot).unwrap_or(Self::Autre)
    }
}

/// Someone who acts, for one organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acteur {
    /// The person.
    pub utilisateur: UtilisateurId,
    /// Her name on the screen.
    pub nom: String,
    /// The organisation she acts for.
    pub organisation: OrganisationId,
    /// Its kind.
    pub nature: NatureOrganisation,
}

impl Acteur {
    /// What exists for her.
    pub const fn scope(&self) -> Scope {
        match self.nature {
            NatureOrganisation::Bailleur => Scope::Bailleur(self.organisation),
            _ => Scope::Partie(self.organisation),
        }
    }
}

/// Which sujets exist for a reader. Every query that reads sujets takes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// All of them: the program itself (journal checks, replays, demo), never a person.
    Programme,
    /// The conventions to which this organisation is a party, and their dossiers.
    Partie(OrganisationId),
    /// The same, less the dossiers that concern another landlord: two landlords in one dispositif
    /// never see each other's households.
    Bailleur(OrganisationId),
}

/// Whether someone of that kind of organisation reads that class, in what exists for her.
///
/// C4 to C7 never reach a landlord; health (C5) is read by health teams only, until a household's
/// consent is recorded; justice and violence by those who accompany.
pub const fn lit(nature: NatureOrganisation, classe: Classe) -> bool {
    use NatureOrganisation::{Association, Autre, Bailleur, Collectivite, Etat, Sante};
    match (nature, classe) {
        (Association, Classe::C5) => false,
        (Association, _) => true,
        (Sante, Classe::C0 | Classe::C1 | Classe::C5) => true,
        (Bailleur | Collectivite | Etat, Classe::C0 | Classe::C1 | Classe::C2) => true,
        (Collectivite, Classe::C3) => true,
        (Autre, Classe::C0) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLASSES: [Classe; 8] =
        [Classe::C0, Classe::C1, Classe::C2, Classe::C3, Classe::C4, Classe::C5, Classe::C6, Classe::C7];

    #[test]
    fn the_matrix_is_the_one_that_was_agreed() {
        let ligne = |n: NatureOrganisation| -> String {
            CLASSES.iter().map(|c| if lit(n, *c) { 'x' } else { '.' }).collect()
        };
        let matrice: Vec<(&str, String)> =
            NatureOrganisation::TOUTES.into_iter().map(|n| (n.mot(), ligne(n))).collect();
        let attendu = [
            ("bailleur", "xxx....."),
            ("association", "xxxxx.xx"),
            ("collectivité", "xxxx...."),
            ("état", "xxx....."),
            ("santé", "xx...x.."),
            ("autre", "x......."),
        ];
        assert_eq!(matrice, attendu.map(|(n, l)| (n, l.to_owned())));
    }
}
