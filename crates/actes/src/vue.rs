//! A sujet as one reader may know it. What she may not read is not there: pages, exports, due dates and reasons are made
//! from this, so that none of them has to hide anything.

use std::collections::BTreeSet;

use domain::fait::Classe;
use domain::{Acte, Champs, Commande, Evenement, Genre, Mecanique, OrganisationId, Sujet, SujetId, Valeur};
use policy::Droits;

/// A sujet as one reader may know it.
#[derive(Debug, Clone)]
pub(crate) struct Vue {
    /// What happened, of what she may know, ranked anew: a gap would tell that there is more. Its version counts these.
    pub(crate) sujet: Sujet,
    /// The true rank of each.
    pub(crate) rangs: Vec<u32>,
    /// The classes of what she reads there.
    pub(crate) classes: BTreeSet<Classe>,
}

impl Vue {
    /// The correction of an entry that she sees names it by its rank in her view: here by its true one.
    pub(crate) fn en_rangs_vrais(&self, commande: &mut Commande) {
        if commande.acte != Acte::Corriger {
            return;
        }
        if let Some(Valeur::Nombre(rang)) = commande.champs.get_mut("evenement") {
            let vrai = usize::try_from(*rang).ok().and_then(|r| self.rangs.get(r));
            *rang = vrai.map_or(i64::MAX, |n| i64::from(*n));
        }
    }
}

/// What the view of a sujet depends on.
pub(crate) struct Oeil<'a> {
    pub(crate) droits: &'a Droits,
    pub(crate) organisation: OrganisationId,
    pub(crate) mecanique: &'a Mecanique,
    /// The households and dossiers that exist for her, of those that other kinds of sujet name.
    pub(crate) visibles: &'a BTreeSet<SujetId>,
}

impl Oeil<'_> {
    /// The sujet, as she may know it.
    pub(crate) fn voir(&self, sujet: &Sujet) -> Vue {
        let vide = Sujet { evenements: Vec::new(), version: 0, ..sujet.clone() };
        let mut vue = Vue { sujet: vide, rangs: Vec::new(), classes: BTreeSet::new() };
        for e in &sujet.evenements {
            let Some(mut vu) = self.evenement(sujet, e, &vue.rangs) else { continue };
            vue.classes.insert(vu.acte.description().classe);
            vue.classes.extend(vu.champs.keys().map(|nom| self.classe(vu.acte, nom).0));
            vu.n = u32::try_from(vue.rangs.len()).unwrap_or(u32::MAX);
            vue.rangs.push(e.n);
            vue.sujet.evenements.push(vu);
        }
        vue.sujet.version = u32::try_from(vue.rangs.len()).unwrap_or(u32::MAX);
        vue
    }

    fn evenement(&self, sujet: &Sujet, e: &Evenement, rangs: &[u32]) -> Option<Evenement> {
        // What an organisation recorded, it knows.
        let sien = e.par.organisation == self.organisation;
        let vise = corrige(e).and_then(|n| sujet.evenements.iter().find(|v| v.n == n));
        let acte = vise.map_or(e.acte, |v| v.acte);
        // Whoever knows the sujet knows that it was recorded.
        if !sien && e.n != 0 && !self.droits.lit(acte.description().classe) {
            return None;
        }
        let mut vu = Evenement { champs: self.champs(acte, e, sien), ..e.clone() };
        if e.acte == Acte::Corriger {
            let rang = rangs.iter().position(|r| Some(*r) == corrige(e))?;
            let rang = i64::try_from(rang).unwrap_or(i64::MAX);
            vu.champs.insert("evenement".to_owned(), Valeur::Nombre(rang));
        }
        if !sien && !self.droits.lit(Classe::C4) {
            vu.derogation = None;
        }
        self.references(sujet.genre, &mut vu.champs).then_some(vu)
    }

    fn champs(&self, acte: Acte, e: &Evenement, sien: bool) -> Champs {
        let lisible = |nom: &str| {
            let (classe, synthese) = self.classe(acte, nom);
            self.droits.lit_champ(classe, synthese) || (sien && self.droits.consigne(classe))
        };
        e.champs.iter().filter(|(nom, _)| lisible(nom)).map(|(nom, v)| (nom.clone(), v.clone())).collect()
    }

    fn classe(&self, acte: Acte, nom: &str) -> (Classe, bool) {
        classe_du_champ(self.mecanique, acte, nom)
    }

    /// Leaves out the households that do not exist for her. False when nothing is left to tell.
    fn references(&self, genre: Genre, champs: &mut Champs) -> bool {
        if matches!(genre, Genre::Dossier | Genre::Menage) {
            return true;
        }
        for (nom, valeur) in champs {
            match valeur {
                Valeur::Sujets(ids) => ids.retain(|id| self.visibles.contains(id)),
                Valeur::Sujet(id)
                    if matches!(nom.as_str(), "dossier" | "menage") && !self.visibles.contains(id) =>
                {
                    return false;
                }
                _ => {}
            }
        }
        true
    }
}

