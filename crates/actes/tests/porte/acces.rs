//! Who may see what, through the door: shares, agreements, protected households, emergencies.

use actes::{Erreur, Filtres, Ordre, Organisation, Tri, Utilisateur};
use domain::cercle::FONDEMENTS;
use domain::fait::Classe;
use domain::{Acte, Champs, Genre, OrganisationId, SujetId, UtilisateurId, Valeur, ids};
use jiff::civil::date;
use policy::Acteur;
use store::essais::{Essai, base_neuve, pour_chaque_moteur};

use crate::territoire::{AUJOURD_HUI, Territoire, ordre};

/// Someone of an organisation that takes no part in the convention; a colleague has the next number.
fn etrangere(monde: &Territoire, n: u128, nature: &str) -> Acteur {
    let (organisation, utilisateur) = (OrganisationId(ids::ulid(n)), UtilisateurId(ids::ulid(n + 1)));
    let (nom, nature, etat) = (format!("Maison {n}"), nature.to_owned(), serde_json::Value::Null);
    let fiche = Organisation { id: organisation, nom, nature, etat };
    monde.porte.inscrire(vec![fiche], vec![personne(utilisateur, organisation)]).unwrap();
    monde.porte.annuaire().acteur(utilisateur).unwrap()
}

fn personne(id: UtilisateurId, organisation: OrganisationId) -> Utilisateur {
    let etat = serde_json::json!({ "organisation": organisation.to_string() });
    Utilisateur { id, nom: format!("Personne {id}"), etat }
}

/// A colleague of the one who runs the measure.
fn collegue(monde: &Territoire) -> Acteur {
    let id = UtilisateurId(ids::ulid(99));
    monde.porte.inscrire(Vec::new(), vec![personne(id, monde.acteur.organisation)]).unwrap();
    monde.porte.annuaire().acteur(id).unwrap()
}

fn monde() -> (Essai, Territoire, SujetId) {
    let essai = base_neuve();
    let monde = Territoire::nouveau(&essai, 5);
    let dossier = monde.oriente(1);
    (essai, monde, dossier)
}

fn menage_de(monde: &Territoire, dossier: SujetId) -> SujetId {
    monde.porte.sujet(&monde.acteur, Genre::Dossier, dossier).unwrap().sujet.menage.unwrap()
}

fn mots(mots: &[&str]) -> Valeur {
    Valeur::Mots(mots.iter().map(|m| (*m).to_owned()).collect())
}

fn partage(dossier: SujetId, avec: OrganisationId, quoi: &[&str], fondement: usize) -> Ordre {
    let champs = Champs::from([
        ("avec".to_owned(), Valeur::Organisation(avec)),
        ("quoi".to_owned(), mots(quoi)),
        ("fondement".to_owned(), Valeur::Mot(FONDEMENTS[fondement].to_owned())),
        ("jusqu_au".to_owned(), Valeur::Jour(date(2026, 12, 31))),
    ]);
    Ordre { cle: format!("partage-{avec}-{quoi:?}-{fondement}"), ..ordre(Acte::Partager, dossier, champs) }
}

fn faute(resultat: Result<actes::Reponse, Erreur>) -> String {
    match resultat {
        Err(Erreur::Saisie(fautes)) => fautes.into_iter().map(|f| f.message).collect::<Vec<_>>().join(" "),
        autre => panic!("{autre:?}"),
    }
}

fn voit(monde: &Territoire, qui: &Acteur, dossier: SujetId) -> bool {
    let trouve = monde.porte.sujet(qui, Genre::Dossier, dossier).is_ok();
    let (liste, compte) = monde.porte.dossiers(qui, &Filtres::default(), Tri::Urgence, None, 9).unwrap();
    assert_eq!((liste.len(), compte), (usize::from(trouve), u32::from(trouve)), "the list says otherwise");
    let nom = Filtres { recherche: Some("Ménage 1".to_owned()), ..Filtres::default() };
    let cherche = monde.porte.dossiers(qui, &nom, Tri::Urgence, None, 9).unwrap().1;
    assert_eq!(cherche, u32::from(trouve), "the search says otherwise");
    trouve
}

