//! What is to be known of a sheet, as a table of named fields with typed values: what compares sheets, writes them in
//! files and prints them in the guide reads them all from here.

use domain::Duree;
use domain::definition::fiche::{Base, Compte, Cout};
use domain::definition::mecanique::{Canal, Instance, MesureType, Niveau};
use domain::definition::{Definition, Mecanique, Origine};
use domain::texte::{choix, liste};

use crate::mecanismes::mecanismes_de;
use crate::synthese::cout_par_menage_et_an;

/// What a sheet says under one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Valeur {
    /// The sheet says nothing of it.
    NonDite,
    /// Words.
    Texte(String),
    /// Several things, or none: then the definition declares none.
    Liste(Vec<String>),
    /// A count.
    Nombre(i64),
    /// Euro cents.
    Montant(i64),
}

/// One field.
pub struct Champ {
    /// Its name for a program.
    pub cle: &'static str,
    /// Its name.
    pub titre: &'static str,
    /// What it is about.
    pub groupe: &'static str,
    /// Whether it may tell for whom the dispositif is, or how it works.
    pub revele: bool,
    lire: fn(&Definition) -> Valeur,
}

impl Champ {
    /// What a definition says under it.
    pub fn lire(&self, d: &Definition) -> Valeur {
        (self.lire)(d)
    }
}

const fn ouvert(
    groupe: &'static str,
    cle: &'static str,
    titre: &'static str,
    lire: fn(&Definition) -> Valeur,
) -> Champ {
    Champ { cle, titre, groupe, revele: false, lire }
}

const fn discret(
    groupe: &'static str,
    cle: &'static str,
    titre: &'static str,
    lire: fn(&Definition) -> Valeur,
) -> Champ {
    Champ { cle, titre, groupe, revele: true, lire }
}

const PUBLIC: &str = "Le public et le lieu";
const TAILLE: &str = "La taille et la durée";
const ARGENT: &str = "L’argent";
const ENTREE: &str = "L’entrée";
const DECISIONS: &str = "Les décisions";
const LOGEMENT: &str = "Le logement";
const ACCOMPAGNEMENT: &str = "L’accompagnement";
const LIMITES: &str = "Les limites et les pièces";
const REGLES: &str = "Les règles";

