//! The entries of the dictionary. Data, in the order in which a reader would look for them.

use std::sync::LazyLock;

use super::{Classe, Fait, Origine};
use crate::sujet::Genre;
use crate::valeur::Nature;

fn entree(nom: &str, libelle: &str, nature: Nature, classe: Classe, origine: Origine) -> Fait {
    Fait { nom: nom.to_owned(), libelle: libelle.to_owned(), nature, classe, origine, mots: Vec::new() }
}

fn saisi(nom: &str, libelle: &str, nature: Nature, classe: Classe) -> Fait {
    entree(nom, libelle, nature, classe, Origine::Saisi)
}

fn mot(nom: &str, libelle: &str, classe: Classe, mots: &[&str]) -> Fait {
    Fait { mots: mots.iter().map(|m| (*m).to_owned()).collect(), ..saisi(nom, libelle, Nature::Mot, classe) }
}

fn calcule(nom: &str, libelle: &str, nature: Nature, classe: Classe) -> Fait {
    entree(nom, libelle, nature, classe, Origine::Calcule)
}

fn de_l_acte(nom: &str, libelle: &str, nature: Nature, classe: Classe) -> Fait {
    entree(nom, libelle, nature, classe, Origine::DeLActe)
}

use Classe::{C0, C1, C2, C3, C4, C5, C6, C7};
use Nature::{Booleen, Jour, Montant, Mot, Mots, Nombre, Part};

