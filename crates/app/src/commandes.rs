//! The command line, in French.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use domain::Date;
use policy::NatureOrganisation;

mod journal;
mod menage;

pub use journal::{CommandeJournal, Journal, Sceaux, Verifier};
pub use menage::{CommandeMenage, Effacer, Exporter, FormatDExport, Menage};
/// The address of a server that nothing was said of.
const PUBLIQUE: &str = "http://localhost:8080";

/// Le programme des dispositifs de logement accompagné.
#[derive(Debug, Parser)]
#[command(name = "palier", version, about, disable_help_subcommand = true)]
pub struct Palier {
    /// What to do.
    #[command(subcommand)]
    pub commande: Commande,
}

/// The sub-commands.
#[derive(Debug, Subcommand)]
pub enum Commande {
    /// Ouvre un territoire inventé dans le navigateur (sur cette machine seulement).
    Demo(Demo),
    /// Sert Palier pour de vrai : chacun s'y connecte avec son compte.
    Servir(Servir),
    /// Les comptes : créer le premier, inviter, fermer.
    Compte(Compte),
    /// Lit des définitions et dit toutes leurs fautes à la fois.
    Check(Check),
    /// Les cas : histoires datées qui éprouvent les définitions.
    Cas(Cas),
    /// Les dispositifs, leurs chiffres et leurs règles.
    Catalogue(Catalogue),
    /// La synthèse du guide, calculée : projets et ménages par catégorie, par thème et par région.
    Synthese(Synthese),
    /// Ce qui ne tombe pas juste dans les fiches, avec le calcul.
    Incoherences(DesFiches),
    /// Ce qui exécute chaque exigence des fiches, ligne par ligne, ou pourquoi rien ne le peut.
    Tracabilite(DesFiches),
    /// Quel dispositif pour ce ménage ?
    Trouver(Trouver),
    /// Les règles d'un dispositif, avec leurs noms, en mots.
    Regles(Regles),
    /// Les actes, leurs champs et les faits que l'on peut écrire dans une définition.
    Vocabulaire,
    /// Qui lit, consigne et partage quoi : la table, ligne par ligne.
    Matrice(Matrice),
    /// Le schéma JSON des définitions, pour un éditeur de texte.
    Schema,
    /// Le journal des données.
    Journal(Journal),
    /// Qui a lu les données sensibles d'un ménage, pour qui, pourquoi et quand : la liste à lui remettre.
    Lectures(Lectures),
    /// Les droits d'un ménage sur ses données.
    Menage(Menage),
}

/// Where the definitions are.
#[derive(Debug, Clone, Default, Args)]
pub struct Definitions {
    /// Dossier de définitions qui s'ajoutent à celles du programme, ou les remplacent.
    #[arg(long, value_name = "DOSSIER")]
    pub dispositifs: Option<PathBuf>,
}

/// Where the records are.
#[derive(Debug, Clone, Args)]
pub struct Donnees {
    /// Dossier des données (créé au besoin).
    #[arg(long, value_name = "DOSSIER", default_value = "donnees")]
    pub data: PathBuf,
    /// Base PostgreSQL (postgres://…) ; sans elle, des fichiers SQLite dans le dossier.
    #[arg(long, value_name = "ADRESSE")]
    pub base: Option<String>,
}

/// `palier demo`.
#[derive(Debug, Args)]
pub struct Demo {
    /// Port d'écoute sur cette machine ; 0 en choisit un libre.
    #[arg(long, default_value_t = 8080)]
    pub port: u16,
    /// La date de la démonstration (AAAA-MM-JJ) ; aujourd'hui par défaut. Des données rouvertes gardent la leur.
    #[arg(long, value_name = "AAAA-MM-JJ")]
    pub date: Option<Date>,
    /// Where the records are.
    #[command(flatten)]
    pub donnees: Donnees,
    /// Where the definitions are.
    #[command(flatten)]
    pub definitions: Definitions,
}

/// `palier matrice`.
#[derive(Debug, Args)]
pub struct Matrice {
    /// Un fichier qui remplacerait celle du programme : il est vérifié, puis imprimé.
    pub fichier: Option<PathBuf>,
}

