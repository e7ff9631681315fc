//! The real server: the `palier` binary in a process of its own, on a free port, over a folder that disappears with it.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::OnceLock;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use tempfile::TempDir;

use crate::{environnement, gardien};

/// The civil day at which the stories happen.
pub const TODAY: &str = "2026-11-02";

const ANNOUNCE: &str = "Palier écoute sur ";
const PATIENCE: Duration = Duration::from_secs(120);

/// A running server. Dropping it ends the process and removes its data.
pub struct Serveur {
    process: Child,
    base: String,
    folder: TempDir,
}

impl Serveur {
    /// A server of one's own over the demonstration's territory, on the stories' day.
    #[track_caller]
    pub fn demo() -> Option<Self> {
        Self::palier(&["demo", "--date", TODAY])
    }

    /// The demonstration's server shared by the tests of this process: for those that only read.
    #[track_caller]
    pub fn shared() -> Option<&'static Self> {
        static SHARED: OnceLock<Option<Serveur>> = OnceLock::new();
        environnement::palier()?;
        SHARED.get_or_init(Self::demo).as_ref()
    }

    /// A server started by `palier <words> --port 0 --data FOLDER`.
    #[track_caller]
    pub fn palier(words: &[&str]) -> Option<Self> {
        let binary = environnement::palier()?;
        Some(Self::start(|data| {
            let mut command = gardien::command(&binary);
            command.args(words).args(["--port", "0", "--data"]).arg(data);
            command
        }))
    }

    /// Any command, given a folder for its data, that announces itself as the server does.
    #[track_caller]
    pub fn start(command: impl FnOnce(&Path) -> Command) -> Self {
        let folder = environnement::scratch("serveur-");
        let errors = std::fs::File::create(folder.path().join("stderr")).expect("a file for the errors");
        let data = folder.path().join("donnees");
        std::fs::create_dir(&data).expect("a folder for the data");
        let mut command = command(&data);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(errors);
        let mut process = gardien::spawn(command).expect("the server can be started");
        let output = process.stdout.take().expect("the server has an output");
        let mut server = Self { process, base: String::new(), folder };
        server.base = server.wait_for_announce(output);
        server
    }

    /// The address of a path such as `/dossiers`.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// The folder of the server's data.
    pub fn data(&self) -> std::path::PathBuf {
        self.folder.path().join("donnees")
    }

    /// What the server wrote on its error output.
    pub fn errors(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("stderr")).unwrap_or_default()
    }

    /// The server's process, for a story that measures or kills it.
    pub fn pid(&self) -> u32 {
        self.process.id()
    }

    /// Stops the server without warning; its data stay until it is dropped.
    pub fn kill(&mut self) {
        self.process.kill().expect("the server can be killed");
        self.process.wait().expect("the server ends");
    }

    #[track_caller]
    fn wait_for_announce(&self, output: ChildStdout) -> String {
        let (found, announced) = channel();
        thread::spawn(move || read(output, &found));
        match announced.recv_timeout(PATIENCE) {
            Ok(base) => base,
            Err(RecvTimeoutError::Timeout) => panic!("the server is silent. Its errors:\n{}", self.errors()),
            Err(RecvTimeoutError::Disconnected) => {
                panic!("the server stopped. Its errors:\n{}", self.errors())
            }
        }
    }
}

impl Drop for Serveur {
    fn drop(&mut self) {
        // It may have ended by itself; there is nothing else to do about a failure here.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Finds the announce, then keeps reading so that the server never waits for its reader.
fn read(output: ChildStdout, found: &Sender<String>) {
    for line in BufReader::new(output).lines().map_while(Result::ok) {
        if let Some((_, base)) = line.split_once(ANNOUNCE) {
            let _ = found.send(base.trim().trim_end_matches('/').to_owned());
        }
    }
}
