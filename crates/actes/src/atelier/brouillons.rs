//! Drafts: each belongs to an organisation, is saved as it is typed, and loses nothing when two people write at once.

use dispositifs::Bibliotheque;
use dispositifs::formulaire::{Bloc, Formulaire, Lieu};
use domain::moteur::Faute;
use policy::Acteur;
use serde::{Deserialize, Serialize};
use store::StoreError;
use store::brouillons as table;
use ulid::Ulid;

use super::conflit::{Reunis, reunir};
use super::ecrit;
use crate::droits::sans_nir;
use crate::{Erreur, Porte};

/// A cas of a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CasEcrit {
    /// Its name, as a file.
    pub nom: String,
    /// Its text.
    pub texte: String,
}

/// What is written: the definition and its cas.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ecrit {
    /// The definition.
    pub texte: String,
    /// Its cas.
    pub cas: Vec<CasEcrit>,
}

/// A draft in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnTete {
    /// Its identifier.
    pub id: Ulid,
    /// Its title.
    pub titre: String,
    /// Rank of its last state.
    pub n: i64,
    /// Who wrote last.
    pub par: String,
    /// When (ISO).
    pub le: String,
}

/// A draft with its last state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brouillon {
    /// What a list shows of it.
    pub tete: EnTete,
    /// What is written.
    pub ecrit: Ecrit,
}

/// What a draft starts from.
#[derive(Debug, Clone)]
pub enum Modele {
    /// A blank page: the least that a definition needs.
    Vierge,
    /// A dispositif of the catalogue, with its cas.
    Dispositif(String),
    /// The version of that fingerprint.
    Version(String),
    /// A file from outside.
    Texte(String),
}

/// What became of what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Suite {
    /// It is the last state, of this rank.
    Enregistre(i64),
    /// Somebody wrote meanwhile, elsewhere in the text: both are in the last state.
    Reuni {
        /// Its rank.
        n: i64,
        /// Who wrote meanwhile.
        avec: String,
    },
    /// Somebody wrote meanwhile at the same place: nothing is written, both texts are given back.
    Conflit(Box<Brouillon>),
}

/// The blank page.
const VIERGE: &str = include_str!("vierge.toml");
const VIERGE_CAS: &str = include_str!("vierge-cas.toml");

impl Porte {
    /// The drafts of her organisation, latest first.
    ///
    /// # Errors
    /// When the store does not answer.
    pub fn brouillons(&self, acteur: &Acteur) -> Result<Vec<EnTete>, Erreur> {
        ecrit(acteur)?;
        let lus = self
            .store
            .lire(|tx| table::lister(tx, &acteur.organisation.to_string()).map_err(Erreur::from))?;
        lus.into_iter().map(|b| self.en_tete(b)).collect()
    }

    /// A draft of her organisation.
    ///
    /// # Errors
    /// `Introuvable` when it is not.
    pub fn brouillon(&self, acteur: &Acteur, id: Ulid) -> Result<Brouillon, Erreur> {
        ecrit(acteur)?;
        self.store.lire(|tx| self.lire_brouillon(tx, acteur, id))
    }

    /// What a draft of her organisation said at this rank.
    ///
    /// # Errors
    /// `Introuvable` when the draft is not hers; `Conflit` when that state is too old to be kept.
    pub fn brouillon_au(&self, acteur: &Acteur, id: Ulid, n: i64) -> Result<Ecrit, Erreur> {
        ecrit(acteur)?;
        self.store.lire(|tx| {
            self.lire_brouillon(tx, acteur, id)?;
            let etat = table::etat_interne(tx, &id.to_string(), n)?;
            lire(&etat.ok_or(Erreur::Conflit)?)
        })
    }

    fn lire_brouillon(&self, tx: &mut store::Tx<'_>, acteur: &Acteur, id: Ulid) -> Result<Brouillon, Erreur> {
        let (organisation, id) = (acteur.organisation.to_string(), id.to_string());
        let tete = table::charger(tx, &organisation, &id)?.ok_or(Erreur::Introuvable)?;
        let etat = table::etat_interne(tx, &id, tete.n)?.ok_or(Erreur::Introuvable)?;
        Ok(Brouillon { ecrit: lire(&etat)?, tete: self.en_tete(tete)? })
    }

