//! The mechanisms that sheets share: each named and explained once, and found in a definition by what it declares, so
//! that a new dispositif has those it uses without anyone filing it.

use domain::definition::mecanique::{CeQuiCompte, Mecanique, NatureDePiece};
use domain::definition::{Definition, Origine};
use domain::{Acte, Genre};

/// A way of doing that several dispositifs share.
pub struct Mecanisme {
    /// Its name in an address.
    pub code: &'static str,
    /// Its name.
    pub nom: &'static str,
    /// How it works, in a sentence or two.
    pub explication: &'static str,
    present: fn(&Mecanique) -> bool,
}

impl Mecanisme {
    /// Whether a definition uses it.
    pub fn est_dans(&self, d: &Definition) -> bool {
        (self.present)(&d.mecanique)
    }
}

/// Those of a definition.
pub fn mecanismes_de(d: &Definition) -> impl Iterator<Item = &'static Mecanisme> {
    MECANISMES.iter().filter(move |m| m.est_dans(d))
}

/// All of them, in the order of a household's way.
pub const MECANISMES: &[Mecanisme] = &[
    Mecanisme {
        code: "organismes-prevenus",
        nom: "Organismes prévenus dès l’orientation",
        explication: "L’orientation par un canal oblige à informer d’autres organismes, qui suivent ainsi la demande dès son arrivée.",
        present: |m| m.canaux.iter().any(|c| !c.notifie.is_empty()),
    },
    Mecanisme {
        code: "adhesion",
        nom: "Adhésion du ménage d’abord",
        explication: "Rien ne commence sans l’accord du ménage, recueilli par écrit ou oralement, et qu’il peut retirer.",
        present: |m| m.adhesion.is_some(),
    },
    Mecanisme {
        code: "commission",
        nom: "Commission qui décide",
        explication: "Une instance réunit plusieurs organismes et se prononce avant certaines étapes : sans sa décision favorable, l’étape est refusée.",
        present: |m| m.instances.iter().any(|i| !i.pouvoirs.is_empty()),
    },
    Mecanisme {
        code: "menage-siege",
        nom: "Le ménage siège",
        explication: "Le ménage est membre de l’instance qui décide pour lui : elle ne se tient pas sans qu’il y ait sa place.",
        present: |m| m.instances.iter().any(|i| i.menage_siege),
    },
    Mecanisme {
        code: "decision-d-ailleurs",
        nom: "Décision prise ailleurs",
        explication: "Une étape attend la décision d’un organisme extérieur au dispositif, reçue et enregistrée avec sa référence.",
        present: |m| !m.decisions_recues.is_empty(),
    },
    Mecanisme {
        code: "accord-entre-organismes",
        nom: "Accord signé entre organismes",
        explication: "Des étapes attendent que les organismes aient signé entre eux une convention ou une charte.",
        present: |m| !m.accords.is_empty(),
    },
    Mecanisme {
        code: "contrat",
        nom: "Contrat avec le ménage",
        explication: "Le ménage et les organismes signent un contrat ou un engagement avant une étape : entrée, mesure, nouveau bail.",
        present: |m| m.pieces.iter().any(|p| p.nature == NatureDePiece::Contrat),
    },
    Mecanisme {
        code: "bail-glissant",
        nom: "Bail glissant",
        explication: "L’association est d’abord locataire et sous-loue au ménage ; le bail passe ensuite au nom du ménage, dans le même logement.",
        present: |m| statut(m, &["bail glissant"]),
    },
    Mecanisme {
        code: "etape-avant-le-bail",
        nom: "Une étape avant le bail",
        explication: "Le ménage habite d’abord sous un statut transitoire (sous-location, hébergement, convention ALT, bail associatif, résidence), avant un bail à son nom.",
        present: |m| {
            statut(
                m,
                &["sous-location", "hébergement", "convention ALT", "bail associatif", "résidence sociale"],
            )
        },
    },
    Mecanisme {
        code: "rester-apres-le-jugement",
        nom: "Rester après la résiliation",
        explication: "Le bail est résilié mais l’occupant reste, le temps d’apurer la dette : protocole de cohésion sociale, ou retour au bail.",
        present: |m| statut(m, &["protocole de cohésion sociale", "occupant sans droit ni titre"]),
    },
    Mecanisme {
        code: "logement-partage",
        nom: "Logement partagé",
        explication: "Plusieurs ménages vivent dans un même logement : les places s’y comptent une à une.",
        present: |m| statut(m, &["colocation"]) || quota(m, |c| c == CeQuiCompte::Occupants),
    },
    Mecanisme {
        code: "niveaux",
        nom: "Intensité qui varie",
        explication: "L’accompagnement a plusieurs niveaux ou étapes, que l’on change selon le chemin parcouru, souvent en s’allégeant.",
        present: |m| !m.niveaux.is_empty(),
    },
    Mecanisme {
        code: "duree-bornee",
        nom: "Durée bornée",
        explication: "La mesure ou l’occupation dure un temps fixé, avec un nombre de renouvellements ; au-delà, l’étape est refusée ou se justifie.",
        present: |m| !m.durees.is_empty() || m.mesure.as_ref().is_some_and(|t| t.duree.is_some()),
    },
    Mecanisme {
        code: "rythme",
        nom: "Rythme de rencontres",
        explication: "Les visites ou les points reviennent à une fréquence que la fiche fixe ; un retard se voit dans les échéances.",
        present: |m| !m.rythmes.is_empty(),
    },
    Mecanisme {
        code: "seances-collectives",
        nom: "Séances collectives",
        explication: "Une part de l’accompagnement se fait en groupe : taille des groupes, fréquence et présences se suivent.",
        present: |m| {
            !m.groupes.is_empty() || regle(m, |a| matches!(a, Acte::TenirSeanceCollective | Acte::Participer))
        },
    },
    Mecanisme {
        code: "charge-par-accompagnant",
        nom: "Nombre de ménages par accompagnant",
        explication: "Une même personne ne suit qu’un nombre limité de ménages à la fois : la mesure de trop est refusée.",
        present: |m| quota(m, |c| c == CeQuiCompte::Mesures),
    },
    Mecanisme {
        code: "quota-par-periode",
        nom: "Plafond par année, par bailleur ou par public",
        explication: "Le nombre d’entrées est plafonné par année, par bailleur ou selon ce qu’est le ménage : chaque part a son compte.",
        present: |m| m.quotas.iter().any(|q| q.par.is_some()),
    },
    Mecanisme {
        code: "aide-financiere",
        nom: "Aide financière",
        explication: "Une aide est accordée au ménage, en une fois ou chaque mois, dans la limite d’une enveloppe ou d’une durée.",
        present: |m| !m.aides.is_empty(),
    },
    Mecanisme {
        code: "veille",
        nom: "Veille après la sortie",
        explication: "Une fois l’accompagnement fini, le ménage ou le bailleur peut rappeler : la veille se déclenche et l’accompagnement reprend.",
        present: |m| acte(m, |a| matches!(a, Acte::OuvrirVeille | Acte::DeclencherVeille)),
    },
    Mecanisme {
        code: "site",
        nom: "Travail sur un site",
        explication: "Le dispositif s’adresse aussi à un immeuble ou à un quartier : on y intervient, on l’évalue, au-delà des ménages.",
        present: |m| regle(m, |a| a.description().genre == Genre::Site),
    },
];

