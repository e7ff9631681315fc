//! Builds what judges and what is due: conditions, rules, schedules, lengths, quotas, proposals.

use domain::Acte;
use domain::definition::condition::Compte;
use domain::definition::mecanique::{CeQuiCompte, DureeLimite, Part, Quota, Rythme};
use domain::definition::{Calendrier, Condition, EcheanceType, Origine, Proposition, Regle, Test};
use domain::valeur::Nature;

use super::bloc::Bloc;
use super::contexte::Cadre;
use super::noeud::{Noeud, Texte, V};
use super::noms::Quoi;
use super::tables::COMPTES;
use super::{condition, grandeur, valeurs};

/// The condition under a key.
pub fn sous(
    t: &mut Texte<'_>,
    cadre: &Cadre<'_>,
    b: Bloc<'_>,
    cle: &str,
    actes: &[Acte],
) -> Option<Condition> {
    b.noeud(cle).and_then(|n| condition::lire(t, cadre, n, actes))
}

/// A rule on these acts.
pub fn regle(
    t: &mut Texte<'_>,
    cadre: &Cadre<'_>,
    b: Bloc<'_>,
    actes: Vec<Acte>,
    origine: Origine,
) -> Option<Regle> {
    let quand = sous(t, cadre, b, "quand", &actes);
    let exige = sous(t, cadre, b, "exige", &actes);
    let interdit = sous(t, cadre, b, "interdit", &actes);
    let (effet, passer_outre) = b.effet(t, cadre.noms);
    match (b.noeud("exige"), b.noeud("interdit")) {
        (None, None) => {
            t.erreur(&b.0.ou, "Cette règle ne demande rien : il manque « exige » ou « interdit ».", None);
        }
        (Some(_), Some(n)) => {
            let indice = "Faites deux règles.".to_owned();
            t.erreur(&n.ou, "Une règle porte « exige » ou « interdit », pas les deux.", Some(indice));
        }
        _ => {}
    }
    let test = exige.map(Test::Exige).or(interdit.map(Test::Interdit))?;
    Some(Regle {
        nom: b.texte("nom")?,
        actes,
        quand,
        test,
        effet,
        message: b.ou_vide("message"),
        source: b.source(),
        passer_outre,
        origine,
    })
}

/// A schedule.
pub fn echeance(t: &mut Texte<'_>, cadre: &Cadre<'_>, b: Bloc<'_>, origine: Origine) -> Option<EcheanceType> {
    let acte = b.acte("acte");
    let avec = match (b.noeud("avec_champs"), acte) {
        (Some(n), Some(acte)) => grandeur::avec(t, cadre, n, acte).unwrap_or_default(),
        _ => std::collections::BTreeMap::new(),
    };
    let tant_que = sous(t, cadre, b, "tant_que", &[]);
    let calendrier = calendrier(t, b);
    Some(EcheanceType {
        nom: b.texte("nom")?,
        acte: Compte { acte: acte?, avec, depuis: None, sur: None },
        depart: b.jalon("depuis", cadre)?,
        calendrier: calendrier?,
        tant_que,
        pendant: b.duree("pendant"),
        message: b.ou_vide("message"),
        source: b.source(),
        origine,
    })
}

const CALENDRIERS: &[&str] = &["tous_les", "chaque", "apres", "avant"];

fn calendrier(t: &mut Texte<'_>, b: Bloc<'_>) -> Option<Calendrier> {
    let dits: Vec<&str> = CALENDRIERS.iter().copied().filter(|c| b.noeud(c).is_some()).collect();
    let [dit] = dits.as_slice() else {
        let message = if dits.is_empty() {
            "Cette échéance ne dit pas quand elle tombe.".to_owned()
        } else {
            format!("Cette échéance suit plusieurs calendriers : {}.", dits.join(", "))
        };
        let indice = "Un seul de : tous_les, chaque, apres, avant.".to_owned();
        t.erreur(&b.0.ou, message, Some(indice));
        return None;
    };
    let nulle = b.duree(dit).is_some_and(|d| d.mois == 0 && d.jours == 0);
    if nulle
        && matches!(*dit, "tous_les" | "chaque")
        && let Some(n) = b.noeud(dit)
    {
        t.erreur(&n.ou, format!("« {dit} » : une durée nulle ne fait pas un rythme."), None);
    }
    Some(match *dit {
        "tous_les" => Calendrier::TousLes(b.duree(dit)?),
        "chaque" => Calendrier::Chaque(b.duree(dit)?),
        "avant" => Calendrier::Avant(b.duree(dit)?),
        _ => Calendrier::Apres(b.durees(dit)),
    })
}

/// Visits and reviews.
pub fn rythme(t: &mut Texte<'_>, cadre: &Cadre<'_>, b: Bloc<'_>) -> Option<Rythme> {
    let acte = b.acte("acte");
    for (cle, champ) in [("presents", "participants"), ("lieu", "lieu")] {
        if let (Some(n), Some(acte)) = (b.noeud(cle), acte)
            && acte.champ(champ).is_none()
        {
            let message =
                format!("« {} » n'a pas de champ « {champ} » : « {cle} » ne s'y exige pas.", acte.nom());
            t.erreur(&n.ou, message, None);
        }
    }
    if let (Some(n), Some(champ)) = (b.noeud("lieu"), acte.and_then(|a| a.champ("lieu"))) {
        valeurs::terme(t, cadre, n, Nature::Mot, cadre.mots(champ.domaine).as_deref());
    }
    let echeance = echeance(t, cadre, b, Origine::Rythme);
    Some(Rythme {
        echeance: echeance?,
        avec: b.noms("presents", cadre.noms, Quoi::RoleOuMenage),
        lieu: b.texte("lieu"),
    })
}

