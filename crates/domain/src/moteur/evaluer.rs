//! Evaluates conditions in three values: true, false, unknown (a fact is missing).

use std::cmp::Ordering;

use jiff::ToSpan;
use jiff::civil::Date;

use super::lecteur::Lecteur;
use super::trace::Trace;
use crate::acte::Acte;
use crate::definition::condition::Compte;
use crate::definition::{Comparaison, Condition, Grandeur, Jalon, Terme};
use crate::duree::Duree;
use crate::etat::{Effectif, Lu};
use crate::fait::Classe;
use crate::texte;
use crate::valeur::Valeur;

/// True, false or unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tri {
    /// It holds.
    Vrai,
    /// It does not.
    Faux,
    /// A fact is missing.
    Inconnu,
}

impl Tri {
    pub(super) fn non(self) -> Self {
        match self {
            Self::Vrai => Self::Faux,
            Self::Faux => Self::Vrai,
            Self::Inconnu => Self::Inconnu,
        }
    }

    fn de(b: bool) -> Self {
        if b { Self::Vrai } else { Self::Faux }
    }

    fn tous(valeurs: impl Iterator<Item = Self>) -> Self {
        valeurs.fold(Self::Vrai, |acc, v| match (acc, v) {
            (Self::Faux, _) | (_, Self::Faux) => Self::Faux,
            (Self::Inconnu, _) | (_, Self::Inconnu) => Self::Inconnu,
            _ => Self::Vrai,
        })
    }
}

