//! What a sheet prints against what its own figures give: each gap with its arithmetic in words. Nothing
//! is corrected; the printed amount stays beside the computed one.

use super::Definition;
use super::fiche::{Base, Cout, Fiche, Fois, annees};
use crate::duree::Duree;
use crate::texte::{montant, plier};
use serde::Serialize;

/// One thing that does not fit another in a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Incoherence {
    /// What kind: `lignes`, `totaux`, `arrondi`, `durée`, `ménages`, `flux`, `intitulé`, `logements`,
    /// `au-delà du projet`, `deux lectures`.
    pub nature: &'static str,
    /// As printed.
    pub imprime: String,
    /// As computed.
    pub calcule: String,
    /// Computed less printed, in euro cents, for amounts.
    pub ecart_centimes: Option<i64>,
    /// The arithmetic, in words.
    pub calcul: String,
}

/// All that does not fit in a sheet and its mecanique.
pub fn de(definition: &Definition) -> Vec<Incoherence> {
    let mut trouvees = de_la_fiche(&definition.fiche);
    trouvees.extend(au_dela(definition));
    trouvees.extend(lectures(definition));
    trouvees
}

/// What does not fit among the printed figures alone.
pub fn de_la_fiche(f: &Fiche) -> Vec<Incoherence> {
    let mut trouvees = Vec::new();
    trouvees.extend(lignes(f));
    trouvees.extend(totaux(f));
    f.couts.iter().for_each(|c| couverture(f, c, &mut trouvees));
    trouvees.extend(flux(f));
    trouvees.extend(plus_de_logements(f));
    trouvees
}

fn ecart(nature: &'static str, imprime: i64, calcule: i64, calcul: String) -> Option<Incoherence> {
    let ecart = calcule.saturating_sub(imprime);
    (ecart != 0).then(|| Incoherence {
        nature,
        imprime: montant(imprime),
        calcule: montant(calcule),
        ecart_centimes: Some(ecart),
        calcul,
    })
}

/// The lines that count against the first printed total.
fn lignes(f: &Fiche) -> Option<Incoherence> {
    let total = f.couts.iter().find(|c| c.total)?;
    let somme = f.total_recalcule()?;
    let produit = |(c, n): (&Cout, &Fois)| {
        if n.est_un() { montant(c.montant) } else { format!("{n} × {}", montant(c.montant)) }
    };
    let produits: Vec<String> = f.lignes_comptees().map(produit).collect();
    let calcul = format!(
        "Les lignes font {} = {} ; le total imprimé est {}.",
        produits.join(" + "),
        montant(somme),
        montant(total.montant)
    );
    ecart("lignes", total.montant, somme, calcul)
}

/// A yearly total against the one of the whole project. A gap of less than a euro a year is a rounding.
fn totaux(f: &Fiche) -> Option<Incoherence> {
    let de = |base: &str| f.couts.iter().find(|c| c.total && c.base == base);
    let (projet, an) = (de("projet")?, de("an")?);
    let ans = annees(f.duree_mois);
    let somme = an.montant.saturating_mul(i64::from(ans));
    let seuil = i64::from(ans).saturating_mul(100);
    let nature = if somme.abs_diff(projet.montant) <= seuil.unsigned_abs() { "arrondi" } else { "totaux" };
    let calcul = format!(
        "{ans} ans × {} = {} ; le total imprimé pour le projet est {}.",
        montant(an.montant),
        montant(somme),
        montant(projet.montant)
    );
    ecart(nature, projet.montant, somme, calcul)
}

/// What an amount says that it covers, against the project.
fn couverture(f: &Fiche, c: &Cout, trouvees: &mut Vec<Incoherence>) {
    let dit = |nature, imprime: String, calcule: String, calcul: String| Incoherence {
        nature,
        imprime,
        calcule,
        ecart_centimes: None,
        calcul,
    };
    // What is printed for a year covers a year: only an amount said for the whole project may contradict it.
    let du_projet = |d: &Duree| c.base != "an" && f.duree_mois > 0 && (d.mois, d.jours) != (f.duree_mois, 0);
    if let Some(duree) = c.pendant.filter(du_projet) {
        let projet = Duree::mois(f.duree_mois);
        let calcul =
            format!("« {} » ({}) couvre {duree} ; le projet dure {projet}.", c.libelle, montant(c.montant));
        trouvees.push(dit("durée", duree.to_string(), projet.to_string(), calcul));
    }
    if let Some(n) = c.menages.filter(|n| *n != f.menages.nombre) {
        let ans = annees(f.duree_mois);
        let sur = n.saturating_mul(u32::from(ans));
        let suite = if ans > 1 { format!(" ({n} par an × {ans} ans = {sur})") } else { String::new() };
        let calcul = format!(
            "« {} » couvre {n} ménages{suite} ; la fiche en annonce {}.",
            c.libelle, f.menages.imprime
        );
        trouvees.push(dit("ménages", n.to_string(), f.menages.nombre.to_string(), calcul));
    }
    let par_an = |texte: &str| plier(texte).contains("an");
    if let Some(intitule) = c.intitule.as_ref().filter(|i| par_an(i) && c.base == "projet") {
        let calcul = format!(
            "La colonne dit « {intitule} » ; le montant ({}) est celui de tout le projet.",
            montant(c.montant)
        );
        trouvees.push(dit("intitulé", intitule.clone(), "pour le projet".to_owned(), calcul));
    }
}

