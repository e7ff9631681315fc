//! Decides one command.

use std::collections::BTreeSet;

use super::lecteur::Lecteur;
use super::trace::Trace;
use super::valider::{self, Faute};
use super::verdict::{EtatDeRegle, Issue, Motif, Verdict};
use super::{Monde, Tri, coherence, consequences, decrire};
use crate::acte::Acte;
use crate::correction::Correction;
use crate::definition::{Effet, Origine, Regle, Test};
use crate::etat::Etat;
use crate::evenement::{Champs, Commande, Evenement};
use crate::fait::Classe;
use crate::sujet::Sujet;
use crate::valeur::Valeur;

/// A verdict, or what is wrong in what was typed.
pub type Decision = Result<Verdict, Vec<Faute>>;

/// Decides a command. `enregistre_le` is the instant of recording, RFC 3339 in UTC: it is only
/// written down, never compared with today.
///
/// # Errors
/// The faults of what was typed; then nothing was decided.
pub fn decider(monde: Monde<'_>, commande: &Commande, enregistre_le: &str) -> Decision {
    let sujet = monde.sujets.get(&commande.sujet);
    if commande.acte == Acte::Corriger {
        return corriger(monde, commande, sujet, enregistre_le);
    }
    if commande.acte.entraine() {
        let message = match commande.acte {
            Acte::Participer => "Une participation s'enregistre en tenant la séance collective.",
            _ => "Une équipe s'enregistre en la constituant.",
        };
        return Err(vec![Faute::sur("", message)]);
    }
    let fautes = valider::fautes(&monde, commande, sujet, false);
    if !fautes.is_empty() {
        return Err(fautes);
    }
    let mut motifs = motifs(&Lecteur::pour(monde, sujet, commande, false), commande);
    let apres = |s: &&Sujet| Etat::courant(s).evenements.last().is_some_and(|e| e.le > commande.le);
    if let Some(sujet) = sujet.filter(apres) {
        // Dated before what is already recorded: that must still stand.
        let mut essai = sujet.clone();
        essai.appliquer(evenement(commande, sujet.prochain_rang(), commande.champs.clone(), &motifs, ""));
        motifs.extend(coherence::ruptures(monde, sujet, &essai));
        motifs.sort_by_key(rang);
    }
    Ok(conclure(monde, commande, sujet, motifs, enregistre_le))
}

/// Only the eligibility rules, on facts alone: what a referral page answers as one types.
pub fn eligibilite(monde: Monde<'_>, commande: &Commande) -> (Issue, Vec<Motif>) {
    let lecteur = Lecteur::pour(monde, monde.sujets.get(&commande.sujet), commande, true);
    let mut motifs: Vec<Motif> = monde
        .mecanique
        .regles
        .iter()
        .filter(|r| r.origine == Origine::Eligibilite)
        .filter_map(|r| evaluer(&lecteur, r, commande))
        .collect();
    let issue = issue(&motifs);
    motifs.sort_by_key(rang);
    (issue, motifs)
}

/// A rule of entry that spoke, in short: not the values it saw, nor what it asks in words.
#[derive(Debug, Clone)]
pub struct Bref<'a> {
    /// The rule.
    pub regle: &'a Regle,
    /// What it said.
    pub etat: EtatDeRegle,
    /// Names of the facts that are missing.
    pub manquants: BTreeSet<String>,
    /// The most sensitive class among the facts it rests on.
    pub classe: Classe,
}

/// The same answer in short, for whoever asks many definitions at once.
pub fn eligibilite_en_bref<'a>(monde: Monde<'a>, commande: &Commande) -> (Issue, Vec<Bref<'a>>) {
    let lecteur = Lecteur::pour(monde, monde.sujets.get(&commande.sujet), commande, true);
    let regles = monde.mecanique.regles.iter().filter(|r| r.origine == Origine::Eligibilite);
    let mut brefs: Vec<Bref<'a>> = regles.filter_map(|r| en_bref(&lecteur, r, commande)).collect();
    let issue = issue_de(|| brefs.iter().map(|b| (b.etat, b.regle.effet)));
    brefs.sort_by_key(|b| rang_de(b.etat, b.regle.effet));
    (issue, brefs)
}

impl PartialEq for Bref<'_> {
    /// The same rule, that says the same.
    fn eq(&self, autre: &Self) -> bool {
        self.regle.nom == autre.regle.nom && self.etat == autre.etat && self.manquants == autre.manquants
    }
}

fn en_bref<'a>(lecteur: &Lecteur<'_>, regle: &'a Regle, commande: &Commande) -> Option<Bref<'a>> {
    let mut trace = Trace::breve();
    let etat = juger(lecteur, regle, commande, &mut trace)?;
    let manquants = if etat == EtatDeRegle::Inconnue { trace.manquants } else { BTreeSet::new() };
    Some(Bref { regle, etat, manquants, classe: trace.classe.unwrap_or(Classe::C0) })
}

