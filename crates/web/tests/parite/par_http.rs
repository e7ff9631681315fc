//! Acts sent as people send them: one opening of the program for each person, a form, its token, its key.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use actes::{Envoi, Ordre, Porte};
use dispositifs::cas::{Pourquoi, Reponse};
use domain::moteur::Motif;
use domain::{Commande, Genre, SujetId, UtilisateurId};
use policy::Acteur;
use serde_json::Value;
use stories::Client;

use crate::formulaire::poste;

const JSON: [(&str, &str); 1] = [("accept", "application/json")];

/// Said in the place of a rule that rests on what its reader may not see.
const RESERVEE: &str = "condition réservée";

/// The way over HTTP.
pub struct ParHttp {
    porte: Arc<Porte>,
    base: String,
    dispositif: String,
    /// The opened program of each person, and a token of hers.
    ouverts: BTreeMap<UtilisateurId, (Client, String)>,
    /// How many acts were posted.
    pub postes: u64,
    /// How many rules were kept from their reader.
    pub reservees: u64,
}

impl ParHttp {
    /// To the server of these records; conventions are opened in this dispositif.
    pub fn nouveau(porte: Arc<Porte>, base: String, dispositif: &str) -> Self {
        let dispositif = dispositif.to_owned();
        Self { porte, base, dispositif, ouverts: BTreeMap::new(), postes: 0, reservees: 0 }
    }

    /// Opens the program as this person, as the demo lets anyone do.
    fn ouvrir(&self, qui: UtilisateurId) -> (Client, String) {
        let client = Client::new(&self.base);
        let jeton = |client: &Client| client.get("/connexion").expect(200).hidden("jeton").unwrap();
        let anonyme = jeton(&client);
        client.post("/connexion", &[("jeton", &anonyme), ("utilisateur", &qui.to_string())]).expect(303);
        let jeton = jeton(&client);
        (client, jeton)
    }

    /// Puts back the rules that a reader is not told, as the door names them; it is asked again, since what it did not
    /// accept changed nothing. Exactly what rests on a class that she may not read must have been kept from her.
    fn devoiler(
        &mut self,
        acteur: &Acteur,
        c: &Commande,
        genre: Genre,
        corps: &mut Value,
    ) -> Result<(), String> {
        let existant = self.porte.sujet(acteur, genre, c.sujet).map(|lu| lu.droits);
        let droits = existant.unwrap_or_else(|_| self.porte.droits_a_la_creation(acteur));
        let ordre = Ordre {
            acte: c.acte,
            sujet: c.sujet,
            dispositif: Some(self.dispositif.clone()),
            le: c.le,
            champs: c.champs.clone(),
            role: Some(c.par.role.clone()),
            passer_outre: c.passer_outre.clone(),
            version_lue: None,
            cle: format!("door-{}", self.postes),
        };
        let verdict = self.porte.agir(acteur, ordre).map_err(|e| e.to_string())?.verdict;
        let motifs = corps["motifs"].as_array_mut().ok_or("no motifs")?;
        let lit = |m: &&Motif| droits.lit(m.classe);
        let cachees = verdict.obstacles().filter(|m| !lit(m)).count();
        let dits: Vec<&Motif> = match cachees {
            0 => verdict.decisifs().collect(),
            _ => verdict.obstacles().filter(lit).collect(),
        };
        // Those that she may not read are one, after the others.
        let attendues = dits.iter().map(|m| m.regle.as_str()).chain((cachees > 0).then_some(RESERVEE));
        let dites: Vec<&str> = motifs.iter().filter_map(|dit| dit["regle"].as_str()).collect();
        assert_eq!(dites, attendues.collect::<Vec<_>>());
        self.reservees += cachees as u64;
        if let Some(reservee) = motifs.get(dits.len()).cloned() {
            assert_eq!(reservee["valeurs"], Value::Array(Vec::new()));
            assert_eq!(reservee["manquants"], Value::Array(Vec::new()));
            let rendre = |m: &Motif| {
                let dite = dits.iter().position(|d| std::ptr::eq(*d, m)).and_then(|rang| motifs.get(rang));
                let mut dit = dite.cloned().unwrap_or_else(|| reservee.clone());
                dit["regle"] = m.regle.clone().into();
                dit["manquants"] = m.manquants.clone().into();
                dit
            };
            *motifs = verdict.decisifs().map(rendre).collect();
            corps["issue"] = verdict.issue.mot().into();
        }
        Ok(())
    }
}

