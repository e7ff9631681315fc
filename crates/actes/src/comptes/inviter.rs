//! Invitations: a link that serves once, to choose a password or to choose one again.

use domain::UtilisateurId;
use domain::texte::plier;
use store::Ecriture;
use store::comptes::facteurs::retirer_facteurs_interne;
use store::comptes::invitations::{
    annuler_invitations_interne, invitee_interne, inviter_interne, utiliser_invitation_interne,
};
use store::comptes::sessions::{fermer_autres_sessions_interne, sessions_interne};
use store::comptes::{
    compte_interne, compte_par_identifiant_interne, creer_compte_interne, desactiver_compte_interne,
    etat_interne, poser_mot_de_passe_interne, poser_totp_interne,
};

use super::evenements::{Fait, Par, Plume};
use super::{Client, Etape, OISIVE, Ouverte, faute, jetons, mot_de_passe};
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

/// A link about to be given; drawn before the transaction, which may run twice.
#[derive(Debug, Clone)]
pub(super) struct Lien {
    pub(super) jeton: String,
    pub(super) le: i64,
}

impl Lien {
    /// Keeps it; those that she had before open nothing more.
    pub(super) fn donner(
        &self,
        e: &mut Ecriture<'_, '_>,
        plume: &Plume,
        id: UtilisateurId,
    ) -> Result<(), Erreur> {
        inviter_interne(e.tx, &jetons::empreinte(&self.jeton), id, self.le, self.le + VALABLE)?;
        plume.noter(e, id, &Fait::Invite)
    }
}

/// The account of a person under this login: made, or opened again.
pub(super) fn ouvrir_compte(
    e: &mut Ecriture<'_, '_>,
    plume: &Plume,
    id: UtilisateurId,
    identifiant: &str,
    le: i64,
) -> Result<(), Erreur> {
    if creer_compte_interne(e.tx, id, identifiant, le)? {
        plume.noter(e, id, &Fait::Cree)?;
    }
    let compte = compte_interne(e.tx, id)?.filter(|c| c.identifiant == identifiant);
    let compte = compte.ok_or_else(|| {
        faute(
            "identifiant",
            "Cet identifiant est déjà celui d’une autre personne, ou cette personne en a un autre.",
        )
    })?;
    if compte.desactive_le.is_some() {
        desactiver_compte_interne(e.tx, id, None)?;
        plume.noter(e, id, &Fait::Rouvert)?;
    }
    Ok(())
}

/// Ends all that is open in her name, at somebody else's word.
pub(super) fn fermer_sessions(
    e: &mut Ecriture<'_, '_>,
    plume: &Plume,
    id: UtilisateurId,
    le: i64,
) -> Result<(), Erreur> {
    let ouvertes = sessions_interne(e.tx, id, le - OISIVE, le)?.len() as u64;
    fermer_autres_sessions_interne(e.tx, id, &[0; 32], le)?;
    if ouvertes > 0 { plume.noter(e, id, &Fait::SessionsFermees(ouvertes)) } else { Ok(()) }
}

pub(super) fn desequiper(
    e: &mut Ecriture<'_, '_>,
    plume: &Plume,
    id: UtilisateurId,
    le: i64,
) -> Result<(), Erreur> {
    let equipee = etat_interne(e.tx, id)?.is_some_and(|etat| etat.second_facteur);
    poser_totp_interne(e.tx, id, None, 0)?;
    retirer_facteurs_interne(e.tx, id)?;
    if equipee {
        plume.noter(e, id, &Fait::FacteursRetires)?;
    }
    fermer_sessions(e, plume, id, le)
}

pub(super) fn fermer_compte(
    e: &mut Ecriture<'_, '_>,
    plume: &Plume,
    id: UtilisateurId,
    le: i64,
) -> Result<(), Erreur> {
    if compte_interne(e.tx, id)?.is_some_and(|c| c.desactive_le.is_none()) {
        desactiver_compte_interne(e.tx, id, Some(le))?;
        plume.noter(e, id, &Fait::Desactive)?;
    }
    annuler_invitations_interne(e.tx, id, le)?;
    fermer_sessions(e, plume, id, le)
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

    pub(super) fn tirer_un_lien(&self) -> Lien {
        Lien { jeton: jetons::tirer(), le: self.montre().secondes() }
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
        let plume = self.plume(Par::Personne(id, None));
        self.store.ecrire(move |e| {
            if !utiliser_invitation_interne(e.tx, &hache, le)? {
                return Err(Erreur::Introuvable);
            }
            let premier = compte_interne(e.tx, id)?.is_some_and(|c| c.mot_de_passe.is_none());
            poser_mot_de_passe_interne(e.tx, id, &hache_du_mot)?;
            plume.noter(e, id, &if premier { Fait::Active } else { Fait::MotDePasse })?;
            prete.ouvrir(e.tx, None)?;
            prete.seule(e.tx)
        })?;
        Ok(ouverte)
    }
}
