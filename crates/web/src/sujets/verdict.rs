//! A verdict and its *pourquoi*, as one reader may see it: on a page and in JSON.
//!
//! A reason that rests on a class she may not see is given in neutral words, without its rule, its values,
//! its source, nor what it asks: nothing of it is left to infer from.

use domain::definition::Effet;
use domain::moteur::{EtatDeRegle, Issue, Motif, Verdict};
use serde::Serialize;

use super::regard::Regard;
use crate::formulaire::majuscule;

/// A value that a rule saw.
#[derive(Debug, Clone)]
pub struct Fait {
    /// The fact.
    pub nom: String,
    /// Its value.
    pub valeur: String,
}

/// A rule that spoke.
#[derive(Debug, Clone)]
pub struct Regle {
    /// `accepte`, `refuse`, `alerte` or `indetermine`.
    pub genre: &'static str,
    /// Its name.
    pub nom: String,
    /// What it says.
    pub message: String,
    /// What it saw.
    pub faits: Vec<Fait>,
    /// Where it comes from.
    pub source: String,
    /// What would change it.
    pub lever: String,
    /// Whether its source was read in full.
    pub verifiee: bool,
}

/// A verdict on a page.
#[derive(Debug, Clone)]
pub struct Pourquoi {
    /// `refuse`, `alerte` or `indetermine`.
    pub genre: &'static str,
    /// In one sentence.
    pub titre: String,
    /// The rules that decided.
    pub regles: Vec<Regle>,
}

/// The code of an outcome for the templates.
pub const fn genre(issue: Issue) -> &'static str {
    match issue {
        Issue::Accepte => "accepte",
        Issue::Refuse => "refuse",
        Issue::Alerte => "alerte",
        Issue::Indetermine => "indetermine",
    }
}

/// What is said of a verdict to one reader: the outcome, and the rules. When something that she may not know stands in
/// the way, it is refused, whatever it is: wrong, missing or to be overridden by others are one answer.
pub fn dit<'v>(verdict: &'v Verdict, regard: &Regard) -> (Issue, Vec<&'v Motif>) {
    let cache = verdict.issue != Issue::Accepte && verdict.obstacles().any(|m| !regard.lit_motif(m));
    if cache {
        (Issue::Refuse, verdict.obstacles().collect())
    } else {
        (verdict.issue, verdict.decisifs().collect())
    }
}

/// Why an act was not recorded; none when it was.
pub fn pourquoi(verdict: &Verdict, regard: &Regard) -> Option<Pourquoi> {
    let (issue, motifs) = dit(verdict, regard);
    let titre = match issue {
        Issue::Accepte => return None,
        Issue::Refuse => "Cet acte n'est pas enregistré\u{a0}: une règle s'y oppose",
        Issue::Alerte => "Cet acte n'est pas encore enregistré\u{a0}: une alerte demande un motif",
        Issue::Indetermine => "Cet acte n'est pas enregistré\u{a0}: il manque une information",
    };
    Some(Pourquoi { genre: genre(issue), titre: titre.to_owned(), regles: regles(&motifs, regard) })
}

/// Rules for a page; those that a reader may not see are one neutral rule.
pub fn regles(motifs: &[&Motif], regard: &Regard) -> Vec<Regle> {
    let mut regles: Vec<Regle> =
        motifs.iter().filter(|m| regard.lit_motif(m)).map(|m| regle(m, regard)).collect();
    if motifs.iter().any(|m| !regard.lit_motif(m)) {
        regles.push(neutre());
    }
    regles
}

fn regle(m: &Motif, regard: &Regard) -> Regle {
    let faits =
        m.valeurs.iter().map(|(nom, valeur)| Fait { nom: majuscule(nom), valeur: regard.texte(valeur) });
    Regle {
        genre: genre_de_motif(m),
        nom: m.regle.clone(),
        message: m.message.clone(),
        faits: faits.collect(),
        source: m.source.reference.clone(),
        lever: lever(m),
        verifiee: m.source.verifiee,
    }
}

fn neutre() -> Regle {
    Regle {
        genre: "refuse",
        nom: "condition réservée".to_owned(),
        message: "Une condition repose sur une information que votre organisation ne lit pas. \
                  L'organisme qui accompagne le ménage peut vous répondre."
            .to_owned(),
        faits: Vec::new(),
        source: super::regard::NON_COMMUNIQUE.to_owned(),
        lever: String::new(),
        verifiee: true,
    }
}

const fn genre_de_motif(m: &Motif) -> &'static str {
    match (m.etat, m.effet) {
        (EtatDeRegle::Respectee | EtatDeRegle::PasseeOutre, _) => "accepte",
        (EtatDeRegle::Violee, Effet::Refuse) => "refuse",
        (EtatDeRegle::Violee, Effet::Alerte) => "alerte",
        (EtatDeRegle::Inconnue, _) => "indetermine",
    }
}

/// What would change what the rule says.
pub fn lever(m: &Motif) -> String {
    let mut phrases = Vec::new();
    if m.etat == EtatDeRegle::Inconnue && !m.manquants.is_empty() {
        phrases.push(format!("renseigner {}", manquants(m)));
    } else if let Some(jour) = m.bascule_le {
        phrases.push(format!("attendre le {}", domain::texte::jour(jour)));
    } else if !m.attendu.is_empty() {
        phrases.push(m.attendu.clone());
    }
    if m.effet == Effet::Alerte && m.etat == EtatDeRegle::Violee && !m.passer_outre.is_empty() {
        phrases.push(format!("un motif écrit par {}", domain::texte::choix(&m.passer_outre)));
    }
    majuscule(&phrases.join(", ou "))
}

