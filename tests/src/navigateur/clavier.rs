//! The keyboard, and what it is on.

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::key::Key;
use serde_json::Value;

use super::Navigateur;

/// The keys of a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Touche {
    /// Next field.
    Tab,
    /// Previous field.
    MajTab,
    /// Enter.
    Entree,
    /// Space.
    Espace,
    /// Escape.
    Echap,
    /// Arrow down.
    Bas,
    /// Arrow up.
    Haut,
}

/// What has the focus, as an assistive tool says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Focus {
    /// Such as `link`, `button`, `textbox`.
    pub role: String,
    /// Its accessible name, its spaces made plain.
    pub name: String,
    /// Whether a person can see where the focus is: an outline or a shadow.
    pub visible: bool,
}

impl Navigateur {
    /// Presses one key.
    #[track_caller]
    pub fn press(&self, touche: Touche) {
        let key = match touche {
            Touche::Tab | Touche::MajTab => Key::Tab.into(),
            Touche::Entree => Key::Enter.into(),
            Touche::Espace => ' ',
            Touche::Echap => Key::Escape.into(),
            Touche::Bas => Key::Down.into(),
            Touche::Haut => Key::Up.into(),
        };
        let shift = (touche == Touche::MajTab).then(|| char::from(Key::Shift));
        let down = shift.into_iter().chain([key]).map(|value| KeyAction::Down { value });
        let up = [key].into_iter().chain(shift).map(|value| KeyAction::Up { value });
        let actions = down.chain(up).fold(KeyActions::new("clavier".to_owned()), KeyActions::then);
        self.get("key", self.client.perform_actions(actions));
    }

    /// Types into what has the focus.
    #[track_caller]
    pub fn type_text(&self, text: &str) {
        let focused = self.get("focus", self.client.active_element());
        self.get("typing", focused.send_keys(text));
    }

    /// What has the focus.
    #[track_caller]
    pub fn focus(&self) -> Focus {
        let focused = self.get("focus", self.client.active_element());
        let id = focused.element_id();
        let style = |property: &str| self.get(property, focused.css_value(property));
        let visible = style("outline-style") != "none" || style("box-shadow") != "none";
        let said = |what: &str| text(&self.read(format!("element/{id}/{what}")));
        Focus { role: said("computedrole"), name: plain(&said("computedlabel")), visible }
    }

    /// Presses Tab until something called so has the focus; fails, listing what was passed, if it never does.
    #[track_caller]
    pub fn tab_to(&self, name: &str) -> Focus {
        let name = plain(name);
        let mut passed = Vec::new();
        for _ in 0..200 {
            self.press(Touche::Tab);
            let focus = self.focus();
            if focus.name == name {
                return focus;
            }
            passed.push(focus.name);
        }
        panic!("the keyboard never reaches {name:?}; it passed {passed:?}");
    }
}

/// A hidden word is set apart by a no-break space, which nobody hears.
fn plain(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
