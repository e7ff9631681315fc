//! What may happen next on a sujet, and why not the rest.

use super::Monde;
use super::decider::obstacles;
use super::evaluer::Tri;
use super::lecteur::Lecteur;
use super::trace::Trace;
use super::valider;
use super::verdict::{EtatDeRegle, Motif};
use crate::acte::{Acte, Domaine};
use crate::definition::{Effet, Proposition};
use crate::evenement::{Auteur, Champs, Commande};
use crate::sujet::Sujet;
use crate::valeur::Valeur;

/// Whether an act is possible now, before its fields are typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Possible {
    /// Nothing known stops it.
    Oui,
    /// Only an alert stops it.
    AvecMotif,
    /// A fact is missing.
    ACompleter,
    /// A rule forbids it.
    Non,
}

/// One act, for a status one of its targets, and whether it is possible.
#[derive(Debug, Clone, PartialEq)]
pub struct Suite {
    /// The act.
    pub acte: Acte,
    /// Fields already fixed by the variant: the status it goes to, the object of a decision.
    pub champs: Champs,
    /// Whether it is possible.
    pub possible: Possible,
    /// The rules that stop it, or that miss a fact.
    pub motifs: Vec<Motif>,
}

/// Every act of this kind of sujet, possible ones first, in the order of the table.
pub fn suite(monde: Monde<'_>, sujet: &Sujet, auteur: &Auteur) -> Vec<Suite> {
    let commandes: Vec<Commande> = Acte::tous()
        .filter(|a| {
            let d = a.description();
            d.genre == sujet.genre && !d.cree && !d.acces && *a != Acte::Corriger && !a.entraine()
        })
        .flat_map(|acte| variantes(monde, acte).into_iter().map(move |champs| (acte, champs)))
        .map(|(acte, champs)| Commande {
            acte,
            sujet: sujet.id,
            le: monde.aujourd_hui,
            par: auteur.clone(),
            champs,
            passer_outre: None,
        })
        .collect();
    let Some(premiere) = commandes.first() else { return Vec::new() };
    // One reading for all: they are of one day, and name no other sujet.
    let mut lecteur = Lecteur::pour(monde, Some(sujet), premiere, true);
    let mut suites = Vec::with_capacity(commandes.len());
    for commande in &commandes {
        lecteur.aussi_pour(commande);
        suites.push(explorer(&lecteur, commande));
    }
    suites.sort_by_key(|s| s.possible);
    suites
}

/// One variant for each status an act may go to; acts whose words the definition leaves empty
/// have none.
fn variantes(monde: Monde<'_>, acte: Acte) -> Vec<Champs> {
    let mut vides = vec![Champs::new()];
    for champ in acte.description().champs.iter().filter(|c| c.requis) {
        let Some(mots) = valider::mots(monde.mecanique, monde.volets, champ.domaine) else { continue };
        if mots.is_empty() {
            return Vec::new();
        }
        if champ.domaine == Domaine::Statuts {
            vides =
                mots.into_iter().map(|m| Champs::from([(champ.nom.to_owned(), Valeur::Mot(m))])).collect();
        }
    }
    vides
}

fn explorer(lecteur: &Lecteur<'_>, commande: &Commande) -> Suite {
    let choix_du_logement = lecteur.attend_logement();
    let du_formulaire =
        |fait: &str| fait.starts_with("acte.") || (choix_du_logement && fait.starts_with("logement."));
    let mut motifs = obstacles(lecteur, commande);
    // A rule that only waits for a field of this very form does not stop the form.
    motifs.retain(|m| match m.etat {
        EtatDeRegle::Violee => true,
        EtatDeRegle::Inconnue => m.manquants.iter().any(|f| !du_formulaire(f)),
        _ => false,
    });
    let possible = motifs
        .iter()
        .map(|m| match (m.etat, m.effet) {
            (EtatDeRegle::Violee, Effet::Refuse) => Possible::Non,
            (EtatDeRegle::Violee, Effet::Alerte) => Possible::AvecMotif,
            _ => Possible::ACompleter,
        })
        .max()
        .unwrap_or(Possible::Oui);
    Suite { acte: commande.acte, champs: commande.champs.clone(), possible, motifs }
}

/// The acts that the mecanique suggests now.
pub fn propositions<'m>(monde: Monde<'m>, sujet: &Sujet) -> Vec<&'m Proposition> {
    let lecteur = Lecteur::du_sujet(monde, sujet, monde.aujourd_hui);
    monde
        .mecanique
        .propositions
        .iter()
        .filter(|p| p.acte.description().genre == sujet.genre)
        .filter(|p| lecteur.condition(&p.si, &mut Trace::muette()) == Tri::Vrai)
        .collect()
}
