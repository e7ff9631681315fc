//! Sujets, lists, contexts and the small tables, through the whole store and on each engine at hand.

use crate::dossiers::{Filtres, Tri, compter, lister};
use crate::essais::pour_chaque_moteur;
use crate::projection::{Complements, Partie};
use crate::sujets::{Changement, charger, charger_interne, enregistrer_interne};
use crate::{Perimetre, Store, StoreError, annuaire, contexte, idempotence, versions};
use domain::contexte::Demande;
use domain::{
    Acte, Auteur, Champs, Cle, Contexte, Evenement, Genre, OrganisationId, Sujet, SujetId, Sujets,
    UtilisateurId, Valeur,
};
use std::collections::BTreeSet;
use ulid::Ulid;

mod acces;
mod mesure;
mod urgence;

const OPERATEUR: OrganisationId = OrganisationId(Ulid(1));
const BAILLEUR: OrganisationId = OrganisationId(Ulid(2));
const AUTRE: OrganisationId = OrganisationId(Ulid(3));
const CONVENTION: SujetId = SujetId(Ulid(100));
const LOGEMENT: SujetId = SujetId(Ulid(200));
const REFERENTE: UtilisateurId = UtilisateurId(Ulid(11));

fn ajouter(sujet: &mut Sujet, acte: Acte, jour: &str, champs: &[(&str, Valeur)]) {
    let par = Auteur { utilisateur: REFERENTE, organisation: OPERATEUR, role: "opérateur".into() };
    let n = sujet.prochain_rang();
    let champs: Champs = champs.iter().map(|(nom, valeur)| ((*nom).to_owned(), valeur.clone())).collect();
    let (survenu_le, enregistre_le) = (jour.parse().unwrap(), format!("{jour}T10:00:00Z"));
    sujet.appliquer(Evenement { n, acte, survenu_le, enregistre_le, par, champs, derogation: None });
}

/// Dossier `n`, oriented on day `n` of the year; every second one is admitted, housed and followed.
fn dossier(n: u8) -> Sujet {
    let mut sujet = Sujet::nouveau(SujetId(Ulid(1_000 + u128::from(n))), Genre::Dossier);
    sujet.dispositif = Some("3.1.1".into());
    sujet.mecanique = Some("abc".into());
    sujet.menage = Some(SujetId(Ulid(5_000 + u128::from(n))));
    sujet.convention = Some(CONVENTION);
    let jour = format!("2026-01-{:02}", n % 28 + 1);
    ajouter(&mut sujet, Acte::Orienter, &jour, &[("canal", Valeur::Mot("CCAS".into()))]);
    if n.is_multiple_of(2) {
        ajouter(&mut sujet, Acte::Admettre, "2026-02-01", &[("quotas", Valeur::Mots(vec!["jeunes".into()]))]);
        let entree = [("logement", Valeur::Sujet(LOGEMENT)), ("statut", Valeur::Mot("sous-location".into()))];
        ajouter(&mut sujet, Acte::Entrer, "2026-02-10", &entree);
        ajouter(
            &mut sujet,
            Acte::OuvrirMesure,
            "2026-02-10",
            &[("referent", Valeur::Utilisateur(REFERENTE))],
        );
    }
    sujet
}

fn tient(role: &str) -> Partie {
    Partie { roles: vec![role.to_owned()], due: None }
}

fn complements(n: u8) -> Complements {
    let partie = if n < 20 { OPERATEUR } else { AUTRE };
    Complements {
        libelle: format!("Ménage É{n:02}"),
        operateur: Some(partie),
        bailleur: Some(BAILLEUR),
        parties: [(partie, tient("opérateur")), (BAILLEUR, tient("bailleur"))].into(),
        ..Complements::default()
    }
}

fn enregistrer(store: &Store, sujet: &Sujet, lue: u32, complements: Complements) -> Result<(), StoreError> {
    let sujet = sujet.clone();
    store.ecrire(move |e| {
        enregistrer_interne(e, &Changement { sujet: &sujet, lue, regles: "[]", complements: &complements })
    })
}

