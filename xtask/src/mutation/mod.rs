//! `cargo xtask mutation-cas`: what the cas of a dispositif really hold. Each definition is changed in one place at a time
//! and all its cas are played in memory: a change that no cas notices is a rule that nothing tests.

mod conditions;
mod edit;
mod excused;
mod mutants;
mod play;
mod report;
mod values;
mod words;

#[cfg(test)]
mod tests;

use anyhow::{Context, Result, bail, ensure};
use clap::{Args as ClapArgs, ValueEnum};
use dispositifs::{Bibliotheque, lire_dossier};

use crate::tree;

/// What is changed, and what is asked of the result.
#[derive(ClapArgs)]
pub struct Args {
    /// Only these dispositifs (all of them when none is named).
    ids: Vec<String>,
    /// How the result is printed.
    #[arg(long, value_enum, default_value_t = Format::Texte)]
    format: Format,
    /// Fails when the score of a dispositif, in percent, is below this.
    #[arg(long)]
    seuil: Option<f64>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Texte,
    Json,
}

/// Mutates, plays, prints.
pub fn run(args: &Args) -> Result<()> {
    let (library, _) = Bibliotheque::lire(lire_dossier(&tree::root().join("dispositifs"))?);
    for id in &args.ids {
        ensure!(library.definitions.contains_key(id), "aucune définition « {id} » en état de servir");
    }
    let wanted = |id: &&String| args.ids.is_empty() || args.ids.contains(id);
    let excuses = excused::read(&tree::root().join("xtask/mutation-survivants.toml"))?;
    let mut reports = Vec::new();
    for id in library.definitions.keys().filter(wanted) {
        let text = library.textes.get(id).context("a definition has its text")?;
        let mutants = mutants::of(text).with_context(|| format!("{id}/definition.toml"))?;
        let outcomes = play::all(&library, id, text, &mutants)?;
        reports.push(report::Report::new(id, text, &mutants, &outcomes, &excuses));
    }
    match args.format {
        Format::Texte => report::print(&reports),
        Format::Json => println!("{}", report::json(&reports)),
    }
    let useless: usize = reports.iter().map(|r| r.useless.len()).sum();
    ensure!(useless == 0, "{useless} excuse(s) sans objet : retirez-les de xtask/mutation-survivants.toml");
    let below = reports.iter().filter(|r| args.seuil.is_some_and(|least| r.score() < least)).count();
    if below > 0 {
        bail!("{below} dispositif(s) sous le seuil")
    }
    Ok(())
}
