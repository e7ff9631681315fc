//! Builds values from a block that was checked: silent, since what is wrong has been told.

use domain::definition::fiche::Fois;
use domain::definition::mecanique::Passage;
use domain::definition::{Effet, Jalon, Source};
use domain::valeur::{Nature, Valeur};
use domain::{Acte, Date, Duree};

use super::contexte::Cadre;
use super::jalon;
use super::noeud::{Noeud, Table, Texte, V};
use super::noms::{Noms, Quoi, canonique};
use super::valeurs;

/// A block and its keys.
#[derive(Clone, Copy)]
pub struct Bloc<'a>(pub &'a Table);

impl<'a> Bloc<'a> {
    pub fn noeud(self, cle: &str) -> Option<&'a Noeud> {
        self.0.get(cle)
    }

    pub fn texte(self, cle: &str) -> Option<String> {
        match &self.noeud(cle)?.v {
            V::Texte(t) => Some(t.trim().to_owned()),
            _ => None,
        }
    }

    pub fn ou_vide(self, cle: &str) -> String {
        self.texte(cle).unwrap_or_default()
    }

    pub fn mot(self, cle: &str, connus: &[&'static str]) -> Option<&'static str> {
        canonique(connus, &self.texte(cle)?)
    }

    pub fn oui(self, cle: &str) -> bool {
        matches!(self.noeud(cle).map(|n| &n.v), Some(V::Bool(true)))
    }

    pub fn entier(self, cle: &str) -> Option<u32> {
        match self.noeud(cle)?.v {
            V::Entier(n) => u32::try_from(n).ok(),
            _ => None,
        }
    }

    pub fn valeur(self, cle: &str, nature: Nature) -> Option<Valeur> {
        valeurs::lire(self.noeud(cle)?, nature).ok()
    }

    pub fn duree(self, cle: &str) -> Option<Duree> {
        match self.valeur(cle, Nature::Duree)? {
            Valeur::Duree(d) => Some(d),
            _ => None,
        }
    }

    pub fn jour(self, cle: &str) -> Option<Date> {
        match self.valeur(cle, Nature::Jour)? {
            Valeur::Jour(j) => Some(j),
            _ => None,
        }
    }

    pub fn montant(self, cle: &str) -> Option<i64> {
        match self.valeur(cle, Nature::Montant)? {
            Valeur::Montant(m) => Some(m),
            _ => None,
        }
    }

    pub fn elements(self, cle: &str) -> &'a [Noeud] {
        match self.noeud(cle).map(|n| &n.v) {
            Some(V::Liste(elements)) => elements,
            _ => &[],
        }
    }

    /// A number, or a product.
    pub fn fois(self, cle: &str) -> Option<Fois> {
        match &self.noeud(cle)?.v {
            V::Entier(n) => u32::try_from(*n).ok().map(Fois::simple),
            V::Texte(t) => Fois::lire(t).ok(),
            _ => None,
        }
    }

    pub fn textes(self, cle: &str) -> Vec<String> {
        let textes = self.elements(cle).iter().filter_map(|e| match &e.v {
            V::Texte(t) => Some(t.trim().to_owned()),
            _ => None,
        });
        textes.collect()
    }

    pub fn durees(self, cle: &str) -> Vec<Duree> {
        let lues = self.elements(cle).iter().filter_map(|e| match valeurs::lire(e, Nature::Duree) {
            Ok(Valeur::Duree(d)) => Some(d),
            _ => None,
        });
        lues.collect()
    }

    pub fn acte(self, cle: &str) -> Option<Acte> {
        Acte::du_nom(&self.texte(cle)?)
    }

    pub fn actes(self, cle: &str) -> Vec<Acte> {
        self.textes(cle).iter().filter_map(|n| Acte::du_nom(n)).collect()
    }

    pub fn jalon(self, cle: &str, cadre: &Cadre<'_>) -> Option<Jalon> {
        jalon::lire(&self.texte(cle)?, &cadre.faits).ok()
    }

    pub fn passages(self, cle: &str, noms: &Noms) -> Vec<Passage> {
        self.textes(cle).iter().filter_map(|p| jalon::passage(p, noms)).collect()
    }

    /// A declared name, as it was declared.
    pub fn nom(self, cle: &str, noms: &Noms, quoi: Quoi) -> Option<String> {
        noms.declare(quoi, &self.texte(cle)?).map(str::to_owned)
    }

    pub fn noms(self, cle: &str, noms: &Noms, quoi: Quoi) -> Vec<String> {
        self.textes(cle).iter().filter_map(|n| noms.declare(quoi, n)).map(str::to_owned).collect()
    }

    pub fn bloc(self, cle: &str) -> Option<Self> {
        match &self.noeud(cle)?.v {
            V::Table(table) => Some(Self(table)),
            _ => None,
        }
    }

    pub fn blocs(self, cle: &str) -> Vec<Self> {
        let tables = self.elements(cle).iter().filter_map(|e| match &e.v {
            V::Table(table) => Some(Self(table)),
            _ => None,
        });
        tables.collect()
    }

    /// Where it comes from; what the guide or the convention say is read, the rest is not unless
    /// it says so.
    pub fn source(self) -> Source {
        let lue = |reference: &str| {
            let plie = domain::texte::plier(reference);
            ["guide", "convention", "regle commune"].iter().any(|debut| plie.starts_with(debut))
        };
        let (reference, verifiee) = match self.bloc("source") {
            Some(bloc) => {
                let reference = bloc.ou_vide("reference");
                let verifiee =
                    if bloc.noeud("verifiee").is_some() { bloc.oui("verifiee") } else { lue(&reference) };
                (reference, verifiee)
            }
            None => {
                let reference = self.ou_vide("source");
                let verifiee = lue(&reference);
                (reference, verifiee)
            }
        };
        Source { reference, verifiee }
    }

    /// Refuse or alert, and who may override; an alert that nobody may override is a fault.
    pub fn effet(self, t: &mut Texte<'_>, noms: &Noms) -> (Effet, Vec<String>) {
        let roles = self.noms("passer_outre", noms, Quoi::Role);
        if self.mot("effet", &["refuse", "alerte"]) != Some("alerte") {
            if let Some(n) = self.noeud("passer_outre") {
                let indice = "Ajoutez effet = \"alerte\", ou retirez passer_outre.".to_owned();
                t.avertit(&n.ou, "Personne ne passe outre un refus.", Some(indice));
            }
            return (Effet::Refuse, Vec::new());
        }
        if self.noeud("passer_outre").is_none() {
            let indice = "Ajoutez passer_outre = [\"…\"], un rôle de la définition.".to_owned();
            let ou = self.noeud("effet").map_or(&self.0.ou, |n| &n.ou);
            t.erreur(ou, "Cette alerte ne dit pas qui peut passer outre.", Some(indice));
        }
        (Effet::Alerte, roles)
    }
}
