//! How an entry of the table is written.

use super::{Acte, Champ, Description, Domaine, Piste};
use crate::fait::Classe;
use crate::sujet::Genre;
use crate::valeur::Nature;

/// One entry, before its act is known.
pub(super) struct Entree {
    pub(super) acte: Acte,
    pub(super) nom: &'static str,
    pub(super) genre: Genre,
    pub(super) piste: Piste,
    pub(super) cree: bool,
    pub(super) faits: bool,
    pub(super) passe: &'static str,
    pub(super) champs: &'static [Champ],
}

impl Entree {
    pub(super) const fn description(self) -> Description {
        Description {
            acte: self.acte,
            nom: self.nom,
            genre: self.genre,
            piste: self.piste,
            cree: self.cree,
            faits: self.faits,
            passe: self.passe,
            champs: self.champs,
        }
    }

    pub(super) const fn cree(self) -> Self {
        Self { cree: true, ..self }
    }

    pub(super) const fn avec_faits(self) -> Self {
        Self { faits: true, ..self }
    }
}

pub(super) const fn sur(
    genre: Genre,
    piste: Piste,
    nom: &'static str,
    passe: &'static str,
    champs: &'static [Champ],
) -> Entree {
    Entree { acte: Acte::CreerMenage, nom, genre, piste, cree: false, faits: false, passe, champs }
}

pub(super) const fn requis(
    nom: &'static str,
    libelle: &'static str,
    nature: Nature,
    domaine: Domaine,
    classe: Classe,
) -> Champ {
    Champ { nom, libelle, nature, requis: true, domaine, classe }
}

pub(super) const fn libre(
    nom: &'static str,
    libelle: &'static str,
    nature: Nature,
    domaine: Domaine,
    classe: Classe,
) -> Champ {
    Champ { nom, libelle, nature, requis: false, domaine, classe }
}
