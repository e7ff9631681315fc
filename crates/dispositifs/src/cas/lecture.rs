//! Reads a cas, with the same diagnostics as definitions.

use std::collections::{BTreeMap, BTreeSet};

use domain::definition::Droit;
use domain::valeur::{Nature, Valeur};
use domain::{Acte, Date, Genre, Mecanique};

use super::champs::{self, ChampLu};
use super::{Cas, Etape, Jeu, Quoi};
use crate::bibliotheque::Bibliotheque;
use crate::diagnostic::Diagnostic;
use crate::lecture::bloc::Bloc;
use crate::lecture::contexte::Cadre;
use crate::lecture::forme::Forme::{Blocs, Champs, Texte as UnTexte, Valeur as UneValeur};
use crate::lecture::forme::{Cle, libre, requis};
use crate::lecture::noeud::Texte;
use crate::lecture::noms::{Noms, canonique};
use crate::lecture::{structure, valeurs};

pub(crate) const CAS: &[Cle] = &[
    requis("titre", UnTexte),
    requis("dispositif", UnTexte),
    libre("convention", Champs),
    libre("utilisateur", Blocs(UTILISATEUR)),
    libre("menage", Blocs(SUJET)),
    libre("logement", Blocs(SUJET)),
    requis("etape", Blocs(ETAPE)),
];
const UTILISATEUR: &[Cle] = &[requis("nom", UnTexte), requis("role", UnTexte)];
const SUJET: &[Cle] = &[requis("nom", UnTexte), libre("faits", Champs)];
/// A step: these keys, then the fields of its act.
const ETAPE: &[Cle] = &[requis("le", UneValeur), libre("*", UneValeur)];

const CLES: &[&str] = &[
    "le",
    "saisi_le",
    "nom",
    "qui",
    "acte",
    "menage",
    "faits",
    "attendu",
    "regle",
    "regles",
    "manque",
    "passer_outre",
    "corrige",
    "verifie",
    "echeance",
    "pour_le",
    "logement",
    "action",
    "seance",
    "site",
    "equipe",
];
const ATTENDUS: &[&str] = &["accepté", "refusé", "alerté", "indéterminé", "saisie invalide", "dû", "pas dû"];

/// Reads a cas: the value when it may be played, and its faults.
pub fn lire(biblio: &Bibliotheque, fichier: &str, brut: &str) -> (Option<Cas>, Vec<Diagnostic>) {
    let mut t = Texte::nouveau(fichier, brut);
    let Some(racine) = t.analyser() else { return (None, t.finir()) };
    let (noms, droit) = (Noms::default(), Droit::default());
    structure::verifier(&mut t, &Cadre::sans_noms(&noms, &droit), &racine, CAS, "un cas");
    let b = Bloc(&racine);
    let teste = b.texte("dispositif").and_then(|d| biblio.definitions.get(&d));
    let m = teste.map_or(&biblio.socle, |d| &d.mecanique);
    let mut cas = Cas {
        fichier: fichier.to_owned(),
        titre: b.ou_vide("titre"),
        dispositif: b.ou_vide("dispositif"),
        convention: b
            .bloc("convention")
            .map(|c| champs::faits(&mut t, m, c.0, "convention."))
            .unwrap_or_default(),
        utilisateurs: b.blocs("utilisateur").iter().map(|u| (u.ou_vide("nom"), u.ou_vide("role"))).collect(),
        menages: sujets(&mut t, m, b, "menage"),
        logements: sujets(&mut t, m, b, "logement"),
        etapes: Vec::new(),
    };
    let mut actes = BTreeMap::new();
    for bloc in b.blocs("etape") {
        cas.etapes.extend(etape(&mut t, m, bloc, &mut actes));
    }
    declares(&mut t, b, &cas);
    let diagnostics = t.finir();
    let bon = !diagnostics.iter().any(Diagnostic::est_erreur);
    (bon.then_some(cas), diagnostics)
}

fn sujets(
    t: &mut Texte<'_>,
    m: &Mecanique,
    b: Bloc<'_>,
    cle: &str,
) -> Vec<(String, domain::evenement::Champs)> {
    let mut lus = Vec::new();
    for bloc in b.blocs(cle) {
        let faits = bloc.bloc("faits").map(|f| champs::faits(t, m, f.0, "")).unwrap_or_default();
        lus.push((bloc.ou_vide("nom"), faits));
    }
    lus
}

