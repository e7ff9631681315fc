//! The harness, tested against small pages of its own: what it says of a page must be true before a story trusts it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "this package holds only tests"
)]

mod browser;
mod client;
mod page;
mod server;
