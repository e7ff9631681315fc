//! Every kind of page, looked at by axe at both sizes: no rule broken, no sideways scroll, nothing refused by the policy.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use stories::{Ecran, Navigateur, Serveur};

use crate::acteur::{Acteur, liens};
use crate::ecran::Visite;
use crate::promenade::{promener, une_de_chaque};
use crate::terrain::{TRAVAILLEUSE, Terrain, nom, terrain};

/// Between them, these people reach every kind of page that the program links to.
const PERSONNES: [&str; 6] = [
    "Aïcha Verdurin, travailleuse sociale",
    "Solène Grandpré, coordinatrice",
    "Octave Bruyère, conseiller juridique et social",
    "Anselme Pignon, référent logement",
    "Thierry Meulière, conseiller social",
    "Odette Registre, administration des comptes",
];

#[test]
fn every_kind_of_page_is_accessible_on_a_desk() {
    chaque_page(Ecran::Bureau);
}

#[test]
fn every_kind_of_page_is_accessible_on_a_telephone() {
    chaque_page(Ecran::Telephone);
}

#[test]
fn what_is_refused_is_accessible_on_a_desk() {
    chaque_refus(Ecran::Bureau);
}

#[test]
fn what_is_refused_is_accessible_on_a_telephone() {
    chaque_refus(Ecran::Telephone);
}

fn chaque_page(ecran: Ecran) {
    let Some(terrain) = terrain() else { return };
    let Some(visite) = Visite::ouvrir(terrain, ecran) else { return };
    let mut fautes = Vec::new();
    let anonyme = Acteur::anonyme(&terrain.serveur);
    let de_texte = ["/", "/connexion", "/aide", "/accessibilite", "/code-source", "/rien"];
    let du_catalogue = [
        "/dispositifs/carte",
        "/dispositifs/mecanismes",
        "/dispositifs/chiffres",
        "/dispositifs/chiffres?q=xyzxyz",
        "/dispositifs/comparer",
        "/dispositifs/comparer?id=2.1.7&id=9.9",
        "/dispositifs/comparer?id=2.1.7&id=2.1.9&id=2.2.1&id=3.5.1",
        "/dispositifs/comparer?id=2.1.7&id=2.1.9&differences=1",
        "/dispositifs?volet=maintien&id=2.1.7",
        "/dispositifs/guide",
        "/dispositifs/guide?q=xyzxyz",
        "/trouver",
    ];
    for adresse in de_texte.into_iter().chain(du_catalogue) {
        regarder(&visite, adresse, &mut fautes);
    }
    // All sheets come from one template: one in nine is looked at, not the same ones at both sizes.
    let mut fiches: Vec<String> =
        liens(&anonyme.get("/dispositifs").text()).into_iter().map(|(adresse, _)| adresse).collect();
    let fiche = |adresse: &str| {
        adresse.strip_prefix("/dispositifs/").is_some_and(|f| f.starts_with(|c: char| c.is_ascii_digit()))
    };
    fiches.retain(|adresse| fiche(adresse));
    let premiere = if matches!(ecran, Ecran::Telephone) { 4 } else { 0 };
    for adresse in fiches.iter().skip(premiere).step_by(9) {
        regarder(&visite, adresse, &mut fautes);
    }
    let pages = chaque_genre(terrain);
    for (personne, adresses) in pages {
        visite.devenir(personne);
        for adresse in adresses {
            regarder(&visite, adresse, &mut fautes);
        }
    }
    regarder(&visite, "/dossiers?q=personne-ne-porte-ce-nom", &mut fautes);
    regarder(&visite, "/dispositifs?q=xyzxyz", &mut fautes);
    let nombre: usize = pages.iter().map(|(_, adresses)| adresses.len()).sum();
    assert!(nombre > 40, "only {nombre} kinds of pages: {pages:?}");
    assert!(fautes.is_empty(), "{} faults\n{}", fautes.len(), fautes.join("\n"));
    visite.console_muette();
}

