//! A check that cannot fail is worthless: each one is shown a bad input and a good one.

use serde_json::json;

use super::{arrows, licences, map, pages, privacy, shape, words};
use crate::tree::{Fault, File};

fn file(path: &str, text: &str) -> File {
    File { path: path.to_owned(), text: text.to_owned() }
}

#[track_caller]
fn faulty(faults: &[Fault], line: usize, says: &str) {
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert_eq!(faults[0].line, line, "{faults:?}");
    assert!(faults[0].what.contains(says), "{faults:?}");
}

#[track_caller]
fn clean(faults: &[Fault]) {
    assert!(faults.is_empty(), "{faults:?}");
}

fn workspace(name: &str, dependency: &str, kind: Option<&str>) -> serde_json::Value {
    json!({ "packages": [
        { "name": name, "dependencies": [{ "name": dependency, "kind": kind }] },
        { "name": "app", "dependencies": [] },
        { "name": "store", "dependencies": [] },
        { "name": "domain", "dependencies": [] },
    ]})
}

#[test]
fn an_arrow_against_the_map_is_seen() {
    faulty(&arrows::check(&workspace("web", "store", None)).unwrap(), 0, "web may not import store");
    faulty(&arrows::check(&workspace("store", "app", Some("build"))).unwrap(), 0, "store may not import app");
    faulty(&arrows::check(&workspace("xtask", "app", None)).unwrap(), 0, "xtask may not import app");
    clean(&arrows::check(&workspace("store", "domain", None)).unwrap());
    clean(&arrows::check(&workspace("dispositifs", "store", Some("dev"))).unwrap());
}

#[test]
fn a_crate_off_the_map_is_seen() {
    faulty(&arrows::check(&workspace("utils", "domain", None)).unwrap(), 0, "decision record");
}

#[test]
fn the_core_takes_little_from_outside() {
    faulty(&arrows::check(&workspace("domain", "tokio", None)).unwrap(), 0, "tokio");
    clean(&arrows::check(&workspace("domain", "jiff", None)).unwrap());
    clean(&arrows::check(&workspace("domain", "proptest", Some("dev"))).unwrap());
}

#[test]
fn a_licence_that_cannot_be_shipped_is_seen() {
    let package = |licence: Option<&str>| {
        json!({ "packages": [
            { "name": "dep", "source": "registry", "license": licence }, { "name": "ours", "source": null },
        ]})
    };
    for bad in [Some("GPL-3.0-only"), Some("MIT AND AGPL-3.0"), Some("SSPL-1.0 OR BUSL-1.1"), None] {
        faulty(&licences::check(&package(bad)).unwrap(), 0, "dep is under");
    }
    for good in ["MIT", "MIT/Apache-2.0", "GPL-2.0 OR MIT", "(MIT OR Apache-2.0) AND Unicode-3.0"] {
        clean(&licences::check(&package(Some(good))).unwrap());
    }
}

#[test]
fn a_map_that_lies_is_seen() {
    let members = ["domain".to_owned(), "stories".to_owned()];
    let exists = |path: &str| path == "crates/domain/src/acte.rs";
    let check = |text: &str| map::check(&[file("ARCHITECTURE.md", text)], &members, &exists);
    faulty(&map::check(&[], &members, &exists), 0, "missing");
    faulty(&check("crates/domain only"), 0, "does not mention tests");
    faulty(&check("crates/domain, tests\n`crates/domain/src/gone.rs`"), 2, "gone.rs");
    clean(&check(
        "crates/domain, tests, `crates/domain/src/acte.rs`, `GET /x/y`, `/dossiers/1`, `a::b`, `cas/*.toml`, `dispositifs/ID/definition.toml`",
    ));
}

#[test]
fn a_long_file_is_seen() {
    let long = "//! Header.\n".repeat(401);
    faulty(&shape::check(&file("crates/web/src/lib.rs", &long)), 401, "401 lines");
    clean(&shape::check(&file("crates/web/src/tests.rs", &long)));
    clean(&shape::check(&file("crates/web/templates/base.html", &long)));
    clean(&shape::check(&file("crates/web/src/lib.rs", &"//! Header.\n".repeat(400))));
}

