//! The figures of a convention, masked: the counts themselves never leave this door.
//!
//! Three tables share figures, so they are masked to be read together. All have the same total, which is shown in each
//! or in none. The exits by reason add up to one line of the *parcours*: when that line is masked, they all are.

use std::collections::{BTreeMap, BTreeSet};

use domain::acte::Domaine;
use domain::etat::ETAPES;
use domain::{Acte, Date, Etat, Genre, Sujet, SujetId, Valeur};
use policy::Acteur;
use policy::chiffres::{Cellule, Compte, Masques, SEUIL, masquer, taire};
use store::{Perimetre, chiffres, sujets};

use crate::acces::{operateur, roles_tenus};
use crate::porte::Regles;
use crate::{Erreur, Porte};

/// The years that have a column of their own; those before share the first.
const ANNEES: i16 = 5;
/// Closed dossiers read at once.
const PAGE: u32 = 500;
const SORTI: &str = "sorti";
const AUTRE: &str = "autre";
const AUTRE_STATUT: &str = "autre statut";
const SANS_LOGEMENT: &str = "aucun logement occupé dans le dispositif";

/// A table that may be read: its headings and its masked figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tableau {
    /// The heading of each row.
    pub lignes: Vec<String>,
    /// The heading of each column.
    pub colonnes: Vec<String>,
    /// The figures.
    pub masques: Masques,
}

/// The figures of a convention, as this reader may read them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chiffres {
    /// The convention.
    pub convention: Sujet,
    /// By step of the *parcours* and year of opening.
    pub parcours: Tableau,
    /// By what the household's occupancy is in law.
    pub occupation: Tableau,
    /// Those who left after an admission, by reason.
    pub sorties: Tableau,
}

/// What is counted of a dossier, or of several that are alike.
struct Releve {
    annee: i16,
    etape: String,
    statut: Option<String>,
    mecanique: Option<String>,
    motif: Option<String>,
    nombre: u64,
    siens: u64,
}

impl Porte {
    /// The figures of a convention, masked for this reader: her own households do not make a figure large.
    ///
    /// # Errors
    /// `Introuvable` when the convention does not exist for her.
    pub fn chiffres(&self, acteur: &Acteur, id: SujetId) -> Result<Chiffres, Erreur> {
        self.store.lire(|tx| {
            let perimetre = self.perimetre(tx, acteur)?;
            let convention = sujets::charger(tx, &perimetre, id)?
                .filter(|s| s.genre == Genre::Convention)
                .ok_or(Erreur::Introuvable)?;
            let regles = self.regles(tx, Some(&convention), convention.dispositif.as_deref())?;
            let perimetre = compte_par(acteur, &convention, &regles).unwrap_or(perimetre);
            let groupes = chiffres::ouverts(tx, &perimetre, id, acteur.utilisateur)?;
            let mut releves: Vec<Releve> = groupes.into_iter().map(Releve::from).collect();
            let mut apres = None;
            loop {
                let page = chiffres::clos(tx, &perimetre, id, apres, PAGE)?;
                let Some(dernier) = page.last() else { break };
                apres = Some(dernier.id);
                releves.extend(page.iter().map(|s| Releve::clos(s, acteur)));
            }
            let natures = self.natures(tx, &releves)?;
            let aujourd_hui = self.aujourd_hui(regles.definition().map(|d| &**d));
            let tirage = |table: &str| self.store.trousseau().tirage(&format!("{id}/{table}"));
            let parcours = parcours(&convention, aujourd_hui, &releves, tirage("parcours"));
            Ok(Chiffres {
                occupation: occupation(&regles, &natures, &releves, tirage("occupation")),
                sorties: sorties(&parcours, &releves, tirage("sorties")),
                parcours,
                convention,
            })
        })
    }

    /// What each status of each version is in law.
    fn natures(
        &self,
        tx: &mut store::Tx<'_>,
        releves: &[Releve],
    ) -> Result<BTreeMap<(String, String), String>, Erreur> {
        let mut natures = BTreeMap::new();
        let versions: BTreeSet<&String> = releves.iter().filter_map(|r| r.mecanique.as_ref()).collect();
        for version in versions {
            let definition = self.par_empreinte(tx, version)?;
            let statuts = definition.mecanique.statuts.iter();
            natures.extend(statuts.map(|s| ((version.clone(), s.nom.clone()), s.nature.clone())));
        }
        Ok(natures)
    }
}

/// Whose households are counted for who takes no part in a convention but answers for its territory: those of its
/// operator, among which no protected one.
fn compte_par(acteur: &Acteur, convention: &Sujet, regles: &Regles) -> Option<Perimetre> {
    let etrangere = roles_tenus(convention, acteur.organisation).is_empty();
    let operateur = operateur(convention, regles.mecanique()).filter(|_| etrangere)?;
    Some(Perimetre::default().organisation(operateur))
}

impl From<chiffres::Groupe> for Releve {
    fn from(g: chiffres::Groupe) -> Self {
        Self {
            annee: g.annee.parse().unwrap_or_default(),
            etape: g.etape,
            statut: g.statut,
            mecanique: g.mecanique,
            motif: None,
            nombre: g.nombre,
            siens: g.siens,
        }
    }
}

