//! Instants, waits and browsers, in words.

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// How long to wait.
pub fn attente(secondes: i64) -> String {
    match secondes {
        ..=1 => "une seconde".to_owned(),
        2..=59 => format!("{secondes}\u{a0}secondes"),
        60..=119 => "deux minutes".to_owned(),
        _ => format!("{}\u{a0}minutes", secondes.div_euclid(60) + 1),
    }
}

/// An instant of the clock of accounts, on a French clock.
pub fn instant(secondes: i64) -> String {
    let Ok(instant) = Timestamp::from_second(secondes) else { return String::new() };
    let fuseau = TimeZone::get("Europe/Paris").unwrap_or(TimeZone::UTC);
    let la = fuseau.to_datetime(instant);
    format!("le {} à {}\u{a0}h\u{a0}{:02}", domain::texte::jour(la.date()), la.hour(), la.minute())
}

/// A browser, from what it calls itself.
pub fn navigateur(agent: &str) -> String {
    let premier = |noms: &[(&str, &'static str)]| {
        noms.iter().find(|(signe, _)| agent.contains(signe)).map(|(_, nom)| *nom)
    };
    // Each claims to be those that come after it.
    let nom = premier(&[
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let systeme = premier(&[
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS X", "Mac"),
        ("Linux", "Linux"),
    ]);
    match (nom, systeme) {
        (Some(nom), Some(systeme)) => format!("{nom} sur {systeme}"),
        (Some(nom), None) => nom.to_owned(),
        (None, Some(systeme)) => format!("Navigateur inconnu sur {systeme}"),
        (None, None) => "Navigateur inconnu".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_recognised_behind_those_it_claims_to_be() {
        let edge = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/141.0 Safari/537.36 Edg/141.0";
        assert_eq!(navigateur(edge), "Edge sur Windows");
        let android = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/141.0 Mobile Safari/537.36";
        assert_eq!(navigateur(android), "Chrome sur Android");
        assert_eq!(navigateur(""), "Navigateur inconnu");
    }

    #[test]
    fn an_instant_and_a_wait_are_said_as_people_do() {
        assert_eq!(instant(1_795_737_600), "le 27/11/2026 à 1\u{a0}h\u{a0}00");
        assert_eq!(
            [1, 40, 90, 150].map(attente),
            ["une seconde", "40\u{a0}secondes", "deux minutes", "3\u{a0}minutes"]
        );
    }
}
