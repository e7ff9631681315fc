//! Nothing escapes: what one may not know is on no page, in no file, in no answer, in no count, and what one may not know
//! exists is not found. The expectation is written by hand and by the table of `policy`, never read from the program.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod canaris;
mod comparer;
mod droits;
mod durees;
mod etranger;
mod glissant;
mod histoire;
mod interference;
mod monde;
mod parcours;
mod personnes;
mod refus;
mod routes;
mod secrets;
mod table;
mod trouver;
