//! What is open in someone's name, by the hash of its token.

use super::identifiant;
use crate::driver::{Ligne, Tx, requetes};
use crate::{StoreError, sql};
use domain::{OrganisationId, UtilisateurId};

requetes! {
    OUVRIR = sql!(
        "INSERT INTO session (jeton, utilisateur, organisation, etape, cree_le, vue_le, finit_le, agent) \
         VALUES ($1, $2, $3, $4, $5, $5, $6, $7)"
    );
    LIRE = sql!(
        "SELECT jeton, utilisateur, organisation, etape, cree_le, vue_le, finit_le, agent, defi \
         FROM session WHERE jeton = $1 AND fermee_le IS NULL"
    );
    OUVERTES = sql!(
        "SELECT jeton, utilisateur, organisation, etape, cree_le, vue_le, finit_le, agent, defi \
         FROM session WHERE utilisateur = $1 AND fermee_le IS NULL AND vue_le > $2 AND finit_le > $3 \
         ORDER BY vue_le DESC, jeton LIMIT 50"
    );
    VUE = sql!("UPDATE session SET vue_le = $2 WHERE jeton = $1");
    DEFIER = sql!("UPDATE session SET defi = $2 WHERE jeton = $1");
    FERMER = sql!(
        "UPDATE session SET fermee_le = $3 WHERE jeton = $1 AND utilisateur = $2 AND fermee_le IS NULL"
    );
    FERMER_AUTRES = sql!(
        "UPDATE session SET fermee_le = $3 WHERE utilisateur = $1 AND jeton <> $2 AND fermee_le IS NULL"
    );
    OUBLIER = sql!("DELETE FROM session WHERE finit_le < $1");
}

/// One session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionLue {
    /// The hash of its token.
    pub jeton: [u8; 32],
    /// Whose.
    pub utilisateur: UtilisateurId,
    /// For whom she acts; none until she chose.
    pub organisation: Option<OrganisationId>,
    /// What it still lacks.
    pub etape: String,
    /// When it was opened.
    pub cree_le: i64,
    /// When it last served, to a few minutes.
    pub vue_le: i64,
    /// When it ends whatever happens.
    pub finit_le: i64,
    /// The browser, as it calls itself.
    pub agent: String,
    /// The challenge that waits for a passkey.
    pub defi: Option<[u8; 32]>,
}

/// Opens a session.
pub fn ouvrir_session_interne(tx: &mut Tx<'_>, s: &SessionLue) -> Result<(), StoreError> {
    let (id, organisation) = (s.utilisateur.to_string(), s.organisation.map(|o| o.to_string()));
    let valeurs = [
        (&s.jeton).into(),
        (&id).into(),
        organisation.as_ref().into(),
        (&s.etape).into(),
        s.cree_le.into(),
        s.finit_le.into(),
        (&s.agent).into(),
    ];
    tx.execute(OUVRIR, &valeurs).map(|_| ())
}

/// The session of that token, unless it was closed: one row by its primary key.
pub fn session_interne(tx: &mut Tx<'_>, jeton: &[u8; 32]) -> Result<Option<SessionLue>, StoreError> {
    tx.une(LIRE, &[jeton.into()], lire)
}

/// What is open in her name, last used first: seen after `vue_apres`, and not ended at `le`.
pub fn sessions_interne(
    tx: &mut Tx<'_>,
    id: UtilisateurId,
    vue_apres: i64,
    le: i64,
) -> Result<Vec<SessionLue>, StoreError> {
    tx.query(OUVERTES, &[(&id.to_string()).into(), vue_apres.into(), le.into()], lire)
}

/// Notes that it served.
pub fn voir_session_interne(tx: &mut Tx<'_>, jeton: &[u8; 32], le: i64) -> Result<(), StoreError> {
    tx.execute(VUE, &[jeton.into(), le.into()]).map(|_| ())
}

/// Keeps the challenge that a passkey must sign, or forgets it.
pub fn defier_session_interne(
    tx: &mut Tx<'_>,
    jeton: &[u8; 32],
    defi: Option<&[u8; 32]>,
) -> Result<(), StoreError> {
    tx.execute(DEFIER, &[jeton.into(), defi.into()]).map(|_| ())
}

/// Closes one session of hers; false when it is not open, or not hers.
pub fn fermer_session_interne(
    tx: &mut Tx<'_>,
    jeton: &[u8; 32],
    id: UtilisateurId,
    le: i64,
) -> Result<bool, StoreError> {
    Ok(tx.execute(FERMER, &[jeton.into(), (&id.to_string()).into(), le.into()])? == 1)
}

/// Closes all her sessions but the one of that token; gives how many.
pub fn fermer_autres_sessions_interne(
    tx: &mut Tx<'_>,
    id: UtilisateurId,
    sauf: &[u8; 32],
    le: i64,
) -> Result<u64, StoreError> {
    tx.execute(FERMER_AUTRES, &[(&id.to_string()).into(), sauf.into(), le.into()])
}

/// Forgets the sessions that ended before this instant.
pub fn oublier_sessions_interne(tx: &mut Tx<'_>, avant: i64) -> Result<u64, StoreError> {
    tx.execute(OUBLIER, &[avant.into()])
}

fn lire(l: &Ligne<'_>) -> Result<SessionLue, StoreError> {
    let illisible = |_| StoreError::Illisible("organisation".into());
    Ok(SessionLue {
        jeton: l.empreinte(0)?,
        utilisateur: identifiant(l, 1)?,
        organisation: l.texte_opt(2)?.map(|o| o.parse().map_err(illisible)).transpose()?,
        etape: l.texte(3)?.to_owned(),
        cree_le: l.entier(4)?,
        vue_le: l.entier(5)?,
        finit_le: l.entier(6)?,
        agent: l.texte(7)?.to_owned(),
        defi: l.octets_opt(8)?.and_then(|d| d.try_into().ok()),
    })
}
