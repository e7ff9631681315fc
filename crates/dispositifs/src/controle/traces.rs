//! Each demand of the sheet names what carries it out, and that exists; or says why nothing can.

use std::collections::BTreeSet;

use domain::definition::Fiche;
use domain::{Mecanique, texte};

use crate::lecture::bloc::Bloc;
use crate::lecture::noeud::Texte;
use crate::lecture::noms::Noms;

/// Checks the traces, once the rules of the blocks are known.
pub(crate) fn controler(t: &mut Texte<'_>, noms: &Noms, b: Bloc<'_>, fiche: &Fiche, m: &Mecanique) {
    let lignes = lignes(&fiche.source);
    let executants: Vec<&str> = m
        .regles
        .iter()
        .map(|r| r.nom.as_str())
        .chain(m.echeances.iter().map(|e| e.nom.as_str()))
        .chain(noms.tous())
        .chain(m.mesure.as_ref().map(|_| "mesure"))
        .collect();
    let connus: BTreeSet<String> = executants.iter().map(|n| texte::plier(n)).collect();
    for bloc in b.blocs("trace") {
        let (par, raison) = (bloc.noeud("par"), bloc.noeud("non_executable"));
        match (par, raison) {
            (None, None) => {
                let indice = "Ajoutez par = [\"…\"], ou non_executable = \"…\".".to_owned();
                t.erreur(
                    &bloc.0.ou,
                    "Cette trace ne dit ni ce qui l'exécute, ni pourquoi rien ne le peut.",
                    Some(indice),
                );
            }
            (Some(_), Some(n)) => {
                t.erreur(&n.ou, "Une trace porte « par » ou « non_executable », pas les deux.", None);
            }
            _ => {}
        }
        for element in bloc.elements("par") {
            let crate::lecture::noeud::V::Texte(nom) = &element.v else { continue };
            if !connus.contains(&texte::plier(nom)) {
                let message = format!("Rien ne s'appelle « {nom} » dans cette définition.");
                t.erreur(&element.ou, message, t.conseil(nom, &executants));
            }
        }
        if let (Some((premiere, derniere)), Some(ligne), Some(n)) =
            (lignes, bloc.entier("ligne"), bloc.noeud("ligne"))
            && !(premiere..=derniere).contains(&ligne)
        {
            let message = format!("La ligne {ligne} n'est pas de cette fiche ({premiere} à {derniere}).");
            t.erreur(&n.ou, message, None);
        }
    }
}

/// First and last line that a source names: « guide, l. 477-493 ».
fn lignes(source: &str) -> Option<(u32, u32)> {
    let (_, dites) = source.split_once("l. ")?;
    let (premiere, derniere) = dites.split_once('-')?;
    Some((premiere.trim().parse().ok()?, derniere.trim().parse().ok()?))
}
