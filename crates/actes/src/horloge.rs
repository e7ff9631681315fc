//! The clock of the program: the only place that reads one, and the only one that may be stopped.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use domain::Date;
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Where today and now come from.
#[derive(Debug, Clone, Default)]
pub enum Horloge {
    /// The machine's clock.
    #[default]
    Machine,
    /// A day that the caller sets: the demo's date, the dates of a cas. Instants go up by one
    /// second from that day's noon, so that records keep their order.
    Reglee(Arc<Mutex<Reglage>>),
}

/// A clock that is set.
#[derive(Debug)]
pub struct Reglage {
    jour: Date,
    secondes: i64,
}

impl Horloge {
    /// A clock that stands at this day.
    pub fn au(jour: Date) -> Self {
        Self::Reglee(Arc::new(Mutex::new(Reglage { jour, secondes: 0 })))
    }

    /// Sets a clock that is set by hand; the machine's stays as it is.
    pub fn regler(&self, jour: Date) {
        if let Self::Reglee(reglage) = self
            && let Ok(mut reglage) = reglage.lock()
            && reglage.jour != jour
        {
            *reglage = Reglage { jour, secondes: 0 };
        }
    }

    /// Today where these départements are.
    pub fn aujourd_hui(&self, departements: &[String]) -> Date {
        match self {
            Self::Machine => fuseau(departements).to_datetime(Timestamp::now()).date(),
            Self::Reglee(reglage) => reglage.lock().map_or(Date::MIN, |r| r.jour),
        }
    }

    /// Now, in UTC, as records keep it.
    pub fn instant(&self) -> String {
        match self {
            Self::Machine => format!("{:.6}", Timestamp::now()),
            Self::Reglee(reglage) => reglage.lock().map_or_else(
                |_| String::new(),
                |mut r| {
                    r.secondes += 1;
                    let midi = r.jour.at(12, 0, 0, 0).saturating_add(jiff::Span::new().seconds(r.secondes));
                    format!("{midi}.000000Z")
                },
            ),
        }
    }
}

/// The clock of accounts, in seconds since 1970. It runs on where the demo's day stands still: what it measures is how
/// long somebody has been away from a screen, or must wait before the next guess.
#[derive(Debug, Default)]
pub struct Montre {
    avance: AtomicI64,
}

impl Montre {
    /// Now.
    pub fn secondes(&self) -> i64 {
        Timestamp::now().as_second() + self.avance.load(Ordering::Relaxed)
    }

    /// Lets some time pass at once: how a test waits.
    pub fn avancer(&self, secondes: i64) {
        self.avance.fetch_add(secondes, Ordering::Relaxed);
    }
}

/// The time zone of a territory, from the code of its first département.
fn fuseau(departements: &[String]) -> TimeZone {
    let nom = match departements.first().map(String::as_str) {
        Some("971") => "America/Guadeloupe",
        Some("972") => "America/Martinique",
        Some("973") => "America/Cayenne",
        Some("974") => "Indian/Reunion",
        Some("976") => "Indian/Mayotte",
        _ => "Europe/Paris",
    };
    TimeZone::get(nom).unwrap_or(TimeZone::UTC)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_set_clock_gives_its_day_and_instants_that_go_up() {
        let horloge = Horloge::au(date(2026, 11, 2));
        assert_eq!(horloge.aujourd_hui(&[]), date(2026, 11, 2));
        let (a, b) = (horloge.instant(), horloge.instant());
        assert!(a < b, "{a} {b}");
        assert!(a.starts_with("2026-11-02T12:00:01"));
    }

    #[test]
    fn today_is_the_territory_s_own() {
        for departement in ["971", "972", "973", "974", "976", "75"] {
            assert_ne!(fuseau(&[departement.to_owned()]), TimeZone::UTC, "{departement}");
        }
    }
}
