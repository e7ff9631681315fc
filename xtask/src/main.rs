//! Every chore of the project, as `cargo xtask <command>`: one module per command, nothing but dispatch here.

mod cluster;
mod pg;
mod process;
mod test;
mod tidy;
mod tools;
mod tree;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The chores of Palier.
#[derive(Parser)]
#[command(name = "cargo xtask", version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Install what is missing (PostgreSQL, Chromium, strace), then run every check and every test.
    Test(test::Args),
    /// Check the rules of the house that the compiler does not know.
    Tidy,
    /// Start a throwaway PostgreSQL cluster, print its URL and wait for ctrl-c.
    Pg,
}

fn main() -> ExitCode {
    let outcome = process::watch_for_interruption().and_then(|()| match Cli::parse().command {
        Command::Test(args) => test::run(&args),
        Command::Tidy => tidy::run(),
        Command::Pg => pg::run(),
    });
    outcome.map_or_else(process::fail, |()| ExitCode::SUCCESS)
}
