//! Texts changed by chance: letters, numbers, words, lines and blocks.

use super::alea::Alea;

/// What nobody would type in good faith.
pub const HOSTILES: &[&str] = &[
    "",
    " ",
    "0",
    "-1",
    "oui",
    "9223372036854775807",
    "99999999999999999999999",
    "1e400",
    "12 000 mois",
    "9999 ans",
    "1900-01-01",
    "9999-12-31",
    "-0001-02-30",
    "99 999 999 999 999,99 €",
    "<script>alert(1)</script>",
    "]]>",
    "\"",
    "\"\"\"",
    "'''",
    "a\nb\r\nc",
    "\u{0}",
    "\u{202e}niam",
    "\\u0000",
    "[",
    "]",
    "[[regle]]",
    "{ tous = [] }",
    "{ tous = [{ un_de = [{ aucun = [{ fait = \"a.b\" }] }] }] }",
    "{ condition = \"c\" }",
    "[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]",
    "@parametre:x",
    "@fait:menage.isolement",
    "@droit:x",
    "# rien",
    "a = 1\nb = 2",
    "é\u{301}🏠",
];

/// One of the texts, changed in one to six places; lines may come from another.
pub fn muter(a: &mut Alea, textes: &[String]) -> String {
    let mut texte = a.un(textes).cloned().unwrap_or_default();
    for _ in 0..=a.sous(6) {
        texte = match a.sous(8) {
            0 => lettre(a, &texte),
            1 => nombre(a, &texte),
            2 | 3 => mot(a, &texte),
            4 => lignes(a, &texte, textes),
            5 => echange(a, &texte),
            6 => morceaux(a, &texte, "\n\n"),
            _ => morceaux(a, &texte, "\n"),
        };
    }
    texte
}

/// A few letters taken out, or something hostile in their place.
fn lettre(a: &mut Alea, texte: &str) -> String {
    let lettres: Vec<char> = texte.chars().collect();
    let debut = a.sous(lettres.len() + 1);
    let fin = (debut + a.sous(8)).min(lettres.len());
    let par = if a.sur(2) { "" } else { a.un(HOSTILES).copied().unwrap_or_default() };
    lettres[..debut].iter().copied().chain(par.chars()).chain(lettres[fin..].iter().copied()).collect()
}

/// A run of digits becomes another number.
fn nombre(a: &mut Alea, texte: &str) -> String {
    let debuts: Vec<usize> = texte
        .char_indices()
        .zip(std::iter::once(' ').chain(texte.chars()))
        .filter(|((_, c), avant)| c.is_ascii_digit() && !avant.is_ascii_digit())
        .map(|((i, _), _)| i)
        .collect();
    let Some(debut) = a.un(&debuts).copied() else { return texte.to_owned() };
    let fin = texte[debut..].find(|c: char| !c.is_ascii_digit()).map_or(texte.len(), |n| debut + n);
    let par =
        ["0", "1", "31", "-1", "12000", "65536", "4294967296", "9223372036854775807", "99999999999999999999"];
    format!("{}{}{}", &texte[..debut], a.un(&par).copied().unwrap_or_default(), &texte[fin..])
}

/// A word between quotation marks becomes another of the text, or something hostile.
fn mot(a: &mut Alea, texte: &str) -> String {
    let mut parts: Vec<&str> = texte.split('"').collect();
    let dits = parts.len() / 2;
    let autre = parts.get(2 * a.sous(dits) + 1).copied().unwrap_or_default();
    let par = if a.sur(3) { a.un(HOSTILES).copied().unwrap_or_default() } else { autre };
    if let Some(la) = parts.get_mut(2 * a.sous(dits) + 1) {
        *la = par;
    }
    parts.join("\"")
}

/// A few lines of another text.
fn lignes(a: &mut Alea, texte: &str, textes: &[String]) -> String {
    let autre: Vec<&str> = a.un(textes).map(|t| t.lines().collect()).unwrap_or_default();
    let debut = a.sous(autre.len());
    let prises = autre.into_iter().skip(debut).take(1 + a.sous(12));
    let mut siennes: Vec<&str> = texte.lines().collect();
    let la = a.sous(siennes.len() + 1);
    siennes.splice(la..la, prises);
    siennes.join("\n")
}

/// Two lines change places.
fn echange(a: &mut Alea, texte: &str) -> String {
    let mut lignes: Vec<&str> = texte.lines().collect();
    let (une, autre) = (a.sous(lignes.len()), a.sous(lignes.len()));
    if !lignes.is_empty() {
        lignes.swap(une, autre);
    }
    lignes.join("\n")
}

/// A block or a line is lost, or comes many times.
fn morceaux(a: &mut Alea, texte: &str, entre: &str) -> String {
    let parts: Vec<&str> = texte.split(entre).collect();
    let (lequel, fois) = (a.sous(parts.len()), [0, 0, 2, 3, 40][a.sous(5)]);
    let repete = parts.iter().enumerate().flat_map(|(i, p)| vec![*p; if i == lequel { fois } else { 1 }]);
    repete.collect::<Vec<_>>().join(entre)
}
