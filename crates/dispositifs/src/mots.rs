//! The vocabulary and the rules, as text for an author.

use std::fmt::Write as _;

use domain::acte::{CATALOGUE, Domaine};
use domain::definition::{Definition, Effet};
use domain::fait::{DICTIONNAIRE, Origine};
use domain::moteur::decrire;
use domain::texte;

use crate::lecture::valeurs;

/// All acts with their fields, all facts with their natures and classes.
pub fn vocabulaire() -> String {
    let mut sortie = String::from("# Actes\n");
    for d in CATALOGUE {
        let cree = if d.cree { ", le fait exister" } else { "" };
        let faits = if d.faits { ", prend des faits" } else { "" };
        let _ = writeln!(sortie, "\n{} (sur {}{cree}{faits})", d.nom, d.genre.un());
        for c in d.champs {
            let requis = if c.requis { "" } else { ", facultatif" };
            let mots = domaine(c.domaine).map(|m| format!(" : {m}")).unwrap_or_default();
            let _ =
                writeln!(sortie, "    {} — {}, {}{requis}{mots}", c.nom, c.libelle, valeurs::nom(c.nature));
        }
    }
    sortie.push_str("\n# Faits\n");
    let groupes =
        [(Origine::Saisi, "saisis"), (Origine::Calcule, "calculés"), (Origine::DeLActe, "de l'acte")];
    for (origine, titre) in groupes {
        let _ = writeln!(sortie, "\n{titre} :");
        for f in DICTIONNAIRE.iter().filter(|f| f.origine == origine) {
            let mots = if f.mots.is_empty() { String::new() } else { format!(" : {}", f.mots.join(", ")) };
            let _ = writeln!(
                sortie,
                "    {} — {}, {}, classe {:?}{mots}",
                f.nom,
                f.libelle,
                valeurs::nom(f.nature),
                f.classe
            );
        }
    }
    sortie
}

fn domaine(d: Domaine) -> Option<String> {
    let dit = match d {
        Domaine::Libre | Domaine::Organismes => return None,
        Domaine::Fixe(mots) => return Some(mots.join(", ")),
        Domaine::Roles => "un rôle, ménage, partenaire",
        Domaine::Canaux => "un canal",
        Domaine::Volets => "un volet de la fiche",
        Domaine::Niveaux => "un niveau",
        Domaine::Statuts => "un statut",
        Domaine::Instances => "une instance",
        Domaine::Pouvoirs => "un pouvoir d'instance",
        Domaine::DecisionsRecues => "une décision reçue",
        Domaine::Contrats => "un contrat",
        Domaine::Documents => "un document",
        Domaine::Groupes => "un groupe",
        Domaine::Themes => "un thème",
        Domaine::Accords => "un accord",
        Domaine::Aides => "une aide",
        Domaine::Stades => "un stade de la procédure",
    };
    Some(dit.to_owned())
}

/// All rules and schedules of a definition, with their names, in words.
pub fn regles(definition: &Definition) -> String {
    let mut sortie = format!("{} — {}\n\n# Règles\n", definition.id, definition.fiche.titre);
    for r in &definition.mecanique.regles {
        let actes: Vec<String> = r.actes.iter().map(|a| format!("« {} »", a.nom())).collect();
        let actes = if actes.len() > 6 { format!("{} actes", actes.len()) } else { texte::liste(&actes) };
        let effet = match r.effet {
            Effet::Refuse => "refuse".to_owned(),
            Effet::Alerte => format!("alerte, {} peut passer outre", texte::choix(&r.passer_outre)),
        };
        let _ = writeln!(
            sortie,
            "\n{}\n    {actes} : {effet}\n    {}",
            r.nom,
            decrire::regle(&definition.mecanique, r)
        );
        let _ = writeln!(sortie, "    « {} » ({})", r.message, source(&r.source));
    }
    sortie.push_str("\n# Échéances\n");
    for e in &definition.mecanique.echeances {
        let _ = writeln!(
            sortie,
            "\n{}\n    « {} » depuis {}\n    « {} » ({})",
            e.nom,
            e.acte.acte.nom(),
            decrire::jalon(&definition.mecanique, &e.depart),
            e.message,
            source(&e.source)
        );
    }
    sortie
}

fn source(s: &domain::definition::Source) -> String {
    if s.verifiee { s.reference.clone() } else { format!("{}, non relu", s.reference) }
}
