//! A household that asks to be erased: nothing of it is left, and all that counted still counts.

use actes::{Erreur, Filtres, Fondement, Tri};
use domain::{Acte, Champs, Cle, Genre, Valeur, texte::plier};
use store::effacement::{Effacement, vider_interne};
use store::essais::{Essai, base_neuve, base_neuve_postgres};

use crate::famille::{Famille, MARQUES, VOISINE, marque};
use crate::territoire::{AUJOURD_HUI, ordre};

fn bases() -> impl Iterator<Item = Essai> {
    [Some(base_neuve()), base_neuve_postgres()].into_iter().flatten()
}

/// How storage may write a text: as typed, folded, in one case, inside JSON.
fn formes(texte: &str) -> Vec<String> {
    let json = serde_json::to_string(texte).unwrap();
    vec![
        texte.to_owned(),
        plier(texte),
        texte.to_lowercase(),
        texte.to_uppercase(),
        json.trim_matches('"').to_owned(),
    ]
}

/// The files of the data and of the keys as they stand, read as text: whatever surrounds it, a mark that begins by a
/// plain letter is still whole there.
struct Disque(Vec<(String, String)>);

impl Disque {
    fn lire(essai: &Essai) -> Self {
        let fichiers = essai.octets().into_iter();
        Self(fichiers.map(|(nom, octets)| (nom, String::from_utf8_lossy(&octets).into_owned())).collect())
    }

    /// Which files hold one of these forms.
    fn trouver(&self, formes: &[String]) -> Vec<&str> {
        let tenus = self.0.iter().filter(|(_, texte)| formes.iter().any(|f| texte.contains(f.as_str())));
        tenus.map(|(nom, _)| nom.as_str()).collect()
    }
}

fn nulle_part(essai: &Essai) {
    let disque = Disque::lire(essai);
    for (nom, texte) in MARQUES {
        let trouves = disque.trouver(&formes(texte));
        assert!(trouves.is_empty(), "{nom} se lit encore dans {trouves:?}");
    }
    assert!(!disque.trouver(&formes(VOISINE)).is_empty());
}

fn effacer(famille: &Famille) -> Result<(), Erreur> {
    famille.monde.porte.effacer(Some(&famille.monde.acteur), famille.menage, Fondement::Demande)
}

/// What the convention's accounts say.
fn comptes(famille: &Famille) -> String {
    let porte = &famille.monde.porte;
    let conventions = porte.conventions(&famille.monde.acteur, None).unwrap();
    let diagnostics = porte.compte(&Cle::Diagnostics(famille.monde.convention)).unwrap();
    let dossiers =
        porte.dossiers(&famille.monde.acteur, &Filtres::default(), Tri::Libelle, None, 10).unwrap();
    let mut etapes: Vec<&String> = dossiers.0.iter().map(|d| &d.etape).collect();
    etapes.sort();
    format!("{conventions:?} {diagnostics:?} {} {etapes:?}", dossiers.1)
}

#[test]
fn no_byte_of_an_erased_household_is_left_in_the_files_nor_in_a_fresh_backup() {
    for essai in bases() {
        let famille = Famille::sortie(&essai);
        let disque = Disque::lire(&essai);
        for (nom, texte) in MARQUES {
            assert!(
                !disque.trouver(&formes(texte)).is_empty(),
                "{nom} n'est écrit nulle part : rien ne serait prouvé"
            );
        }
        assert!(
            !disque.trouver(&[plier(&marque("nom"))]).is_empty(),
            "le nom que l'on cherche dans les listes"
        );
        effacer(&famille).unwrap();
        nulle_part(&essai);
        nulle_part(&essai.copie());
    }
}

#[test]
fn the_chain_verifies_and_says_who_erased_when_and_why() {
    for essai in bases() {
        let famille = Famille::sortie(&essai);
        let porte = &famille.monde.porte;
        let avant = porte.store().verifier().unwrap();
        effacer(&famille).unwrap();
        let apres = porte.store().verifier().unwrap();
        // One line in the chain of the household, one in its dossier's.
        assert_eq!((apres.lignes, apres.sujets), (avant.lignes + 2, avant.sujets));
        assert!(apres.effacees > 10 && apres.sans_cle == 0, "{apres:?}");
        let rejeu = porte.store().rejouer().unwrap();
        assert_eq!((rejeu.effaces, rejeu.inacheves), (2, 0));
        let trace = porte.efface(famille.menage).unwrap().unwrap();
        assert_eq!((trace.par.as_str(), trace.fondement), ("Personne d'essai", Some(Fondement::Demande)));
        assert!(trace.enregistre_le.starts_with("2026-11-02T"), "{trace:?}");
    }
}

