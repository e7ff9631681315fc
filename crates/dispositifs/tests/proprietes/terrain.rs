//! A world in memory: a shipped definition, sujets, and acts drawn from a seed.

use std::sync::OnceLock;

use dispositifs::Bibliotheque;
use dispositifs::cas::{self, TheatreEnMemoire};
use domain::contexte;
use domain::evenement::Champs;
use domain::moteur::{self, Decision, Monde, Possible, Verdict};
use domain::{
    Acte, Auteur, Commande, Contexte, Date, Definition, Duree, Genre, OrganisationId, Sujet, SujetId, Sujets,
    UtilisateurId, Valeur, ids,
};

use super::tirage::{self, Des};

pub fn biblio() -> &'static Bibliotheque {
    static B: OnceLock<Bibliotheque> = OnceLock::new();
    B.get_or_init(|| Bibliotheque::embarquee().0)
}

const DEBUT: &str = "2024-06-01";
/// Acts after which little can happen.
const FINS: [Acte; 8] = [
    Acte::CloreConvention,
    Acte::RetirerLogement,
    Acte::RefuserAdmission,
    Acte::ConclureSansAccompagnement,
    Acte::Sortir,
    Acte::ChangerVersion,
    Acte::AdopterVersion,
    Acte::RetirerAdhesion,
];

/// The world of one definition.
#[derive(Clone)]
pub struct Terrain {
    pub definition: &'static Definition,
    pub sujets: Sujets,
    suivant: u128,
    /// Instants of recording, one second apart.
    seconde: u32,
    /// The day that the story has come to.
    jour: Date,
}

/// An act that was drawn, and what the engine said.
pub struct Geste {
    pub commande: Commande,
    pub aujourd_hui: Date,
    pub instant: String,
    pub decision: Decision,
}

impl Terrain {
    /// A world to begin with: one drawn, or that of a shipped cas stopped somewhere.
    pub fn nouveau(quelle: u64, des: &mut Des) -> Self {
        if des.sur_cent(60) { Self::d_un_cas(quelle, des) } else { Self::tire(quelle, des) }
    }

    fn d_un_cas(quelle: u64, des: &mut Des) -> Self {
        let mut t = Self::tire(quelle, des);
        let (chemin, texte) = des.parmi(&biblio().cas).unwrap();
        let cas = cas::lire(biblio(), chemin, texte).0.unwrap();
        t.definition = &biblio().definitions[&cas.dispositif];
        let mut theatre = TheatreEnMemoire::nouveau(biblio(), t.definition);
        assert!(cas::jouer(&cas, t.definition, &mut theatre).passe);
        t.sujets = theatre.sujets().clone();
        let mut instants: Vec<&str> =
            theatre.sujets().values().flat_map(|s| &s.evenements).map(|e| e.enregistre_le.as_str()).collect();
        instants.sort_unstable();
        let fin = instants[instants.len() / 2 + des.sous(instants.len().div_ceil(2))];
        for sujet in t.sujets.values_mut() {
            sujet.evenements.retain(|e| e.enregistre_le.as_str() <= fin);
            sujet.version = sujet.prochain_rang();
        }
        t.sujets.retain(|_, s| !s.evenements.is_empty());
        t.jour = fin[..10].parse().unwrap();
        t
    }

    /// A convention, two households, two dwellings, each with facts drawn.
    pub fn tire(quelle: u64, des: &mut Des) -> Self {
        let definitions: Vec<&Definition> = biblio().definitions.values().collect();
        let quelle = usize::try_from(quelle).unwrap() % definitions.len();
        let mut t = Self {
            definition: definitions[quelle],
            sujets: Sujets::new(),
            suivant: 1,
            seconde: 0,
            jour: DEBUT.parse().unwrap(),
        };
        t.creer(des, Acte::OuvrirConvention, "convention.", 90);
        for sur_cent in [if des.sur_cent(70) { 100 } else { 80 }, 60] {
            t.creer(des, Acte::CreerMenage, "", sur_cent);
            t.creer(des, Acte::DeclarerLogement, "logement.", sur_cent);
        }
        t
    }