/// The missing facts, by their labels.
pub fn manquants(m: &Motif) -> String {
    let mut noms: Vec<String> =
        m.libelles_manquants.iter().map(|libelle| format!("«\u{a0}{libelle}\u{a0}»")).collect();
    noms.dedup();
    domain::texte::liste(&noms)
}

/// Whether the reader may override every alert that stops the act.
pub fn peut_passer_outre(verdict: &Verdict, roles: &[String]) -> bool {
    verdict.issue == Issue::Alerte
        && verdict.decisifs().all(|m| m.passer_outre.iter().any(|r| roles.contains(r)))
}

/// A rule in JSON.
#[derive(Debug, Clone, Serialize)]
pub struct MotifJson {
    regle: String,
    etat: &'static str,
    message: String,
    source: String,
    verifiee: bool,
    valeurs: Vec<(String, String)>,
    manquants: Vec<String>,
    bascule_le: Option<String>,
}

/// Rules in JSON, as this reader may see them.
pub fn motifs_json<'m>(motifs: impl Iterator<Item = &'m Motif>, regard: &Regard) -> Vec<MotifJson> {
    let (visibles, caches): (Vec<&Motif>, Vec<&Motif>) = motifs.partition(|m| regard.lit_motif(m));
    // One for all that is hidden, as on the page: how many there are would tell something too.
    let cache = (!caches.is_empty()).then(neutre_json);
    visibles.into_iter().map(|m| en_json(m, regard)).chain(cache).collect()
}

fn en_json(m: &Motif, regard: &Regard) -> MotifJson {
    MotifJson {
        regle: m.regle.clone(),
        etat: etat(m.etat),
        message: m.message.clone(),
        source: m.source.reference.clone(),
        verifiee: m.source.verifiee,
        valeurs: m.valeurs.iter().map(|(n, v)| (n.clone(), regard.texte(v))).collect(),
        manquants: m.manquants.clone(),
        bascule_le: m.bascule_le.map(|j| j.to_string()),
    }
}

fn neutre_json() -> MotifJson {
    let neutre = neutre();
    MotifJson {
        regle: neutre.nom,
        etat: "réservée",
        message: neutre.message,
        source: neutre.source,
        verifiee: true,
        valeurs: Vec::new(),
        manquants: Vec::new(),
        bascule_le: None,
    }
}

const fn etat(etat: EtatDeRegle) -> &'static str {
    match etat {
        EtatDeRegle::Respectee => "respectée",
        EtatDeRegle::Violee => "violée",
        EtatDeRegle::PasseeOutre => "passée outre",
        EtatDeRegle::Inconnue => "inconnue",
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use actes::Annuaire;
    use domain::definition::{Origine, Source};
    use domain::fait::Classe;
    use domain::{OrganisationId, UtilisateurId, ids};
    use policy::{Acteur, Liens, Matrice, NatureOrganisation, Profil, Relation};

    use super::*;
    use crate::formulaire::Choix;

    fn conseillere() -> Regard {
        let acteur = Acteur {
            utilisateur: UtilisateurId(ids::ulid(1)),
            nom: String::new(),
            organisation: OrganisationId(ids::ulid(2)),
            nature: NatureOrganisation::Bailleur,
            profil: Profil::ConseillerBailleur,
        };
        let droits = Matrice::livree().droits(acteur.profil, &Liens::de([Relation::Partie]));
        Regard::sans_sujet(&Arc::new(Annuaire::default()), &acteur, droits, &Choix::default())
    }

    fn motif(regle: &str, classe: Classe, reserve: bool) -> Motif {
        Motif {
            regle: regle.to_owned(),
            etat: EtatDeRegle::Violee,
            effet: Effet::Refuse,
            message: format!("Ce que dit {regle}."),
            source: Source { reference: format!("source de {regle}"), verifiee: true },
            origine: Origine::Regle,
            valeurs: vec![("valeur".to_owned(), format!("vue par {regle}"))],
            manquants: Vec::new(),
            libelles_manquants: Vec::new(),
            attendu: String::new(),
            bascule_le: None,
            passer_outre: Vec::new(),
            classe,
            reserve,
        }
    }

    #[test]
    fn a_reason_that_she_may_not_read_is_one_neutral_sentence_on_a_page_and_for_a_program() {
        let motifs = [
            motif("quartier", Classe::C0, false),
            motif("troubles", Classe::C5, false),
            motif("places", Classe::C0, true),
        ];
        let motifs: Vec<&Motif> = motifs.iter().collect();
        let sur_la_page = regles(&motifs, &conseillere());
        let noms: Vec<&str> = sur_la_page.iter().map(|r| r.nom.as_str()).collect();
        assert_eq!(noms, ["quartier", "condition réservée"]);
        let dits = [
            format!("{sur_la_page:?}"),
            serde_json::to_string(&motifs_json(motifs.into_iter(), &conseillere())).unwrap(),
        ];
        for dit in dits {
            assert!(dit.contains("vue par quartier"), "{dit}");
            assert!(!dit.contains("troubles") && !dit.contains("places"), "{dit}");
        }
    }
}
