//! The catalogue compared, taken away, counted and printed, by who may read all of it and by who may not.

use axum::http::{StatusCode, header};
use serde_json::Value;

use crate::essais::{ETRANGERE, Monde, OPERATRICE};

/// What only those who take part in the dispositif may read of it.
const TUS: [&str; 6] =
    ["Maison des essais", "pour la santé", "Santé mentale", "énages isolés", "Comité", "Ménage isolé"];

const EXTRAITS: [&str; 5] = [
    "/dispositifs.json",
    "/dispositifs.csv",
    "/dispositifs/chiffres",
    "/dispositifs/guide",
    "/dispositifs/comparer?id=essai&id=jumeau",
];

#[tokio::test]
async fn what_is_kept_quiet_is_in_no_file_no_figure_and_no_comparison() {
    let (dedans, dehors) = (Monde::comme(OPERATRICE).await, Monde::comme(ETRANGERE).await);
    for adresse in EXTRAITS {
        let recu = dehors.get(adresse).await;
        assert_eq!(recu.statut, StatusCode::OK, "{adresse}");
        for tu in TUS {
            recu.tait(tu);
        }
        let recu = dedans.get(adresse).await;
        assert!(TUS.iter().any(|tu| recu.texte.contains(tu)), "{adresse}");
    }
    dehors.get("/dispositifs.json").await.contient("Maison verte").contient("\"nom_neutre\":true");
    dehors.get("/dispositifs/guide").await.contient("Maison verte").contient("Nom neutre");
    dehors.get("/dispositifs/chiffres").await.contient("fiches sous un nom neutre ne sont pas comptées ici");
}

#[tokio::test]
async fn a_filter_on_what_is_kept_quiet_finds_nothing_in_any_file() {
    let dehors = Monde::comme(ETRANGERE).await;
    for filtre in ["public=isolement", "mecanisme=commission", "q=sante", "chapitre=3.1"] {
        dehors.get(&format!("/dispositifs.csv?{filtre}")).await.tait("Maison verte");
        dehors.get(&format!("/dispositifs/guide?{filtre}")).await.tait("Maison verte");
        dehors.get(&format!("/dispositifs/chiffres?{filtre}")).await.contient("Rien à compter");
    }
    let json = dehors.get("/dispositifs.json?mecanisme=commission").await;
    assert_eq!(json.texte, "[]");
}

#[tokio::test]
async fn two_sheets_are_compared_and_each_line_says_whether_they_differ() {
    let monde = Monde::comme(OPERATRICE).await;
    let page = monde.get("/dispositifs/comparer?id=essai&id=jumeau&volet=acc%C3%A8s").await;
    page.contient("<th scope=\"row\">Publics<span class=\"palier-ecart palier-ecart--pareil\">pareil")
        .contient("<th scope=\"row\">Ménages sur tout le projet<span class=\"palier-ecart palier-ecart--differe\">diffère")
        // Filters and ticks go back to the list.
        .contient("href=\"/dispositifs?volet=acc%C3%A8s&#38;id=essai&#38;id=jumeau\"");
    let seules = monde.get("/dispositifs/comparer?id=essai&id=jumeau&differences=1").await;
    seules.contient("Montrer toutes les lignes").contient("Ménages sur tout le projet").tait(">Publics<");
    let dehors = Monde::comme(ETRANGERE).await;
    dehors
        .get("/dispositifs/comparer?id=essai&id=jumeau")
        .await
        .contient("Publics<span class=\"palier-ecart palier-ecart--inconnu\">ne se compare pas")
        .contient("non montré ici");
}

#[tokio::test]
async fn a_comparison_that_cannot_be_says_what_to_do() {
    let monde = Monde::comme(OPERATRICE).await;
    for (ids, statut, dit) in [
        ("", 200, "Choisissez deux à quatre fiches"),
        ("id=essai", 200, "<option value=\"essai\" selected>"),
        ("id=essai&id=essai", 200, "Choisissez deux à quatre fiches"),
        ("id=essai&id=jumeau&choisir=1", 200, "<option value=\"jumeau\" selected>"),
        ("id=essai&id=%3Cb%3E", 422, "Aucune fiche ne porte le numéro «\u{a0}&#60;b&#62;\u{a0}»"),
        ("id=1&id=2&id=3&id=4&id=5", 422, "choisissez-la dans une liste"),
    ] {
        let recu = monde.get(&format!("/dispositifs/comparer?{ids}")).await;
        assert_eq!(recu.statut.as_u16(), statut, "{ids}");
        recu.contient(dit);
    }
}

