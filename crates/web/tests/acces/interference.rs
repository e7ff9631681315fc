//! Two worlds that differ by one thing that a reader may not know are one world for her: the same addresses, the same
//! statuses, the same headers, the same bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use domain::fait::Classe;
use domain::{Acte, Valeur};
use jiff::civil::date;
use policy::{Droits, Niveau};

use crate::comparer::{differences, lue_par, montrer};
use crate::histoire::{Plume, VRAI, mot, mots, texte};
use crate::monde::Monde;
use crate::parcours::Lues;
use crate::personnes::{Foyer, Maison, Qui};

/// What one world has and the other has not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Secret {
    Rien,
    Maladie,
    Probation,
    Violences,
    Ressources,
    Complexite,
    Note,
    Mediation,
    Conclusion,
    Motif,
    Dette,
    Partage,
    Accord,
    Protege,
    AutreBailleur,
}

impl Secret {
    /// The household and the class that it is of; for a whole household, whoever it does not exist for may not know it.
    const fn porte_sur(self) -> (Foyer, Classe) {
        match self {
            Self::Maladie => (Foyer::Ordinaire, Classe::C5),
            Self::Probation => (Foyer::Ordinaire, Classe::C6),
            Self::Violences => (Foyer::Ordinaire, Classe::C7),
            Self::Ressources => (Foyer::Ordinaire, Classe::C3),
            Self::Note | Self::Mediation | Self::Partage | Self::Accord => (Foyer::Ordinaire, Classe::C4),
            Self::Complexite | Self::Conclusion => (Foyer::Partage, Classe::C4),
            Self::Motif => (Foyer::Oriente, Classe::C4),
            Self::Dette => (Foyer::Partage, Classe::C2),
            Self::Protege => (Foyer::Protege, Classe::C1),
            Self::AutreBailleur => (Foyer::DeLAutre, Classe::C1),
            Self::Rien => (Foyer::Ordinaire, Classe::C0),
        }
    }

    const fn auteur(self) -> Qui {
        match self {
            Self::Motif => Qui::Relais,
            _ => Qui::Operatrice,
        }
    }

    /// Whether this reader may learn it: by the table, for having written it, for being told.
    fn su_de(self, qui: Qui) -> bool {
        let (foyer, classe) = self.porte_sur();
        // Of a whole household, another worker of the same body may know nothing.
        let sien = self != Self::Protege && qui.maison() == self.auteur().maison();
        if sien || (self == Self::Partage && qui == Qui::Clinique) {
            return true;
        }
        qui.droits(foyer).is_some_and(|d| d.lit_champ(classe, self == Self::Conclusion))
    }
}

/// Two households of the same convention, one of them shared outside, and the secret.
fn conter(monde: &Monde, secret: Secret) {
    let mut plume = Plume::nouvelle(monde);
    plume.conventions();
    plume.foyer(Foyer::Ordinaire, "Ménage Ordi", &[]);
    plume.foyer(Foyer::Partage, "Ménage Part", &[]);
    plume.foyer(Foyer::Oriente, "Ménage Orie", &[]);
    raconter(&mut plume, secret);
    partager(&mut plume);
    ajouter(&mut plume, secret);
}

