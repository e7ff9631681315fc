//! Every chore of the project, as `cargo xtask <command>`: one module per command, nothing but dispatch here.

mod bench;
mod captures;
mod cluster;
mod couverture;
mod fuzz;
mod matrix;
mod mutation;
mod mutation_acces;
mod pg;
mod process;
mod programs;
mod test;
mod tidy;
mod tools;
mod tree;

use std::process::ExitCode;

use clap::Parser;

/// The chores of Palier.
#[derive(Parser)]
#[command(name = "cargo xtask", version, about)]
enum Command {
    /// Install what is missing (PostgreSQL, Chromium, strace), then run every check and every test.
    Test(test::Args),
    /// Check the rules of the house that the compiler does not know.
    Tidy,
    /// Change each definition in one place at a time: what no cas notices is not tested.
    MutationCas(mutation::Args),
    /// Print who reads, records and shares what (docs/matrice.txt).
    Matrix(matrix::Args),
    /// Switch off each mask and each scope, one at a time: what no test notices, nothing watches (docs/mutation-acces.md).
    MutationAcces(mutation_acces::Args),
    /// Print each primitive of the definition language and the sheets that use it (docs/couverture.md).
    Couverture(couverture::Args),
    /// Read, show, write and play mutated definitions and cas for as long as is said.
    Fuzz(fuzz::Args),
    /// Measure the real server in release over a large territory, beside what the machine can do (docs/bench.md).
    Bench(bench::Args),
    /// Take again the pictures of the README.
    Captures,
    /// Start a throwaway PostgreSQL cluster, print its URL and wait for ctrl-c.
    Pg,
}

fn main() -> ExitCode {
    let outcome = process::watch_for_interruption().and_then(|()| match Command::parse() {
        Command::Test(args) => test::run(&args),
        Command::Tidy => tidy::run(),
        Command::MutationCas(args) => mutation::run(&args),
        Command::Matrix(args) => matrix::run(&args),
        Command::MutationAcces(args) => mutation_acces::run(&args),
        Command::Couverture(args) => couverture::run(&args),
        Command::Fuzz(args) => fuzz::run(&args),
        Command::Bench(args) => bench::run(&args),
        Command::Captures => captures::run(),
        Command::Pg => pg::run(),
    });
    outcome.map_or_else(process::fail, |()| ExitCode::SUCCESS)
}
