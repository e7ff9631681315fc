//! The load: `wrk`, with a script of a few lines for posted forms; and the processor time of the server meanwhile.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use tempfile::TempDir;

use super::client::{Client, Who};

/// Printed by each script at its end.
const DONE: &str = r#"
done = function(s, l)
  io.write(string.format('BENCH {"n":%d,"us":%d,"errors":%d,"p50":%f,"p99":%f}\n', s.requests, s.duration,
    s.errors.connect + s.errors.read + s.errors.write + s.errors.status + s.errors.timeout,
    l:percentile(50), l:percentile(99)))
end
"#;

/// Ticks of processor time in a second, as `/proc` counts them on Linux.
const TICKS: f64 = 100.0;

/// What is asked of the server, and in whose name.
pub struct Load {
    connections: u32,
    seconds: u32,
    pid: u32,
    base: String,
    cookie: String,
    scripts: TempDir,
    runs: std::cell::Cell<u32>,
}

/// One measure.
#[derive(Debug, Clone)]
pub struct Measure {
    /// Requests per second.
    pub rate: f64,
    /// Half of them took less, in milliseconds.
    pub p50: f64,
    /// Ninety-nine in a hundred took less.
    pub p99: f64,
    /// Requests per second of the server's processor time.
    pub per_cpu: Option<f64>,
}

impl Load {
    /// On this server, in her name.
    pub fn new(connections: u32, seconds: u32, pid: u32, client: &Client) -> Result<Self> {
        let scripts = TempDir::new()?;
        std::fs::write(scripts.path().join("get.lua"), DONE)?;
        std::fs::write(scripts.path().join("post.lua"), post(client) + DONE)?;
        for who in [Who::Her, Who::Nobody] {
            std::fs::write(scripts.path().join(script_of(who)), finder(client.search(who)?) + DONE)?;
        }
        let (base, cookie) = (format!("http://{}", client.address()), client.cookie.clone());
        Ok(Self { connections, seconds, pid, base, cookie, scripts, runs: std::cell::Cell::new(0) })
    }

    /// Reads a page, as a browser does: compressed answers are accepted.
    pub fn read(&self, path: &str) -> Result<Measure> {
        self.wrk("get.lua", path)
    }

    /// Posts the act on one dossier after the other, each time under a new key.
    pub fn act(&self) -> Result<Measure> {
        self.wrk("post.lua", "/")
    }

    /// Asks the finder, as a browser does at each answer.
    pub fn find(&self, who: Who) -> Result<Measure> {
        self.wrk(script_of(who), "/")
    }

    fn wrk(&self, script: &str, path: &str) -> Result<Measure> {
        let script: PathBuf = self.scripts.path().join(script);
        self.runs.set(self.runs.get() + 1);
        let before = cpu(self.pid)?;
        let told = Command::new("wrk")
            .args(["-t", "1", "-c", &self.connections.to_string(), "-d", &format!("{}s", self.seconds)])
            .args(["-H", "Accept-Encoding: gzip", "-H", &format!("Cookie: {}", self.cookie), "-s"])
            .arg(script)
            .arg(format!("{}{path}", self.base))
            .env("BENCH_RUN", self.runs.get().to_string())
            .output()?;
        let spent = cpu(self.pid)? - before;
        let said = String::from_utf8_lossy(&told.stdout).into_owned();
        let json = said.lines().find_map(|line| line.strip_prefix("BENCH "));
        let json: Value = serde_json::from_str(json.with_context(|| format!("wrk: {said}"))?)?;
        let figure = |name: &str| json.get(name).and_then(Value::as_f64).unwrap_or_default();
        ensure!(figure("errors") == 0.0, "{path}: answers that are not successes: {said}");
        Ok(Measure {
            rate: figure("n") / (figure("us") / 1e6),
            p50: figure("p50") / 1e3,
            p99: figure("p99") / 1e3,
            per_cpu: (spent > 0.0).then(|| figure("n") / spent),
        })
    }
}

const fn script_of(who: Who) -> &'static str {
    match who {
        Who::Her => "her.lua",
        Who::Nobody => "nobody.lua",
    }
}

/// The script that asks the finder.
fn finder((cookie, body): (&str, String)) -> String {
    format!(
        "local head = {{['Content-Type'] = 'application/x-www-form-urlencoded', ['Cookie'] = '{cookie}', \
         ['HX-Request'] = 'true', ['Accept-Encoding'] = 'gzip'}}\n\
         request = function() return wrk.format('POST', '/trouver', head, '{body}') end\n"
    )
}

/// The script that posts forms.
fn post(client: &Client) -> String {
    let paths: Vec<String> = client.open.iter().map(|d| format!("\"{d}/actes/tenter-un-contact\"")).collect();
    format!(
        "local paths = {{{}}}\nlocal n = 0\nlocal run = os.getenv('BENCH_RUN')\n\
         local head = {{['Content-Type'] = 'application/x-www-form-urlencoded', ['Cookie'] = '{}'}}\n\
         request = function()\n  n = n + 1\n  local body = 'jeton={}&resultat=joint&cle=bench-' .. run .. '-' .. n\n\
         \x20 return wrk.format('POST', paths[n % #paths + 1], head, body)\nend\n",
        paths.join(", "),
        client.cookie,
        client.token
    )
}

/// The processor time of a process so far, in seconds.
fn cpu(pid: u32) -> Result<f64> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat"))?;
    let (_, after) = stat.rsplit_once(") ").context("an unreadable stat")?;
    let fields: Vec<f64> = after.split(' ').skip(11).take(2).filter_map(|f| f.parse().ok()).collect();
    Ok(fields.iter().sum::<f64>() / TICKS)
}
