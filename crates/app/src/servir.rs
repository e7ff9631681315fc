//! `palier servir`: serves real records to those who have an account. `palier demo`: opens or makes the invented territory
//! and serves it on this machine only.

use std::fs;
use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use actes::{Adresse, Horloge, Porte};
use anyhow::{Context, anyhow};
use domain::Date;
use tokio::net::TcpListener;
use web::{AdressePublique, AppState};

use crate::commandes::{Definitions, Demo, Donnees, Servir};
use crate::sortie::dire;
use crate::{bibliotheque, demo as territoire, matrice};

/// The file that makes a folder a demo's.
const DATE_DE_DEMO: &str = "demo.date";

/// Where data and keys are: never the same file.
pub fn configuration(donnees: &Donnees) -> anyhow::Result<store::Configuration> {
    let fichier = |nom: &str| Adresse::Fichier(donnees.data.join(nom));
    let base = match &donnees.base {
        Some(adresse) => Adresse::lire(adresse)?,
        None => fichier("palier.sqlite"),
    };
    Ok(store::Configuration::new(base, fichier("cles.sqlite")))
}

/// Refuses to make a base where there is none.
pub fn presentes(donnees: &Donnees) -> anyhow::Result<store::Configuration> {
    anyhow::ensure!(
        donnees.base.is_some() || donnees.data.join("palier.sqlite").exists(),
        "aucune donnée dans « {} » : donnez leur dossier par --data",
        donnees.data.display()
    );
    configuration(donnees)
}

/// Opens records that are there, for what the machine's operator asks of them.
pub fn ouvrir_presentes(donnees: &Donnees, definitions: &Definitions) -> anyhow::Result<Porte> {
    let configuration = actes::Configuration::new(presentes(donnees)?, Horloge::Machine);
    Ok(Porte::ouvrir(&configuration, bibliotheque::en_service(definitions)?)?)
}

/// Opens the records for a real use: the machine's clock, no territory made up.
pub fn ouvrir(
    donnees: &Donnees,
    definitions: &Definitions,
    matrice: Option<&Path>,
) -> anyhow::Result<Arc<Porte>> {
    let dossier = &donnees.data;
    anyhow::ensure!(
        !dossier.join(DATE_DE_DEMO).exists(),
        "« {} » contient une démonstration : donnez un autre dossier par --data",
        dossier.display()
    );
    fs::create_dir_all(dossier)
        .with_context(|| format!("le dossier « {} » ne se crée pas", dossier.display()))?;
    let definitions = bibliotheque::en_service(definitions)?;
    let mut configuration = actes::Configuration::new(configuration(donnees)?, Horloge::Machine);
    configuration.matrice = matrice::lire(matrice)?;
    Ok(Arc::new(Porte::ouvrir(&configuration, definitions)?))
}

/// Serves real records until the program is stopped.
pub fn servir(demande: &Servir) -> anyhow::Result<ExitCode> {
    let adresse = AdressePublique::lire(&demande.adresse_publique).map_err(anyhow::Error::msg)?;
    let ecoute = prendre(demande.ecoute, "--ecoute")?;
    let porte = ouvrir(&demande.donnees, &demande.definitions, demande.matrice.as_deref())?;
    let annonce = format!("Palier s'ouvre par {}", adresse.origine());
    let etat = AppState::serveur(porte, adresse, demande.mandataire.clone());
    let etat = if demande.catalogue_public { etat.a_catalogue_public() } else { etat };
    tourner(etat, ecoute, Some(annonce))
}

/// Serves the demo until the program is stopped.
pub fn demo(demande: &Demo) -> anyhow::Result<ExitCode> {
    let ecoute = prendre(([127, 0, 0, 1], demande.port).into(), "--port")?;
    let dossier = &demande.donnees.data;
    fs::create_dir_all(dossier)
        .with_context(|| format!("le dossier « {} » ne se crée pas", dossier.display()))?;
    let retenue = dossier.join(DATE_DE_DEMO);
    let deja = date_retenue(&retenue)?;
    let jour = deja.or(demande.date).unwrap_or_else(|| Horloge::Machine.aujourd_hui(&[]));
    let definitions = bibliotheque::en_service(&demande.definitions)?;
    let configuration = actes::Configuration::new(configuration(&demande.donnees)?, Horloge::au(jour));
    let porte = Arc::new(Porte::ouvrir(&configuration, definitions)?);
    match deja {
        Some(gardee) if demande.date.is_some_and(|voulue| voulue != gardee) => {
            eprintln!("Ces données sont au {} : elles gardent leur date.", domain::texte::jour(gardee));
        }
        Some(_) => {}
        None => {
            let bilan = territoire::peupler(&porte, jour)?;
            fs::write(&retenue, jour.to_string())?;
            eprintln!("{bilan}");
        }
    }
    porte.horloge().regler(jour);
    tourner(AppState::demo(porte), ecoute, None)
}

fn tourner(
    etat: AppState,
    ecoute: std::net::TcpListener,
    annonce: Option<String>,
) -> anyhow::Result<ExitCode> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(ecouter(etat, ecoute, annonce))
}

/// The date of data already made; a folder half made by an interrupted start is refused, not mended.
fn date_retenue(retenue: &PathBuf) -> anyhow::Result<Option<Date>> {
    match fs::read_to_string(retenue) {
        Ok(texte) => Ok(Some(texte.trim().parse().context("le fichier demo.date ne contient pas une date")?)),
        Err(e) if e.kind() == io::ErrorKind::NotFound => {
            let base = retenue.with_file_name("palier.sqlite");
            anyhow::ensure!(
                !Path::exists(&base),
                "« {} » contient une démonstration inachevée : supprimez ce dossier ou donnez-en un autre par --data",
                base.parent().unwrap_or(&base).display()
            );
            Ok(None)
        }
        Err(e) => Err(e).context("le fichier demo.date ne se lit pas"),
    }
}

/// Takes the port before anything is made: a start that cannot be leaves nothing behind.
fn prendre(adresse: SocketAddr, option: &str) -> anyhow::Result<std::net::TcpListener> {
    let port = adresse.port();
    let ecoute = std::net::TcpListener::bind(adresse).map_err(|e| match e.kind() {
        io::ErrorKind::AddrInUse => anyhow!("le port {port} est déjà pris : donnez-en un autre par {option}"),
        io::ErrorKind::PermissionDenied => {
            anyhow!(
                "le port {port} est réservé au système : donnez-en un autre par {option}, à partir de 1024"
            )
        }
        _ => anyhow!("le port {port} ne s'ouvre pas : {e}"),
    })?;
    ecoute.set_nonblocking(true)?;
    Ok(ecoute)
}

async fn ecouter(
    etat: AppState,
    ecoute: std::net::TcpListener,
    annonce: Option<String>,
) -> anyhow::Result<ExitCode> {
    let ecoute = TcpListener::from_std(ecoute)?;
    dire(format!("Palier écoute sur http://{}", ecoute.local_addr()?))?;
    annonce.map(dire).transpose()?;
    io::stdout().flush()?;
    let porte = Arc::clone(&etat.porte);
    web::servir(ecoute, web::application(etat), arret()).await?;
    porte.store().fermer()?;
    Ok(ExitCode::SUCCESS)
}

async fn arret() {
    // Without a signal handler the program still stops, only less gently.
    let _ = tokio::signal::ctrl_c().await;
}
