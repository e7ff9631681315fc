//! Someone who follows households, and what she writes: visits, each with a note of its own.

use stories::{Client, Reponse};

/// Asks for the answer as a program does.
pub const JSON: [(&str, &str); 1] = [("accept", "application/json")];

/// Her client, with the token of her forms and the dossiers on which she may note a visit.
pub struct Suivi {
    client: Client,
    jeton: String,
    person: String,
    /// Addresses such as `/dossiers/01J…`.
    pub dossiers: Vec<String>,
}

impl Suivi {
    /// The first person of the demonstration who may note visits and read them. `mark` names those that find it out.
    #[track_caller]
    pub fn someone(base: &str, mark: &str) -> Self {
        let people = values(&Client::new(base).get("/connexion").expect(200).text(), "utilisateur");
        for person in &people {
            let mut suivi = Self::as_person(base, person);
            let found = links(&suivi.client.get("/dossiers?tous=1").expect(200).text());
            let may = |dossier: &String| {
                let key = format!("{mark}-{dossier}");
                let noted = suivi.visit(dossier, &key).is_ok_and(|r| accepted(&r).is_some());
                noted && suivi.journal(dossier).contains(&note(&key))
            };
            suivi.dossiers = found.into_iter().take(24).filter(may).collect();
            if suivi.dossiers.len() >= 4 {
                return suivi;
            }
        }
        panic!("none of the {} people of the demonstration may note a visit", people.len());
    }

    /// The same person, once the server was started again, or for another thread.
    #[track_caller]
    pub fn again(&self, base: &str) -> Self {
        Self { dossiers: self.dossiers.clone(), ..Self::as_person(base, &self.person) }
    }

    /// Opens the program as this person.
    #[track_caller]
    fn as_person(base: &str, person: &str) -> Self {
        let client = Client::new(base);
        let jeton = |client: &Client| client.get("/connexion").expect(200).hidden("jeton").expect("a token");
        let anonymous = jeton(&client);
        client.post("/connexion", &[("jeton", &anonymous), ("utilisateur", person)]).expect(303);
        let jeton = jeton(&client);
        Self { client, jeton, person: person.to_owned(), dossiers: Vec::new() }
    }

    /// Notes a visit under a key, in JSON; see [`note`].
    pub fn visit(&self, dossier: &str, key: &str) -> Result<Reponse, String> {
        let note = note(key);
        let fields = [("lieu", "bureau"), ("note", note.as_str()), ("cle", key)];
        self.act(dossier, "visiter", &fields, &JSON)
    }

    /// Posts any act on a dossier.
    pub fn act(
        &self,
        dossier: &str,
        act: &str,
        fields: &[(&str, &str)],
        headers: &[(&str, &str)],
    ) -> Result<Reponse, String> {
        let mut all = vec![("jeton", self.jeton.as_str())];
        all.extend(fields);
        let path = format!("{dossier}/actes/{act}");
        self.client.attempt(&path, &all, headers).map_err(|error| error.to_string())
    }

    /// The whole journal of a dossier, as its page tells it.
    #[track_caller]
    pub fn journal(&self, dossier: &str) -> String {
        self.client.get(&format!("{dossier}/journal")).expect(200).text()
    }
}

/// What is written under a key: found in a page for this key and no other.
pub fn note(key: &str) -> String {
    format!("note {key}.")
}

/// Of an accepted act, whether its key had been carried out before; none for anything else.
pub fn accepted(answer: &Reponse) -> Option<bool> {
    let body: serde_json::Value = serde_json::from_slice(&answer.bytes).ok()?;
    (body["issue"] == "accepté").then(|| body["deja"] == true)
}

/// The values of the fields of that name.
fn values(page: &str, name: &str) -> Vec<String> {
    let start = format!("name=\"{name}\" value=\"");
    page.split(&start).skip(1).filter_map(|rest| Some(rest.split('"').next()?.to_owned())).collect()
}

/// The dossiers that a list leads to.
fn links(page: &str) -> Vec<String> {
    let found = page.split("href=\"/dossiers/").skip(1).filter_map(|rest| rest.split('"').next());
    let mut dossiers: Vec<String> =
        found.filter(|id| id.len() == 26).map(|id| format!("/dossiers/{id}")).collect();
    dossiers.sort_unstable();
    dossiers.dedup();
    dossiers
}
