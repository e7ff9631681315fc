//! Steps that only look: facts, counts, what is possible, what is due.

use domain::valeur::Valeur;
use domain::{Acte, Cle, Genre, SujetId, fait, texte};

use super::resultat::ResultatEtape;
use super::scene::Scene;
use super::theatre::Theatre;
use super::{Etape, Quoi};
use crate::diagnostic::conseil;
use crate::lecture::noeud::{Noeud, V};
use crate::lecture::valeurs;

/// Short names of a check, and the facts they stand for.
const RACCOURCIS: &[(&str, &str)] =
    &[("etape", "parcours.etape"), ("statut", "occupation.statut"), ("niveau", "mesure.niveau")];
/// Names of a check that are not facts.
const AUTRES: &[&str] = &[
    "logement",
    "places",
    "admissions",
    "logements_pris",
    "projets",
    "engage",
    "occupants",
    "mesures",
    "possible",
    "impossible",
    "propose",
    "ne_propose_pas",
];

/// Looks, and tells what differs.
pub(super) fn verifier(
    scene: &mut Scene,
    theatre: &mut dyn Theatre,
    etape: &Etape,
    quoi: &Quoi,
    resultat: &mut ResultatEtape,
) -> Result<Vec<String>, String> {
    let sujet = sujet(scene, etape)?;
    match quoi {
        Quoi::Echeance { nom, pour_le, due } => {
            resultat.acte = format!("échéance « {nom} »");
            let jour = pour_le.map(|j| format!(" le {}", texte::jour(j))).unwrap_or_default();
            resultat.attendu = format!("{}{jour}", if *due { "dû" } else { "pas dû" });
            let dues = theatre.echeances(sujet, etape.le)?;
            let dits: Vec<String> =
                dues.iter().map(|d| format!("« {} » le {}", d.nom, texte::jour(d.le))).collect();
            let trouvee = dues.iter().any(|d| d.nom == *nom && pour_le.is_none_or(|j| d.le == j));
            resultat.obtenu = if dits.is_empty() { "rien de dû".to_owned() } else { texte::liste(&dits) };
            Ok(if trouvee == *due {
                Vec::new()
            } else {
                vec![format!("Dû ce jour-là : {}.", resultat.obtenu)]
            })
        }
        Quoi::Verifie(attendus) => {
            "vérification".clone_into(&mut resultat.acte);
            let mut ecarts = Vec::new();
            let mut vus = Vec::new();
            for (nom, attendu) in attendus {
                vus.push(nom.as_str());
                ecarts.extend(un(scene, theatre, etape, sujet, (nom, attendu))?);
            }
            resultat.attendu = vus.join(", ");
            resultat.obtenu = if ecarts.is_empty() { "conforme".to_owned() } else { "différent".to_owned() };
            Ok(ecarts)
        }
        Quoi::Acte(_) => Ok(Vec::new()),
    }
}

/// What a check is of; the convention when it names nothing.
fn sujet(scene: &Scene, etape: &Etape) -> Result<SujetId, String> {
    let Some((genre, nom)) = &etape.cible else {
        return scene.convention().ok_or_else(|| "Il n'y a pas de convention.".to_owned());
    };
    let trouve = match genre {
        // Before any referral, a household is looked at for itself.
        Genre::Dossier => scene.id(Genre::Dossier, nom).or_else(|| scene.id(Genre::Menage, nom)),
        genre => scene.id(*genre, nom),
    };
    trouve.ok_or_else(|| format!("« {nom} » n'existe pas encore à cette étape."))
}

fn un(
    scene: &mut Scene,
    theatre: &mut dyn Theatre,
    etape: &Etape,
    sujet: SujetId,
    (nom, attendu): (&str, &Noeud),
) -> Result<Option<String>, String> {
    if let Some(cle) = compte(scene, etape, sujet, nom)? {
        let compte = theatre.compte(&cle)?;
        let obtenu = if nom == "engage" {
            Valeur::Montant(compte.montant)
        } else {
            Valeur::Nombre(i64::from(compte.nombre))
        };
        return Ok(compare(nom, attendu, Some(obtenu)));
    }
    match nom {
        "possible" | "impossible" => actes(scene, theatre, etape, sujet, (nom, attendu)),
        "propose" | "ne_propose_pas" => {
            let proposees = theatre.propositions(sujet, etape.le)?;
            let proposee = |p: &String| {
                proposees.contains(p)
                    || p.split_once(':').is_some_and(|(acte, nom)| {
                        let acte = Acte::du_nom(acte);
                        let meme = |n: &&String| texte::plier(n) == texte::plier(nom);
                        proposees.iter().filter(meme).any(|n| scene.propositions.get(n).copied() == acte)
                    })
            };
            let ecarts: Vec<String> =
                textes(attendu).into_iter().filter(|p| proposee(p) != (nom == "propose")).collect();
            let dit = if nom == "propose" { "N'est pas proposé" } else { "Est proposé" };
            Ok((!ecarts.is_empty()).then(|| {
                format!("{dit} : {} (proposé : {}).", texte::liste(&ecarts), texte::liste(&proposees))
            }))
        }
        "logement" => {
            let occupe = match theatre.fait(sujet, "occupation.logement", etape.le)? {
                Some(Valeur::Sujet(id)) => scene.nom(id).map(|n| Valeur::Texte(n.to_owned())),
                _ => None,
            };
            Ok(compare(nom, attendu, occupe))
        }
        _ => {
            let complet = RACCOURCIS.iter().find(|(court, _)| *court == nom).map_or(nom, |(_, long)| long);
            if fait::fait(complet).is_none() && !scene.declares.iter().any(|d| d == complet) {
                let courts = RACCOURCIS.iter().map(|(court, _)| *court).chain(AUTRES.iter().copied());
                let faits = fait::DICTIONNAIRE.iter().map(|f| f.nom.as_str());
                let declares = scene.declares.iter().map(String::as_str);
                let connus: Vec<&str> = courts.chain(faits).chain(declares).collect();
                let indice = conseil(nom, &connus).unwrap_or_default();
                return Err(format!("« {nom} » ne se vérifie pas. {indice}"));
            }
            let obtenu = theatre.fait(sujet, complet, etape.le)?;
            Ok(compare(nom, attendu, obtenu))
        }
    }
}

