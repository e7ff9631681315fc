//! A canary in each field that can hold one: a text, an amount, a day or a number that stands nowhere else. Whoever may
//! read the field must find it somewhere; nobody else may find it anywhere.

use domain::fait::{Classe, fait};
use domain::valeur::Nature;
use domain::{Acte, SujetId, Valeur};
use jiff::civil::date;

use crate::histoire::{LOGEMENT, Plume, SOINS, VRAI, mot, mots};
use crate::monde::Monde;
use crate::personnes::{Foyer, Maison, Qui};

/// One canary.
#[derive(Debug)]
pub struct Canari {
    /// Of whom it tells.
    pub foyer: Foyer,
    /// The act that holds it.
    pub acte: Acte,
    /// Its field.
    pub champ: String,
    /// The class of that field, and whether it belongs to the synthesis.
    pub classe: Classe,
    pub synthese: bool,
    /// Who wrote it.
    pub qui: Qui,
    /// As it may stand on a page.
    pub forme: String,
}

impl Canari {
    /// Whether this reader may find it, by the table and by the ties that were meant.
    pub fn lisible(&self, lectrice: Option<Qui>) -> bool {
        let Some((qui, droits)) = lectrice.and_then(|q| Some((q, q.droits(self.foyer)?))) else {
            return false;
        };
        let sien = self.qui.maison() == qui.maison();
        let description = self.acte.description();
        // Whoever knows a sujet knows that it came into being.
        let arrive = sien || description.cree || droits.lit(description.classe);
        let champ = droits.lit_champ(self.classe, self.synthese) || (sien && droits.consigne(self.classe));
        arrive && champ
    }
}

/// The story, and the canaries that it leaves.
pub struct Conteuse<'m> {
    plume: Plume<'m>,
    pub canaris: Vec<Canari>,
}

impl<'m> Conteuse<'m> {
    /// The whole story told in a world.
    pub fn conter(monde: &'m Monde) -> Vec<Canari> {
        let mut conteuse = Self { plume: Plume::nouvelle(monde), canaris: Vec::new() };
        conteuse.plume.conventions();
        for foyer in Foyer::TOUS {
            conteuse.entrer(foyer);
        }
        conteuse.suivre(Foyer::Ordinaire);
        conteuse.cloturer(Foyer::Oriente);
        conteuse.partager(Foyer::Partage);
        conteuse.proteger(Foyer::Protege);
        conteuse.juger(Foyer::Presente);
        conteuse.canaris
    }

    /// A household comes in: its facts of every class, and what is first told of it.
    fn entrer(&mut self, foyer: Foyer) {
        let libres = ["menage.commune", "personne.naissance", "menage.enfants", "ressources.mensuelles"];
        let mut faits: Vec<(&str, Valeur)> =
            libres.map(|champ| self.poser(foyer, Acte::CreerMenage, champ)).into();
        let nom = self.poser(foyer, Acte::CreerMenage, "menage.nom").1.to_string();
        faits.extend(
            ["sante.troubles_psychiques", "justice.suivi_spip", "violences.victime"].map(|f| (f, VRAI)),
        );
        self.plume.foyer(foyer, &nom, &faits);
        let qui = foyer.qui_oriente();
        let menage = foyer.menage();
        self.dire(
            foyer,
            qui,
            Acte::AjouterPersonne,
            menage,
            &["prenom", "naissance"],
            &[("lien", mot("enfant"))],
        );
        let dossier = foyer.dossier();
        self.dire(foyer, qui, Acte::RecueillirAdhesion, dossier, &["portee"], &[("forme", mot("écrite"))]);
        self.dire(foyer, qui, Acte::RetirerAdhesion, dossier, &["motif"], &[]);
        let entourage = [("avec", mot("entourage"))];
        self.dire(foyer, qui, Acte::Mediation, dossier, &["note"], &entourage);
        self.dire(foyer, qui, Acte::ConstaterDette, dossier, &["montant"], &[]);
        self.dire(foyer, qui, Acte::Renseigner, dossier, &["ressources.aide_logement"], &[]);
        // What others record, they know.
        if foyer == Foyer::Ordinaire {
            self.dire(foyer, Qui::Conseillere, Acte::AppelerTerme, dossier, &["montant"], &[]);
            self.dire(foyer, Qui::ServiceSocial, Acte::Mediation, dossier, &["note"], &entourage);
            self.dire(foyer, Qui::Partenaire, Acte::Mediation, dossier, &["note"], &entourage);
        }
    }

