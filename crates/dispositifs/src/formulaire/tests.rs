//! Forms over the shipped definitions and over a small one: what is not changed stays as it was.

use super::*;
use crate::Bibliotheque;

const TEXTE: &str = r#"# Un dispositif d'essai
id = "9.1"
version = 1

[fiche]
titre = "Essai"   # le titre
resume = "Une phrase."
chapitre = "1"
volets = ["accès"]
menages = { imprime = "10", nombre = 10 }
source = "convention"

# Qui agit

[[role]]
nom = "opérateur"   # tenu par une association
nature = "association"

[[role]]
nom = "bailleur"
nature = "bailleur"

[[regle]]
nom = "hors quartier"
actes = ["attribuer"]
exige = { fait = "logement.qpv", est = false } # en ville
message = "Hors quartier."
source = "convention"
"#;

fn lieu(code: &str, rang: usize) -> Lieu {
    Lieu { bloc: Bloc::du_code(code).unwrap(), rang }
}

fn saisis(champs: &[(&str, &str)]) -> Saisis {
    champs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect()
}

fn tels_quels(formulaire: &Formulaire, lieu: Lieu) -> Saisis {
    // A browser sends line breaks its own way.
    formulaire.champs(lieu).into_iter().map(|c| (c.nom, c.valeur.replace('\n', "\r\n"))).collect()
}

/// Every block of every definition, sent back as the form showed it, leaves the text as it was.
#[test]
fn every_shipped_definition_goes_through_its_forms_and_comes_back_unchanged() {
    let (biblio, _) = Bibliotheque::embarquee();
    let mut blocs = 0;
    for (id, texte) in &biblio.textes {
        let mut formulaire = Formulaire::ouvrir(texte).unwrap();
        for bloc in GROUPES.iter().flat_map(|g| g.blocs) {
            for apercu in formulaire.blocs(bloc) {
                let envoyes = tels_quels(&formulaire, apercu.lieu);
                formulaire.appliquer(apercu.lieu, &envoyes).unwrap();
                blocs += 1;
            }
        }
        assert_eq!(&formulaire.texte(), texte, "{id}");
    }
    assert!(biblio.textes.len() >= 92 && blocs > 92 * 10, "{blocs}");
}

/// Each field of each block rewritten with what it already says still means the same definition.
#[test]
fn what_a_form_writes_means_what_it_showed() {
    let (biblio, _) = Bibliotheque::embarquee();
    for (id, texte) in &biblio.textes {
        let mut formulaire = Formulaire::ouvrir(texte).unwrap();
        for bloc in GROUPES.iter().flat_map(|g| g.blocs).filter(|b| b.plusieurs) {
            for apercu in formulaire.blocs(bloc) {
                let envoyes = tels_quels(&formulaire, apercu.lieu);
                let rang = formulaire.blocs(bloc).len();
                formulaire.appliquer(Lieu { bloc, rang }, &envoyes).unwrap();
                let dits = |rang| -> Vec<String> {
                    let champs = formulaire.champs(Lieu { bloc, rang }).into_iter();
                    champs.map(|c| c.valeur.split_whitespace().collect()).collect()
                };
                assert_eq!(dits(apercu.lieu.rang), dits(rang), "{id} {} {}", bloc.code, apercu.nom);
                formulaire.retirer(Lieu { bloc, rang });
            }
        }
        let (avant, apres) = (biblio.verifier("d", texte), biblio.verifier("d", &formulaire.texte()));
        assert_eq!(avant.0.map(|d| d.empreinte), apres.0.map(|d| d.empreinte), "{id}");
    }
}

#[test]
fn a_field_that_changes_keeps_the_comment_beside_it_and_everything_else() {
    let mut formulaire = Formulaire::ouvrir(TEXTE).unwrap();
    formulaire.appliquer(lieu("role", 0), &saisis(&[("nom", "porteur")])).unwrap();
    assert_eq!(formulaire.texte(), TEXTE.replace("\"opérateur\"", "\"porteur\""));
    formulaire.appliquer(lieu("fiche", 0), &saisis(&[("menages.nombre", "12")])).unwrap();
    assert!(formulaire.texte().contains("menages = { imprime = \"10\", nombre = 12 }"));
    formulaire.appliquer(lieu("dispositif", 0), &saisis(&[("id", "9.2")])).unwrap();
    assert!(formulaire.texte().starts_with("# Un dispositif d'essai\nid = \"9.2\""));
}

