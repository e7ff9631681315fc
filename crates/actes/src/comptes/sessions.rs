//! Sessions: opened, seen, moved from one step to the next under a new token, closed.

use domain::{OrganisationId, UtilisateurId};
use store::Tx;
use store::comptes::creer_compte_interne;
use store::comptes::sessions::{
    SessionLue, fermer_autres_sessions_interne, fermer_session_interne, oublier_sessions_interne,
    ouvrir_session_interne, session_interne, sessions_interne, voir_session_interne,
};
use store::comptes::tentatives::oublier_tentatives_interne;

use super::evenements::{Fait, Par};
use super::freins::Origine;
use super::{Client, Etape, MEMOIRE, OISIVE, Ouverte, PRECISION, Session, jetons};
use crate::{Erreur, Porte};

/// How long a browser is known after it entered.
const CONNU: i64 = 400 * 24 * 60 * 60;
/// The longest name of a browser that is kept.
const AGENT: usize = 300;

/// A session as its owner sees it in her list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ligne {
    /// What names it when she closes it: not its token.
    pub numero: String,
    /// The browser.
    pub agent: String,
    /// For whom she acts in it.
    pub organisation: Option<OrganisationId>,
    /// When it was opened, in seconds since 1970.
    pub cree_le: i64,
    /// When it last served, to a few minutes.
    pub vue_le: i64,
    /// Whether it is the one that asks.
    pub ici: bool,
}

/// A session about to be opened; drawn before the transaction, which may run twice.
#[derive(Debug, Clone)]
pub(super) struct Prete {
    lue: SessionLue,
    pub(super) ouverte: Ouverte,
}

impl Prete {
    /// Opens it, in the place of the one before, if any.
    pub(super) fn ouvrir(&self, tx: &mut Tx<'_>, avant: Option<&Session>) -> Result<(), Erreur> {
        let le = self.lue.cree_le;
        if let Some(avant) = avant {
            // Of two requests that would turn the same token into a new one, the second finds it closed.
            if !fermer_session_interne(tx, &avant.lue.jeton, avant.lue.utilisateur, le)? {
                return Err(Erreur::Introuvable);
            }
        }
        oublier_sessions_interne(tx, le - MEMOIRE)?;
        oublier_tentatives_interne(tx, le)?;
        Ok(ouvrir_session_interne(tx, &self.lue)?)
    }

    /// Closes all others of that person.
    pub(super) fn seule(&self, tx: &mut Tx<'_>) -> Result<(), Erreur> {
        fermer_autres_sessions_interne(tx, self.lue.utilisateur, &self.lue.jeton, self.lue.cree_le)?;
        Ok(())
    }
}

impl Porte {
    /// The session of a token, while it is open. One read by its key; its last use is written every few minutes only.
    ///
    /// # Errors
    /// When the store does not answer.
    pub fn session(&self, jeton: &str) -> Result<Option<Session>, Erreur> {
        let (hache, le) = (jetons::empreinte(jeton), self.montre().secondes());
        let Some(lue) = self.store.lire(|tx| session_interne(tx, &hache))? else { return Ok(None) };
        if lue.finit_le <= le || lue.vue_le + OISIVE <= le {
            return Ok(None);
        }
        if lue.vue_le + PRECISION <= le {
            self.store.ecrire(move |e| voir_session_interne(e.tx, &hache, le))?;
        }
        Ok(Etape::du_mot(&lue.etape).map(|etape| Session { etape, lue }))
    }

    /// Ends a session.
    ///
    /// # Errors
    /// When the store does not answer.
    pub fn fermer_session(&self, session: &Session) -> Result<(), Erreur> {
        let (jeton, id, le) = (session.lue.jeton, session.lue.utilisateur, self.montre().secondes());
        self.store.ecrire(move |e| fermer_session_interne(e.tx, &jeton, id, le))?;
        Ok(())
    }

    /// What is open in her name, last used first.
    ///
    /// # Errors
    /// When the store does not answer.
    pub fn sessions(&self, session: &Session) -> Result<Vec<Ligne>, Erreur> {
        let (id, le) = (session.lue.utilisateur, self.montre().secondes());
        let lues = self.store.lire(|tx| sessions_interne(tx, id, le - OISIVE, le))?;
        Ok(lues
            .into_iter()
            .map(|s| Ligne {
                numero: jetons::hexa(&s.jeton),
                ici: s.jeton == session.lue.jeton,
                agent: s.agent,
                organisation: s.organisation,
                cree_le: s.cree_le,
                vue_le: s.vue_le,
            })
            .collect())
    }

    /// Ends another session of hers, by its number.
    ///
    /// # Errors
    /// `Introuvable` when it is not open or not hers.
    pub fn fermer_une_session(&self, session: &Session, numero: &str) -> Result<(), Erreur> {
        let jeton = jetons::lire_hexa(numero).and_then(|o| <[u8; 32]>::try_from(o).ok());
        let jeton = jeton.ok_or(Erreur::Introuvable)?;
        let (id, le) = (session.lue.utilisateur, self.montre().secondes());
        let fermee = self.store.ecrire(move |e| fermer_session_interne(e.tx, &jeton, id, le))?;
        if fermee { Ok(()) } else { Err(Erreur::Introuvable) }
    }

