//! `palier catalogue`, `regles`, `vocabulaire`, `schema`: the definitions told to people and programs.

use std::process::ExitCode;

use dispositifs::Bibliotheque;
use domain::Definition;
use domain::definition::fiche::Compte;
use serde_json::{Value, json};

use crate::bibliotheque;
use crate::commandes::{Catalogue, Format, Regles};
use crate::sortie::dire;

/// All dispositifs with their printed figures.
pub fn catalogue(demande: &Catalogue) -> anyhow::Result<ExitCode> {
    let bibliotheque = bibliotheque::en_service(&demande.definitions)?;
    let definitions = bibliotheque.en_ordre();
    match demande.format {
        Format::Json => {
            let tous: Vec<Value> =
                definitions.iter().map(|d| fiche(d, cas_de(&bibliotheque, &d.id))).collect();
            dire(serde_json::to_string_pretty(&tous)?)?;
        }
        Format::Texte => {
            for d in definitions {
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

fn fiche(d: &Definition, cas: usize) -> Value {
    let f = &d.fiche;
    let compte = |c: &Compte| {
        json!({
            "imprime": c.imprime, "nombre": c.nombre, "base": c.base.mot(), "par_an": c.par_an,
            "prevus": c.sur(f.duree_mois),
        })
    };
    let couts: Vec<Value> = f
        .couts
        .iter()
        .map(|c| {
            json!({
                "libelle": c.libelle, "montant_centimes": c.montant, "base": c.base,
                "fois": c.fois.as_ref().map(ToString::to_string), "total": c.total,
            })
        })
        .collect();
    let organismes: Vec<Value> =
        f.organismes.iter().map(|o| json!({ "nom": o.nom, "role": o.role, "alias": o.alias })).collect();
    let instances: Vec<&str> = d.mecanique.instances.iter().map(|i| i.nom.as_str()).collect();
    json!({
        "id": d.id,
        "titre": f.titre,
        "titre_neutre": f.titre_neutre,
        "resume": f.resume,
        "chapitre": f.chapitre,
        "volets": f.volets,
        "territoire": f.territoire.libelle,
        "departements": f.territoire.departements,
        "communes": f.territoire.communes,
        "organismes": organismes,
        "publics": f.publics,
        "menages": compte(&f.menages),
        "logements": compte(&f.logements),
        "duree_imprimee": f.duree_imprimee,
        "duree_mois": f.duree_mois,
        "couts": couts,
        "remarques": f.remarques,
        "source": f.source,
        "version": d.mecanique.version,
        "empreinte": d.empreinte,
        "instances": instances,
        "regles": d.mecanique.regles.len(),
        "echeances": d.mecanique.echeances.len(),
        "cas": cas,
    })
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
