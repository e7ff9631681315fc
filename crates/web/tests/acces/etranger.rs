//! What does not exist for a reader and what does not exist at all: one answer, to the byte.

use std::cell::LazyCell;
use std::fmt::Write as _;

use domain::{Genre, SujetId};

use crate::canaris::Conteuse;
use crate::histoire::{EQUIPE, LOGEMENT, SOINS, SORTIE};
use crate::monde::{Lectrice, Monde, Recu};
use crate::parcours::nettoyer;
use crate::personnes::{Foyer, Maison, Qui, parties};
use crate::routes::{AUCUN, Demande, de_rien, du_foyer, du_sujet, quelques_uns, sous, tous};

/// The answer to a request, by someone whose token is this one.
pub fn demander(lectrice: &Lectrice<'_>, jeton: &str, demande: &Demande, json: bool) -> Recu {
    let corps = format!("jeton={jeton}&cle=cle&{}", demande.corps);
    match (demande.pose, json) {
        (false, false) => lectrice.get(&demande.adresse),
        (false, true) => lectrice.get_json(&demande.adresse),
        (true, false) => lectrice.poser(&demande.adresse, &corps),
        (true, true) => lectrice.poser_json(&demande.adresse, &corps),
    }
}

/// All that can be told apart in an answer, once the identifiers that the request held are one.
fn empreinte(recu: &Recu, ids: [SujetId; 2]) -> String {
    let mut dit = format!("{} {:?} {} octets\n", recu.statut, recu.entetes, recu.texte.len());
    let texte = ids.iter().fold(nettoyer(&recu.texte), |t, id| t.replace(&id.to_string(), "ID"));
    write!(dit, "{texte}").unwrap();
    dit
}

/// The answers to these requests, as a page and for a program.
fn reponses(lectrice: &Lectrice<'_>, demandes: &[Demande], ids: [SujetId; 2]) -> Vec<String> {
    let jeton = lectrice.get("/connexion").cache("jeton");
    let deux = demandes.iter().flat_map(|demande| [false, true].map(|json| (demande, json)));
    deux.map(|(demande, json)| empreinte(&demander(lectrice, &jeton, demande, json), ids)).collect()
}

/// What tells, in the answers to these requests, these identifiers from none.
fn ecarts(lectrice: &Lectrice<'_>, siennes: &[Demande], rien: &[String], ids: [SujetId; 2]) -> Vec<String> {
    let siennes_dites = reponses(lectrice, siennes, ids);
    assert_eq!(siennes_dites.len(), rien.len());
    let pairs = siennes_dites.iter().zip(rien).enumerate().filter(|(_, (ici, la))| ici != la);
    pairs.map(|(n, (ici, la))| format!("{:?}\n{ici:.300}\n{la:.300}", siennes[n / 2])).collect()
}

fn personne(fautes: &[String]) {
    let montrees: Vec<&String> = fautes.iter().take(10).collect();
    assert!(fautes.is_empty(), "{} answers differ\n{montrees:#?}", fautes.len());
}

#[test]
fn a_household_that_is_not_hers_is_answered_as_none_is() {
    let mondes = Monde::de_chaque_moteur();
    mondes.iter().for_each(|monde| drop(Conteuse::conter(monde)));
    let mut fautes = Vec::new();
    // Each reader on one engine in turn.
    for (n, qui) in Qui::TOUTES.iter().map(|(qui, ..)| *qui).enumerate() {
        let lectrice = mondes[n % mondes.len()].lectrice(Some(qui));
        // Every act of one that is protected; of the others, a few.
        let rien = |actes| reponses(&lectrice, &de_rien(actes), [AUCUN, AUCUN]);
        let (de_tout, de_peu) = (LazyCell::new(|| rien(tous)), rien(quelques_uns));
        for foyer in Foyer::TOUS.into_iter().filter(|f| qui.droits(*f).is_none()) {
            let ids = [foyer.menage(), foyer.dossier()];
            let ecarts = match foyer {
                Foyer::Protege => ecarts(&lectrice, &du_foyer(foyer, tous), &de_tout, ids),
                _ => ecarts(&lectrice, &du_foyer(foyer, quelques_uns), &de_peu, ids),
            };
            fautes.extend(ecarts.into_iter().map(|e| format!("{qui:?} {e}")));
        }
    }
    personne(&fautes);
}

#[test]
fn a_convention_and_what_belongs_to_it_are_answered_as_none_are_to_those_outside() {
    let monde = Monde::vide();
    Conteuse::conter(&monde);
    let mut fautes = Vec::new();
    for qui in Qui::TOUTES.iter().map(|(qui, ..)| *qui) {
        let lectrice = monde.lectrice(Some(qui));
        let mut comparer = |siennes: &[Demande], rien: &[Demande], id: SujetId| {
            let rien = reponses(&lectrice, rien, [AUCUN, AUCUN]);
            let ecarts = ecarts(&lectrice, siennes, &rien, [id; 2]);
            fautes.extend(ecarts.into_iter().map(|e| format!("{qui:?} {e}")));
        };
        let dehors = |convention| !parties(convention).contains(&qui.maison());
        for convention in [SOINS, SORTIE].into_iter().filter(|c| dehors(*c)) {
            // Of what is shared with her, she may learn under which convention.
            let partage =
                Foyer::TOUS.iter().any(|f| f.convention() == convention && qui.droits(*f).is_some());
            let liste = |d: &Demande| d.adresse.starts_with("/dossiers?");
            let tout = |id| {
                let mut tout = [du_sujet(Genre::Convention, id, tous), sous(id)].concat();
                tout.retain(|d| !(partage && liste(d)));
                tout
            };
            comparer(&tout(convention), &tout(AUCUN), convention);
        }
        let mut du_genre =
            |genre, id| comparer(&du_sujet(genre, id, tous), &du_sujet(genre, AUCUN, tous), id);
        if dehors(SOINS) || qui.maison() == Maison::Hautbois {
            du_genre(Genre::Logement, LOGEMENT);
        }
        if dehors(SOINS) {
            du_genre(Genre::Equipe, EQUIPE);
        }
    }
    personne(&fautes);
}
