//! Opens the conventions: their facts, who holds which role, the dwellings that they bring.

use anyhow::Context;
use domain::{Acte, Champs, Date, Nature, OrganisationId, SujetId, Valeur, fait};
use toml::Value;

use super::annuaire::Gens;
use super::hasard::Hasard;
use super::histoire::{Personnage, duree};
use super::modele::{self, Territoire};
use super::parc::Logement;
use super::scene::{Convention, Demande, Roles, Scene};

/// The conventions as they will be opened, by rank.
pub fn preparer(territoire: &Territoire, gens: &Gens, jour: Date) -> anyhow::Result<Vec<Convention>> {
    let base = u128::from(territoire.base) + 5_000;
    let mut conventions = Vec::new();
    for (rang, c) in (1_u128..).zip(&territoire.conventions) {
        let mut convention = Convention {
            id: SujetId(domain::ids::ulid(base + rang)),
            dispositif: c.dispositif.clone(),
            debut: duree(Some(&c.depuis))?.avant(jour).first_of_month(),
            roles: Roles::new(),
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
    let demande = |acte, champs| {
        let (role, dispositif) = (modele.porteur.as_str(), Some(modele.dispositif.clone()));
        Demande { par, role, acte, sujet: id, dispositif, le: debut, champs, passer_outre: None }
    };
    let champs = termes(modele, debut, scene.jour)?;
    scene.accepter(debut, demande(Acte::OuvrirConvention, champs))?;
    for (role, tenant) in dans_l_ordre(&roles, &modele.porteur) {
        let champs = Champs::from([
            ("role".to_owned(), Valeur::Mot(role)),
            ("organisation".to_owned(), Valeur::Organisation(tenant)),
        ]);
        scene.accepter(debut, demande(Acte::ConfierRole, champs))?;
    }
    let mut ouverte = Ouverte { territoire, gens, hasard, rang };
    for parc in &modele.parcs {
        let tenant = match &parc.bailleur {
            Some(cle) if roles.get(&parc.qui).is_some_and(|t| t.len() > 1) => gens.organisation(cle)?,
            _ => premier(&parc.qui).with_context(|| format!("personne ne tient « {} »", parc.qui))?,
        };
        let par = gens.quelqu_un(tenant, &mut ouverte.hasard)?;
        for pieces in &parc.pieces {
            ouverte.declarer(scene, par, parc, *pieces)?;
        }
    }
    Ok(())
}

/// What the convention says: its name, from when to when, how many, how much.
fn termes(modele: &modele::Convention, debut: Date, jour: Date) -> anyhow::Result<Champs> {
    let mut champs = faits(&modele.faits)?;
    let fin = duree(Some(&modele.encore))?.apres(jour).last_of_month();
    let dits = [
        ("convention.nom", Valeur::Texte(modele.nom.clone())),
        ("convention.debut", Valeur::Jour(debut)),
        ("convention.fin", Valeur::Jour(fin)),
    ];
    champs.extend(dits.map(|(n, v)| (n.to_owned(), v)));
    Ok(champs)
}

/// Who holds what; the one who opens first, since from then on only who holds a role acts.
fn dans_l_ordre(roles: &Roles, porteur: &str) -> Vec<(String, OrganisationId)> {
    let toutes = roles.iter().flat_map(|(r, tenants)| tenants.iter().map(move |t| (r.clone(), *t)));
    let (mut premiers, autres): (Vec<_>, Vec<_>) = toutes.partition(|(r, _)| r == porteur);
    premiers.extend(autres);
    premiers
}

/// A convention just opened, to which dwellings are brought.
struct Ouverte<'a> {
    territoire: &'a Territoire,
    gens: &'a Gens,
    hasard: Hasard,
    rang: usize,
}

impl Ouverte<'_> {
    fn declarer(
        &mut self,
        scene: &mut Scene<'_>,
        par: Personnage,
        parc: &modele::Parc,
        pieces: u16,
    ) -> anyhow::Result<()> {
        let (convention, le) =
            scene.convention(self.rang).map(|c| (c.id, c.debut)).context("convention sans rang")?;
        let bailleur = parc.bailleur.as_deref().map(|cle| self.gens.organisation(cle)).transpose()?;
        let (mut champs, loyer) = self.decrire(parc, pieces, scene.parc.logements.len())?;
        let places = match champs.get("logement.places") {
            Some(Valeur::Nombre(n)) => u16::try_from(*n).unwrap_or(1),
            _ => 1,
        };
        champs.insert("convention".to_owned(), Valeur::Sujet(convention));
        champs.extend(bailleur.map(|b| ("bailleur".to_owned(), Valeur::Organisation(b))));
        let (acte, role, id) = (Acte::DeclarerLogement, &parc.qui, scene.identifiant());
        let demande =
            Demande { par, role, acte, sujet: id, dispositif: None, le, champs, passer_outre: None };
        scene.accepter(le, demande)?;
        let groupe = parc.groupe.clone();
        let logement =
            Logement { id, convention: self.rang, groupe, bailleur, pieces, places, loyer, pris: 0 };
        scene.parc.logements.push(logement);
        Ok(())
    }

    /// The facts of the dwelling of that number, and what it costs each month.
    fn decrire(&mut self, parc: &modele::Parc, pieces: u16, numero: usize) -> anyhow::Result<(Champs, i64)> {
        let tarifs = &self.territoire.loyers;
        let tarif = tarifs.iter().find(|l| l.pieces == pieces).context("taille sans loyer")?;
        let hasard = &mut self.hasard;
        let [loyer, charges] = [tarif.loyer, tarif.charges].map(|[a, b]| i64::from(hasard.entre(a, b)) * 100);
        let rues = &self.territoire.adresses.rues;
        let rue = rues.get(numero % rues.len().max(1)).context("aucune rue")?;
        let adresse = format!("{} {rue}, {}", self.hasard.entre(1, 48), parc.commune);
        let mut champs = faits(&parc.faits)?;
        // An invented town has no code: its name stands for it.
        let decrits = [
            ("logement.commune", Valeur::Texte(parc.commune.clone())),
            ("logement.pieces", Valeur::Nombre(i64::from(pieces))),
            ("logement.adresse", Valeur::Texte(adresse)),
            ("logement.loyer", Valeur::Montant(loyer)),
            ("logement.charges", Valeur::Montant(charges)),
        ];
        champs.extend(decrits.map(|(n, v)| (n.to_owned(), v)));
        Ok((champs, loyer + charges))
    }
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
