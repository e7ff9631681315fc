//! Things that a field may name, each by its name: dwellings, sittings, organisations, people.

use domain::valeur::Nature;
use domain::Genre;

/// Identifier and name of what may be named, by kind.
#[derive(Debug, Clone, Default)]
pub struct Choix {
    sujets: Vec<(Genre, Vec<(String, String)>)>,
    organisations: Vec<(String, String)>,
    utilisateurs: Vec<(String, String)>,
}

impl Choix {
    /// With these sujets of one kind.
    #[must_use]
    pub fn avec_sujets(mut self, genre: Genre, noms: Vec<(String, String)>) -> Self {
        self.sujets.push((genre, noms));
        self
    }

    /// With these organisations.
    #[must_use]
    pub fn avec_organisations(mut self, noms: Vec<(String, String)>) -> Self {
        self.organisations = noms;
        self
    }

    /// With these people.
    #[must_use]
    pub fn avec_utilisateurs(mut self, noms: Vec<(String, String)>) -> Self {
        self.utilisateurs = noms;
        self
    }

    /// What a field of this nature may name; none when it names nothing.
    pub fn pour(&self, nature: Nature) -> Option<&[(String, String)]> {
        match nature {
            Nature::Sujet(genre) | Nature::Sujets(genre) => Some(self.du_genre(genre)),
            Nature::Organisation => Some(&self.organisations),
            Nature::Utilisateur => Some(&self.utilisateurs),
            _ => None,
        }
    }

    fn du_genre(&self, genre: Genre) -> &[(String, String)] {
        self.sujets.iter().find(|(g, _)| *g == genre).map_or(&[], |(_, noms)| noms)
    }

    /// The name of this identifier, whatever its kind.
    pub fn nom(&self, id: &str) -> Option<&str> {
        let sujets = self.sujets.iter().flat_map(|(_, noms)| noms);
        sujets
            .chain(&self.organisations)
            .chain(&self.utilisateurs)
            .find(|(i, _)| i == id)
            .map(|(_, nom)| nom.as_str())
    }
}
