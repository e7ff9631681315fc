//! Checks a block against its keys: unknown and missing keys, wrong shapes, unknown words. After
//! it, building the values may stay silent: all that it skips was told here.

use domain::Acte;
use domain::definition::fiche::Fois;
use domain::valeur::{Nature, Valeur};

use super::contexte::Cadre;
use super::forme::{Cle, Forme};
use super::jalon;
use super::noeud::{Noeud, Ou, Table, Texte, V};
use super::noms::{Quoi, canonique};
use super::valeurs;

/// Longest name, and longest source, in characters.
const NOM_MAX: usize = 120;
const SOURCE_MAX: usize = 500;

/// Checks a table. `bloc` names it in sentences.
pub fn verifier(t: &mut Texte<'_>, cadre: &Cadre<'_>, table: &Table, cles: &[Cle], bloc: &str) {
    // A named condition holds the keys of any condition beside its name; they are read apart.
    let ouvert = cles.iter().any(|c| c.nom == "*");
    for (nom, ou, noeud) in &table.cles {
        match cles.iter().find(|c| c.nom == nom) {
            Some(cle) => forme(t, cadre, noeud, cle.forme, cle.nom),
            None if ouvert => {}
            None => {
                let connues: Vec<&str> = cles.iter().map(|c| c.nom).collect();
                t.erreur(ou, format!("La clé « {nom} » n'existe pas dans {bloc}."), t.conseil(nom, &connues));
            }
        }
    }
    for cle in cles.iter().filter(|c| c.requis && table.get(c.nom).is_none()) {
        t.erreur(&table.ou, format!("Il manque « {} » dans {bloc}.", cle.nom), indice_de_manque(cle));
    }
}

fn indice_de_manque(cle: &Cle) -> Option<String> {
    let indice = match cle.nom {
        "source" => "D'où cela vient-il ? source = \"guide, l. 488\", \"convention\", ou un article.",
        "message" => "Une phrase pour la personne dont c'est l'acte.",
        _ => return None,
    };
    Some(indice.to_owned())
}

fn forme(t: &mut Texte<'_>, cadre: &Cadre<'_>, noeud: &Noeud, attendue: Forme, cle: &str) {
    match (attendue, &noeud.v) {
        (Forme::Texte, V::Texte(texte)) | (Forme::Declare(_), V::Texte(texte)) => {
            if texte.trim().is_empty() {
                t.erreur(&noeud.ou, format!("« {cle} » est vide."), None);
            } else if let Err(message) = Valeur::lire(Nature::Texte, texte) {
                t.erreur(&noeud.ou, format!("« {cle} » : {message}."), None);
            }
            if matches!(attendue, Forme::Declare(_)) {
                court(t, &noeud.ou, texte, cle, NOM_MAX);
            }
        }
        (Forme::Entier, V::Entier(n)) => {
            if u32::try_from(*n).is_err() {
                t.erreur(&noeud.ou, format!("« {cle} » : un nombre entier, zéro ou plus."), None);
            }
        }
        (Forme::Bool, V::Bool(_)) | (Forme::Champs, V::Table(_)) | (Forme::Condition, V::Table(_)) => {}
        (Forme::Valeur, V::Texte(_) | V::Entier(_) | V::Bool(_) | V::Jour(_) | V::Liste(_)) => {}
        (Forme::Duree, _) => valeur(t, noeud, Nature::Duree, cle),
        (Forme::Montant, _) => valeur(t, noeud, Nature::Montant, cle),
        (Forme::Jour, _) => valeur(t, noeud, Nature::Jour, cle),
        (Forme::Mot(mots), V::Texte(mot)) => {
            if canonique(mots, mot).is_none() {
                t.erreur(
                    &noeud.ou,
                    format!("« {mot} » ne convient pas pour « {cle} »."),
                    t.conseil(mot, mots),
                );
            }
        }
        (Forme::Acte, V::Texte(nom)) => {
            acte(t, &noeud.ou, nom);
        }
        (Forme::Passage, V::Texte(texte)) => passage(t, cadre, &noeud.ou, texte),
        (Forme::Jalon, V::Texte(texte)) => {
            if let Err((message, indice)) = jalon::lire(texte, &cadre.faits) {
                t.erreur(&noeud.ou, message, indice);
            }
        }
        (Forme::Nom(quoi), V::Texte(nom)) => reference(t, cadre, &noeud.ou, quoi, nom),
        // What a ceiling may be depends on what is counted: told where the quota is built.
        (Forme::Plafond, V::Texte(_) | V::Entier(_)) => {}
        (Forme::Fois, V::Entier(n)) if u32::try_from(*n).is_ok() => {}
        (Forme::Fois, V::Texte(texte)) => {
            if let Err(message) = Fois::lire(texte) {
                t.erreur(&noeud.ou, format!("« {cle} » : {message}."), None);
            }
        }
        (Forme::Source, V::Texte(texte)) if !texte.trim().is_empty() => {
            court(t, &noeud.ou, texte, cle, SOURCE_MAX);
        }
        (Forme::Source, V::Table(table)) => {
            verifier(t, cadre, table, SOURCE, "une source");
            if let Some(Noeud { ou, v: V::Texte(texte) }) = table.get("reference") {
                court(t, ou, texte, cle, SOURCE_MAX);
            }
        }
        (Forme::Liste(element), V::Liste(elements)) => {
            if elements.is_empty() {
                t.avertit(&noeud.ou, format!("« {cle} » est une liste vide."), None);
            }
            for e in elements {
                forme(t, cadre, e, *element, cle);
            }
        }
        (Forme::Intervalle(element), V::Liste(elements)) if elements.len() == 2 => {
            for e in elements {
                forme(t, cadre, e, *element, cle);
            }
        }
        (Forme::Bloc(cles), V::Table(table)) => verifier(t, cadre, table, cles, &format!("[{cle}]")),
        (Forme::Blocs(cles), V::Liste(blocs)) => {
            for bloc in blocs {
                match &bloc.v {
                    V::Table(table) => verifier(t, cadre, table, cles, &format!("[[{cle}]]")),
                    _ => forme(t, cadre, bloc, Forme::Bloc(cles), cle),
                }
            }
        }
        (attendue, v) => {
            let message = format!("« {cle} » : il faut {}, pas {}.", libelle(attendue), v.genre());
            t.erreur(&noeud.ou, message, exemple(attendue, cle));
        }
    }
}

