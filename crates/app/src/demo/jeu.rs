//! Plays every story, step by step, in the order of the days on which things were recorded: so each
//! act meets the territory as it was that day.

use std::collections::BTreeSet;

use actes::Reponse;
use anyhow::{Context, bail};
use domain::moteur::EtatDeRegle;
use domain::{Acte, Champs, Date, Genre, Issue, SujetId, Valeur};

use super::champs::champs;
use super::histoire::{Histoire, duree, etaler};
use super::modele::{Etape, SiRefuse};
use super::scene::{Demande, Scene, pourquoi};

/// How long a household waits before a dwelling, or a group, is looked for again.
const ATTENTE: domain::Duree = domain::Duree { mois: 0, jours: 14 };

/// The stories to come, by day.
pub struct Jeu<'a> {
    histoires: Vec<Histoire<'a>>,
    file: BTreeSet<(Date, usize)>,
}

impl<'a> Jeu<'a> {
    /// All stories, each at its beginning.
    pub fn nouveau(mut histoires: Vec<Histoire<'a>>, jour: Date) -> anyhow::Result<Self> {
        let mut file = BTreeSet::new();
        for (rang, histoire) in histoires.iter_mut().enumerate() {
            histoire.avancer(jour)?;
            file.insert((histoire.saisi_le, rang));
        }
        Ok(Self { histoires, file })
    }

    /// Plays all that was recorded before this day, or on it.
    pub fn jusqu_au(&mut self, scene: &mut Scene<'_>, jour: Date) -> anyhow::Result<()> {
        while let Some((le, rang)) = self.file.first().copied().filter(|(le, _)| *le <= jour) {
            self.file.remove(&(le, rang));
            let Some(histoire) = self.histoires.get_mut(rang) else { continue };
            let Some(etape) = histoire.pas.front().cloned() else { continue };
            jouer(scene, rang, histoire, &etape)
                .with_context(|| format!("récit « {} », histoire {rang}", histoire.recit))?;
            if !histoire.pas.is_empty() {
                self.file.insert((histoire.saisi_le, rang));
            }
        }
        Ok(())
    }
}

fn jouer(
    scene: &mut Scene<'_>,
    rang: usize,
    histoire: &mut Histoire<'_>,
    etape: &Etape,
) -> anyhow::Result<()> {
    let nom = etape.acte.as_deref().context("étape sans acte")?;
    let acte = Acte::du_nom(nom).with_context(|| format!("acte inconnu : « {nom} »"))?;
    let Some(champs) = champs(scene, histoire, acte, etape)? else {
        scene.bilan.attentes += 1;
        histoire.attendre(ATTENTE);
        return Ok(());
    };
    let role = etape.qui.as_deref().with_context(|| format!("« {nom} » : qui ?"))?;
    let par = *histoire.personnages.get(role).with_context(|| format!("personne ne tient « {role} »"))?;
    let sujet = sujet(scene, histoire, acte, etape)?;
    let demande = Demande {
        par,
        role,
        acte,
        sujet,
        dispositif: None,
        le: histoire.le,
        champs: champs.clone(),
        passer_outre: etape.passer_outre.clone(),
    };
    let reponse = scene.agir(histoire.saisi_le, demande)?;
    if reponse.verdict.issue == Issue::Accepte {
        retenir(scene, rang, histoire, (acte, etape, &champs), &reponse);
        histoire.pas.pop_front();
        return histoire.avancer(scene.jour);
    }
    let prevu = etape.si_refuse.as_ref().filter(|s| prevu(s, &reponse));
    let Some(prevu) = prevu else { bail!("« {nom} » le {} : {}", histoire.le, pourquoi(&reponse)) };
    scene.bilan.refus += 1;
    refuse(histoire, prevu, scene.jour)
}

