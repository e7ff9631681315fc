//! « Quel dispositif pour ce ménage ? »: from a household's description to its referral, by keyboard; and the same search
//! without JavaScript.

use stories::{Ecran, Navigateur, Touche};

use crate::accessibilite::verifier;
use crate::clavier::{aller_a_la_touche, atteindre};
use crate::ecran::Visite;
use crate::terrain::{nom, terrain};

/// What opens the way in of the stories' convention: the theme of each fact, and the fact.
const ELIGIBLE: [(&str, &str); 3] = [
    ("Reconnaissances et résidence", "Reconnu au titre du DALO"),
    ("Situation sociale", "Situation d'isolement"),
    ("Situation sociale", "En voie de marginalisation ou en grande précarité"),
];

#[test]
fn a_worker_goes_from_a_description_to_a_referral_by_keyboard() {
    let Some(terrain) = terrain() else { return };
    let Some(visite) = Visite::ouvrir(terrain, Ecran::Bureau) else { return };
    let menage = nom("Ménage Trouvé");
    visite.devenir("Aïcha Verdurin, travailleuse sociale");
    visite.aller("/");
    let nav = &visite.nav;
    aller_a_la_touche(nav, "Quel dispositif ?", "Question suivante");
    passer_une_question(nav);
    for (theme, fait) in ELIGIBLE {
        repondre_oui(&visite, theme, fait);
    }
    visite.tenir();
    aller_a_la_touche(nav, "Orienter ce ménage", "Ce que vous avez décrit est repris");
    nav.wait_for("Ce ménage répond aux conditions d’entrée");
    atteindre(nav, "Nom du nouveau ménage");
    nav.type_text(&menage);
    atteindre(nav, "Date");
    nav.type_text("06/01/2025");
    atteindre(nav, "Orienter ce ménage");
    nav.press(Touche::Entree);
    nav.wait_for("«\u{a0}Orienter\u{a0}»\u{a0}: c'est enregistré.");
    visite.lire(&[&menage]);
    visite.console_muette();
}

#[test]
fn the_search_is_accessible_at_each_of_its_steps() {
    let Some(terrain) = terrain() else { return };
    let mut fautes = Vec::new();
    for ecran in [Ecran::Bureau, Ecran::Telephone] {
        let Some(visite) = Visite::ouvrir(terrain, ecran) else { return };
        let nav = &visite.nav;
        visite.aller("/trouver");
        verifier(nav, "the search of a visitor", &mut fautes);
        visite.devenir("Aïcha Verdurin, travailleuse sociale");
        visite.aller("/trouver");
        verifier(nav, "the search", &mut fautes);
        nav.choose("Reconnu au titre du DALO", "Non");
        nav.wait_for("Le ménage doit être reconnu au titre du DALO.");
        verifier(nav, "what is not open", &mut fautes);
        nav.fill("Date de naissance de la personne de référence", "31/02/2000");
        nav.wait_for("Ces réponses ne comptent pas encore");
        verifier(nav, "an answer that does not count yet", &mut fautes);
        nav.click("Trier les dispositifs");
        nav.wait_for("Une réponse est à corriger");
        verifier(nav, "the search with its errors", &mut fautes);
        visite.console_muette();
    }
    assert!(fautes.is_empty(), "{} faults\n{}", fautes.len(), fautes.join("\n"));
}

#[test]
fn the_search_works_without_javascript() {
    let Some(terrain) = terrain() else { return };
    let Some(nav) = Navigateur::without_javascript(Ecran::Telephone) else { return };
    let visite = Visite::avec(nav, terrain);
    visite.aller("/trouver");
    let nav = &visite.nav;
    let premiere = question(nav);
    nav.click("Ne sait pas");
    nav.wait_for("Question suivante");
    assert_ne!(question(nav), premiere);
    nav.click("Bail, loyer et impayés (20)");
    nav.choose("Le ménage est titulaire du bail", "Non");
    nav.click("Trier les dispositifs");
    nav.wait_for("Bail, loyer et impayés (1 réponse sur 20)");
    visite.lire(&["doit être locataire en titre"]);
    assert_ne!(question(nav), premiere, "what she does not know is asked again");
    visite.tenir();
}

/// The question on the screen.
fn question(nav: &Navigateur) -> String {
    let texte = nav.text();
    texte.lines().find(|l| l.starts_with("Question suivante")).expect("a question").to_owned()
}

/// She does not know: the next question takes the place, and the focus.
fn passer_une_question(nav: &Navigateur) {
    let premiere = question(nav);
    // The same words answer each fact of the list: the button is the one that is pressed.
    while nav.tab_to("Ne sait pas").role != "button" {}
    nav.press(Touche::Entree);
    nav.wait_for("Question suivante");
    let fin = std::time::Instant::now() + std::time::Duration::from_secs(10);
    while question(nav) == premiere {
        assert!(std::time::Instant::now() < fin, "{premiere} is asked again");
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    assert!(nav.focus().name.starts_with("Question suivante"), "{:?}", nav.focus());
}

/// Unfolds the theme, tabs to the fact and answers yes with the arrows.
fn repondre_oui(visite: &Visite<'_>, theme: &str, fait: &str) {
    let nav = &visite.nav;
    let ici = |script: &str| nav.execute(script, vec![]).as_str().unwrap_or_default().to_owned();
    let nom_du_pli =
        "const e = document.activeElement; return e.matches('summary') ? e.textContent.trim() : ''";
    let legende =
        "return document.activeElement.closest('fieldset')?.querySelector('legend').textContent ?? ''";
    let jusqu_a = |script: &str, voulu: &str| {
        let trouve = (0..300).any(|_| {
            nav.press(Touche::Tab);
            ici(script).starts_with(voulu)
        });
        assert!(trouve, "the keyboard never reaches {voulu:?}");
    };
    jusqu_a(nom_du_pli, theme);
    let ferme = nav.execute("return !document.activeElement.parentElement.open", vec![]);
    if ferme.as_bool() == Some(true) {
        nav.press(Touche::Entree);
    }
    jusqu_a(legende, fait);
    assert!(nav.focus().visible, "{fait:?} has the focus and does not show it");
    // From « Ne sait pas », the last, round to « Oui », the first.
    nav.press(Touche::Bas);
    assert_eq!(nav.focus().name, "Oui");
}