    fn creer(&mut self, des: &mut Des, acte: Acte, prefixe: &str, sur_cent: u64) {
        let le: Date = DEBUT.parse().unwrap();
        let mut champs = Champs::new();
        let m = if acte == Acte::CreerMenage { &biblio().socle } else { &self.definition.mecanique };
        for fait in m.faits_saisis().filter(|f| f.nom.starts_with(prefixe)) {
            if des.sur_cent(sur_cent) {
                // Mostly yes: households that are admitted, dwellings that suit.
                let valeur = tirage::du_fait(self, des, fait);
                let oui = matches!(valeur, Valeur::Booleen(_)) && des.sur_cent(85);
                champs.insert(fait.nom.clone(), if oui { Valeur::Booleen(true) } else { valeur });
            }
        }
        if acte == Acte::OuvrirConvention {
            champs.insert("convention.debut".to_owned(), Valeur::Jour(le));
            champs.remove("convention.fin");
            if des.sur_cent(60) {
                champs.insert("convention.fin".to_owned(), Valeur::Jour("2030-01-01".parse().unwrap()));
            }
        }
        if acte.champ("convention").is_some() {
            let convention = self.sujets.values().find(|s| s.genre == Genre::Convention).unwrap();
            champs.insert("convention".to_owned(), Valeur::Sujet(convention.id));
        }
        let (sujet, instant, mut par) = (self.frais(), self.instant(), self.auteur(des));
        par.role.clone_from(&self.definition.mecanique.roles[0].nom);
        let mut commande = Commande { acte, sujet, le, par, champs, passer_outre: None };
        let verdict = loop {
            // Some draws are words that nobody knows: they have no place in the setting.
            match self.decider(&commande, le, &instant) {
                Ok(verdict) => break verdict,
                Err(fautes) => {
                    fautes.iter().for_each(|f| assert!(commande.champs.remove(&f.champ).is_some(), "{f:?}"));
                }
            }
        };
        self.ecrire(commande.sujet, &verdict);
    }

    fn frais(&mut self) -> SujetId {
        self.suivant += 1;
        SujetId(ids::ulid(self.suivant))
    }

    fn instant(&mut self) -> String {
        self.seconde += 1;
        let s = self.seconde;
        format!("2099-01-01T{:02}:{:02}:{:02}Z", s / 3600, s / 60 % 60, s % 60)
    }

    pub fn auteur(&self, des: &mut Des) -> Auteur {
        let roles = &self.definition.mecanique.roles;
        let role = des.parmi(roles).map(|r| r.nom.clone()).unwrap_or_default();
        let role = if des.sur_cent(2) { "inconnu".to_owned() } else { role };
        Auteur { utilisateur: UtilisateurId(ids::ulid(1)), organisation: OrganisationId(ids::ulid(1)), role }
    }

    pub fn monde<'a>(&'a self, genre: Genre, contexte: &'a Contexte, aujourd_hui: Date) -> Monde<'a> {
        let (d, hors) = (self.definition, genre == Genre::Menage);
        Monde {
            dispositif: if hors { "" } else { &d.id },
            empreinte: if hors { "" } else { &d.empreinte },
            mecanique: if hors { &biblio().socle } else { &d.mecanique },
            volets: if hors { &[] } else { &d.fiche.volets },
            droit: &biblio().droit,
            sujets: &self.sujets,
            contexte,
            aujourd_hui,
        }
    }

    pub fn contexte(&self, commande: &Commande) -> Contexte {
        let sujet = self.sujets.get(&commande.sujet);
        let genre = sujet.map_or(commande.acte.description().genre, |s| s.genre);
        let quotas = moteur::quotas(self.monde(genre, &Contexte::default(), commande.le), commande);
        Contexte::en_memoire(&contexte::demande(commande, sujet, &quotas), &self.sujets)
    }

    pub fn decider(&self, c: &Commande, aujourd_hui: Date, instant: &str) -> Decision {
        let contexte = self.contexte(c);
        let genre = self.sujets.get(&c.sujet).map_or(c.acte.description().genre, |s| s.genre);
        moteur::decider(self.monde(genre, &contexte, aujourd_hui), c, instant)
    }

    pub fn ecrire(&mut self, id: SujetId, verdict: &Verdict) {
        if let Some(naissance) = &verdict.naissance {
            self.sujets.insert(id, naissance.clone());
        }
        for (vers, evenement) in &verdict.evenements {
            self.sujets.get_mut(vers).unwrap().appliquer(evenement.clone());
        }
    }

    /// Draws one act, decides it, and writes it when it is accepted.
    pub fn geste(&mut self, graine: u64) -> Geste {
        let mut des = Des(graine);
        let commande = self.commande(&mut des);
        self.jouer(&mut des, commande)
    }

