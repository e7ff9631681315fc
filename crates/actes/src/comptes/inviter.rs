//! Invitations: a link that serves once, to choose a password or to choose one again.

use domain::UtilisateurId;
use domain::texte::plier;
use store::comptes::facteurs::retirer_facteurs_interne;
use store::comptes::invitations::{
    annuler_invitations_interne, invitee_interne, inviter_interne, utiliser_invitation_interne,
};
use store::comptes::sessions::fermer_autres_sessions_interne;
use store::comptes::{
    compte_interne, compte_par_identifiant_interne, creer_compte_interne, desactiver_compte_interne,
    poser_mot_de_passe_interne, poser_totp_interne,
};

use super::{Client, Etape, Ouverte, faute, jetons, mot_de_passe};
use crate::{Erreur, Porte};

/// How long a link is good.
const VALABLE: i64 = 7 * 24 * 60 * 60;

/// Whom a link invites.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// Her name.
    pub nom: String,
    /// What she will type to sign in.
    pub identifiant: String,
}

/// A login as it is kept: whatever its capitals and accents.
///
/// # Errors
/// `Saisie` when it is empty, too long, or holds a space.
pub fn lire_identifiant(saisi: &str) -> Result<String, Erreur> {
    let plie = plier(saisi.trim());
    if plie.is_empty() || plie.len() > 200 || plie.contains(char::is_whitespace) {
        return Err(faute(
            "identifiant",
            "Donnez un identifiant sans espace, par exemple une adresse électronique.",
        ));
    }
    Ok(plie)
}

impl Porte {
    /// The person of this login, if an account has it.
    ///
    /// # Errors
    /// When the store does not answer.
    pub fn titulaire(&self, identifiant: &str) -> Result<Option<UtilisateurId>, Erreur> {
        let plie = plier(identifiant.trim());
        let compte = self.store.lire(|tx| compte_par_identifiant_interne(tx, &plie))?;
        Ok(compte.map(|c| c.utilisateur))
    }

    /// Invites a person of the directory, who will sign in with this login: gives what the link holds. Links given
    /// before open nothing more; an account that was closed opens again.
    ///
    /// # Errors
    /// `Saisie` when the login is empty or somebody else's.
    pub fn inviter(&self, id: UtilisateurId, identifiant: &str) -> Result<String, Erreur> {
        let plie = lire_identifiant(identifiant)?;
        let (jeton, le) = (jetons::tirer(), self.montre().secondes());
        let hache = jetons::empreinte(&jeton);
        self.store.ecrire(move |e| {
            creer_compte_interne(e.tx, id, &plie, le)?;
            if compte_interne(e.tx, id)?.is_none_or(|c| c.identifiant != plie) {
                return Err(faute(
                    "identifiant",
                    "Cet identifiant est déjà celui d’une autre personne, ou cette personne en a un autre.",
                ));
            }
            desactiver_compte_interne(e.tx, id, None)?;
            Ok(inviter_interne(e.tx, &hache, id, le, le + VALABLE)?)
        })?;
        Ok(jeton)
    }

    /// Takes away all second factors and recovery codes of a person who lost them, and ends her sessions: she will have to
    /// take new ones before anything else.
    ///
    /// # Errors
    /// When the store does not answer.
    pub fn retirer_les_facteurs(&self, id: UtilisateurId) -> Result<(), Erreur> {
        let le = self.montre().secondes();
        self.store.ecrire(move |e| {
            poser_totp_interne(e.tx, id, None, 0)?;
            retirer_facteurs_interne(e.tx, id)?;
            fermer_autres_sessions_interne(e.tx, id, &[0; 32], le)?;
            Ok::<_, Erreur>(())
        })
    }

    /// Closes an account: neither password, link nor session opens anything from now on.
    ///
    /// # Errors
    /// When the store does not answer.
    pub fn desactiver(&self, id: UtilisateurId) -> Result<(), Erreur> {
        let le = self.montre().secondes();
        self.store.ecrire(move |e| {
            desactiver_compte_interne(e.tx, id, Some(le))?;
            annuler_invitations_interne(e.tx, id, le)?;
            fermer_autres_sessions_interne(e.tx, id, &[0; 32], le)?;
            Ok::<_, Erreur>(())
        })
    }

    /// Whom a link invites, while it is good. Reading it does not use it.
    ///
    /// # Errors
    /// `Introuvable` when it was used, cancelled, is too old or never was.
    pub fn invitation(&self, jeton: &str) -> Result<Invitation, Erreur> {
        let (hache, le) = (jetons::empreinte(jeton), self.montre().secondes());
        let compte = self.store.lire(|tx| match invitee_interne(tx, &hache, le)? {
            Some(id) => compte_interne(tx, id),
            None => Ok(None),
        })?;
        let compte = compte.filter(|c| c.desactive_le.is_none()).ok_or(Erreur::Introuvable)?;
        if !self.annuaire().utilisateurs.contains_key(&compte.utilisateur) {
            self.relire_annuaire()?;
        }
        let nom = self.annuaire().utilisateur(compte.utilisateur).to_owned();
        Ok(Invitation { nom, identifiant: compte.identifiant })
    }

    /// Uses a link to choose a password. All her sessions end; the one that opens still lacks a second factor.
    ///
    /// # Errors
    /// `Saisie` when the password is refused (the link then stays good), `Introuvable` when the link is not good.
    pub fn accepter(&self, jeton: &str, mot: &str, client: &Client) -> Result<Ouverte, Erreur> {
        let invitation = self.invitation(jeton)?;
        mot_de_passe::juger(mot, &[&invitation.nom, &invitation.identifiant])
            .map_err(|message| faute("mot_de_passe", message))?;
        let id = self.titulaire(&invitation.identifiant)?.ok_or(Erreur::Introuvable)?;
        self.relire_annuaire()?;
        let hache_du_mot = mot_de_passe::hacher(mot).ok_or(Erreur::Introuvable)?;
        let a_un_facteur = self.a_un_second_facteur(&self.compte_de(id)?)?;
        let etape = if a_un_facteur { Etape::Second } else { Etape::Equiper };
        let prete = self.preparer(id, etape, &client.agent);
        let (ouverte, hache, le) =
            (prete.ouverte.clone(), jetons::empreinte(jeton), self.montre().secondes());
        self.store.ecrire(move |e| {
            if !utiliser_invitation_interne(e.tx, &hache, le)? {
                return Err(Erreur::Introuvable);
            }
            poser_mot_de_passe_interne(e.tx, id, &hache_du_mot)?;
            prete.ouvrir(e.tx, None)?;
            prete.seule(e.tx)
        })?;
        Ok(ouverte)
    }
}