fn statut(m: &Mecanique, natures: &[&str]) -> bool {
    m.statuts.iter().any(|s| natures.contains(&s.nature.as_str()))
}

fn quota(m: &Mecanique, garde: impl Fn(CeQuiCompte) -> bool) -> bool {
    m.quotas.iter().any(|q| garde(q.compte))
}

/// Whether a rule of the dispositif's own speaks of such an act.
fn regle(m: &Mecanique, garde: impl Fn(Acte) -> bool) -> bool {
    m.regles.iter().filter(|r| r.origine != Origine::Socle).any(|r| r.actes.iter().any(|a| garde(*a)))
}

/// The same, or a schedule or a suggestion.
fn acte(m: &Mecanique, garde: impl Fn(Acte) -> bool) -> bool {
    let echeances = m.echeances.iter().filter(|e| e.origine != Origine::Socle);
    echeances.map(|e| e.acte.acte).chain(m.propositions.iter().map(|p| p.acte)).any(&garde) || regle(m, garde)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::Bibliotheque;

    #[test]
    fn each_mechanism_is_used_by_some_sheets_and_not_by_all() {
        let biblio = Bibliotheque::embarquee().0;
        let fiches = biblio.fiches_du_guide();
        let codes: BTreeSet<&str> = MECANISMES.iter().map(|m| m.code).collect();
        assert_eq!(codes.len(), MECANISMES.len());
        for m in MECANISMES {
            let nombre = fiches.iter().filter(|d| m.est_dans(d)).count();
            assert!(nombre > 0 && nombre < fiches.len(), "{} : {nombre}", m.nom);
        }
    }
}
