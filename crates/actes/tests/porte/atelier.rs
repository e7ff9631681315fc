//! Writing a dispositif through the door: from a blank page to a household in it, and a version more.

use actes::atelier::{CasEcrit, Ecrit, Modele, Suite};
use actes::{Erreur, Ordre};
use domain::{Acte, Champs, Genre, Issue, SujetId, Valeur, ids};
use jiff::civil::date;
use store::essais::{Essai, base_neuve, pour_chaque_moteur};

use crate::territoire::{DEFINITION, Territoire, ordre};

fn monde(essai: &Essai) -> Territoire {
    Territoire::nouveau(essai, 5)
}

fn faute(erreur: &Erreur) -> String {
    match erreur {
        Erreur::Saisie(fautes) => fautes.iter().map(|f| f.message.clone()).collect::<Vec<_>>().join(" "),
        autre => autre.to_string(),
    }
}

/// A convention of that dispositif, carried and operated by the one who acts.
fn convention(monde: &Territoire, dispositif: &str, n: u128) -> SujetId {
    let id = SujetId(ids::ulid(n));
    let debut = Champs::from([("convention.debut".to_owned(), Valeur::Jour(date(2026, 1, 1)))]);
    let ouvrir = ordre(Acte::OuvrirConvention, id, debut);
    monde.accepte(Ordre {
        dispositif: Some(dispositif.to_owned()),
        role: Some("opérateur".to_owned()),
        ..ouvrir
    });
    let confie = Champs::from([
        ("role".to_owned(), Valeur::Mot("opérateur".to_owned())),
        ("organisation".to_owned(), Valeur::Organisation(monde.acteur.organisation)),
    ]);
    monde.accepte(ordre(Acte::ConfierRole, id, confie));
    id
}

#[test]
fn a_blank_page_becomes_a_dispositif_that_takes_a_household_is_amended_and_moves_it() {
    pour_chaque_moteur(|essai| {
        let monde = monde(essai);
        let (porte, acteur) = (&monde.porte, &monde.acteur);
        let id = porte.commencer(acteur, &Modele::Vierge).unwrap();
        let ecrit = porte.brouillon(acteur, id).unwrap().ecrit;
        assert!(porte.eprouver(&ecrit).reussie(), "{:#?}", porte.eprouver(&ecrit));
        let premiere = porte.mettre_en_service(acteur, &ecrit, "Ouverture", None, "").unwrap();
        assert!(porte.definitions().contains_key("93.1"));
        let encore = porte.mettre_en_service(acteur, &ecrit, "Double clic", None, "").unwrap();
        assert_eq!((encore, porte.versions("93.1").unwrap().len()), (premiere.clone(), 1));
        let convention = convention(&monde, "93.1", 50);
        let (menage, dossier) = (SujetId(ids::ulid(51)), SujetId(ids::ulid(52)));
        let nom = Champs::from([("menage.nom".to_owned(), Valeur::Texte("Ménage 9".to_owned()))]);
        monde.accepte(ordre(Acte::CreerMenage, menage, nom));
        let oriente = Champs::from([
            ("menage".to_owned(), Valeur::Sujet(menage)),
            ("convention".to_owned(), Valeur::Sujet(convention)),
            ("canal".to_owned(), Valeur::Mot("orientation par l'opérateur".to_owned())),
        ]);
        monde.accepte(ordre(Acte::Orienter, dossier, oriente));

        // One more rule: what it would do is seen before, and only then done.
        let regle = "\n[[eligibilite]]\nnom = \"ménage isolé\"\nexige = { fait = \"menage.isolement\", est = true }\n\
                     message = \"Le ménage doit être isolé.\"\nsource = \"convention\"\n";
        let cas = ecrit.cas.iter().map(|c| CasEcrit {
            nom: c.nom.clone(),
            texte: c
                .texte
                .replace("nom = \"Ménage A\"", "nom = \"Ménage A\"\nfaits = { \"menage.isolement\" = true }"),
        });
        let plus = Ecrit { texte: ecrit.texte.clone() + regle, cas: cas.collect() };
        let apercu = std::sync::Arc::new(porte.eprouver(&plus).definition.unwrap());
        let effets = porte.effets(acteur, convention, &apercu).unwrap();
        assert_eq!(effets.dossiers.len(), 1);
        assert_eq!(effets.dossiers[0].fermes, ["admettre"]);
        let seconde = porte.mettre_en_service(acteur, &plus, "Critère", Some(convention), "v2").unwrap();
        let lue = porte.sujet(acteur, Genre::Convention, convention).unwrap();
        assert_eq!(lue.sujet.mecanique.as_deref(), Some(seconde.as_str()));
        assert_eq!(lue.definition().unwrap().mecanique.version, 2, "the number follows by itself");
        let reste = porte.sujet(acteur, Genre::Dossier, dossier).unwrap();
        assert_eq!(reste.sujet.mecanique.as_deref(), Some(premiere.as_str()));
        let verdict = porte.rattacher(acteur, dossier, &seconde, "Pour tous", "m").unwrap().verdict;
        assert_eq!(verdict.issue, Issue::Accepte);
        let bouge = porte.sujet(acteur, Genre::Dossier, dossier).unwrap();
        assert_eq!(bouge.sujet.mecanique.as_deref(), Some(seconde.as_str()));
        assert_eq!(porte.versions("93.1").unwrap().len(), 2);

        // Another server, and the next one to start, know it.
        let suivant = Territoire::rouvert(essai, DEFINITION);
        assert!(suivant.porte.definitions().contains_key("93.1"));
        let relu = suivant.porte.sujet(&suivant.acteur, Genre::Dossier, dossier).unwrap();
        assert_eq!(relu.definition().unwrap().mecanique.version, 2);
    });
}