#[test]
fn a_state_emptied_without_destroying_the_key_is_not_taken_for_an_erasure() {
    for essai in bases() {
        let famille = Famille::sortie(&essai);
        let id = famille.dossier;
        essai.attaquer(&format!("UPDATE sujet SET etat = '[]' WHERE id = '{id}'"));
        let rejeu = famille.monde.porte.store().rejouer();
        assert!(rejeu.as_ref().is_err_and(|e| e.to_string().contains(&id.to_string())), "{rejeu:?}");
    }
}

#[test]
fn what_is_counted_of_a_convention_is_the_same_before_and_after() {
    for essai in bases() {
        let famille = Famille::sortie(&essai);
        let avant = comptes(&famille);
        assert!(avant.contains("admissions: 2") && avant.contains("nombre: 1"), "{avant}");
        effacer(&famille).unwrap();
        assert_eq!(comptes(&famille), avant);
        // Roles confided anew project the convention's dossiers again: what was erased keeps its count.
        let champs = Champs::from([
            ("role".to_owned(), Valeur::Mot("bailleur".to_owned())),
            ("organisation".to_owned(), Valeur::Organisation(famille.monde.acteur.organisation)),
        ]);
        famille.monde.accepte(actes::Ordre {
            cle: "encore".to_owned(),
            ..ordre(Acte::ConfierRole, famille.monde.convention, champs)
        });
        let admises = |c: &str| c.contains("admissions: 2") && c.contains("nombre: 1");
        assert!(admises(&comptes(&famille)), "{}", comptes(&famille));
    }
}

#[test]
fn a_household_erased_while_it_was_followed_gives_its_place_back() {
    for essai in bases() {
        let famille = Famille::suivie(&essai);
        let places =
            || famille.monde.porte.conventions(&famille.monde.acteur, None).unwrap()[0].pris.unwrap().places;
        assert_eq!(places(), 2);
        assert!(famille.monde.porte.inventaire(famille.menage).unwrap().echeances > 0);
        effacer(&famille).unwrap();
        assert_eq!(places(), 1);
        let reste = famille.monde.porte.inventaire(famille.menage).unwrap();
        assert_eq!((reste.echeances, reste.reponses, reste.prises), (0, 0, reste.comptes));
    }
}

#[test]
fn a_dry_run_says_what_would_go_and_writes_nothing() {
    for essai in bases() {
        let famille = Famille::sortie(&essai);
        let porte = &famille.monde.porte;
        let inventaire = porte.inventaire(famille.menage).unwrap();
        assert_eq!(inventaire.sujets.len(), 2);
        assert!(inventaire.sujets.iter().all(|s| !s.efface) && !inventaire.cle_detruite);
        assert_eq!(inventaire.citations, [(famille.action, Genre::ActionCollective)]);
        assert!(inventaire.lignes > 10 && inventaire.reponses > 5, "{inventaire:?}");
        assert_eq!(porte.inventaire(famille.menage).unwrap(), inventaire);
        assert!(porte.exporter(&actes::Perimetre::tout(), famille.menage).is_ok());
        let inconnu = porte.inventaire(famille.dossier);
        assert!(matches!(inconnu, Err(Erreur::Introuvable)), "{inconnu:?}");
    }
}