    /// From assessment to the watch, with money, a dwelling and corrections.
    fn suivre(&mut self, foyer: Foyer) {
        let (qui, dossier) = (Qui::Operatrice, foyer.dossier());
        let accompagnement = [("conclusion", mot("accompagnement"))];
        self.dire(foyer, qui, Acte::Diagnostiquer, dossier, &["objectifs"], &accompagnement);
        self.dire(foyer, qui, Acte::Admettre, dossier, &[], &[]);
        let referente = [("referent", Valeur::Utilisateur(Qui::Referente.id()))];
        self.dire(foyer, qui, Acte::OuvrirMesure, dossier, &[], &referente);
        self.dire(foyer, Qui::Referente, Acte::Visiter, dossier, &["note"], &[("lieu", mot("domicile"))]);
        let equipe = mots(&["travailleur social", "infirmier", "psychologue"]);
        let point = [("conclusion", mot("favorable")), ("participants", equipe)];
        self.dire(foyer, qui, Acte::FaireLePoint, dossier, &["note"], &point);
        self.dire(foyer, qui, Acte::ConvenirPlan, dossier, &["mensualite"], &[]);
        self.dire(foyer, qui, Acte::Encaisser, dossier, &["montant"], &[("objet", mot("loyer"))]);
        self.dire(foyer, qui, Acte::AbandonnerCreance, dossier, &["montant"], &[]);
        let logement =
            [("convention", Valeur::Sujet(SOINS)), ("bailleur", Valeur::Organisation(Maison::Valmont.id()))];
        let logement =
            [&logement[..], &[("logement.offre", mot("existant")), ("logement.adapte", VRAI)]].concat();
        let libres = ["logement.adresse", "logement.loyer", "logement.commune"];
        self.dire(foyer, Qui::Conseillere, Acte::DeclarerLogement, LOGEMENT, &libres, &logement);
        let bail = [("logement", Valeur::Sujet(LOGEMENT)), ("statut", mot("locataire en titre"))];
        self.dire(foyer, qui, Acte::Entrer, dossier, &[], &bail);
        self.dire(foyer, qui, Acte::Clore, dossier, &["bilan"], &[("motif", mot("terme"))]);
        self.dire(foyer, qui, Acte::OuvrirVeille, dossier, &[], &[]);
        self.dire(foyer, qui, Acte::DeclencherVeille, dossier, &["motif"], &[]);
        self.dire(foyer, qui, Acte::Rouvrir, dossier, &["motif"], &[]);
        self.dire(
            foyer,
            qui,
            Acte::Corriger,
            dossier,
            &["motif_correction"],
            &[("evenement", Valeur::Nombre(1)), ("forme", mot("orale"))],
        );
        let demande = [("quoi", mots(&["situation sociale"]))];
        self.dire(foyer, Qui::ServiceSocial, Acte::DemanderAcces, dossier, &["motif"], &demande);
        let a_la_ville = [("avec", Valeur::Organisation(Maison::Ville.id()))];
        self.dire(foyer, qui, Acte::RefuserAcces, dossier, &["motif"], &a_la_ville);
    }

    fn cloturer(&mut self, foyer: Foyer) {
        let (qui, dossier) = (Qui::Relais, foyer.dossier());
        self.dire(foyer, qui, Acte::Sortir, dossier, &["vers"], &[("motif", mot("réorientation"))]);
    }

