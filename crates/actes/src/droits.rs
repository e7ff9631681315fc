//! What an actor may do beyond what the rules of a definition say: in which role she acts, who governs a
//! convention, who corrects an entry, whom an act may name.

use domain::moteur::Faute;
use domain::nir::contient_nir;
use domain::{
    Acte, Champs, Commande, Correction, Etat, Genre, Mecanique, OrganisationId, Sujet, Sujets, UtilisateurId,
    Valeur,
};
use policy::{Acteur, Droits};

use crate::acces::convention_nommee;
use crate::erreur::EFFACE;
use crate::{Annuaire, Erreur, Ordre, Organisation, Porte, Utilisateur};

/// The longest key of a form.
const CLE_MAX: usize = 200;

impl Porte {
    /// Whether the actor may do this at all. The definition's rules come after.
    pub(crate) fn droits(
        &self,
        acteur: &Acteur,
        droits: &Droits,
        commande: &Commande,
        sujet: Option<&Sujet>,
        lus: &Sujets,
        m: &Mecanique,
    ) -> Result<(), Erreur> {
        let annuaire = self.annuaire();
        let corrige = sujet.filter(|_| commande.acte == Acte::Corriger);
        let correction = corrige.and_then(|s| Correction::lire(commande, s));
        let acte = correction.as_ref().map_or(commande.acte, |c| c.acte);
        gouverne(acteur, acte, sujet, &annuaire)?;
        if let Some(correction) = correction.filter(|c| !policy::corrige(acteur, c.par.organisation)) {
            let qui = annuaire.organisation(correction.par.organisation);
            return Err(Erreur::Interdit(format!(
                "Une saisie se corrige par l'organisme qui l'a faite : demandez à {qui}."
            )));
        }
        if commande.acte == Acte::Corriger && acte.description().acces {
            return Err(Erreur::Interdit(format!(
                "« {} » ne se corrige ni ne s'annule : ce qui a ouvert un dossier reste écrit. Faites l'acte qui y met fin.",
                acte.nom()
            )));
        }
        let convention = convention(commande, sujet, lus);
        if let Some(Valeur::Sujet(menage)) = commande.champ("menage") {
            non_efface(lus.get(menage))?;
        }
        let mut fautes = faits_interdits(droits, &commande.champs, m);
        fautes.extend(self.du_cercle(droits, commande, sujet, lus)?);
        fautes.extend(inconnus(acteur, commande, convention, &annuaire));
        fautes.extend(nirs(commande));
        if fautes.is_empty() { Ok(()) } else { Err(Erreur::Saisie(fautes)) }
    }

    /// The role that the actor's organisation holds here.
    pub(crate) fn role(
        &self,
        acteur: &Acteur,
        ordre: &Ordre,
        sujet: Option<&Sujet>,
        commande: &Commande,
        lus: &Sujets,
        m: &Mecanique,
    ) -> Result<String, Erreur> {
        let nomme = matches!(commande.champ("convention"), Some(Valeur::Sujet(_)));
        let Some(convention) = convention(commande, sujet, lus) else {
            // Nobody holds a role in what belongs to no convention; she who opens one says in which she does.
            return match (sujet, nomme, ordre.acte) {
                (None, true, _) => Err(Erreur::Introuvable),
                (None, false, Acte::OuvrirConvention) => {
                    Ok(ordre.role.clone().unwrap_or_else(|| role_d_ouverture(acteur, m)))
                }
                _ => Ok(acteur.nature.mot().to_owned()),
            };
        };
        let etat = Etat::courant(convention);
        let tenus: Vec<&str> =
            etat.parties.iter().filter(|(_, o)| *o == acteur.organisation).map(|(r, _)| *r).collect();
        match (ordre.role.as_deref(), tenus.first()) {
            (Some(voulu), Some(_)) if !tenus.contains(&voulu) => Err(Erreur::Interdit(format!(
                "Votre organisation ne tient pas le rôle « {voulu} » dans cette convention."
            ))),
            (Some(voulu), Some(_)) => Ok(voulu.to_owned()),
            (None, Some(premier)) => Ok((*premier).to_owned()),
            (_, None) if etat.parties.is_empty() => {
                Ok(etat.auteur().map(|a| a.role.clone()).unwrap_or_default())
            }
            (_, None) => Err(Erreur::Interdit(
                "Votre organisation ne tient aucun rôle dans cette convention : demandez à qui la porte de lui en confier un."
                    .to_owned(),
            )),
        }
    }
}

/// In which role one opens a convention, when one does not say: the first of her kind of organisation, or the first.
fn role_d_ouverture(acteur: &Acteur, m: &Mecanique) -> String {
    let nature = acteur.nature.mot();
    let role = m.roles.iter().find(|r| r.nature == nature).or_else(|| m.roles.first());
    role.map_or_else(|| nature.to_owned(), |r| r.nom.clone())
}

/// Said wherever a social-security number is typed.
const SANS_NIR: &str = "Un numéro de sécurité sociale est écrit ici : retirez-le. Palier n'en garde jamais ; le décret \
    2019-341 réserve l'usage de ce numéro à une liste fermée d'organismes, et aucun dispositif n'en a besoin.";

