//! A masked figure is on no page and in no file.

use actes::Ordre;
use axum::http::{StatusCode, header};
use domain::{Acte, Champs, Issue, SujetId, UtilisateurId, Valeur, ids};
use jiff::civil::date;

use crate::essais::{ETRANGERE, Monde, OPERATRICE};

/// Households referred under the convention, the first ones admitted.
fn peupler(monde: &Monde, orientes: u128, admis: u128) {
    let acteur = monde.porte.annuaire().acteur(UtilisateurId(ids::ulid(OPERATRICE))).unwrap();
    let agir = |acte: Acte, sujet: SujetId, champs: Champs| {
        let ordre = Ordre {
            acte,
            sujet,
            dispositif: None,
            le: date(2026, 3, 2),
            champs,
            role: None,
            passer_outre: None,
            version_lue: None,
            cle: format!("{}-{sujet}", acte.code()),
        };
        let verdict = monde.porte.agir(&acteur, ordre).unwrap().verdict;
        assert_eq!(verdict.issue, Issue::Accepte, "{} {:?}", acte.nom(), verdict.motifs);
    };
    for n in 0..orientes {
        let (menage, dossier) = (SujetId(ids::ulid(1_000 + 2 * n)), SujetId(ids::ulid(1_001 + 2 * n)));
        let faits = Champs::from([
            ("menage.nom".to_owned(), Valeur::Texte(format!("Ménage {n}"))),
            ("menage.isolement".to_owned(), Valeur::Booleen(true)),
        ]);
        agir(Acte::CreerMenage, menage, faits);
        let champs = Champs::from([
            ("menage".to_owned(), Valeur::Sujet(menage)),
            ("convention".to_owned(), Valeur::Sujet(monde.convention)),
            ("canal".to_owned(), Valeur::Mot("direct".to_owned())),
        ]);
        agir(Acte::Orienter, dossier, champs);
        if n < admis {
            let forme = Champs::from([("forme".to_owned(), Valeur::Mot("écrite".to_owned()))]);
            agir(Acte::RecueillirAdhesion, dossier, forme);
        }
    }
}

#[tokio::test]
async fn a_masked_figure_is_on_no_page_and_in_no_file() {
    let monde = Monde::comme(OPERATRICE).await;
    peupler(&monde, 20, 3);
    let page = monde.get(&format!("/conventions/{}/chiffres", monde.convention)).await;
    assert_eq!(page.statut, StatusCode::OK);
    page.contient("<td data-titre=\"2026 et avant\" class=\"palier-table__nombre\">20</td>");
    page.contient("moins de 5 ménages").contient("Adhésion recueillie").contient("<caption");
    page.tait(">3<").tait(">17<").tait(" style=");
    let csv = monde.get(&format!("/conventions/{}/chiffres.csv", monde.convention)).await;
    assert_eq!(csv.entete(header::CONTENT_TYPE), "text/csv; charset=utf-8");
    csv.contient("\u{feff}Tableau;Ligne;Colonne;Ménages\r\n");
    csv.contient("Où en sont les ménages;Total;2026 et avant;20\r\n");
    csv.contient("Où en sont les ménages;Adhésion recueillie;2026 et avant;masqué\r\n");
    csv.contient("Pourquoi ils sont sortis;Total;Ménages;masqué\r\n");
    csv.tait(";3\r\n").tait(";17\r\n");
}

#[tokio::test]
async fn the_page_of_a_convention_leads_to_its_figures() {
    let monde = Monde::comme(OPERATRICE).await;
    let chiffres = format!("/conventions/{}/chiffres", monde.convention);
    monde.get(&format!("/conventions/{}", monde.convention)).await.contient(&chiffres);
    monde.get(&chiffres).await.contient(&format!("{chiffres}.csv")).contient("Convention du Pont");
}

#[tokio::test]
async fn the_figures_of_a_convention_that_is_not_shared_do_not_exist() {
    let monde = Monde::comme(ETRANGERE).await;
    for suite in ["", ".csv"] {
        let adresse = format!("/conventions/{}/chiffres{suite}", monde.convention);
        assert_eq!(monde.get(&adresse).await.statut, StatusCode::NOT_FOUND);
    }
    let anonyme = Monde::nouveau();
    let adresse = format!("/conventions/{}/chiffres", anonyme.convention);
    assert_ne!(anonyme.get(&adresse).await.statut, StatusCode::OK);
}
