//! Things that a field may name, each by its name: dwellings, sittings, organisations, people.

use domain::Genre;
use domain::valeur::Nature;

/// Identifier and name of what may be named, by kind.
#[derive(Debug, Clone, Default)]
pub struct Choix {
    sujets: Vec<(Genre, Vec<(String, String)>)>,
    organisations: Vec<(String, String, String)>,
    utilisateurs: Vec<(String, String)>,
}

impl Choix {
    /// With these sujets of one kind.
    #[must_use]
    pub fn avec_sujets(mut self, genre: Genre, noms: Vec<(String, String)>) -> Self {
        self.sujets.push((genre, noms));
        self
    }

    /// With these organisations: identifier, name, kind.
    #[must_use]
    pub fn avec_organisations(mut self, noms: Vec<(String, String, String)>) -> Self {
        self.organisations = noms;
        self
    }

    /// With these people.
    #[must_use]
    pub fn avec_utilisateurs(mut self, noms: Vec<(String, String)>) -> Self {
        self.utilisateurs = noms;
        self
    }

    /// What a field of this nature may name; none when it names nothing. A field that has the name of a
    /// kind of organisation names only those.
    pub fn pour(&self, nature: Nature, champ: &str) -> Option<Vec<(String, String)>> {
        match nature {
            Nature::Sujet(genre) | Nature::Sujets(genre) => Some(self.du_genre(genre).to_vec()),
            Nature::Organisation => Some(self.du_metier(champ)),
            Nature::Utilisateur => Some(self.utilisateurs.clone()),
            _ => None,
        }
    }

    fn du_metier(&self, champ: &str) -> Vec<(String, String)> {
        let de_ce_nom = self.organisations.iter().any(|(_, _, nature)| nature == champ);
        let retenues = self.organisations.iter().filter(|(_, _, nature)| !de_ce_nom || nature == champ);
        retenues.map(|(id, nom, _)| (id.clone(), nom.clone())).collect()
    }

    fn du_genre(&self, genre: Genre) -> &[(String, String)] {
        self.sujets.iter().find(|(g, _)| *g == genre).map_or(&[], |(_, noms)| noms)
    }

    /// Identifier and name of every sujet that may be named.
    pub fn sujets(&self) -> impl Iterator<Item = &(String, String)> {
        self.sujets.iter().flat_map(|(_, noms)| noms)
    }
}
