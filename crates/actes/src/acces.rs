//! What ties a person to a sujet, and what that lets her read, record and do.

use domain::cercle::{Avec, Cercle, Protection};
use domain::etat::Effectif;
use domain::fait::Classe;
use domain::{Acte, Commande, Date, Etat, Genre, Mecanique, OrganisationId, Sujet, Sujets, Valeur};
use policy::{Acteur, Droits, Liens, NatureOrganisation, Relation, bornes};
use store::{Perimetre, Tx, dossiers, sujets};

use crate::vue::{self, Oeil, Vue};
use crate::{Erreur, Porte, Regles};

/// Who asks, when: what all her ties are computed from.
pub(crate) struct Demandeur<'a> {
    pub(crate) acteur: &'a Acteur,
    territoires: &'a [String],
    jour: Date,
    instant: &'a str,
}

impl Demandeur<'_> {
    /// Her ties to a dossier, or to any other sujet of a convention.
    pub(crate) fn liens(&self, sujet: &Sujet, lus: &Sujets, m: &Mecanique) -> Liens {
        let moi = self.acteur.organisation;
        let etat = Etat::courant(sujet);
        let mut liens = Liens::default();
        let convention = convention_de(sujet, lus);
        let miens = convention.map(|c| roles_tenus(c, moi)).unwrap_or_default();
        if !miens.is_empty() {
            liens.lier(Relation::Partie);
        }
        if etat.auteur().is_some_and(|a| a.organisation == moi) {
            liens.lier(Relation::Propre);
        }
        if convention.and_then(|c| operateur(c, m)) == Some(moi) {
            liens.lier(Relation::Operateur);
        }
        match sujet.genre {
            Genre::Dossier => self.au_dossier(sujet, &etat, &miens, m, &mut liens),
            Genre::Convention if territoire(&etat).is_some_and(|t| self.territoires.contains(&t)) => {
                liens.lier(Relation::Territoire);
            }
            _ => {}
        }
        let protection = menage_de(sujet, lus).and_then(Protection::de);
        if protection.is_some_and(|p| p.nommees.contains(&self.acteur.utilisateur)) {
            liens.lier(Relation::Nommee);
        }
        liens
    }

    fn au_dossier(&self, dossier: &Sujet, etat: &Etat<'_>, miens: &[&str], m: &Mecanique, liens: &mut Liens) {
        let moi = self.acteur.utilisateur;
        if etat.mesure().is_some_and(|mesure| mesure.referent == Some(moi)) {
            liens.lier(Relation::Referent);
        }
        let saisie = instance_saisie(etat).and_then(|nom| m.instances.iter().find(|i| i.nom == nom));
        if saisie.is_some_and(|i| i.membres.iter().any(|r| miens.contains(&r.as_str()))) {
            liens.lier(Relation::Instance);
        }
        let cercle = Cercle::de(dossier);
        for partage in cercle.en_vigueur(self.jour) {
            let (ici, la) = (Avec::Organisation(self.acteur.organisation), Avec::Personne(moi));
            if partage.avec == ici || partage.avec == la {
                liens.partager(partage.classes.iter().copied());
            }
        }
        if cercle.urgence(moi, self.instant).is_some() {
            liens.lier(Relation::Urgence);
        }
    }
}

/// The instance before which a dossier stands: presented, not yet decided.
fn instance_saisie<'a>(etat: &Etat<'a>) -> Option<&'a str> {
    let dit = |e: &Effectif<'a>| e.champs.get("instance").and_then(Valeur::mot);
    let dernier = etat.evenements.iter().rev().find(|e| matches!(e.acte, Acte::Presenter | Acte::Decider))?;
    (dernier.acte == Acte::Presenter).then(|| dit(dernier)).flatten()
}

/// The territory of a convention, as the perimeter names it.
pub(crate) fn territoire(convention: &Etat<'_>) -> Option<String> {
    match convention.fait("convention.departement") {
        Some(domain::etat::Lu::Connu(code)) => Some(nom_du_territoire(&code.to_string())),
        _ => None,
    }
}

/// How the perimeter names a département, by its INSEE code.
pub(crate) fn nom_du_territoire(code: &str) -> String {
    format!("département {}", code.trim().to_uppercase())
}

/// The convention of a sujet: itself, for a convention.
pub(crate) fn convention_de<'s>(sujet: &'s Sujet, lus: &'s Sujets) -> Option<&'s Sujet> {
    match sujet.genre {
        Genre::Convention => Some(sujet),
        _ => sujet.convention.and_then(|id| lus.get(&id)),
    }
}

/// The convention that a creation names.
pub(crate) fn convention_nommee<'s>(commande: &Commande, lus: &'s Sujets) -> Option<&'s Sujet> {
    match commande.champ("convention") {
        Some(Valeur::Sujet(id)) => lus.get(id),
        _ => None,
    }
}