/// All of them, in the order in which one reads a sheet.
pub const CHAMPS: &[Champ] = &[
    discret(PUBLIC, "resume", "Résumé", |d| texte(&d.fiche.resume)),
    ouvert(PUBLIC, "volets", "Volets", |d| mots(&d.fiche.volets)),
    discret(PUBLIC, "publics", "Publics", |d| mots(&d.fiche.publics)),
    ouvert(PUBLIC, "territoire", "Territoire", |d| texte(&d.fiche.territoire.libelle)),
    ouvert(PUBLIC, "departements", "Départements", |d| mots(&d.fiche.territoire.departements)),
    ouvert(TAILLE, "menages_imprimes", "Ménages, comme imprimé", |d| compte_imprime(&d.fiche.menages)),
    ouvert(TAILLE, "menages_prevus", "Ménages sur tout le projet", |d| {
        compte(&d.fiche.menages, d.fiche.menages_prevus())
    }),
    ouvert(TAILLE, "logements_imprimes", "Logements, comme imprimé", |d| compte_imprime(&d.fiche.logements)),
    ouvert(TAILLE, "logements_prevus", "Logements sur tout le projet", |d| {
        compte(&d.fiche.logements, d.fiche.logements_prevus())
    }),
    ouvert(TAILLE, "duree_imprimee", "Durée, comme imprimée", |d| texte(&d.fiche.duree_imprimee)),
    ouvert(TAILLE, "duree_mois", "Durée ferme, en mois", |d| match d.fiche.duree_mois {
        0 => Valeur::NonDite,
        mois => Valeur::Nombre(i64::from(mois)),
    }),
    ouvert(ARGENT, "cout_total", "Coût total imprimé", |d| montant(total(d).map(|c| c.montant))),
    ouvert(ARGENT, "cout_total_base", "Ce que couvre ce total", |d| {
        total(d).map_or(Valeur::NonDite, |c| texte(&base(&c.base)))
    }),
    ouvert(ARGENT, "cout_recalcule", "Total recalculé des lignes", |d| montant(d.fiche.total_recalcule())),
    ouvert(ARGENT, "cout_par_menage_et_an", "Coût par ménage et par an, calculé", |d| {
        montant(cout_par_menage_et_an(&d.fiche))
    }),
    discret(ENTREE, "canaux", "Comment on entre", |d| {
        Valeur::Liste(d.mecanique.canaux.iter().map(canal).collect())
    }),
    discret(ENTREE, "conditions", "Conditions d’entrée", |d| regles(d, &[Origine::Eligibilite])),
    discret(ENTREE, "adhesion", "Accord du ménage exigé avant", |d| {
        let avant = d.mecanique.adhesion.iter().flat_map(|a| &a.avant);
        Valeur::Liste(avant.map(|a| a.nom().to_owned()).collect())
    }),
    discret(DECISIONS, "qui_decide", "Qui décide", |d| {
        Valeur::Liste(d.mecanique.instances.iter().map(instance).collect())
    }),
    discret(DECISIONS, "decisions_recues", "Décisions attendues d’ailleurs", |d| {
        Valeur::Liste(d.mecanique.decisions_recues.iter().map(|r| format!("{} ({})", r.nom, r.de)).collect())
    }),
    discret(LOGEMENT, "statuts", "Statuts d’occupation", |d| Valeur::Liste(statuts(&d.mecanique))),
    discret(LOGEMENT, "statuts_imprimes", "Statuts, d’après la fiche", |d| texte(&d.fiche.statuts)),
    discret(LOGEMENT, "offre", "Logements proposés", |d| texte(&d.fiche.offre)),
    discret(ACCOMPAGNEMENT, "accompagnement", "Accompagnement", |d| texte(&d.fiche.accompagnement)),
    discret(ACCOMPAGNEMENT, "niveaux", "Niveaux et étapes", |d| {
        Valeur::Liste(d.mecanique.niveaux.iter().map(niveau).collect())
    }),
    discret(ACCOMPAGNEMENT, "mesure", "Durée d’une mesure", |d| {
        Valeur::Liste(d.mecanique.mesure.iter().map(mesure).collect())
    }),
    discret(ACCOMPAGNEMENT, "rendez_vous", "Ce qui revient et ce qui est attendu", |d| {
        let propres = d.mecanique.echeances.iter().filter(|e| e.origine != Origine::Socle);
        Valeur::Liste(propres.map(|e| e.nom.clone()).collect())
    }),
    discret(ACCOMPAGNEMENT, "moyens", "Moyens", |d| texte(&d.fiche.moyens)),
    discret(ACCOMPAGNEMENT, "evaluation", "Évaluation", |d| texte(&d.fiche.evaluation)),
    discret(LIMITES, "durees_limites", "Durées à respecter", |d| regles(d, &[Origine::Duree])),
    discret(LIMITES, "plafonds", "Places et plafonds", |d| regles(d, &[Origine::Quota])),
    discret(LIMITES, "pieces", "Contrats et documents", |d| {
        Valeur::Liste(d.mecanique.pieces.iter().map(|p| p.nom.clone()).collect())
    }),
    discret(LIMITES, "accords", "Accords entre organismes", |d| {
        Valeur::Liste(d.mecanique.accords.iter().map(|a| a.nom.clone()).collect())
    }),
    discret(LIMITES, "aides", "Aides", |d| {
        Valeur::Liste(d.mecanique.aides.iter().map(|a| a.nom.clone()).collect())
    }),
    discret(REGLES, "mecanismes", "Mécanismes", |d| {
        Valeur::Liste(mecanismes_de(d).map(|m| m.nom.to_owned()).collect())
    }),
    discret(REGLES, "regles_par_sujet", "Ses règles, par sujet", |d| {
        Valeur::Liste(par_matiere(&d.mecanique))
    }),
    discret(REGLES, "regles_propres", "Nombre de règles à lui", |d| nombre(propres(&d.mecanique).count())),
    discret(REGLES, "regles", "Nombre de règles, communes comprises", |d| nombre(d.mecanique.regles.len())),
    discret(REGLES, "echeances", "Nombre d’échéances, communes comprises", |d| {
        nombre(d.mecanique.echeances.len())
    }),
    discret(REGLES, "remarques", "Ce qui se lit de deux façons", |d| {
        Valeur::Liste(d.fiche.remarques.clone())
    }),
    ouvert(REGLES, "version", "Version de la mécanique", |d| Valeur::Nombre(i64::from(d.mecanique.version))),
    ouvert(REGLES, "source", "Source", |d| texte(&d.fiche.source)),
];

