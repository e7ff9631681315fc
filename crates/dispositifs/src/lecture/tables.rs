//! The keys of a definition, of the common rules and of the law: the one source of what the
//! reader accepts and of what the JSON Schema says.

use domain::definition::fiche::RAISONS;
use domain::definition::mecanique::NATURES_DE_STATUT;

use super::forme::Forme::{
    Acte, Bloc, Blocs, Bool, Champs, Condition, Declare, Duree, Entier, Fois, Intervalle, Jalon, Jour, Liste,
    Montant, Mot, Nom, Passage, Plafond, Source, Texte, Valeur,
};
use super::forme::{Cle, libre, requis};
use super::noms::Quoi;

const EFFETS: &[&str] = &["refuse", "alerte"];
/// Natures that a parameter or a value of the law may have.
pub const NATURES: &[&str] = &["booleen", "nombre", "montant", "part", "jour", "duree", "mot"];
const NATURES_DE_ROLE: &[&str] = &["bailleur", "association", "collectivité", "état", "santé", "autre"];
const BASES: &[&str] = &["total", "par an", "file active"];
const VOLETS: &[&str] = &["accès", "maintien"];
const BASES_DE_COUT: &[&str] = &[
    "projet",
    "an",
    "ménage",
    "ménage et an",
    "logement",
    "logement et an",
    "poste",
    "session",
    "projet collectif",
    "diagnostic",
];
/// What a quota may count.
pub const COMPTES: &[&str] =
    &["places", "admissions", "diagnostics", "logements", "occupants", "mesures", "projets", "aides"];
/// Natures that a declared fact may have.
pub const NATURES_DE_FAIT: &[&str] = &["booleen", "nombre", "montant", "part", "jour", "mot", "texte"];
/// Data classes, as an author writes them.
pub const CLASSES: &[&str] = &["C0", "C1", "C2", "C3", "C4", "C5", "C6", "C7"];

/// A definition.
pub static DEFINITION: &[Cle] = &[
    requis("id", Texte),
    requis("version", Entier),
    requis("fiche", Bloc(FICHE)),
    libre("trace", Blocs(TRACE)),
    libre("fait", Blocs(FAIT)),
    libre("role", Blocs(ROLE)),
    libre("parametre", Blocs(PARAMETRE)),
    libre("canal", Blocs(CANAL)),
    libre("adhesion", Bloc(ADHESION)),
    libre("eligibilite", Blocs(ELIGIBILITE)),
    libre("instance", Blocs(INSTANCE)),
    libre("decision_recue", Blocs(DECISION_RECUE)),
    libre("statut", Blocs(STATUT)),
    libre("niveau", Blocs(NIVEAU)),
    libre("mesure", Bloc(MESURE)),
    libre("rythme", Blocs(RYTHME)),
    libre("echeance", Blocs(ECHEANCE)),
    libre("duree", Blocs(DUREE)),
    libre("quota", Blocs(QUOTA)),
    libre("groupe", Blocs(GROUPE)),
    libre("contrat", Blocs(CONTRAT)),
    libre("document", Blocs(DOCUMENT)),
    libre("accord", Blocs(ACCORD)),
    libre("aide", Blocs(AIDE)),
    libre("theme", Blocs(THEME)),
    libre("condition", Blocs(CONDITION)),
    libre("regle", Blocs(REGLE)),
    libre("proposition", Blocs(PROPOSITION)),
];

/// The common rules.
pub static SOCLE: &[Cle] =
    &[libre("condition", Blocs(CONDITION)), libre("regle", Blocs(REGLE)), libre("echeance", Blocs(ECHEANCE))];

/// A file of the law.
pub static DROIT: &[Cle] = &[requis("droit", Blocs(PARAMETRE_DE_DROIT))];

static PARAMETRE_DE_DROIT: &[Cle] = &[
    requis("nom", Texte),
    requis("libelle", Texte),
    requis("nature", Mot(NATURES)),
    requis("valeur", Blocs(VALEUR_DATEE)),
];

static VALEUR_DATEE: &[Cle] = &[requis("depuis", Jour), requis("valeur", Valeur), requis("source", Source)];

static FICHE: &[Cle] = &[
    requis("titre", Texte),
    libre("titre_neutre", Texte),
    requis("resume", Texte),
    requis("chapitre", Texte),
    requis("volets", Liste(&Mot(VOLETS))),
    libre("publics", Liste(&Texte)),
    libre("statuts", Texte),
    libre("accompagnement", Texte),
    libre("offre", Texte),
    libre("moyens", Texte),
    libre("evaluation", Texte),
    libre("menages", Bloc(COMPTE)),
    libre("logements", Bloc(COMPTE)),
    libre("duree", Bloc(DUREE_IMPRIMEE)),
    libre("territoire", Bloc(TERRITOIRE)),
    libre("remarques", Liste(&Texte)),
    requis("source", Texte),
    libre("organisme", Blocs(ORGANISME)),
    libre("cout", Blocs(COUT)),
];

