//! Child processes that cannot outlive the tests, even killed: the kernel ends them with the thread that started them,
//! so one thread that lasts as long as the tests starts them all.

use std::ffi::OsStr;
use std::io;
use std::process::{Child, Command};
use std::sync::OnceLock;
use std::sync::mpsc::{Sender, channel};
use std::thread;

type Order = (Command, Sender<io::Result<Child>>);

/// A command that ends with the tests, once started by [`spawn`].
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig=TERM", "--"]).arg(program);
    command
}

/// Starts a command made by [`command`].
pub fn spawn(command: Command) -> io::Result<Child> {
    static KEEPER: OnceLock<Sender<Order>> = OnceLock::new();
    let (answer, child) = channel();
    KEEPER.get_or_init(start).send((command, answer)).map_err(io::Error::other)?;
    child.recv().map_err(io::Error::other)?
}

fn start() -> Sender<Order> {
    let (orders, queue) = channel::<Order>();
    thread::spawn(move || {
        for (mut command, answer) in queue {
            // Nobody waits for the answer of a test that was interrupted.
            let _ = answer.send(command.spawn());
        }
    });
    orders
}
