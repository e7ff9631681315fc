//! How one reader sees a sujet: which classes she reads, and the names of what it refers to.

use std::collections::BTreeMap;
use std::sync::Arc;

use actes::{Annuaire, SujetLu, nom_de_sujet};
use domain::fait::{Classe, Fait};
use domain::{Genre, Motif, OrganisationId, SujetId, Valeur};
use policy::{Acteur, Droits};

use crate::formulaire::Choix;

/// Said in the place of what a reader may not see.
pub const NON_COMMUNIQUE: &str = "non communiqué à votre organisation";

/// The eye of one reader.
pub struct Regard {
    /// Who is who.
    pub annuaire: Arc<Annuaire>,
    /// The reader's organisation.
    pub organisation: OrganisationId,
    droits: Droits,
    noms: BTreeMap<SujetId, String>,
    declares: BTreeMap<String, Fait>,
}

impl Regard {
    /// The reader of this sujet; `choix` holds the names of what its forms may name.
    pub fn de(lu: &SujetLu, choix: &Choix) -> Self {
        Self::nommant(lu, noms(choix))
    }

    /// The reader of this sujet; `noms` are those of what its page names.
    pub fn nommant(lu: &SujetLu, mut noms: BTreeMap<SujetId, String>) -> Self {
        let lies = lu.lies.iter().filter(|(id, _)| **id != lu.sujet.id);
        noms.extend(lies.map(|(id, s)| (*id, nom_de_sujet(s))));
        noms.insert(lu.sujet.id, nom(lu));
        Self {
            annuaire: Arc::clone(&lu.annuaire),
            organisation: lu.acteur.organisation,
            droits: lu.droits.clone(),
            noms,
            declares: lu.regles.mecanique().faits.clone(),
        }
    }

    /// The reader of what does not exist yet.
    pub fn sans_sujet(annuaire: &Arc<Annuaire>, acteur: &Acteur, droits: Droits, choix: &Choix) -> Self {
        Self {
            annuaire: Arc::clone(annuaire),
            organisation: acteur.organisation,
            droits,
            noms: noms(choix),
            declares: BTreeMap::new(),
        }
    }

    /// The fact of that name, as the rules of this sujet know it.
    pub fn fait(&self, nom: &str) -> Option<&Fait> {
        domain::fait::fait(nom).or_else(|| self.declares.get(nom))
    }

    /// Whether she may see this class of data.
    pub fn lit(&self, classe: Classe) -> bool {
        self.droits.lit(classe)
    }

    /// Whether she may know what a rule said, and what it saw.
    pub fn lit_motif(&self, motif: &Motif) -> bool {
        !motif.reserve && self.lit(motif.classe)
    }

    /// The name of another sujet.
    pub fn nom(&self, id: SujetId) -> String {
        self.noms.get(&id).cloned().unwrap_or_else(|| "élément non partagé".to_owned())
    }

    /// A value in words.
    pub fn valeur(&self, valeur: &Valeur) -> String {
        match valeur {
            Valeur::Sujet(id) => self.nom(*id),
            Valeur::Sujets(ids) => {
                let noms: Vec<String> = ids.iter().map(|id| self.nom(*id)).collect();
                domain::texte::liste(&noms)
            }
            Valeur::Organisation(id) => self.annuaire.organisation(*id).to_owned(),
            Valeur::Utilisateur(id) => self.annuaire.utilisateur(*id).to_owned(),
            autre => autre.to_string(),
        }
    }

    /// A text of the engine, where an identifier may stand alone for what it names.
    pub fn texte(&self, brut: &str) -> String {
        if let Some(nom) = brut.parse().ok().and_then(|id| self.noms.get(&id)) {
            return nom.clone();
        }
        match brut.parse().ok().and_then(|id| self.annuaire.utilisateurs.get(&id)) {
            Some(personne) => personne.nom.clone(),
            None => brut.to_owned(),
        }
    }
}

fn noms(choix: &Choix) -> BTreeMap<SujetId, String> {
    choix.sujets().filter_map(|(id, nom)| Some((id.parse().ok()?, nom.clone()))).collect()
}

/// Whether someone may have to leave these pages at once: a protected household, a dispositif whose name is kept quiet.
pub fn a_quitter_vite(lu: &SujetLu) -> bool {
    lu.protege() || lu.definition().is_some_and(|d| d.fiche.titre_neutre.is_some())
}

/// The title of its dispositif: the neutral one for who takes no part in its convention.
pub fn titre(lu: &SujetLu) -> String {
    lu.titre_du_dispositif().unwrap_or_default().to_owned()
}

/// The name of a sujet on its own page: a dossier has its household's.
pub fn nom(lu: &SujetLu) -> String {
    let menage = lu.sujet.menage.filter(|_| lu.sujet.genre == Genre::Dossier);
    menage.map_or_else(|| nom_de_sujet(&lu.sujet), |m| lu.nom_de(m))
}
