//! Accounts through the door, on a real base of each engine.

use dispositifs::Bibliotheque;
use jiff::civil::date;
use store::annuaire::Organisation;
use store::essais::{Essai, pour_chaque_moteur};

use super::essais::Appareil;
use super::*;
use crate::{Configuration, Fonction, Horloge};

mod gerer;

const LOGIN: &str = "anne@rives.example.org";
const MOT: &str = "trois chats dorment";
const AUTRE: &str = "cheval agrafe pile";
const PONT: OrganisationId = OrganisationId(domain::ids::ulid(1));
const LAC: OrganisationId = OrganisationId(domain::ids::ulid(2));

struct Monde {
    porte: Porte,
    anne: UtilisateurId,
    bureau: Client,
}

fn monde(essai: &Essai) -> Monde {
    let (bibliotheque, _) = Bibliotheque::lire(Bibliotheque::fichiers_communs());
    let horloge = Horloge::au(date(2026, 11, 2));
    let porte = Porte::ouvrir(&Configuration::new(essai.configuration(), horloge), bibliotheque).unwrap();
    let maison = |id, nom: &str| Organisation {
        id,
        nom: nom.to_owned(),
        nature: "association".to_owned(),
        etat: serde_json::json!({}),
    };
    porte.inscrire(vec![maison(PONT, "Pont"), maison(LAC, "Lac")], Vec::new()).unwrap();
    let anne = porte.accueillir("Anne Pont", &fonction(PONT, "directrice")).unwrap();
    Monde { porte, anne, bureau: client("192.0.2.1") }
}

fn fonction(organisation: OrganisationId, intitule: &str) -> Fonction {
    Fonction { organisation, intitule: intitule.to_owned(), profil: String::new() }
}

fn client(lieu: &str) -> Client {
    Client { lieu: lieu.to_owned(), agent: "Navigateur".to_owned(), appareil: None }
}

impl Monde {
    fn session(&self, ouverte: &Ouverte) -> Session {
        self.porte.session(&ouverte.jeton).unwrap().expect("an open session")
    }

    fn fermee(&self, ouverte: &Ouverte) -> bool {
        self.porte.session(&ouverte.jeton).unwrap().is_none()
    }

    fn connecter(&self, mot: &str, client: &Client) -> Result<Ouverte, Erreur> {
        self.porte.connecter(LOGIN, mot, client)
    }

    /// The code that an application shows now, once the steps already used are over.
    fn code(&self, secret: &[u8]) -> String {
        self.porte.montre().avancer(60);
        totp::code(secret, self.porte.montre().secondes() / 30).unwrap()
    }

    /// Invited, with a password, an application and recovery codes: the entire session, the secret, the codes.
    fn equipee(&self) -> (Ouverte, [u8; 20], Vec<String>) {
        let lien = self.porte.redonner_un_lien(Par::Machine, self.anne, LOGIN, Perdu::MotDePasse).unwrap();
        let ouverte = self.porte.accepter(&lien, MOT, &self.bureau).unwrap();
        let session = self.session(&ouverte);
        let graine = self.porte.secret(&format!("application:{}", hexa(&session.lue.jeton)));
        let secret = *graine.first_chunk::<20>().unwrap();
        let application = self.porte.application(&session).unwrap();
        assert_eq!(application.secret, jetons::base32(&secret));
        let (ouverte, codes) = self.porte.adopter_application(&session, &self.code(&secret)).unwrap();
        (ouverte, secret, codes)
    }
}

#[track_caller]
fn refuse<T: std::fmt::Debug>(reponse: Result<T, Erreur>, champ: &str) {
    match reponse {
        Err(Erreur::Saisie(fautes)) => assert_eq!(fautes[0].champ, champ, "{}", fautes[0].message),
        autre => panic!("a fault on {champ} was awaited, not {autre:?}"),
    }
}

