//! What a person may read: a sujet with all that its page needs, lists, conventions.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::contexte::{self, Cle};
use domain::fait::Classe;
use domain::moteur::{self, Echeance, Issue, Monde, Motif, Suite};
use domain::{
    Acte, Auteur, Champs, Commande, Contexte, Date, Definition, Etat, Genre, OrganisationId, Sujet, SujetId,
    Sujets, Valeur,
};
use policy::Acteur;
use store::dossiers::{self, Curseur, Filtres, Resume, Tri};
use store::listes::{self, Due};
use store::{Perimetre, contexte as prises, sujets};

use crate::droits;
use crate::porte::Regles;
use crate::{Annuaire, Erreur, Porte};

/// A sujet with all that its page needs, as one reader may see it.
pub struct SujetLu {
    /// The sujet.
    pub sujet: Sujet,
    /// Its household, its convention, its dwellings.
    pub lies: Sujets,
    /// What judges it.
    pub regles: Regles,
    /// Who is who.
    pub annuaire: Arc<Annuaire>,
    /// The reader.
    pub acteur: Acteur,
    /// The roles that her organisation holds here, first the one she acts in.
    pub roles: Vec<String>,
    /// Today, there.
    pub aujourd_hui: Date,
    porte: Arc<Porte>,
    contexte: Contexte,
}

/// A convention, its places and who holds which role.
#[derive(Debug, Clone)]
pub struct ConventionLue {
    /// The convention.
    pub id: SujetId,
    /// Its dispositif.
    pub dispositif: String,
    /// Its name.
    pub nom: String,
    /// First and last day.
    pub periode: (Option<Date>, Option<Date>),
    /// Places that it funds: committed.
    pub places: Option<i64>,
    /// Dwellings that it funds.
    pub logements: Option<i64>,
    /// Its amount in euro cents.
    pub enveloppe: Option<i64>,
    /// Places held today.
    pub places_prises: u32,
    /// Households admitted since its beginning: realised.
    pub admissions: u32,
    /// Dwellings occupied.
    pub logements_pris: u32,
    /// Role and organisation.
    pub parties: Vec<(String, OrganisationId)>,
}

impl SujetLu {
    /// What the engine reads to answer about this sujet.
    pub fn monde(&self) -> Monde<'_> {
        self.porte.monde(&self.regles, &self.lies, &self.contexte, self.aujourd_hui)
    }

    /// Its definition, when it belongs to a dispositif.
    pub fn definition(&self) -> Option<&Arc<Definition>> {
        self.regles.definition()
    }

    /// Its state now.
    pub fn etat(&self) -> Etat<'_> {
        Etat::courant(&self.sujet)
    }

    /// The reader as an author, in her first role.
    pub fn auteur(&self) -> Auteur {
        Auteur {
            utilisateur: self.acteur.utilisateur,
            organisation: self.acteur.organisation,
            role: self.roles.first().cloned().unwrap_or_default(),
        }
    }

    /// Every act, possible or not, and why; those that are for another organisation are left out.
    pub fn suite(&self) -> Vec<Suite> {
        let porte = droits::porteur(&self.sujet) == Some(self.acteur.organisation);
        let mut suite = moteur::suite(self.monde(), &self.sujet, &self.auteur());
        suite.retain(|s| porte || !policy::de_qui_porte(s.acte));
        suite
    }

    /// What is due, of what the reader may know.
    pub fn echeances(&self) -> Vec<Echeance> {
        let mut dues = moteur::echeances(self.monde(), &self.sujet);
        // A date of the way in says no more than the step itself, which every party sees.
        dues.retain(|e| e.classe <= Classe::C1 || self.lit(e.classe));
        dues
    }

    /// Whether the reader may see this class of data here.
    pub const fn lit(&self, classe: Classe) -> bool {
        policy::lit(self.acteur.nature, classe)
    }

    /// The name that a page gives to another sujet.
    pub fn nom_de(&self, id: SujetId) -> String {
        self.lies.get(&id).map_or_else(|| "élément non partagé".to_owned(), nom_de_sujet)
    }
}

/// The name of a sujet on a page.
pub fn nom_de_sujet(sujet: &Sujet) -> String {
    if sujet.efface() {
        return store::projection::LIBELLE.to_owned();
    }
    let etat = Etat::courant(sujet);
    let fait = |nom: &str| match etat.fait(nom) {
        Some(domain::etat::Lu::Connu(v)) => Some(v.to_string()),
        _ => None,
    };
    let champ = |nom: &str| etat.creation().and_then(|e| e.champs.get(nom)).map(ToString::to_string);
    match sujet.genre {
        Genre::Menage | Genre::Dossier => fait("menage.nom").unwrap_or_else(|| "Ménage sans nom".to_owned()),
        Genre::Logement => fait("logement.adresse").unwrap_or_else(|| "Logement sans adresse".to_owned()),
        Genre::Convention => fait("convention.nom").unwrap_or_else(|| "Convention sans nom".to_owned()),
        Genre::Seance => champ("instance").unwrap_or_else(|| "Séance".to_owned()),
        Genre::ActionCollective => champ("groupe").unwrap_or_else(|| "Action collective".to_owned()),
        Genre::Site => fait("logement.adresse").unwrap_or_else(|| "Site".to_owned()),
        Genre::Equipe => "Équipe".to_owned(),
    }
}

