//! All that is held on a household, as one plain value: what its members receive when they ask. Every entry stands with
//! its corrections, for what was written first is held too.

use domain::{Acte, Champs, Date, Etat, Evenement, Genre, Sujet, SujetId, Sujets, Valeur};
use serde::Serialize;
use store::{Perimetre, menage as tables, sujets};

use crate::lire::nom_de_sujet;
use crate::porte::Regles;
use crate::{Annuaire, Erreur, Porte, droits};

/// A household, complete.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Export {
    /// The household.
    pub menage: SujetId,
    /// Its name.
    pub nom: String,
    /// Of what one reader may read only: who she is. None when all that is held is there.
    pub lecteur: Option<String>,
    /// The instant of the export (UTC).
    pub etabli_le: String,
    /// The household, then its dossiers.
    pub sujets: Vec<SujetExporte>,
}

/// The household itself, or one of its dossiers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SujetExporte {
    /// Its identifier.
    pub id: SujetId,
    /// Its kind.
    pub genre: Genre,
    /// The title of its dispositif.
    pub dispositif: Option<String>,
    /// The name of its convention.
    pub convention: Option<String>,
    /// Of a dossier, where it stands.
    pub etape: Option<String>,
    /// What is known of it today.
    pub faits: Vec<Renseignement>,
    /// All that was recorded, oldest first.
    pub saisies: Vec<Saisie>,
    /// What is due.
    pub echeances: Vec<Echue>,
    /// Who takes part in it, and therefore reads some of it.
    pub parties: Vec<Partie>,
}

/// Something known: a fact, or a field of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Renseignement {
    /// Its name in the program.
    pub nom: String,
    /// Its name on a screen.
    pub libelle: String,
    /// Its value for a program.
    pub valeur: Valeur,
    /// Its value in words.
    pub texte: String,
    /// Of a fact, the day it was true.
    pub le: Option<Date>,
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Saisie {
    /// Its rank in its sujet, from 0.
    pub n: u32,
    /// The act.
    pub acte: Acte,
    /// What was done, in words.
    pub libelle: String,
    /// The day it happened.
    pub survenu_le: Date,
    /// The instant it was recorded.
    pub enregistre_le: String,
    /// Who recorded it.
    pub par: String,
    /// For which organisation.
    pub organisation: String,
    /// In which role.
    pub role: String,
    /// Its fields, as they were written that day.
    pub champs: Vec<Renseignement>,
    /// Alerts overridden, and the written reason.
    pub passe_outre: Option<(Vec<String>, String)>,
    /// Of a correction, the rank of the entry it corrects or annuls.
    pub corrige: Option<u32>,
    /// The ranks of the corrections that came after.
    pub corrigee_par: Vec<u32>,
    /// Whether a correction annulled it.
    pub annulee: bool,
}

/// Something due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Echue {
    /// Its name.
    pub nom: String,
    /// The day.
    pub le: String,
    /// What it says.
    pub message: String,
}

/// An organisation that takes part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Partie {
    /// Its name.
    pub organisation: String,
    /// Its roles.
    pub roles: String,
}

impl Porte {
    /// All that is held on a household, within this perimeter. It holds every class of data: it is for the household,
    /// through whoever answers for its rights.
    ///
    /// # Errors
    /// `Introuvable` outside the perimeter; `Interdit` when it was erased.
    pub fn exporter(&self, perimetre: &Perimetre, menage: SujetId) -> Result<Export, Erreur> {
        self.store.lire(|tx| {
            let mut siens = tables::sujets(tx, perimetre, menage)?;
            siens.sort_by_key(|s| (s.genre != Genre::Menage, s.id));
            let premier = siens.first().filter(|s| s.id == menage).ok_or(Erreur::Introuvable)?;
            droits::non_efface(Some(premier))?;
            let nom = nom_de_sujet(premier);
            let autour = siens.iter().flat_map(nommes).filter(|id| siens.iter().all(|s| s.id != *id));
            let autour = sujets::charger_interne(tx, autour.collect::<Vec<_>>())?;
            let mut exportes = Vec::new();
            for sujet in &siens {
                let regles = self.regles(tx, Some(sujet), sujet.dispositif.as_deref())?;
                let lecteur =
                    Lecteur { menage, regles: &regles, autour: &autour, annuaire: &self.annuaire() };
                let mut exporte = lecteur.sujet(sujet);
                for (nom, le, message) in tables::echeances_interne(tx, sujet.id)? {
                    exporte.echeances.push(Echue { nom, le, message });
                }
                for (organisation, roles) in tables::parties_interne(tx, sujet.id)? {
                    let organisation = lecteur.organisation(&organisation);
                    exporte.parties.push(Partie { organisation, roles });
                }
                exportes.push(exporte);
            }
            Ok(Export { menage, nom, lecteur: None, etabli_le: self.horloge.instant(), sujets: exportes })
        })
    }
}

/// What a sujet names: its convention, and the sujets of its entries.
pub(crate) fn nommes(sujet: &Sujet) -> Vec<SujetId> {
    let valeurs = sujet.evenements.iter().flat_map(|e| e.champs.values());
    let cites = valeurs.flat_map(|valeur| match valeur {
        Valeur::Sujet(id) => std::slice::from_ref(id),
        Valeur::Sujets(ids) => ids,
        _ => &[],
    });
    cites.copied().chain(sujet.convention).collect()
}

