//! Who keeps the accounts of others, how far, and what the journal holds of it.

use policy::{Acteur, Profil};
use store::driver::Sql;

use super::*;

const CLAIRE: &str = "claire@rives.example.org";

/// Someone who administers one organisation.
fn administratrice(m: &Monde) -> Acteur {
    let fonction = m.porte.lire_fonction(PONT, "", "Administration").unwrap();
    let id = m.porte.accueillir("Claire", &fonction).unwrap();
    m.porte.redonner_un_lien(Par::Machine, id, CLAIRE, Perdu::MotDePasse).unwrap();
    m.porte.annuaire().acteur(id).unwrap()
}

fn invitee(identifiant: &str, nom: &str, fonction: Fonction) -> Invitee {
    Invitee {
        identifiant: identifiant.to_owned(),
        nom: nom.to_owned(),
        fonction: Some(fonction),
        perdu: Perdu::MotDePasse,
    }
}

/// What happened to an account, oldest first.
fn faits(m: &Monde, acteur: &Acteur, id: UtilisateurId) -> Vec<Fait> {
    let compte = m.porte.un_compte(acteur, id).unwrap();
    compte.evenements.into_iter().rev().map(|e| e.fait).collect()
}

#[test]
fn an_administrator_invites_who_will_work_with_her_and_the_journal_holds_each_step() {
    pour_chaque_moteur(|essai| {
        let m = monde(essai);
        let claire = administratrice(&m);
        let par = Par::from(&claire);
        let fonction = m.porte.lire_fonction(PONT, "référente", "Intervenant social").unwrap();
        let lien = m.porte.inviter_personne(par, &invitee("Lea@rives", "Léa", fonction)).unwrap().unwrap();
        let lea = m.porte.titulaire("lea@rives").unwrap().unwrap();
        assert_eq!(m.porte.annuaire().acteur(lea).unwrap().profil, Profil::IntervenantSocial);
        let ouverte = m.porte.accepter(&lien, MOT, &m.bureau).unwrap();
        let secret = m.porte.secret(&format!("application:{}", hexa(&m.session(&ouverte).lue.jeton)));
        let code = m.code(secret.first_chunk::<20>().unwrap());
        let (entiere, _) = m.porte.adopter_application(&m.session(&ouverte), &code).unwrap();
        let session = m.session(&entiere);
        let suivante = m.porte.changer_mot_de_passe(&session, MOT, AUTRE).unwrap();
        m.porte.nouveaux_codes(&m.session(&suivante)).unwrap();
        assert_eq!(m.porte.fermer_un_compte(par, lea).unwrap(), Fermeture::Compte);
        assert!(m.fermee(&suivante));
        let mot = Profil::IntervenantSocial.mot().to_owned();
        let attendus = [
            Fait::Cree,
            Fait::FonctionConfiee(PONT, mot),
            Fait::Invite,
            Fait::Active,
            Fait::Application,
            Fait::MotDePasse,
            Fait::Codes,
            Fait::Desactive,
            Fait::SessionsFermees(1),
        ];
        assert_eq!(faits(&m, &claire, lea), attendus);
        let compte = m.porte.un_compte(&claire, lea).unwrap();
        let auteurs: Vec<&str> = compte.evenements.iter().map(|e| e.par.as_str()).collect();
        assert_eq!(auteurs[..2], ["Claire, Pont"; 2]);
        assert_eq!(auteurs[2..4], ["Léa, Pont"; 2]);
        m.porte.redonner_un_lien(par, lea, "", Perdu::Facteurs).unwrap();
        let suite = faits(&m, &claire, lea).split_off(attendus.len());
        assert_eq!(suite, [Fait::Rouvert, Fait::FacteursRetires, Fait::Invite]);
        m.porte.store().sceller().unwrap();
        let rapport = m.porte.store().verifier().unwrap();
        assert_eq!(rapport.charges, rapport.lignes, "each event is opened and compared");
        assert!(rapport.lignes >= 12, "{rapport:?}");
    });
}

#[test]
fn whoever_rewrites_an_event_of_an_account_is_found() {
    let essai = store::essais::base_neuve();
    let m = monde(&essai);
    let claire = administratrice(&m);
    m.porte.fermer_un_compte(Par::Machine, m.anne).unwrap();
    let id = claire.utilisateur.to_string();
    m.porte
        .store()
        .base()
        .ecrire(move |tx| {
            let ouvrir = "DROP TRIGGER journal_sans_modification";
            tx.execute(Sql::deux(ouvrir, ""), &[])?;
            let changer = "UPDATE journal SET par = ?1 WHERE genre = 'compte-invite'";
            tx.execute(Sql::deux(changer, ""), &[(&id).into()])
        })
        .unwrap();
    let rupture = m.porte.store().verifier().unwrap_err().to_string();
    assert!(rupture.contains("n'est plus telle qu'elle a été écrite"), "{rupture}");
}

