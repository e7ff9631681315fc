//! The catalogue as files: a workbook, a table, data. The same for the pages and for the command line.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use dispositifs::champs::{CHAMPS, Valeur};
use dispositifs::synthese::{BASE_DE_COUT, REGLE};
use documents::{Cellule, Feuille};
use domain::definition::fiche::Compte;
use domain::{Date, Definition};
use serde_json::{Map, Value, json};

use super::regard::Regard;
use super::regard_de;
use super::selection::{en_mots, retenues};
use super::vitrine::{Montree, Vitrine};
use crate::erreur::Erreur;
use crate::etat::AppState;
use crate::extraire::Requete;
use crate::formulaire::Saisie;
use crate::session::{Lecteur, Visiteur};

/// Sheets and the eye that reads them: what a file is made of.
pub struct Extrait<'v> {
    fiches: Vec<&'v Montree>,
    regard: Regard,
    filtres: Vec<String>,
    le: Date,
}

impl<'v> Extrait<'v> {
    /// Of all that whoever operates the machine has.
    pub fn entier(vitrine: &'v Vitrine, le: Date) -> Self {
        let fiches = vitrine.fiches().iter().collect();
        Self { fiches, regard: Regard::entier(), filtres: Vec::new(), le }
    }

    async fn lire(
        etat: &AppState,
        vitrine: &'v Vitrine,
        visiteur: &Visiteur,
        requete: &Saisie,
    ) -> Result<Self, Erreur> {
        let regard = regard_de(etat, visiteur.acteur.as_ref()).await?;
        let fiches = retenues(vitrine, &regard, requete);
        Ok(Self { fiches, regard, filtres: en_mots(requete), le: etat.porte.aujourd_hui(None) })
    }

    /// A table that a French spreadsheet opens.
    ///
    /// # Errors
    /// In words, when it cannot be written.
    pub fn csv(&self) -> Result<Vec<u8>, String> {
        documents::csv_de(&self.table())
    }

    /// A workbook: the table, then what its figures mean.
    ///
    /// # Errors
    /// In words, when it cannot be written.
    pub fn xlsx(&self) -> Result<Vec<u8>, String> {
        documents::xlsx(&[self.table(), self.a_propos()], self.le)
    }

    /// Each sheet for a program.
    pub fn json(&self) -> Vec<Map<String, Value>> {
        self.fiches.iter().map(|f| self.objet(f)).collect()
    }

    fn table(&self) -> Feuille {
        let premiers = ["Numéro", "Titre", "Nom neutre", "Chapitre"];
        Feuille {
            nom: "Dispositifs".to_owned(),
            tete: premiers.into_iter().chain(CHAMPS.iter().map(|c| c.titre)).map(str::to_owned).collect(),
            lignes: self.fiches.iter().map(|f| self.ligne(f)).collect(),
        }
    }

    fn ligne(&self, fiche: &Montree) -> Vec<Cellule> {
        let d = fiche.definition();
        let texte = |t: &str| Cellule::Texte(t.to_owned());
        let neutre = if self.regard.discret(d) { "oui" } else { "non" };
        let premiers = [
            texte(&d.id),
            texte(self.regard.titre(d)),
            texte(neutre),
            Cellule::Texte(self.regard.intitule(d)),
        ];
        let champs = self.regard.lire(fiche).map(|(_, valeur)| match valeur {
            None | Some(Valeur::NonDite) => Cellule::Vide,
            Some(Valeur::Texte(mots)) => Cellule::Texte(mots.clone()),
            Some(Valeur::Liste(mots)) => Cellule::Texte(mots.join("\u{a0}; ")),
            Some(Valeur::Nombre(n)) => Cellule::Nombre(*n),
            Some(Valeur::Montant(centimes)) => Cellule::Montant(*centimes),
        });
        premiers.into_iter().chain(champs).collect()
    }

    fn a_propos(&self) -> Feuille {
        let texte = |t: &str| Cellule::Texte(t.to_owned());
        let nombre = |n: usize| Cellule::Nombre(i64::try_from(n).unwrap_or(i64::MAX));
        let filtres =
            if self.filtres.is_empty() { "aucun".to_owned() } else { self.filtres.join("\u{a0}; ") };
        let neutres = self.fiches.iter().filter(|f| self.regard.discret(f.definition())).count();
        let lignes = [
            ("Fait le", Cellule::Jour(self.le)),
            ("Fiches", nombre(self.fiches.len())),
            ("Filtres", Cellule::Texte(filtres)),
            ("Fiches sous un nom neutre", nombre(neutres)),
            (
                "Nom neutre",
                texte(
                    "Le titre ou le public de ces fiches révélerait la situation des ménages : ce qui le dirait est laissé vide pour qui n’y participe pas.",
                ),
            ),
            ("Case vide", texte("La fiche ne le précise pas, n’en prévoit aucun, ou porte un nom neutre.")),
            ("Sur tout le projet", texte(REGLE)),
            ("Coût par ménage et par an", texte(BASE_DE_COUT)),
        ];
        Feuille {
            nom: "À propos".to_owned(),
            tete: vec!["Quoi".to_owned(), "Valeur".to_owned()],
            lignes: lignes.map(|(quoi, valeur)| vec![texte(quoi), valeur]).to_vec(),
        }
    }