/// Households and dwellings that steps name must be declared, or created by a step.
fn declares(t: &mut Texte<'_>, b: Bloc<'_>, cas: &Cas) {
    let crees = |genre: Genre| {
        cas.etapes.iter().filter_map(move |e| match (&e.quoi, &e.cible) {
            (Quoi::Acte(j), Some((_, nom)))
                if j.acte.description().cree && j.acte.description().genre == genre =>
            {
                Some(nom.as_str())
            }
            _ => None,
        })
    };
    let menages: BTreeSet<&str> =
        cas.menages.iter().map(|(n, _)| n.as_str()).chain(crees(Genre::Menage)).collect();
    let logements: BTreeSet<&str> =
        cas.logements.iter().map(|(n, _)| n.as_str()).chain(crees(Genre::Logement)).collect();
    for bloc in b.blocs("etape") {
        for (cle, connus) in [("menage", &menages), ("logement", &logements)] {
            let (Some(nom), Some(noeud)) = (bloc.texte(cle), bloc.noeud(cle)) else { continue };
            if !connus.contains(nom.as_str()) && bloc.texte("attendu").as_deref() != Some("saisie invalide") {
                let connus: Vec<&str> = connus.iter().copied().collect();
                t.erreur(
                    &noeud.ou,
                    format!("« {nom} » n'est déclaré par aucun [[{cle}]]."),
                    t.conseil(&nom, &connus),
                );
            }
        }
    }
}

fn jour(t: &mut Texte<'_>, b: Bloc<'_>, cle: &str) -> Option<Date> {
    let noeud = b.noeud(cle)?;
    match valeurs::lire(noeud, Nature::Jour) {
        Ok(Valeur::Jour(jour)) => Some(jour),
        autre => {
            t.erreur(&noeud.ou, format!("« {cle} » : {}.", autre.err().unwrap_or_default()), None);
            None
        }
    }
}

fn etape(t: &mut Texte<'_>, m: &Mecanique, b: Bloc<'_>, actes: &mut BTreeMap<String, Acte>) -> Option<Etape> {
    let le = jour(t, b, "le");
    let saisi_le = jour(t, b, "saisi_le");
    let nom = b.texte("nom");
    let quoi = match (b.noeud("acte"), b.bloc("verifie"), b.noeud("echeance")) {
        (Some(_), None, None) => jeu(t, m, b, actes).map(|j| {
            if let Some(nom) = &nom {
                actes.insert(nom.clone(), j.acte);
            }
            Quoi::Acte(Box::new(j))
        }),
        (None, Some(v), None) => {
            cles_permises(t, b, &["verifie"]);
            Some(Quoi::Verifie(v.0.cles.iter().map(|(n, _, v)| (n.clone(), v.clone())).collect()))
        }
        (None, None, Some(_)) => echeance(t, b),
        _ => {
            let indice = "Une étape porte un seul de : acte, verifie, echeance.".to_owned();
            t.erreur(&b.0.ou, "Cette étape ne dit pas ce qu'elle fait, ou fait deux choses.", Some(indice));
            None
        }
    };
    let quoi = quoi?;
    let genre = match &quoi {
        Quoi::Acte(j) => champs::cle_de(j.acte.description().genre).map(|c| (j.acte.description().genre, c)),
        _ => GENRES.iter().copied().find(|(_, cle)| b.noeud(cle).is_some()),
    };
    let cible = genre.and_then(|(genre, cle)| Some((genre, b.texte(cle)?)));
    if let (Quoi::Acte(j), Some((_, cle)), None) = (&quoi, genre, &cible)
        && j.corrige.is_none()
    {
        t.erreur(&b.0.ou, format!("« {} » : il manque « {cle} ».", j.acte.nom()), None);
    }
    let (ligne, _) = t.position(&b.0.ou);
    Some(Etape { ligne, nom, le: le?, saisi_le, qui: b.texte("qui"), cible, quoi })
}

/// Of what a check may be, in the order in which a step is read.
const GENRES: &[(Genre, &str)] = &[
    (Genre::Dossier, "menage"),
    (Genre::ActionCollective, "action"),
    (Genre::Seance, "seance"),
    (Genre::Site, "site"),
    (Genre::Equipe, "equipe"),
    (Genre::Logement, "logement"),
];

fn cles_permises(t: &mut Texte<'_>, b: Bloc<'_>, propres: &[&str]) {
    const COMMUNES: &[&str] =
        &["le", "nom", "qui", "menage", "logement", "action", "seance", "site", "equipe", "saisi_le"];
    for (nom, ou, _) in &b.0.cles {
        if !COMMUNES.contains(&nom.as_str()) && !propres.contains(&nom.as_str()) {
            t.erreur(ou, format!("« {nom} » ne va pas dans une étape qui vérifie."), None);
        }
    }
}

fn echeance(t: &mut Texte<'_>, b: Bloc<'_>) -> Option<Quoi> {
    cles_permises(t, b, &["echeance", "pour_le", "attendu"]);
    let due = match attendu(t, b)? {
        "dû" => true,
        "pas dû" => false,
        autre => {
            t.erreur(&b.0.ou, format!("Une échéance est « dû » ou « pas dû », pas « {autre} »."), None);
            return None;
        }
    };
    Some(Quoi::Echeance { nom: b.texte("echeance")?, pour_le: jour(t, b, "pour_le"), due })
}