/// On what the step acts: something new, or what the story brought into being.
fn sujet(
    scene: &mut Scene<'_>,
    histoire: &Histoire<'_>,
    acte: Acte,
    etape: &Etape,
) -> anyhow::Result<SujetId> {
    let d = acte.description();
    if d.cree {
        return Ok(scene.identifiant());
    }
    let vise = etape.corrige.as_ref().and_then(|nom| histoire.noms.get(nom));
    let genre = vise.map_or(d.genre, |(_, acte, _)| acte.description().genre);
    if genre == Genre::Convention {
        return scene.convention(histoire.convention).map(|c| c.id).context("convention sans rang");
    }
    let sujet = histoire.sujets.get(&genre).copied();
    sujet.with_context(|| format!("« {} » : {} n'existe pas encore dans ce récit", d.nom, genre.un()))
}

fn prevu(si: &SiRefuse, reponse: &Reponse) -> bool {
    let mut arretent = reponse.verdict.decisifs().filter(|m| m.etat != EtatDeRegle::Respectee);
    arretent.all(|m| si.regles.contains(&m.regle))
}

/// The engine said no, as it may: try again later, or take the other way.
fn refuse(histoire: &mut Histoire<'_>, si: &SiRefuse, jour: Date) -> anyhow::Result<()> {
    histoire.essais += 1;
    if histoire.essais <= si.fois {
        histoire.attendre(duree(Some(&si.attendre))?);
        return Ok(());
    }
    histoire.pas.clear();
    if let Some(nom) = &si.puis {
        let suite = histoire.suites.get(nom).with_context(|| format!("suite inconnue : « {nom} »"))?;
        histoire.pas = etaler(suite, histoire.suites, &mut histoire.hasard)?.into();
    }
    histoire.avancer(jour)
}

/// What the stories must remember of what was accepted.
fn retenir(
    scene: &mut Scene<'_>,
    rang: usize,
    histoire: &mut Histoire<'_>,
    (acte, etape, champs): (Acte, &Etape, &Champs),
    reponse: &Reponse,
) {
    if acte.description().cree {
        histoire.sujets.insert(acte.description().genre, reponse.sujet);
    }
    if let Some(nom) = &etape.nom
        && let Some((_, e)) = reponse.verdict.evenements.iter().find(|(id, _)| *id == reponse.sujet)
    {
        histoire.noms.insert(nom.clone(), (e.n, acte, e.survenu_le));
    }
    if let (Acte::ConstaterDette, Some(Valeur::Montant(montant))) = (acte, champs.get("montant")) {
        histoire.dette += montant;
    }
    let logement = match champs.get("logement") {
        Some(Valeur::Sujet(id)) => scene.parc.rang(*id),
        _ => None,
    };
    loger(scene, histoire, acte, logement);
    let dossier = histoire.sujets.get(&Genre::Dossier).copied();
    let accompagnes = scene.accompagnes.entry(histoire.convention).or_default();
    match (acte, dossier) {
        (Acte::OuvrirMesure | Acte::Reprendre | Acte::Rouvrir, Some(id)) => {
            accompagnes.insert(rang, id);
        }
        (Acte::Suspendre | Acte::Clore | Acte::Sortir, _) => {
            accompagnes.remove(&rang);
        }
        _ => {}
    }
}

fn loger(scene: &mut Scene<'_>, histoire: &mut Histoire<'_>, acte: Acte, logement: Option<usize>) {
    let parc = &mut scene.parc;
    match (acte, logement) {
        (Acte::ProposerLogement | Acte::Attribuer, Some(_)) => {
            parc.passer(histoire.propose, logement);
            histoire.propose = logement;
        }
        (Acte::Entrer | Acte::ChangerStatut, Some(_)) => {
            // What was proposed becomes what is occupied: its place is already held.
            parc.passer(histoire.propose.take(), None);
            parc.passer(histoire.occupe, None);
            parc.passer(None, logement);
            histoire.occupe = logement;
        }
        (
            Acte::RefuserLogement | Acte::RefuserAdmission | Acte::Sortir | Acte::ConclureSansAccompagnement,
            _,
        ) => {
            parc.passer(histoire.propose.take(), None);
        }
        (Acte::Quitter, _) => parc.passer(histoire.occupe.take(), None),
        _ => {}
    }
}
