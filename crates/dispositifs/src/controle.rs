//! What only a whole definition shows: statuses that nobody reaches, conditions that turn in
//! circles, rules that contradict, names that serve nothing, cost lines that do not add up.

use std::collections::BTreeSet;

use domain::Mecanique;
use domain::definition::Fiche;

use crate::lecture::Socle;
use crate::lecture::bloc::Bloc;
use crate::lecture::noeud::{Ou, Texte};
use crate::lecture::noms::{Noms, Quoi};

mod conditions;
mod couts;
mod parcours;
mod regles;
mod traces;
mod usages;

pub(crate) use traces::controler as traces;

/// Tells all that is wrong in the whole.
pub(crate) fn controler(
    t: &mut Texte<'_>,
    noms: &Noms,
    b: Bloc<'_>,
    fiche: &Fiche,
    m: &Mecanique,
    socle: &Socle,
    servis: &BTreeSet<String>,
) {
    conditions::controler(t, noms, m, socle);
    parcours::controler(t, noms, b, m);
    regles::controler(t, noms, m, socle);
    usages::controler(t, noms, fiche, m, servis);
    couts::controler(t, b, fiche);
}

/// Where something was declared; the beginning when it was not.
fn place(noms: &Noms, quoi: Quoi, nom: &str) -> Ou {
    noms.ou(quoi, nom).cloned().unwrap_or(0..0)
}
