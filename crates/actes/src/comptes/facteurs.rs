//! Second factors and the password, as their owner changes them.

use domain::UtilisateurId;
use store::Tx;
use store::comptes::facteurs::{
    CleAcces, ajouter_cle_interne, cles_interne, codes_restants_interne, poser_codes_interne,
    retirer_cle_interne,
};
use store::comptes::sessions::defier_session_interne;
use store::comptes::{poser_mot_de_passe_interne, poser_totp_interne};

use super::cles::{self, Creation, Site};
use super::evenements::Fait;
use super::{Etape, Ouverte, Session, faute, freins, jetons, mot_de_passe, totp};
use crate::{Erreur, Porte};

/// How many recovery codes a person has, and how many random bytes each.
const CODES: usize = 10;
const OCTETS: usize = 10;

/// What someone has, for her own page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facteurs {
    /// What she types to sign in.
    pub identifiant: String,
    /// Whether an application gives her codes.
    pub application: bool,
    /// Her passkeys.
    pub cles: Vec<CleAcces>,
    /// Recovery codes not used yet.
    pub codes: i64,
}

/// What an application must learn to give codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Application {
    /// The secret, as a person copies it.
    pub secret: String,
    /// The same as an address, for a telephone's camera.
    pub adresse: String,
}

/// Under which name a secret is encrypted: it opens for no other account.
pub(super) fn nom_du_secret(id: UtilisateurId) -> String {
    format!("totp:{id}")
}

/// A recovery code as it is hashed, however it was typed.
pub(super) fn normaliser(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}

impl Porte {
    /// What the owner of this session has.
    ///
    /// # Errors
    /// When the store does not answer.
    pub fn facteurs(&self, session: &Session) -> Result<Facteurs, Erreur> {
        let compte = self.compte_de(session.utilisateur())?;
        let (cles, codes) = self.store.lire(|tx| {
            Ok::<_, Erreur>((
                cles_interne(tx, compte.utilisateur)?,
                codes_restants_interne(tx, compte.utilisateur)?,
            ))
        })?;
        Ok(Facteurs { identifiant: compte.identifiant, application: compte.totp.is_some(), cles, codes })
    }

    /// What an application must learn; the same as long as this session lasts, and nothing until a code proves it.
    ///
    /// # Errors
    /// `Introuvable` while the session awaits a second factor that she has.
    pub fn application(&self, session: &Session) -> Result<Application, Erreur> {
        let compte = self.compte_de(session.utilisateur())?;
        let secret = jetons::base32(&self.secret_propose(session)?);
        Ok(Application { adresse: totp::adresse(&compte.identifiant, &secret), secret })
    }

    /// Keeps the application that gave this code. Gives recovery codes when she had none.
    ///
    /// # Errors
    /// `Saisie` when the code is not that of the application.
    pub fn adopter_application(
        &self,
        session: &Session,
        code: &str,
    ) -> Result<(Ouverte, Vec<String>), Erreur> {
        let secret = self.secret_propose(session)?;
        let pas = totp::reconnaitre(&secret, code, self.montre().secondes());
        let pas = pas.ok_or_else(|| {
            faute("code", "Ce code n’est pas celui que votre application devrait afficher. Vérifiez qu’elle a bien lu le secret, et que son téléphone est à l’heure.")
        })?;
        let id = session.utilisateur();
        let ferme = self.store.trousseau().enfermer(&nom_du_secret(id), &secret)?;
        let garder = move |tx: &mut Tx<'_>| Ok(poser_totp_interne(tx, id, Some(&ferme), pas)?);
        self.adopter(session, Fait::Application, garder)
    }

    /// The challenge that a passkey must now sign; it serves once.
    ///
    /// # Errors
    /// When the store does not answer.
    pub fn defier(&self, session: &Session) -> Result<([u8; 32], Vec<CleAcces>), Erreur> {
        let (defi, jeton, id) = (rand::random::<[u8; 32]>(), session.lue.jeton, session.utilisateur());
        self.store.ecrire(move |e| defier_session_interne(e.tx, &jeton, Some(&defi)))?;
        Ok((defi, self.store.lire(|tx| cles_interne(tx, id))?))
    }

    /// Keeps a passkey just made. Gives recovery codes when she had none.
    ///
    /// # Errors
    /// `Saisie` when it was not made here, now, for this session.
    pub fn adopter_cle(
        &self,
        session: &Session,
        site: &Site,
        creation: &Creation,
        nom: &str,
    ) -> Result<(Ouverte, Vec<String>), Erreur> {
        self.peut_adopter(session)?;
        let refus = || {
            faute(
                "cle",
                "Cette clé d’accès n’a pas pu être enregistrée. Recommencez, ou choisissez une application de codes.",
            )
        };
        let defi = session.lue.defi.ok_or_else(refus)?;
        let faite = cles::creer(site, &defi, creation).ok_or_else(refus)?;
        let nom = nom.trim().chars().take(80).collect::<String>();
        let cle = CleAcces {
            id: faite.id,
            utilisateur: session.utilisateur(),
            publique: faite.publique,
            compteur: faite.compteur,
            nom: if nom.is_empty() { "Clé d’accès".to_owned() } else { nom },
            cree_le: self.montre().secondes(),
        };
        let garder =
            move |tx: &mut Tx<'_>| if ajouter_cle_interne(tx, &cle)? { Ok(()) } else { Err(refus()) };
        self.adopter(session, Fait::Cle, garder)
    }

