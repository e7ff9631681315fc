//! Names that serve nothing: roles, parameters.

use std::collections::BTreeSet;

use domain::definition::{Fiche, Terme};
use domain::{Mecanique, Valeur, texte};

use super::conditions::{parcourir, termes, toutes};
use super::place;
use crate::lecture::noeud::Texte;
use crate::lecture::noms::{Noms, Quoi};

/// Warns of names that serve nothing.
pub fn controler(t: &mut Texte<'_>, noms: &Noms, fiche: &Fiche, m: &Mecanique, servis: &BTreeSet<String>) {
    let mut dits: Vec<&Terme> = m.quotas.iter().map(|q| &q.plafond).collect();
    for c in toutes(m) {
        parcourir(c, &mut |c| dits.extend(termes(c)));
    }
    for nom in m.parametres.keys().filter(|nom| !servis.contains(*nom)) {
        if !dits.iter().any(|t| matches!(t, Terme::Parametre(p) if p == nom)) {
            let indice = format!("Écrivez « @parametre:{nom} » là où il sert, ou retirez-le.");
            let ou = place(noms, Quoi::Parametre, nom);
            t.avertit(&ou, format!("Le paramètre « {nom} » ne sert nulle part."), Some(indice));
        }
    }
    let cites = roles_cites(fiche, m, &dits);
    for role in m.roles.iter().filter(|r| !cites.contains(&texte::plier(&r.nom))) {
        let message = format!("Le rôle « {} » n'apparaît nulle part ailleurs.", role.nom);
        t.avertit(&place(noms, Quoi::Role, &role.nom), message, None);
    }
}

fn roles_cites(fiche: &Fiche, m: &Mecanique, dits: &[&Terme]) -> BTreeSet<String> {
    let mots = dits.iter().filter_map(|t| match t {
        Terme::Valeur(Valeur::Mot(mot)) => Some(mot.as_str()),
        _ => None,
    });
    let listes = m
        .canaux
        .iter()
        .map(|c| &c.par)
        .chain(m.instances.iter().map(|i| &i.membres))
        .chain(m.rythmes.iter().map(|r| &r.avec))
        .chain(m.pieces.iter().map(|p| &p.parties))
        .chain(m.themes.iter().map(|t| &t.roles))
        .chain(m.accords.iter().map(|a| &a.parties))
        .chain(m.aides.iter().map(|a| &a.par))
        .chain(m.regles.iter().map(|r| &r.passer_outre))
        .chain(m.durees.iter().map(|d| &d.passer_outre))
        .chain(m.quotas.iter().map(|q| &q.passer_outre))
        .chain(m.groupes.iter().map(|g| &g.passer_outre));
    listes
        .flatten()
        .map(String::as_str)
        .chain(m.statuts.iter().map(|s| s.titulaire.as_str()))
        .chain(fiche.organismes.iter().map(|o| o.role.as_str()))
        .chain(mots)
        .map(texte::plier)
        .collect()
}
