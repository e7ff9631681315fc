//! One SQL text per query, written with `$1`, `$2`… and read by both engines.
//!
//! SQLite numbers its parameters `?1`: same length, so a constant is rewritten while compiling and costs nothing at
//! run time. Where the engines must differ, the two texts stand side by side here, never behind an `if` in a query.

/// A query's text for each engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sql<'t> {
    pub(crate) sqlite: &'t str,
    pub(crate) postgres: &'t str,
}

impl<'t> Sql<'t> {
    /// Two texts that mean the same; prefer one text and the `sql!` macro.
    pub const fn deux(sqlite: &'t str, postgres: &'t str) -> Self {
        Self { sqlite, postgres }
    }
}

/// A query put together at run time from constant pieces (a list and its filters), never from what a user typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SqlCompose {
    sqlite: String,
    postgres: String,
}

impl SqlCompose {
    /// Takes a text with `$n` parameters.
    pub fn new(texte: String) -> Self {
        let mut octets = texte.clone().into_bytes();
        numeroter(&mut octets);
        // Only `$` became `?`: the bytes are still UTF-8.
        Self { sqlite: String::from_utf8(octets).unwrap_or_default(), postgres: texte }
    }

    /// The text to hand to a transaction.
    pub fn sql(&self) -> Sql<'_> {
        Sql { sqlite: &self.sqlite, postgres: &self.postgres }
    }
}

/// Turns `$digits` into `?digits`, outside literals and quoted names.
#[allow(
    clippy::indexing_slicing,
    reason = "bounds are the loop's; a const fn has no iterator, and a fault is a build error"
)]
pub(crate) const fn numeroter(texte: &mut [u8]) {
    let mut i = 0;
    let mut ferme_par: Option<u8> = None;
    while i < texte.len() {
        let octet = texte[i];
        match ferme_par {
            // A doubled quote closes and opens again at once: no special case.
            Some(fin) if octet == fin => ferme_par = None,
            Some(_) => {}
            None if octet == b'\'' || octet == b'"' => ferme_par = Some(octet),
            None if octet == b'$' && i + 1 < texte.len() && texte[i + 1].is_ascii_digit() => texte[i] = b'?',
            None => {}
        }
        i += 1;
    }
}

/// Used by `sql!` only: the SQLite form of a constant of known length.
#[allow(clippy::indexing_slicing, reason = "as above")]
pub const fn octets_sqlite<const N: usize>(texte: &str) -> [u8; N] {
    let source = texte.as_bytes();
    let mut copie = [0; N];
    let mut i = 0;
    while i < N {
        copie[i] = source[i];
        i += 1;
    }
    numeroter(&mut copie);
    copie
}

/// Used by `sql!` only.
pub const fn en_texte(octets: &[u8]) -> &str {
    match std::str::from_utf8(octets) {
        Ok(texte) => texte,
        Err(_) => "",
    }
}

/// A constant query: `sql!("SELECT n FROM verrou WHERE cle = $1")`.
#[macro_export]
macro_rules! sql {
    ($texte:expr) => {{
        const TEXTE: &str = $texte;
        const OCTETS: [u8; TEXTE.len()] = $crate::driver::octets_sqlite(TEXTE);
        $crate::driver::Sql::deux($crate::driver::en_texte(&OCTETS), TEXTE)
    }};
}

/// Declares the constant queries of a module and lists them in `TOUTES`, which a test prepares on both engines.
macro_rules! requetes {
    ($($(#[$doc:meta])* $nom:ident = $sql:expr;)+) => {
        $($(#[$doc])* const $nom: $crate::driver::Sql<'static> = $sql;)+
        #[cfg(test)]
        pub(crate) const TOUTES: &[(&str, $crate::driver::Sql<'static>)] = &[$((concat!(module_path!(), "::", stringify!($nom)), $nom)),+];
    };
}
pub(crate) use requetes;

#[cfg(test)]
mod tests {
    use super::*;

    fn check(entree: &str, attendu: &str) {
        assert_eq!(SqlCompose::new(entree.into()).sql().sqlite, attendu);
    }

    #[test]
    fn seuls_les_parametres_sont_reecrits() {
        check("a = $1 AND b = $12", "a = ?1 AND b = ?12");
        check("a = '$1' AND b = $2", "a = '$1' AND b = ?2");
        check("a = 'l''an $1' AND \"$1\" = $2", "a = 'l''an $1' AND \"$1\" = ?2");
        check("'é$1' || $1 || '$.x' || $", "'é$1' || ?1 || '$.x' || $");
    }

    #[test]
    fn une_constante_est_reecrite_a_la_compilation() {
        const Q: Sql<'static> = sql!("SELECT 'é$1', $1");
        assert_eq!(Q, Sql::deux("SELECT 'é$1', ?1", "SELECT 'é$1', $1"));
    }
}
