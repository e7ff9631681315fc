//! What one may hand over to a household that asks: what its reader may read of it, and who read it. Whoever operates the
//! machine hands over the whole (`exporter`, `toutes_les_lectures`).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::cercle::Avec;
use domain::fait::Classe;
use domain::{Acte, Date, Evenement, Genre, OrganisationId, Sujet, SujetId, Sujets, Valeur};
use policy::{Acteur, Geste, Niveau};
use store::dossiers::{Filtres, Tri};
use store::lectures::Lecture;

use crate::export::{self, Lecteur};
use crate::lectures::classes;
use crate::vue::classe_du_champ;
use crate::{Echue, Erreur, Export, LectureNotee, Partie, Porte, SujetExporte, SujetLu, nom_de_sujet};

/// More than any household has.
const DOSSIERS: u32 = 50;

/// A household and its dossiers, as its reader may know them.
pub struct Remise {
    /// The household.
    pub menage: SujetLu,
    /// Its dossiers, those that exist for her.
    pub dossiers: Vec<SujetLu>,
}

/// What is held of one class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParClasse {
    /// The class.
    pub classe: Classe,
    /// How many fields were recorded, corrections included.
    pub nombre: usize,
    /// The last day of which something was recorded.
    pub dernier: Date,
}

impl Porte {
    /// What she may hand over to this household. Its reading is noted, and on what.
    ///
    /// # Errors
    /// `Introuvable` when it does not exist for her, `Interdit` when handing it over is not hers to do.
    pub fn remise(
        self: &Arc<Self>,
        acteur: &Acteur,
        menage: SujetId,
        support: &'static str,
    ) -> Result<Remise, Erreur> {
        let (lu, du_menage) = self.charger(acteur, Genre::Menage, menage)?;
        if !lu.droits.peut(Geste::Exporter) {
            return Err(Erreur::Interdit(
                "Remettre à un ménage ce qui est conservé sur lui revient à l’organisme qui l’accompagne\u{a0}: \
                 demandez-lui, ou à la personne responsable de l’installation de Palier."
                    .to_owned(),
            ));
        }
        let filtres = Filtres { menage: Some(menage.to_string()), ..Filtres::default() };
        let (resumes, _) = self.dossiers(acteur, &filtres, Tri::Ouverture, None, DOSSIERS)?;
        let mut dossiers = Vec::new();
        for id in resumes.iter().filter_map(|r| r.id.parse().ok()) {
            let (dossier, du_dossier) = self.charger(acteur, Genre::Dossier, id)?;
            self.consulter(&dossier, du_dossier, support)?;
            dossiers.push(dossier);
        }
        self.consulter(&lu, du_menage, support)?;
        dossiers.sort_by_key(|d| d.sujet.id);
        Ok(Remise { menage: lu, dossiers })
    }

    /// Who read this household, of what she may know: nothing of a dossier that does not exist for her, nor of a body
    /// that she does not know around it, nor of a class that she does not read.
    ///
    /// # Errors
    /// `Interdit` when the log was altered.
    pub fn lectures_a_remettre(&self, remise: &Remise) -> Result<Vec<LectureNotee>, Erreur> {
        let connues = remise.organisations();
        self.lectures_sures(remise.menage.sujet.id, |l| remise.montrer(l, &connues))
    }

    /// The export of what she may read.
    ///
    /// # Errors
    /// When the store does not answer.
    pub fn export_a_remettre(&self, remise: &Remise) -> Result<Export, Erreur> {
        let (acteur, menage) = (&remise.menage.acteur, remise.menage.sujet.id);
        let ids: BTreeSet<SujetId> = remise.lus().flat_map(|lu| export::nommes(&lu.sujet)).collect();
        let siens: BTreeSet<SujetId> = remise.lus().map(|lu| lu.sujet.id).collect();
        let autour = self.nommes(acteur, ids.into_iter().filter(|id| !siens.contains(id)))?;
        let autour: Sujets = autour.into_iter().map(|s| (s.id, s)).collect();
        let annuaire = self.annuaire();
        let fonction = annuaire.fonction(acteur.utilisateur, acteur.organisation);
        let fonction = fonction.map(|f| f.intitule.as_str()).filter(|i| !i.is_empty());
        let organisation = annuaire.organisation(acteur.organisation);
        let qui = [Some(acteur.nom.as_str()), fonction, Some(organisation)];
        Ok(Export {
            menage,
            nom: nom_de_sujet(&remise.menage.sujet),
            lecteur: Some(qui.into_iter().flatten().collect::<Vec<_>>().join(", ")),
            etabli_le: self.horloge.instant(),
            sujets: remise.lus().map(|lu| exporter(lu, menage, &autour)).collect(),
        })
    }
}

