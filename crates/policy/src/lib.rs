//! Who may see what. Pure: a table, its bounds, and the scope that every query takes.
//!
//! Three questions, one answer each. [`parties`]: for whom does a sujet exist? (The store keeps it beside the sujet
//! and no query runs without it; what is outside is *not found*.) [`Matrice::droits`]: of what exists for her, which
//! classes does this reader read and record, given her function and what ties her to this dossier? [`Geste`]: what
//! may she do with access itself? The table is data (`matrice.toml`); a deployer edits it within [`bornes`].

pub mod chiffres;

use std::collections::BTreeMap;

use domain::{Acte, OrganisationId, UtilisateurId};

pub mod bornes;
mod droits;
mod matrice;
mod profil;
mod relation;
#[cfg(test)]
mod tests;

pub use droits::{Droits, Geste, Niveau};
pub use matrice::{LIVREE, Matrice};
pub use profil::{NatureOrganisation, Profil};
pub use relation::{Liens, Relation};

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
    /// Her function there.
    pub profil: Profil,
}

/// The organisations for which a sujet exists, each with its roles: the parties to its convention. A sujet
/// that concerns one landlord does not exist for the others: two landlords in one dispositif never see
/// each other's households. `parties` gives, for each role held: the role, its kind, who holds it.
pub fn parties<'a>(
    parties: impl Iterator<Item = (&'a str, NatureOrganisation, OrganisationId)>,
    bailleur: Option<OrganisationId>,
) -> BTreeMap<OrganisationId, Vec<String>> {
    let mut tiennent: BTreeMap<OrganisationId, Vec<String>> = BTreeMap::new();
    for (role, nature, organisation) in parties {
        let autre_bailleur =
            nature == NatureOrganisation::Bailleur && bailleur.is_some_and(|b| b != organisation);
        if !autre_bailleur {
            tiennent.entry(organisation).or_default().push(role.to_owned());
        }
    }
    tiennent
}

/// Whether an act belongs to the organisation that carries the convention, the one that opened it: who
/// takes part, how much, until when. Otherwise any party could grant itself every role.
pub const fn de_qui_porte(acte: Acte) -> bool {
    matches!(
        acte,
        Acte::ConfierRole
            | Acte::Amender
            | Acte::AdopterVersion
            | Acte::RenouvelerConvention
            | Acte::CloreConvention
    )
}

/// Whether an actor may correct or annul what was recorded for that organisation: only her own's.
pub fn corrige(acteur: &Acteur, saisi_pour: OrganisationId) -> bool {
    acteur.organisation == saisi_pour
}
