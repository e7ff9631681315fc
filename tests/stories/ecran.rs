//! What the stories do in a browser beyond one gesture, and what must hold of every page they pass.

use std::time::{Duration, Instant};

use fantoccini::Locator;
use stories::{Ecran, Navigateur};

use crate::terrain::Terrain;

/// A browser on the stories' ground.
pub struct Visite<'t> {
    pub nav: Navigateur,
    pub terrain: &'t Terrain,
}

impl<'t> Visite<'t> {
    /// Opens one.
    #[track_caller]
    pub fn ouvrir(terrain: &'t Terrain, ecran: Ecran) -> Option<Self> {
        Some(Self::avec(Navigateur::open(ecran)?, terrain))
    }

    /// With a browser already open.
    pub fn avec(nav: Navigateur, terrain: &'t Terrain) -> Self {
        Self { nav, terrain }
    }

    /// Goes to a path of the server.
    #[track_caller]
    pub fn aller(&self, chemin: &str) {
        self.nav.goto(&self.terrain.serveur.url(chemin));
        self.tenir();
    }

    /// Becomes someone, by the page where one chooses.
    #[track_caller]
    pub fn devenir(&self, nom_et_fonction: &str) {
        self.aller("/connexion");
        self.nav.click(nom_et_fonction);
        self.nav.wait_for(&format!("Vous agissez comme {}", nom_et_fonction.split(',').next().unwrap()));
        self.tenir();
    }

    /// What holds of every page: it has a title, and no sideways scroll.
    #[track_caller]
    pub fn tenir(&self) {
        // Right after a key or a click, the words may be there before the style.
        let fin = Instant::now() + Duration::from_secs(2);
        while self.nav.overflow() > 0 {
            assert!(
                Instant::now() < fin,
                "{} scrolls sideways because of {}",
                self.nav.url(),
                self.nav.overflowing()
            );
            std::thread::sleep(Duration::from_millis(50));
        }
        let titre = self.nav.title();
        assert!(titre.ends_with(" – Palier") && titre.len() > " – Palier".len() + 2, "{titre:?}");
    }

    /// On the page of a sujet, unfolds the act called so, with what it lies in; one that is a link is followed.
    #[track_caller]
    pub fn deplier(&self, acte: &str) {
        let nomme = format!("[.//span[@class='palier-acte__nom'][normalize-space(.)=\"{acte}\"]]");
        let (plis, lien) = (format!("//details{nomme}/summary"), format!("//a{nomme}"));
        let client = self.nav.client();
        let resumes = self.nav.block_on(client.find_all(Locator::XPath(&plis))).expect("the acts");
        let liens = self.nav.block_on(client.find_all(Locator::XPath(&lien))).expect("the acts");
        let rien = resumes.is_empty() && liens.is_empty();
        assert!(!rien, "no act {acte:?} on {}:\n{}", self.nav.url(), self.nav.text());
        for resume in resumes {
            let ferme = self.nav.block_on(async {
                let parent = resume.find(Locator::XPath("..")).await?;
                parent.attr("open").await.map(|ouvert| ouvert.is_none())
            });
            if ferme.expect("a fold") {
                self.nav.block_on(resume.click()).expect("a fold that opens");
            }
        }
        if let Some(lien) = liens.into_iter().next() {
            self.nav.block_on(lien.click()).expect("a link to a form");
            self.nav.wait_for("Enregistrer");
        }
    }

    /// Sends the only form in view, and waits for the sentence.
    #[track_caller]
    pub fn enregistrer(&self, acte: &str) {
        self.nav.click("Enregistrer");
        self.nav.wait_for(&format!("«\u{a0}{acte}\u{a0}»\u{a0}: c'est enregistré."));
        self.tenir();
    }

    /// The page says all of this.
    #[track_caller]
    pub fn lire(&self, phrases: &[&str]) {
        let texte = self.nav.text();
        for phrase in phrases {
            assert!(texte.contains(phrase), "{} does not say {phrase:?}:\n{texte}", self.nav.url());
        }
    }

    /// No page so far was refused something by its own policy.
    #[track_caller]
    pub fn console_muette(&self) {
        let mut lignes = self.nav.console();
        // The browser itself says on the console that a page answered 404 or 422: these stories ask for that.
        lignes.retain(|ligne| !ligne.contains("the server responded with a status of 4"));
        assert!(lignes.is_empty(), "{lignes:?}");
    }
}
