//! What differs between two versions of a dispositif: rules and blocks added, taken out, said otherwise.

use std::collections::{BTreeMap, BTreeSet};

use dispositifs::formulaire::{Formulaire, GROUPES};
use domain::Definition;

use crate::catalogue::{groupes, sections};
use crate::formulaire::majuscule;

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

/// The differences: of the rules in words, then of every block that no rule comes from.
pub(super) fn ecarts(avant: (&Definition, &str), apres: (&Definition, &str)) -> Vec<Ecart> {
    let mut ecarts = comparer(&dits(avant.0), &dits(apres.0));
    let dites: BTreeSet<String> = ecarts.iter().map(|e| e.nom.clone()).collect();
    let mut blocs = comparer(&blocs(avant.1), &blocs(apres.1));
    blocs.retain(|e| !dites.contains(&e.nom));
    ecarts.append(&mut blocs);
    ecarts
}

fn comparer(avant: &Dits, apres: &Dits) -> Vec<Ecart> {
    let cles: BTreeSet<&(String, String)> = avant.keys().chain(apres.keys()).collect();
    let ecart = |cle: &(String, String)| {
        let (a, b) = (avant.get(cle), apres.get(cle));
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
        let (rubrique, nom) = cle.clone();
        Some(Ecart { rubrique, nom, quoi, avant: sans(a, b), apres: sans(b, a) })
    };
    cles.into_iter().filter_map(ecart).collect()
}

/// Every block of a text with the fields that it fills in, but its number, which always changes.
fn blocs(texte: &str) -> Dits {
    let mut dits = Dits::new();
    let Some(formulaire) = Formulaire::ouvrir(texte) else { return dits };
    let genres = GROUPES.iter().flat_map(|g| g.blocs).filter(|b| !b.chemin.is_empty());
    for apercu in genres.flat_map(|genre| formulaire.blocs(genre)) {
        let champs = formulaire.champs(apercu.lieu).into_iter().filter(|c| !c.valeur.is_empty());
        let lignes = champs.map(|c| match c.groupe {
            "" => format!("{} : {}", c.libelle, c.valeur),
            groupe => format!("{groupe}, {} : {}", c.libelle, c.valeur),
        });
        let cle = (apercu.lieu.bloc.titre.to_owned(), majuscule(&apercu.nom));
        dits.entry(cle).or_default().extend(lignes);
    }
    dits
}

fn dits(d: &Definition) -> Dits {
    let mut dits = Dits::new();
    for section in sections(&d.mecanique) {
        for bloc in section.blocs {
            let lignes = bloc.lignes.into_iter().map(|(nom, valeur)| format!("{nom} : {valeur}"));
            let source = format!("Source : {}", bloc.source.reference);
            dits.insert((section.titre.to_owned(), majuscule(&bloc.nom)), lignes.chain([source]).collect());
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

#[cfg(test)]
mod tests {
    use super::*;
    use dispositifs::Bibliotheque;

    fn entre(avant: &str, apres: &str) -> Vec<(String, &'static str)> {
        let (biblio, _) = Bibliotheque::embarquee();
        let lue = |texte: &str| biblio.verifier("definition.toml", texte).0.unwrap();
        let ecarts = ecarts((&lue(avant), avant), (&lue(apres), apres));
        ecarts.into_iter().map(|e| (e.nom, e.quoi)).collect()
    }

    #[test]
    fn whatever_is_changed_in_a_text_is_told() {
        let (biblio, _) = Bibliotheque::embarquee();
        let texte = &biblio.textes["1.1"];
        assert_eq!(entre(texte, &texte.replace("version = 1", "version = 2")), []);
        let changes = [
            ("offre = \"Parc existant.\"", "offre = \"Parc neuf.\"", "Plateforme départementale du logement"),
            (
                "montant = \"120 000 €\"",
                "montant = \"130 000 €\"",
                "Deux postes d'éducateurs spécialisés, par an",
            ),
            (
                "nom = \"éducateur\"\nnature = \"autre\"",
                "nom = \"éducateur\"\nnature = \"association\"",
                "Éducateur",
            ),
            ("au_moins = 200", "au_moins = 300", "Deux éducateurs en poste"),
            ("quorum = 2", "quorum = 1", "Plateforme départementale"),
        ];
        for (de, vers, nom) in changes {
            let autre = texte.replace(de, vers);
            assert_ne!(&autre, texte, "{de}");
            let dits = entre(texte, &autre);
            assert!(dits.contains(&(nom.to_owned(), "changé")), "{nom} is not in {dits:?}");
        }
    }
}
