//! Values: what a fact or a field of an act may hold, read from French and written in French.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::duree::Duree;
use crate::ids::{OrganisationId, SujetId, UtilisateurId};
use crate::sujet::Genre;
use crate::texte;

/// A value of a fact or of an act's field.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Valeur {
    /// Yes or no.
    Booleen(bool),
    /// A count.
    Nombre(i64),
    /// Euro cents.
    Montant(i64),
    /// An exact part: numerator, denominator (always above zero).
    Part(i64, i64),
    /// A civil day.
    Jour(Date),
    /// A length of time.
    Duree(Duree),
    /// A word of a closed or declared list (a status, a level, a role).
    Mot(String),
    /// Free text.
    Texte(String),
    /// Another sujet.
    Sujet(SujetId),
    /// An organisation.
    Organisation(OrganisationId),
    /// A person who works.
    Utilisateur(UtilisateurId),
    /// Several words.
    Mots(Vec<String>),
    /// Several sujets.
    Sujets(Vec<SujetId>),
}

/// The type of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nature {
    /// Yes or no.
    Booleen,
    /// A count, zero or more.
    Nombre,
    /// Euro cents.
    Montant,
    /// A part, such as `1/4` or `25 %`.
    Part,
    /// A civil day.
    Jour,
    /// A length of time.
    Duree,
    /// A word of a list.
    Mot,
    /// Free text.
    Texte,
    /// A sujet of this kind.
    Sujet(Genre),
    /// An organisation.
    Organisation,
    /// A person who works.
    Utilisateur,
    /// Several words.
    Mots,
    /// Several sujets of this kind.
    Sujets(Genre),
}

/// Longest free text that is stored, in characters.
pub const TEXTE_MAX: usize = 4_000;

impl Valeur {
    /// Reads what a person typed, or what a definition holds, as a value of this nature.
    /// References are read as identifiers.
    ///
    /// # Errors
    /// A French sentence that says what is expected.
    pub fn lire(nature: Nature, brut: &str) -> Result<Self, String> {
        let brut = brut.trim();
        let id = |genre: &str| format!("« {brut} » ne désigne pas {genre}");
        match nature {
            Nature::Booleen => match texte::plier(brut).as_str() {
                "oui" | "vrai" | "true" => Ok(Self::Booleen(true)),
                "non" | "faux" | "false" => Ok(Self::Booleen(false)),
                _ => Err(format!("« {brut} » : répondez par oui ou par non")),
            },
            Nature::Nombre => lire_nombre(brut).map(Self::Nombre),
            Nature::Montant => lire_montant(brut).map(Self::Montant),
            Nature::Part => lire_part(brut).map(|(n, d)| Self::Part(n, d)),
            Nature::Jour => lire_jour(brut).map(Self::Jour),
            Nature::Duree => Duree::lire(brut).map(Self::Duree),
            Nature::Mot => lire_texte(brut).map(Self::Mot),
            Nature::Texte => lire_texte(brut).map(Self::Texte),
            Nature::Sujet(genre) => brut.parse().map(Self::Sujet).map_err(|_| id(genre.un())),
            Nature::Organisation => brut.parse().map(Self::Organisation).map_err(|_| id("une organisation")),
            Nature::Utilisateur => {
                brut.parse().map(Self::Utilisateur).map_err(|_| id("une personne de l'annuaire"))
            }
            Nature::Mots => morceaux(brut).map(lire_texte).collect::<Result<_, _>>().map(Self::Mots),
            Nature::Sujets(genre) => morceaux(brut)
                .map(|m| m.parse().map_err(|_| id(genre.un())))
                .collect::<Result<_, _>>()
                .map(Self::Sujets),
        }
    }

    /// The nature of this value (references lose which kind of sujet they name).
    pub fn est_de(&self, nature: Nature) -> bool {
        matches!(
            (self, nature),
            (Self::Booleen(_), Nature::Booleen)
                | (Self::Nombre(_), Nature::Nombre)
                | (Self::Montant(_), Nature::Montant)
                | (Self::Part(..), Nature::Part)
                | (Self::Jour(_), Nature::Jour)
                | (Self::Duree(_), Nature::Duree)
                | (Self::Mot(_), Nature::Mot)
                | (Self::Texte(_), Nature::Texte)
                | (Self::Sujet(_), Nature::Sujet(_))
                | (Self::Organisation(_), Nature::Organisation)
                | (Self::Utilisateur(_), Nature::Utilisateur)
                | (Self::Mots(_), Nature::Mots)
                | (Self::Sujets(_), Nature::Sujets(_))
        )
    }

    /// The word, when this is one.
    pub fn mot(&self) -> Option<&str> {
        match self {
            Self::Mot(m) => Some(m),
            _ => None,
        }
    }
}

fn morceaux(brut: &str) -> impl Iterator<Item = &str> {
    brut.split([',', ';', '\n']).map(str::trim).filter(|m| !m.is_empty())
}

fn lire_nombre(brut: &str) -> Result<i64, String> {
    let chiffres: String = brut.chars().filter(|c| !c.is_whitespace()).collect();
    chiffres
        .parse::<u32>()
        .map(i64::from)
        .map_err(|_| format!("« {brut} » n'est pas un nombre entier : écrivez par exemple « 4 »"))
}

