//! What is on the screen: words, sizes, pictures.

use std::path::PathBuf;

use fantoccini::error::CmdError;
use fantoccini::wd::PrintConfiguration;

use super::Navigateur;
use crate::environnement;

/// What reaches beyond the right edge of the screen.
const WIDE: &str = "return [...document.querySelectorAll('body *')]
    .filter(e => e.getBoundingClientRect().right > arguments[0] && !e.closest('.palier-figure__cadre'))
    .slice(0, 8).map(e => e.outerHTML.slice(0, 120));";

impl Navigateur {
    /// The address of the page.
    #[track_caller]
    pub fn url(&self) -> String {
        self.get("address", self.client.current_url()).to_string()
    }

    /// The title of the page.
    #[track_caller]
    pub fn title(&self) -> String {
        self.get("title", self.client.title())
    }

    /// The visible words of the page.
    #[track_caller]
    pub fn text(&self) -> String {
        self.get("text", self.words())
    }

    /// The visible words, or nothing while a page replaces another.
    pub(super) fn text_now(&self) -> Option<String> {
        self.block_on(self.words()).ok()
    }

    /// Read in one command: an element found, then read, may belong to the page that is leaving.
    async fn words(&self) -> Result<String, CmdError> {
        let text = self.client.execute("return document.body ? document.body.innerText : ''", vec![]).await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// Width and height of the visible part of the page, in CSS pixels.
    #[track_caller]
    pub fn viewport(&self) -> (i64, i64) {
        let size = self.execute("return [innerWidth, innerHeight]", vec![]);
        (size[0].as_i64().unwrap_or_default(), size[1].as_i64().unwrap_or_default())
    }

    /// Prints the page on A4 sheets: how many there are.
    #[track_caller]
    pub fn print(&self) -> usize {
        let pdf = self.get("print", self.client.print(PrintConfiguration::default()));
        assert!(pdf.starts_with(b"%PDF"), "not a PDF");
        let text = String::from_utf8_lossy(&pdf);
        text.matches("/Type /Page\n").count()
    }

    /// How many pixels the page is wider than its screen: 0 unless it scrolls sideways.
    #[track_caller]
    pub fn overflow(&self) -> i64 {
        let width = self.execute("return document.documentElement.scrollWidth", vec![]).as_i64();
        width.unwrap_or_default() - i64::from(self.ecran.size().0)
    }

    /// What reaches beyond the right edge.
    #[track_caller]
    pub fn overflowing(&self) -> String {
        self.execute(WIDE, vec![self.ecran.size().0.into()]).to_string()
    }

    /// Takes a picture of the screen: `target/captures/NAME.png`.
    #[track_caller]
    pub fn screenshot(&self, name: &str) -> PathBuf {
        let path = environnement::captures().join(format!("{name}.png"));
        let picture = self.get("picture", self.client.screenshot());
        std::fs::write(&path, picture).expect("the picture can be written");
        path
    }

    /// Takes a picture of the whole page, however long.
    #[track_caller]
    pub fn screenshot_page(&self, name: &str) -> PathBuf {
        let screen = self.ecran.size().1;
        let height = self.execute("return document.documentElement.scrollHeight", vec![]);
        let height = height.as_u64().and_then(|height| u32::try_from(height).ok()).unwrap_or(screen);
        self.resize(height.clamp(screen, 16_000));
        let path = self.screenshot(name);
        self.resize(screen);
        path
    }
}
