//! A correction read against what it corrects: the entry it names, and what that entry would say.

use jiff::civil::Date;

use crate::acte::Acte;
use crate::etat::Etat;
use crate::evenement::{Auteur, Champs, Commande, Evenement};
use crate::sujet::Sujet;
use crate::valeur::Valeur;

/// Fields of a correction that do not belong to the act corrected.
pub const PROPRES: [&str; 4] = ["evenement", "annule", "nouveau_jour", "motif_correction"];

/// An entry as a correction would leave it.
#[derive(Debug, Clone, PartialEq)]
pub struct Correction {
    /// Rank of the entry.
    pub n: u32,
    /// Its act.
    pub acte: Acte,
    /// Who recorded it.
    pub par: Auteur,
    /// Whether it is annulled.
    pub annule: bool,
    /// Its day.
    pub le: Date,
    /// Its fields: those it had, and over them those that are given anew.
    pub champs: Champs,
    /// The fields that are given anew.
    pub nouveaux: Champs,
}

impl Correction {
    /// What this command corrects; nothing when no entry that stands has that rank.
    pub fn lire(commande: &Commande, sujet: &Sujet) -> Option<Self> {
        let n = match commande.champ("evenement") {
            Some(Valeur::Nombre(n)) => u32::try_from(*n).ok()?,
            _ => return None,
        };
        let etat = Etat::courant(sujet);
        let vise = etat.evenements.iter().find(|e| e.n == n)?;
        let le = match commande.champ("nouveau_jour") {
            Some(Valeur::Jour(jour)) => *jour,
            _ => vise.le,
        };
        let de_l_acte = |champs: &Champs| -> Champs {
            let dits = champs.iter().filter(|(nom, _)| !PROPRES.contains(&nom.as_str()) && *nom != "quotas");
            dits.map(|(nom, v)| (nom.clone(), v.clone())).collect()
        };
        let nouveaux = de_l_acte(&commande.champs);
        let mut champs = de_l_acte(vise.champs);
        champs.extend(nouveaux.clone());
        let annule = commande.champ("annule") == Some(&Valeur::Booleen(true));
        Some(Self { n, acte: vise.acte, par: vise.par.clone(), annule, le, champs, nouveaux })
    }

    /// The sujet once it is corrected, `champs` being the entry's own. Only to look at.
    pub fn essayer(&self, sujet: &Sujet, commande: &Commande, champs: &Champs) -> Sujet {
        let mut tous = champs.clone();
        tous.extend(PROPRES.iter().filter_map(|p| Some(((*p).to_owned(), commande.champ(p)?.clone()))));
        let mut essai = sujet.clone();
        essai.appliquer(Evenement {
            n: sujet.prochain_rang(),
            acte: Acte::Corriger,
            survenu_le: commande.le,
            enregistre_le: String::new(),
            par: commande.par.clone(),
            champs: tous,
            derogation: None,
        });
        essai
    }
}
