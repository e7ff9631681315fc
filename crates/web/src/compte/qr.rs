//! A text as a square that a telephone reads, drawn by the server.

use qrcode::{Color, EcLevel, QrCode};

/// The path of the dark modules, and the side of the whole with its margin.
pub struct Carre {
    /// Modules on a side.
    pub cote: usize,
    /// The `d` of an SVG path.
    pub trace: String,
}

/// What a reader needs of white around the square.
const MARGE: usize = 4;

/// Draws it; nothing when the text is too long for any.
pub fn dessiner(texte: &str) -> Option<Carre> {
    let code = QrCode::with_error_correction_level(texte, EcLevel::M).ok()?;
    let largeur = code.width();
    let noirs = code.to_colors().into_iter().enumerate().filter(|(_, c)| *c == Color::Dark);
    let trace =
        noirs.map(|(rang, _)| format!("M{} {}h1v1h-1z", rang % largeur + MARGE, rang / largeur + MARGE));
    Some(Carre { cote: largeur + 2 * MARGE, trace: trace.collect() })
}
