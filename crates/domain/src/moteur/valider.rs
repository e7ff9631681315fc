//! Bad input, before any rule: unknown fields, values of the wrong kind, words that do not exist,
//! sujets that are not there. A fault names its field and says what to do.

use serde::{Deserialize, Serialize};

use super::Monde;
use crate::acte::{Acte, Champ, Description, Domaine};
use crate::definition::Mecanique;
use crate::definition::mecanique::{NatureDePiece, STADES};
use crate::evenement::Commande;
use crate::fait::Origine;
use crate::sujet::{Genre, Sujet};
use crate::texte;
use crate::valeur::{Nature, Valeur};

/// Something wrong in what was typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Faute {
    /// The field, empty for the whole.
    pub champ: String,
    /// In French.
    pub message: String,
}

impl Faute {
    pub(super) fn sur(champ: impl Into<String>, message: impl Into<String>) -> Self {
        Self { champ: champ.into(), message: message.into() }
    }
}

/// All faults of a command; none when it may be decided. `exploration` leaves out missing fields.
pub(super) fn fautes(
    monde: &Monde<'_>,
    commande: &Commande,
    sujet: Option<&Sujet>,
    exploration: bool,
) -> Vec<Faute> {
    let mut fautes = Vec::new();
    let description = commande.acte.description();
    match sujet {
        Some(_) if description.cree => {
            fautes.push(Faute::sur("", "Cet élément existe déjà : il ne peut pas être créé deux fois."))
        }
        None if !description.cree => fautes.push(Faute::sur("", "Cet élément n'existe pas, ou plus.")),
        Some(s) if commande.acte != Acte::Corriger && s.genre != description.genre => {
            fautes.push(Faute::sur(
                "",
                format!("« {} » ne se fait pas sur {}.", description.nom, s.genre.un()),
            ));
        }
        _ => {}
    }
    let roles = &monde.mecanique.roles;
    if !roles.is_empty()
        && description.genre != Genre::Menage
        && !roles.iter().any(|r| r.nom == commande.par.role)
    {
        let noms: Vec<&str> = roles.iter().map(|r| r.nom.as_str()).collect();
        fautes.push(Faute::sur(
            "",
            format!(
                "« {} » n'est pas un rôle de ce dispositif ({}).",
                commande.par.role,
                texte::liste(&noms)
            ),
        ));
    }
    if let Some(motif) = &commande.passer_outre {
        fautes.extend(Valeur::lire(Nature::Texte, motif).err().map(|m| Faute::sur("passer_outre", m)));
    }
    if !exploration {
        fautes.extend(oublis(commande));
    }
    let donnes = description.champs.iter().filter_map(|c| Some((c, commande.champ(c.nom)?)));
    fautes.extend(donnes.filter_map(|(champ, valeur)| faute_de_champ(monde, champ, valeur)));
    for (nom, valeur) in &commande.champs {
        if commande.acte.champ(nom).is_none() {
            fautes.extend(faute_de_fait(monde.mecanique, description, nom, valeur));
        }
    }
    fautes
}

/// The fields without which the act is meaningless, and that are not given.
pub fn oublis(commande: &Commande) -> Vec<Faute> {
    let requis = commande.acte.description().champs.iter().filter(|c| c.requis);
    let oublies = requis.filter(|c| commande.champ(c.nom).is_none());
    oublies.map(|c| Faute::sur(c.nom, format!("Renseignez : {}.", c.libelle))).collect()
}

