//! Reads what a condition looks at, with its nature and the words it may hold.

use std::collections::BTreeMap;

use domain::Acte;
use domain::definition::condition::Compte;
use domain::definition::{Grandeur, Jalon, Terme};
use domain::fait::Origine;
use domain::valeur::Nature;

use super::contexte::Cadre;
use super::jalon;
use super::noeud::{Noeud, Ou, Table, Texte, V};
use super::noms::Quoi;
use super::structure;
use super::valeurs::{self, terme};

/// A quantity, its nature and its words.
pub struct Mesurande {
    pub grandeur: Grandeur,
    pub nature: Nature,
    pub mots: Option<Vec<String>>,
    pub delai: bool,
}

impl Mesurande {
    fn de(grandeur: Grandeur, nature: Nature) -> Self {
        Self { grandeur, nature, mots: None, delai: false }
    }
}

/// Keys that go with each kind of quantity.
const AVEC: &[(&str, &[&str])] = &[
    ("champ", &["somme"]),
    ("avec", &["compte", "somme"]),
    ("depuis", &["compte", "somme"]),
    ("sur", &["compte", "somme"]),
    ("jusqu_a", &["delai_depuis"]),
    ("moins", &["somme_de"]),
];

/// Reads the quantity that `tete` names.
pub fn lire(
    t: &mut Texte<'_>,
    cadre: &Cadre<'_>,
    table: &Table,
    tete: &str,
    noeud: &Noeud,
    actes: &[Acte],
) -> Option<Mesurande> {
    for (cle, tetes) in AVEC {
        if let Some((_, ou, _)) = table.cles.iter().find(|(n, _, _)| n == cle)
            && !tetes.contains(&tete)
        {
            let message = format!("« {cle} » ne va qu'avec « {} ».", tetes.join(" » ou « "));
            t.erreur(ou, message, None);
        }
    }
    match tete {
        "fait" => {
            let nom = texte(t, noeud, tete)?;
            un_fait(t, cadre, &noeud.ou, nom, actes)
        }
        "compte" => {
            let compte = compte(t, cadre, table, noeud, tete)?;
            Some(Mesurande::de(Grandeur::Compte(compte), Nature::Nombre))
        }
        "somme" => somme(t, cadre, table, noeud),
        "somme_de" => {
            let (de, nature) = faits(t, cadre, noeud, actes)?;
            let moins = otes(t, cadre, table, nature, actes)?;
            Some(Mesurande::de(Grandeur::SommeDeFaits { de, moins }, nature))
        }
        "rapport" => rapport(t, cadre, noeud, actes),
        "delai_depuis" => {
            let depuis = un_jalon(t, cadre, noeud)?;
            let jusqu_a = match table.get("jusqu_a") {
                Some(n) => Some(un_jalon(t, cadre, n)?),
                None => None,
            };
            let m = Mesurande::de(Grandeur::Delai { depuis, jusqu_a }, Nature::Duree);
            Some(Mesurande { delai: true, ..m })
        }
        _ => quota(t, cadre, noeud),
    }
}

fn texte<'n>(t: &mut Texte<'_>, noeud: &'n Noeud, cle: &str) -> Option<&'n str> {
    match &noeud.v {
        V::Texte(texte) => Some(texte),
        autre => {
            t.erreur(&noeud.ou, format!("« {cle} » : il faut un texte, pas {}.", autre.genre()), None);
            None
        }
    }
}

fn un_jalon(t: &mut Texte<'_>, cadre: &Cadre<'_>, noeud: &Noeud) -> Option<Jalon> {
    let brut = texte(t, noeud, "jalon")?;
    jalon::lire(brut, &cadre.faits).map_err(|(message, indice)| t.erreur(&noeud.ou, message, indice)).ok()
}

fn un_fait(t: &mut Texte<'_>, cadre: &Cadre<'_>, ou: &Ou, nom: &str, actes: &[Acte]) -> Option<Mesurande> {
    let grandeur = Grandeur::Fait(nom.to_owned());
    if let Some(fait) = cadre.fait(nom) {
        if fait.origine == Origine::DeLActe {
            champs_tenus(t, ou, nom, actes);
        }
        let m = Mesurande::de(grandeur, fait.nature);
        return Some(Mesurande { mots: cadre.mots_du_fait(nom), ..m });
    }
    let Some(champ) = nom.strip_prefix("acte.") else {
        let noms: Vec<&str> = cadre.tous_les_faits().map(|f| f.nom.as_str()).collect();
        t.erreur(ou, format!("Le fait « {nom} » n'existe pas."), t.conseil(nom, &noms));
        return None;
    };
    let tous: Vec<Acte> = if actes.is_empty() { Acte::tous().collect() } else { actes.to_vec() };
    let Some(decrit) = tous.iter().find_map(|a| a.champ(champ)) else {
        let mut noms: Vec<&str> = tous.iter().flat_map(|a| a.description().champs).map(|c| c.nom).collect();
        noms.sort_unstable();
        noms.dedup();
        t.erreur(ou, format!("Aucun des actes concernés n'a de champ « {champ} »."), t.conseil(champ, &noms));
        return None;
    };
    champs_tenus(t, ou, nom, actes);
    let m = Mesurande::de(grandeur, decrit.nature);
    Some(Mesurande { mots: cadre.mots(decrit.domaine), ..m })
}