    fn en_tete(&self, b: table::Brouillon) -> Result<EnTete, Erreur> {
        let illisible = || StoreError::Illisible("brouillon".to_owned());
        let auteur = b.par.parse().map_err(|_| illisible())?;
        Ok(EnTete {
            id: b.id.parse().map_err(|_| illisible())?,
            titre: b.titre,
            n: b.n,
            par: self.annuaire().utilisateur(auteur).to_owned(),
            le: b.le,
        })
    }

    /// Begins a draft.
    ///
    /// # Errors
    /// `Introuvable` when there is no such model.
    pub fn commencer(&self, acteur: &Acteur, modele: &Modele) -> Result<Ulid, Erreur> {
        ecrit(acteur)?;
        let ecrit = self.modele(modele)?;
        propre(&ecrit)?;
        let id = Ulid::generate();
        let (organisation, le) = (acteur.organisation.to_string(), self.horloge.instant());
        let neuf = table::Brouillon {
            id: id.to_string(),
            titre: titre(&ecrit.texte),
            n: 0,
            par: acteur.utilisateur.to_string(),
            le,
        };
        let etat = etat(0, &ecrit, acteur, &neuf.le)?;
        self.store.ecrire(move |e| {
            table::creer(e.tx, &organisation, &neuf)?;
            table::ecrire(e.tx, &organisation, &neuf.id, &neuf.titre, &etat)?;
            Ok::<_, Erreur>(())
        })?;
        Ok(id)
    }

    fn modele(&self, modele: &Modele) -> Result<Ecrit, Erreur> {
        let service = self.service();
        match modele {
            Modele::Vierge => Ok(Ecrit {
                texte: VIERGE.to_owned(),
                cas: vec![CasEcrit { nom: "premier".to_owned(), texte: VIERGE_CAS.to_owned() }],
            }),
            Modele::Dispositif(id) => {
                let texte = service.bibliotheque.textes.get(id).cloned().ok_or(Erreur::Introuvable)?;
                Ok(Ecrit { texte, cas: self.cas_de(id) })
            }
            Modele::Version(empreinte) => {
                let servie = self.store.lire(|tx| store::versions::charger_interne(tx, empreinte))?;
                let servie = servie.ok_or(Erreur::Introuvable)?;
                let texte = Bibliotheque::texte_de(&servie.texte).ok_or(Erreur::Introuvable)?;
                let publiee = service.publications.iter().find(|p| p.version.empreinte == *empreinte);
                let cas = match publiee {
                    Some(p) => serde_json::from_str(&p.cas).map_err(StoreError::from)?,
                    None => self.cas_de(&servie.dispositif),
                };
                Ok(Ecrit { texte, cas })
            }
            Modele::Texte(texte) => Ok(Ecrit { texte: texte.clone(), cas: Vec::new() }),
        }
    }

    /// The cas that the program carries for a dispositif, or that it was put in service with.
    fn cas_de(&self, id: &str) -> Vec<CasEcrit> {
        let service = self.service();
        let publiee = service.publications.iter().rev().find(|p| p.version.dispositif == id);
        if let Some(cas) = publiee.and_then(|p| serde_json::from_str(&p.cas).ok()) {
            return cas;
        }
        let dossier = format!("{id}/cas/");
        let siens = service.bibliotheque.cas.iter().filter_map(|(chemin, texte)| {
            let nom = chemin.split(&dossier).nth(1)?.strip_suffix(".toml")?;
            Some(CasEcrit { nom: nom.to_owned(), texte: texte.clone() })
        });
        siens.collect()
    }

