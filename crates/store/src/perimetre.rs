//! Which rows a reader may reach, as SQL can say it: no query of households runs without one.
//!
//! It only says *which sujets*; which of their fields may be read is `policy`'s to mask. An empty perimeter reaches
//! nothing: forgetting to grant shows no one.

use domain::{Date, OrganisationId, UtilisateurId};

use crate::StoreError;
use crate::driver::Tx;

/// What ties a reader to sujets.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Perimetre {
    tout: bool,
    organisations: Vec<String>,
    acces: Option<Acces>,
    discret: bool,
}

/// How what is due first is read, compared and sorted.
pub(crate) struct Urgence {
    pub(crate) colonnes: &'static str,
    pub(crate) avant: &'static str,
    pub(crate) apres: &'static str,
    pub(crate) ordre: &'static str,
}

/// Shares and nominations that hold on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Acces {
    beneficiaires: Vec<String>,
    jour: String,
}

impl Perimetre {
    /// What exists on a day for a person who acts for an organisation: what it takes part in, what is shared with it or
    /// with her, the protected households that she is named for, the conventions of the territories it answers for.
    pub fn lire(
        tx: &mut Tx<'_>,
        organisation: OrganisationId,
        utilisateur: UtilisateurId,
        territoires: impl IntoIterator<Item = String>,
        jour: Date,
    ) -> Result<Self, StoreError> {
        let mut beneficiaires = vec![organisation.to_string(), utilisateur.to_string()];
        beneficiaires.extend(territoires);
        let ouverts = Acces { beneficiaires, jour: jour.to_string() };
        // Most readers have no access but their organisation's: their lists keep to one index.
        let trouve = {
            let mut requete = Requete::default();
            requete.texte("SELECT CAST(1 AS BIGINT) FROM acces a WHERE ");
            ouverts.lignes(&mut requete);
            requete.texte(" LIMIT 1");
            tx.une(requete.sql().sql(), &requete.valeurs, |l| l.entier(0))?.is_some()
        };
        let acces = trouve.then_some(ouverts);
        Ok(Self { acces, ..Self::default().organisation(organisation) })
    }

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

    /// The one organisation that this perimeter comes down to, when it does: its list is read from one index.
    pub(crate) fn seule_organisation(&self) -> Option<&str> {
        match self.organisations.as_slice() {
            [seule] if !self.tout && !self.discret && self.acces.is_none() => Some(seule),
            _ => None,
        }
    }

    /// Whether something exists for her otherwise than by her organisation's part in it.
    pub const fn a_des_acces(&self) -> bool {
        self.acces.is_some()
    }

    /// For who reads less than is usual in her organisation: its lines of what is due are not hers.
    #[must_use]
    pub fn discret(mut self, discret: bool) -> Self {
        self.discret = discret;
        self
    }

    /// What is due first on a dossier, as this reader may know it: her organisation's line, or what everyone may know.
    pub(crate) const fn urgence(&self) -> Urgence {
        if self.discret {
            Urgence {
                colonnes: "d.urgence, d.due",
                avant: " AND d.urgence < ",
                apres: " AND (d.urgence, d.id) > (",
                ordre: " ORDER BY d.urgence, d.id",
            }
        } else {
            Urgence {
                colonnes: "COALESCE(p.urgence, d.urgence), CASE WHEN p.sujet IS NULL THEN d.due ELSE p.due END",
                avant: " AND COALESCE(p.urgence, d.urgence) < ",
                apres: " AND (COALESCE(p.urgence, d.urgence), d.id) > (",
                ordre: " ORDER BY COALESCE(p.urgence, d.urgence), d.id",
            }
        }
    }

    /// The organisation whose line of a dossier says what is due.
    pub(crate) fn lectrice(&self) -> &str {
        self.organisations.first().map_or("", String::as_str)
    }

    /// What the rows of table `dossier`, named `d`, must satisfy: a question asked of each row, for a query that has
    /// few of them to ask or that stops early.
    pub(crate) fn dossiers<'p>(&'p self, requete: &mut Requete<'p>) {
        self.lignes(requete, "p.sujet = d.id", "a.sujet = d.id");
    }

    /// The same, for a query that would ask it of all the dossiers of the territory: a set read once from its index.
    /// Never inside a subquery, which would read it again for each row.
    pub(crate) fn dossiers_d_un_bloc<'p>(&'p self, requete: &mut Requete<'p>) {
        if self.tout || self.acces.is_some() || self.organisations.is_empty() {
            return self.dossiers(requete);
        }
        requete.texte("d.id IN (SELECT p.sujet FROM partie p WHERE p.organisation IN (");
        requete.liste(&self.organisations);
        requete.texte("))");
    }

    /// What the rows of table `prise`, named `q`, must satisfy: a reader counts what exists for her.
    pub(crate) fn prises<'p>(&'p self, requete: &mut Requete<'p>) {
        self.lignes(requete, "p.sujet = q.sujet", "a.sujet = q.sujet");
    }

    /// What the rows of table `sujet`, named `s`, must satisfy. A household is reached through its dossiers.
    pub(crate) fn sujets<'p>(&'p self, requete: &mut Requete<'p>) {
        if self.tout {
            return requete.texte("1 = 1");
        }
        requete.texte("(");
        self.lignes(requete, "p.sujet = s.id", "a.sujet = s.id");
        requete.texte(" OR EXISTS (SELECT 1 FROM dossier d WHERE d.menage = s.id AND ");
        self.dossiers(requete);
        requete.texte("))");
    }

    fn lignes<'p>(&'p self, requete: &mut Requete<'p>, partie: &'static str, acces: &'static str) {
        if self.tout {
            return requete.texte("1 = 1");
        }
        requete.texte("(1 = 0");
        if !self.organisations.is_empty() {
            requete.texte(" OR EXISTS (SELECT 1 FROM partie p WHERE ");
            requete.texte(partie);
            requete.texte(" AND p.organisation IN (");
            requete.liste(&self.organisations);
            requete.texte("))");
        }
        if let Some(ouverts) = &self.acces {
            requete.texte(" OR EXISTS (SELECT 1 FROM acces a WHERE ");
            requete.texte(acces);
            requete.texte(" AND ");
            ouverts.lignes(requete);
            requete.texte(")");
        }
        requete.texte(")");
    }
}

impl Acces {
    /// What the rows of table `acces`, named `a`, must satisfy.
    fn lignes<'p>(&'p self, requete: &mut Requete<'p>) {
        requete.texte("a.beneficiaire IN (");
        requete.liste(&self.beneficiaires);
        requete.texte(") AND a.lien <> 'urgence' AND a.depuis <= ");
        requete.valeur(&self.jour);
        requete.texte(" AND a.jusqu_au >= ");
        requete.valeur(&self.jour);
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

    /// A list for `IN (…)`; an empty one holds nothing.
    pub(crate) fn liste(&mut self, valeurs: &'r [String]) {
        if valeurs.is_empty() {
            self.texte("NULL");
        }
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