static COMPTE: &[Cle] =
    &[requis("imprime", Texte), requis("nombre", Entier), libre("base", Mot(BASES)), libre("par_an", Entier)];

static DUREE_IMPRIMEE: &[Cle] = &[requis("imprimee", Texte), libre("mois", Entier)];

static TERRITOIRE: &[Cle] =
    &[requis("libelle", Texte), libre("departements", Liste(&Texte)), libre("communes", Liste(&Texte))];

static ORGANISME: &[Cle] = &[requis("nom", Texte), requis("role", Texte), libre("alias", Liste(&Texte))];

static COUT: &[Cle] = &[
    requis("libelle", Texte),
    requis("montant", Montant),
    requis("base", Mot(BASES_DE_COUT)),
    libre("fois", Fois),
    libre("total", Bool),
    libre("pendant", Duree),
    libre("menages", Entier),
    libre("intitule", Texte),
];

static TRACE: &[Cle] = &[
    requis("ligne", Entier),
    requis("exige", Texte),
    libre("par", Liste(&Texte)),
    libre("non_executable", Mot(RAISONS)),
];

static FAIT: &[Cle] = &[
    requis("nom", Declare(Quoi::Fait)),
    requis("libelle", Texte),
    requis("nature", Mot(NATURES_DE_FAIT)),
    requis("classe", Mot(CLASSES)),
    libre("mots", Liste(&Texte)),
];

static ROLE: &[Cle] = &[requis("nom", Declare(Quoi::Role)), requis("nature", Mot(NATURES_DE_ROLE))];

static PARAMETRE: &[Cle] = &[
    requis("nom", Declare(Quoi::Parametre)),
    requis("nature", Mot(NATURES)),
    requis("valeur", Valeur),
    requis("source", Source),
    libre("lectures", Blocs(LECTURE)),
];

static LECTURE: &[Cle] = &[requis("valeur", Valeur), requis("sens", Texte)];

static CANAL: &[Cle] = &[
    requis("nom", Declare(Quoi::Canal)),
    libre("par", Liste(&Nom(Quoi::Role))),
    libre("notifie", Liste(&Texte)),
    requis("source", Source),
];

static ADHESION: &[Cle] = &[requis("avant", Liste(&Acte)), requis("source", Source)];

static ELIGIBILITE: &[Cle] = &[
    requis("nom", Declare(Quoi::Regle)),
    libre("quand", Condition),
    libre("exige", Condition),
    libre("interdit", Condition),
    libre("effet", Mot(EFFETS)),
    libre("passer_outre", Liste(&Nom(Quoi::Role))),
    requis("message", Texte),
    requis("source", Source),
];

static INSTANCE: &[Cle] = &[
    requis("nom", Declare(Quoi::Instance)),
    requis("membres", Liste(&Nom(Quoi::RoleOuMenage))),
    libre("quorum", Entier),
    libre("tous_les", Duree),
    libre("menage_siege", Bool),
    libre("pouvoirs", Liste(&Passage)),
    libre("quand", Condition),
    requis("source", Source),
];

static DECISION_RECUE: &[Cle] = &[
    requis("nom", Declare(Quoi::DecisionRecue)),
    requis("de", Texte),
    requis("avant", Liste(&Passage)),
    libre("quand", Condition),
    requis("source", Source),
];

static STATUT: &[Cle] = &[
    requis("nom", Declare(Quoi::Statut)),
    requis("nature", Mot(NATURES_DE_STATUT)),
    requis("titulaire", Nom(Quoi::RoleOuMenage)),
    libre("entree", Bool),
    libre("apres", Liste(&Nom(Quoi::Statut))),
    libre("logement", Mot(&["même", "autre", "libre"])),
    requis("source", Source),
];

static NIVEAU: &[Cle] = &[
    requis("nom", Declare(Quoi::Niveau)),
    libre("libelle", Texte),
    libre("debut", Bool),
    libre("apres", Liste(&Nom(Quoi::Niveau))),
    libre("min", Duree),
    libre("max", Duree),
    requis("source", Source),
];

static MESURE: &[Cle] = &[
    libre("duree", Duree),
    libre("renouvellements", Entier),
    libre("renouvellement", Intervalle(&Duree)),
    requis("source", Source),
];

static RYTHME: &[Cle] = &[
    requis("nom", Declare(Quoi::Echeance)),
    requis("acte", Acte),
    libre("avec_champs", Champs),
    requis("depuis", Jalon),
    libre("tous_les", Duree),
    libre("chaque", Duree),
    libre("apres", Liste(&Duree)),
    libre("avant", Duree),
    libre("tant_que", Condition),
    libre("pendant", Duree),
    libre("presents", Liste(&Nom(Quoi::RoleOuMenage))),
    libre("lieu", Texte),
    requis("message", Texte),
    requis("source", Source),
];

