//! `cargo xtask matrix`: the whole table of access, kept as a golden file, so that a change of what someone may read is
//! reviewed as a change of one line.

use anyhow::{Result, bail};
use clap::Args as ClapArgs;
use policy::Matrice;

use crate::tree;

/// Where the table stands.
const GOLDEN: &str = "docs/matrice.txt";

/// What is asked.
#[derive(ClapArgs)]
pub struct Args {
    /// Writes the table where it is kept.
    #[arg(long)]
    ecrire: bool,
}

/// Prints the table; fails when it differs from the one kept.
pub fn run(args: &Args) -> Result<()> {
    let table = Matrice::livree().imprimer();
    print!("{table}");
    if args.ecrire {
        std::fs::write(tree::root().join(GOLDEN), &table)?;
    }
    check_golden()
}

/// The table that is kept must be the one that the program holds.
pub fn check_golden() -> Result<()> {
    let kept = std::fs::read_to_string(tree::root().join(GOLDEN)).unwrap_or_default();
    if kept != Matrice::livree().imprimer() {
        bail!(
            "{GOLDEN} is not what the program holds: run `cargo xtask matrix --ecrire` and read the difference"
        );
    }
    Ok(())
}
