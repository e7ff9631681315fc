//! The figures of a convention, counted on real bases and masked for who reads them.

use actes::{Erreur, Ordre};
use domain::{Acte, Champs, Date, OrganisationId, SujetId, Valeur, ids};
use jiff::civil::date;
use policy::chiffres::Cellule;
use store::essais::pour_chaque_moteur;

use crate::territoire::{Territoire, ordre};

fn mot(nom: &str, valeur: &str) -> (String, Valeur) {
    (nom.to_owned(), Valeur::Mot(valeur.to_owned()))
}

/// Of the row with this heading, its total.
fn ligne(tableau: &actes::Tableau, titre: &str) -> Cellule {
    let i = tableau.lignes.iter().position(|l| l == titre).unwrap();
    tableau.masques.lignes[i]
}

fn admis(monde: &Territoire, n: u128) -> SujetId {
    let dossier = monde.oriente(n);
    monde.accepte(ordre(Acte::Admettre, dossier, Champs::new()));
    dossier
}

fn orienter(monde: &Territoire, rangs: std::ops::Range<u128>) {
    for n in rangs {
        monde.oriente(n);
    }
}

#[test]
fn dossiers_are_counted_by_step_and_those_who_left_by_reason() {
    pour_chaque_moteur(|essai| {
        let monde = Territoire::nouveau(essai, 100);
        orienter(&monde, 0..9);
        for n in 9..30 {
            let dossier = admis(&monde, n);
            let motif = if n < 20 { "autonomie" } else { "relogement" };
            monde.accepte(ordre(Acte::Sortir, dossier, Champs::from([mot("motif", motif)])));
        }
        let lus = monde.porte.chiffres(&monde.acteur, monde.convention).unwrap();
        assert_eq!(lus.parcours.masques.total, Cellule::Exact(30));
        assert_eq!(lus.parcours.colonnes, ["2026 et avant"]);
        assert_eq!(lus.occupation.masques.total, Cellule::Exact(30));
        let vus = [ligne(&lus.parcours, "orienté"), ligne(&lus.parcours, "sorti")];
        assert!(vus.iter().all(|c| [Cellule::Masque, Cellule::Exact(9), Cellule::Exact(21)].contains(c)));
        assert_eq!(ligne(&lus.parcours, "admis"), Cellule::Masque, "nobody: masked like a few");
        // The exits add up to a line of the other table: they are shown only if it is.
        let sorties = &lus.sorties.masques;
        assert_eq!(sorties.total, ligne(&lus.parcours, "sorti"));
        let muettes = sorties.cellules.iter().flatten().all(|c| *c == Cellule::Masque);
        assert!(sorties.total != Cellule::Masque || muettes);
    });
}

#[test]
fn the_households_that_the_reader_follows_do_not_make_a_figure_large() {
    pour_chaque_moteur(|essai| {
        let monde = Territoire::nouveau(essai, 100);
        let elle = Valeur::Utilisateur(monde.acteur.utilisateur);
        for n in 0..7 {
            let dossier = admis(&monde, n);
            let champs = Champs::from([("referent".to_owned(), elle.clone())]);
            monde.accepte(ordre(Acte::OuvrirMesure, dossier, champs));
            let motif = Champs::from([mot("motif", "autonomie")]);
            if n < 3 {
                monde.accepte(ordre(Acte::Sortir, dossier, motif));
            }
        }
        let total = |acteur| monde.porte.chiffres(acteur, monde.convention).unwrap().parcours.masques.total;
        assert_eq!(total(&monde.acteur), Cellule::Masque, "all of them are hers, those who left too");
        let mut collegue = monde.acteur.clone();
        collegue.utilisateur = domain::UtilisateurId(ids::ulid(77));
        assert_eq!(total(&collegue), Cellule::Exact(7));
    });
}

#[test]
fn the_same_reader_always_reads_the_same_masks() {
    pour_chaque_moteur(|essai| {
        let monde = Territoire::nouveau(essai, 100);
        orienter(&monde, 0..8);
        for n in 8..20 {
            admis(&monde, n);
        }
        let lire = || monde.porte.chiffres(&monde.acteur, monde.convention).unwrap();
        assert_eq!(lire(), lire());
    });
}

#[test]
fn figures_of_others_and_of_what_is_no_convention_are_not_found() {
    pour_chaque_moteur(|essai| {
        let monde = Territoire::nouveau(essai, 5);
        let dossier = monde.oriente(0);
        let mut autre = monde.acteur.clone();
        autre.organisation = OrganisationId(ids::ulid(99));
        let refus =
            [monde.porte.chiffres(&autre, monde.convention), monde.porte.chiffres(&monde.acteur, dossier)];
        assert!(refus.into_iter().all(|r| matches!(r, Err(Erreur::Introuvable))));
    });
}

/// Opens another convention of the same dispositif, since that day, and works under it from now on.
fn seconde_convention(monde: &mut Territoire, debut: Date) -> SujetId {
    let premiere = std::mem::replace(&mut monde.convention, SujetId(ids::ulid(4)));
    let champs = Champs::from([("convention.debut".to_owned(), Valeur::Jour(debut))]);
    let ouverture = ordre(Acte::OuvrirConvention, monde.convention, champs);
    let role = Some("opérateur".to_owned());
    monde.accepte(Ordre { dispositif: Some("essai".to_owned()), role, ..ouverture });
    let elle = ("organisation".to_owned(), Valeur::Organisation(monde.acteur.organisation));
    let confie = Champs::from([mot("role", "opérateur"), elle]);
    monde.accepte(ordre(Acte::ConfierRole, monde.convention, confie));
    premiere
}

#[test]
fn a_dossier_of_another_convention_is_not_counted() {
    pour_chaque_moteur(|essai| {
        let mut monde = Territoire::nouveau(essai, 100);
        orienter(&monde, 0..8);
        let premiere = seconde_convention(&mut monde, date(2026, 1, 1));
        orienter(&monde, 8..14);
        let total = |id| monde.porte.chiffres(&monde.acteur, id).unwrap().parcours.masques.total;
        assert_eq!([total(premiere), total(monde.convention)], [8, 6].map(Cellule::Exact));
    });
}

#[test]
fn years_have_their_columns_from_the_beginning_of_the_convention_whether_or_not_somebody_came() {
    pour_chaque_moteur(|essai| {
        let mut monde = Territoire::nouveau(essai, 100);
        seconde_convention(&mut monde, date(2024, 3, 1));
        orienter(&monde, 0..12);
        let lus = monde.porte.chiffres(&monde.acteur, monde.convention).unwrap().parcours;
        assert_eq!(lus.colonnes, ["2024 et avant", "2025", "2026"]);
        assert_eq!(lus.masques.total, Cellule::Exact(12));
        assert_eq!(lus.masques.colonnes[..2], [Cellule::Masque; 2], "nobody: masked like a few");
    });
}
