//! What opens and closes with time: shares, emergencies, protections. On the day before and on the day after, nothing.

use axum::http::StatusCode;
use domain::{Acte, Date, Valeur};
use jiff::civil::date;

use crate::histoire::{GLISSANTE, Geste, Plume, SOINS, mot, mots, texte};
use crate::monde::{AUJOURD_HUI, Monde};
use crate::personnes::{Foyer, Maison, Qui};

const FOYER: Foyer = Foyer::Partage;

/// One household in the first convention.
fn monde(suite: impl FnOnce(&mut Plume<'_>)) -> Monde {
    let monde = Monde::vide();
    let mut plume = Plume::nouvelle(&monde);
    plume.conventions();
    plume.foyer(FOYER, "Ménage Part", &[]);
    let note = [("avec", mot("entourage")), ("note", texte("Note de Part"))];
    plume.noter(Qui::Operatrice, Acte::Mediation, FOYER.dossier(), &note);
    suite(&mut plume);
    monde
}

/// What was said with this world may be said later, too.
fn ensuite(monde: &Monde, suite: impl FnOnce(&mut Plume<'_>)) {
    suite(&mut Plume::plus_tard(monde));
}

fn existe(monde: &Monde, qui: Qui) -> bool {
    let lectrice = monde.lectrice(Some(qui));
    let page = lectrice.get(&format!("/dossiers/{}", FOYER.dossier())).statut == StatusCode::OK;
    let lien = format!("/dossiers/{}", FOYER.dossier());
    // The list and the page say the same.
    assert_eq!(lectrice.get("/dossiers?tous=1").texte.contains(&lien), page, "{qui:?}");
    let menage = lectrice.get(&format!("/menages/{}", FOYER.menage())).statut == StatusCode::OK;
    assert_eq!(menage, page, "{qui:?}");
    page
}

fn lit_la_note(monde: &Monde, qui: Qui) -> bool {
    let page = monde.lectrice(Some(qui)).get(&format!("/dossiers/{}/journal", FOYER.dossier()));
    page.texte.contains("Note de Part")
}

fn partager(plume: &mut Plume<'_>, avec: Maison, le: Date, jusqu_au: Date) {
    let champs = [
        ("avec", Valeur::Organisation(avec.id())),
        ("quoi", mots(&["logement", "identité", "situation sociale"])),
        ("fondement", mot("CASF L121-6-2 (action sociale)")),
        ("jusqu_au", Valeur::Jour(jusqu_au)),
    ];
    let (qui, sujet) = (Qui::Operatrice, FOYER.dossier());
    plume.ecrire(&Geste { acte: Acte::Partager, qui, role: None, sujet, le, champs: &champs });
}

#[test]
fn a_share_opens_on_its_first_day_and_closes_after_its_last() {
    let (hier, demain) = (AUJOURD_HUI.yesterday().unwrap(), AUJOURD_HUI.tomorrow().unwrap());
    let cas = [(hier, demain, true), (AUJOURD_HUI, AUJOURD_HUI, true), (date(2026, 1, 5), hier, false)];
    for (le, jusqu_au, ouvert) in cas {
        let monde = monde(|plume| {
            partager(plume, Maison::Clinique, le, jusqu_au);
            partager(plume, Maison::Tilleuls, le, jusqu_au);
        });
        assert_eq!(existe(&monde, Qui::Clinique), ouvert, "{le} {jusqu_au}");
        assert_eq!(lit_la_note(&monde, Qui::Clinique), ouvert, "{le} {jusqu_au}");
        // To a party, it opens more of what exists for her anyway.
        assert_eq!(lit_la_note(&monde, Qui::Soignante), ouvert, "{le} {jusqu_au}");
        assert!(!existe(&monde, Qui::Etrangere) && !existe(&monde, Qui::Voisine));
    }
}

#[test]
fn a_share_that_was_ended_is_closed() {
    let monde = monde(|plume| partager(plume, Maison::Clinique, date(2026, 2, 2), date(2026, 12, 31)));
    assert!(existe(&monde, Qui::Clinique));
    ensuite(&monde, |plume| {
        let avec = [("avec", Valeur::Organisation(Maison::Clinique.id()))];
        let (qui, sujet, le) = (Qui::Operatrice, FOYER.dossier(), AUJOURD_HUI);
        plume.ecrire(&Geste { acte: Acte::CesserPartage, qui, role: None, sujet, le, champs: &avec });
    });
    assert!(!existe(&monde, Qui::Clinique));
}

#[test]
fn an_emergency_opens_to_one_person_and_for_four_hours() {
    let monde = monde(|plume| {
        let champs = [("motif", texte("Danger"))];
        let (qui, sujet, le) = (Qui::ServiceSocial, FOYER.dossier(), AUJOURD_HUI);
        plume.ecrire(&Geste { acte: Acte::AccederEnUrgence, qui, role: None, sujet, le, champs: &champs });
    });
    assert!(lit_la_note(&monde, Qui::ServiceSocial));
    assert!(!lit_la_note(&monde, Qui::AgentEtat) && !lit_la_note(&monde, Qui::Soignante));
    // The clock of the tests goes on by a second each time that it is read.
    (0..4 * 3_600).for_each(|_| drop(monde.porte.horloge().instant()));
    assert!(existe(&monde, Qui::ServiceSocial) && !lit_la_note(&monde, Qui::ServiceSocial));
}

/// Its referent protects it, and names an adviser of its landlord.
fn proteger(plume: &mut Plume<'_>) {
    plume.noter(Qui::Referente, Acte::Proteger, FOYER.menage(), &[("motif", mot("violences"))]);
    let nommee = [("personne", Valeur::Utilisateur(Qui::ConseillereNommee.id()))];
    plume.noter(Qui::Referente, Acte::NommerPersonne, FOYER.menage(), &nommee);
}

fn seules_les_nommees(monde: &Monde) {
    for (qui, ..) in Qui::TOUTES {
        let nommee = matches!(qui, Qui::Referente | Qui::ConseillereNommee);
        assert_eq!(existe(monde, qui), nommee, "{qui:?}");
    }
}

#[test]
fn a_protected_household_stays_hidden_whatever_is_recorded_around_it() {
    let monde = monde(|plume| {
        partager(plume, Maison::Clinique, date(2026, 2, 2), date(2026, 12, 31));
        proteger(plume);
    });
    seules_les_nommees(&monde);
    ensuite(&monde, |plume| {
        let renomme = [("menage.nom", texte("Ménage Autrement"))];
        plume.noter(Qui::Referente, Acte::RenseignerMenage, FOYER.menage(), &renomme);
        let role = [
            ("role", mot("travailleur social")),
            ("organisation", Valeur::Organisation(Maison::Ailleurs.id())),
        ];
        plume.noter(Qui::Operatrice, Acte::ConfierRole, SOINS, &role);
        plume.noter(
            Qui::Referente,
            Acte::ConstaterDette,
            FOYER.dossier(),
            &[("montant", Valeur::Montant(10_000))],
        );
    });
    seules_les_nommees(&monde);
}

#[test]
fn a_protected_household_that_enters_another_convention_is_hidden_there() {
    let autre = Foyer::Presente.dossier();
    let monde = monde(|plume| {
        proteger(plume);
        let roles = [("association", Maison::RiveClaire), ("bailleur", Maison::Valmont)];
        plume.convention(Qui::Operatrice, GLISSANTE, "Convention des Marches", &roles);
        let champs = [
            ("menage", Valeur::Sujet(FOYER.menage())),
            ("convention", Valeur::Sujet(GLISSANTE)),
            ("canal", mot("partenaires du projet")),
        ];
        plume.noter(Qui::Referente, Acte::Orienter, autre, &champs);
    });
    for (qui, ..) in Qui::TOUTES {
        let statut = monde.lectrice(Some(qui)).get(&format!("/dossiers/{autre}")).statut;
        let nommee = matches!(qui, Qui::Referente | Qui::ConseillereNommee);
        assert_eq!(statut == StatusCode::OK, nommee, "{qui:?}");
    }
}

#[test]
fn she_who_is_no_longer_named_finds_nothing_and_a_protection_that_is_lifted_shows_it_again() {
    let monde = monde(proteger);
    ensuite(&monde, |plume| {
        let personne = [("personne", Valeur::Utilisateur(Qui::ConseillereNommee.id()))];
        plume.noter(Qui::Referente, Acte::RetirerNommee, FOYER.menage(), &personne);
    });
    assert!(existe(&monde, Qui::Referente) && !existe(&monde, Qui::ConseillereNommee));
    ensuite(&monde, |plume| {
        plume.noter(Qui::Referente, Acte::LeverProtection, FOYER.menage(), &[("motif", texte("Fini"))]);
    });
    assert!(existe(&monde, Qui::ConseillereNommee) && existe(&monde, Qui::Gestionnaire));
    assert!(!existe(&monde, Qui::AutreBailleur) && !existe(&monde, Qui::Etrangere));
}
