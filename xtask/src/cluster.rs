//! A throwaway PostgreSQL cluster: made by `initdb` in a temporary folder, on a free loopback port, removed on drop.
//! PostgreSQL refuses to run as root, so root hands it to the `postgres` user. Its flushes are off: nothing here is
//! meant to survive, and durability is not tested through it.

use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use tempfile::TempDir;

use crate::{process, tools};

const USER: &str = "palier";
const PATIENCE: Duration = Duration::from_secs(30);

/// A running cluster; dropping it stops the server and removes the folder.
pub struct Cluster {
    server: Child,
    port: u16,
    _folder: TempDir,
}

impl Cluster {
    /// Creates and starts a cluster, and returns once it answers.
    pub fn start() -> Result<Self> {
        let bin = tools::postgres_bin().context("no PostgreSQL server under /usr/lib/postgresql")?;
        let folder = tempfile::Builder::new().prefix("palier-pg-").tempdir()?;
        if tools::is_root() {
            chown(folder.path(), Some(id_of("-u")?), Some(id_of("-g")?))?;
        }
        let data = folder.path().join("data");
        initdb(&bin, &data)?;
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let server = server(&bin, &data, folder.path(), port).spawn().context("cannot start postgres")?;
        let mut cluster = Self { server, port, _folder: folder };
        cluster.wait_until_ready(&bin)?;
        Ok(cluster)
    }

    /// The URL of the maintenance database; its user may create others.
    pub fn url(&self) -> String {
        format!("postgres://{USER}@127.0.0.1:{}/postgres", self.port)
    }

    fn wait_until_ready(&mut self, bin: &Path) -> Result<()> {
        let deadline = Instant::now() + PATIENCE;
        while Instant::now() < deadline && !process::interrupted() {
            if let Some(status) = self.server.try_wait()? {
                bail!("postgres stopped at once ({status})");
            }
            if TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_ok() && self.answers(bin) {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(20));
        }
        bail!("postgres does not answer on port {}", self.port)
    }

    fn answers(&self, bin: &Path) -> bool {
        let asked = Command::new(bin.join("pg_isready"))
            .args(["--quiet", "--host=127.0.0.1", "--port", &self.port.to_string()])
            .status();
        asked.is_ok_and(|status| status.success())
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        process::signal("INT", &self.server.id().to_string());
        if !process::ends_within(&mut self.server, Duration::from_secs(10)) {
            process::signal("KILL", &self.server.id().to_string());
            process::ends_within(&mut self.server, Duration::from_secs(5));
        }
    }
}

fn initdb(bin: &Path, data: &Path) -> Result<()> {
    let made = as_server_user(&bin.join("initdb"))
        .args([
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
            "--username",
            USER,
            "--pgdata",
        ])
        .arg(data)
        .output()
        .context("cannot run initdb")?;
    ensure!(made.status.success(), "initdb: {}", String::from_utf8_lossy(&made.stderr).trim());
    Ok(())
}

fn server(bin: &Path, data: &Path, sockets: &Path, port: u16) -> Command {
    let mut command = as_server_user(&bin.join("postgres"));
    command.arg("-D").arg(data).args(["-p", &port.to_string(), "-k"]).arg(sockets);
    for setting in [
        "listen_addresses=127.0.0.1",
        "max_connections=200",
        "fsync=off",
        "jit=off",
        "log_min_messages=fatal",
    ] {
        command.args(["-c", setting]);
    }
    command.stdout(Stdio::null()).stderr(Stdio::null()).process_group(0);
    command
}

/// A command under the user that may run a server, and that the kernel stops if this process dies first.
fn as_server_user(program: &PathBuf) -> Command {
    let mut command = Command::new("setpriv");
    if tools::is_root() {
        command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]);
    }
    command.args(["--pdeathsig=INT", "--"]).arg(program).current_dir("/");
    command
}

fn id_of(flag: &str) -> Result<u32> {
    let answer = Command::new("id").args([flag, "postgres"]).output()?;
    String::from_utf8_lossy(&answer.stdout).trim().parse().context("no user named postgres")
}