    /// Saves what was typed over the state of rank `n`. Whoever wrote meanwhile loses nothing.
    ///
    /// # Errors
    /// `Introuvable` when the draft is not hers; `Saisie` when it holds a social-security number, or too much.
    pub fn ecrire_brouillon(
        &self,
        acteur: &Acteur,
        id: Ulid,
        n: i64,
        saisi: &Ecrit,
    ) -> Result<Suite, Erreur> {
        ecrit(acteur)?;
        propre(saisi)?;
        let (organisation, cle) = (acteur.organisation.to_string(), id.to_string());
        // Between reading what others wrote and writing over it, others may write again.
        for _ in 0..ESSAIS {
            let (actuel, base) = self.store.lire(|tx| {
                let actuel = self.lire_brouillon(tx, acteur, id)?;
                let base = table::etat_interne(tx, &cle, n)?.map(|e| lire(&e)).transpose()?;
                Ok::<_, Erreur>((actuel, base))
            })?;
            let (voulu, avec) = if actuel.tete.n == n {
                (saisi.clone(), None)
            } else {
                match reunir(base.as_ref(), saisi, &actuel.ecrit) {
                    Reunis::Oui(ecrit) => (ecrit, Some(actuel.tete.par.clone())),
                    Reunis::Non => return Ok(Suite::Conflit(Box::new(actuel))),
                }
            };
            let suite = |n| match &avec {
                None => Suite::Enregistre(n),
                Some(avec) => Suite::Reuni { n, avec: avec.clone() },
            };
            if voulu == actuel.ecrit {
                return Ok(suite(actuel.tete.n));
            }
            let etat = etat(actuel.tete.n, &voulu, acteur, &self.horloge.instant())?;
            let (organisation, cle, titre) = (organisation.clone(), cle.clone(), titre(&voulu.texte));
            let ecrit = self.store.ecrire(move |e| {
                table::ecrire(e.tx, &organisation, &cle, &titre, &etat).map_err(Erreur::from)
            })?;
            if ecrit {
                return Ok(suite(actuel.tete.n.saturating_add(1)));
            }
        }
        Err(Erreur::Conflit)
    }

    /// Throws a draft away.
    ///
    /// # Errors
    /// `Introuvable` when it is not hers.
    pub fn jeter_brouillon(&self, acteur: &Acteur, id: Ulid) -> Result<(), Erreur> {
        ecrit(acteur)?;
        let (organisation, id) = (acteur.organisation.to_string(), id.to_string());
        let jete =
            self.store.ecrire(move |e| table::jeter(e.tx, &organisation, &id).map_err(Erreur::from))?;
        if jete { Ok(()) } else { Err(Erreur::Introuvable) }
    }
}

/// How often one starts again because somebody wrote in between.
const ESSAIS: usize = 5;
/// Most cas of a draft, the longest, and all together, in bytes: they are all played at each change.
const CAS_MAX: usize = 60;
const CAS_LONG: usize = 40_000;
const CAS_ENSEMBLE: usize = 400_000;

/// The title that the text gives itself.
fn titre(texte: &str) -> String {
    let fiche = Bloc::du_code("fiche").zip(Formulaire::ouvrir(texte));
    let champs = fiche.map(|(bloc, f)| f.champs(Lieu { bloc, rang: 0 })).unwrap_or_default();
    let titre = champs.into_iter().find(|c| c.nom == "titre").map(|c| c.valeur).unwrap_or_default();
    if titre.trim().is_empty() { "Sans titre".to_owned() } else { titre.chars().take(200).collect() }
}

/// What may be kept: no social-security number, and no more than a definition takes.
fn propre(ecrit: &Ecrit) -> Result<(), Erreur> {
    let textes = ecrit.cas.iter().map(|c| ("cas", c.texte.as_str())).chain([("texte", ecrit.texte.as_str())]);
    sans_nir(textes)?;
    let faute = |champ: &str, message: &str| {
        Err(Erreur::Saisie(vec![Faute { champ: champ.to_owned(), message: message.to_owned() }]))
    };
    if ecrit.texte.len() > dispositifs::formulaire::TAILLE_MAX {
        return faute("texte", "Ce texte dépasse 1 Mo : une définition tient en quelques pages.");
    }
    let longueurs = || ecrit.cas.iter().map(|c| c.texte.len());
    if longueurs().count() > CAS_MAX
        || longueurs().any(|l| l > CAS_LONG)
        || longueurs().sum::<usize>() > CAS_ENSEMBLE
    {
        return faute(
            "cas",
            "Soixante cas au plus, de quelques pages chacun : coupez celui-ci, ou ôtez-en un.",
        );
    }
    Ok(())
}

fn lire(etat: &table::Etat) -> Result<Ecrit, Erreur> {
    let cas = serde_json::from_str(&etat.cas).map_err(StoreError::from)?;
    Ok(Ecrit { texte: etat.texte.clone(), cas })
}

fn etat(n: i64, ecrit: &Ecrit, acteur: &Acteur, le: &str) -> Result<table::Etat, Erreur> {
    Ok(table::Etat {
        n,
        texte: ecrit.texte.clone(),
        cas: serde_json::to_string(&ecrit.cas).map_err(StoreError::from)?,
        par: acteur.utilisateur.to_string(),
        le: le.to_owned(),
    })
}
