//! What does not exist for a reader and what does not exist at all: one answer, to the byte.

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

/// The answers to two lists of requests that tell these identifiers apart from none.
fn ecarts(qui: Qui, monde: &Monde, siennes: &[Demande], rien: &[Demande], ids: [SujetId; 2]) -> Vec<String> {
    let lectrice = monde.lectrice(Some(qui));
    let jeton = lectrice.get("/connexion").cache("jeton");
    let mut ecarts = Vec::new();
    for (demande, rien) in siennes.iter().zip(rien) {
        for json in [false, true] {
            let ici = empreinte(&demander(&lectrice, &jeton, demande, json), ids);
            let la = empreinte(&demander(&lectrice, &jeton, rien, json), [AUCUN, AUCUN]);
            if ici != la {
                ecarts.push(format!("{qui:?} json={json} {demande:?}\n{ici:.300}\n{la:.300}"));
            }
        }
    }
    ecarts
}

fn personne(fautes: &[String]) {
    let montrees: Vec<&String> = fautes.iter().take(10).collect();
    assert!(fautes.is_empty(), "{} answers differ\n{montrees:#?}", fautes.len());
}

#[test]
fn a_household_that_is_not_hers_is_answered_as_none_is() {
    let monde = Monde::vide();
    Conteuse::conter(&monde);
    let mut fautes = Vec::new();
    for qui in Qui::TOUTES.iter().map(|(qui, ..)| *qui) {
        for foyer in Foyer::TOUS.into_iter().filter(|f| qui.droits(*f).is_none()) {
            let ids = [foyer.menage(), foyer.dossier()];
            // Every act of one that is protected; of the others, a few.
            let actes = if foyer == Foyer::Protege { tous } else { quelques_uns };
            fautes.extend(ecarts(qui, &monde, &du_foyer(foyer, actes), &de_rien(actes), ids));
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
            fautes.extend(ecarts(qui, &monde, &tout(convention), &tout(AUCUN), [convention; 2]));
        }
        if dehors(SOINS) || qui.maison() == Maison::Hautbois {
            let (sien, rien) =
                (du_sujet(Genre::Logement, LOGEMENT, tous), du_sujet(Genre::Logement, AUCUN, tous));
            fautes.extend(ecarts(qui, &monde, &sien, &rien, [LOGEMENT; 2]));
        }
        if dehors(SOINS) {
            let (sienne, rien) =
                (du_sujet(Genre::Equipe, EQUIPE, tous), du_sujet(Genre::Equipe, AUCUN, tous));
            fautes.extend(ecarts(qui, &monde, &sienne, &rien, [EQUIPE; 2]));
        }
    }
    personne(&fautes);
}
