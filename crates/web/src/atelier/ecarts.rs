//! What differs between two versions of a dispositif: rules and blocks added, taken out, said otherwise.

use std::collections::BTreeMap;

use domain::Definition;

use crate::catalogue::{groupes, sections};

/// One difference.
pub(super) struct Ecart {
    /// Under which heading.
    pub rubrique: String,
    /// Of what.
    pub nom: String,
    /// `ajouté`, `retiré` or `changé`.
    pub quoi: &'static str,
    /// What it said, line by line; empty for what is added.
    pub avant: Vec<String>,
    /// What it says; empty for what is taken out.
    pub apres: Vec<String>,
}

/// All that is said of a mecanique, by heading and name.
type Dits = BTreeMap<(String, String), Vec<String>>;

/// The differences, in the order of the headings.
pub(super) fn ecarts(avant: &Definition, apres: &Definition) -> Vec<Ecart> {
    let (avant, apres) = (dits(avant), dits(apres));
    let mut cles: Vec<&(String, String)> = avant.keys().chain(apres.keys()).collect();
    cles.sort_unstable();
    cles.dedup();
    let ecart = |cle: &&(String, String)| {
        let (a, b) = (avant.get(*cle), apres.get(*cle));
        let quoi = match (a, b) {
            (None, _) => "ajouté",
            (_, None) => "retiré",
            (a, b) if a == b => return None,
            _ => "changé",
        };
        // Of what is changed, only the lines that are.
        let sans = |l: Option<&Vec<String>>, autre: Option<&Vec<String>>| -> Vec<String> {
            let garde = |m: &&String| !autre.is_some_and(|autre| autre.contains(m));
            l.into_iter().flatten().filter(garde).cloned().collect()
        };
        let (rubrique, nom) = (*cle).clone();
        Some(Ecart { rubrique, nom, quoi, avant: sans(a, b), apres: sans(b, a) })
    };
    cles.iter().filter_map(ecart).collect()
}

fn dits(d: &Definition) -> Dits {
    let mut dits = Dits::new();
    for section in sections(&d.mecanique) {
        for bloc in section.blocs {
            let lignes = bloc.lignes.into_iter().map(|(nom, valeur)| format!("{nom} : {valeur}"));
            let source = format!("Source : {}", bloc.source.reference);
            dits.insert((section.titre.to_owned(), bloc.nom), lignes.chain([source]).collect());
        }
    }
    for groupe in groupes(&d.mecanique) {
        for r in groupe.regles {
            let lignes = vec![
                r.message,
                format!("Demande : {}", r.demande),
                format!("Pour : {}", r.actes),
                format!("Sinon : {}", r.effet),
                format!("Source : {}", r.source.reference),
            ];
            dits.insert((groupe.titre.to_owned(), r.nom), lignes);
        }
    }
    dits
}
