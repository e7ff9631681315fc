//! Reads conditions: one quantity and its comparisons, or a combination; two levels at most.

use domain::Acte;
use domain::definition::{Comparaison, Condition, Terme};
use domain::valeur::Nature;

use super::contexte::Cadre;
use super::grandeur::{self, Mesurande};
use super::noeud::{Noeud, Table, Texte, V};
use super::noms::Quoi;
use super::tables::CLES_DE_CONDITION;
use super::valeurs::{self, terme};

/// Combinations within combinations, at most.
const NIVEAUX: u8 = 2;
const COMBINAISONS: &[&str] = &["tous", "un_de", "aucun"];
const TETES: &[&str] = &[
    "tous",
    "un_de",
    "aucun",
    "condition",
    "fait",
    "compte",
    "somme",
    "somme_de",
    "rapport",
    "delai_depuis",
    "quota",
];
const COMPARAISONS: &[&str] = &[
    "est",
    "n_est_pas",
    "parmi",
    "hors_de",
    "au_moins",
    "au_plus",
    "plus_de",
    "moins_de",
    "contient",
    "connu",
];
const ORDRE: &[&str] = &["au_moins", "au_plus", "plus_de", "moins_de"];

/// Reads the condition that stands under a key; `actes` are those whose fields it may name (any
/// act when none is said).
pub fn lire(t: &mut Texte<'_>, cadre: &Cadre<'_>, noeud: &Noeud, actes: &[Acte]) -> Option<Condition> {
    let V::Table(table) = &noeud.v else { return None };
    bloc(t, cadre, table, actes, 0, &[])
}

/// Reads a named condition: its keys stand beside its name.
pub fn nommee(t: &mut Texte<'_>, cadre: &Cadre<'_>, table: &Table) -> Option<Condition> {
    bloc(t, cadre, table, &[], 0, &["nom"])
}

fn bloc(
    t: &mut Texte<'_>,
    cadre: &Cadre<'_>,
    table: &Table,
    actes: &[Acte],
    niveau: u8,
    permises: &[&str],
) -> Option<Condition> {
    let connues: Vec<&str> = CLES_DE_CONDITION.iter().map(|c| c.nom).collect();
    for (nom, ou, _) in &table.cles {
        if !connues.contains(&nom.as_str()) && !permises.contains(&nom.as_str()) {
            t.erreur(
                ou,
                format!("La clé « {nom} » n'existe pas dans une condition."),
                t.conseil(nom, &connues),
            );
        }
    }
    let tetes: Vec<&str> = TETES.iter().copied().filter(|c| table.get(c).is_some()).collect();
    let [tete] = tetes.as_slice() else {
        let message = if tetes.is_empty() {
            "Cette condition ne dit pas ce qu'elle regarde.".to_owned()
        } else {
            format!("Cette condition regarde plusieurs choses à la fois : {}.", tetes.join(", "))
        };
        let indice = "Une condition porte un seul de : fait, compte, somme, somme_de, rapport, delai_depuis, quota, tous, un_de, aucun, condition.";
        t.erreur(&table.ou, message, Some(indice.to_owned()));
        return None;
    };
    let noeud = table.get(tete)?;
    if COMBINAISONS.contains(tete) {
        sans_comparaison(t, table, tete);
        return combinaison(t, cadre, tete, noeud, actes, niveau);
    }
    if *tete == "condition" {
        sans_comparaison(t, table, tete);
        return renvoi(t, cadre, noeud);
    }
    let mesurande = grandeur::lire(t, cadre, table, tete, noeud, actes)?;
    comparaisons(t, cadre, table, mesurande)
}

fn sans_comparaison(t: &mut Texte<'_>, table: &Table, tete: &str) {
    for (nom, ou, _) in &table.cles {
        if COMPARAISONS.contains(&nom.as_str()) {
            t.erreur(ou, format!("« {nom} » ne se met pas à côté de « {tete} »."), None);
        }
    }
}

fn combinaison(
    t: &mut Texte<'_>,
    cadre: &Cadre<'_>,
    tete: &str,
    noeud: &Noeud,
    actes: &[Acte],
    niveau: u8,
) -> Option<Condition> {
    if niveau >= NIVEAUX {
        t.erreur(
            &noeud.ou,
            "Plus de deux niveaux de « tous », « un_de », « aucun » imbriqués.",
            Some(
                "Donnez un nom à cette partie dans un bloc [[condition]], puis écrivez condition = \"NOM\"."
                    .to_owned(),
            ),
        );
        return None;
    }
    let V::Liste(elements) = &noeud.v else {
        t.erreur(&noeud.ou, format!("« {tete} » : une liste de conditions est attendue."), None);
        return None;
    };
    if elements.is_empty() {
        t.erreur(&noeud.ou, format!("« {tete} » est une liste vide."), None);
        return None;
    }
    let mut parties = Vec::new();
    for element in elements {
        match &element.v {
            V::Table(table) => parties.push(bloc(t, cadre, table, actes, niveau + 1, &[])),
            autre => {
                let message =
                    format!("« {tete} » : il faut une condition entre accolades, pas {}.", autre.genre());
                t.erreur(&element.ou, message, None);
                parties.push(None);
            }
        }
    }
    let parties: Vec<Condition> = parties.into_iter().collect::<Option<_>>()?;
    Some(match tete {
        "tous" => Condition::Tous(parties),
        "un_de" => Condition::UnDe(parties),
        _ => Condition::Aucun(parties),
    })
}

