//! A plain HTTP client with a cookie jar, for stories that need no browser. Redirections are shown, not followed, unless
//! asked; a status such as 404 is an answer, not an error.

use std::time::Duration;

use ureq::Agent;
use ureq::http::Response;

/// One actor's client.
pub struct Client {
    agent: Agent,
    base: String,
}

/// An answer, read whole.
#[derive(Debug, Clone)]
pub struct Reponse {
    /// The status, such as 200.
    pub status: u16,
    /// Names (lower case) and values of the headers.
    pub headers: Vec<(String, String)>,
    /// The raw body.
    pub bytes: Vec<u8>,
}

impl Client {
    /// A client that shows redirections. `base` is such as `http://127.0.0.1:8080`.
    pub fn new(base: impl Into<String>) -> Self {
        Self::with_redirections(base, 0)
    }

    /// A client that follows redirections, as a browser does.
    pub fn following(base: impl Into<String>) -> Self {
        Self::with_redirections(base, 10)
    }

    fn with_redirections(base: impl Into<String>, most: u32) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(most)
            .max_redirects_will_error(most > 0)
            .proxy(None)
            .timeout_global(Some(Duration::from_secs(30)))
            .build();
        Self { agent: config.new_agent(), base: base.into() }
    }

    /// Reads a path.
    #[track_caller]
    pub fn get(&self, path: &str) -> Reponse {
        self.get_with(path, &[])
    }

    /// Reads a path with headers of one's own.
    #[track_caller]
    pub fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Reponse {
        let mut request = self.agent.get(self.url(path));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        answer(path, request.call())
    }

    /// Posts a form to a path.
    #[track_caller]
    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> Reponse {
        answer(path, self.agent.post(self.url(path)).send_form(fields.iter().copied()))
    }

    /// Posts a form to a path with headers of one's own.
    #[track_caller]
    pub fn post_with(&self, path: &str, fields: &[(&str, &str)], headers: &[(&str, &str)]) -> Reponse {
        self.attempt(path, fields, headers).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// The same, for a server that may die meanwhile.
    ///
    /// # Errors
    /// When no whole answer came.
    pub fn attempt(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        headers: &[(&str, &str)],
    ) -> Result<Reponse, ureq::Error> {
        let mut request = self.agent.post(self.url(path));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        read(request.send_form(fields.iter().copied())?)
    }

    /// Posts a body of any type.
    #[track_caller]
    pub fn post_body(&self, path: &str, content_type: &str, body: &[u8]) -> Reponse {
        answer(path, self.agent.post(self.url(path)).content_type(content_type).send(body))
    }

    fn url(&self, path: &str) -> String {
        if path.starts_with("http") { path.to_owned() } else { format!("{}{path}", self.base) }
    }
}

impl Reponse {
    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// The first header of that name (lower case).
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    /// Where a redirection leads.
    pub fn location(&self) -> Option<&str> {
        self.header("location")
    }

    /// The value of a hidden field of the page's forms, such as the token against forged requests.
    pub fn hidden(&self, name: &str) -> Option<String> {
        let text = self.text();
        let tag = text.split("<input").find(|tag| {
            let tag = tag.split('>').next().unwrap_or_default();
            tag.contains("type=\"hidden\"") && tag.contains(&format!("name=\"{name}\""))
        })?;
        let value = tag.split('>').next()?.split_once("value=\"")?.1.split('"').next()?;
        Some(value.replace("&quot;", "\"").replace("&#39;", "'").replace("&lt;", "<").replace("&amp;", "&"))
    }

    /// Fails, showing the page, unless the status is this one.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "answer:\n{}", self.text());
        self
    }
}

#[track_caller]
fn answer(path: &str, outcome: Result<Response<ureq::Body>, ureq::Error>) -> Reponse {
    outcome.and_then(read).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn read(mut response: Response<ureq::Body>) -> Result<Reponse, ureq::Error> {
    let headers = response.headers().iter();
    let headers = headers.map(|(name, value)| {
        (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())
    });
    let headers = headers.collect();
    let status = response.status().as_u16();
    let bytes = response.body_mut().read_to_vec()?;
    Ok(Reponse { status, headers, bytes })
}