impl Lecteur<'_> {
    /// Whether a condition holds.
    pub fn condition(&self, condition: &Condition, trace: &mut Trace) -> Tri {
        match condition {
            Condition::Compare(grandeur, comparaison) => self.compare(grandeur, comparaison, trace),
            // Each part is evaluated, so that the trace shows every value that was looked at.
            Condition::Tous(c) => Tri::tous(self.chacune(c, trace).into_iter()),
            Condition::UnDe(c) => Tri::tous(self.chacune(c, trace).into_iter().map(Tri::non)).non(),
            Condition::Aucun(c) => Tri::tous(self.chacune(c, trace).into_iter().map(Tri::non)),
            Condition::Nommee(nom) => match self.monde.mecanique.conditions.get(nom) {
                Some(nommee) => self.condition(nommee, trace),
                None => Tri::Inconnu,
            },
        }
    }

    fn chacune(&self, conditions: &[Condition], trace: &mut Trace) -> Vec<Tri> {
        conditions.iter().map(|c| self.condition(c, trace)).collect()
    }

    fn compare(&self, grandeur: &Grandeur, comparaison: &Comparaison, trace: &mut Trace) -> Tri {
        if let Grandeur::Delai { depuis, jusqu_a } = grandeur {
            return self.compare_delai(depuis, jusqu_a.as_ref(), comparaison, trace);
        }
        let lu = self.grandeur(grandeur, trace);
        if let Comparaison::Connu(attendu) = comparaison {
            if lu == Lu::Inconnu && self.sans_dossier() {
                return Tri::Inconnu;
            }
            return Tri::de(matches!(lu, Lu::Connu(_)) == *attendu);
        }
        match lu {
            Lu::Inconnu => Tri::Inconnu,
            Lu::Absent => Tri::de(matches!(comparaison, Comparaison::NEstPas(_) | Comparaison::HorsDe(_))),
            Lu::Connu(valeur) => self.compare_valeur(&valeur, comparaison, trace),
        }
    }

    fn grandeur(&self, grandeur: &Grandeur, trace: &mut Trace) -> Lu {
        match grandeur {
            Grandeur::Fait(nom) => self.note(nom, trace),
            Grandeur::Compte(compte) => match self.compter(compte, trace) {
                Some(evenements) => {
                    let n = evenements.len();
                    trace.voit(|| (format!("« {} »", compte.acte.nom()), format!("{n} fois")));
                    Lu::Connu(Valeur::Nombre(i64::try_from(n).unwrap_or(i64::MAX)))
                }
                None => Lu::Inconnu,
            },
            Grandeur::Somme { de, champ } => {
                trace.repose_sur(self.classe(de.acte, champ));
                let evenements = self.compter(de, trace);
                evenements.map_or(Lu::Inconnu, |evenements| {
                    Lu::Connu(somme(evenements.iter().filter_map(|e| e.champs.get(champ)).cloned()))
                })
            }
            Grandeur::SommeDeFaits { de, moins } => self.somme_de_faits(de, moins, trace),
            Grandeur::Rapport { de, moins, sur } => {
                match (self.somme_de_faits(de, moins, trace), self.somme_de_faits(sur, &[], trace)) {
                    (Lu::Connu(haut), Lu::Connu(bas)) => rapport(&haut, &bas),
                    (Lu::Inconnu, _) | (_, Lu::Inconnu) => Lu::Inconnu,
                    _ => Lu::Absent,
                }
            }
            Grandeur::Quota { nom, depuis_le_debut } => {
                let lu = self.quota(nom, *depuis_le_debut);
                if let Lu::Connu(v) = &lu {
                    trace.voit(|| (format!("déjà pris : {nom}"), v.to_string()));
                }
                lu
            }
            Grandeur::Delai { .. } => Lu::Absent,
        }
    }

    fn note(&self, nom: &str, trace: &mut Trace) -> Lu {
        let lu = self.lire(nom);
        trace.note(self.monde.mecanique, nom, &lu);
        lu
    }

    fn somme_de_faits(&self, de: &[String], moins: &[String], trace: &mut Trace) -> Lu {
        let mut valeurs = Vec::new();
        let mut inconnu = false;
        for (nom, ote) in de.iter().map(|n| (n, false)).chain(moins.iter().map(|n| (n, true))) {
            match self.note(nom, trace) {
                Lu::Connu(v) => valeurs.push(if ote { oppose(v) } else { v }),
                Lu::Inconnu => inconnu = true,
                Lu::Absent => {}
            }
        }
        if inconnu { Lu::Inconnu } else { Lu::Connu(somme(valeurs.into_iter())) }
    }

    /// The events that a count names; nothing when a term of it is unknown.
    fn compter(&self, compte: &Compte, trace: &mut Trace) -> Option<Vec<&Effectif<'_>>> {
        if self.sans_dossier() {
            trace.manque(compte.acte);
            return None;
        }
        let depuis = match &compte.depuis {
            Some(jalon) => match self.jalon(jalon, trace) {
                Lu::Connu(Valeur::Jour(jour)) => Some(jour),
                Lu::Inconnu => return None,
                _ => return Some(Vec::new()),
            },
            None => None,
        };
        trace.repose_sur(Some(compte.acte.description().classe));
        let fenetre = compte.sur.map(|d| d.avant(self.jour));
        let mut attendus = Vec::new();
        for (champ, terme) in &compte.avec {
            trace.repose_sur(self.classe(compte.acte, champ));
            match self.terme(terme, trace) {
                Lu::Connu(valeur) => attendus.push((champ, valeur)),
                _ => return None,
            }
        }
        let tient = |e: &&Effectif<'_>| {
            e.acte == compte.acte
                && depuis.is_none_or(|d| e.le >= d)
                && fenetre.is_none_or(|d| e.le > d)
                && attendus
                    .iter()
                    .all(|(champ, valeur)| e.champs.get(*champ).is_some_and(|v| contient(v, valeur)))
        };
        Some(self.etat.evenements.iter().filter(tient).collect())
    }

    pub(super) fn jalon(&self, jalon: &Jalon, trace: &mut Trace) -> Lu {
        match jalon {
            Jalon::Fait(nom) => self.note(nom, trace),
            Jalon::Premier(acte) | Jalon::Dernier(acte) => {
                let premier = matches!(jalon, Jalon::Premier(_));
                let jour = self.etat.jour_de(*acte, premier);
                trace.repose_sur(Some(acte.description().classe));
                if let Some(jour) = jour {
                    trace.voit(|| (format!("« {} »", acte.nom()), format!("le {}", texte::jour(jour))));
                }
                if jour.is_none() && self.sans_dossier() {
                    trace.manque(*acte);
                    return Lu::Inconnu;
                }
                jour.map(Valeur::Jour).into()
            }
        }
    }

    /// The events that satisfy a schedule since its start.
    pub(super) fn faits_depuis(&self, compte: &Compte, depuis: Date, trace: &mut Trace) -> Vec<Date> {
        let tous = self.compter(compte, trace).unwrap_or_default();
        tous.iter().map(|e| e.le).filter(|le| *le >= depuis).collect()
    }

    fn compare_delai(
        &self,
        depuis: &Jalon,
        jusqu_a: Option<&Jalon>,
        c: &Comparaison,
        trace: &mut Trace,
    ) -> Tri {
        let borne = |terme: &Terme, trace: &mut Trace| match self.terme(terme, trace) {
            Lu::Connu(Valeur::Duree(d)) => Some(d),
            _ => None,
        };
        let debut = self.jalon(depuis, trace);
        let fin = jusqu_a.map_or(Lu::Connu(Valeur::Jour(self.jour)), |j| self.jalon(j, trace));
        let (debut, fin) = match (debut, fin) {
            (Lu::Connu(Valeur::Jour(a)), Lu::Connu(Valeur::Jour(b))) => (a, b),
            (Lu::Inconnu, _) | (_, Lu::Inconnu) => return Tri::Inconnu,
            _ => return Tri::Faux,
        };
        let (terme, lendemain) = match c {
            Comparaison::AuMoins(t) | Comparaison::MoinsDe(t) => (t, false),
            Comparaison::AuPlus(t) | Comparaison::PlusDe(t) => (t, true),
            _ => return Tri::Faux,
        };
        let Some(duree) = borne(terme, trace) else { return Tri::Inconnu };
        let seuil = duree.apres(debut);
        let bascule = if lendemain { seuil.saturating_add(1.day()) } else { seuil };
        if jusqu_a.is_none() && bascule > fin {
            trace.bascules.insert(bascule);
        }
        Tri::de(match c {
            Comparaison::AuMoins(_) => seuil <= fin,
            Comparaison::PlusDe(_) => seuil < fin,
            Comparaison::AuPlus(_) => fin <= seuil,
            _ => fin < seuil,
        })
    }

    fn compare_valeur(&self, valeur: &Valeur, c: &Comparaison, trace: &mut Trace) -> Tri {
        let mut un = |t: &Terme, f: &dyn Fn(&Valeur) -> bool| match self.terme(t, trace) {
            Lu::Connu(v) => Tri::de(f(&v)),
            Lu::Absent => Tri::Faux,
            Lu::Inconnu => Tri::Inconnu,
        };
        let ordre = |v: &Valeur, voulu: &[Ordering]| comparer(valeur, v).is_some_and(|o| voulu.contains(&o));
        use Ordering::{Equal, Greater, Less};
        match c {
            Comparaison::Est(t) => un(t, &|v| egal(valeur, v)),
            Comparaison::NEstPas(t) => un(t, &|v| egal(valeur, v)).non(),
            Comparaison::Parmi(ts) => Tri::tous(ts.iter().map(|t| un(t, &|v| egal(valeur, v)).non())).non(),
            Comparaison::HorsDe(ts) => Tri::tous(ts.iter().map(|t| un(t, &|v| egal(valeur, v)).non())),
            Comparaison::AuMoins(t) => un(t, &|v| ordre(v, &[Equal, Greater])),
            Comparaison::AuPlus(t) => un(t, &|v| ordre(v, &[Equal, Less])),
            Comparaison::PlusDe(t) => un(t, &|v| ordre(v, &[Greater])),
            Comparaison::MoinsDe(t) => un(t, &|v| ordre(v, &[Less])),
            Comparaison::Contient(t) => un(t, &|v| contient(valeur, v)),
            Comparaison::Connu(attendu) => Tri::de(*attendu),
        }
    }

    /// The data class of a field of an act.
    fn classe(&self, acte: Acte, champ: &str) -> Option<Classe> {
        let fait = || self.monde.mecanique.fait(champ).map(|f| f.classe);
        acte.champ(champ).map(|c| c.classe).or_else(fait)
    }

    fn terme(&self, terme: &Terme, trace: &mut Trace) -> Lu {
        match terme {
            Terme::Valeur(v) => Lu::Connu(v.clone()),
            Terme::Parametre(nom) => match self.monde.mecanique.parametres.get(nom) {
                Some(p) => Lu::Connu(p.valeur.clone()),
                None => Lu::Inconnu,
            },
            Terme::Droit(nom) => match self.monde.droit.valeur(nom, self.jour) {
                Some(v) => Lu::Connu(v.valeur.clone()),
                None => Lu::Inconnu,
            },
            Terme::Fait(nom) => self.note(nom, trace),
        }
    }
}

