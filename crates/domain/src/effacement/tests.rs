//! What is left counts the same, and says nothing else.

use super::*;
use crate::contexte::{Cle, prises};
use crate::ids::{SujetId, ulid};
use jiff::civil::date;

const CE_JOUR: Date = date(2026, 11, 26);
const LOGEMENT: SujetId = SujetId(ulid(50));

/// An act, its day, its fields.
type Fait = (Acte, Date, Vec<(String, Valeur)>);

fn mot(nom: &str, mot: &str) -> (String, Valeur) {
    (nom.to_owned(), Valeur::Mot(mot.to_owned()))
}

fn dossier(actes: &[Fait]) -> Sujet {
    let mut sujet = Sujet::nouveau(SujetId(ulid(1)), Genre::Dossier);
    sujet.convention = Some(SujetId(ulid(9)));
    for (acte, jour, champs) in actes {
        let n = sujet.prochain_rang();
        let par = Auteur {
            utilisateur: UtilisateurId(ulid(7)),
            organisation: OrganisationId(ulid(8)),
            role: "opérateur".to_owned(),
        };
        sujet.appliquer(Evenement {
            n,
            acte: *acte,
            survenu_le: *jour,
            enregistre_le: format!("{jour}T10:00:00Z"),
            par,
            champs: champs.iter().cloned().collect(),
            derogation: None,
        });
    }
    sujet
}

fn histoire() -> Vec<Fait> {
    let texte = |nom: &str| (nom.to_owned(), Valeur::Texte("mots d'une vie".to_owned()));
    let quotas = ("quotas".to_owned(), Valeur::Mots(vec!["jeunes".to_owned()]));
    let logement = ("logement".to_owned(), Valeur::Sujet(LOGEMENT));
    let montant = ("montant".to_owned(), Valeur::Montant(40_000));
    vec![
        (Acte::Orienter, date(2026, 1, 14), vec![mot("canal", "service pénitentiaire")]),
        (
            Acte::Diagnostiquer,
            date(2026, 2, 3),
            vec![mot("conclusion", "accompagnement"), texte("objectifs")],
        ),
        (Acte::Admettre, date(2026, 2, 17), vec![quotas]),
        (Acte::OuvrirMesure, date(2026, 2, 18), vec![mot("niveau", "renforcé")]),
        (Acte::Visiter, date(2026, 2, 19), vec![texte("note")]),
        (Acte::Entrer, date(2026, 3, 9), vec![logement, mot("statut", "sous-location")]),
        (Acte::ChangerStatut, date(2026, 5, 30), vec![mot("vers", "bail direct")]),
        (Acte::AccorderAide, date(2026, 6, 2), vec![mot("aide", "dépôt"), montant]),
        (Acte::Sortir, date(2026, 8, 21), vec![mot("motif", "relogement"), texte("vers")]),
    ]
}

/// The sujet as it is once erased.
fn efface(sujet: &Sujet) -> Sujet {
    let version = sujet.version + 1;
    Sujet { evenements: squelette(sujet, CE_JOUR), version, ..sujet.clone() }
}

#[test]
fn whatever_the_step_it_had_reached_a_closed_dossier_counts_the_same_once_erased() {
    let toute = histoire();
    let (sortie, debut) = toute.split_last().unwrap();
    let fins = [
        sortie.clone(),
        (Acte::RefuserAdmission, date(2026, 8, 21), vec![mot("motif", "hors critères")]),
        (Acte::ConclureSansAccompagnement, date(2026, 8, 21), vec![mot("motif", "autre")]),
    ];
    for longueur in 1..=debut.len() {
        for fin in &fins {
            let actes: Vec<_> = debut[..longueur].iter().chain([fin]).cloned().collect();
            let (avant, apres) = (dossier(&actes), dossier(&actes));
            let apres = efface(&apres);
            assert!(!avant.efface() && apres.efface());
            let (a, b) = (Etat::courant(&avant), Etat::courant(&apres));
            assert_eq!((a.etape(), &a.quotas, a.argent.aides), (b.etape(), &b.quotas, b.argent.aides));
            let mois = |jour: Option<Date>| jour.map(Date::first_of_month);
            assert_eq!((mois(a.admis_le), mois(a.sorti_le)), (b.admis_le, b.sorti_le));
            assert_eq!(a.creation().unwrap().le.first_of_month(), b.creation().unwrap().le);
            assert_eq!(a.occupation().map(|o| o.statut), b.occupation().map(|o| o.statut));
            let comptes = |s: &Sujet| {
                let tenus = prises(s).into_iter();
                // What is held is given back; what was done stays counted.
                tenus.filter(|p| !matches!(p.cle, Cle::Occupants(_) | Cle::Mesures(_))).collect::<Vec<_>>()
            };
            assert_eq!(comptes(&avant), comptes(&apres), "{longueur} {:?}", fin.0);
        }
    }
}

#[test]
fn the_reason_of_the_way_out_is_kept_and_a_dossier_still_open_ends_that_month() {
    let toute = histoire();
    let reste = squelette(&dossier(&toute), CE_JOUR);
    let fin = reste.last().unwrap();
    assert_eq!(
        (fin.acte, fin.champs.get("motif")),
        (Acte::Sortir, Some(&Valeur::Mot("relogement".to_owned())))
    );
    let ouvert = squelette(&dossier(&toute[..4]), CE_JOUR);
    let fin = ouvert.last().unwrap();
    assert_eq!((fin.acte, fin.survenu_le), (Acte::Sortir, date(2026, 11, 1)));
    assert_eq!(fin.champs.get("motif"), Some(&Valeur::Mot("autre".to_owned())));
}

#[test]
fn nothing_that_tells_of_someone_is_left() {
    let sujet = dossier(&histoire());
    let reste = squelette(&sujet, CE_JOUR);
    let dit = format!("{reste:?}");
    for parti in ["mots d'une vie", "pénitentiaire", "renforcé", "2026-01-14", "T10:00", "dépôt", "Visiter"]
    {
        assert!(!dit.contains(parti), "{parti} : {dit}");
    }
    for nom in [LOGEMENT.to_string(), ulid(7).to_string(), ulid(8).to_string()] {
        assert!(!dit.contains(&nom), "{nom} : {dit}");
    }
    assert!(reste.iter().all(|e| e.survenu_le.day() == 1));
    let menage = Sujet { genre: Genre::Menage, ..sujet };
    assert_eq!(squelette(&menage, CE_JOUR), []);
}
