//! The circle as the people around a household change it.

use jiff::civil::date;

use super::*;
use crate::ids::{SujetId, ulid};
use crate::sujet::Genre;
use crate::{Champs, Evenement};

fn hopital() -> OrganisationId {
    OrganisationId(ulid(7))
}

struct Fil(Sujet);

impl Fil {
    fn nouveau(genre: Genre) -> Self {
        Self(Sujet::nouveau(SujetId(ulid(1)), genre))
    }

    fn puis(mut self, acte: Acte, mois: i8, qui: u128, champs: &[(&str, Valeur)]) -> Self {
        let (n, survenu_le) = (self.0.prochain_rang(), date(2026, mois, 1));
        let par = Auteur {
            utilisateur: UtilisateurId(ulid(qui)),
            organisation: OrganisationId(ulid(qui)),
            role: String::new(),
        };
        let champs: Champs = champs.iter().map(|(nom, v)| ((*nom).to_owned(), v.clone())).collect();
        let enregistre_le = format!("2026-{mois:02}-01T08:00:00Z");
        self.0.appliquer(Evenement { n, acte, survenu_le, enregistre_le, par, champs, derogation: None });
        self
    }

    fn partage(self, mois: i8, fondement: &str) -> Self {
        let jusqu_au = ("jusqu_au", Valeur::Jour(date(2026, 9, 30)));
        let fondement = ("fondement", Valeur::Mot(fondement.to_owned()));
        self.puis(Acte::Partager, mois, 1, &[vers(), quoi("santé"), fondement, jusqu_au])
    }

    fn en_vigueur(&self, mois: i8) -> usize {
        Cercle::de(&self.0).en_vigueur(date(2026, mois, 15)).count()
    }
}

fn vers() -> (&'static str, Valeur) {
    ("avec", Valeur::Organisation(hopital()))
}

fn quoi(mot: &str) -> (&'static str, Valeur) {
    ("quoi", Valeur::Mots(vec![mot.to_owned()]))
}

#[test]
fn a_share_holds_from_its_day_to_its_last() {
    let fil = Fil::nouveau(Genre::Dossier).partage(3, FONDEMENTS[4]);
    assert_eq!([2, 3, 9, 10].map(|mois| fil.en_vigueur(mois)), [0, 1, 1, 0]);
}

#[test]
fn a_share_is_ended_for_one_and_stays_for_others() {
    let fil = Fil::nouveau(Genre::Dossier).partage(3, FONDEMENTS[4]).puis(
        Acte::CesserPartage,
        5,
        1,
        &[("avec", Valeur::Organisation(OrganisationId(ulid(9))))],
    );
    assert_eq!(fil.en_vigueur(6), 1);
    let fil = fil.puis(Acte::CesserPartage, 5, 1, &[vers()]);
    assert_eq!((fil.en_vigueur(4), fil.en_vigueur(6)), (1, 0));
}

#[test]
fn when_the_household_withdraws_its_agreement_what_rests_on_it_ends() {
    let fil = Fil::nouveau(Genre::Dossier)
        .puis(Acte::RecueillirAccord, 2, 1, &[vers(), quoi("santé")])
        .partage(3, FONDEMENTS[0])
        .partage(3, FONDEMENTS[4]);
    let avec = Avec::Organisation(hopital());
    assert!(Cercle::de(&fil.0).accorde(avec, &BTreeSet::from([Classe::C5])));
    assert!(!Cercle::de(&fil.0).accorde(avec, &BTreeSet::from([Classe::C5, Classe::C6])));
    assert_eq!(fil.en_vigueur(4), 2);
    let fil = fil.puis(Acte::RetirerAccord, 5, 1, &[vers()]);
    assert!(!Cercle::de(&fil.0).accorde(avec, &BTreeSet::from([Classe::C5])));
    assert_eq!(fil.en_vigueur(6), 1);
}

#[test]
fn a_request_waits_until_it_is_answered() {
    let motif = || ("motif", Valeur::Texte("visite commune".to_owned()));
    let fil = Fil::nouveau(Genre::Dossier).puis(Acte::DemanderAcces, 3, 7, &[quoi("ressources"), motif()]);
    assert_eq!(Cercle::de(&fil.0).demandes.len(), 1);
    let fil = fil.puis(Acte::RefuserAcces, 3, 1, &[vers(), motif()]);
    assert_eq!(Cercle::de(&fil.0).demandes.len(), 0);
}

#[test]
fn an_opening_in_an_emergency_holds_for_four_hours_and_for_who_asked() {
    let motif = ("motif", Valeur::Texte("voisins inquiets".to_owned()));
    let fil = Fil::nouveau(Genre::Dossier).puis(Acte::AccederEnUrgence, 3, 7, &[motif]);
    let cercle = Cercle::de(&fil.0);
    let ouvre = |qui, a: &str| cercle.urgence(UtilisateurId(ulid(qui)), a).is_some();
    assert!(ouvre(7, "2026-03-01T11:59:59Z"));
    assert!(!ouvre(7, "2026-03-01T12:00:00Z"));
    assert!(!ouvre(8, "2026-03-01T09:00:00Z"));
    assert!(!ouvre(7, "2026-03-01T07:59:59Z"));
}

#[test]
fn a_protected_household_is_known_to_named_persons_until_it_is_lifted() {
    let personne = |n| ("personne", Valeur::Utilisateur(UtilisateurId(ulid(n))));
    let motif = || ("motif", Valeur::Mot("violences".to_owned()));
    let fil = Fil::nouveau(Genre::Menage);
    assert_eq!(Protection::de(&fil.0), None);
    let fil = fil.puis(Acte::Proteger, 3, 1, &[motif()]).puis(Acte::NommerPersonne, 3, 1, &[personne(2)]);
    let nommees = |fil: &Fil| Protection::de(&fil.0).map(|p| p.nommees.len());
    assert_eq!(nommees(&fil), Some(2));
    let fil = fil.puis(Acte::RetirerNommee, 4, 1, &[personne(2)]);
    assert_eq!(nommees(&fil), Some(1));
    let fil = fil.puis(Acte::LeverProtection, 5, 1, &[motif()]);
    assert_eq!(nommees(&fil), None);
}