/// Tells the acts that do not hold a field that a rule on them looks at.
fn champs_tenus(t: &mut Texte<'_>, ou: &Ou, nom: &str, actes: &[Acte]) {
    let sans: Vec<String> =
        actes.iter().filter(|a| !tient(**a, nom)).map(|a| format!("« {} »", a.nom())).collect();
    if !sans.is_empty() {
        let message = format!("{} n'a pas de champ « {} ».", domain::texte::liste(&sans), sans_prefixe(nom));
        let indice = "Faites une règle à part pour les actes qui ont ce champ.";
        t.erreur(ou, message, Some(indice.to_owned()));
    }
}

fn sans_prefixe(nom: &str) -> &str {
    nom.strip_prefix("acte.").unwrap_or(nom)
}

/// Whether an act holds a field, or gives a fact that follows from its fields.
pub fn tient(acte: Acte, nom: &str) -> bool {
    let a = |champ| acte.champ(champ).is_some();
    match sans_prefixe(nom) {
        "role" | "le" | "bailleur_concerne" => true,
        "cout" => acte == Acte::AccorderAide,
        "logement_change" => a("logement"),
        "nature_statut" => a("vers") || a("statut"),
        "presents_nombre" => a("presents"),
        "membres_presents" => a("participants") && a("instance"),
        "participants_roles" => a("participants"),
        champ => a(champ),
    }
}

/// Reads which events are counted.
pub fn compte(
    t: &mut Texte<'_>,
    cadre: &Cadre<'_>,
    table: &Table,
    noeud: &Noeud,
    cle: &str,
) -> Option<Compte> {
    let nom = texte(t, noeud, cle)?;
    let acte = structure::acte(t, &noeud.ou, nom)?;
    let avec = match table.get("avec") {
        Some(n) => avec(t, cadre, n, acte)?,
        None => BTreeMap::new(),
    };
    let depuis = match table.get("depuis") {
        Some(n) => Some(un_jalon(t, cadre, n)?),
        None => None,
    };
    let sur = match table.get("sur") {
        Some(n) => match valeurs::lire(n, Nature::Duree) {
            Ok(domain::Valeur::Duree(d)) => Some(d),
            autre => {
                t.erreur(&n.ou, format!("« sur » : {}.", autre.err().unwrap_or_default()), None);
                return None;
            }
        },
        None => None,
    };
    Some(Compte { acte, avec, depuis, sur })
}

/// Reads the fields that an event must hold.
pub fn avec(
    t: &mut Texte<'_>,
    cadre: &Cadre<'_>,
    noeud: &Noeud,
    acte: Acte,
) -> Option<BTreeMap<String, Terme>> {
    let V::Table(table) = &noeud.v else {
        t.erreur(&noeud.ou, "Écrivez les champs entre accolades : { champ = \"mot\" }.", None);
        return None;
    };
    let mut lus = BTreeMap::new();
    let mut complet = true;
    for (nom, ou, valeur) in &table.cles {
        let fait = cadre.fait(nom).filter(|_| acte.description().faits);
        let (nature, mots) = match (acte.champ(nom), fait) {
            (Some(champ), _) => (champ.nature, cadre.mots(champ.domaine)),
            (None, Some(fait)) => (fait.nature, cadre.mots_du_fait(nom)),
            (None, None) => {
                let noms: Vec<&str> = acte.description().champs.iter().map(|c| c.nom).collect();
                t.erreur(
                    ou,
                    format!("« {} » n'a pas de champ « {nom} ».", acte.nom()),
                    t.conseil(nom, &noms),
                );
                complet = false;
                continue;
            }
        };
        let nature = if nature == Nature::Mots { Nature::Mot } else { nature };
        match terme(t, cadre, valeur, nature, mots.as_deref()) {
            Some(terme) => {
                lus.insert(nom.clone(), terme);
            }
            None => complet = false,
        }
    }
    complet.then_some(lus)
}

fn somme(t: &mut Texte<'_>, cadre: &Cadre<'_>, table: &Table, noeud: &Noeud) -> Option<Mesurande> {
    let de = compte(t, cadre, table, noeud, "somme")?;
    let Some(champ) = table.get("champ") else {
        t.erreur(&table.ou, "« somme » demande « champ » : ce que l'on additionne.", None);
        return None;
    };
    let nom = texte(t, champ, "champ")?;
    let sommables: Vec<&str> =
        de.acte.description().champs.iter().filter(|c| sommable(c.nature)).map(|c| c.nom).collect();
    match de.acte.champ(nom).filter(|c| sommable(c.nature)) {
        Some(decrit) => {
            let grandeur = Grandeur::Somme { de, champ: nom.to_owned() };
            Some(Mesurande::de(grandeur, decrit.nature))
        }
        None => {
            let message = format!("« {} » n'a pas de montant ni de nombre « {nom} ».", de.acte.nom());
            t.erreur(&champ.ou, message, t.conseil(nom, &sommables));
            None
        }
    }
}

