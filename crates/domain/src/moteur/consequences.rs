//! What an accepted act writes: its own event, completed by what the engine knows, and the events
//! it brings to other sujets.

use super::Monde;
use super::decider::evenement;
use super::evaluer::{Trace, Tri};
use super::lecteur::Lecteur;
use super::verdict::Motif;
use crate::acte::Acte;
use crate::etat::{Etat, lien};
use crate::evenement::{Champs, Commande, Evenement};
use crate::ids::SujetId;
use crate::sujet::{Genre, Sujet};
use crate::valeur::Valeur;

/// The sujet that a creation brings into being.
pub(super) fn naissance(monde: Monde<'_>, commande: &Commande) -> Sujet {
    let genre = commande.acte.description().genre;
    let mut sujet = Sujet::nouveau(commande.sujet, genre);
    sujet.menage =
        if genre == Genre::Menage { Some(commande.sujet) } else { lien(&commande.champs, "menage") };
    sujet.convention =
        if genre == Genre::Convention { Some(commande.sujet) } else { lien(&commande.champs, "convention") };
    if !monde.dispositif.is_empty() && genre != Genre::Menage {
        sujet.dispositif = Some(monde.dispositif.to_owned());
        sujet.mecanique = Some(monde.empreinte.to_owned());
    }
    sujet
}

/// The fields of the act, completed by what follows from the definition.
pub(super) fn champs_completes(monde: Monde<'_>, sujet: Option<&Sujet>, commande: &Commande) -> Champs {
    let mut champs = commande.champs.clone();
    match commande.acte {
        Acte::OuvrirMesure => {
            if let Some(duree) = monde.mecanique.mesure.as_ref().and_then(|m| m.duree) {
                champs.entry("duree".to_owned()).or_insert(Valeur::Duree(duree));
            }
        }
        Acte::Admettre => {
            let lecteur = Lecteur::pour(monde, sujet, commande, false);
            let quotas: Vec<String> = monde
                .mecanique
                .quotas_d_admission()
                .filter(|q| {
                    let si = q.si.as_ref().map_or(Tri::Vrai, |c| lecteur.condition(c, &mut Trace::default()));
                    si == Tri::Vrai
                })
                .map(|q| q.nom.clone())
                .collect();
            if !quotas.is_empty() {
                champs.insert("quotas".to_owned(), Valeur::Mots(quotas));
            }
        }
        _ => {}
    }
    champs
}

/// Everything that an accepted command appends.
pub(super) fn evenements(
    monde: Monde<'_>,
    commande: &Commande,
    motifs: &[Motif],
    enregistre_le: &str,
) -> Vec<(SujetId, Evenement)> {
    let sujet = monde.sujets.get(&commande.sujet);
    let n = sujet.map_or(0, Sujet::prochain_rang);
    let champs = champs_completes(monde, sujet, commande);
    let mut suite = vec![(commande.sujet, evenement(commande, n, champs, motifs, enregistre_le))];
    let mut ailleurs = |vers: SujetId, acte: Acte, champs: Champs| {
        if let Some(autre) = monde.sujets.get(&vers) {
            let derive = Commande { acte, sujet: vers, champs: Champs::new(), ..commande.clone() };
            suite.push((vers, evenement(&derive, autre.prochain_rang(), champs, &[], enregistre_le)));
        }
    };
    match commande.acte {
        Acte::TenirSeanceCollective => {
            if let Some(Valeur::Sujets(presents)) = commande.champ("presents") {
                let mut presents = presents.clone();
                presents.sort_unstable();
                presents.dedup();
                for dossier in presents {
                    let action = [("action".to_owned(), Valeur::Sujet(commande.sujet))];
                    ailleurs(dossier, Acte::Participer, action.into());
                }
            }
        }
        Acte::TenirSeance => {
            if let Some(seance) = sujet {
                let creation =
                    Etat::courant(seance).evenements.first().map(|e| e.champs.clone()).unwrap_or_default();
                let mut champs = Champs::new();
                for (nom, champ) in
                    [("instance", creation.get("instance")), ("participants", commande.champ("participants"))]
                {
                    champs.extend(champ.map(|v| (nom.to_owned(), v.clone())));
                }
                if let Some(convention) = seance.convention {
                    ailleurs(convention, Acte::ReunirInstance, champs);
                }
            }
        }
        _ => {}
    }
    suite
}
