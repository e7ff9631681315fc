//! What happened in the small world: two conventions, and what is common to all tests.

use actes::{Ordre, Porte};
use domain::{Acte, Champs, Date, Issue, SujetId, Valeur, ids};
use jiff::civil::date;
use std::sync::Arc;

use crate::monde::{A_BAIL_GLISSANT, DE_SOINS, DE_SORTIE, Monde};
use crate::personnes::{Foyer, Maison, Qui};

pub const SOINS: SujetId = SujetId(ids::ulid(401));
pub const SORTIE: SujetId = SujetId(ids::ulid(402));
pub const GLISSANTE: SujetId = SujetId(ids::ulid(403));
pub const EQUIPE: SujetId = SujetId(ids::ulid(411));
pub const LOGEMENT: SujetId = SujetId(ids::ulid(421));

pub fn mot(texte: &str) -> Valeur {
    Valeur::Mot(texte.to_owned())
}

pub fn mots(textes: &[&str]) -> Valeur {
    Valeur::Mots(textes.iter().map(|t| (*t).to_owned()).collect())
}

pub fn texte(texte: &str) -> Valeur {
    Valeur::Texte(texte.to_owned())
}

pub const VRAI: Valeur = Valeur::Booleen(true);

const fn dispositif(convention: SujetId) -> &'static str {
    match convention {
        SOINS => DE_SOINS,
        SORTIE => DE_SORTIE,
        _ => A_BAIL_GLISSANT,
    }
}

/// Who writes in the records of the world.
pub struct Plume<'m> {
    porte: &'m Arc<Porte>,
    rang: u32,
}

/// One act, on its way to the records.
pub struct Geste<'c> {
    pub acte: Acte,
    pub qui: Qui,
    /// Of those that her organisation holds; the first when it is not said.
    pub role: Option<&'c str>,
    pub sujet: SujetId,
    pub le: Date,
    pub champs: &'c [(&'c str, Valeur)],
}

impl<'m> Plume<'m> {
    pub const fn nouvelle(monde: &'m Monde) -> Self {
        Self { porte: &monde.porte, rang: 0 }
    }

    /// Goes on after another.
    pub const fn plus_tard(monde: &'m Monde) -> Self {
        Self { porte: &monde.porte, rang: 1_000 }
    }

    /// Records an act, in the role that its rules ask for.
    pub fn ecrire(&mut self, geste: &Geste<'_>) {
        let Geste { acte, qui, role, sujet, le, champs } = geste;
        self.rang += 1;
        let acteur = self.porte.annuaire().acteur(qui.id()).unwrap();
        let champs: Champs = champs.iter().map(|(nom, v)| ((*nom).to_owned(), v.clone())).collect();
        let ouverture = *acte == Acte::OuvrirConvention;
        let ordre = Ordre {
            acte: *acte,
            sujet: *sujet,
            dispositif: ouverture.then(|| dispositif(*sujet).to_owned()),
            le: *le,
            champs,
            role: role.map(str::to_owned),
            passer_outre: None,
            version_lue: None,
            cle: format!("{sujet}-{}-{}", acte.code(), self.rang),
        };
        let reponse =
            self.porte.agir(&acteur, ordre).unwrap_or_else(|e| panic!("{} ({qui:?}) : {e:?}", acte.nom()));
        let contre: Vec<&str> = reponse.verdict.decisifs().map(|m| m.message.as_str()).collect();
        assert_eq!(reponse.verdict.issue, Issue::Accepte, "{} ({qui:?}) : {contre:?}", acte.nom());
    }

    /// The same, on the day when most of it happened.
    pub fn noter(&mut self, qui: Qui, acte: Acte, sujet: SujetId, champs: &[(&str, Valeur)]) {
        // The team of the first convention acts as such.
        let de_l_equipe = matches!(acte, Acte::Diagnostiquer | Acte::OuvrirMesure | Acte::Visiter);
        let role = (de_l_equipe && qui.maison() == Maison::RiveClaire).then_some("travailleur social");
        self.ecrire(&Geste { acte, qui, role, sujet, le: date(2026, 2, 2), champs });
    }