/// The count that a check names.
fn compte(scene: &Scene, etape: &Etape, sujet: SujetId, nom: &str) -> Result<Option<Cle>, String> {
    let convention = scene.convention().unwrap_or(sujet);
    Ok(Some(match nom {
        "places" => Cle::Places(convention),
        "admissions" => Cle::Admissions(convention),
        "logements_pris" => Cle::Logements(convention),
        "projets" | "engage" => Cle::Projets(convention),
        "occupants" => Cle::Occupants(sujet),
        "mesures" => {
            let qui = etape.qui.as_deref().ok_or("« mesures » demande « qui » : la personne.")?;
            Cle::Mesures(scene.acteur(qui)?.utilisateur)
        }
        _ => return Ok(None),
    }))
}

/// Compares by the nature of what came out.
fn compare(nom: &str, attendu: &Noeud, obtenu: Option<Valeur>) -> Option<String> {
    let dit = obtenu.as_ref().map_or_else(|| "rien".to_owned(), ToString::to_string);
    let bon = match (&obtenu, &attendu.v) {
        (None, V::Texte(t)) => texte::plier(t) == "rien",
        (None, _) => false,
        (Some(Valeur::Booleen(o)), V::Bool(a)) => o == a,
        (Some(Valeur::Nombre(o)), V::Entier(a)) => o == a,
        (Some(Valeur::Mot(o) | Valeur::Texte(o)), V::Texte(a)) => texte::plier(o) == texte::plier(a),
        (Some(obtenu), _) => {
            let nature = nature_de(obtenu);
            let lu = nature.and_then(|n| valeurs::lire(attendu, n).ok());
            lu.is_some_and(|a| egal(obtenu, &a))
        }
    };
    (!bon).then(|| format!("« {nom} » vaut {dit}, pas {}.", ecrit(attendu)))
}

fn egal(a: &Valeur, b: &Valeur) -> bool {
    match (a, b) {
        (Valeur::Part(n, d), Valeur::Part(n2, d2)) => {
            i128::from(*n) * i128::from(*d2) == i128::from(*n2) * i128::from(*d)
        }
        _ => a == b,
    }
}

const fn nature_de(valeur: &Valeur) -> Option<domain::valeur::Nature> {
    use domain::valeur::Nature;
    Some(match valeur {
        Valeur::Montant(_) => Nature::Montant,
        Valeur::Part(..) => Nature::Part,
        Valeur::Jour(_) => Nature::Jour,
        Valeur::Duree(_) => Nature::Duree,
        Valeur::Mots(_) => Nature::Mots,
        _ => return None,
    })
}

fn ecrit(noeud: &Noeud) -> String {
    match &noeud.v {
        V::Texte(t) => format!("« {t} »"),
        V::Entier(n) => n.to_string(),
        V::Bool(b) => b.to_string(),
        V::Jour(j) => texte::jour(*j),
        autre => autre.genre().to_owned(),
    }
}

fn textes(noeud: &Noeud) -> Vec<String> {
    match &noeud.v {
        V::Texte(t) => vec![t.clone()],
        V::Liste(elements) => elements
            .iter()
            .filter_map(|e| match &e.v {
                V::Texte(t) => Some(t.clone()),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// Acts that may, or may not, be done now by the person of the step (the first role if none).
fn actes(
    scene: &Scene,
    theatre: &mut dyn Theatre,
    etape: &Etape,
    sujet: SujetId,
    (nom, attendu): (&str, &Noeud),
) -> Result<Option<String>, String> {
    let premier = scene.acteurs.first().map(|a| a.nom.clone()).unwrap_or_default();
    let par = scene.auteur(etape.qui.as_deref().unwrap_or(&premier))?;
    let suite = theatre.suite(sujet, &par, etape.le)?;
    let mut ecarts = Vec::new();
    for passage in textes(attendu) {
        let (nom_acte, vers) = match passage.split_once(':') {
            Some((acte, vers)) => (acte.trim(), Some(texte::plier(vers))),
            None => (passage.as_str(), None),
        };
        let acte = Acte::du_nom(nom_acte).ok_or_else(|| format!("L'acte « {nom_acte} » n'existe pas."))?;
        let vise = |v: &Option<String>| {
            vers.as_ref().is_none_or(|x| v.as_deref().map(texte::plier).as_ref() == Some(x))
        };
        let possible = suite.iter().any(|p| p.acte == acte && vise(&p.vers) && p.possible);
        if possible != (nom == "possible") {
            ecarts.push(format!("« {passage} » est {}.", if possible { "possible" } else { "impossible" }));
        }
    }
    Ok((!ecarts.is_empty()).then(|| ecarts.join(" ")))
}
