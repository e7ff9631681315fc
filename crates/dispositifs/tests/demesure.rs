//! Texts made to exhaust the reader: what they cost is counted, never timed.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "helpers of tests")]

use dispositifs::cas::{imprimer, jouer_en_memoire};
use dispositifs::formulaire::{Bloc, Formulaire, GROUPES, Lieu, Saisis, lieu_de_ligne};
use dispositifs::{Bibliotheque, Diagnostic};
use domain::Definition;
use domain::definition::Condition;

/// Most faults told of one text, and most characters of one of them, its hint included.
const FAUTES_MAX: usize = 200;
const PHRASE_MAX: usize = 1_300;

fn biblio() -> &'static Bibliotheque {
    static B: std::sync::OnceLock<Bibliotheque> = std::sync::OnceLock::new();
    B.get_or_init(|| Bibliotheque::embarquee().0)
}

const TETE: &str = "id = \"essai\"\nversion = 1\n\
    [fiche]\ntitre = \"Essai\"\nresume = \"Essai.\"\nvolets = [\"accès\"]\nchapitre = \"1.1 Essai\"\nsource = \"convention\"\n\
    [[role]]\nnom = \"porteur\"\nnature = \"association\"\n";

/// Reads it, and checks that what is said of it is bounded.
#[track_caller]
fn lu(texte: &str) -> (Option<Definition>, Vec<Diagnostic>) {
    let (definition, fautes) = biblio().verifier("x", texte);
    assert!(fautes.len() <= FAUTES_MAX, "{}", fautes.len());
    for faute in &fautes {
        assert!(faute.to_string().chars().count() <= PHRASE_MAX, "{faute}");
    }
    assert!(definition.is_some() || fautes.iter().any(Diagnostic::est_erreur));
    (definition, fautes)
}

/// It is refused as a whole, by a sentence that holds these words; neither does it open as a form.
#[track_caller]
fn refuse(texte: &str, mots: &str) {
    let (definition, fautes) = lu(texte);
    assert!(definition.is_none());
    assert!(fautes.iter().any(|f| f.message.contains(mots)), "{:?}", fautes.first());
    assert!(Formulaire::ouvrir(texte).is_none());
}

/// As many blocks, each with its number in place of `#`.
fn blocs(nombre: usize, bloc: &str) -> String {
    (0..nombre).map(|i| bloc.replace('#', &i.to_string())).collect()
}

#[test]
fn a_definition_with_too_many_of_anything_is_told_so_and_not_judged() {
    for cle in ["role", "niveau", "statut", "regle", "condition", "instance", "echeance", "quota", "fait"] {
        let dix_mille = blocs(10_000, &format!("[[{cle}]]\nnom = \"n#\"\n"));
        refuse(
            &format!("{TETE}{dix_mille}")
                .replace("[[role]]\nnom = \"porteur\"\nnature = \"association\"\n", ""),
            "Plus de 1000 éléments",
        );
        let mille = blocs(400, &format!("[[{cle}]]\nnom = \"n#\"\n"));
        refuse(&format!("{TETE}{mille}"), "Plus de 300 blocs");
    }
    refuse(&blocs(100_000, "[[regle]] \n"), "dépasse 1 Mo");
    refuse(&blocs(90_000, "[[regle]]\n"), "Plus de 1000 éléments");
    refuse(&blocs(20_000, "clef_# = 1\n"), "Plus de 1000 clés");
    let large = format!("nom = \"n#\"\napres = [{}]\n", "\"a\",".repeat(900));
    refuse(&format!("{TETE}{}", blocs(100, &format!("[[statut]]\n{large}"))), "Plus de 15000 valeurs");
}

#[test]
fn nesting_without_end_is_told() {
    for (ouvre, ferme) in [("[", "]"), ("{ tous = [", "] }"), ("{ a = ", " }")] {
        let profond = format!("x = {}1{}", ouvre.repeat(50_000), ferme.repeat(50_000));
        let (definition, fautes) = lu(&profond);
        assert!(definition.is_none() && !fautes.is_empty());
        assert!(Formulaire::ouvrir(&profond).is_none());
    }
    let quarante = format!("x = {}1{}", "[".repeat(40), "]".repeat(40));
    assert!(lu(&quarante).1.iter().any(|f| f.message.contains("imbriqués")));
}

