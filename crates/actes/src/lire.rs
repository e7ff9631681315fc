//! What a person may read: a sujet with all that its page needs, lists, conventions.

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::cercle::Cercle;
use domain::contexte;
use domain::fait::Classe;
use domain::moteur::{self, Echeance, Issue, Monde, Motif, Suite};
use domain::{
    Acte, Auteur, Champs, Commande, Contexte, Date, Definition, Etat, Genre, Sujet, SujetId, Sujets,
};
use policy::{Acteur, Droits, Liens, Relation};
use store::listes::{self, Parmi};
use store::{Perimetre, contexte as prises, sujets};

use crate::acces::{convention_de, dit_a_tous, roles_tenus};
use crate::droits;
use crate::lectures::Consultation;
use crate::porte::Regles;
use crate::{Annuaire, Erreur, Porte};

/// A sujet with all that its page needs, as one reader may know it: what she may not read is not in it, and all that
/// is computed from it (due dates, what may happen next) is what she could compute herself.
pub struct SujetLu {
    /// The sujet; its version and its ranks count what she sees.
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
    /// What she may read, record and do here.
    pub droits: Droits,
    pub(crate) porte: Arc<Porte>,
    contexte: Contexte,
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

    /// The title of its dispositif: the neutral one for who takes no part in its convention.
    pub fn titre_du_dispositif(&self) -> Option<&str> {
        let fiche = &self.definition()?.fiche;
        let neutre = fiche.titre_neutre.as_ref().filter(|_| self.roles.is_empty());
        Some(neutre.unwrap_or(&fiche.titre))
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
        // A version is chosen on a page of its own, where one sees what it changes.
        suite.retain(|s| !s.acte.rattache() && (porte || !policy::de_qui_porte(s.acte)));
        suite
    }

    /// What is due, of what the reader may know.
    pub fn echeances(&self) -> Vec<Echeance> {
        let mut dues = moteur::echeances(self.monde(), &self.sujet);
        dues.retain(|e| dit_a_tous(e.classe) || self.lit(e.classe));
        dues
    }

    /// Whether the reader may see this class of data here.
    pub fn lit(&self, classe: Classe) -> bool {
        self.droits.lit(classe)
    }

    /// Why she reads it, as the household is told.
    fn motif_de_lecture(&self) -> &'static str {
        let cercle = Cercle::de(&self.sujet);
        if cercle.urgence(self.acteur.utilisateur, &self.porte.horloge.instant()).is_some() {
            "ouverture en urgence"
        } else if self.protege() {
            "personne nommée pour un ménage protégé"
        } else if self.roles.is_empty() {
            "partage, ou dossier de son organisme"
        } else {
            "suivi du dossier"
        }
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
    /// One sujet of that kind, with all that its page needs.
    ///
    /// # Errors
    /// `Introuvable` when it does not exist for this reader.
    pub fn sujet(self: &Arc<Self>, acteur: &Acteur, genre: Genre, id: SujetId) -> Result<SujetLu, Erreur> {
        let (lu, classes) = self.charger(acteur, genre, id)?;
        self.consulter(&lu, classes, "page")?;
        Ok(lu)
    }

    /// The same with the classes that it holds, before its reading is noted: nothing of it may leave yet.
    pub(crate) fn charger(
        self: &Arc<Self>,
        acteur: &Acteur,
        genre: Genre,
        id: SujetId,
    ) -> Result<(SujetLu, BTreeSet<Classe>), Erreur> {
        self.store.lire(|tx| {
            let perimetre = self.perimetre(tx, acteur)?;
            let entier = sujets::charger(tx, &perimetre, id)?
                .filter(|s| s.genre == genre)
                .ok_or(Erreur::Introuvable)?;
            droits::non_efface(Some(&entier))?;
            self.lu(tx, acteur, Some(&perimetre), entier)
        })
    }

    /// Notes that it is read, and on what: on disk before anything of it leaves.
    pub(crate) fn consulter(
        &self,
        lu: &SujetLu,
        classes: BTreeSet<Classe>,
        support: &'static str,
    ) -> Result<(), Erreur> {
        let (classes, motif): (Vec<Classe>, _) = (classes.into_iter().collect(), lu.motif_de_lecture());
        let (sujet, menage) = (lu.sujet.id, lu.sujet.menage);
        self.noter_lectures(&lu.acteur, &[Consultation { sujet, menage, classes: &classes, motif, support }])
    }

    /// The same, whole, whoever may know it: for what plays cas and checks the books, never for a page.
    pub(crate) fn sujet_entier(self: &Arc<Self>, acteur: &Acteur, id: SujetId) -> Result<SujetLu, Erreur> {
        self.store.lire(|tx| {
            let entier = sujets::charger_interne(tx, [id])?.remove(&id).ok_or(Erreur::Introuvable)?;
            Ok(self.lu(tx, acteur, None, entier)?.0)
        })
    }

