//! The same as in `interference`, of what only some dispositifs have: levels of support with visits that fall due, leases
//! that slide, a way in that several unlike reasons open.

use domain::{Acte, Date, Valeur};
use jiff::civil::date;

use crate::comparer::{differences, lue_par, montrer};
use crate::histoire::{GLISSANTE, Geste, LOGEMENT, Plume, VRAI, mot, mots, texte};
use crate::monde::Monde;
use crate::personnes::{Foyer, Maison, Qui};

/// One household of this convention: why it came in, how closely it is followed, under which status it lives there.
#[derive(Debug, Clone, Copy)]
struct Situation {
    raison: &'static str,
    niveau: &'static str,
    statut: &'static str,
}

const SEMAINE: Situation =
    Situation { raison: "menage.precarite", niveau: "chaque semaine", statut: "bail glissant" };
const QUINZAINE: Situation = Situation { niveau: "chaque quinzaine", ..SEMAINE };
const DE_PRISON: Situation = Situation { raison: "justice.sortie_prison", ..SEMAINE };
const VICTIME: Situation = Situation { raison: "violences.victime", ..SEMAINE };
const EN_TITRE: Situation = Situation { statut: "locataire en titre", ..SEMAINE };

/// What happened, told by the operator; who it is and where it lives are shared with a landlord outside.
fn monde(situation: Situation) -> Monde {
    let monde = Monde::vide();
    let mut plume = Plume::nouvelle(&monde);
    let roles = [
        ("association", Maison::RiveClaire),
        ("bailleur", Maison::Valmont),
        ("association", Maison::Groupement),
    ];
    plume.convention(Qui::Operatrice, GLISSANTE, "Convention des Marches", &roles);
    let (menage, dossier) = (Foyer::Ordinaire.menage(), Foyer::Ordinaire.dossier());
    let mut noter = |acte: Acte, sujet, le: Date, champs: &[(&str, Valeur)]| {
        plume.ecrire(&Geste { acte, qui: Qui::Operatrice, role: None, sujet, le, champs });
    };
    let sous = ("convention", Valeur::Sujet(GLISSANTE));
    let au_debut = date(2025, 6, 2);
    noter(Acte::CreerMenage, menage, au_debut, &[("menage.nom", texte("Ménage Marches"))]);
    let logement =
        [sous.clone(), ("logement.adresse", texte("1 rue d'Essai")), ("logement.offre", mot("existant"))];
    noter(Acte::DeclarerLogement, LOGEMENT, au_debut, &logement);
    let venu = [
        sous,
        ("menage", Valeur::Sujet(menage)),
        ("canal", mot("partenaires du projet")),
        (situation.raison, VRAI),
    ];
    noter(Acte::Orienter, dossier, au_debut, &venu);
    noter(Acte::RecueillirAdhesion, dossier, au_debut, &[("forme", mot("écrite"))]);
    noter(Acte::Admettre, dossier, au_debut, &[]);
    noter(Acte::OuvrirMesure, dossier, au_debut, &[("niveau", mot("chaque semaine"))]);
    let entree = [("logement", Valeur::Sujet(LOGEMENT)), ("statut", mot(situation.statut))];
    noter(Acte::Entrer, dossier, date(2025, 7, 1), &entree);
    noter(Acte::ChangerNiveau, dossier, date(2026, 3, 2), &[("niveau", mot(situation.niveau))]);
    let partage = [
        ("avec", Valeur::Organisation(Maison::Voisin.id())),
        ("quoi", mots(&["logement", "identité"])),
        ("fondement", mot("CASF L121-6-2 (action sociale)")),
        ("jusqu_au", Valeur::Jour(date(2026, 12, 31))),
    ];
    noter(Acte::Partager, dossier, date(2026, 3, 2), &partage);
    monde
}

/// These readers cannot tell one situation from the other.
fn indiscernables(a: Situation, b: Situation, lectrices: &[Qui]) {
    let (ici, la) = (monde(a), monde(b));
    let ecarts = |qui: &Qui| montrer(*qui, &differences(&lue_par(&ici, *qui), &lue_par(&la, *qui)));
    let fautes: Vec<String> = lectrices.iter().filter_map(ecarts).collect();
    assert!(fautes.is_empty(), "{a:?}\n{b:?}\n{}", fautes.join("\n"));
}

#[test]
fn how_closely_a_household_is_followed_is_unknown_to_a_landlord() {
    indiscernables(SEMAINE, QUINZAINE, &[Qui::Conseillere, Qui::Gestionnaire, Qui::Partenaire, Qui::Voisine]);
}

#[test]
fn how_closely_a_household_is_followed_is_unknown_to_who_keeps_the_accounts_of_the_operator() {
    indiscernables(SEMAINE, QUINZAINE, &[Qui::Comptable]);
}

#[test]
fn why_a_household_may_come_in_is_unknown_to_those_who_see_that_it_came_in() {
    let lectrices = [Qui::Conseillere, Qui::Gestionnaire, Qui::Comptable, Qui::Voisine];
    indiscernables(SEMAINE, DE_PRISON, &lectrices);
    indiscernables(SEMAINE, VICTIME, &lectrices);
}

#[test]
fn under_which_status_a_household_lives_is_unknown_to_a_partner() {
    indiscernables(SEMAINE, EN_TITRE, &[Qui::Partenaire]);
}

#[test]
fn under_which_status_a_household_lives_is_unknown_to_who_was_told_only_where() {
    indiscernables(SEMAINE, EN_TITRE, &[Qui::Voisine]);
}