/// What a rule bears on, and its rank among the matters.
pub const fn matiere(origine: Origine) -> (u8, &'static str) {
    match origine {
        Origine::Eligibilite => (0, "Qui peut entrer"),
        Origine::Entree => (1, "L’orientation et l’accord du ménage"),
        Origine::Instance | Origine::DecisionRecue => (2, "Les commissions et les décisions attendues"),
        Origine::Statut => (3, "Les statuts d’occupation"),
        Origine::Rythme => (4, "Les visites et les bilans"),
        Origine::Niveau => (4, "Les niveaux et les étapes d’accompagnement"),
        Origine::Duree => (5, "Les durées"),
        Origine::Quota => (6, "Les places et les plafonds"),
        Origine::Piece | Origine::Accord => (7, "Les contrats, les documents et les accords"),
        Origine::Aide => (7, "Les aides"),
        Origine::Groupe | Origine::Theme => (8, "Les actions collectives et les thèmes"),
        Origine::Regle => (9, "Les autres règles de ce dispositif"),
        Origine::Socle => (10, "Les règles communes à tous les dispositifs"),
    }
}

fn texte(brut: &str) -> Valeur {
    if brut.trim().is_empty() { Valeur::NonDite } else { Valeur::Texte(brut.to_owned()) }
}

/// Words that a sheet prints: when there is none, it does not say.
fn mots(mots: &[String]) -> Valeur {
    if mots.is_empty() { Valeur::NonDite } else { Valeur::Liste(mots.to_vec()) }
}

fn montant(centimes: Option<i64>) -> Valeur {
    centimes.map_or(Valeur::NonDite, Valeur::Montant)
}

fn nombre(n: usize) -> Valeur {
    Valeur::Nombre(i64::try_from(n).unwrap_or(i64::MAX))
}

/// A printed count with what it counts; nothing when the sheet does not say.
pub fn imprime(c: &Compte) -> Option<String> {
    let base = match c.base {
        Base::Total => "sur tout le projet",
        Base::ParAn => "par an",
        Base::FileActive => "en même temps (file active)",
    };
    match c.imprime.trim() {
        "" => None,
        dit if dit.contains(c.base.mot()) => Some(dit.to_owned()),
        dit => Some(format!("{dit}, {base}")),
    }
}

fn compte_imprime(c: &Compte) -> Valeur {
    imprime(c).map_or(Valeur::NonDite, Valeur::Texte)
}

fn compte(c: &Compte, prevus: u32) -> Valeur {
    if c.imprime.trim().is_empty() { Valeur::NonDite } else { Valeur::Nombre(i64::from(prevus)) }
}

fn total(d: &Definition) -> Option<&Cout> {
    d.fiche.couts.iter().find(|c| c.total)
}

/// On what an amount is counted, in words.
pub fn base(base: &str) -> String {
    match base {
        "projet" => "pour le projet".to_owned(),
        "" => "base non précisée".to_owned(),
        autre => format!("par {autre}"),
    }
}

fn canal(c: &Canal) -> String {
    let par = if c.par.is_empty() { String::new() } else { format!(", par {}", choix(&c.par)) };
    let aussi = if c.notifie.is_empty() {
        String::new()
    } else {
        format!(" (à informer aussi\u{a0}: {})", liste(&c.notifie))
    };
    format!("{}{par}{aussi}", c.nom)
}

fn instance(i: &Instance) -> String {
    let menage = if i.menage_siege { "\u{a0}; le ménage siège" } else { "" };
    format!("{}\u{a0}: {}{menage}", i.nom, liste(&i.membres))
}

fn statuts(m: &Mecanique) -> Vec<String> {
    let mut natures: Vec<String> = Vec::new();
    for s in &m.statuts {
        if !natures.contains(&s.nature) {
            natures.push(s.nature.clone());
        }
    }
    natures
}

