//! `palier incoherences`, `tracabilite` and `trouver`: what the sheets contradict, what carries out each of
//! their demands, and which of them suits a household.

use std::collections::BTreeMap;
use std::process::ExitCode;

use anyhow::Context as _;
use dispositifs::Bibliotheque;
use dispositifs::trouver::{self, Reponse};
use domain::Definition;
use domain::definition::incoherences;
use serde_json::{Value, json};

use crate::bibliotheque;
use crate::commandes::{DesFiches, Format, Trouver};
use crate::sortie::dire;

fn choisies<'b>(b: &'b Bibliotheque, ids: &[String]) -> anyhow::Result<Vec<&'b Definition>> {
    if let Some(inconnu) = ids.iter().find(|id| !b.definitions.contains_key(*id)) {
        anyhow::bail!("aucun dispositif « {inconnu} » : `palier catalogue` les montre tous");
    }
    Ok(b.en_ordre().into_iter().filter(|d| ids.is_empty() || ids.contains(&d.id)).collect())
}

/// What does not fit in each sheet, with its arithmetic.
pub fn incoherences(demande: &DesFiches) -> anyhow::Result<ExitCode> {
    let bibliotheque = bibliotheque::en_service(&demande.definitions)?;
    let definitions = choisies(&bibliotheque, &demande.ids)?;
    let trouvees = definitions.iter().map(|d| (*d, incoherences::de(d)));
    let trouvees: Vec<_> = trouvees.filter(|(d, i)| !i.is_empty() || !d.fiche.remarques.is_empty()).collect();
    match demande.format {
        Format::Json => {
            let fiche = |(d, i): &(&Definition, Vec<incoherences::Incoherence>)| {
                json!({
                    "id": d.id, "titre": d.fiche.titre, "source": d.fiche.source,
                    "incoherences": i, "remarques": d.fiche.remarques,
                })
            };
            dire(serde_json::to_string_pretty(&trouvees.iter().map(fiche).collect::<Vec<Value>>())?)?;
        }
        Format::Texte => {
            for (d, incoherences) in &trouvees {
                dire(format!("{} – {}", d.id, d.fiche.titre))?;
                for i in incoherences {
                    dire(format!("    {} : {}", i.nature, i.calcul))?;
                }
                for remarque in &d.fiche.remarques {
                    dire(format!("    remarque : {remarque}"))?;
                }
            }
            let calculees: usize = trouvees.iter().map(|(_, i)| i.len()).sum();
            dire(format!("\n{calculees} incohérence(s) calculée(s) dans {} fiche(s).", trouvees.len()))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// What carries out each demand of each sheet, or why nothing can.
pub fn tracabilite(demande: &DesFiches) -> anyhow::Result<ExitCode> {
    let bibliotheque = bibliotheque::en_service(&demande.definitions)?;
    let definitions = choisies(&bibliotheque, &demande.ids)?;
    let traces = || definitions.iter().flat_map(|d| &d.fiche.traces);
    let total = traces().count();
    let executees = traces().filter(|t| t.non_executable.is_none()).count();
    let mut raisons: BTreeMap<&str, usize> = BTreeMap::new();
    for raison in traces().filter_map(|t| t.non_executable.as_deref()) {
        *raisons.entry(raison).or_default() += 1;
    }
    match demande.format {
        Format::Json => {
            let une = |d: &&Definition| {
                let traces: Vec<Value> = d
                    .fiche
                    .traces
                    .iter()
                    .map(|t| {
                        json!({ "ligne": t.ligne, "exige": t.exige, "par": t.par, "non_executable": t.non_executable })
                    })
                    .collect();
                json!({ "id": d.id, "titre": d.fiche.titre, "source": d.fiche.source, "exigences": traces })
            };
            let tout = json!({
                "exigences": total, "executees": executees, "non_executables": raisons,
                "fiches": definitions.iter().map(une).collect::<Vec<Value>>(),
            });
            dire(serde_json::to_string_pretty(&tout)?)?;
        }
        Format::Texte => {
            for d in &definitions {
                dire(format!("{} – {}", d.id, d.fiche.titre))?;
                for t in &d.fiche.traces {
                    let par = match &t.non_executable {
                        Some(raison) => format!("non exécutable : {raison}"),
                        None => t.par.join(" ; "),
                    };
                    dire(format!("    l. {:<5} {}\n             → {par}", t.ligne, t.exige))?;
                }
            }
            let pour_mille = (executees * 1_000).checked_div(total).unwrap_or(0);
            dire(format!(
                "\n{executees} exigences exécutées sur {total} ({},{} %).",
                pour_mille / 10,
                pour_mille % 10
            ))?;
            for (raison, n) in raisons {
                dire(format!("    {n:>5} {raison}"))?;
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The dispositifs that suit a household, those that do not, and those of which one cannot tell yet.
pub fn trouver(demande: &Trouver) -> anyhow::Result<ExitCode> {
    let bibliotheque = bibliotheque::en_service(&demande.definitions)?;
    let fichier = demande.menage.display().to_string();
    let texte = std::fs::read_to_string(&demande.menage)
        .with_context(|| format!("le fichier « {fichier} » ne se lit pas"))?;
    let (menage, diagnostics) = trouver::lire(&bibliotheque, &fichier, &texte);
    let Some(menage) = menage else {
        for d in &diagnostics {
            dire(d.to_string())?;
        }
        return Ok(ExitCode::FAILURE);
    };
    let aujourd_hui = actes::Horloge::default().aujourd_hui(&[]);
    let reponses = trouver::trouver(&bibliotheque, &menage, aujourd_hui);
    match demande.format {
        Format::Json => dire(serde_json::to_string_pretty(&reponses)?)?,
        Format::Texte => {
            for groupe in ["éligible", "indéterminé", "non éligible"] {
                let du_groupe: Vec<&Reponse> = reponses.iter().filter(|r| r.reponse == groupe).collect();
                dire(format!("{} ({})", groupe.to_uppercase(), du_groupe.len()))?;
                for r in du_groupe {
                    dire(format!("  {} – {} ({})", r.id, r.titre, r.volet))?;
                    if r.raisons.is_empty() && r.manque.is_empty() {
                        dire("      la fiche ne pose pas de condition d'entrée")?;
                    }
                    for raison in &r.raisons {
                        dire(format!("      {} ({})", raison.message, raison.source))?;
                    }
                    if !r.manque.is_empty() {
                        dire(format!("      il manque : {}", r.manque.join(", ")))?;
                    }
                }
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}
