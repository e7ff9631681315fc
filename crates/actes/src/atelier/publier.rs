//! Putting in service: a version with an author and a date, under a convention.

use std::collections::BTreeSet;
use std::sync::Arc;

use dispositifs::Bibliotheque;
use dispositifs::formulaire::{Bloc, Formulaire, Lieu, Saisis};
use domain::moteur::Faute;
use domain::{Acte, Champs, Definition, Genre, SujetId, Valeur};
use policy::Acteur;
use store::StoreError;
use store::versions::{self, Publication, VersionServie};
use ulid::Ulid;

use super::{Ecrit, ecrit};
use crate::{Erreur, Ordre, Porte};

/// A version of a dispositif that may serve.
#[derive(Debug, Clone)]
pub struct VersionPubliee {
    /// Its rules.
    pub definition: Arc<Definition>,
    /// As it was written.
    pub texte: String,
    /// Who put it in service, for whom, when (ISO) and why; none for what the program carries.
    pub par: Option<(String, String, String, String)>,
}

impl Porte {
    /// The versions of a dispositif that may serve, the program's first, then the oldest.
    ///
    /// # Errors
    /// When the store does not answer.
    pub fn versions(&self, id: &str) -> Result<Vec<VersionPubliee>, Erreur> {
        self.store.lire(|tx| {
            self.relire_service(tx)?;
            let service = self.service();
            let mut empreintes: Vec<&str> = service.versions(id).collect();
            let mut vues = BTreeSet::new();
            empreintes.retain(|e| vues.insert(*e));
            // A version that today's law does not read any more is not offered.
            Ok(empreintes.into_iter().filter_map(|e| self.lire_version(tx, e).ok()).collect())
        })
    }

    /// The version of that fingerprint, whether or not it may still serve.
    ///
    /// # Errors
    /// `Version` when it cannot be read.
    pub fn version(&self, empreinte: &str) -> Result<VersionPubliee, Erreur> {
        self.store.lire(|tx| self.lire_version(tx, empreinte))
    }

    fn lire_version(&self, tx: &mut store::Tx<'_>, empreinte: &str) -> Result<VersionPubliee, Erreur> {
        let definition = self.par_empreinte(tx, empreinte)?;
        let servie = versions::charger_interne(tx, empreinte)?;
        let texte = servie.and_then(|v| Bibliotheque::texte_de(&v.texte));
        let service = self.service();
        let publiee = service.publications.iter().find(|p| p.version.empreinte == empreinte);
        Ok(VersionPubliee {
            definition,
            texte: texte.ok_or_else(|| Erreur::Version(empreinte.to_owned()))?,
            par: publiee.map(|p| self.signature(p)),
        })
    }

    /// Who put it in service, for whom, when and why.
    fn signature(&self, p: &Publication) -> (String, String, String, String) {
        let annuaire = self.annuaire();
        let qui = p.par.parse().map(|u| annuaire.utilisateur(u).to_owned()).unwrap_or_default();
        let pour = p.organisation.parse().map(|o| annuaire.organisation(o).to_owned());
        (qui, pour.unwrap_or_default(), p.le.clone(), p.motif.clone())
    }

    /// Puts what is written in service, for her organisation, and under that convention when it is given: it must then
    /// be of the same dispositif. The text's number of version follows those that served.
    ///
    /// # Errors
    /// `Saisie` when it does not stand its trial, or when its code belongs to somebody else.
    pub fn mettre_en_service(
        self: &Arc<Self>,
        acteur: &Acteur,
        redige: &Ecrit,
        motif: &str,
        convention: Option<SujetId>,
        cle: &str,
    ) -> Result<String, Erreur> {
        ecrit(acteur)?;
        if motif.trim().is_empty() {
            return faute(
                "motif",
                "Écrivez pourquoi cette version entre en service : on le lira dans l’historique.",
            );
        }
        let texte = self.numerotee(&redige.texte)?;
        let epreuve = self.eprouver(&Ecrit { texte: texte.clone(), cas: redige.cas.clone() });
        let Some(definition) = epreuve.definition.as_ref().filter(|_| epreuve.reussie()) else {
            return faute(
                "texte",
                "Ce dispositif n’entre pas en service : il reste une faute dans son texte, ou un cas qui n’a pas la \
                 réponse attendue, ou il n’a aucun cas. Corrigez, puis recommencez.",
            );
        };
        self.code_libre(acteur, definition, convention)?;
        if let Some(id) = convention {
            let lu = self.sujet(acteur, Genre::Convention, id)?;
            if lu.sujet.dispositif.as_deref() != Some(&definition.id) {
                return faute("convention", "Cette convention est celle d’un autre dispositif.");
            }
            if crate::droits::porteur(&lu.sujet) != Some(acteur.organisation) {
                return Err(Erreur::Interdit(
                    "Une version entre en service par l’organisme qui porte la convention.".to_owned(),
                ));
            }
        }
        let (empreinte, le) = (definition.empreinte.clone(), self.horloge.instant());
        let publication = Publication {
            version: VersionServie {
                empreinte: empreinte.clone(),
                dispositif: definition.id.clone(),
                version: i64::from(definition.mecanique.version),
                texte: self.service().bibliotheque.texte_a_servir(&texte).unwrap_or_default(),
                servie_le: le.clone(),
            },
            organisation: acteur.organisation.to_string(),
            par: acteur.utilisateur.to_string(),
            le,
            motif: motif.trim().to_owned(),
            cas: serde_json::to_string(&redige.cas).map_err(StoreError::from)?,
        };
        self.store.ecrire(move |e| versions::publier_interne(e.tx, &publication).map_err(Erreur::from))?;
        self.store.lire(|tx| self.relire_service(tx))?;
        if let Some(id) = convention {
            self.adopter_version(acteur, id, &empreinte, motif, cle)?;
        }
        Ok(empreinte)
    }

