//! What this reader may be asked of a household: what the definitions that she reads depend on, of the classes that her
//! function records.

use std::collections::HashMap;

use actes::Porte;
use dispositifs::trouver::{Besoin, Lectures};
use domain::fait::Classe;
use domain::valeur::Nature;
use domain::{Definition, Genre};
use policy::{Acteur, bornes};

use super::lire::Lue;
use crate::formulaire::{Champ, Saisie, concerne, rubrique, seul};

/// Of whom nobody knows, and of whom keeps accounts, only this is asked: nothing sensitive.
const DE_TOUS: [Classe; 4] = [Classe::C0, Classe::C1, Classe::C2, Classe::C3];

/// The word of a fact whose list is only what the rules compare it with.
const AUTRE: &str = "autre";

/// What may be asked.
pub struct Offre<'d> {
    classes: Vec<Classe>,
    /// The most read first.
    besoins: Vec<Besoin<'d>>,
    /// Where each is, by its name.
    rangs: HashMap<&'d str, usize>,
}

/// Facts of one theme, folded.
pub struct Theme {
    /// Its heading, with how many are answered.
    pub titre: String,
    /// Its fields, those that most sheets read first.
    pub champs: Vec<Champ>,
    /// Whether one is answered or at fault.
    pub ouvert: bool,
}

impl<'d> Offre<'d> {
    /// What these definitions need of what this reader may say.
    pub fn de(
        porte: &Porte,
        acteur: Option<&Acteur>,
        lectures: &'d Lectures,
        definitions: &[&Definition],
    ) -> Self {
        let classes = match acteur.filter(|a| bornes::suit(a.profil)) {
            Some(acteur) => {
                let droits = porte.droits_a_la_creation(acteur);
                Classe::TOUTES.into_iter().filter(|c| droits.consigne(*c)).collect()
            }
            None => DE_TOUS.to_vec(),
        };
        let mut besoins = lectures.besoins(definitions.iter().map(|d| d.id.as_str()));
        besoins.retain(|b| classes.contains(&b.fait.classe) && concerne(Genre::Menage, b.fait));
        let rangs = besoins.iter().enumerate().map(|(rang, b)| (b.fait.nom.as_str(), rang)).collect();
        Self { classes, besoins, rangs }
    }

    /// Whether what rests on this class is told to her.
    pub fn permet(&self, classe: Classe) -> bool {
        self.classes.contains(&classe)
    }

    /// What is asked under that name.
    pub fn besoin(&self, nom: &str) -> Option<&Besoin<'d>> {
        self.rangs.get(nom).and_then(|rang| self.besoins.get(*rang))
    }

    /// The words among which one answers; none when it is not a word of a list.
    pub fn mots(besoin: &Besoin<'_>) -> Option<Vec<String>> {
        let compares = || besoin.mots.iter().map(|m| (*m).to_owned()).chain([AUTRE.to_owned()]).collect();
        match besoin.fait.mots.as_slice() {
            _ if besoin.fait.nature != Nature::Mot => None,
            [] => (!besoin.mots.is_empty()).then(compares),
            mots => Some(mots.to_vec()),
        }
    }

    /// Its field, under this posted name.
    pub fn champ(besoin: &Besoin<'_>, nom: &str, saisie: &Saisie) -> Champ {
        let mut champ = seul(besoin.fait, nom, Self::mots(besoin), saisie);
        for option in champ.options.iter_mut().filter(|o| o.valeur.is_empty()) {
            "Ne sait pas".clone_into(&mut option.libelle);
        }
        champ
    }

    /// The field of a fact of the list, with what was typed and what is wrong in it.
    pub fn champ_de(&self, lue: &Lue, nom: &str) -> Option<Champ> {
        let besoin = self.besoin(nom)?;
        let pose = format!("fait.{nom}");
        let mut champ = Self::champ(besoin, &pose, &lue.saisie);
        champ.erreur = lue.faute(&pose).unwrap_or_default().to_owned();
        Some(champ)
    }

    /// All that may be told, by theme.
    pub fn themes(&self, lue: &Lue) -> Vec<Theme> {
        let mut rangs: Vec<(u8, &'static str)> = self.besoins.iter().map(|b| rubrique(b.fait)).collect();
        rangs.sort_unstable();
        rangs.dedup();
        rangs.into_iter().map(|rang| self.theme(rang, lue)).collect()
    }

    fn theme(&self, rang: (u8, &'static str), lue: &Lue) -> Theme {
        let siens = self.besoins.iter().filter(|b| rubrique(b.fait) == rang);
        let champs: Vec<Champ> = siens.filter_map(|b| self.champ_de(lue, &b.fait.nom)).collect();
        let repondus = champs.iter().filter(|c| lue.saisie.une(&c.nom).is_some()).count();
        let titre = match repondus {
            0 => format!("{} ({})", rang.1, champs.len()),
            1 => format!("{} (1 réponse sur {})", rang.1, champs.len()),
            n => format!("{} ({n} réponses sur {})", rang.1, champs.len()),
        };
        Theme { titre, ouvert: repondus > 0, champs }
    }
}
