//! The texts of the territory, embedded in the program.

use anyhow::Context;

use super::modele::{Recits, Territoire};

const TERRITOIRE: &str = include_str!("territoire.toml");
const RECITS: &[(&str, &str)] = &[
    ("recits/residence.toml", include_str!("recits/residence.toml")),
    ("recits/glissant.toml", include_str!("recits/glissant.toml")),
    ("recits/transitoire.toml", include_str!("recits/transitoire.toml")),
    ("recits/niveaux.toml", include_str!("recits/niveaux.toml")),
    ("recits/partage.toml", include_str!("recits/partage.toml")),
    ("recits/energie.toml", include_str!("recits/energie.toml")),
    ("recits/site.toml", include_str!("recits/site.toml")),
    ("recits/tremplin.toml", include_str!("recits/tremplin.toml")),
];

/// The territory.
pub fn territoire() -> anyhow::Result<Territoire> {
    toml::from_str(TERRITOIRE).context("territoire.toml")
}

/// The récits of every dispositif.
pub fn recits() -> anyhow::Result<Vec<Recits>> {
    RECITS.iter().map(|(nom, texte)| toml::from_str(texte).with_context(|| (*nom).to_owned())).collect()
}
