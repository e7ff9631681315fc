//! The accounts of others, as whoever administers keeps them in her browser.

use axum::http::{StatusCode, header};
use domain::{OrganisationId, UtilisateurId, ids};

use crate::essais::{ETRANGERE, Monde, OPERATRICE, Recu};

/// The demo, as someone who administers the association.
async fn claire() -> Monde {
    let monde = Monde::nouveau();
    let pont = OrganisationId(ids::ulid(1));
    let fonction = monde.porte.lire_fonction(pont, "administration", "administration").unwrap();
    let claire = monde.porte.accueillir("Claire Pont", &fonction).unwrap();
    monde.devenir(claire).await
}

async fn poster(monde: &Monde, adresse: &str, champs: &[(&str, &str)]) -> Recu {
    let jeton = monde.get("/connexion").await.cache("jeton");
    let tous = [&[("jeton", jeton.as_str())], champs].concat();
    monde.post(adresse, &tous).await
}

const LEA: [(&str, &str); 4] = [
    ("nom", "Léa Rive"),
    ("identifiant", "lea@pont.example.org"),
    ("profil", "intervenant social"),
    ("fonction", "référente"),
];

fn page_de(monde: &Monde, identifiant: &str) -> String {
    format!("/comptes/{}", monde.porte.titulaire(identifiant).unwrap().unwrap())
}

#[tokio::test]
async fn whoever_administers_invites_sees_and_closes() {
    let monde = claire().await;
    let liste = monde.get("/comptes").await;
    liste
        .contient("Anne Pont")
        .contient("Jamais invité")
        .tait("Luc Lac")
        .contient("href=\"/comptes\" aria-current");
    let donne = poster(&monde, "/comptes", &LEA).await;
    assert_eq!(donne.statut, StatusCode::OK);
    donne.contient("Le lien de Léa Rive").contient("Il ne sera plus montré").contient("sept jours");
    let lien = donne.texte.split("readonly value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let chemin = &lien[lien.find("/invitation/").unwrap()..];
    monde.get(chemin).await.contient("Bonjour Léa Rive");
    let liste = monde.get("/comptes").await;
    liste
        .contient("Invité, lien valable jusqu’au")
        .contient("Compte créé")
        .contient("Claire Pont")
        .tait(&lien);
    let lea = page_de(&monde, "lea@pont.example.org");
    monde.get(&lea).await.contient("Donner un nouveau lien").tait("second facteur et ses codes");
    let autre = poster(&monde, &format!("{lea}/lien"), &[]).await;
    autre.contient("Le lien de Léa Rive");
    assert_eq!(monde.get(chemin).await.statut, StatusCode::NOT_FOUND, "the next one cancels it");
    monde.get(&format!("{lea}/desactiver")).await.contient("Désactiver le compte de Léa Rive");
    let fait = poster(&monde, &format!("{lea}/desactiver"), &[]).await;
    assert_eq!(fait.entete(header::LOCATION), "/comptes?fait=desactive");
    monde.get("/comptes?fait=desactive").await.contient("Ce compte est désactivé").contient("Désactivé le");
    monde.get(&lea).await.contient("Son compte se rouvrira").tait("/desactiver\"");
}

#[tokio::test]
async fn what_is_wrong_in_an_invitation_is_said_and_nothing_typed_is_lost() {
    let monde = claire().await;
    let sans_metier = poster(&monde, "/comptes", &[("nom", "Léa Rive"), ("identifiant", "a b")]).await;
    assert_eq!(sans_metier.statut, StatusCode::UNPROCESSABLE_ENTITY);
    sans_metier.contient("href=\"#profil\"").contient("value=\"Léa Rive\"").contient("value=\"a b\"");
    for (champ, valeur) in [("identifiant", "a b"), ("nom", ""), ("profil", "conseiller social du bailleur")]
    {
        let champs = LEA.map(|(n, v)| (n, if n == champ { valeur } else { v }));
        let refus = poster(&monde, "/comptes", &champs).await;
        assert_eq!(refus.statut, StatusCode::UNPROCESSABLE_ENTITY, "{champ}");
        refus.contient(&format!("href=\"#{champ}\"")).contient("value=\"référente\"");
    }
    assert_eq!(monde.porte.titulaire("lea@pont.example.org").unwrap(), None);
    let soi = format!("/comptes/{}", monde.porte.annuaire().utilisateurs.keys().next_back().unwrap());
    monde.get(&soi).await.contient("C’est votre compte").tait("/lien\"");
    let refus = poster(&monde, &format!("{soi}/desactiver"), &[]).await;
    assert_eq!(refus.statut, StatusCode::FORBIDDEN);
    refus.contient("C’est votre propre compte");
}

#[tokio::test]
async fn these_pages_exist_for_nobody_else_and_not_for_another_house() {
    let anne = Monde::comme(OPERATRICE).await;
    let luc = UtilisateurId(ids::ulid(ETRANGERE));
    let adresses = ["/comptes".to_owned(), format!("/comptes/{luc}"), format!("/comptes/{luc}/desactiver")];
    for adresse in &adresses {
        assert_eq!(anne.get(adresse).await.statut, StatusCode::NOT_FOUND, "{adresse}");
    }
    let claire = claire().await;
    for adresse in &adresses[1..] {
        assert_eq!(claire.get(adresse).await.statut, StatusCode::NOT_FOUND, "{adresse}");
    }
    for monde in [&anne, &claire] {
        for (adresse, champs) in
            [(format!("/comptes/{luc}/lien"), &LEA[..]), (format!("/comptes/{luc}/desactiver"), &[])]
        {
            let recu = poster(monde, &adresse, champs).await;
            assert_eq!(recu.statut, StatusCode::NOT_FOUND, "{adresse}");
        }
    }
    assert_eq!(poster(&anne, "/comptes", &LEA).await.statut, StatusCode::NOT_FOUND);
    anne.get("/dossiers").await.tait("href=\"/comptes\"");
    assert_eq!(anne.porte.titulaire("lea@pont.example.org").unwrap(), None);
}

#[tokio::test]
async fn whoever_administers_reads_no_household_and_records_none() {
    let monde = claire().await;
    let convention = format!("/conventions/{}", monde.convention);
    assert_eq!(monde.get(&convention).await.statut, StatusCode::NOT_FOUND);
    monde.get("/conventions").await.tait("Convention du Pont");
    let champs = [("menage.nom", "Ménage Essai"), ("le", "24/11/2026"), ("cle", "une")];
    let refus = poster(&monde, "/menages", &champs).await;
    assert_eq!(refus.statut, StatusCode::FORBIDDEN);
    refus.contient("Vous tenez les comptes");
}

#[tokio::test]
async fn each_reads_on_her_own_page_what_happened_to_her_account() {
    let anne = Monde::comme(OPERATRICE).await;
    anne.get("/compte")
        .await
        .contient("Ce qui est arrivé à mon compte")
        .contient("Compte créé")
        .tait("Luc Lac");
}