/// All facts that the program knows by itself.
pub static DICTIONNAIRE: LazyLock<Vec<Fait>> = LazyLock::new(|| {
    vec![
        // People and household.
        saisi("menage.nom", "nom du ménage", Nature::Texte, C1),
        saisi("menage.adresse_protegee", "adresse à protéger", Booleen, C7),
        saisi("personne.naissance", "date de naissance de la personne de référence", Jour, C1),
        mot("personne.sexe", "sexe de la personne de référence", C1, &["femme", "homme"]),
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
        saisi("menage.difficultes", "difficultés économiques ou sociales", Booleen, C4),
        saisi("menage.difficultes_financieres", "difficultés financières", Booleen, C3),
        saisi("menage.mode_habiter", "difficulté dans la manière d'habiter", Booleen, C4),
        saisi("menage.risque_precarite", "risque de retour à la grande précarité", Booleen, C4),
        saisi("menage.besoin_hors_hebergement", "besoin que l'hébergement ne couvre pas", Booleen, C4),
        saisi("menage.accueil_enfants", "difficulté d'accueil des enfants après une séparation", Booleen, C4),
        saisi("menage.menace_expulsion", "menacé d'expulsion locative", Booleen, C2),
        saisi("menage.attente_mutation", "en attente d'une mutation", Booleen, C1),
        saisi("menage.monoparental", "famille monoparentale", Booleen, C1),
        saisi("menage.primo_locataire", "premier logement à son nom", Booleen, C1),
        saisi("menage.en_metropole", "relève de la métropole du territoire", Booleen, C1),
        saisi("menage.sortie_ase", "sort de l'aide sociale à l'enfance", Booleen, C4),
        // Recognitions.
        saisi("reconnaissance.dalo", "reconnu au titre du DALO", Booleen, C1),
        saisi("reconnaissance.dalo_urgent", "reconnu prioritaire et urgent (DALO)", Booleen, C1),
        saisi("reconnaissance.accord_collectif", "labellisé par un accord collectif", Booleen, C1),
        saisi("reconnaissance.pdalhpd", "public du plan départemental (PDALHPD)", Booleen, C1),
        saisi("residence.operateur", "logé dans une résidence de l'opérateur", Booleen, C1),
        saisi("residence.site", "habite le site du dispositif", Booleen, C1),
        saisi("droit_commun.eligible", "peut bénéficier d'une mesure de droit commun", Booleen, C1),
        // Resources.
        saisi("ressources.mensuelles", "ressources mensuelles du ménage", Montant, C3),
        saisi("ressources.aah", "bénéficiaire de l'AAH", Booleen, C5),
        saisi("ressources.sous_seuil_pauvrete", "ressources sous le seuil de pauvreté", Booleen, C3),
        saisi("ressources.aide_logement", "aide au logement mensuelle", Montant, C3),
        saisi("energie.risque_precarite", "risque de précarité énergétique", Booleen, C3),
        // Health.
        saisi("sante.troubles_psychiques", "troubles psychiques", Booleen, C5),
        saisi("sante.stabilisee", "état de santé stabilisé", Booleen, C5),
        saisi("sante.addiction", "conduites addictives", Booleen, C5),
        saisi("sante.troubles_comportement", "troubles du comportement", Booleen, C5),
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
        saisi("logement.reserve", "réservé au dispositif (contingent, label)", Booleen, C0),
        saisi("logement.perimetre", "dans le périmètre du dispositif", Booleen, C0),
        saisi("logement.adapte", "logement adapté", Booleen, C0),
        saisi("logement.individuel", "logement individuel", Booleen, C0),
        saisi("logement.reclasse", "loyer abaissé par délabellisation ou reclassement", Booleen, C0),
        saisi("logement.terrain_du_menage", "sur le terrain que le ménage occupe", Booleen, C1),
        mot("logement.financement", "financement", C0, &["PLAI", "PLAI_ADP", "PLUS", "PLS", "PLI", "PLA"]),
        // The site.
        saisi("site.menages", "ménages du site", Nombre, C0),
        saisi("site.logements", "logements du site", Nombre, C0),
        saisi("site.logements_reserves", "logements du site réservés au dispositif", Nombre, C0),
        // The convention.
        saisi("convention.nom", "nom de la convention", Nature::Texte, C0),
        saisi("convention.departement", "département (code INSEE)", Nature::Texte, C0),
        saisi("convention.debut", "début de la convention", Jour, C0),
        saisi("convention.fin", "fin de la convention", Jour, C0),
        saisi("convention.places", "places conventionnées", Nombre, C0),
        saisi("convention.menages", "ménages conventionnés sur toute la durée", Nombre, C0),
        saisi("convention.menages_acces", "ménages conventionnés pour l'accès", Nombre, C0),
        saisi("convention.menages_maintien", "ménages conventionnés pour le maintien", Nombre, C0),
        saisi("convention.menages_par_an", "ménages conventionnés par an", Nombre, C0),
        saisi("convention.diagnostics_prevus", "diagnostics conventionnés", Nombre, C0),
        saisi("convention.enveloppe_aides", "enveloppe des aides", Montant, C0),
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
        calcule("orientation.volet", "volet demandé à l'orientation", Mot, C1),
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
        calcule("mesure.niveau_depuis", "niveau depuis", Jour, C1),
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
        calcule("aide.mensuelle", "aides mensuelles en cours", Montant, C2),
        calcule("aide.cumul", "aides accordées au ménage", Montant, C2),
        calcule("procedure.stade", "stade de la procédure d'expulsion", Mot, C2),
        calcule("procedure.depuis", "stade atteint le", Jour, C2),
        // Computed: what others take (answered by the context).
        calcule("convention.places_prises", "places prises", Nombre, C0),
        calcule("convention.admissions", "ménages admis depuis le début", Nombre, C0),
        calcule("convention.logements_pris", "logements mobilisés", Nombre, C0),
        calcule("convention.diagnostics", "ménages diagnostiqués depuis le début", Nombre, C0),
        calcule("convention.aides_engagees", "aides accordées aux autres ménages", Montant, C0),
        calcule("convention.etp", "équivalents temps plein (centièmes)", Nombre, C0),
        calcule("convention.metiers", "métiers des équipes", Mots, C0),
        calcule("convention.agents_formes", "agents formés", Nombre, C0),
        calcule("convention.jours_formation", "jours de formation", Nombre, C0),
        calcule("convention.accords", "accords signés", Mots, C0),
        calcule("convention.projets_engages", "projets collectifs engagés", Nombre, C0),
        calcule("convention.engage", "montant engagé", Montant, C0),
        calcule("convention.en_vigueur", "convention en vigueur", Booleen, C0),
        calcule("referent.mesures", "mesures suivies par le référent", Nombre, C1),
        calcule("seance.tenue", "séance tenue", Booleen, C0),
        calcule("action.seances", "séances tenues", Nombre, C0),
        calcule("action.type", "type d'action", Mot, C0),
        // Fields of an act that follow from others.
        de_l_acte("acte.role", "qui agit", Mot, C0),
        de_l_acte("acte.le", "date de l'acte", Jour, C0),
        de_l_acte("acte.logement_change", "le logement change", Booleen, C0),
        de_l_acte("acte.nature_statut", "nature du statut visé", Mot, C2),
        de_l_acte("acte.membres_presents", "membres présents", Nombre, C0),
        de_l_acte("acte.bailleur_concerne", "l'auteur agit pour le bailleur concerné", Booleen, C0),
        de_l_acte("acte.cout", "coût total de l'aide", Montant, C2),
        de_l_acte("acte.presents_nombre", "nombre de présents", Nombre, C0),
        de_l_acte("acte.participants_roles", "participants", Mots, C0),
    ]
});
