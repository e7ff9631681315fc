//! The kinds of block, as a form groups them.

use crate::lecture::forme::{Cle, Forme};
use crate::lecture::tables::DEFINITION;

/// A kind of block.
#[derive(Debug, PartialEq, Eq)]
pub struct Bloc {
    /// Its code in addresses: its keys, joined by a dot; `dispositif` for the head of the text.
    pub code: &'static str,
    /// Its keys from the root.
    pub chemin: &'static [&'static str],
    /// Whether there may be several.
    pub plusieurs: bool,
    /// Its title.
    pub titre: &'static str,
    /// What it is for.
    pub aide: &'static str,
}

/// Kinds of block that are read together.
#[derive(Debug)]
pub struct Groupe {
    /// Its title.
    pub titre: &'static str,
    /// Its kinds.
    pub blocs: &'static [Bloc],
}

/// Where a block stands: its kind, and its rank among those of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lieu {
    /// Its kind.
    pub bloc: &'static Bloc,
    /// Its rank, from 0.
    pub rang: usize,
}

const fn seul(
    code: &'static str,
    chemin: &'static [&'static str],
    titre: &'static str,
    aide: &'static str,
) -> Bloc {
    Bloc { code, chemin, plusieurs: false, titre, aide }
}

const fn plusieurs(
    code: &'static str,
    chemin: &'static [&'static str],
    titre: &'static str,
    aide: &'static str,
) -> Bloc {
    Bloc { code, chemin, plusieurs: true, titre, aide }
}

/// Every kind of block, in the order in which a dispositif is thought out.
pub static GROUPES: &[Groupe] = &[
    Groupe {
        titre: "La fiche",
        blocs: &[
            seul("dispositif", &[], "Numéro", "Le numéro qui désigne ce dispositif partout dans Palier."),
            seul(
                "fiche",
                &["fiche"],
                "Fiche",
                "Ce que le dispositif est, pour qui, où et pour combien de temps.",
            ),
            plusieurs(
                "fiche.organisme",
                &["fiche", "organisme"],
                "Organismes",
                "Qui le porte et qui y participe.",
            ),
            plusieurs("fiche.cout", &["fiche", "cout"], "Coûts", "Chaque ligne du budget, et le total."),
            plusieurs(
                "trace",
                &["trace"],
                "Exigences du texte",
                "Chaque exigence du texte d’origine, et ce qui l’exécute.",
            ),
        ],
    },
    Groupe {
        titre: "Qui agit, avec quels mots",
        blocs: &[
            plusieurs("role", &["role"], "Rôles", "Les organisations qui agissent, par ce qu’elles y font."),
            plusieurs(
                "fait",
                &["fait"],
                "Faits propres",
                "Ce que l’on doit savoir et que le dictionnaire commun n’a pas.",
            ),
            plusieurs(
                "parametre",
                &["parametre"],
                "Paramètres",
                "Une valeur nommée, que plusieurs règles emploient.",
            ),
        ],
    },
    Groupe {
        titre: "Par où l’on entre",
        blocs: &[
            plusieurs("canal", &["canal"], "Canaux", "Qui peut orienter un ménage, et qui l’on informe."),
            plusieurs(
                "eligibilite",
                &["eligibilite"],
                "Conditions d’admission",
                "Ce que le ménage doit être ou avoir pour entrer.",
            ),
            seul(
                "adhesion",
                &["adhesion"],
                "Adhésion du ménage",
                "Les actes qui ne se font pas sans son adhésion.",
            ),
        ],
    },
    Groupe {
        titre: "Qui décide, sur quelles pièces",
        blocs: &[
            plusieurs(
                "instance",
                &["instance"],
                "Instances",
                "Les commissions : qui y siège, ce qu’elles décident.",
            ),
            plusieurs(
                "decision_recue",
                &["decision_recue"],
                "Décisions prises ailleurs",
                "Ce qu’un autre organisme doit avoir décidé avant.",
            ),
            plusieurs(
                "contrat",
                &["contrat"],
                "Contrats",
                "Ce qui se signe avec le ménage, et ce qui l’attend.",
            ),
            plusieurs("document", &["document"], "Documents", "Ce qui doit être versé, et ce qui l’attend."),
            plusieurs(
                "accord",
                &["accord"],
                "Accords entre organismes",
                "Ce que les organismes signent une fois pour toutes.",
            ),
        ],
    },
    Groupe {
        titre: "Étapes et rythme",
        blocs: &[
            seul("mesure", &["mesure"], "Mesure", "La durée de l’accompagnement et ses renouvellements."),
            plusieurs(
                "niveau",
                &["niveau"],
                "Étapes et niveaux",
                "Les temps ou les intensités de l’accompagnement.",
            ),
            plusieurs("rythme", &["rythme"], "Rythme", "Un acte qui revient : visite, point, réunion."),
            plusieurs("echeance", &["echeance"], "Échéances", "Un acte dû à une date ou après un événement."),
            plusieurs(
                "groupe",
                &["groupe"],
                "Actions collectives",
                "Ateliers et séances : taille et cadence.",
            ),
            plusieurs("theme", &["theme"], "Thèmes", "Ce sur quoi l’on travaille, et qui le porte."),
        ],
    },
    Groupe {
        titre: "Le logement",
        blocs: &[plusieurs(
            "statut",
            &["statut"],
            "Statuts d’occupation",
            "À quel titre le ménage occupe son logement, et dans quel ordre.",
        )],
    },
    Groupe {
        titre: "Les limites",
        blocs: &[
            plusieurs("duree", &["duree"], "Durées", "Au plus tôt, au plus tard."),
            plusieurs(
                "quota",
                &["quota"],
                "Plafonds",
                "Combien de places, de logements, de mesures au plus.",
            ),
            plusieurs("aide", &["aide"], "Aides", "L’argent donné au ménage : par qui, combien de temps."),
        ],
    },
    Groupe {
        titre: "Les règles",
        blocs: &[
            plusieurs("regle", &["regle"], "Règles", "Ce qu’un acte demande, ou ce qui l’interdit."),
            plusieurs(
                "condition",
                &["condition"],
                "Conditions nommées",
                "Une condition que plusieurs règles reprennent.",
            ),
            plusieurs("proposition", &["proposition"], "Propositions", "Un acte que Palier suggère."),
        ],
    },
];

