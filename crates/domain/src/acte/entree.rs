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
    pub(super) acces: bool,
    pub(super) classe: Classe,
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
            acces: self.acces,
            classe: self.classe,
            passe: self.passe,
            champs: self.champs,
        }
    }

    /// Brings its sujet into being: whoever knows the sujet knows that.
    pub(super) const fn cree(self) -> Self {
        Self { cree: true, classe: Classe::C0, ..self }
    }

    /// Changes who may see, not what is.
    pub(super) const fn d_acces(self) -> Self {
        Self { acces: true, ..self }
    }

    /// That it happened says something of that class.
    pub(super) const fn de_classe(self, classe: Classe) -> Self {
        Self { classe, ..self }
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
    let classe = match (genre, piste) {
        (_, Piste::Procedure) => Classe::C2,
        (Genre::Dossier | Genre::Menage, _) => Classe::C1,
        _ => Classe::C0,
    };
    let (acte, cree, faits, acces) = (Acte::CreerMenage, false, false, false);
    Entree { acte, nom, genre, piste, cree, faits, acces, classe, passe, champs }
}

pub(super) const fn requis(
    nom: &'static str,
    libelle: &'static str,
    nature: Nature,
    domaine: Domaine,
    classe: Classe,
) -> Champ {
    Champ { nom, libelle, nature, requis: true, domaine, classe, synthese: false }
}

pub(super) const fn libre(
    nom: &'static str,
    libelle: &'static str,
    nature: Nature,
    domaine: Domaine,
    classe: Classe,
) -> Champ {
    Champ { nom, libelle, nature, requis: false, domaine, classe, synthese: false }
}

/// The same field, which belongs to the synthesis of its class.
pub(super) const fn en_synthese(champ: Champ) -> Champ {
    Champ { synthese: true, ..champ }
}
