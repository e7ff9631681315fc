//! Makes a large territory for measures: every act of the demonstration's is played again, by the engine, for as many
//! copies as asked. `multiplier DATA COPIES`, where DATA was made by `palier demo`.
//!
//! Copies share the organisations and have their own people, households, dwellings and conventions, so that each act
//! meets what it met the first time and is accepted again.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Barrier};
use std::thread;
use std::time::Instant;

use actes::{Adresse, Configuration, Horloge, Ordre, Porte, Utilisateur};
use dispositifs::Bibliotheque;
use domain::{Acte, Champs, Date, Evenement, Genre, Issue, Sujet, SujetId, UtilisateurId, Valeur};
use store::listes::{Parmi, lister};
use ulid::Ulid;

const THREADS: u64 = 16;

type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// One act of the model: the day it was recorded, on what, and what the record says.
struct Step {
    day: Date,
    sujet: SujetId,
    dispositif: Option<String>,
    event: Evenement,
}

fn main() -> Outcome<()> {
    let mut words = std::env::args().skip(1);
    let (Some(data), Some(copies)) = (words.next(), words.next()) else {
        return Err("multiplier DATA COPIES".into());
    };
    let (data, copies) = (Path::new(&data), copies.parse::<u64>()?);
    let today: Date = std::fs::read_to_string(data.join("demo.date"))?.trim().parse()?;
    let file = |name: &str| Adresse::Fichier(data.join(name));
    let store = store::Configuration::new(file("palier.sqlite"), file("cles.sqlite"));
    let (library, _) = Bibliotheque::embarquee();
    let porte = Arc::new(Porte::ouvrir(&Configuration::new(store, Horloge::au(today)), library)?);
    let steps = model(&porte)?;
    hire(&porte, copies)?;
    let start = Instant::now();
    play(&porte, &steps, copies)?;
    let acts = u64::try_from(steps.len())? * copies;
    println!("{acts} acts in {:.1} s by {THREADS} threads", start.elapsed().as_secs_f64());
    porte.store().fermer()?;
    Ok(())
}

/// Everything that was recorded, in order; what an act brought to other sujets comes again with it.
fn model(porte: &Arc<Porte>) -> Outcome<Vec<Step>> {
    // What is played again is what was recorded, not what one reader may know of it.
    let lus = Genre::TOUS
        .map(|genre| porte.store().lire(|tx| lister(tx, &store::Perimetre::tout(), genre, Parmi::Tous)));
    let sujets: Vec<Sujet> = lus.into_iter().collect::<Result<Vec<_>, _>>()?.concat();
    let mut steps = Vec::new();
    for sujet in sujets {
        for event in sujet.evenements.iter().filter(|e| !brought(e, &sujet)) {
            let day = event.enregistre_le.get(..10).unwrap_or_default().parse()?;
            let dispositif = sujet.dispositif.clone();
            steps.push(Step { day, sujet: sujet.id, dispositif, event: event.clone() });
        }
    }
    steps.sort_by(|a, b| a.event.enregistre_le.cmp(&b.event.enregistre_le));
    Ok(steps)
}

/// Whether an event came with another act, or corrects one that did.
fn brought(event: &Evenement, sujet: &Sujet) -> bool {
    let derived = |acte: Acte| acte.entraine() || acte == Acte::ReunirInstance;
    let corrected = match (event.acte, event.champs.get("evenement")) {
        (Acte::Corriger, Some(Valeur::Nombre(n))) => {
            sujet.evenements.iter().find(|e| i64::from(e.n) == *n).map(|e| e.acte)
        }
        _ => None,
    };
    derived(event.acte) || corrected.is_some_and(derived)
}

const fn shifted(id: Ulid, copy: u64) -> Ulid {
    Ulid(id.0 + ((copy as u128) << 64))
}

/// Each copy has its own people: a worker's measures are counted.
fn hire(porte: &Porte, copies: u64) -> Outcome<()> {
    let annuaire = porte.annuaire();
    let people = (1..=copies).flat_map(|copy| {
        annuaire.utilisateurs.values().map(move |u| Utilisateur {
            id: UtilisateurId(shifted(u.id.0, copy)),
            nom: format!("{} {copy}", u.nom),
            etat: u.etat.clone(),
        })
    });
    Ok(porte.inscrire(Vec::new(), people.collect())?)
}

/// Day by day, since all share one clock; the copies of a day are shared out among threads.
fn play(porte: &Arc<Porte>, steps: &[Step], copies: u64) -> Outcome<()> {
    let mut days: BTreeMap<Date, Vec<&Step>> = BTreeMap::new();
    for step in steps {
        days.entry(step.day).or_default().push(step);
    }
    let (morning, failures) = (Barrier::new(usize::try_from(THREADS)?), AtomicU64::new(0));
    thread::scope(|scope| {
        for thread in 0..THREADS {
            let (days, morning, failures) = (&days, &morning, &failures);
            scope.spawn(move || {
                for (day, steps) in days {
                    if morning.wait().is_leader() {
                        porte.horloge().regler(*day);
                    }
                    morning.wait();
                    for copy in (1..=copies).filter(|copy| copy % THREADS == thread) {
                        for step in steps {
                            if let Err(why) = again(porte, step, copy) {
                                failures.fetch_add(1, Ordering::Relaxed);
                                eprintln!("copy {copy}, {day}, {} : {why}", step.event.acte.nom());
                            }
                        }
                    }
                }
            });
        }
    });
    match failures.into_inner() {
        0 => Ok(()),
        n => Err(format!("{n} acts were not accepted again").into()),
    }
}

fn again(porte: &Arc<Porte>, step: &Step, copy: u64) -> Outcome<()> {
    let event = &step.event;
    let author = UtilisateurId(shifted(event.par.utilisateur.0, copy));
    let acteur = porte.annuaire().acteur(author).ok_or("an unknown author")?;
    let sujet = SujetId(shifted(step.sujet.0, copy));
    let ordre = Ordre {
        acte: event.acte,
        sujet,
        dispositif: step.dispositif.clone(),
        le: event.survenu_le,
        champs: fields(event, copy),
        role: Some(event.par.role.clone()),
        passer_outre: event.derogation.as_ref().map(|d| d.motif.clone()),
        version_lue: None,
        cle: format!("copie-{}-{}", step.sujet, event.n),
    };
    let verdict = porte.agir(&acteur, ordre)?.verdict;
    let rules: Vec<&str> = verdict.decisifs().map(|m| m.regle.as_str()).collect();
    if verdict.issue == Issue::Accepte { Ok(()) } else { Err(rules.join(", ").into()) }
}

/// The fields as they were typed: without what the engine added, and naming the copy's own sujets.
fn fields(event: &Evenement, copy: u64) -> Champs {
    let sujet = |id: &SujetId| SujetId(shifted(id.0, copy));
    let typed = event.champs.iter().filter(|(name, _)| event.acte != Acte::Admettre || *name != "quotas");
    let copied = typed.map(|(name, value)| {
        let value = match value {
            Valeur::Sujet(id) => Valeur::Sujet(sujet(id)),
            Valeur::Sujets(ids) => Valeur::Sujets(ids.iter().map(sujet).collect()),
            Valeur::Utilisateur(id) => Valeur::Utilisateur(UtilisateurId(shifted(id.0, copy))),
            autre => autre.clone(),
        };
        (name.clone(), value)
    });
    copied.collect()
}
