//! What was recorded after must still stand. An act dated before others, or the correction of one, is
//! refused when it breaks what follows: a measure without admission, two dwellings at once, a place
//! taken back that another household holds by now.

use jiff::civil::Date;

use super::Monde;
use super::decider::motifs;
use super::lecteur::Lecteur;
use super::verdict::{EtatDeRegle, Motif};
use crate::acte::Acte;
use crate::contexte::{Cle, Contexte, prises};
use crate::definition::{Effet, Origine};
use crate::etat::{Effectif, Etat};
use crate::evenement::{Commande, Evenement};
use crate::fait::Classe;
use crate::sujet::Sujet;
use crate::texte;

/// The sujet as it stood when its event `n` was to be recorded on that day: what came before, as
/// corrected since.
pub(super) fn jusqu_a(sujet: &Sujet, le: Date, n: u32) -> Sujet {
    let etat = Etat::courant(sujet);
    let avant = etat.evenements.iter().filter(|e| (e.le, e.n) < (le, n));
    Sujet { evenements: avant.map(fige).collect(), ..sujet.clone() }
}

fn fige(e: &Effectif<'_>) -> Evenement {
    Evenement {
        n: e.n,
        acte: e.acte,
        survenu_le: e.le,
        enregistre_le: String::new(),
        par: e.par.clone(),
        champs: e.champs.clone(),
        derogation: None,
    }
}

fn refaite(sujet: &Sujet, e: &Effectif<'_>) -> Commande {
    Commande {
        acte: e.acte,
        sujet: sujet.id,
        le: e.le,
        par: e.par.clone(),
        champs: e.champs.clone(),
        passer_outre: None,
    }
}

/// What the rules say of an event that is recorded, on the day it happened.
fn dits(monde: Monde<'_>, sujet: &Sujet, e: &Effectif<'_>) -> Vec<Motif> {
    let (avant, commande) = (jusqu_a(sujet, e.le, e.n), refaite(sujet, e));
    motifs(&Lecteur::pour(monde, Some(&avant), &commande, false), &commande)
}

fn violees(motifs: Vec<Motif>) -> impl Iterator<Item = Motif> {
    motifs.into_iter().filter(|m| m.etat == EtatDeRegle::Violee)
}

/// The common rules that held for what follows, and would not any more. Only those: a fact that was
/// wrong is put right even if it shows that a household should not have been admitted.
pub(super) fn ruptures(monde: Monde<'_>, avant: &Sujet, apres: &Sujet) -> Vec<Motif> {
    let (etat, futur) = (Etat::courant(avant), Etat::courant(apres));
    let pareils = etat.evenements.iter().zip(&futur.evenements).take_while(|(a, b)| memes(a, b)).count();
    let mut ruptures = Vec::new();
    for e in futur.evenements.iter().skip(pareils) {
        // What the act or the correction itself says is judged on its own.
        let Some(ancien) = etat.evenements.iter().find(|a| a.n == e.n && memes(a, e)) else { continue };
        let nouvelles: Vec<Motif> = violees(dits(monde, apres, e))
            .filter(|m| m.origine == Origine::Socle && m.effet == Effet::Refuse)
            .collect();
        if nouvelles.is_empty() {
            continue;
        }
        let deja: Vec<String> = violees(dits(monde, avant, ancien)).map(|m| m.regle).collect();
        let rompues = nouvelles.into_iter().filter(|m| !deja.contains(&m.regle));
        ruptures.extend(rompues.map(|m| suivie(m, e)));
    }
    ruptures
}

fn memes(a: &Effectif<'_>, b: &Effectif<'_>) -> bool {
    (a.n, a.le) == (b.n, b.le) && a.champs == b.champs
}

fn suivie(m: Motif, e: &Effectif<'_>) -> Motif {
    let message = format!(
        "Ce qui suit ne tiendrait plus : « {} » du {}. {}",
        e.acte.nom(),
        texte::jour(e.le),
        m.message
    );
    // It may quote what somebody else wrote.
    let citees = e.champs.keys().filter_map(|nom| e.acte.champ(nom).map(|c| c.classe));
    let classe = citees.fold(m.classe, Classe::max);
    Motif { message, classe, ..m }
}

/// What a correction would take again while others have taken it since: rules that stop the act that
/// takes it because of what others take, and only because of that.
pub(super) fn reprises(monde: Monde<'_>, avant: &Sujet, apres: &Sujet, commande: &Commande) -> Vec<Motif> {
    let (tenues, futur) = (prises(avant), Etat::courant(apres));
    let mut actes: Vec<&Effectif<'_>> = Vec::new();
    for prise in prises(apres).difference(&tenues) {
        let dernier = futur.evenements.iter().rev().find(|e| prend(&prise.cle, e.acte));
        actes.extend(dernier.filter(|d| actes.iter().all(|a| a.n != d.n)));
    }
    let vide = Contexte::default();
    let mut reprises = Vec::new();
    for e in actes {
        let (avant, mut refaite) = (jusqu_a(apres, e.le, e.n), refaite(apres, e));
        // Whoever corrects answers for the limit that the correction goes beyond.
        refaite.passer_outre.clone_from(&commande.passer_outre);
        refaite.par.role.clone_from(&commande.par.role);
        let dits = |monde| motifs(&Lecteur::pour(monde, Some(&avant), &refaite, false), &refaite);
        let seul: Vec<String> = violees(dits(Monde { contexte: &vide, ..monde })).map(|m| m.regle).collect();
        let prises = violees(dits(monde)).filter(|m| !seul.contains(&m.regle));
        reprises.extend(prises.map(|m| suivie(m, e)));
    }
    reprises
}

/// The acts by which something is taken.
const fn prend(cle: &Cle, acte: Acte) -> bool {
    match cle {
        Cle::Places(_) | Cle::Admissions(_) | Cle::Quota(..) | Cle::QuotaAdmissions(..) => {
            matches!(acte, Acte::Admettre)
        }
        Cle::Logements(_) | Cle::Mobilise(..) | Cle::Occupants(_) => {
            matches!(acte, Acte::Entrer | Acte::ChangerStatut | Acte::Muter)
        }
        Cle::Mesures(_) => matches!(acte, Acte::OuvrirMesure | Acte::DesignerReferent),
        Cle::Projets(_) => matches!(acte, Acte::ProgrammerAction),
        Cle::Diagnostics(_) => matches!(acte, Acte::Diagnostiquer),
        Cle::Aides(_) => matches!(acte, Acte::AccorderAide),
    }
}
