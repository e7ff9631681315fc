//! Child processes that never outlive a chore: each runs in its own process group, which is ended when the chore is
//! interrupted. Knows nothing of what the processes do.

use std::io::{BufRead, BufReader, Write};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitCode, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

static INTERRUPTED: AtomicBool = AtomicBool::new(false);
const POLL: Duration = Duration::from_millis(20);

/// Turns ctrl-c and a polite termination into a flag, so that every `Drop` runs.
pub fn watch_for_interruption() -> Result<()> {
    ctrlc::set_handler(|| INTERRUPTED.store(true, Ordering::SeqCst)).context("cannot watch for ctrl-c")
}

/// Says why the chore failed, without a backtrace: its reader is looking for the stage, not for our code.
pub fn fail(error: anyhow::Error) -> ExitCode {
    eprintln!("xtask: {error:#}");
    ExitCode::FAILURE
}

/// Whether ctrl-c was pressed.
pub fn interrupted() -> bool {
    INTERRUPTED.load(Ordering::SeqCst)
}

/// Sends a signal by name to one process, or to a group when `target` starts with `-`.
pub fn signal(name: &str, target: &str) {
    let sent = Command::new("kill").args(["-s", name, "--", target]).stderr(Stdio::null()).status();
    if let Err(error) = sent {
        eprintln!("kill -s {name} {target}: {error}");
    }
}

/// Runs a command to its end with its output shown; interruption ends its whole group.
pub fn run(command: &mut Command) -> Result<ExitStatus> {
    let mut child = spawn(command)?;
    wait(&mut child)
}

/// Runs a command to its end, showing its standard output and handing each line to `on_line`.
pub fn run_reading(command: &mut Command, on_line: impl FnMut(&str) + Send) -> Result<ExitStatus> {
    let mut child = spawn(command.stdout(Stdio::piped()))?;
    let output = child.stdout.take().context("no standard output")?;
    thread::scope(|scope| {
        scope.spawn(move || relay(BufReader::new(output), on_line));
        wait(&mut child)
    })
}

/// Runs a command with its standard output hidden and each line handed to `enough`, which ends its group by saying so.
pub fn run_until(command: &mut Command, mut enough: impl FnMut(&str) -> bool + Send) -> Result<ExitStatus> {
    let mut child = spawn(command.stdout(Stdio::piped()))?;
    let output = BufReader::new(child.stdout.take().context("no standard output")?);
    thread::scope(|scope| {
        let group = child.id();
        scope.spawn(move || {
            let mut lines = output.lines().map_while(Result::ok);
            if lines.any(|line| enough(&line)) {
                signal("KILL", &format!("-{group}"));
            }
        });
        wait(&mut child)
    })
}

fn relay(output: impl BufRead, mut on_line: impl FnMut(&str)) {
    let mut screen = std::io::stdout();
    for line in output.lines().map_while(Result::ok) {
        on_line(&line);
        if writeln!(screen, "{line}").is_err() {
            return;
        }
    }
}

fn spawn(command: &mut Command) -> Result<Child> {
    command
        .process_group(0)
        .spawn()
        .with_context(|| format!("cannot run {}", command.get_program().display()))
}

fn wait(child: &mut Child) -> Result<ExitStatus> {
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        if interrupted() {
            end_group(child);
            bail!("interrupted");
        }
        thread::sleep(POLL);
    }
}

fn end_group(child: &mut Child) {
    let group = format!("-{}", child.id());
    signal("TERM", &group);
    if !ends_within(child, Duration::from_secs(5)) {
        signal("KILL", &group);
        ends_within(child, Duration::from_secs(5));
    }
}

/// Waits at most `patience` for the end of a process; says whether it came.
pub fn ends_within(child: &mut Child, patience: Duration) -> bool {
    let deadline = Instant::now() + patience;
    while Instant::now() < deadline {
        if !matches!(child.try_wait(), Ok(None)) {
            return true;
        }
        thread::sleep(POLL);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_is_handed_over_and_the_status_kept() {
        let mut lines = Vec::new();
        let status = run_reading(Command::new("sh").args(["-c", "echo un; echo deux; exit 3"]), |line| {
            lines.push(line.to_owned());
        });
        assert_eq!(status.unwrap().code(), Some(3));
        assert_eq!(lines, ["un", "deux"]);
    }

    #[test]
    fn a_command_ends_with_all_its_group_at_the_line_that_is_enough() {
        let start = Instant::now();
        let mut shell = Command::new("sh");
        let status =
            run_until(shell.args(["-c", "echo un; sleep 60 & echo deux; wait"]), |line| line == "deux");
        assert!(!status.unwrap().success() && start.elapsed() < Duration::from_secs(30));
        assert!(run_until(&mut Command::new("true"), |_| true).unwrap().success());
    }

    #[test]
    fn a_command_that_does_not_exist_is_an_error() {
        assert!(run(&mut Command::new("/nowhere/palier")).is_err());
    }
}