#[test]
fn a_module_without_header_is_seen() {
    faulty(&shape::check(&file("crates/web/src/lib.rs", "use a;\n")), 1, "header");
    faulty(&shape::check(&file("crates/web/src/lib.rs", "")), 1, "header");
    clean(&shape::check(&file("crates/web/src/lib.rs", "//! Header.\n")));
}

#[test]
fn a_trailing_space_is_seen() {
    faulty(&shape::check(&file("README.md", "one\ntwo \n")), 2, "trailing");
    clean(&shape::check(&file("LICENSE", "two \n")));
}

#[test]
fn sql_out_of_the_store_is_seen() {
    let text = "//! Header.\nconst Q: &str = \"SELECT nom FROM menage\";\n";
    faulty(&words::check(&file("crates/web/src/a.rs", text)).unwrap(), 2, "crates/store");
    faulty(&words::check(&file("crates/app/src/a.rs", "use rusqlite::Row;")).unwrap(), 1, "crates/store");
    faulty(
        &words::check(&file("crates/app/src/a.rs", "fn f(c: postgres::Client) {}")).unwrap(),
        1,
        "crates/store",
    );
    clean(&words::check(&file("crates/store/src/a.rs", text)).unwrap());
    clean(&words::check(&file("crates/app/src/a.rs", "\"postgres://palier@127.0.0.1/x\"")).unwrap());
}

#[test]
fn a_clock_in_the_core_is_seen() {
    for clock in ["Zoned::now()", "Timestamp::now()", "std::time::SystemTime", "Instant::now()"] {
        faulty(&words::check(&file("crates/domain/src/a.rs", clock)).unwrap(), 1, "clock");
        clean(&words::check(&file("crates/app/src/a.rs", clock)).unwrap());
    }
    clean(&words::check(&file("crates/domain/src/a.rs", "/// The Instant it was recorded.")).unwrap());
}

#[test]
fn a_sheet_named_in_rust_is_seen() {
    for literal in [
        "\"2.1.7\"",
        "\"fiche 3.3.6\"",
        "\"2.3.19 : Nanterre\"",
        "\"voir 2.3.19, Nanterre.\"",
        "\"voir 2.3.1.\"",
    ] {
        faulty(&words::check(&file("crates/web/src/a.rs", literal)).unwrap(), 1, "data");
    }
    for literal in ["\"127.0.0.1\"", "\"0.1.0\"", "\"4.14.1\"", "1.2.3", "\"1.2.3.4\"", "// \"2.1.7\""] {
        clean(&words::check(&file("crates/web/src/a.rs", literal)).unwrap());
    }
    clean(
        &words::check(&file("crates/web/src/a.rs", "//! H.\n#[cfg(test)]\nmod tests { \"2.1.7\" }")).unwrap(),
    );
    clean(&words::check(&file("crates/web/src/tests.rs", "\"2.1.7\"")).unwrap());
}

#[test]
fn inline_style_and_script_are_seen() {
    for (bad, says) in [
        ("<style>p{}</style>", "style element"),
        ("<p style=\"color:red\">", "style attribute"),
        ("<p onclick=\"x()\">", "event attribute"),
        ("<a href=\"javascript:x()\">", "script address"),
        ("<script>x()</script>", "script without src"),
    ] {
        faulty(&pages::check(&file("crates/web/templates/a.html", bad)).unwrap(), 1, says);
    }
    let good = "<script src=\"/a.js\" defer></script>\n<p class=\"style\" data-once=\"1\">selon = style";
    clean(&pages::check(&file("crates/web/templates/a.html", good)).unwrap());
}

/// Written in two pieces: this file is read by the checks too.
#[test]
fn a_way_to_reach_somebody_is_seen() {
    let mail = format!("Écrire à jeanne{}gmail.com.", "@");
    faulty(&privacy::check(&file("docs/guide.md", &mail)).unwrap(), 1, "mail");
    for start in ["01 ", "06", "+33 6 ", "+336"] {
        let number = format!("tel {start}{};", "12 34 56 78");
        faulty(&privacy::check(&file("seed.csv", &number)).unwrap(), 1, "telephone");
    }
    clean(&privacy::check(&file("a.md", "a@example.org b@palier.test c@x.invalid axe-core@4.14.1")).unwrap());
    clean(
        &privacy::check(&file("a.md", "01 99 00 12 34, le 01 02 2026, 48.0123456789, 12345678901234"))
            .unwrap(),
    );
}
