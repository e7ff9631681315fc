//! `cargo xtask bench`: the real server, in release, over a large territory, beside what the machine can do; all in one
//! run, each three times, the median kept. Prints a table and writes `docs/bench.md`.

mod client;
mod load;
mod report;
mod territory;

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::{process, tools, tree};
use client::{Client, Who};
use load::{Load, Measure};
use report::Row;

/// How much.
#[derive(clap::Args)]
pub struct Args {
    /// Copies of the demonstration's territory (207 dossiers each).
    #[arg(long, default_value_t = 56)]
    copies: u32,
    /// Seconds of each measure.
    #[arg(long, default_value_t = 5)]
    seconds: u32,
    /// Simultaneous connections.
    #[arg(long, default_value_t = 16)]
    connections: u32,
    /// Measure what is already built in release.
    #[arg(long)]
    no_build: bool,
    /// Only the catalogue and the finder beside the floor: printed, and `docs/bench.md` stays as it is.
    #[arg(long)]
    catalogue: bool,
}

/// The floor, then the pages that everyone's definitions fill.
const PLANCHER: (&str, &str) = ("page presque vide (le plancher)", "/code-source");
const CATALOGUE: [(&str, &str); 5] = [
    ("catalogue", "/dispositifs"),
    ("une fiche", "/dispositifs/1.1"),
    ("trois fiches comparées", "/dispositifs/comparer?id=1.1&id=1.2&id=1.3"),
    ("mécanismes", "/dispositifs/mecanismes"),
    ("carte", "/dispositifs/carte"),
];

const TIMES: usize = 3;

/// Builds, fills, serves, measures, reports.
pub fn run(args: &Args) -> Result<()> {
    tools::ensure_package("wrk")?;
    if !args.no_build {
        cargo(&["build", "--release", "--package", "app"])?;
        cargo(&["build", "--release", "--package", "actes", "--example", "multiplier"])?;
        cargo(&["build", "--release", "--package", "store", "--example", "planchers"])?;
        cargo(&["build", "--release", "--package", "dispositifs", "--example", "mesures"])?;
    }
    let release = tree::root().join("target/release");
    let territory = territory::ready(&release, args.copies)?;
    let server = territory::serve(&release.join("palier"), territory.run.path())?;
    let client = Client::busiest(server.address())?;
    let load = Load::new(args.connections, args.seconds, server.pid(), &client)?;
    let page = |(name, path): (&'static str, &str)| {
        let size = client.get(path)?.body.len();
        Ok::<_, anyhow::Error>(Row::page(name, size, median(|| load.read(path))?))
    };
    let mut rows = vec![page(PLANCHER)?];
    if !args.catalogue {
        rows.push(page(("liste des dossiers", "/dossiers"))?);
        rows.push(page(("page d'un dossier", &client.dossier))?);
    }
    for named in CATALOGUE {
        rows.push(page(named)?);
    }
    for (name, who) in
        [("« quel dispositif ? », connectée", Who::Her), ("« quel dispositif ? », visiteur", Who::Nobody)]
    {
        let size = client.find(who)?.body.len();
        rows.push(Row::page(name, size, median(|| load.find(who))?));
    }
    if args.catalogue {
        return report::print(&rows);
    }
    rows.push(Row::page("un acte durable (« tenter un contact »)", 0, median(|| load.act())?));
    let mut floors = floors(&release, territory.run.path(), &client)?;
    floors.extend(definitions(&release)?);
    report::conclude(args, &territory, &rows, &floors)
}

/// The run whose rate is in the middle.
fn median(mut once: impl FnMut() -> Result<Measure>) -> Result<Measure> {
    let mut all = Vec::with_capacity(TIMES);
    for _ in 0..TIMES {
        ensure!(!process::interrupted(), "interrupted");
        all.push(once()?);
    }
    all.sort_by(|a, b| a.rate.total_cmp(&b.rate));
    all.into_iter().nth(TIMES / 2).context("three measures have a middle")
}

/// The same rows by SQL alone, and a bare flush.
fn floors(release: &Path, data: &Path, client: &Client) -> Result<Vec<Row>> {
    let id = client.dossier.rsplit('/').next().unwrap_or_default();
    let mut command = Command::new(release.join("examples/planchers"));
    command.arg(data).arg(id);
    let named = [
        ("list", "SQL seul : les lignes de la liste"),
        ("dossier", "SQL seul : les lignes du dossier"),
        ("act", "SQL seul : une transaction et son écriture sur disque"),
        ("flush", "4 Kio ajoutés et écrits sur disque (fdatasync)"),
    ];
    told(&mut command, &named)
}

/// One household asked of all definitions, and all definitions read.
fn definitions(release: &Path) -> Result<Vec<Row>> {
    let named = [
        ("trouver", "« quel dispositif ? » : un ménage, toutes les définitions"),
        ("check", "lire et vérifier toutes les définitions"),
    ];
    told(&mut Command::new(release.join("examples/mesures")), &named)
}

/// What an example tells, as JSON, over several runs; of each figure the run in the middle.
fn told(command: &mut Command, named: &[(&str, &'static str)]) -> Result<Vec<Row>> {
    let mut runs: Vec<Value> = Vec::new();
    for _ in 0..TIMES {
        let told = command.stderr(Stdio::inherit()).output()?;
        ensure!(told.status.success(), "{command:?}: {}", told.status);
        runs.push(serde_json::from_slice(&told.stdout)?);
    }
    let row = |(key, name): (&str, &'static str)| {
        let of = |run: &Value, what: &str| {
            run.get(key).and_then(|v| v.get(what)).and_then(Value::as_f64).unwrap_or_default()
        };
        let mut all: Vec<Measure> = runs
            .iter()
            .map(|r| Measure { rate: of(r, "rate"), p50: of(r, "p50"), p99: of(r, "p99"), per_cpu: None })
            .collect();
        all.sort_by(|a, b| a.rate.total_cmp(&b.rate));
        all.into_iter().nth(TIMES / 2).map(|m| Row::page(name, 0, m))
    };
    named.iter().map(|pair| row(*pair).context("no measure")).collect()
}

fn cargo(words: &[&str]) -> Result<()> {
    let cargo = crate::programs::cargo();
    let status = process::run(Command::new(cargo).args(words).current_dir(tree::root()))?;
    ensure!(status.success(), "cargo {}: {status}", words.join(" "));
    Ok(())
}
