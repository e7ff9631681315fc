//! What the program ships can serve: common rules, law and definitions without a single error.

use dispositifs::{Bibliotheque, Diagnostic};

#[test]
fn shipped_texts_have_no_error() {
    let (biblio, diagnostics) = Bibliotheque::embarquee();
    for d in &diagnostics {
        println!("{d}");
    }
    println!("{} définitions", biblio.definitions.len());
    assert!(!diagnostics.iter().any(Diagnostic::est_erreur));
    assert!(!biblio.socle.regles.is_empty());
}
