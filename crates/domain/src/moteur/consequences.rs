//! What an accepted act writes: its own event, completed by what the engine knows, and the events
//! it brings to other sujets.

use std::collections::BTreeSet;

use super::Monde;
use super::decider::evenement;
use super::evaluer::Tri;
use super::lecteur::Lecteur;
use super::trace::Trace;
use super::verdict::Motif;
use crate::acte::Acte;
use crate::definition::mecanique::Quota;
use crate::etat::{Etat, lien};
use crate::evenement::{Champs, Commande, Evenement};
use crate::ids::SujetId;
use crate::sujet::{Genre, Sujet};
use crate::valeur::Valeur;

/// The sujet that a creation brings into being.
pub(super) fn naissance(monde: Monde<'_>, commande: &Commande) -> Sujet {
    let genre = commande.acte.description().genre;
    let mut sujet = Sujet::nouveau(commande.sujet, genre);
    sujet.menage =
        if genre == Genre::Menage { Some(commande.sujet) } else { lien(&commande.champs, "menage") };
    sujet.convention =
        if genre == Genre::Convention { Some(commande.sujet) } else { lien(&commande.champs, "convention") };
    if !monde.dispositif.is_empty() && genre != Genre::Menage {
        sujet.dispositif = Some(monde.dispositif.to_owned());
        sujet.mecanique = Some(monde.empreinte.to_owned());
    }
    sujet
}

/// The fields of the act, completed by what follows from the definition.
pub(super) fn champs_completes(monde: Monde<'_>, sujet: Option<&Sujet>, commande: &Commande) -> Champs {
    let mut champs = commande.champs.clone();
    match commande.acte {
        Acte::OuvrirMesure => {
            if let Some(duree) = monde.mecanique.mesure.as_ref().and_then(|m| m.duree) {
                champs.entry("duree".to_owned()).or_insert(Valeur::Duree(duree));
            }
        }
        Acte::Admettre => {
            let lecteur = Lecteur::pour(monde, sujet, commande, false);
            let compte = |q: &&Quota| {
                let si = q.si.as_ref().map_or(Tri::Vrai, |c| lecteur.condition(c, &mut Trace::default()));
                si == Tri::Vrai
            };
            let comptes = monde.mecanique.quotas_d_admission().filter(compte);
            let quotas: Vec<String> = comptes.filter_map(|q| lecteur.nom_de_quota(q).ok()).collect();
            if !quotas.is_empty() {
                champs.insert("quotas".to_owned(), Valeur::Mots(quotas));
            }
        }
        _ => {}
    }
    champs
}

/// Everything that an accepted command appends.
pub(super) fn evenements(
    monde: Monde<'_>,
    commande: &Commande,
    motifs: &[Motif],
    enregistre_le: &str,
) -> Vec<(SujetId, Evenement)> {
    let sujet = monde.sujets.get(&commande.sujet);
    let mut suite: Vec<(SujetId, Evenement)> = Vec::new();
    let mut ecrire = |derive: &Commande, champs: Champs, motifs: &[Motif]| {
        let vers = derive.sujet;
        let deja = suite.iter().filter(|(id, _)| *id == vers).count();
        let n = monde.sujets.get(&vers).map_or(0, Sujet::prochain_rang);
        let n = n.saturating_add(u32::try_from(deja).unwrap_or(u32::MAX));
        suite.push((vers, evenement(derive, n, champs, motifs, enregistre_le)));
    };
    ecrire(commande, champs_completes(monde, sujet, commande), motifs);
    let mut fait = Some(commande.clone());
    if let (Acte::Corriger, Some(sujet)) = (commande.acte, sujet) {
        for (vers, n) in entraines(monde, sujet, commande) {
            ecrire(&Commande { sujet: vers, ..commande.clone() }, annulation(commande, n), &[]);
        }
        fait = refait(sujet, commande);
    }
    if let Some(fait) = fait {
        for (vers, acte, champs) in ailleurs(monde, sujet, &fait) {
            ecrire(&Commande { acte, sujet: vers, ..fait.clone() }, champs, &[]);
        }
    }
    suite
}

/// The fields of the correction that undoes event `n` for the same reason as this one.
fn annulation(correction: &Commande, n: u32) -> Champs {
    let mut champs = Champs::from([
        ("evenement".to_owned(), Valeur::Nombre(i64::from(n))),
        ("annule".to_owned(), Valeur::Booleen(true)),
    ]);
    let motif = correction.champ("motif_correction").cloned();
    champs.extend(motif.map(|m| ("motif_correction".to_owned(), m)));
    champs
}

