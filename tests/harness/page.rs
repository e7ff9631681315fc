//! A server of one page or a few, under a content policy stricter than the program's.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

/// A page with one fault planted for axe: an image without alternative, and nothing else.
pub const FAULTY: &str = r#"<main><h1>Faute</h1><img src="/rien.png" width="9" height="9"></main>"#;

/// A page with a form of every kind of field.
pub const FORM: &str = r#"<main><h1>L'entrée</h1>
<form method="post" action="/recu">
<p><label for="nom">Nom du ménage <small>(obligatoire)</small></label> <input id="nom" name="nom" value="ancien"></p>
<p><label for="le">Le</label> <input type="date" id="le" name="le"></p>
<p><label for="statut">Statut</label> <select id="statut" name="statut"><option>bail glissant</option>
<option>bail direct</option></select></p>
<p><label><input type="checkbox" name="accord" value="oui"> Le ménage est d'accord</label></p>
<p><button>Envoyer l'orientation</button></p></form>
<p><a href="/large">Page large</a></p></main>"#;

const WIDE: &str =
    r#"<main><h1>Large</h1><table><tr><td><svg width="700" height="10"></svg></td></tr></table></main>"#;

const SCRIPT: &str = "<main><h1>Script</h1><p id=\"p\">sans script</p><script src=\"/a.js\"></script></main>";

/// Starts the server; it lasts as long as the tests.
pub fn serve() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming() {
            thread::spawn(move || answer(stream.unwrap()));
        }
    });
    base
}

fn answer(mut stream: TcpStream) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let (mut first, mut length, mut cookie) = (String::new(), 0, String::from("aucun"));
    reader.read_line(&mut first).unwrap();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        let Some((name, value)) = line.trim().split_once(": ") else { break };
        match name.to_lowercase().as_str() {
            "content-length" => length = value.parse().unwrap(),
            "cookie" => cookie = value.to_owned(),
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    let body = String::from_utf8(body).unwrap();
    let path = first.split(' ').nth(1).unwrap_or("/");
    let answer = match path {
        "/" | "/faute" => page(FAULTY),
        "/formulaire" => page(FORM),
        "/large" => page(WIDE),
        "/script" => page(SCRIPT),
        "/recu" => page(&format!("<main><h1>Reçu</h1><p>{body}</p></main>")),
        "/temoin" => page(&format!("<main><h1>Témoin</h1><p>{cookie}</p></main>")),
        "/a.js" => {
            write("200 OK", "text/javascript", "document.getElementById('p').textContent = 'avec script';")
        }
        "/ailleurs" => {
            write("303 See Other\r\nLocation: /temoin\r\nSet-Cookie: qui=etat; Path=/", "text/plain", "")
        }
        _ => write("404 Not Found", "text/plain", "rien"),
    };
    // A browser may leave before the end of an answer that it does not want.
    let _ = stream.write_all(answer.as_bytes());
}

fn page(body: &str) -> String {
    let head =
        "<meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>Essai</title>";
    write(
        "200 OK",
        "text/html; charset=utf-8",
        &format!("<!doctype html><html lang=\"fr\">{head}<body>{body}"),
    )
}

fn write(status: &str, kind: &str, body: &str) -> String {
    let policy = "Content-Security-Policy: default-src 'none'; script-src 'self'; form-action 'self'";
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{policy}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )
}
