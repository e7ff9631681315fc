//! Which rows a reader may reach, as SQL can say it: no query of households runs without one.
//!
//! It only says *which sujets*; which of their fields may be read is `policy`'s to mask. An empty perimeter reaches
//! nothing: forgetting to grant shows no one.

use domain::{OrganisationId, SujetId, UtilisateurId};

/// What ties a reader to sujets.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Perimetre {
    tout: bool,
    organisations: Vec<String>,
    referent: Option<String>,
    conventions: Vec<String>,
}

impl Perimetre {
    /// Every sujet: commands of the operator of the machine, never a page.
    pub fn tout() -> Self {
        Self { tout: true, ..Self::default() }
    }

    /// Adds the sujets in which this organisation takes part.
    #[must_use]
    pub fn organisation(mut self, id: OrganisationId) -> Self {
        self.organisations.push(id.to_string());
        self
    }

    /// Adds the dossiers that this person follows.
    #[must_use]
    pub fn referent(mut self, id: UtilisateurId) -> Self {
        self.referent = Some(id.to_string());
        self
    }

    /// Adds all that is run under this convention.
    #[must_use]
    pub fn convention(mut self, id: SujetId) -> Self {
        self.conventions.push(id.to_string());
        self
    }

    /// The organisations that this perimeter comes down to, when nothing else widens it.
    fn seulement_des_organisations(&self) -> bool {
        !self.tout && self.referent.is_none() && self.conventions.is_empty()
    }

    /// The one organisation that this perimeter comes down to, when it does: its list is read from one index.
    pub(crate) fn seule_organisation(&self) -> Option<&str> {
        match self.organisations.as_slice() {
            [seule] if self.seulement_des_organisations() => Some(seule),
            _ => None,
        }
    }

    /// What the rows of table `dossier`, named `d`, must satisfy: a question asked of each row, for a query that has
    /// few of them to ask or that stops early.
    pub(crate) fn dossiers<'p>(&'p self, requete: &mut Requete<'p>) {
        if self.tout {
            return requete.texte("1 = 1");
        }
        requete.texte("(1 = 0");
        if !self.organisations.is_empty() {
            requete.texte(" OR EXISTS (SELECT 1 FROM partie p WHERE p.sujet = d.id AND p.organisation IN (");
            requete.liste(&self.organisations);
            requete.texte("))");
        }
        if let Some(referent) = &self.referent {
            requete.texte(" OR d.referent = ");
            requete.valeur(referent);
        }
        if !self.conventions.is_empty() {
            requete.texte(" OR d.convention IN (");
            requete.liste(&self.conventions);
            requete.texte(")");
        }
        requete.texte(")");
    }

    /// The same, for a query that would ask it of all the dossiers of the territory: a set read once from its index.
    /// Never inside a subquery, which would read it again for each row.
    pub(crate) fn dossiers_d_un_bloc<'p>(&'p self, requete: &mut Requete<'p>) {
        if !self.seulement_des_organisations() || self.organisations.is_empty() {
            return self.dossiers(requete);
        }
        requete.texte("d.id IN (SELECT p.sujet FROM partie p WHERE p.organisation IN (");
        requete.liste(&self.organisations);
        requete.texte("))");
    }

    /// What the rows of table `sujet`, named `s`, must satisfy. A household is reached through its dossiers.
    pub(crate) fn sujets<'p>(&'p self, requete: &mut Requete<'p>) {
        if self.tout {
            return requete.texte("1 = 1");
        }
        requete.texte("(1 = 0");
        if !self.organisations.is_empty() {
            requete.texte(" OR EXISTS (SELECT 1 FROM partie p WHERE p.sujet = s.id AND p.organisation IN (");
            requete.liste(&self.organisations);
            requete.texte("))");
        }
        if !self.conventions.is_empty() {
            requete.texte(" OR s.convention IN (");
            requete.liste(&self.conventions);
            requete.texte(") OR s.id IN (");
            requete.liste(&self.conventions);
            requete.texte(")");
        }
        // What organisations take part in was asked above.
        if !self.seulement_des_organisations() {
            requete.texte(" OR EXISTS (SELECT 1 FROM dossier d WHERE d.id = s.id AND ");
            self.dossiers(requete);
            requete.texte(")");
        }
        requete.texte(" OR EXISTS (SELECT 1 FROM dossier d WHERE d.menage = s.id AND ");
        self.dossiers(requete);
        requete.texte("))");
    }
}

/// A query put together from constant pieces; all that comes from outside is a parameter.
#[derive(Default)]
pub(crate) struct Requete<'r> {
    texte: String,
    pub(crate) valeurs: Vec<crate::driver::Valeur<'r>>,
}

impl<'r> Requete<'r> {
    pub(crate) fn texte(&mut self, morceau: &'static str) {
        self.texte.push_str(morceau);
    }

    pub(crate) fn valeur(&mut self, valeur: impl Into<crate::driver::Valeur<'r>>) {
        self.valeurs.push(valeur.into());
        self.texte.push('$');
        self.texte.push_str(&self.valeurs.len().to_string());
    }

    pub(crate) fn liste(&mut self, valeurs: &'r [String]) {
        for (rang, valeur) in valeurs.iter().enumerate() {
            if rang > 0 {
                self.texte(", ");
            }
            self.valeur(valeur);
        }
    }

    pub(crate) fn sql(&mut self) -> crate::driver::SqlCompose {
        crate::driver::SqlCompose::new(std::mem::take(&mut self.texte))
    }
}
