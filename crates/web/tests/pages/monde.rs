//! One convention, one household, two organisations that share it and a third that does not; served on this machine.

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;

use actes::{Configuration, Horloge, Ordre, Organisation, Porte, Utilisateur};
use domain::ids::ulid;
use domain::{Acte, Champs, Date, Issue, OrganisationId, SujetId, UtilisateurId, Valeur};
use serde_json::json;
use store::essais::{Essai, base_neuve};
use stories::Client;
use tokio::runtime::{Builder, Runtime};

const PERSONNES: [(u128, &str, u128); 3] =
    [(11, "Nadia Ferrand", 1), (12, "Marc Olivier", 2), (13, "Zoé Blanc", 3)];

pub struct Monde {
    adresse: SocketAddr,
    convention: SujetId,
    menage: SujetId,
    logement: SujetId,
    dossier: SujetId,
    fils: Option<Runtime>,
    _essai: Essai,
}

impl Monde {
    pub fn nouveau() -> Self {
        Self::servant(dispositifs::Bibliotheque::embarquee().0)
    }

    /// The same world, with these definitions in service.
    pub fn servant(bibliotheque: dispositifs::Bibliotheque) -> Self {
        let essai = base_neuve();
        let jour = jiff::civil::date(2026, 3, 10);
        let configuration = Configuration::new(essai.configuration(), Horloge::au(jour));
        let porte = Arc::new(Porte::ouvrir(&configuration, bibliotheque).unwrap());
        inscrire(&porte);
        let id = |n: u128| SujetId(ulid(100 + n));
        let (convention, menage, logement, dossier) = (id(1), id(2), id(3), id(4));
        let agir = |n: u32, acte, sujet, champs: &[(&str, Valeur)]| jouer(&porte, n, acte, sujet, champs);
        let vrai = Valeur::Booleen(true);
        let texte = |t: &str| Valeur::Texte(t.to_owned());
        let mot = |m: &str| Valeur::Mot(m.to_owned());
        agir(
            1,
            Acte::OuvrirConvention,
            convention,
            &[
                ("convention.nom", texte("Convention d'essai")),
                ("convention.debut", Valeur::Jour(jiff::civil::date(2025, 1, 1))),
                ("convention.places", Valeur::Nombre(10)),
            ],
        );
        for (n, (role, o)) in [("opérateur", 1), ("bailleur", 2)].into_iter().enumerate() {
            let organisation = Valeur::Organisation(OrganisationId(ulid(o)));
            let rang = 2 + u32::try_from(n).unwrap();
            agir(rang, Acte::ConfierRole, convention, &[("role", mot(role)), ("organisation", organisation)]);
        }
        agir(
            5,
            Acte::CreerMenage,
            menage,
            &[("menage.nom", texte("Ménage Aubert")), ("menage.isolement", vrai)],
        );
        let sous = ("convention", Valeur::Sujet(convention));
        agir(
            6,
            Acte::DeclarerLogement,
            logement,
            &[sous.clone(), ("logement.adresse", texte("3 rue des Lilas"))],
        );
        agir(
            7,
            Acte::Orienter,
            dossier,
            &[sous, ("menage", Valeur::Sujet(menage)), ("canal", mot("public du DALO"))],
        );
        let (adresse, fils) = servir(&porte);
        Self { adresse, convention, menage, logement, dossier, fils: Some(fils), _essai: essai }
    }

    /// The program opened as this person.
    pub fn client(&self, prenom: &str) -> Client {
        let client = self.visiteur();
        let qui = PERSONNES.iter().find(|(_, nom, _)| nom.starts_with(prenom)).unwrap().0;
        let jeton = client.get("/connexion").expect(200).hidden("jeton").unwrap();
        let champs = [("jeton", jeton.as_str()), ("utilisateur", &UtilisateurId(ulid(qui)).to_string())];
        client.post("/connexion", &champs).expect(303);
        client
    }

    /// The program opened by nobody in particular.
    pub fn visiteur(&self) -> Client {
        Client::new(format!("http://{}", self.adresse))
    }

    pub fn convention(&self) -> String {
        self.convention.to_string()
    }

