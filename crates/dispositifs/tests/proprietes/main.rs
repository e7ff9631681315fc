//! What holds of the engine whatever the story, on every shipped definition. `PROPTEST_CASES` asks
//! for more stories.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod terrain;
mod tirage;

use std::collections::BTreeSet;

use domain::definition::{Comparaison, Condition, Grandeur, Test};
use domain::evenement::{Champs, Evenement};
use domain::fait;
use domain::moteur;
use domain::{
    Acte, Commande, Contexte, Date, Etat, Genre, Issue, Mecanique, Sujet, SujetId, Valeur, contexte,
};
use proptest::prelude::*;

use terrain::{Geste, Terrain};
use tirage::Des;

/// Facts whose absence says something: no end recorded, no end.
const OUVERTS: [&str; 1] = ["convention.fin"];

fn histoires(par_defaut: u32) -> ProptestConfig {
    let demande = std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok());
    ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(demande.unwrap_or(par_defaut)) }
}

/// A definition, a seed for the world, one seed for each act.
fn histoire() -> impl Strategy<Value = (u64, u64, Vec<u64>)> {
    (0u64..1000, any::<u64>(), prop::collection::vec(any::<u64>(), 1..60))
}

fn jouer(quelle: u64, monde: u64, graines: &[u64], mut f: impl FnMut(&Terrain, &Terrain, &Geste)) -> Terrain {
    let mut t = Terrain::nouveau(quelle, &mut Des(monde));
    for graine in graines {
        let avant = t.clone();
        let geste = t.geste(*graine);
        f(&avant, &t, &geste);
    }
    t
}

/// All that a page asks of a sujet.
fn regarder(t: &Terrain, sujet: &Sujet, le: Date) {
    let par = t.auteur(&mut Des(0));
    let champs = Champs::new();
    let rien = Commande { acte: Acte::Renseigner, sujet: sujet.id, le, par, champs, passer_outre: None };
    let contexte = t.contexte(&rien);
    let monde = t.monde(sujet.genre, &contexte, le);
    let _ = moteur::echeances(monde, sujet);
    let _ = moteur::propositions(monde, sujet);
    let _ = moteur::suite(monde, sujet, &rien.par);
    let _ = moteur::eligibilite(monde, &rien);
    let _ = (contexte::prises(sujet), contexte::sujets_lies(&rien, Some(sujet)));
    for fait in fait::communs().chain(t.definition.mecanique.faits.values()) {
        let _ = moteur::lire(monde, sujet, &fait.nom);
    }
}

/// The state as one text: two states that read alike are alike.
fn dit(etat: &Etat<'_>) -> String {
    format!("{etat:?}")
}

fn faits(etat: &Etat<'_>) -> Vec<String> {
    fait::communs().map(|f| format!("{} {:?}", f.nom, etat.fait(&f.nom))).collect()
}

/// The facts whose being recorded at all is what a rule asks.
fn connus(m: &Mecanique) -> BTreeSet<String> {
    fn cherche(c: &Condition, trouves: &mut BTreeSet<String>) {
        match c {
            Condition::Compare(Grandeur::Fait(nom), Comparaison::Connu(_)) => {
                trouves.insert(nom.clone());
            }
            Condition::Tous(c) | Condition::UnDe(c) | Condition::Aucun(c) => {
                c.iter().for_each(|c| cherche(c, trouves));
            }
            _ => {}
        }
    }
    let mut trouves = BTreeSet::new();
    let de_regle = m.regles.iter().flat_map(|r| {
        let (Test::Exige(test) | Test::Interdit(test)) = &r.test;
        r.quand.iter().chain([test])
    });
    for condition in de_regle.chain(m.conditions.values()) {
        cherche(condition, &mut trouves);
    }
    trouves
}

/// An event that no engine accepted.
fn quelconque(t: &Terrain, des: &mut Des, n: u32) -> Evenement {
    let tous: Vec<Acte> = Acte::tous().collect();
    let acte = if des.sur_cent(20) { Acte::Corriger } else { *des.parmi(&tous).unwrap() };
    let mut champs = tirage::champs(t, des, acte);
    if des.sur_cent(50) {
        champs.insert("evenement".to_owned(), Valeur::Nombre(i64::try_from(des.sous(12)).unwrap()));
    }
    let enregistre_le = format!("2025-01-01T00:00:{n:02}Z");
    let par = t.auteur(des);
    Evenement { n, acte, survenu_le: tirage::jour(des), enregistre_le, par, champs, derogation: None }
}

