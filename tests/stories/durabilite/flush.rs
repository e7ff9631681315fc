//! Between the reading of an act and its answer, the write-ahead log of the data was written, then flushed.

use stories::Serveur;

use super::suivi::Suivi;
use super::trace::{Done, Trace};

const LOG: &str = "palier.sqlite-wal";

/// What was done between the request that holds this mark and the first answer after it, that answer included.
fn between(done: &[Done], mark: &str) -> Option<Vec<Done>> {
    let asked = done.iter().position(|d| matches!(d, Done::Received(text) if text.contains(mark)))?;
    let rest = &done[asked + 1..];
    let answered = rest.iter().position(|d| matches!(d, Done::Sent(text) if text.contains("HTTP/1.1 ")))?;
    Some(rest[..=answered].to_vec())
}

fn is_flush(done: &Done) -> bool {
    matches!(done, Done::Flushed(file) if file.ends_with(LOG))
}

fn is_write(done: &Done) -> bool {
    matches!(done, Done::Wrote(file) if file.ends_with(LOG))
}

#[test]
fn an_act_is_answered_after_its_flush_and_a_refused_one_needs_none() {
    let Some(server) = Serveur::demo() else { return };
    let suivi = Suivi::someone(&server.url(""), "flush");
    let Some(trace) = Trace::start(server.pid(), &server.data()) else { return };
    let dossier = &suivi.dossiers[0];

    let fields = [("lieu", "bureau"), ("note", "temoin-accepte"), ("cle", "temoin-accepte")];
    let answer = suivi.act(dossier, "visiter", &fields, &[]).unwrap().expect(303);
    assert!(answer.location().is_some_and(|to| to.contains("fait=visiter")), "{:?}", answer.location());
    let seen = trace.until("the answer to temoin-accepte", |done| between(done, "temoin-accepte"));
    let flush =
        seen.iter().rposition(is_flush).unwrap_or_else(|| panic!("answered without a flush: {seen:#?}"));
    let write =
        seen.iter().rposition(is_write).unwrap_or_else(|| panic!("answered without a write: {seen:#?}"));
    assert!(write < flush, "the log was written again after its flush: {seen:#?}");

    // A rule refuses what has not happened yet: nothing is written, so nothing is flushed. That this is seen shows that
    // a flush that is missing above would be seen too.
    let fields =
        [("lieu", "bureau"), ("note", "temoin-refuse"), ("cle", "temoin-refuse"), ("le", "01/01/2090")];
    suivi.act(dossier, "visiter", &fields, &[]).unwrap().expect(422);
    let seen = trace.until("the answer to temoin-refuse", |done| between(done, "temoin-refuse"));
    assert!(!seen.iter().any(|d| is_flush(d) || is_write(d)), "a refused act left a trace: {seen:#?}");
}