/// One page of each kind, by the person who sees it; the walk is the same for both sizes.
fn chaque_genre(terrain: &Terrain) -> &'static [(&'static str, Vec<String>)] {
    static PAGES: OnceLock<Vec<(&str, Vec<String>)>> = OnceLock::new();
    PAGES.get_or_init(|| {
        let mut genres = BTreeSet::new();
        let mut de = |personne: &'static str| {
            let qui = terrain.entrer(personne.split(',').next().unwrap());
            let mut pages = une_de_chaque(&promener(&qui, 120));
            // The catalogue under each of its filters is one page: those that differ are in the list above.
            let deja = |adresse: &str| {
                adresse.starts_with("/dispositifs/guide") || adresse.starts_with("/dispositifs/chiffres?")
            };
            pages
                .retain(|genre, adresse| !fichier(adresse) && !deja(adresse) && genres.insert(genre.clone()));
            (personne, pages.into_values().collect())
        };
        PERSONNES.into_iter().map(&mut de).collect()
    })
}

/// What is handed over as a file, not shown as a page.
pub fn fichier(adresse: &str) -> bool {
    let chemin = adresse.split('?').next().unwrap_or_default();
    chemin.contains("/export.") || [".csv", ".json", ".toml", ".xlsx"].iter().any(|fin| chemin.ends_with(fin))
}

/// Goes to a page and looks at it.
pub fn regarder(visite: &Visite<'_>, adresse: &str, fautes: &mut Vec<String>) {
    visite.nav.goto(&visite.terrain.serveur.url(adresse));
    verifier(&visite.nav, adresse, fautes);
}

/// Looks at the page that is open.
pub fn verifier(nav: &Navigateur, quoi: &str, fautes: &mut Vec<String>) {
    // What is folded is looked at too.
    nav.execute("document.querySelectorAll('details').forEach(d => { d.open = true; })", vec![]);
    fautes.extend(nav.axe().iter().map(|faute| format!("{quoi} {faute}")));
    if nav.overflow() > 0 {
        fautes.push(format!("{quoi} scrolls sideways by {}: {}", nav.overflow(), nav.overflowing()));
    }
    if nav.title().len() <= " – Palier".len() {
        fautes.push(format!("{quoi} has no title"));
    }
}

fn chaque_refus(ecran: Ecran) {
    let Some(terrain) = terrain() else { return };
    let Some(visite) = Visite::ouvrir(terrain, ecran) else { return };
    let mut fautes = Vec::new();
    visite.devenir("Aïcha Verdurin, travailleuse sociale");
    for (adresse, dit) in
        [("/dossiers/abc", "mal écrite"), ("/rien", "n’existe pas"), ("/deconnexion", "ne s’ouvre pas ainsi")]
    {
        regarder(&visite, adresse, &mut fautes);
        visite.lire(&[dit]);
    }
    comptes(&visite, &mut fautes);
    visite.devenir("Aïcha Verdurin, travailleuse sociale");
    orientation(&visite, &mut fautes);
    actes(&visite, &mut fautes);
    formulaires(&visite, &mut fautes);
    alerte(&visite, &mut fautes);
    assert!(fautes.is_empty(), "{} faults\n{}", fautes.len(), fautes.join("\n"));
    visite.console_muette();
}

/// An invitation with its errors, then the link, shown once.
fn comptes(visite: &Visite<'_>, fautes: &mut Vec<String>) {
    let nav = &visite.nav;
    visite.devenir("Odette Registre, administration des comptes");
    visite.aller("/comptes");
    nav.fill("Prénom et nom", "Personne Invitée");
    nav.click("Inviter");
    nav.wait_for("est à corriger");
    verifier(nav, "an invitation with errors", fautes);
    nav.fill(
        "Identifiant de connexion",
        &format!("{}@palier-bleu.example.org", nom("invitee").replace(' ', "-")),
    );
    nav.execute("document.querySelector('[name=profil]').value = 'intervenant social'", vec![]);
    nav.click("Inviter");
    nav.wait_for("Il ne sera plus montré");
    verifier(nav, "the link of an invitation", fautes);
}