    /// Draws one of these acts on a sujet that takes it; now and then corrects one.
    pub fn geste_parmi(&mut self, graine: u64, actes: &[Acte]) -> Geste {
        let mut des = Des(graine);
        let acte = *des.parmi(actes).unwrap();
        let genre = acte.description().genre;
        let ids: Vec<SujetId> = self.sujets.values().filter(|s| s.genre == genre).map(|s| s.id).collect();
        let connu = des.parmi(&ids).copied().filter(|_| !acte.description().cree);
        let corrige = connu.map_or(0, |id| self.sujets[&id].evenements.len()) > 1 && des.sur_cent(50);
        let sujet = connu.unwrap_or_else(|| self.frais());
        let mut champs = tirage::champs(self, &mut des, acte);
        if corrige {
            let rang = 1 + des.sous(self.sujets[&sujet].evenements.len() - 1);
            champs.insert("evenement".to_owned(), Valeur::Nombre(i64::try_from(rang).unwrap()));
            champs.insert("motif_correction".to_owned(), Valeur::Texte("erreur".to_owned()));
            champs.insert("annule".to_owned(), Valeur::Booleen(des.sur_cent(30)));
            champs.insert("nouveau_jour".to_owned(), Valeur::Jour(tirage::jour(&mut des)));
        }
        let acte = if corrige { Acte::Corriger } else { acte };
        let (le, par) = (tirage::jour(&mut des), self.auteur(&mut des));
        let commande = Commande { acte, sujet, le, par, champs, passer_outre: Some("motif".to_owned()) };
        self.jouer(&mut des, commande)
    }

    fn jouer(&mut self, des: &mut Des, commande: Commande) -> Geste {
        let aujourd_hui = if des.sur_cent(90) { commande.le } else { tirage::jour(des) };
        let instant = self.instant();
        let decision = self.decider(&commande, aujourd_hui, &instant);
        if let Ok(verdict) = &decision {
            self.ecrire(commande.sujet, verdict);
        }
        Geste { commande, aujourd_hui, instant, decision }
    }

    /// An act: most often one that the engine says is possible on a sujet of the world.
    pub fn commande(&mut self, des: &mut Des) -> Commande {
        let par = self.auteur(des);
        let pas = u16::try_from(des.sous(25)).unwrap();
        let suite = Duree { mois: 0, jours: pas }.apres(self.jour);
        let le = if des.sur_cent(90) { suite } else { tirage::jour(des) };
        self.jour = suite;
        let vivants: Vec<&Sujet> = self.sujets.values().collect();
        let dossiers: Vec<&Sujet> = vivants.iter().copied().filter(|s| s.genre == Genre::Dossier).collect();
        let choix = if !dossiers.is_empty() && des.sur_cent(75) { &dossiers } else { &vivants };
        let vise = (*des.parmi(choix).unwrap()).clone();
        let tous: Vec<Acte> = Acte::tous().collect();
        let (acte, fixes) = if des.sur_cent(70) {
            self.possible(des, &vise, &par, le)
        } else {
            (*des.parmi(&tous).unwrap(), Champs::new())
        };
        let mut champs = tirage::champs(self, des, acte);
        champs.extend(fixes);
        if acte == Acte::Corriger {
            let n = i64::try_from(des.sous(vise.evenements.len() + 1)).unwrap();
            champs.insert("evenement".to_owned(), Valeur::Nombre(n));
        }
        let sujet = if acte.description().cree { self.frais() } else { vise.id };
        let passer_outre = des.sur_cent(30).then(|| "motif".to_owned());
        Commande { acte, sujet, le, par, champs, passer_outre }
    }

    fn possible(&self, des: &mut Des, vise: &Sujet, par: &Auteur, le: Date) -> (Acte, Champs) {
        if vise.genre == Genre::Menage && des.sur_cent(80) {
            return (Acte::Orienter, Champs::from([("menage".to_owned(), Valeur::Sujet(vise.id))]));
        }
        let vide = Commande {
            acte: Acte::Renseigner,
            sujet: vise.id,
            le,
            par: par.clone(),
            champs: Champs::new(),
            passer_outre: None,
        };
        let contexte = self.contexte(&vide);
        let suite = moteur::suite(self.monde(vise.genre, &contexte, le), vise, par);
        let finir = des.sur_cent(5);
        let suite = suite.into_iter().filter(|s| s.possible != Possible::Non);
        // Rather what was not done yet, so that stories go far.
        let neuf = des.sur_cent(80);
        let fait = |a: Acte| vise.evenements.iter().any(|e| e.acte == a);
        let possibles: Vec<_> =
            suite.filter(|s| finir || !FINS.contains(&s.acte)).filter(|s| !neuf || !fait(s.acte)).collect();
        des.parmi(&possibles).map_or((Acte::Corriger, Champs::new()), |s| (s.acte, s.champs.clone()))
    }
}
