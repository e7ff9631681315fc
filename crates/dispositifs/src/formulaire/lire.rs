//! From the text to fields.

use std::collections::BTreeMap;

use domain::Acte;
use domain::fait::DICTIONNAIRE;
use toml_edit::{DocumentMut, Item, Table, TableLike, Value};

use super::blocs::Bloc;
use super::champ::{Champ, Forme};
use super::libelles::libelle;
use super::simple;
use crate::lecture::forme::{Cle, Forme as Nature};
use crate::lecture::noms::Quoi;

/// Lists of words: the names that a definition declares, by kind of block, and what is made of them.
pub(super) type Noms = BTreeMap<&'static str, Vec<String>>;

/// Under which key each kind of name is declared.
const DECLARES: [(Quoi, &str); 11] = [
    (Quoi::Role, "role"),
    (Quoi::Canal, "canal"),
    (Quoi::Instance, "instance"),
    (Quoi::Statut, "statut"),
    (Quoi::Niveau, "niveau"),
    (Quoi::Quota, "quota"),
    (Quoi::Condition, "condition"),
    (Quoi::Parametre, "parametre"),
    (Quoi::Fait, "fait"),
    (Quoi::Groupe, "groupe"),
    (Quoi::Theme, "theme"),
];

/// Past this number, a list is typed rather than ticked.
const CASES_MAX: usize = 12;

/// The name of a block, and the first thing that it says.
pub(super) fn apercu(bloc: &Bloc, table: &Table) -> (String, String) {
    let texte = |cle: &str| table.get(cle).and_then(Item::as_str).unwrap_or_default().to_owned();
    let titre = ["nom", "titre", "libelle", "exige", "id"].map(texte);
    let nom = titre.into_iter().find(|t| !t.is_empty()).unwrap_or_else(|| bloc.titre.to_owned());
    let dit = ["message", "resume", "nature", "montant", "role", "acte"].map(texte);
    let dit = dit.into_iter().find(|t| !t.is_empty() && *t != nom).unwrap_or_default();
    (nom, dit)
}

pub(super) fn champs(bloc: &Bloc, table: &Table, noms: &Noms) -> Vec<Champ> {
    let mut champs = Vec::new();
    for cle in bloc.cles() {
        if cle.nom == "*" {
            champs.push(champ(bloc, "*", cle, Forme::Expression, reste(table), ""));
        } else {
            de_cle(bloc, "", cle, table, noms, &mut champs);
        }
    }
    champs
}