/// `palier servir`.
#[derive(Debug, Args)]
pub struct Servir {
    /// Adresse et port d'écoute sur cette machine.
    #[arg(long, value_name = "ADRESSE:PORT", default_value = "127.0.0.1:8080")]
    pub ecoute: SocketAddr,
    /// L'adresse que tapent les gens : https://palier.example.org.
    #[arg(long, value_name = "ADRESSE", default_value = PUBLIQUE)]
    pub adresse_publique: String,
    /// Table de qui lit et consigne quoi, à la place de celle du programme (voir `palier matrice`).
    #[arg(long, value_name = "FICHIER")]
    pub matrice: Option<PathBuf>,
    /// Mandataire (proxy) dont l'en-tête X-Forwarded-For est cru ; ceux de cette machine le sont déjà.
    #[arg(long, value_name = "IP")]
    pub mandataire: Vec<IpAddr>,
    /// Ouvre la lecture du catalogue (les pages /dispositifs) à qui n'a pas de compte ; rien d'autre ne s'ouvre.
    #[arg(long)]
    pub catalogue_public: bool,
    /// Where the records are.
    #[command(flatten)]
    pub donnees: Donnees,
    /// Where the definitions are.
    #[command(flatten)]
    pub definitions: Definitions,
}

/// `palier compte`.
#[derive(Debug, Args)]
pub struct Compte {
    /// What to do.
    #[command(subcommand)]
    pub commande: CommandeCompte,
}

/// `palier compte`.
#[derive(Debug, Subcommand)]
pub enum CommandeCompte {
    /// Crée le compte d'une personne qui administre, et au besoin son organisation ; donne le lien où elle choisira son mot de passe.
    Creer(CompteCreer),
    /// Invite une personne dans une organisation qui existe, ou lui redonne un lien si elle a perdu son mot de passe.
    Inviter(CompteInviter),
    /// Ferme un compte et toutes ses sessions.
    Desactiver(CompteDesactiver),
}

/// Someone and her function.
#[derive(Debug, Args)]
pub struct Personne {
    /// Son identifiant de connexion, par exemple son adresse électronique.
    #[arg(long)]
    pub identifiant: String,
    /// L'adresse publique du serveur, pour écrire le lien.
    #[arg(long, value_name = "ADRESSE", default_value = PUBLIQUE)]
    pub adresse_publique: String,
    /// Where the records are.
    #[command(flatten)]
    pub donnees: Donnees,
}

/// `palier compte creer`.
#[derive(Debug, Args)]
pub struct CompteCreer {
    /// Prénom et nom.
    #[arg(long)]
    pub nom: String,
    /// Nom de son organisation.
    #[arg(long)]
    pub organisation: String,
    /// Ce qu'est l'organisation, si elle est nouvelle.
    #[arg(long, value_parser = nature)]
    pub nature: Option<NatureOrganisation>,
    /// Un département (code INSEE) dont l'organisation, si elle est nouvelle, répond : elle en lit les conventions et leurs
    /// chiffres masqués. Répétez l'option pour plusieurs.
    #[arg(long, value_name = "CODE")]
    pub departement: Vec<String>,
    /// Who she is.
    #[command(flatten)]
    pub personne: Personne,
}

/// `palier compte inviter`.
#[derive(Debug, Args)]
pub struct CompteInviter {
    /// Prénom et nom ; inutile pour qui a déjà un compte.
    #[arg(long)]
    pub nom: Option<String>,
    /// Organisation où lui donner une fonction (répétez la commande pour plusieurs).
    #[arg(long)]
    pub organisation: Option<String>,
    /// L'intitulé de cette fonction.
    #[arg(long, default_value = "")]
    pub fonction: String,
    /// Le mot par lequel les droits la reconnaissent.
    #[arg(long, default_value = "")]
    pub profil: String,
    /// Retire ses seconds facteurs, si elle les a perdus avec ses codes de secours.
    #[arg(long)]
    pub sans_second_facteur: bool,
    /// Who she is.
    #[command(flatten)]
    pub personne: Personne,
}

/// `palier compte desactiver`.
#[derive(Debug, Args)]
pub struct CompteDesactiver {
    /// L'identifiant de connexion.
    #[arg(long)]
    pub identifiant: String,
    /// Where the records are.
    #[command(flatten)]
    pub donnees: Donnees,
}