impl Envoi for ParHttp {
    fn envoyer(&mut self, acteur: &Acteur, c: &Commande, genre: Genre) -> Result<(Reponse, SujetId), String> {
        if !self.ouverts.contains_key(&acteur.utilisateur) {
            self.ouverts.insert(acteur.utilisateur, self.ouvrir(acteur.utilisateur));
        }
        let (client, jeton) = &self.ouverts[&acteur.utilisateur];
        self.postes += 1;
        let (adresse, mut paires) = poste(c, genre, &self.dispositif);
        paires.push(("jeton".to_owned(), jeton.clone()));
        paires.push(("cle".to_owned(), format!("cas-{}", self.postes)));
        paires.push(("en_tant_que".to_owned(), c.par.role.clone()));
        paires.extend(c.passer_outre.iter().map(|motif| ("passer_outre".to_owned(), motif.clone())));
        let champs: Vec<(&str, &str)> = paires.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        let repondu = client.post_with(&adresse, &champs, &JSON);
        let mut corps: Value = serde_json::from_slice(&repondu.bytes)
            .map_err(|e| format!("{adresse} : {} {e} {}", repondu.status, repondu.text()))?;
        if repondu.status == 422 && corps["issue"] != "saisie invalide" {
            self.devoiler(acteur, c, genre, &mut corps)?;
        }
        let reponse = match repondu.status {
            200 | 201 | 422 => lire(&corps),
            // What does not exist for its author is a fault of what was typed, as it is in memory.
            404 => Reponse { issue: "saisie invalide".to_owned(), ..Reponse::default() },
            autre => return Err(format!("{adresse} : {autre} {corps}")),
        };
        let sujet = corps["sujet"].as_str().and_then(|id| id.parse().ok()).unwrap_or(c.sujet);
        Ok((reponse, sujet))
    }
}

fn texte(valeur: &Value) -> String {
    valeur.as_str().unwrap_or_default().to_owned()
}

/// The JSON outcome in the words of a theatre.
fn lire(corps: &Value) -> Reponse {
    let issue = texte(&corps["issue"]);
    let liste = |valeur: &Value| valeur.as_array().cloned().unwrap_or_default();
    // An acceptance tells all that spoke; a theatre asks for the alerts that were overridden.
    let motifs: Vec<Value> = liste(&corps["motifs"])
        .into_iter()
        .filter(|m| issue != "accepté" || m["etat"] == "passée outre")
        .collect();
    let mut regles: Vec<String> = motifs.iter().map(|m| texte(&m["regle"])).collect();
    regles.dedup();
    let manque: BTreeSet<String> =
        motifs.iter().flat_map(|m| liste(&m["manquants"])).map(|f| texte(&f)).collect();
    let pourquoi = motifs.iter().map(|m| Pourquoi {
        regle: texte(&m["regle"]),
        message: texte(&m["message"]),
        demande: String::new(),
        valeurs: Vec::new(),
        source: texte(&m["source"]),
    });
    let fautes = liste(&corps["fautes"]);
    Reponse {
        pourquoi: pourquoi.collect(),
        fautes: fautes.iter().map(|f| format!("{} : {}", texte(&f["champ"]), texte(&f["message"]))).collect(),
        issue,
        regles,
        manque: manque.into_iter().collect(),
    }
}
