//! What someone without rights tries, and what a correction may not undo.

use actes::{Erreur, Filtres, Ordre, Organisation, Tri, Utilisateur};
use domain::moteur::Issue;
use domain::{Acte, Champs, Date, Genre, OrganisationId, SujetId, UtilisateurId, Valeur, ids};
use jiff::civil::date;
use policy::Acteur;
use store::essais::base_neuve;

use crate::territoire::{Territoire, ordre};

fn mot(nom: &str, mot: &str) -> (String, Valeur) {
    (nom.to_owned(), Valeur::Mot(mot.to_owned()))
}

/// A landlord that holds the role of landlord in the convention.
fn bailleur(monde: &Territoire) -> Acteur {
    partie(monde, "bailleur")
}

/// An organisation of that kind, that holds the role of landlord in the convention.
fn partie(monde: &Territoire, nature: &str) -> Acteur {
    let (organisation, utilisateur) = (OrganisationId(ids::ulid(50)), UtilisateurId(ids::ulid(51)));
    let fiche = Organisation {
        id: organisation,
        nom: "Habitat des Trois Rivières".to_owned(),
        nature: nature.to_owned(),
        etat: serde_json::Value::Null,
    };
    let personne = Utilisateur {
        id: utilisateur,
        nom: "Gérante".to_owned(),
        etat: serde_json::json!({ "organisation": organisation.to_string() }),
    };
    monde.porte.inscrire(vec![fiche], vec![personne]).unwrap();
    let confie = Champs::from([
        mot("role", "bailleur"),
        ("organisation".to_owned(), Valeur::Organisation(organisation)),
    ]);
    monde.accepte(Ordre { cle: "bailleur".into(), ..ordre(Acte::ConfierRole, monde.convention, confie) });
    monde.porte.annuaire().acteur(utilisateur).unwrap()
}

fn monde() -> (store::essais::Essai, Territoire) {
    let essai = base_neuve();
    let monde = Territoire::nouveau(&essai, 1);
    (essai, monde)
}

fn le(jour: Date, o: Ordre) -> Ordre {
    Ordre { le: jour, cle: format!("{}-{jour}", o.cle), ..o }
}

fn correction(sujet: SujetId, n: i64, champs: Champs) -> Ordre {
    let mut tous = Champs::from([
        ("evenement".to_owned(), Valeur::Nombre(n)),
        ("motif_correction".to_owned(), Valeur::Texte("essai".to_owned())),
    ]);
    tous.extend(champs);
    Ordre { cle: format!("corriger-{n}-{sujet}"), ..ordre(Acte::Corriger, sujet, tous) }
}

fn annulation(sujet: SujetId, n: i64) -> Ordre {
    correction(sujet, n, Champs::from([("annule".to_owned(), Valeur::Booleen(true))]))
}

#[test]
fn a_party_does_not_grant_itself_a_role_nor_rewrite_the_convention() {
    let (_essai, monde) = monde();
    let bailleur = bailleur(&monde);
    let confie = Champs::from([
        mot("role", "opérateur"),
        ("organisation".to_owned(), Valeur::Organisation(bailleur.organisation)),
    ]);
    let places = Champs::from([
        ("motif".to_owned(), Valeur::Texte("x".to_owned())),
        ("convention.places".to_owned(), Valeur::Nombre(9_999)),
    ]);
    for (acte, champs) in [(Acte::ConfierRole, confie), (Acte::Amender, places)] {
        let essaye = monde.porte.agir(&bailleur, ordre(acte, monde.convention, champs));
        assert!(matches!(essaye, Err(Erreur::Interdit(_))), "{essaye:?}");
    }
    let lu = monde.porte.sujet(&bailleur, Genre::Convention, monde.convention).unwrap();
    assert!(lu.suite().iter().all(|s| s.acte != Acte::ConfierRole));
}