/// A ring of as many named conditions, each of which names the next one so many times.
fn ronde(nombre: usize, fois: usize) -> String {
    let condition = |i: usize| {
        let suivante = format!("{{ condition = \"c{}\" }}", (i + 1) % nombre);
        format!("[[condition]]\nnom = \"c{i}\"\ntous = [{}]\n", vec![suivante; fois].join(", "))
    };
    (0..nombre).map(condition).collect()
}

#[test]
fn conditions_and_statuses_that_turn_in_circles_are_told() {
    for (nombre, fois) in [(1, 1), (2, 10), (11, 20), (13, 5), (300, 10)] {
        let (definition, fautes) = lu(&format!("{TETE}{}", ronde(nombre, fois)));
        assert!(definition.is_none());
        assert!(fautes.iter().any(|f| f.message.contains("renvoie à elle-même")), "{nombre} {fois}");
    }
    let statut = |i: usize| {
        format!(
            "[[statut]]\nnom = \"s{i}\"\nnature = \"sous-location\"\ntitulaire = \"porteur\"\napres = [\"s{}\"]\nsource = \"convention\"\n",
            (i + 1) % 300
        )
    };
    let statuts: String = (0..300).map(statut).collect();
    let (definition, fautes) = lu(&format!("{TETE}{statuts}"));
    assert!(definition.is_none());
    assert!(fautes.iter().any(|f| f.message.contains("Aucun statut n'est une entrée")));
}

/// Statuses that all follow one another: 15 000 values hold few more than a hundred of them.
fn tous_apres_tous(nombre: usize) -> String {
    let noms: Vec<String> = (0..nombre).map(|i| format!("\"s{i}\"")).collect();
    let statut = format!(
        "[[statut]]\nnom = \"s#\"\nnature = \"sous-location\"\ntitulaire = \"porteur\"\nentree = true\napres = [{}]\nsource = \"convention\"\n",
        noms.join(", ")
    );
    format!("{TETE}{}", blocs(nombre, &statut))
}

fn comparaisons(c: &Condition) -> usize {
    match c {
        Condition::Tous(cs) | Condition::UnDe(cs) | Condition::Aucun(cs) => cs.iter().map(comparaisons).sum(),
        Condition::Compare(..) | Condition::Nommee(_) => 1,
    }
}

#[test]
fn what_blocks_come_down_to_grows_no_faster_than_the_text() {
    let (definition, fautes) = lu(&tous_apres_tous(100));
    let m = definition.unwrap_or_else(|| panic!("{fautes:?}")).mecanique;
    assert!(m.regles.len() <= 100 * 10 + 500, "{}", m.regles.len());
    let regardees: usize = m.regles.iter().filter_map(|r| r.quand.as_ref()).map(comparaisons).sum();
    assert!(regardees <= 10_000, "{regardees}");
}

#[test]
fn numbers_beyond_all_measure_are_told() {
    for nombre in ["99999999999999999999", "-1", "9223372036854775807", "1e400", "nan", "0xffffffffffffffff"]
    {
        for (bloc, cle) in
            [("instance", "quorum"), ("niveau", "min"), ("mesure", "renouvellements"), ("quota", "plafond")]
        {
            let texte = format!("{TETE}[[{bloc}]]\nnom = \"n\"\n{cle} = {nombre}\n")
                .replace("[[mesure]]\nnom = \"n\"", "[mesure]");
            assert!(lu(&texte).0.is_none(), "{bloc} {cle} {nombre}");
        }
        assert!(lu(&TETE.replace("version = 1", &format!("version = {nombre}"))).0.is_none(), "{nombre}");
    }
    let longue = format!("{TETE}[[niveau]]\nnom = \"n\"\nmin = \"99999999 ans\"\nsource = \"convention\"\n");
    assert!(lu(&longue).0.is_none());
}

/// Texts that would be more than text elsewhere: written as TOML would have them.
const BALISES: [&str; 8] = [
    "<script>alert(1)</script>",
    "]]>",
    "\\\"><img src=x onerror=alert(1)>",
    "a\\nb",
    "{{ x }}",
    "'; DROP TABLE sujet; --",
    "=HYPERLINK(\\\"http://x\\\")",
    "&lt;",
];