#[test]
fn nothing_is_read_of_an_erased_household_nor_recorded_and_it_is_said_in_words() {
    for essai in bases() {
        let famille = Famille::suivie(&essai);
        let (porte, acteur) = (&famille.monde.porte, &famille.monde.acteur);
        effacer(&famille).unwrap();
        let refus = |fait: Result<(), Erreur>| match fait {
            Err(Erreur::Interdit(dit)) => assert!(dit.contains("a été effacé"), "{dit}"),
            autre => panic!("{autre:?}"),
        };
        let note = Champs::from([
            ("lieu".to_owned(), Valeur::Mot("domicile".to_owned())),
            ("note".to_owned(), Valeur::Texte("encore".to_owned())),
        ]);
        let encore = |o: actes::Ordre| actes::Ordre { cle: "encore".to_owned(), ..o };
        refus(famille.monde.agir(encore(ordre(Acte::Visiter, famille.dossier, note))).map(|_| ()));
        let orientation = Champs::from([
            ("menage".to_owned(), Valeur::Sujet(famille.menage)),
            ("convention".to_owned(), Valeur::Sujet(famille.monde.convention)),
            ("canal".to_owned(), Valeur::Mot("direct".to_owned())),
        ]);
        let nouveau = domain::SujetId(domain::ids::ulid(899));
        refus(famille.monde.agir(encore(ordre(Acte::Orienter, nouveau, orientation))).map(|_| ()));
        refus(porte.sujet(acteur, Genre::Dossier, famille.dossier).map(|_| ()));
        refus(porte.sujet(acteur, Genre::Menage, famille.menage).map(|_| ()));
        refus(porte.exporter(&actes::Perimetre::tout(), famille.menage).map(|_| ()));
        let listes = porte.sujets(acteur, Genre::Menage, None).unwrap();
        assert!(listes.iter().all(|s| s.id != famille.menage), "proposé dans un formulaire");
        let lignes = porte.dossiers(acteur, &Filtres::default(), Tri::Libelle, None, 10).unwrap().0;
        let ligne = lignes.iter().find(|l| l.id == famille.dossier.to_string()).unwrap();
        assert_eq!((ligne.libelle.as_str(), ligne.ouvert_le.as_str()), ("Ménage effacé", "2026-11-01"));
        assert_eq!((&ligne.referent, &ligne.derniere_visite, &ligne.orienteur), (&None, &None, &None));
    }
}

#[test]
fn the_others_of_a_group_session_go_on_without_the_one_that_was_erased() {
    for essai in bases() {
        let famille = Famille::suivie(&essai);
        effacer(&famille).unwrap();
        famille.seance("après l'effacement");
        assert!(famille.monde.porte.store().verifier().is_ok());
        assert_eq!(famille.monde.porte.store().rejouer().unwrap().effaces, 2);
    }
}

#[test]
fn an_erasure_stopped_at_any_point_is_finished_by_the_next_one() {
    for essai in bases() {
        let famille = Famille::sortie(&essai);
        let store = famille.monde.porte.store();
        // Stopped once the key is gone: the state is still there, and the check says so.
        store.trousseau().detruire(&famille.menage.to_string()).unwrap();
        assert_eq!(store.rejouer().unwrap().inacheves, 2);
        let note = Champs::from([("lieu".to_owned(), Valeur::Mot("domicile".to_owned()))]);
        let rouvre = famille.monde.agir(actes::Ordre {
            cle: "entre deux".to_owned(),
            ..ordre(Acte::Renseigner, famille.dossier, note)
        });
        assert!(rouvre.is_err(), "{rouvre:?}");
        // Stopped again once the state is emptied: its bytes may still be in free pages and in the log.
        let demande = Effacement {
            menage: famille.menage,
            par: famille.monde.acteur.utilisateur.to_string(),
            organisation: famille.monde.acteur.organisation.to_string(),
            enregistre_le: "2026-11-02T18:00:00Z".to_owned(),
            le: AUJOURD_HUI,
            motif: "demande".to_owned(),
        };
        store.ecrire(move |e| vider_interne(e, &demande)).unwrap();
        let apres = store.verifier().unwrap();
        effacer(&famille).unwrap();
        nulle_part(&essai);
        // The erasure is written once, however often it was begun.
        assert_eq!(store.verifier().unwrap(), apres);
        assert_eq!(store.rejouer().unwrap().inacheves, 0);
        effacer(&famille).unwrap();
        assert_eq!(store.verifier().unwrap().lignes, apres.lignes);
    }
}

#[test]
fn a_reader_who_holds_the_base_delays_the_purge_and_it_is_said_to_start_again() {
    for essai in bases() {
        let famille = Famille::sortie(&essai);
        let store = famille.monde.porte.store();
        let lecture = store.lire(|tx| {
            // A read transaction begins with its first query.
            store::listes::dispositifs(tx, &actes::Perimetre::tout())?;
            Ok::<_, Erreur>(effacer(&famille))
        });
        let dit = lecture.unwrap().unwrap_err().to_string();
        assert!(dit.contains("relancez"), "{dit}");
        assert!(store.verifier().is_ok());
        effacer(&famille).unwrap();
        nulle_part(&essai);
    }
}
