//! Gives every name that a definition declares another one, in the definition and in its cas: what
//! a verdict owes to a name, and not to what the definition says, shows in what then changes.

use std::collections::BTreeMap;
use std::ops::Range;

use domain::acte::Domaine;
use domain::texte;

use crate::lecture::bloc::Bloc;
use crate::lecture::noeud::{Noeud, Table, Texte, V};
use crate::lecture::noms::Noms;
use crate::lecture::tables::DEFINITION;

/// What the program's own language says, and so keeps its meaning under any name.
const RESERVES: &[&str] = &["ménage", "partenaire"];

/// The definition and its cas with every declared name, title, organisation and identifier
/// changed, and the new identifier. A text that does not read comes back as it is.
pub fn renommer(definition: &str, cas: &[&str]) -> (String, Vec<String>) {
    let mut t = Texte::nouveau("", definition);
    let Some(racine) = t.analyser() else {
        return (definition.to_owned(), cas.iter().map(|c| (*c).to_owned()).collect());
    };
    let noms = Noms::collecter(&mut t, &racine, DEFINITION);
    let mut nouveaux: BTreeMap<String, String> = BTreeMap::new();
    let organismes = Bloc(&racine).bloc("fiche").map(|f| f.blocs("organisme")).unwrap_or_default();
    // The name of a fact is a key: part of the vocabulary that the definition adds to the common one.
    let declares = noms.tous().into_iter().filter(|n| !domain::fait::est_un_fait(n)).map(str::to_owned);
    for nom in declares.chain(organismes.iter().map(|o| o.ou_vide("nom"))) {
        let plie = texte::plier(&nom);
        if !RESERVES.iter().any(|r| texte::plier(r) == plie) {
            let rang = nouveaux.len();
            nouveaux.entry(plie).or_insert_with(|| format!("nom {rang}"));
        }
    }
    let change = |brut: &str, racine: &Table| {
        let mut textes = Vec::new();
        recueillir(racine, &mut textes);
        remplacer(brut, textes, &nouveaux)
    };
    let cas = cas.iter().map(|brut| {
        let lu = Texte::nouveau("", brut).analyser();
        lu.map_or_else(|| (*brut).to_owned(), |racine| change(brut, &racine))
    });
    let cas = cas.collect();
    (change(definition, &racine), cas)
}

/// A text of a tree: its key, its place, itself.
type Lieu<'n> = (&'n str, Range<usize>, &'n str);

/// Keys whose words belong to the closed language, never to the definition.
const DU_LANGAGE: &[&str] = &[
    "acte",
    "actes",
    "nature",
    "message",
    "source",
    "attendu",
    "de",
    "fait",
    "champ",
    "base",
    "compte",
    "effet",
    "volets",
    "volet",
    "resume",
    "imprime",
    "libelle",
    "mots",
    "non_executable",
    "intitule",
    "fois",
];
/// Keys of a comparison: whose words they hold depends on what is looked at.
const COMPARANDS: &[&str] = &["est", "n_est_pas", "parmi", "hors_de", "contient"];

/// Every text of a tree that may hold a declared name.
fn recueillir<'n>(table: &'n Table, textes: &mut Vec<Lieu<'n>>) {
    let ferme = Bloc(table).texte("fait").is_some_and(|f| mots_du_langage(&f));
    for (cle, _, noeud) in &table.cles {
        let nom = cle.as_str();
        // A field that holds words of the language, not the table of a count that has its name.
        let mots = mots_du_langage(nom) && !matches!(noeud.v, V::Table(_));
        let part = nom == "par" && matches!(noeud.v, V::Texte(_));
        let garde = DU_LANGAGE.contains(&nom) || mots || part || (ferme && COMPARANDS.contains(&nom));
        if !garde {
            noeuds(noeud, cle, textes);
        }
    }
}

fn noeuds<'n>(noeud: &'n Noeud, cle: &'n str, textes: &mut Vec<Lieu<'n>>) {
    match &noeud.v {
        V::Texte(texte) => textes.push((cle, noeud.ou.clone(), texte)),
        V::Liste(elements) => {
            for e in elements {
                noeuds(e, cle, textes);
            }
        }
        V::Table(table) => recueillir(table, textes),
        _ => {}
    }
}

/// Whether the words of a fact, or of a field of some act, are fixed by the language.
fn mots_du_langage(nom: &str) -> bool {
    // A fact is told by its dot: its name and its words are the definition's own vocabulary.
    if domain::fait::est_un_fait(nom) && domain::fait::fait(nom).is_none() {
        return true;
    }
    if matches!(nom, "occupation.nature" | "acte.nature_statut" | "parcours.etape" | "diagnostic.conclusion")
    {
        return true;
    }
    if domain::fait::fait(nom).is_some_and(|f| !f.mots.is_empty()) {
        return true;
    }
    let champ = nom.strip_prefix("acte.").unwrap_or(nom);
    let champs = domain::acte::CATALOGUE.iter().flat_map(|d| d.champs).filter(|c| c.nom == champ);
    champs.into_iter().any(|c| matches!(c.domaine, Domaine::Fixe(_) | Domaine::Stades))
}

fn remplacer(brut: &str, mut textes: Vec<Lieu<'_>>, nouveaux: &BTreeMap<String, String>) -> String {
    textes.sort_by_key(|(_, ou, _)| ou.start);
    let mut sortie = String::with_capacity(brut.len());
    let mut ici = 0;
    for (cle, ou, texte) in textes {
        let Some(nouveau) = nouveau(cle, texte, nouveaux) else { continue };
        sortie.push_str(brut.get(ici..ou.start).unwrap_or_default());
        sortie.push_str(&format!("{nouveau:?}"));
        ici = ou.end;
    }
    sortie.push_str(brut.get(ici..).unwrap_or_default());
    sortie
}

/// The text under another name; nothing when it names nothing that was declared.
fn nouveau(cle: &str, texte: &str, nouveaux: &BTreeMap<String, String>) -> Option<String> {
    let un = |nom: &str| nouveaux.get(&texte::plier(nom)).cloned();
    match cle {
        "titre" | "titre_neutre" => return Some("Un autre titre".to_owned()),
        "id" | "dispositif" => return Some("autre-0".to_owned()),
        _ => {}
    }
    if let Some(nom) = un(texte) {
        return Some(nom);
    }
    if let Some(nom) = texte.strip_prefix("@parametre:") {
        return un(nom).map(|n| format!("@parametre:{n}"));
    }
    // « changer de statut : bail direct », and the names of the rules that blocks produce.
    let (tete, nom) = texte.split_once(" : ")?;
    un(nom).map(|n| format!("{tete} : {n}"))
}
