//! What happened to accounts, in words.

use actes::Annuaire;
use actes::comptes::EvenementDeCompte;

use crate::formulaire::majuscule;
use crate::sujets::mots;

/// One line.
pub struct Ligne {
    /// When.
    pub quand: String,
    /// To whose account.
    pub compte: String,
    /// What.
    pub quoi: String,
    /// Who did it.
    pub par: String,
}

/// In words, in the same order.
pub fn dire(annuaire: &Annuaire, evenements: &[EvenementDeCompte]) -> Vec<Ligne> {
    let en_mots = |e: &EvenementDeCompte| Ligne {
        quand: mots::instant(&e.le),
        compte: annuaire.utilisateur(e.compte).to_owned(),
        quoi: majuscule(&e.fait.mots(annuaire)),
        par: e.par.clone(),
    };
    evenements.iter().map(en_mots).collect()
}