const fn sommable(nature: Nature) -> bool {
    matches!(nature, Nature::Montant | Nature::Nombre)
}

/// What a sum takes away; nothing when the key is wrong.
fn otes(
    t: &mut Texte<'_>,
    cadre: &Cadre<'_>,
    table: &Table,
    nature: Nature,
    actes: &[Acte],
) -> Option<Vec<String>> {
    let Some(noeud) = table.get("moins") else { return Some(Vec::new()) };
    let (noms, otee) = faits(t, cadre, noeud, actes)?;
    if otee != nature {
        t.erreur(&noeud.ou, "Ce que l'on ôte doit être de même nature que ce que l'on additionne.", None);
        return None;
    }
    Some(noms)
}

fn faits(
    t: &mut Texte<'_>,
    cadre: &Cadre<'_>,
    noeud: &Noeud,
    actes: &[Acte],
) -> Option<(Vec<String>, Nature)> {
    let V::Liste(elements) = &noeud.v else {
        t.erreur(&noeud.ou, "Une liste de faits est attendue.", None);
        return None;
    };
    let mut noms = Vec::new();
    let mut nature = None;
    for element in elements {
        let nom = texte(t, element, "somme_de")?;
        let Some(trouvee) = nature_sommable(cadre, nom, actes) else {
            let sommables = cadre.tous_les_faits().filter(|f| sommable(f.nature));
            let connus: Vec<&str> = sommables.map(|f| f.nom.as_str()).collect();
            t.erreur(
                &element.ou,
                format!("« {nom} » n'est ni un montant ni un nombre."),
                t.conseil(nom, &connus),
            );
            return None;
        };
        champs_de_l_acte(t, &element.ou, nom, actes);
        if nature.is_some_and(|n| n != trouvee) {
            t.erreur(&element.ou, format!("« {nom} » ne s'additionne pas aux précédents."), None);
            return None;
        }
        nature = Some(trouvee);
        noms.push(nom.to_owned());
    }
    match nature {
        Some(nature) => Some((noms, nature)),
        None => {
            t.erreur(&noeud.ou, "Cette liste de faits est vide.", None);
            None
        }
    }
}

/// The nature of a fact, or of a field of the acts, that adds up.
fn nature_sommable(cadre: &Cadre<'_>, nom: &str, actes: &[Acte]) -> Option<Nature> {
    if let Some(fait) = cadre.fait(nom) {
        return Some(fait.nature).filter(|n| sommable(*n));
    }
    let nature = match nom.strip_prefix("acte.") {
        Some(champ) => {
            let tous: Vec<Acte> = if actes.is_empty() { Acte::tous().collect() } else { actes.to_vec() };
            tous.iter().filter_map(|a| a.champ(champ)).map(|c| c.nature).find(|n| sommable(*n))
        }
        None => None,
    };
    nature.filter(|n| sommable(*n))
}

fn champs_de_l_acte(t: &mut Texte<'_>, ou: &Ou, nom: &str, actes: &[Acte]) {
    if nom.starts_with("acte.") {
        champs_tenus(t, ou, nom, actes);
    }
}

fn rapport(t: &mut Texte<'_>, cadre: &Cadre<'_>, noeud: &Noeud, actes: &[Acte]) -> Option<Mesurande> {
    let V::Table(table) = &noeud.v else {
        t.erreur(&noeud.ou, "Écrivez rapport = { de = [\"fait\"], sur = [\"fait\"] }.", None);
        return None;
    };
    let (Some(de), Some(sur)) = (table.get("de"), table.get("sur")) else {
        t.erreur(&noeud.ou, "Un rapport porte « de » et « sur ».", None);
        return None;
    };
    let (haut, bas) = (faits(t, cadre, de, actes), faits(t, cadre, sur, actes));
    let ((haut, nature), (bas, autre)) = (haut?, bas?);
    if nature != autre {
        t.erreur(&noeud.ou, "Les deux côtés d'un rapport doivent être de même nature.", None);
        return None;
    }
    let moins = otes(t, cadre, table, nature, actes)?;
    Some(Mesurande::de(Grandeur::Rapport { de: haut, moins, sur: bas }, Nature::Part))
}

fn quota(t: &mut Texte<'_>, cadre: &Cadre<'_>, noeud: &Noeud) -> Option<Mesurande> {
    let nom = texte(t, noeud, "quota")?;
    let Some(nom) = cadre.noms.declare(Quoi::Quota, nom) else {
        let connus = cadre.noms.de(Quoi::Quota);
        t.erreur(&noeud.ou, format!("Aucun quota ne s'appelle « {nom} »."), t.conseil(nom, &connus));
        return None;
    };
    let depuis_le_debut = cadre.quotas_d_admissions.iter().any(|q| q == nom);
    Some(Mesurande::de(Grandeur::Quota { nom: nom.to_owned(), depuis_le_debut }, Nature::Nombre))
}
