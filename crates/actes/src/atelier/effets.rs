//! What another version would do to the dossiers under way: for each, the acts that it would allow or stop, and what
//! would be due. And moving them to it.

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::moteur::{self, Possible};
use domain::{Acte, Definition, Genre, SujetId};
use policy::Acteur;
use store::contexte as prises;
use store::dossiers;

use super::publier::rattachement;
use crate::porte::Regles;
use crate::{Erreur, Porte, SujetLu};

/// Most dossiers looked at.
const DOSSIERS_MAX: u32 = 500;

/// What changes for one dossier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effet {
    /// The dossier.
    pub dossier: SujetId,
    /// Its household, as its reader may know it.
    pub menage: String,
    /// The version it is under.
    pub version: u32,
    /// Acts that become possible.
    pub ouverts: Vec<String>,
    /// Acts that stop being possible.
    pub fermes: Vec<String>,
    /// What becomes due.
    pub dues: Vec<String>,
    /// What stops being due.
    pub plus_dues: Vec<String>,
}

impl Effet {
    /// Whether nothing of what comes next differs.
    pub fn nul(&self) -> bool {
        [&self.ouverts, &self.fermes, &self.dues, &self.plus_dues].iter().all(|l| l.is_empty())
    }
}

/// What changes under a convention.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Effets {
    /// Dossiers under way that are not under that version, those that would change first.
    pub dossiers: Vec<Effet>,
    /// How many are under it already.
    pub deja: usize,
}

impl Porte {
    /// What a version would do to the dossiers under way of a convention, of those that exist for this reader.
    ///
    /// # Errors
    /// `Introuvable` when the convention does not exist for her.
    pub fn effets(
        self: &Arc<Self>,
        acteur: &Acteur,
        convention: SujetId,
        nouvelle: &Arc<Definition>,
    ) -> Result<Effets, Erreur> {
        self.sujet(acteur, Genre::Convention, convention)?;
        let ids = self.store.lire(|tx| {
            let perimetre = self.perimetre(tx, acteur)?;
            let filtres = dossiers::Filtres {
                convention: Some(convention.to_string()),
                ouverts: Some(()),
                ..dossiers::Filtres::default()
            };
            let tri = dossiers::Tri::Ouverture;
            let lignes = dossiers::lister(tx, &perimetre, &filtres, tri, None, DOSSIERS_MAX)?;
            Ok::<_, Erreur>(lignes.iter().filter_map(|l| l.id.parse().ok()).collect::<Vec<SujetId>>())
        })?;
        let mut effets = Effets::default();
        for id in ids {
            let lu = self.sujet(acteur, Genre::Dossier, id)?;
            if lu.sujet.mecanique.as_deref() == Some(&nouvelle.empreinte) {
                effets.deja += 1;
            } else {
                effets.dossiers.push(self.effet(acteur, &lu, nouvelle)?);
            }
        }
        effets.dossiers.sort_by(|a, b| (a.nul(), &a.menage).cmp(&(b.nul(), &b.menage)));
        Ok(effets)
    }

    fn effet(&self, acteur: &Acteur, lu: &SujetLu, nouvelle: &Arc<Definition>) -> Result<Effet, Erreur> {
        let regles = Regles::Dispositif(Arc::clone(nouvelle));
        let vide = self.sans_acte(acteur, &lu.sujet);
        let demande = self.demande(&regles, &lu.lies, &vide, lu.aujourd_hui);
        let contexte = self.store.lire(|tx| {
            let perimetre = self.perimetre(tx, acteur)?;
            Ok::<_, Erreur>(prises::repondre(tx, &perimetre, &demande)?)
        })?;
        let monde = self.monde(&regles, &lu.lies, &contexte, lu.aujourd_hui);
        let possibles = |suite: Vec<moteur::Suite>| -> BTreeSet<String> {
            let oui = suite.into_iter().filter(|s| s.possible == Possible::Oui && !s.acte.rattache());
            oui.map(|s| nom(&s)).collect()
        };
        let (avant, apres) =
            (possibles(lu.suite()), possibles(moteur::suite(monde, &lu.sujet, &lu.auteur())));
        let dues = |dues: Vec<moteur::Echeance>| -> BTreeSet<String> {
            dues.into_iter().map(|e| format!("{}, le {}", e.nom, domain::texte::jour(e.le))).collect()
        };
        let mut a_venir = moteur::echeances(monde, &lu.sujet);
        a_venir.retain(|e| crate::acces::dit_a_tous(e.classe) || lu.lit(e.classe));
        let (dues_avant, dues_apres) = (dues(lu.echeances()), dues(a_venir));
        Ok(Effet {
            dossier: lu.sujet.id,
            menage: menage(lu),
            version: lu.definition().map_or(0, |d| d.mecanique.version),
            ouverts: apres.difference(&avant).cloned().collect(),
            fermes: avant.difference(&apres).cloned().collect(),
            dues: dues_apres.difference(&dues_avant).cloned().collect(),
            plus_dues: dues_avant.difference(&dues_apres).cloned().collect(),
        })
    }

    /// Moves a dossier to the version that serves under its convention: an act of its own.
    ///
    /// # Errors
    /// What the act answers.
    pub fn rattacher(
        self: &Arc<Self>,
        acteur: &Acteur,
        dossier: SujetId,
        empreinte: &str,
        motif: &str,
        cle: &str,
    ) -> Result<crate::Reponse, Erreur> {
        let le = self.sujet(acteur, Genre::Dossier, dossier)?.aujourd_hui;
        self.agir(acteur, rattachement(Acte::ChangerVersion, dossier, empreinte, motif, cle, le))
    }
}

fn menage(lu: &SujetLu) -> String {
    lu.sujet.menage.map(|id| lu.nom_de(id)).unwrap_or_default()
}

/// An act with what its variant fixes.
fn nom(suite: &moteur::Suite) -> String {
    let fixes: Vec<String> = suite.champs.values().map(ToString::to_string).collect();
    if fixes.is_empty() {
        suite.acte.nom().to_owned()
    } else {
        format!("{} : {}", suite.acte.nom(), fixes.join(", "))
    }
}
