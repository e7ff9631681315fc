//! A household described on `/trouver`, taken over by the referral: nothing is typed twice.

use std::sync::Arc;

use actes::Porte;
use axum::response::{IntoResponse, Response};
use domain::{Acte, SujetId};
use policy::Acteur;

use super::faits;
use super::page::Orienter;
use crate::formulaire::Saisie;
use crate::rendu::{Page, rendre};
use crate::sujets::etabli::{Cible, Etabli};

/// What the finder hands over, under the names that it posts and those of the referral.
const CHAMPS: [(&str, &str); 3] =
    [("reprendre", "convention"), ("volet", "volet"), ("fait.orientation.canal", "canal")];

/// What was described, as the referral to the convention that was chosen reads it; none for a referral itself.
pub fn reprise(saisie: &Saisie) -> Option<Saisie> {
    saisie.une("reprendre")?;
    let repris = |nom: &str| {
        let propre = CHAMPS.iter().find(|(pose, _)| *pose == nom).map(|(_, vers)| (*vers).to_owned());
        propre.or_else(|| nom.starts_with("fait.").then(|| nom.to_owned()))
    };
    let paires = saisie.noms().filter_map(|nom| Some((repris(nom)?, saisie.une(nom)?.to_owned())));
    Some(Saisie::from(paires.collect::<Vec<_>>()))
}

/// The referral's page, filled: nothing is recorded yet.
pub fn montrer(
    porte: &Arc<Porte>,
    acteur: &Acteur,
    convention: SujetId,
    saisie: &Saisie,
    cadre: Page,
) -> Result<Response, actes::Erreur> {
    let etabli = Etabli::ouvrir(porte, acteur, Cible::Sous(convention), Acte::Orienter)?;
    let fautes = faits::lire(etabli.regles.mecanique(), saisie).1;
    let mut page = Orienter::de(porte, acteur, &etabli, saisie, &fautes, cadre)?;
    page.note = note(porte, &page, saisie);
    Ok(rendre(page).into_response())
}

/// Says what was taken over, and what this dispositif does not read.
fn note(porte: &Porte, page: &Orienter, saisie: &Saisie) -> String {
    let laisses = saisie.noms().filter(|nom| !page.demande(nom));
    let service = porte.service();
    let laisses = laisses.filter_map(|nom| service.socle.fait(nom.strip_prefix("fait.")?));
    let laisses: Vec<String> = laisses.map(|f| format!("«\u{a0}{}\u{a0}»", f.libelle)).collect();
    let repris = "Ce que vous avez décrit est repris ci-dessous, et reste modifiable.";
    match laisses.len() {
        0 => repris.to_owned(),
        _ => format!(
            "{repris} Ce dispositif ne lit pas, et n’enregistrera pas\u{a0}: {}.",
            domain::texte::liste(&laisses)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_facts_the_stream_and_the_channel_are_handed_over_and_nothing_else() {
        let paires = [
            ("jeton", "x"),
            ("reprendre", "01ARZ3NDEKTSV4RRFFQ69G5FAV"),
            ("volet", "accès"),
            ("fait.orientation.canal", "SIAO"),
            ("fait.personne.seule", "oui"),
            ("fait.menage.isolement", ""),
            ("question", "bail.titulaire"),
            ("passe", "bail.titulaire"),
        ];
        let saisie = Saisie::from(paires.map(|(n, v)| (n.to_owned(), v.to_owned())).to_vec());
        let repris = reprise(&saisie).unwrap();
        let dits: Vec<_> = repris.noms().map(|n| (n, repris.une(n).unwrap())).collect();
        let attendus = [
            ("convention", "01ARZ3NDEKTSV4RRFFQ69G5FAV"),
            ("volet", "accès"),
            ("canal", "SIAO"),
            ("fait.personne.seule", "oui"),
        ];
        assert_eq!(dits, attendus);
        assert_eq!(reprise(&repris), None);
    }
}
