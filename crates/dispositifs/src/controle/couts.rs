//! Printed figures that contradict one another: told in words, never corrected.

use domain::definition::{Fiche, incoherences};

use crate::lecture::bloc::Bloc;
use crate::lecture::noeud::Texte;

/// Warns when the lines that count do not add up to the total that the sheet prints, and says so in no
/// remark.
pub fn controler(t: &mut Texte<'_>, b: Bloc<'_>, fiche: &Fiche) {
    let blocs = b.bloc("fiche").map(|f| f.blocs("cout")).unwrap_or_default();
    let Some((_, bloc)) = fiche.couts.iter().zip(&blocs).find(|(c, _)| c.total) else { return };
    let muette = fiche.remarques.is_empty();
    for trouvee in incoherences::de_la_fiche(fiche).into_iter().filter(|i| i.nature == "lignes" && muette) {
        let indice = "Si la feuille se contredit, laissez les montants imprimés et dites-le dans remarques."
            .to_owned();
        t.avertit(&bloc.0.ou, trouvee.calcul, Some(indice));
    }
}