fn exporter(lu: &SujetLu, menage: SujetId, autour: &Sujets) -> SujetExporte {
    let lecteur = Lecteur { menage, regles: &lu.regles, autour, annuaire: &lu.annuaire };
    let dues =
        lu.echeances().into_iter().map(|e| Echue { nom: e.nom, le: e.le.to_string(), message: e.message });
    let du_cercle = lu.entourage().into_iter().filter(|_| lu.sujet.genre == Genre::Dossier);
    let parties =
        du_cercle.map(|m| Partie { organisation: lu.nom_du_membre(m.qui).to_owned(), roles: m.titre });
    SujetExporte {
        dispositif: lu.titre_du_dispositif().map(str::to_owned),
        echeances: dues.collect(),
        parties: parties.collect(),
        ..lecteur.sujet(&lu.sujet)
    }
}

impl Remise {
    /// The household, then its dossiers.
    pub fn lus(&self) -> impl Iterator<Item = &SujetLu> {
        std::iter::once(&self.menage).chain(&self.dossiers)
    }

    /// What she may read of each class, the least sensitive first.
    pub fn par_classe(&self) -> Vec<ParClasse> {
        let mut comptes: BTreeMap<Classe, ParClasse> = BTreeMap::new();
        for lu in self.lus() {
            for (classe, jour) in champs(lu, &lu.sujet) {
                let compte = comptes.entry(classe).or_insert(ParClasse { classe, nombre: 0, dernier: jour });
                compte.nombre += 1;
                compte.dernier = compte.dernier.max(jour);
            }
        }
        comptes.into_values().collect()
    }

    /// The bodies that she knows around this household: her own, and those of the circles that she sees.
    fn organisations(&self) -> BTreeSet<OrganisationId> {
        let du_cercle = self.dossiers.iter().flat_map(|d| {
            d.entourage().into_iter().filter_map(|m| match m.qui {
                Avec::Organisation(id) => Some(id),
                Avec::Personne(id) => d.annuaire.employeur(id),
            })
        });
        du_cercle.chain([self.menage.acteur.organisation]).collect()
    }

    /// Whether a reading may be shown to her; leaves in it only the classes that she reads.
    fn montrer(&self, lecture: &mut Lecture, connues: &BTreeSet<OrganisationId>) -> bool {
        let Some(lu) = self.lus().find(|lu| lu.sujet.id.to_string() == lecture.sujet) else { return false };
        // A dossier is reached by what ties one to it, which its circle shows; a household, by any of its dossiers.
        let connue = lecture.organisation.parse().is_ok_and(|o| connues.contains(&o));
        let lisibles: Vec<Classe> = Classe::TOUTES
            .into_iter()
            .filter(|c| lu.droits.niveau(*c) > Niveau::Rien)
            .filter(|c| lecture.classes.split(' ').any(|dite| dite == format!("{c:?}")))
            .collect();
        lecture.classes = classes(&lisibles);
        !lecture.classes.is_empty() && (connue || lu.sujet.genre == Genre::Dossier)
    }
}

/// The class and the day of each field that was recorded.
fn champs<'s>(lu: &'s SujetLu, sujet: &'s Sujet) -> impl Iterator<Item = (Classe, Date)> + 's {
    let mecanique = lu.regles.mecanique();
    // A correction holds the fields of what it corrects.
    let corrige = |e: &Evenement| match e.champs.get("evenement") {
        Some(Valeur::Nombre(n)) if e.acte == Acte::Corriger => {
            sujet.evenements.get(usize::try_from(*n).ok()?).map(|vise| vise.acte)
        }
        _ => None,
    };
    sujet.evenements.iter().flat_map(move |e| {
        let acte = corrige(e).unwrap_or(e.acte);
        e.champs.keys().map(move |nom| (classe_du_champ(mecanique, acte, nom).0, e.survenu_le))
    })
}
