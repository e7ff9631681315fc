//! The demo's territory: plainly invented organisations and households, played by the engine's own
//! acts over two years up to the demo's date. What they are and what they live is data
//! (`demo/territoire.toml`, `demo/recits/*.toml`); the same date gives the same territory.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use actes::Porte;
use anyhow::Context;
use domain::{Date, texte};

mod annuaire;
mod champs;
#[cfg(test)]
mod essais;
mod hasard;
mod histoire;
mod installer;
mod jeu;
mod menages;
mod modele;
mod parc;
mod plan;
mod scene;
mod textes;

use annuaire::Gens;
use jeu::Jeu;
use plan::Plan;
use scene::Scene;

/// What the generator did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bilan {
    /// Acts accepted, by name.
    pub actes: BTreeMap<&'static str, u32>,
    /// Refusals that the récits foresaw: no place left.
    pub refus: u32,
    /// How many times a household waited for a dwelling, or a group for households.
    pub attentes: u32,
    /// Acts asked.
    pub demandes: u32,
}

impl fmt::Display for Bilan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.demandes == 0 {
            return f.write_str("Le territoire existe déjà : rien n'a été ajouté.");
        }
        let total: u32 = self.actes.values().sum();
        write!(
            f,
            "Territoire inventé : {} actes enregistrés, {} refusés par les règles faute de place, {} attentes.",
            texte::nombre(total.into()),
            texte::nombre(self.refus.into()),
            texte::nombre(self.attentes.into()),
        )?;
        for (nom, n) in &self.actes {
            write!(f, "\n  {n:>5}  {nom}")?;
        }
        Ok(())
    }
}

/// Fills an empty base with the territory as it stands on `jour`; a base that already holds people
/// is left as it is.
///
/// # Errors
/// When the engine refuses what no récit foresaw, with its reasons, or the store does not answer.
pub fn peupler(porte: &Arc<Porte>, jour: Date) -> anyhow::Result<Bilan> {
    if !porte.annuaire().utilisateurs.is_empty() {
        return Ok(Bilan::default());
    }
    let (territoire, recits) = (textes::territoire()?, textes::recits()?);
    let gens = Gens::inscrire(porte, &territoire)?;
    let prevues = installer::preparer(&territoire, &gens, jour)?;
    let plan = Plan::tirer(&territoire, &recits, &gens, &prevues, jour)?;
    let mut jeu = Jeu::nouveau(plan.histoires, jour)?;
    let mut scene = Scene {
        porte,
        jour,
        conventions: installer::preparer(&territoire, &gens, jour)?,
        parc: parc::Parc::default(),
        bilan: Bilan::default(),
        accompagnes: BTreeMap::new(),
        prochain: u128::from(territoire.base) + 10_000,
    };
    let mut ouvertures: Vec<(Date, usize)> =
        prevues.iter().enumerate().map(|(rang, c)| (c.debut, rang)).collect();
    ouvertures.sort_unstable();
    for (debut, rang) in ouvertures {
        jeu.jusqu_au(&mut scene, debut)?;
        let nom = &prevues.get(rang).context("convention sans rang")?.dispositif;
        installer::ouvrir(&mut scene, &territoire, &gens, rang)
            .with_context(|| format!("convention du dispositif {nom}"))?;
    }
    jeu.jusqu_au(&mut scene, jour)?;
    porte.horloge().regler(jour);
    Ok(scene.bilan)
}
