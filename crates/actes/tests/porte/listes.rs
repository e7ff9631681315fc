//! Lists say what the state says, whichever act touched it last.

use actes::{Filtres, Tri};
use domain::{Acte, Champs, SujetId, Valeur, ids};
use store::essais::{base_neuve, base_neuve_postgres};

use crate::territoire::{Territoire, ordre};

#[test]
fn a_group_session_leaves_the_household_its_name_in_the_list() {
    for essai in [Some(base_neuve()), base_neuve_postgres()].into_iter().flatten() {
        let monde = Territoire::nouveau(&essai, 5);
        let dossier = monde.oriente(7);
        let action = SujetId(ids::ulid(90));
        let programme = Champs::from([
            ("convention".to_owned(), Valeur::Sujet(monde.convention)),
            ("groupe".to_owned(), Valeur::Mot("atelier".to_owned())),
        ]);
        monde.accepte(ordre(Acte::ProgrammerAction, action, programme));
        let presents = Champs::from([("presents".to_owned(), Valeur::Sujets(vec![dossier]))]);
        monde.accepte(ordre(Acte::TenirSeanceCollective, action, presents));
        let lus = monde.porte.dossiers(&monde.acteur, &Filtres::default(), Tri::Libelle, None, 10).unwrap();
        let noms: Vec<&str> = lus.0.iter().map(|l| l.libelle.as_str()).collect();
        assert_eq!(noms, ["Ménage 7"]);
    }
}