    /// Has a convention adopt a version in service.
    ///
    /// # Errors
    /// `Saisie` when it is not in service; what the act answers otherwise.
    pub fn adopter_version(
        self: &Arc<Self>,
        acteur: &Acteur,
        convention: SujetId,
        empreinte: &str,
        motif: &str,
        cle: &str,
    ) -> Result<(), Erreur> {
        let lu = self.sujet(acteur, Genre::Convention, convention)?;
        if lu.sujet.mecanique.as_deref() == Some(empreinte) {
            return Ok(());
        }
        let ordre = rattachement(Acte::AdopterVersion, convention, empreinte, motif, cle, lu.aujourd_hui);
        let reponse = self.agir(acteur, ordre)?;
        match reponse.verdict.decisifs().next() {
            Some(m) if reponse.verdict.issue != domain::Issue::Accepte => faute("", &m.message),
            _ => Ok(()),
        }
    }

    /// The text with its number: that of the version that already says the same, which then serves again; the number
    /// that follows otherwise. A version that has served keeps its number for ever.
    fn numerotee(&self, texte: &str) -> Result<String, Erreur> {
        let (Some(definition), _) = self.lire_ecrit(texte) else { return Ok(texte.to_owned()) };
        for servie in self.versions(&definition.id)? {
            let meme = avec_version(texte, i64::from(servie.definition.mecanique.version))?;
            if meme == servie.texte {
                return Ok(meme);
            }
        }
        let servies = self.store.lire(|tx| versions::lister_interne(tx, &definition.id))?;
        let derniere = servies.iter().map(|v| v.version).max().unwrap_or(0);
        let voulue = i64::from(definition.mecanique.version).max(derniere.saturating_add(1));
        avec_version(texte, voulue)
    }

    /// A code that the program carries is amended under a convention; another belongs to who first put it in service.
    fn code_libre(
        &self,
        acteur: &Acteur,
        definition: &Definition,
        convention: Option<SujetId>,
    ) -> Result<(), Erreur> {
        let service = self.service();
        match service.auteur_de(&definition.id) {
            Some(p) if p.organisation == acteur.organisation.to_string() || convention.is_some() => Ok(()),
            Some(_) => faute(
                "id",
                "Ce numéro est déjà celui d’un dispositif d’un autre organisme : prenez-en un autre.",
            ),
            None if convention.is_none() && service.definitions.contains_key(&definition.id) => faute(
                "id",
                "Ce numéro est celui d’une fiche du catalogue : donnez-en un autre à votre dispositif, ou mettez cette \
                 version en service sous une convention de cette fiche.",
            ),
            None => Ok(()),
        }
    }
}

/// The same text under another number of version.
fn avec_version(texte: &str, version: i64) -> Result<String, Erreur> {
    let (Some(mut formulaire), Some(bloc)) = (Formulaire::ouvrir(texte), Bloc::du_code("dispositif")) else {
        return Ok(texte.to_owned());
    };
    let saisis = Saisis::from([("version".to_owned(), version.to_string())]);
    formulaire.appliquer(Lieu { bloc, rang: 0 }, &saisis).map_err(Erreur::Saisie)?;
    Ok(formulaire.texte())
}

/// The act that ties a convention or a dossier to a version.
pub(super) fn rattachement(
    acte: Acte,
    sujet: SujetId,
    empreinte: &str,
    motif: &str,
    cle: &str,
    le: domain::Date,
) -> Ordre {
    let champs = Champs::from([
        ("mecanique".to_owned(), Valeur::Texte(empreinte.to_owned())),
        ("motif".to_owned(), Valeur::Texte(motif.trim().to_owned())),
    ]);
    Ordre {
        acte,
        sujet,
        dispositif: None,
        le,
        champs,
        role: None,
        passer_outre: None,
        version_lue: None,
        cle: if cle.is_empty() { Ulid::generate().to_string() } else { cle.to_owned() },
    }
}

fn faute<T>(champ: &str, message: &str) -> Result<T, Erreur> {
    Err(Erreur::Saisie(vec![Faute { champ: champ.to_owned(), message: message.to_owned() }]))
}