/// What happens in both worlds, with a field more or another word in one of them.
fn raconter(plume: &mut Plume<'_>, secret: Secret) {
    let (ordinaire, partage) = (Foyer::Ordinaire.dossier(), Foyer::Partage.dossier());
    let faits = [
        (Secret::Maladie, ("sante.troubles_psychiques", VRAI)),
        (Secret::Probation, ("justice.suivi_spip", VRAI)),
        (Secret::Violences, ("violences.victime", VRAI)),
        (Secret::Ressources, ("ressources.mensuelles", Valeur::Montant(81_234))),
    ];
    let mut connus = vec![("menage.attente_mutation", VRAI)];
    connus.extend(faits.into_iter().filter(|(s, _)| *s == secret).map(|(_, fait)| fait));
    plume.noter(Qui::Operatrice, Acte::Renseigner, ordinaire, &connus);
    let avec = if secret == Secret::Mediation { "voisinage" } else { "entourage" };
    let mut mediation = vec![("avec", mot(avec))];
    mediation.extend((secret == Secret::Note).then(|| ("note", texte("Un mot de trop"))));
    plume.noter(Qui::Operatrice, Acte::Mediation, ordinaire, &mediation);
    let complexe = Valeur::Booleen(secret != Secret::Complexite);
    let renseigne = [("menage.attente_mutation", VRAI), ("menage.situation_complexe", complexe)];
    plume.noter(Qui::Operatrice, Acte::Renseigner, partage, &renseigne);
    let conclusion = if secret == Secret::Conclusion { "autre dispositif" } else { "accompagnement" };
    plume.noter(Qui::Operatrice, Acte::Diagnostiquer, partage, &[("conclusion", mot(conclusion))]);
    plume.noter(Qui::Operatrice, Acte::Admettre, ordinaire, &[]);
    let referente = [("referent", Valeur::Utilisateur(Qui::Referente.id()))];
    plume.noter(Qui::Operatrice, Acte::OuvrirMesure, ordinaire, &referente);
    let motif = if secret == Secret::Motif { "autre dispositif" } else { "besoin non confirmé" };
    let sans_suite = Acte::ConclureSansAccompagnement;
    plume.noter(Qui::Relais, sans_suite, Foyer::Oriente.dossier(), &[("motif", mot(motif))]);
}

/// Who it is, told to a landlord outside; the dwelling and the situation, to a hospital outside.
fn partager(plume: &mut Plume<'_>) {
    let partages: [(Maison, &[&str]); 2] =
        [(Maison::Voisin, &["logement", "identité"]), (Maison::Clinique, &["logement", "identité"])];
    for (maison, quoi) in partages {
        donner(plume, Foyer::Partage, maison, quoi, "CASF L121-6-2 (action sociale)");
    }
}

fn donner(plume: &mut Plume<'_>, foyer: Foyer, maison: Maison, quoi: &[&str], fondement: &str) {
    let champs = [
        ("avec", Valeur::Organisation(maison.id())),
        ("quoi", mots(quoi)),
        ("fondement", mot(fondement)),
        ("jusqu_au", Valeur::Jour(date(2026, 12, 31))),
    ];
    plume.noter(Qui::Operatrice, Acte::Partager, foyer.dossier(), &champs);
}

/// What happens in one world only.
fn ajouter(plume: &mut Plume<'_>, secret: Secret) {
    let (ordinaire, partage) = (Foyer::Ordinaire.dossier(), Foyer::Partage.dossier());
    let qui = Qui::Operatrice;
    match secret {
        Secret::Dette => {
            let dette = [("montant", Valeur::Montant(73_412)), ("origine", mot("loyer"))];
            plume.noter(qui, Acte::ConstaterDette, partage, &dette);
            plume.noter(qui, Acte::ConvenirPlan, partage, &[("mensualite", Valeur::Montant(2_500))]);
        }
        Secret::Partage => donner(
            plume,
            Foyer::Ordinaire,
            Maison::Clinique,
            &["identité", "situation sociale"],
            "CASF L121-6-2 (action sociale)",
        ),
        Secret::Accord => {
            let accord = [
                ("avec", Valeur::Organisation(Maison::Clinique.id())),
                ("quoi", mots(&["identité"])),
                ("forme", mot("écrite")),
            ];
            plume.noter(qui, Acte::RecueillirAccord, ordinaire, &accord);
        }
        Secret::Protege => {
            plume.foyer(Foyer::Protege, "Ménage Prot", &[("violences.victime", VRAI)]);
            let motif = [("motif", mot("violences"))];
            plume.noter(Qui::Referente, Acte::Proteger, Foyer::Protege.menage(), &motif);
            plume.noter(Qui::Referente, Acte::Admettre, Foyer::Protege.dossier(), &[]);
        }
        Secret::AutreBailleur => {
            plume.foyer(Foyer::DeLAutre, "Ménage Autr", &[]);
            plume.noter(qui, Acte::Admettre, Foyer::DeLAutre.dossier(), &[]);
        }
        _ => {}
    }
}

/// The world without a secret, and what each reader was given of it.
type SansSecret = (Monde, BTreeMap<Qui, Arc<Lues>>);