#[test]
fn a_role_withdrawn_takes_the_dossiers_with_it() {
    let (_essai, monde) = monde();
    let bailleur = bailleur(&monde);
    let dossier = monde.oriente(1);
    assert!(monde.porte.sujet(&bailleur, Genre::Dossier, dossier).is_ok());
    monde.accepte(annulation(monde.convention, 2));
    let lu = monde.porte.sujet(&bailleur, Genre::Dossier, dossier);
    assert!(matches!(lu, Err(Erreur::Introuvable)));
}

#[test]
fn nobody_corrects_what_another_organisation_recorded() {
    let (_essai, monde) = monde();
    let bailleur = bailleur(&monde);
    let dossier = monde.oriente(1);
    monde.accepte(ordre(Acte::Diagnostiquer, dossier, [mot("conclusion", "accompagnement")].into()));
    let annule = monde.porte.agir(&bailleur, annulation(dossier, 1));
    assert!(matches!(annule, Err(Erreur::Interdit(_))), "{annule:?}");
}

#[test]
fn one_acts_in_a_role_that_one_holds_and_names_people_of_the_convention() {
    let (_essai, monde) = monde();
    let bailleur = bailleur(&monde);
    let dossier = monde.oriente(1);
    let faits = Champs::from([("menage.enfants".to_owned(), Valeur::Nombre(2))]);
    let usurpe = Ordre { role: Some("opérateur".into()), ..ordre(Acte::Renseigner, dossier, faits) };
    assert!(matches!(monde.porte.agir(&bailleur, usurpe), Err(Erreur::Interdit(_))));
    let sante = Champs::from([("sante.addiction".to_owned(), Valeur::Booleen(true))]);
    let sante = monde.porte.agir(&bailleur, ordre(Acte::Renseigner, dossier, sante));
    assert!(matches!(sante, Err(Erreur::Saisie(_))), "{sante:?}");
    let inconnu = Champs::from([("referent".to_owned(), Valeur::Utilisateur(UtilisateurId(ids::ulid(999))))]);
    let designe = monde.agir(ordre(Acte::DesignerReferent, dossier, inconnu));
    assert!(matches!(designe, Err(Erreur::Saisie(_))), "{designe:?}");
    let menage = SujetId(ids::ulid(70));
    let nomme = Champs::from([("menage.nom".to_owned(), Valeur::Texte("Doe".to_owned()))]);
    let cree = Ordre { role: Some("préfet".into()), ..ordre(Acte::CreerMenage, menage, nomme) };
    monde.porte.agir(&bailleur, cree).unwrap();
    let lu = monde.porte.sujet(&bailleur, Genre::Menage, menage).unwrap();
    assert_eq!(lu.etat().auteur().unwrap().role, "bailleur");
}

#[test]
fn a_key_serves_one_act_on_one_sujet() {
    let (_essai, monde) = monde();
    let (a, b) = (monde.oriente(1), monde.oriente(2));
    let enfants = || Champs::from([("menage.enfants".to_owned(), Valeur::Nombre(2))]);
    let avec = |sujet| Ordre { cle: "la même".into(), ..ordre(Acte::Renseigner, sujet, enfants()) };
    monde.accepte(avec(a));
    assert!(monde.agir(avec(a)).unwrap().deja);
    assert!(matches!(monde.agir(avec(b)), Err(Erreur::Saisie(_))));
    let longue = Ordre { cle: "x".repeat(1_000), ..ordre(Acte::Renseigner, b, enfants()) };
    assert!(matches!(monde.agir(longue), Err(Erreur::Saisie(_))));
}

#[test]
fn a_place_given_back_and_taken_by_another_is_not_taken_again_by_a_correction() {
    let (_essai, monde) = monde();
    let (a, b) = (monde.oriente(1), monde.oriente(2));
    monde.accepte(ordre(Acte::Admettre, a, Champs::new()));
    monde.accepte(ordre(Acte::Sortir, a, [mot("motif", "autonomie")].into()));
    monde.accepte(ordre(Acte::Admettre, b, Champs::new()));
    let verdict = monde.agir(annulation(a, 2)).unwrap().verdict;
    assert_eq!(verdict.issue, Issue::Refuse);
    assert!(verdict.decisifs().any(|m| m.regle == "places"), "{:#?}", verdict.motifs);
    monde.accepte(ordre(Acte::Sortir, b, [mot("motif", "autonomie")].into()));
    monde.accepte(annulation(a, 2));
}

