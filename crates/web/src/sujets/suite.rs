//! Every act that may be done next on a sujet, and why not the others.
//!
//! The few that are done every day are forms on the page itself, as long as they ask for little; the others are one
//! click away, each on its own page: a page that drew them all would be forms for its most part.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use actes::SujetLu;
use domain::acte::Piste;
use domain::moteur::{Echeance, Possible, Suite};
use domain::valeur::Nature;
use domain::{Acte, Champs, Date, Duree, Genre, Sujet, Valeur};

use super::etabli::nouvelle_cle;
use super::regard::Regard;
use super::situation::Ligne;
use super::verdict::{self, Pourquoi};
use super::{adresses, mots};
use crate::formulaire::{Cadre, Choix, Formulaire, Saisie, majuscule};

/// One act on a page.
pub struct ActeVu {
    /// Its name, with the status it goes to.
    pub nom: String,
    /// A word on the right: since when it is due, what is missing, from when it is possible.
    pub note: String,
    /// Its place in the page.
    pub ancre: String,
    /// Its form alone.
    pub lien: String,
    /// Its form, for the few that are drawn at once.
    pub formulaire: Option<Formulaire>,
    /// What stops it.
    pub pourquoi: Option<Pourquoi>,
    etat: Possible,
    acte: Acte,
    piste: Piste,
    due: Option<Date>,
}

impl ActeVu {
    /// Whether it may be tried now.
    pub fn possible(&self) -> bool {
        self.etat != Possible::Non
    }

    /// Whether there is something to unfold; otherwise it is a link to its form.
    pub fn se_deplie(&self) -> bool {
        self.formulaire.is_some() || self.pourquoi.is_some()
    }
}

/// Possible acts under one heading.
pub struct Groupe {
    /// The heading; empty for none.
    pub titre: String,
    /// The acts.
    pub actes: Vec<ActeVu>,
    /// Whether they are shown at once: what is expected, and the daily work.
    pub ouvert: bool,
}

/// The acts of a sujet, by what may be done of them.
#[derive(Default)]
pub struct Actes {
    /// Possible now: what is expected first, then track by track.
    pub possibles: Vec<Groupe>,
    /// A fact is missing.
    pub a_completer: Vec<ActeVu>,
    /// A rule forbids them now.
    pub pas_maintenant: Vec<ActeVu>,
}

/// How many forms a page draws at once.
const FORMULAIRES: usize = 3;

/// Every act of this sujet. `dues` are what is due on it.
pub fn actes(lu: &SujetLu, regard: &Regard, dues: &[Echeance]) -> Actes {
    let mut rangs: BTreeMap<Acte, Date> = BTreeMap::new();
    for due in dues {
        let premiere = rangs.entry(due.acte).or_insert(due.le);
        *premiere = due.le.min(*premiere);
    }
    let mut suites = lu.suite();
    // What is due first, soonest first; the rest in the order of the table.
    suites.sort_by_key(|s| (s.possible == Possible::Non, rangs.get(&s.acte).copied().unwrap_or(Date::MAX)));
    let mut actes = Actes::default();
    let mut possibles = Vec::new();
    let dessines = dessines(&suites, &rangs, &lu.sujet);
    for (rang, suite) in suites.iter().enumerate() {
        let mut vu = acte(lu, regard, suite, rang, rangs.get(&suite.acte).copied());
        if dessines.contains(&rang) {
            vu.formulaire = Some(formulaire(lu, suite, rang));
        }
        match suite.possible {
            Possible::Oui | Possible::AvecMotif => possibles.push(vu),
            Possible::ACompleter => actes.a_completer.push(vu),
            Possible::Non => actes.pas_maintenant.push(vu),
        }
    }
    actes.possibles = grouper(lu, possibles);
    actes
}

/// What is expected within a month comes first; a dossier's other acts go by their track.
fn grouper(lu: &SujetLu, possibles: Vec<ActeVu>) -> Vec<Groupe> {
    let bientot = Duree::mois(1).apres(lu.aujourd_hui);
    let (attendus, reste): (Vec<_>, Vec<_>) =
        possibles.into_iter().partition(|a| a.due.is_some_and(|le| le <= bientot));
    let mut groupes = vec![Groupe { titre: "Attendu".to_owned(), actes: attendus, ouvert: true }];
    if lu.sujet.genre == Genre::Dossier {
        let mut reste = reste;
        for piste in [Piste::Accompagnement, Piste::Occupation, Piste::Procedure, Piste::Parcours] {
            let (actes, suite) = reste.into_iter().partition(|a| a.piste == piste);
            groupes.push(Groupe {
                titre: majuscule(piste.nom()),
                actes,
                ouvert: piste == Piste::Accompagnement,
            });
            reste = suite;
        }
    } else {
        groupes.push(Groupe { titre: String::new(), actes: reste, ouvert: true });
    }
    groupes.retain(|g| !g.actes.is_empty());
    // Before any support, the way in is the daily work.
    if groupes.iter().all(|g| !g.ouvert) {
        groupes.iter_mut().for_each(|g| g.ouvert = g.titre == majuscule(Piste::Parcours.nom()));
    }
    groupes
}

/// The possible acts whose forms are drawn at once, by their ranks: the likeliest of those that ask for little.
fn dessines(suites: &[Suite], dues: &BTreeMap<Acte, Date>, sujet: &Sujet) -> Vec<usize> {
    let possibles = suites.iter().enumerate().filter(|(_, s)| s.possible <= Possible::AvecMotif);
    let courts = possibles.filter(|(_, s)| court(s.acte));
    let mut rangs: Vec<_> = courts
        .filter_map(|(rang, s)| Some((frequence(s.acte, dues.get(&s.acte).copied(), sujet)?, rang)))
        .collect();
    rangs.sort();
    rangs.into_iter().take(FORMULAIRES).map(|(_, rang)| rang).collect()
}