static SOURCE: &[Cle] = &[
    Cle { nom: "reference", forme: Forme::Texte, requis: true },
    Cle { nom: "verifiee", forme: Forme::Bool, requis: false },
];

/// What pages say again in many places is short.
fn court(t: &mut Texte<'_>, ou: &Ou, texte: &str, cle: &str, max: usize) {
    if texte.chars().nth(max).is_some() {
        t.erreur(ou, format!("« {cle} » dépasse {max} caractères : raccourcissez-le."), None);
    }
}

fn valeur(t: &mut Texte<'_>, noeud: &Noeud, nature: Nature, cle: &str) {
    if let Err(message) = valeurs::lire(noeud, nature) {
        t.erreur(&noeud.ou, format!("« {cle} » : {message}."), None);
    }
}

/// The act of that name, or a fault.
pub fn acte(t: &mut Texte<'_>, ou: &Ou, nom: &str) -> Option<Acte> {
    let acte = Acte::du_nom(nom);
    if acte.is_none() {
        let noms: Vec<&str> = Acte::tous().map(Acte::nom).collect();
        t.erreur(ou, format!("L'acte « {nom} » n'existe pas."), t.conseil(nom, &noms));
    }
    acte
}

fn reference(t: &mut Texte<'_>, cadre: &Cadre<'_>, ou: &Ou, quoi: Quoi, nom: &str) {
    if cadre.noms.declare(quoi, nom).is_none() {
        let connus = cadre.noms.de(quoi);
        t.erreur(
            ou,
            format!("« {nom} » n'est pas {} de cette définition.", quoi.un()),
            t.conseil(nom, &connus),
        );
    }
}

fn passage(t: &mut Texte<'_>, cadre: &Cadre<'_>, ou: &Ou, texte: &str) {
    let (nom, vers) = match texte.split_once(" : ").or_else(|| texte.split_once(':')) {
        Some((nom, vers)) => (nom.trim(), Some(vers.trim())),
        None => (texte.trim(), None),
    };
    let Some(acte) = acte(t, ou, nom) else { return };
    match (jalon::cible(acte), vers) {
        (Some(quoi), Some(vers)) => reference(t, cadre, ou, quoi, vers),
        (None, Some(_)) => {
            let precisables = ["entrer", "changer de statut", "ouvrir une mesure", "changer de niveau"];
            let message = format!(
                "« {nom} » ne mène ni à un statut ni à un niveau : seuls se précisent {}.",
                domain::texte::liste(&precisables.map(|a| format!("« {a} »")))
            );
            t.erreur(ou, message, None);
        }
        _ => {}
    }
}

fn libelle(forme: Forme) -> &'static str {
    match forme {
        Forme::Entier => "un nombre entier",
        Forme::Bool => "true ou false",
        Forme::Condition => "une condition entre accolades",
        Forme::Liste(_) => "une liste entre crochets",
        Forme::Intervalle(_) => "deux valeurs entre crochets, la plus petite puis la plus grande",
        Forme::Bloc(_) | Forme::Champs => "un bloc",
        Forme::Blocs(_) => "un bloc à doubles crochets",
        Forme::Plafond => "un nombre, un montant, un paramètre ou un fait",
        Forme::Fois => "un nombre, ou un produit comme « 10 ménages × 3 ans »",
        Forme::Source => "une source",
        _ => "un texte entre guillemets",
    }
}

fn exemple(forme: Forme, cle: &str) -> Option<String> {
    match forme {
        Forme::Blocs(_) => Some(format!("Écrivez [[{cle}]].")),
        Forme::Bloc(_) => Some(format!("Écrivez [{cle}].")),
        Forme::Liste(_) => Some(format!("Écrivez {cle} = [ … ].")),
        Forme::Condition => Some(format!("Écrivez {cle} = {{ fait = \"…\", est = … }}.")),
        _ => None,
    }
}
