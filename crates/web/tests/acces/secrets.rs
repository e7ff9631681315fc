//! Each canary is found by exactly those who may read its field.

use std::collections::HashSet;

use crate::canaris::{Canari, Conteuse};
use crate::monde::Monde;
use crate::parcours::{Lues, connues, nettoyer, parcourir, sans_tous_les_actes, tout};
use crate::personnes::{Foyer, Qui};

/// A canary, its reader, and where she found it: nowhere, when she should have.
struct Ecart<'c> {
    lectrice: Option<Qui>,
    canari: &'c Canari,
    ou: Vec<String>,
}

impl Ecart<'_> {
    fn dire(&self) -> String {
        let c = self.canari;
        let (foyer, acte) = (c.foyer, c.acte.nom());
        let qui = self.lectrice.map_or_else(|| "nobody".to_owned(), |q| format!("{q:?}"));
        format!("{qui} : {foyer:?}, {acte}, {} ({:?}) {:?}", c.champ, c.classe, self.ou)
    }
}

/// Pieces of all that a reader was given, each once: pages share most of theirs.
fn morceaux(lues: &Lues) -> HashSet<String> {
    let mut morceaux = HashSet::new();
    for (adresse, recu) in lues {
        morceaux.insert(adresse.clone());
        morceaux.extend(recu.entetes.values().filter_map(|v| v.to_str().ok()).map(str::to_owned));
        morceaux.extend(nettoyer(&recu.texte).split('<').map(str::to_owned));
    }
    morceaux
}

fn ecarts<'c>(lectrice: Option<Qui>, lues: &Lues, canaris: &'c [Canari]) -> Vec<Ecart<'c>> {
    let morceaux = morceaux(lues);
    let mut ecarts = Vec::new();
    for canari in canaris {
        let trouve = morceaux.iter().any(|m| m.contains(&canari.forme));
        if trouve != canari.lisible(lectrice) {
            let ou =
                lues.iter().filter(|(a, r)| a.contains(&canari.forme) || r.texte.contains(&canari.forme));
            ecarts.push(Ecart { lectrice, canari, ou: ou.map(|(a, _)| a.clone()).take(3).collect() });
        }
    }
    ecarts
}

fn lire(monde: &Monde, canaris: &[Canari], qui: Option<Qui>, suivre: fn(&str) -> bool) -> Vec<String> {
    let lues = parcourir(&monde.lectrice(qui), connues(&Foyer::TOUS), suivre);
    ecarts(qui, &lues, canaris).iter().map(Ecart::dire).collect()
}

#[test]
fn what_is_recorded_is_read_by_exactly_those_who_may() {
    // Below the queries nothing knows of acts: on the second engine, the forms of a few are enough.
    let suivre: [fn(&str) -> bool; 2] = [tout, sans_tous_les_actes];
    for (monde, suivre) in Monde::de_chaque_moteur().iter().zip(suivre) {
        let canaris = Conteuse::conter(monde);
        let toutes = Qui::TOUTES.iter().map(|(qui, ..)| Some(*qui)).chain([None]);
        let fautes: Vec<String> = toutes.flat_map(|qui| lire(monde, &canaris, qui, suivre)).collect();
        assert!(fautes.is_empty(), "{}", fautes.join("\n"));
    }
}

#[test]
fn a_search_finds_names_and_nothing_else_and_only_of_those_who_exist() {
    let monde = Monde::vide();
    let canaris = Conteuse::conter(&monde);
    let lectrices = [
        Qui::Operatrice,
        Qui::Conseillere,
        Qui::Soignante,
        Qui::AutreBailleur,
        Qui::Phare,
        Qui::Clinique,
        Qui::Etrangere,
    ];
    for qui in lectrices {
        let lectrice = monde.lectrice(Some(qui));
        for canari in &canaris {
            let trouve = |base: &str| {
                let recu = lectrice.get(&format!("{base}?tous=1&q={}", coder(&canari.forme)));
                assert_eq!(recu.statut, axum::http::StatusCode::OK);
                // What she typed stands in the search box: a result is a link to a dossier, or a line of the file.
                recu.texte.contains("href=\"/dossiers/0")
                    || (base.ends_with("csv") && recu.texte.lines().count() > 1)
            };
            let attendu = canari.champ == "menage.nom" && qui.droits(canari.foyer).is_some();
            for base in ["/dossiers", "/dossiers/liste.csv"] {
                assert_eq!(trouve(base), attendu, "{qui:?} {base} {canari:?}");
            }
        }
    }
}

fn coder(texte: &str) -> String {
    texte.bytes().map(|o| format!("%{o:02X}")).collect()
}
