//! The door itself: what it holds open, and which version of the rules judges what.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use dispositifs::Bibliotheque;
use domain::moteur::Monde;
use domain::{Contexte, Date, Definition, Mecanique, Sujet, Sujets};
use policy::Matrice;
use store::annuaire::{Organisation, Utilisateur};
use store::versions;
use store::{Store, annuaire as table};

use crate::droits::annuaire_sans_nir;
use crate::service::{Definitions, Service};
use crate::{Annuaire, Erreur, Horloge, Montre};

/// What opening needs.
#[derive(Debug, Clone)]
pub struct Configuration {
    /// Where data and keys are.
    pub store: store::Configuration,
    /// The clock.
    pub horloge: Horloge,
    /// Who reads and records what.
    pub matrice: Matrice,
}

impl Configuration {
    /// With the shipped table of access.
    pub fn new(store: store::Configuration, horloge: Horloge) -> Self {
        Self { store, horloge, matrice: Matrice::livree().clone() }
    }
}

/// The only door to the records.
pub struct Porte {
    pub(crate) store: Store,
    pub(crate) horloge: Horloge,
    matrice: Matrice,
    montre: Montre,
    /// What the program carries.
    livree: Bibliotheque,
    service: RwLock<Arc<Service>>,
    annuaire: RwLock<Arc<Annuaire>>,
    /// Definitions that served before, read back from their text.
    anciennes: RwLock<BTreeMap<String, Arc<Definition>>>,
}

/// The rules that judge a sujet: a definition's, or only those common to all.
#[derive(Debug, Clone)]
pub enum Regles {
    /// A dispositif, in the version that the sujet entered under.
    Dispositif(Arc<Definition>),
    /// What belongs to no dispositif.
    Communes(Arc<Mecanique>),
}

impl Regles {
    /// The mecanique.
    pub fn mecanique(&self) -> &Mecanique {
        match self {
            Self::Dispositif(d) => &d.mecanique,
            Self::Communes(m) => m,
        }
    }

    /// The definition, if any.
    pub const fn definition(&self) -> Option<&Arc<Definition>> {
        match self {
            Self::Dispositif(d) => Some(d),
            Self::Communes(_) => None,
        }
    }
}

impl Porte {
    /// Opens the records and keeps the text of every definition that may now serve.
    ///
    /// # Errors
    /// When the base cannot be opened or was written by a later version.
    pub fn ouvrir(configuration: &Configuration, bibliotheque: Bibliotheque) -> Result<Self, Erreur> {
        let store = Store::ouvrir(&configuration.store)?;
        let horloge = configuration.horloge.clone();
        let porte = Self {
            store,
            horloge,
            matrice: configuration.matrice.clone(),
            montre: Montre::default(),
            livree: bibliotheque,
            service: RwLock::default(),
            annuaire: RwLock::default(),
            anciennes: RwLock::default(),
        };
        porte.relire_annuaire()?;
        porte.store.lire(|tx| porte.relire_service(tx))?;
        let textes = porte.service().textes(&porte.horloge.instant());
        porte.store.ecrire(move |e| {
            for texte in &textes {
                versions::servir_interne(e.tx, texte)?;
            }
            Ok::<_, Erreur>(())
        })?;
        Ok(porte)
    }

    /// The records, for what the machine's operator asks (journal checks, erasure).
    pub const fn store(&self) -> &Store {
        &self.store
    }

    /// The definitions in service, by identifier.
    pub fn definitions(&self) -> Arc<Definitions> {
        Arc::clone(&self.service().definitions)
    }