fn remplir(store: &Store) -> Sujets {
    let dossiers: Sujets = (0..30).map(dossier).map(|d| (d.id, d)).collect();
    for (n, sujet) in (0..).zip(dossiers.values()) {
        enregistrer(store, sujet, 0, complements(n)).unwrap();
    }
    dossiers
}

#[test]
fn un_sujet_revient_comme_il_est_parti() {
    pour_chaque_moteur(|essai| {
        let store = essai.store();
        let dossiers = remplir(&store);
        let relus = store.lire(|tx| charger_interne(tx, dossiers.keys().copied())).unwrap();
        assert_eq!(relus, dossiers);
        let rapport = store.verifier().unwrap();
        assert_eq!((rapport.lignes, rapport.sujets), (75, 30));
    });
}

#[test]
fn on_ne_saute_pas_une_version() {
    pour_chaque_moteur(|essai| {
        let store = essai.store();
        let mut sujet = dossier(1);
        enregistrer(&store, &sujet, 0, complements(1)).unwrap();
        assert_eq!(enregistrer(&store, &sujet, 0, complements(1)), Err(StoreError::VersionDepassee));
        let perdante = sujet.clone();
        ajouter(&mut sujet, Acte::Admettre, "2026-03-01", &[]);
        enregistrer(&store, &sujet, 1, complements(1)).unwrap();
        let mut autre = perdante;
        ajouter(&mut autre, Acte::RefuserAdmission, "2026-03-01", &[]);
        assert_eq!(enregistrer(&store, &autre, 1, complements(1)), Err(StoreError::VersionDepassee));
        assert_eq!(store.lire(|tx| charger(tx, &Perimetre::tout(), sujet.id)).unwrap(), Some(sujet));
        assert_eq!(store.verifier().unwrap().lignes, 2);
    });
}

#[test]
fn seize_ecrivains_de_dossiers_differents_passent_tous() {
    pour_chaque_moteur(|essai| {
        let store = essai.store();
        std::thread::scope(|fils| {
            for n in 0..16 {
                let store = &store;
                fils.spawn(move || {
                    let (mut sujet, mut lue) = (dossier(n), 0);
                    for _ in 0..12 {
                        enregistrer(store, &sujet, lue, complements(n)).unwrap();
                        lue = sujet.version;
                        ajouter(&mut sujet, Acte::Visiter, "2026-04-01", &[]);
                    }
                });
            }
        });
        assert_eq!(store.verifier().unwrap().sujets, 16);
    });
}

#[test]
fn hors_du_perimetre_rien_n_existe() {
    pour_chaque_moteur(|essai| {
        let store = essai.store();
        remplir(&store);
        let (pair, impair) = (dossier(4), dossier(25));
        let check = |perimetre: Perimetre, id, attendu: bool| {
            let vu = store.lire(|tx| charger(tx, &perimetre, id)).unwrap().is_some();
            assert_eq!(vu, attendu, "{perimetre:?} {id}");
        };
        check(Perimetre::default(), pair.id, false);
        check(Perimetre::tout(), pair.id, true);
        check(Perimetre::default().organisation(OPERATEUR), pair.id, true);
        check(Perimetre::default().organisation(OPERATEUR), impair.id, false);
        check(Perimetre::default().organisation(AUTRE).organisation(OPERATEUR), impair.id, true);
    });
}

#[test]
fn un_menage_se_voit_par_ses_dossiers() {
    pour_chaque_moteur(|essai| {
        let store = essai.store();
        remplir(&store);
        let id = dossier(4).menage.unwrap();
        let mut menage = Sujet::nouveau(id, Genre::Menage);
        menage.menage = Some(id);
        ajouter(&mut menage, Acte::CreerMenage, "2026-01-01", &[]);
        enregistrer(&store, &menage, 0, Complements::default()).unwrap();
        let vu = |perimetre: Perimetre| store.lire(|tx| charger(tx, &perimetre, id)).unwrap().is_some();
        assert!(vu(Perimetre::default().organisation(OPERATEUR)));
        assert!(!vu(Perimetre::default().organisation(AUTRE)));
    });
}

