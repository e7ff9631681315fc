//! Builds the mecanique from its blocks.

use std::collections::BTreeMap;

use domain::Acte;
use domain::definition::mecanique::{
    Accord, Adhesion, Aide, AuLogement, Canal, DecisionRecue, Groupe, Instance, MesureType,
    NATURES_DE_STATUT, NatureDePiece, Niveau, Parametre, Piece, Role, Statut, Theme,
};
use domain::definition::{Condition, Mecanique, Origine};
use domain::texte;
use domain::valeur::Nature;

use super::bloc::Bloc;
use super::contexte::Cadre;
use super::noeud::Texte;
use super::noms::Quoi;
use super::{condition, regles, valeurs};

/// Those who may be present without holding a role.
const RESERVES: [&str; 2] = ["ménage", "partenaire"];

/// How the dispositif works, as its author wrote it.
pub fn batir(t: &mut Texte<'_>, cadre: &Cadre<'_>, b: Bloc<'_>) -> Mecanique {
    let mut m = Mecanique {
        version: b.entier("version").unwrap_or_default(),
        faits: cadre.faits.clone(),
        ..Mecanique::default()
    };
    for r in b.blocs("role") {
        let reserve = r.texte("nom").filter(|n| RESERVES.iter().any(|m| texte::plier(m) == texte::plier(n)));
        if let (Some(nom), Some(noeud)) = (reserve, r.noeud("nom")) {
            let indice = Some("Donnez à ce rôle un nom plus précis.".to_owned());
            t.erreur(&noeud.ou, format!("« {nom} » est un mot du langage, pas un rôle."), indice);
        }
        m.roles.push(Role { nom: r.ou_vide("nom"), nature: r.ou_vide("nature") });
    }
    m.parametres = parametres(t, b);
    m.conditions = conditions(t, cadre, b);
    acces(t, cadre, b, &mut m);
    domicile(cadre, b, &mut m);
    suivi(t, cadre, b, &mut m);
    limites(t, cadre, b, &mut m);
    jugement(t, cadre, b, &mut m);
    m
}

/// Named conditions.
pub fn conditions(t: &mut Texte<'_>, cadre: &Cadre<'_>, b: Bloc<'_>) -> BTreeMap<String, Condition> {
    let mut lues = BTreeMap::new();
    for bloc in b.blocs("condition") {
        if let (Some(c), Some(nom)) = (condition::nommee(t, cadre, bloc.0), bloc.texte("nom")) {
            lues.insert(nom, c);
        }
    }
    lues
}

fn parametres(t: &mut Texte<'_>, b: Bloc<'_>) -> BTreeMap<String, Parametre> {
    let mut lus = BTreeMap::new();
    for p in b.blocs("parametre") {
        let Some(nature) = p.texte("nature").and_then(|n| valeurs::nature(&n)) else { continue };
        let valeur = valeur(t, p, nature);
        let mut lectures = Vec::new();
        for lecture in p.blocs("lectures") {
            lectures.extend(valeur_et_sens(t, lecture, nature));
        }
        if let (Some(valeur), Some(nom)) = (valeur, p.texte("nom")) {
            lus.insert(nom, Parametre { nature, valeur, lectures, source: p.source() });
        }
    }
    lus
}

fn valeur_et_sens(t: &mut Texte<'_>, b: Bloc<'_>, nature: Nature) -> Option<(domain::Valeur, String)> {
    Some((valeur(t, b, nature)?, b.ou_vide("sens")))
}

/// The value of a block whose nature is known.
pub fn valeur(t: &mut Texte<'_>, b: Bloc<'_>, nature: Nature) -> Option<domain::Valeur> {
    let noeud = b.noeud("valeur")?;
    valeurs::lire(noeud, nature).map_err(|m| t.erreur(&noeud.ou, valeurs::majuscule(&m), None)).ok()
}

fn acces(t: &mut Texte<'_>, cadre: &Cadre<'_>, b: Bloc<'_>, m: &mut Mecanique) {
    let noms = cadre.noms;
    for c in b.blocs("canal") {
        m.canaux.push(Canal {
            nom: c.ou_vide("nom"),
            par: c.noms("par", noms, Quoi::Role),
            notifie: c.textes("notifie"),
            source: c.source(),
        });
    }
    m.adhesion = b.bloc("adhesion").map(|a| Adhesion { avant: a.actes("avant"), source: a.source() });
    for i in b.blocs("instance") {
        let pouvoirs = i.passages("pouvoirs", noms);
        let actes: Vec<Acte> = pouvoirs.iter().map(|p| p.acte).collect();
        m.instances.push(Instance {
            nom: i.ou_vide("nom"),
            membres: i.noms("membres", noms, Quoi::RoleOuMenage),
            quorum: i.entier("quorum"),
            tous_les: i.duree("tous_les"),
            menage_siege: i.oui("menage_siege"),
            pouvoirs,
            quand: regles::sous(t, cadre, i, "quand", &actes),
            source: i.source(),
        });
    }
    for d in b.blocs("decision_recue") {
        let avant = d.passages("avant", noms);
        let actes: Vec<Acte> = avant.iter().map(|p| p.acte).collect();
        m.decisions_recues.push(DecisionRecue {
            nom: d.ou_vide("nom"),
            de: d.ou_vide("de"),
            avant,
            quand: regles::sous(t, cadre, d, "quand", &actes),
            source: d.source(),
        });
    }
    for (cle, nature) in [("contrat", NatureDePiece::Contrat), ("document", NatureDePiece::Document)] {
        for p in b.blocs(cle) {
            m.pieces.push(Piece {
                nom: p.ou_vide("nom"),
                nature,
                parties: p.noms("parties", noms, Quoi::RoleOuMenage),
                avant: p.passages("avant", noms),
                source: p.source(),
            });
        }
    }
    for a in b.blocs("accord") {
        m.accords.push(Accord {
            nom: a.ou_vide("nom"),
            parties: a.noms("parties", noms, Quoi::RoleOuMenage),
            avant: a.passages("avant", noms),
            source: a.source(),
        });
    }
    for a in b.blocs("aide") {
        if let Some(n) = a.noeud("max").filter(|_| !a.oui("mensuelle")) {
            t.erreur(
                &n.ou,
                "« max » demande « mensuelle = true » : une aide donnée en une fois ne dure pas.",
                None,
            );
        }
        m.aides.push(Aide {
            nom: a.ou_vide("nom"),
            par: a.noms("par", noms, Quoi::Role),
            mensuelle: a.oui("mensuelle"),
            max: a.duree("max"),
            source: a.source(),
        });
    }
}

