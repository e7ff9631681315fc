//! The filters of the catalogue: each says which values a dispositif has, and all stand in the address.

use std::collections::BTreeMap;

use dispositifs::mecanismes::{MECANISMES, mecanismes_de};
use dispositifs::synthese::cout_par_menage_et_an;
use domain::Definition;
use domain::definition::mecanique::NATURES_DE_STATUT;

use super::departements;
use super::regard::Regard;
use crate::formulaire::{Saisie, majuscule};

/// A list of values among which to choose.
pub struct Facette {
    /// Its name in the address.
    pub cle: &'static str,
    /// Its name on the screen.
    pub titre: &'static str,
    /// Whether it tells for whom the dispositif is: it finds nothing that is kept quiet for the reader.
    revele: bool,
    valeurs: fn(&Definition) -> Vec<String>,
    libelle: fn(&str) -> String,
    ordre: fn(&str) -> usize,
}

/// All of them but the words and the chapter.
pub const FACETTES: &[Facette] = &[
    Facette {
        cle: "volet",
        titre: "Volet",
        revele: false,
        valeurs: |d| d.fiche.volets.clone(),
        libelle: majuscule,
        ordre: |_| 0,
    },
    Facette {
        cle: "public",
        titre: "Public",
        revele: true,
        valeurs: |d| d.fiche.publics.clone(),
        libelle: majuscule,
        ordre: |_| 0,
    },
    Facette {
        cle: "statut",
        titre: "Statut d’occupation",
        revele: true,
        valeurs: |d| d.mecanique.statuts.iter().map(|s| s.nature.clone()).collect(),
        libelle: majuscule,
        ordre: |v| NATURES_DE_STATUT.iter().position(|n| *n == v).unwrap_or(usize::MAX),
    },
    Facette {
        cle: "mecanisme",
        titre: "Mécanisme",
        revele: true,
        valeurs: |d| mecanismes_de(d).map(|m| m.code.to_owned()).collect(),
        libelle: |v| {
            MECANISMES.iter().find(|m| m.code == v).map_or_else(|| v.to_owned(), |m| m.nom.to_owned())
        },
        ordre: |v| MECANISMES.iter().position(|m| m.code == v).unwrap_or(usize::MAX),
    },
    Facette {
        cle: "departement",
        titre: "Département",
        revele: false,
        valeurs: |d| d.fiche.territoire.departements.clone(),
        libelle: departements::nom,
        ordre: |_| 0,
    },
    Facette {
        cle: "duree",
        titre: "Durée du projet",
        revele: false,
        valeurs: |d| vec![tranche(DUREES, Some(i64::from(d.fiche.duree_mois)).filter(|m| *m > 0))],
        libelle: |v| dite(DUREES, v),
        ordre: |v| rang(DUREES, v),
    },
    Facette {
        cle: "cout",
        titre: "Coût par ménage et par an",
        revele: false,
        valeurs: |d| vec![tranche(COUTS, cout_par_menage_et_an(&d.fiche))],
        libelle: |v| dite(COUTS, v),
        ordre: |v| rang(COUTS, v),
    },
];

/// A bracket: its name in the address, what it says, the most that it holds.
type Tranche = (&'static str, &'static str, i64);

/// In months.
const DUREES: &[Tranche] = &[
    ("un-an", "Un an au plus", 12),
    ("deux-ans", "Plus d’un an, deux au plus", 24),
    ("trois-ans", "Plus de deux ans, trois au plus", 36),
    ("plus", "Plus de trois ans", i64::MAX),
];

/// In euro cents.
const COUTS: &[Tranche] = &[
    ("1000", "1 000 € au plus", 100_000),
    ("3000", "Plus de 1 000 €, 3 000 € au plus", 300_000),
    ("10000", "Plus de 3 000 €, 10 000 € au plus", 1_000_000),
    ("plus", "Plus de 10 000 €", i64::MAX),
];

const NON_PRECISE: &str = "non-precise";

fn tranche(tranches: &[Tranche], nombre: Option<i64>) -> String {
    let trouvee = nombre.and_then(|n| tranches.iter().find(|(_, _, max)| n <= *max));
    trouvee.map_or(NON_PRECISE, |(cle, ..)| cle).to_owned()
}

fn dite(tranches: &[Tranche], cle: &str) -> String {
    let trouvee = tranches.iter().find(|(autre, ..)| *autre == cle);
    trouvee.map_or("Ne se calcule pas d’après la fiche", |(_, libelle, _)| libelle).to_owned()
}

fn rang(tranches: &[Tranche], cle: &str) -> usize {
    tranches.iter().position(|(autre, ..)| *autre == cle).unwrap_or(usize::MAX)
}

/// An option of a list: value, text, chosen.
pub struct Choix {
    /// Its value in the address.
    pub valeur: String,
    /// Its text, with how many dispositifs have it.
    pub libelle: String,
    /// Whether it is chosen.
    pub choisi: bool,
}

/// A filter as a reader finds it.
pub struct Liste {
    /// Its name in the address.
    pub cle: &'static str,
    /// Its name on the screen.
    pub titre: &'static str,
    /// What may be chosen.
    pub choix: Vec<Choix>,
}

impl Liste {
    /// Whether something is chosen in it.
    pub fn choisie(&self) -> bool {
        self.choix.iter().any(|c| c.choisi)
    }
}

impl Facette {
    fn valeurs(&self, d: &Definition, regard: &Regard) -> Vec<String> {
        if self.revele && regard.discret(d) { Vec::new() } else { (self.valeurs)(d) }
    }

    /// Whether a dispositif has what was asked.
    pub fn retient(&self, d: &Definition, regard: &Regard, requete: &Saisie) -> bool {
        requete.une(self.cle).is_none_or(|voulue| self.valeurs(d, regard).iter().any(|v| v == voulue))
    }

    /// What may be chosen, with how many dispositifs have it.
    pub fn liste<'d>(
        &self,
        definitions: impl Iterator<Item = &'d Definition>,
        regard: &Regard,
        requete: &Saisie,
    ) -> Liste {
        let mut comptes: BTreeMap<String, usize> = BTreeMap::new();
        for d in definitions {
            let mut valeurs = self.valeurs(d, regard);
            valeurs.sort_unstable();
            valeurs.dedup();
            for valeur in valeurs {
                *comptes.entry(valeur).or_default() += 1;
            }
        }
        let mut rangees: Vec<(String, usize)> = comptes.into_iter().collect();
        rangees.sort_by_key(|(valeur, _)| ((self.ordre)(valeur), domain::texte::plier(valeur)));
        let choix = rangees.into_iter().map(|(valeur, nombre)| Choix {
            libelle: format!("{} ({nombre})", (self.libelle)(&valeur)),
            choisi: requete.une(self.cle) == Some(valeur.as_str()),
            valeur,
        });
        Liste { cle: self.cle, titre: self.titre, choix: choix.collect() }
    }
}
