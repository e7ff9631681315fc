//! The blocks of a mecanique in words: committees, levels, schedules, papers, named values.

use dispositifs::champs::intervalle;
use domain::definition;
use domain::definition::mecanique::{Instance, NatureDePiece, Parametre, Passage, Piece};
use domain::definition::{Calendrier, EcheanceType, Mecanique, Origine};
use domain::moteur::decrire;
use domain::texte::{choix, liste};

use crate::formulaire::majuscule;

/// Where something comes from.
pub struct Source {
    /// The reference.
    pub reference: String,
    /// Whether it was read in full.
    pub verifiee: bool,
}

impl Source {
    /// From the definition's own.
    pub fn de(source: &definition::Source) -> Self {
        Self { reference: source.reference.clone(), verifiee: source.verifiee }
    }
}

/// A named thing: its name, what is to be known of it, where it comes from.
pub struct Bloc {
    /// Its name.
    pub nom: String,
    /// Name and value.
    pub lignes: Vec<(&'static str, String)>,
    /// Where it comes from.
    pub source: Source,
}

/// Blocks under one heading.
pub struct Section {
    /// The heading.
    pub titre: &'static str,
    /// What stands under it.
    pub blocs: Vec<Bloc>,
}

/// All that the mecanique declares besides its rules.
pub fn sections(m: &Mecanique) -> Vec<Section> {
    let toutes = [
        ("Qui oriente", m.canaux.iter().map(canal).collect()),
        ("Les commissions", m.instances.iter().map(|i| instance(m, i)).collect()),
        ("Les niveaux d’accompagnement", niveaux(m)),
        ("La durée de l’accompagnement", mesure(m)),
        (
            "Ce qui revient et ce qui est attendu",
            m.echeances.iter().filter(|e| propre(e)).map(|e| echeance(m, e)).collect(),
        ),
        ("Les contrats et les documents", m.pieces.iter().map(piece).collect()),
        ("Les accords entre organismes", m.accords.iter().map(accord).collect()),
        ("Les aides", m.aides.iter().map(aide).collect()),
        ("Les valeurs, et leurs autres lectures", m.parametres.iter().map(parametre).collect()),
        ("Ce que Palier suggère", m.propositions.iter().map(|p| proposition(m, p)).collect()),
    ];
    let sections = toutes.into_iter().map(|(titre, blocs): (_, Vec<Bloc>)| Section { titre, blocs });
    sections.filter(|s| !s.blocs.is_empty()).collect()
}

fn propre(e: &EcheanceType) -> bool {
    e.origine != Origine::Socle
}

fn canal(c: &definition::mecanique::Canal) -> Bloc {
    let par = if c.par.is_empty() { "tous les rôles".to_owned() } else { choix(&c.par) };
    let mut lignes = vec![("Par", par)];
    if !c.notifie.is_empty() {
        lignes.push(("À informer aussi", liste(&c.notifie)));
    }
    Bloc { nom: majuscule(&c.nom), lignes, source: Source::de(&c.source) }
}

fn instance(m: &Mecanique, i: &Instance) -> Bloc {
    let pas_dit = || "non précisé dans la fiche".to_owned();
    let pouvoirs: Vec<String> = i.pouvoirs.iter().map(passage).collect();
    let quand = i.quand.as_ref().map_or_else(|| "toujours".to_owned(), |c| decrire::condition(m, c));
    Bloc {
        nom: majuscule(&i.nom),
        lignes: vec![
            ("Compétente", quand),
            ("Membres", liste(&i.membres)),
            ("Présents nécessaires", i.quorum.map_or_else(pas_dit, |q| q.to_string())),
            ("Réunions", i.tous_les.map_or_else(pas_dit, |d| format!("une tous les {d}"))),
            ("Le ménage siège", if i.menage_siege { "oui" } else { "non" }.to_owned()),
            ("Se prononce sur", liste(&pouvoirs)),
        ],
        source: Source::de(&i.source),
    }
}

/// A passage between quotation marks.
pub fn passage(p: &Passage) -> String {
    format!("«\u{a0}{}\u{a0}»", p.nom().replace(" :", "\u{a0}:"))
}

fn niveaux(m: &Mecanique) -> Vec<Bloc> {
    let bloc = |n: &definition::mecanique::Niveau| {
        let mut lignes: Vec<(&'static str, String)> =
            n.libelle.iter().map(|l| ("En clair", l.clone())).collect();
        if n.debut {
            lignes.push(("Place", "on peut commencer par là".to_owned()));
        }
        if !n.apres.is_empty() {
            lignes.push(("Vient après", choix(&n.apres)));
        }
        lignes.extend(n.min.map(|d| ("Dure au moins", d.to_string())));
        lignes.extend(n.max.map(|d| ("Dure au plus", d.to_string())));
        Bloc { nom: majuscule(&n.nom), lignes, source: Source::de(&n.source) }
    };
    m.niveaux.iter().map(bloc).collect()
}

fn mesure(m: &Mecanique) -> Vec<Bloc> {
    let bloc = |t: &definition::mecanique::MesureType| Bloc {
        nom: "Une mesure".to_owned(),
        lignes: vec![
            (
                "Dure",
                t.duree.map_or_else(|| "le temps que l’on fixe en l’ouvrant".to_owned(), |d| d.to_string()),
            ),
            (
                "Se renouvelle",
                match t.renouvellements {
                    None => "sans limite".to_owned(),
                    Some(0) => "jamais".to_owned(),
                    Some(1) => "une fois".to_owned(),
                    Some(n) => format!("{n} fois"),
                },
            ),
            ("Pour", t.renouvellement.map_or_else(|| "la durée que l’on fixe".to_owned(), intervalle)),
        ],
        source: Source::de(&t.source),
    };
    m.mesure.iter().map(bloc).collect()
}

fn echeance(m: &Mecanique, e: &EcheanceType) -> Bloc {
    let depart = decrire::jalon(m, &e.depart);
    let quand = match &e.calendrier {
        Calendrier::TousLes(d) => format!("tous les {d}, depuis\u{a0}: {depart}"),
        Calendrier::Chaque(d) => format!("à chaque période de {d}, à dates fixes depuis\u{a0}: {depart}"),
        Calendrier::Apres(durees) => {
            let durees: Vec<String> = durees.iter().map(ToString::to_string).collect();
            format!("{} après\u{a0}: {depart}", liste(&durees))
        }
        Calendrier::Avant(d) => format!("{d} avant\u{a0}: {depart}"),
    };
    let mut lignes = vec![("Quand", quand), ("Acte attendu", format!("«\u{a0}{}\u{a0}»", e.acte.acte.nom()))];
    lignes.extend(e.tant_que.as_ref().map(|c| ("Tant que", decrire::condition(m, c))));
    lignes.extend(e.pendant.map(|d| ("Pendant", d.to_string())));
    lignes.push(("En clair", e.message.clone()));
    Bloc { nom: majuscule(&e.nom), lignes, source: Source::de(&e.source) }
}

fn piece(p: &Piece) -> Bloc {
    let avant: Vec<String> = p.avant.iter().map(passage).collect();
    let nature = match p.nature {
        NatureDePiece::Contrat => "contrat à signer",
        NatureDePiece::Document => "document à verser",
    };
    let mut lignes = vec![("Nature", nature.to_owned())];
    if !p.parties.is_empty() {
        lignes.push(("Signé par", liste(&p.parties)));
    }
    if !avant.is_empty() {
        lignes.push(("Avant", choix(&avant)));
    }
    Bloc { nom: majuscule(&p.nom), lignes, source: Source::de(&p.source) }
}

fn parametre((nom, p): (&String, &Parametre)) -> Bloc {
    let mut lignes = vec![("Valeur retenue", p.valeur.to_string())];
    lignes.extend(p.lectures.iter().map(|(v, sens)| ("Autre lecture", format!("{v}\u{a0}: {sens}"))));
    Bloc { nom: majuscule(nom), lignes, source: Source::de(&p.source) }
}

fn accord(a: &definition::mecanique::Accord) -> Bloc {
    let avant: Vec<String> = a.avant.iter().map(passage).collect();
    let mut lignes = vec![("Attendu avant", liste(&avant))];
    if !a.parties.is_empty() {
        lignes.insert(0, ("Entre", liste(&a.parties)));
    }
    Bloc { nom: majuscule(&a.nom), lignes, source: Source::de(&a.source) }
}

fn aide(a: &definition::mecanique::Aide) -> Bloc {
    let par = if a.par.is_empty() { "tous les rôles".to_owned() } else { choix(&a.par) };
    let rythme = match (a.mensuelle, a.max) {
        (false, _) => "en une fois".to_owned(),
        (true, None) => "chaque mois, le temps que l’on fixe en l’accordant".to_owned(),
        (true, Some(max)) => format!("chaque mois, pendant {max} au plus"),
    };
    Bloc {
        nom: majuscule(&a.nom),
        lignes: vec![("Accordée par", par), ("Se donne", rythme)],
        source: Source::de(&a.source),
    }
}

fn proposition(m: &Mecanique, p: &definition::Proposition) -> Bloc {
    Bloc {
        nom: majuscule(&p.nom),
        lignes: vec![
            ("Quand", decrire::condition(m, &p.si)),
            ("Acte suggéré", format!("«\u{a0}{}\u{a0}»", p.acte.nom())),
            ("En clair", p.message.clone()),
        ],
        source: Source::de(&p.source),
    }
}
