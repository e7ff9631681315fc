//! What the definitions answer, as this reader may know it, and what is worth asking next.

use std::borrow::Cow;
use std::collections::BTreeSet;

use actes::ConventionNommee;
use dispositifs::trouver::{Avis, Question, Sens, question};
use domain::moteur::{Bref, EtatDeRegle};
use domain::{Definition, SujetId, Valeur};

use super::lire::Lue;
use super::offre::Offre;
use crate::formulaire::{Champ, Saisie, majuscule};

/// What is shown beside the description.
pub struct Resultats<'d> {
    /// What to ask next.
    pub question: Option<Posee>,
    /// Said when there is nothing to ask.
    pub sans_question: &'static str,
    /// Facts of which she said that she does not know.
    pub passees: Vec<String>,
    /// What is known, as it was read: the page printed says of whom it speaks.
    pub dits: Vec<String>,
    /// What cannot be read: target and message.
    pub illisibles: Vec<(String, String)>,
    /// Eligible, undetermined, not eligible.
    pub groupes: Vec<Groupe<'d>>,
    /// The sheets that are asked nothing: number and neutral title.
    pub discretes: Vec<(String, String)>,
    /// The counts in one sentence.
    pub annonce: String,
}

/// The question on the screen.
pub struct Posee {
    /// The fact.
    pub nom: String,
    /// As it is asked.
    pub titre: String,
    /// What its answer changes.
    pub utilite: String,
    /// Its field; none when it is answered by yes or no.
    pub champ: Option<Champ>,
}

/// The dispositifs that answer alike.
pub struct Groupe<'d> {
    /// Where it stands in the page.
    pub ancre: &'static str,
    /// How its verdict is drawn.
    pub genre: &'static str,
    /// Its heading.
    pub titre: &'static str,
    /// Said when it is empty.
    pub vide: &'static str,
    /// How many dispositifs it holds: one whose streams do not rest on the same rules has a line for each.
    pub fiches: usize,
    /// Its dispositifs: those of her conventions first, then those that miss least.
    pub lignes: Vec<Ligne<'d>>,
}

/// One dispositif.
pub struct Ligne<'d> {
    /// Its number.
    pub id: &'d str,
    /// Its title.
    pub titre: &'d str,
    /// The streams that answer so.
    pub volets: String,
    /// The rules that decided, of those that she may know.
    pub raisons: Vec<Raison<'d>>,
    /// Whether it also rests on what is not asked of her.
    pub reserve: bool,
    /// The facts that may still be said, by their labels.
    pub manque: String,
    /// Whether nothing is asked at all.
    pub sans_condition: bool,
    /// The conventions of her organisation: identifier and name.
    pub conventions: Vec<(SujetId, &'d str)>,
    /// Whether one may refer from here.
    pub oriente: bool,
}

/// What a rule says.
pub struct Raison<'d> {
    /// In French.
    pub message: Cow<'d, str>,
    /// Where it comes from.
    pub source: &'d str,
    /// Whether that was read in full.
    pub verifiee: bool,
}

