//! Statuses that can be reached, committees that can decide.

use std::collections::BTreeSet;

use domain::Mecanique;
use domain::definition::mecanique::{Instance, Statut};
use domain::texte;

use super::place;
use crate::lecture::bloc::Bloc;
use crate::lecture::noeud::Texte;
use crate::lecture::noms::{Noms, Quoi};

/// Checks statuses and committees.
pub fn controler(t: &mut Texte<'_>, noms: &Noms, b: Bloc<'_>, m: &Mecanique) {
    let blocs = b.blocs("statut");
    // A status whose `apres` names nothing has been told already.
    let perdus = |s: &Statut| {
        blocs
            .iter()
            .any(|b| b.texte("nom").as_ref() == Some(&s.nom) && b.elements("apres").len() > s.apres.len())
    };
    statuts(t, noms, &m.statuts, &perdus);
    for instance in &m.instances {
        siege(t, noms, instance);
    }
    if m.roles.is_empty()
        && let Some(version) = b.noeud("version")
    {
        t.avertit(&version.ou, "Aucun rôle : personne ne pourra agir dans ce dispositif.", None);
    }
}

fn statuts(t: &mut Texte<'_>, noms: &Noms, statuts: &[Statut], perdu: &dyn Fn(&Statut) -> bool) {
    let Some(premier) = statuts.first() else { return };
    let mut atteints: BTreeSet<&str> =
        statuts.iter().filter(|s| s.entree || perdu(s)).map(|s| s.nom.as_str()).collect();
    if atteints.is_empty() {
        let indice = "Marquez entree = true sur le statut par lequel on commence.".to_owned();
        let ou = place(noms, Quoi::Statut, &premier.nom);
        t.erreur(
            &ou,
            "Aucun statut n'est une entrée : personne ne pourra entrer dans un logement.",
            Some(indice),
        );
        return;
    }
    // Each turn adds at least one status, or is the last.
    for _ in statuts {
        let suivants = statuts.iter().filter(|s| s.apres.iter().any(|a| atteints.contains(a.as_str())));
        let nouveaux: Vec<&str> =
            suivants.map(|s| s.nom.as_str()).filter(|n| !atteints.contains(n)).collect();
        if nouveaux.is_empty() {
            break;
        }
        atteints.extend(nouveaux);
    }
    for statut in statuts.iter().filter(|s| !atteints.contains(s.nom.as_str())) {
        let indice = "Marquez entree = true, ou dites apres = [\"…\"] un statut que l'on atteint.".to_owned();
        let ou = place(noms, Quoi::Statut, &statut.nom);
        t.erreur(&ou, format!("Aucun chemin ne mène au statut « {} ».", statut.nom), Some(indice));
    }
}

fn siege(t: &mut Texte<'_>, noms: &Noms, instance: &Instance) {
    let ou = place(noms, Quoi::Instance, &instance.nom);
    let roles = instance.membres.iter().filter(|m| m.as_str() != "ménage").count();
    if roles == 0 && !instance.pouvoirs.is_empty() {
        let pouvoirs: Vec<String> = instance.pouvoirs.iter().map(|p| format!("« {} »", p.nom())).collect();
        let message = format!(
            "Aucun rôle ne siège dans « {} » : {} ne sera jamais décidé.",
            instance.nom,
            texte::liste(&pouvoirs)
        );
        t.erreur(&ou, message, Some("Ajoutez membres = [\"…\"], un rôle de la définition.".to_owned()));
    }
    let sieges = instance.membres.len();
    if let Some(quorum) = instance.quorum.filter(|q| usize::try_from(*q).is_ok_and(|q| q > sieges)) {
        let message =
            format!("Le quorum ({quorum}) dépasse le nombre de membres ({sieges}) de « {} ».", instance.nom);
        t.erreur(&ou, message, None);
    }
}