fn de_cle(
    bloc: &Bloc,
    prefixe: &str,
    cle: &'static Cle,
    table: &dyn TableLike,
    noms: &Noms,
    champs: &mut Vec<Champ>,
) {
    let nom = format!("{prefixe}{}", cle.nom);
    let item = table.get(cle.nom);
    let mut ajouter = |fin: &str, forme: Forme, valeur: String, liste: &'static str| {
        champs.push(champ(bloc, &format!("{nom}{fin}"), cle, forme, valeur, liste));
    };
    match cle.forme {
        Nature::Bloc(dedans) => {
            let vide = Table::new();
            let table = item.and_then(Item::as_table_like).unwrap_or(&vide);
            let dedans_de = format!("{nom}.");
            dedans.iter().for_each(|c| de_cle(bloc, &dedans_de, c, table, noms, champs));
        }
        Nature::Source => {
            let (reference, verifiee) = source(item);
            ajouter("", Forme::Ligne, reference, "");
            ajouter(".verifiee", Forme::OuiNon, verifiee, "");
        }
        Nature::Condition => match simple::lire(item) {
            Some(lue) => {
                ajouter(".regarde", Forme::Choix(simple::regards()), lue.regarde, "");
                ajouter(".objet", Forme::Ligne, lue.objet, REGARDABLES);
                ajouter(".comparaison", Forme::Choix(simple::comparaisons()), lue.comparaison, "");
                ajouter(".valeur", Forme::Ligne, lue.valeur, "");
            }
            None => ajouter("", Forme::Expression, ecrit(item), ""),
        },
        Nature::Intervalle(_) => {
            let bornes = lignes(item);
            let borne = |rang: usize| bornes.get(rang).cloned().unwrap_or_default();
            ajouter(".min", Forme::Ligne, borne(0), "");
            ajouter(".max", Forme::Ligne, borne(1), "");
        }
        Nature::Liste(Nature::Condition) | Nature::Blocs(_) | Nature::Champs => {
            ajouter("", Forme::Expression, ecrit(item), "");
        }
        Nature::Liste(element) => {
            let tenus = lignes(item);
            let forme = forme_de_liste(*element, &tenus, noms);
            ajouter("", forme, tenus.join("\n"), liste_de(*element));
        }
        Nature::Entier => ajouter("", Forme::Nombre, simple_valeur(item), ""),
        Nature::Bool => ajouter("", Forme::OuiNon, simple_valeur(item), ""),
        Nature::Mot(mots) => {
            let valeur = simple_valeur(item);
            let mots = avec(mots.iter().map(|m| (*m).to_owned()).collect(), &valeur);
            ajouter("", Forme::Choix(mots), valeur, "");
        }
        Nature::Texte if LONGS.contains(&cle.nom) => {
            ajouter("", Forme::Paragraphe, simple_valeur(item), "");
        }
        autre => ajouter("", Forme::Ligne, simple_valeur(item), liste_de(autre)),
    }
}

/// Texts that need room.
const LONGS: [&str; 8] =
    ["resume", "message", "accompagnement", "offre", "moyens", "evaluation", "exige", "statuts"];

fn champ(bloc: &Bloc, nom: &str, cle: &Cle, forme: Forme, valeur: String, liste: &'static str) -> Champ {
    let (libelle, aide) = libelle(bloc.code, nom);
    let requis = cle.requis && !nom.ends_with(".verifiee");
    let en_parties = matches!(cle.forme, Nature::Condition) && nom != cle.nom;
    let groupe = if en_parties { super::libelles::libelle(bloc.code, cle.nom).0 } else { "" };
    Champ { nom: nom.to_owned(), libelle, aide, groupe, forme, requis, valeur, liste }
}

/// A closed and short list is ticked, any other is typed.
fn forme_de_liste(element: Nature, tenus: &[String], noms: &Noms) -> Forme {
    let possibles: Vec<String> = match element {
        Nature::Mot(mots) => mots.iter().map(|m| (*m).to_owned()).collect(),
        Nature::Nom(_) => noms.get(liste_de(element)).cloned().unwrap_or_default(),
        _ => Vec::new(),
    };
    if possibles.is_empty() || possibles.len() > CASES_MAX {
        return Forme::Lignes;
    }
    // What is held comes first, in its order: what is not changed is sent back as it was.
    let mut cases = tenus.to_vec();
    cases.extend(possibles.into_iter().filter(|m| !tenus.contains(m)));
    Forme::Cases(cases)
}

const REGARDABLES: &str = "regardables";

/// The list of the words that a field may hold.
fn liste_de(forme: Nature) -> &'static str {
    match forme {
        Nature::Acte => "actes",
        Nature::Passage => "passages",
        Nature::Jalon => "jalons",
        Nature::Nom(Quoi::RoleOuMenage) => "role ou menage",
        Nature::Nom(quoi) => DECLARES.iter().find(|(q, _)| *q == quoi).map_or("", |(_, cle)| *cle),
        _ => "",
    }
}

