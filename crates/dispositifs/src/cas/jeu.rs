//! Plays a cas, step by step, on a theatre.

use domain::definition::Definition;
use domain::evenement::Champs;
use domain::{Acte, Commande, Date, Genre, SujetId, Valeur};

use super::memoire::TheatreEnMemoire;
use super::resultat::{ResultatCas, ResultatEtape};
use super::scene::Scene;
use super::theatre::{Reponse, Theatre};
use super::verification;
use super::{Cas, Etape, Jeu, Quoi, lecture};
use crate::bibliotheque::Bibliotheque;
use crate::diagnostic::{Diagnostic, Gravite, conseil};

/// Reads and plays the text of a cas on a world in memory.
pub fn jouer_en_memoire(biblio: &Bibliotheque, fichier: &str, brut: &str) -> ResultatCas {
    let (cas, diagnostics) = lecture::lire(biblio, fichier, brut);
    let Some(cas) = cas else { return ResultatCas::illisible(fichier, diagnostics) };
    let Some(definition) = biblio.definitions.get(&cas.dispositif) else {
        let connus: Vec<&str> = biblio.definitions.keys().map(String::as_str).collect();
        let message =
            format!("Aucune définition en état de servir ne porte l'identifiant « {} ».", cas.dispositif);
        return ResultatCas::illisible(
            fichier,
            vec![panne(&cas, message, conseil(&cas.dispositif, &connus))],
        );
    };
    jouer(&cas, definition, &mut TheatreEnMemoire::nouveau(biblio, definition))
}

/// Plays a cas on a theatre.
pub fn jouer(cas: &Cas, definition: &Definition, theatre: &mut dyn Theatre) -> ResultatCas {
    let mut resultat = ResultatCas {
        fichier: cas.fichier.clone(),
        titre: cas.titre.clone(),
        dispositif: cas.dispositif.clone(),
        passe: false,
        etapes: Vec::new(),
        diagnostics: Vec::new(),
    };
    let prepare = Scene::nouvelle(cas, definition).and_then(|mut scene| {
        decor(cas, &mut scene, theatre)?;
        Ok(scene)
    });
    let mut scene = match prepare {
        Ok(scene) => scene,
        Err(message) => {
            resultat.diagnostics.push(panne(cas, message, None));
            return resultat;
        }
    };
    for (rang, etape) in cas.etapes.iter().enumerate() {
        resultat.etapes.push(jouer_etape(cas, definition, &mut scene, theatre, (rang, etape)));
    }
    resultat.passe = resultat.etapes.iter().all(|e| e.passe);
    resultat
}

fn panne(cas: &Cas, message: String, indice: Option<String>) -> Diagnostic {
    let fichier = cas.fichier.clone();
    Diagnostic { fichier, ligne: 1, colonne: 1, gravite: Gravite::Erreur, message, indice }
}

/// The convention, the households and the dwellings, recorded on the first day of the story.
fn decor(cas: &Cas, scene: &mut Scene, theatre: &mut dyn Theatre) -> Result<(), String> {
    theatre.annuaire(&scene.acteurs)?;
    let premier = cas.etapes.iter().map(|e| e.le).min().unwrap_or(Date::MAX);
    let debut = match cas.convention.get("convention.debut") {
        Some(Valeur::Jour(jour)) => (*jour).min(premier),
        _ => premier,
    };
    let mut convention = cas.convention.clone();
    convention.entry("convention.debut".to_owned()).or_insert(Valeur::Jour(debut));
    poser(scene, theatre, debut, (Acte::OuvrirConvention, "", None), convention)?;
    let rattache = scene.convention().map(Valeur::Sujet);
    for (nom, faits) in &cas.menages {
        // A household is first recorded by whoever refers it.
        let qui = cas.etapes.iter().find(|e| e.cible.as_ref().is_some_and(|(_, cible)| cible == nom));
        let par = qui.and_then(|e| e.qui.as_deref());
        poser(scene, theatre, debut, (Acte::CreerMenage, nom, par), faits.clone())?;
    }
    for (nom, faits) in &cas.logements {
        let mut champs = faits.clone();
        champs.extend(rattache.clone().map(|id| ("convention".to_owned(), id)));
        poser(scene, theatre, debut, (Acte::DeclarerLogement, nom, None), champs)?;
    }
    Ok(())
}