fn domicile(cadre: &Cadre<'_>, b: Bloc<'_>, m: &mut Mecanique) {
    for s in b.blocs("statut") {
        m.statuts.push(Statut {
            nom: s.ou_vide("nom"),
            nature: s.mot("nature", NATURES_DE_STATUT).unwrap_or_default().to_owned(),
            titulaire: s.nom("titulaire", cadre.noms, Quoi::RoleOuMenage).unwrap_or_default(),
            entree: s.oui("entree"),
            apres: s.noms("apres", cadre.noms, Quoi::Statut),
            logement: match s.mot("logement", &["même", "autre", "libre"]) {
                Some("même") => AuLogement::Meme,
                Some("autre") => AuLogement::Autre,
                _ => AuLogement::Libre,
            },
            source: s.source(),
        });
    }
}

fn suivi(t: &mut Texte<'_>, cadre: &Cadre<'_>, b: Bloc<'_>, m: &mut Mecanique) {
    for n in b.blocs("niveau") {
        m.niveaux.push(Niveau {
            nom: n.ou_vide("nom"),
            libelle: n.texte("libelle"),
            debut: n.oui("debut"),
            apres: n.noms("apres", cadre.noms, Quoi::Niveau),
            min: n.duree("min"),
            max: n.duree("max"),
            source: n.source(),
        });
    }
    m.mesure = b.bloc("mesure").map(|mesure| {
        let bornes = mesure.durees("renouvellement");
        MesureType {
            duree: mesure.duree("duree"),
            renouvellements: mesure.entier("renouvellements"),
            renouvellement: match bornes.as_slice() {
                [min, max] => Some((*min, *max)),
                _ => None,
            },
            source: mesure.source(),
        }
    });
    for r in b.blocs("rythme") {
        m.rythmes.extend(regles::rythme(t, cadre, r));
    }
    for theme in b.blocs("theme") {
        m.themes.push(Theme {
            nom: theme.ou_vide("nom"),
            roles: theme.noms("roles", cadre.noms, Quoi::Role),
            source: theme.source(),
        });
    }
}

fn limites(t: &mut Texte<'_>, cadre: &Cadre<'_>, b: Bloc<'_>, m: &mut Mecanique) {
    for d in b.blocs("duree") {
        m.durees.extend(regles::duree(t, cadre, d));
    }
    for q in b.blocs("quota") {
        m.quotas.extend(regles::quota(t, cadre, q));
    }
    for g in b.blocs("groupe") {
        let (effet, passer_outre) = g.effet(t, cadre.noms);
        m.groupes.push(Groupe {
            nom: g.ou_vide("nom"),
            taille: taille(t, g),
            tous_les: g.duree("tous_les"),
            effet,
            passer_outre,
            source: g.source(),
        });
    }
}

fn taille(t: &mut Texte<'_>, g: Bloc<'_>) -> Option<(u32, u32)> {
    let noeud = g.noeud("taille")?;
    let bornes: Vec<u32> = g
        .elements("taille")
        .iter()
        .filter_map(|e| match e.v {
            super::noeud::V::Entier(n) => u32::try_from(n).ok(),
            _ => None,
        })
        .collect();
    let [min, max] = bornes.as_slice() else { return None };
    if min > max {
        t.erreur(&noeud.ou, format!("Le plus petit groupe ({min}) dépasse le plus grand ({max})."), None);
    }
    Some((*min, *max))
}

fn jugement(t: &mut Texte<'_>, cadre: &Cadre<'_>, b: Bloc<'_>, m: &mut Mecanique) {
    for e in b.blocs("eligibilite") {
        m.regles.extend(regles::regle(t, cadre, e, vec![Acte::Admettre], Origine::Eligibilite));
    }
    for r in b.blocs("regle") {
        m.regles.extend(regles::regle(t, cadre, r, r.actes("actes"), Origine::Regle));
    }
    for e in b.blocs("echeance") {
        m.echeances.extend(regles::echeance(t, cadre, e, Origine::Regle));
    }
    for p in b.blocs("proposition") {
        m.propositions.extend(regles::proposition(t, cadre, p));
    }
}
