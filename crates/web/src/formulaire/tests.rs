//! What a person types becomes an act, or comes back to her with what to do.

use domain::definition::Source;
use domain::definition::mecanique::{Mecanique, Niveau};
use domain::moteur::Faute;
use domain::{Acte, Genre, Valeur};
use jiff::civil::date;
use proptest::prelude::*;

use super::*;

fn saisie(paires: &[(&str, &str)]) -> Saisie {
    Saisie::from(paires.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect::<Vec<_>>())
}

fn cadre<'a>(acte: Acte, mecanique: &'a Mecanique, choix: &'a Choix, roles: &'a [String]) -> Cadre<'a> {
    Cadre {
        acte,
        mecanique,
        volets: &[],
        choix,
        aujourd_hui: date(2026, 11, 2),
        roles,
        faits: Vec::new(),
        fixes: Vec::new(),
        tus: Vec::new(),
        version: Some(3),
        cle: "k".to_owned(),
        action: "/x".to_owned(),
        prefixe: String::new(),
        passer_outre: false,
        lu: None,
    }
}

#[test]
fn a_posted_act_is_read_once() {
    let s = saisie(&[
        ("le", " 27/10/2026 "),
        ("lieu", "domicile"),
        ("participants", "opérateur"),
        ("participants", "bailleur"),
        ("note", ""),
        ("version", "4"),
        ("cle", "abc"),
        ("role", "opérateur"),
        ("jeton", "xyz"),
    ]);
    let lu = lire(&Mecanique::default(), Acte::Visiter, &s, date(2026, 11, 2)).unwrap();
    assert_eq!(lu.le, date(2026, 10, 27));
    assert_eq!(lu.champs.len(), 2);
    assert_eq!(lu.champs["participants"], Valeur::Mots(vec!["opérateur".into(), "bailleur".into()]));
    assert_eq!(
        (lu.version, lu.role.as_deref(), lu.cle.as_deref()),
        (Some(4), Some("opérateur"), Some("abc"))
    );
}

#[test]
fn every_fault_is_said_at_once_each_on_its_field() {
    let s = saisie(&[
        ("le", "31/02/2026"),
        ("montant", "douze"),
        ("fait.menage.enfants", "-1"),
        ("fait.rien", "x"),
    ]);
    let fautes = lire(&Mecanique::default(), Acte::ConstaterDette, &s, date(2026, 11, 2)).unwrap_err();
    let champs: Vec<&str> = fautes.iter().map(|f| f.champ.as_str()).collect();
    assert_eq!(champs, ["montant", "fait.menage.enfants", "fait.rien", "le"]);
}

#[test]
fn the_role_one_confides_is_not_the_role_one_acts_in() {
    let s = saisie(&[("role", "bailleur"), ("en_tant_que", "coordinatrice")]);
    let lu = lire(&Mecanique::default(), Acte::ConfierRole, &s, date(2026, 11, 2)).unwrap();
    assert_eq!(lu.champs["role"], Valeur::Mot("bailleur".into()));
    assert_eq!(lu.role.as_deref(), Some("coordinatrice"));
}

#[test]
fn a_form_asks_what_the_table_and_the_definition_say() {
    let source = Source { reference: "guide".into(), verifiee: true };
    let niveaux = ["renforcé", "courant"];
    let mecanique = Mecanique {
        niveaux: niveaux
            .iter()
            .map(|n| Niveau {
                nom: (*n).into(),
                libelle: None,
                debut: false,
                apres: Vec::new(),
                min: None,
                max: None,
                source: source.clone(),
            })
            .collect(),
        ..Mecanique::default()
    };
    let choix = Choix::default();
    let form = cadre(Acte::ChangerNiveau, &mecanique, &choix, &[])
        .formulaire(&saisie(&[("niveau", "courant")]), &[]);
    assert_eq!(form.titre, "Changer de niveau");
    let [jour, niveau] = form.champs.as_slice() else { panic!("{:?}", form.champs) };
    assert_eq!(jour.valeur, "02/11/2026");
    assert_eq!((niveau.libelle.as_str(), niveau.genre), ("Niveau", "radios"));
    let coches: Vec<&str> = niveau.options.iter().filter(|o| o.coche).map(|o| o.valeur.as_str()).collect();
    assert_eq!(coches, ["courant"]);
}

#[test]
fn what_was_typed_and_what_is_wrong_come_back_on_the_field() {
    let (mecanique, choix) = (Mecanique::default(), Choix::default());
    let roles = ["opérateur".to_owned(), "bailleur".to_owned()];
    let mut cadre = cadre(Acte::Renseigner, &mecanique, &choix, &roles);
    cadre.faits = vec![(domain::fait::fait("menage.enfants").unwrap().clone(), "2".to_owned())];
    let fautes = [
        Faute { champ: "menage.enfants".into(), message: "Écrivez un nombre".into() },
        Faute { champ: "ailleurs".into(), message: "Autre chose".into() },
    ];
    let form = cadre.formulaire(&saisie(&[("fait.menage.enfants", "beaucoup")]), &fautes);
    let enfants = &form.faits[0].champs[0];
    assert_eq!((enfants.valeur.as_str(), enfants.erreur.as_str()), ("beaucoup", "Écrivez un nombre"));
    assert_eq!(enfants.aide, "Actuellement\u{a0}: 2");
    assert!(form.faits[0].ouvert);
    assert_eq!(form.erreurs().len(), 2);
    assert!(form.champs.iter().any(|c| c.nom == "role"));
}

#[test]
fn every_act_has_a_form_with_distinct_ids() {
    let (mecanique, choix) = (Mecanique::default(), Choix::default());
    let roles = ["opérateur".to_owned(), "bailleur".to_owned()];
    for acte in Acte::tous() {
        let mut cadre = cadre(acte, &mecanique, &choix, &roles);
        cadre.faits = domain::fait::communs()
            .filter(|f| f.origine == domain::fait::Origine::Saisi && concerne(Genre::Dossier, f))
            .map(|f| (f.clone(), String::new()))
            .collect();
        cadre.passer_outre = true;
        let form = cadre.formulaire(&Saisie::default(), &[]);
        let mut ids: Vec<&str> = form.tous().map(|c| c.id.as_str()).collect();
        ids.sort_unstable();
        let avant = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), avant, "{}", acte.nom());
    }
}

proptest! {
    #[test]
    fn whatever_is_posted_is_read_or_explained(
        rang in 0_usize..200,
        paires in prop::collection::vec(("[a-z_.]{0,12}", any::<String>()), 0..12),
        valeurs in prop::collection::vec(any::<String>(), 8),
    ) {
        let actes: Vec<Acte> = Acte::tous().collect();
        let acte = actes[rang % actes.len()];
        let propres = acte.description().champs.iter().zip(valeurs).map(|(c, v)| (c.nom.to_owned(), v));
        let s = Saisie::from(paires.into_iter().chain(propres).collect::<Vec<_>>());
        if let Err(fautes) = lire(&Mecanique::default(), acte, &s, date(2026, 11, 2)) {
            prop_assert!(fautes.iter().all(|f| !f.message.is_empty()));
        }
        let (mecanique, choix) = (Mecanique::default(), Choix::default());
        let _ = cadre(acte, &mecanique, &choix, &[]).formulaire(&s, &[]);
    }
}
