//! `palier demo`: opens or makes the invented territory and serves it on this machine only.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use actes::{Adresse, Horloge, Porte};
use anyhow::{Context, anyhow};
use domain::Date;
use tokio::net::TcpListener;

use crate::commandes::{Demo, Donnees};
use crate::sortie::dire;
use crate::{bibliotheque, demo as territoire};

/// Where data and keys are: never the same file.
pub fn configuration(donnees: &Donnees) -> anyhow::Result<store::Configuration> {
    let fichier = |nom: &str| Adresse::Fichier(donnees.data.join(nom));
    let base = match &donnees.base {
        Some(adresse) => Adresse::lire(adresse)?,
        None => fichier("palier.sqlite"),
    };
    Ok(store::Configuration::new(base, fichier("cles.sqlite")))
}

/// Serves the demo until the program is stopped.
pub fn demo(demande: &Demo) -> anyhow::Result<ExitCode> {
    let ecoute = prendre(demande.port)?;
    let dossier = &demande.donnees.data;
    fs::create_dir_all(dossier)
        .with_context(|| format!("le dossier « {} » ne se crée pas", dossier.display()))?;
    let retenue = dossier.join("demo.date");
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
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(ecouter(porte, ecoute))
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
fn prendre(port: u16) -> anyhow::Result<std::net::TcpListener> {
    let ecoute = std::net::TcpListener::bind(("127.0.0.1", port)).map_err(|e| match e.kind() {
        io::ErrorKind::AddrInUse => anyhow!("le port {port} est déjà pris : donnez-en un autre par --port"),
        io::ErrorKind::PermissionDenied => {
            anyhow!("le port {port} est réservé au système : donnez-en un autre par --port, à partir de 1024")
        }
        _ => anyhow!("le port {port} ne s'ouvre pas : {e}"),
    })?;
    ecoute.set_nonblocking(true)?;
    Ok(ecoute)
}

async fn ecouter(porte: Arc<Porte>, ecoute: std::net::TcpListener) -> anyhow::Result<ExitCode> {
    let ecoute = TcpListener::from_std(ecoute)?;
    dire(format!("Palier écoute sur http://{}", ecoute.local_addr()?))?;
    io::stdout().flush()?;
    let application = web::application(web::AppState::demo(Arc::clone(&porte)));
    web::servir(ecoute, application, arret()).await?;
    porte.store().fermer()?;
    Ok(ExitCode::SUCCESS)
}

async fn arret() {
    // Without a signal handler the program still stops, only less gently.
    let _ = tokio::signal::ctrl_c().await;
}
