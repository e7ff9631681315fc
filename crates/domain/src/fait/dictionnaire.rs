//! The entries of the dictionary. Data, in the order in which a reader would look for them.

use super::{Classe, Fait, Origine};
use crate::sujet::Genre;
use crate::valeur::Nature;

const fn saisi(nom: &'static str, libelle: &'static str, nature: Nature, classe: Classe) -> Fait {
    Fait { nom, libelle, nature, classe, origine: Origine::Saisi, mots: &[] }
}

const fn mot(
    nom: &'static str,
    libelle: &'static str,
    classe: Classe,
    mots: &'static [&'static str],
) -> Fait {
    Fait { nom, libelle, nature: Nature::Mot, classe, origine: Origine::Saisi, mots }
}

const fn calcule(nom: &'static str, libelle: &'static str, nature: Nature, classe: Classe) -> Fait {
    Fait { nom, libelle, nature, classe, origine: Origine::Calcule, mots: &[] }
}

use Classe::{C0, C1, C2, C3, C4, C5, C6, C7};
use Nature::{Booleen, Jour, Montant, Mot, Mots, Nombre, Part};

/// All facts.
pub static DICTIONNAIRE: &[Fait] = &[
    // People and household.
    saisi("menage.nom", "nom du ménage", Nature::Texte, C1),
    saisi("menage.adresse_protegee", "adresse à protéger", Booleen, C7),
    saisi("personne.naissance", "date de naissance de la personne de référence", Jour, C1),
    saisi("personne.seule", "personne seule", Booleen, C1),
    saisi("menage.enfants", "nombre d'enfants", Nombre, C1),
    saisi("menage.commune", "commune (code INSEE)", Nature::Texte, C1),
    mot(
        "menage.situation_logement",
        "situation de logement",
        C1,
        &[
            "sans logement",
            "hébergé chez un tiers",
            "hébergement d'urgence",
            "hébergement d'insertion",
            "résidence sociale",
            "foyer de jeunes travailleurs",
            "logement insalubre",
            "locataire du parc social",
            "locataire du parc privé",
            "établissement de santé",
            "détention",
            "autre",
        ],
    ),
    saisi("menage.volontaire", "ménage volontaire", Booleen, C1),
    saisi("menage.isolement", "situation d'isolement", Booleen, C4),
    saisi("menage.grande_precarite", "en voie de marginalisation ou en grande précarité", Booleen, C4),
    saisi("menage.difficultes_cumulees", "difficultés économiques et sociales cumulées", Booleen, C4),
    saisi("menage.pret_au_relogement", "prêt au relogement", Booleen, C4),
    saisi("menage.besoin_habitat_partage", "besoin d'un habitat partagé", Booleen, C4),
    // Recognitions.
    saisi("reconnaissance.dalo", "reconnu au titre du DALO", Booleen, C1),
    saisi("reconnaissance.dalo_urgent", "reconnu prioritaire et urgent (DALO)", Booleen, C1),
    saisi("reconnaissance.accord_collectif", "labellisé par l'accord collectif départemental", Booleen, C1),
    saisi("reconnaissance.pdalhpd", "public du plan départemental (PDALHPD)", Booleen, C1),
    saisi("residence.operateur", "logé dans une résidence de l'opérateur", Booleen, C1),
    saisi("residence.site", "habite le site du dispositif", Booleen, C1),
    // Resources.
    saisi("ressources.mensuelles", "ressources mensuelles du ménage", Montant, C3),
    saisi("ressources.aah", "bénéficiaire de l'AAH", Booleen, C5),
    saisi("ressources.sous_seuil_pauvrete", "ressources sous le seuil de pauvreté", Booleen, C3),
    saisi("ressources.aide_logement", "aide au logement mensuelle", Montant, C3),
    // Health.
    saisi("sante.troubles_psychiques", "troubles psychiques", Booleen, C5),
    saisi("sante.stabilisee", "état de santé stabilisé", Booleen, C5),
    saisi("sante.addiction", "conduites addictives", Booleen, C5),
    // Justice, violence.
    saisi(
        "justice.suivi_spip",
        "suivi par le service pénitentiaire d'insertion et de probation",
        Booleen,
        C6,
    ),
    saisi("violences.victime", "victime de violences", Booleen, C7),
    // Lease and debt, as declared.
    saisi("bail.resilie", "bail résilié par le juge", Booleen, C2),
    saisi("bail.resilie_pour_impaye", "bail résilié pour impayé", Booleen, C2),
    saisi("bail.titulaire", "le ménage est titulaire du bail", Booleen, C2),
    saisi("impaye.loyer", "impayé de loyer", Booleen, C2),
    saisi("impaye.charges", "impayé de charges", Booleen, C2),
    saisi("impaye.energie", "impayé d'énergie", Booleen, C2),
    saisi("impaye.gestion", "difficulté de gestion ou d'appropriation du lieu de vie", Booleen, C4),
    saisi("solutions.epuisees", "solutions négociées restées sans effet", Booleen, C2),
    saisi("trouble.voisinage", "trouble de voisinage signalé", Booleen, C2),
    // The dwelling.
    saisi("logement.pieces", "nombre de pièces principales", Nombre, C0),
    saisi("logement.places", "places dans le logement", Nombre, C0),
    saisi("logement.qpv", "en quartier prioritaire (QPV)", Booleen, C0),
    saisi("logement.commune", "commune du logement (code INSEE)", Nature::Texte, C0),
    saisi("logement.departement", "département du logement", Nature::Texte, C0),
    saisi("logement.adresse", "adresse du logement", Nature::Texte, C0),
    saisi("logement.loyer", "loyer mensuel", Montant, C0),
    saisi("logement.charges", "charges mensuelles", Montant, C0),
    saisi("logement.chauffage", "chauffage mensuel", Montant, C0),
    mot(
        "logement.offre",
        "origine du logement",
        C0,
        &["existant", "neuf", "réhabilité", "résidence dédiée", "diffus", "vacant", "contingent réservé"],
    ),
    saisi("logement.residence_dediee", "dans la résidence dédiée au dispositif", Booleen, C0),
    mot("logement.financement", "financement", C0, &["PLAI", "PLAI_ADP", "PLUS", "PLS", "PLI", "PLA"]),
    // The site.
    saisi("site.menages", "ménages du site", Nombre, C0),
    saisi("site.logements", "logements du site", Nombre, C0),
    // The convention.
    saisi("convention.nom", "nom de la convention", Nature::Texte, C0),
    saisi("convention.debut", "début de la convention", Jour, C0),
    saisi("convention.fin", "fin de la convention", Jour, C0),
    saisi("convention.places", "places conventionnées", Nombre, C0),
    saisi("convention.menages", "ménages conventionnés sur toute la durée", Nombre, C0),
    saisi("convention.logements", "logements conventionnés", Nombre, C0),
    saisi("convention.enveloppe", "montant conventionné", Montant, C0),
    saisi("convention.projets", "projets collectifs financés", Nombre, C0),
    // Computed: the way in.
    calcule("aujourd_hui", "aujourd'hui", Jour, C0),
    calcule("dossier.ouvert", "dossier ouvert", Booleen, C1),
    calcule("dossier.existe", "dossier enregistré", Booleen, C1),
    calcule("sujet.existe", "déjà enregistré", Booleen, C0),
    calcule("parcours.etape", "étape du parcours", Mot, C1),
    calcule("orientation.canal", "canal d'orientation", Mot, C6),
    calcule("orientation.le", "date de l'orientation", Jour, C1),
    calcule("diagnostic.fait", "diagnostic réalisé", Booleen, C1),
    calcule("diagnostic.conclusion", "conclusion du diagnostic", Mot, C4),
    calcule("adhesion.recueillie", "adhésion du ménage en cours", Booleen, C1),
    calcule("admission.prononcee", "admission prononcée", Booleen, C1),
    calcule("admission.le", "date d'admission", Jour, C1),
    calcule("admission.volet", "volet", Mot, C1),
    // Computed: the support.
    calcule("mesure.ouverte", "mesure d'accompagnement ouverte", Booleen, C1),
    calcule("mesure.deja_ouverte", "une mesure a été ouverte", Booleen, C1),
    calcule("mesure.suspendue", "mesure suspendue", Booleen, C1),
    calcule("mesure.niveau", "niveau d'accompagnement", Mot, C4),
    calcule("mesure.referent", "référent", Nature::Utilisateur, C1),
    calcule("mesure.debut", "début de l'accompagnement", Jour, C1),
    calcule("mesure.terme", "terme prévu de l'accompagnement", Jour, C1),
    calcule("mesure.fin", "fin de l'accompagnement", Jour, C1),
    calcule("mesure.renouvellements", "renouvellements", Nombre, C1),
    calcule("veille.ouverte", "veille en cours", Booleen, C1),
    calcule("veille.debut", "début de la veille", Jour, C1),
    // Computed: the home.
    calcule("occupation.en_cours", "le ménage occupe un logement du dispositif", Booleen, C2),
    calcule("occupation.statut", "statut d'occupation", Mot, C2),
    calcule("occupation.nature", "nature du statut", Mot, C2),
    calcule("occupation.logement", "logement occupé", Nature::Sujet(Genre::Logement), C0),
    calcule("occupation.debut", "entrée dans le logement", Jour, C2),
    calcule("occupation.statut_depuis", "statut depuis", Jour, C2),
    calcule("occupation.logements", "logements occupés depuis l'entrée dans le dispositif", Nombre, C2),
    calcule("logement.propose", "logement proposé", Nature::Sujet(Genre::Logement), C0),
    calcule("logement.attribue", "logement attribué", Nature::Sujet(Genre::Logement), C0),
    calcule("logement.occupants", "places déjà prises dans le logement", Nombre, C0),
    calcule("logement.disponible", "logement mobilisable", Booleen, C0),
    // Computed: money and procedure.
    calcule("dette.initiale", "dette constatée", Montant, C2),
    calcule("dette.restante", "dette restante", Montant, C2),
    calcule("dette.part_restante", "part de la dette encore due", Part, C2),
    calcule("dette.effacee", "part de dette abandonnée", Montant, C2),
    calcule("dette.part_effacee", "part de la dette abandonnée par le bailleur", Part, C2),
    calcule("dette.plan", "plan d'apurement en cours", Booleen, C2),
    calcule("loyer.impayes", "loyers appelés et non réglés", Montant, C2),
    calcule("loyer.termes_regles", "termes réglés de suite", Nombre, C2),
    calcule("procedure.stade", "stade de la procédure d'expulsion", Mot, C2),
    calcule("procedure.depuis", "stade atteint le", Jour, C2),
    // Computed: what others take (answered by the context).
    calcule("convention.places_prises", "places prises", Nombre, C0),
    calcule("convention.admissions", "ménages admis depuis le début", Nombre, C0),
    calcule("convention.logements_pris", "logements mobilisés", Nombre, C0),
    calcule("convention.projets_engages", "projets collectifs engagés", Nombre, C0),
    calcule("convention.engage", "montant engagé", Montant, C0),
    calcule("convention.en_vigueur", "convention en vigueur", Booleen, C0),
    calcule("referent.mesures", "mesures suivies par le référent", Nombre, C1),
    calcule("seance.tenue", "séance tenue", Booleen, C0),
    calcule("action.seances", "séances tenues", Nombre, C0),
    calcule("action.type", "type d'action", Mot, C0),
    // Fields of an act that follow from others.
    Fait {
        nom: "acte.role",
        libelle: "qui agit",
        nature: Mot,
        classe: C0,
        origine: Origine::DeLActe,
        mots: &[],
    },
    Fait {
        nom: "acte.le",
        libelle: "date de l'acte",
        nature: Jour,
        classe: C0,
        origine: Origine::DeLActe,
        mots: &[],
    },
    Fait {
        nom: "acte.logement_change",
        libelle: "le logement change",
        nature: Booleen,
        classe: C0,
        origine: Origine::DeLActe,
        mots: &[],
    },
    Fait {
        nom: "acte.nature_statut",
        libelle: "nature du statut visé",
        nature: Mot,
        classe: C2,
        origine: Origine::DeLActe,
        mots: &[],
    },
    Fait {
        nom: "acte.membres_presents",
        libelle: "membres présents",
        nature: Nombre,
        classe: C0,
        origine: Origine::DeLActe,
        mots: &[],
    },
    Fait {
        nom: "acte.presents_nombre",
        libelle: "nombre de présents",
        nature: Nombre,
        classe: C0,
        origine: Origine::DeLActe,
        mots: &[],
    },
    Fait {
        nom: "acte.participants_roles",
        libelle: "participants",
        nature: Mots,
        classe: C0,
        origine: Origine::DeLActe,
        mots: &[],
    },
];
