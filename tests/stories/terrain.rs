//! A demonstration of the stories' own, with room in it: the convention « Trois statuts, un logement » is amended, and
//! its landlord declares dwellings, so that stories may bring new households in.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use stories::{Reponse, Serveur};

use crate::acteur::Acteur;

/// Supports households in 2.1.7, for the operator.
pub const TRAVAILLEUSE: &str = "Aïcha Verdurin";
/// Her director, who signs amendments.
pub const DIRECTEUR: &str = "Hugues Lavandière";
/// The landlord of 2.1.7.
pub const BAILLEUR: &str = "Inès Faîtière";
/// Works for another association, elsewhere.
pub const AILLEURS: &str = "Fatou Genévrier";
/// The convention of the stories.
pub const CONVENTION: &str = "Trois statuts, un logement, Val Clair";

/// What opens the way in of 2.1.7.
pub const ELIGIBLE: [(&str, &str); 3] = [
    ("fait.reconnaissance.dalo", "oui"),
    ("fait.menage.isolement", "oui"),
    ("fait.menage.grande_precarite", "oui"),
];

/// The server and the convention.
pub struct Terrain {
    pub serveur: Serveur,
    pub convention: String,
}

/// The ground shared by the stories of this process that write; each brings its own household.
pub fn terrain() -> Option<&'static Terrain> {
    static TERRAIN: OnceLock<Option<Terrain>> = OnceLock::new();
    TERRAIN.get_or_init(|| Serveur::demo().map(Terrain::preparer)).as_ref()
}

impl Terrain {
    /// Makes room on a server just started.
    pub fn preparer(serveur: Serveur) -> Self {
        let directeur = Acteur::entrer(&serveur, DIRECTEUR);
        let convention = directeur.lien("/conventions", CONVENTION);
        // A past act is judged by the convention of its day: the amendment is as old as the stories.
        let champs = [
            ("le", "02/09/2024"),
            ("motif", "Des places de plus"),
            ("fait.convention.places", "60"),
            ("fait.convention.menages", "90"),
            ("fait.convention.logements", "60"),
        ];
        directeur.agir(&convention, "amender", &champs).expect(303);
        Self { serveur, convention }
    }

    /// The person of this name.
    #[track_caller]
    pub fn entrer(&self, nom: &str) -> Acteur {
        Acteur::entrer(&self.serveur, nom)
    }

    /// Declares a dwelling and gives its address; `qpv` is « oui » or « non ».
    #[track_caller]
    pub fn logement(&self, adresse: &str, qpv: &str) -> String {
        let formulaire = format!("{}/creer/declarer-un-logement", self.convention);
        let bailleur = self.entrer(BAILLEUR);
        let champs = [
            ("le", "02/12/2024"),
            ("fait.logement.adresse", adresse),
            ("fait.logement.pieces", "2"),
            ("fait.logement.qpv", qpv),
            ("fait.logement.offre", "neuf"),
            ("fait.logement.residence_dediee", "non"),
        ];
        chemin(&bailleur.remplir(&formulaire, &champs).expect(303))
    }

    /// Refers a new household that may come in, and gives its dossier's address.
    #[track_caller]
    pub fn orienter(&self, qui: &Acteur, nom: &str) -> String {
        let champs = [
            &[("menage", "nouveau"), ("nom", nom), ("canal", "public du DALO"), ("le", "06/01/2025")][..],
            &ELIGIBLE,
        ];
        chemin(&qui.remplir(&self.orientation(), &champs.concat()).expect(303))
    }

    /// The address of the page that refers to the convention.
    pub fn orientation(&self) -> String {
        format!("/orienter?convention={}", self.convention.rsplit('/').next().unwrap())
    }

    /// Brings a dossier from its referral to its first home.
    #[track_caller]
    pub fn installer(&self, qui: &Acteur, dossier: &str, logement: &str) {
        let avec = ("participants", "bailleur");
        qui.agir(dossier, "diagnostiquer", &[("le", "13/01/2025"), ("conclusion", "accompagnement"), avec])
            .expect(303);
        let commission =
            [("instance", "commission de validation"), ("sur", "admettre"), ("sens", "favorable"), avec];
        qui.agir(dossier, "decider", &[&[("le", "20/01/2025")][..], &commission].concat()).expect(303);
        qui.agir(dossier, "admettre", &[("le", "21/01/2025")]).expect(303);
        qui.agir(dossier, "ouvrir-une-mesure", &[("le", "03/02/2025")]).expect(303);
        let logement = ("logement", logement.rsplit('/').next().unwrap());
        qui.agir(dossier, "entrer", &[("le", "03/02/2025"), logement, ("statut", "convention ALT")])
            .expect(303);
    }
}

/// The path of what was just recorded.
#[track_caller]
pub fn chemin(reponse: &Reponse) -> String {
    reponse.location().expect("a redirection").split('?').next().unwrap().to_owned()
}

/// A name that no other story uses.
pub fn nom(prefixe: &str) -> String {
    static RANG: AtomicU32 = AtomicU32::new(1);
    format!("{prefixe} {}", RANG.fetch_add(1, Ordering::Relaxed))
}