/// What each rule that applies to the act says, those that stop it first.
pub(super) fn motifs(lecteur: &Lecteur<'_>, commande: &Commande) -> Vec<Motif> {
    dire(lecteur, commande, |_| true)
}

/// What the rules that stop the act, or that miss a fact, say. Most rules hold: what they saw is not written down.
pub(super) fn obstacles(lecteur: &Lecteur<'_>, commande: &Commande) -> Vec<Motif> {
    dire(lecteur, commande, |regle| {
        let etat = juger(lecteur, regle, commande, &mut Trace::muette());
        matches!(etat, Some(EtatDeRegle::Violee | EtatDeRegle::Inconnue))
    })
}

fn dire(lecteur: &Lecteur<'_>, commande: &Commande, garder: impl Fn(&Regle) -> bool) -> Vec<Motif> {
    let regles = lecteur.monde.mecanique.regles.iter();
    let mut motifs: Vec<Motif> = regles
        .filter(|r| r.actes.contains(&commande.acte) && garder(r))
        .filter_map(|r| evaluer(lecteur, r, commande))
        .collect();
    motifs.sort_by_key(rang);
    motifs
}

fn rang(motif: &Motif) -> u8 {
    rang_de(motif.etat, motif.effet)
}

const fn rang_de(etat: EtatDeRegle, effet: Effet) -> u8 {
    match (etat, effet) {
        (EtatDeRegle::Violee, Effet::Refuse) => 0,
        (EtatDeRegle::Inconnue, _) => 1,
        (EtatDeRegle::Violee, Effet::Alerte) => 2,
        (EtatDeRegle::PasseeOutre, _) => 3,
        (EtatDeRegle::Respectee, _) => 4,
    }
}

/// How a rule stands; nothing when it does not apply.
fn juger(
    lecteur: &Lecteur<'_>,
    regle: &Regle,
    commande: &Commande,
    trace: &mut Trace,
) -> Option<EtatDeRegle> {
    let quand = regle.quand.as_ref().map_or(Tri::Vrai, |q| lecteur.condition(q, trace));
    if quand == Tri::Faux {
        return None;
    }
    let tient = match &regle.test {
        Test::Exige(c) => lecteur.condition(c, trace),
        Test::Interdit(c) => lecteur.condition(c, trace).non(),
    };
    Some(match (tient, quand) {
        (Tri::Vrai, _) => EtatDeRegle::Respectee,
        (Tri::Faux, Tri::Vrai) if outrepasse(regle, commande) => EtatDeRegle::PasseeOutre,
        (Tri::Faux, Tri::Vrai) => EtatDeRegle::Violee,
        _ => EtatDeRegle::Inconnue,
    })
}

fn evaluer(lecteur: &Lecteur<'_>, regle: &Regle, commande: &Commande) -> Option<Motif> {
    let mut trace = Trace::default();
    let etat = juger(lecteur, regle, commande, &mut trace)?;
    let m = lecteur.monde.mecanique;
    let manquants: Vec<String> =
        if etat == EtatDeRegle::Inconnue { trace.manquants.into_iter().collect() } else { Vec::new() };
    Some(Motif {
        regle: regle.nom.clone(),
        etat,
        effet: regle.effet,
        message: regle.message.clone(),
        source: regle.source.clone(),
        origine: regle.origine,
        valeurs: trace.valeurs,
        libelles_manquants: manquants.iter().map(|nom| decrire::libelle(m, nom)).collect(),
        manquants,
        attendu: decrire::test(m, &regle.test),
        bascule_le: trace.bascules.into_iter().next(),
        passer_outre: regle.passer_outre.clone(),
        classe: trace.classe.unwrap_or(Classe::C0),
        reserve: false,
    })
}

fn outrepasse(regle: &Regle, commande: &Commande) -> bool {
    regle.effet == Effet::Alerte
        && commande.passer_outre.as_ref().is_some_and(|motif| !motif.trim().is_empty())
        && regle.passer_outre.contains(&commande.par.role)
}

fn issue(motifs: &[Motif]) -> Issue {
    issue_de(|| motifs.iter().map(|m| (m.etat, m.effet)))
}

fn issue_de<I: Iterator<Item = (EtatDeRegle, Effet)>>(dits: impl Fn() -> I) -> Issue {
    let existe =
        |etat, effet: Option<Effet>| dits().any(|(dit, fait)| dit == etat && effet.is_none_or(|e| fait == e));
    if existe(EtatDeRegle::Violee, Some(Effet::Refuse)) {
        Issue::Refuse
    } else if existe(EtatDeRegle::Inconnue, None) {
        Issue::Indetermine
    } else if existe(EtatDeRegle::Violee, None) {
        Issue::Alerte
    } else {
        Issue::Accepte
    }
}

