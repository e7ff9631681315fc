// Where the keyboard goes after a change of page made without a reload.
// Nothing here is needed: each link and each form works without it.
(() => {
  "use strict";

  const prendre = (element) => {
    if (!element.hasAttribute("tabindex")) element.setAttribute("tabindex", "-1");
    element.focus();
  };

  const resume = () => document.querySelector("#contenu .govuk-error-summary");

  // After a full page load, a refused form shows its faults first.
  const erreurs = resume();
  if (erreurs) prendre(erreurs);

  document.addEventListener("htmx:after:swap", (evenement) => {
    const faute = resume();
    if (faute) return prendre(faute);
    // Whoever is still in a field (a filter being typed) stays there.
    if (document.activeElement && document.activeElement !== document.body) return;
    const cible = evenement.detail?.ctx?.target;
    const zone = cible instanceof Element && cible.isConnected ? cible : document;
    const titre = zone.querySelector("h1, h2, h3") || document.querySelector("#contenu");
    if (titre) prendre(titre);
  });

  // Leaving at once: the session ends, and the page leaves no way back to it.
  const sortie = document.querySelector("[data-sortie]");
  const partir = () => {
    navigator.sendBeacon("/deconnexion", new URLSearchParams({ jeton: sortie.dataset.sortie }));
    location.replace(sortie.href);
  };
  let echappees = 0;
  if (sortie) {
    sortie.addEventListener("click", (evenement) => {
      evenement.preventDefault();
      partir();
    });
    document.addEventListener("keydown", (evenement) => {
      echappees = evenement.key === "Escape" ? echappees + 1 : 0;
      if (echappees === 3) partir();
    });
  }

  // Passkeys: the browser talks to the device, then the form is posted as any other. Bytes travel in hexadecimal.
  const hexa = (tampon) => Array.from(new Uint8Array(tampon), (o) => o.toString(16).padStart(2, "0")).join("");
  const octets = (texte) => Uint8Array.from(texte.match(/../g) || [], (o) => parseInt(o, 16));
  const connues = (cles) => cles.map((id) => ({ type: "public-key", id: octets(id) }));

  const creer = async (d) => {
    const { response } = await navigator.credentials.create({ publicKey: {
      challenge: octets(d.defi), rp: { id: d.hote, name: "Palier" }, timeout: d.patience, attestation: "none",
      user: { id: octets(d.qui.id), name: d.qui.identifiant, displayName: d.qui.nom },
      pubKeyCredParams: [{ type: "public-key", alg: -7 }], excludeCredentials: connues(d.cles),
    } });
    return { client: response.clientDataJSON, donnees: response.getAuthenticatorData() };
  };

  const signer = async (d) => {
    const cle = await navigator.credentials.get({ publicKey: {
      challenge: octets(d.defi), rpId: d.hote, timeout: d.patience, allowCredentials: connues(d.cles),
    } });
    const { clientDataJSON, authenticatorData, signature } = cle.response;
    return { id: cle.rawId, client: clientDataJSON, donnees: authenticatorData, signature };
  };

  for (const formulaire of document.querySelectorAll("form[data-cle]")) {
    if (!window.PublicKeyCredential) {
      formulaire.closest("section").hidden = true;
      continue;
    }
    formulaire.hidden = false;
    formulaire.addEventListener("submit", async (evenement) => {
      evenement.preventDefault();
      const faute = formulaire.querySelector("[data-faute]");
      faute.textContent = "";
      try {
        const corps = new URLSearchParams({ jeton: formulaire.elements.jeton.value });
        const demande = await fetch(formulaire.dataset.defi, { method: "POST", body: corps });
        const faire = formulaire.dataset.cle === "creer" ? creer : signer;
        const reponse = await faire(await demande.json());
        for (const [nom, tampon] of Object.entries(reponse)) formulaire.elements[nom].value = hexa(tampon);
        formulaire.submit();
      } catch {
        faute.textContent = "L’appareil n’a pas répondu. Recommencez, ou choisissez un autre moyen.";
      }
    });
  }

  // A file that is chosen fills the field where its text would be pasted.
  for (const zone of document.querySelectorAll("[data-fichier]")) {
    zone.hidden = false;
    zone.querySelector("input").addEventListener("change", async (evenement) => {
      const [fichier] = evenement.target.files;
      if (fichier && fichier.size < 1_000_000) document.getElementById(zone.dataset.fichier).value = await fichier.text();
    });
  }
})();
