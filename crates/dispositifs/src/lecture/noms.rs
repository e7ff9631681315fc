//! The names that a text declares: collected first, so that a reference may come before what it
//! names, and so that a wrong one is told with the closest right one.

use std::collections::BTreeMap;

use domain::texte;

use super::forme::{Cle, Forme};
use super::noeud::{Ou, Table, Texte, V};

/// What a name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quoi {
    /// A role.
    Role,
    /// A role, or the household.
    RoleOuMenage,
    /// A named value.
    Parametre,
    /// A referral channel.
    Canal,
    /// A committee.
    Instance,
    /// A decision of a body that decides elsewhere.
    DecisionRecue,
    /// An occupancy status.
    Statut,
    /// A level of support.
    Niveau,
    /// A schedule.
    Echeance,
    /// A quota.
    Quota,
    /// A kind of group action.
    Groupe,
    /// A contract.
    Contrat,
    /// A document.
    Document,
    /// A theme of work.
    Theme,
    /// An agreement between organisations.
    Accord,
    /// An aid in money.
    Aide,
    /// A fact.
    Fait,
    /// A named condition.
    Condition,
    /// A rule, or a block that gives one its name.
    Regle,
    /// A suggested act.
    Proposition,
}

impl Quoi {
    /// With its article, for sentences.
    pub const fn un(self) -> &'static str {
        match self {
            Self::Role => "un rôle",
            Self::RoleOuMenage => "un rôle, ni « ménage »",
            Self::Parametre => "un paramètre",
            Self::Canal => "un canal",
            Self::Instance => "une instance",
            Self::DecisionRecue => "une décision reçue",
            Self::Statut => "un statut",
            Self::Niveau => "un niveau",
            Self::Echeance => "une échéance",
            Self::Quota => "un quota",
            Self::Groupe => "un groupe",
            Self::Contrat => "un contrat",
            Self::Document => "un document",
            Self::Theme => "un thème",
            Self::Accord => "un accord",
            Self::Aide => "une aide",
            Self::Fait => "un fait",
            Self::Condition => "une condition nommée",
            Self::Regle => "une règle",
            Self::Proposition => "une proposition",
        }
    }
}

/// Declared names with their places.
#[derive(Debug, Clone, Default)]
pub struct Noms(BTreeMap<Quoi, Vec<(String, Ou)>>);

impl Noms {
    /// Collects what the blocks of `cles` declare; two of one kind and name are a fault, save for
    /// rules (an author may split one rule in several).
    pub fn collecter(texte: &mut Texte<'_>, racine: &Table, cles: &[Cle]) -> Self {
        let mut noms = Self::default();
        for cle in cles {
            let (Forme::Blocs(sous), Some(noeud)) = (cle.forme, racine.get(cle.nom)) else { continue };
            let V::Liste(blocs) = &noeud.v else { continue };
            for bloc in blocs {
                let V::Table(table) = &bloc.v else { continue };
                for (nom, quoi) in sous.iter().filter_map(|c| match c.forme {
                    Forme::Declare(quoi) => Some((c.nom, quoi)),
                    _ => None,
                }) {
                    if let Some(valeur) = table.get(nom)
                        && let V::Texte(t) = &valeur.v
                    {
                        noms.declarer(texte, quoi, t, &valeur.ou);
                    }
                }
            }
        }
        noms
    }

    fn declarer(&mut self, t: &mut Texte<'_>, quoi: Quoi, nom: &str, ou: &Ou) {
        let deja = self.ou(quoi, nom).cloned();
        if let Some(deja) = deja.filter(|_| quoi != Quoi::Regle) {
            let (ligne, _) = t.position(&deja);
            t.erreur(
                ou,
                format!("Le nom « {nom} » est déjà pris par {} à la ligne {ligne}.", quoi.un()),
                Some("Donnez à chacun son nom.".to_owned()),
            );
        }
        self.0.entry(quoi).or_default().push((nom.to_owned(), ou.clone()));
    }

    /// Names of a kind, in the order of the text.
    pub fn de(&self, quoi: Quoi) -> Vec<&str> {
        let menage = (quoi == Quoi::RoleOuMenage).then_some("ménage");
        let quoi = if quoi == Quoi::RoleOuMenage { Quoi::Role } else { quoi };
        self.0.get(&quoi).into_iter().flatten().map(|(n, _)| n.as_str()).chain(menage).collect()
    }

    /// All names, of every kind.
    pub fn tous(&self) -> Vec<&str> {
        self.0.values().flatten().map(|(n, _)| n.as_str()).collect()
    }

    /// The name as it was declared, whatever the accents and case of this spelling.
    pub fn declare(&self, quoi: Quoi, nom: &str) -> Option<&str> {
        canonique(&self.de(quoi), nom)
    }

    /// Where a name was declared first.
    pub fn ou(&self, quoi: Quoi, nom: &str) -> Option<&Ou> {
        let plie = texte::plier(nom);
        self.0.get(&quoi)?.iter().find(|(n, _)| texte::plier(n) == plie).map(|(_, ou)| ou)
    }

    /// Adds names that another text declares (the common rules).
    pub fn ajouter(&mut self, quoi: Quoi, nom: &str) {
        self.0.entry(quoi).or_default().push((nom.to_owned(), 0..0));
    }
}

/// The word of the list that this spelling means.
pub fn canonique<'n>(connus: &[&'n str], nom: &str) -> Option<&'n str> {
    if let Some(exact) = connus.iter().find(|c| **c == nom) {
        return Some(exact);
    }
    let plie = texte::plier(nom);
    connus.iter().copied().find(|c| texte::plier(c) == plie)
}
