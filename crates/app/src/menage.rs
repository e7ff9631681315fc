//! `palier menage`: the rights of a household on what is held of it.

use std::process::ExitCode;

use actes::{Erreur, Inventaire, Perimetre};
use anyhow::Context as _;
use domain::SujetId;

use crate::commandes::{CommandeMenage, Effacer, Exporter, FormatDExport, Menage};
use crate::servir::ouvrir_presentes;
use crate::sortie::{dire, ecrire, jour_de};

/// Exports a household, or erases it.
pub fn menage(demande: &Menage) -> anyhow::Result<ExitCode> {
    match &demande.commande {
        CommandeMenage::Exporter(demande) => exporter(demande),
        CommandeMenage::Effacer(demande) => effacer(demande),
    }
}

fn exporter(demande: &Exporter) -> anyhow::Result<ExitCode> {
    let porte = ouvrir_presentes(&demande.donnees, &demande.definitions)?;
    let export = porte.exporter(&Perimetre::tout(), demande.id).map_err(|e| en_mots(demande.id, e))?;
    let texte = match demande.format {
        FormatDExport::Json => serde_json::to_string_pretty(&export)?,
        FormatDExport::Html => web::export::menage(&export)?,
    };
    ecrire(demande.vers.as_deref(), &texte)?;
    Ok(ExitCode::SUCCESS)
}

fn effacer(demande: &Effacer) -> anyhow::Result<ExitCode> {
    let porte = ouvrir_presentes(&demande.donnees, &demande.definitions)?;
    let inventaire = porte.inventaire(demande.id).map_err(|e| en_mots(demande.id, e))?;
    if let Some(trace) = porte.efface(demande.id)? {
        let motif = trace.fondement.map(|f| f.mots()).unwrap_or_default();
        dire(format!(
            "Ce ménage a déjà été effacé le {} par {}, {motif}.",
            jour_de(&trace.enregistre_le),
            trace.par
        ))?;
    }
    if demande.a_blanc {
        return a_blanc(&inventaire);
    }
    let motif = demande.motif.context(
        "dites sur quel fondement vous effacez ce ménage : --motif demande, duree, erreur ou autorite \
         (et essayez d'abord avec --a-blanc)",
    )?;
    let acteur = demande
        .par
        .map(|id| {
            porte.annuaire().acteur(id).with_context(|| format!("« {id} » n'est personne de l'annuaire"))
        })
        .transpose()?;
    porte.effacer(acteur.as_ref(), demande.id, motif.fondement()).map_err(|e| en_mots(demande.id, e))?;
    dire("Ce ménage est effacé : sa clé est détruite, ses données ont quitté la base et ses fichiers.")?;
    dire(reste(porte.store().base().moteur()))?;
    Ok(ExitCode::SUCCESS)
}

/// What would go, what would stay and why.
fn a_blanc(inventaire: &Inventaire) -> anyhow::Result<ExitCode> {
    dire("À blanc : rien n'est effacé.\n\nPartiraient :")?;
    for sujet in &inventaire.sujets {
        let deja = if sujet.efface { " (déjà vide)" } else { "" };
        dire(match &sujet.dossier {
            Some((dispositif, etape, ouvert)) => {
                let ouvert = if *ouvert { ", ENCORE OUVERT : sa place sera rendue" } else { "" };
                format!(
                    "  le dossier {} : dispositif {dispositif}, étape « {etape} »{ouvert}{deja}",
                    sujet.id
                )
            }
            None => format!("  le ménage {} : identité, composition, renseignements{deja}", sujet.id),
        })?;
    }
    let cle =
        if inventaire.cle_detruite { "déjà détruite" } else { "sans elle, son journal ne se lit plus" };
    dire(format!("  la clé du ménage ({cle})"))?;
    dire(format!("  échéances : {}", inventaire.echeances))?;
    dire(format!("  réponses gardées pour les formulaires envoyés deux fois : {}", inventaire.reponses))?;
    dire(format!(
        "  ce qu'il occupe (place, logement, mesure d'un référent) : {}",
        inventaire.prises - inventaire.comptes
    ))?;
    dire("\nResteraient, sans nom ni texte :")?;
    dire(format!(
        "  lignes de journal : {}, chiffrées sans clé, que plus rien n'ouvre ; la chaîne se vérifie toujours. En clair, \
         chacune dit un identifiant, un acte, un jour et qui l'a saisi",
        inventaire.lignes
    ))?;
    dire(format!(
        "  comptes d'admissions, de diagnostics et d'aides : {}, et de chaque dossier : dispositif, convention, mois, \
         étape, statut et motif à la sortie ; les statistiques restent justes",
        inventaire.comptes
    ))?;
    dire(format!("  organisations qui y prenaient part : {}", inventaire.parties))?;
    for (id, genre) in &inventaire.citations {
        dire(format!("  l'identifiant d'un dossier dans {} ({id})", genre.un()))?;
    }
    dire("  une ligne de journal qui dit qui a effacé, quand et sur quel fondement")?;
    Ok(ExitCode::SUCCESS)
}

/// What an erasure cannot reach, said at once.
fn reste(moteur: &str) -> &'static str {
    match moteur {
        "PostgreSQL" => {
            "Restent hors d'atteinte : les journaux de transactions (WAL) jusqu'à leur recyclage, leurs archives, les \
             répliques en retard et les sauvegardes déjà faites. Voyez docs/droits-des-personnes.md."
        }
        _ => "Restent hors d'atteinte : les sauvegardes déjà faites. Voyez docs/droits-des-personnes.md.",
    }
}

fn en_mots(id: SujetId, erreur: Erreur) -> anyhow::Error {
    match erreur {
        Erreur::Introuvable => anyhow::anyhow!(
            "aucun ménage n'a l'identifiant {id} : il se lit dans l'adresse de sa page (/menages/…)"
        ),
        autre => autre.into(),
    }
}
