//! `palier synthese`: the guide's synthesis, computed from the sheets, as text, JSON, CSV or a workbook.

use std::process::ExitCode;

use dispositifs::synthese::{Etendue, Groupe, Synthese, synthese};
use documents::{Cellule, Feuille};
use domain::texte;

use crate::bibliotheque;
use crate::commandes::{FormatDeTable, Synthese as Demande};
use crate::sortie::{dire, octets};

/// Computes and prints it.
pub fn imprimer(demande: &Demande) -> anyhow::Result<ExitCode> {
    let synthese = synthese(&bibliotheque::en_service(&demande.definitions)?);
    match demande.format {
        FormatDeTable::Json => dire(serde_json::to_string_pretty(&synthese)?)?,
        FormatDeTable::Table => dire(table(&synthese).trim_end())?,
        FormatDeTable::Csv => octets(&csv(&synthese)?)?,
        FormatDeTable::Xlsx => {
            let le = actes::Horloge::default().aujourd_hui(&[]);
            octets(&documents::xlsx(&feuilles(&synthese), le).map_err(anyhow::Error::msg)?)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

const TETE: [&str; 11] = [
    "Code",
    "Titre",
    "Projets",
    "Projets imprimés",
    "Ménages",
    "Ménages imprimés",
    "Ménages en tête",
    "Logements",
    "Durée médiane (mois)",
    "Coût médian par ménage et par an",
    "Fiches avec un coût",
];

/// What each table shows, in the order of the guide.
fn tables(s: &Synthese) -> [(&'static str, Vec<&Groupe>); 4] {
    [
        ("Catégories", s.categories.iter().chain([&s.total]).collect()),
        ("Thèmes", s.themes.iter().chain([&s.total]).collect()),
        ("Régions", s.regions.iter().collect()),
        ("Régions de 2015", s.regions_2015.iter().collect()),
    ]
}

fn cellules(g: &Groupe) -> Vec<Cellule> {
    let nombre = |n: u32| Cellule::Nombre(i64::from(n));
    let ou_vide = |n: Option<u32>| n.map_or(Cellule::Vide, nombre);
    vec![
        Cellule::Texte(g.code.clone()),
        Cellule::Texte(g.titre.clone()),
        nombre(g.projets),
        ou_vide(g.projets_imprimes),
        nombre(g.menages),
        ou_vide(g.menages_imprimes),
        nombre(g.menages_en_tete),
        nombre(g.logements),
        g.duree_mois.map_or(Cellule::Vide, |d| Cellule::Nombre(d.mediane)),
        g.cout_par_menage_et_an.map_or(Cellule::Vide, |c| Cellule::Montant(c.mediane)),
        nombre(g.fiches_avec_cout),
    ]
}

fn feuilles(s: &Synthese) -> Vec<Feuille> {
    let mut feuilles: Vec<Feuille> = tables(s)
        .into_iter()
        .map(|(nom, groupes)| Feuille {
            nom: nom.to_owned(),
            tete: TETE.map(str::to_owned).to_vec(),
            lignes: groupes.into_iter().map(cellules).collect(),
        })
        .collect();
    let lignes = [("Ménages et logements", s.regle), ("Coûts", s.base_de_cout)];
    feuilles.push(Feuille {
        nom: "Définitions".to_owned(),
        tete: vec!["Chiffre".to_owned(), "Comment il est calculé".to_owned()],
        lignes: lignes
            .map(|(a, b)| vec![Cellule::Texte(a.to_owned()), Cellule::Texte(b.to_owned())])
            .to_vec(),
    });
    feuilles
}

fn csv(s: &Synthese) -> anyhow::Result<Vec<u8>> {
    let lignes = tables(s).into_iter().flat_map(|(table, groupes)| {
        let ligne = move |g| [vec![Cellule::Texte(table.to_owned())], cellules(g)].concat();
        groupes.into_iter().map(ligne)
    });
    let tete = std::iter::once("Table").chain(TETE).map(str::to_owned).collect();
    let feuille = Feuille { nom: String::new(), tete, lignes: lignes.collect() };
    documents::csv_de(&feuille).map_err(anyhow::Error::msg)
}

fn table(s: &Synthese) -> String {
    let mut sortie = format!("{}\n\n", s.regle);
    let ligne = |a: &str, b: &str, c: &str, d: &str, e: &str, f: &str| {
        format!("{a:<52} {b:>9} {c:>18} {d:>8} {e:>10} {f:>12}\n")
    };
    for (nom, groupes) in tables(s) {
        sortie.push_str(&ligne(nom, "projets", "ménages (imprimé)", "en tête", "logements", "€/ménage/an"));
        for g in groupes {
            let titre = if g.code.is_empty() { g.titre.clone() } else { format!("{} {}", g.code, g.titre) };
            let imprime =
                |n: Option<u32>| n.map(|n| format!(" ({})", texte::nombre(i64::from(n)))).unwrap_or_default();
            let menages = format!("{}{}", texte::nombre(i64::from(g.menages)), imprime(g.menages_imprimes));
            let projets = format!("{}{}", g.projets, imprime(g.projets_imprimes));
            let cout = g.cout_par_menage_et_an.map(|c| texte::montant(c.mediane)).unwrap_or_default();
            let nombre = |n: u32| texte::nombre(i64::from(n));
            sortie.push_str(&ligne(
                &titre,
                &projets,
                &menages,
                &nombre(g.menages_en_tete),
                &nombre(g.logements),
                &cout,
            ));
        }
        sortie.push('\n');
    }
    let t = &s.total;
    let mots = |c: &std::collections::BTreeMap<String, u32>| {
        texte::liste(&c.iter().map(|(nom, n)| format!("{nom} : {n}")).collect::<Vec<_>>())
    };
    sortie.push_str(&format!(
        "Volets : {}.\nStatuts prévus (fiches) : {}.\n",
        mots(&t.volets),
        mots(&t.statuts)
    ));
    let etendue = |e: Option<Etendue>, dire: &dyn Fn(i64) -> String| {
        e.map(|e| format!("de {} à {}, médiane {}", dire(e.min), dire(e.max), dire(e.mediane)))
            .unwrap_or_default()
    };
    sortie.push_str(&format!("Durées : {} mois.\n", etendue(t.duree_mois, &|n| n.to_string())));
    sortie.push_str(&format!(
        "Coûts par ménage et par an ({} fiches) : {}.\n{}\n",
        t.fiches_avec_cout,
        etendue(t.cout_par_menage_et_an, &texte::montant),
        s.base_de_cout
    ));
    sortie
}
