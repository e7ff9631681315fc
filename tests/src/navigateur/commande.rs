//! The commands of chromedriver that the client library does not name.

use fantoccini::wd::WebDriverCompatibleCommand;
use http::Method;
use serde_json::{Value, json};
use url::{ParseError, Url};

use super::Navigateur;

/// A command of the current session: read without a body, posted with one.
#[derive(Debug)]
struct Commande {
    path: String,
    body: Option<Value>,
}

impl WebDriverCompatibleCommand for Commande {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        match &self.body {
            Some(body) => (Method::POST, Some(body.to_string())),
            None => (Method::GET, None),
        }
    }
}

impl Navigateur {
    /// Reads something of the session, such as `element/ID/computedrole`.
    #[track_caller]
    pub(super) fn read(&self, path: String) -> Value {
        self.get("read", self.client.issue_cmd(Commande { path, body: None }))
    }

    /// A command of the browser's own protocol, such as `Emulation.setDeviceMetricsOverride`.
    #[track_caller]
    pub fn cdp(&self, name: &str, parameters: Value) -> Value {
        let body = Some(json!({ "cmd": name, "params": parameters }));
        self.get(name, self.client.issue_cmd(Commande { path: "goog/cdp/execute".to_owned(), body }))
    }

    /// Plugs in a device that makes passkeys, touched whenever it is asked.
    #[track_caller]
    pub fn plug_authenticator(&self) {
        let body = json!({ "protocol": "ctap2", "transport": "internal", "hasUserVerification": true,
            "isUserVerified": true, "isUserConsenting": true });
        let path = "webauthn/authenticator".to_owned();
        self.get("authenticator", self.client.issue_cmd(Commande { path, body: Some(body) }));
    }

    /// What the browser wrote in its console since the last call: script errors, refusals of the content policy.
    #[track_caller]
    pub fn console(&self) -> Vec<String> {
        let body = Some(json!({ "type": "browser" }));
        let lines = self.get("console", self.client.issue_cmd(Commande { path: "se/log".to_owned(), body }));
        let lines = lines.as_array().cloned().unwrap_or_default();
        lines.iter().map(|line| format!("{}: {}", line["level"], line["message"])).collect()
    }
}
