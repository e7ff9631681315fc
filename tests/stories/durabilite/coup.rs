//! A server killed at any moment, by a signal that nothing can catch, while several people write.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, SystemTime};

use stories::serveur::TODAY;
use stories::{Serveur, environnement};

use super::suivi::{Suivi, accepted, note};

const WRITERS: usize = 6;

/// Rounds: more by `PALIER_COUPS`.
fn rounds() -> usize {
    std::env::var("PALIER_COUPS").ok().and_then(|n| n.parse().ok()).unwrap_or(20)
}

/// What one writer asked: dossier and key of each visit, and whether it was acknowledged.
type Asked = Vec<(String, String, bool)>;

/// The server over data that outlive it.
#[track_caller]
fn serve(data: &Path) -> Option<Serveur> {
    let binary = environnement::palier()?;
    Some(Serveur::start(|_| {
        let mut command = Command::new("setpriv");
        command.args(["--pdeathsig=TERM", "--"]).arg(binary);
        command.args(["demo", "--date", TODAY, "--port", "0", "--data"]).arg(data);
        command
    }))
}

/// Notes visits one after the other until the server is no more.
fn write(suivi: &Suivi, writer: &str, first: usize) -> Asked {
    let mut asked = Asked::new();
    for n in 0.. {
        let dossier = &suivi.dossiers[(first + n) % suivi.dossiers.len()];
        let key = format!("{writer}-{n}");
        let answer = suivi.visit(dossier, &key);
        let acknowledged = answer.as_ref().is_ok_and(|r| accepted(r) == Some(false));
        if let (Ok(answer), false) = (&answer, acknowledged) {
            panic!("{key} was neither recorded nor lost: {} {}", answer.status, answer.text());
        }
        asked.push((dossier.clone(), key, acknowledged));
        if !acknowledged {
            break;
        }
    }
    asked
}

/// Some moment between 40 and 300 ms.
fn a_moment() -> Duration {
    let nanos = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |d| d.subsec_nanos());
    Duration::from_millis(40 + u64::from(nanos / 1_000 % 260))
}

/// Kills the server while all write; gives what they asked.
fn strike(server: Serveur, suivi: &Suivi, round: usize) -> Asked {
    let base = server.url("");
    let writers: Vec<Suivi> = (0..WRITERS).map(|_| suivi.again(&base)).collect();
    let ready = AtomicBool::new(false);
    thread::scope(|scope| {
        let writing: Vec<_> = (0..)
            .zip(&writers)
            .map(|(n, writer)| {
                let ready = &ready;
                scope.spawn(move || {
                    let asked = write(writer, &format!("c{round}-{n}"), n * 3);
                    ready.store(true, Ordering::Relaxed);
                    asked
                })
            })
            .collect();
        thread::sleep(a_moment());
        assert!(!ready.load(Ordering::Relaxed), "a writer stopped before the kill");
        let killed = Command::new("kill").args(["-s", "KILL", &server.pid().to_string()]).status();
        assert!(killed.is_ok_and(|status| status.success()));
        writing.into_iter().flat_map(|w| w.join().expect("a writer ends well")).collect()
    })
}

/// The chain proves itself and replaying it gives the state: nothing is half-written.
#[track_caller]
fn verify(data: &Path) {
    let binary = environnement::palier().expect("it was there a moment ago");
    let told = Command::new(binary).args(["journal", "verifier", "--data"]).arg(data).output().unwrap();
    assert!(
        told.status.success(),
        "{}{}",
        String::from_utf8_lossy(&told.stdout),
        String::from_utf8_lossy(&told.stderr)
    );
}

/// Every acknowledged visit is in the journal of its dossier, once; one whose answer was lost is there once or not at
/// all, and sent again it is there once.
fn check(suivi: &Suivi, asked: &Asked) -> usize {
    let mut kept = 0;
    let mut journals: BTreeMap<&str, String> = BTreeMap::new();
    for (dossier, key, acknowledged) in asked {
        let journal = journals.entry(dossier).or_insert_with(|| suivi.journal(dossier));
        let times = journal.matches(&note(key)).count();
        assert!(times == 1 || (times == 0 && !acknowledged), "{key}: {times} times, {acknowledged}");
        let again = suivi.visit(dossier, key).unwrap();
        assert_eq!(accepted(&again), Some(times == 1), "{key}: {}", again.text());
        kept += usize::from(times == 1 && !acknowledged);
    }
    for (dossier, key, _) in asked.iter().filter(|(_, _, acknowledged)| !acknowledged) {
        assert_eq!(suivi.journal(dossier).matches(&note(key)).count(), 1, "{key}");
    }
    kept
}

#[test]
fn a_server_killed_while_people_write_loses_nothing_that_it_acknowledged() {
    let folder = environnement::scratch("coup-");
    let data = folder.path().join("donnees");
    let Some(mut server) = serve(&data) else { return };
    let mut suivi = Suivi::someone(&server.url(""), "coup");
    let (mut acknowledged, mut lost, mut kept) = (0, 0, 0);
    for round in 0..rounds() {
        let asked = strike(server, &suivi, round);
        verify(&data);
        server = serve(&data).expect("the binary is still there");
        suivi = suivi.again(&server.url(""));
        kept += check(&suivi, &asked);
        acknowledged += asked.iter().filter(|(_, _, acknowledged)| *acknowledged).count();
        lost += asked.iter().filter(|(_, _, acknowledged)| !acknowledged).count();
    }
    println!("{acknowledged} acknowledged, all kept; {lost} cut short, of which {kept} were on disk");
    assert!(acknowledged > rounds(), "{acknowledged} acts in {} rounds prove little", rounds());
    assert!(lost >= rounds(), "each kill must cut someone short: {lost}");
}
