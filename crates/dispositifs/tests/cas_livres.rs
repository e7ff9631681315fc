//! Every shipped cas plays in memory as it says.

use dispositifs::Bibliotheque;
use dispositifs::cas::{imprimer, jouer_en_memoire};

#[test]
fn shipped_cas_play_as_they_say() {
    let (biblio, _) = Bibliotheque::embarquee();
    let resultats: Vec<_> = biblio.cas.iter().map(|(f, t)| jouer_en_memoire(&biblio, f, t)).collect();
    println!("{}", imprimer(&resultats));
    assert!(resultats.iter().all(|r| r.passe));
}
