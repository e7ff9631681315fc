//! The address under which people know a real server: what its cookies, its passkeys and its links hold to.

use actes::comptes::Site;

/// An origin: scheme, host and port, nothing more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdressePublique {
    autorite: String,
    securise: bool,
}

impl AdressePublique {
    /// Reads `https://palier.example.org`. Without https, only this machine is an address: elsewhere anyone on the way
    /// could take the sessions.
    ///
    /// # Errors
    /// What is wrong and what to write, in French.
    pub fn lire(texte: &str) -> Result<Self, String> {
        let texte = texte.trim().trim_end_matches('/');
        let (securise, autorite) = match texte.split_once("://") {
            Some(("https", autorite)) => (true, autorite),
            Some(("http", autorite)) => (false, autorite),
            _ => {
                return Err(format!(
                    "« {texte} » n'est pas une adresse : écrivez par exemple https://palier.example.org"
                ));
            }
        };
        let permis = |c: char| c.is_ascii_alphanumeric() || ".-:[]".contains(c);
        if autorite.is_empty() || !autorite.chars().all(permis) {
            return Err(format!(
                "« {texte} » doit être une adresse sans chemin, par exemple https://palier.example.org"
            ));
        }
        let lue = Self { autorite: autorite.to_ascii_lowercase(), securise };
        if !securise && !de_cette_machine(&lue.autorite) {
            return Err(format!(
                "« {texte} » n'est pas protégée : sur le réseau, seule une adresse https convient"
            ));
        }
        Ok(lue)
    }

    /// Whether browsers reach it over https.
    pub const fn securise(&self) -> bool {
        self.securise
    }

    /// The link of an invitation.
    pub fn lien(&self, jeton: &str) -> String {
        format!("{}/invitation/{jeton}", self.origine())
    }

    /// `https://palier.example.org`
    pub fn origine(&self) -> String {
        format!("http{}://{}", if self.securise { "s" } else { "" }, self.autorite)
    }

    /// Whether a request was sent to this address.
    pub fn est(&self, hote: &str) -> bool {
        hote.eq_ignore_ascii_case(&self.autorite)
    }

    /// The same, as passkeys know it.
    pub fn site(&self) -> Site {
        Site { origine: self.origine(), hote: nom(&self.autorite).to_owned() }
    }
}

/// Whether this is a name of this machine for itself.
pub fn de_cette_machine(hote: &str) -> bool {
    matches!(nom(hote), "localhost" | "127.0.0.1" | "::1")
}

/// The host without its port.
fn nom(hote: &str) -> &str {
    match hote.strip_prefix('[') {
        Some(ip6) => ip6.split(']').next().unwrap_or_default(),
        None => hote.split(':').next().unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_an_origin_over_https_or_this_machine() {
        let lue = AdressePublique::lire("https://Palier.example.org:8443/").unwrap();
        assert_eq!(lue.origine(), "https://palier.example.org:8443");
        assert_eq!(lue.site().hote, "palier.example.org");
        assert!(lue.est("PALIER.example.org:8443") && !lue.est("palier.example.org"));
        assert!(!AdressePublique::lire("http://localhost:8080").unwrap().securise());
        for faux in
            ["http://palier.example.org", "palier.example.org", "https://", "https://a.org/b", "ftp://a"]
        {
            assert!(AdressePublique::lire(faux).is_err(), "{faux}");
        }
    }
}