    /// What is in service now.
    pub fn service(&self) -> Arc<Service> {
        Arc::clone(&self.service.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Reads again what was put in service here: another server may have.
    pub(crate) fn relire_service(&self, tx: &mut store::Tx<'_>) -> Result<(), Erreur> {
        let lu = Service::nouveau(self.livree.clone(), versions::publications_interne(tx)?);
        *self.service.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(lu);
        Ok(())
    }

    /// Who reads and records what.
    pub const fn matrice(&self) -> &Matrice {
        &self.matrice
    }

    /// The clock.
    pub const fn horloge(&self) -> &Horloge {
        &self.horloge
    }

    /// The clock of accounts.
    pub const fn montre(&self) -> &Montre {
        &self.montre
    }

    /// Today where this definition's territory is.
    pub fn aujourd_hui(&self, definition: Option<&Definition>) -> Date {
        self.horloge.aujourd_hui(definition.map_or(&[], |d| &d.fiche.territoire.departements))
    }

    /// Who is who.
    pub fn annuaire(&self) -> Arc<Annuaire> {
        Arc::clone(&self.annuaire.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Records organisations and people.
    ///
    /// # Errors
    /// When the store does not answer.
    pub fn inscrire(
        &self,
        organisations: Vec<Organisation>,
        utilisateurs: Vec<Utilisateur>,
    ) -> Result<(), Erreur> {
        annuaire_sans_nir(&organisations, &utilisateurs)?;
        self.store.ecrire(move |e| {
            for o in &organisations {
                table::poser_organisation_interne(e.tx, o)?;
            }
            for u in &utilisateurs {
                table::poser_utilisateur_interne(e.tx, u)?;
            }
            Ok::<_, Erreur>(())
        })?;
        self.relire_annuaire()
    }

    pub(crate) fn relire_annuaire(&self) -> Result<(), Erreur> {
        let lu = self.store.lire(|tx| {
            let organisations = table::organisations_interne(tx, ("", ""), u32::MAX)?;
            let utilisateurs = table::utilisateurs_interne(tx, ("", ""), u32::MAX)?;
            Ok::<_, Erreur>(Annuaire::nouveau(organisations, utilisateurs))
        })?;
        *self.annuaire.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(lu);
        Ok(())
    }

    /// The rules that judge a sujet: pinned by fingerprint, the current ones for a newcomer.
    pub(crate) fn regles(
        &self,
        tx: &mut store::Tx<'_>,
        sujet: Option<&Sujet>,
        dispositif: Option<&str>,
    ) -> Result<Regles, Erreur> {
        if let Some(empreinte) = sujet.and_then(|s| s.mecanique.as_deref()) {
            return self.par_empreinte(tx, empreinte).map(Regles::Dispositif);
        }
        let Some(id) = dispositif else { return Ok(Regles::Communes(Arc::clone(&self.service().socle))) };
        if !self.definitions().contains_key(id) {
            self.relire_service(tx)?;
        }
        self.definitions().get(id).cloned().map(Regles::Dispositif).ok_or(Erreur::Introuvable)
    }

    pub(crate) fn par_empreinte(
        &self,
        tx: &mut store::Tx<'_>,
        empreinte: &str,
    ) -> Result<Arc<Definition>, Erreur> {
        let service = self.service();
        if let Some(d) = service.definitions.values().find(|d| d.empreinte == empreinte) {
            return Ok(Arc::clone(d));
        }
        let connue = self.anciennes.read().unwrap_or_else(PoisonError::into_inner).get(empreinte).cloned();
        if let Some(d) = connue {
            return Ok(d);
        }
        let servie =
            versions::charger_interne(tx, empreinte)?.ok_or_else(|| Erreur::Version(empreinte.to_owned()))?;
        let lue = service.bibliotheque.relire(&servie.texte).filter(|d| d.empreinte == empreinte);
        let lue = Arc::new(lue.ok_or_else(|| Erreur::Version(empreinte.to_owned()))?);
        self.anciennes
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(empreinte.to_owned(), Arc::clone(&lue));
        Ok(lue)
    }

    /// What a decision on these rules and sujets may read.
    pub(crate) fn monde<'a>(
        &'a self,
        regles: &'a Regles,
        sujets: &'a Sujets,
        contexte: &'a Contexte,
        aujourd_hui: Date,
    ) -> Monde<'a> {
        let definition = regles.definition();
        Monde {
            dispositif: definition.map_or("", |d| &d.id),
            empreinte: definition.map_or("", |d| &d.empreinte),
            mecanique: regles.mecanique(),
            volets: definition.map_or(&[], |d| &d.fiche.volets),
            droit: &self.livree.droit,
            sujets,
            contexte,
            aujourd_hui,
        }
    }
}
