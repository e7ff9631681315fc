//! From text to values: checked, with every fault at its place. A text with a fault of the first
//! kind (an error) gives no value; nothing here panics or hangs, whatever the text.

use domain::definition::{Condition, Definition, Droit, EcheanceType, Origine, Regle, deriver};
use domain::valeur::Nature;
use std::collections::BTreeMap;

use crate::controle;
use crate::diagnostic::Diagnostic;
use bloc::Bloc;
use contexte::Cadre;
use noeud::{Noeud, Ou, Table, Texte, V};
use noms::{Noms, Quoi};

pub(crate) mod bloc;
mod condition;
pub(crate) mod contexte;
pub(crate) mod droit;
mod faits;
mod fiche;
pub(crate) mod forme;
pub(crate) mod grandeur;
pub(crate) mod jalon;
mod mecanique;
pub(crate) mod noeud;
pub(crate) mod noms;
mod regles;
mod renvois;
pub(crate) mod structure;
pub(crate) mod tables;
pub(crate) mod valeurs;

/// Most blocks of one kind in a definition; the most that is shipped is twenty-eight.
const BLOCS_MAX: usize = 300;

/// What all definitions share.
#[derive(Debug, Clone, Default)]
pub struct Socle {
    /// Common rules.
    pub regles: Vec<Regle>,
    /// Common schedules.
    pub echeances: Vec<EcheanceType>,
    /// The named conditions they use.
    pub conditions: BTreeMap<String, Condition>,
    /// Their text.
    pub texte: String,
}

impl Socle {
    /// Adds the common rules to a mecanique; they are judged last.
    pub fn joindre(&self, m: &mut domain::Mecanique) {
        m.regles.extend(self.regles.iter().cloned());
        m.echeances.extend(self.echeances.iter().cloned());
        for (nom, condition) in &self.conditions {
            m.conditions.insert(nom.clone(), condition.clone());
        }
    }
}

/// Reads the common rules.
pub fn socle(fichier: &str, brut: &str, droit: &Droit) -> (Socle, Vec<Diagnostic>) {
    let mut t = Texte::nouveau(fichier, brut);
    let mut socle = Socle { texte: brut.to_owned(), ..Socle::default() };
    let Some(racine) = t.analyser() else { return (socle, t.finir()) };
    let noms = Noms::collecter(&mut t, &racine, tables::SOCLE);
    let cadre = Cadre::sans_noms(&noms, droit);
    structure::verifier(&mut t, &cadre, &racine, tables::SOCLE, "les règles communes");
    let b = Bloc(&racine);
    socle.conditions = mecanique::conditions(&mut t, &cadre, b);
    for r in b.blocs("regle") {
        socle.regles.extend(regles::regle(&mut t, &cadre, r, r.actes("actes"), Origine::Socle));
    }
    for e in b.blocs("echeance") {
        socle.echeances.extend(regles::echeance(&mut t, &cadre, e, Origine::Socle));
    }
    (socle, t.finir())
}

/// Reads a definition: the value when it may serve, and all that is to be told of the text.
pub fn definition(
    fichier: &str,
    brut: &str,
    socle: &Socle,
    droit: &Droit,
) -> (Option<Definition>, Vec<Diagnostic>) {
    let mut t = Texte::nouveau(fichier, brut);
    let Some(mut racine) = arbre(&mut t) else { return (None, t.finir()) };
    let servis = renvois::poser(&mut racine, tables::DEFINITION);
    let mut noms = Noms::collecter(&mut t, &racine, tables::DEFINITION);
    for nom in socle.conditions.keys() {
        if let Some(ou) = noms.ou(Quoi::Condition, nom).cloned() {
            t.erreur(&ou, format!("« {nom} » est déjà une condition des règles communes."), None);
        }
        noms.ajouter(Quoi::Condition, nom);
    }
    let faits = faits::lire(&mut t, Bloc(&racine));
    let cadre = Cadre { faits, ..cadre(&noms, droit, &racine) };
    structure::verifier(&mut t, &cadre, &racine, tables::DEFINITION, "une définition");
    let b = Bloc(&racine);
    let id = identifiant(&mut t, b);
    let mut fiche = b.bloc("fiche").map(fiche::batir).unwrap_or_default();
    fiche.traces = fiche::traces(b);
    let mut m = mecanique::batir(&mut t, &cadre, b);
    controle::controler(&mut t, &noms, b, &fiche, &m, socle, &servis);
    deriver::deriver(&mut m);
    socle.joindre(&mut m);
    controle::traces(&mut t, &noms, b, &fiche, &m);
    let diagnostics = t.finir();
    if diagnostics.iter().any(Diagnostic::est_erreur) {
        return (None, diagnostics);
    }
    let empreinte = crate::empreinte::de(brut, &socle.texte);
    (Some(Definition { id, fiche, mecanique: m, empreinte }), diagnostics)
}

/// Whether a text is well-formed, and of a size at which it may be judged.
pub(crate) fn tient(brut: &str) -> bool {
    arbre(&mut Texte::nouveau("", brut)).is_some()
}

/// The tree of a definition; each name is looked for among all of its kind, hence few of each.
fn arbre(t: &mut Texte<'_>) -> Option<Table> {
    let racine = t.analyser()?;
    let trop = |(_, _, n): &&(String, Ou, Noeud)| matches!(&n.v, V::Liste(l) if l.len() > BLOCS_MAX);
    let Some((nom, ou, _)) = racine.cles.iter().find(trop) else { return Some(racine) };
    t.refuser(ou, format!("Plus de {BLOCS_MAX} blocs « {nom} »."));
    None
}

fn cadre<'a>(noms: &'a Noms, droit: &'a Droit, racine: &Table) -> Cadre<'a> {
    let b = Bloc(racine);
    let parametres: BTreeMap<String, Nature> = b
        .blocs("parametre")
        .into_iter()
        .filter_map(|p| Some((p.texte("nom")?, valeurs::nature(&p.texte("nature")?)?)))
        .collect();
    let pouvoirs = b.blocs("instance").into_iter().flat_map(|i| i.passages("pouvoirs", noms));
    let admissions =
        |q: &Bloc<'_>| regles::compte(*q) == Some(domain::definition::mecanique::CeQuiCompte::Admissions);
    Cadre {
        noms,
        droit,
        parametres,
        faits: BTreeMap::new(),
        volets: b.bloc("fiche").map(fiche::volets).unwrap_or_default(),
        pouvoirs: pouvoirs.map(|p| p.nom()).collect(),
        quotas_d_admissions: b
            .blocs("quota")
            .into_iter()
            .filter(admissions)
            .filter_map(|q| q.texte("nom"))
            .collect(),
        ferme: true,
    }
}

/// An identifier names a folder and stands in addresses: letters, digits, dots and dashes.
fn identifiant(t: &mut Texte<'_>, b: Bloc<'_>) -> String {
    let id = b.ou_vide("id");
    let permis = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    let bon = !id.is_empty() && id.len() <= 60 && id.chars().all(permis) && !id.starts_with('.');
    if let Some(n) = b.noeud("id").filter(|n| matches!(n.v, V::Texte(_)) && !bon) {
        let indice =
            "Des lettres sans accent, des chiffres, des points et des tirets, comme « mon-dispositif »."
                .to_owned();
        t.erreur(&n.ou, format!("« {id} » ne peut pas servir d'identifiant."), Some(indice));
    }
    id
}