/// A shortest or longest time.
pub fn duree(t: &mut Texte<'_>, cadre: &Cadre<'_>, b: Bloc<'_>) -> Option<DureeLimite> {
    let actes = b.actes("actes");
    let quand = sous(t, cadre, b, "quand", &actes);
    let (effet, passer_outre) = b.effet(t, cadre.noms);
    let (min, max) = (b.duree("min"), b.duree("max"));
    if b.noeud("min").is_none() && b.noeud("max").is_none() {
        t.erreur(&b.0.ou, "Cette durée ne porte ni « min » ni « max ».", None);
    }
    if let (Some(min), Some(max)) = (min, max)
        && max < min
    {
        t.erreur(&b.0.ou, format!("Le plus court ({min}) dépasse le plus long ({max})."), None);
    }
    if let Some(n) = b.noeud("fin").filter(|_| max.is_none()) {
        t.erreur(&n.ou, "« fin » demande « max » : le terme est le plus long.", None);
    }
    if actes.is_empty() && b.noeud("fin").is_none() && b.noeud("actes").is_none() {
        t.erreur(&b.0.ou, "Cette durée ne borne aucun acte : il manque « actes » ou « fin ».", None);
    }
    Some(DureeLimite {
        nom: b.texte("nom")?,
        depuis: b.jalon("depuis", cadre)?,
        min,
        max,
        actes,
        quand,
        effet,
        passer_outre,
        fin: b.acte("fin"),
        message: b.texte("message"),
        source: b.source(),
    })
}

/// A ceiling.
pub fn quota(t: &mut Texte<'_>, cadre: &Cadre<'_>, b: Bloc<'_>) -> Option<Quota> {
    let compte = compte(b);
    let actes: &[Acte] = match compte {
        Some(CeQuiCompte::Places | CeQuiCompte::Admissions) => &[Acte::Admettre],
        Some(CeQuiCompte::Logements) => &[Acte::Entrer],
        Some(CeQuiCompte::Projets) => &[Acte::ProgrammerAction],
        Some(CeQuiCompte::Occupants) => &[Acte::Entrer, Acte::ChangerStatut],
        Some(CeQuiCompte::Mesures) => &[Acte::OuvrirMesure, Acte::DesignerReferent],
        Some(CeQuiCompte::Diagnostics) => &[Acte::Diagnostiquer],
        Some(CeQuiCompte::Aides) => &[Acte::AccorderAide],
        None => &[],
    };
    let si = sous(t, cadre, b, "si", actes);
    let (effet, passer_outre) = b.effet(t, cadre.noms);
    let nature = if compte == Some(CeQuiCompte::Aides) { Nature::Montant } else { Nature::Nombre };
    let lisible = |n: &&Noeud| matches!(n.v, V::Texte(_) | V::Entier(_));
    let plafond = b.noeud("plafond").filter(lisible).and_then(|n| valeurs::terme(t, cadre, n, nature, None));
    let par = part(t, cadre, b, compte);
    Some(Quota {
        nom: b.texte("nom")?,
        compte: compte?,
        plafond: plafond?,
        si,
        par,
        effet,
        passer_outre,
        message: b.texte("message"),
        source: b.source(),
    })
}

/// What a quota counts apart.
fn part(t: &mut Texte<'_>, cadre: &Cadre<'_>, b: Bloc<'_>, compte: Option<CeQuiCompte>) -> Option<Part> {
    let (noeud, dit) = (b.noeud("par")?, b.texte("par")?);
    if !matches!(compte, Some(CeQuiCompte::Places | CeQuiCompte::Admissions) | None) {
        t.erreur(&noeud.ou, "« par » ne va qu'avec « places » ou « admissions ».", None);
    }
    match dit.as_str() {
        "an" if compte == Some(CeQuiCompte::Places) => {
            let indice = Some("Écrivez compte = \"admissions\".".to_owned());
            t.erreur(
                &noeud.ou,
                "Une place est tenue d'une année à l'autre : elle ne se compte pas par an.",
                indice,
            );
            None
        }
        "an" => Some(Part::Annee),
        "bailleur" => Some(Part::Bailleur),
        nom if cadre.fait(nom).is_some() => Some(Part::Fait(nom.to_owned())),
        nom => {
            let faits = cadre.tous_les_faits().map(|f| f.nom.as_str());
            let connus: Vec<&str> = ["an", "bailleur"].into_iter().chain(faits).collect();
            let message = format!("« {nom} » n'est ni « an », ni « bailleur », ni un fait.");
            t.erreur(&noeud.ou, message, t.conseil(nom, &connus));
            None
        }
    }
}

/// What a quota counts.
pub fn compte(b: Bloc<'_>) -> Option<CeQuiCompte> {
    Some(match b.mot("compte", COMPTES)? {
        "places" => CeQuiCompte::Places,
        "admissions" => CeQuiCompte::Admissions,
        "logements" => CeQuiCompte::Logements,
        "occupants" => CeQuiCompte::Occupants,
        "mesures" => CeQuiCompte::Mesures,
        "diagnostics" => CeQuiCompte::Diagnostics,
        "aides" => CeQuiCompte::Aides,
        _ => CeQuiCompte::Projets,
    })
}

/// A suggested act.
pub fn proposition(t: &mut Texte<'_>, cadre: &Cadre<'_>, b: Bloc<'_>) -> Option<Proposition> {
    let si = sous(t, cadre, b, "si", &[]);
    Some(Proposition {
        nom: b.texte("nom")?,
        si: si?,
        acte: b.acte("acte")?,
        message: b.ou_vide("message"),
        source: b.source(),
    })
}
