//! Who is around a household: who reads its dossier, since when, on what ground, until when. Made from what the reader
//! herself may know.

use domain::cercle::{Avec, Cercle, Protection};
use domain::etat::Effectif;
use domain::fait::Classe;
use domain::{Acte, Date, Etat, OrganisationId, UtilisateurId};
use policy::{Droits, Liens, Niveau, Profil, Relation};

use crate::SujetLu;
use crate::acces::{bailleur_de, convention_de, liens_de_partie, menage_de, operateur};

/// Someone, or an organisation, of the circle.
#[derive(Debug, Clone)]
pub struct Membre {
    /// Whom.
    pub qui: Avec,
    /// What ties them: the roles, `partage`, `personne nommée`, `référent`.
    pub titre: String,
    /// On what ground.
    pub fondement: String,
    /// Since.
    pub depuis: Option<Date>,
    /// Until, when it ends by itself.
    pub jusqu_au: Option<Date>,
    /// What they read.
    pub droits: Droits,
}

impl Membre {
    /// What they read, in words.
    pub fn lit(&self) -> String {
        let dit = |c: &Classe| match self.droits.niveau(*c) {
            Niveau::Rien => None,
            Niveau::Synthese => Some(format!("synthèse de la {}", c.mot())),
            Niveau::Tout => Some(c.mot().to_owned()),
        };
        domain::texte::liste(&Classe::TOUTES.iter().filter_map(dit).collect::<Vec<_>>())
    }
}

impl SujetLu {
    /// The circle, as far as this reader may know it.
    pub fn entourage(&self) -> Vec<Membre> {
        if let Some(protection) = menage_de(&self.sujet, &self.lies).and_then(Protection::de) {
            return protection.nommees.iter().map(|qui| self.nommee(*qui, &protection)).collect();
        }
        let mut membres = self.parties();
        membres.extend(self.referente());
        membres.extend(Cercle::de(&self.sujet).en_vigueur(self.aujourd_hui).map(|p| {
            let mut liens = Liens::default();
            liens.partager(p.classes.iter().copied());
            Membre {
                qui: p.avec,
                titre: "partage".to_owned(),
                fondement: p.fondement.to_owned(),
                depuis: Some(p.depuis),
                jusqu_au: Some(p.jusqu_au),
                droits: self.droits_pour(p.avec, &liens),
            }
        }));
        membres
    }

    /// Whether only named persons know this household.
    pub fn protege(&self) -> bool {
        menage_de(&self.sujet, &self.lies).and_then(Protection::de).is_some()
    }

    fn nommee(&self, qui: UtilisateurId, protection: &Protection) -> Membre {
        let avec = Avec::Personne(qui);
        Membre {
            qui: avec,
            titre: "personne nommée".to_owned(),
            fondement: "ménage protégé".to_owned(),
            depuis: Some(protection.depuis),
            jusqu_au: None,
            droits: self.droits_pour(avec, &Liens::de([Relation::Partie, Relation::Nommee])),
        }
    }

    /// The organisations that hold a role in the convention and for which this dossier exists.
    fn parties(&self) -> Vec<Membre> {
        let Some(convention) = convention_de(&self.sujet, &self.lies) else { return Vec::new() };
        let etat = Etat::courant(convention);
        let bailleur = bailleur_de(&self.etat());
        let tenus = etat.parties.iter().map(|(r, o)| (*r, self.annuaire.nature(*o), *o));
        let operateur = operateur(convention, self.regles.mecanique());
        let auteur = self.etat().auteur().map(|a| a.organisation);
        let membre = |(organisation, roles): (OrganisationId, Vec<String>)| {
            let liens = liens_de_partie(organisation, operateur, auteur);
            let confie = |e: &&Effectif<'_>| {
                e.acte == Acte::ConfierRole
                    && e.champs.get("organisation") == Some(&domain::Valeur::Organisation(organisation))
            };
            let avec = Avec::Organisation(organisation);
            Membre {
                qui: avec,
                titre: domain::texte::liste(&roles),
                fondement: "rôle dans la convention".to_owned(),
                depuis: etat.evenements.iter().find(confie).map(|e| e.le),
                jusqu_au: None,
                droits: self.droits_pour(avec, &liens),
            }
        };
        policy::parties(tenus, bailleur).into_iter().map(membre).collect()
    }

    fn referente(&self) -> Option<Membre> {
        let etat = self.etat();
        let mesure = etat.mesure()?;
        let qui = Avec::Personne(mesure.referent?);
        Some(Membre {
            qui,
            titre: "référent".to_owned(),
            fondement: "suit le ménage".to_owned(),
            depuis: Some(mesure.ouverte_le),
            jusqu_au: None,
            droits: self.droits_pour(qui, &Liens::de([Relation::Partie, Relation::Referent])),
        })
    }

    fn droits_pour(&self, qui: Avec, liens: &Liens) -> Droits {
        let profil: Profil = match qui {
            Avec::Organisation(id) => self.annuaire.nature(id).profil(),
            Avec::Personne(id) => self.annuaire.acteur(id).map_or(Profil::Partenaire, |a| a.profil),
        };
        self.porte.matrice().droits(profil, liens)
    }

    /// The name of a member.
    pub fn nom_du_membre(&self, qui: Avec) -> &str {
        match qui {
            Avec::Organisation(id) => self.annuaire.organisation(id),
            Avec::Personne(id) => self.annuaire.utilisateur(id),
        }
    }

    /// In words, before it is written: who will be able to read a field of this class.
    pub fn lecteurs(&self, classe: Classe, synthese: bool) -> String {
        let entourage = self.entourage();
        let noms = |lit: bool| {
            let mut noms: Vec<String> = entourage
                .iter()
                .filter(|m| m.droits.lit_champ(classe, synthese) == lit)
                .map(|m| self.nom_du_membre(m.qui).to_owned())
                .collect();
            noms.dedup();
            noms
        };
        let (oui, non) = (noms(true), noms(false));
        let non: Vec<String> = non.into_iter().filter(|n| !oui.contains(n)).collect();
        let lisent = match oui.as_slice() {
            [] => "Seul votre organisme pourra le relire".to_owned(),
            _ => format!("Pourront le lire\u{a0}: {}", domain::texte::liste(&oui)),
        };
        if non.is_empty() {
            format!("{lisent}.")
        } else {
            format!("{lisent}. Ne le liront pas\u{a0}: {}.", domain::texte::liste(&non))
        }
    }
}
