//! The guide of 2015 as data: its categories and themes with the figures that its synthesis prints, and the
//! regions of its time and of today.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// The guide.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Guide {
    /// Its three categories.
    #[serde(rename = "categorie")]
    pub categories: Vec<Categorie>,
    /// Its ten themes.
    #[serde(rename = "theme")]
    pub themes: Vec<Theme>,
    /// The regions.
    #[serde(rename = "region")]
    pub regions: Vec<Region>,
}

/// A category, with what the guide prints of it.
#[derive(Debug, Clone, Deserialize)]
pub struct Categorie {
    /// Its code.
    pub code: String,
    /// Its title, in our words.
    pub titre: String,
    /// Projects, as printed.
    pub projets_imprimes: u32,
    /// Households planned, as printed.
    pub menages_imprimes: u32,
}

/// A theme: where a sheet is filed, which is not the stream it serves.
#[derive(Debug, Clone, Deserialize)]
pub struct Theme {
    /// Its code: `2.1`.
    pub code: String,
    /// The category it is in.
    pub categorie: String,
    /// Its title, in our words.
    pub titre: String,
    /// The title told to those for whom the public is kept quiet.
    pub titre_neutre: Option<String>,
    /// Projects, as printed.
    pub projets_imprimes: u32,
    /// Households planned, as printed.
    pub menages_imprimes: u32,
}

/// A region of today, and the départements of each region of 2015 that it is made of.
#[derive(Debug, Clone, Deserialize)]
pub struct Region {
    /// Its name.
    pub nom: String,
    /// Regions of 2015, with the codes of their départements.
    pub parts: BTreeMap<String, Vec<String>>,
}

impl Guide {
    /// The guide that the program ships.
    pub fn livre() -> &'static Self {
        static LIVRE: LazyLock<Guide> = LazyLock::new(|| {
            // A test reads it: it does not fail here.
            toml::from_str(include_str!("../../../dispositifs/guide.toml")).unwrap_or_default()
        });
        &LIVRE
    }

    /// The theme of that code.
    pub fn theme(&self, code: &str) -> Option<&Theme> {
        self.themes.iter().find(|t| t.code == code)
    }

    /// The region of these départements, of today or of 2015; nothing when they are of several, or of none.
    pub fn region(&self, departements: &[String], de_2015: bool) -> Option<&str> {
        let de = |code: &String| {
            self.regions.iter().find_map(|r| {
                let (part, _) = r.parts.iter().find(|(_, codes)| codes.contains(code))?;
                Some(if de_2015 { part.as_str() } else { r.nom.as_str() })
            })
        };
        let mut regions = departements.iter().map(de);
        let premiere = regions.next()??;
        regions.all(|r| r == Some(premiere)).then_some(premiere)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_guide_is_read_whole() {
        let guide = Guide::livre();
        assert_eq!((guide.categories.len(), guide.themes.len(), guide.regions.len()), (3, 10, 18));
        let codes: Vec<&String> = guide.regions.iter().flat_map(|r| r.parts.values().flatten()).collect();
        assert_eq!(codes.len(), 101);
        assert!(guide.themes.iter().all(|t| guide.categories.iter().any(|c| c.code == t.categorie)));
    }

    #[test]
    fn a_region_is_of_its_time() {
        let region = |codes: &[&str], de_2015| {
            let codes: Vec<String> = codes.iter().map(|c| (*c).to_owned()).collect();
            Guide::livre().region(&codes, de_2015).map(str::to_owned)
        };
        assert_eq!(region(&["76"], true).as_deref(), Some("Haute-Normandie"));
        assert_eq!(region(&["76"], false).as_deref(), Some("Normandie"));
        assert_eq!(region(&["92", "95"], false).as_deref(), Some("Île-de-France"));
        assert_eq!(region(&["59", "45"], false), None);
    }
}
