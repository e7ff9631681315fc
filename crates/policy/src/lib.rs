//! Who may see what. Pure: a table, and the scope that every query takes.
//!
//! Two questions, one answer each: [`parties`] says for whom a sujet exists (the store keeps it beside
//! the sujet and no query runs without it; what is outside is *not found*), [`lit`] says which classes of
//! data a reader sees in those.

pub mod chiffres;

use std::collections::BTreeMap;

use domain::fait::Classe;
use domain::{Acte, OrganisationId, UtilisateurId};

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

/// Whether someone of that kind of organisation reads that class, in what exists for her.
///
/// C4 to C7 never reach a landlord; health (C5) is read by health teams only, until a household's
/// consent is recorded; justice and violence by those who accompany. Any other body that holds a role (an
/// energy operator who visits homes) knows whom it meets, and no more.
pub const fn lit(nature: NatureOrganisation, classe: Classe) -> bool {
    use NatureOrganisation::{Association, Autre, Bailleur, Collectivite, Etat, Sante};
    match (nature, classe) {
        (Association, Classe::C5) => false,
        (Association, _) => true,
        (Sante, Classe::C0 | Classe::C1 | Classe::C5) => true,
        (Bailleur | Collectivite | Etat, Classe::C0 | Classe::C1 | Classe::C2) => true,
        (Collectivite, Classe::C3) => true,
        (Autre, Classe::C0 | Classe::C1) => true,
        _ => false,
    }
}

/// Whether someone of that kind of organisation records facts of that class: a landlord keeps no file on
/// health, justice or violence, even what it was told.
pub const fn consigne(nature: NatureOrganisation, classe: Classe) -> bool {
    !matches!((nature, classe), (NatureOrganisation::Bailleur, Classe::C5 | Classe::C6 | Classe::C7))
}

/// Whether an act belongs to the organisation that carries the convention, the one that opened it: who
/// takes part, how much, until when. Otherwise any party could grant itself every role.
pub const fn de_qui_porte(acte: Acte) -> bool {
    matches!(acte, Acte::ConfierRole | Acte::Amender | Acte::RenouvelerConvention | Acte::CloreConvention)
}

/// Whether an actor may correct or annul what was recorded for that organisation: only her own's.
pub fn corrige(acteur: &Acteur, saisi_pour: OrganisationId) -> bool {
    acteur.organisation == saisi_pour
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLASSES: [Classe; 8] =
        [Classe::C0, Classe::C1, Classe::C2, Classe::C3, Classe::C4, Classe::C5, Classe::C6, Classe::C7];

    #[test]
    fn two_landlords_of_one_dispositif_do_not_see_each_other_s_households() {
        let org = |n: u128| OrganisationId(domain::ids::ulid(n));
        let roles = [
            ("opérateur", NatureOrganisation::Association, org(1)),
            ("bailleur", NatureOrganisation::Bailleur, org(2)),
            ("bailleur", NatureOrganisation::Bailleur, org(3)),
        ];
        let vus = |b| parties(roles.into_iter(), b).into_keys().collect::<Vec<_>>();
        assert_eq!(vus(Some(org(2))), [org(1), org(2)]);
        assert_eq!(vus(None), [org(1), org(2), org(3)]);
    }

    #[test]
    fn a_landlord_records_nothing_on_health_justice_or_violence() {
        let refusees: Vec<Classe> =
            CLASSES.into_iter().filter(|c| !consigne(NatureOrganisation::Bailleur, *c)).collect();
        assert_eq!(refusees, [Classe::C5, Classe::C6, Classe::C7]);
        assert!(CLASSES.into_iter().all(|c| consigne(NatureOrganisation::Association, c)));
    }

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
            ("autre", "xx......"),
        ];
        assert_eq!(matrice, attendu.map(|(n, l)| (n, l.to_owned())));
    }
}