    fn partager(&mut self, foyer: Foyer) {
        let (qui, dossier) = (Qui::Operatrice, foyer.dossier());
        let partages: [(Maison, &[&str]); 2] = [
            (Maison::Clinique, &["logement", "identité", "situation sociale", "justice"]),
            (Maison::Voisin, &["identité"]),
        ];
        for (maison, classes) in partages {
            let avec = ("avec", Valeur::Organisation(maison.id()));
            let quoi = ("quoi", mots(classes));
            let accord = [avec.clone(), quoi.clone(), ("forme", mot("écrite"))];
            self.dire(foyer, qui, Acte::RecueillirAccord, dossier, &[], &accord);
            let fin = ("jusqu_au", Valeur::Jour(date(2026, 12, 31)));
            let partage = [avec, quoi, ("fondement", mot("accord du ménage")), fin];
            self.dire(foyer, qui, Acte::Partager, dossier, &[], &partage);
        }
        self.dire(foyer, Qui::ServiceSocial, Acte::AccederEnUrgence, dossier, &["motif"], &[]);
    }

    /// Protected, then not, then again: what was said of it stays said to those who are named.
    fn proteger(&mut self, foyer: Foyer) {
        let (qui, menage) = (Qui::Referente, foyer.menage());
        let violences = [("motif", mot("violences"))];
        self.dire(foyer, qui, Acte::Proteger, menage, &[], &violences);
        self.dire(foyer, qui, Acte::LeverProtection, menage, &["motif"], &[]);
        self.dire(foyer, qui, Acte::Proteger, menage, &[], &violences);
        let nommee = [("personne", Valeur::Utilisateur(Qui::ConseillereNommee.id()))];
        self.dire(foyer, qui, Acte::NommerPersonne, menage, &[], &nommee);
        self.dire(foyer, qui, Acte::Mediation, foyer.dossier(), &["note"], &[("avec", mot("entourage"))]);
    }

    fn juger(&mut self, foyer: Foyer) {
        let dossier = foyer.dossier();
        let accompagnement = [("conclusion", mot("accompagnement"))];
        self.dire(foyer, Qui::Phare, Acte::Diagnostiquer, dossier, &["objectifs"], &accompagnement);
        let instance = [("instance", mot("comité d'orientation")), ("sur", mot("ouvrir une mesure"))];
        let ajourne = [&instance[..], &[("sens", mot("ajourné"))]].concat();
        self.dire(foyer, Qui::AgentEtat, Acte::Decider, dossier, &["motif"], &ajourne);
        self.dire(foyer, Qui::Phare, Acte::Presenter, dossier, &[], &instance);
    }

    /// Records an act, with a canary in each of its free fields.
    fn dire(
        &mut self,
        foyer: Foyer,
        qui: Qui,
        acte: Acte,
        sujet: SujetId,
        libres: &[&'static str],
        fixes: &[(&'static str, Valeur)],
    ) {
        let mut champs = fixes.to_vec();
        for champ in libres {
            let pose = self.poser(foyer, acte, champ);
            self.canaris.last_mut().unwrap().qui = qui;
            champs.push(pose);
        }
        self.plume.noter(qui, acte, sujet, &champs);
    }

    /// A canary for this field, of whoever refers the household.
    fn poser(&mut self, foyer: Foyer, acte: Acte, champ: &'static str) -> (&'static str, Valeur) {
        let rang = i64::try_from(self.canaris.len()).unwrap();
        let de_l_acte = acte.champ(champ).map(|c| (c.nature, c.classe, c.synthese));
        let (nature, classe, synthese) =
            de_l_acte.or_else(|| fait(champ).map(|f| (f.nature, f.classe, false))).unwrap();
        let valeur = match nature {
            Nature::Texte => Valeur::Texte(format!("{}q{rang}q", foyer.mot())),
            Nature::Montant => Valeur::Montant(99_903 - 211 * rang),
            Nature::Jour => {
                Valeur::Jour(date(1931, 1, 3).checked_add(jiff::Span::new().days(41 * rang)).unwrap())
            }
            Nature::Nombre => Valeur::Nombre(63_211 + rang),
            autre => panic!("{champ} : no canary of {autre:?}"),
        };
        // A correction says anything of what it corrects: its reason is read as a note is.
        let classe = if champ == "motif_correction" { Classe::C4 } else { classe };
        self.canaris.push(Canari {
            foyer,
            acte,
            champ: champ.to_owned(),
            classe,
            synthese,
            qui: foyer.qui_oriente(),
            forme: valeur.to_string(),
        });
        (champ, valeur)
    }
}
