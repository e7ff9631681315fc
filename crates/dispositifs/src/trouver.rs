//! Which dispositif for this household? One household described once, and all definitions sorted into
//! eligible, not eligible and undetermined, each with its reasons and what is missing.

use domain::fait::Origine;
use domain::moteur::Bref;
use domain::valeur::{Nature, Valeur};
use domain::{Champs, Date};
use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::lecture::bloc::Bloc;
use crate::lecture::noeud::Texte;
use crate::lecture::valeurs;
use crate::{Bibliotheque, Gravite};

mod avis;
mod besoins;
mod question;

pub use avis::{Avis, Sens, avis};
pub use besoins::{Besoin, Lectures, lus_a_l_entree};
pub use question::{Question, question};

/// A household as its file describes it.
#[derive(Debug, Clone, Default)]
pub struct Menage {
    /// Its name, if any.
    pub nom: String,
    /// The day on which the question is asked.
    pub le: Option<Date>,
    /// Only this stream; every stream of each sheet when none.
    pub volet: Option<String>,
    /// What is known.
    pub faits: Champs,
}

/// What one definition answers for one of its streams.
#[derive(Debug, Clone, Serialize)]
pub struct Reponse {
    /// The definition.
    pub id: String,
    /// Its title.
    pub titre: String,
    /// The stream; empty when the sheet has none.
    pub volet: String,
    /// `éligible`, `non éligible` or `indéterminé`.
    pub reponse: &'static str,
    /// Why: the rules that decide.
    pub raisons: Vec<Raison>,
    /// Facts that nobody recorded, and on which the answer hangs.
    pub manque: Vec<String>,
}

/// One rule's word.
#[derive(Debug, Clone, Serialize)]
pub struct Raison {
    /// The rule.
    pub regle: String,
    /// In French.
    pub message: String,
    /// Where it comes from.
    pub source: String,
}

/// Reads the file of a household.
///
/// ```toml
/// nom = "Ménage A"          # facultatif
/// le = "2026-11-02"         # facultatif
/// volet = "accès"           # facultatif
/// [faits]
/// "personne.naissance" = "2001-05-06"
/// ```
pub fn lire(biblio: &Bibliotheque, fichier: &str, brut: &str) -> (Option<Menage>, Vec<Diagnostic>) {
    let mut t = Texte::nouveau(fichier, brut);
    let Some(racine) = t.analyser() else { return (None, t.finir()) };
    let b = Bloc(&racine);
    let mut menage = Menage { nom: b.ou_vide("nom"), le: b.jour("le"), ..Menage::default() };
    const CLES: [&str; 4] = ["nom", "le", "volet", "faits"];
    for (nom, ou, _) in racine.cles.iter().filter(|(nom, _, _)| !CLES.contains(&nom.as_str())) {
        t.erreur(ou, format!("La clé « {nom} » n'existe pas ici."), t.conseil(nom, &CLES));
    }
    if let (Some(noeud), None) = (b.noeud("le"), menage.le) {
        t.erreur(&noeud.ou, "« le » : un jour, comme \"2026-11-02\".", None);
    }
    if let Some(noeud) = b.noeud("volet") {
        let volets = ["accès", "maintien"];
        menage.volet = b.mot("volet", &volets).map(str::to_owned);
        if menage.volet.is_none() {
            let dit = b.ou_vide("volet");
            t.erreur(&noeud.ou, format!("« {dit} » n'est pas un volet."), t.conseil(&dit, &volets));
        }
    }
    match b.bloc("faits") {
        Some(faits) => faits_de(&mut t, biblio, faits, &mut menage.faits),
        None => t.erreur(&racine.ou, "Il manque [faits] : ce que l'on sait du ménage.", None),
    }
    let diagnostics = t.finir();
    let bon = diagnostics.iter().all(|d| d.gravite != Gravite::Erreur);
    (bon.then_some(menage), diagnostics)
}

fn faits_de(t: &mut Texte<'_>, biblio: &Bibliotheque, b: Bloc<'_>, lus: &mut Champs) {
    for (nom, ou, noeud) in &b.0.cles {
        // What a dossier would compute may be told of a household that has none: its debt, its procedure.
        let fait = biblio.socle.fait(nom).filter(|f| f.origine != Origine::DeLActe);
        let Some(fait) = fait else {
            let connus: Vec<&str> = biblio.socle.faits_saisis().map(|f| f.nom.as_str()).collect();
            t.erreur(ou, format!("Le fait « {nom} » n'existe pas."), t.conseil(nom, &connus));
            continue;
        };
        let mots: Vec<&str> = fait.mots.iter().map(String::as_str).collect();
        match valeurs::lire(noeud, fait.nature) {
            Ok(Valeur::Mot(mot)) if fait.nature == Nature::Mot && !mots.contains(&mot.as_str()) => {
                t.erreur(&noeud.ou, format!("« {mot} » n'existe pas ici."), t.conseil(&mot, &mots));
            }
            Ok(valeur) => {
                lus.insert(nom.clone(), valeur);
            }
            Err(message) => t.erreur(&noeud.ou, valeurs::majuscule(&message), None),
        }
    }
}

/// What every definition answers, for each of its streams: eligible first, then undetermined, then not.
pub fn trouver(biblio: &Bibliotheque, menage: &Menage, aujourd_hui: Date) -> Vec<Reponse> {
    let mut avis = avis(&biblio.droit, biblio.en_ordre(), menage, aujourd_hui);
    avis.sort_by_key(|a| a.sens);
    avis.iter().map(Reponse::de).collect()
}

impl Reponse {
    fn de(avis: &Avis<'_>) -> Self {
        let raison = |b: &Bref<'_>| Raison {
            regle: b.regle.nom.clone(),
            message: b.regle.message.clone(),
            source: b.regle.source.reference.clone(),
        };
        Self {
            id: avis.definition.id.clone(),
            titre: avis.definition.fiche.titre.clone(),
            volet: avis.volet.to_owned(),
            reponse: avis.sens.mot(),
            raisons: avis.motifs.iter().map(raison).collect(),
            manque: avis.manque().into_iter().map(str::to_owned).collect(),
        }
    }
}
