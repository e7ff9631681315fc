//! The little HTTP that preparing a measure takes: sign in as the person who follows most, find what to ask.

use std::io::{Read, Write};
use std::net::TcpStream;

use anyhow::{Context, Result, bail, ensure};

/// Someone's opening of the program.
pub struct Client {
    address: String,
    /// The cookie of her session.
    pub cookie: String,
    /// A token of her forms.
    pub token: String,
    /// The address of a dossier with a long journal.
    pub dossier: String,
    /// The dossiers on which a contact may be noted.
    pub open: Vec<String>,
}

/// In whose name the finder is asked.
#[derive(Debug, Clone, Copy)]
pub enum Who {
    /// Whoever signed in.
    Her,
    /// Someone that nobody knows.
    Nobody,
}

/// An answer.
pub struct Answer {
    /// Its head.
    pub head: String,
    /// Its body, as sent.
    pub body: String,
}

impl Client {
    /// Signs in as the one of the demonstration whose list is the longest.
    pub fn busiest(address: &str) -> Result<Self> {
        let page = get(address, "/connexion", "")?.body;
        let mut people = values(&page, "utilisateur");
        people.sort_unstable();
        // The copies' people come after those of the model, who share their organisations.
        people.truncate(24);
        let mut best: Option<(usize, Self)> = None;
        for person in people {
            let client = Self::sign_in(address, &person)?;
            let many = count(&client.get("/dossiers")?.body);
            if best.as_ref().is_none_or(|(most, _)| many > *most) {
                best = Some((many, client));
            }
        }
        let (many, mut client) = best.context("nobody in the demonstration")?;
        client.look_around()?;
        println!("{many} dossiers in her list, {} open for the act", client.open.len());
        Ok(client)
    }

    fn sign_in(address: &str, person: &str) -> Result<Self> {
        let token = one(&get(address, "/connexion", "")?.body, "jeton")?;
        let body = format!("jeton={token}&utilisateur={person}");
        let head = ask(address, &request("POST", "/connexion", "", &body))?.head;
        let cookie = head.split("et-cookie: ").nth(1).and_then(|rest| rest.split(';').next());
        let cookie = cookie.with_context(|| format!("no session for {person}: {head}"))?.to_owned();
        let token = one(&get(address, "/connexion", &cookie)?.body, "jeton")?;
        let (dossier, open) = Default::default();
        Ok(Self { address: address.to_owned(), cookie, token, dossier, open })
    }

    /// Of the server.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Reads a path in her name.
    pub fn get(&self, path: &str) -> Result<Answer> {
        let answer = get(&self.address, path, &self.cookie)?;
        ensure!(answer.head.starts_with("HTTP/1.1 200"), "{path}: {}", answer.head);
        Ok(answer)
    }

    /// What the finder is posted for a household of which little is known: the cookie, and the form.
    pub fn search(&self, who: Who) -> Result<(&str, String)> {
        let cookie = match who {
            Who::Her => self.cookie.as_str(),
            Who::Nobody => "",
        };
        let token = one(&get(&self.address, "/trouver", cookie)?.body, "jeton")?;
        Ok((cookie, format!("jeton={token}&fait.menage.enfants=2&fait.personne.seule=oui")))
    }

    /// The finder's answer, alone, as one types.
    pub fn find(&self, who: Who) -> Result<Answer> {
        let (cookie, body) = self.search(who)?;
        let whole = request("POST", "/trouver", cookie, &body);
        ask(&self.address, &whole.replacen("\r\n", "\r\nHX-Request: true\r\n", 1))
    }

    /// Several pages of her list: the dossier with the longest page, and those where the act is accepted.
    fn look_around(&mut self) -> Result<()> {
        let (mut path, mut seen) = ("/dossiers".to_owned(), Vec::new());
        while seen.len() < 600 {
            let page = self.get(&path)?.body;
            seen.extend(dossiers(&page));
            match page.split("href=\"").filter_map(|l| l.split('"').next()).find(|l| l.contains("apres=")) {
                Some(next) => path = next.replace("&amp;", "&").replace("&#38;", "&"),
                None => break,
            }
        }
        let mut longest = 0;
        for dossier in seen.iter().take(100) {
            let size = self.get(dossier)?.body.len();
            if size > longest {
                longest = size;
                self.dossier.clone_from(dossier);
            }
        }
        for dossier in seen {
            let body = format!("jeton={}&resultat=joint", self.token);
            let path = format!("{dossier}/actes/tenter-un-contact");
            let head = ask(&self.address, &request("POST", &path, &self.cookie, &body))?.head;
            if head.starts_with("HTTP/1.1 303") {
                self.open.push(dossier);
            }
        }
        if self.open.len() < 20 {
            bail!("only {} dossiers take the act", self.open.len());
        }
        Ok(())
    }
}

fn request(method: &str, path: &str, cookie: &str, body: &str) -> String {
    format!(
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

fn get(address: &str, path: &str, cookie: &str) -> Result<Answer> {
    ask(address, &request("GET", path, cookie, ""))
}

fn ask(address: &str, request: &str) -> Result<Answer> {
    let mut stream = TcpStream::connect(address)?;
    stream.write_all(request.as_bytes())?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes);
    let (head, body) = text.split_once("\r\n\r\n").context("no answer")?;
    Ok(Answer { head: head.to_owned(), body: body.to_owned() })
}

fn values(page: &str, name: &str) -> Vec<String> {
    let start = format!("name=\"{name}\" value=\"");
    page.split(&start).skip(1).filter_map(|rest| Some(rest.split('"').next()?.to_owned())).collect()
}

fn one(page: &str, name: &str) -> Result<String> {
    values(page, name).into_iter().next().with_context(|| format!("no field {name}"))
}

/// The dossiers that a page of the list leads to.
fn dossiers(page: &str) -> Vec<String> {
    let ids = page.split("href=\"/dossiers/").skip(1).filter_map(|rest| rest.get(..26));
    let mut found: Vec<String> = ids.filter(|id| is_id(id)).map(|id| format!("/dossiers/{id}")).collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn is_id(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

/// How many dossiers the title of the list announces (a thousand and more count as a thousand).
fn count(page: &str) -> usize {
    let said = page.split("palier-titre__sous\">").nth(1).unwrap_or_default();
    let digits = said.chars().take_while(|c| !c.is_alphabetic() && *c != '<');
    digits.filter(char::is_ascii_digit).collect::<String>().parse().unwrap_or(0)
}