/// What an act brings to other sujets that are there.
fn ailleurs(monde: Monde<'_>, sujet: Option<&Sujet>, fait: &Commande) -> Vec<(SujetId, Acte, Champs)> {
    let mut suite = Vec::new();
    match (fait.acte, sujet) {
        (Acte::TenirSeanceCollective, _) => {
            if let Some(Valeur::Sujets(presents)) = fait.champ("presents") {
                let presents: BTreeSet<SujetId> = presents.iter().copied().collect();
                let groupe = sujet.and_then(|s| Etat::courant(s).creation()?.champs.get("groupe").cloned());
                let mut action = Champs::from([("action".to_owned(), Valeur::Sujet(fait.sujet))]);
                action.extend(groupe.map(|g| ("groupe".to_owned(), g)));
                action.extend(repris(fait, &["theme", "heures"]));
                suite.extend(presents.into_iter().map(|d| (d, Acte::Participer, action.clone())));
            }
        }
        (Acte::ConstituerEquipe, _) => {
            let mut champs = Champs::from([("equipe".to_owned(), Valeur::Sujet(fait.sujet))]);
            champs.extend(repris(fait, &["metiers", "etp"]));
            let convention = lien(&fait.champs, "convention").or_else(|| sujet.and_then(|s| s.convention));
            suite.extend(convention.map(|c| (c, Acte::AccueillirEquipe, champs)));
        }
        (Acte::TenirSeance, Some(seance)) => {
            let creation = Etat::courant(seance).creation().map(|e| e.champs.clone()).unwrap_or_default();
            let mut champs = Champs::new();
            for (nom, champ) in
                [("instance", creation.get("instance")), ("participants", fait.champ("participants"))]
            {
                champs.extend(champ.map(|v| (nom.to_owned(), v.clone())));
            }
            suite.extend(seance.convention.map(|c| (c, Acte::ReunirInstance, champs)));
        }
        _ => {}
    }
    suite.retain(|(vers, _, _)| monde.sujets.contains_key(vers));
    suite
}

/// These fields of an act, as it gives them.
fn repris(fait: &Commande, noms: &[&str]) -> Vec<(String, Valeur)> {
    noms.iter().filter_map(|nom| Some(((*nom).to_owned(), fait.champ(nom)?.clone()))).collect()
}

/// The act as a correction leaves it; nothing when it annuls it.
fn refait(sujet: &Sujet, correction: &Commande) -> Option<Commande> {
    if correction.champ("annule") == Some(&Valeur::Booleen(true)) {
        return None;
    }
    let etat = Etat::courant(sujet);
    let vise = etat.evenements.iter().find(|e| Some(e.n) == rang(&correction.champs))?;
    let le = match correction.champ("nouveau_jour") {
        Some(Valeur::Jour(jour)) => *jour,
        _ => vise.le,
    };
    Some(Commande { acte: vise.acte, le, ..correction.clone() })
}

/// What the corrected act, and its corrections before this one, brought to other sujets and still
/// stands there: sujet and rank. What one act brings is recorded at its own instant.
fn entraines(monde: Monde<'_>, sujet: &Sujet, correction: &Commande) -> Vec<(SujetId, u32)> {
    let n = rang(&correction.champs);
    let Some(acte) = sujet.evenements.iter().find(|e| Some(e.n) == n).map(|e| e.acte) else {
        return Vec::new();
    };
    let mut trouves = Vec::new();
    let versions = sujet
        .evenements
        .iter()
        .filter(|e| Some(e.n) == n || (e.acte == Acte::Corriger && rang(&e.champs) == n));
    for version in versions {
        let fait = Commande { acte, champs: version.champs.clone(), ..correction.clone() };
        for (vers, acte, champs) in ailleurs(monde, Some(sujet), &fait) {
            let Some(autre) = monde.sujets.get(&vers) else { continue };
            let debout = Etat::courant(autre).evenements;
            let du_meme = |e: &&Evenement| {
                e.acte == acte && e.champs == champs && e.enregistre_le == version.enregistre_le
            };
            let ranges = autre.evenements.iter().filter(du_meme).map(|e| e.n);
            trouves.extend(ranges.filter(|n| debout.iter().any(|e| e.n == *n)).map(|n| (vers, n)));
        }
    }
    trouves
}

/// The rank of the event that a correction names.
fn rang(champs: &Champs) -> Option<u32> {
    match champs.get("evenement") {
        Some(Valeur::Nombre(n)) => u32::try_from(*n).ok(),
        _ => None,
    }
}