#[test]
fn le_contexte_est_celui_de_la_memoire() {
    pour_chaque_moteur(|essai| {
        let store = essai.store();
        let dossiers = remplir(&store);
        let quota = "jeunes".to_owned();
        let cles: BTreeSet<Cle> = [
            Cle::Places(CONVENTION),
            Cle::Admissions(CONVENTION),
            Cle::Quota(CONVENTION, quota.clone()),
            Cle::QuotaAdmissions(CONVENTION, quota),
            Cle::Quota(CONVENTION, "autre".into()),
            Cle::Logements(CONVENTION),
            Cle::Occupants(LOGEMENT),
            Cle::Mesures(REFERENTE),
            Cle::Projets(CONVENTION),
        ]
        .into();
        for pour in [dossier(4).id, dossier(5).id, CONVENTION] {
            let demande = Demande { pour, cles: cles.clone() };
            let memoire = Contexte::en_memoire(&demande, &dossiers);
            let base = store.lire(|tx| contexte::repondre_interne(tx, &demande)).unwrap();
            assert_eq!(base, memoire);
            let sous_verrou =
                store.base().ecrire(move |tx| contexte::repondre_sous_verrou_interne(tx, &demande));
            assert_eq!(sous_verrou.unwrap(), memoire);
        }
        // Who leaves gives back.
        let mut sortant = dossier(4);
        let lue = sortant.version;
        ajouter(&mut sortant, Acte::Sortir, "2026-06-01", &[]);
        enregistrer(&store, &sortant, lue, complements(4)).unwrap();
        let demande = Demande { pour: CONVENTION, cles: [Cle::Places(CONVENTION)].into() };
        let reste = store.lire(|tx| contexte::repondre_interne(tx, &demande)).unwrap();
        assert_eq!(reste.compte(&Cle::Places(CONVENTION)).nombre, 14);
    });
}

fn toutes_les_pages(store: &Store, perimetre: &Perimetre, filtres: &Filtres, tri: Tri) -> Vec<String> {
    let (mut lus, mut apres) = (Vec::new(), None);
    loop {
        let page = store.lire(|tx| lister(tx, perimetre, filtres, tri, apres.as_ref(), 7)).unwrap();
        let Some(dernier) = page.last() else { return lus };
        apres = Some(dernier.curseur(tri));
        lus.extend(page.into_iter().map(|resume| resume.libelle));
    }
}

#[test]
fn les_pages_se_suivent_sans_trou_ni_doublon() {
    pour_chaque_moteur(|essai| {
        let store = essai.store();
        remplir(&store);
        let perimetres = [
            (Perimetre::tout(), 30),
            (Perimetre::default(), 0),
            (Perimetre::default().organisation(OPERATEUR), 20),
            (Perimetre::default().organisation(OPERATEUR).organisation(BAILLEUR), 30),
            (Perimetre::default().organisation(AUTRE), 10),
        ];
        for (perimetre, attendus) in perimetres {
            for tri in [Tri::Ouverture, Tri::Libelle, Tri::Urgence] {
                let lus = toutes_les_pages(&store, &perimetre, &Filtres::default(), tri);
                assert_eq!(lus.iter().collect::<BTreeSet<_>>().len(), attendus, "{perimetre:?} {tri:?}");
                assert_eq!(lus.len(), attendus);
                assert!(tri != Tri::Libelle || lus.is_sorted());
            }
            let compte = store.lire(|tx| compter(tx, &perimetre, &Filtres::default(), 25)).unwrap();
            assert_eq!(compte as usize, attendus.min(25));
        }
    });
}

