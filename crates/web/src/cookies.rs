//! The two things that a browser keeps for us: the token of a session, and the mark of a browser that entered.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use actes::comptes::{Client, Ouverte};
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, header};
use axum::response::AppendHeaders;

use crate::etat::AppState;

/// How long a browser keeps the mark, in seconds: a year and a month, the most that browsers allow.
const GARDE: u32 = 400 * 24 * 60 * 60;

/// The name of the session's cookie. Over https, a prefix keeps other hosts of the domain from setting it.
pub fn session(etat: &AppState) -> String {
    nom(etat, "palier")
}

fn appareil(etat: &AppState) -> String {
    nom(etat, "palier-appareil")
}

fn nom(etat: &AppState, nom: &str) -> String {
    if etat.securise() { format!("__Host-{nom}") } else { nom.to_owned() }
}

/// The cookie of that name.
pub fn lire(entetes: &HeaderMap, nom: &str) -> Option<String> {
    let cookies = entetes.get_all(header::COOKIE).iter().filter_map(|v| v.to_str().ok());
    let valeur = cookies
        .flat_map(|c| c.split(';'))
        .find_map(|c| c.trim().strip_prefix(nom)?.strip_prefix('='))
        .filter(|v| !v.is_empty());
    valeur.map(str::to_owned)
}

/// What the browser must keep from now on.
pub fn poser(etat: &AppState, ouverte: &Ouverte) -> AppendHeaders<Vec<(HeaderName, String)>> {
    let mut cookies = vec![cookie(etat, &session(etat), &ouverte.jeton, "")];
    if let Some(marque) = &ouverte.appareil {
        cookies.push(cookie(etat, &appareil(etat), marque, &format!("; Max-Age={GARDE}")));
    }
    AppendHeaders(cookies)
}

/// Lets the session go; the browser stays known.
pub fn oublier(etat: &AppState) -> AppendHeaders<Vec<(HeaderName, String)>> {
    AppendHeaders(vec![cookie(etat, &session(etat), "", "; Max-Age=0")])
}

fn cookie(etat: &AppState, nom: &str, valeur: &str, duree: &str) -> (HeaderName, String) {
    let sur = if etat.securise() { "; Secure" } else { "" };
    (header::SET_COOKIE, format!("{nom}={valeur}; Path=/; HttpOnly; SameSite=Lax{sur}{duree}"))
}

/// From where someone asks.
pub struct DeClient(pub Client);

impl FromRequestParts<AppState> for DeClient {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, etat: &AppState) -> Result<Self, Infallible> {
        let pair = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let pair = pair.map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |ConnectInfo(adresse)| adresse.ip());
        let agent = parts.headers.get(header::USER_AGENT).and_then(|v| v.to_str().ok());
        Ok(Self(Client {
            lieu: lieu(adresse(etat, pair, &parts.headers)),
            agent: agent.unwrap_or_default().to_owned(),
            appareil: lire(&parts.headers, &appareil(etat)),
        }))
    }
}

/// The address behind our own proxy, which writes it last; anyone else's word is not heard.
fn adresse(etat: &AppState, pair: IpAddr, entetes: &HeaderMap) -> IpAddr {
    if !pair.is_loopback() && !etat.mandataires.contains(&pair) {
        return pair;
    }
    let dite = entetes.get_all("x-forwarded-for").iter().next_back().and_then(|v| v.to_str().ok());
    dite.and_then(|d| d.rsplit(',').next()?.trim().parse().ok()).unwrap_or(pair)
}

/// What one person holds: an IPv4 address, an IPv6 network of 64 bits.
fn lieu(adresse: IpAddr) -> String {
    match adresse.to_canonical() {
        IpAddr::V4(v4) => v4.to_string(),
        IpAddr::V6(v6) => Ipv6Addr::from(u128::from(v6) & !u128::from(u64::MAX)).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_is_one_place() {
        let place = |a: &str| lieu(a.parse().unwrap());
        assert_eq!(place("192.0.2.7"), "192.0.2.7");
        assert_eq!(place("::ffff:192.0.2.7"), "192.0.2.7");
        assert_eq!(place("2001:db8:1:2:3:4:5:6"), place("2001:db8:1:2::9"));
        assert_ne!(place("2001:db8:1:2::9"), place("2001:db8:1:3::9"));
    }
}