/// Refuses these texts, each with its field, when a social-security number stands in one.
pub(crate) fn sans_nir<'t>(textes: impl IntoIterator<Item = (&'t str, &'t str)>) -> Result<(), Erreur> {
    let fautes: Vec<Faute> =
        textes.into_iter().filter_map(|(champ, texte)| faute_de_nir(champ, texte)).collect();
    if fautes.is_empty() { Ok(()) } else { Err(Erreur::Saisie(fautes)) }
}

/// The same for the directory: names, and all that a record holds besides.
pub(crate) fn annuaire_sans_nir(
    organisations: &[Organisation],
    utilisateurs: &[Utilisateur],
) -> Result<(), Erreur> {
    let dits = organisations.iter().map(|o| format!("{}\n{}\n{}", o.nom, o.nature, o.etat));
    let dits: Vec<String> =
        dits.chain(utilisateurs.iter().map(|u| format!("{}\n{}", u.nom, u.etat))).collect();
    sans_nir(dits.iter().map(|texte| ("nom", texte.as_str())))
}

/// What is wrong under that field when a social-security number stands in its text.
pub fn faute_de_nir(champ: &str, texte: &str) -> Option<Faute> {
    contient_nir(texte).then(|| Faute { champ: champ.to_owned(), message: SANS_NIR.to_owned() })
}

/// The fields of a command where a social-security number stands, the reason of an override included.
fn nirs(commande: &Commande) -> Vec<Faute> {
    let textes = commande.champs.iter().filter_map(|(nom, valeur)| match valeur {
        Valeur::Texte(texte) | Valeur::Mot(texte) => faute_de_nir(nom, texte),
        Valeur::Mots(mots) => faute_de_nir(nom, &mots.join("\n")),
        _ => None,
    });
    let motif = commande.passer_outre.as_deref().and_then(|motif| faute_de_nir("passer_outre", motif));
    textes.chain(motif).collect()
}

/// What was erased is neither read nor written any more.
pub(crate) fn non_efface(sujet: Option<&Sujet>) -> Result<(), Erreur> {
    if sujet.is_some_and(Sujet::efface) { Err(Erreur::Interdit(EFFACE.to_owned())) } else { Ok(()) }
}

/// The key of a form, as records can hold it.
pub(crate) fn cle_lisible(cle: &str) -> Result<(), Erreur> {
    sans_nir([("", cle)])?;
    if cle.len() <= CLE_MAX && !cle.chars().any(char::is_control) {
        return Ok(());
    }
    let message = "Ce formulaire est abîmé : rechargez la page.".to_owned();
    Err(Erreur::Saisie(vec![Faute { champ: String::new(), message }]))
}

/// The convention that the act is under, or on.
fn convention<'s>(commande: &Commande, sujet: Option<&'s Sujet>, lus: &'s Sujets) -> Option<&'s Sujet> {
    match sujet {
        Some(s) if s.genre == Genre::Convention => Some(s),
        Some(s) => s.convention.and_then(|id| lus.get(&id)),
        None => convention_nommee(commande, lus),
    }
}

/// The organisation that opened a convention.
pub(crate) fn porteur(convention: &Sujet) -> Option<OrganisationId> {
    Etat::courant(convention).auteur().map(|a| a.organisation)
}

fn gouverne(acteur: &Acteur, acte: Acte, sujet: Option<&Sujet>, annuaire: &Annuaire) -> Result<(), Erreur> {
    let porteur = sujet.filter(|_| policy::de_qui_porte(acte)).and_then(porteur);
    match porteur.filter(|p| *p != acteur.organisation) {
        Some(autre) => Err(Erreur::Interdit(format!(
            "« {} » revient à qui porte la convention : demandez à {}.",
            acte.nom(),
            annuaire.organisation(autre)
        ))),
        None => Ok(()),
    }
}

fn faits_interdits(droits: &Droits, champs: &Champs, m: &Mecanique) -> Vec<Faute> {
    let faits = champs.keys().filter_map(|nom| m.fait(nom));
    let interdits = faits.filter(|f| !droits.consigne(f.classe));
    let message = || "Votre organisation ne recueille pas cette information.".to_owned();
    interdits.map(|f| Faute { champ: f.nom.clone(), message: message() }).collect()
}

/// People and organisations that an act may not name: unknown, or strangers to the convention.
fn inconnus(
    acteur: &Acteur,
    commande: &Commande,
    convention: Option<&Sujet>,
    annuaire: &Annuaire,
) -> Vec<Faute> {
    let parties = convention.map(|c| Etat::courant(c).parties).unwrap_or_default();
    let ici = |u: UtilisateurId| {
        let employeur = annuaire.employeur(u);
        // One lets into the circle whom one chooses, of those who have an account.
        commande.acte.description().acces && employeur.is_some()
            || employeur.is_some_and(|o| o == acteur.organisation || parties.iter().any(|(_, p)| *p == o))
    };
    let faute = |nom: &str, message: &str| Faute { champ: nom.to_owned(), message: message.to_owned() };
    let dits = commande.champs.iter().filter_map(|(nom, valeur)| match valeur {
        Valeur::Utilisateur(u) if !ici(*u) => {
            Some(faute(nom, "Cette personne ne travaille pour aucun organisme de la convention."))
        }
        Valeur::Organisation(o) if !annuaire.organisations.contains_key(o) => {
            Some(faute(nom, "Cet organisme n'est pas dans l'annuaire."))
        }
        _ => None,
    });
    dits.collect()
}