fn orientation(visite: &Visite<'_>, fautes: &mut Vec<String>) {
    let nav = &visite.nav;
    visite.aller(&visite.terrain.orientation());
    nav.choose("Reconnu au titre du DALO", "Non");
    nav.wait_for("Ce ménage ne répond pas à toutes les conditions d’entrée");
    verifier(nav, "the referral with its verdict", fautes);
    nav.fill("Date", "31/02/2026");
    nav.click("Orienter ce ménage");
    nav.wait_for("réponses sont à corriger");
    verifier(nav, "the referral with its errors", fautes);
}

fn actes(visite: &Visite<'_>, fautes: &mut Vec<String>) {
    let (nav, terrain) = (&visite.nav, visite.terrain);
    let qui = terrain.entrer(TRAVAILLEUSE);
    let dossier = terrain.orienter(&qui, &nom("Ménage Refus"));
    visite.aller(&format!("{dossier}/actes/admettre"));
    nav.click("Enregistrer");
    nav.wait_for("une règle s'y oppose");
    verifier(nav, "a refused act", fautes);
    visite.aller(&format!("{dossier}/actes/tenter-un-contact"));
    nav.fill("Date", "hier");
    nav.click("Enregistrer");
    nav.wait_for("est à corriger");
    verifier(nav, "an act with errors", fautes);
    visite.aller(&format!("{dossier}/actes/tenter-un-contact"));
    qui.agir(&dossier, "tenter-un-contact", &[("resultat", "absent")]).expect(303);
    nav.choose("Résultat", "Joint");
    nav.click("Enregistrer");
    nav.wait_for("a changé pendant votre saisie");
    verifier(nav, "a conflict", fautes);
    regarder(visite, &format!("{dossier}/corriger/1"), fautes);
    visite.lire(&["Motif de la correction"]);
    nav.click("Enregistrer la correction");
    nav.wait_for("à corriger");
    verifier(nav, "a correction with errors", fautes);
}

fn formulaires(visite: &Visite<'_>, fautes: &mut Vec<String>) {
    let (nav, terrain) = (&visite.nav, visite.terrain);
    let dossier = terrain.orienter(&terrain.entrer(TRAVAILLEUSE), &nom("Ménage Formulaire"));
    visite.aller(&format!("{dossier}/actes/retirer-l-adhesion"));
    nav.execute("document.querySelector('[name=jeton]').value = 'faux'", vec![]);
    nav.click("Enregistrer");
    nav.wait_for("Ce formulaire n’est plus valable");
    verifier(nav, "a forged form", fautes);
    visite.aller(&format!("{dossier}/actes/retirer-l-adhesion"));
    nav.execute("document.querySelector('textarea').value = 'a'.repeat(100000)", vec![]);
    nav.click("Enregistrer");
    nav.wait_for("Cet envoi est trop lourd");
    verifier(nav, "a form too large", fautes);
}

fn alerte(visite: &Visite<'_>, fautes: &mut Vec<String>) {
    let nav = &visite.nav;
    visite.devenir("Fatou Genévrier, travailleuse sociale");
    let action = action_collective(&visite.terrain.serveur);
    visite.aller(&format!("{action}/actes/tenir-une-seance-collective"));
    nav.execute("document.querySelector('[name=presents]').checked = true", vec![]);
    nav.click("Enregistrer");
    nav.wait_for("une alerte demande un motif");
    verifier(nav, "an alert", fautes);
}

/// A collective action of the dispositif whose groups should be of four or five.
fn action_collective(serveur: &Serveur) -> String {
    let qui = Acteur::entrer(serveur, "Fatou Genévrier");
    let convention = qui.lien("/conventions", "Moins d'énergie, mieux chez soi");
    let liens = liens(&qui.get(&convention).text());
    liens.into_iter().find(|(adresse, _)| adresse.starts_with("/actions/")).expect("an action").0
}