/// Whether a form names nothing that would have to be loaded, and does not open on every recorded fact.
fn court(acte: Acte) -> bool {
    let description = acte.description();
    let lourd = |nature| {
        matches!(nature, Nature::Sujet(_) | Nature::Sujets(_) | Nature::Organisation | Nature::Utilisateur)
    };
    !description.faits && !description.champs.iter().any(|c| lourd(c.nature))
}

/// The order of the acts that one comes for: what is expected, then what is most often done on this sujet. None for
/// the rest.
fn frequence(acte: Acte, due: Option<Date>, sujet: &Sujet) -> Option<(bool, Option<Date>, Reverse<usize>)> {
    let fois = sujet.evenements.iter().filter(|e| e.acte == acte).count();
    let du_jour = due.is_some() || acte.description().piste == Piste::Accompagnement || fois > 1;
    du_jour.then_some((due.is_none(), due, Reverse(fois)))
}

/// The few acts that are one click away.
pub fn rapides(actes: &Actes, sujet: &Sujet) -> Vec<Ligne> {
    let possibles = actes.possibles.iter().flat_map(|g| &g.actes);
    let mut premiers: Vec<_> =
        possibles.filter_map(|a| Some((frequence(a.acte, a.due, sujet)?, a))).collect();
    premiers.sort_by_key(|(frequence, _)| *frequence);
    let premiers = premiers.into_iter().map(|(_, a)| a);
    premiers.take(5).map(|a| Ligne::de(a.nom.clone(), "", a.note.clone()).vers(a.lien.clone())).collect()
}

fn acte(lu: &SujetLu, regard: &Regard, suite: &Suite, rang: usize, due: Option<Date>) -> ActeVu {
    ActeVu {
        nom: nom(suite),
        note: note(lu, regard, suite, due),
        ancre: format!("acte-{rang}"),
        lien: lien(lu, suite),
        formulaire: None,
        pourquoi: pourquoi(regard, suite),
        etat: suite.possible,
        acte: suite.acte,
        piste: suite.acte.description().piste,
        due,
    }
}

fn nom(suite: &Suite) -> String {
    let vers = suite.champs.values().find_map(Valeur::mot);
    let nom = majuscule(suite.acte.nom());
    vers.map_or_else(|| nom.clone(), |vers| format!("{nom}\u{a0}: {vers}"))
}

fn lien(lu: &SujetLu, suite: &Suite) -> String {
    let fixes: Vec<String> =
        suite.champs.iter().map(|(n, v)| format!("{n}={}", adresses::coder(&v.to_string()))).collect();
    let adresse = adresses::acte(lu.sujet.genre, lu.sujet.id, suite.acte);
    if fixes.is_empty() { adresse } else { format!("{adresse}?{}", fixes.join("&")) }
}

fn formulaire(lu: &SujetLu, suite: &Suite, rang: usize) -> Formulaire {
    let definition = lu.definition();
    let cadre = Cadre {
        acte: suite.acte,
        mecanique: lu.regles.mecanique(),
        volets: definition.map_or(&[], |d| &d.fiche.volets),
        choix: &Choix::default(),
        aujourd_hui: lu.aujourd_hui,
        roles: &lu.roles,
        faits: Vec::new(),
        fixes: fixes(&suite.champs),
        tus: Vec::new(),
        version: Some(lu.sujet.version),
        cle: nouvelle_cle(),
        action: adresses::acte(lu.sujet.genre, lu.sujet.id, suite.acte),
        prefixe: format!("a{rang}-"),
        passer_outre: suite.possible == Possible::AvecMotif && peut(lu, suite),
        lu: Some(lu),
    };
    cadre.formulaire(&Saisie::default(), &[])
}

fn fixes(champs: &Champs) -> Vec<(String, String)> {
    champs.iter().map(|(n, v)| (n.clone(), v.to_string())).collect()
}

fn peut(lu: &SujetLu, suite: &Suite) -> bool {
    suite.motifs.iter().any(|m| m.passer_outre.iter().any(|r| lu.roles.contains(r)))
}

fn note(lu: &SujetLu, regard: &Regard, suite: &Suite, due: Option<Date>) -> String {
    let visibles = || suite.motifs.iter().filter(|m| regard.lit_motif(m));
    match (suite.possible, due) {
        (Possible::Non, _) => match visibles().filter_map(|m| m.bascule_le).max() {
            Some(jour) if suite.motifs.len() == 1 => {
                format!("possible à partir du {}", domain::texte::jour(jour))
            }
            _ => "pourquoi pas\u{a0}?".to_owned(),
        },
        (_, Some(le)) => mots::urgence(le, lu.aujourd_hui).1.to_lowercase(),
        (Possible::AvecMotif, _) => "une alerte demande un motif".to_owned(),
        (Possible::ACompleter, _) => match visibles().next() {
            Some(m) => format!("il manque {}", verdict::manquants(m)),
            None => "il manque une information".to_owned(),
        },
        (Possible::Oui, None) => String::new(),
    }
}

fn pourquoi(regard: &Regard, suite: &Suite) -> Option<Pourquoi> {
    let (genre, titre) = match suite.possible {
        Possible::Oui => return None,
        Possible::AvecMotif => ("alerte", "Une alerte demande un motif"),
        Possible::ACompleter => ("indetermine", "Il manque une information pour décider"),
        Possible::Non => ("refuse", "Pas possible aujourd'hui"),
    };
    let motifs: Vec<_> = suite.motifs.iter().collect();
    Some(Pourquoi { genre, titre: titre.to_owned(), regles: verdict::regles(&motifs, regard) })
}