#[test]
fn a_share_opens_a_dossier_for_its_days_and_for_what_it_says() {
    let (_essai, monde, dossier) = monde();
    let ccas = etrangere(&monde, 60, "collectivité");
    assert!(!voit(&monde, &ccas, dossier));
    monde.accepte(partage(dossier, ccas.organisation, &["identité", "ressources"], 1));
    assert!(voit(&monde, &ccas, dossier));
    let lu = monde.porte.sujet(&ccas, Genre::Dossier, dossier).unwrap();
    let lit: Vec<Classe> = Classe::TOUTES.into_iter().filter(|c| lu.lit(*c)).collect();
    assert_eq!(lit, [Classe::C1, Classe::C3]);
    assert!(lu.etat().oriente.is_none(), "the channel is not hers to read");
    monde.porte.horloge().regler(date(2027, 1, 1));
    assert!(!voit(&monde, &ccas, dossier));
    monde.porte.horloge().regler(AUJOURD_HUI);
    let fin = Champs::from([("avec".to_owned(), Valeur::Organisation(ccas.organisation))]);
    monde.accepte(ordre(Acte::CesserPartage, dossier, fin));
    assert!(!voit(&monde, &ccas, dossier));
}

#[test]
fn one_shares_what_one_reads_and_never_health_with_a_landlord() {
    let (_essai, monde, dossier) = monde();
    let (bailleur, hopital) = (etrangere(&monde, 60, "bailleur"), etrangere(&monde, 70, "santé"));
    let ne_lit_pas = monde.agir(partage(dossier, hopital.organisation, &["santé"], 4));
    assert!(faute(ne_lit_pas).contains("que ce que vous lisez"));
    let rien = faute(monde.agir(ordre(Acte::Partager, dossier, Champs::new())));
    assert!(rien.contains("avec quel organisme") && rien.contains("sur quel fondement"), "{rien}");
    let jamais = monde.agir(partage(dossier, bailleur.organisation, &["justice", "protection"], 1));
    assert!(faute(jamais).contains("ne le reçoit jamais"));
    let mut sans_fin = partage(dossier, bailleur.organisation, &["situation sociale"], 1);
    sans_fin.champs.insert("jusqu_au".to_owned(), Valeur::Jour(date(2027, 12, 31)));
    assert!(faute(monde.agir(sans_fin)).contains("un an au plus"));
    let synthese = monde.agir(partage(dossier, bailleur.organisation, &["situation sociale"], 1));
    assert!(synthese.is_ok(), "a landlord's adviser receives the synthesis");
    let lu = monde.porte.sujet(&bailleur, Genre::Dossier, dossier).unwrap();
    assert!(!lu.lit(Classe::C4) && lu.droits.lit_champ(Classe::C4, true));
}

#[test]
fn a_share_that_rests_on_the_household_s_agreement_needs_it_and_ends_with_it() {
    let (_essai, monde, dossier) = monde();
    let ccas = etrangere(&monde, 60, "collectivité");
    let sans_accord = monde.agir(partage(dossier, ccas.organisation, &["ressources"], 0));
    assert!(faute(sans_accord).contains("n'a pas donné cet accord"));
    let accord = Champs::from([
        ("avec".to_owned(), Valeur::Organisation(ccas.organisation)),
        ("quoi".to_owned(), mots(&["ressources"])),
        ("forme".to_owned(), Valeur::Mot("écrite".to_owned())),
    ]);
    monde.accepte(ordre(Acte::RecueillirAccord, dossier, accord));
    monde.accepte(Ordre { cle: "2".into(), ..partage(dossier, ccas.organisation, &["ressources"], 0) });
    assert!(voit(&monde, &ccas, dossier));
    let retrait = Champs::from([("avec".to_owned(), Valeur::Organisation(ccas.organisation))]);
    monde.accepte(ordre(Acte::RetirerAccord, dossier, retrait));
    assert!(!voit(&monde, &ccas, dossier));
}

