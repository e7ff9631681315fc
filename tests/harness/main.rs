//! The harness tests itself.