#[test]
fn markup_is_a_text_like_another_and_what_turns_words_around_is_refused() {
    for dit in BALISES {
        let texte = TETE.replace("porteur", dit).replace("\"Essai\"", &format!("\"{dit}\""));
        let (definition, fautes) = lu(&texte);
        let fiche = definition.unwrap_or_else(|| panic!("{dit} {fautes:?}")).fiche;
        assert!(!fiche.titre.is_empty());
        let mut formulaire = Formulaire::ouvrir(&texte).unwrap();
        let role = Lieu { bloc: Bloc::du_code("role").unwrap(), rang: 0 };
        let envoyes: Saisis =
            formulaire.champs(role).into_iter().map(|c| (c.nom, c.valeur.replace('\n', "\r\n"))).collect();
        formulaire.appliquer(role, &envoyes).unwrap();
        assert_eq!(formulaire.texte(), texte);
    }
    for invisible in ["\\u0000", "\\u202E", "\u{202e}", "\\u2066", "\\u0007"] {
        let (definition, fautes) = lu(&TETE.replace("porteur", &format!("port{invisible}eur")));
        assert!(definition.is_none());
        assert!(fautes.iter().any(|f| f.message.contains("caractère invisible")), "{invisible} {fautes:?}");
    }
}

#[test]
fn a_name_as_long_as_the_text_is_quoted_in_short() {
    let long = "a".repeat(300_000);
    let texte = format!(
        "{TETE}[[canal]]\nnom = \"{long}\"\npar = [\"{long}x\", \"p\", \"q\"]\nsource = \"convention\"\n"
    );
    let (definition, fautes) = lu(&texte);
    assert!(definition.is_none());
    let dit: usize = fautes.iter().map(|f| f.to_string().len()).sum();
    assert!(fautes.len() >= 4 && dit < 10_000, "{dit}");
}

#[test]
fn a_form_of_the_largest_text_shows_a_bounded_number_of_fields() {
    let texte = tous_apres_tous(100);
    let formulaire = Formulaire::ouvrir(&texte).unwrap();
    let blocs: Vec<_> = GROUPES.iter().flat_map(|g| g.blocs).flat_map(|b| formulaire.blocs(b)).collect();
    let champs: usize = blocs.iter().map(|b| formulaire.champs(b.lieu).len()).sum();
    assert!(blocs.len() >= 103 && champs <= blocs.len() * 60, "{} {champs}", blocs.len());
    for ligne in [0, 1, 50, texte.lines().count(), usize::MAX] {
        let lieu = lieu_de_ligne(&texte, ligne).unwrap();
        assert!(formulaire.existe(lieu), "{ligne}");
    }
}

const CAS: &str = "titre = \"Essai\"\ndispositif = \"2.1.7\"\n[[menage]]\nnom = \"A\"\n";

#[test]
fn a_cas_of_a_hundred_thousand_steps_is_told_so_and_not_played() {
    for nombre in [1_001, 25_000, 100_000] {
        let cas = format!("{CAS}{}", blocs(nombre, "[[etape]]\nle = 2026-01-01\nverifie = {}\n"));
        let joue = jouer_en_memoire(biblio(), "x", &cas);
        assert!(!joue.passe && joue.etapes.is_empty());
        assert!(!joue.diagnostics.is_empty() && joue.diagnostics.len() <= FAUTES_MAX);
        assert!(imprimer(&[joue]).len() < 50_000);
    }
}

#[test]
fn a_cas_of_a_thousand_steps_far_away_and_beyond_all_amounts_is_played_to_its_end() {
    let (_, brut) = biblio().cas.first().unwrap();
    let deja = brut.matches("[[etape]]").count();
    let derniere = brut.rsplit("[[etape]]").find(|e| e.contains("\nacte = ")).unwrap();
    for (jour, montant) in [("1900-01-01", "0"), ("2200-12-31", "9223372036854775807"), ("2026-02-28", "-1")]
    {
        let mut etape = format!("[[etape]]{derniere}").replacen("nom = ", "# ", 1);
        let le = etape.lines().find(|l| l.starts_with("le = ")).unwrap().to_owned();
        etape = etape.replace(&le, &format!("le = \"{jour}\""));
        let aide = format!(
            "[[etape]]\nle = \"{jour}\"\nqui = \"personne\"\nacte = \"accorder une aide\"\nmenage = \"A\"\nmontant = {montant}\nattendu = \"saisie invalide\"\n"
        );
        let cas = format!("{brut}\n{}{aide}", etape.repeat(999 - deja));
        let joue = jouer_en_memoire(biblio(), "x", &cas);
        assert_eq!((joue.etapes.len(), joue.diagnostics.clone()), (1_000, Vec::new()), "{jour}");
        let dit = imprimer(&[joue]).len();
        assert!(dit < 1_000 * 6_000, "{dit}");
    }
}
