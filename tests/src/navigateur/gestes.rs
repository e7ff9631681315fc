//! Gestures: go, press, fill, choose. A name that two visible things bear is an error, as it is for a person.

use std::time::{Duration, Instant};

use fantoccini::Locator;
use fantoccini::elements::Element;

use super::Navigateur;
use crate::recherche;

const PATIENCE: Duration = Duration::from_secs(10);

impl Navigateur {
    /// Goes to an address.
    #[track_caller]
    pub fn goto(&self, url: &str) {
        self.get(url, self.client.goto(url));
    }

    /// Presses the link, button, tab or label called so.
    #[track_caller]
    pub fn click(&self, name: &str) {
        let element = self.only(&recherche::pressable(name), name);
        self.get(name, element.click());
    }

    /// Presses the only visible element that a CSS selector finds.
    #[track_caller]
    pub fn click_css(&self, selector: &str) {
        let found = self.get(selector, self.client.find_all(Locator::Css(selector)));
        let element = self.alone(self.visible(found), selector);
        self.get(selector, element.click());
    }

    /// Fills the field under a label: replaces a text, chooses an option by its text, sets a date (`2026-11-02`).
    #[track_caller]
    pub fn fill(&self, label: &str, value: &str) {
        let field = self.field(label);
        let tag = self.get(label, field.tag_name());
        let kind = self.get(label, field.prop("type")).unwrap_or_default();
        match (tag.as_str(), kind.as_str()) {
            ("select", _) => self.get(label, field.select_by_label(value)),
            (_, "date" | "month" | "time" | "datetime-local") => self.set_value(&field, value),
            (_, "checkbox" | "radio") => panic!("{label:?} is a box: use check"),
            (_, "file") => self.get(label, field.send_keys(value)),
            _ => {
                self.get(label, field.clear());
                self.get(label, field.send_keys(value));
            }
        }
    }

    /// Ticks the box, or chooses the radio button, under a label.
    #[track_caller]
    pub fn check(&self, label: &str) {
        let field = self.field(label);
        if !self.get(label, field.is_selected()) {
            let label_element = self.label(label);
            self.get(label, label_element.click());
        }
        assert!(self.get(label, field.is_selected()), "{label:?} stays unticked");
    }

    /// Chooses, or ticks, the answer called so under the question called so.
    #[track_caller]
    pub fn choose(&self, question: &str, answer: &str) {
        let label = self.only(&recherche::answer(question, answer), &format!("{question} {answer}"));
        self.get(answer, label.click());
    }

    /// What the field under a label holds.
    #[track_caller]
    pub fn value(&self, label: &str) -> String {
        self.get(label, self.field(label).prop("value")).unwrap_or_default()
    }

    /// Waits until the page says this. To be called after a key that sends a form: unlike a click, a key does not wait
    /// for the next page.
    #[track_caller]
    pub fn wait_for(&self, text: &str) {
        let deadline = Instant::now() + PATIENCE;
        while !self.text_now().is_some_and(|words| words.contains(text)) {
            assert!(Instant::now() < deadline, "{} never says {text:?}:\n{}", self.url(), self.text());
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    #[track_caller]
    fn field(&self, name: &str) -> Element {
        let label = self.label(name);
        match self.get(name, label.attr("for")) {
            Some(id) => {
                let selector = format!("[id=\"{id}\"]");
                self.get(&format!("the field of {name:?}"), self.client.find(Locator::Css(&selector)))
            }
            None => self.get(name, label.find(Locator::Css("input, select, textarea"))),
        }
    }

    #[track_caller]
    fn label(&self, name: &str) -> Element {
        let exact = self.get(name, self.client.find_all(Locator::XPath(&recherche::label(name))));
        let exact = self.visible(exact);
        if exact.is_empty() {
            self.only(&recherche::label_start(name), name)
        } else {
            self.alone(exact, name)
        }
    }

    #[track_caller]
    fn set_value(&self, field: &Element, value: &str) {
        let script = "arguments[0].value = arguments[1];
            for (const name of ['input', 'change']) arguments[0].dispatchEvent(new Event(name, { bubbles: true }));";
        let field = serde_json::to_value(field).expect("an element is a reference");
        self.execute(script, vec![field, value.into()]);
    }

    #[track_caller]
    fn only(&self, xpath: &str, name: &str) -> Element {
        let found = self.get(name, self.client.find_all(Locator::XPath(xpath)));
        self.alone(self.visible(found), name)
    }

    #[track_caller]
    fn visible(&self, mut found: Vec<Element>) -> Vec<Element> {
        found.retain(|element| self.get("display", element.is_displayed()));
        found
    }

    #[track_caller]
    fn alone(&self, mut found: Vec<Element>, name: &str) -> Element {
        let count = found.len();
        match (found.pop(), count) {
            (Some(element), 1) => element,
            _ => panic!("{count} things are called {name:?} on {}:\n{}", self.url(), self.text()),
        }
    }
}
