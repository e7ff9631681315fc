//! How a draft stands: what is wrong in its text, what its cas answer; on every page of it, and as one types.

use actes::atelier::{Ecrit, Epreuve};
use askama::Template;
use dispositifs::formulaire::lieu_de_ligne;
use ulid::Ulid;

use super::adresse;
use crate::catalogue::schema::{Schema, schema};

/// A fault or a doubt, and where to mend it.
pub struct Remarque {
    /// Whether it keeps the draft from serving.
    pub erreur: bool,
    /// In French.
    pub message: String,
    /// What to do; empty for nothing.
    pub indice: String,
    /// Its line in the text.
    pub ligne: usize,
    /// The form of the block where it is; empty when it is in none.
    pub lien: String,
}

/// A cas and what it answered.
pub struct CasJoue {
    /// Its title.
    pub titre: String,
    /// Whether every step answers as expected.
    pub passe: bool,
    /// What did not, in words.
    pub ecarts: Vec<String>,
    /// Its page.
    pub lien: String,
}

/// The state of a draft.
pub struct EtatDuBrouillon {
    /// In one sentence.
    pub resume: String,
    /// Whether it may be put in service.
    pub pret: bool,
    /// Faults first.
    pub remarques: Vec<Remarque>,
    /// The cas.
    pub cas: Vec<CasJoue>,
    /// Its drawing, when it reads.
    pub schema: Option<Schema>,
}

/// What is sent back as one types.
#[derive(Template)]
#[template(path = "atelier/fragment.html")]
pub struct Fragment {
    pub etat: EtatDuBrouillon,
    pub n: i64,
    pub fautes: Vec<String>,
}

impl EtatDuBrouillon {
    /// From the trial of what is written.
    pub fn de(id: Ulid, ecrit: &Ecrit, epreuve: &Epreuve) -> Self {
        let remarques: Vec<Remarque> =
            epreuve.diagnostics.iter().map(|d| remarque(id, &ecrit.texte, d)).collect();
        let cas: Vec<CasJoue> = ecrit
            .cas
            .iter()
            .enumerate()
            .map(|(rang, c)| {
                let joue = epreuve.resultats.get(rang);
                CasJoue {
                    titre: joue
                        .map(|j| j.titre.clone())
                        .filter(|t| !t.is_empty())
                        .unwrap_or_else(|| c.nom.clone()),
                    passe: joue.is_some_and(|j| j.passe),
                    ecarts: joue.map(ecarts).unwrap_or_default(),
                    lien: adresse(id, &format!("cas/{}", c.nom)),
                }
            })
            .collect();
        Self {
            resume: resume(epreuve, &cas),
            pret: epreuve.reussie(),
            schema: epreuve.definition.as_ref().map(|d| schema(&d.mecanique)),
            remarques,
            cas,
        }
    }
}

fn remarque(id: Ulid, texte: &str, d: &dispositifs::Diagnostic) -> Remarque {
    let lien = lieu_de_ligne(texte, d.ligne)
        .map(|lieu| adresse(id, &format!("blocs/{}/{}", lieu.bloc.code, lieu.rang)));
    Remarque {
        erreur: d.est_erreur(),
        message: d.message.clone(),
        indice: d.indice.clone().unwrap_or_default(),
        ligne: d.ligne,
        lien: lien.unwrap_or_default(),
    }
}

/// What a cas did not answer as expected, in words.
pub fn ecarts(joue: &dispositifs::cas::ResultatCas) -> Vec<String> {
    let fautes = joue.diagnostics.iter().map(|d| format!("Ligne {} : {}", d.ligne, d.message));
    let etapes = joue.etapes.iter().filter(|e| !e.passe).map(|e| {
        let detail = if e.detail.is_empty() { String::new() } else { format!(" ({})", e.detail.join(" ; ")) };
        format!(
            "Étape « {} » du {} : {}. Attendu : {} ; obtenu : {}{detail}",
            e.etape, e.le, e.acte, e.attendu, e.obtenu
        )
    });
    fautes.chain(etapes).collect()
}

fn resume(epreuve: &Epreuve, cas: &[CasJoue]) -> String {
    let fautes = epreuve.diagnostics.iter().filter(|d| d.est_erreur()).count();
    let tombes = cas.iter().filter(|c| !c.passe).count();
    match (fautes, cas.len(), tombes) {
        (1, ..) => "Une faute est à corriger dans le texte.".to_owned(),
        (n, ..) if n > 1 => format!("{n} fautes sont à corriger dans le texte."),
        (_, 0, _) => "Le texte se lit. Il lui manque au moins un cas pour entrer en service.".to_owned(),
        (_, 1, 0) => "Prêt : le texte se lit et son cas a la réponse attendue.".to_owned(),
        (_, n, 0) => format!("Prêt : le texte se lit et ses {n} cas ont la réponse attendue."),
        (_, 1, _) => "Le texte se lit. Son cas n’a pas la réponse attendue.".to_owned(),
        (_, n, 1) => format!("Le texte se lit. Un cas sur {n} n’a pas la réponse attendue."),
        (_, n, t) => format!("Le texte se lit. {t} cas sur {n} n’ont pas la réponse attendue."),
    }
}
