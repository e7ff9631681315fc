//! A passkey in a real browser, with a device that stands in for a telephone: taken, used, removed.

use stories::{Ecran, Navigateur, environnement};

use crate::comptes::{LOGIN, MOT, vrai_serveur};

/// The six digits that an application shows for a secret, computed by the browser itself (RFC 6238).
const SIX_CHIFFRES: &str = "const [secret, done] = arguments;
const bits = Array.from(secret, c => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
const key = Uint8Array.from(bits.match(/.{8}/g), b => parseInt(b, 2));
const step = new DataView(new ArrayBuffer(8));
step.setUint32(4, Math.floor(Date.now() / 30000));
const hmac = { name: 'HMAC', hash: 'SHA-1' };
crypto.subtle.importKey('raw', key, hmac, false, ['sign']).then(k => crypto.subtle.sign(hmac, k, step)).then(signed => {
  const bytes = new DataView(signed);
  const number = bytes.getUint32(bytes.getUint8(19) & 15) & 0x7fffffff;
  done(String(number % 1000000).padStart(6, '0'));
});";

/// Signs the challenge of the page with this key, whatever the page offers, and posts the answer as it would.
const SIGNER: &str = "const [id, done] = arguments;
const hex = buffer => Array.from(new Uint8Array(buffer), o => o.toString(16).padStart(2, '0')).join('');
const bytes = text => Uint8Array.from(text.match(/../g), o => parseInt(o, 16));
const jeton = document.querySelector('[name=jeton]').value;
const post = (path, fields) => fetch(path, { method: 'POST', body: new URLSearchParams({ jeton, ...fields }) });
(async () => {
  const asked = await (await post('/connexion/second-facteur/defi', {})).json();
  const { rawId, response } = await navigator.credentials.get({ publicKey: { challenge: bytes(asked.defi),
    rpId: asked.hote, allowCredentials: [{ type: 'public-key', id: bytes(id) }] } });
  const answer = await post('/connexion/second-facteur', { id: hex(rawId), client: hex(response.clientDataJSON),
    donnees: hex(response.authenticatorData), signature: hex(response.signature) });
  return answer.status;
})().then(done, error => done(String(error)));";

#[test]
fn a_passkey_is_taken_on_the_account_page_opens_and_once_removed_no_longer_does() {
    let Some(binaire) = environnement::palier() else { return };
    let Some(nav) = Navigateur::open(Ecran::Bureau) else { return };
    let (_serveur, publique, invitation) = vrai_serveur(&binaire);
    nav.plug_authenticator();
    nav.goto(&format!("{publique}{invitation}"));
    let secours = prendre_l_application(&nav);

    nav.goto(&format!("{publique}/compte"));
    nav.click("Ajouter ou remplacer un second facteur");
    nav.fill("Comment l’appeler", "téléphone de service");
    nav.click("Créer une clé d’accès");
    nav.wait_for("Clé d’accès «\u{a0}téléphone de service\u{a0}»");
    let id = nav.execute("return document.querySelector('form[action$=retirer] [name=id]').value", vec![]);

    sortir_et_entrer(&nav, &publique);
    nav.click("Utiliser ma clé d’accès");
    nav.wait_for("Mon compte");
    nav.goto(&format!("{publique}/compte"));
    nav.click("Retirer la clé d’accès téléphone de service");
    nav.wait_for("La clé d’accès est retirée.");
    assert!(!nav.text().contains("téléphone de service"));

    sortir_et_entrer(&nav, &publique);
    assert!(!nav.text().contains("Utiliser ma clé d’accès"), "{}", nav.text());
    // The device still has it, and signs.
    assert_eq!(nav.execute_async(SIGNER, vec![id]), 422);
    nav.goto(&format!("{publique}/compte"));
    nav.wait_for("Confirmer que c’est bien vous");
    nav.fill("Code de secours", &secours);
    nav.click("Utiliser ce code");
    nav.wait_for("Identifiant\u{a0}: ");
    let mut lignes = nav.console();
    // What was asked for: a key refused, and one algorithm only (ADR 0006).
    lignes.retain(|l| !l.contains("responded with a status of 422") && !l.contains("pubKeyCredParams"));
    assert!(lignes.is_empty(), "{lignes:?}");
}

/// From the invitation to the first second factor; gives one recovery code.
pub fn prendre_l_application(nav: &Navigateur) -> String {
    nav.fill("Mot de passe", MOT);
    nav.fill("Le même, encore une fois", MOT);
    nav.click("Continuer");
    nav.wait_for("Une application de codes");
    let secret = nav.execute("return document.querySelector('code').textContent.replaceAll(' ', '')", vec![]);
    let code = nav.execute_async(SIX_CHIFFRES, vec![secret]);
    nav.fill("Code à six chiffres", code.as_str().unwrap());
    nav.click("Confirmer");
    nav.wait_for("Vos codes de secours");
    let secours = nav.execute("return document.querySelector('li code').textContent", vec![]);
    secours.as_str().unwrap().to_owned()
}

/// Signs out, then in again with the password; the second factor is asked for.
pub fn sortir_et_entrer(nav: &Navigateur, publique: &str) {
    nav.goto(&format!("{publique}/compte"));
    nav.click("Se déconnecter");
    nav.wait_for("Du premier palier au bail à son nom");
    nav.goto(&format!("{publique}/connexion"));
    nav.fill("Identifiant", LOGIN);
    nav.fill("Mot de passe", MOT);
    nav.click("Continuer");
    nav.wait_for("Confirmer que c’est bien vous");
}
