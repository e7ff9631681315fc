//! `cargo xtask pg`: a PostgreSQL cluster for a developer's session.

use std::thread;
use std::time::Duration;

use anyhow::Result;

use crate::cluster::Cluster;
use crate::process;

/// Starts a cluster, prints its URL and waits for ctrl-c.
pub fn run() -> Result<()> {
    let cluster = Cluster::start()?;
    println!("PALIER_TEST_PG={}", cluster.url());
    while !process::interrupted() {
        thread::sleep(Duration::from_millis(50));
    }
    Ok(())
}
