//! The table on the screen, and the same in `docs/bench.md` with what it was measured on.

use std::fmt::Write;
use std::process::Command;

use anyhow::{Context, Result};

use super::Args;
use super::load::Measure;
use super::territory::Territory;
use crate::tree;

/// One line of the table.
pub struct Row {
    name: &'static str,
    bytes: usize,
    measure: Measure,
}

impl Row {
    /// A page of that many bytes once unpacked; 0 when its size says nothing.
    pub const fn page(name: &'static str, bytes: usize, measure: Measure) -> Self {
        Self { name, bytes, measure }
    }
}

/// Prints only.
pub fn print(pages: &[Row]) -> Result<()> {
    println!("{}", table(pages, &[])?);
    Ok(())
}

/// Prints and writes.
pub fn conclude(args: &Args, territory: &Territory, pages: &[Row], floors: &[Row]) -> Result<()> {
    let table = table(pages, floors)?;
    println!("{table}");
    let text = format!(
        "# Mesures\n\nProduit par `cargo xtask bench` le {}. {} connexions, {} s par mesure, trois fois, la médiane \
         gardée ; `wrk` tourne sur les mêmes processeurs que le serveur.\n\nMachine : {}. Charge à la fin des mesures \
         (1, 5, 15 min) : {}.\n\nDonnées : {} copies du territoire de démonstration, chaque acte décidé par le moteur \
         ({}).\n\n{table}\n« Par seconde de processeur » compte le temps du serveur seul ; c'est le chiffre qui bouge le \
         moins avec la charge de la machine. Les lignes « SQL seul » sont prises dans le même passage, après les pages, \
         par un seul fil, sans rien lire du contenu ni rien afficher.\n",
        said("date", &["+%F %H:%M"]),
        args.connections,
        args.seconds,
        machine(),
        said("cut", &["-d ", "-f1-3", "/proc/loadavg"]),
        args.copies,
        territory.story,
    );
    std::fs::write(tree::root().join("docs/bench.md"), text).context("docs/bench.md cannot be written")
}

fn table(pages: &[Row], floors: &[Row]) -> Result<String> {
    let mut text = String::from(
        "| | par seconde | par seconde de processeur | p50 (ms) | p99 (ms) | octets | plancher ÷ ligne |\n\
         | --- | ---: | ---: | ---: | ---: | ---: | ---: |\n",
    );
    let empty = pages.first().and_then(|row| row.measure.per_cpu);
    for row in pages.iter().chain(floors) {
        let Measure { rate, p50, p99, per_cpu } = row.measure;
        let cpu = per_cpu.map(|n| format!("{n:.0}")).unwrap_or_default();
        let bytes = if row.bytes == 0 { String::new() } else { row.bytes.to_string() };
        let ratio = empty.zip(per_cpu).map(|(floor, own)| format!("{:.1}", floor / own)).unwrap_or_default();
        writeln!(text, "| {} | {rate:.0} | {cpu} | {p50:.2} | {p99:.2} | {bytes} | {ratio} |", row.name)?;
    }
    Ok(text)
}

fn machine() -> String {
    let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model =
        info.lines().find_map(|l| Some(l.strip_prefix("model name")?.split_once(':')?.1.trim().to_owned()));
    let cores = info.lines().filter(|line| line.starts_with("processor")).count();
    format!("{cores} × {}, Linux {}", model.unwrap_or_default(), said("uname", &["-r"]))
}

fn said(program: &str, words: &[&str]) -> String {
    let told = Command::new(program).args(words).output();
    told.map(|t| String::from_utf8_lossy(&t.stdout).trim().to_owned()).unwrap_or_default()
}
