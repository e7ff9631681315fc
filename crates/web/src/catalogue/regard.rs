//! How one reader sees the catalogue: with the true title, or the neutral one.

use std::collections::BTreeSet;

use actes::ConventionLue;
use dispositifs::guide::Guide;
use domain::Definition;
use policy::{Acteur, NatureOrganisation};

/// The eye of one reader on the catalogue.
pub struct Regard {
    /// Whether she accompanies or cares, whatever the dispositif.
    accompagne: bool,
    /// Whether she is anyone.
    connue: bool,
    /// The dispositifs in which her organisation takes part.
    siens: BTreeSet<String>,
}

impl Regard {
    /// From who reads and the conventions that exist for her.
    pub fn de(acteur: Option<&Acteur>, conventions: &[ConventionLue]) -> Self {
        let accompagne =
            |a: &Acteur| matches!(a.nature, NatureOrganisation::Association | NatureOrganisation::Sante);
        Self {
            accompagne: acteur.is_some_and(accompagne),
            connue: acteur.is_some(),
            siens: conventions.iter().map(|c| c.dispositif.clone()).collect(),
        }
    }

    /// Whether she acts for an organisation.
    pub const fn connue(&self) -> bool {
        self.connue
    }

    /// Whether the public of this dispositif is kept quiet for her.
    pub fn discret(&self, d: &Definition) -> bool {
        d.fiche.titre_neutre.is_some() && !self.accompagne && !self.siens.contains(&d.id)
    }

    /// The title she reads.
    pub fn titre<'d>(&self, d: &'d Definition) -> &'d str {
        let neutre = d.fiche.titre_neutre.as_deref().filter(|_| self.discret(d));
        neutre.unwrap_or(&d.fiche.titre)
    }

    /// The chapter she reads.
    pub fn chapitre<'d>(&self, d: &'d Definition) -> &'d str {
        let Some(theme) = Guide::livre().theme(&d.fiche.chapitre) else { return &d.fiche.chapitre };
        let neutre = theme.titre_neutre.as_deref().filter(|_| self.discret(d));
        neutre.unwrap_or(&theme.titre)
    }
}
