//! What the program says on its standard output. A reader that stops listening (`| head`) is no fault.

use std::io::{self, ErrorKind, Write};

/// Writes a text and a line end.
pub fn dire(texte: impl AsRef<str>) -> anyhow::Result<()> {
    let mut sortie = io::stdout().lock();
    let ecrit = sortie
        .write_all(texte.as_ref().as_bytes())
        .and_then(|()| sortie.write_all(b"\n"))
        .and_then(|()| sortie.flush());
    match ecrit {
        Err(e) if e.kind() == ErrorKind::BrokenPipe => Ok(()),
        ecrit => Ok(ecrit?),
    }
}
