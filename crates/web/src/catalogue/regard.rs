//! How one reader sees the catalogue: with the true title, or the neutral one.

use std::collections::BTreeMap;

use dispositifs::champs::{Champ, Valeur};
use dispositifs::guide::Guide;
use domain::Definition;
use policy::{Acteur, NatureOrganisation};

use super::vitrine::Montree;

/// The eye of one reader on the catalogue.
pub struct Regard {
    /// Whether she accompanies or cares, whatever the dispositif.
    accompagne: bool,
    /// Whether she is anyone.
    connue: bool,
    /// The dispositifs in which her organisation takes part, each with how many conventions.
    siens: BTreeMap<String, usize>,
}

impl Regard {
    /// From who reads and the dispositif of each convention that exists for her.
    pub fn de(acteur: Option<&Acteur>, conventions: impl IntoIterator<Item = String>) -> Self {
        let accompagne =
            |a: &Acteur| matches!(a.nature, NatureOrganisation::Association | NatureOrganisation::Sante);
        let mut siens = BTreeMap::new();
        for dispositif in conventions {
            *siens.entry(dispositif).or_default() += 1;
        }
        Self { accompagne: acteur.is_some_and(accompagne), connue: acteur.is_some(), siens }
    }

    /// Of whoever operates the machine, and has the definitions themselves.
    pub const fn entier() -> Self {
        Self { accompagne: true, connue: true, siens: BTreeMap::new() }
    }

    /// Whether she acts for an organisation.
    pub const fn connue(&self) -> bool {
        self.connue
    }

    /// How many conventions of this dispositif exist for her.
    pub fn conventions(&self, d: &Definition) -> usize {
        self.siens.get(&d.id).copied().unwrap_or_default()
    }

    /// Whether the public of this dispositif is kept quiet for her.
    pub fn discret(&self, d: &Definition) -> bool {
        d.fiche.titre_neutre.is_some() && !self.accompagne && !self.siens.contains_key(&d.id)
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

    /// What a sheet says under each field; nothing where it is kept quiet for her.
    pub fn lire<'f>(
        &self,
        fiche: &'f Montree,
    ) -> impl Iterator<Item = (&'static Champ, Option<&'f Valeur>)> + use<'f> {
        let discret = self.discret(fiche.definition());
        fiche.champs().map(move |(champ, valeur)| (champ, (!champ.revele || !discret).then_some(valeur)))
    }
}