/// The order of two values of one nature; nothing when they cannot be compared.
fn comparer(a: &Valeur, b: &Valeur) -> Option<Ordering> {
    match (a, b) {
        (Valeur::Nombre(a), Valeur::Nombre(b)) | (Valeur::Montant(a), Valeur::Montant(b)) => Some(a.cmp(b)),
        (Valeur::Jour(a), Valeur::Jour(b)) => Some(a.cmp(b)),
        (Valeur::Duree(a), Valeur::Duree(b)) => Some(depuis_repere(*a).cmp(&depuis_repere(*b))),
        (Valeur::Part(n, d), Valeur::Part(n2, d2)) => {
            Some((i128::from(*n) * i128::from(*d2)).cmp(&(i128::from(*n2) * i128::from(*d))))
        }
        _ => None,
    }
}

/// Months and days on one scale: as counted from the first day of a common year.
fn depuis_repere(duree: Duree) -> Date {
    duree.apres(jiff::civil::date(2001, 1, 1))
}

fn egal(a: &Valeur, b: &Valeur) -> bool {
    match (a, b) {
        (Valeur::Mot(a) | Valeur::Texte(a), Valeur::Mot(b) | Valeur::Texte(b)) => {
            a == b || texte::plier(a) == texte::plier(b)
        }
        _ => comparer(a, b).map_or(a == b, |o| o == Ordering::Equal),
    }
}

