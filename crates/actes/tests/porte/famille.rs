//! A household with something of its own in every kind of field, and a neighbour: what the tests of people's rights
//! look for.

use actes::Ordre;
use domain::{Acte, Champs, SujetId, UtilisateurId, Valeur, ids};
use store::essais::Essai;

use crate::territoire::{AUJOURD_HUI, DEFINITION, Territoire, ordre};

/// The neighbour's name: it must outlive everything.
pub const VOISINE: &str = "Voisine Restée-Là";

/// What stands in each field, found nowhere else: accents, quotes and capitals that storage may write otherwise.
pub const MARQUES: [(&str, &str); 12] = [
    ("nom", "Zéphyrine Quatrevent"),
    ("premier nom", "Zéphirine \"Katrevan\""),
    ("commune", "Commune-Étrangère-7421"),
    ("prénom", "Anatolÿe-Prénom"),
    ("objectifs", "OBJECTIF Déménager près du canal"),
    ("portée", "Portée : l'accord de l'été"),
    ("note", "Note d'une visite\nsur deux lignes"),
    ("note corrigée", "Note réécrite ensuite"),
    ("motif de correction", "Motif écrit à la main"),
    ("passer outre", "Passée outre car elle recevait dehors"),
    ("bilan", "Bilan très personnel"),
    ("sortie", "Vers la maison de sa sœur"),
];

/// The text of a field.
pub fn marque(nom: &str) -> String {
    MARQUES.iter().find(|(n, _)| *n == nom).unwrap().1.to_owned()
}

/// The household, its dossier, the group session that it attended, a world around.
pub struct Famille {
    pub monde: Territoire,
    pub menage: SujetId,
    pub dossier: SujetId,
    pub action: SujetId,
    pub voisine: SujetId,
}

/// A visit outside home is an alert that may be overridden; one is due each month.
fn definition() -> String {
    let regles = r#"
[[regle]]
nom = "visite à domicile"
actes = ["visiter"]
exige = { fait = "acte.lieu", est = "domicile" }
effet = "alerte"
passer_outre = ["opérateur"]
message = "La visite se fait au domicile."
source = "convention"

[[rythme]]
nom = "visite mensuelle"
acte = "visiter"
depuis = "mesure.debut"
tous_les = "1 mois"
tant_que = { fait = "mesure.ouverte", est = true }
message = "Une visite par mois."
source = "convention"
"#;
    format!("{DEFINITION}{regles}")
}

fn texte(nom: &str, marque_de: &str) -> (String, Valeur) {
    (nom.to_owned(), Valeur::Texte(marque(marque_de)))
}

fn mot(nom: &str, mot: &str) -> (String, Valeur) {
    (nom.to_owned(), Valeur::Mot(mot.to_owned()))
}

impl Famille {
    /// Both households admitted and followed.
    pub fn suivie(essai: &Essai) -> Self {
        essai.sans_compression();
        let monde = Territoire::sous(essai, &definition(), 5);
        let [menage, dossier, action] = [800, 801, 802].map(|n| SujetId(ids::ulid(n)));
        let voisine = monde.oriente(9);
        let famille = Self { monde, menage, dossier, action, voisine };
        famille.arriver();
        famille.accompagner();
        famille
    }

    /// The same, gone from the dispositif.
    pub fn sortie(essai: &Essai) -> Self {
        let famille = Self::suivie(essai);
        famille.fait(Acte::Clore, [mot("motif", "objectifs atteints"), texte("bilan", "bilan")]);
        famille.fait(Acte::Sortir, [mot("motif", "relogement"), texte("vers", "sortie")]);
        famille
    }

    fn fait(&self, acte: Acte, champs: impl Into<Champs>) {
        self.monde.accepte(ordre(acte, self.dossier, champs.into()));
    }

    fn arriver(&self) {
        let m = &self.monde;
        let premier = [texte("menage.nom", "premier nom"), texte("menage.commune", "commune")];
        let isolement = [("menage.isolement".to_owned(), Valeur::Booleen(true))];
        m.accepte(ordre(Acte::CreerMenage, self.menage, premier.into_iter().chain(isolement).collect()));
        m.accepte(ordre(Acte::RenseignerMenage, self.menage, [texte("menage.nom", "nom")].into()));
        let personne = [texte("prenom", "prénom"), mot("lien", "enfant")];
        m.accepte(ordre(Acte::AjouterPersonne, self.menage, personne.into()));
        let orientation = [
            ("menage".to_owned(), Valeur::Sujet(self.menage)),
            ("convention".to_owned(), Valeur::Sujet(m.convention)),
            mot("canal", "direct"),
        ];
        self.fait(Acte::Orienter, orientation);
        self.fait(
            Acte::Diagnostiquer,
            [mot("conclusion", "accompagnement"), texte("objectifs", "objectifs")],
        );
        self.fait(Acte::RecueillirAdhesion, [mot("forme", "écrite"), texte("portee", "portée")]);
        self.fait(Acte::Admettre, []);
        m.accepte(ordre(Acte::Admettre, self.voisine, Champs::new()));
        let voisine = [("menage.nom".to_owned(), Valeur::Texte(VOISINE.to_owned()))];
        m.accepte(ordre(Acte::RenseignerMenage, SujetId(ids::ulid(1_018)), voisine.into()));
    }

    fn accompagner(&self) {
        let m = &self.monde;
        let referent = Valeur::Utilisateur(UtilisateurId(ids::ulid(2)));
        self.fait(Acte::OuvrirMesure, [("referent".to_owned(), referent)]);
        let visite =
            ordre(Acte::Visiter, self.dossier, [mot("lieu", "extérieur"), texte("note", "note")].into());
        m.accepte(Ordre { passer_outre: Some(marque("passer outre")), ..visite });
        let lu = m.porte.sujet(&m.acteur, domain::Genre::Dossier, self.dossier).unwrap();
        let visite = lu.sujet.evenements.iter().find(|e| e.acte == Acte::Visiter).unwrap().n;
        let correction = [
            ("evenement".to_owned(), Valeur::Nombre(i64::from(visite))),
            mot("lieu", "extérieur"),
            texte("note", "note corrigée"),
            texte("motif_correction", "motif de correction"),
        ];
        let corrige = ordre(Acte::Corriger, self.dossier, correction.into());
        m.accepte(Ordre { passer_outre: Some(marque("passer outre")), ..corrige });
        let programme = [("convention".to_owned(), Valeur::Sujet(m.convention)), mot("groupe", "atelier")];
        m.accepte(ordre(Acte::ProgrammerAction, self.action, programme.into()));
        self.seance("première");
    }

    /// A group session that both attend.
    pub fn seance(&self, cle: &str) {
        let presents = [("presents".to_owned(), Valeur::Sujets(vec![self.dossier, self.voisine]))];
        let seance = ordre(Acte::TenirSeanceCollective, self.action, presents.into());
        self.monde.accepte(Ordre { cle: cle.to_owned(), le: AUJOURD_HUI, ..seance });
    }
}
