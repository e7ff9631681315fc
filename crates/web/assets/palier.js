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
})();
