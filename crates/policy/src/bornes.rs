//! What no table may give, whoever wrote it.

use domain::fait::Classe;

use crate::droits::{Geste, Niveau};
use crate::profil::Profil;
use crate::relation::Relation;

/// The most that may be read, by function, tie and class.
pub const fn lecture(profil: Profil, relation: Relation, classe: Classe) -> Niveau {
    use Niveau::{Rien, Synthese, Tout};
    if matches!(profil, Profil::Administration) {
        return Rien;
    }
    // Who answers for a territory reads its conventions and their figures, no household; a landlord answers for none.
    if matches!(relation, Relation::Territoire) && (profil.est_bailleur() || !matches!(classe, Classe::C0)) {
        return Rien;
    }
    match classe {
        Classe::C0 | Classe::C1 | Classe::C2 | Classe::C3 => Tout,
        // The synthesis of an assessment goes to the landlord; the assessment does not (sheet 2.2.9 does so).
        Classe::C4 => match profil {
            Profil::IntervenantSocial | Profil::Soignant | Profil::ServiceSocialPublic => Tout,
            Profil::ConseillerBailleur | Profil::ServiceEtat | Profil::SecretaireInstance => Synthese,
            Profil::GestionnaireLocatif | Profil::Partenaire | Profil::Administration => Rien,
        },
        // CSP L1110-4: the team that cares; outside it, with the person's agreement, those bound by secrecy.
        Classe::C5 => match (profil, relation) {
            (Profil::Soignant, _) => Tout,
            (
                Profil::IntervenantSocial | Profil::ServiceSocialPublic,
                Relation::Partage | Relation::Urgence,
            ) => Tout,
            _ => Rien,
        },
        Classe::C6 => match profil {
            Profil::IntervenantSocial | Profil::ServiceSocialPublic => Tout,
            Profil::Soignant if matches!(relation, Relation::Partage) => Tout,
            _ => Rien,
        },
        Classe::C7 => match (profil, relation) {
            (Profil::IntervenantSocial | Profil::ServiceSocialPublic | Profil::Soignant, _) => Tout,
            (Profil::ConseillerBailleur, Relation::Nommee) => Tout,
            _ => Rien,
        },
    }
}

/// Whether households, and all that goes with them, exist for who holds this function: keeping the accounts opens none.
pub const fn suit(profil: Profil) -> bool {
    !matches!(profil, Profil::Administration)
}

/// Whether facts of that class may be recorded: a landlord keeps no file on health, justice or violence, even what
/// it was told.
pub const fn saisie(profil: Profil, classe: Classe) -> bool {
    match profil {
        Profil::Administration => false,
        _ if profil.est_bailleur() => !matches!(classe, Classe::C5 | Classe::C6 | Classe::C7),
        _ => true,
    }
}

/// Whether this may be done: a landlord neither shares nor protects what it does not know, nor exports it.
pub const fn geste(profil: Profil, geste: Geste) -> bool {
    match geste {
        Geste::Demander => !matches!(profil, Profil::Administration),
        Geste::Urgence => !matches!(profil, Profil::GestionnaireLocatif | Profil::Administration),
        Geste::Partager | Geste::Proteger | Geste::Exporter => {
            matches!(profil, Profil::IntervenantSocial | Profil::Soignant | Profil::ServiceSocialPublic)
        }
    }
}
