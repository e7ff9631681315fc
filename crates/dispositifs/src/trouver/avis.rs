//! What each definition answers, with the rules that made the answer what it is.

use std::collections::{BTreeMap, BTreeSet};

use domain::contexte::Contexte;
use domain::definition::Droit;
use domain::moteur::{self, Bref, EtatDeRegle, Issue, Monde};
use domain::{
    Acte, Auteur, Commande, Date, Definition, OrganisationId, SujetId, Sujets, UtilisateurId, Valeur,
};

use super::Menage;

/// Which way an answer goes, in the order in which one reads them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sens {
    /// Every rule of entry is met.
    Eligible,
    /// A fact is missing.
    Indetermine,
    /// A rule is not met.
    NonEligible,
}

impl Sens {
    /// Its word.
    pub const fn mot(self) -> &'static str {
        match self {
            Self::Eligible => "éligible",
            Self::Indetermine => "indéterminé",
            Self::NonEligible => "non éligible",
        }
    }
}

/// What one definition answers for one of its streams.
#[derive(Debug, Clone)]
pub struct Avis<'d> {
    /// The definition.
    pub definition: &'d Definition,
    /// The stream.
    pub volet: &'d str,
    /// Which way it goes.
    pub sens: Sens,
    /// The rules that decide.
    pub motifs: Vec<Bref<'d>>,
}

impl Avis<'_> {
    /// Facts that nobody recorded, and on which the answer hangs.
    pub fn manque(&self) -> BTreeSet<&str> {
        self.motifs.iter().flat_map(|m| &m.manquants).map(String::as_str).collect()
    }
}

/// The question is asked of facts alone.
static SUJETS: Sujets = Sujets::new();
static CONTEXTE: Contexte = Contexte { comptes: BTreeMap::new() };

/// What these definitions answer, each for its streams, in the order in which they are given.
pub fn avis<'d>(
    droit: &'d Droit,
    definitions: impl IntoIterator<Item = &'d Definition>,
    menage: &Menage,
    aujourd_hui: Date,
) -> Vec<Avis<'d>> {
    let mut commande = commande(menage, aujourd_hui);
    let mut tous = Vec::new();
    for definition in definitions {
        let monde = Monde {
            dispositif: &definition.id,
            empreinte: &definition.empreinte,
            mecanique: &definition.mecanique,
            volets: &definition.fiche.volets,
            droit,
            sujets: &SUJETS,
            contexte: &CONTEXTE,
            aujourd_hui: commande.le,
        };
        let demandes = |v: &&String| menage.volet.as_ref().is_none_or(|m| m == *v);
        for volet in definition.fiche.volets.iter().filter(demandes) {
            commande.champs.insert("volet".to_owned(), Valeur::Mot(volet.clone()));
            let (issue, mut motifs) = moteur::eligibilite_en_bref(monde, &commande);
            motifs.retain(|b| decide(issue, b));
            tous.push(Avis { definition, volet, sens: sens(issue), motifs });
        }
    }
    tous
}

/// The admission that is asked about: of nobody, by nobody.
fn commande(menage: &Menage, aujourd_hui: Date) -> Commande {
    let nul = ulid::Ulid::nil();
    Commande {
        acte: Acte::Admettre,
        sujet: SujetId(nul),
        le: menage.le.unwrap_or(aujourd_hui),
        par: Auteur {
            utilisateur: UtilisateurId(nul),
            organisation: OrganisationId(nul),
            role: String::new(),
        },
        champs: menage.faits.clone(),
        passer_outre: None,
    }
}

const fn sens(issue: Issue) -> Sens {
    match issue {
        Issue::Accepte => Sens::Eligible,
        Issue::Indetermine => Sens::Indetermine,
        Issue::Refuse | Issue::Alerte => Sens::NonEligible,
    }
}

/// Whether a rule made the answer what it is; for an acceptance, every rule that was met did.
fn decide(issue: Issue, b: &Bref<'_>) -> bool {
    match issue {
        Issue::Accepte => b.etat == EtatDeRegle::Respectee,
        Issue::Indetermine => b.etat == EtatDeRegle::Inconnue,
        Issue::Refuse | Issue::Alerte => b.etat == EtatDeRegle::Violee,
    }
}