impl Porte {
    pub(crate) fn perimetre(acteur: &Acteur) -> Perimetre {
        Perimetre::default().organisation(acteur.organisation)
    }

    /// One sujet of that kind, with all that its page needs.
    ///
    /// # Errors
    /// `Introuvable` when it does not exist for this reader.
    pub fn sujet(self: &Arc<Self>, acteur: &Acteur, genre: Genre, id: SujetId) -> Result<SujetLu, Erreur> {
        self.store.lire(|tx| {
            let sujet = sujets::charger(tx, &Self::perimetre(acteur), id)?
                .filter(|s| s.genre == genre)
                .ok_or(Erreur::Introuvable)?;
            droits::non_efface(Some(&sujet))?;
            let regles = self.regles(tx, Some(&sujet), sujet.dispositif.as_deref())?;
            let vide = self.sans_acte(acteur, &sujet);
            let mut ids = contexte::sujets_lies(&vide, Some(&sujet));
            ids.extend(Etat::courant(&sujet).occupations.iter().map(|o| o.logement));
            let mut lies = sujets::charger_interne(tx, ids)?;
            lies.insert(sujet.id, sujet.clone());
            let aujourd_hui = self.aujourd_hui(regles.definition().map(|d| &**d));
            let contexte = prises::repondre_interne(tx, &self.demande(&regles, &lies, &vide, aujourd_hui))?;
            let convention = match genre {
                Genre::Convention => Some(&sujet),
                _ => sujet.convention.and_then(|c| lies.get(&c)),
            };
            let roles = convention.map(|c| roles_tenus(c, acteur.organisation)).unwrap_or_default();
            Ok(SujetLu {
                sujet,
                lies,
                regles,
                annuaire: self.annuaire(),
                acteur: acteur.clone(),
                roles,
                aujourd_hui,
                porte: Arc::clone(self),
                contexte,
            })
        })
    }

    /// Those of these sujets that exist for this reader: what a page names besides its own.
    ///
    /// # Errors
    /// When the store does not answer.
    pub fn nommes(
        &self,
        acteur: &Acteur,
        ids: impl IntoIterator<Item = SujetId>,
    ) -> Result<Vec<Sujet>, Erreur> {
        let perimetre = Self::perimetre(acteur);
        self.store.lire(|tx| {
            let lus = ids.into_iter().filter_map(|id| sujets::charger(tx, &perimetre, id).transpose());
            Ok(lus.collect::<Result<_, _>>()?)
        })
    }

    fn sans_acte(&self, acteur: &Acteur, sujet: &Sujet) -> Commande {
        Commande {
            acte: Acte::Corriger,
            sujet: sujet.id,
            le: Date::MAX,
            par: Auteur {
                utilisateur: acteur.utilisateur,
                organisation: acteur.organisation,
                role: String::new(),
            },
            champs: Champs::new(),
            passer_outre: None,
        }
    }

    /// A page of dossiers, and how many there are (counted no further than a thousand).
    ///
    /// # Errors
    /// When the store does not answer.
    pub fn dossiers(
        &self,
        acteur: &Acteur,
        filtres: &Filtres,
        tri: Tri,
        apres: Option<&Curseur>,
        nombre: u32,
    ) -> Result<(Vec<Resume>, u32), Erreur> {
        let perimetre = Self::perimetre(acteur);
        let filtres = &filtres_lisibles(acteur, filtres);
        self.store.lire(|tx| {
            let mut page = dossiers::lister(tx, &perimetre, filtres, tri, apres, nombre)?;
            page.iter_mut().for_each(|r| taire(acteur, r));
            let total = dossiers::compter(tx, &perimetre, filtres, 1_000)?;
            Ok::<_, Erreur>((page, total))
        })
    }

    /// The sujets of one kind that exist for this reader, by name.
    ///
    /// # Errors
    /// When the store does not answer.
    pub fn sujets(
        &self,
        acteur: &Acteur,
        genre: Genre,
        convention: Option<SujetId>,
    ) -> Result<Vec<Sujet>, Erreur> {
        let perimetre = Self::perimetre(acteur);
        let mut lus =
            self.store.lire(|tx| Ok::<_, Erreur>(listes::lister(tx, &perimetre, genre, convention)?))?;
        lus.sort_by_cached_key(|s| (domain::texte::plier(&nom_de_sujet(s)), s.id));
        Ok(lus)
    }

