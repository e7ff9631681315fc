//! From an act and what its sujet is judged by to a form.

use domain::definition::mecanique::Mecanique;
use domain::fait::Fait;
use domain::moteur::Faute;
use domain::{Acte, Date};

use actes::SujetLu;

use super::champ::{self, majuscule};
use super::{Champ, Choix, Formulaire, Groupe, Reponse, Saisie, nom_du_role, rubrique};

/// What a form depends on.
pub struct Cadre<'a> {
    /// The act.
    pub acte: Acte,
    /// What its sujet is judged by.
    pub mecanique: &'a Mecanique,
    /// The streams of the fiche.
    pub volets: &'a [String],
    /// What may be named.
    pub choix: &'a Choix,
    /// Today, there.
    pub aujourd_hui: Date,
    /// The roles that her organisation holds.
    pub roles: &'a [String],
    /// The facts to offer, each with its present value in words (empty when unknown).
    pub faits: Vec<(Fait, String)>,
    /// Fields that are not asked: the status an act goes to, the convention it is under.
    pub fixes: Vec<(String, String)>,
    /// Fields that are neither asked nor shown.
    pub tus: Vec<&'static str>,
    /// The version on the screen.
    pub version: Option<u32>,
    /// The key of this form: posted twice, carried out once.
    pub cle: String,
    /// Where it is posted.
    pub action: String,
    /// What tells its ids from those of the other forms of the page.
    pub prefixe: String,
    /// Whether an alert waits for a reason.
    pub passer_outre: bool,
    /// On what it is done, when it exists: what is written of a household says who will read it.
    pub lu: Option<&'a SujetLu>,
}

impl Cadre<'_> {
    pub(super) fn id(&self, nom: &str) -> String {
        format!("{}{}", self.prefixe, nom.replace('.', "-"))
    }

    /// The form, with what was typed and what was found wrong in it.
    pub fn formulaire(&self, saisie: &Saisie, fautes: &[Faute]) -> Formulaire {
        let description = self.acte.description();
        let fixe = |nom: &str| self.fixes.iter().find(|(n, _)| n == nom).map(|(_, v)| v.as_str());
        let titre = match fixe("vers").or_else(|| fixe("statut")) {
            Some(vers) => format!("{}\u{a0}: {vers}", majuscule(description.nom)),
            None => majuscule(description.nom),
        };
        let mut form = Formulaire {
            action: self.action.clone(),
            bouton: "Enregistrer".to_owned(),
            titre,
            caches: self.caches(),
            champs: vec![self.jour(saisie)],
            faits: self.groupes(saisie),
            fautes: Vec::new(),
        };
        let demandes =
            description.champs.iter().filter(|c| fixe(c.nom).is_none() && !self.tus.contains(&c.nom));
        // What is optional and has nothing to choose from is not asked at all.
        let champs = demandes.map(|c| (c.requis, champ::de_l_acte(self, c, saisie)));
        form.champs.extend(champs.filter(|(requis, c)| *requis || !c.sans_choix()).map(|(_, c)| c));
        form.champs.extend(self.role(saisie));
        form.champs.extend(self.raison(saisie));
        self.marquer(&mut form, fautes);
        form
    }

    fn caches(&self) -> Vec<(String, String)> {
        let mut caches = self.fixes.clone();
        caches.push(("cle".to_owned(), self.cle.clone()));
        caches.extend(self.version.map(|v| ("version".to_owned(), v.to_string())));
        caches
    }

    fn jour(&self, saisie: &Saisie) -> Champ {
        let defaut = domain::texte::jour(self.aujourd_hui);
        Champ {
            id: self.id("le"),
            nom: "le".to_owned(),
            libelle: "Date".to_owned(),
            aide: "Le jour où cela s'est passé, par exemple 02/09/2026".to_owned(),
            valeur: saisie.une("le").map_or(defaut, str::to_owned),
            genre: "jour",
            ..Champ::default()
        }
    }

    /// Asked only of whom has several.
    fn role(&self, saisie: &Saisie) -> Option<Champ> {
        let nom = nom_du_role(self.acte);
        let dit = saisie.une(nom).or_else(|| self.roles.first().map(String::as_str)).unwrap_or_default();
        let options =
            self.roles.iter().map(|r| Reponse { valeur: r.clone(), libelle: majuscule(r), coche: r == dit });
        (self.roles.len() > 1).then(|| Champ {
            id: self.id(nom),
            nom: nom.to_owned(),
            libelle: "Vous agissez en tant que".to_owned(),
            valeur: dit.to_owned(),
            genre: if self.roles.len() > 5 { "liste" } else { "radios" },
            options: options.collect(),
            ..Champ::default()
        })
    }

    fn raison(&self, saisie: &Saisie) -> Option<Champ> {
        let dite = saisie.une("passer_outre").unwrap_or_default();
        (self.passer_outre || !dite.is_empty()).then(|| Champ {
            id: self.id("passer_outre"),
            nom: "passer_outre".to_owned(),
            libelle: "Pourquoi passer outre l'alerte".to_owned(),
            aide: "Votre motif est inscrit au journal, à votre nom.".to_owned(),
            valeur: dite.to_owned(),
            genre: "long",
            ..Champ::default()
        })
    }

    fn groupes(&self, saisie: &Saisie) -> Vec<Groupe> {
        let mut faits: Vec<&(Fait, String)> = self.faits.iter().collect();
        faits.sort_by_key(|(f, _)| rubrique(f).0);
        let mut groupes: Vec<Groupe> = Vec::new();
        for (fait, connu) in faits {
            let titre = rubrique(fait).1;
            let champ = champ::du_fait(self, fait, connu, saisie);
            match groupes.last_mut().filter(|g| g.titre == titre) {
                Some(groupe) => groupe.champs.push(champ),
                None => groupes.push(Groupe { titre: titre.to_owned(), champs: vec![champ], ouvert: false }),
            }
        }
        for groupe in &mut groupes {
            groupe.ouvert = groupe.champs.iter().any(|c| saisie.une(&c.nom).is_some());
        }
        // An act that is only its facts shows them at once.
        if let (true, Some(premier)) = (self.acte.description().champs.is_empty(), groupes.first_mut()) {
            premier.ouvert = true;
        }
        groupes
    }

    fn marquer(&self, form: &mut Formulaire, fautes: &[Faute]) {
        for faute in fautes {
            let nom = champ::nom_pose(self.acte, &faute.champ);
            let groupes = form.faits.iter_mut().flat_map(|g| {
                let ouvert = &mut g.ouvert;
                g.champs.iter_mut().filter(|c| c.nom == nom).inspect(move |_| *ouvert = true)
            });
            match form.champs.iter_mut().chain(groupes).find(|c| c.nom == nom) {
                Some(champ) => champ.erreur.clone_from(&faute.message),
                None => form.fautes.push(faute.message.clone()),
            }
        }
    }
}
