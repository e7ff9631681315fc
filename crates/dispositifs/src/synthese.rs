//! The synthesis of a library: projects and households by category and theme, computed from the sheets by
//! one rule, beside what the guide prints; then what the guide does not compute.
//!
//! The rule: the number that heads a sheet counts as it is; said « par an » or « en file active », it counts
//! once for each firm year of the project (renewals left out).

use std::collections::{BTreeMap, BTreeSet};

use domain::Definition;
use domain::definition::fiche::Fiche;
use serde::Serialize;

use crate::Bibliotheque;
use crate::guide::Guide;

/// The rule, in words.
pub const REGLE: &str = "Le nombre de ménages en tête de fiche compte tel quel ; s'il est dit « par an » ou « en file active », \
                         il compte une fois par année ferme du projet (les reconductions ne comptent pas).";
/// On what a cost per household and year is counted, in words.
pub const BASE_DE_COUT: &str = "Coût par ménage et par an : le total imprimé, ramené à une année (tel quel s'il est annuel, divisé par la \
                                durée du projet en années s'il est pour tout le projet), divisé par les ménages en tête de fiche. \
                                Investissements compris quand le total imprimé les compte ; fiches sans total imprimé laissées de côté.";

/// Sheets seen together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Groupe {
    /// Code of the category or theme; empty for a region or the whole.
    pub code: String,
    /// Its title.
    pub titre: String,
    /// Sheets.
    pub projets: u32,
    /// Households over the whole project, by the rule.
    pub menages: u32,
    /// Households as the bare headers say.
    pub menages_en_tete: u32,
    /// Dwellings over the whole project, by the same rule.
    pub logements: u32,
    /// Sheets, as the guide prints.
    pub projets_imprimes: Option<u32>,
    /// Households, as the guide prints.
    pub menages_imprimes: Option<u32>,
    /// Sheets for access only, for staying only, for both.
    pub volets: BTreeMap<String, u32>,
    /// Sheets whose mecanique has each kind of status.
    pub statuts: BTreeMap<String, u32>,
    /// The publics that the sheets name.
    pub publics: BTreeSet<String>,
    /// Firm months of the projects: least, median, most.
    pub duree_mois: Option<Etendue>,
    /// Euro cents per household and year: least, median, most.
    pub cout_par_menage_et_an: Option<Etendue>,
    /// How many sheets the cost rests on.
    pub fiches_avec_cout: u32,
}

/// Least, median and most of some figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Etendue {
    /// Least.
    pub min: i64,
    /// Median (the mean of the two middle ones for an even count, rounded down).
    pub mediane: i64,
    /// Most.
    pub max: i64,
}

/// The whole synthesis.
#[derive(Debug, Clone, Serialize)]
pub struct Synthese {
    /// The rule.
    pub regle: &'static str,
    /// The basis of costs.
    pub base_de_cout: &'static str,
    /// The guide's three categories.
    pub categories: Vec<Groupe>,
    /// Its ten themes.
    pub themes: Vec<Groupe>,
    /// All.
    pub total: Groupe,
    /// By region of today; sheets over several regions stand together.
    pub regions: Vec<Groupe>,
    /// By region of 2015.
    pub regions_2015: Vec<Groupe>,
}

