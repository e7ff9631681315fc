//! What was typed of a household: read once, with every fault, and nothing lost.

use std::collections::BTreeSet;

use actes::faute_de_nir;
use dispositifs::trouver::{Besoin, Menage};
use domain::Valeur;
use domain::moteur::Faute;

use super::offre::Offre;
use crate::formulaire::Saisie;

/// The streams that a sheet may have, in the words of the sheets.
pub const VOLETS: [&str; 2] = ["accès", "maintien"];

/// The longest answer, in characters.
const REPONSE_MAX: usize = 200;

/// What was read.
#[derive(Default)]
pub struct Lue {
    /// The household, of what can be read.
    pub menage: Menage,
    /// As typed, with the answer to the question in its place.
    pub saisie: Saisie,
    /// What cannot be read, each under its posted name.
    pub fautes: Vec<Faute>,
    /// The fact that the question asked, once answered.
    pub repondue: Option<String>,
    /// The fact that the question asked, when its answer cannot be read.
    pub manquee: Option<String>,
    /// The facts of which she said that she does not know.
    pub passees: BTreeSet<String>,
}

impl Lue {
    /// Reads it, of what this reader may be asked.
    pub fn de(offre: &Offre<'_>, saisie: &Saisie) -> Self {
        let mut lue = Self { saisie: saisie.clone(), ..Self::default() };
        let passees = saisie.toutes("passe").filter(|nom| offre.besoin(nom).is_some());
        lue.passees = passees.map(str::to_owned).collect();
        lue.repondre(offre);
        lue.menage.volet = lue.volet();
        let poses: BTreeSet<String> = lue.saisie.noms().map(str::to_owned).collect();
        for pose in &poses {
            if let (Some(nom), Some(brut)) = (pose.strip_prefix("fait."), lue.saisie.une(pose)) {
                match offre.besoin(nom).map(|b| une(b, pose, brut)) {
                    Some(Ok(valeur)) => {
                        lue.menage.faits.insert(nom.to_owned(), valeur);
                    }
                    Some(Err(message)) => lue.fautes.push(Faute { champ: pose.clone(), message }),
                    None => lue.fautes.push(inconnu(nom)),
                }
            }
        }
        lue
    }

    /// What is wrong under a posted name.
    pub fn faute(&self, pose: &str) -> Option<&str> {
        self.fautes.iter().find(|f| f.champ == pose).map(|f| f.message.as_str())
    }

    /// The answer to the question takes the place of what was said of its fact.
    fn repondre(&mut self, offre: &Offre<'_>) {
        let (Some(nom), Some(brut)) = (self.saisie.une("question"), self.saisie.une("reponse")) else {
            return;
        };
        let (Some(besoin), nom, brut) = (offre.besoin(nom), nom.to_owned(), brut.to_owned()) else { return };
        match une(besoin, "reponse", &brut) {
            Ok(_) => {
                self.saisie = std::mem::take(&mut self.saisie).avec(&format!("fait.{nom}"), &brut);
                self.passees.remove(&nom);
                self.repondue = Some(nom);
            }
            Err(message) => {
                self.fautes.push(Faute { champ: "reponse".to_owned(), message });
                self.manquee = Some(nom);
            }
        }
    }

    fn volet(&mut self) -> Option<String> {
        let dit = self.saisie.une("volet")?;
        if VOLETS.contains(&dit) {
            return Some(dit.to_owned());
        }
        let message = "Choisissez entre l’accès à un logement et le maintien dans le sien.".to_owned();
        self.fautes.push(Faute { champ: "volet".to_owned(), message });
        None
    }
}

/// One answer, or what to do about it.
fn une(besoin: &Besoin<'_>, pose: &str, brut: &str) -> Result<Valeur, String> {
    if brut.chars().count() > REPONSE_MAX {
        return Err("Cette réponse est trop longue\u{a0}: raccourcissez-la.".to_owned());
    }
    if let Some(faute) = faute_de_nir(pose, brut) {
        return Err(faute.message);
    }
    let valeur = Valeur::lire(besoin.fait.nature, brut)?;
    match (&valeur, Offre::mots(besoin)) {
        (Valeur::Mot(mot), Some(mots)) if !mots.contains(mot) => {
            Err("Cette réponse n’est pas dans la liste\u{a0}: choisissez-en une.".to_owned())
        }
        _ => Ok(valeur),
    }
}

/// Said of a name that this page does not ask, whether it exists or not.
fn inconnu(nom: &str) -> Faute {
    let court: String = nom.chars().take(60).collect();
    Faute {
        champ: String::new(),
        message: format!("«\u{a0}{court}\u{a0}» n’est pas une information que cette page demande."),
    }
}