    /// Removes a passkey, unless it is the last second factor.
    ///
    /// # Errors
    /// `Interdit` when nothing would be left, `Introuvable` when it is not hers.
    pub fn retirer_cle(&self, session: &Session, cle: &[u8]) -> Result<(), Erreur> {
        self.peut_gerer(session)?;
        let (id, cle, plume) = (session.utilisateur(), cle.to_vec(), self.plume(session.into()));
        self.store.ecrire(move |e| {
            let totp = store::comptes::compte_interne(e.tx, id)?.is_some_and(|c| c.totp.is_some());
            if !totp && cles_interne(e.tx, id)?.len() < 2 {
                return Err(Erreur::Interdit(
                    "C’est votre seul second facteur. Ajoutez-en un autre avant de retirer celui-ci."
                        .to_owned(),
                ));
            }
            if !retirer_cle_interne(e.tx, id, &cle)? {
                return Err(Erreur::Introuvable);
            }
            plume.noter(e, id, &Fait::CleRetiree)
        })
    }

    /// New recovery codes, shown once; the ones before open nothing more.
    ///
    /// # Errors
    /// `Introuvable` when the session is not entire.
    pub fn nouveaux_codes(&self, session: &Session) -> Result<Vec<String>, Erreur> {
        self.peut_gerer(session)?;
        let (codes, id, plume) = (tirer_codes(), session.utilisateur(), self.plume(session.into()));
        let empreintes = empreintes(&codes);
        self.store.ecrire(move |e| {
            poser_codes_interne(e.tx, id, &empreintes)?;
            plume.noter(e, id, &Fait::Codes)
        })?;
        Ok(codes)
    }

    /// Changes the password, for whoever knows the present one. Her other sessions end.
    ///
    /// # Errors
    /// `Saisie` when the present one is wrong or the new one refused, `Patienter` after too many tries.
    pub fn changer_mot_de_passe(
        &self,
        session: &Session,
        ancien: &str,
        nouveau: &str,
    ) -> Result<Ouverte, Erreur> {
        self.peut_gerer(session)?;
        let compte = self.compte_de(session.utilisateur())?;
        let freins = freins::confirmation(&jetons::hexa(&session.lue.jeton));
        self.compter(&freins)?;
        if !mot_de_passe::verifier(ancien, compte.mot_de_passe.as_deref()) {
            return Err(faute("ancien", "Ce n’est pas votre mot de passe actuel."));
        }
        let nom = self.annuaire().utilisateur(compte.utilisateur).to_owned();
        mot_de_passe::juger(nouveau, &[&nom, &compte.identifiant]).map_err(|m| faute("mot_de_passe", m))?;
        let hache = mot_de_passe::hacher(nouveau).ok_or(Erreur::Introuvable)?;
        let (prete, id, avant) = (self.suite(session), compte.utilisateur, session.clone());
        let (ouverte, plume) = (prete.ouverte.clone(), self.plume(session.into()));
        self.store.ecrire(move |e| {
            poser_mot_de_passe_interne(e.tx, id, &hache)?;
            plume.noter(e, id, &Fait::MotDePasse)?;
            freins::lever(e.tx, &freins)?;
            prete.ouvrir(e.tx, Some(&avant))?;
            prete.seule(e.tx)
        })?;
        Ok(ouverte)
    }

    /// Keeps a new second factor under a new token, and draws recovery codes when there is none.
    fn adopter(
        &self,
        session: &Session,
        fait: Fait,
        garder: impl Fn(&mut Tx<'_>) -> Result<(), Erreur> + Send + 'static,
    ) -> Result<(Ouverte, Vec<String>), Erreur> {
        let (prete, codes, avant) = (self.suite(session), tirer_codes(), session.clone());
        let (ouverte, empreintes) = (prete.ouverte.clone(), empreintes(&codes));
        let plume = self.plume(session.into());
        let nouveaux = self.store.ecrire(move |e| {
            garder(e.tx)?;
            plume.noter(e, avant.utilisateur(), &fait)?;
            prete.ouvrir(e.tx, Some(&avant))?;
            let nouveaux = codes_restants_interne(e.tx, avant.utilisateur())? == 0;
            if nouveaux {
                poser_codes_interne(e.tx, avant.utilisateur(), &empreintes)?;
            }
            Ok::<_, Erreur>(nouveaux)
        })?;
        Ok((ouverte, if nouveaux { codes } else { Vec::new() }))
    }

    fn secret_propose(&self, session: &Session) -> Result<[u8; 20], Erreur> {
        self.peut_adopter(session)?;
        // Drawn from the session, it need not be kept until a code proves it.
        let graine = self.secret(&format!("application:{}", jetons::hexa(&session.lue.jeton)));
        graine.first_chunk::<20>().copied().ok_or(Erreur::Introuvable)
    }

    /// Whoever signs in entirely, or has no second factor at all, may take one; not whoever must first give hers.
    fn peut_adopter(&self, session: &Session) -> Result<(), Erreur> {
        match session.etape {
            Etape::Entiere => Ok(()),
            Etape::Equiper if !self.a_un_second_facteur(&self.compte_de(session.utilisateur())?)? => Ok(()),
            Etape::Equiper | Etape::Second => Err(Erreur::Introuvable),
        }
    }

    pub(super) fn peut_gerer(&self, session: &Session) -> Result<(), Erreur> {
        if session.etape == Etape::Entiere { Ok(()) } else { Err(Erreur::Introuvable) }
    }
}

fn tirer_codes() -> Vec<String> {
    let un = || {
        let lettres = jetons::base32(&rand::random::<[u8; OCTETS]>());
        let lettres: Vec<char> = lettres.chars().collect();
        lettres.chunks(4).map(|g| g.iter().collect::<String>()).collect::<Vec<_>>().join("-")
    };
    std::iter::repeat_with(un).take(CODES).collect()
}

fn empreintes(codes: &[String]) -> Vec<[u8; 32]> {
    codes.iter().map(|c| jetons::empreinte(&normaliser(c))).collect()
}