#[test]
fn a_protected_household_exists_for_the_persons_named_and_for_nobody_else() {
    let (_essai, monde, dossier) = monde();
    let collegue = collegue(&monde);
    assert!(voit(&monde, &collegue, dossier));
    let menage = menage_de(&monde, dossier);
    let motif = Champs::from([("motif".to_owned(), Valeur::Mot("violences".to_owned()))]);
    monde.accepte(ordre(Acte::Proteger, menage, motif));
    assert!(voit(&monde, &monde.acteur.clone(), dossier));
    assert!(!voit(&monde, &collegue, dossier));
    assert!(matches!(monde.porte.sujet(&collegue, Genre::Menage, menage), Err(Erreur::Introuvable)));
    assert!(monde.porte.sujets(&collegue, Genre::Menage, None).unwrap().is_empty());
    let echo = ordre(Acte::TenterContact, dossier, Champs::new());
    assert!(matches!(monde.porte.agir(&collegue, echo), Err(Erreur::Introuvable)));

    let nommer = |acte, qui: UtilisateurId| {
        let champs = Champs::from([("personne".to_owned(), Valeur::Utilisateur(qui))]);
        Ordre { cle: format!("{qui}-{}", acte as usize), ..ordre(acte, menage, champs) }
    };
    let demain = Ordre {
        le: date(2026, 11, 3),
        cle: "demain".into(),
        ..nommer(Acte::NommerPersonne, collegue.utilisateur)
    };
    let refus = monde.agir(demain).unwrap().verdict;
    assert_eq!(refus.issue, domain::Issue::Refuse, "what opens or hides a household has happened");
    let partager = monde.agir(partage(dossier, collegue.organisation, &["identité"], 1));
    assert!(faute(partager).contains("Nommez quelqu'un"));
    let seule = monde.agir(nommer(Acte::RetirerNommee, monde.acteur.utilisateur));
    assert!(faute(seule).contains("dernière personne nommée"));
    monde.accepte(nommer(Acte::NommerPersonne, collegue.utilisateur));
    assert!(voit(&monde, &collegue, dossier));
    monde.accepte(nommer(Acte::RetirerNommee, collegue.utilisateur));
    assert!(!voit(&monde, &collegue, dossier));
    let motif = Champs::from([("motif".to_owned(), Valeur::Texte("relogée ailleurs".to_owned()))]);
    monde.accepte(ordre(Acte::LeverProtection, menage, motif));
    assert!(voit(&monde, &collegue, dossier));
}

#[test]
fn the_dossier_of_a_protected_household_is_born_protected() {
    let (_essai, monde, dossier) = monde();
    let collegue = collegue(&monde);
    let menage = menage_de(&monde, dossier);
    let motif = Champs::from([("motif".to_owned(), Valeur::Mot("menaces".to_owned()))]);
    monde.accepte(ordre(Acte::Proteger, menage, motif));
    let second = SujetId(ids::ulid(7_000));
    let champs = Champs::from([
        ("menage".to_owned(), Valeur::Sujet(menage)),
        ("convention".to_owned(), Valeur::Sujet(monde.convention)),
        ("canal".to_owned(), Valeur::Mot("direct".to_owned())),
    ]);
    let orienter = ordre(Acte::Orienter, second, champs);
    assert!(monde.porte.agir(&collegue, orienter.clone()).is_err());
    monde.accepte(Ordre { cle: "second".into(), ..orienter });
    assert!(!voit(&monde, &collegue, dossier) && !voit(&monde, &collegue, second));
}