proptest! {
    #![proptest_config(histoires(16))]

    #[test]
    fn no_story_makes_the_engine_panic((quelle, monde, graines) in histoire()) {
        let t = jouer(quelle, monde, &graines, |_, _, _| {});
        for sujet in t.sujets.values() {
            for le in ["1900-01-01", "2025-03-31", "2200-12-31"] {
                regarder(&t, sujet, le.parse().unwrap());
            }
            regarder(&t, sujet, Date::MAX);
        }
    }

    #[test]
    fn any_list_of_events_gives_a_state(quelle in 0u64..1000, graines in prop::collection::vec(any::<u64>(), 0..12)) {
        let mut t = Terrain::nouveau(quelle, &mut Des(quelle));
        for genre in Genre::TOUS {
            let mut sujet = Sujet::nouveau(domain::SujetId(domain::ids::ulid(777)), genre);
            sujet.convention = t.sujets.values().find(|s| s.genre == Genre::Convention).map(|s| s.id);
            for (n, graine) in graines.iter().enumerate() {
                sujet.appliquer(quelconque(&t, &mut Des(*graine), u32::try_from(n).unwrap()));
            }
            t.sujets.insert(sujet.id, sujet.clone());
            regarder(&t, &sujet, "2025-06-30".parse().unwrap());
        }
    }

    #[test]
    fn the_same_story_is_decided_alike((quelle, monde, graines) in histoire()) {
        let mut premiers = Vec::new();
        let une = jouer(quelle, monde, &graines, |_, _, g| premiers.push(g.decision.clone()));
        let mut seconds = Vec::new();
        let autre = jouer(quelle, monde, &graines, |_, _, g| seconds.push(g.decision.clone()));
        prop_assert_eq!(premiers, seconds);
        prop_assert_eq!(une.sujets, autre.sujets);
    }

    #[test]
    fn a_sujet_written_and_read_again_is_the_same((quelle, monde, graines) in histoire()) {
        let t = jouer(quelle, monde, &graines, |_, _, _| {});
        for sujet in t.sujets.values() {
            let ecrit = serde_json::to_string(sujet).unwrap();
            prop_assert_eq!(&serde_json::from_str::<Sujet>(&ecrit).unwrap(), sujet);
        }
    }

    #[test]
    fn one_more_fact_never_reverses_an_answer((quelle, monde, graines) in histoire()) {
        let mut ecarts = Vec::new();
        jouer(quelle, monde, &graines, |avant, _, geste| {
            ecarts.extend(retournements(avant, geste));
        });
        prop_assert!(ecarts.is_empty(), "{}", ecarts.join("\n"));
    }

    #[test]
    fn an_act_annulled_leaves_the_state_as_it_was((quelle, monde, graines) in histoire()) {
        let mut ecarts = Vec::new();
        jouer(quelle, monde, &graines, |avant, apres, geste| ecarts.extend(annulation(avant, apres, geste)));
        prop_assert!(ecarts.is_empty(), "{}", ecarts.join("\n"));
    }

    #[test]
    fn what_a_session_brings_to_files_follows_its_corrections((quelle, monde, graines) in histoire()) {
        let mut t = Terrain::tire(quelle, &mut Des(monde));
        let seances = [
            Acte::Orienter,
            Acte::ProgrammerAction,
            Acte::TenirSeanceCollective,
            Acte::TenirSeanceCollective,
            Acte::Convoquer,
            Acte::TenirSeance,
        ];
        for graine in graines {
            t.geste_parmi(graine, &seances);
        }
        let (mut attendues, mut inscrites) = (participations(&t), inscrites(&t));
        attendues.sort();
        inscrites.sort();
        prop_assert_eq!(attendues, inscrites);
    }

    #[test]
    fn a_day_ignores_what_came_later_and_an_instant_what_was_recorded_later((quelle, monde, graines) in histoire()) {
        let t = jouer(quelle, monde, &graines, |_, _, _| {});
        for sujet in t.sujets.values() {
            for e in &sujet.evenements {
                let (jour, instant) = (e.survenu_le, e.enregistre_le.as_str());
                let mut alors = sujet.clone();
                alors.evenements.retain(|x| x.enregistre_le.as_str() <= instant);
                prop_assert_eq!(dit(&Etat::connu(sujet, jour, instant)), dit(&Etat::au(&alors, jour)));
                let mut sans = alors.clone();
                let corriges = sans.evenements.iter().any(|x| x.acte == Acte::Corriger);
                sans.evenements.retain(|x| x.survenu_le <= jour);
                if !corriges {
                    prop_assert_eq!(dit(&Etat::au(&alors, jour)), dit(&Etat::courant(&sans)));
                }
            }
        }
    }
}

