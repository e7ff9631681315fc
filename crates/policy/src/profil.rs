//! The functions that people hold, and the kinds of organisations that they hold them in.

/// What kind of body an organisation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NatureOrganisation {
    /// Social landlord.
    Bailleur,
    /// Association that supports households; bound by professional secrecy through its mission.
    Association,
    /// Town, département, SIAO.
    Collectivite,
    /// The State's services.
    Etat,
    /// Hospital or medical team.
    Sante,
    /// Any other.
    Autre,
}

impl NatureOrganisation {
    /// Every kind.
    pub const TOUTES: [Self; 6] =
        [Self::Bailleur, Self::Association, Self::Collectivite, Self::Etat, Self::Sante, Self::Autre];

    /// The word of definitions and of the directory.
    pub const fn mot(self) -> &'static str {
        match self {
            Self::Bailleur => "bailleur",
            Self::Association => "association",
            Self::Collectivite => "collectivité",
            Self::Etat => "état",
            Self::Sante => "santé",
            Self::Autre => "autre",
        }
    }

    /// The kind of that word; what is not known reads least.
    pub fn du_mot(mot: &str) -> Self {
        Self::TOUTES.into_iter().find(|n| n.mot() == mot).unwrap_or(Self::Autre)
    }

    /// The function of someone of whom the directory says no other.
    pub const fn profil(self) -> Profil {
        match self {
            Self::Bailleur => Profil::ConseillerBailleur,
            Self::Association => Profil::IntervenantSocial,
            Self::Collectivite => Profil::ServiceSocialPublic,
            Self::Etat => Profil::ServiceEtat,
            Self::Sante => Profil::Soignant,
            Self::Autre => Profil::Partenaire,
        }
    }
}

/// What a person's trade allows her to know (domain notes, §2.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Profil {
    /// Social worker of an association, bound by professional secrecy.
    IntervenantSocial,
    /// Member of a medical team.
    Soignant,
    /// Social adviser of a landlord.
    ConseillerBailleur,
    /// Who lets and recovers for a landlord.
    GestionnaireLocatif,
    /// Social worker of a town or a département.
    ServiceSocialPublic,
    /// Agent of the State.
    ServiceEtat,
    /// Who prepares and keeps the minutes of an instance.
    SecretaireInstance,
    /// Anyone else.
    Partenaire,
    /// Who keeps accounts and settings: she reads no household.
    Administration,
}

impl Profil {
    /// Every function.
    pub const TOUS: [Self; 9] = [
        Self::IntervenantSocial,
        Self::Soignant,
        Self::ConseillerBailleur,
        Self::GestionnaireLocatif,
        Self::ServiceSocialPublic,
        Self::ServiceEtat,
        Self::SecretaireInstance,
        Self::Partenaire,
        Self::Administration,
    ];

    /// Its name in the table and in the directory.
    pub const fn mot(self) -> &'static str {
        match self {
            Self::IntervenantSocial => "intervenant social",
            Self::Soignant => "soignant",
            Self::ConseillerBailleur => "conseiller social du bailleur",
            Self::GestionnaireLocatif => "gestionnaire locatif",
            Self::ServiceSocialPublic => "service social public",
            Self::ServiceEtat => "service de l'État",
            Self::SecretaireInstance => "secrétaire d'instance",
            Self::Partenaire => "partenaire",
            Self::Administration => "administration",
        }
    }

    /// The function of that name.
    pub fn du_mot(mot: &str) -> Option<Self> {
        Self::TOUS.into_iter().find(|p| p.mot() == mot)
    }

    /// The kinds of organisations in which it may be held: a landlord employs no « intervenant social » who would
    /// read notes on its tenants.
    pub const fn se_tient_dans(self, nature: NatureOrganisation) -> bool {
        use NatureOrganisation::{Association, Autre, Bailleur, Collectivite, Etat, Sante};
        match self {
            Self::IntervenantSocial => matches!(nature, Association),
            Self::Soignant => matches!(nature, Sante | Association),
            Self::ConseillerBailleur => matches!(nature, Bailleur),
            Self::GestionnaireLocatif => matches!(nature, Bailleur | Association),
            Self::ServiceSocialPublic => matches!(nature, Collectivite),
            Self::ServiceEtat => matches!(nature, Etat),
            Self::SecretaireInstance => matches!(nature, Association | Collectivite | Etat | Autre),
            Self::Partenaire | Self::Administration => true,
        }
    }

    /// Whether it belongs to a landlord.
    pub const fn est_bailleur(self) -> bool {
        matches!(self, Self::ConseillerBailleur | Self::GestionnaireLocatif)
    }
}
