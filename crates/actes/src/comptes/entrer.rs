//! Signing in: the password, then the second factor.

use domain::UtilisateurId;
use domain::texte::plier;
use store::Tx;
use store::comptes::facteurs::{cles_interne, compter_cle_interne, utiliser_code_interne};
use store::comptes::{Compte, avancer_totp_interne, compte_interne, compte_par_identifiant_interne};

use super::cles::{self, Signee, Site};
use super::{Client, Etape, Ouverte, Session, facteurs, faute, freins, jetons, mot_de_passe, totp};
use crate::{Erreur, Porte};

/// The same words whatever was wrong: an answer must not tell which logins exist.
const REFUS: &str = "Identifiant ou mot de passe incorrect. Vérifiez les deux, puis recommencez. \
    Si vous avez oublié votre mot de passe, demandez une nouvelle invitation à la personne qui administre Palier.";

/// A second factor as it was given.
#[derive(Debug, Clone)]
pub enum Preuve {
    /// The code of an application.
    Code(String),
    /// A recovery code.
    Secours(String),
    /// A passkey's signature of the session's challenge, on this site.
    Cle(Site, Signee),
}

impl Porte {
    /// First step: login and password. The answer is as long for an unknown login, a wrong password and a closed account.
    ///
    /// # Errors
    /// `Saisie` when they do not open, `Patienter` when too many guesses came from there.
    pub fn connecter(&self, identifiant: &str, mot: &str, client: &Client) -> Result<Ouverte, Erreur> {
        let plie = plier(identifiant.trim());
        let compte = self.store.lire(|tx| compte_par_identifiant_interne(tx, &plie))?;
        let origine = self.origine(client, compte.as_ref().map(|c| c.utilisateur));
        let freins = freins::mot_de_passe(&plie, origine);
        self.compter(&freins)?;
        let ouvert = compte.as_ref().filter(|c| c.desactive_le.is_none());
        let juste = mot_de_passe::verifier(mot, ouvert.and_then(|c| c.mot_de_passe.as_deref()));
        let Some(compte) = ouvert.filter(|_| juste) else { return Err(faute("identifiant", REFUS)) };
        // Whoever was invited since the start, or was given a function, is known from here on.
        self.relire_annuaire()?;
        let etape = if self.a_un_second_facteur(compte)? { Etape::Second } else { Etape::Equiper };
        let (prete, id) = (self.preparer(compte.utilisateur, etape, &client.agent), compte.utilisateur);
        let (ouverte, hache) = (prete.ouverte.clone(), compte.mot_de_passe.clone());
        self.store.ecrire(move |e| {
            // Closed, or its password changed, while this one was being checked.
            let encore = compte_interne(e.tx, id)?;
            if encore.is_none_or(|c| c.desactive_le.is_some() || c.mot_de_passe != hache) {
                return Err(faute("identifiant", REFUS));
            }
            freins::lever(e.tx, &freins)?;
            prete.ouvrir(e.tx, None)
        })?;
        Ok(ouverte)
    }

    /// Second step. The token changes; the browser is known from now on.
    ///
    /// # Errors
    /// `Saisie` when the proof is wrong, `Patienter` when too many were, `Introuvable` when none was awaited.
    pub fn prouver(&self, session: &Session, preuve: Preuve, client: &Client) -> Result<Ouverte, Erreur> {
        if session.etape != Etape::Second {
            return Err(Erreur::Introuvable);
        }
        let compte = self.compte_de(session.utilisateur())?;
        let origine = self.origine(client, Some(compte.utilisateur));
        let freins = freins::second_facteur(&compte.utilisateur.to_string(), origine);
        self.compter(&freins)?;
        let secret = self.secret_totp(&compte)?;
        let prete = self.preparer(compte.utilisateur, Etape::Entiere, &client.agent);
        let (ouverte, avant, le) = (prete.ouverte.clone(), session.clone(), self.montre().secondes());
        self.store.ecrire(move |e| {
            accepter(e.tx, &avant, secret.as_deref(), &preuve, le)?;
            freins::lever(e.tx, &freins)?;
            prete.ouvrir(e.tx, Some(&avant))
        })?;
        Ok(ouverte)
    }

    pub(super) fn compter(&self, freins: &[freins::Frein]) -> Result<(), Erreur> {
        let (freins, le) = (freins.to_vec(), self.montre().secondes());
        self.store.ecrire(move |e| freins::compter(e.tx, &freins, le))
    }

    fn secret_totp(&self, compte: &Compte) -> Result<Option<Vec<u8>>, Erreur> {
        let nom = facteurs::nom_du_secret(compte.utilisateur);
        let ouvrir = |ferme: &Vec<u8>| self.store.trousseau().rouvrir(&nom, ferme);
        Ok(compte.totp.as_ref().map(ouvrir).transpose()?)
    }
}

/// Takes the proof if it is good, so that it cannot serve again.
fn accepter(
    tx: &mut Tx<'_>,
    session: &Session,
    secret: Option<&[u8]>,
    preuve: &Preuve,
    le: i64,
) -> Result<(), Erreur> {
    let id = session.utilisateur();
    match preuve {
        Preuve::Code(code) => {
            let pas = secret.and_then(|s| totp::reconnaitre(s, code, le));
            match pas {
                None => Err(faute(
                    "code",
                    "Ce code n’est pas le bon. Tapez les six chiffres que votre application affiche maintenant.",
                )),
                Some(pas) if avancer_totp_interne(tx, id, pas)? => Ok(()),
                Some(_) => Err(faute(
                    "code",
                    "Ce code a déjà servi. Attendez que votre application en affiche un autre.",
                )),
            }
        }
        Preuve::Secours(code) => {
            if utiliser_code_interne(tx, id, &jetons::empreinte(&facteurs::normaliser(code)), le)? {
                Ok(())
            } else {
                Err(faute("secours", "Ce code de secours n’est pas l’un des vôtres, ou il a déjà servi."))
            }
        }
        Preuve::Cle(site, signee) => accepter_cle(tx, id, session, site, signee),
    }
}

fn accepter_cle(
    tx: &mut Tx<'_>,
    id: UtilisateurId,
    session: &Session,
    site: &Site,
    signee: &Signee,
) -> Result<(), Erreur> {
    let refus = || faute("cle", "Cette clé d’accès n’a pas été reconnue. Recommencez, ou tapez un code.");
    let defi = session.lue.defi.ok_or_else(refus)?;
    let connue = cles_interne(tx, id)?.into_iter().find(|c| c.id == signee.id).ok_or_else(refus)?;
    let compteur = cles::verifier(site, &defi, &connue.publique, signee).ok_or_else(refus)?;
    if compter_cle_interne(tx, &connue.id, compteur)? { Ok(()) } else { Err(refus()) }
}