#[test]
fn an_invitation_serves_once_and_not_after_a_week() {
    pour_chaque_moteur(|essai| {
        let m = monde(essai);
        let premier = m
            .porte
            .redonner_un_lien(Par::Machine, m.anne, " Anne@Rives.example.org ", Perdu::MotDePasse)
            .unwrap();
        assert_eq!(m.porte.invitation(&premier).unwrap().identifiant, LOGIN);
        let lien = m.porte.redonner_un_lien(Par::Machine, m.anne, LOGIN, Perdu::MotDePasse).unwrap();
        assert!(matches!(m.porte.invitation(&premier), Err(Erreur::Introuvable)), "the next one cancels it");
        refuse(m.porte.accepter(&lien, "motdepasse2026", &m.bureau), "mot_de_passe");
        let ouverte = m.porte.accepter(&lien, MOT, &m.bureau).unwrap();
        assert_eq!(ouverte.etape, Etape::Equiper);
        assert!(matches!(m.porte.accepter(&lien, MOT, &m.bureau), Err(Erreur::Introuvable)), "used");
        let tard = m.porte.redonner_un_lien(Par::Machine, m.anne, LOGIN, Perdu::MotDePasse).unwrap();
        m.porte.montre().avancer(8 * 24 * 3600);
        assert!(matches!(m.porte.accepter(&tard, MOT, &m.bureau), Err(Erreur::Introuvable)), "too old");
        let luc = m.porte.accueillir("Luc Lac", &fonction(LAC, "gérant")).unwrap();
        for login in ["un autre", LOGIN] {
            refuse(m.porte.redonner_un_lien(Par::Machine, luc, login, Perdu::MotDePasse), "identifiant");
        }
    });
}

#[test]
fn a_password_alone_opens_nothing_and_each_step_changes_the_token() {
    pour_chaque_moteur(|essai| {
        let m = monde(essai);
        let (entiere, secret, _) = m.equipee();
        assert_eq!(m.session(&entiere).etape, Etape::Entiere);
        let premiere = m.connecter(MOT, &m.bureau).unwrap();
        assert_eq!(premiere.etape, Etape::Second);
        let session = m.session(&premiere);
        assert!(
            matches!(m.porte.application(&session), Err(Erreur::Introuvable)),
            "no new factor from there"
        );
        assert!(matches!(m.porte.nouveaux_codes(&session), Err(Erreur::Introuvable)));
        refuse(m.porte.prouver(&session, Preuve::Code("000000".to_owned()), &m.bureau), "code");
        let code = m.code(&secret);
        let seconde = m.porte.prouver(&session, Preuve::Code(code.clone()), &m.bureau).unwrap();
        assert_eq!(m.session(&seconde).etape, Etape::Entiere);
        assert!(m.fermee(&premiere), "a token known before the second factor opens nothing after it");
        let encore = m.session(&m.connecter(MOT, &m.bureau).unwrap());
        refuse(m.porte.prouver(&encore, Preuve::Code(code), &m.bureau), "code");
    });
}

#[test]
fn a_recovery_code_opens_once_however_it_is_typed() {
    pour_chaque_moteur(|essai| {
        let m = monde(essai);
        let (_, _, codes) = m.equipee();
        assert_eq!(codes.len(), 10);
        let tape = codes[3].to_lowercase().replace('-', " ");
        let session = m.session(&m.connecter(MOT, &m.bureau).unwrap());
        let ouverte = m.porte.prouver(&session, Preuve::Secours(tape.clone()), &m.bureau).unwrap();
        assert_eq!(m.porte.facteurs(&m.session(&ouverte)).unwrap().codes, 9);
        let session = m.session(&m.connecter(MOT, &m.bureau).unwrap());
        refuse(m.porte.prouver(&session, Preuve::Secours(tape), &m.bureau), "secours");
    });
}

#[test]
fn a_passkey_signs_the_challenge_of_its_session_once() {
    pour_chaque_moteur(|essai| {
        let m = monde(essai);
        let site =
            Site { origine: "https://palier.example.org".to_owned(), hote: "palier.example.org".to_owned() };
        let mut appareil = Appareil::nouveau(7).unwrap();
        let lien = m.porte.redonner_un_lien(Par::Machine, m.anne, LOGIN, Perdu::MotDePasse).unwrap();
        let session = m.session(&m.porte.accepter(&lien, MOT, &m.bureau).unwrap());
        let (defi, _) = m.porte.defier(&session).unwrap();
        let fausse = appareil.creer(&site, &[0; 32]);
        let session =
            m.porte.session(&m.porte.connecter(LOGIN, MOT, &m.bureau).unwrap().jeton).unwrap().unwrap();
        refuse(m.porte.adopter_cle(&session, &site, &appareil.creer(&site, &defi), ""), "cle");
        let (defi, _) = m.porte.defier(&session).unwrap();
        let session = Session { lue: SessionLue { defi: Some(defi), ..session.lue }, ..session };
        refuse(m.porte.adopter_cle(&session, &site, &fausse, ""), "cle");
        let (ouverte, codes) =
            m.porte.adopter_cle(&session, &site, &appareil.creer(&site, &defi), "Téléphone").unwrap();
        assert_eq!((ouverte.etape, codes.len()), (Etape::Entiere, 10));
        let entiere = m.session(&ouverte);
        assert!(
            matches!(m.porte.retirer_cle(&entiere, &appareil.id()), Err(Erreur::Interdit(_))),
            "the last"
        );

        let premiere = m.connecter(MOT, &m.bureau).unwrap();
        let (defi, cles) = m.porte.defier(&m.session(&premiere)).unwrap();
        assert_eq!(cles[0].nom, "Téléphone");
        let signee = appareil.signer(&site, &defi);
        let preuve = Preuve::Cle(site.clone(), signee.clone());
        let seconde = m.porte.prouver(&m.session(&premiere), preuve, &m.bureau).unwrap();
        assert_eq!(seconde.etape, Etape::Entiere);
        let premiere = m.connecter(MOT, &m.bureau).unwrap();
        m.porte.defier(&m.session(&premiere)).unwrap();
        refuse(m.porte.prouver(&m.session(&premiere), Preuve::Cle(site, signee), &m.bureau), "cle");
    });
}