static ECHEANCE: &[Cle] = &[
    requis("nom", Declare(Quoi::Echeance)),
    requis("acte", Acte),
    libre("avec_champs", Champs),
    requis("depuis", Jalon),
    libre("tous_les", Duree),
    libre("chaque", Duree),
    libre("apres", Liste(&Duree)),
    libre("avant", Duree),
    libre("tant_que", Condition),
    libre("pendant", Duree),
    requis("message", Texte),
    requis("source", Source),
];

static DUREE: &[Cle] = &[
    requis("nom", Declare(Quoi::Regle)),
    requis("depuis", Jalon),
    libre("min", Duree),
    libre("max", Duree),
    libre("actes", Liste(&Acte)),
    libre("quand", Condition),
    libre("effet", Mot(EFFETS)),
    libre("passer_outre", Liste(&Nom(Quoi::Role))),
    libre("fin", Acte),
    libre("message", Texte),
    requis("source", Source),
];

static QUOTA: &[Cle] = &[
    requis("nom", Declare(Quoi::Quota)),
    requis("compte", Mot(COMPTES)),
    requis("plafond", Plafond),
    libre("si", Condition),
    libre("par", Texte),
    libre("effet", Mot(EFFETS)),
    libre("passer_outre", Liste(&Nom(Quoi::Role))),
    libre("message", Texte),
    requis("source", Source),
];

static GROUPE: &[Cle] = &[
    requis("nom", Declare(Quoi::Groupe)),
    libre("taille", Intervalle(&Entier)),
    libre("tous_les", Duree),
    libre("effet", Mot(EFFETS)),
    libre("passer_outre", Liste(&Nom(Quoi::Role))),
    requis("source", Source),
];

static CONTRAT: &[Cle] = &[
    requis("nom", Declare(Quoi::Contrat)),
    libre("parties", Liste(&Nom(Quoi::RoleOuMenage))),
    libre("avant", Liste(&Passage)),
    requis("source", Source),
];

static DOCUMENT: &[Cle] =
    &[requis("nom", Declare(Quoi::Document)), libre("avant", Liste(&Passage)), requis("source", Source)];

static ACCORD: &[Cle] = &[
    requis("nom", Declare(Quoi::Accord)),
    libre("parties", Liste(&Nom(Quoi::RoleOuMenage))),
    libre("avant", Liste(&Passage)),
    requis("source", Source),
];

static AIDE: &[Cle] = &[
    requis("nom", Declare(Quoi::Aide)),
    libre("par", Liste(&Nom(Quoi::Role))),
    libre("mensuelle", Bool),
    libre("max", Duree),
    requis("source", Source),
];

static THEME: &[Cle] = &[
    requis("nom", Declare(Quoi::Theme)),
    requis("roles", Liste(&Nom(Quoi::Role))),
    requis("source", Source),
];

/// The keys of a condition.
pub static CLES_DE_CONDITION: &[Cle] = &[
    libre("tous", Liste(&Condition)),
    libre("un_de", Liste(&Condition)),
    libre("aucun", Liste(&Condition)),
    libre("condition", Nom(Quoi::Condition)),
    libre("fait", Texte),
    libre("compte", Acte),
    libre("somme", Acte),
    libre("champ", Texte),
    libre("somme_de", Liste(&Texte)),
    libre("moins", Liste(&Texte)),
    libre("rapport", Bloc(RAPPORT)),
    libre("delai_depuis", Jalon),
    libre("jusqu_a", Jalon),
    libre("quota", Nom(Quoi::Quota)),
    libre("avec", Champs),
    libre("depuis", Jalon),
    libre("sur", Duree),
    libre("est", Valeur),
    libre("n_est_pas", Valeur),
    libre("parmi", Liste(&Valeur)),
    libre("hors_de", Liste(&Valeur)),
    libre("au_moins", Valeur),
    libre("au_plus", Valeur),
    libre("plus_de", Valeur),
    libre("moins_de", Valeur),
    libre("contient", Valeur),
    libre("connu", Bool),
];

static RAPPORT: &[Cle] =
    &[requis("de", Liste(&Texte)), libre("moins", Liste(&Texte)), requis("sur", Liste(&Texte))];

/// A named condition: its name, then the keys of any condition.
static CONDITION: &[Cle] = &[requis("nom", Declare(Quoi::Condition)), libre("*", Condition)];

static REGLE: &[Cle] = &[
    requis("nom", Declare(Quoi::Regle)),
    requis("actes", Liste(&Acte)),
    libre("quand", Condition),
    libre("exige", Condition),
    libre("interdit", Condition),
    libre("effet", Mot(EFFETS)),
    libre("passer_outre", Liste(&Nom(Quoi::Role))),
    requis("message", Texte),
    requis("source", Source),
];

static PROPOSITION: &[Cle] = &[
    requis("nom", Declare(Quoi::Proposition)),
    requis("si", Condition),
    requis("acte", Acte),
    requis("message", Texte),
    requis("source", Source),
];
