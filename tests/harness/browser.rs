//! The browser.

use stories::{Ecran, Navigateur, Touche};

use crate::page::serve;

#[test]
fn axe_finds_a_planted_fault_under_a_strict_policy() {
    let Some(nav) = Navigateur::open(Ecran::Bureau) else { return };
    nav.goto(&serve());
    let violations = nav.axe();
    let rules: Vec<&str> = violations.iter().map(|violation| violation.rule.as_str()).collect();
    assert_eq!(rules, ["image-alt"], "{violations:?}");
    assert!(violations[0].nodes[0].contains("/rien.png"), "{violations:?}");
}

#[test]
fn a_page_without_fault_is_accessible() {
    let Some(nav) = Navigateur::open(Ecran::Telephone) else { return };
    nav.goto(&format!("{}/temoin", serve()));
    nav.assert_accessible();
}

#[test]
fn the_screens_have_their_size_and_keep_it() {
    for ecran in [Ecran::Bureau, Ecran::Telephone] {
        let Some(nav) = Navigateur::open(ecran) else { return };
        let base = serve();
        let (width, height) = ecran.size();
        for path in ["/temoin", "/formulaire"] {
            nav.goto(&format!("{base}{path}"));
            assert_eq!(nav.viewport(), (i64::from(width), i64::from(height)));
            assert_eq!(nav.overflow(), 0);
        }
    }
}

#[test]
fn a_page_wider_than_a_telephone_is_seen() {
    let Some(nav) = Navigateur::open(Ecran::Telephone) else { return };
    nav.goto(&format!("{}/large", serve()));
    assert!(nav.overflow() > 300, "{}", nav.overflow());
}

#[test]
fn a_form_is_filled_by_the_names_of_its_fields() {
    let Some(nav) = Navigateur::open(Ecran::Bureau) else { return };
    nav.goto(&format!("{}/formulaire", serve()));
    fill_and_send(&nav);
}

#[test]
fn a_form_is_filled_without_javascript() {
    let Some(nav) = Navigateur::without_javascript(Ecran::Telephone) else { return };
    let base = serve();
    nav.goto(&format!("{base}/script"));
    assert!(nav.text().contains("sans script"), "{}", nav.text());
    nav.goto(&format!("{base}/formulaire"));
    fill_and_send(&nav);
}

fn fill_and_send(nav: &Navigateur) {
    nav.fill("Nom du ménage", "Roux");
    nav.fill("Le", "2026-11-02");
    nav.fill("Statut", "bail direct");
    nav.check("Le ménage est d'accord");
    assert_eq!(nav.value("Nom du ménage"), "Roux");
    nav.click("Envoyer l'orientation");
    nav.wait_for("nom=Roux&le=2026-11-02&statut=bail+direct&accord=oui");
}

#[test]
fn scripts_of_the_page_run_when_they_are_on() {
    let Some(nav) = Navigateur::open(Ecran::Bureau) else { return };
    nav.goto(&format!("{}/script", serve()));
    nav.wait_for("avec script");
}

#[test]
fn the_keyboard_alone_sends_the_form() {
    let Some(nav) = Navigateur::open(Ecran::Bureau) else { return };
    nav.goto(&format!("{}/formulaire", serve()));
    assert_eq!(nav.tab_to("Nom du ménage (obligatoire)").role, "textbox");
    nav.type_text("Blanc");
    nav.tab_to("Le ménage est d'accord");
    nav.press(Touche::Espace);
    let button = nav.tab_to("Envoyer l'orientation");
    assert_eq!((button.role.as_str(), button.visible), ("button", true));
    nav.press(Touche::MajTab);
    assert_eq!(nav.focus().role, "checkbox");
    nav.press(Touche::Tab);
    nav.press(Touche::Entree);
    nav.wait_for("Blanc");
    assert!(nav.text().contains("accord=oui"), "{}", nav.text());
}

#[test]
#[should_panic(expected = "0 things are called")]
fn pressing_what_is_not_there_fails() {
    let Some(nav) = Navigateur::open(Ecran::Bureau) else { panic!("0 things are called: no browser") };
    nav.goto(&serve());
    nav.click("Supprimer");
}

#[test]
fn pictures_and_console_are_kept() {
    let Some(nav) = Navigateur::open(Ecran::Telephone) else { return };
    nav.goto(&serve());
    let refusals = nav.console();
    assert!(refusals.iter().any(|line| line.contains("Content Security Policy")), "{refusals:?}");
    for path in [nav.screenshot("harness-ecran"), nav.screenshot_page("harness-page")] {
        assert!(std::fs::metadata(path).unwrap().len() > 1_000);
    }
    assert_eq!(nav.viewport(), (390, 844));
}
