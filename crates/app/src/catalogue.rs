//! `palier catalogue`, `regles`, `vocabulaire`, `schema`: the definitions told to people and programs.

use std::process::ExitCode;
use std::sync::Arc;

use dispositifs::Bibliotheque;
use serde_json::json;
use web::{Extrait, Vitrine};

use crate::bibliotheque;
use crate::commandes::{Catalogue, FormatDeTable, Regles};
use crate::sortie::{dire, octets};

/// All dispositifs with their printed figures.
pub fn catalogue(demande: &Catalogue) -> anyhow::Result<ExitCode> {
    let bibliotheque = bibliotheque::en_service(&demande.definitions)?;
    let definitions = bibliotheque.en_ordre();
    let vitrine = Vitrine::de(definitions.iter().map(|d| Arc::new((*d).clone())));
    let extrait = || Extrait::entier(&vitrine, actes::Horloge::default().aujourd_hui(&[]));
    match demande.format {
        FormatDeTable::Json => {
            let mut tous = extrait().json();
            for (objet, d) in tous.iter_mut().zip(&definitions) {
                objet.insert("cas".to_owned(), json!(cas_de(&bibliotheque, &d.id)));
            }
            dire(serde_json::to_string_pretty(&tous)?)?;
        }
        FormatDeTable::Csv => octets(&extrait().csv().map_err(anyhow::Error::msg)?)?,
        FormatDeTable::Xlsx => octets(&extrait().xlsx().map_err(anyhow::Error::msg)?)?,
        FormatDeTable::Table => {
            for d in &definitions {
                dire(format!(
                    "{:<8} {} – {} ; {} ménages, {} règles, {} cas",
                    d.id,
                    d.fiche.titre,
                    d.fiche.territoire.libelle,
                    d.fiche.menages.imprime,
                    d.mecanique.regles.len(),
                    cas_de(&bibliotheque, &d.id)
                ))?;
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn cas_de(bibliotheque: &Bibliotheque, id: &str) -> usize {
    let dossier = format!("{id}/cas/");
    bibliotheque.cas.iter().filter(|(chemin, _)| chemin.contains(&dossier)).count()
}

/// The rules of one dispositif, with the names that cas expect.
pub fn regles(demande: &Regles) -> anyhow::Result<ExitCode> {
    let bibliotheque = bibliotheque::en_service(&demande.definitions)?;
    let Some(definition) = bibliotheque.definitions.get(&demande.id) else {
        let connus: Vec<&str> = bibliotheque.definitions.keys().map(String::as_str).collect();
        anyhow::bail!("aucun dispositif « {} » ; il y a : {}", demande.id, domain::texte::liste(&connus));
    };
    dire(dispositifs::mots::regles(definition).trim_end())?;
    Ok(ExitCode::SUCCESS)
}

/// Acts, fields and facts.
pub fn vocabulaire() -> anyhow::Result<ExitCode> {
    dire(dispositifs::mots::vocabulaire().trim_end())?;
    Ok(ExitCode::SUCCESS)
}

/// The JSON Schema of definitions.
pub fn schema() -> anyhow::Result<ExitCode> {
    dire(serde_json::to_string_pretty(&dispositifs::schema::definition())?)?;
    Ok(ExitCode::SUCCESS)
}
