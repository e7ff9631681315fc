//! « Quel dispositif pour ce ménage ? » as a worker, a landlord and a visitor ask it.

use dispositifs::Bibliotheque;
use stories::{Client, Reponse};

use crate::monde::Monde;
use crate::poster;

/// What opens the way in of the world's convention.
const ELIGIBLE: [(&str, &str); 3] = [
    ("fait.reconnaissance.dalo", "oui"),
    ("fait.menage.isolement", "oui"),
    ("fait.menage.grande_precarite", "oui"),
];

fn chercher(client: &Client, champs: &[(&str, &str)]) -> Reponse {
    poster(client, "/trouver", "/trouver", champs)
}

/// What the page shows after the heading of that group, up to the next one.
fn groupe<'p>(page: &'p str, ancre: &str) -> &'p str {
    let apres = page.split(&format!("id=\"{ancre}\"")).nth(1).unwrap();
    apres.split("<h2").next().unwrap()
}

/// The question on the page.
fn question(page: &str) -> String {
    page.split("name=\"question\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

/// Whether the answer of that value to that fact is the one that is chosen.
fn choisi(page: &str, nom: &str, valeur: &str) -> bool {
    page.contains(&format!("name=\"{nom}\" type=\"radio\" value=\"{valeur}\" checked"))
}

#[test]
fn a_household_described_once_is_sorted_by_every_sheet_and_nothing_typed_is_lost() {
    let monde = Monde::nouveau();
    let nadia = monde.client("Nadia");
    let vide = nadia.get("/trouver").expect(200).text();
    assert!(!vide.contains("Orienter ce ménage"));
    let reponse = chercher(&nadia, &[&ELIGIBLE[..], &[("volet", "accès")]].concat()).expect(200);
    assert_eq!(reponse.header("cache-control"), Some("no-store"));
    let page = reponse.text();
    for (nom, valeur) in ELIGIBLE.into_iter().chain([("volet", "accès")]) {
        assert!(choisi(&page, nom, valeur), "{nom} is lost");
    }
    let eligibles = groupe(&page, "eligibles");
    assert!(eligibles.contains("href=\"/dispositifs/2.1.7\"") && eligibles.contains("Règle remplie"));
    assert!(eligibles.contains(&format!("name=\"reprendre\" value=\"{}\"", monde.convention())));
    assert!(!groupe(&page, "indetermines").contains("Maintien</span>"), "the other stream is not asked");
}

#[test]
fn a_refusal_says_its_rule_and_where_it_comes_from() {
    let monde = Monde::nouveau();
    let page = chercher(&monde.client("Nadia"), &[("fait.reconnaissance.dalo", "non")]).expect(200).text();
    let non = groupe(&page, "non-eligibles");
    assert!(non.contains("Le ménage doit être reconnu au titre du DALO.") && non.contains("guide, l. 490"));
    assert!(!non.contains("name=\"reprendre\""));
}

#[test]
fn the_question_is_answered_where_it_stands_or_passed_and_not_asked_again() {
    let monde = Monde::nouveau();
    let nadia = monde.client("Nadia");
    let premiere = question(&nadia.get("/trouver").expect(200).text());
    let repondue = chercher(&nadia, &[("question", &premiere), ("reponse", "oui")]).expect(200).text();
    assert!(choisi(&repondue, &format!("fait.{premiere}"), "oui"));
    assert_ne!(question(&repondue), premiere);
    let passee = chercher(&nadia, &[("question", &premiere), ("passe", &premiere)]).expect(200).text();
    assert!(passee.contains(&format!("type=\"hidden\" name=\"passe\" value=\"{premiere}\"")));
    assert_ne!(question(&passee), premiere);
}

#[test]
fn the_answers_come_alone_as_one_types_with_the_field_that_the_question_filled() {
    let monde = Monde::nouveau();
    let nadia = monde.client("Nadia");
    let page = nadia.get("/trouver").expect(200);
    let (jeton, demandee) = (page.hidden("jeton").unwrap(), question(&page.text()));
    let champs = [("jeton", jeton.as_str()), ("question", &demandee), ("reponse", "non")];
    let fragment = nadia.post_with("/trouver", &champs, &[("hx-request", "true")]).expect(200).text();
    assert!(!fragment.contains("<html") && fragment.contains("id=\"annonce\" hx-swap-oob"));
    assert!(fragment.contains(&format!("id=\"champ-fait-{}\" hx-swap-oob", demandee.replace('.', "-"))));
    let mauvaise = [("jeton", jeton.as_str()), ("fait.personne.naissance", "31/02/2000")];
    let fragment = nadia.post_with("/trouver", &mauvaise, &[("hx-request", "true")]).expect(200).text();
    assert!(fragment.contains("ne comptent pas encore") && fragment.contains("31/02/2000"));
}

#[test]
fn the_referral_takes_over_what_was_described_and_records_it() {
    let monde = Monde::nouveau();
    let nadia = monde.client("Nadia");
    let convention = monde.convention();
    let decrits = [
        ("reprendre", convention.as_str()),
        ("volet", "accès"),
        ("fait.personne.naissance", "06/05/2001"),
        ("fait.sante.troubles_psychiques", "oui"),
    ];
    let page = poster(&nadia, "/trouver", "/orienter", &[&ELIGIBLE[..], &decrits].concat()).expect(200);
    let texte = page.text();
    for (nom, valeur) in ELIGIBLE.into_iter().chain([("volet", "accès")]) {
        assert!(choisi(&texte, nom, valeur), "{nom} is not taken over");
    }
    assert!(texte.contains("name=\"fait.personne.naissance\" type=\"text\""), "{texte}");
    assert!(texte.contains("value=\"06/05/2001\"") && texte.contains("répond aux conditions d’entrée"));
    // Health has no place in a dispositif that does not read it: it is said, and not kept.
    assert!(texte.contains("n’enregistrera pas\u{a0}: «\u{a0}troubles psychiques\u{a0}»."), "{texte}");
    let caches = ["jeton", "cle", "convention"].map(|nom| (nom, page.hidden(nom).unwrap()));
    let mut champs: Vec<(&str, &str)> = caches.iter().map(|(n, v)| (*n, v.as_str())).collect();
    champs.extend(ELIGIBLE);
    champs.extend([("menage", "nouveau"), ("nom", "Ménage Trouvé"), ("canal", "public du DALO")]);
    champs.extend([("fait.personne.naissance", "06/05/2001"), ("le", "02/03/2026")]);
    let dossier = nadia.post("/orienter", &champs).expect(303);
    assert!(nadia.get(dossier.location().unwrap()).expect(200).text().contains("Ménage Trouvé"));
}

#[test]
fn a_landlord_is_not_asked_what_it_may_not_record_nor_told_what_rests_on_it() {
    let monde = Monde::nouveau();
    let marc = monde.client("Marc");
    let page = chercher(&marc, &[("fait.menage.isolement", "oui")]).expect(200).text();
    for classe in ["fait.sante.", "fait.justice.", "fait.violences.", "value=\"sante."] {
        assert!(!page.contains(classe), "{classe} is offered");
    }
    assert!(page.contains("à voir avec l’opérateur") && page.contains("fait.menage.grande_precarite"));
    assert!(!page.to_lowercase().contains("psychique"), "a rule on health is told");
    let force = chercher(&marc, &[("fait.sante.troubles_psychiques", "oui")]).expect(422).text();
    assert!(force.contains("n’est pas une information que cette page demande"));
}

#[test]
fn for_a_visitor_the_quiet_sheets_change_nothing() {
    let entiere = Bibliotheque::embarquee().0;
    let mut sans = entiere.clone();
    sans.definitions.retain(|_, d| d.fiche.titre_neutre.is_none());
    let mondes = [Monde::servant(entiere), Monde::servant(sans)];
    let champs = [
        &[("fait.personne.seule", "oui")][..],
        &[("fait.reconnaissance.dalo", "non"), ("fait.personne.naissance", "03/02/2004")],
        &[],
    ];
    for decrits in champs {
        let [avec, sans] = mondes.each_ref().map(|monde| {
            let page = chercher(&monde.visiteur(), decrits).expect(200).text();
            assert!(!page.contains("fait.menage.isolement") && !page.contains("Tremplin vers le logement"));
            page.split("id=\"recherche\"").nth(1).unwrap().split("<footer").next().unwrap().to_owned()
        });
        let (lisible, neutre) = avec.split_once("<details class=\"govuk-details\"><summary class=\"govuk-details__summary\"><span class=\"govuk-details__summary-text\">À voir").unwrap();
        let (meme, _) = sans.split_once("</div>\n</form>").unwrap();
        let sans_jeton = |page: &str| {
            page.split("name=\"jeton\"").nth(1).unwrap().split_once('>').unwrap().1.trim().to_owned()
        };
        assert_eq!(sans_jeton(lisible), sans_jeton(meme));
        assert!(neutre.contains("Parcours des Marronniers") && !neutre.contains("Il manque"));
    }
}

#[test]
fn what_one_should_not_send_is_answered_by_a_sentence_and_kept() {
    let monde = Monde::nouveau();
    let nadia = monde.client("Nadia");
    let long = "9".repeat(400);
    for (nom, valeur, dit) in [
        ("fait.personne.naissance", "31/02/2026", "n&#39;est pas une date qui existe"),
        ("fait.menage.enfants", long.as_str(), "trop longue"),
        ("fait.menage.enfants", "1 85 05 78 006 084 91", "numéro de sécurité sociale"),
        ("fait.personne.seule", "peut-être", "répondez par oui ou par non"),
        ("fait.menage.situation_logement", "château", "pas dans la liste"),
        ("fait.n.existe.pas", "oui", "n’est pas une information que cette page demande"),
        ("volet", "ailleurs", "Choisissez entre"),
    ] {
        let page = chercher(&nadia, &[(nom, valeur), ("fait.reconnaissance.dalo", "oui")]).expect(422).text();
        assert!(page.contains(dit) && page.contains("<title>Erreur"), "{nom} {valeur}:\n{page}");
        assert!(choisi(&page, "fait.reconnaissance.dalo", "oui"), "the rest is lost");
    }
    let page = chercher(&nadia, &[("fait.menage.enfants", &long)]).expect(422).text();
    assert!(page.contains(&format!("value=\"{long}\"")) && page.contains("href=\"#fait-menage-enfants\""));
    let question = [("question", "personne.naissance"), ("reponse", "hier")];
    let page = chercher(&nadia, &question).expect(422).text();
    assert!(page.contains("value=\"hier\"") && page.contains("id=\"reponse-erreur\""));
    chercher(&nadia, &[("fait.menage.enfants", &"9".repeat(70_000))]).expect(413);
}
