//! Who keeps the accounts of others: whoever administers, in the organisations where she does, and the machine's operator
//! everywhere. She reads no household by that; what she does is in the journal.
//!
//! A link lets its holder choose a password. It is therefore drawn by who administers *all* the organisations for which
//! the person acts: otherwise one body could take another's place in her name.

use domain::{OrganisationId, UtilisateurId};
use policy::{Acteur, Profil};
use store::Ecriture;
use store::comptes::{EtatCompte, compte_interne, compte_par_identifiant_interne, etat_interne};

use super::evenements::{EvenementDeCompte, Par, Plume};
use super::faute;
use super::inviter::{desequiper, fermer_compte, fermer_sessions, lire_identifiant, ouvrir_compte};
use super::personnes::{confier, fonctions, inscrire, lire_nom, reprendre, tirer};
use crate::annuaire::Fonction;
use crate::{Erreur, Porte};

const SOI: &str = "C’est votre propre compte. Une autre personne qui administre peut le faire, ou l’opérateur de la machine.";

const AILLEURS: &str = "Cette personne travaille aussi pour un autre organisme : un lien ouvrirait ce qu’elle y lit. \
    L’opérateur de la machine peut lui en donner un.";

/// Someone to invite.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitee {
    /// What she will type to sign in.
    pub identifiant: String,
    /// Her first and last name; needless for who has an account.
    pub nom: String,
    /// What she will do; none to give a link again.
    pub fonction: Option<Fonction>,
    /// What she lost, if she had an account.
    pub perdu: Perdu,
}

/// What a link gives back.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Perdu {
    /// A password, or the link before.
    #[default]
    MotDePasse,
    /// Her second factors too, with her recovery codes: those that she had open nothing more.
    Facteurs,
}

/// An account as whoever administers sees it.
#[derive(Debug, Clone)]
pub struct CompteGere {
    /// Whose.
    pub id: UtilisateurId,
    /// Her name.
    pub nom: String,
    /// What she does, in the organisations administered.
    pub fonctions: Vec<Fonction>,
    /// Whether she acts for others besides.
    pub ailleurs: bool,
    /// Where it stands; none for a person of the directory who was never invited.
    pub etat: Option<EtatCompte>,
    /// What happened to it, latest first.
    pub evenements: Vec<EvenementDeCompte>,
}

/// What closing an account did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fermeture {
    /// It opens nothing any more.
    Compte,
    /// She acts for others besides: only what she did here was taken back.
    Fonction,
}

impl Perdu {
    fn rendre(
        self,
        e: &mut Ecriture<'_, '_>,
        plume: &Plume,
        id: UtilisateurId,
        le: i64,
    ) -> Result<(), Erreur> {
        match self {
            Self::MotDePasse => Ok(()),
            Self::Facteurs => desequiper(e, plume, id, le),
        }
    }
}

impl Porte {
    /// The organisations in which this person administers.
    ///
    /// # Errors
    /// `Introuvable` for who does not act as one who administers.
    pub fn administrees(&self, acteur: &Acteur) -> Result<Vec<OrganisationId>, Erreur> {
        let annuaire = self.annuaire();
        let administre = |o: &OrganisationId| {
            annuaire.acteur_pour(acteur.utilisateur, *o).is_some_and(|a| a.profil == Profil::Administration)
        };
        if !administre(&acteur.organisation) {
            return Err(Erreur::Introuvable);
        }
        let siennes = annuaire.fonctions(acteur.utilisateur).iter().map(|f| f.organisation);
        Ok(siennes.filter(administre).collect())
    }