fn faute_de_champ(monde: &Monde<'_>, champ: &Champ, valeur: &Valeur) -> Option<Faute> {
    if !valeur.est_de(champ.nature) {
        return Some(Faute::sur(
            champ.nom,
            format!("Cette valeur ne convient pas pour : {}.", champ.libelle),
        ));
    }
    match (champ.nature, valeur) {
        (Nature::Sujet(genre), Valeur::Sujet(id)) => {
            let absent = monde.sujets.get(id).is_none_or(|s| s.genre != genre);
            return absent
                .then(|| Faute::sur(champ.nom, format!("{} introuvable.", majuscule(champ.libelle))));
        }
        (Nature::Sujets(genre), Valeur::Sujets(ids)) => {
            let absent = ids.iter().any(|id| monde.sujets.get(id).is_none_or(|s| s.genre != genre));
            return absent.then(|| {
                Faute::sur(champ.nom, format!("{} : l'un d'eux est introuvable.", majuscule(champ.libelle)))
            });
        }
        _ => {}
    }
    let mots = mots(monde.mecanique, monde.volets, champ.domaine)?;
    let donnes: Vec<&str> = match valeur {
        Valeur::Mot(m) => vec![m],
        Valeur::Mots(ms) => ms.iter().map(String::as_str).collect(),
        _ => return None,
    };
    let inconnu = donnes.iter().find(|d| !mots.iter().any(|m| m == *d))?;
    let suite = if mots.is_empty() {
        "ce dispositif n'en prévoit aucun".to_owned()
    } else {
        format!("choisissez {}", texte::choix(&mots))
    };
    Some(Faute::sur(
        champ.nom,
        format!("« {inconnu} » n'existe pas ici pour « {} » : {suite}.", champ.libelle),
    ))
}

/// The words that a field may hold; nothing when it is free.
pub fn mots(m: &Mecanique, volets: &[String], domaine: Domaine) -> Option<Vec<String>> {
    let noms = |noms: Vec<&str>| Some(noms.into_iter().map(str::to_owned).collect());
    match domaine {
        Domaine::Libre | Domaine::Organismes => None,
        Domaine::Fixe(mots) => noms(mots.to_vec()),
        Domaine::Stades => noms(STADES.to_vec()),
        Domaine::Roles => {
            noms(m.roles.iter().map(|r| r.nom.as_str()).chain(["ménage", "partenaire"]).collect())
        }
        Domaine::Canaux => noms(m.canaux.iter().map(|c| c.nom.as_str()).collect()),
        Domaine::Volets => Some(volets.to_vec()),
        Domaine::Niveaux => noms(m.niveaux.iter().map(|n| n.nom.as_str()).collect()),
        Domaine::Statuts => noms(m.statuts.iter().map(|s| s.nom.as_str()).collect()),
        Domaine::Instances => noms(m.instances.iter().map(|i| i.nom.as_str()).collect()),
        Domaine::Pouvoirs => {
            let mut pouvoirs: Vec<String> = m.pouvoirs().collect();
            pouvoirs.sort();
            pouvoirs.dedup();
            Some(pouvoirs)
        }
        Domaine::DecisionsRecues => noms(m.decisions_recues.iter().map(|d| d.nom.as_str()).collect()),
        Domaine::Contrats => noms(pieces(m, NatureDePiece::Contrat)),
        Domaine::Documents => noms(pieces(m, NatureDePiece::Document)),
        Domaine::Groupes => noms(m.groupes.iter().map(|g| g.nom.as_str()).collect()),
        Domaine::Themes => noms(m.themes.iter().map(|t| t.nom.as_str()).collect()),
        Domaine::Accords => noms(m.accords.iter().map(|a| a.nom.as_str()).collect()),
        Domaine::Aides => noms(m.aides.iter().map(|a| a.nom.as_str()).collect()),
    }
}

fn pieces(m: &Mecanique, nature: NatureDePiece) -> Vec<&str> {
    m.pieces.iter().filter(|p| p.nature == nature).map(|p| p.nom.as_str()).collect()
}

fn faute_de_fait(m: &Mecanique, d: &Description, nom: &str, valeur: &Valeur) -> Option<Faute> {
    let inconnu = || Some(Faute::sur(nom, format!("« {nom} » n'est pas un champ de cet acte.")));
    if !d.faits {
        return inconnu();
    }
    let Some(fait) = m.fait(nom).filter(|f| f.origine == Origine::Saisi) else { return inconnu() };
    if !valeur.est_de(fait.nature) {
        return Some(Faute::sur(nom, format!("Cette valeur ne convient pas pour : {}.", fait.libelle)));
    }
    let mot = valeur.mot()?;
    (!fait.mots.is_empty() && !fait.mots.iter().any(|m| m == mot)).then(|| {
        Faute::sur(nom, format!("« {mot} » n'existe pas ici : choisissez {}.", texte::choix(&fait.mots)))
    })
}

fn majuscule(mot: &str) -> String {
    let mut lettres = mot.chars();
    lettres.next().map(|l| l.to_uppercase().chain(lettres).collect()).unwrap_or_default()
}