/// What she is given of the world without a secret: read once for all tests.
fn sans_secret(qui: Qui) -> Arc<Lues> {
    static LUES: LazyLock<Mutex<SansSecret>> = LazyLock::new(|| {
        let monde = Monde::vide();
        conter(&monde, Secret::Rien);
        Mutex::new((monde, BTreeMap::new()))
    });
    // A test that failed leaves what was read as it was.
    let mut lues = LUES.lock().unwrap_or_else(PoisonError::into_inner);
    let (monde, par_lectrice) = &mut *lues;
    Arc::clone(par_lectrice.entry(qui).or_insert_with(|| Arc::new(lue_par(monde, qui))))
}

/// How much of each class she reads of each household.
fn lecture(qui: Qui) -> Vec<Option<Vec<Niveau>>> {
    let niveaux = |d: Droits| Classe::TOUTES.map(|c| d.niveau(c)).to_vec();
    [Foyer::Ordinaire, Foyer::Partage, Foyer::Oriente].map(|f| qui.droits(f).map(niveaux)).to_vec()
}

/// Those of a few readers who may not know the secret read the same in both worlds.
fn rien_ne_filtre(secret: Secret) {
    let lectrices = [
        Qui::Conseillere,
        Qui::Gestionnaire,
        Qui::Soignante,
        Qui::ServiceSocial,
        Qui::AgentEtat,
        Qui::Partenaire,
        Qui::Relais,
        Qui::Etrangere,
        Qui::Clinique,
        Qui::Voisine,
        Qui::Operatrice,
    ];
    let mut ignorantes: Vec<Qui> = lectrices.into_iter().filter(|q| !secret.su_de(*q)).collect();
    // Of those who read the same classes of the same households, one stands for the others.
    let mut lectures = BTreeSet::new();
    ignorantes.retain(|q| lectures.insert(lecture(*q)));
    assert!(ignorantes.len() > 1, "{secret:?} is a secret for nobody");
    let avec = Monde::de_chaque_moteur();
    avec.iter().for_each(|monde| conter(monde, secret));
    let mut fautes = Vec::new();
    for (n, qui) in ignorantes.into_iter().enumerate() {
        // Every other reader reads on the other engine, of which nothing shows either.
        let avec = &avec[(n + secret as usize) % avec.len()];
        fautes.extend(montrer(qui, &differences(&sans_secret(qui), &lue_par(avec, qui))));
    }
    assert!(fautes.is_empty(), "{secret:?}\n{}", fautes.join("\n"));
}

#[test]
fn an_illness_is_unknown_to_those_who_do_not_care() {
    rien_ne_filtre(Secret::Maladie);
}

#[test]
fn a_probation_is_unknown_to_those_who_do_not_accompany() {
    rien_ne_filtre(Secret::Probation);
}

#[test]
fn violence_is_unknown_to_those_who_are_not_told() {
    rien_ne_filtre(Secret::Violences);
}

#[test]
fn resources_are_unknown_to_a_landlord() {
    rien_ne_filtre(Secret::Ressources);
}

#[test]
fn a_criterion_of_the_way_in_is_unknown_to_those_who_do_not_assess() {
    rien_ne_filtre(Secret::Complexite);
}

#[test]
fn neither_a_note_nor_that_there_is_one_is_known() {
    rien_ne_filtre(Secret::Note);
}

#[test]
fn with_whom_one_mediates_is_unknown_to_those_who_read_no_note() {
    rien_ne_filtre(Secret::Mediation);
}

#[test]
fn the_conclusion_of_an_assessment_is_unknown_to_those_who_do_not_even_read_the_synthesis() {
    rien_ne_filtre(Secret::Conclusion);
}

#[test]
fn why_it_ended_is_unknown_to_those_who_read_no_note() {
    rien_ne_filtre(Secret::Motif);
}

#[test]
fn a_debt_is_unknown_to_those_who_care() {
    rien_ne_filtre(Secret::Dette);
}

#[test]
fn with_whom_one_shares_is_unknown_to_the_other_parties() {
    rien_ne_filtre(Secret::Partage);
}

#[test]
fn what_the_household_agreed_to_is_unknown_to_the_other_parties() {
    rien_ne_filtre(Secret::Accord);
}

#[test]
fn a_protected_household_does_not_exist() {
    rien_ne_filtre(Secret::Protege);
}

#[test]
fn a_household_of_another_landlord_does_not_exist() {
    rien_ne_filtre(Secret::AutreBailleur);
}