/// A yearly flow against the total printed beside it.
fn flux(f: &Fiche) -> Vec<Incoherence> {
    let un = |quoi: &str, c: &super::fiche::Compte| {
        let par_an = c.par_an.filter(|_| c.base == Base::Total)?;
        let ans = annees(f.duree_mois);
        let somme = par_an.saturating_mul(u32::from(ans));
        (somme != c.nombre).then(|| Incoherence {
            nature: "flux",
            imprime: c.nombre.to_string(),
            calcule: somme.to_string(),
            ecart_centimes: None,
            calcul: format!(
                "{quoi} : {par_an} par an × {ans} ans = {somme} ; la fiche imprime {}.",
                c.imprime
            ),
        })
    };
    [un("Ménages", &f.menages), un("Logements", &f.logements)].into_iter().flatten().collect()
}

fn plus_de_logements(f: &Fiche) -> Option<Incoherence> {
    let (menages, logements) = (f.menages_prevus(), f.logements_prevus());
    (logements > menages && menages > 0).then(|| Incoherence {
        nature: "logements",
        imprime: logements.to_string(),
        calcule: menages.to_string(),
        ecart_centimes: None,
        calcul: format!("Sur tout le projet, {logements} logements pour {menages} ménages."),
    })
}

/// Lengths of the mecanique that run past the project.
fn au_dela(definition: &Definition) -> Vec<Incoherence> {
    let (f, m) = (&definition.fiche, &definition.mecanique);
    if f.duree_mois == 0 {
        return Vec::new();
    }
    let projet = Duree::mois(f.duree_mois);
    let bornes = m.durees.iter().filter_map(|d| Some((d.nom.as_str(), d.max?)));
    let niveaux = m.niveaux.iter().filter_map(|n| Some((n.nom.as_str(), n.max?)));
    let mesure = m.mesure.iter().filter_map(|m| Some(("mesure d'accompagnement", m.duree?)));
    let plus_long = |d: &Duree| d.mois > f.duree_mois;
    bornes
        .chain(niveaux)
        .chain(mesure)
        .filter(|(_, d)| plus_long(d))
        .map(|(nom, d)| Incoherence {
            nature: "au-delà du projet",
            imprime: d.to_string(),
            calcule: projet.to_string(),
            ecart_centimes: None,
            calcul: format!("« {nom} » : {d} ; le projet dure {projet}."),
        })
        .collect()
}

/// What the guide lets be read in several ways.
fn lectures(definition: &Definition) -> Vec<Incoherence> {
    let ambigus = definition.mecanique.parametres.iter().filter(|(_, p)| !p.lectures.is_empty());
    ambigus
        .map(|(nom, p)| {
            let autres: Vec<String> = p.lectures.iter().map(|(v, sens)| format!("{v} ({sens})")).collect();
            Incoherence {
                nature: "deux lectures",
                imprime: p.valeur.to_string(),
                calcule: autres.join(" ; "),
                ecart_centimes: None,
                calcul: format!(
                    "« {nom} » est lu {} ; on peut aussi lire : {} ({}).",
                    p.valeur,
                    autres.join(" ; "),
                    p.source.reference
                ),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::fiche::Compte;

    fn cout(montant: i64, base: &str, fois: Option<&str>, total: bool) -> Cout {
        Cout {
            libelle: "ligne".to_owned(),
            montant,
            base: base.to_owned(),
            fois: fois.map(|f| Fois::lire(f).unwrap()),
            total,
            pendant: None,
            menages: None,
            intitule: None,
        }
    }

    #[test]
    fn lines_that_do_not_add_up_are_told_with_their_arithmetic() {
        let couts = vec![
            cout(8_500_000, "projet", None, true),
            cout(90_000, "ménage", Some("100 ménages"), false),
            cout(175_000, "projet collectif", Some("7 projets"), false),
        ];
        let trouvees = de_la_fiche(&Fiche { couts, ..Fiche::default() });
        assert_eq!(trouvees.len(), 1);
        assert_eq!(trouvees[0].ecart_centimes, Some(1_725_000));
        assert!(trouvees[0].calcul.contains("100 ménages × 900"), "{}", trouvees[0].calcul);
    }

    #[test]
    fn a_total_that_its_lines_give_is_not_told() {
        let couts = vec![cout(6_300_000, "projet", None, true), cout(210_000, "ménage", Some("30"), false)];
        assert_eq!(de_la_fiche(&Fiche { couts, ..Fiche::default() }), []);
    }

    #[test]
    fn a_flow_is_held_against_the_total_beside_it() {
        let menages =
            Compte { imprime: "20 (10 par an)".to_owned(), nombre: 20, par_an: Some(10), base: Base::Total };
        let trouvees = de_la_fiche(&Fiche { menages: menages.clone(), duree_mois: 36, ..Fiche::default() });
        assert_eq!(trouvees.iter().map(|i| i.nature).collect::<Vec<_>>(), ["flux"]);
        assert_eq!(de_la_fiche(&Fiche { menages, duree_mois: 24, ..Fiche::default() }), []);
    }

    #[test]
    fn a_rounding_is_called_one() {
        let couts = vec![cout(14_900_000, "projet", None, true), cout(4_966_700, "an", None, true)];
        let trouvees = de_la_fiche(&Fiche { couts, duree_mois: 36, ..Fiche::default() });
        assert_eq!(trouvees.iter().map(|i| i.nature).collect::<Vec<_>>(), ["arrondi"]);
    }
}