#[test]
fn a_block_is_added_after_those_of_its_kind_and_taken_out_again() {
    let mut formulaire = Formulaire::ouvrir(TEXTE).unwrap();
    let neuf = lieu("role", 2);
    formulaire.appliquer(neuf, &saisis(&[("nom", "mairie"), ("nature", "collectivité")])).unwrap();
    let attendu = TEXTE.replace(
        "nature = \"bailleur\"\n",
        "nature = \"bailleur\"\n\n[[role]]\nnom = \"mairie\"\nnature = \"collectivité\"\n",
    );
    assert_eq!(formulaire.texte(), attendu);
    formulaire.retirer(neuf);
    assert_eq!(formulaire.texte(), TEXTE);
}

#[test]
fn a_simple_condition_is_filled_in_by_four_fields() {
    let mut formulaire = Formulaire::ouvrir(TEXTE).unwrap();
    let regle = lieu("regle", 0);
    let valeur = |f: &Formulaire, nom: &str| {
        f.champs(regle).into_iter().find(|c| c.nom == nom).map(|c| c.valeur).unwrap_or_default()
    };
    assert_eq!(valeur(&formulaire, "exige.objet"), "logement.qpv");
    assert_eq!(valeur(&formulaire, "exige.valeur"), "non");
    let neuve =
        [("exige.objet", "logement.pieces"), ("exige.comparaison", "parmi"), ("exige.valeur", "2 ; 3")];
    formulaire.appliquer(regle, &saisis(&neuve)).unwrap();
    assert!(formulaire.texte().contains("exige = { fait = \"logement.pieces\", parmi = [2, 3] } # en ville"));
    let sans = saisis(&[("exige.comparaison", "")]);
    let fautes = formulaire.appliquer(regle, &sans).unwrap_err();
    assert_eq!(fautes[0].champ, "exige.comparaison");
}

#[test]
fn what_cannot_be_read_is_said_and_nothing_is_written() {
    let mut formulaire = Formulaire::ouvrir(TEXTE).unwrap();
    let fautes = formulaire.appliquer(lieu("dispositif", 0), &saisis(&[("version", "deux")])).unwrap_err();
    assert!(fautes[0].message.contains("en chiffres"));
    let instance = saisis(&[("nom", "commission"), ("quorum", "beaucoup")]);
    formulaire.appliquer(lieu("instance", 0), &instance).unwrap_err();
    assert_eq!(formulaire.texte(), TEXTE);
}

#[test]
fn a_heading_typed_in_a_condition_is_refused() {
    let texte = "[[condition]]\nnom = \"seul\"\nau_moins = 6\n";
    let mut formulaire = Formulaire::ouvrir(texte).unwrap();
    for tape in ["[[regle]]", "[regle]\na = 1", "au_moins = 6\n[[condition]]"] {
        let refus = formulaire.appliquer(lieu("condition", 0), &saisis(&[("*", tape)])).unwrap_err();
        assert!(refus[0].message.contains("une clé et sa valeur par ligne"), "{tape}");
        assert_eq!(formulaire.texte(), texte);
    }
    assert!(formulaire.appliquer(lieu("condition", 0), &saisis(&[("*", "fait.est = true")])).is_ok());
    assert_eq!(formulaire.texte(), "[[condition]]\nnom = \"seul\"\nfait.est = true\n");
}

#[test]
fn a_line_of_the_text_is_in_a_block() {
    let ligne = |mot: &str| TEXTE.lines().position(|l| l.contains(mot)).unwrap() + 1;
    assert_eq!(lieu_de_ligne(TEXTE, 1), Some(lieu("dispositif", 0)));
    assert_eq!(lieu_de_ligne(TEXTE, ligne("menages")), Some(lieu("fiche", 0)));
    assert_eq!(lieu_de_ligne(TEXTE, ligne("nature = \"bailleur\"")), Some(lieu("role", 1)));
    assert_eq!(lieu_de_ligne(TEXTE, 999), Some(lieu("regle", 0)));
}

#[test]
fn every_field_of_every_kind_of_block_has_a_label() {
    let formulaire = Formulaire::ouvrir("").unwrap();
    for bloc in GROUPES.iter().flat_map(|g| g.blocs) {
        for champ in formulaire.champs(Lieu { bloc, rang: 0 }) {
            assert_ne!(champ.libelle, "Autre précision", "{} {}", bloc.code, champ.nom);
        }
    }
    for cle in crate::lecture::tables::DEFINITION {
        let seul = ["id", "version"].contains(&cle.nom);
        assert!(seul || Bloc::du_code(cle.nom).is_some(), "{} has no form", cle.nom);
    }
}
