//! Who reads, for whom she works, and what ties her to each household of the small world: written by hand, so that what
//! the program answers is compared with what was meant and not with what it computed.

use crate::histoire::{SOINS, SORTIE};
use domain::fait::Classe;
use domain::ids::ulid;
use domain::{OrganisationId, SujetId, UtilisateurId};
use policy::{Droits, Liens, Matrice, NatureOrganisation, Profil, Relation};

/// A body of the directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Maison {
    /// Runs the measures of the first convention.
    RiveClaire = 1,
    /// Landlord of most households.
    Valmont = 2,
    /// The other landlord of the same convention.
    Hautbois = 3,
    /// The care team of the first convention.
    Tilleuls = 4,
    /// The town.
    Ville = 5,
    /// The State's service, which sits in the instance of the second convention.
    Prefecture = 6,
    /// Holds a role without accompanying anybody.
    Groupement = 7,
    /// Refers households, and runs nothing.
    Relais = 8,
    /// Runs the measures of the second convention.
    Large = 9,
    /// Probation service of the second convention.
    Probation = 10,
    /// Takes part in nothing.
    Ailleurs = 11,
    /// Takes part in nothing; one household is shared with it.
    Clinique = 12,
    /// A landlord that takes part in nothing; of one household, it is told who it is.
    Voisin = 13,
}

impl Maison {
    pub const TOUTES: [(Self, &str, NatureOrganisation); 13] = [
        (Self::RiveClaire, "Rive Claire", NatureOrganisation::Association),
        (Self::Valmont, "Valmont Habitat", NatureOrganisation::Bailleur),
        (Self::Hautbois, "Hautbois Logis", NatureOrganisation::Bailleur),
        (Self::Tilleuls, "Soins des Tilleuls", NatureOrganisation::Sante),
        (Self::Ville, "Ville de Brume", NatureOrganisation::Collectivite),
        (Self::Prefecture, "Service de Brume", NatureOrganisation::Etat),
        (Self::Groupement, "Groupement de Brume", NatureOrganisation::Autre),
        (Self::Relais, "Relais des Ponts", NatureOrganisation::Association),
        (Self::Large, "Association du Phare", NatureOrganisation::Association),
        (Self::Probation, "Probation de Brume", NatureOrganisation::Etat),
        (Self::Ailleurs, "Ailleurs", NatureOrganisation::Association),
        (Self::Clinique, "Clinique du Val", NatureOrganisation::Sante),
        (Self::Voisin, "Voisin Habitat", NatureOrganisation::Bailleur),
    ];

    pub const fn id(self) -> OrganisationId {
        OrganisationId(ulid(self as u128))
    }

    pub fn nature(self) -> NatureOrganisation {
        Self::TOUTES.iter().find(|(m, ..)| *m == self).unwrap().2
    }
}

/// Someone who reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Qui {
    Operatrice = 101,
    Referente = 102,
    Conseillere = 103,
    ConseillereNommee = 104,
    Gestionnaire = 105,
    AutreBailleur = 106,
    Soignante = 107,
    ServiceSocial = 108,
    AgentEtat = 109,
    Secretaire = 110,
    Partenaire = 111,
    Relais = 112,
    Phare = 113,
    Probation = 114,
    Etrangere = 115,
    Clinique = 116,
    Voisine = 117,
    Comptable = 118,
    Administratrice = 119,
}

use Qui::*;

impl Qui {
    /// Everyone: her name, for whom she works, her function.
    pub const TOUTES: [(Self, &str, Maison, Profil); 19] = [
        (Operatrice, "Odile", Maison::RiveClaire, Profil::IntervenantSocial),
        (Referente, "Reine", Maison::RiveClaire, Profil::IntervenantSocial),
        (Conseillere, "Colette", Maison::Valmont, Profil::ConseillerBailleur),
        (ConseillereNommee, "Norah", Maison::Valmont, Profil::ConseillerBailleur),
        (Gestionnaire, "Gilles", Maison::Valmont, Profil::GestionnaireLocatif),
        (AutreBailleur, "Basile", Maison::Hautbois, Profil::ConseillerBailleur),
        (Soignante, "Sabine", Maison::Tilleuls, Profil::Soignant),
        (ServiceSocial, "Viviane", Maison::Ville, Profil::ServiceSocialPublic),
        (AgentEtat, "Estelle", Maison::Prefecture, Profil::ServiceEtat),
        (Secretaire, "Serge", Maison::Prefecture, Profil::SecretaireInstance),
        (Partenaire, "Paule", Maison::Groupement, Profil::Partenaire),
        (Relais, "Lucie", Maison::Relais, Profil::IntervenantSocial),
        (Phare, "Fanny", Maison::Large, Profil::IntervenantSocial),
        (Probation, "Prune", Maison::Probation, Profil::ServiceEtat),
        (Etrangere, "Zora", Maison::Ailleurs, Profil::IntervenantSocial),
        (Clinique, "Claire", Maison::Clinique, Profil::Soignant),
        (Comptable, "Carole", Maison::RiveClaire, Profil::GestionnaireLocatif),
        (Voisine, "Victoire", Maison::Voisin, Profil::ConseillerBailleur),
        (Administratrice, "Adèle", Maison::RiveClaire, Profil::Administration),
    ];