    /// Both conventions, the roles in each, the team of the first.
    pub fn conventions(&mut self) {
        let de_soins = [
            ("association", Maison::RiveClaire),
            ("travailleur social", Maison::RiveClaire),
            ("bailleur", Maison::Valmont),
            ("bailleur", Maison::Hautbois),
            ("infirmier", Maison::Tilleuls),
            ("psychologue", Maison::Tilleuls),
            ("collectivité", Maison::Ville),
            ("État", Maison::Prefecture),
            ("groupement d'employeurs", Maison::Groupement),
            ("travailleur social", Maison::Relais),
        ];
        let de_sortie = [
            ("association", Maison::Large),
            ("bailleur", Maison::Valmont),
            ("groupement des bailleurs", Maison::Prefecture),
            ("SPIP", Maison::Probation),
        ];
        self.convention(Qui::Operatrice, SOINS, "Convention des Brumes", &de_soins);
        self.convention(Qui::Phare, SORTIE, "Convention du Phare", &de_sortie);
        let signataires = mots(&["bailleur", "association"]);
        let accord = [("accord", mot("groupement d'employeurs")), ("participants", signataires)];
        self.noter(Qui::Operatrice, Acte::SignerAccord, SOINS, &accord);
        let metiers = mots(&["travailleur social", "infirmier", "psychologue"]);
        let equipe =
            [("convention", Valeur::Sujet(SOINS)), ("metiers", metiers), ("etp", Valeur::Nombre(250))];
        self.noter(Qui::Partenaire, Acte::ConstituerEquipe, EQUIPE, &equipe);
    }

    /// A convention, and who holds its roles.
    pub fn convention(&mut self, qui: Qui, id: SujetId, nom: &str, roles: &[(&str, Maison)]) {
        let champs = [
            ("convention.nom", texte(nom)),
            ("convention.debut", Valeur::Jour(date(2025, 6, 1))),
            ("convention.fin", Valeur::Jour(date(2028, 5, 31))),
            ("convention.places", Valeur::Nombre(20)),
            ("convention.menages", Valeur::Nombre(30)),
            ("convention.logements", Valeur::Nombre(30)),
        ];
        let le = date(2025, 6, 1);
        let role = Some("association");
        self.ecrire(&Geste { acte: Acte::OuvrirConvention, qui, role, sujet: id, le, champs: &champs });
        for (role, maison) in roles {
            let champs = [("role", mot(role)), ("organisation", Valeur::Organisation(maison.id()))];
            let champs = &champs;
            self.ecrire(&Geste { acte: Acte::ConfierRole, qui, role: None, sujet: id, le, champs });
        }
    }

    /// A household recorded and referred by who does so, with these facts besides its name.
    pub fn foyer(&mut self, foyer: Foyer, nom: &str, faits: &[(&str, Valeur)]) {
        let mut menage = vec![("menage.nom", texte(nom)), ("menage.situation_complexe", VRAI)];
        menage.extend(faits.iter().cloned());
        self.noter(foyer.qui_oriente(), Acte::CreerMenage, foyer.menage(), &menage);
        let mut dossier = vec![("menage", Valeur::Sujet(foyer.menage()))];
        let bailleur = |m: Maison| ("bailleur", Valeur::Organisation(m.id()));
        match foyer {
            Foyer::Libere | Foyer::Presente => dossier.extend([
                ("convention", Valeur::Sujet(SORTIE)),
                ("canal", mot("besoin en urgence")),
                ("justice.situation", mot("sortie de prison")),
            ]),
            autre => {
                let sien = if autre == Foyer::DeLAutre { Maison::Hautbois } else { Maison::Valmont };
                dossier.extend([
                    ("convention", Valeur::Sujet(SOINS)),
                    ("canal", mot("aller vers")),
                    ("volet", mot("accès")),
                    bailleur(sien),
                ]);
            }
        }
        self.noter(foyer.qui_oriente(), Acte::Orienter, foyer.dossier(), &dossier);
    }
}