#[test]
fn what_follows_must_stand_when_an_entry_is_annulled_or_moved() {
    let (_essai, monde) = monde();
    let dossier = monde.oriente(1);
    monde.accepte(ordre(Acte::Admettre, dossier, Champs::new()));
    monde.accepte(ordre(Acte::OuvrirMesure, dossier, Champs::new()));
    let verdict = monde.agir(annulation(dossier, 1)).unwrap().verdict;
    assert_eq!(verdict.issue, Issue::Refuse);
    assert!(verdict.decisifs().any(|m| m.regle == "admission d'abord"), "{:#?}", verdict.motifs);
    monde.accepte(annulation(dossier, 2));
    monde.accepte(Ordre { cle: "encore".into(), ..annulation(dossier, 1) });
}

#[test]
fn a_second_admission_dated_before_the_first_is_refused() {
    let (_essai, monde) = monde();
    let (menage, dossier) = (SujetId(ids::ulid(80)), SujetId(ids::ulid(81)));
    let nom = Champs::from([("menage.nom".to_owned(), Valeur::Texte("Doe".to_owned()))]);
    let faits = nom.into_iter().chain([("menage.isolement".to_owned(), Valeur::Booleen(true))]);
    monde.accepte(le(date(2026, 3, 1), ordre(Acte::CreerMenage, menage, faits.collect())));
    let oriente = Champs::from([
        ("menage".to_owned(), Valeur::Sujet(menage)),
        ("convention".to_owned(), Valeur::Sujet(monde.convention)),
        mot("canal", "direct"),
    ]);
    // The convention of these tests is opened today: everything else is dated after.
    monde.accepte(ordre(Acte::Orienter, dossier, oriente));
    let corrige = Champs::from([("nouveau_jour".to_owned(), Valeur::Jour(date(2026, 3, 1)))]);
    monde.accepte(correction(monde.convention, 0, corrige.clone()));
    monde.accepte(correction(dossier, 0, corrige));
    monde.accepte(le(date(2026, 6, 1), ordre(Acte::Admettre, dossier, Champs::new())));
    let seconde = monde.agir(le(date(2026, 5, 1), ordre(Acte::Admettre, dossier, Champs::new()))).unwrap();
    assert_eq!(seconde.verdict.issue, Issue::Refuse, "{:#?}", seconde.verdict.motifs);
    assert!(seconde.verdict.decisifs().any(|m| m.message.starts_with("Ce qui suit ne tiendrait plus")));
}

#[test]
fn a_correction_of_its_day_does_not_make_another_event_the_first() {
    let (_essai, monde) = monde();
    let bailleur = bailleur(&monde);
    let autre = OrganisationId(ids::ulid(60));
    let fiche = Organisation {
        id: autre,
        nom: "Autre bailleur".to_owned(),
        nature: "bailleur".to_owned(),
        etat: serde_json::Value::Null,
    };
    monde.porte.inscrire(vec![fiche], Vec::new()).unwrap();
    let (menage, dossier) = (SujetId(ids::ulid(80)), SujetId(ids::ulid(81)));
    monde.accepte(ordre(Acte::CreerMenage, menage, Champs::new()));
    let oriente = Champs::from([
        ("menage".to_owned(), Valeur::Sujet(menage)),
        ("convention".to_owned(), Valeur::Sujet(monde.convention)),
        ("bailleur".to_owned(), Valeur::Organisation(autre)),
        mot("canal", "direct"),
    ]);
    monde.accepte(ordre(Acte::Orienter, dossier, oriente));
    monde.accepte(ordre(Acte::Diagnostiquer, dossier, [mot("conclusion", "accompagnement")].into()));
    let cache = |monde: &Territoire| monde.porte.sujet(&bailleur, Genre::Dossier, dossier).is_err();
    assert!(cache(&monde));
    let plus_tot = Champs::from([("nouveau_jour".to_owned(), Valeur::Jour(date(2026, 1, 2)))]);
    let deplace = monde.agir(correction(dossier, 1, plus_tot)).unwrap();
    assert_eq!(deplace.verdict.issue, Issue::Refuse);
    assert!(cache(&monde));
}

