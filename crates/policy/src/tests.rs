//! The table and its bounds, as an auditor would try them.

use domain::fait::Classe;
use proptest::prelude::*;

use super::*;

fn droits(profil: Profil, relations: &[Relation]) -> Droits {
    Matrice::livree().droits(profil, &Liens::de(relations.iter().copied()))
}

#[test]
fn two_landlords_of_one_dispositif_do_not_see_each_other_s_households() {
    let org = |n: u128| OrganisationId(domain::ids::ulid(n));
    let roles = [
        ("opérateur", NatureOrganisation::Association, org(1)),
        ("bailleur", NatureOrganisation::Bailleur, org(2)),
        ("bailleur", NatureOrganisation::Bailleur, org(3)),
    ];
    let vus = |b| parties(roles.into_iter(), b).into_keys().collect::<Vec<_>>();
    assert_eq!(vus(Some(org(2))), [org(1), org(2)]);
    assert_eq!(vus(None), [org(1), org(2), org(3)]);
}

#[test]
fn the_shipped_table_reads_and_every_function_stands_in_it() {
    let lue = Matrice::lire(LIVREE).unwrap_or_else(|fautes| panic!("{fautes:#?}"));
    for profil in Profil::TOUS.into_iter().filter(|p| *p != Profil::Administration) {
        let droits = lue.droits(profil, &Liens::de([Relation::Partie]));
        assert!(droits.lit(Classe::C0) && droits.lit(Classe::C1), "{}", profil.mot());
    }
}

#[test]
fn no_table_shows_a_household_to_who_keeps_the_accounts() {
    for relation in Relation::TOUTES {
        let droits = Matrice::livree().droits(Profil::Administration, &Liens::de([relation]));
        assert_eq!(droits, Droits::default(), "{}", relation.mot());
    }
    let texte = "[[ligne]]\nprofil = \"administration\"\nrelation = \"partie\"\nlire = \"C1\"";
    assert!(Matrice::lire(texte).is_err());
}

#[test]
fn no_table_gives_a_landlord_health_justice_or_notes() {
    for (classe, relation) in Classe::TOUTES.iter().flat_map(|c| Relation::TOUTES.map(|r| (c, r))) {
        for profil in ["conseiller social du bailleur", "gestionnaire locatif"] {
            let texte = format!(
                "[[ligne]]\nprofil = \"{profil}\"\nrelation = \"{}\"\nlire = \"{classe:?}\"",
                relation.mot()
            );
            let nommee = relation == Relation::Nommee && profil.starts_with("conseiller");
            let permis = relation != Relation::Territoire
                && (*classe <= Classe::C3 || (*classe == Classe::C7 && nommee));
            assert_eq!(Matrice::lire(&texte).is_ok(), permis, "{texte}");
        }
    }
    let consigne = "[[ligne]]\nprofil = \"gestionnaire locatif\"\nrelation = \"partie\"\nconsigner = \"C5\"";
    assert!(Matrice::lire(consigne).is_err());
}

#[test]
fn no_table_opens_a_household_to_who_answers_for_its_territory() {
    for profil in Profil::TOUS {
        let lus = Classe::TOUTES.map(|c| bornes::lecture(profil, Relation::Territoire, c));
        assert!(lus.iter().skip(1).all(|niveau| *niveau == Niveau::Rien), "{}", profil.mot());
        assert!(!droits(profil, &[Relation::Territoire]).lit(Classe::C1));
    }
}

#[test]
fn health_is_read_by_who_cares_and_outside_the_team_only_when_shared() {
    for profil in Profil::TOUS {
        for relation in Relation::TOUTES {
            let mut liens = Liens::de([relation]);
            let seul = Matrice::livree().droits(profil, &liens);
            let soigne = profil == Profil::Soignant && relation != Relation::Partage;
            let urgence = relation == Relation::Urgence
                && matches!(profil, Profil::IntervenantSocial | Profil::ServiceSocialPublic);
            if seul.lit(Classe::C5) {
                assert!(soigne || urgence, "{} {}", profil.mot(), relation.mot());
            }
            liens.partager([Classe::C5]);
            let partage = Matrice::livree().droits(profil, &liens);
            assert!(!profil.est_bailleur() || !partage.lit(Classe::C5));
        }
    }
}

#[test]
fn a_share_opens_what_was_shared_and_nothing_else() {
    let mut liens = Liens::de([Relation::Partie]);
    let avant = Matrice::livree().droits(Profil::Soignant, &liens);
    liens.partager([Classe::C3]);
    let apres = Matrice::livree().droits(Profil::Soignant, &liens);
    assert!(!avant.lit(Classe::C3) && apres.lit(Classe::C3));
    assert!(!apres.lit(Classe::C2) && !apres.lit(Classe::C6));
}

#[test]
fn a_landlord_s_adviser_reads_the_synthesis_and_not_the_notes() {
    let droits = droits(Profil::ConseillerBailleur, &[Relation::Partie]);
    assert!(droits.lit_champ(Classe::C4, true));
    assert!(!droits.lit_champ(Classe::C4, false) && !droits.lit(Classe::C4));
}

#[test]
fn a_wrong_table_says_all_its_faults_at_once() {
    let texte = "[[ligne]]\nprofil = \"soignant\"\nrelation = \"partie\"\nlire = \"C9\"\n\
                 [[ligne]]\nprofil = \"devin\"\nrelation = \"partie\"";
    let fautes = Matrice::lire(texte).unwrap_err();
    assert_eq!(fautes.len(), 2, "{fautes:?}");
    assert!(fautes.iter().all(|f| f.contains('«')), "{fautes:?}");
}

#[test]
fn no_table_lets_a_landlord_share_protect_or_export() {
    for profil in ["conseiller social du bailleur", "gestionnaire locatif"] {
        for geste in ["partager", "protéger", "exporter"] {
            let ligne =
                format!("[[ligne]]\nprofil = \"{profil}\"\nrelation = \"partie\"\ngestes = \"{geste}\"");
            let fautes = Matrice::lire(&ligne).unwrap_err();
            assert!(fautes.iter().any(|f| f.contains("ne se fait pas ici")), "{fautes:?}");
        }
    }
}

proptest! {
    /// A tie more never takes anything away, and never goes beyond the bounds.
    #[test]
    fn ties_only_add_and_stay_within_the_bounds(
        profil in 0..9usize, relations in proptest::collection::vec(0..8usize, 0..6), de_plus in 0..8usize,
    ) {
        let profil = Profil::TOUS[profil];
        let relations: Vec<Relation> = relations.into_iter().map(|r| Relation::TOUTES[r]).collect();
        let avant = droits(profil, &relations);
        let apres = droits(profil, &[relations.clone(), vec![Relation::TOUTES[de_plus]]].concat());
        for classe in Classe::TOUTES {
            prop_assert!(apres.niveau(classe) >= avant.niveau(classe));
            let borne = relations.iter().map(|r| bornes::lecture(profil, *r, classe)).max();
            prop_assert!(avant.niveau(classe) <= borne.unwrap_or_default());
        }
    }
}
