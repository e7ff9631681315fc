//! A line of the list: what is most urgent on a dossier, said in words.

use actes::{Annuaire, Porte, Resume};
use domain::{Date, Duree, Genre};

use crate::formulaire::majuscule;
use crate::sujets::{adresses, mots};

/// A line.
pub struct Ligne {
    /// The dossier.
    pub lien: String,
    /// The household.
    pub menage: String,
    /// The dispositif.
    pub dispositif: String,
    /// What is due first; empty for nothing.
    pub due: String,
    /// Where it is done.
    pub lien_due: String,
    /// How urgent it is, in words.
    pub urgence: String,
    /// Whether it is late.
    pub retard: bool,
    /// The step.
    pub etape: String,
    /// The level of support.
    pub niveau: String,
    /// The occupancy status.
    pub statut: String,
    /// The last visit.
    pub rencontre: String,
    /// Who follows the household.
    pub referent: String,
}

/// What is due later than this is not announced.
const HORIZON: Duree = Duree { mois: 0, jours: 60 };

/// The line of a dossier.
pub fn ligne(porte: &Porte, annuaire: &Annuaire, r: &Resume, aujourd_hui: Date, lit_c2: bool) -> Ligne {
    let definition = porte.definitions().get(&r.dispositif).cloned();
    let lien = format!("/dossiers/{}", r.id);
    let le = r.urgence.parse::<Date>().ok().filter(|le| *le < HORIZON.apres(aujourd_hui));
    let (genre, urgence) = le.map_or(("", String::new()), |le| mots::urgence(le, aujourd_hui));
    let due = r.due.as_deref().filter(|_| le.is_some());
    let acte = due.and_then(|nom| {
        let echeances = &definition.as_ref()?.mecanique.echeances;
        echeances.iter().find(|e| e.nom == nom).map(|e| e.acte.acte)
    });
    let lien_due = match (acte, r.id.parse()) {
        (Some(acte), Ok(id)) => adresses::acte(Genre::Dossier, id, acte),
        _ => lien.clone(),
    };
    let referent = r.referent.as_deref().and_then(|id| id.parse().ok());
    Ligne {
        lien,
        menage: r.libelle.clone(),
        dispositif: definition.as_ref().map_or_else(|| r.dispositif.clone(), |d| d.fiche.titre.clone()),
        due: due.map(majuscule).unwrap_or_default(),
        lien_due,
        urgence,
        retard: genre == "retard",
        etape: if r.clos_le.is_some() {
            format!("{} (clos)", majuscule(&r.etape))
        } else {
            majuscule(&r.etape)
        },
        niveau: r.niveau.clone().unwrap_or_default(),
        statut: match r.statut_occupation.as_deref() {
            _ if !lit_c2 => "non communiqué".to_owned(),
            None => "pas de logement".to_owned(),
            Some(statut) => majuscule(statut),
        },
        rencontre: r.derniere_visite.as_deref().map_or_else(|| "aucune".to_owned(), jour),
        referent: referent.map_or_else(|| "à désigner".to_owned(), |id| annuaire.utilisateur(id).to_owned()),
    }
}

/// A stored day as people write it.
pub fn jour(iso: &str) -> String {
    iso.get(..10).unwrap_or(iso).parse::<Date>().map_or_else(|_| iso.to_owned(), domain::texte::jour)
}
