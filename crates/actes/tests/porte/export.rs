//! What a household receives when it asks what is held on it.

use actes::{Erreur, Perimetre};
use domain::{Acte, Genre, OrganisationId, ids};
use store::essais::{base_neuve, base_neuve_postgres};

use crate::famille::{Famille, MARQUES, VOISINE, marque};

#[test]
fn an_export_holds_everything_that_was_written_of_the_household_and_nothing_of_another() {
    for essai in [Some(base_neuve()), base_neuve_postgres()].into_iter().flatten() {
        let famille = Famille::sortie(&essai);
        let export = famille.monde.porte.exporter(&Perimetre::tout(), famille.menage).unwrap();
        assert_eq!(export.nom, marque("nom"));
        assert_eq!(
            export.sujets.iter().map(|s| s.genre).collect::<Vec<_>>(),
            [Genre::Menage, Genre::Dossier]
        );
        let json = serde_json::to_string(&export).unwrap();
        for (nom, texte) in MARQUES {
            let ecrit = serde_json::to_string(texte).unwrap();
            assert!(json.contains(ecrit.trim_matches('"')), "{nom} manque");
        }
        assert!(!json.contains(VOISINE));
        // As many entries as the journal has lines.
        let inventaire = famille.monde.porte.inventaire(famille.menage).unwrap();
        let saisies: usize = export.sujets.iter().map(|s| s.saisies.len()).sum();
        assert_eq!(i64::try_from(saisies), Ok(inventaire.lignes));
    }
}

#[test]
fn a_corrected_entry_stands_in_the_export_as_it_was_written_with_what_corrects_it() {
    let essai = base_neuve();
    let famille = Famille::suivie(&essai);
    let export = famille.monde.porte.exporter(&Perimetre::tout(), famille.menage).unwrap();
    let saisies = &export.sujets[1].saisies;
    let visite = saisies.iter().find(|s| s.acte == Acte::Visiter).unwrap();
    let correction = saisies.iter().find(|s| s.corrige == Some(visite.n)).unwrap();
    assert_eq!((visite.corrigee_par.as_slice(), visite.annulee), ([correction.n].as_slice(), false));
    let texte =
        |s: &actes::Saisie, nom: &str| s.champs.iter().find(|c| c.nom == nom).map(|c| c.texte.clone());
    assert_eq!(texte(visite, "note"), Some(marque("note")));
    assert_eq!(texte(correction, "note"), Some(marque("note corrigée")));
    assert_eq!(texte(correction, "motif_correction"), Some(marque("motif de correction")));
    assert_eq!(correction.libelle, "corriger « visiter » du 02/11/2026");
    assert_eq!(visite.passe_outre.as_ref().map(|(_, motif)| motif.clone()), Some(marque("passer outre")));
}

#[test]
fn an_export_names_who_takes_part_what_is_due_and_what_is_known() {
    let essai = base_neuve();
    let famille = Famille::suivie(&essai);
    let export = famille.monde.porte.exporter(&Perimetre::tout(), famille.menage).unwrap();
    let (menage, dossier) = (&export.sujets[0], &export.sujets[1]);
    let nom = menage.faits.iter().find(|f| f.nom == "menage.nom").unwrap();
    assert_eq!((nom.libelle.as_str(), nom.texte.as_str()), ("nom du ménage", marque("nom").as_str()));
    assert_eq!(dossier.parties[0].organisation, "Le Palier Bleu");
    assert_eq!(dossier.echeances[0].nom, "visite mensuelle");
    assert_eq!(dossier.dispositif.as_deref(), Some("Essai"));
    assert!(dossier.saisies.iter().all(|s| s.par == "Personne d'essai"));
}

#[test]
fn an_export_does_not_leave_the_perimeter_of_who_asks() {
    let essai = base_neuve();
    let famille = Famille::suivie(&essai);
    let porte = &famille.monde.porte;
    let ailleurs = Perimetre::default().organisation(OrganisationId(ids::ulid(77)));
    assert!(matches!(porte.exporter(&ailleurs, famille.menage), Err(Erreur::Introuvable)));
    assert!(matches!(porte.exporter(&Perimetre::tout(), famille.dossier), Err(Erreur::Introuvable)));
}