    fn objet(&self, fiche: &Montree) -> Map<String, Value> {
        let d = fiche.definition();
        let discret = self.regard.discret(d);
        let mut objet = Map::new();
        objet.insert("id".to_owned(), json!(d.id));
        objet.insert("titre".to_owned(), json!(self.regard.titre(d)));
        objet.insert("nom_neutre".to_owned(), json!(discret));
        objet.insert("chapitre".to_owned(), json!(self.regard.code(d)));
        objet.insert("chapitre_titre".to_owned(), json!(self.regard.chapitre(d)));
        for (champ, valeur) in self.regard.lire(fiche) {
            let Some(valeur) = valeur else { continue };
            let (cle, valeur) = match valeur {
                Valeur::NonDite => (champ.cle.to_owned(), Value::Null),
                Valeur::Texte(mots) => (champ.cle.to_owned(), json!(mots)),
                Valeur::Liste(mots) => (champ.cle.to_owned(), json!(mots)),
                Valeur::Nombre(n) => (champ.cle.to_owned(), json!(n)),
                Valeur::Montant(c) => (format!("{}_centimes", champ.cle), json!(c)),
            };
            objet.insert(cle, valeur);
        }
        objet.insert("menages".to_owned(), compte(&d.fiche.menages, d.fiche.duree_mois));
        objet.insert("logements".to_owned(), compte(&d.fiche.logements, d.fiche.duree_mois));
        if !discret {
            objet.extend(detail(d));
        }
        objet
    }
}

fn compte(c: &Compte, mois: u16) -> Value {
    json!({
        "imprime": c.imprime, "nombre": c.nombre, "base": c.base.mot(), "par_an": c.par_an,
        "prevus": c.sur(mois),
    })
}

/// What only those who know the public may have.
fn detail(d: &Definition) -> [(String, Value); 6] {
    let f = &d.fiche;
    let couts = f.couts.iter().map(|c| {
        json!({
            "libelle": c.libelle, "montant_centimes": c.montant, "base": c.base,
            "fois": c.fois.as_ref().map(ToString::to_string), "total": c.total,
        })
    });
    let organismes = f.organismes.iter().map(|o| json!({ "nom": o.nom, "role": o.role, "alias": o.alias }));
    let instances: Vec<&str> = d.mecanique.instances.iter().map(|i| i.nom.as_str()).collect();
    [
        ("titre_neutre", json!(f.titre_neutre)),
        ("communes", json!(f.territoire.communes)),
        ("organismes", organismes.collect()),
        ("couts", couts.collect()),
        ("instances", json!(instances)),
        ("empreinte", json!(d.empreinte)),
    ]
    .map(|(cle, valeur)| (cle.to_owned(), valeur))
}

/// `GET /dispositifs.json`
pub async fn json(
    State(etat): State<AppState>,
    Lecteur(visiteur): Lecteur,
    Requete(requete): Requete,
) -> Result<Response, Erreur> {
    let objets = Extrait::lire(&etat, &etat.vitrine(), &visiteur, &requete).await?.json();
    Ok(axum::Json(objets).into_response())
}

/// `GET /dispositifs.csv`
pub async fn csv(
    State(etat): State<AppState>,
    Lecteur(visiteur): Lecteur,
    Requete(requete): Requete,
) -> Result<Response, Erreur> {
    let table = Extrait::lire(&etat, &etat.vitrine(), &visiteur, &requete).await?.csv();
    telecharger("text/csv; charset=utf-8", "attachment; filename=\"dispositifs.csv\"", table)
}

/// `GET /dispositifs.xlsx`
pub async fn xlsx(
    State(etat): State<AppState>,
    Lecteur(visiteur): Lecteur,
    Requete(requete): Requete,
) -> Result<Response, Erreur> {
    let classeur = Extrait::lire(&etat, &etat.vitrine(), &visiteur, &requete).await?.xlsx();
    let genre = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    telecharger(genre, "attachment; filename=\"dispositifs.xlsx\"", classeur)
}

fn telecharger(
    genre: &'static str,
    nom: &'static str,
    fichier: Result<Vec<u8>, String>,
) -> Result<Response, Erreur> {
    let fichier = fichier.map_err(Erreur::Interne)?;
    Ok(([(header::CONTENT_TYPE, genre), (header::CONTENT_DISPOSITION, nom)], fichier).into_response())
}
