//! Reads the law: dated values with their references.

use std::collections::BTreeMap;

use domain::definition::droit::{Droit, Parametre, ValeurDatee};

use super::bloc::Bloc;
use super::contexte::Cadre;
use super::mecanique::valeur;
use super::noeud::Texte;
use super::noms::Noms;
use super::tables::DROIT;
use super::{structure, valeurs};
use crate::diagnostic::Diagnostic;

/// The legal numbers of one file, and its faults.
pub fn lire(fichier: &str, brut: &str) -> (Droit, Vec<Diagnostic>) {
    let mut t = Texte::nouveau(fichier, brut);
    let mut droit = Droit::default();
    let Some(racine) = t.analyser() else { return (droit, t.finir()) };
    let (noms, vide) = (Noms::default(), Droit::default());
    structure::verifier(&mut t, &Cadre::sans_noms(&noms, &vide), &racine, DROIT, "un fichier de droit");
    for bloc in Bloc(&racine).blocs("droit") {
        let Some(nature) = bloc.texte("nature").and_then(|n| valeurs::nature(&n)) else { continue };
        let mut valeurs = BTreeMap::new();
        for v in bloc.blocs("valeur") {
            let (Some(valeur), Some(depuis)) = (valeur(&mut t, v, nature), v.jour("depuis")) else {
                continue;
            };
            let datee = ValeurDatee { depuis, valeur, source: v.source() };
            if valeurs.insert(depuis, datee).is_some() {
                t.erreur(&v.0.ou, "Deux valeurs commencent le même jour.", None);
            }
        }
        let nom = bloc.ou_vide("nom");
        let parametre =
            Parametre { libelle: bloc.ou_vide("libelle"), nature, valeurs: valeurs.into_values().collect() };
        if droit.parametres.insert(nom.clone(), parametre).is_some() {
            t.erreur(&bloc.0.ou, format!("« {nom} » est déjà défini."), None);
        }
    }
    (droit, t.finir())
}