    /// The accounts of the organisations that she administers, by name.
    ///
    /// # Errors
    /// `Introuvable` for who does not administer.
    pub fn comptes(&self, acteur: &Acteur) -> Result<Vec<CompteGere>, Erreur> {
        let administrees = self.administrees(acteur)?;
        let annuaire = self.annuaire();
        let siennes = annuaire
            .utilisateurs
            .keys()
            .filter(|id| annuaire.fonctions(**id).iter().any(|f| administrees.contains(&f.organisation)));
        let mut comptes = self.store.lire(|tx| {
            siennes.map(|id| self.compte_gere(tx, *id, &administrees)).collect::<Result<Vec<_>, Erreur>>()
        })?;
        comptes.sort_by_cached_key(|c| (domain::texte::plier(&c.nom), c.id));
        Ok(comptes)
    }

    /// One of them.
    ///
    /// # Errors
    /// `Introuvable` when it is not of an organisation that she administers.
    pub fn un_compte(&self, acteur: &Acteur, id: UtilisateurId) -> Result<CompteGere, Erreur> {
        let administrees = self.administrees(acteur)?;
        let compte = self.store.lire(|tx| self.compte_gere(tx, id, &administrees))?;
        if compte.fonctions.is_empty() { Err(Erreur::Introuvable) } else { Ok(compte) }
    }

    fn compte_gere(
        &self,
        tx: &mut store::Tx<'_>,
        id: UtilisateurId,
        administrees: &[OrganisationId],
    ) -> Result<CompteGere, Erreur> {
        let annuaire = self.annuaire();
        let toutes = annuaire.fonctions(id);
        let siennes: Vec<Fonction> =
            toutes.iter().filter(|f| administrees.contains(&f.organisation)).cloned().collect();
        let mut evenements = self.evenements(tx, id)?;
        // What she does for others is theirs to know.
        evenements.retain(|e| e.fait.organisation().is_none_or(|o| administrees.contains(&o)));
        Ok(CompteGere {
            id,
            nom: annuaire.utilisateur(id).to_owned(),
            ailleurs: toutes.len() > siennes.len(),
            fonctions: siennes,
            etat: etat_interne(tx, id)?,
            evenements,
        })
    }

    /// Invites a person: records who is new, gives the function, draws a link. No link for who acts for others besides:
    /// she signs in as she does already.
    ///
    /// # Errors
    /// `Saisie` for what was wrongly typed, `Introuvable` when `par` does not administer.
    pub fn inviter_personne(&self, par: Par, invitee: &Invitee) -> Result<Option<String>, Erreur> {
        let identifiant = lire_identifiant(&invitee.identifiant)?;
        let (nom, fonction, perdu) =
            (lire_nom("nom", &invitee.nom)?, invitee.fonction.clone(), invitee.perdu);
        let portee = self.portee(par)?;
        if !fonction.iter().all(|f| portee.tient(f)) {
            return Err(faute("organisation", "Choisissez une organisation où vous administrez."));
        }
        let (nouvelle, lien, plume) = (tirer(), self.tirer_un_lien(), self.plume(par));
        let jeton = lien.jeton.clone();
        let donne = self.store.ecrire(move |e| {
            let connue = compte_par_identifiant_interne(e.tx, &identifiant)?.map(|c| c.utilisateur);
            let id = connue.unwrap_or(nouvelle);
            if portee.soi == Some(id) {
                return Err(faute("identifiant", SOI));
            }
            if connue.is_none() {
                if fonction.is_none() {
                    return Err(faute("organisation", "Dites dans quelle organisation elle travaille."));
                }
                if nom.is_empty() {
                    return Err(faute("nom", "Donnez son prénom et son nom."));
                }
                inscrire(e, id, &nom)?;
            }
            let entiere = portee.entiere(&fonctions(e.tx, id)?);
            if entiere {
                ouvrir_compte(e, &plume, id, &identifiant, lien.le)?;
                perdu.rendre(e, &plume, id, lien.le)?;
            }
            if let Some(fonction) = &fonction {
                confier(e, &plume, id, fonction)?;
            }
            if entiere {
                lien.donner(e, &plume, id)?;
            }
            Ok(entiere)
        })?;
        self.relire_annuaire()?;
        Ok(donne.then_some(jeton))
    }

