//! A story: one household in one convention, or one thing that happens to a convention; where it
//! stands, what comes next and on which day.

use std::collections::BTreeMap;

use anyhow::Context;
use domain::{Acte, Date, Duree, Genre, OrganisationId, SujetId, UtilisateurId};
use jiff::Span;
use jiff::civil::Weekday;

use super::hasard::Hasard;
use super::modele::Etape;

/// Sequences of steps, by name.
pub type Suites = BTreeMap<String, Vec<Etape>>;

/// Who acts for a role in a story.
#[derive(Debug, Clone, Copy)]
pub struct Personnage {
    /// For whom.
    pub organisation: OrganisationId,
    /// The person.
    pub utilisateur: UtilisateurId,
}

/// A story being played.
#[derive(Debug)]
pub struct Histoire<'a> {
    /// Its récit, to say where a fault is.
    pub recit: &'a str,
    /// Rank of its convention.
    pub convention: usize,
    /// Who holds each role.
    pub personnages: BTreeMap<String, Personnage>,
    /// Rooms that the household needs.
    pub pieces: u16,
    /// Where its suites are.
    pub suites: &'a Suites,
    /// The steps to come.
    pub pas: std::collections::VecDeque<Etape>,
    /// The day of the next step, and the day of its recording.
    pub le: Date,
    /// See `le`.
    pub saisi_le: Date,
    /// Its own chance.
    pub hasard: Hasard,
    /// What it brought into being.
    pub sujets: BTreeMap<Genre, SujetId>,
    /// Steps that others name: rank of the event, act, day.
    pub noms: BTreeMap<String, (u32, Acte, Date)>,
    /// The debt that was recorded, in cents.
    pub dette: i64,
    /// The dwelling occupied, and the one proposed: ranks in the stock.
    pub occupe: Option<usize>,
    /// See `occupe`.
    pub propose: Option<usize>,
    /// Those who come to its sessions.
    pub groupe: Vec<SujetId>,
    /// Where each list of possible words stands: they come one after the other.
    pub tours: BTreeMap<String, usize>,
    /// How many times the present step was refused.
    pub essais: u16,
}

impl Histoire<'_> {
    /// Places the next step on its day; nothing more to play when there is none.
    pub fn avancer(&mut self, jour: Date) -> anyhow::Result<()> {
        self.essais = 0;
        let Some(etape) = self.pas.front().cloned() else { return Ok(()) };
        let nomme = etape.depuis.as_ref().and_then(|nom| self.noms.get(nom)).map(|(_, _, le)| *le);
        let mut le = duree(etape.apres.as_deref())?.apres(nomme.unwrap_or(self.le)).max(self.le);
        le = plus(le, self.hasard.sous(usize::from(etape.alea).saturating_add(1)));
        if let Some(ancre) = &etape.ancre {
            le = self.le.max(duree(Some(ancre))?.avant(jour));
        } else if let Some(n) = etape.le_du_mois {
            while le.day() != n.min(le.days_in_month()) {
                le = plus(le, 1);
            }
        } else {
            le = ouvre(le);
        }
        self.le = le;
        self.saisi_le = self.saisi_le.max(duree(etape.saisi_apres.as_deref())?.apres(le));
        Ok(())
    }

    /// Tries the same step again, later.
    pub fn attendre(&mut self, temps: Duree) {
        self.le = ouvre(temps.apres(self.saisi_le));
        self.saisi_le = self.le;
    }
}

/// The steps one after the other: suites in place, repetitions and chances drawn.
pub fn etaler(etapes: &[Etape], suites: &Suites, hasard: &mut Hasard) -> anyhow::Result<Vec<Etape>> {
    let mut pas = Vec::new();
    for etape in etapes {
        if etape.une_fois_sur.is_some_and(|n| hasard.sous(n) != 0) {
            continue;
        }
        let [min, max] = etape.repete.unwrap_or([1, 1]);
        for tour in 0..hasard.entre(min, max) {
            let Some(nom) = &etape.suite else {
                pas.push(etape.clone());
                continue;
            };
            let suite = suites.get(nom).with_context(|| format!("suite inconnue : « {nom} »"))?;
            let mut etalee = etaler(suite, suites, hasard)?;
            if let (0, Some(premiere)) = (tour, etalee.first_mut()) {
                premiere.apres = etape.apres.clone().or_else(|| premiere.apres.take());
                premiere.ancre = etape.ancre.clone().or_else(|| premiere.ancre.take());
                premiere.alea = premiere.alea.max(etape.alea);
            }
            pas.append(&mut etalee);
        }
    }
    Ok(pas)
}

/// A length as it is written; none is none.
pub fn duree(texte: Option<&str>) -> anyhow::Result<Duree> {
    texte.map_or(Ok(Duree { mois: 0, jours: 0 }), |t| Duree::lire(t).map_err(anyhow::Error::msg))
}

/// That many days later.
pub fn plus(le: Date, jours: usize) -> Date {
    le.saturating_add(Span::new().days(i64::try_from(jours).unwrap_or(0)))
}

/// The day itself, or the Monday after it.
pub fn ouvre(le: Date) -> Date {
    match le.weekday() {
        Weekday::Saturday => plus(le, 2),
        Weekday::Sunday => plus(le, 1),
        _ => le,
    }
}