fn poser(
    scene: &mut Scene,
    theatre: &mut dyn Theatre,
    le: Date,
    (acte, nom, qui): (Acte, &str, Option<&str>),
    champs: Champs,
) -> Result<(), String> {
    let premier = scene.acteurs.first().ok_or("Cette définition n'a aucun rôle : personne ne peut agir.")?;
    let par = scene.auteur(qui.unwrap_or(&premier.nom.clone()))?;
    let sujet = scene.frais();
    scene.nommer(acte.description().genre, nom, sujet);
    let commande = Commande { acte, sujet, le, par, champs, passer_outre: None };
    let reponse = theatre.jouer(&commande, le, &instant(le, 0))?;
    if reponse.issue == "accepté" {
        return Ok(());
    }
    let raisons = raisons(&reponse).join(" ");
    Err(format!("La mise en place a échoué : « {} » {nom} est {}. {raisons}", acte.nom(), reponse.issue))
}

/// An instant of that day; later steps of one day come later.
fn instant(jour: Date, rang: usize) -> String {
    let s = rang.min(86_399);
    format!("{jour}T{:02}:{:02}:{:02}Z", s / 3_600, s / 60 % 60, s % 60)
}

fn jouer_etape(
    cas: &Cas,
    definition: &Definition,
    scene: &mut Scene,
    theatre: &mut dyn Theatre,
    (rang, etape): (usize, &Etape),
) -> ResultatEtape {
    let mut resultat = ResultatEtape {
        fichier: cas.fichier.clone(),
        ligne: etape.ligne,
        etape: etape.nom.clone().unwrap_or_else(|| (rang + 1).to_string()),
        le: etape.le.to_string(),
        acte: String::new(),
        attendu: String::new(),
        obtenu: String::new(),
        regles: Vec::new(),
        passe: false,
        detail: Vec::new(),
    };
    match &etape.quoi {
        Quoi::Acte(jeu) => {
            resultat.acte = jeu.acte.nom().to_owned();
            resultat.attendu = attente(jeu);
            match agir(scene, theatre, etape, jeu, rang) {
                Ok(reponse) => juger(&mut resultat, definition, jeu, &reponse),
                Err(message) => resultat.detail.push(message),
            }
        }
        autre => match verification::verifier(scene, theatre, etape, autre, &mut resultat) {
            Ok(ecarts) => {
                resultat.passe = ecarts.is_empty();
                resultat.detail = ecarts;
            }
            Err(message) => resultat.detail.push(message),
        },
    }
    resultat
}

/// Sends the command of a step; names what it creates when it is accepted.
fn agir(
    scene: &mut Scene,
    theatre: &mut dyn Theatre,
    etape: &Etape,
    jeu: &Jeu,
    rang: usize,
) -> Result<Reponse, String> {
    let par = scene.auteur(etape.qui.as_deref().unwrap_or_default())?;
    let nom = etape.cible.as_ref().map(|(_, nom)| nom.as_str());
    let mut champs = match scene.champs(jeu, nom) {
        Ok(champs) => champs,
        Err(fautes) => {
            return Ok(Reponse { issue: "saisie invalide".to_owned(), fautes, ..Reponse::default() });
        }
    };
    let genre = jeu.acte.description().genre;
    let sujet = match &jeu.corrige {
        Some(etape) => {
            let (sujet, n) = scene.faits.get(etape).copied().ok_or_else(|| {
                format!("L'étape « {etape} » n'a pas été acceptée : il n'y a rien à corriger.")
            })?;
            champs.insert("evenement".to_owned(), Valeur::Nombre(i64::from(n)));
            sujet
        }
        None if jeu.acte.description().cree => scene.frais(),
        None => cible(scene, genre, nom),
    };
    let passer_outre = jeu.passer_outre.clone();
    let commande = Commande { acte: jeu.acte, sujet, le: etape.le, par, champs, passer_outre };
    let saisi_le = etape.saisi_le.unwrap_or(etape.le);
    let reponse = theatre.jouer(&commande, saisi_le, &instant(saisi_le, rang + 1))?;
    if reponse.issue == "accepté" {
        if let (true, Some(nom)) = (jeu.acte.description().cree, nom) {
            scene.nommer(genre, nom, sujet);
        }
        if let (Some(nom), Some(ecrit)) = (&etape.nom, theatre.sujet(sujet)?) {
            scene.faits.insert(nom.clone(), (sujet, ecrit.prochain_rang().saturating_sub(1)));
        }
    }
    Ok(reponse)
}