    pub const fn id(self) -> UtilisateurId {
        UtilisateurId(ulid(self as u128))
    }

    fn ligne(self) -> &'static (Self, &'static str, Maison, Profil) {
        Self::TOUTES.iter().find(|(q, ..)| *q == self).unwrap()
    }

    pub fn maison(self) -> Maison {
        self.ligne().2
    }

    pub fn profil(self) -> Profil {
        self.ligne().3
    }

    /// What she may do with a household and its dossier; none when they do not exist for her.
    pub fn droits(self, menage: Foyer) -> Option<Droits> {
        let liens = self.liens(menage)?;
        Some(Matrice::livree().droits(self.profil(), &liens))
    }

    fn liens(self, menage: Foyer) -> Option<Liens> {
        // She keeps the accounts: no household exists for her.
        if self == Administratrice {
            return None;
        }
        use Relation::{Instance, Nommee, Operateur, Partie, Propre, Referent, Urgence};
        let mut liens = Liens::default();
        if menage == Foyer::Protege {
            if !matches!(self, Referente | ConseillereNommee) {
                return None;
            }
            liens.lier(Nommee);
        }
        if menage.est_de(self.maison()) {
            liens.lier(Partie);
        }
        if menage.auteur() == self.maison() {
            liens.lier(Propre);
        }
        if menage.operateur() == self.maison() {
            liens.lier(Operateur);
        }
        match (self, menage) {
            (Referente, Foyer::Ordinaire) => liens.lier(Referent),
            (Clinique, Foyer::Partage) => liens.partager([Classe::C0, Classe::C1, Classe::C4, Classe::C6]),
            (Voisine, Foyer::Partage) => liens.partager([Classe::C1]),
            (ServiceSocial, Foyer::Partage) => liens.lier(Urgence),
            (AgentEtat | Secretaire, Foyer::Presente) => liens.lier(Instance),
            _ => {}
        }
        (!liens.relations.is_empty()).then_some(liens)
    }
}

/// A household of the small world, with its dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Foyer {
    /// All that can be told of one is told, under the first landlord.
    Ordinaire = 1,
    /// Of the other landlord.
    DeLAutre = 2,
    /// Referred by a body that only refers.
    Oriente = 3,
    /// Shared with a hospital outside; opened in an emergency by the town.
    Partage = 4,
    /// Only named persons know it.
    Protege = 5,
    /// Leaving prison, in the second convention.
    Libere = 6,
    /// The same, before its instance.
    Presente = 7,
}

/// Who holds a role in a convention.
pub fn parties(convention: SujetId) -> &'static [Maison] {
    use Maison::*;
    match convention {
        SORTIE => &[Large, Valmont, Prefecture, Probation],
        _ => &[RiveClaire, Valmont, Hautbois, Tilleuls, Ville, Prefecture, Groupement, Relais],
    }
}

impl Foyer {
    pub const TOUS: [Self; 7] = [
        Self::Ordinaire,
        Self::DeLAutre,
        Self::Oriente,
        Self::Partage,
        Self::Protege,
        Self::Libere,
        Self::Presente,
    ];

    pub const fn menage(self) -> SujetId {
        SujetId(ulid(200 + self as u128))
    }

    pub const fn dossier(self) -> SujetId {
        SujetId(ulid(300 + self as u128))
    }

    /// The word that every text of this household holds.
    pub const fn mot(self) -> &'static str {
        match self {
            Self::Ordinaire => "Zordi",
            Self::DeLAutre => "Zautr",
            Self::Oriente => "Zorie",
            Self::Partage => "Zpart",
            Self::Protege => "Zprot",
            Self::Libere => "Zlibe",
            Self::Presente => "Zpres",
        }
    }

    /// For whom it exists by its convention: of two landlords, only its own.
    fn est_de(self, maison: Maison) -> bool {
        let autre = if self == Self::DeLAutre { Maison::Valmont } else { Maison::Hautbois };
        parties(self.convention()).contains(&maison) && maison != autre
    }

    /// Its convention.
    pub const fn convention(self) -> SujetId {
        match self {
            Self::Libere | Self::Presente => SORTIE,
            _ => SOINS,
        }
    }

    /// Who recorded and referred it.
    fn auteur(self) -> Maison {
        self.qui_oriente().maison()
    }

    pub const fn qui_oriente(self) -> Qui {
        match self {
            Self::Oriente => Qui::Relais,
            Self::Protege => Qui::Referente,
            Self::Libere | Self::Presente => Qui::Phare,
            _ => Qui::Operatrice,
        }
    }

    const fn operateur(self) -> Maison {
        match self {
            Self::Libere | Self::Presente => Maison::Large,
            _ => Maison::RiveClaire,
        }
    }
}
