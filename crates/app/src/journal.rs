//! `palier journal`: the proof that nothing was altered.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context as _;
use domain::texte::nombre;
use store::journal::{Rapport, SceauGarde, controler, lire_cle};
use store::{Rejeu, Store};

use crate::commandes::{CommandeJournal, Journal, Sceaux, Verifier};
use crate::servir::presentes;
use crate::sortie::{dire, ecrire, jour_de};

/// Checks the journal, or writes what will check it later.
pub fn journal(demande: &Journal) -> anyhow::Result<ExitCode> {
    match &demande.commande {
        CommandeJournal::Verifier(demande) => verifier(demande),
        CommandeJournal::Sceaux(demande) => sceaux(demande),
    }
}

/// Walks the journal, compares it with the seals kept elsewhere, then replays it against the state; names the first
/// thing that does not hold.
fn verifier(demande: &Verifier) -> anyhow::Result<ExitCode> {
    let gardes = demande.sceaux.as_deref().map(lire).transpose()?;
    let store = Store::ouvrir(&presentes(&demande.donnees)?.pour_verifier())?;
    let du_fichier = gardes.iter().flatten().next().map(|garde| garde.cle_publique.as_str());
    let cle = match demande.cle_publique.as_deref().or(du_fichier) {
        Some(hexa) => {
            lire_cle(hexa).context("cette clé publique ne se lit pas : 64 chiffres hexadécimaux")?
        }
        None => store.trousseau().cle_publique(),
    };
    let gardes = gardes.unwrap_or_default();
    controler(&gardes, &cle)?;
    match store.verifier_avec(&gardes, cle) {
        Ok(rapport) => tenu(&rapport, &gardes)?,
        Err(rupture) => {
            eprintln!("palier : {rupture}");
            return Ok(ExitCode::FAILURE);
        }
    }
    rejoue(&store.rejouer()?)
}

fn tenu(rapport: &Rapport, gardes: &[SceauGarde]) -> anyhow::Result<()> {
    dire(format!(
        "Le journal tient : {} lignes de {} sujets, {} sceaux, {} lignes depuis le dernier.",
        nombre(rapport.lignes),
        nombre(rapport.sujets),
        nombre(rapport.sceaux),
        nombre(rapport.non_scellees),
    ))?;
    dire(format!(
        "{} contenus relus, {} effacés, {} sans leur clé.",
        nombre(rapport.charges),
        nombre(rapport.effacees),
        nombre(rapport.sans_cle),
    ))?;
    match gardes.last() {
        Some(dernier) => dire(format!(
            "C'est l'histoire que racontent les sceaux gardés ailleurs, jusqu'à la ligne {} (sceau du {}).",
            nombre(dernier.jusque),
            jour_de(&dernier.pose_le),
        )),
        None => Ok(()),
    }
}

fn rejoue(rejeu: &Rejeu) -> anyhow::Result<ExitCode> {
    let compte = |n: u64| nombre(i64::try_from(n).unwrap_or(i64::MAX));
    dire(format!(
        "L'état suit le journal : {} événements rejoués, {} sujets effacés.",
        compte(rejeu.evenements),
        compte(rejeu.effaces)
    ))?;
    if rejeu.inacheves > 0 {
        eprintln!(
            "palier : un effacement s'est arrêté en chemin, {} sujets sont encore en clair sans leur clé : relancez \
             « palier menage effacer » pour ce ménage",
            compte(rejeu.inacheves)
        );
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes the seals, one per line, each with the public key that checks it.
fn sceaux(demande: &Sceaux) -> anyhow::Result<ExitCode> {
    let store = Store::ouvrir(&presentes(&demande.donnees)?)?;
    store.sceller()?;
    let lignes: Vec<String> = store.sceaux()?.iter().map(serde_json::to_string).collect::<Result<_, _>>()?;
    ecrire(demande.vers.as_deref(), &lignes.join("\n"))?;
    Ok(ExitCode::SUCCESS)
}

fn lire(chemin: &Path) -> anyhow::Result<Vec<SceauGarde>> {
    let illisible = || format!("« {} » ne se lit pas", chemin.display());
    let texte = fs::read_to_string(chemin).with_context(illisible)?;
    let lignes = texte.lines().filter(|ligne| !ligne.trim().is_empty()).enumerate();
    let gardes: Vec<SceauGarde> = lignes
        .map(|(rang, ligne)| {
            serde_json::from_str(ligne).map_err(|_| {
                anyhow::anyhow!("« {} » : la ligne {} n'est pas un sceau", chemin.display(), rang + 1)
            })
        })
        .collect::<Result<_, _>>()?;
    anyhow::ensure!(!gardes.is_empty(), "« {} » ne contient aucun sceau", chemin.display());
    Ok(gardes)
}
