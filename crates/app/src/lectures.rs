//! `palier lectures`: what a household is given when it asks who read its file.

use std::process::ExitCode;

use actes::LectureNotee;
use anyhow::anyhow;
use domain::SujetId;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use crate::commandes::{Definitions, Format, Lectures};
use crate::servir::ouvrir_presentes;
use crate::sortie::dire;

/// Checks the log, then tells who read this household: a list that may have been altered is not handed over.
pub fn lectures(demande: &Lectures) -> anyhow::Result<ExitCode> {
    let menage: SujetId = demande.menage.parse().map_err(|_| {
        anyhow!(
            "« {} » n'est pas l'identifiant d'un ménage : copiez la fin de l'adresse de sa page",
            demande.menage
        )
    })?;
    let porte = ouvrir_presentes(&demande.donnees, &Definitions::default())?;
    let lues = porte.toutes_les_lectures(menage)?;
    match demande.format {
        Format::Json => {
            dire(serde_json::to_string_pretty(&lues.iter().map(en_json).collect::<Vec<Value>>())?)?
        }
        Format::Texte if lues.is_empty() => {
            dire("Aucune lecture de données sensibles n'est notée pour ce ménage.")?;
        }
        Format::Texte => {
            for lecture in &lues {
                dire(en_mots(lecture))?;
            }
            dire(format!("\n{} lecture(s) notée(s).", lues.len()))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn en_json(l: &LectureNotee) -> Value {
    json!({
        "rang": l.seq, "le": l.le, "personne": l.personne, "fonction": l.fonction, "organisation": l.organisation,
        "motif": l.motif, "support": l.support, "classes": l.classes.split(' ').collect::<Vec<_>>(), "sujet": l.sujet,
    })
}

fn en_mots(l: &LectureNotee) -> String {
    format!(
        "{} : {}, {}, {}, a lu : {} ; motif : {} ; support : {}.",
        quand(&l.le),
        l.personne,
        l.fonction,
        l.organisation,
        l.quoi(),
        l.motif,
        l.support
    )
}

/// The hour of Paris, which the reader of the list has on her wall; the JSON keeps the instant.
fn quand(instant: &str) -> String {
    let Ok(instant) = instant.parse::<Timestamp>() else { return instant.to_owned() };
    let paris = TimeZone::get("Europe/Paris").unwrap_or(TimeZone::UTC);
    let la = paris.to_datetime(instant);
    format!("{} à {} h {:02}", domain::texte::jour(la.date()), la.hour(), la.minute())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commandes::Donnees;
    use actes::Consultation;
    use domain::fait::Classe;
    use domain::{OrganisationId, UtilisateurId, ids};

    fn notees() -> (tempfile::TempDir, Donnees) {
        let dossier = tempfile::tempdir().unwrap();
        let donnees = Donnees { data: dossier.path().to_owned(), base: None };
        std::fs::write(dossier.path().join("palier.sqlite"), "").unwrap();
        let porte = ouvrir_presentes(&donnees, &Definitions::default()).unwrap();
        let (organisation, utilisateur) = (OrganisationId(ids::ulid(1)), UtilisateurId(ids::ulid(2)));
        let organisations = vec![actes::Organisation {
            id: organisation,
            nom: "Le Palier Bleu".to_owned(),
            nature: "association".to_owned(),
            etat: Value::Null,
        }];
        let utilisateurs = vec![actes::Utilisateur {
            id: utilisateur,
            nom: "Anne Pont".to_owned(),
            etat: json!({ "organisation": organisation.to_string(), "fonction": "référente" }),
        }];
        porte.inscrire(organisations, utilisateurs).unwrap();
        let acteur = porte.annuaire().acteur(utilisateur).unwrap();
        let menage = SujetId(ids::ulid(3));
        let lue = Consultation {
            sujet: menage,
            menage: Some(menage),
            classes: &[Classe::C5],
            motif: "accompagnement",
            support: "page",
        };
        porte.noter_lectures(&acteur, &[lue]).unwrap();
        porte.store().fermer().unwrap();
        (dossier, donnees)
    }

    #[test]
    fn the_household_reads_who_for_whom_why_and_when() {
        let (_dossier, donnees) = notees();
        let lues = ouvrir_presentes(&donnees, &Definitions::default())
            .unwrap()
            .toutes_les_lectures(SujetId(ids::ulid(3)))
            .unwrap();
        let [lue] = lues.as_slice() else { panic!("{lues:?}") };
        let dit = en_mots(&LectureNotee { le: "2026-03-01T09:05:00Z".to_owned(), ..lue.clone() });
        assert_eq!(
            dit,
            "01/03/2026 à 10 h 05 : Anne Pont, référente, Le Palier Bleu, a lu : santé (C5) ; motif : accompagnement ; \
             support : page."
        );
    }

    #[test]
    fn an_identifier_or_a_folder_that_is_not_one_is_told_so() {
        let (dossier, donnees) = notees();
        let demande = |menage: &str, data: &std::path::Path| {
            let donnees = Donnees { data: data.to_owned(), ..donnees.clone() };
            Lectures { menage: menage.to_owned(), format: Format::Json, donnees }
        };
        let dit = |d: Lectures| lectures(&d).unwrap_err().to_string();
        assert!(dit(demande("Ménage 3", dossier.path())).contains("n'est pas l'identifiant d'un ménage"));
        let bon = SujetId(ids::ulid(3)).to_string();
        assert!(dit(demande(&bon, &dossier.path().join("vide"))).contains("--data"));
        assert!(lectures(&demande(&bon, dossier.path())).is_ok());
    }
}