#[test]
fn an_emergency_opens_notes_for_a_while_and_is_signalled() {
    let (_essai, monde, dossier) = monde();
    let ccas = etrangere(&monde, 60, "collectivité");
    monde.accepte(partage(dossier, ccas.organisation, &["identité"], 1));
    let motif = Champs::from([("motif".to_owned(), Valeur::Texte("voisins inquiets".to_owned()))]);
    let urgence = ordre(Acte::AccederEnUrgence, dossier, motif);
    let refus = monde.porte.agir(&ccas, urgence.clone());
    assert!(
        matches!(refus, Err(Erreur::Interdit(_))),
        "a share alone does not open in an emergency: {refus:?}"
    );

    let collegue = collegue(&monde);
    let lit_sante = |qui: &Acteur| monde.porte.sujet(qui, Genre::Dossier, dossier).unwrap().lit(Classe::C5);
    assert!(!lit_sante(&collegue));
    let reponse = monde.porte.agir(&collegue, Ordre { cle: "urgence".into(), ..urgence }).unwrap();
    assert_eq!(reponse.verdict.issue, domain::Issue::Accepte);
    assert!(lit_sante(&collegue) && !lit_sante(&monde.acteur));
    let signalees = monde.porte.urgences(&monde.acteur).unwrap();
    assert_eq!(signalees.len(), 1);
    assert_eq!(signalees[0].qui, collegue.utilisateur.to_string());
    monde.porte.horloge().regler(date(2026, 11, 3));
    assert!(!lit_sante(&collegue), "the next day it is closed");
    assert_eq!(monde.porte.urgences(&monde.acteur).unwrap().len(), 1);
    monde.porte.horloge().regler(date(2026, 11, 20));
    assert!(monde.porte.urgences(&monde.acteur).unwrap().is_empty());
}

#[test]
fn a_hidden_entry_leaves_no_gap_and_makes_no_conflict() {
    let (_essai, monde, dossier) = monde();
    let ccas = etrangere(&monde, 60, "collectivité");
    monde.accepte(partage(dossier, ccas.organisation, &["identité"], 1));
    let rangs = |qui: &Acteur| {
        let lu = monde.porte.sujet(qui, Genre::Dossier, dossier).unwrap();
        let rangs: Vec<u32> = lu.sujet.evenements.iter().map(|e| e.n).collect();
        (rangs, lu.sujet.version)
    };
    assert_eq!(rangs(&monde.acteur), (vec![0, 1], 2));
    assert_eq!(rangs(&ccas), (vec![0], 1), "the share itself is not hers to read");
}

fn ouvrir_en_urgence(cle: &str, dossier: SujetId) -> Ordre {
    let motif = Champs::from([("motif".to_owned(), Valeur::Texte("voisins inquiets".to_owned()))]);
    Ordre { cle: cle.to_owned(), ..ordre(Acte::AccederEnUrgence, dossier, motif) }
}

#[test]
fn whoever_opened_in_an_emergency_cannot_take_it_back() {
    let (_essai, monde, dossier) = monde();
    let collegue = collegue(&monde);
    monde.porte.agir(&collegue, ouvrir_en_urgence("un", dossier)).unwrap();
    let lu = monde.porte.sujet(&collegue, Genre::Dossier, dossier).unwrap();
    let entree = lu.sujet.evenements.iter().find(|e| e.acte == Acte::AccederEnUrgence).unwrap();
    let annulation = Champs::from([
        ("evenement".to_owned(), Valeur::Nombre(i64::from(entree.n))),
        ("annule".to_owned(), Valeur::Booleen(true)),
        ("motif_correction".to_owned(), Valeur::Texte("par erreur".to_owned())),
    ]);
    let refus = monde.porte.agir(&collegue, ordre(Acte::Corriger, dossier, annulation));
    assert!(matches!(&refus, Err(Erreur::Interdit(m)) if m.contains("reste écrit")), "{refus:?}");
    assert_eq!(monde.porte.urgences(&monde.acteur).unwrap().len(), 1);
}