#[test]
fn an_unknown_login_and_a_wrong_password_get_the_same_words() {
    pour_chaque_moteur(|essai| {
        let m = monde(essai);
        m.equipee();
        let dit = |login: &str| format!("{:?}", m.porte.connecter(login, AUTRE, &m.bureau).unwrap_err());
        assert_eq!(dit(LOGIN), dit("personne@rives.example.org"));
        m.porte.fermer_un_compte(Par::Machine, m.anne).unwrap();
        let ferme = m.connecter(MOT, &m.bureau).unwrap_err();
        assert_eq!(format!("{ferme:?}"), dit(LOGIN));
    });
}

#[test]
fn those_who_guess_wait_and_the_owner_at_her_browser_does_not() {
    pour_chaque_moteur(|essai| {
        let m = monde(essai);
        let (entiere, ..) = m.equipee();
        let intrus = client("203.0.113.9");
        for _ in 0..5 {
            refuse(m.connecter(AUTRE, &intrus), "identifiant");
        }
        assert!(matches!(m.connecter(AUTRE, &intrus), Err(Erreur::Patienter(1..=180))));
        assert!(matches!(m.connecter(MOT, &intrus), Err(Erreur::Patienter(_))), "even with the right one");
        m.connecter(MOT, &client("198.51.100.4")).expect("from another place she enters");
        let connue = Client { appareil: entiere.appareil, ..intrus.clone() };
        m.connecter(MOT, &connue).expect("from the same place she enters at a browser that knows her");
        let volee = Client { appareil: connue.appareil.map(|a| format!("{a}0")), ..intrus.clone() };
        assert!(matches!(m.connecter(MOT, &volee), Err(Erreur::Patienter(_))), "a forged mark is none");
        m.porte.montre().avancer(180);
        m.connecter(MOT, &intrus).expect("time forgives");
    });
}

#[test]
fn a_place_that_tries_many_logins_waits_and_what_succeeds_there_costs_nothing() {
    pour_chaque_moteur(|essai| {
        let m = monde(essai);
        m.equipee();
        let compter = |n: u32, juste: bool| {
            (0..n).try_for_each(|i| {
                let freins = freins::mot_de_passe(&format!("login{i}"), freins::Origine::Lieu("192.0.2.77"));
                m.porte.compter(&freins)?;
                if juste {
                    m.porte.store.ecrire(move |e| freins::lever(e.tx, &freins))?;
                }
                Ok::<_, Erreur>(())
            })
        };
        compter(60, true).expect("an office of sixty people");
        compter(49, false).expect("some of them mistype");
        assert!(matches!(compter(3, false), Err(Erreur::Patienter(_))), "a dictionary of logins");
    });
}

#[test]
fn a_session_ends_untouched_after_an_hour_and_anyway_after_a_day() {
    pour_chaque_moteur(|essai| {
        let m = monde(essai);
        let (ouverte, ..) = m.equipee();
        for _ in 0..11 {
            m.porte.montre().avancer(3500);
            assert!(!m.fermee(&ouverte), "touched each hour");
        }
        m.porte.montre().avancer(3500);
        assert!(!m.fermee(&ouverte));
        m.porte.montre().avancer(1500);
        assert!(m.fermee(&ouverte), "a day is over");
        let oisive = m.porte.entrer_en_demo(m.anne, &m.bureau).unwrap();
        m.porte.montre().avancer(3601);
        assert!(m.fermee(&oisive), "an hour untouched");
    });
}

