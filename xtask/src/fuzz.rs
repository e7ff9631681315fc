//! `cargo xtask fuzz`: mutated definitions and cas, longer than the ordinary run of the same test, and under other seeds.

use std::process::Command;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use anyhow::{Result, ensure};
use clap::Args as ClapArgs;

use crate::{process, programs, tree};

/// Turns between two looks at the clock.
const LOT: u64 = 1_000;

/// How long, and from where.
#[derive(ClapArgs)]
pub struct Args {
    /// For how long.
    #[arg(long, default_value_t = 10)]
    minutes: u64,
    /// The seed: the same one takes the same turns; today's second when none is given.
    #[arg(long)]
    seed: Option<u64>,
}

/// Takes turns until the time is over or one fails; that one says how to run it again.
pub fn run(args: &Args) -> Result<()> {
    let seed = match args.seed {
        Some(seed) => seed,
        None => SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs(),
    };
    let (start, mut turn) = (Instant::now(), 0);
    while turn == 0 || start.elapsed() < Duration::from_secs(60 * args.minutes) {
        let mut command = Command::new(programs::cargo());
        command.args(["test", "--quiet", "--package", "dispositifs", "--test", "hasard", "mutated"]);
        command.current_dir(tree::root());
        command.env("PALIER_HASARD_GRAINE", seed.to_string()).env("PALIER_HASARD_TOUR", turn.to_string());
        command.env("PALIER_HASARD_TOURS", LOT.to_string());
        let status = process::run(&mut command)?;
        ensure!(status.success(), "seed {seed}: a turn from {turn} on failed; the test says which");
        turn += LOT;
    }
    println!("seed {seed}: {turn} turns in {:.0} s, none failed", start.elapsed().as_secs_f64());
    Ok(())
}