    /// Ends all her sessions but this one.
    ///
    /// # Errors
    /// When the store does not answer.
    pub fn fermer_les_autres(&self, session: &Session) -> Result<(), Erreur> {
        let (jeton, id, le) = (session.lue.jeton, session.lue.utilisateur, self.montre().secondes());
        self.store.ecrire(move |e| fermer_autres_sessions_interne(e.tx, id, &jeton, le))?;
        Ok(())
    }

    /// Acts from now on for another organisation in which she has a function.
    ///
    /// # Errors
    /// `Introuvable` when she has none there.
    pub fn choisir_organisation(
        &self,
        session: &Session,
        organisation: OrganisationId,
    ) -> Result<Ouverte, Erreur> {
        self.annuaire().fonction(session.utilisateur(), organisation).ok_or(Erreur::Introuvable)?;
        self.peut_gerer(session)?;
        let mut prete = self.suite(session);
        prete.lue.organisation = Some(organisation);
        let (avant, ouverte) = (session.clone(), prete.ouverte.clone());
        self.store.ecrire(move |e| prete.ouvrir(e.tx, Some(&avant)))?;
        Ok(ouverte)
    }

    /// Enters as an invented person, with a session like any other. Only the demo asks for it.
    ///
    /// # Errors
    /// `Introuvable` when she is not in the directory.
    pub fn entrer_en_demo(&self, id: UtilisateurId, client: &Client) -> Result<Ouverte, Erreur> {
        self.annuaire().employeur(id).ok_or(Erreur::Introuvable)?;
        let (prete, identifiant) = (self.preparer(id, Etape::Entiere, &client.agent), id.to_string());
        let (ouverte, plume) = (prete.ouverte.clone(), self.plume(Par::Personne(id, None)));
        self.store.ecrire(move |e| {
            if creer_compte_interne(e.tx, id, &identifiant.to_lowercase(), prete.lue.cree_le)? {
                plume.noter(e, id, &Fait::Cree)?;
            }
            prete.ouvrir(e.tx, None)
        })?;
        Ok(ouverte)
    }

    /// Draws a session for this step; the only organisation she works for is chosen at once.
    pub(super) fn preparer(&self, id: UtilisateurId, etape: Etape, agent: &str) -> Prete {
        let (jeton, le) = (jetons::tirer(), self.montre().secondes());
        let annuaire = self.annuaire();
        let organisation = match annuaire.fonctions(id) {
            [seule] => Some(seule.organisation),
            _ => None,
        };
        let lue = SessionLue {
            jeton: jetons::empreinte(&jeton),
            utilisateur: id,
            organisation,
            etape: etape.mot().to_owned(),
            cree_le: le,
            vue_le: le,
            finit_le: le + etape.duree(),
            agent: agent.chars().filter(|c| !c.is_control()).take(AGENT).collect(),
            defi: None,
        };
        let appareil = (etape == Etape::Entiere).then(|| self.marquer(id, le)).flatten();
        Prete { lue, ouverte: Ouverte { jeton, etape, appareil } }
    }

    /// Draws the entire session that follows this one. An entire one goes on as it was: its day ends when it would have.
    pub(super) fn suite(&self, session: &Session) -> Prete {
        let mut prete = self.preparer(session.utilisateur(), Etape::Entiere, &session.lue.agent);
        if session.etape == Etape::Entiere {
            prete.lue.finit_le = session.lue.finit_le;
            prete.lue.organisation = session.lue.organisation;
        }
        prete
    }

    /// The mark left in a browser that entered: `person.number.until.signature`.
    fn marquer(&self, id: UtilisateurId, le: i64) -> Option<String> {
        let texte = format!("{id}.{}.{}", jetons::tirer(), le + CONNU);
        let signature = jetons::signer(&self.secret("appareils"), &texte)?;
        Some(format!("{texte}.{signature}"))
    }

    /// From where this guess comes: a browser that this person entered with before, or a place.
    pub(super) fn origine<'a>(&self, client: &'a Client, id: Option<UtilisateurId>) -> Origine<'a> {
        let connu = client.appareil.as_deref().and_then(|marque| {
            let (texte, signature) = marque.rsplit_once('.')?;
            let mut parties = texte.split('.');
            let (qui, numero) = (parties.next()?.parse::<UtilisateurId>().ok()?, parties.next()?);
            let jusqu_au: i64 = parties.next()?.parse().ok()?;
            let a_elle = Some(qui) == id && jusqu_au > self.montre().secondes();
            (a_elle && jetons::est_signe(&self.secret("appareils"), texte, signature)).then_some(numero)
        });
        connu.map_or(Origine::Lieu(&client.lieu), Origine::Appareil)
    }
}