/// The sujet that a step speaks of; a fresh one when there is none of that name.
fn cible(scene: &mut Scene, genre: Genre, nom: Option<&str>) -> SujetId {
    let connu = match genre {
        Genre::Convention => scene.convention(),
        _ => nom.and_then(|n| scene.id(genre, n)),
    };
    connu.unwrap_or_else(|| scene.frais())
}

fn attente(jeu: &Jeu) -> String {
    let mut dit = jeu.attendu.to_owned();
    let regles: Vec<&str> = jeu.regle.iter().chain(jeu.regles.iter().flatten()).map(String::as_str).collect();
    if !regles.is_empty() {
        dit.push_str(&format!(" par « {} »", regles.join(" », « ")));
    }
    if !jeu.manque.is_empty() {
        dit.push_str(&format!(", manque {}", jeu.manque.join(", ")));
    }
    dit
}

fn juger(resultat: &mut ResultatEtape, definition: &Definition, jeu: &Jeu, r: &Reponse) {
    resultat.obtenu.clone_from(&r.issue);
    if !r.regles.is_empty() {
        resultat.obtenu.push_str(&format!(" par « {} »", r.regles.join(" », « ")));
    }
    resultat.regles.clone_from(&r.regles);
    let mut ecarts = Vec::new();
    if r.issue != jeu.attendu {
        ecarts.push(format!("La réponse est « {} », pas « {} ».", r.issue, jeu.attendu));
    }
    for regle in jeu.regle.iter().chain(jeu.regles.iter().flatten()).filter(|n| !r.regles.contains(n)) {
        ecarts.push(absente(definition, regle));
    }
    if let Some(attendues) = &jeu.regles {
        for en_trop in r.regles.iter().filter(|n| !attendues.contains(n)) {
            ecarts.push(format!("La règle « {en_trop} » a aussi décidé."));
        }
    }
    for fait in jeu.manque.iter().filter(|f| !r.manque.contains(f)) {
        ecarts.push(format!("« {fait} » ne manque pas."));
    }
    resultat.passe = ecarts.is_empty();
    if !resultat.passe {
        ecarts.extend(raisons(r));
    }
    resultat.detail = ecarts;
}

fn absente(definition: &Definition, regle: &str) -> String {
    let noms: Vec<&str> = definition.mecanique.regles.iter().map(|r| r.nom.as_str()).collect();
    if noms.contains(&regle) {
        format!("La règle « {regle} » n'a pas décidé.")
    } else {
        let indice = conseil(regle, &noms).unwrap_or_default();
        format!("Aucune règle ne s'appelle « {regle} » dans cette définition. {indice}")
    }
}

/// Why, in words.
fn raisons(r: &Reponse) -> Vec<String> {
    let mut lignes = r.fautes.clone();
    for p in &r.pourquoi {
        lignes.push(format!("« {} » : {} ({})", p.regle, p.message, p.source));
        lignes.push(format!("  demande : {}", p.demande));
        let vues: Vec<String> = p.valeurs.iter().map(|(nom, valeur)| format!("{nom} = {valeur}")).collect();
        if !vues.is_empty() {
            lignes.push(format!("  a vu : {}", vues.join(" ; ")));
        }
    }
    if !r.manque.is_empty() {
        lignes.push(format!("Il manque : {}.", r.manque.join(", ")));
    }
    lignes
}
