//! The people of the stories: each an invented person of the demonstration, over HTTP.

use stories::{Client, Reponse, Serveur};

/// Someone with a session of her own.
pub struct Acteur {
    client: Client,
}

impl Acteur {
    /// Nobody in particular.
    pub fn anonyme(serveur: &Serveur) -> Self {
        Self { client: Client::new(serveur.url("")) }
    }

    /// The person of this name, chosen on `/connexion`.
    #[track_caller]
    pub fn entrer(serveur: &Serveur, nom: &str) -> Self {
        let acteur = Self::anonyme(serveur);
        let page = acteur.get("/connexion").expect(200);
        let html = page.text();
        let bouton = html.split("<button").find(|b| b.contains(&format!(">{nom},")));
        let id =
            bouton.unwrap_or_else(|| panic!("{nom} is not on /connexion")).split("value=\"").nth(1).unwrap();
        let id = id.split('"').next().unwrap();
        let jeton = page.hidden("jeton").unwrap();
        acteur.post("/connexion", &[("jeton", &jeton), ("utilisateur", id), ("retour", "/")]).expect(303);
        acteur
    }

    /// Reads a page.
    #[track_caller]
    pub fn get(&self, path: &str) -> Reponse {
        self.client.get(path)
    }

    /// Reads what a program would.
    #[track_caller]
    pub fn json(&self, path: &str) -> Reponse {
        self.client.get_with(path, &[("accept", "application/json")])
    }

    /// Posts exactly this.
    #[track_caller]
    pub fn post(&self, path: &str, champs: &[(&str, &str)]) -> Reponse {
        self.client.post(path, champs)
    }

    /// The client itself.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// A token of this session.
    #[track_caller]
    pub fn jeton(&self) -> String {
        self.get("/connexion").expect(200).hidden("jeton").expect("a token on /connexion")
    }

    /// Where the link called so leads, on that page.
    #[track_caller]
    pub fn lien(&self, page: &str, texte: &str) -> String {
        let html = self.get(page).expect(200).text();
        let lien = liens(&html).into_iter().find(|(_, nom)| nom.starts_with(texte));
        lien.unwrap_or_else(|| panic!("{page} has no link {texte:?}:\n{}", mots(&html))).0
    }

    /// Opens the form at this address, adds these answers to what it hides, and sends it to itself.
    #[track_caller]
    pub fn remplir(&self, formulaire: &str, champs: &[(&str, &str)]) -> Reponse {
        let page = self.get(formulaire).expect(200);
        self.envoyer(formulaire, &page, champs)
    }

    /// Sends the form of a page already open.
    #[track_caller]
    pub fn envoyer(&self, adresse: &str, page: &Reponse, champs: &[(&str, &str)]) -> Reponse {
        let caches = ["jeton", "cle", "version", "convention"].map(|nom| (nom, page.hidden(nom)));
        let mut tous: Vec<(&str, &str)> = Vec::new();
        for (nom, valeur) in &caches {
            tous.extend(valeur.as_deref().map(|valeur| (*nom, valeur)));
        }
        tous.extend_from_slice(champs);
        self.post(adresse.split('?').next().unwrap(), &tous)
    }

    /// Does an act on a sujet, through its form; what is recorded redirects.
    #[track_caller]
    pub fn agir(&self, sujet: &str, acte: &str, champs: &[(&str, &str)]) -> Reponse {
        self.remplir(&format!("{sujet}/actes/{acte}"), champs)
    }
}

/// The links of a page: address and visible name.
pub fn liens(html: &str) -> Vec<(String, String)> {
    let lien = |morceau: &str| {
        let (attributs, suite) = morceau.split_once('>')?;
        let adresse = attributs.split_once("href=\"")?.1.split('"').next()?;
        Some((decoder(adresse), mots(suite.split("</a>").next()?).trim().to_owned()))
    };
    html.split("<a ").skip(1).filter_map(lien).collect()
}

/// The words of a page, without its tags.
pub fn mots(html: &str) -> String {
    let mut texte = String::new();
    for morceau in html.split('<') {
        texte.push(' ');
        texte.push_str(morceau.split_once('>').map_or(morceau, |(_, suite)| suite));
    }
    decoder(&texte).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn decoder(texte: &str) -> String {
    let codes = [("&nbsp;", "\u{a0}"), ("&#39;", "'"), ("&#x27;", "'"), ("&quot;", "\""), ("&#34;", "\"")];
    let codes = codes.into_iter().chain([("&lt;", "<"), ("&gt;", ">"), ("&#60;", "<"), ("&#62;", ">")]);
    let texte = codes.fold(texte.to_owned(), |texte, (code, lettre)| texte.replace(code, lettre));
    texte.replace("&#38;", "&").replace("&amp;", "&")
}
