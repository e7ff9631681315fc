//! The drawing of a dispositif: the steps of the parcours, the statuses of occupation, and the gates before
//! them. Plain figures for the template; the table that follows says the same.

use domain::Acte;
use domain::definition::mecanique::{NatureDePiece, Passage, Statut};
use domain::definition::{Comparaison, Condition, Grandeur, Mecanique, Origine, Terme};

use super::mecanique::Source;
use crate::formulaire::majuscule;

mod placer;

pub use placer::{Boite, Lien, Porte, Texte};

/// Most gates named before one step: more could not be read beside a drawing, and the rules tell them all.
const PORTES_MAX: usize = 20;

/// One step or status, and what must be had before it.
pub struct Etape {
    /// On which track.
    pub piste: &'static str,
    /// Its name.
    pub nom: String,
    /// From where one comes.
    pub depuis: String,
    /// What is needed before it.
    pub portes: Vec<(String, Source)>,
    /// A remark on the dwelling.
    pub note: String,
    /// Rank of the steps before it, on its own track.
    avant: Vec<usize>,
}

/// The drawing and its table.
pub struct Schema {
    /// Width of the drawing.
    pub largeur: i32,
    /// Height of the drawing.
    pub hauteur: i32,
    /// The names of the tracks.
    pub pistes: Vec<Texte>,
    /// Steps.
    pub boites: Vec<Boite>,
    /// Arrows.
    pub liens: Vec<Lien>,
    /// Gates, numbered.
    pub portes: Vec<Porte>,
    /// The gates in words, in the order of their numbers.
    pub legende: Vec<String>,
    /// The same, to be read.
    pub etapes: Vec<Etape>,
}

/// The drawing of a mecanique.
pub fn schema(m: &Mecanique) -> Schema {
    placer::placer(parcours(m), occupation(m))
}

fn parcours(m: &Mecanique) -> Vec<Etape> {
    let parle = |acte: Acte| {
        m.regles.iter().any(|r| r.actes.contains(&acte) && r.origine != Origine::Socle)
            || m.echeances.iter().any(|e| e.acte.acte == acte)
    };
    let adhesion = m.adhesion.is_some() || parle(Acte::RecueillirAdhesion);
    let veille = parle(Acte::OuvrirVeille) || parle(Acte::CloreVeille);
    let etapes = [
        (Acte::Orienter, "Orientation", true),
        (Acte::Diagnostiquer, "Diagnostic", true),
        (Acte::RecueillirAdhesion, "Accord du ménage", adhesion),
        (Acte::Admettre, "Admission", true),
        (Acte::OuvrirMesure, "Accompagnement", true),
        (Acte::OuvrirVeille, "Veille", veille),
        (Acte::Sortir, "Sortie", true),
    ];
    let presentes = etapes.into_iter().filter(|(_, _, la)| *la);
    let mut rangees: Vec<Etape> = Vec::new();
    for (acte, nom, _) in presentes {
        let precedente = rangees.last().map(|e| e.nom.clone());
        rangees.push(Etape {
            piste: "Parcours",
            nom: nom.to_owned(),
            depuis: precedente.unwrap_or_else(|| "entrée".to_owned()),
            portes: premieres(portes(m, acte, None)),
            note: String::new(),
            avant: rangees.len().checked_sub(1).into_iter().collect(),
        });
    }
    rangees
}

fn occupation(m: &Mecanique) -> Vec<Etape> {
    let rang = |nom: &String| m.statuts.iter().position(|s| s.nom == *nom);
    let etape = |s: &Statut| {
        let mut portes = portes(m, Acte::ChangerStatut, Some(&s.nom));
        if s.entree {
            portes.extend(self::portes(m, Acte::Entrer, Some(&s.nom)));
        }
        portes.dedup_by(|a, b| a.0 == b.0);
        Etape {
            piste: "Occupation",
            nom: majuscule(&s.nom),
            depuis: depuis(s),
            portes: premieres(portes),
            note: note(s),
            avant: s.apres.iter().filter_map(rang).collect(),
        }
    };
    m.statuts.iter().map(etape).collect()
}

fn depuis(s: &Statut) -> String {
    let apres = domain::texte::choix(&s.apres);
    match (s.entree, s.apres.is_empty()) {
        (true, true) => "entrée".to_owned(),
        (true, false) => format!("entrée, ou {apres}"),
        (false, _) => apres,
    }
}

fn note(s: &Statut) -> String {
    use domain::definition::mecanique::AuLogement;
    let logement = match s.logement {
        AuLogement::Libre => "",
        AuLogement::Meme => ", dans le même logement",
        AuLogement::Autre => ", dans un autre logement",
    };
    format!("titre au nom de\u{a0}: {}{logement}", s.titulaire)
}

/// The first gates, and how many more there are.
fn premieres(mut portes: Vec<(String, Source)>) -> Vec<(String, Source)> {
    let reste = portes.len().saturating_sub(PORTES_MAX);
    if reste > 0 {
        portes.truncate(PORTES_MAX);
        let source = Source { reference: "les règles de ce dispositif".to_owned(), verifiee: true };
        portes.push((format!("et {reste} de plus"), source));
    }
    portes
}

/// What an act waits for: a committee, a decision from elsewhere, a paper.
fn portes(m: &Mecanique, acte: Acte, vers: Option<&String>) -> Vec<(String, Source)> {
    let vise = |p: &Passage| p.acte == acte && (p.vers.is_none() || p.vers.as_ref() == vers);
    let instances = m.instances.iter().filter(|i| i.pouvoirs.iter().any(vise));
    let decisions = m.decisions_recues.iter().filter(|d| d.avant.iter().any(vise));
    let pieces = m.pieces.iter().filter(|p| p.avant.iter().any(vise));
    instances
        .map(|i| (format!("{}\u{a0}: avis favorable", majuscule(&i.nom)), Source::de(&i.source)))
        .chain(decisions.map(|d| (format!("{} ({})", majuscule(&d.nom), d.de), Source::de(&d.source))))
        .chain(pieces.map(|p| {
            let quoi = match p.nature {
                NatureDePiece::Contrat => "contrat signé",
                NatureDePiece::Document => "document versé",
            };
            (format!("{}\u{a0}: {quoi}", majuscule(&p.nom)), Source::de(&p.source))
        }))
        .chain(regles(m, acte, vers))
        .collect()
}

/// The rules that speak of the passage to one status and of no other.
fn regles<'m>(
    m: &'m Mecanique,
    acte: Acte,
    vers: Option<&'m String>,
) -> impl Iterator<Item = (String, Source)> + 'm {
    let siennes = m.regles.iter().filter(move |r| {
        let le_dit = |c: &Condition| vers.is_some_and(|vers| nomme(c, vers));
        let ecrite = matches!(r.origine, Origine::Regle | Origine::Duree);
        ecrite && r.actes.contains(&acte) && r.quand.as_ref().is_some_and(le_dit)
    });
    siennes.map(|r| (majuscule(&r.nom), Source::de(&r.source)))
}

/// Whether a condition asks that the act go to this status.
fn nomme(c: &Condition, vers: &str) -> bool {
    match c {
        Condition::Compare(Grandeur::Fait(champ), Comparaison::Est(Terme::Valeur(v))) => {
            matches!(champ.as_str(), "acte.vers" | "acte.statut") && v.mot() == Some(vers)
        }
        Condition::Tous(cs) => cs.iter().any(|c| nomme(c, vers)),
        _ => false,
    }
}

#[cfg(test)]
mod tests;