/// The household that a sujet concerns: itself, for a household.
pub(crate) fn menage_de<'s>(sujet: &'s Sujet, lus: &'s Sujets) -> Option<&'s Sujet> {
    sujet.menage.and_then(|id| if id == sujet.id { Some(sujet) } else { lus.get(&id) })
}

/// The roles that an organisation holds in a convention: none when it takes no part in it.
pub(crate) fn roles_tenus(convention: &Sujet, organisation: OrganisationId) -> Vec<&str> {
    let parties = Etat::courant(convention).parties;
    parties.into_iter().filter(|(_, o)| *o == organisation).map(|(role, _)| role).collect()
}

/// The landlord that the recording of a sujet named: the other landlords of its convention do not know it.
pub(crate) fn bailleur_de(etat: &Etat<'_>) -> Option<OrganisationId> {
    match etat.creation()?.champs.get("bailleur") {
        Some(Valeur::Organisation(id)) => Some(*id),
        _ => None,
    }
}

/// What ties an organisation that takes part, whoever works there.
pub(crate) fn liens_de_partie(
    organisation: OrganisationId,
    operateur: Option<OrganisationId>,
    auteur: Option<OrganisationId>,
) -> Liens {
    let mut liens = Liens::de([Relation::Partie]);
    if operateur == Some(organisation) {
        liens.lier(Relation::Operateur);
    }
    if auteur == Some(organisation) {
        liens.lier(Relation::Propre);
    }
    liens
}

/// The organisation that holds, in a convention, a role of this kind.
pub(crate) fn du_role(
    convention: &Sujet,
    m: &Mecanique,
    nature: NatureOrganisation,
) -> Option<OrganisationId> {
    let de_nature = |role: &str| m.roles.iter().any(|x| x.nom == role && x.nature == nature.mot());
    Etat::courant(convention).parties.iter().find(|(r, _)| de_nature(r)).map(|(_, o)| *o)
}

/// Who runs the measure of a convention.
pub(crate) fn operateur(convention: &Sujet, m: &Mecanique) -> Option<OrganisationId> {
    du_role(convention, m, NatureOrganisation::Association)
        .or_else(|| du_role(convention, m, NatureOrganisation::Collectivite))
}

/// Whether what is of that class may be told to whoever reaches the dossier: a date of the way in says no more than the
/// step itself, which every party sees.
pub(crate) const fn dit_a_tous(classe: Classe) -> bool {
    matches!(classe, Classe::C0 | Classe::C1)
}

impl Porte {
    /// The sujets that exist for this person today.
    pub(crate) fn perimetre(&self, tx: &mut Tx<'_>, acteur: &Acteur) -> Result<Perimetre, Erreur> {
        if !bornes::suit(acteur.profil) {
            return Ok(Perimetre::default());
        }
        let (moi, territoires) = (acteur.utilisateur, self.territoires(acteur));
        let perimetre = Perimetre::lire(tx, acteur.organisation, moi, territoires, self.aujourd_hui(None))?;
        Ok(perimetre.discret(acteur.profil != acteur.nature.profil()))
    }

    /// The territories that she answers for, when her function lets her read what it opens.
    fn territoires(&self, acteur: &Acteur) -> Vec<String> {
        let droits = self.droits_de(acteur, &Liens::de([Relation::Territoire]));
        let codes = if droits.lit(Classe::C0) {
            self.annuaire().departements(acteur.organisation)
        } else {
            Vec::new()
        };
        codes.iter().map(|c| nom_du_territoire(c)).collect()
    }

