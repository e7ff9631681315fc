//! What the kernel saw a server do, from `strace`: which bytes came and went, which files were flushed, in which order.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use stories::environnement;

const WATCHED: &str =
    "trace=fdatasync,fsync,pwrite64,pwritev,read,readv,recvfrom,recvmsg,sendto,sendmsg,write,writev";
const PATIENCE: Duration = Duration::from_secs(20);

/// A running trace.
pub struct Trace {
    process: Child,
    log: PathBuf,
}

/// One thing done, at the moment when it was over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Done {
    /// Bytes read from a socket, as strace shows them.
    Received(String),
    /// Bytes given to a socket.
    Sent(String),
    /// A file was written.
    Wrote(String),
    /// A file was flushed, successfully.
    Flushed(String),
}

impl Trace {
    /// Watches a process. `None` when the machine has no strace; fails when tracing is not permitted.
    #[track_caller]
    pub fn start(pid: u32, folder: &Path) -> Option<Self> {
        let strace = environnement::program("strace")?;
        let log = folder.join("strace.log");
        let mut process = Command::new(strace)
            .args(["-f", "-y", "-s", "8192", "-e", WATCHED, "-p", &pid.to_string(), "-o"])
            .arg(&log)
            .stdin(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("strace can be started");
        let said = BufReader::new(process.stderr.take().expect("strace has an error output")).lines().next();
        let said = said.and_then(Result::ok).unwrap_or_default();
        assert!(
            said.contains("attached"),
            "strace may not watch the server ({said}): run the stories as root, or allow ptrace \
             (sysctl kernel.yama.ptrace_scope=0, or --cap-add=SYS_PTRACE for a container)"
        );
        Some(Self { process, log })
    }

    /// Waits until what was done shows what is looked for. A call that has begun shows its text before it is over: only
    /// the finished ones count.
    #[track_caller]
    pub fn until<T>(&self, wanted: &str, found: impl Fn(&[Done]) -> Option<T>) -> T {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let log = std::fs::read(&self.log).unwrap_or_default();
            let log = String::from_utf8_lossy(&log);
            if let Some(found) = found(&parse(&log)) {
                return found;
            }
            assert!(Instant::now() < deadline, "strace never showed {wanted}:\n{log}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Trace {
    fn drop(&mut self) {
        // Interrupted, strace lets go of what it watches; killed, it could take it along.
        let _ = Command::new("kill").args(["-s", "INT", &self.process.id().to_string()]).status();
        let _ = self.process.wait();
    }
}

/// What was done, in the order in which calls returned.
pub fn parse(log: &str) -> Vec<Done> {
    let mut begun: BTreeMap<&str, String> = BTreeMap::new();
    let mut done = Vec::new();
    for line in log.lines() {
        let Some((thread, call)) = line.split_once(char::is_whitespace) else { continue };
        let call = call.trim_start();
        let whole = if let Some(start) = call.strip_suffix(" <unfinished ...>") {
            begun.insert(thread, start.to_owned());
            continue;
        } else if let Some((_, end)) =
            call.strip_prefix("<... ").and_then(|rest| rest.split_once(" resumed>"))
        {
            begun.remove(thread).unwrap_or_default() + end
        } else {
            call.to_owned()
        };
        done.extend(one(&whole));
    }
    done
}

fn one(call: &str) -> Option<Done> {
    let (name, rest) = call.split_once('(')?;
    let (file, rest) = rest.split_once('<')?.1.split_once('>')?;
    let result = rest.rsplit_once(" = ")?.1;
    let socket = file.starts_with("socket:") || file.starts_with("TCP:");
    match name {
        "fdatasync" | "fsync" => (result == "0").then(|| Done::Flushed(file.to_owned())),
        "read" | "readv" | "recvfrom" | "recvmsg" if socket => Some(Done::Received(rest.to_owned())),
        "write" | "writev" | "sendto" | "sendmsg" if socket => Some(Done::Sent(rest.to_owned())),
        "write" | "writev" | "pwrite64" | "pwritev" if file.starts_with('/') => {
            Some(Done::Wrote(file.to_owned()))
        }
        _ => None,
    }
}

#[test]
fn a_call_counts_when_it_returns_and_a_failed_flush_is_no_flush() {
    let log = "\
7 fdatasync(5</d/p.sqlite-wal> <unfinished ...>
8 recvfrom(9<socket:[12]>, \"POST /a\", 8192, 0, NULL, NULL) = 7
7 <... fdatasync resumed>)            = 0
8 fdatasync(5</d/p.sqlite-wal>) = -1 EIO (Input/output error)
8 write(13<anon_inode:[eventfd]>, \"\\1\", 8) = 8
8 sendto(9<TCP:[1->2]>, \"HTTP/1.1 303\", 12, 0, NULL, 0) = 12";
    let seen = parse(log);
    assert!(matches!(&seen[0], Done::Received(text) if text.contains("POST /a")), "{seen:?}");
    assert_eq!(seen[1], Done::Flushed("/d/p.sqlite-wal".to_owned()));
    assert!(matches!(&seen[2], Done::Sent(text) if text.contains("303")), "{seen:?}");
    assert_eq!(seen.len(), 3);

    let begun = "8 sendto(9<TCP:[1->2]>, \"HTTP/1.1 303\", 12, 0, NULL, 0 <unfinished ...>";
    assert_eq!(parse(begun), []);
}
