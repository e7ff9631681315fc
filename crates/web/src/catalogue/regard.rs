//! How one reader sees the catalogue: with the true title, or the neutral one.

use std::collections::BTreeSet;

use dispositifs::champs::{Champ, Valeur};
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
    /// From who reads and the dispositifs of the conventions that exist for her.
    pub fn de<'c>(acteur: Option<&Acteur>, siens: impl IntoIterator<Item = &'c String>) -> Self {
        let accompagne =
            |a: &Acteur| matches!(a.nature, NatureOrganisation::Association | NatureOrganisation::Sante);
        Self {
            accompagne: acteur.is_some_and(accompagne),
            connue: acteur.is_some(),
            siens: siens.into_iter().cloned().collect(),
        }
    }

    /// Of whoever operates the machine, and has the definitions themselves.
    pub const fn entier() -> Self {
        Self { accompagne: true, connue: true, siens: BTreeSet::new() }
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

    /// The chapter she reads; of a sheet kept quiet, the category alone.
    pub fn chapitre<'d>(&self, d: &'d Definition) -> &'d str {
        let guide = Guide::livre();
        let Some(theme) = guide.theme(&d.fiche.chapitre) else { return &d.fiche.chapitre };
        if self.code(d) == theme.code {
            return &theme.titre;
        }
        let categorie = guide.categories.iter().find(|c| c.code == theme.categorie);
        let categorie = categorie.map(|c| c.titre.as_str());
        theme.titre_neutre.as_deref().or(categorie).unwrap_or(&d.fiche.chapitre)
    }

    /// The code of that chapter: those of a category that are kept quiet for her are one.
    pub fn code<'d>(&self, d: &'d Definition) -> &'d str {
        let code = d.fiche.chapitre.as_str();
        if self.discret(d) { code.split('.').next().unwrap_or(code) } else { code }
    }

    /// Both, as a heading.
    pub fn intitule(&self, d: &Definition) -> String {
        let (code, nom) = (self.code(d), self.chapitre(d));
        if nom == code { nom.to_owned() } else { format!("{code} {nom}") }
    }

    /// What a sheet says under a field; nothing when it is kept quiet for her.
    pub fn lire(&self, champ: &Champ, d: &Definition) -> Option<Valeur> {
        (!champ.revele || !self.discret(d)).then(|| champ.lire(d))
    }
}
