//! The fields of a step, from how a récit writes them to values. A word that begins with `@` stands
//! for what only the territory knows: a free dwelling, the person in charge, a part of the rent.

use anyhow::{Context, bail};
use domain::{Acte, Champs, Genre, Nature, Valeur, fait};
use toml::Value;

use super::histoire::{Histoire, duree};
use super::modele::Etape;
use super::scene::Scene;

/// The fields of a step; nothing when what it asks for is not there yet (no dwelling is free, too
/// few households).
pub fn champs(
    scene: &Scene<'_>,
    histoire: &mut Histoire<'_>,
    acte: Acte,
    etape: &Etape,
) -> anyhow::Result<Option<Champs>> {
    let mut champs = Champs::new();
    let corrige = etape.corrige.as_ref().and_then(|nom| histoire.noms.get(nom).copied());
    if let Some((n, ..)) = corrige {
        champs.insert("evenement".to_owned(), Valeur::Nombre(i64::from(n)));
    }
    for (nom, brut) in etape.champs.iter().chain(&etape.faits) {
        let nature = nature(acte, nom).or_else(|| corrige.and_then(|(_, vise, _)| nature_de(vise, nom)));
        let nature = nature.with_context(|| format!("« {nom} » n'est ni un champ ni un fait"))?;
        match valeur(scene, histoire, nature, brut).with_context(|| format!("champ « {nom} »"))? {
            Some(valeur) => champs.insert(nom.clone(), valeur),
            None => return Ok(None),
        };
    }
    if acte.description().cree {
        let menage = histoire.sujets.get(&Genre::Menage).copied();
        let convention = scene.convention(histoire.convention).map(|c| c.id);
        for (nom, id) in [("menage", menage), ("convention", convention)] {
            if let (Some(_), Some(id)) = (acte.champ(nom), id) {
                champs.insert(nom.to_owned(), Valeur::Sujet(id));
            }
        }
    }
    Ok(Some(champs))
}

fn nature(acte: Acte, nom: &str) -> Option<Nature> {
    nature_de(acte, nom).or_else(|| fait::fait(nom).map(|f| f.nature))
}

fn nature_de(acte: Acte, nom: &str) -> Option<Nature> {
    acte.champ(nom).map(|c| c.nature)
}

fn valeur(
    scene: &Scene<'_>,
    histoire: &mut Histoire<'_>,
    nature: Nature,
    brut: &Value,
) -> anyhow::Result<Option<Valeur>> {
    let texte = match brut {
        Value::Array(mots) if nature == Nature::Mots => {
            let mots = mots.iter().filter_map(|m| m.as_str().map(str::to_owned)).collect();
            return Ok(Some(Valeur::Mots(mots)));
        }
        Value::Array(parmi) => {
            let un = a_son_tour(histoire, parmi).context("aucune valeur à choisir")?;
            return valeur(scene, histoire, nature, un);
        }
        Value::String(texte) => texte.clone(),
        Value::Boolean(oui) => (if *oui { "oui" } else { "non" }).to_owned(),
        autre => autre.to_string(),
    };
    match texte.strip_prefix('@') {
        Some(mot) => {
            let (mot, arg) = mot.split_once(':').unwrap_or((mot, ""));
            du_territoire(scene, histoire, mot, arg)
        }
        None => Valeur::lire(nature, &texte).map(Some).map_err(anyhow::Error::msg),
    }
}

/// One of a list: the first drawn by chance, then each in turn, so that a note does not come twice
/// in a row.
fn a_son_tour<'v>(histoire: &mut Histoire<'_>, parmi: &'v [Value]) -> Option<&'v Value> {
    let depart = histoire.hasard.sous(parmi.len());
    let tour = histoire.tours.entry(parmi.first()?.to_string()).or_insert(depart);
    *tour = tour.wrapping_add(1).checked_rem(parmi.len())?;
    parmi.get(*tour)
}

fn du_territoire(
    scene: &Scene<'_>,
    histoire: &mut Histoire<'_>,
    mot: &str,
    arg: &str,
) -> anyhow::Result<Option<Valeur>> {
    let personnage = |role: &str| {
        histoire.personnages.get(role).copied().with_context(|| format!("personne ne tient « {role} »"))
    };
    Ok(match mot {
        "organisation" => Some(Valeur::Organisation(personnage(arg)?.organisation)),
        "referent" => Some(Valeur::Utilisateur(personnage(arg)?.utilisateur)),
        "logement" => scene.logement_libre(histoire, arg).map(Valeur::Sujet),
        "propose" => histoire.propose.and_then(|r| scene.parc.logement(r)).map(|l| Valeur::Sujet(l.id)),
        "loyer" => {
            let loyer = histoire.occupe.and_then(|r| scene.parc.logement(r)).map_or(38_500, |l| l.loyer);
            Some(Valeur::Montant(part(loyer, arg)?))
        }
        "dette" => Some(Valeur::Montant(part(histoire.dette, arg)?)),
        "dans" => Some(Valeur::Jour(duree(Some(arg))?.apres(histoire.le))),
        "presents" => scene.presents(histoire, arg)?.map(Valeur::Sujets),
        _ => bail!("« @{mot} » n'existe pas"),
    })
}

/// A part in percent, in whole euros; the whole when none is said.
fn part(montant: i64, pour_cent: &str) -> anyhow::Result<i64> {
    let net = pour_cent.trim_end_matches('%').trim();
    if net.is_empty() {
        return Ok(montant);
    }
    let pour_cent: i64 = net.parse().with_context(|| format!("« {net} » n'est pas une part"))?;
    Ok(montant.saturating_mul(pour_cent) / 10_000 * 100)
}
