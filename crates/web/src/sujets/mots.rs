//! Days and instants in words.

use domain::Date;
use jiff::Timestamp;
use jiff::tz::TimeZone;

const MOIS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

/// `14 octobre 2026`, `1er mai 2026`.
pub fn jour_long(jour: Date) -> String {
    let rang = usize::try_from(jour.month()).unwrap_or(1).saturating_sub(1);
    let premier = if jour.day() == 1 { "er" } else { "" };
    format!("{}{premier}\u{a0}{} {}", jour.day(), MOIS.get(rang).unwrap_or(&""), jour.year())
}

/// `15/10/2026 à 9 h 12`, from an instant of record.
pub fn instant(enregistre_le: &str) -> String {
    let Ok(instant) = enregistre_le.parse::<Timestamp>() else { return enregistre_le.to_owned() };
    let ici = TimeZone::get("Europe/Paris").unwrap_or(TimeZone::UTC).to_datetime(instant);
    format!("{} à {}\u{a0}h\u{a0}{:02}", domain::texte::jour(ici.date()), ici.hour(), ici.minute())
}

/// How far a day is: `en retard de 12 jours`, `aujourd'hui`, `dans 4 jours`; and its urgency in the lists.
pub fn urgence(le: Date, aujourd_hui: Date) -> (&'static str, String) {
    let jours = aujourd_hui.until((jiff::Unit::Day, le)).map_or(0, |s| i64::from(s.get_days()));
    let s = if jours.abs() > 1 { "s" } else { "" };
    match jours {
        0 => ("jour", "Aujourd'hui".to_owned()),
        1 => ("venir", "Demain".to_owned()),
        n if n < 0 => ("retard", format!("En retard de {} jour{s}", -n)),
        n if n > 730 => ("venir", format!("Dans {} ans", n / 365)),
        n if n > 90 => ("venir", format!("Dans {} mois", n / 30)),
        n => ("venir", format!("Dans {n} jour{s}")),
    }
}

/// `3 dossiers`, `1 dossier`, `aucun dossier`.
pub fn compter(n: usize, un: &str, plusieurs: &str) -> String {
    match n {
        0 => format!("aucun {un}"),
        1 => format!("1 {un}"),
        n => format!("{n} {plusieurs}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn lateness_is_said_in_words() {
        let aujourd_hui = date(2026, 11, 24);
        assert_eq!(urgence(date(2026, 11, 12), aujourd_hui), ("retard", "En retard de 12 jours".to_owned()));
        assert_eq!(urgence(date(2026, 11, 23), aujourd_hui).1, "En retard de 1 jour");
        assert_eq!(urgence(aujourd_hui, aujourd_hui).0, "jour");
        assert_eq!(urgence(date(2026, 11, 28), aujourd_hui).1, "Dans 4 jours");
        assert_eq!(jour_long(date(2026, 5, 1)), "1er\u{a0}mai 2026");
        assert_eq!(instant("2026-10-15T07:12:00.000000Z"), "15/10/2026 à 9\u{a0}h\u{a0}12");
    }
}