    /// Draws a link for who lost hers, or her password; takes away her second factors when she lost those too.
    ///
    /// # Errors
    /// `Introuvable` when she is not of an organisation administered; `Interdit` for oneself, and for who acts for others
    /// besides; `Saisie` when she has no account yet and the login is not one.
    pub fn redonner_un_lien(
        &self,
        par: Par,
        id: UtilisateurId,
        identifiant: &str,
        perdu: Perdu,
    ) -> Result<String, Erreur> {
        let portee = self.portee(par)?;
        let (lien, plume, saisi) = (self.tirer_un_lien(), self.plume(par), identifiant.to_owned());
        let jeton = lien.jeton.clone();
        self.store.ecrire(move |e| {
            if !portee.sur(id, &fonctions(e.tx, id)?)? {
                return Err(Erreur::Interdit(AILLEURS.to_owned()));
            }
            let connu = compte_interne(e.tx, id)?.map(|c| c.identifiant);
            let identifiant = connu.map_or_else(|| lire_identifiant(&saisi), Ok)?;
            ouvrir_compte(e, &plume, id, &identifiant, lien.le)?;
            perdu.rendre(e, &plume, id, lien.le)?;
            lien.donner(e, &plume, id)
        })?;
        Ok(jeton)
    }

    /// Closes the account of a person, or takes back what she does here when she acts for others besides. Her sessions end.
    ///
    /// # Errors
    /// `Introuvable` when she is not of an organisation administered; `Interdit` for oneself.
    pub fn fermer_un_compte(&self, par: Par, id: UtilisateurId) -> Result<Fermeture, Erreur> {
        let portee = self.portee(par)?;
        let (le, plume) = (self.montre().secondes(), self.plume(par));
        let faite = self.store.ecrire(move |e| {
            if portee.sur(id, &fonctions(e.tx, id)?)? {
                fermer_compte(e, &plume, id, le)?;
                return Ok(Fermeture::Compte);
            }
            reprendre(e, &plume, id, portee.organisations.as_deref().unwrap_or_default())?;
            fermer_sessions(e, &plume, id, le)?;
            Ok::<_, Erreur>(Fermeture::Fonction)
        })?;
        self.relire_annuaire()?;
        Ok(faite)
    }

    /// How far one acts on accounts, by the directory as it is now.
    fn portee(&self, par: Par) -> Result<Portee, Erreur> {
        let Par::Personne(soi, pour) = par else { return Ok(Portee::default()) };
        self.relire_annuaire()?;
        let acteur = pour.and_then(|o| self.annuaire().acteur_pour(soi, o)).ok_or(Erreur::Introuvable)?;
        Ok(Portee { soi: Some(soi), organisations: Some(self.administrees(&acteur)?) })
    }
}

/// On whose accounts one acts: everybody's, by default.
#[derive(Debug, Clone, Default)]
struct Portee {
    soi: Option<UtilisateurId>,
    organisations: Option<Vec<OrganisationId>>,
}

impl Portee {
    fn tient(&self, fonction: &Fonction) -> bool {
        self.organisations.as_ref().is_none_or(|o| o.contains(&fonction.organisation))
    }

    fn entiere(&self, fonctions: &[Fonction]) -> bool {
        fonctions.iter().all(|f| self.tient(f))
    }

    /// Whether all that this person does is within reach; an error when nothing is, or when she is the one who asks.
    fn sur(&self, id: UtilisateurId, fonctions: &[Fonction]) -> Result<bool, Erreur> {
        if self.organisations.is_some() && !fonctions.iter().any(|f| self.tient(f)) {
            return Err(Erreur::Introuvable);
        }
        if self.soi == Some(id) {
            return Err(Erreur::Interdit(SOI.to_owned()));
        }
        Ok(self.entiere(fonctions))
    }
}