    pub fn dossier(&self) -> String {
        format!("/dossiers/{}", self.dossier)
    }

    pub fn acte(&self, code: &str) -> String {
        format!("{}/actes/{code}", self.dossier())
    }

    /// One page of each kind, and the form of each act of a dossier.
    pub fn pages(&self) -> Vec<String> {
        let mut pages = vec![
            "/dossiers".to_owned(),
            "/conventions".to_owned(),
            "/logements".to_owned(),
            "/seances".to_owned(),
            "/trouver".to_owned(),
            "/menages/nouveau".to_owned(),
            "/conventions/nouvelle?dispositif=2.1.7".to_owned(),
            self.dossier(),
            format!("{}/journal?piste=parcours", self.dossier()),
            format!("{}/corriger/0", self.dossier()),
            format!("/conventions/{}", self.convention),
            format!("/conventions/{}/chiffres", self.convention),
            format!("/conventions/{}/creer/orienter", self.convention),
            format!("/conventions/{}/creer/programmer-une-action", self.convention),
            format!("/menages/{}", self.menage),
            format!("/menages/{}/actes/ajouter-une-personne", self.menage),
            format!("/logements/{}", self.logement),
            format!("/logements/{}/journal", self.logement),
        ];
        let actes = Acte::tous().filter(|a| {
            let d = a.description();
            d.genre == domain::Genre::Dossier && !d.cree && *a != Acte::Corriger
        });
        pages.extend(actes.map(|a| self.acte(&a.code())));
        pages
    }
}

impl Drop for Monde {
    fn drop(&mut self) {
        if let Some(fils) = self.fils.take() {
            fils.shutdown_background();
        }
    }
}

fn inscrire(porte: &Porte) {
    let organisations = [
        (1, "Rive Claire", "association"),
        (2, "Valmont Habitat", "bailleur"),
        (3, "Ailleurs", "association"),
    ];
    let organisations = organisations.map(|(n, nom, nature)| Organisation {
        id: OrganisationId(ulid(n)),
        nom: nom.to_owned(),
        nature: nature.to_owned(),
        etat: json!({}),
    });
    let personnes = PERSONNES.map(|(n, nom, o)| Utilisateur {
        id: UtilisateurId(ulid(n)),
        nom: nom.to_owned(),
        etat: json!({ "organisation": OrganisationId(ulid(o)).to_string() }),
    });
    porte.inscrire(organisations.to_vec(), personnes.to_vec()).unwrap();
}

fn jouer(porte: &Arc<Porte>, n: u32, acte: Acte, sujet: SujetId, champs: &[(&str, Valeur)]) {
    let acteur = porte.annuaire().acteur(UtilisateurId(ulid(11))).unwrap();
    let champs: Champs = champs.iter().map(|(nom, v)| ((*nom).to_owned(), v.clone())).collect();
    let le: Date = jiff::civil::date(2026, 2, 1);
    let ordre = Ordre {
        acte,
        sujet,
        dispositif: (acte == Acte::OuvrirConvention).then(|| "2.1.7".to_owned()),
        le,
        champs,
        role: (acte == Acte::OuvrirConvention).then(|| "opérateur".to_owned()),
        passer_outre: None,
        version_lue: None,
        cle: n.to_string(),
    };
    let reponse = porte.agir(&acteur, ordre).unwrap_or_else(|e| panic!("{} : {e:?}", acte.nom()));
    assert_eq!(reponse.verdict.issue, Issue::Accepte, "{} {:?}", acte.nom(), reponse.verdict.motifs);
}

fn servir(porte: &Arc<Porte>) -> (SocketAddr, Runtime) {
    let ecoute = TcpListener::bind("127.0.0.1:0").unwrap();
    ecoute.set_nonblocking(true).unwrap();
    let adresse = ecoute.local_addr().unwrap();
    let application = web::application(web::AppState::demo(Arc::clone(porte)));
    let fils = Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    fils.spawn(async move {
        let ecoute = tokio::net::TcpListener::from_std(ecoute).unwrap();
        web::servir(ecoute, application, std::future::pending()).await.unwrap();
    });
    (adresse, fils)
}