#[test]
fn a_password_change_asks_for_the_present_one_and_ends_the_other_sessions() {
    pour_chaque_moteur(|essai| {
        let m = monde(essai);
        let (ici, ..) = m.equipee();
        let ailleurs = m.porte.entrer_en_demo(m.anne, &client("198.51.100.4")).unwrap();
        refuse(m.porte.changer_mot_de_passe(&m.session(&ici), AUTRE, AUTRE), "ancien");
        refuse(m.porte.changer_mot_de_passe(&m.session(&ici), MOT, "anne au travail"), "mot_de_passe");
        let suite = m.porte.changer_mot_de_passe(&m.session(&ici), MOT, AUTRE).unwrap();
        assert!(m.fermee(&ici) && m.fermee(&ailleurs) && !m.fermee(&suite));
        refuse(m.connecter(MOT, &m.bureau), "identifiant");
        m.connecter(AUTRE, &m.bureau).unwrap();
    });
}

#[test]
fn her_sessions_are_listed_and_only_hers_can_be_ended() {
    pour_chaque_moteur(|essai| {
        let m = monde(essai);
        let luc = m.porte.accueillir("Luc Lac", &fonction(LAC, "gérant")).unwrap();
        let entrer = |id| m.porte.entrer_en_demo(id, &m.bureau).unwrap();
        let (ici, autre, de_luc) = (entrer(m.anne), entrer(m.anne), entrer(luc));
        let session = m.session(&ici);
        let lignes = m.porte.sessions(&session).unwrap();
        assert_eq!(lignes.iter().filter(|l| l.ici).count(), 1);
        assert_eq!(lignes.len(), 2);
        let numero = |o: &Ouverte| hexa(&jetons::empreinte(&o.jeton));
        m.porte.fermer_une_session(&session, &numero(&autre)).unwrap();
        assert!(m.fermee(&autre));
        let refus = m.porte.fermer_une_session(&session, &numero(&de_luc));
        assert!(matches!(refus, Err(Erreur::Introuvable)) && !m.fermee(&de_luc));
        m.porte.fermer_session(&session).unwrap();
        assert!(m.fermee(&ici));
    });
}

#[test]
fn someone_of_two_organisations_chooses_the_one_she_acts_for() {
    pour_chaque_moteur(|essai| {
        let m = monde(essai);
        m.porte.confier(m.anne, &fonction(LAC, "administratrice")).unwrap();
        let ouverte = m.porte.entrer_en_demo(m.anne, &m.bureau).unwrap();
        assert_eq!(m.session(&ouverte).organisation(), None);
        let suite = m.porte.choisir_organisation(&m.session(&ouverte), LAC).unwrap();
        assert_eq!(m.session(&suite).organisation(), Some(LAC));
        assert!(m.fermee(&ouverte), "a new token");
        let annuaire = m.porte.annuaire();
        assert_eq!(annuaire.acteur_pour(m.anne, LAC).unwrap().organisation, LAC);
        assert_eq!(annuaire.acteur(m.anne).unwrap().organisation, PONT, "her first function");
        assert_eq!(annuaire.fonction(m.anne, LAC).unwrap().intitule, "administratrice");
        let ailleurs = OrganisationId(domain::ids::ulid(9));
        let refus = m.porte.choisir_organisation(&m.session(&suite), ailleurs);
        assert!(matches!(refus, Err(Erreur::Introuvable)));
    });
}

#[test]
fn a_closed_account_and_a_lost_second_factor_end_every_session() {
    pour_chaque_moteur(|essai| {
        let m = monde(essai);
        let (ouverte, ..) = m.equipee();
        m.porte.redonner_un_lien(Par::Machine, m.anne, LOGIN, Perdu::Facteurs).unwrap();
        assert!(m.fermee(&ouverte));
        assert_eq!(m.connecter(MOT, &m.bureau).unwrap().etape, Etape::Equiper);
        let lien = m.porte.redonner_un_lien(Par::Machine, m.anne, LOGIN, Perdu::MotDePasse).unwrap();
        m.porte.fermer_un_compte(Par::Machine, m.anne).unwrap();
        assert!(matches!(m.porte.accepter(&lien, AUTRE, &m.bureau), Err(Erreur::Introuvable)));
        refuse(m.connecter(MOT, &m.bureau), "identifiant");
        m.porte.redonner_un_lien(Par::Machine, m.anne, LOGIN, Perdu::MotDePasse).unwrap();
        m.connecter(MOT, &m.bureau).expect("invited again, it opens again");
    });
}

#[test]
fn a_restart_closes_no_session() {
    pour_chaque_moteur(|essai| {
        let m = monde(essai);
        let (ouverte, ..) = m.equipee();
        let secret = m.porte.secret("formulaires");
        drop(m.porte);
        let m = Monde { porte: monde(essai).porte, anne: m.anne, bureau: m.bureau };
        assert_eq!(m.session(&ouverte).utilisateur(), m.anne);
        assert_eq!(m.porte.secret("formulaires"), secret);
    });
}