/// Facts that turn a definite answer into another one, when recorded on the household, the file, the
/// dwelling or the convention of an act.
fn retournements(avant: &Terrain, geste: &Geste) -> Vec<String> {
    let c = &geste.commande;
    let Ok(verdict) = &geste.decision else { return Vec::new() };
    if verdict.issue == Issue::Indetermine || c.acte == Acte::Corriger {
        return Vec::new();
    }
    let connus = connus(&avant.definition.mecanique);
    let mut des = Des(avant.sujets.values().map(|s| u64::from(s.version)).sum());
    let mut ecarts = Vec::new();
    let lies: Vec<Sujet> = contexte::sujets_lies(c, avant.sujets.get(&c.sujet))
        .into_iter()
        .chain([c.sujet])
        .filter_map(|id| avant.sujets.get(&id).cloned())
        .collect();
    for lie in lies {
        let le = c.le.max(Etat::courant(&lie).evenements.first().map_or(c.le, |e| e.le));
        let etat = Etat::au(&lie, c.le);
        let absents = avant.definition.mecanique.faits_saisis().filter(|f| {
            let du_genre = match lie.genre {
                Genre::Logement => f.nom.starts_with("logement."),
                Genre::Convention => f.nom.starts_with("convention."),
                Genre::Menage | Genre::Dossier => {
                    !f.nom.starts_with("logement.") && !f.nom.starts_with("convention.")
                }
                _ => false,
            };
            let inconnu = moteur::lire(avant.monde(lie.genre, &Contexte::default(), c.le), &lie, &f.nom)
                == domain::etat::Lu::Inconnu;
            du_genre
                && inconnu
                && etat.fait(&f.nom) == Some(domain::etat::Lu::Inconnu)
                && !connus.contains(&f.nom)
                && !OUVERTS.contains(&f.nom.as_str())
        });
        let absents: Vec<_> = absents.collect();
        for _ in 0..4 {
            let Some(fait) = des.parmi(&absents) else { break };
            let mut t = avant.clone();
            let champs = Champs::from([(fait.nom.to_owned(), tirage::du_fait(avant, &mut des, fait))]);
            let n = lie.prochain_rang();
            let par = c.par.clone();
            t.sujets.get_mut(&lie.id).unwrap().appliquer(Evenement {
                n,
                acte: Acte::Renseigner,
                survenu_le: le,
                enregistre_le: geste.instant.clone(),
                par,
                champs,
                derogation: None,
            });
            let ensuite = t.decider(c, geste.aujourd_hui, &geste.instant).map(|v| v.issue);
            if ensuite != Ok(verdict.issue) {
                ecarts.push(format!("{} : {:?} → {ensuite:?} ({})", c.acte.nom(), verdict.issue, fait.nom));
            }
        }
    }
    ecarts
}

/// What differs, on every sujet, once the act just accepted is annulled.
fn annulation(avant: &Terrain, apres: &Terrain, geste: &Geste) -> Vec<String> {
    let c = &geste.commande;
    let accepte = matches!(&geste.decision, Ok(v) if v.issue == Issue::Accepte);
    let sans_retour = c.acte == Acte::Corriger || c.acte.rattache() || c.acte.description().cree;
    if !accepte || sans_retour {
        return Vec::new();
    }
    let n = apres.sujets[&c.sujet].prochain_rang() - 1;
    let champs = Champs::from([
        ("evenement".to_owned(), Valeur::Nombre(i64::from(n))),
        ("annule".to_owned(), Valeur::Booleen(true)),
        ("motif_correction".to_owned(), Valeur::Texte("erreur".to_owned())),
    ]);
    let annule = Commande { acte: Acte::Corriger, champs, ..c.clone() };
    let mut t = apres.clone();
    match t.decider(&annule, geste.aujourd_hui, "2099-01-02T00:00:00Z") {
        Ok(verdict) if verdict.issue == Issue::Accepte => t.ecrire(c.sujet, &verdict),
        // What came after may rest on it.
        Ok(_) if Etat::courant(&apres.sujets[&c.sujet]).evenements.iter().any(|e| e.le > c.le) => {
            return Vec::new();
        }
        autre => return vec![format!("{} ne s'annule pas : {autre:?}", c.acte.nom())],
    }
    let differe = t.sujets.values().filter(|s| {
        let ancien = Etat::courant(&avant.sujets[&s.id]);
        let nouveau = Etat::courant(s);
        faits(&ancien) != faits(&nouveau) || dit(&ancien) != dit(&nouveau)
    });
    differe.map(|s| format!("{} laisse une trace sur {}", c.acte.nom(), s.genre.un())).collect()
}

/// Who was there, by the sessions: file or convention, session, day.
fn participations(t: &Terrain) -> Vec<(SujetId, Acte, Date)> {
    let mut attendues = Vec::new();
    for sujet in t.sujets.values() {
        for e in Etat::courant(sujet).evenements {
            match (e.acte, e.champs.get("presents"), sujet.convention) {
                (Acte::TenirSeanceCollective, Some(Valeur::Sujets(presents)), _) => {
                    let presents: BTreeSet<SujetId> = presents.iter().copied().collect();
                    attendues.extend(presents.into_iter().map(|d| (d, Acte::Participer, e.le)));
                }
                (Acte::TenirSeance, _, Some(convention)) => {
                    attendues.push((convention, Acte::ReunirInstance, e.le));
                }
                _ => {}
            }
        }
    }
    attendues
}

/// Who was there, by the files and the conventions.
fn inscrites(t: &Terrain) -> Vec<(SujetId, Acte, Date)> {
    let mut inscrites = Vec::new();
    for sujet in t.sujets.values() {
        let courant = Etat::courant(sujet).evenements;
        let derivees = courant.iter().filter(|e| matches!(e.acte, Acte::Participer | Acte::ReunirInstance));
        inscrites.extend(derivees.map(|e| (sujet.id, e.acte, e.le)));
    }
    inscrites
}