fn renvoi(t: &mut Texte<'_>, cadre: &Cadre<'_>, noeud: &Noeud) -> Option<Condition> {
    let V::Texte(nom) = &noeud.v else {
        t.erreur(&noeud.ou, "« condition » : le nom d'une condition est attendu.", None);
        return None;
    };
    match cadre.noms.declare(Quoi::Condition, nom) {
        Some(nom) => Some(Condition::Nommee(nom.to_owned())),
        None => {
            let connues = cadre.noms.de(Quoi::Condition);
            t.erreur(
                &noeud.ou,
                format!("Aucune condition ne s'appelle « {nom} »."),
                t.conseil(nom, &connues),
            );
            None
        }
    }
}

/// Several comparisons beside one quantity must all hold.
fn comparaisons(t: &mut Texte<'_>, cadre: &Cadre<'_>, table: &Table, m: Mesurande) -> Option<Condition> {
    let mut lues = Vec::new();
    let mut vues = 0;
    for (nom, ou, noeud) in table.cles.iter().filter(|(n, _, _)| COMPARAISONS.contains(&n.as_str())) {
        vues += 1;
        if let Some(refus) = convient(nom, &m) {
            t.erreur(ou, refus, None);
            continue;
        }
        lues.extend(comparaison(t, cadre, nom, noeud, &m));
    }
    if vues == 0 {
        let indice = format!("Ajoutez une comparaison : {}.", domain::texte::choix(COMPARAISONS));
        t.erreur(&table.ou, "Cette condition ne compare à rien.", Some(indice));
    }
    if lues.len() < vues {
        return None;
    }
    let mut toutes: Vec<Condition> =
        lues.into_iter().map(|c| Condition::Compare(m.grandeur.clone(), c)).collect();
    if toutes.len() > 1 { Some(Condition::Tous(toutes)) } else { toutes.pop() }
}

/// Why this comparison makes no sense for this quantity.
fn convient(comparaison: &str, m: &Mesurande) -> Option<String> {
    use Nature::{Duree, Jour, Montant, Mots, Nombre, Part, Sujets};
    let ordonnee = matches!(m.nature, Nombre | Montant | Part | Jour | Duree);
    let plusieurs = matches!(m.nature, Mots | Sujets(_));
    let nature = valeurs::nom(m.nature);
    if m.delai && !ORDRE.contains(&comparaison) {
        return Some(format!(
            "Un délai se compare par « au_moins », « au_plus », « plus_de » ou « moins_de », pas par « {comparaison} »."
        ));
    }
    if ORDRE.contains(&comparaison) && !ordonnee {
        return Some(format!("« {comparaison} » compare des grandeurs ; ici c'est {nature}."));
    }
    if comparaison == "contient" && !plusieurs {
        return Some(format!("« contient » regarde dans une liste ; ici c'est {nature}."));
    }
    if plusieurs && !matches!(comparaison, "contient" | "connu") {
        return Some(format!(
            "Une liste se compare par « contient » ou « connu », pas par « {comparaison} »."
        ));
    }
    None
}

fn comparaison(
    t: &mut Texte<'_>,
    cadre: &Cadre<'_>,
    nom: &str,
    noeud: &Noeud,
    m: &Mesurande,
) -> Option<Comparaison> {
    if nom == "connu" {
        let V::Bool(attendu) = noeud.v else {
            t.erreur(&noeud.ou, "« connu » : true ou false.", None);
            return None;
        };
        return Some(Comparaison::Connu(attendu));
    }
    let nature = if m.nature == Nature::Mots { Nature::Mot } else { m.nature };
    let mots = m.mots.as_deref();
    if matches!(nom, "parmi" | "hors_de") {
        let V::Liste(elements) = &noeud.v else {
            t.erreur(&noeud.ou, format!("« {nom} » : une liste entre crochets est attendue."), None);
            return None;
        };
        let termes: Vec<Option<Terme>> = elements.iter().map(|e| terme(t, cadre, e, nature, mots)).collect();
        let termes = termes.into_iter().collect::<Option<Vec<_>>>()?;
        return Some(if nom == "parmi" { Comparaison::Parmi(termes) } else { Comparaison::HorsDe(termes) });
    }
    let terme = terme(t, cadre, noeud, nature, mots)?;
    Some(match nom {
        "est" => Comparaison::Est(terme),
        "n_est_pas" => Comparaison::NEstPas(terme),
        "au_moins" => Comparaison::AuMoins(terme),
        "au_plus" => Comparaison::AuPlus(terme),
        "plus_de" => Comparaison::PlusDe(terme),
        "moins_de" => Comparaison::MoinsDe(terme),
        _ => Comparaison::Contient(terme),
    })
}
