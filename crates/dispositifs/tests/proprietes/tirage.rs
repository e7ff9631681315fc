//! Draws: numbers from a seed, values of a nature, fields of an act, right most of the time.

use domain::acte::{Champ, Domaine};
use domain::evenement::Champs;
use domain::fait::Fait;
use domain::moteur::mots;
use domain::valeur::{Nature, Valeur};
use domain::{Acte, Date, Duree, Genre, OrganisationId, SujetId, UtilisateurId, ids};

use super::terrain::Terrain;

/// A small generator: the same seed, the same draws.
pub struct Des(pub u64);

impl Des {
    pub fn tirer(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub fn sous(&mut self, n: usize) -> usize {
        usize::try_from(self.tirer() % u64::try_from(n.max(1)).unwrap()).unwrap()
    }

    /// True `n` times in a hundred.
    pub fn sur_cent(&mut self, n: u64) -> bool {
        self.tirer() % 100 < n
    }

    pub fn parmi<'a, T>(&mut self, choix: &'a [T]) -> Option<&'a T> {
        choix.get(self.sous(choix.len()))
    }
}

const JOURS: [&str; 4] = ["1900-01-01", "2200-12-31", "2024-02-29", "2025-01-31"];
const NATURES: [Nature; 9] = [
    Nature::Booleen,
    Nature::Nombre,
    Nature::Montant,
    Nature::Part,
    Nature::Jour,
    Nature::Duree,
    Nature::Mot,
    Nature::Sujet(Genre::Logement),
    Nature::Mots,
];

/// A day of the story, or one day in ten at the ends of the calendar.
pub fn jour(des: &mut Des) -> Date {
    if des.sur_cent(10) {
        return des.parmi(&JOURS).unwrap().parse().unwrap();
    }
    let depart: Date = "2024-06-01".parse().unwrap();
    Duree { mois: 0, jours: u16::try_from(des.sous(1500)).unwrap() }.apres(depart)
}

/// A value of this nature, most often one that the world knows.
pub fn valeur(t: &Terrain, des: &mut Des, nature: Nature, connus: Option<&[String]>) -> Valeur {
    let entier = |des: &mut Des| {
        if des.sur_cent(3) { i64::MAX } else { i64::try_from(des.sous(9)).unwrap() }
    };
    match nature {
        Nature::Booleen => Valeur::Booleen(des.sur_cent(60)),
        Nature::Nombre => Valeur::Nombre(entier(des)),
        Nature::Montant => Valeur::Montant(entier(des).saturating_mul(25_000)),
        Nature::Part => Valeur::Part(entier(des), i64::try_from(des.sous(4)).unwrap()),
        Nature::Jour => Valeur::Jour(jour(des)),
        Nature::Duree => {
            let mois = if des.sur_cent(3) { u16::MAX } else { u16::try_from(des.sous(30)).unwrap() };
            Valeur::Duree(Duree { mois, jours: u16::try_from(des.sous(40)).unwrap() })
        }
        Nature::Mot => Valeur::Mot(mot(des, connus)),
        Nature::Texte => Valeur::Texte("é".repeat(des.sous(5))),
        Nature::Mots => Valeur::Mots((0..des.sous(4)).map(|_| mot(des, connus)).collect()),
        Nature::Sujet(genre) => Valeur::Sujet(sujet(t, des, genre)),
        Nature::Sujets(genre) => Valeur::Sujets((0..des.sous(6)).map(|_| sujet(t, des, genre)).collect()),
        Nature::Organisation => Valeur::Organisation(OrganisationId(ids::ulid(des.sous(3) as u128))),
        Nature::Utilisateur => Valeur::Utilisateur(UtilisateurId(ids::ulid(des.sous(3) as u128))),
    }
}

fn mot(des: &mut Des, connus: Option<&[String]>) -> String {
    match connus.and_then(|c| des.parmi(c)) {
        Some(mot) if !des.sur_cent(4) => mot.clone(),
        _ => "mot que personne ne connaît".to_owned(),
    }
}

fn sujet(t: &Terrain, des: &mut Des, genre: Genre) -> SujetId {
    let ids: Vec<SujetId> = t.sujets.values().filter(|s| s.genre == genre).map(|s| s.id).collect();
    match des.parmi(&ids) {
        Some(id) if !des.sur_cent(4) => *id,
        _ => SujetId(ids::ulid(9_999)),
    }
}

/// The fields of an act: those that it needs, some that it may have, and some faults.
pub fn champs(t: &Terrain, des: &mut Des, acte: Acte) -> Champs {
    let description = acte.description();
    let mut champs = Champs::new();
    for champ in description.champs {
        if des.sur_cent(if champ.requis { 97 } else { 60 }) {
            champs.insert(champ.nom.to_owned(), du_champ(t, des, champ));
        }
    }
    if description.faits {
        let faits: Vec<&Fait> = t.definition.mecanique.faits_saisis().collect();
        for _ in 0..des.sous(4) {
            let fait = *des.parmi(&faits).unwrap();
            champs.insert(fait.nom.clone(), du_fait(t, des, fait));
        }
    }
    if des.sur_cent(2) {
        let nature = *des.parmi(&NATURES).unwrap();
        champs.insert("champ inconnu".to_owned(), valeur(t, des, nature, None));
    }
    champs
}

fn du_champ(t: &Terrain, des: &mut Des, champ: &Champ) -> Valeur {
    let nature = if des.sur_cent(3) { *des.parmi(&NATURES).unwrap() } else { champ.nature };
    let connus = match champ.domaine {
        Domaine::Organismes => Some(vec!["CAF".to_owned()]),
        domaine => mots(&t.definition.mecanique, &t.definition.fiche.volets, domaine),
    };
    valeur(t, des, nature, connus.as_deref())
}

/// A value of a fact; yes more often than no, so that stories go far.
pub fn du_fait(t: &Terrain, des: &mut Des, fait: &Fait) -> Valeur {
    valeur(t, des, fait.nature, (!fait.mots.is_empty()).then_some(fait.mots.as_slice()))
}