    /// The conventions of this reader, with what is taken of each; of one dispositif, or all.
    ///
    /// # Errors
    /// When the store does not answer.
    pub fn conventions(
        &self,
        acteur: &Acteur,
        dispositif: Option<&str>,
    ) -> Result<Vec<ConventionLue>, Erreur> {
        let perimetre = Self::perimetre(acteur);
        self.store.lire(|tx| {
            let mut lues = Vec::new();
            for sujet in listes::lister(tx, &perimetre, Genre::Convention, None)? {
                if dispositif.is_none_or(|d| sujet.dispositif.as_deref() == Some(d)) {
                    let demande = contexte::demande(&self.sans_acte(acteur, &sujet), Some(&sujet), &[]);
                    lues.push(convention_lue(&sujet, &prises::repondre_interne(tx, &demande)?));
                }
            }
            lues.sort_by(|a, b| (&a.dispositif, &a.nom).cmp(&(&b.dispositif, &b.nom)));
            Ok::<_, Erreur>(lues)
        })
    }

    /// How much is taken under a key: for what checks the books, not for a page.
    ///
    /// # Errors
    /// When the store does not answer.
    pub fn compte(&self, cle: &Cle) -> Result<domain::contexte::Compte, Erreur> {
        let demande = contexte::Demande { pour: SujetId(ulid::Ulid::nil()), cles: [cle.clone()].into() };
        self.store.lire(|tx| Ok::<_, Erreur>(prises::repondre_interne(tx, &demande)?.compte(cle)))
    }

    /// Whether a household described by these facts is eligible to a dispositif, on a day.
    pub fn eligibilite(
        &self,
        acteur: &Acteur,
        definition: &Arc<Definition>,
        faits: &Champs,
    ) -> (Issue, Vec<Motif>) {
        let regles = Regles::Dispositif(Arc::clone(definition));
        let (sujets, contexte) = (Sujets::new(), Contexte::default());
        let aujourd_hui = self.aujourd_hui(Some(definition));
        let monde = self.monde(&regles, &sujets, &contexte, aujourd_hui);
        let commande = Commande {
            acte: Acte::Admettre,
            sujet: SujetId(ulid::Ulid::nil()),
            le: aujourd_hui,
            par: Auteur {
                utilisateur: acteur.utilisateur,
                organisation: acteur.organisation,
                role: String::new(),
            },
            champs: faits.clone(),
            passer_outre: None,
        };
        moteur::eligibilite(monde, &commande)
    }

    /// Every due date of the reader's dossiers before a day, soonest first.
    ///
    /// # Errors
    /// When the store does not answer.
    pub fn echeances(&self, acteur: &Acteur, avant: Date, nombre: u32) -> Result<Vec<Due>, Erreur> {
        let perimetre = Self::perimetre(acteur);
        self.store.lire(|tx| Ok(listes::echeances(tx, &perimetre, &avant.to_string(), nombre)?))
    }
}

/// The filters without those on what the reader does not read: a list that answers them tells it.
pub(crate) fn filtres_lisibles(acteur: &Acteur, filtres: &Filtres) -> Filtres {
    let mut lisibles = filtres.clone();
    if !policy::lit(acteur.nature, Classe::C2) {
        lisibles.statut_occupation = None;
    }
    if !policy::lit(acteur.nature, Classe::C4) {
        lisibles.niveau = None;
    }
    lisibles
}

/// Empties the columns of a line that the reader does not read.
pub(crate) fn taire(acteur: &Acteur, resume: &mut Resume) {
    if !policy::lit(acteur.nature, Classe::C2) {
        (resume.statut_occupation, resume.logement) = (None, None);
    }
    if !policy::lit(acteur.nature, Classe::C4) {
        resume.niveau = None;
    }
}

fn roles_tenus(convention: &Sujet, organisation: OrganisationId) -> Vec<String> {
    let etat = Etat::courant(convention);
    etat.parties.iter().filter(|(_, o)| *o == organisation).map(|(r, _)| (*r).to_owned()).collect()
}

fn convention_lue(sujet: &Sujet, contexte: &Contexte) -> ConventionLue {
    let etat = Etat::courant(sujet);
    let faits: BTreeMap<&str, &Valeur> = etat.faits.iter().map(|(n, (v, _))| (*n, *v)).collect();
    let entier = |nom: &str| match faits.get(nom) {
        Some(Valeur::Nombre(n) | Valeur::Montant(n)) => Some(*n),
        _ => None,
    };
    let jour = |nom: &str| match faits.get(nom) {
        Some(Valeur::Jour(j)) => Some(*j),
        _ => None,
    };
    ConventionLue {
        id: sujet.id,
        dispositif: sujet.dispositif.clone().unwrap_or_default(),
        nom: nom_de_sujet(sujet),
        periode: (jour("convention.debut"), jour("convention.fin")),
        places: entier("convention.places"),
        logements: entier("convention.logements"),
        enveloppe: entier("convention.enveloppe"),
        places_prises: contexte.compte(&Cle::Places(sujet.id)).nombre,
        admissions: contexte.compte(&Cle::Admissions(sujet.id)).nombre,
        logements_pris: contexte.compte(&Cle::Logements(sujet.id)).nombre,
        parties: etat.parties.iter().map(|(r, o)| ((*r).to_owned(), *o)).collect(),
    }
}
