//! The table of acts.

use serde::{Deserialize, Serialize};

use super::cercle;
use super::entree::{Entree, en_synthese, libre, requis, sur};
use super::{Description, Domaine, Piste};
use crate::fait::Classe;
use crate::sujet::Genre;
use crate::valeur::Nature;

macro_rules! actes {
    ($( $(#[$doc:meta])* $variante:ident $entree:expr ;)*) => {
        /// An act: what someone may record.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Acte { $( $(#[$doc])* $variante, )* }

        /// Every act, in the order of the variants.
        pub static CATALOGUE: &[Description] = &[
            $( Entree { acte: Acte::$variante, ..$entree }.description(), )*
        ];
    };
}

actes! {
    /// « créer le ménage ».
    CreerMenage sur(Genre::Menage, Piste::Parcours, "créer le ménage", "a créé le ménage", &[]).cree().avec_faits();
    /// « ajouter une personne ».
    AjouterPersonne sur(Genre::Menage, Piste::Parcours, "ajouter une personne", "a ajouté une personne au ménage", &[
        requis("prenom", "prénom", Nature::Texte, Domaine::Libre, Classe::C1),
        libre("naissance", "date de naissance", Nature::Jour, Domaine::Libre, Classe::C1),
        requis("lien", "lien avec la personne de référence", Nature::Mot, Domaine::Fixe(&["conjoint", "enfant", "parent", "autre"]), Classe::C1),
    ]);
    /// « retirer une personne ».
    RetirerPersonne sur(Genre::Menage, Piste::Parcours, "retirer une personne", "a retiré une personne du ménage", &[
        requis("prenom", "prénom", Nature::Texte, Domaine::Libre, Classe::C1),
        libre("motif", "motif", Nature::Mot, Domaine::Fixe(&["départ", "décès", "séparation", "autre"]), Classe::C1),
    ]);
    /// « renseigner le ménage ».
    RenseignerMenage sur(Genre::Menage, Piste::Parcours, "renseigner le ménage", "a renseigné la situation du ménage", &[]).avec_faits();
    /// « orienter ».
    Orienter sur(Genre::Dossier, Piste::Parcours, "orienter", "a orienté le ménage", &[
        requis("menage", "ménage", Nature::Sujet(Genre::Menage), Domaine::Libre, Classe::C1),
        requis("convention", "convention", Nature::Sujet(Genre::Convention), Domaine::Libre, Classe::C0),
        requis("canal", "canal d'orientation", Nature::Mot, Domaine::Canaux, Classe::C6),
        libre("volet", "volet", Nature::Mot, Domaine::Volets, Classe::C1),
        libre("bailleur", "bailleur concerné", Nature::Organisation, Domaine::Libre, Classe::C0),
    ]).cree().avec_faits();
    /// « renseigner ».
    Renseigner sur(Genre::Dossier, Piste::Parcours, "renseigner", "a renseigné la situation", &[]).avec_faits();
    /// « notifier ».
    Notifier sur(Genre::Dossier, Piste::Parcours, "notifier", "a informé un organisme", &[requis("a", "organisme informé", Nature::Mot, Domaine::Organismes, Classe::C1)]);
    /// « tenter un contact ».
    TenterContact sur(Genre::Dossier, Piste::Parcours, "tenter un contact", "a tenté de joindre le ménage", &[
        requis("resultat", "résultat", Nature::Mot, Domaine::Fixe(&["joint", "absent", "refus"]), Classe::C1),
        libre("moyen", "moyen", Nature::Mot, Domaine::Fixe(&["domicile", "téléphone", "courrier", "bureau"]), Classe::C1),
    ]);
    /// « préévaluer ».
    Preevaluer sur(Genre::Dossier, Piste::Parcours, "préévaluer", "a préévalué la situation", &[
        en_synthese(requis("conclusion", "conclusion", Nature::Mot, Domaine::Fixe(&["diagnostic à faire", "sans suite"]), Classe::C4)),
    ]).avec_faits();
    /// « diagnostiquer ».
    Diagnostiquer sur(Genre::Dossier, Piste::Parcours, "diagnostiquer", "a établi le diagnostic", &[
        en_synthese(requis("conclusion", "conclusion", Nature::Mot, Domaine::Fixe(&["accompagnement", "sans accompagnement", "autre dispositif"]), Classe::C4)),
        libre("participants", "établi avec", Nature::Mots, Domaine::Roles, Classe::C1),
        libre("lieu", "lieu", Nature::Mot, Domaine::Fixe(&["domicile", "bureau", "structure", "autre"]), Classe::C1),
        en_synthese(libre("objectifs", "objectifs préconisés", Nature::Texte, Domaine::Libre, Classe::C4)),
    ]).avec_faits();
    /// « conclure sans accompagnement ».
    ConclureSansAccompagnement sur(Genre::Dossier, Piste::Parcours, "conclure sans accompagnement", "a conclu sans accompagnement", &[
        requis("motif", "motif", Nature::Mot, Domaine::Fixe(&["besoin non confirmé", "autre dispositif", "refus du ménage", "injoignable", "autre"]), Classe::C4),
    ]);
    /// « recueillir l'adhésion ».
    RecueillirAdhesion sur(Genre::Dossier, Piste::Parcours, "recueillir l'adhésion", "a recueilli l'adhésion du ménage", &[
        requis("forme", "forme", Nature::Mot, Domaine::Fixe(&["écrite", "orale"]), Classe::C1),
        libre("portee", "ce qu'elle couvre", Nature::Texte, Domaine::Libre, Classe::C1),
    ]);
    /// « retirer l'adhésion ».
    RetirerAdhesion sur(Genre::Dossier, Piste::Parcours, "retirer l'adhésion", "a enregistré le retrait de l'adhésion", &[
        libre("motif", "motif donné par le ménage", Nature::Texte, Domaine::Libre, Classe::C4),
    ]);
    /// « présenter ».
    Presenter sur(Genre::Dossier, Piste::Parcours, "présenter", "a présenté le dossier", &[
        requis("instance", "instance", Nature::Mot, Domaine::Instances, Classe::C1),
        requis("sur", "objet", Nature::Mot, Domaine::Pouvoirs, Classe::C1),
        libre("seance", "séance", Nature::Sujet(Genre::Seance), Domaine::Libre, Classe::C0),
    ]);
    /// « décider ».
    Decider sur(Genre::Dossier, Piste::Parcours, "décider", "a rendu la décision de l'instance", &[
        requis("instance", "instance", Nature::Mot, Domaine::Instances, Classe::C1),
        requis("sur", "objet", Nature::Mot, Domaine::Pouvoirs, Classe::C1),
        requis("sens", "sens", Nature::Mot, Domaine::Fixe(&["favorable", "défavorable", "ajourné"]), Classe::C1),
        libre("participants", "présents", Nature::Mots, Domaine::Roles, Classe::C1),
        libre("seance", "séance", Nature::Sujet(Genre::Seance), Domaine::Libre, Classe::C0),
        libre("motif", "motif", Nature::Texte, Domaine::Libre, Classe::C4),
    ]);
    /// « recevoir une décision ».
    RecevoirDecision sur(Genre::Dossier, Piste::Parcours, "recevoir une décision", "a reçu une décision", &[
        requis("decision", "décision", Nature::Mot, Domaine::DecisionsRecues, Classe::C1),
        requis("sens", "sens", Nature::Mot, Domaine::Fixe(&["favorable", "défavorable"]), Classe::C1),
        libre("document", "référence du document", Nature::Texte, Domaine::Libre, Classe::C1),
    ]);
    /// « verser un document ».
    VerserDocument sur(Genre::Dossier, Piste::Parcours, "verser un document", "a versé un document", &[
        requis("document", "document", Nature::Mot, Domaine::Documents, Classe::C1),
        libre("reference", "référence", Nature::Texte, Domaine::Libre, Classe::C1),
    ]);
    /// « signer un contrat ».
    SignerContrat sur(Genre::Dossier, Piste::Parcours, "signer un contrat", "a enregistré la signature d'un contrat", &[
        requis("contrat", "contrat", Nature::Mot, Domaine::Contrats, Classe::C1),
        libre("participants", "signataires", Nature::Mots, Domaine::Roles, Classe::C1),
    ]);
    /// « admettre ».
    Admettre sur(Genre::Dossier, Piste::Parcours, "admettre", "a admis le ménage", &[libre("volet", "volet", Nature::Mot, Domaine::Volets, Classe::C1)]);
    /// « refuser l'admission ».
    RefuserAdmission sur(Genre::Dossier, Piste::Parcours, "refuser l'admission", "a refusé l'admission", &[
        requis("motif", "motif", Nature::Mot, Domaine::Fixe(&["hors critères", "plus de place", "refus du ménage", "autre dispositif", "autre"]), Classe::C4),
    ]);
    /// « ouvrir une mesure ».
    OuvrirMesure sur(Genre::Dossier, Piste::Accompagnement, "ouvrir une mesure", "a ouvert la mesure d'accompagnement", &[
        libre("niveau", "niveau", Nature::Mot, Domaine::Niveaux, Classe::C4),
        libre("referent", "référent", Nature::Utilisateur, Domaine::Libre, Classe::C1),
        libre("duree", "durée prévue", Nature::Duree, Domaine::Libre, Classe::C1),
    ]);
    /// « désigner un référent ».
    DesignerReferent sur(Genre::Dossier, Piste::Accompagnement, "désigner un référent", "a désigné le référent", &[
        requis("referent", "référent", Nature::Utilisateur, Domaine::Libre, Classe::C1),
    ]);
    /// « visiter ».
    Visiter sur(Genre::Dossier, Piste::Accompagnement, "visiter", "a rencontré le ménage", &[
        requis("lieu", "lieu", Nature::Mot, Domaine::Fixe(&["domicile", "bureau", "structure", "extérieur"]), Classe::C1),
        libre("participants", "avec", Nature::Mots, Domaine::Roles, Classe::C1),
        libre("note", "note", Nature::Texte, Domaine::Libre, Classe::C4),
    ]);
    /// « mener une médiation ».
    Mediation sur(Genre::Dossier, Piste::Accompagnement, "mener une médiation", "a mené une médiation", &[
        requis("avec", "avec", Nature::Mot, Domaine::Fixe(&["voisinage", "entourage", "bailleur", "autre"]), Classe::C4),
        libre("participants", "intervenants", Nature::Mots, Domaine::Roles, Classe::C1),
        libre("note", "note", Nature::Texte, Domaine::Libre, Classe::C4),
    ]);
    /// « faire le point ».
    FaireLePoint sur(Genre::Dossier, Piste::Accompagnement, "faire le point", "a fait le point de la situation", &[
        en_synthese(requis("conclusion", "conclusion", Nature::Mot, Domaine::Fixe(&["favorable", "défavorable"]), Classe::C4)),
        libre("participants", "avec", Nature::Mots, Domaine::Roles, Classe::C1),
        libre("note", "note", Nature::Texte, Domaine::Libre, Classe::C4),
    ]).avec_faits();
    /// « renouveler ».
    Renouveler sur(Genre::Dossier, Piste::Accompagnement, "renouveler", "a renouvelé la mesure", &[requis("duree", "pour", Nature::Duree, Domaine::Libre, Classe::C1)]);
    /// « changer de niveau ».
    ChangerNiveau sur(Genre::Dossier, Piste::Accompagnement, "changer de niveau", "a changé le niveau d'accompagnement", &[
        requis("niveau", "niveau", Nature::Mot, Domaine::Niveaux, Classe::C4),
    ]);
    /// « suspendre ».
    Suspendre sur(Genre::Dossier, Piste::Accompagnement, "suspendre", "a suspendu la mesure", &[
        requis("motif", "motif", Nature::Mot, Domaine::Fixe(&["hospitalisation", "incarcération", "absence", "demande du ménage", "autre"]), Classe::C4),
    ]);
    /// « reprendre ».
    Reprendre sur(Genre::Dossier, Piste::Accompagnement, "reprendre", "a repris la mesure", &[]);
    /// « passer le relais ».
    PasserLeRelais sur(Genre::Dossier, Piste::Accompagnement, "passer le relais", "a passé le relais", &[requis("a", "à qui", Nature::Mot, Domaine::Organismes, Classe::C1)]);
    /// « clore ».
    Clore sur(Genre::Dossier, Piste::Accompagnement, "clore", "a clos la mesure", &[
        requis("motif", "motif", Nature::Mot, Domaine::Fixe(&["objectifs atteints", "terme", "rupture", "refus du ménage", "réorientation", "décès", "autre"]), Classe::C4),
        libre("bilan", "bilan", Nature::Texte, Domaine::Libre, Classe::C4),
    ]);
    /// « rouvrir ».
    Rouvrir sur(Genre::Dossier, Piste::Accompagnement, "rouvrir", "a rouvert la mesure", &[requis("motif", "motif", Nature::Texte, Domaine::Libre, Classe::C4)]);
    /// « proposer un logement ».
    ProposerLogement sur(Genre::Dossier, Piste::Occupation, "proposer un logement", "a proposé un logement", &[
        requis("logement", "logement", Nature::Sujet(Genre::Logement), Domaine::Libre, Classe::C0),
    ]);
    /// « refuser le logement ».
    RefuserLogement sur(Genre::Dossier, Piste::Occupation, "refuser le logement", "a enregistré le refus du logement", &[
        requis("motif", "motif", Nature::Mot, Domaine::Fixe(&["taille", "localisation", "loyer", "état", "autre"]), Classe::C1),
    ]);
    /// « attribuer ».
    Attribuer sur(Genre::Dossier, Piste::Occupation, "attribuer", "a attribué un logement", &[
        requis("logement", "logement", Nature::Sujet(Genre::Logement), Domaine::Libre, Classe::C0),
    ]);
    /// « entrer ».
    Entrer sur(Genre::Dossier, Piste::Occupation, "entrer", "a enregistré l'entrée dans le logement", &[
        requis("logement", "logement", Nature::Sujet(Genre::Logement), Domaine::Libre, Classe::C0),
        requis("statut", "statut d'occupation", Nature::Mot, Domaine::Statuts, Classe::C2),
    ]);
    /// « changer de statut ».
    ChangerStatut sur(Genre::Dossier, Piste::Occupation, "changer de statut", "a enregistré le changement de statut", &[
        requis("vers", "nouveau statut", Nature::Mot, Domaine::Statuts, Classe::C2),
        libre("logement", "logement", Nature::Sujet(Genre::Logement), Domaine::Libre, Classe::C0),
    ]);
    /// « quitter le logement ».
    Quitter sur(Genre::Dossier, Piste::Occupation, "quitter le logement", "a enregistré le départ du logement", &[
        requis("motif", "motif", Nature::Mot, Domaine::Fixe(&["relogement", "départ volontaire", "expulsion", "décès", "autre"]), Classe::C2),
    ]);
    /// « muter ».
    Muter sur(Genre::Dossier, Piste::Occupation, "muter", "a enregistré la mutation dans un autre logement", &[
        requis("logement", "logement", Nature::Sujet(Genre::Logement), Domaine::Libre, Classe::C0),
        requis("motif", "motif", Nature::Mot, Domaine::Fixe(&["taille", "loyer", "énergie", "santé", "voisinage", "sécurité", "autre"]), Classe::C4),
    ]);
    /// « accorder une aide ».
    AccorderAide sur(Genre::Dossier, Piste::Occupation, "accorder une aide", "a accordé une aide", &[
        requis("aide", "aide", Nature::Mot, Domaine::Aides, Classe::C2),
        requis("montant", "montant (par mois si l'aide est mensuelle)", Nature::Montant, Domaine::Libre, Classe::C2),
        libre("duree", "durée (aide mensuelle)", Nature::Duree, Domaine::Libre, Classe::C2),
    ]).de_classe(Classe::C2);
    /// « appeler un terme ».
    AppelerTerme sur(Genre::Dossier, Piste::Procedure, "appeler un terme", "a appelé un terme de loyer", &[requis("montant", "montant dû", Nature::Montant, Domaine::Libre, Classe::C2)]);
    /// « encaisser ».
    Encaisser sur(Genre::Dossier, Piste::Procedure, "encaisser", "a enregistré un paiement", &[
        requis("montant", "montant reçu", Nature::Montant, Domaine::Libre, Classe::C2),
        requis("objet", "objet", Nature::Mot, Domaine::Fixe(&["loyer", "dette"]), Classe::C2),
        libre("payeur", "payeur", Nature::Mot, Domaine::Fixe(&["ménage", "CAF", "FSL", "bailleur", "autre"]), Classe::C2),
    ]);
    /// « constater une dette ».
    ConstaterDette sur(Genre::Dossier, Piste::Procedure, "constater une dette", "a constaté une dette", &[
        requis("montant", "montant", Nature::Montant, Domaine::Libre, Classe::C2),
        libre("origine", "origine", Nature::Mot, Domaine::Fixe(&["loyer", "charges", "réparations", "énergie"]), Classe::C2),
    ]);
    /// « convenir d'un plan ».
    ConvenirPlan sur(Genre::Dossier, Piste::Procedure, "convenir d'un plan", "a convenu d'un plan d'apurement", &[
        requis("mensualite", "mensualité", Nature::Montant, Domaine::Libre, Classe::C2),
        libre("duree", "durée", Nature::Duree, Domaine::Libre, Classe::C2),
    ]);
    /// « abandonner une créance ».
    AbandonnerCreance sur(Genre::Dossier, Piste::Procedure, "abandonner une créance", "a abandonné une part de la créance", &[
        requis("montant", "montant abandonné", Nature::Montant, Domaine::Libre, Classe::C2),
    ]);
    /// « constater un stade ».
    ConstaterStade sur(Genre::Dossier, Piste::Procedure, "constater un stade", "a constaté un stade de la procédure", &[
        requis("stade", "stade", Nature::Mot, Domaine::Stades, Classe::C2),
    ]);
    /// « ouvrir la veille ».
    OuvrirVeille sur(Genre::Dossier, Piste::Parcours, "ouvrir la veille", "a ouvert la veille", &[]);
    /// « déclencher la veille ».
    DeclencherVeille sur(Genre::Dossier, Piste::Parcours, "déclencher la veille", "a fait appel à la veille", &[requis("motif", "motif", Nature::Texte, Domaine::Libre, Classe::C2)]);
    /// « clore la veille ».
    CloreVeille sur(Genre::Dossier, Piste::Parcours, "clore la veille", "a clos la veille", &[
        requis("motif", "motif", Nature::Mot, Domaine::Fixe(&["terme", "situation stable", "nouvelle mesure", "autre"]), Classe::C1),
    ]);
    /// « sortir ».
    Sortir sur(Genre::Dossier, Piste::Parcours, "sortir", "a enregistré la sortie du dispositif", &[
        requis("motif", "motif", Nature::Mot, Domaine::Fixe(&["autonomie", "relogement", "réorientation", "abandon", "refus", "décès", "fin du dispositif", "autre"]), Classe::C4),
        libre("vers", "vers", Nature::Texte, Domaine::Libre, Classe::C1),
    ]);
    /// « participer ».
    Participer sur(Genre::Dossier, Piste::Accompagnement, "participer", "a participé à une séance collective", &[
        requis("action", "action", Nature::Sujet(Genre::ActionCollective), Domaine::Libre, Classe::C1),
        libre("groupe", "type d'action", Nature::Mot, Domaine::Groupes, Classe::C0),
        libre("theme", "thème", Nature::Mot, Domaine::Themes, Classe::C0),
        libre("heures", "heures", Nature::Nombre, Domaine::Libre, Classe::C0),
    ]);
    /// « changer de version ».
    ChangerVersion sur(Genre::Dossier, Piste::Parcours, "changer de version", "a rattaché le dossier à une autre version des règles", &[
        requis("mecanique", "version", Nature::Texte, Domaine::Libre, Classe::C0),
        requis("motif", "motif", Nature::Texte, Domaine::Libre, Classe::C0),
    ]);
    /// « partager ».
    Partager sur(Genre::Dossier, Piste::Parcours, "partager", "a partagé des informations", cercle::PARTAGER).d_acces().de_classe(Classe::C4);
    /// « mettre fin au partage ».
    CesserPartage sur(Genre::Dossier, Piste::Parcours, "mettre fin au partage", "a mis fin au partage", cercle::CESSER_PARTAGE).d_acces().de_classe(Classe::C4);
    /// « demander un accès ».
    DemanderAcces sur(Genre::Dossier, Piste::Parcours, "demander un accès", "a demandé un accès", cercle::DEMANDER_ACCES).d_acces().de_classe(Classe::C4);
    /// « refuser l'accès ».
    RefuserAcces sur(Genre::Dossier, Piste::Parcours, "refuser l'accès", "a refusé l'accès demandé", cercle::REFUSER_ACCES).d_acces().de_classe(Classe::C4);
    /// « recueillir un accord de partage ».
    RecueillirAccord sur(Genre::Dossier, Piste::Parcours, "recueillir un accord de partage", "a recueilli l'accord du ménage pour partager", cercle::RECUEILLIR_ACCORD).d_acces().de_classe(Classe::C4);
    /// « retirer un accord de partage ».
    RetirerAccord sur(Genre::Dossier, Piste::Parcours, "retirer un accord de partage", "a enregistré le retrait d'un accord de partage", cercle::RETIRER_ACCORD).d_acces().de_classe(Classe::C4);
    /// « accéder en urgence ».
    AccederEnUrgence sur(Genre::Dossier, Piste::Parcours, "accéder en urgence", "a ouvert le dossier en urgence", cercle::ACCEDER_EN_URGENCE).d_acces().de_classe(Classe::C4);
    /// « protéger le ménage ».
    Proteger sur(Genre::Menage, Piste::Parcours, "protéger le ménage", "a protégé le ménage", cercle::PROTEGER).d_acces().de_classe(Classe::C7);
    /// « nommer une personne ».
    NommerPersonne sur(Genre::Menage, Piste::Parcours, "nommer une personne", "a nommé une personne qui connaît le ménage", cercle::NOMMER_PERSONNE).d_acces().de_classe(Classe::C7);
    /// « retirer une personne nommée ».
    RetirerNommee sur(Genre::Menage, Piste::Parcours, "retirer une personne nommée", "a retiré une personne nommée", cercle::RETIRER_NOMMEE).d_acces().de_classe(Classe::C7);
    /// « lever la protection ».
    LeverProtection sur(Genre::Menage, Piste::Parcours, "lever la protection", "a levé la protection du ménage", cercle::LEVER_PROTECTION).d_acces().de_classe(Classe::C7);
    /// « déclarer un logement ».
    DeclarerLogement sur(Genre::Logement, Piste::Occupation, "déclarer un logement", "a déclaré un logement", &[
        requis("convention", "convention", Nature::Sujet(Genre::Convention), Domaine::Libre, Classe::C0),
        libre("bailleur", "bailleur", Nature::Organisation, Domaine::Libre, Classe::C0),
    ]).cree().avec_faits();
    /// « renseigner le logement ».
    RenseignerLogement sur(Genre::Logement, Piste::Occupation, "renseigner le logement", "a renseigné le logement", &[]).avec_faits();
    /// « retirer le logement ».
    RetirerLogement sur(Genre::Logement, Piste::Occupation, "retirer le logement", "a retiré le logement du dispositif", &[
        requis("motif", "motif", Nature::Texte, Domaine::Libre, Classe::C0),
    ]);
    /// « convoquer ».
    Convoquer sur(Genre::Seance, Piste::Parcours, "convoquer", "a convoqué une séance", &[
        requis("convention", "convention", Nature::Sujet(Genre::Convention), Domaine::Libre, Classe::C0),
        requis("instance", "instance", Nature::Mot, Domaine::Instances, Classe::C0),
        requis("pour_le", "pour le", Nature::Jour, Domaine::Libre, Classe::C0),
    ]).cree();
    /// « tenir la séance ».
    TenirSeance sur(Genre::Seance, Piste::Parcours, "tenir la séance", "a tenu la séance", &[requis("participants", "présents", Nature::Mots, Domaine::Roles, Classe::C0)]);
    /// « réunir ».
    ReunirInstance sur(Genre::Convention, Piste::Parcours, "réunir", "a réuni l'instance", &[
        requis("instance", "instance", Nature::Mot, Domaine::Instances, Classe::C0),
        libre("participants", "présents", Nature::Mots, Domaine::Roles, Classe::C0),
    ]);
    /// « programmer une action ».
    ProgrammerAction sur(Genre::ActionCollective, Piste::Accompagnement, "programmer une action", "a programmé une action collective", &[
        requis("convention", "convention", Nature::Sujet(Genre::Convention), Domaine::Libre, Classe::C0),
        requis("groupe", "type d'action", Nature::Mot, Domaine::Groupes, Classe::C0),
        libre("site", "site", Nature::Texte, Domaine::Libre, Classe::C0),
        libre("budget", "budget", Nature::Montant, Domaine::Libre, Classe::C0),
    ]).cree();
    /// « tenir une séance collective ».
    TenirSeanceCollective sur(Genre::ActionCollective, Piste::Accompagnement, "tenir une séance collective", "a tenu une séance collective", &[
        requis("presents", "ménages présents", Nature::Sujets(Genre::Dossier), Domaine::Libre, Classe::C1),
        libre("theme", "thème", Nature::Mot, Domaine::Themes, Classe::C0),
        libre("heures", "heures", Nature::Nombre, Domaine::Libre, Classe::C0),
        libre("autres", "autres personnes présentes", Nature::Nombre, Domaine::Libre, Classe::C0),
    ]);
    /// « constituer une équipe ».
    ConstituerEquipe sur(Genre::Equipe, Piste::Accompagnement, "constituer une équipe", "a constitué une équipe", &[
        requis("convention", "convention", Nature::Sujet(Genre::Convention), Domaine::Libre, Classe::C0),
        libre("metiers", "métiers", Nature::Mots, Domaine::Libre, Classe::C0),
        libre("etp", "équivalents temps plein (centièmes)", Nature::Nombre, Domaine::Libre, Classe::C0),
    ]).cree();
    /// « intervenir d'astreinte ».
    Astreinte sur(Genre::Equipe, Piste::Accompagnement, "intervenir d'astreinte", "est intervenue d'astreinte", &[
        libre("dossier", "dossier", Nature::Sujet(Genre::Dossier), Domaine::Libre, Classe::C1),
        requis("motif", "motif", Nature::Mot, Domaine::Fixe(&["urgence sociale", "voisinage", "santé", "logement", "autre"]), Classe::C4),
    ]);
    /// « ouvrir un site ».
    OuvrirSite sur(Genre::Site, Piste::Accompagnement, "ouvrir un site", "a ouvert le site", &[
        requis("convention", "convention", Nature::Sujet(Genre::Convention), Domaine::Libre, Classe::C0),
    ]).cree().avec_faits();
    /// « intervenir sur le site ».
    IntervenirSite sur(Genre::Site, Piste::Accompagnement, "intervenir sur le site", "est intervenu sur le site", &[
        requis("theme", "thème", Nature::Mot, Domaine::Themes, Classe::C0),
        libre("note", "note", Nature::Texte, Domaine::Libre, Classe::C0),
    ]);
    /// « évaluer le site ».
    EvaluerSite sur(Genre::Site, Piste::Accompagnement, "évaluer le site", "a évalué le site", &[
        requis("instance", "instance", Nature::Mot, Domaine::Instances, Classe::C0),
        libre("participants", "avec", Nature::Mots, Domaine::Roles, Classe::C0),
        requis("conclusion", "conclusion", Nature::Mot, Domaine::Fixe(&["favorable", "défavorable"]), Classe::C0),
    ]);
    /// « appuyer le bailleur ».
    AppuyerBailleur sur(Genre::Site, Piste::Accompagnement, "appuyer le bailleur", "a appuyé les équipes du bailleur", &[
        requis("theme", "thème", Nature::Mot, Domaine::Themes, Classe::C0),
        libre("effectif", "agents concernés", Nature::Nombre, Domaine::Libre, Classe::C0),
    ]);
    /// « former du personnel ».
    FormerPersonnel sur(Genre::Convention, Piste::Accompagnement, "former du personnel", "a formé du personnel", &[
        requis("effectif", "agents formés", Nature::Nombre, Domaine::Libre, Classe::C0),
        libre("jours", "jours", Nature::Nombre, Domaine::Libre, Classe::C0),
    ]);
    /// « accueillir une équipe ».
    AccueillirEquipe sur(Genre::Convention, Piste::Accompagnement, "accueillir une équipe", "a accueilli une équipe", &[
        requis("equipe", "équipe", Nature::Sujet(Genre::Equipe), Domaine::Libre, Classe::C0),
        libre("metiers", "métiers", Nature::Mots, Domaine::Libre, Classe::C0),
        libre("etp", "équivalents temps plein (centièmes)", Nature::Nombre, Domaine::Libre, Classe::C0),
    ]);
    /// « signer un accord ».
    SignerAccord sur(Genre::Convention, Piste::Parcours, "signer un accord", "a enregistré la signature d'un accord", &[
        requis("accord", "accord", Nature::Mot, Domaine::Accords, Classe::C0),
        libre("participants", "signataires", Nature::Mots, Domaine::Roles, Classe::C0),
    ]);
    /// « évaluer le projet ».
    EvaluerProjet sur(Genre::Convention, Piste::Parcours, "évaluer le projet", "a évalué le projet", &[
        requis("evaluateur", "évaluation", Nature::Mot, Domaine::Fixe(&["interne", "externe"]), Classe::C0),
        libre("instance", "instance", Nature::Mot, Domaine::Instances, Classe::C0),
        libre("participants", "avec", Nature::Mots, Domaine::Roles, Classe::C0),
        libre("bilan", "bilan", Nature::Texte, Domaine::Libre, Classe::C0),
    ]);
    /// « ouvrir une convention ».
    OuvrirConvention sur(Genre::Convention, Piste::Parcours, "ouvrir une convention", "a ouvert la convention", &[]).cree().avec_faits();
    /// « confier un rôle ».
    ConfierRole sur(Genre::Convention, Piste::Parcours, "confier un rôle", "a confié un rôle", &[
        requis("role", "rôle", Nature::Mot, Domaine::Roles, Classe::C0),
        requis("organisation", "organisation", Nature::Organisation, Domaine::Libre, Classe::C0),
    ]);
    /// « amender ».
    Amender sur(Genre::Convention, Piste::Parcours, "amender", "a signé un avenant", &[requis("motif", "objet", Nature::Texte, Domaine::Libre, Classe::C0)]).avec_faits();
    /// « renouveler la convention ».
    RenouvelerConvention sur(Genre::Convention, Piste::Parcours, "renouveler la convention", "a renouvelé la convention", &[
        requis("jusqu_au", "jusqu'au", Nature::Jour, Domaine::Libre, Classe::C0),
    ]);
    /// « adopter une version ».
    AdopterVersion sur(Genre::Convention, Piste::Parcours, "adopter une version", "a mis en service une version des règles", &[
        requis("mecanique", "version", Nature::Texte, Domaine::Libre, Classe::C0),
        requis("motif", "motif", Nature::Texte, Domaine::Libre, Classe::C0),
    ]);
    /// « clore la convention ».
    CloreConvention sur(Genre::Convention, Piste::Parcours, "clore la convention", "a clos la convention", &[requis("motif", "motif", Nature::Texte, Domaine::Libre, Classe::C0)]);
    /// « corriger ».
    Corriger sur(Genre::Dossier, Piste::Parcours, "corriger", "a corrigé une saisie", &[
        requis("evenement", "saisie à corriger", Nature::Nombre, Domaine::Libre, Classe::C1),
        libre("annule", "annuler la saisie", Nature::Booleen, Domaine::Libre, Classe::C1),
        libre("nouveau_jour", "date corrigée", Nature::Jour, Domaine::Libre, Classe::C1),
        requis("motif_correction", "motif de la correction", Nature::Texte, Domaine::Libre, Classe::C4),
    ]).avec_faits();
}