#[test]
fn what_does_not_stand_its_trial_does_not_enter_into_service() {
    let essai = base_neuve();
    let monde = monde(&essai);
    let (porte, acteur) = (&monde.porte, &monde.acteur);
    let id = porte.commencer(acteur, &Modele::Vierge).unwrap();
    let ecrit = porte.brouillon(acteur, id).unwrap().ecrit;
    let refus = |ecrit: &Ecrit, motif: &str| {
        faute(&porte.mettre_en_service(acteur, ecrit, motif, None, "").unwrap_err())
    };
    assert!(refus(&ecrit, " ").contains("pourquoi"));
    assert!(refus(&Ecrit { cas: Vec::new(), ..ecrit.clone() }, "Essai").contains("aucun cas"));
    let faux = Ecrit { texte: ecrit.texte.replace("id = \"93.1\"", "id = "), ..ecrit.clone() };
    assert!(refus(&faux, "Essai").contains("une faute dans son texte"));
    let mut tombe = ecrit.clone();
    tombe.cas[0].texte =
        tombe.cas[0].texte.replace("acte = \"admettre\"", "acte = \"clore\"\nmotif = \"terme\"");
    assert!(refus(&tombe, "Essai").contains("la réponse attendue"));
    // The catalogue's own codes are amended under a convention, or left alone.
    let pris = porte.commencer(acteur, &Modele::Dispositif("essai".to_owned())).unwrap();
    let mut pris = porte.brouillon(acteur, pris).unwrap().ecrit;
    pris.cas = vec![CasEcrit {
        nom: "a".to_owned(),
        texte: ecrit.cas[0]
            .texte
            .replace("93.1", "essai")
            .replace("orientation par l'opérateur", "direct")
            .replace("nom = \"Ménage A\"", "nom = \"Ménage A\"\nfaits = { \"menage.isolement\" = true }")
            .replace("debut =", "places = 3\ndebut ="),
    }];
    assert!(refus(&pris, "Essai").contains("fiche du catalogue"), "{:#?}", porte.eprouver(&pris));
    assert!(porte.mettre_en_service(acteur, &pris, "Essai", Some(monde.convention), "k").is_ok());
}

#[test]
fn two_people_who_write_at_once_lose_nothing() {
    let essai = base_neuve();
    let monde = monde(&essai);
    let (porte, acteur) = (&monde.porte, &monde.acteur);
    let id = porte.commencer(acteur, &Modele::Vierge).unwrap();
    let lu = porte.brouillon(acteur, id).unwrap();
    let avec = |de: &str, vers: &str| Ecrit { texte: lu.ecrit.texte.replace(de, vers), ..lu.ecrit.clone() };
    let n = lu.tete.n;
    let ici = porte.ecrire_brouillon(acteur, id, n, &avec("Nouveau dispositif", "La Passerelle")).unwrap();
    assert_eq!(ici, Suite::Enregistre(n + 1));
    let la = porte
        .ecrire_brouillon(acteur, id, n, &avec("nature = \"association\"", "nature = \"santé\""))
        .unwrap();
    assert!(matches!(la, Suite::Reuni { n: m, .. } if m == n + 2), "{la:?}");
    let reuni = porte.brouillon(acteur, id).unwrap();
    assert!(reuni.ecrit.texte.contains("La Passerelle") && reuni.ecrit.texte.contains("santé"));
    assert_eq!(reuni.tete.titre, "La Passerelle");
    let meme = porte.ecrire_brouillon(acteur, id, n, &avec("Nouveau dispositif", "Le Seuil")).unwrap();
    let Suite::Conflit(actuel) = meme else { panic!("{meme:?}") };
    assert_eq!(*actuel, reuni, "nothing is written, and what stands is given back");
}

#[test]
fn a_draft_is_its_organisation_s_own_and_holds_no_social_security_number() {
    let essai = base_neuve();
    let monde = monde(&essai);
    let (porte, acteur) = (&monde.porte, &monde.acteur);
    let id = porte.commencer(acteur, &Modele::Vierge).unwrap();
    let mut etrangere = acteur.clone();
    etrangere.organisation = domain::OrganisationId(ids::ulid(77));
    assert!(matches!(porte.brouillon(&etrangere, id), Err(Erreur::Introuvable)));
    assert!(porte.brouillons(&etrangere).unwrap().is_empty());
    assert!(matches!(porte.jeter_brouillon(&etrangere, id), Err(Erreur::Introuvable)));
    let lu = porte.brouillon(acteur, id).unwrap();
    let nir = Ecrit { texte: format!("{}# 2 84 05 75 123 456 08\n", lu.ecrit.texte), ..lu.ecrit };
    let refus = porte.ecrire_brouillon(acteur, id, lu.tete.n, &nir).unwrap_err();
    assert!(faute(&refus).contains("sécurité sociale"), "{refus:?}");
    let long = CasEcrit { nom: "long".to_owned(), texte: "# rien\n".repeat(10_000) };
    let long = Ecrit { cas: vec![long], ..nir };
    let long = Ecrit { texte: long.texte.lines().filter(|l| !l.starts_with("# 2")).collect(), ..long };
    let refus = porte.ecrire_brouillon(acteur, id, lu.tete.n, &long).unwrap_err();
    assert!(faute(&refus).contains("Soixante cas au plus"), "{refus:?}");
    let mut comptable = acteur.clone();
    comptable.profil = policy::Profil::Administration;
    assert!(matches!(porte.brouillons(&comptable), Err(Erreur::Interdit(_))));
    porte.jeter_brouillon(acteur, id).unwrap();
    assert!(porte.brouillons(acteur).unwrap().is_empty());
}