/// The names that the definition declares.
pub(super) fn noms(document: &DocumentMut) -> Noms {
    let de = |cle: &str| -> Vec<String> {
        let tables = document.get(cle).and_then(Item::as_array_of_tables);
        let noms = tables.into_iter().flatten().filter_map(|t| t.get("nom")?.as_str());
        noms.map(str::to_owned).collect()
    };
    let mut noms: Noms = DECLARES.iter().map(|(_, cle)| (*cle, de(cle))).collect();
    let mut signataires = de("role");
    signataires.push("ménage".to_owned());
    noms.insert("role ou menage", signataires);
    noms
}

/// These names, and the lists made of them and of what the language knows.
pub(super) fn listes(document: &DocumentMut) -> Noms {
    let mut listes = noms(document);
    let de = |cle: &str| listes.get(cle).cloned().unwrap_or_default();
    let actes: Vec<String> =
        Acte::tous().filter(|a| !a.description().acces).map(|a| a.nom().to_owned()).collect();
    let vers = |acte: &str, cle: &str| -> Vec<String> {
        de(cle).into_iter().map(|nom| format!("{acte} : {nom}")).collect()
    };
    let passages = [
        actes.clone(),
        vers("entrer", "statut"),
        vers("changer de statut", "statut"),
        vers("changer de niveau", "niveau"),
        vers("ouvrir une mesure", "niveau"),
    ];
    let jours = DICTIONNAIRE.iter().filter(|f| f.nature == domain::valeur::Nature::Jour);
    let jalons: Vec<String> = jours.map(|f| f.nom.clone()).chain(actes.clone()).collect();
    let champs = Acte::tous().flat_map(|a| a.description().champs).map(|c| format!("acte.{}", c.nom));
    let mut regardables: Vec<String> = DICTIONNAIRE.iter().map(|f| f.nom.clone()).collect();
    regardables.extend(champs.chain(de("fait")).chain(de("condition")).chain(actes.clone()));
    regardables.sort_unstable();
    regardables.dedup();
    listes.extend([
        ("passages", passages.concat()),
        ("jalons", jalons),
        (REGARDABLES, regardables),
        ("actes", actes),
    ]);
    listes
}

/// The words, and the one that is held if it is not among them.
fn avec(mut mots: Vec<String>, valeur: &str) -> Vec<String> {
    if !valeur.is_empty() && !mots.iter().any(|m| m == valeur) {
        mots.push(valeur.to_owned());
    }
    mots
}

fn source(item: Option<&Item>) -> (String, String) {
    match item.and_then(Item::as_table_like) {
        Some(table) => (simple_valeur(table.get("reference")), simple_valeur(table.get("verifiee"))),
        None => (simple_valeur(item), String::new()),
    }
}

/// The elements of a list, each as a field shows it.
pub(super) fn lignes(item: Option<&Item>) -> Vec<String> {
    let elements = item.and_then(Item::as_array);
    elements.into_iter().flatten().map(valeur).collect()
}

/// A value as a field shows it: a list or a block, as in the text.
pub(super) fn simple_valeur(item: Option<&Item>) -> String {
    item.map_or_else(String::new, |i| i.as_value().map_or_else(|| ecrit(Some(i)), valeur))
}

pub(super) fn valeur(v: &Value) -> String {
    match v {
        Value::String(s) => s.value().clone(),
        Value::Integer(n) => n.value().to_string(),
        Value::Boolean(b) => if *b.value() { "oui" } else { "non" }.to_owned(),
        autre => nu(autre.clone()),
    }
}

/// As it is written in the text, on one line when it fits there.
fn ecrit(item: Option<&Item>) -> String {
    let Some(item) = item else { return String::new() };
    item.clone().into_value().map_or_else(|i| i.to_string(), nu)
}

fn nu(mut v: Value) -> String {
    v.decor_mut().clear();
    v.to_string()
}

/// All of a named condition but its name, one key on each line.
fn reste(table: &Table) -> String {
    let cles = table.iter().filter(|(cle, _)| *cle != "nom");
    cles.map(|(cle, item)| format!("{cle} = {}", ecrit(Some(item)))).collect::<Vec<_>>().join("\n")
}