#[test]
fn nobody_keeps_the_accounts_of_an_organisation_that_she_does_not_administer() {
    pour_chaque_moteur(|essai| {
        let m = monde(essai);
        let claire = administratrice(&m);
        let par = Par::from(&claire);
        let luc = m.porte.accueillir("Luc Lac", &fonction(LAC, "gérant")).unwrap();
        let vus: Vec<String> = m.porte.comptes(&claire).unwrap().into_iter().map(|c| c.nom).collect();
        assert_eq!(vus, ["Anne Pont", "Claire"]);
        assert!(matches!(m.porte.un_compte(&claire, luc), Err(Erreur::Introuvable)));
        let lien = m.porte.redonner_un_lien(par, luc, "luc", Perdu::MotDePasse);
        assert!(matches!(lien, Err(Erreur::Introuvable)));
        assert!(matches!(m.porte.fermer_un_compte(par, luc), Err(Erreur::Introuvable)));
        let ailleurs = invitee("zoe", "Zoé", fonction(LAC, "référente"));
        refuse(m.porte.inviter_personne(par, &ailleurs), "organisation");
        let anne = m.porte.annuaire().acteur(m.anne).unwrap();
        assert!(matches!(m.porte.comptes(&anne), Err(Erreur::Introuvable)));
        let chez_elle = invitee("zoe", "Zoé", fonction(PONT, "référente"));
        let refus = m.porte.inviter_personne(Par::from(&anne), &chez_elle);
        assert!(matches!(refus, Err(Erreur::Introuvable)));
        assert_eq!(m.porte.titulaire("zoe").unwrap(), None, "nobody was recorded");
    });
}

#[test]
fn one_body_never_takes_the_place_of_someone_who_acts_for_another() {
    pour_chaque_moteur(|essai| {
        let m = monde(essai);
        let claire = administratrice(&m);
        let par = Par::from(&claire);
        let (ouverte, ..) = m.equipee();
        m.porte.confier(m.anne, &fonction(LAC, "gérante")).unwrap();
        for perdu in [Perdu::MotDePasse, Perdu::Facteurs] {
            let refus = m.porte.redonner_un_lien(par, m.anne, LOGIN, perdu);
            assert!(matches!(refus, Err(Erreur::Interdit(_))), "{refus:?}");
        }
        let nouvelle = invitee(LOGIN, "", fonction(PONT, "formatrice"));
        assert_eq!(m.porte.inviter_personne(par, &nouvelle).unwrap(), None, "a function, and no link");
        assert_eq!(m.porte.annuaire().fonction(m.anne, PONT).unwrap().intitule, "formatrice");
        assert!(!m.fermee(&ouverte));
        let vus = faits(&m, &claire, m.anne);
        assert!(vus.iter().all(|f| f.organisation() != Some(LAC)), "{vus:?}");
        assert_eq!(m.porte.fermer_un_compte(par, m.anne).unwrap(), Fermeture::Fonction);
        assert!(m.fermee(&ouverte));
        assert!(m.porte.annuaire().fonction(m.anne, PONT).is_none());
        assert!(m.porte.annuaire().fonction(m.anne, LAC).is_some());
        m.connecter(MOT, &m.bureau).expect("her account still opens, for the others");
        assert!(matches!(m.porte.un_compte(&claire, m.anne), Err(Erreur::Introuvable)));
    });
}

#[test]
fn an_administrator_touches_neither_her_own_account_nor_a_trade_that_is_not_of_her_house() {
    pour_chaque_moteur(|essai| {
        let m = monde(essai);
        let claire = administratrice(&m);
        let par = Par::from(&claire);
        let moi = invitee(CLAIRE, "", fonction(PONT, "référente"));
        refuse(m.porte.inviter_personne(par, &moi), "identifiant");
        let lien = m.porte.redonner_un_lien(par, claire.utilisateur, CLAIRE, Perdu::Facteurs);
        assert!(matches!(lien, Err(Erreur::Interdit(_))));
        assert!(matches!(m.porte.fermer_un_compte(par, claire.utilisateur), Err(Erreur::Interdit(_))));
        assert_eq!(m.porte.annuaire().acteur(claire.utilisateur).unwrap().profil, Profil::Administration);
        refuse(m.porte.lire_fonction(PONT, "", "gestionnaire de tout"), "profil");
        refuse(m.porte.lire_fonction(PONT, "", "conseiller social du bailleur"), "profil");
        refuse(m.porte.inviter_personne(par, &invitee("zoe", " ", fonction(PONT, "référente"))), "nom");
    });
}

#[test]
fn what_was_taken_from_an_administrator_stops_her_at_once() {
    pour_chaque_moteur(|essai| {
        let m = monde(essai);
        let claire = administratrice(&m);
        m.porte.confier(claire.utilisateur, &fonction(PONT, "référente")).unwrap();
        let refus = m.porte.fermer_un_compte(Par::from(&claire), m.anne);
        assert!(matches!(refus, Err(Erreur::Introuvable)));
    });
}
