//! axe-core on the current page. Its rules find what a machine can find; keyboard and wording need stories of their own.

use std::fmt;

use serde_json::Value;

use crate::Navigateur;

const AXE: &str = include_str!("../axe/axe.min.js");
const RUN: &str = "const done = arguments[arguments.length - 1];
axe.run(document, { resultTypes: ['violations'] })
   .then(found => done({ violations: found.violations }), error => done({ error: String(error) }));";

/// A rule that the page breaks.
#[derive(Debug, Clone)]
pub struct Violation {
    /// The rule, such as `color-contrast`.
    pub rule: String,
    /// minor, moderate, serious or critical.
    pub impact: String,
    /// What the rule asks.
    pub help: String,
    /// The places: selector and source of each.
    pub nodes: Vec<String>,
}

impl Navigateur {
    /// The rules of axe-core that the page breaks. Needs JavaScript.
    #[track_caller]
    pub fn axe(&self) -> Vec<Violation> {
        self.execute(AXE, vec![]);
        let found = self.execute_async(RUN, vec![]);
        if let Some(error) = found.get("error") {
            panic!("axe: {error}");
        }
        list(&found["violations"]).map(violation).collect()
    }

    /// Fails, listing them, if the page breaks a rule of axe-core.
    #[track_caller]
    pub fn assert_accessible(&self) {
        let violations = self.axe();
        let text: String = violations.iter().map(ToString::to_string).collect();
        assert!(violations.is_empty(), "{} breaks rules of accessibility:\n{text}", self.url());
    }
}

fn violation(found: &Value) -> Violation {
    let node = |node: &Value| format!("{} {}", node["target"], text(&node["html"]));
    Violation {
        rule: text(&found["id"]),
        impact: text(&found["impact"]),
        help: text(&found["help"]),
        nodes: list(&found["nodes"]).map(node).collect(),
    }
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

impl fmt::Display for Violation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "- {} ({}): {}", self.rule, self.impact, self.help)?;
        self.nodes.iter().try_for_each(|node| writeln!(out, "    {node}"))
    }
}
