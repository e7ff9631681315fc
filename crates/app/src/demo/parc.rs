//! The dwellings of the territory: who is in which, as the stories know it. The engine has the last
//! word; this only chooses one that should be free.

use domain::{OrganisationId, SujetId};

/// A dwelling.
#[derive(Debug, Clone)]
pub struct Logement {
    /// Its sujet.
    pub id: SujetId,
    /// Rank of its convention.
    pub convention: usize,
    /// The group it belongs to.
    pub groupe: String,
    /// Its landlord, when one is named.
    pub bailleur: Option<OrganisationId>,
    /// Its rooms.
    pub pieces: u16,
    /// Its places.
    pub places: u16,
    /// Rent and charges, in cents.
    pub loyer: i64,
    /// Places taken or promised.
    pub pris: u16,
}

/// All of them.
#[derive(Debug, Default)]
pub struct Parc {
    /// In the order of their declaration.
    pub logements: Vec<Logement>,
}

impl Parc {
    /// A free one of that group, of one of these landlords and of the size nearest to what is needed.
    pub fn libre(
        &self,
        convention: usize,
        groupe: &str,
        organisations: &[OrganisationId],
        pieces: u16,
    ) -> Option<usize> {
        let convient = |l: &Logement| {
            l.convention == convention
                && l.pris < l.places
                && (groupe.is_empty() || l.groupe == groupe)
                && l.bailleur.is_none_or(|b| organisations.contains(&b))
        };
        let libres = self.logements.iter().enumerate().filter(|(_, l)| convient(l));
        libres.min_by_key(|(rang, l)| (l.pieces.abs_diff(pieces), *rang)).map(|(rang, _)| rang)
    }

    /// The dwelling of that rank.
    pub fn logement(&self, rang: usize) -> Option<&Logement> {
        self.logements.get(rang)
    }

    /// The rank of a dwelling.
    pub fn rang(&self, id: SujetId) -> Option<usize> {
        self.logements.iter().position(|l| l.id == id)
    }

    /// From one dwelling to another: what was held is given back.
    pub fn passer(&mut self, de: Option<usize>, vers: Option<usize>) {
        if de == vers {
            return;
        }
        if let Some(l) = de.and_then(|r| self.logements.get_mut(r)) {
            l.pris = l.pris.saturating_sub(1);
        }
        if let Some(l) = vers.and_then(|r| self.logements.get_mut(r)) {
            l.pris = l.pris.saturating_add(1);
        }
    }
}
