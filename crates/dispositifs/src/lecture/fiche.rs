//! Builds the fiche.

use domain::definition::fiche::{Base, Compte, Cout, Fiche, Organisme, RAISONS, Territoire, Trace};

use super::bloc::Bloc;

/// What the sheet printed.
pub fn batir(b: Bloc<'_>) -> Fiche {
    Fiche {
        titre: b.ou_vide("titre"),
        titre_neutre: b.texte("titre_neutre"),
        resume: b.ou_vide("resume"),
        chapitre: b.ou_vide("chapitre"),
        volets: volets(b),
        territoire: b.bloc("territoire").map(territoire).unwrap_or_default(),
        organismes: b.blocs("organisme").into_iter().map(organisme).collect(),
        publics: b.textes("publics"),
        menages: b.bloc("menages").map(compte).unwrap_or_default(),
        logements: b.bloc("logements").map(compte).unwrap_or_default(),
        duree_imprimee: b.bloc("duree").map(|d| d.ou_vide("imprimee")).unwrap_or_default(),
        duree_mois: b
            .bloc("duree")
            .and_then(|d| d.entier("mois"))
            .and_then(|m| u16::try_from(m).ok())
            .unwrap_or_default(),
        statuts: b.ou_vide("statuts"),
        accompagnement: b.ou_vide("accompagnement"),
        offre: b.ou_vide("offre"),
        moyens: b.ou_vide("moyens"),
        evaluation: b.ou_vide("evaluation"),
        couts: b.blocs("cout").into_iter().map(cout).collect(),
        remarques: b.textes("remarques"),
        source: b.ou_vide("source"),
        traces: Vec::new(),
    }
}

/// What the sheet demands, line by line.
pub fn traces(racine: Bloc<'_>) -> Vec<Trace> {
    let une = |b: Bloc<'_>| Trace {
        ligne: b.entier("ligne").unwrap_or_default(),
        exige: b.ou_vide("exige"),
        par: b.textes("par"),
        non_executable: b.mot("non_executable", RAISONS).map(str::to_owned),
    };
    let mut traces: Vec<Trace> = racine.blocs("trace").into_iter().map(une).collect();
    traces.sort_by_key(|t| t.ligne);
    traces
}

/// The streams, as the program spells them.
pub fn volets(b: Bloc<'_>) -> Vec<String> {
    let connus = ["accès", "maintien"];
    let lus = b.textes("volets");
    lus.iter().filter_map(|v| super::noms::canonique(&connus, v)).map(str::to_owned).collect()
}

fn compte(b: Bloc<'_>) -> Compte {
    Compte {
        imprime: b.ou_vide("imprime"),
        nombre: b.entier("nombre").unwrap_or_default(),
        base: match b.mot("base", &["total", "par an", "file active"]) {
            Some("par an") => Base::ParAn,
            Some("file active") => Base::FileActive,
            _ => Base::Total,
        },
        par_an: b.entier("par_an"),
    }
}

fn territoire(b: Bloc<'_>) -> Territoire {
    Territoire {
        libelle: b.ou_vide("libelle"),
        departements: b.textes("departements"),
        communes: b.textes("communes"),
    }
}

fn organisme(b: Bloc<'_>) -> Organisme {
    Organisme { nom: b.ou_vide("nom"), role: b.ou_vide("role"), alias: b.textes("alias") }
}

fn cout(b: Bloc<'_>) -> Cout {
    Cout {
        libelle: b.ou_vide("libelle"),
        montant: b.montant("montant").unwrap_or_default(),
        base: b.ou_vide("base"),
        fois: b.fois("fois"),
        total: b.oui("total"),
        pendant: b.duree("pendant"),
        menages: b.entier("menages"),
        intitule: b.texte("intitule"),
    }
}