#[test]
fn chaque_filtre_garde_les_siens() {
    let texte = |t: &str| Some(t.to_owned());
    let vide = Filtres::default;
    let filtres = [
        (Filtres { dispositif: texte("3.1.1"), ..vide() }, 20),
        (Filtres { dispositif: texte("9.9.9"), ..vide() }, 0),
        (Filtres { convention: texte(&CONVENTION.to_string()), ..vide() }, 20),
        (Filtres { menage: texte(&SujetId(Ulid(5_004)).to_string()), ..vide() }, 1),
        (Filtres { etape: texte("accompagné"), ..vide() }, 10),
        (Filtres { etape: texte("orienté"), ..vide() }, 10),
        (Filtres { statut_occupation: texte("sous-location"), ..vide() }, 10),
        (Filtres { niveau: texte("x"), ..vide() }, 0),
        (Filtres { referent: texte(&REFERENTE.to_string()), ..vide() }, 10),
        (Filtres { operateur: texte(&OPERATEUR.to_string()), ..vide() }, 20),
        (Filtres { bailleur: texte(&BAILLEUR.to_string()), ..vide() }, 20),
        (Filtres { logement: texte(&LOGEMENT.to_string()), ..vide() }, 10),
        (Filtres { ouverts: Some(()), ..vide() }, 20),
        (Filtres { en_retard_au: texte("2026-05-01"), ..vide() }, 0),
        (Filtres { recherche: texte(" MÉNAGE e1"), ..vide() }, 10),
        (Filtres { recherche: texte("100 %"), ..vide() }, 0),
        (Filtres { recherche: texte("  "), ..vide() }, 20),
    ];
    pour_chaque_moteur(|essai| {
        let store = essai.store();
        remplir(&store);
        let perimetre = Perimetre::default().organisation(OPERATEUR);
        for (filtre, attendus) in &filtres {
            assert_eq!(
                toutes_les_pages(&store, &perimetre, filtre, Tri::Ouverture).len(),
                *attendus,
                "{filtre:?}"
            );
            assert_eq!(
                store.lire(|tx| compter(tx, &perimetre, filtre, 99)).unwrap() as usize,
                *attendus,
                "{filtre:?}"
            );
        }
    });
}

#[test]
fn une_commande_deux_fois_envoyee_recoit_la_meme_reponse() {
    pour_chaque_moteur(|essai| {
        let envoyer = |reponse: &'static str| {
            essai.base.ecrire(move |tx| match idempotence::deja_interne(tx, "U1:k")? {
                Some(deja) => Ok(deja),
                None => {
                    idempotence::retenir_interne(tx, "U1:k", None, reponse, "2026-01-01T00:00:00Z")?;
                    Ok::<_, StoreError>(reponse.to_owned())
                }
            })
        };
        assert_eq!(envoyer("première").unwrap(), "première");
        assert_eq!(envoyer("seconde").unwrap(), "première");
        assert_eq!(essai.base.ecrire(|tx| idempotence::oublier_interne(tx, "2026-02-01")), Ok(1));
    });
}

#[test]
fn l_annuaire_et_les_versions_se_relisent() {
    pour_chaque_moteur(|essai| {
        let organisation = annuaire::Organisation {
            id: OPERATEUR,
            nom: "Association de l'Été".into(),
            nature: "association".into(),
            etat: serde_json::json!({ "ville": "Laval" }),
        };
        let personne =
            annuaire::Utilisateur { id: REFERENTE, nom: "Zoé".into(), etat: serde_json::json!({}) };
        let version = versions::VersionServie {
            empreinte: "abc".into(),
            dispositif: "3.1.1".into(),
            version: 1,
            texte: "nom = \"x\"".into(),
            servie_le: "2026-01-01".into(),
        };
        let (o, p, v) = (organisation.clone(), personne.clone(), version.clone());
        let ecrits: Result<_, StoreError> = essai.base.ecrire(move |tx| {
            annuaire::poser_organisation_interne(tx, &o)?;
            annuaire::poser_utilisateur_interne(tx, &p)?;
            Ok((versions::servir_interne(tx, &v)?, versions::servir_interne(tx, &v)?))
        });
        assert_eq!(ecrits, Ok((true, false)));
        let relus: Result<(), StoreError> = essai.base.lire(|tx| {
            assert_eq!(annuaire::organisation_interne(tx, OPERATEUR)?.as_ref(), Some(&organisation));
            assert_eq!(
                annuaire::organisations_interne(tx, ("", ""), 10)?,
                std::slice::from_ref(&organisation)
            );
            assert_eq!(annuaire::utilisateur_interne(tx, REFERENTE)?.as_ref(), Some(&personne));
            assert_eq!(annuaire::utilisateurs_interne(tx, ("Zoé", &REFERENTE.to_string()), 10)?, []);
            assert_eq!(versions::charger_interne(tx, "abc")?.as_ref(), Some(&version));
            assert_eq!(versions::lister_interne(tx, "3.1.1")?.len(), 1);
            Ok(())
        });
        assert_eq!(relus, Ok(()));
    });
}