/// A list holds the value, or is it.
fn contient(valeur: &Valeur, attendu: &Valeur) -> bool {
    match (valeur, attendu) {
        (Valeur::Mots(mots), Valeur::Mot(m)) => {
            mots.contains(m) || mots.iter().any(|x| texte::plier(x) == texte::plier(m))
        }
        (Valeur::Sujets(ids), Valeur::Sujet(id)) => ids.contains(id),
        _ => egal(valeur, attendu),
    }
}

fn oppose(valeur: Valeur) -> Valeur {
    match valeur {
        Valeur::Montant(m) => Valeur::Montant(m.saturating_neg()),
        Valeur::Nombre(n) => Valeur::Nombre(n.saturating_neg()),
        autre => autre,
    }
}

fn somme(valeurs: impl Iterator<Item = Valeur>) -> Valeur {
    let mut montant = false;
    let total = valeurs.fold(0_i64, |s, v| match v {
        Valeur::Montant(m) => {
            montant = true;
            s.saturating_add(m)
        }
        Valeur::Nombre(n) => s.saturating_add(n),
        _ => s,
    });
    if montant { Valeur::Montant(total) } else { Valeur::Nombre(total) }
}

fn rapport(haut: &Valeur, bas: &Valeur) -> Lu {
    match (haut, bas) {
        (Valeur::Montant(h) | Valeur::Nombre(h), Valeur::Montant(b) | Valeur::Nombre(b)) if *b > 0 => {
            Lu::Connu(Valeur::Part(*h, *b))
        }
        _ => Lu::Absent,
    }
}