/// The class of a field, and whether it belongs to the synthesis.
pub(crate) fn classe_du_champ(mecanique: &Mecanique, acte: Acte, nom: &str) -> (Classe, bool) {
    if let Some(champ) = acte.champ(nom) {
        return (champ.classe, champ.synthese);
    }
    if let Some(fait) = mecanique.fait(nom) {
        return (fait.classe, false);
    }
    match nom {
        "evenement" | "annule" | "nouveau_jour" | "quotas" => (Classe::C0, false),
        _ => (Classe::C4, false),
    }
}

/// The rank of the entry that a correction names.
fn corrige(e: &Evenement) -> Option<u32> {
    match e.champs.get("evenement") {
        Some(Valeur::Nombre(n)) if e.acte == Acte::Corriger => u32::try_from(*n).ok(),
        _ => None,
    }
}

/// The households and dossiers that a sujet of another kind names.
pub(crate) fn nommes(sujet: &Sujet) -> BTreeSet<SujetId> {
    if matches!(sujet.genre, Genre::Dossier | Genre::Menage) {
        return BTreeSet::new();
    }
    let valeurs = sujet.evenements.iter().flat_map(|e| &e.champs);
    let ids = valeurs.flat_map(|(nom, valeur)| match valeur {
        Valeur::Sujets(ids) => ids.as_slice(),
        Valeur::Sujet(id) if matches!(nom.as_str(), "dossier" | "menage") => std::slice::from_ref(id),
        _ => &[],
    });
    ids.copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::evenement::Derogation;
    use domain::ids::ulid;
    use domain::{Auteur, UtilisateurId};
    use policy::{Liens, Matrice, Profil, Relation};

    fn evenement(n: u32, acte: Acte, champs: &[(&str, Valeur)]) -> Evenement {
        let (utilisateur, organisation) = (UtilisateurId(ulid(1)), OrganisationId(ulid(2)));
        Evenement {
            n,
            acte,
            survenu_le: jiff::civil::date(2026, 3, 2),
            enregistre_le: String::new(),
            par: Auteur { utilisateur, organisation, role: String::new() },
            champs: champs.iter().map(|(nom, valeur)| ((*nom).to_owned(), valeur.clone())).collect(),
            derogation: None,
        }
    }

    /// The entries of others that a party of this function reads.
    fn lues(profil: Profil, evenements: Vec<Evenement>) -> Vec<Evenement> {
        let droits = Matrice::livree().droits(profil, &Liens::de([Relation::Partie, Relation::Operateur]));
        let (mecanique, visibles) = (Mecanique::default(), BTreeSet::new());
        let organisation = OrganisationId(ulid(9));
        let oeil = Oeil { droits: &droits, organisation, mecanique: &mecanique, visibles: &visibles };
        let sujet = Sujet { evenements, ..Sujet::nouveau(SujetId(ulid(3)), Genre::Dossier) };
        oeil.voir(&sujet).sujet.evenements
    }

    #[test]
    fn why_an_alert_was_overridden_and_why_an_entry_was_corrected_are_read_as_notes_are() {
        let mut admis = evenement(0, Acte::Admettre, &[]);
        admis.derogation = Some(Derogation { regles: Vec::new(), motif: "sortie d'hôpital".to_owned() });
        let motif = Valeur::Texte("sa maladie".to_owned());
        let corrige = [("evenement", Valeur::Nombre(0)), ("motif_correction", motif)];
        let corrige = evenement(1, Acte::Corriger, &corrige);
        let entrees = vec![admis, corrige];
        assert_eq!(lues(Profil::IntervenantSocial, entrees.clone()), entrees);
        let vues = lues(Profil::GestionnaireLocatif, entrees);
        assert_eq!(vues.len(), 2, "that it was corrected is known");
        assert!(vues.iter().all(|e| e.derogation.is_none() && !e.champs.contains_key("motif_correction")));
    }

    #[test]
    fn what_comes_after_a_hidden_entry_follows_what_comes_before() {
        let actes = [Acte::Orienter, Acte::Partager, Acte::Admettre];
        let entrees = (0..).zip(actes).map(|(n, acte)| evenement(n, acte, &[])).collect();
        let rangs: Vec<u32> = lues(Profil::GestionnaireLocatif, entrees).iter().map(|e| e.n).collect();
        assert_eq!(rangs, [0, 1]);
    }

    #[test]
    fn a_session_names_only_the_dossiers_that_exist_for_its_reader() {
        let [sien, autre] = [5, 6].map(|n| SujetId(ulid(n)));
        let (droits, mecanique, visibles) = (Droits::default(), Mecanique::default(), BTreeSet::from([sien]));
        let organisation = OrganisationId(ulid(9));
        let oeil = Oeil { droits: &droits, organisation, mecanique: &mecanique, visibles: &visibles };
        let mut presents = Champs::from([("presents".to_owned(), Valeur::Sujets(vec![sien, autre]))]);
        assert!(oeil.references(Genre::ActionCollective, &mut presents));
        assert_eq!(presents.get("presents"), Some(&Valeur::Sujets(vec![sien])));
        let mut seul = Champs::from([("dossier".to_owned(), Valeur::Sujet(autre))]);
        assert!(!oeil.references(Genre::Seance, &mut seul), "nothing is left to tell");
    }
}
