//! The journal in words: who did what, when it happened, when it was recorded, what was corrected.

use std::collections::{BTreeMap, BTreeSet};

use domain::acte::Piste;
use domain::{Acte, Champs, Evenement, Sujet, SujetId, Valeur};

use super::mots;
use super::regard::Regard;
use crate::formulaire::majuscule;

/// A field of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detail {
    /// Its label.
    pub nom: String,
    /// Its value in words; of a correction, the new one.
    pub valeur: String,
    /// Of a correction, the value before; empty otherwise.
    pub avant: String,
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entree {
    /// Its rank in the sujet.
    pub n: u32,
    /// The day it happened, for machines.
    pub iso: String,
    /// The day it happened, in words.
    pub quand: String,
    /// Who did what.
    pub titre: String,
    /// Its fields.
    pub details: Vec<Detail>,
    /// What else is to be said: an overridden alert, a reason.
    pub notes: Vec<String>,
    /// In which role, for whom, recorded when.
    pub trace: String,
    /// `corrigée` or `annulée` by a later entry; empty otherwise.
    pub etat: &'static str,
    /// Where it is corrected; empty when it may not be.
    pub corriger: String,
    acte: Acte,
    piste: Piste,
}

/// The last entry of this act that still stands: what one looks at before writing the next.
pub fn derniere(sujet: &Sujet, acte: Acte, regard: &Regard) -> Option<Entree> {
    let siens = derniers(sujet, usize::MAX).into_iter().filter(|e| e.acte == acte);
    entrees(sujet, siens, regard).find(|e| e.etat != "annulée")
}

/// The entries, latest first; on one track, or all.
pub fn journal(sujet: &Sujet, regard: &Regard, piste: Option<Piste>) -> Vec<Entree> {
    let toutes = entrees(sujet, derniers(sujet, usize::MAX).into_iter(), regard);
    toutes.filter(|e| piste.is_none_or(|p| e.piste == p)).collect()
}

/// The latest entries.
pub fn dernieres(sujet: &Sujet, regard: &Regard, nombre: usize) -> Vec<Entree> {
    entrees(sujet, derniers(sujet, nombre).into_iter(), regard).collect()
}

/// What those entries name: in their fields, and in what they correct.
pub fn nommes(sujet: &Sujet, nombre: usize) -> BTreeSet<SujetId> {
    let derniers = derniers(sujet, nombre);
    let corriges: BTreeSet<u32> = derniers.iter().filter_map(|e| vise(e)).collect();
    let anciens = sujet
        .evenements
        .iter()
        .filter(|e| corriges.contains(&e.n) || vise(e).is_some_and(|n| corriges.contains(&n)));
    let valeurs = derniers.iter().copied().chain(anciens).flat_map(|e| e.champs.values());
    valeurs
        .flat_map(|valeur| match valeur {
            Valeur::Sujet(id) => std::slice::from_ref(id),
            Valeur::Sujets(ids) => ids,
            _ => &[],
        })
        .copied()
        .collect()
}

/// The events of the latest days, latest first.
fn derniers(sujet: &Sujet, nombre: usize) -> Vec<&Evenement> {
    let mut evenements: Vec<&Evenement> = sujet.evenements.iter().collect();
    evenements.sort_by_key(|e| std::cmp::Reverse((e.survenu_le, e.n)));
    evenements.truncate(nombre);
    evenements
}

fn entrees<'s>(
    sujet: &'s Sujet,
    evenements: impl Iterator<Item = &'s Evenement>,
    regard: &Regard,
) -> impl Iterator<Item = Entree> {
    let mut corrections: BTreeMap<u32, Vec<&Evenement>> = BTreeMap::new();
    for e in sujet.evenements.iter().filter(|e| e.acte == Acte::Corriger) {
        corrections.entry(vise(e).unwrap_or(u32::MAX)).or_default().push(e);
    }
    evenements.map(move |e| match e.acte {
        Acte::Corriger => correction(sujet, e, &corrections, regard),
        _ => simple(sujet, e, corrections.get(&e.n).and_then(|c| c.last().copied()), regard),
    })
}

/// What was recorded since a version was read, oldest first.
pub fn depuis(sujet: &Sujet, version: u32, regard: &Regard) -> Vec<Entree> {
    let mut entrees = journal(sujet, regard, None);
    entrees.retain(|e| e.n >= version);
    entrees.sort_by_key(|e| e.n);
    entrees
}

fn simple(sujet: &Sujet, e: &Evenement, corrigee: Option<&Evenement>, regard: &Regard) -> Entree {
    let etat = match corrigee.map(|c| c.champs.get("annule") == Some(&Valeur::Booleen(true))) {
        Some(true) => "annulée",
        Some(false) => "corrigée",
        None => "",
    };
    let description = e.acte.description();
    let mut entree = base(e, description.passe, regard);
    entree.details = details(e.acte, &e.champs, regard);
    entree.etat = etat;
    let sienne = e.par.organisation == regard.organisation;
    let fige = e.acte.rattache() || description.acces;
    entree.corriger = if etat == "annulée" || !sienne || fige {
        String::new()
    } else {
        super::adresses::correction(sujet.genre, sujet.id, e.n)
    };
    entree
}