impl Releve {
    fn clos(sujet: &Sujet, acteur: &Acteur) -> Self {
        let etat = Etat::courant(sujet);
        let sortie = etat.evenements.iter().rev().find(|e| e.acte == Acte::Sortir);
        let motif = match sortie.and_then(|e| e.champs.get("motif")) {
            Some(Valeur::Mot(motif)) => motif.clone(),
            _ => AUTRE.to_owned(),
        };
        let referent = etat.mesures.last().and_then(|m| m.referent);
        Self {
            annee: etat.creation().map_or(0, |e| e.le.year()),
            etape: etat.etape().to_owned(),
            statut: etat.occupation().map(|o| o.statut.to_owned()),
            mecanique: sujet.mecanique.clone(),
            motif: Some(motif),
            nombre: 1,
            siens: u64::from(referent == Some(acteur.utilisateur)),
        }
    }
}

fn parcours(convention: &Sujet, aujourd_hui: Date, releves: &[Releve], tirage: u64) -> Tableau {
    let annees = annees(convention, aujourd_hui);
    let premiere = annees.first().copied().unwrap_or_default();
    let colonne = |r: &Releve| annees.iter().position(|a| *a == r.annee.max(premiere));
    let mut comptes = vec![vec![Compte::default(); annees.len()]; ETAPES.len()];
    for r in releves {
        if let (Some(i), Some(j)) = (ETAPES.iter().position(|e| *e == r.etape), colonne(r)) {
            ajouter(&mut comptes, i, j, r);
        }
    }
    let titre = |a: &i16| if *a == premiere { format!("{a} et avant") } else { a.to_string() };
    Tableau {
        lignes: ETAPES.map(str::to_owned).to_vec(),
        colonnes: annees.iter().map(titre).collect(),
        masques: masquer(&comptes, SEUIL, tirage),
    }
}

/// Headings come from the convention and the calendar, never from the dossiers: a heading would say that there is one.
fn annees(convention: &Sujet, aujourd_hui: Date) -> Vec<i16> {
    let etat = Etat::courant(convention);
    let debut = match etat.faits.get("convention.debut") {
        Some((Valeur::Jour(jour), _)) => *jour,
        _ => etat.creation().map_or(aujourd_hui, |e| e.le),
    };
    let derniere = aujourd_hui.year();
    let premiere = debut.year().max(derniere.saturating_sub(ANNEES - 1)).min(derniere);
    (premiere..=derniere).collect()
}

fn occupation(
    regles: &Regles,
    natures: &BTreeMap<(String, String), String>,
    releves: &[Releve],
    tirage: u64,
) -> Tableau {
    let mut lignes: Vec<String> = Vec::new();
    for statut in &regles.mecanique().statuts {
        if !lignes.contains(&statut.nature) {
            lignes.push(statut.nature.clone());
        }
    }
    lignes.extend([AUTRE_STATUT.to_owned(), SANS_LOGEMENT.to_owned()]);
    let nature = |r: &Releve| match (&r.statut, &r.mecanique) {
        (None, _) => SANS_LOGEMENT.to_owned(),
        (Some(s), Some(m)) => {
            let nature = natures.get(&(m.clone(), s.clone())).filter(|n| lignes.contains(n));
            nature.map_or_else(|| AUTRE_STATUT.to_owned(), Clone::clone)
        }
        (Some(_), None) => AUTRE_STATUT.to_owned(),
    };
    let comptes = compter(&lignes, releves.iter().map(|r| (nature(r), r)));
    colonne_seule(lignes, masquer(&comptes, SEUIL, tirage))
}

fn sorties(parcours: &Tableau, releves: &[Releve], tirage: u64) -> Tableau {
    let lignes: Vec<String> = match Acte::Sortir.champ("motif").map(|c| c.domaine) {
        Some(Domaine::Fixe(motifs)) => motifs.iter().map(|m| (*m).to_owned()).collect(),
        _ => vec![AUTRE.to_owned()],
    };
    let sortis = releves.iter().filter(|r| r.etape == SORTI);
    let motif =
        |r: &Releve| r.motif.clone().filter(|m| lignes.contains(m)).unwrap_or_else(|| AUTRE.to_owned());
    let comptes = compter(&lignes, sortis.map(|r| (motif(r), r)));
    let rang = parcours.lignes.iter().position(|l| l == SORTI);
    let montree = rang.and_then(|i| parcours.masques.lignes.get(i));
    let masques = match montree {
        Some(Cellule::Exact(_)) => masquer(&comptes, SEUIL, tirage),
        _ => taire(&comptes),
    };
    colonne_seule(lignes, masques)
}

fn compter<'r>(lignes: &[String], releves: impl Iterator<Item = (String, &'r Releve)>) -> Vec<Vec<Compte>> {
    let mut comptes = vec![vec![Compte::default()]; lignes.len()];
    for (ligne, releve) in releves {
        if let Some(i) = lignes.iter().position(|l| *l == ligne) {
            ajouter(&mut comptes, i, 0, releve);
        }
    }
    comptes
}

fn ajouter(comptes: &mut [Vec<Compte>], i: usize, j: usize, releve: &Releve) {
    if let Some(compte) = comptes.get_mut(i).and_then(|ligne| ligne.get_mut(j)) {
        compte.nombre += releve.nombre;
        compte.siens += releve.siens;
    }
}

fn colonne_seule(lignes: Vec<String>, masques: Masques) -> Tableau {
    Tableau { lignes, colonnes: vec!["Ménages".to_owned()], masques }
}
