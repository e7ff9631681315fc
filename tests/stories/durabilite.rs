//! What was answered is kept. Two halves: the flush comes before the answer, as the kernel saw it; and a server killed
//! at any moment loses nothing that it acknowledged and keeps nothing half-written. (A kill alone proves nothing about
//! the flush: what was written and not flushed survives it in the kernel's memory. The trace proves nothing about
//! recovery.)

mod coup;
mod flush;
mod suivi;
mod trace;