fn conclure(
    monde: Monde<'_>,
    commande: &Commande,
    sujet: Option<&Sujet>,
    motifs: Vec<Motif>,
    enregistre_le: &str,
) -> Verdict {
    let issue = issue(&motifs);
    if issue != Issue::Accepte {
        return Verdict { issue, motifs, naissance: None, evenements: Vec::new() };
    }
    let naissance = sujet.is_none().then(|| consequences::naissance(monde, commande));
    let evenements = consequences::evenements(monde, commande, &motifs, enregistre_le);
    Verdict { issue, motifs, naissance, evenements }
}

/// A correction: the corrected act is decided again, as of its day, as if it had never been
/// recorded otherwise; then all that follows must still stand.
fn corriger(monde: Monde<'_>, commande: &Commande, sujet: Option<&Sujet>, enregistre_le: &str) -> Decision {
    let faute = |champ: &str, message: &str| Err(vec![Faute::sur(champ, message)]);
    let Some(sujet) = sujet else { return faute("", "Cet élément n'existe pas, ou plus.") };
    let Some(correction) = Correction::lire(commande, sujet) else {
        return faute("evenement", "Cette saisie n'existe pas, ou a été annulée.");
    };
    if !matches!(commande.champ("motif_correction"), Some(Valeur::Texte(t)) if !t.trim().is_empty()) {
        return faute("motif_correction", "Écrivez le motif de la correction.");
    }
    let cree = correction.acte.description().cree;
    if correction.annule && cree {
        return faute("annule", "La première saisie ne s'annule pas : elle fait exister l'élément.");
    }
    if correction.acte.rattache() {
        return faute("", "Un rattachement à une version ne se corrige pas : faites-en un autre.");
    }
    if let Some(nom) = ["menage", "convention"].into_iter().find(|nom| change(&correction, sujet, nom)) {
        return faute(nom, "Ce lien fait l'élément ce qu'il est : il ne se corrige pas.");
    }
    redecider(monde, commande, sujet, &correction, enregistre_le)
}

/// Whether a correction would tie a sujet to something else than what it was born to.
fn change(correction: &Correction, sujet: &Sujet, nom: &str) -> bool {
    let voulu = correction.nouveaux.get(nom).filter(|_| correction.acte.description().cree);
    voulu.is_some() && voulu != Etat::courant(sujet).creation().and_then(|e| e.champs.get(nom))
}

fn redecider(
    monde: Monde<'_>,
    commande: &Commande,
    sujet: &Sujet,
    correction: &Correction,
    enregistre_le: &str,
) -> Decision {
    let mut ecrite = commande.clone();
    ecrite.champs.remove("quotas");
    let mut dits = Vec::new();
    if !correction.annule {
        let avant = coherence::jusqu_a(sujet, correction.le, correction.n);
        let avant = (!correction.acte.description().cree).then_some(&avant);
        let champs = correction.champs.clone();
        let refait = Commande { acte: correction.acte, le: correction.le, champs, ..commande.clone() };
        let fautes = valider::fautes(&monde, &refait, avant, false);
        if !fautes.is_empty() {
            return Err(fautes);
        }
        dits = motifs(&Lecteur::pour(monde, avant, &refait, false), &refait);
        ecrite.champs.extend(consequences::champs_completes(monde, avant, &refait));
    }
    let essai = correction.essayer(sujet, commande, &ecrite.champs);
    dits.extend(coherence::ruptures(monde, sujet, &essai));
    dits.extend(coherence::reprises(monde, sujet, &essai, commande));
    dits.sort_by_key(rang);
    Ok(conclure(monde, &ecrite, Some(sujet), dits, enregistre_le))
}

/// The event that records a command.
pub(super) fn evenement(
    commande: &Commande,
    n: u32,
    champs: Champs,
    motifs: &[Motif],
    enregistre_le: &str,
) -> Evenement {
    let regles: Vec<String> =
        motifs.iter().filter(|m| m.etat == EtatDeRegle::PasseeOutre).map(|m| m.regle.clone()).collect();
    let derogation = (!regles.is_empty()).then(|| crate::evenement::Derogation {
        regles,
        motif: commande.passer_outre.clone().unwrap_or_default(),
    });
    Evenement {
        n,
        acte: commande.acte,
        survenu_le: commande.le,
        enregistre_le: enregistre_le.to_owned(),
        par: commande.par.clone(),
        champs,
        derogation,
    }
}
