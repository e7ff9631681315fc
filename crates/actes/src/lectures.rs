//! Who read what is sensitive: noted before the answer leaves, told to the household that asks.

use domain::SujetId;
use domain::fait::Classe;
use policy::Acteur;
use store::lectures::Lecture;

use crate::{Annuaire, Erreur, Porte};

/// In the place of a function that the directory does not say.
const SANS_FONCTION: &str = "sans fonction précisée";

/// Readings taken from the log at once.
const PAGE: u32 = 1_000;

/// The first class whose readings are noted.
const PREMIERE: Classe = Classe::C4;

/// What is about to be shown to someone. Its words are the program's own: nothing that was typed goes into the log, so
/// that erasing a household leaves nothing of it there.
#[derive(Debug, Clone, Copy)]
pub struct Consultation<'c> {
    /// What is read.
    pub sujet: SujetId,
    /// Its household, when it has one.
    pub menage: Option<SujetId>,
    /// The classes that the answer holds, sensitive or not.
    pub classes: &'c [Classe],
    /// Why.
    pub motif: &'static str,
    /// On what: « page », « export », « journal »…
    pub support: &'static str,
}

/// A reading as the household is told of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LectureNotee {
    /// Its rank in the log.
    pub seq: i64,
    /// The instant (ISO, UTC).
    pub le: String,
    /// Who read.
    pub personne: String,
    /// For whom.
    pub organisation: String,
    /// What she did there, that day.
    pub fonction: String,
    /// Why.
    pub motif: String,
    /// On what.
    pub support: String,
    /// The sensitive classes read: « C4 C5 ».
    pub classes: String,
    /// What was read.
    pub sujet: String,
}

impl LectureNotee {
    /// The classes in words.
    pub fn quoi(&self) -> String {
        let mots: Vec<String> = self.classes.split(' ').map(en_mots).collect();
        domain::texte::liste(&mots)
    }
}

fn en_mots(classe: &str) -> String {
    let mot = Classe::TOUTES.into_iter().find(|c| format!("{c:?}") == classe).map_or("autre", Classe::mot);
    format!("{mot} ({classe})")
}

impl Porte {
    /// Notes what an answer shows of the sensitive classes: on disk when it returns. Nothing sensitive, nothing noted.
    /// An answer whose reading could not be noted must not leave.
    ///
    /// # Errors
    /// When the log does not answer.
    pub fn noter_lectures(&self, acteur: &Acteur, lues: &[Consultation<'_>]) -> Result<(), Erreur> {
        let annuaire = self.annuaire();
        let sensibles = lues.iter().filter(|c| c.classes.iter().any(|c| *c >= PREMIERE));
        let lectures: Vec<Lecture> = sensibles
            .map(|c| Lecture {
                le: self.horloge.instant(),
                utilisateur: acteur.utilisateur.to_string(),
                organisation: acteur.organisation.to_string(),
                fonction: annuaire
                    .fonction(acteur.utilisateur, acteur.organisation)
                    .filter(|f| !f.intitule.is_empty())
                    .map_or(SANS_FONCTION, |f| &f.intitule)
                    .to_owned(),
                motif: c.motif.to_owned(),
                menage: c.menage.map(|m| m.to_string()),
                sujet: c.sujet.to_string(),
                classes: classes(c.classes),
                support: c.support.to_owned(),
            })
            .collect();
        Ok(self.store.lectures().noter(&lectures)?)
    }
}

impl Porte {
    /// All the readings of a household that `garder` keeps, oldest first, from a log that was checked whole: a list that
    /// may have been altered is not handed over.
    ///
    /// # Errors
    /// `Interdit` when the log does not hold.
    pub(crate) fn lectures_sures(
        &self,
        menage: SujetId,
        mut garder: impl FnMut(&mut Lecture) -> bool,
    ) -> Result<Vec<LectureNotee>, Erreur> {
        self.store
            .lectures()
            .verifier()
            .map_err(|r| Erreur::Interdit(format!("Cette liste ne peut pas être remise\u{a0}: {r}.")))?;
        let (annuaire, menage) = (self.annuaire(), menage.to_string());
        let (mut lues, mut apres) = (Vec::new(), 0);
        loop {
            let page = self.store.lectures().de_menage_interne(&menage, apres, PAGE)?;
            let Some(derniere) = page.last() else { return Ok(lues) };
            apres = derniere.seq;
            for mut notee in page {
                if garder(&mut notee.lecture) {
                    lues.push(nommer(&annuaire, notee.seq, notee.lecture));
                }
            }
        }
    }

    /// Everyone who read this household: for the operator of the machine.
    ///
    /// # Errors
    /// `Interdit` when the log does not hold.
    pub fn toutes_les_lectures(&self, menage: SujetId) -> Result<Vec<LectureNotee>, Erreur> {
        self.lectures_sures(menage, |_| true)
    }
}

/// The sensitive ones, in order: « C4 C5 ».
pub(crate) fn classes(lues: &[Classe]) -> String {
    let mut sensibles: Vec<Classe> = lues.iter().copied().filter(|c| *c >= PREMIERE).collect();
    sensibles.sort_unstable();
    sensibles.dedup();
    sensibles.iter().map(|c| format!("{c:?}")).collect::<Vec<_>>().join(" ")
}

fn nommer(annuaire: &Annuaire, seq: i64, l: Lecture) -> LectureNotee {
    let personne = l.utilisateur.parse().map(|id| annuaire.utilisateur(id).to_owned());
    let organisation = l.organisation.parse().map(|id| annuaire.organisation(id).to_owned());
    LectureNotee {
        seq,
        le: l.le,
        personne: personne.unwrap_or(l.utilisateur),
        organisation: organisation.unwrap_or(l.organisation),
        fonction: l.fonction,
        motif: l.motif,
        support: l.support,
        classes: l.classes,
        sujet: l.sujet,
    }
}