fn lire_montant(brut: &str) -> Result<i64, String> {
    let refus = || format!("« {brut} » n'est pas un montant : écrivez par exemple « 412,50 »");
    let net: String = brut.chars().filter(|c| !c.is_whitespace() && *c != '€').collect();
    let (euros, centimes) = net.split_once([',', '.']).unwrap_or((&net, ""));
    let centimes = match centimes.len() {
        0 => 0,
        1 | 2 if centimes.bytes().all(|b| b.is_ascii_digit()) => {
            format!("{centimes:0<2}").parse::<i64>().map_err(|_| refus())?
        }
        _ => return Err(refus()),
    };
    let euros = euros.parse::<u32>().map_err(|_| refus())?;
    Ok(i64::from(euros) * 100 + centimes)
}

fn lire_part(brut: &str) -> Result<(i64, i64), String> {
    let refus = || format!("« {brut} » n'est pas une part : écrivez par exemple « 25 % » ou « 1/4 »");
    let net: String = brut.chars().filter(|c| !c.is_whitespace()).collect();
    if let Some(pour_cent) = net.strip_suffix('%') {
        let (entier, decimales) = pour_cent.split_once(',').unwrap_or((pour_cent, ""));
        if decimales.len() > 2 {
            return Err(refus());
        }
        let centiemes: u32 = format!("{entier}{decimales:0<2}").parse().map_err(|_| refus())?;
        return Ok((i64::from(centiemes), 10_000));
    }
    let (haut, bas) = net.split_once('/').ok_or_else(refus)?;
    let (haut, bas): (u32, u32) = (haut.parse().map_err(|_| refus())?, bas.parse().map_err(|_| refus())?);
    if bas == 0 { Err(refus()) } else { Ok((i64::from(haut), i64::from(bas))) }
}

fn lire_jour(brut: &str) -> Result<Date, String> {
    let refus = || format!("« {brut} » n'est pas une date qui existe : écrivez-la comme 27/03/2026");
    let jour = match brut.parse::<Date>() {
        Ok(date) if brut.len() == 10 => date,
        _ => {
            let parties: Vec<&str> = brut.split(['/', '.', ' ']).collect();
            let [j, m, a] = parties.as_slice() else { return Err(refus()) };
            let annee: i16 = a.parse().map_err(|_| refus())?;
            Date::new(annee, m.parse().map_err(|_| refus())?, j.parse().map_err(|_| refus())?)
                .map_err(|_| refus())?
        }
    };
    if (1900..=2200).contains(&jour.year()) { Ok(jour) } else { Err(refus()) }
}

fn lire_texte(brut: &str) -> Result<String, String> {
    if brut.chars().count() > TEXTE_MAX {
        return Err(format!("Ce texte dépasse {TEXTE_MAX} caractères : raccourcissez-le"));
    }
    if brut.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
        return Err("Ce texte contient un caractère invisible : retapez-le".to_owned());
    }
    Ok(brut.to_owned())
}

impl fmt::Display for Valeur {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Booleen(b) => f.write_str(if *b { "oui" } else { "non" }),
            Self::Nombre(n) => f.write_str(&texte::nombre(*n)),
            Self::Montant(c) => f.write_str(&texte::montant(*c)),
            Self::Part(n, 10_000) if n % 100 == 0 => write!(f, "{}\u{a0}%", n / 100),
            Self::Part(n, 10_000) => write!(f, "{},{:02}\u{a0}%", n / 100, n % 100),
            Self::Part(n, d) => write!(f, "{n}/{d}"),
            Self::Jour(j) => f.write_str(&texte::jour(*j)),
            Self::Duree(d) => d.fmt(f),
            Self::Mot(t) | Self::Texte(t) => f.write_str(t),
            Self::Sujet(id) => id.fmt(f),
            Self::Organisation(id) => id.fmt(f),
            Self::Utilisateur(id) => id.fmt(f),
            Self::Mots(mots) => f.write_str(&texte::liste(mots)),
            Self::Sujets(ids) => write!(f, "{}", ids.len()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_type_is_read_or_explained() {
        let montant = |t| Valeur::lire(Nature::Montant, t);
        assert_eq!(montant("1 750 €"), Ok(Valeur::Montant(175_000)));
        assert_eq!(montant("412,5"), Ok(Valeur::Montant(41_250)));
        assert!(montant("12,345").is_err());
        assert!(montant("-3").is_err());
        assert!(montant("12,é").is_err());
        let jour = |t| Valeur::lire(Nature::Jour, t);
        assert_eq!(jour("27/03/2026"), jour("2026-03-27"));
        assert!(jour("31/02/2026").is_err());
        assert!(jour("01/01/0001").is_err());
        assert_eq!(Valeur::lire(Nature::Part, "25 %"), Ok(Valeur::Part(2_500, 10_000)));
        assert!(Valeur::lire(Nature::Part, "1/0").is_err());
        assert!(Valeur::lire(Nature::Texte, "a\u{0}b").is_err());
    }
}
