//! One field: from its nature and its words to what is drawn.

use domain::acte;
use domain::fait::{Classe, Fait};
use domain::valeur::Nature;
use domain::{Acte, Genre};

use super::{Cadre, Champ, Reponse, Saisie};

/// The field of an act.
pub(super) fn de_l_acte(cadre: &Cadre<'_>, c: &acte::Champ, saisie: &Saisie) -> Champ {
    let mots = domain::moteur::mots(cadre.mecanique, cadre.volets, c.domaine);
    let mut champ = selon(cadre, c.nature, c.nom, mots, c.requis, saisie);
    champ.libelle = libelle(c.libelle, c.requis);
    if champ.genre == "texte" && (c.classe >= Classe::C4 || c.nom.starts_with("motif") || c.nom == "note") {
        champ.genre = "long";
    }
    if c.domaine == acte::Domaine::Organismes {
        champ.aide = organismes(cadre);
    }
    let d_un_menage = cadre.lu.filter(|lu| matches!(lu.sujet.genre, Genre::Dossier | Genre::Menage));
    if let Some(lu) = d_un_menage.filter(|_| c.nature == Nature::Texte && c.classe >= Classe::C4) {
        champ.aide = lu.lecteurs(c.classe, c.synthese);
    }
    champ
}

/// The field of a recorded fact. Left empty, it changes nothing.
pub(super) fn du_fait(cadre: &Cadre<'_>, fait: &Fait, connu: &str, saisie: &Saisie) -> Champ {
    let nom = format!("fait.{}", fait.nom);
    let mots = (!fait.mots.is_empty()).then(|| fait.mots.clone());
    let mut champ = selon(cadre, fait.nature, &nom, mots, false, saisie);
    champ.libelle = majuscule(&fait.libelle);
    if !connu.is_empty() {
        champ.aide = format!("Actuellement\u{a0}: {connu}");
    }
    champ
}

/// The field of a fact outside any act, under this posted name; `mots` are the words it may hold.
pub(crate) fn seul(fait: &Fait, nom: &str, mots: Option<Vec<String>>, saisie: &Saisie) -> Champ {
    let champ = dessiner(nom.replace('.', "-"), nom, fait.nature, mots.map(paires), false, saisie);
    Champ { libelle: majuscule(&fait.libelle), ..champ }
}

fn selon(
    cadre: &Cadre<'_>,
    nature: Nature,
    nom: &str,
    mots: Option<Vec<String>>,
    requis: bool,
    saisie: &Saisie,
) -> Champ {
    let paires = cadre.choix.pour(nature, nom).or_else(|| mots.map(paires));
    dessiner(cadre.id(nom), nom, nature, paires, requis, saisie)
}

/// Words that may be answered, each as it is posted and as it is read.
fn paires(mots: Vec<String>) -> Vec<(String, String)> {
    mots.into_iter().map(|m| (m.clone(), majuscule(&m))).collect()
}

fn dessiner(
    id: String,
    nom: &str,
    nature: Nature,
    paires: Option<Vec<(String, String)>>,
    requis: bool,
    saisie: &Saisie,
) -> Champ {
    let valeur = saisie.une(nom).unwrap_or_default().to_owned();
    let mut champ = Champ { id, nom: nom.to_owned(), valeur, ..Champ::default() };
    let multiple = matches!(nature, Nature::Mots | Nature::Sujets(_));
    match (nature, paires) {
        (Nature::Booleen, _) => {
            let oui_non = vec![("oui".to_owned(), "Oui".to_owned()), ("non".to_owned(), "Non".to_owned())];
            choisir(&mut champ, oui_non, requis, saisie);
        }
        (_, Some(paires)) if multiple => cocher(&mut champ, paires, saisie),
        (_, Some(paires)) => choisir(&mut champ, paires, requis, saisie),
        (nature, None) => ecrire(&mut champ, nature),
    }
    champ
}

fn ecrire(champ: &mut Champ, nature: Nature) {
    let (genre, aide) = match nature {
        Nature::Jour => ("jour", "JJ/MM/AAAA, par exemple 02/09/2026"),
        Nature::Montant => ("montant", ""),
        Nature::Nombre => ("court", ""),
        Nature::Part => ("court", "Par exemple 25\u{a0}% ou 1/4"),
        Nature::Duree => ("court", "Par exemple 6\u{a0}mois ou 1\u{a0}an"),
        Nature::Mots => ("texte", "Plusieurs réponses\u{a0}: séparez-les par une virgule"),
        _ => ("texte", ""),
    };
    champ.genre = genre;
    champ.aide = aide.to_owned();
}

/// One among several: radios up to five, a list beyond. A lone required answer is already ticked.
fn choisir(champ: &mut Champ, paires: Vec<(String, String)>, requis: bool, saisie: &Saisie) {
    let seule = requis && paires.len() == 1 && !saisie.a(&champ.nom);
    champ.genre = if paires.len() > 5 { "liste" } else { "radios" };
    if paires.is_empty() {
        champ.aide = "Il n'y a encore rien à choisir ici.".to_owned();
    }
    champ.options = paires
        .into_iter()
        .map(|(valeur, libelle)| Reponse { coche: seule || valeur == champ.valeur, valeur, libelle })
        .collect();
    if !requis && champ.genre == "radios" && !champ.options.is_empty() {
        let coche = !champ.options.iter().any(|o| o.coche);
        champ.options.push(Reponse { valeur: String::new(), libelle: "Non précisé".to_owned(), coche });
    }
}

fn cocher(champ: &mut Champ, paires: Vec<(String, String)>, saisie: &Saisie) {
    champ.genre = "cases";
    if paires.is_empty() {
        champ.aide = "Il n'y a encore rien à choisir ici.".to_owned();
    }
    let dit: Vec<&str> = saisie.toutes(&champ.nom).collect();
    champ.options = paires
        .into_iter()
        .map(|(valeur, libelle)| Reponse { coche: dit.contains(&valeur.as_str()), valeur, libelle })
        .collect();
}

fn organismes(cadre: &Cadre<'_>) -> String {
    let mut noms: Vec<&str> =
        cadre.mecanique.canaux.iter().flat_map(|c| &c.notifie).map(String::as_str).collect();
    noms.sort_unstable();
    noms.dedup();
    if noms.is_empty() { String::new() } else { format!("Par exemple\u{a0}: {}", noms.join(", ")) }
}

/// The posted name of the act's own field of that fault, or of its fact.
pub(crate) fn nom_pose(acte: Acte, champ: &str) -> String {
    let propre = acte.champ(champ).is_some() || champ.starts_with("fait.");
    if !propre && domain::fait::est_un_fait(champ) { format!("fait.{champ}") } else { champ.to_owned() }
}

fn libelle(brut: &str, requis: bool) -> String {
    let libelle = majuscule(brut);
    if requis { libelle } else { format!("{libelle} (facultatif)") }
}

/// The text with its capital.
pub(crate) fn majuscule(brut: &str) -> String {
    let mut lettres = brut.chars();
    lettres.next().map(|l| l.to_uppercase().chain(lettres).collect()).unwrap_or_default()
}