impl<'d> Resultats<'d> {
    /// From the answers.
    pub fn de(
        offre: &Offre<'_>,
        lue: &Lue,
        avis: &[Avis<'d>],
        conventions: &'d [ConventionNommee],
        discretes: Vec<(String, String)>,
    ) -> Self {
        let groupes = [Sens::Eligible, Sens::Indetermine, Sens::NonEligible]
            .map(|sens| groupe(sens, lignes(offre, avis, sens, conventions)));
        let posable = |nom: &str| offre.besoin(nom).is_some() && !lue.passees.contains(nom);
        let question = posee(offre, lue, question(avis, posable));
        let cible = |champ: &str| if champ.is_empty() { "volet".to_owned() } else { champ.replace('.', "-") };
        let comptes = groupes.iter().map(|g| format!("{} {}", g.fiches, g.titre.to_lowercase()));
        Self {
            sans_question: if avis.iter().all(|a| a.sens != Sens::Indetermine) {
                "Plus rien à demander\u{a0}: chaque dispositif a répondu."
            } else {
                "Plus rien à demander ici\u{a0}: ce qui reste dépend de ce que vous ne savez pas, ou d’informations \
                 qui ne se donnent pas sur cette page."
            },
            annonce: comptes.collect::<Vec<_>>().join(", "),
            groupes: groupes.into(),
            question,
            dits: dits(offre, lue),
            passees: lue.passees.iter().cloned().collect(),
            illisibles: lue.fautes.iter().map(|f| (cible(&f.champ), f.message.clone())).collect(),
            discretes,
        }
    }
}

fn dits(offre: &Offre<'_>, lue: &Lue) -> Vec<String> {
    let dit = |(nom, valeur): (&String, &Valeur)| {
        offre.besoin(nom).map(|b| format!("{}\u{a0}: {valeur}", majuscule(&b.fait.libelle)))
    };
    lue.menage.faits.iter().filter_map(dit).collect()
}

fn groupe(sens: Sens, lignes: Vec<Ligne<'_>>) -> Groupe<'_> {
    let (ancre, genre, titre, vide) = match sens {
        Sens::Eligible => {
            ("eligibles", "accepte", "Éligibles", "Aucun dispositif n’est ouvert avec ce que l’on sait.")
        }
        Sens::Indetermine => {
            ("indetermines", "indetermine", "Indéterminés", "Aucun\u{a0}: tout est tranché.")
        }
        Sens::NonEligible => {
            ("non-eligibles", "refuse", "Non éligibles", "Aucun dispositif n’est écarté pour l’instant.")
        }
    };
    let fiches = lignes.iter().map(|l| l.id).collect::<BTreeSet<_>>().len();
    Groupe { ancre, genre, titre, vide, fiches, lignes }
}

/// What answers alike for the same reasons.
struct Reuni<'a, 'd> {
    avis: &'a Avis<'d>,
    volets: Vec<&'d str>,
    manque: BTreeSet<&'a str>,
}

fn lignes<'d>(
    offre: &Offre<'_>,
    avis: &[Avis<'d>],
    sens: Sens,
    conventions: &'d [ConventionNommee],
) -> Vec<Ligne<'d>> {
    let mut reunis: Vec<Reuni<'_, 'd>> = Vec::new();
    for un in avis.iter().filter(|a| a.sens == sens) {
        let pareil = |autre: &&mut Reuni<'_, '_>| {
            autre.avis.definition.id == un.definition.id && autre.avis.motifs == un.motifs
        };
        match reunis.iter_mut().rev().find(pareil) {
            Some(reuni) => reuni.volets.push(un.volet),
            None => reunis.push(Reuni { avis: un, volets: vec![un.volet], manque: un.manque() }),
        }
    }
    let sienne = |d: &Definition| conventions.iter().any(|c| c.dispositif == d.id && c.partie);
    reunis.sort_by_cached_key(|r| (!sienne(r.avis.definition), r.manque.len()));
    reunis.into_iter().map(|reuni| ligne(offre, reuni, conventions)).collect()
}

fn ligne<'d>(offre: &Offre<'_>, reuni: Reuni<'_, 'd>, conventions: &'d [ConventionNommee]) -> Ligne<'d> {
    let Reuni { avis, volets, manque } = reuni;
    let d = avis.definition;
    let (dits, tus): (Vec<&Bref<'d>>, Vec<&Bref<'d>>) =
        avis.motifs.iter().partition(|m| offre.permet(m.classe));
    let manque = manque.into_iter().filter_map(|nom| offre.besoin(nom));
    let manque: Vec<String> = manque.map(|b| format!("«\u{a0}{}\u{a0}»", b.fait.libelle)).collect();
    // Who only answers for its territory refers nobody to it.
    let siennes = conventions.iter().filter(|c| c.dispositif == d.id && c.partie);
    Ligne {
        id: &d.id,
        titre: &d.fiche.titre,
        volets: majuscule(&domain::texte::liste(&volets)),
        raisons: dits.into_iter().map(raison).collect(),
        reserve: !tus.is_empty(),
        manque: domain::texte::liste(&manque),
        sans_condition: avis.motifs.is_empty(),
        conventions: siennes.map(|c| (c.id, c.nom.as_str())).collect(),
        oriente: avis.sens == Sens::Eligible,
    }
}

/// What a rule says; one that is met is only named, for its message says what to answer when it is not.
fn raison<'d>(b: &Bref<'d>) -> Raison<'d> {
    let (regle, source) = (b.regle, &b.regle.source);
    let message = match b.etat {
        EtatDeRegle::Respectee => format!("Règle remplie\u{a0}: «\u{a0}{}\u{a0}».", regle.nom).into(),
        _ => regle.message.as_str().into(),
    };
    Raison { message, source: &source.reference, verifiee: source.verifiee }
}

/// The question as it is asked: again when its answer could not be read.
fn posee(offre: &Offre<'_>, lue: &Lue, choisie: Option<Question<'_>>) -> Option<Posee> {
    let utilite = match choisie {
        Some(q) if lue.manquee.as_deref().is_none_or(|nom| nom == q.fait) => utilite(q),
        _ => String::new(),
    };
    let nom = lue.manquee.as_deref().or(choisie.map(|q| q.fait))?;
    let besoin = offre.besoin(nom)?;
    let tapee = lue.saisie.une("reponse").filter(|_| lue.manquee.is_some()).unwrap_or_default();
    let mut champ = Offre::champ(besoin, "reponse", &Saisie::default().avec("reponse", tapee));
    champ.options.retain(|o| !o.valeur.is_empty());
    champ.erreur = lue.faute("reponse").unwrap_or_default().to_owned();
    let oui_ou_non = besoin.fait.nature == domain::Nature::Booleen;
    Some(Posee {
        nom: nom.to_owned(),
        titre: if oui_ou_non {
            format!("{}\u{a0}?", besoin.fait.libelle)
        } else {
            besoin.fait.libelle.clone()
        },
        utilite,
        champ: (!oui_ou_non).then_some(champ),
    })
}

fn utilite(q: Question<'_>) -> String {
    let fiches = |n: usize| if n == 1 { "1 dispositif".to_owned() } else { format!("{n} dispositifs") };
    match (q.tranche, q.attendue) {
        (0, attendue) => format!("La réponse compte pour {}.", fiches(attendue)),
        (tranche, attendue) if tranche == attendue => {
            format!("La réponse suffit à trancher pour {}.", fiches(tranche))
        }
        (tranche, attendue) => format!(
            "La réponse suffit à trancher pour {}, et compte pour {} en tout.",
            fiches(tranche),
            attendue
        ),
    }
}