    /// Asks something about the ties of a person.
    pub(crate) fn demandeur<T>(&self, acteur: &Acteur, question: impl FnOnce(&Demandeur<'_>) -> T) -> T {
        let (jour, instant) = (self.aujourd_hui(None), self.horloge.instant());
        let territoires = self.territoires(acteur);
        question(&Demandeur { acteur, territoires: &territoires, jour, instant: &instant })
    }

    /// What ties allow her.
    pub(crate) fn droits_de(&self, acteur: &Acteur, liens: &Liens) -> Droits {
        self.matrice().droits(acteur.profil, liens)
    }

    /// What she may do on a sujet that was read. A household is known through all its dossiers.
    pub(crate) fn droits_sur(
        &self,
        tx: &mut Tx<'_>,
        acteur: &Acteur,
        sujet: &Sujet,
        lus: &Sujets,
        regles: &Regles,
    ) -> Result<Droits, Erreur> {
        let mut liens = self.demandeur(acteur, |d| d.liens(sujet, lus, regles.mecanique()));
        if sujet.genre == Genre::Menage {
            for dossier in self.dossiers_du_menage(tx, acteur, sujet)? {
                let regles = self.regles(tx, Some(&dossier), dossier.dispositif.as_deref())?;
                let mut autour = sujets::charger_interne(tx, dossier.convention)?;
                autour.insert(sujet.id, sujet.clone());
                liens.joindre(self.demandeur(acteur, |d| d.liens(&dossier, &autour, regles.mecanique())));
            }
        }
        Ok(self.droits_de(acteur, &liens))
    }

    fn dossiers_du_menage(
        &self,
        tx: &mut Tx<'_>,
        acteur: &Acteur,
        menage: &Sujet,
    ) -> Result<Vec<Sujet>, Erreur> {
        let perimetre = self.perimetre(tx, acteur)?;
        let filtres = dossiers::Filtres { menage: Some(menage.id.to_string()), ..Default::default() };
        let lignes = dossiers::lister(tx, &perimetre, &filtres, dossiers::Tri::Ouverture, None, 50)?;
        let ids: Vec<_> = lignes.iter().filter_map(|l| l.id.parse().ok()).collect();
        Ok(sujets::charger_interne(tx, ids)?.into_values().collect())
    }

    /// What she may do with what she is about to bring into being.
    pub(crate) fn droits_de_qui_cree(
        &self,
        acteur: &Acteur,
        commande: &Commande,
        lus: &Sujets,
        regles: &Regles,
    ) -> Droits {
        let convention = convention_nommee(commande, lus);
        let vers = |c: &Sujet| self.demandeur(acteur, |d| d.liens(c, lus, regles.mecanique()));
        let mut liens = convention.map(vers).unwrap_or_default();
        liens.lier(Relation::Propre);
        liens.lier(Relation::Partie);
        self.droits_de(acteur, &liens)
    }

    /// A sujet as she may know it.
    pub(crate) fn vue(
        &self,
        tx: &mut Tx<'_>,
        acteur: &Acteur,
        perimetre: &Perimetre,
        sujet: &Sujet,
        droits: &Droits,
        regles: &Regles,
    ) -> Result<Vue, Erreur> {
        let visibles = sujets::visibles(tx, perimetre, vue::nommes(sujet))?;
        let (organisation, mecanique) = (acteur.organisation, regles.mecanique());
        Ok(Oeil { droits, organisation, mecanique, visibles: &visibles }.voir(sujet))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ids::ulid;
    use domain::{Auteur, Evenement, SujetId, UtilisateurId};
    use policy::Profil;

    fn evenement(n: u32, acte: Acte, utilisateur: UtilisateurId, champs: &[(&str, &str)]) -> Evenement {
        let champs = champs.iter().map(|(nom, mot)| ((*nom).to_owned(), Valeur::Mot((*mot).to_owned())));
        let organisation = OrganisationId(ulid(1));
        Evenement {
            n,
            acte,
            survenu_le: jiff::civil::date(2026, 3, 2),
            enregistre_le: String::new(),
            par: Auteur { utilisateur, organisation, role: String::new() },
            champs: champs.collect(),
            derogation: None,
        }
    }

    #[test]
    fn a_dossier_stands_before_its_instance_until_it_is_decided() {
        let mut dossier = Sujet::nouveau(SujetId(ulid(5)), Genre::Dossier);
        let saisie = |dossier: &Sujet| instance_saisie(&Etat::courant(dossier)).map(str::to_owned);
        let instance = [("instance", "commission")];
        assert_eq!(saisie(&dossier), None);
        dossier.evenements.push(evenement(0, Acte::Presenter, UtilisateurId(ulid(2)), &instance));
        assert_eq!(saisie(&dossier).as_deref(), Some("commission"));
        dossier.evenements.push(evenement(1, Acte::Decider, UtilisateurId(ulid(2)), &instance));
        assert_eq!(saisie(&dossier), None);
    }

    /// The perimeter hides the household already: this lock holds if that one gives way.
    #[test]
    fn only_the_persons_named_are_tied_to_a_protected_household() {
        let (organisation, nommee) = (OrganisationId(ulid(1)), UtilisateurId(ulid(2)));
        let mut menage = Sujet::nouveau(SujetId(ulid(3)), Genre::Menage);
        menage.menage = Some(menage.id);
        let jour = jiff::civil::date(2026, 3, 2);
        menage.evenements.push(evenement(0, Acte::Proteger, nommee, &[]));
        let lies = |utilisateur| {
            let acteur = Acteur {
                utilisateur,
                nom: String::new(),
                organisation,
                nature: NatureOrganisation::Association,
                profil: Profil::IntervenantSocial,
            };
            let demandeur = Demandeur { acteur: &acteur, territoires: &[], jour, instant: "" };
            demandeur.liens(&menage, &Sujets::new(), &Mecanique::default()).relations
        };
        assert!(lies(nommee).contains(&Relation::Nommee));
        assert!(!lies(UtilisateurId(ulid(4))).contains(&Relation::Nommee));
    }
}