#[tokio::test]
async fn what_is_ticked_stays_ticked_under_other_filters() {
    let monde = Monde::comme(OPERATRICE).await;
    let ticked = "type=\"checkbox\" name=\"id\" value=\"essai\" form=\"filtres\" checked";
    monde.get("/dispositifs?id=essai").await.contient(ticked).tait("hors de cette page");
    monde.get("/dispositifs?id=essai&q=zzz").await.contient(ticked).contient("hors de cette page");
}

#[tokio::test]
async fn files_hold_the_list_as_filtered_with_figures_that_a_spreadsheet_adds() {
    let monde = Monde::comme(OPERATRICE).await;
    let csv = monde.get("/dispositifs.csv?q=maison").await;
    assert_eq!(csv.entete(header::CONTENT_TYPE), "text/csv; charset=utf-8");
    assert!(csv.texte.starts_with("\u{feff}Numéro;Titre;Nom neutre;Chapitre;"), "{}", csv.texte);
    csv.contient("essai;Maison des essais;non;3.1 Santé mentale").contient(";25000,00;").tait("jumeau;");
    let json: Vec<Value> = serde_json::from_str(&monde.get("/dispositifs.json").await.texte).unwrap();
    let essai = json.iter().find(|d| d["id"] == "essai").unwrap();
    assert_eq!(essai["cout_total_centimes"], 2_500_000);
    assert_eq!(essai["menages"]["prevus"], 12);
    assert_eq!(essai["couts"].as_array().unwrap().len(), 2);
    let xlsx = monde.get("/dispositifs.xlsx").await;
    assert!(xlsx.entete(header::CONTENT_DISPOSITION).contains("dispositifs.xlsx"));
    assert!(xlsx.texte.starts_with("PK"));
    monde.get("/dispositifs?q=maison").await.contient("href=\"/dispositifs.csv?q=maison\"");
}

#[tokio::test]
async fn the_guide_has_a_contents_whose_links_lead_to_each_sheet() {
    let guide = Monde::comme(OPERATRICE).await.get("/dispositifs/guide").await;
    for id in ["essai", "jumeau"] {
        guide.contient(&format!("href=\"#fiche-{id}\"")).contient(&format!("id=\"fiche-{id}\""));
    }
    guide.contient("Synthèse").contient("La fiche ne précise pas");
}

/// All pages of the catalogue.
const CATALOGUE: [&str; 10] = [
    "/dispositifs",
    "/dispositifs.csv",
    "/dispositifs.json",
    "/dispositifs.xlsx",
    "/dispositifs/carte",
    "/dispositifs/mecanismes",
    "/dispositifs/chiffres",
    "/dispositifs/guide",
    "/dispositifs/comparer?id=essai&id=jumeau",
    "/dispositifs/essai",
];

#[tokio::test]
async fn without_an_account_the_catalogue_opens_only_when_the_operator_says_so() {
    let (ferme, ouvert) = (Monde::serveur(), Monde::serveur_a_catalogue_public());
    for adresse in CATALOGUE {
        let recu = ferme.get(adresse).await;
        assert_eq!(recu.statut, StatusCode::SEE_OTHER, "{adresse}");
        assert!(recu.entete(header::LOCATION).starts_with("/connexion?retour=%2Fdispositifs"), "{adresse}");
        recu.tait("Maison");
        assert_eq!(ferme.get_json(adresse).await.statut, StatusCode::UNAUTHORIZED, "{adresse}");
        let recu = ouvert.get(adresse).await;
        assert_eq!(recu.statut, StatusCode::OK, "{adresse}");
        for tu in TUS {
            recu.tait(tu);
        }
    }
    ferme.get("/").await.tait("href=\"/dispositifs\"");
    ouvert.get("/").await.contient("href=\"/dispositifs\"");
    ouvert.get("/dispositifs").await.contient("Vous lisez le catalogue sans compte");
}

#[tokio::test]
async fn a_public_catalogue_opens_nothing_else() {
    let ouvert = Monde::serveur_a_catalogue_public();
    let convention = ouvert.convention;
    let autres = ["/dossiers", "/conventions", "/logements", "/seances", "/echeances", "/comptes", "/compte"];
    let autres = autres.map(str::to_owned).into_iter().chain([
        format!("/conventions/{convention}"),
        format!("/conventions/{convention}/chiffres"),
        format!("/orienter?convention={convention}"),
    ]);
    for adresse in autres {
        let recu = ouvert.get(&adresse).await;
        assert_eq!(recu.statut, StatusCode::SEE_OTHER, "{adresse}");
        assert!(recu.entete(header::LOCATION).starts_with("/connexion?retour="), "{adresse}");
    }
}
