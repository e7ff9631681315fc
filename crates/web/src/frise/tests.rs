//! The four tracks: what is drawn follows from what happened, whatever it was.

use domain::evenement::{Auteur, Champs, Evenement};
use domain::ids::ulid;
use domain::{Acte, Duree, Genre, OrganisationId, UtilisateurId, Valeur};
use jiff::ToSpan;
use jiff::civil::date;
use proptest::prelude::*;

use super::*;

fn evenement(n: u32, acte: Acte, le: Date, champs: &[(&str, Valeur)]) -> Evenement {
    Evenement {
        n,
        acte,
        survenu_le: le,
        enregistre_le: format!("{le}T12:00:00Z"),
        par: Auteur {
            utilisateur: UtilisateurId(ulid(1)),
            organisation: OrganisationId(ulid(2)),
            role: "opérateur".to_owned(),
        },
        champs: champs.iter().map(|(n, v)| ((*n).to_owned(), v.clone())).collect::<Champs>(),
        derogation: None,
    }
}

fn dossier(evenements: Vec<Evenement>) -> Sujet {
    let mut sujet = Sujet::nouveau(SujetId(ulid(9)), Genre::Dossier);
    evenements.into_iter().for_each(|e| sujet.appliquer(e));
    sujet
}

fn mot(m: &str) -> Valeur {
    Valeur::Mot(m.to_owned())
}

fn dessiner(sujet: &Sujet, aujourd_hui: Date, lit: bool) -> Frise {
    let regard = Regard { nom: &|_| "T3 des Lilas".to_owned(), lit: &|_| lit };
    frise(sujet, &[], aujourd_hui, &regard)
}

#[test]
fn the_four_tracks_say_what_happened() {
    let logement = Valeur::Sujet(SujetId(ulid(3)));
    let sujet = dossier(vec![
        evenement(0, Acte::Orienter, date(2025, 6, 2), &[("canal", mot("SIAO"))]),
        evenement(1, Acte::Admettre, date(2025, 7, 1), &[]),
        evenement(
            2,
            Acte::OuvrirMesure,
            date(2025, 7, 2),
            &[("niveau", mot("renforcé")), ("duree", Valeur::Duree(Duree::mois(24)))],
        ),
        evenement(
            3,
            Acte::Entrer,
            date(2025, 8, 1),
            &[("logement", logement), ("statut", mot("sous-location"))],
        ),
        evenement(4, Acte::Suspendre, date(2025, 10, 1), &[]),
        evenement(5, Acte::Reprendre, date(2025, 11, 1), &[]),
        evenement(6, Acte::ChangerNiveau, date(2026, 1, 1), &[("niveau", mot("courant"))]),
        evenement(7, Acte::ConstaterStade, date(2026, 2, 1), &[("stade", mot("assignation"))]),
    ]);
    let f = dessiner(&sujet, date(2026, 6, 1), true);
    let lignes: Vec<String> =
        f.lignes.iter().map(|l| format!("{} | {} | {} | {}", l.piste, l.quoi, l.du, l.au)).collect();
    assert_eq!(
        lignes,
        [
            "Parcours | Orienté | 02/06/2025 | 01/07/2025",
            "Parcours | Admis | 01/07/2025 | 02/07/2025",
            "Parcours | Accompagné | 02/07/2025 | en cours",
            "Accompagnement | Renforcé | 02/07/2025 | 01/10/2025",
            "Accompagnement | Suspendu | 01/10/2025 | 01/11/2025",
            "Accompagnement | Renforcé | 01/11/2025 | 01/01/2026",
            "Accompagnement | Courant | 01/01/2026 | en cours",
            "Accompagnement | Prévu | 01/06/2026 | 02/07/2027",
            "Occupation | Sous-location, T3 des Lilas | 01/08/2025 | en cours",
            "Procédure | Assignation | 01/02/2026 | en cours",
        ]
    );
    assert!(f.pistes.iter().all(|p| p.vide.is_empty()));
}

#[test]
fn what_a_reader_may_not_see_is_not_drawn() {
    let sujet = dossier(vec![
        evenement(0, Acte::Orienter, date(2025, 6, 2), &[]),
        evenement(1, Acte::OuvrirMesure, date(2025, 7, 2), &[("niveau", mot("renforcé"))]),
        evenement(2, Acte::ConstaterStade, date(2026, 2, 1), &[("stade", mot("assignation"))]),
    ]);
    let f = format!("{:?}", dessiner(&sujet, date(2026, 6, 1), false));
    assert!(!f.to_lowercase().contains("renforcé") && !f.to_lowercase().contains("assignation"), "{f}");
    assert!(f.contains("non communiqué"));
}

#[test]
fn an_empty_dossier_is_drawn() {
    let f = dessiner(&dossier(Vec::new()), date(2026, 6, 1), true);
    assert_eq!(f.pistes.len(), 4);
    assert!(f.pistes.iter().all(|p| !p.vide.is_empty()));
    assert!(f.graduations.len() >= 4);
}

prop_compose! {
    fn quelconque()(rang in 0_usize..200, jours in -40_000_i64..3_000_000, n in any::<u8>()) -> (Acte, Date, u8) {
        let actes: Vec<Acte> = Acte::tous().collect();
        let le = date(2026, 1, 1).saturating_add(jours.days());
        (actes[rang % actes.len()], le, n)
    }
}

proptest! {
    #[test]
    fn any_events_give_a_drawing_within_its_frame(
        actes in prop::collection::vec(quelconque(), 0..24),
        jour in -40_000_i64..3_000_000,
    ) {
        let evenements = actes.into_iter().zip(0_u32..).map(|((acte, le, n), rang)| {
            let champs = [
                ("niveau", mot("renforcé")),
                ("statut", mot("bail glissant")),
                ("vers", mot("bail direct")),
                ("stade", mot("procédure éteinte")),
                ("logement", Valeur::Sujet(SujetId(ulid(u128::from(n))))),
                ("duree", Valeur::Duree(Duree::mois(u16::from(n) * 40))),
                ("evenement", Valeur::Nombre(i64::from(n % 24))),
                ("nouveau_jour", Valeur::Jour(le)),
            ];
            evenement(rang, acte, le, &champs)
        });
        let sujet = dossier(evenements.collect());
        let aujourd_hui = date(2026, 1, 1).saturating_add(jour.days());
        let f = dessiner(&sujet, aujourd_hui, true);
        prop_assert!(f.graduations.len() <= 16);
        for barre in f.pistes.iter().flat_map(|p| &p.barres) {
            prop_assert!(barre.x >= 150 && barre.largeur >= 3 && barre.x + barre.largeur <= 1_063);
        }
    }
}
