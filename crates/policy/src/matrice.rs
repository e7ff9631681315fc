//! The table: function × tie × class × what is done. Read from a text that an auditor reads too.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::LazyLock;

use domain::fait::Classe;
use serde::Deserialize;

use crate::bornes;
use crate::droits::{Droits, Geste, Niveau};
use crate::profil::Profil;
use crate::relation::{Liens, Relation};

/// The table that is shipped.
pub const LIVREE: &str = include_str!("../matrice.toml");

/// The whole table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matrice {
    lignes: BTreeMap<(Profil, Relation), Droits>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Texte {
    #[serde(default, rename = "ligne")]
    lignes: Vec<LigneEcrite>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LigneEcrite {
    profil: String,
    relation: String,
    #[serde(default)]
    lire: String,
    #[serde(default)]
    consigner: String,
    #[serde(default)]
    gestes: String,
}

impl Matrice {
    /// The shipped one.
    pub fn livree() -> &'static Self {
        static LUE: LazyLock<Matrice> =
            LazyLock::new(|| Matrice::lire(LIVREE).unwrap_or(Matrice { lignes: BTreeMap::new() }));
        &LUE
    }

    /// Reads a table.
    ///
    /// # Errors
    /// All that is wrong in it, in French: an unknown word, a line said twice, what goes beyond the bounds.
    pub fn lire(texte: &str) -> Result<Self, Vec<String>> {
        let texte: Texte = toml::from_str(texte).map_err(|e| vec![e.message().to_owned()])?;
        let (mut lignes, mut fautes) = (BTreeMap::new(), Vec::new());
        for ecrite in &texte.lignes {
            match ecrite.droits() {
                Ok((cle, droits)) => {
                    if lignes.insert(cle, droits).is_some() {
                        fautes.push(format!("{} : cette ligne est écrite deux fois", ecrite.nom()));
                    }
                }
                Err(autres) => fautes.extend(autres),
            }
        }
        if fautes.is_empty() { Ok(Self { lignes }) } else { Err(fautes) }
    }

    /// What a function and these ties allow: the decision.
    pub fn droits(&self, profil: Profil, liens: &Liens) -> Droits {
        let mut droits = Droits::default();
        for relation in &liens.relations {
            let Some(ligne) = self.lignes.get(&(profil, *relation)) else { continue };
            if *relation == Relation::Partage {
                droits.joindre(&partagee(ligne, liens));
            } else {
                droits.joindre(ligne);
            }
        }
        droits
    }

    /// The whole table in words, one line for each function and tie, for whoever audits it.
    pub fn imprimer(&self) -> String {
        let mut texte = String::from(
            "x : lit tout   s : la synthèse seulement   . : rien, pas même que cela existe\n\n\
             profil                        relation   lit       consigne  gestes\n",
        );
        for profil in Profil::TOUS {
            for relation in Relation::TOUTES {
                let droits = self.lignes.get(&(profil, relation)).cloned().unwrap_or_default();
                let lit: String = droits.lire.iter().map(|n| n.signe()).collect();
                let consigne: String = droits.consigner.iter().map(|c| if *c { 'x' } else { '.' }).collect();
                let gestes: Vec<&str> = droits.gestes.iter().map(|g| g.mot()).collect();
                let ligne = format!(
                    "{:<29} {:<10} {lit}  {consigne}  {}",
                    profil.mot(),
                    relation.mot(),
                    gestes.join(", ")
                );
                let _ = writeln!(texte, "{}", ligne.trim_end());
            }
        }
        texte
    }
}

/// What a share opens: what was shared, of what this function may receive.
fn partagee(ligne: &Droits, liens: &Liens) -> Droits {
    let mut ouverte = ligne.clone();
    for (classe, niveau) in Classe::TOUTES.iter().zip(&mut ouverte.lire) {
        if !liens.partagees.contains(classe) {
            *niveau = Niveau::Rien;
        }
    }
    ouverte
}

impl LigneEcrite {
    fn nom(&self) -> String {
        format!("« {} », « {} »", self.profil, self.relation)
    }

    fn droits(&self) -> Result<((Profil, Relation), Droits), Vec<String>> {
        let nom = self.nom();
        let (Some(profil), Some(relation)) = (Profil::du_mot(&self.profil), Relation::du_mot(&self.relation))
        else {
            return Err(vec![format!("{nom} : profil ou relation inconnus")]);
        };
        let (mut droits, mut fautes) = (Droits::default(), Vec::new());
        for mot in self.lire.split_whitespace() {
            let (code, niveau) = mot.strip_suffix('*').map_or((mot, Niveau::Tout), |c| (c, Niveau::Synthese));
            match classe(code) {
                Some(c) if niveau > bornes::lecture(profil, relation, c) => {
                    fautes.push(format!("{nom} : {code} ne se lit pas ici, quoi que dise la table"));
                }
                Some(c) => poser(&mut droits.lire, c, niveau),
                None => fautes.push(format!("{nom} : « {mot} » n'est pas une classe de données")),
            }
        }
        for code in self.consigner.split_whitespace() {
            match classe(code) {
                Some(c) if !bornes::saisie(profil, c) => {
                    fautes.push(format!("{nom} : {code} ne se consigne pas ici, quoi que dise la table"));
                }
                Some(c) => poser(&mut droits.consigner, c, true),
                None => fautes.push(format!("{nom} : « {code} » n'est pas une classe de données")),
            }
        }
        for mot in self.gestes.split_whitespace() {
            match Geste::du_mot(mot) {
                Some(g) if bornes::geste(profil, g) => {
                    droits.gestes.insert(g);
                }
                Some(_) => {
                    fautes.push(format!("{nom} : « {mot} » ne se fait pas ici, quoi que dise la table"))
                }
                None => fautes.push(format!("{nom} : « {mot} » n'est pas un geste")),
            }
        }
        if fautes.is_empty() { Ok(((profil, relation), droits)) } else { Err(fautes) }
    }
}

fn classe(code: &str) -> Option<Classe> {
    Classe::TOUTES.into_iter().find(|c| format!("{c:?}") == code)
}

fn poser<T>(cases: &mut [T; 8], classe: Classe, valeur: T) {
    if let Some(case) = cases.get_mut(classe as usize) {
        *case = valeur;
    }
}
