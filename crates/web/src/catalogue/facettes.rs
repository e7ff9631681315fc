//! The filters of the catalogue: each says which values a dispositif has, and all stand in the address.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use dispositifs::mecanismes::{MECANISMES, mecanismes_de};
use dispositifs::situations::{self, SITUATIONS, situations_de};
use dispositifs::synthese::cout_par_menage_et_an;
use domain::Definition;
use domain::definition::mecanique::NATURES_DE_STATUT;

use super::departements;
use super::regard::Regard;
use super::vitrine::Montree;
use crate::formulaire::{Saisie, majuscule};

/// A list of values among which to choose.
pub struct Facette {
    /// Its name in the address.
    pub cle: &'static str,
    /// Its name on the screen.
    pub titre: &'static str,
    /// What it counts, in words.
    pub definition: &'static str,
    /// Whether it tells for whom the dispositif is: it finds nothing that is kept quiet for the reader.
    pub revele: bool,
    valeurs: fn(&Definition) -> Vec<String>,
    libelle: fn(&str) -> String,
    ordre: fn(&str) -> usize,
}

/// All of them but the words and the chapter.
pub const FACETTES: &[Facette] = &[
    Facette {
        cle: "volet",
        titre: "Volet",
        definition: "Ce que le dispositif sert : l’accès au logement, le maintien, ou les deux. Une fiche qui a deux volets compte dans chacun.",
        revele: false,
        valeurs: |d| d.fiche.volets.clone(),
        libelle: majuscule,
        ordre: |_| 0,
    },
    Facette {
        cle: "public",
        titre: "Public",
        definition: "Les situations que la fiche nomme, reconnues à ses mots. Une fiche qui en nomme plusieurs compte dans chacune.",
        revele: true,
        valeurs: |d| match situations_de(d).map(|s| s.code.to_owned()).collect::<Vec<_>>() {
            dites if dites.is_empty() => vec![situations::AUTRE.to_owned()],
            dites => dites,
        },
        libelle: |v| SITUATIONS.iter().find(|s| s.code == v).map_or("Autre situation", |s| s.nom).to_owned(),
        ordre: |v| SITUATIONS.iter().position(|s| s.code == v).unwrap_or(usize::MAX),
    },
    Facette {
        cle: "statut",
        titre: "Statut d’occupation",
        definition: "À quel titre les ménages occupent leur logement, ramené à ce que chaque statut est en droit, d’après les règles de la fiche. Une fiche qui en a plusieurs compte dans chacun.",
        revele: true,
        valeurs: |d| d.mecanique.statuts.iter().map(|s| s.nature.clone()).collect(),
        libelle: majuscule,
        ordre: |v| NATURES_DE_STATUT.iter().position(|n| *n == v).unwrap_or(usize::MAX),
    },
    Facette {
        cle: "mecanisme",
        titre: "Mécanisme",
        definition: "Les façons de faire que la fiche emploie, d’après ses règles et non son texte. Une fiche qui en emploie plusieurs compte dans chacune.",
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
        definition: "Les départements où le dispositif se déroule. Une fiche qui en a plusieurs compte dans chacun.",
        revele: false,
        valeurs: |d| d.fiche.territoire.departements.clone(),
        libelle: departements::nom,
        ordre: |_| 0,
    },
    Facette {
        cle: "duree",
        titre: "Durée du projet",
        definition: "La durée ferme du projet, reconductions non comprises.",
        revele: false,
        valeurs: |d| vec![tranche(DUREES, Some(i64::from(d.fiche.duree_mois)).filter(|m| *m > 0))],
        libelle: |v| dite(DUREES, v),
        ordre: |v| rang(DUREES, v),
    },
    Facette {
        cle: "cout",
        titre: "Coût par ménage et par an",
        definition: "Le coût par ménage et par an, calculé d’après le total imprimé et les ménages en tête de fiche.",
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
    ("500", "500 € au plus", 50_000),
    ("1000", "Plus de 500 €, 1 000 € au plus", 100_000),
    ("2000", "Plus de 1 000 €, 2 000 € au plus", 200_000),
    ("3000", "Plus de 2 000 €, 3 000 € au plus", 300_000),
    ("5000", "Plus de 3 000 €, 5 000 € au plus", 500_000),
    ("10000", "Plus de 5 000 €, 10 000 € au plus", 1_000_000),
    ("plus", "Plus de 10 000 €", i64::MAX),
];

/// The value of what the sheet does not let one compute.
pub const NON_PRECISE: &str = "non-precise";

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

/// A value of a filter among all that there are.
pub struct Rangee {
    /// Its place among them.
    rang: usize,
    /// As it stands in the address.
    pub valeur: String,
    /// In words.
    pub libelle: String,
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
    /// The values of each of these definitions, and their place among all.
    pub fn lire(&self, definitions: &[Arc<Definition>]) -> Vec<Vec<Arc<Rangee>>> {
        let lues: Vec<BTreeSet<String>> =
            definitions.iter().map(|d| (self.valeurs)(d).into_iter().collect()).collect();
        let mut toutes: Vec<&String> = lues.iter().flatten().collect();
        toutes.sort_by_cached_key(|valeur| ((self.ordre)(valeur), domain::texte::plier(valeur)));
        toutes.dedup();
        let rangees: BTreeMap<&str, Arc<Rangee>> = toutes
            .into_iter()
            .enumerate()
            .map(|(rang, v)| {
                (v.as_str(), Arc::new(Rangee { rang, valeur: v.clone(), libelle: self.libelle(v) }))
            })
            .collect();
        let siennes =
            |d: &BTreeSet<String>| d.iter().filter_map(|v| rangees.get(v.as_str()).cloned()).collect();
        lues.iter().map(siennes).collect()
    }

    /// The values that this reader may know of a dispositif.
    pub fn valeurs<'f>(&self, fiche: &'f Montree, regard: &Regard) -> &'f [Arc<Rangee>] {
        if self.revele && regard.discret(fiche.definition()) { &[] } else { fiche.facette(self.cle) }
    }

    /// Whether a dispositif has what was asked.
    pub fn retient(&self, fiche: &Montree, regard: &Regard, requete: &Saisie) -> bool {
        let a = |voulue: &str| self.valeurs(fiche, regard).iter().any(|r| r.valeur == voulue);
        requete.une(self.cle).is_none_or(a)
    }

    /// A value in words.
    pub fn libelle(&self, valeur: &str) -> String {
        (self.libelle)(valeur)
    }

    /// Each value with how many dispositifs have it, in order.
    pub fn comptes<'f>(
        &self,
        fiches: impl IntoIterator<Item = &'f Montree>,
        regard: &Regard,
    ) -> Vec<(&'f Rangee, usize)> {
        let mut comptes: BTreeMap<usize, (&Rangee, usize)> = BTreeMap::new();
        for rangee in fiches.into_iter().flat_map(|fiche| self.valeurs(fiche, regard)) {
            comptes.entry(rangee.rang).or_insert((rangee, 0)).1 += 1;
        }
        comptes.into_values().collect()
    }

    /// What may be chosen, with how many dispositifs have it.
    pub fn liste<'f>(
        &self,
        fiches: impl IntoIterator<Item = &'f Montree>,
        regard: &Regard,
        requete: &Saisie,
    ) -> Liste {
        let choix = self.comptes(fiches, regard).into_iter().map(|(rangee, nombre)| Choix {
            libelle: format!("{} ({nombre})", rangee.libelle),
            choisi: requete.une(self.cle) == Some(rangee.valeur.as_str()),
            valeur: rangee.valeur.clone(),
        });
        Liste { cle: self.cle, titre: self.titre, choix: choix.collect() }
    }
}
