//! Stories: named actors, over HTTP and in a real browser, against the real binary.
