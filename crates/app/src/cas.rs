//! `palier cas run`: plays cas in memory and through the store, and compares.

use std::process::ExitCode;
use std::sync::Arc;

use actes::{Adresse, Horloge, Porte, TheatreDeLaPorte};
use dispositifs::Bibliotheque;
use dispositifs::cas::{self, ResultatCas};
use domain::Date;

use crate::bibliotheque;
use crate::commandes::{Cas, CommandeCas, Format, Moteur};
use crate::sortie::dire;
use crate::verifier::lire_chemin;

/// Does what was asked of the cas; fails when a step is not what it expects.
pub fn cas(demande: &Cas) -> anyhow::Result<ExitCode> {
    let CommandeCas::Run(demande) = &demande.commande;
    let mut lus = Vec::new();
    for chemin in &demande.chemins {
        lus.extend(lire_chemin(chemin)?);
    }
    let bibliotheque = bibliotheque::avec(&demande.definitions, &lus)?;
    let textes = if demande.chemins.is_empty() { bibliotheque.cas.clone() } else { cas_de(lus)? };
    let mut resultats = Vec::new();
    let base = match demande.moteur {
        Moteur::Memoire => None,
        Moteur::Tous | Moteur::Sqlite => Some(Base::nouvelle(&bibliotheque)?),
    };
    for (fichier, texte) in &textes {
        if demande.moteur != Moteur::Sqlite {
            resultats.push(cas::jouer_en_memoire(&bibliotheque, fichier, texte));
        }
        if let Some(base) = &base {
            resultats.push(base.jouer(&bibliotheque, fichier, texte));
        }
    }
    match demande.format {
        Format::Json => {
            let etapes: Vec<_> = resultats.iter().flat_map(|r| &r.etapes).collect();
            dire(serde_json::to_string_pretty(&etapes)?)?;
        }
        Format::Texte => dire(cas::imprimer(&resultats).trim_end())?,
    }
    let passe = resultats.iter().all(|r| r.passe) && !resultats.is_empty();
    Ok(if passe { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The cas among the files of the paths given: those of folders `cas`, or all when there is no such folder.
fn cas_de(lus: Vec<(String, String)>) -> anyhow::Result<Vec<(String, String)>> {
    let ranges = lus.iter().any(|(c, _)| c.contains("/cas/"));
    let cas: Vec<_> = lus
        .into_iter()
        .filter(|(c, _)| if ranges { c.contains("/cas/") } else { !c.ends_with("definition.toml") })
        .collect();
    anyhow::ensure!(!cas.is_empty(), "aucun cas dans ces chemins : un cas est un fichier cas/….toml");
    Ok(cas)
}

/// A base that is removed afterwards. All cas share it: each has its own convention, people and organisations.
struct Base {
    porte: Arc<Porte>,
    _dossier: tempfile::TempDir,
}

impl Base {
    fn nouvelle(bibliotheque: &Bibliotheque) -> anyhow::Result<Self> {
        let dossier = tempfile::tempdir()?;
        let adresse = |nom: &str| Adresse::Fichier(dossier.path().join(nom));
        let bases = store::Configuration::new(adresse("palier.sqlite"), adresse("cles.sqlite"));
        let configuration = actes::Configuration::new(bases, Horloge::au(Date::MIN));
        let porte = Arc::new(Porte::ouvrir(&configuration, bibliotheque.clone())?);
        Ok(Self { porte, _dossier: dossier })
    }

    /// Plays a cas through the door.
    fn jouer(&self, bibliotheque: &Bibliotheque, fichier: &str, texte: &str) -> ResultatCas {
        let (lu, diagnostics) = cas::lire(bibliotheque, fichier, texte);
        let definition = lu.as_ref().and_then(|c| bibliotheque.definitions.get(&c.dispositif));
        let (Some(lu), Some(definition)) = (&lu, definition) else {
            return ResultatCas::illisible(fichier, diagnostics);
        };
        let mut theatre = TheatreDeLaPorte::nouveau(Arc::clone(&self.porte), &definition.id);
        let mut resultat = cas::jouer(lu, definition, &mut theatre);
        resultat.fichier = format!("{fichier} (base)");
        resultat
    }
}