    /// The rank, in what she sees of a sujet, of its entry of rank `n`; none when she does not see it.
    ///
    /// # Errors
    /// `Introuvable` when the sujet does not exist for her.
    pub fn rang_vu(&self, acteur: &Acteur, id: SujetId, n: u32) -> Result<Option<u32>, Erreur> {
        self.store.lire(|tx| {
            let perimetre = self.perimetre(tx, acteur)?;
            let entier = sujets::charger(tx, &perimetre, id)?.ok_or(Erreur::Introuvable)?;
            let regles = self.regles(tx, Some(&entier), entier.dispositif.as_deref())?;
            let autour = contexte::sujets_lies(&self.sans_acte(acteur, &entier), Some(&entier));
            let lies = sujets::charger_interne(tx, autour)?;
            let droits = self.droits_sur(tx, acteur, &entier, &lies, &regles)?;
            let vue = self.vue(tx, acteur, &perimetre, &entier, &droits, &regles)?;
            Ok(vue.rangs.iter().position(|r| *r == n).and_then(|rang| u32::try_from(rang).ok()))
        })
    }

    /// `perimetre` is none for the whole.
    fn lu(
        self: &Arc<Self>,
        tx: &mut store::Tx<'_>,
        acteur: &Acteur,
        perimetre: Option<&Perimetre>,
        entier: Sujet,
    ) -> Result<(SujetLu, BTreeSet<Classe>), Erreur> {
        let regles = self.regles(tx, Some(&entier), entier.dispositif.as_deref())?;
        let vide = self.sans_acte(acteur, &entier);
        let mut ids = contexte::sujets_lies(&vide, Some(&entier));
        ids.extend(Etat::courant(&entier).occupations.iter().map(|o| o.logement));
        let mut lies = sujets::charger_interne(tx, ids)?;
        let roles = convention_de(&entier, &lies).map(|c| roles_tenus(c, acteur.organisation));
        let roles = roles.unwrap_or_default().into_iter().map(str::to_owned).collect();
        let (mut sujet, mut droits, mut classes) = (entier, Droits::du_moteur(), BTreeSet::new());
        if let Some(perimetre) = perimetre {
            lies.insert(sujet.id, sujet.clone());
            droits = self.droits_sur(tx, acteur, &sujet, &lies, &regles)?;
            lies.remove(&sujet.id);
            for lie in lies.values_mut() {
                let vue = self.vue(tx, acteur, perimetre, lie, &droits, &regles)?;
                classes.extend(vue.classes);
                *lie = vue.sujet;
            }
            let vue = self.vue(tx, acteur, perimetre, &sujet, &droits, &regles)?;
            classes.extend(vue.classes);
            sujet = vue.sujet;
        }
        lies.insert(sujet.id, sujet.clone());
        let aujourd_hui = self.aujourd_hui(regles.definition().map(|d| &**d));
        let demande = self.demande(&regles, &lies, &vide, aujourd_hui);
        let contexte = prises::repondre(tx, perimetre.unwrap_or(&Perimetre::tout()), &demande)?;
        let lu = SujetLu {
            sujet,
            lies,
            regles,
            annuaire: self.annuaire(),
            acteur: acteur.clone(),
            roles,
            aujourd_hui,
            droits,
            porte: Arc::clone(self),
            contexte,
        };
        Ok((lu, classes))
    }

    /// The names of those of these sujets that exist for this reader: what a page names besides its own.
    ///
    /// # Errors
    /// When the store does not answer.
    pub fn nommes(
        &self,
        acteur: &Acteur,
        ids: impl IntoIterator<Item = SujetId>,
    ) -> Result<Vec<Sujet>, Erreur> {
        self.store.lire(|tx| {
            let perimetre = self.perimetre(tx, acteur)?;
            let mut lus = Vec::new();
            for id in ids {
                if let Some(entier) = sujets::charger(tx, &perimetre, id)? {
                    lus.push(self.vu_de_loin(tx, acteur, &perimetre, entier)?);
                }
            }
            Ok(lus)
        })
    }

    /// A sujet as this reader may know it among others. What she reaches by her organisation's part in it, she knows at
    /// least as any party does; what was shared with her, as far as it was.
    fn vu_de_loin(
        &self,
        tx: &mut store::Tx<'_>,
        acteur: &Acteur,
        perimetre: &Perimetre,
        entier: Sujet,
    ) -> Result<Sujet, Erreur> {
        let regles = self.regles(tx, Some(&entier), entier.dispositif.as_deref())?;
        let droits = if perimetre.a_des_acces() {
            let lus = sujets::charger_interne(tx, [entier.menage, entier.convention].into_iter().flatten())?;
            self.droits_sur(tx, acteur, &entier, &lus, &regles)?
        } else {
            self.droits_de(acteur, &Liens::de([Relation::Partie]))
        };
        Ok(self.vue(tx, acteur, perimetre, &entier, &droits, &regles)?.sujet)
    }

    pub(crate) fn sans_acte(&self, acteur: &Acteur, sujet: &Sujet) -> Commande {
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
        let mut lus = self.store.lire(|tx| {
            let perimetre = self.perimetre(tx, acteur)?;
            let parmi = convention.map_or(Parmi::Tous, Parmi::Convention);
            let entiers = listes::lister(tx, &perimetre, genre, parmi)?;
            let vus = entiers.into_iter().map(|entier| self.vu_de_loin(tx, acteur, &perimetre, entier));
            vus.collect::<Result<Vec<_>, Erreur>>()
        })?;
        lus.sort_by_cached_key(|s| (domain::texte::plier(&nom_de_sujet(s)), s.id));
        Ok(lus)
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

    /// What she may read and record of what she is about to bring into being.
    pub fn droits_a_la_creation(&self, acteur: &Acteur) -> Droits {
        self.droits_de(acteur, &Liens::de([Relation::Partie, Relation::Propre]))
    }
}
