//! The addresses of sujets: `/dossiers/01J…`, `/logements/01J…/actes/renseigner-le-logement`.

use domain::{Acte, Genre, SujetId};

/// The first part of the address of this kind.
pub const fn dossier_d_adresses(genre: Genre) -> &'static str {
    match genre {
        Genre::Menage => "menages",
        Genre::Dossier => "dossiers",
        Genre::Logement => "logements",
        Genre::Seance => "seances",
        Genre::ActionCollective => "actions",
        Genre::Equipe => "equipes",
        Genre::Site => "sites",
        Genre::Convention => "conventions",
    }
}

/// The page of a sujet.
pub fn page(genre: Genre, id: SujetId) -> String {
    format!("/{}/{id}", dossier_d_adresses(genre))
}

/// The form of an act on a sujet.
pub fn acte(genre: Genre, id: SujetId, acte: Acte) -> String {
    format!("{}/actes/{}", page(genre, id), acte.code())
}

/// The form of an act that creates under a convention.
pub fn creation(convention: SujetId, acte: Acte) -> String {
    format!("{}/creer/{}", page(Genre::Convention, convention), acte.code())
}

/// The correction of an event.
pub fn correction(genre: Genre, id: SujetId, n: u32) -> String {
    format!("{}/corriger/{n}", page(genre, id))
}

/// A text as a part of an address.
pub fn coder(texte: &str) -> String {
    let mut code = String::with_capacity(texte.len());
    for octet in texte.bytes() {
        match octet {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                code.push(char::from(octet))
            }
            autre => code.push_str(&format!("%{autre:02X}")),
        }
    }
    code
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_has_its_own_addresses() {
        let mut noms: Vec<&str> = Genre::TOUS.into_iter().map(dossier_d_adresses).collect();
        noms.sort_unstable();
        noms.dedup();
        assert_eq!(noms.len(), Genre::TOUS.len());
        assert_eq!(coder("été & co"), "%C3%A9t%C3%A9%20%26%20co");
    }
}
