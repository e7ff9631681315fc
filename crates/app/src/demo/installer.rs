//! Opens the conventions: their facts, who holds which role, the dwellings that they bring.

use anyhow::Context;
use domain::{Acte, Champs, Date, Nature, OrganisationId, SujetId, Valeur, fait};
use toml::Value;

use super::annuaire::Gens;
use super::hasard::Hasard;
use super::histoire::{Personnage, duree};
use super::modele::{self, Territoire};
use super::parc::Logement;
use super::scene::{Convention, Demande, Scene};

/// The conventions as they will be opened, by rank.
pub fn preparer(territoire: &Territoire, gens: &Gens, jour: Date) -> anyhow::Result<Vec<Convention>> {
    let base = u128::from(territoire.base) + 5_000;
    let mut conventions = Vec::new();
    for (rang, c) in (1_u128..).zip(&territoire.conventions) {
        let mut convention = Convention {
            id: SujetId(domain::ids::ulid(base + rang)),
            dispositif: c.dispositif.clone(),
            debut: duree(Some(&c.depuis))?.avant(jour).first_of_month(),
            roles: std::collections::BTreeMap::new(),
        };
        for (role, cles) in &c.roles {
            let tenants: anyhow::Result<Vec<OrganisationId>> =
                cles.iter().map(|cle| gens.organisation(cle)).collect();
            convention.roles.insert(role.clone(), tenants?);
        }
        conventions.push(convention);
    }
    Ok(conventions)
}

/// Opens one convention, on its first day.
pub fn ouvrir(
    scene: &mut Scene<'_>,
    territoire: &Territoire,
    gens: &Gens,
    rang: usize,
) -> anyhow::Result<()> {
    let modele = territoire.conventions.get(rang).context("convention sans texte")?;
    let convention = scene.conventions.get(rang).context("convention sans rang")?;
    let (id, debut, roles) = (convention.id, convention.debut, convention.roles.clone());
    let mut hasard = Hasard::de_rang(territoire.graine, 100_000 + rang);
    let premier = |role: &str| roles.get(role).and_then(|t| t.first()).copied();
    let tenant = premier(&modele.porteur).context("le porteur ne tient pas de rôle")?;
    let par = gens.quelqu_un(tenant, &mut hasard)?;
    let demande = |acte, champs| Demande {
        par,
        role: &modele.porteur,
        acte,
        sujet: id,
        dispositif: Some(modele.dispositif.clone()),
        le: debut,
        champs,
        passer_outre: None,
    };
    let mut champs = faits(&modele.faits)?;
    let fin = duree(Some(&modele.encore))?.apres(scene.jour).last_of_month();
    champs.insert("convention.nom".to_owned(), Valeur::Texte(modele.nom.clone()));
    champs.insert("convention.debut".to_owned(), Valeur::Jour(debut));
    champs.insert("convention.fin".to_owned(), Valeur::Jour(fin));
    scene.accepter(debut, demande(Acte::OuvrirConvention, champs))?;
    // The one who opens first: from then on, only who holds a role acts here.
    let ailleurs = roles.iter().filter(|(r, _)| **r != modele.porteur);
    for (role, tenants) in roles.iter().filter(|(r, _)| **r == modele.porteur).chain(ailleurs) {
        for tenant in tenants {
            let champs = Champs::from([
                ("role".to_owned(), Valeur::Mot(role.clone())),
                ("organisation".to_owned(), Valeur::Organisation(*tenant)),
            ]);
            scene.accepter(debut, demande(Acte::ConfierRole, champs))?;
        }
    }
    for parc in &modele.parcs {
        let tenant = match &parc.bailleur {
            Some(cle) if roles.get(&parc.qui).is_some_and(|t| t.len() > 1) => gens.organisation(cle)?,
            _ => premier(&parc.qui).with_context(|| format!("personne ne tient « {} »", parc.qui))?,
        };
        let par = gens.quelqu_un(tenant, &mut hasard)?;
        declarer(scene, territoire, gens, &mut hasard, (rang, par, parc))?;
    }
    Ok(())
}

fn declarer(
    scene: &mut Scene<'_>,
    territoire: &Territoire,
    gens: &Gens,
    hasard: &mut Hasard,
    (convention, par, parc): (usize, Personnage, &modele::Parc),
) -> anyhow::Result<()> {
    let (id, debut) =
        scene.convention(convention).map(|c| (c.id, c.debut)).context("convention sans rang")?;
    let bailleur = parc.bailleur.as_deref().map(|cle| gens.organisation(cle)).transpose()?;
    for pieces in &parc.pieces {
        let sujet = scene.identifiant();
        let tarif = territoire.loyers.iter().find(|l| l.pieces == *pieces).context("taille sans loyer")?;
        let mut euros = |[min, max]: [u16; 2]| i64::from(hasard.entre(min, max)) * 100;
        let (loyer, charges) = (euros(tarif.loyer), euros(tarif.charges));
        let numero = scene.parc.logements.len();
        let rue = territoire.adresses.rues.get(numero % territoire.adresses.rues.len().max(1));
        let adresse =
            format!("{} {}, {}", hasard.entre(1, 48), rue.map_or("place Neuve", |r| r), parc.commune);
        let mut champs = faits(&parc.faits)?;
        champs.insert("logement.pieces".to_owned(), Valeur::Nombre(i64::from(*pieces)));
        champs.insert("logement.adresse".to_owned(), Valeur::Texte(adresse));
        // An invented town has no code: its name stands for it.
        champs.insert("logement.commune".to_owned(), Valeur::Texte(parc.commune.clone()));
        champs.insert("logement.loyer".to_owned(), Valeur::Montant(loyer));
        champs.insert("logement.charges".to_owned(), Valeur::Montant(charges));
        let places = match champs.get("logement.places") {
            Some(Valeur::Nombre(n)) => u16::try_from(*n).unwrap_or(1),
            _ => 1,
        };
        champs.insert("convention".to_owned(), Valeur::Sujet(id));
        champs.extend(bailleur.map(|b| ("bailleur".to_owned(), Valeur::Organisation(b))));
        let (acte, role, le) = (Acte::DeclarerLogement, &parc.qui, debut);
        scene.accepter(
            le,
            Demande { par, role, acte, sujet, dispositif: None, le, champs, passer_outre: None },
        )?;
        scene.parc.logements.push(Logement {
            id: sujet,
            convention,
            groupe: parc.groupe.clone(),
            bailleur,
            pieces: *pieces,
            places,
            loyer: loyer + charges,
            pris: 0,
        });
    }
    Ok(())
}

/// Facts of the dictionary as they are written.
pub fn faits<'a>(ecrits: impl IntoIterator<Item = (&'a String, &'a Value)>) -> anyhow::Result<Champs> {
    let mut champs = Champs::new();
    for (nom, brut) in ecrits {
        let nature = fait::fait(nom).with_context(|| format!("fait inconnu : « {nom} »"))?.nature;
        let texte = match (brut, nature) {
            (Value::Boolean(oui), Nature::Booleen) => (if *oui { "oui" } else { "non" }).to_owned(),
            (Value::String(texte), _) => texte.clone(),
            (autre, _) => autre.to_string(),
        };
        let valeur = Valeur::lire(nature, &texte).map_err(anyhow::Error::msg)?;
        champs.insert(nom.clone(), valeur);
    }
    Ok(champs)
}