impl Bloc {
    /// The kind with this code.
    pub fn du_code(code: &str) -> Option<&'static Self> {
        GROUPES.iter().flat_map(|g| g.blocs).find(|b| b.code == code)
    }

    /// The keys that it may hold; those that hold blocks of their own are kinds apart.
    pub(super) fn cles(&self) -> impl Iterator<Item = &'static Cle> {
        let mut cles: &'static [Cle] = DEFINITION;
        for nom in self.chemin {
            cles = match cles.iter().find(|c| c.nom == *nom).map(|c| c.forme) {
                Some(Forme::Bloc(dedans) | Forme::Blocs(dedans)) => dedans,
                _ => &[],
            };
        }
        let (racine, dans_la_fiche) = (self.chemin.is_empty(), self.code == "fiche");
        cles.iter().filter(move |c| match c.forme {
            Forme::Bloc(_) => !racine,
            Forme::Blocs(_) => !racine && !dans_la_fiche,
            _ => true,
        })
    }

    /// Whether a field of this name belongs to a condition.
    pub(super) fn condition(&self, nom: &str) -> bool {
        let cle = nom.split('.').next().unwrap_or_default();
        self.cles().any(|c| c.nom == cle && matches!(c.forme, Forme::Condition))
    }
}

/// The block in which a line of the text stands.
pub fn lieu_de_ligne(texte: &str, ligne: usize) -> Option<Lieu> {
    let entetes: Vec<&str> = texte
        .lines()
        .take(ligne)
        .map(str::trim)
        .filter(|l| l.starts_with('['))
        .filter_map(|l| l.trim_start_matches('[').split(']').next())
        .map(str::trim)
        .collect();
    let code = entetes.last().copied().unwrap_or("dispositif");
    let bloc = Bloc::du_code(code)?;
    let nombre = entetes.iter().filter(|e| **e == code).count();
    Some(Lieu { bloc, rang: nombre.saturating_sub(1) })
}
