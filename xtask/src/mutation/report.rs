//! What mutation found, for a person and for a machine.

use serde::Serialize;

use super::edit::Mutant;
use super::excused::Excuse;
use super::play::Outcome;

/// One survivor.
#[derive(Debug, Serialize)]
pub struct Survivor {
    /// Line of the change.
    pub ligne: usize,
    /// What was changed.
    pub quoi: String,
    /// Why it is allowed, if it is.
    pub raison: Option<String>,
}

/// One definition.
#[derive(Debug, Serialize)]
pub struct Report {
    /// Its code.
    pub dispositif: String,
    /// How many changes were tried.
    pub mutants: usize,
    /// How many a cas noticed.
    pub tues: usize,
    /// How many the reader refused.
    pub illisibles: usize,
    /// Those that no cas noticed.
    pub survivants: Vec<Survivor>,
    /// Excuses that excuse nothing.
    #[serde(rename = "excuses_sans_objet")]
    pub useless: Vec<String>,
}

impl Report {
    pub fn new(id: &str, text: &str, mutants: &[Mutant], outcomes: &[Outcome], excuses: &[Excuse]) -> Self {
        let excuses: Vec<&Excuse> = excuses.iter().filter(|e| e.dispositif == id).collect();
        let count = |wanted| outcomes.iter().filter(|o| **o == wanted).count();
        let survivors = mutants.iter().zip(outcomes).filter(|(_, o)| **o == Outcome::Survivor);
        let survivants: Vec<Survivor> = survivors
            .map(|(m, _)| Survivor {
                ligne: m.line(text),
                quoi: m.what.clone(),
                raison: excuses.iter().find(|e| e.quoi == m.what).map(|e| e.raison.clone()),
            })
            .collect();
        let useless = excuses.iter().filter(|e| !survivants.iter().any(|s| s.quoi == e.quoi));
        Self {
            dispositif: id.to_owned(),
            mutants: mutants.len(),
            tues: count(Outcome::Killed),
            illisibles: count(Outcome::Unreadable),
            useless: useless.map(|e| e.quoi.clone()).collect(),
            survivants,
        }
    }

    fn excused(&self) -> usize {
        self.survivants.iter().filter(|s| s.raison.is_some()).count()
    }

    /// Killed among those that could be, in percent.
    pub fn score(&self) -> f64 {
        score(self.tues, self.survivants.len() - self.excused())
    }
}

fn score(killed: usize, left: usize) -> f64 {
    let percent = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX)) * 100.0;
    if killed + left == 0 { 100.0 } else { percent(killed) / percent(killed + left) * 100.0 }
}

/// A table, then each survivor at its place.
pub fn print(reports: &[Report]) {
    println!("dispositif  mutants  tués  illisibles  survivants  admis   score");
    for r in reports {
        let (left, excused) = (r.survivants.len() - r.excused(), r.excused());
        println!(
            "{:<10}  {:>7}  {:>4}  {:>10}  {left:>10}  {excused:>5}  {:>5.1} %",
            r.dispositif,
            r.mutants,
            r.tues,
            r.illisibles,
            r.score()
        );
    }
    let sum = |of: fn(&Report) -> usize| reports.iter().map(of).sum::<usize>();
    let (killed, excused) = (sum(|r| r.tues), sum(Report::excused));
    let left = sum(|r| r.survivants.len()) - excused;
    let (all, unreadable) = (sum(|r| r.mutants), sum(|r| r.illisibles));
    let total = score(killed, left);
    println!(
        "{:<10}  {all:>7}  {killed:>4}  {unreadable:>10}  {left:>10}  {excused:>5}  {total:>5.1} %",
        "ensemble"
    );
    for r in reports {
        for s in &r.survivants {
            let mark = if s.raison.is_some() { "admis" } else { "SURVIT" };
            println!("\n{mark} dispositifs/{}/definition.toml:{}: {}", r.dispositif, s.ligne, s.quoi);
            if let Some(raison) = &s.raison {
                println!("      {raison}");
            }
        }
        for quoi in &r.useless {
            println!("\nexcuse sans objet, {} : {quoi}", r.dispositif);
        }
    }
}

/// The same as JSON.
pub fn json(reports: &[Report]) -> String {
    serde_json::to_string_pretty(reports).unwrap_or_default()
}