#[test]
fn the_same_person_may_open_in_an_emergency_again_and_the_last_time_is_signalled() {
    let (_essai, monde, dossier) = monde();
    let collegue = collegue(&monde);
    monde.porte.agir(&collegue, ouvrir_en_urgence("un", dossier)).unwrap();
    monde.porte.horloge().regler(date(2026, 11, 4));
    monde.porte.agir(&collegue, ouvrir_en_urgence("deux", dossier)).unwrap();
    let signalees = monde.porte.urgences(&monde.acteur).unwrap();
    assert_eq!(signalees.iter().map(|s| s.le.as_str()).collect::<Vec<_>>(), ["2026-11-04"]);
}

#[test]
fn nobody_is_named_whose_function_may_not_know_a_protected_household() {
    let (_essai, monde, dossier) = monde();
    let (agent, conseillere) = (etrangere(&monde, 60, "état"), etrangere(&monde, 70, "bailleur"));
    let menage = menage_de(&monde, dossier);
    let motif = Champs::from([("motif".to_owned(), Valeur::Mot("violences".to_owned()))]);
    monde.accepte(ordre(Acte::Proteger, menage, motif));
    let nommer = |qui: &Acteur| {
        let champs = Champs::from([("personne".to_owned(), Valeur::Utilisateur(qui.utilisateur))]);
        Ordre { cle: qui.utilisateur.to_string(), ..ordre(Acte::NommerPersonne, menage, champs) }
    };
    assert!(faute(monde.agir(nommer(&agent))).contains("Sa fonction ne lui permet pas"));
    monde.accepte(nommer(&conseillere));
    assert!(voit(&monde, &conseillere, dossier));
}

#[test]
fn who_answers_for_a_territory_reads_its_conventions_and_their_masked_figures_and_no_household() {
    pour_chaque_moteur(|essai| {
        let monde = Territoire::nouveau(essai, 100);
        let amender = |code: &str| {
            let champs = Champs::from([
                ("motif".to_owned(), Valeur::Texte("Département corrigé".to_owned())),
                ("convention.departement".to_owned(), Valeur::Texte(code.to_owned())),
            ]);
            let ordre = ordre(Acte::Amender, monde.convention, champs);
            monde.accepte(Ordre { cle: format!("amender {code}"), ..ordre });
        };
        let service = |n: u128, nature: &str| {
            let acteur = etrangere(&monde, n, nature);
            let etat = serde_json::json!({ "departements": ["93"] });
            let fiche = Organisation {
                id: acteur.organisation,
                nom: format!("Maison {n}"),
                nature: nature.to_owned(),
                etat,
            };
            monde.porte.inscrire(vec![fiche], Vec::new()).unwrap();
            acteur
        };
        let (etat, bailleur) = (service(50, "état"), service(60, "bailleur"));
        let dossiers: Vec<SujetId> = (1..=7).map(|n| monde.oriente(n)).collect();
        let conventions = |qui: &Acteur| monde.porte.conventions(qui, None).unwrap();
        assert_eq!(conventions(&etat), [], "the convention is of no territory yet");
        amender("75");
        assert_eq!(conventions(&etat), []);
        amender("93");
        assert_eq!(conventions(&bailleur), [], "a landlord answers for no territory");
        let lues = conventions(&etat);
        assert_eq!((lues.len(), lues[0].id, lues[0].pris), (1, monde.convention, None));
        let chiffres = monde.porte.chiffres(&etat, monde.convention).unwrap();
        assert_eq!(chiffres.parcours.masques.total, policy::chiffres::Cellule::Exact(7));
        assert!(dossiers.iter().all(|d| monde.porte.sujet(&etat, Genre::Dossier, *d).is_err()));
        let tous = monde.porte.dossiers(&etat, &Filtres::default(), Tri::Urgence, None, 9).unwrap();
        assert_eq!((tous.0.len(), tous.1), (0, 0));
        let convention = monde.porte.sujet(&etat, Genre::Convention, monde.convention).unwrap();
        assert!(convention.lit(Classe::C0) && !convention.lit(Classe::C1));
        amender("2A");
        assert_eq!(conventions(&etat), [], "no longer hers");
    });
}