fn base(e: &Evenement, passe: &str, regard: &Regard) -> Entree {
    let notes = e.derogation.iter().map(|d| {
        let regles: Vec<String> = d.regles.iter().map(|r| format!("«\u{a0}{r}\u{a0}»")).collect();
        format!("Alerte passée outre\u{a0}: {}. Motif\u{a0}: {}", domain::texte::liste(&regles), d.motif)
    });
    Entree {
        n: e.n,
        iso: e.survenu_le.to_string(),
        quand: mots::jour_long(e.survenu_le),
        titre: format!("{} {passe}", regard.annuaire.utilisateur(e.par.utilisateur)),
        details: Vec::new(),
        notes: notes.collect(),
        trace: format!(
            "{}, {}. Enregistré le {}",
            majuscule(&e.par.role),
            regard.annuaire.organisation(e.par.organisation),
            mots::instant(&e.enregistre_le)
        ),
        etat: "",
        corriger: String::new(),
        acte: e.acte,
        piste: e.acte.description().piste,
    }
}

fn correction(
    sujet: &Sujet,
    e: &Evenement,
    corrections: &BTreeMap<u32, Vec<&Evenement>>,
    regard: &Regard,
) -> Entree {
    let cible = vise(e).and_then(|n| sujet.evenements.iter().find(|v| v.n == n));
    let Some(cible) = cible else { return base(e, e.acte.description().passe, regard) };
    let quoi = cible.acte.nom();
    let le = domain::texte::jour(cible.survenu_le);
    let annule = e.champs.get("annule") == Some(&Valeur::Booleen(true));
    let verbe = if annule { "a annulé" } else { "a corrigé" };
    let mut entree = base(e, &format!("{verbe} «\u{a0}{quoi}\u{a0}» du {le}"), regard);
    entree.piste = cible.acte.description().piste;
    if !annule {
        let avant = corrections
            .get(&cible.n)
            .and_then(|c| c.iter().rev().find(|c| c.n < e.n))
            .map_or(&cible.champs, |c| &c.champs);
        entree.details = changes(cible, avant, e, regard);
    }
    if let Some(motif) = e.champs.get("motif_correction") {
        entree.notes.push(format!("Motif\u{a0}: {motif}"));
    }
    entree
}

fn changes(cible: &Evenement, avant: &Champs, e: &Evenement, regard: &Regard) -> Vec<Detail> {
    let vieux = details(cible.acte, avant, regard);
    let mut changes: Vec<Detail> = details(cible.acte, &e.champs, regard)
        .into_iter()
        .filter_map(|nouveau| {
            let ancien = vieux.iter().find(|a| a.nom == nouveau.nom).map(|a| a.valeur.clone());
            let avant = ancien.unwrap_or_else(|| "non renseigné".to_owned());
            (avant != nouveau.valeur).then_some(Detail { avant, ..nouveau })
        })
        .collect();
    if let Some(Valeur::Jour(jour)) =
        e.champs.get("nouveau_jour").filter(|j| **j != Valeur::Jour(cible.survenu_le))
    {
        changes.push(Detail {
            nom: "Date".to_owned(),
            valeur: domain::texte::jour(*jour),
            avant: domain::texte::jour(cible.survenu_le),
        });
    }
    changes
}

/// The fields of an event in words, in the order of its form. Those that a reader may not see are not in it.
pub fn details(acte: Acte, champs: &Champs, regard: &Regard) -> Vec<Detail> {
    let propres = acte.description().champs.iter().filter_map(|c| {
        let valeur = champs.get(c.nom)?;
        Some(detail(c.libelle, valeur, regard))
    });
    let faits = champs.iter().filter(|(nom, _)| acte.champ(nom).is_none()).filter_map(|(nom, valeur)| {
        let libelle = match regard.fait(nom) {
            Some(fait) => fait.libelle.as_str(),
            None if HORS_FORMULAIRE.contains(&nom.as_str()) => return None,
            None => nom.as_str(),
        };
        Some(detail(libelle, valeur, regard))
    });
    propres.chain(faits).collect()
}

/// Fields of a correction, said otherwise.
const HORS_FORMULAIRE: &[&str] = &["evenement", "annule", "nouveau_jour", "motif_correction"];

fn detail(libelle: &str, valeur: &Valeur, regard: &Regard) -> Detail {
    Detail { nom: majuscule(libelle), valeur: regard.valeur(valeur), avant: String::new() }
}

/// The rank of the event that a correction names.
pub fn vise(e: &Evenement) -> Option<u32> {
    match e.champs.get("evenement") {
        Some(Valeur::Nombre(n)) => u32::try_from(*n).ok(),
        _ => None,
    }
}
