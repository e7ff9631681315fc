//! What can go wrong below the queries. One enum for the layer, cloneable because one failed flush answers many writers.

/// Why the store could not answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The address is malformed or nothing answers there.
    #[error("la base n'a pas pu être ouverte : {0}")]
    Ouverture(String),
    /// The engine refused a statement, for a reason that is ours to repair.
    #[error("erreur de la base : {0}")]
    Moteur(String),
    /// A uniqueness, a foreign key or an append-only rule of the schema was about to be broken.
    #[error("une règle de la base serait enfreinte : {0}")]
    Contrainte(String),
    /// A column does not hold what the query announced.
    #[error("colonne {colonne} : {attendu} attendu")]
    Colonne {
        /// Rank of the column in the query, from 0.
        colonne: usize,
        /// What the caller asked for.
        attendu: &'static str,
    },
    /// Others kept writing the same rows for longer than we are willing to wait.
    #[error("la base est trop sollicitée ; rien n'a été enregistré, recommencez dans un instant")]
    Occupee,
    /// The connection fell while committing: only the idempotency key can tell whether it was written.
    #[error(
        "la connexion est tombée pendant l'enregistrement : vérifiez s'il a eu lieu avant de recommencer"
    )]
    IssueInconnue,
    /// The base is closing; nothing was written.
    #[error("la base est fermée ; rien n'a été enregistré")]
    Fermee,
    /// The job panicked: its own changes were undone, the others of its batch were not.
    #[error("l'enregistrement s'est interrompu ; rien n'a été gardé")]
    Interrompu,
    /// A job tried to write through the base instead of through its own transaction.
    #[error("une écriture en a demandé une autre au lieu de passer par sa transaction")]
    EcritureImbriquee,
    /// The base was written by a later Palier.
    #[error(
        "cette base a été mise à jour par une version plus récente de Palier (schéma {trouve}, cette version connaît \
         {connu}) : installez cette version ou une plus récente, ou restaurez la sauvegarde d'avant la mise à jour"
    )]
    SchemaTropRecent {
        /// Last migration found in the base.
        trouve: i64,
        /// Last migration this binary knows.
        connu: i64,
    },
    /// A migration already applied does not read as it did.
    #[error("la migration {0} a changé depuis qu'elle a été appliquée à cette base")]
    MigrationModifiee(i64),
    /// The household's key was destroyed: its payloads can no longer be read nor added to.
    #[error("les données de ce ménage ont été effacées")]
    CleDetruite,
    /// The household is erased, and its bytes are still in the files: someone was reading them.
    #[error(
        "les données sont effacées et ne se lisent plus, mais leurs octets n'ont pas encore quitté le disque parce que la \
         base est en train d'être lue : relancez le même effacement dans un instant"
    )]
    PurgeInachevee,
    /// A payload does not open under its key.
    #[error("une ligne du journal ne se déchiffre pas")]
    Dechiffrement,
    /// What is stored does not read as a domain value: a fault of ours, or a hand in the base.
    #[error("« {0} » enregistré n'est pas lisible")]
    Illisible(String),
    /// Somebody else saved the sujet since it was read.
    #[error("quelqu'un d'autre vient de modifier ce dossier")]
    VersionDepassee,
}

/// What is written and read as JSON.
impl From<serde_json::Error> for StoreError {
    fn from(erreur: serde_json::Error) -> Self {
        Self::Illisible(erreur.to_string())
    }
}