/// Puts words on what the records hold.
pub(crate) struct Lecteur<'l> {
    pub(crate) menage: SujetId,
    pub(crate) regles: &'l Regles,
    pub(crate) autour: &'l Sujets,
    pub(crate) annuaire: &'l Annuaire,
}

impl Lecteur<'_> {
    pub(crate) fn sujet(&self, sujet: &Sujet) -> SujetExporte {
        let etat = Etat::courant(sujet);
        let faits = etat.faits.iter().map(|(nom, (valeur, le))| self.dit(nom, None, valeur, Some(*le)));
        SujetExporte {
            id: sujet.id,
            genre: sujet.genre,
            dispositif: self.regles.definition().map(|d| d.fiche.titre.clone()),
            convention: sujet.convention.map(|id| self.nom(id)),
            etape: (sujet.genre == Genre::Dossier).then(|| etat.etape().to_owned()),
            faits: faits.collect(),
            saisies: sujet.evenements.iter().map(|e| self.saisie(sujet, e)).collect(),
            echeances: Vec::new(),
            parties: Vec::new(),
        }
    }

    fn saisie(&self, sujet: &Sujet, e: &Evenement) -> Saisie {
        let corrections = || sujet.evenements.iter().filter(|c| vise(c) == Some(e.n));
        let cible = vise(e).and_then(|n| sujet.evenements.iter().find(|c| c.n == n));
        let mut libelle = e.acte.nom().to_owned();
        if let Some(cible) = cible {
            let verbe = if annule(&e.champs) { "annuler" } else { "corriger" };
            libelle =
                format!("{verbe} « {} » du {}", cible.acte.nom(), domain::texte::jour(cible.survenu_le));
        }
        let champs = e.champs.iter().map(|(nom, valeur)| self.dit(nom, Some((e.acte, cible)), valeur, None));
        Saisie {
            n: e.n,
            acte: e.acte,
            libelle,
            survenu_le: e.survenu_le,
            enregistre_le: e.enregistre_le.clone(),
            par: self.annuaire.utilisateur(e.par.utilisateur).to_owned(),
            organisation: self.annuaire.organisation(e.par.organisation).to_owned(),
            role: e.par.role.clone(),
            champs: champs.collect(),
            passe_outre: e.derogation.as_ref().map(|d| (d.regles.clone(), d.motif.clone())),
            corrige: vise(e),
            corrigee_par: corrections().map(|c| c.n).collect(),
            annulee: corrections().next_back().is_some_and(|c| annule(&c.champs)),
        }
    }

    /// A value under the name that a form gives it: a field of the act, of the act that a correction corrects, a fact.
    fn dit(
        &self,
        nom: &str,
        acte: Option<(Acte, Option<&Evenement>)>,
        valeur: &Valeur,
        le: Option<Date>,
    ) -> Renseignement {
        let champ = acte.and_then(|(acte, cible)| acte.champ(nom).or_else(|| cible?.acte.champ(nom)));
        let libelle =
            champ.map(|c| c.libelle).or_else(|| Some(self.regles.mecanique().fait(nom)?.libelle.as_str()));
        Renseignement {
            nom: nom.to_owned(),
            libelle: libelle.unwrap_or(nom).to_owned(),
            valeur: valeur.clone(),
            texte: self.mots(valeur),
            le,
        }
    }

    fn mots(&self, valeur: &Valeur) -> String {
        match valeur {
            Valeur::Sujet(id) => self.nom(*id),
            Valeur::Sujets(ids) => {
                domain::texte::liste(&ids.iter().map(|id| self.nom(*id)).collect::<Vec<_>>())
            }
            Valeur::Organisation(id) => self.annuaire.organisation(*id).to_owned(),
            Valeur::Utilisateur(id) => self.annuaire.utilisateur(*id).to_owned(),
            autre => autre.to_string(),
        }
    }

    /// The name of what an entry cites. Another household is not named: an export tells of one only.
    fn nom(&self, id: SujetId) -> String {
        match self.autour.get(&id) {
            Some(sujet) if matches!(sujet.genre, Genre::Menage | Genre::Dossier) => "autre ménage".to_owned(),
            Some(sujet) => nom_de_sujet(sujet),
            None if id == self.menage => "ce ménage".to_owned(),
            // The operator of the machine is given all: what is not there does not exist for a reader.
            None => "élément non partagé".to_owned(),
        }
    }

    fn organisation(&self, id: &str) -> String {
        id.parse().map_or_else(|_| id.to_owned(), |id| self.annuaire.organisation(id).to_owned())
    }
}

fn annule(champs: &Champs) -> bool {
    champs.get("annule") == Some(&Valeur::Booleen(true))
}

/// The rank of the entry that a correction names.
fn vise(e: &Evenement) -> Option<u32> {
    match e.champs.get("evenement") {
        Some(Valeur::Nombre(n)) if e.acte == Acte::Corriger => u32::try_from(*n).ok(),
        _ => None,
    }
}