/// What an organisation is, with or without its accents.
fn nature(mot: &str) -> Result<NatureOrganisation, String> {
    let plie = domain::texte::plier(mot);
    let natures = NatureOrganisation::TOUTES;
    natures.into_iter().find(|n| domain::texte::plier(n.mot()) == plie).ok_or_else(|| {
        format!(
            "écrivez l'une de ces natures : {}",
            domain::texte::choix(&natures.map(|n| n.mot().to_owned()))
        )
    })
}

/// `palier check`.
#[derive(Debug, Args)]
pub struct Check {
    /// Dossiers ou fichiers ; ceux du programme par défaut.
    pub chemins: Vec<PathBuf>,
    /// La forme de la réponse.
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// `palier cas`.
#[derive(Debug, Args)]
pub struct Cas {
    /// What to do with them.
    #[command(subcommand)]
    pub commande: CommandeCas,
}

/// `palier cas run`.
#[derive(Debug, Subcommand)]
pub enum CommandeCas {
    /// Joue des cas et compare chaque étape à ce qu'elle attend.
    Run(CasRun),
}

/// `palier cas run`.
#[derive(Debug, Args)]
pub struct CasRun {
    /// Dossiers ou fichiers de cas ; ceux du programme par défaut.
    pub chemins: Vec<PathBuf>,
    /// La forme de la réponse.
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// Où les jouer.
    #[arg(long, value_enum, default_value_t)]
    pub moteur: Moteur,
    /// Where the definitions are.
    #[command(flatten)]
    pub definitions: Definitions,
}

/// `palier catalogue`.
#[derive(Debug, Args)]
pub struct Catalogue {
    /// La forme de la réponse.
    #[arg(long, value_enum, default_value_t)]
    pub format: FormatDeTable,
    /// Where the definitions are.
    #[command(flatten)]
    pub definitions: Definitions,
}

/// `palier synthese`.
#[derive(Debug, Args)]
pub struct Synthese {
    /// La forme de la réponse.
    #[arg(long, value_enum, default_value_t)]
    pub format: FormatDeTable,
    /// Where the definitions are.
    #[command(flatten)]
    pub definitions: Definitions,
}

/// `palier incoherences` and `palier tracabilite`.
#[derive(Debug, Args)]
pub struct DesFiches {
    /// Seulement ces dispositifs ; tous par défaut.
    pub ids: Vec<String>,
    /// La forme de la réponse.
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// Where the definitions are.
    #[command(flatten)]
    pub definitions: Definitions,
}

/// `palier trouver`.
#[derive(Debug, Args)]
pub struct Trouver {
    /// Le fichier qui décrit le ménage.
    #[arg(long, value_name = "FICHIER")]
    pub menage: PathBuf,
    /// La forme de la réponse.
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// Where the definitions are.
    #[command(flatten)]
    pub definitions: Definitions,
}

/// `palier regles`.
#[derive(Debug, Args)]
pub struct Regles {
    /// L'identifiant du dispositif.
    pub id: String,
    /// Where the definitions are.
    #[command(flatten)]
    pub definitions: Definitions,
}

/// `palier lectures`.
#[derive(Debug, Args)]
pub struct Lectures {
    /// L'identifiant du ménage (la fin de l'adresse de sa page).
    #[arg(long, value_name = "ID")]
    pub menage: String,
    /// La forme de la réponse.
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// Where the records are.
    #[command(flatten)]
    pub donnees: Donnees,
}

/// How an answer is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Pour une personne.
    #[default]
    Texte,
    /// Pour un programme.
    Json,
}

/// How a table is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum FormatDeTable {
    /// Pour une personne.
    #[default]
    #[value(alias = "texte")]
    Table,
    /// Pour un programme.
    Json,
    /// Pour un tableur (point-virgule, virgule décimale).
    Csv,
    /// Un classeur.
    Xlsx,
}

/// Where cas are played.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Moteur {
    /// En mémoire, puis dans une base SQLite : les deux doivent dire la même chose.
    #[default]
    Tous,
    /// En mémoire seulement.
    Memoire,
    /// Dans une base SQLite seulement.
    Sqlite,
}
