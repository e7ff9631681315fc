//! Reads the facts that a definition declares, beside those of the common dictionary.

use std::collections::BTreeMap;

use domain::fait::{self, Classe, Fait, Origine};
use domain::valeur::Nature;

use super::bloc::Bloc;
use super::noeud::Texte;
use super::tables::CLASSES;
use super::valeurs;

/// The declared facts that may serve; the others are told.
pub fn lire(t: &mut Texte<'_>, b: Bloc<'_>) -> BTreeMap<String, Fait> {
    let mut faits = BTreeMap::new();
    for bloc in b.blocs("fait") {
        let Some(nom) = bloc.texte("nom") else { continue };
        let (Some(nature), Some(classe)) = (bloc.texte("nature"), bloc.mot("classe", CLASSES)) else {
            continue;
        };
        let (Some(nature), Some(classe)) = (valeurs::nature(&nature), classe_de(classe)) else { continue };
        let mots = bloc.textes("mots");
        if fautes(t, bloc, &nom, nature, &mots) {
            continue;
        }
        let libelle = bloc.ou_vide("libelle");
        faits.insert(nom.clone(), Fait { nom, libelle, nature, classe, origine: Origine::Saisi, mots });
    }
    faits
}

fn fautes(t: &mut Texte<'_>, bloc: Bloc<'_>, nom: &str, nature: Nature, mots: &[String]) -> bool {
    let ou = bloc.noeud("nom").map_or(&bloc.0.ou, |n| &n.ou);
    if let Some(commun) = fait::fait(nom) {
        let indice = Some(format!("Retirez ce bloc : il veut dire « {} ».", commun.libelle));
        let message = format!("« {nom} » est déjà dans le dictionnaire commun.");
        if commun.nature == nature && commun.mots == mots {
            t.avertit(ou, message, indice);
        } else {
            t.erreur(ou, message, indice);
        }
        return true;
    }
    if !bien_forme(nom) {
        let indice = "De quoi l'on parle, un point, ce que l'on en dit : « logement.gardien », en minuscules sans accent.";
        t.erreur(ou, format!("« {nom} » ne peut pas être le nom d'un fait."), Some(indice.to_owned()));
        return true;
    }
    if (nature == Nature::Mot) == mots.is_empty() {
        let message = if mots.is_empty() {
            "Un fait de nature « mot » dit lesquels : mots = [\"…\"]."
        } else {
            "« mots » ne va qu'avec la nature « mot »."
        };
        t.erreur(ou, message, None);
        return true;
    }
    false
}

/// `prefix.name`, lower case without accents; `acte` names fields of acts.
fn bien_forme(nom: &str) -> bool {
    let simple = |m: &str| {
        m.starts_with(|c: char| c.is_ascii_lowercase())
            && m.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    };
    nom.split_once('.').is_some_and(|(de, dit)| simple(de) && simple(dit) && de != "acte" && nom.len() <= 60)
}

fn classe_de(mot: &str) -> Option<Classe> {
    use Classe::{C0, C1, C2, C3, C4, C5, C6, C7};
    let rang = CLASSES.iter().position(|c| *c == mot)?;
    [C0, C1, C2, C3, C4, C5, C6, C7].get(rang).copied()
}
