//! The plain client.

use stories::Client;

use crate::page::serve;

#[test]
fn a_redirection_is_shown_or_followed_and_the_cookie_kept() {
    let base = serve();
    let shown = Client::new(&base);
    let answer = shown.get("/ailleurs").expect(303);
    assert_eq!(answer.location(), Some("/temoin"));
    assert!(shown.get("/temoin").text().contains("qui=etat"));
    assert!(Client::new(&base).get("/temoin").text().contains("aucun"));
    assert!(Client::following(&base).get("/ailleurs").expect(200).text().contains("qui=etat"));
}

#[test]
fn a_form_is_posted_and_a_refusal_is_an_answer() {
    let client = Client::new(serve());
    let answer = client.post("/recu", &[("nom", "Élodie & fils")]).expect(200);
    assert!(answer.text().contains("nom=%C3%89lodie+%26+fils"), "{}", answer.text());
    assert_eq!(client.get("/rien").status, 404);
}

#[test]
fn a_hidden_field_is_read() {
    let html =
        r#"<input type="text" name="jeton" value="non"><input type="hidden" name="jeton" value="a&amp;b">"#;
    let answer = stories::Reponse { status: 200, headers: vec![], bytes: html.into() };
    assert_eq!(answer.hidden("jeton").as_deref(), Some("a&b"));
    assert_eq!(answer.hidden("autre"), None);
}
