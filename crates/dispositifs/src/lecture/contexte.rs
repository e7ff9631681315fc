//! What reading a text may refer to: its own names, the law, the types of its parameters.

use std::collections::BTreeMap;

use domain::acte::Domaine;
use domain::definition::Droit;
use domain::definition::mecanique::{NATURES_DE_STATUT, STADES};
use domain::fait::{self, Fait};
use domain::valeur::Nature;

use super::noms::{Noms, Quoi};

/// The frame of a reading.
pub struct Cadre<'a> {
    /// What the text declares.
    pub noms: &'a Noms,
    /// The law.
    pub droit: &'a Droit,
    /// Types of the parameters.
    pub parametres: BTreeMap<String, Nature>,
    /// Facts that the text declares.
    pub faits: BTreeMap<String, Fait>,
    /// Streams of the fiche.
    pub volets: Vec<String>,
    /// Names of powers, as passages are written.
    pub pouvoirs: Vec<String>,
    /// Quotas that count admissions since the beginning.
    pub quotas_d_admissions: Vec<String>,
    /// Whether words of declared lists are known: the common rules name no status nor role.
    pub ferme: bool,
}

impl Cadre<'_> {
    /// The fact of that name: of the common dictionary, or declared.
    pub fn fait(&self, nom: &str) -> Option<&Fait> {
        fait::fait(nom).or_else(|| self.faits.get(nom))
    }

    /// All facts.
    pub fn tous_les_faits(&self) -> impl Iterator<Item = &Fait> {
        fait::communs().chain(self.faits.values())
    }

    /// The words that a field of this domain may hold; nothing when it is free or unknown here.
    pub fn mots(&self, domaine: Domaine) -> Option<Vec<String>> {
        let fixe = |mots: &[&str]| Some(mots.iter().map(|m| (*m).to_owned()).collect());
        let noms = |quoi| self.ferme.then(|| self.noms.de(quoi).into_iter().map(str::to_owned).collect());
        match domaine {
            Domaine::Libre | Domaine::Organismes => None,
            Domaine::Fixe(mots) => fixe(mots),
            Domaine::Stades => fixe(STADES),
            Domaine::Roles => {
                let mut roles: Vec<String> = noms(Quoi::Role)?;
                roles.extend(["ménage".to_owned(), "partenaire".to_owned()]);
                Some(roles)
            }
            Domaine::Canaux => noms(Quoi::Canal),
            Domaine::Volets => self.ferme.then(|| self.volets.clone()),
            Domaine::Niveaux => noms(Quoi::Niveau),
            Domaine::Statuts => noms(Quoi::Statut),
            Domaine::Instances => noms(Quoi::Instance),
            Domaine::Pouvoirs => self.ferme.then(|| self.pouvoirs.clone()),
            Domaine::DecisionsRecues => noms(Quoi::DecisionRecue),
            Domaine::Contrats => noms(Quoi::Contrat),
            Domaine::Documents => noms(Quoi::Document),
            Domaine::Groupes => noms(Quoi::Groupe),
            Domaine::Themes => noms(Quoi::Theme),
            Domaine::Accords => noms(Quoi::Accord),
            Domaine::Aides => noms(Quoi::Aide),
        }
    }

    /// The words that a fact may hold; nothing when any will do.
    pub fn mots_du_fait(&self, nom: &str) -> Option<Vec<String>> {
        let fixe = |mots: &[&str]| Some(mots.iter().map(|m| (*m).to_owned()).collect());
        match nom {
            "parcours.etape" => fixe(ETAPES),
            "occupation.statut" => self.mots(Domaine::Statuts),
            "occupation.nature" | "acte.nature_statut" => fixe(NATURES_DE_STATUT),
            "mesure.niveau" => self.mots(Domaine::Niveaux),
            "orientation.canal" => self.mots(Domaine::Canaux),
            "procedure.stade" => self.mots(Domaine::Stades),
            "admission.volet" | "orientation.volet" => self.mots(Domaine::Volets),
            "action.type" => self.mots(Domaine::Groupes),
            "convention.accords" => self.mots(Domaine::Accords),
            "diagnostic.conclusion" => {
                let champ = domain::Acte::Diagnostiquer.champ("conclusion")?;
                self.mots(champ.domaine)
            }
            "acte.role" | "acte.participants_roles" => self.mots(Domaine::Roles),
            _ => {
                let mots = &self.fait(nom)?.mots;
                (!mots.is_empty()).then(|| mots.clone())
            }
        }
    }
}

/// The steps of the *parcours* track, as the state names them.
pub const ETAPES: &[&str] =
    &["orienté", "diagnostiqué", "adhésion recueillie", "admis", "accompagné", "veille", "sorti"];

impl<'a> Cadre<'a> {
    /// The frame of a text that declares no roles, statuses or parameters of its own.
    pub fn sans_noms(noms: &'a Noms, droit: &'a Droit) -> Self {
        Self {
            noms,
            droit,
            parametres: BTreeMap::new(),
            faits: BTreeMap::new(),
            volets: Vec::new(),
            pouvoirs: Vec::new(),
            quotas_d_admissions: Vec::new(),
            ferme: false,
        }
    }
}