/// Computes it. Sheets that are filed in no theme of the guide are left out.
pub fn synthese(biblio: &Bibliotheque) -> Synthese {
    let guide = Guide::livre();
    let fiches = biblio.fiches_du_guide();
    let groupe =
        |code: &str, titre: &str, imprimes: Option<(u32, u32)>, garde: &dyn Fn(&Definition) -> bool| {
            let choisies: Vec<&Definition> = fiches.iter().copied().filter(|d| garde(d)).collect();
            let mut g = grouper(&choisies);
            code.clone_into(&mut g.code);
            titre.clone_into(&mut g.titre);
            g.projets_imprimes = imprimes.map(|(p, _)| p);
            g.menages_imprimes = imprimes.map(|(_, m)| m);
            g
        };
    let themes: Vec<Groupe> = guide
        .themes
        .iter()
        .map(|t| {
            let imprimes = Some((t.projets_imprimes, t.menages_imprimes));
            groupe(&t.code, &t.titre, imprimes, &|d| d.fiche.chapitre == t.code)
        })
        .collect();
    let de = |d: &Definition| guide.theme(&d.fiche.chapitre).map(|t| t.categorie.clone());
    let categories: Vec<Groupe> = guide
        .categories
        .iter()
        .map(|c| {
            let imprimes = Some((c.projets_imprimes, c.menages_imprimes));
            groupe(&c.code, &c.titre, imprimes, &|d| de(d).as_ref() == Some(&c.code))
        })
        .collect();
    let imprimes =
        guide.categories.iter().fold((0, 0), |(p, m), c| (p + c.projets_imprimes, m + c.menages_imprimes));
    let par_region = |de_2015: bool| {
        let nom = |d: &Definition| region(guide, &d.fiche, de_2015);
        let noms: BTreeSet<String> = fiches.iter().map(|d| nom(d)).collect();
        noms.iter().map(|n| groupe("", n, None, &|d| nom(d) == *n)).collect()
    };
    Synthese {
        regle: REGLE,
        base_de_cout: BASE_DE_COUT,
        categories,
        themes,
        total: groupe("", "Total", Some(imprimes), &|_| true),
        regions: par_region(false),
        regions_2015: par_region(true),
    }
}

fn region(guide: &Guide, fiche: &Fiche, de_2015: bool) -> String {
    let autre =
        if fiche.territoire.departements.is_empty() { "Non précisée" } else { "Plusieurs régions" };
    guide.region(&fiche.territoire.departements, de_2015).unwrap_or(autre).to_owned()
}

/// What some sheets add up to.
pub fn grouper(fiches: &[&Definition]) -> Groupe {
    let somme = |f: &dyn Fn(&Fiche) -> u32| fiches.iter().fold(0_u32, |s, d| s.saturating_add(f(&d.fiche)));
    let mut g = Groupe {
        projets: u32::try_from(fiches.len()).unwrap_or(u32::MAX),
        menages: somme(&Fiche::menages_prevus),
        menages_en_tete: somme(&|f| f.menages.nombre),
        logements: somme(&Fiche::logements_prevus),
        ..Groupe::default()
    };
    for d in fiches {
        *g.volets.entry(d.fiche.volets.join(" et ")).or_default() += 1;
        let natures: BTreeSet<&String> = d.mecanique.statuts.iter().map(|s| &s.nature).collect();
        for nature in natures {
            *g.statuts.entry(nature.clone()).or_default() += 1;
        }
        g.publics.extend(d.fiche.publics.iter().cloned());
    }
    g.duree_mois =
        etendue(fiches.iter().map(|d| d.fiche.duree_mois).filter(|m| *m > 0).map(i64::from).collect());
    let couts: Vec<i64> = fiches.iter().filter_map(|d| cout_par_menage_et_an(&d.fiche)).collect();
    g.fiches_avec_cout = u32::try_from(couts.len()).unwrap_or(u32::MAX);
    g.cout_par_menage_et_an = etendue(couts);
    g
}

/// Euro cents for one household and one year, on the basis of [`BASE_DE_COUT`].
pub fn cout_par_menage_et_an(f: &Fiche) -> Option<i64> {
    let total = f.couts.iter().find(|c| c.total)?;
    let menages = i64::from(f.menages.nombre);
    let mois = i64::from(f.duree_mois);
    match total.base.as_str() {
        "an" if menages > 0 => Some(total.montant / menages),
        "projet" if menages > 0 && mois > 0 => Some(total.montant.saturating_mul(12) / mois / menages),
        _ => None,
    }
}

/// Least, median and most; nothing of no figure.
pub fn etendue(mut nombres: Vec<i64>) -> Option<Etendue> {
    nombres.sort_unstable();
    let (min, max) = (*nombres.first()?, *nombres.last()?);
    let milieu = nombres.len() / 2;
    let haut = *nombres.get(milieu)?;
    let mediane = if nombres.len().is_multiple_of(2) {
        i64::midpoint(*nombres.get(milieu.checked_sub(1)?)?, haut)
    } else {
        haut
    };
    Some(Etendue { min, mediane, max })
}
