//! The sheets in service with what every page of the catalogue asks of them: worked out once for each time that a
//! version is put in service, never for each reader.

use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use actes::Definitions;
use dispositifs::champs::{CHAMPS, Champ, Valeur};
use dispositifs::mecanismes::Mecanisme;
use dispositifs::recherche::Texte;
use domain::Definition;
use domain::definition::Fiche;

use super::chiffres::{compte, cout_court, ou_non_precise};
use super::facettes::{FACETTES, Rangee};
use super::mecanique::{Section, sections};
use super::regles::{Groupe, groupes};
use super::schema::{Schema, schema};
use crate::formulaire::majuscule;

/// The sheets, in the order of the guide.
#[derive(Default)]
pub struct Vitrine {
    fiches: Vec<Montree>,
}

/// A sheet, and what is read of it.
pub struct Montree {
    definition: Arc<Definition>,
    /// The values of each filter, by its name in the address.
    facettes: Vec<(&'static str, Vec<Arc<Rangee>>)>,
    /// What it says under each field, in their order.
    champs: Vec<Valeur>,
    /// Where words are looked for, by who knows its public and by who does not.
    cherche: [Texte; 2],
    enseigne: Enseigne,
    fonctionnement: OnceLock<Arc<Fonctionnement>>,
}

/// What stands on its card in the list.
pub struct Enseigne {
    /// Access, staying, or both.
    pub volets: Vec<String>,
    /// For whom it is.
    pub publics: Vec<String>,
    /// Name and value.
    pub faits: Vec<(&'static str, String)>,
}

/// How a dispositif works, drawn and in words.
pub struct Fonctionnement {
    /// The drawing.
    pub schema: Schema,
    /// All that it declares besides its rules.
    pub sections: Vec<Section>,
    /// Its rules.
    pub regles: Vec<Groupe>,
}

impl Vitrine {
    /// Of these definitions.
    pub fn de(definitions: impl IntoIterator<Item = Arc<Definition>>) -> Self {
        let mut definitions: Vec<Arc<Definition>> = definitions.into_iter().collect();
        definitions.sort_by_cached_key(|d| d.rang());
        let mut fiches: Vec<Montree> = definitions.iter().map(|d| Montree::de(Arc::clone(d))).collect();
        for facette in FACETTES {
            for (fiche, siennes) in fiches.iter_mut().zip(facette.lire(&definitions)) {
                fiche.facettes.push((facette.cle, siennes));
            }
        }
        Self { fiches }
    }

    /// All of them.
    pub fn fiches(&self) -> &[Montree] {
        &self.fiches
    }

    /// The one of this number.
    pub fn fiche(&self, id: &str) -> Option<&Montree> {
        self.fiches.iter().find(|f| f.definition.id == id)
    }
}

impl Montree {
    fn de(definition: Arc<Definition>) -> Self {
        let d = &*definition;
        Self {
            facettes: Vec::with_capacity(FACETTES.len()),
            champs: CHAMPS.iter().map(|c| c.lire(d)).collect(),
            cherche: [texte_connu(d), texte_discret(d)].map(|t| Texte::lire(&t)),
            enseigne: Enseigne::de(&d.fiche),
            fonctionnement: OnceLock::new(),
            definition,
        }
    }

    /// What was written and put in service.
    pub fn definition(&self) -> &Definition {
        &self.definition
    }

    /// Its values under a filter.
    pub fn facette(&self, cle: &str) -> &[Arc<Rangee>] {
        self.facettes.iter().find(|(autre, _)| *autre == cle).map_or(&[], |(_, valeurs)| valeurs)
    }

    /// Whether it uses a mechanism.
    pub fn emploie(&self, mecanisme: &Mecanisme) -> bool {
        self.facette("mecanisme").iter().any(|r| r.valeur == mecanisme.code)
    }

    /// What it says under each field.
    pub fn champs(&self) -> impl Iterator<Item = (&'static Champ, &Valeur)> {
        CHAMPS.iter().zip(&self.champs)
    }

    /// Where words are looked for, whether its public is kept quiet or not.
    pub const fn cherche(&self, discret: bool) -> &Texte {
        let [connu, tu] = &self.cherche;
        if discret { tu } else { connu }
    }

    /// What stands on its card.
    pub const fn enseigne(&self) -> &Enseigne {
        &self.enseigne
    }

    /// How it works: drawn when somebody first reads it.
    pub fn fonctionnement(&self) -> Arc<Fonctionnement> {
        let dessiner = || {
            let m = &self.definition.mecanique;
            Arc::new(Fonctionnement { schema: schema(m), sections: sections(m), regles: groupes(m) })
        };
        Arc::clone(self.fonctionnement.get_or_init(dessiner))
    }
}

impl Enseigne {
    fn de(f: &Fiche) -> Self {
        Self {
            volets: f.volets.iter().map(|v| majuscule(v)).collect(),
            publics: f.publics.iter().map(|p| majuscule(p)).collect(),
            faits: vec![
                ("Territoire", ou_non_precise(&f.territoire.libelle)),
                ("Ménages", compte(&f.menages)),
                ("Logements", compte(&f.logements)),
                ("Durée", ou_non_precise(&f.duree_imprimee)),
                ("Coût imprimé", cout_court(f)),
            ],
        }
    }
}

fn texte_discret(d: &Definition) -> String {
    let titre = d.fiche.titre_neutre.as_ref().unwrap_or(&d.fiche.titre);
    mots(d, titre).join(" ")
}

fn texte_connu(d: &Definition) -> String {
    let f = &d.fiche;
    let mut mots = mots(d, &f.titre);
    mots.push(&f.resume);
    mots.extend(f.publics.iter().map(String::as_str));
    mots.extend(f.organismes.iter().flat_map(|o| [&o.nom].into_iter().chain(&o.alias)).map(String::as_str));
    mots.join(" ")
}

fn mots<'d>(d: &'d Definition, titre: &'d str) -> Vec<&'d str> {
    let mut mots = vec![d.id.as_str(), titre, d.fiche.territoire.libelle.as_str()];
    mots.extend(d.fiche.volets.iter().map(String::as_str));
    mots
}

/// The sheets of what is in service now.
#[derive(Default)]
pub struct Vitrines {
    gardee: RwLock<(Arc<Definitions>, Arc<Vitrine>)>,
}

impl Vitrines {
    /// Those of these definitions: the last ones asked for, unless others were put in service since.
    pub fn de(&self, definitions: Arc<Definitions>) -> Arc<Vitrine> {
        {
            let gardee = self.gardee.read().unwrap_or_else(PoisonError::into_inner);
            if Arc::ptr_eq(&gardee.0, &definitions) {
                return Arc::clone(&gardee.1);
            }
        }
        let vitrine = Arc::new(Vitrine::de(definitions.values().cloned()));
        *self.gardee.write().unwrap_or_else(PoisonError::into_inner) = (definitions, Arc::clone(&vitrine));
        vitrine
    }
}