fn attendu(t: &mut Texte<'_>, b: Bloc<'_>) -> Option<&'static str> {
    let Some(noeud) = b.noeud("attendu") else { return Some("accepté") };
    let lu = b.mot("attendu", ATTENDUS);
    if lu.is_none() {
        let dit = b.ou_vide("attendu");
        t.erreur(&noeud.ou, format!("« {dit} » n'est pas une réponse."), t.conseil(&dit, ATTENDUS));
    }
    lu
}

fn jeu(t: &mut Texte<'_>, m: &Mecanique, b: Bloc<'_>, actes: &BTreeMap<String, Acte>) -> Option<Jeu> {
    let noeud = b.noeud("acte")?;
    let acte = structure::acte(t, &noeud.ou, &b.ou_vide("acte"))?;
    if b.noeud("qui").is_none() {
        t.erreur(&b.0.ou, "Il manque « qui » : un rôle, ou le nom d'un utilisateur.", None);
    }
    let attendu = attendu(t, b)?;
    if attendu == "dû" || attendu == "pas dû" {
        t.erreur(
            &b.0.ou,
            "« dû » se vérifie dans une étape à part, avec « echeance » et sans « acte ».",
            None,
        );
    }
    let corrige = b.texte("corrige");
    let vise = corrige.as_ref().and_then(|nom| actes.get(nom)).copied();
    if let (Some(nom), None, Some(n)) = (&corrige, vise, b.noeud("corrige")) {
        let connus: Vec<&str> = actes.keys().map(String::as_str).collect();
        t.erreur(&n.ou, format!("Aucune étape précédente ne s'appelle « {nom} »."), t.conseil(nom, &connus));
    }
    if acte == Acte::Corriger && corrige.is_none() {
        let indice = "Donnez un nom à l'étape à corriger, puis écrivez corrige = \"NOM\".".to_owned();
        t.erreur(&b.0.ou, "Une correction dit ce qu'elle corrige.", Some(indice));
    }
    let champs = champs_de(t, m, b, (acte, vise), attendu == "saisie invalide");
    Some(Jeu {
        acte,
        champs,
        corrige,
        passer_outre: b.texte("passer_outre"),
        attendu,
        regle: b.texte("regle"),
        regles: b.noeud("regles").map(|_| b.textes("regles")),
        manque: b.textes("manque"),
    })
}

/// The fields of the act (of the corrected one too) and its facts.
fn champs_de(
    t: &mut Texte<'_>,
    m: &Mecanique,
    b: Bloc<'_>,
    (acte, vise): (Acte, Option<Acte>),
    tolere: bool,
) -> BTreeMap<String, ChampLu> {
    let mut lus = BTreeMap::new();
    let porte = |nom: &str| acte.champ(nom).or_else(|| vise.and_then(|v| v.champ(nom)));
    let cible = champs::cle_de(vise.unwrap_or(acte).description().genre);
    for (nom, ou, noeud) in &b.0.cles {
        let nom = nom.as_str();
        let reservee = Some(nom) == cible || (CLES.contains(&nom) && porte(nom).is_none());
        if reservee || matches!(nom, "le" | "nom" | "qui" | "acte") {
            continue;
        }
        match porte(nom) {
            Some(champ) => {
                let lu = champs::lire(noeud, champ.nature);
                if let (ChampLu::Illisible(message), false) = (&lu, tolere) {
                    t.erreur(&noeud.ou, message.clone(), None);
                }
                lus.insert(nom.to_owned(), lu);
            }
            None if tolere => {
                lus.insert(nom.to_owned(), ChampLu::Valeur(Valeur::Texte(String::new())));
            }
            None => {
                let connus: Vec<&str> = champs::noms(acte).into_iter().chain(CLES.iter().copied()).collect();
                t.erreur(
                    ou,
                    format!("« {} » n'a pas de champ « {nom} ».", acte.nom()),
                    t.conseil(nom, &connus),
                );
            }
        }
    }
    if let Some(faits) = b.bloc("faits") {
        faits_de(t, m, faits, &mut lus, tolere);
    }
    lus
}

fn faits_de(
    t: &mut Texte<'_>,
    m: &Mecanique,
    b: Bloc<'_>,
    lus: &mut BTreeMap<String, ChampLu>,
    tolere: bool,
) {
    if !tolere {
        lus.extend(champs::faits(t, m, b.0, "").into_iter().map(|(n, v)| (n, ChampLu::Valeur(v))));
        return;
    }
    for (nom, _, noeud) in &b.0.cles {
        let nature = m.fait(nom).map_or(Nature::Texte, |f| f.nature);
        lus.insert(nom.clone(), champs::lire(noeud, nature));
    }
}

/// A word of the act's list, as it is spelled there.
pub(crate) fn mot_de(connus: &[String], mot: &str) -> Option<String> {
    let connus: Vec<&str> = connus.iter().map(String::as_str).collect();
    canonique(&connus, mot).map(str::to_owned)
}
