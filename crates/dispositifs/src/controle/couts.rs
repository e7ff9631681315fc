//! Cost lines against the printed total: told in words, never corrected.

use domain::definition::Fiche;
use domain::definition::fiche::Cout;
use domain::texte::montant;

use crate::lecture::bloc::Bloc;
use crate::lecture::noeud::Texte;

/// Warns when the lines that count do not add up to the total that the sheet prints.
pub fn controler(t: &mut Texte<'_>, b: Bloc<'_>, fiche: &Fiche) {
    let blocs = b.bloc("fiche").map(|f| f.blocs("cout")).unwrap_or_default();
    let totaux = || fiche.couts.iter().zip(&blocs).filter(|(c, _)| c.total);
    let lignes: Vec<&Cout> = fiche.couts.iter().filter(|c| !c.total && c.fois.is_some()).collect();
    for (_, bloc) in totaux().skip(1) {
        t.erreur(&bloc.0.ou, "Une seule ligne de coût peut être le total imprimé.", None);
    }
    let Some((total, bloc)) = totaux().next() else { return };
    if lignes.is_empty() {
        return;
    }
    let compte = |c: &Cout| c.montant.saturating_mul(i64::from(c.fois.unwrap_or(0)));
    let somme = lignes.iter().fold(0_i64, |s, c| s.saturating_add(compte(c)));
    if somme == total.montant {
        return;
    }
    let calcul: Vec<String> = lignes
        .iter()
        .map(|c| match c.fois {
            Some(1) | None => montant(c.montant),
            Some(n) => format!("{n} × {}", montant(c.montant)),
        })
        .collect();
    let ecart = somme.saturating_sub(total.montant);
    let (sens, ecart) = if ecart > 0 { ("de plus", ecart) } else { ("de moins", ecart.saturating_neg()) };
    let message = format!(
        "Les lignes de coût font {} = {}, soit {} {sens} que le total imprimé ({}).",
        calcul.join(" + "),
        montant(somme),
        montant(ecart),
        montant(total.montant)
    );
    let indice =
        "Si la feuille se contredit, laissez les montants imprimés et dites-le dans remarques.".to_owned();
    t.avertit(&bloc.0.ou, message, Some(indice));
}