fn niveau(n: &Niveau) -> String {
    match (n.min, n.max) {
        (None, None) => n.nom.clone(),
        (Some(min), None) => format!("{} (au moins {min})", n.nom),
        (None, Some(max)) => format!("{} (au plus {max})", n.nom),
        (Some(min), Some(max)) if min == max => format!("{} ({min})", n.nom),
        (Some(min), Some(max)) => format!("{} (de {min} à {max})", n.nom),
    }
}

fn mesure(t: &MesureType) -> String {
    let dure = t.duree.map_or_else(|| "durée fixée en l’ouvrant".to_owned(), |d| d.to_string());
    let fois = match t.renouvellements {
        None => "renouvelable sans limite".to_owned(),
        Some(0) => "non renouvelable".to_owned(),
        Some(1) => "renouvelable une fois".to_owned(),
        Some(n) => format!("renouvelable {n} fois"),
    };
    match t.renouvellement {
        Some(bornes) if t.renouvellements != Some(0) => format!("{dure}, {fois} pour {}", intervalle(bornes)),
        _ => format!("{dure}, {fois}"),
    }
}

/// A length, or between which two.
pub fn intervalle((min, max): (Duree, Duree)) -> String {
    if min == max { min.to_string() } else { format!("de {min} à {max}") }
}

fn regles(d: &Definition, origines: &[Origine]) -> Valeur {
    let siennes = d.mecanique.regles.iter().filter(|r| origines.contains(&r.origine));
    Valeur::Liste(siennes.map(|r| r.nom.clone()).collect())
}

fn propres(m: &Mecanique) -> impl Iterator<Item = &domain::definition::Regle> {
    m.regles.iter().filter(|r| r.origine != Origine::Socle)
}

/// How many rules of its own bear on each matter.
fn par_matiere(m: &Mecanique) -> Vec<String> {
    let mut comptes: std::collections::BTreeMap<(u8, &str), usize> = std::collections::BTreeMap::new();
    for regle in propres(m) {
        *comptes.entry(matiere(regle.origine)).or_default() += 1;
    }
    comptes.into_iter().map(|((_, titre), n)| format!("{titre}\u{a0}: {n}")).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::Bibliotheque;

    #[test]
    fn each_field_has_its_own_name_and_some_sheet_fills_it() {
        let biblio = Bibliotheque::embarquee().0;
        let fiches = biblio.fiches_du_guide();
        assert_eq!(CHAMPS.iter().map(|c| c.cle).collect::<BTreeSet<_>>().len(), CHAMPS.len());
        for champ in CHAMPS {
            let remplie = |d: &&&Definition| !matches!(champ.lire(d), Valeur::NonDite);
            assert!(fiches.iter().any(|d| remplie(&d)), "{}", champ.cle);
        }
    }

    #[test]
    fn fields_of_one_matter_stand_together() {
        let mut groupes: Vec<&str> = CHAMPS.iter().map(|c| c.groupe).collect();
        groupes.dedup();
        assert_eq!(groupes.iter().collect::<BTreeSet<_>>().len(), groupes.len());
    }

    #[test]
    fn a_sheet_is_read_with_its_words_and_its_figures() {
        let biblio = Bibliotheque::embarquee().0;
        let lue = |cle: &str| {
            let champ = CHAMPS.iter().find(|c| c.cle == cle).unwrap();
            champ.lire(biblio.definitions.get("2.1.7").unwrap())
        };
        let mots = |mots: &[&str]| Valeur::Liste(mots.iter().map(|m| (*m).to_owned()).collect());
        assert_eq!(lue("cout_total"), Valeur::Montant(3_450_000));
        assert_eq!(lue("cout_total_base"), Valeur::Texte("par an".to_owned()));
        assert_eq!(lue("cout_par_menage_et_an"), Valeur::Montant(345_000));
        assert_eq!(lue("duree_mois"), Valeur::Nombre(18));
        assert_eq!(lue("statuts"), mots(&["convention ALT", "bail glissant", "bail direct"]));
        assert_eq!(lue("menages_imprimes"), Valeur::Texte("10, sur tout le projet".to_owned()));
    }
}