#[test]
fn a_convention_lasts_until_the_day_of_its_renewal() {
    let (_essai, monde) = monde();
    let fin = |jour| {
        Champs::from([
            ("convention.fin".to_owned(), Valeur::Jour(jour)),
            ("motif".to_owned(), Valeur::Texte("fin".to_owned())),
        ])
    };
    monde.accepte(ordre(Acte::Amender, monde.convention, fin(date(2026, 6, 30))));
    let dossier = monde.oriente(1);
    let refus = monde.agir(ordre(Acte::Admettre, dossier, Champs::new())).unwrap();
    assert_eq!(refus.verdict.issue, Issue::Refuse);
    let jusqu_au = Champs::from([("jusqu_au".to_owned(), Valeur::Jour(date(2027, 12, 31)))]);
    monde.accepte(ordre(Acte::RenouvelerConvention, monde.convention, jusqu_au));
    monde.accepte(Ordre { cle: "admis".into(), ..ordre(Acte::Admettre, dossier, Champs::new()) });
    let clos = Champs::from([("motif".to_owned(), Valeur::Texte("fin".to_owned()))]);
    monde.accepte(ordre(Acte::CloreConvention, monde.convention, clos));
    let autre = monde.oriente(2);
    let refus = monde.agir(ordre(Acte::Admettre, autre, Champs::new())).unwrap();
    assert!(refus.verdict.decisifs().any(|m| m.regle == "convention en vigueur"));
}

#[test]
fn a_list_neither_shows_nor_answers_what_its_reader_does_not_read() {
    let (_essai, monde) = monde();
    let equipe = partie(&monde, "santé");
    let (dossier, logement) = (monde.oriente(1), SujetId(ids::ulid(90)));
    let champs = Champs::from([("convention".to_owned(), Valeur::Sujet(monde.convention))]);
    monde.accepte(ordre(Acte::DeclarerLogement, logement, champs));
    let entre = || Champs::from([("logement".to_owned(), Valeur::Sujet(logement)), mot("statut", "bail")]);
    monde.accepte(ordre(Acte::Entrer, dossier, entre()));
    let voir = |qui: &Acteur, statut: &str| {
        let filtres = Filtres { statut_occupation: Some(statut.to_owned()), ..Filtres::default() };
        monde.porte.dossiers(qui, &filtres, Tri::Libelle, None, 10).unwrap().0
    };
    assert_eq!(voir(&monde.acteur, "bail")[0].statut_occupation.as_deref(), Some("bail"));
    assert!(voir(&monde.acteur, "autre").is_empty());
    assert_eq!(voir(&equipe, "bail"), voir(&equipe, "autre"));
    assert_eq!(voir(&equipe, "bail")[0].statut_occupation, None);

    let motif = Champs::from([("motif".to_owned(), Valeur::Texte("vente".to_owned()))]);
    let occupe = monde.agir(ordre(Acte::RetirerLogement, logement, motif.clone())).unwrap().verdict;
    assert!(occupe.decisifs().any(|m| m.regle == "logement libre"), "{:#?}", occupe.motifs);
    monde.accepte(ordre(Acte::Quitter, dossier, [mot("motif", "autre")].into()));
    monde.accepte(Ordre { cle: "libre".into(), ..ordre(Acte::RetirerLogement, logement, motif) });
    let verdict = monde.agir(annulation(dossier, 2)).unwrap().verdict;
    assert_eq!(verdict.issue, Issue::Accepte, "an annulled departure is only the truth about the past");
}
