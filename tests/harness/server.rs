//! The server, played by a shell: what matters is the announce, and what remains afterwards.

use std::path::Path;
use std::process::Command;

use stories::Serveur;

fn shell(script: &str) -> impl FnOnce(&Path) -> Command {
    move |data| {
        let mut command = Command::new("sh");
        command.args(["-c", script]).env("DONNEES", data);
        command
    }
}

#[test]
fn the_announce_gives_the_address_and_nothing_remains() {
    let server =
        Serveur::start(shell("echo bonjour; echo 'Palier écoute sur http://127.0.0.1:4242'; exec sleep 60"));
    assert_eq!(server.url("/dossiers"), "http://127.0.0.1:4242/dossiers");
    let (data, process) = (server.data(), format!("/proc/{}", server.pid()));
    assert!(data.is_dir() && Path::new(&process).exists());
    drop(server);
    assert!(!data.exists() && !Path::new(&process).exists());
}

#[test]
#[should_panic(expected = "port déjà pris")]
fn a_server_that_stops_shows_its_errors() {
    Serveur::start(shell("echo 'port déjà pris' >&2; exit 1"));
}
