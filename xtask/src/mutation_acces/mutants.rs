//! The doors: where each is, and what it is without its lock.

/// One mask or scope, switched off.
pub struct Mutant {
    /// What is no longer held.
    pub name: &'static str,
    /// Where.
    pub file: &'static str,
    /// What holds it, found once: a whole expression, or whole statements.
    pub from: &'static str,
    /// What does not.
    pub to: &'static str,
}

const fn door(name: &'static str, file: &'static str, from: &'static str, to: &'static str) -> Mutant {
    Mutant { name, file, from, to }
}

const SCOPE: &str = "crates/store/src/perimetre.rs";
const TIES: &str = "crates/actes/src/acces.rs";
const VIEW: &str = "crates/actes/src/vue.rs";
const LIST: &str = "crates/actes/src/liste.rs";
const READ: &str = "crates/actes/src/lire.rs";
const ACT: &str = "crates/actes/src/agir.rs";
const RIGHTS: &str = "crates/actes/src/droits.rs";
const CIRCLE: &str = "crates/actes/src/cercle.rs";
const BOUNDS: &str = "crates/policy/src/bornes.rs";
const FINDER: &str = "crates/web/src/trouver/mod.rs";
const ASKED: &str = "crates/web/src/trouver/offre.rs";
const ANSWERS: &str = "crates/web/src/trouver/resultats.rs";
const REASONS: &str = "crates/web/src/sujets/verdict.rs";

/// All of them.
pub const MUTANTS: &[Mutant] = &[
    // Which rows exist for a reader.
    door(
        "dossiers of all organisations",
        SCOPE,
        "        self.lignes(requete, \"p.sujet = d.id\", \"a.sujet = d.id\");",
        "        requete.texte(\"1 = 1\");",
    ),
    door(
        "sujets of all organisations",
        SCOPE,
        "        self.lignes(requete, \"p.sujet = s.id\", \"a.sujet = s.id\");",
        "        requete.texte(\"1 = 1\");",
    ),
    door(
        "what is taken is counted over everyone",
        SCOPE,
        "        self.lignes(requete, \"p.sujet = q.sujet\", \"a.sujet = q.sujet\");",
        "        requete.texte(\"1 = 1\");",
    ),
    door(
        "households reached through any dossier",
        SCOPE,
        "        self.dossiers(requete);\n        requete.texte(\"))\");",
        "        requete.texte(\"1 = 1))\");",
    ),
    door(
        "a share that has not begun",
        SCOPE,
        "\") AND a.lien <> 'urgence' AND a.depuis <= \"",
        "\") AND a.lien <> 'urgence' AND '0' <= \"",
    ),
    door(
        "a share that is over",
        SCOPE,
        "requete.texte(\" AND a.jusqu_au >= \");",
        "requete.texte(\" AND '9' >= \");",
    ),
    door("landlords of one convention", "crates/policy/src/lib.rs", "!autre_bailleur", "true"),
    door(
        "a protected household keeps its parties",
        "crates/actes/src/projeter.rs",
        "(BTreeMap::new(), nommees(&protection))",
        "(parties.into_iter().map(|(o, roles)| (o, Partie { roles, due: dues(o) })).collect(), nommees(&protection))",
    ),
    door(
        "protecting moves nothing that rests on it",
        ACT,
        "Protection::de(avant) != Protection::de(sujet)",
        "false",
    ),
    // What ties a reader.
    door("a share with anyone", TIES, "partage.avec == ici || partage.avec == la", "true"),
    door("who keeps the accounts reads like the others", TIES, "!bornes::suit(acteur.profil)", "false"),
    door(
        "accounts kept by anyone",
        "crates/actes/src/comptes/gerer.rs",
        "!administre(&acteur.organisation)",
        "false",
    ),
    door(
        "shares whatever the day",
        "crates/domain/src/cercle.rs",
        "p.depuis <= jour && jour <= p.jusqu_au",
        "true",
    ),
    door(
        "an emergency opened by anyone",
        TIES,
        "cercle.urgence(moi, self.instant).is_some()",
        "!cercle.urgences.is_empty()",
    ),
    door(
        "everyone is named",
        TIES,
        "protection.is_some_and(|p| p.nommees.contains(&self.acteur.utilisateur))",
        "protection.is_some()",
    ),
    door("everyone follows the household", TIES, "mesure.referent == Some(moi)", "mesure.referent.is_some()"),
    door("every dossier stands before its instance", TIES, "(dernier.acte == Acte::Presenter)", "true"),
    door(
        "everyone runs the measure",
        TIES,
        "convention.and_then(|c| operateur(c, m)) == Some(moi)",
        "convention.and_then(|c| operateur(c, m)).is_some()",
    ),
    door(
        "everyone referred the household",
        TIES,
        "etat.auteur().is_some_and(|a| a.organisation == moi)",
        "etat.auteur().is_some()",
    ),
    // The view.
    door("entries of every class", VIEW, "!self.droits.lit(acte.description().classe)", "false"),
    door("fields of every class", VIEW, "(sien && self.droits.consigne(classe))", "true"),
    door(
        "the synthesis is the whole",
        VIEW,
        "self.droits.lit_champ(classe, synthese)",
        "self.droits.lit_champ(classe, true)",
    ),
    door("true ranks", VIEW, "vu.n = u32::try_from(vue.rangs.len()).unwrap_or(u32::MAX);", "vu.n = e.n;"),
    door(
        "true version",
        VIEW,
        "vue.sujet.version = u32::try_from(vue.rangs.len()).unwrap_or(u32::MAX);",
        "vue.sujet.version = sujet.version;",
    ),
    door("reasons of overrides", VIEW, "vu.derogation = None;", ""),
    door("households that others name", VIEW, "ids.retain(|id| self.visibles.contains(id))", "()"),
    door("reason of a correction is of no class", VIEW, "(Classe::C4, false)", "(Classe::C0, false)"),
    door("what is linked is read whole", READ, "*lie = vue.sujet;", "drop(vue.sujet);"),
    door("a sujet is read whole", READ, "            sujet = vue.sujet;", "drop(vue.sujet);"),
    door(
        "what is seen from afar is whole",
        READ,
        "self.vue(tx, acteur, perimetre, &entier, &droits, &regles)?.sujet",
        "entier",
    ),
    // Lists, counts, what is due.
    door(
        "columns that she does not read",
        LIST,
        "(resume.statut_occupation, resume.logement) = (None, None);",
        "",
    ),
    door("filters on what she does not read", LIST, "lisibles.statut_occupation = None;", ""),
    door(
        "what is due of every class",
        READ,
        "dues.retain(|e| dit_a_tous(e.classe) || self.lit(e.classe));",
        "",
    ),
    door("what is due of every class, in the list", LIST, "dit_a_tous(*c) || droits.lit(*c)", "true"),
    door(
        "a page counts what others take",
        READ,
        "prises::repondre(tx, perimetre.unwrap_or(&Perimetre::tout()), &demande)?",
        "prises::repondre(tx, &Perimetre::tout(), &demande)?",
    ),
    door(
        "a convention counts what others take",
        "crates/actes/src/conventions.rs",
        "prises::repondre(tx, &perimetre, &demande)?",
        "prises::repondre(tx, &store::Perimetre::tout(), &demande)?",
    ),
    door(
        "whoever answers for a territory reads what is taken",
        "crates/actes/src/conventions.rs",
        "!roles_tenus(sujet, acteur.organisation).is_empty()",
        "true",
    ),
    door("a territory is anybody's", "crates/actes/src/acces.rs", "droits.lit(Classe::C0)", "true"),
    // What one does.
    door(
        "acting on what does not exist for her",
        ACT,
        "sujets::charger(e.tx, &perimetre, ordre.sujet)?",
        "sujets::charger(e.tx, &store::Perimetre::tout(), ordre.sujet)?",
    ),
    door(
        "naming what does not exist for her",
        ACT,
        "sujets::charger(tx, perimetre, id)?",
        "sujets::charger(tx, &store::Perimetre::tout(), id)?",
    ),
    door("recording facts of every class", RIGHTS, "!droits.consigne(f.classe)", "false"),
    door("correcting what others recorded", RIGHTS, "!policy::corrige(acteur, c.par.organisation)", "false"),
    door("gestures of everyone", CIRCLE, "!droits.peut(geste)", "false"),
    door("sharing what she does not read", CIRCLE, "!classes.iter().all(|c| droits.lit(*c))", "false"),
    door("sharing beyond what may be received", CIRCLE, "!recu.lit_champ(**c, true)", "false"),
    door(
        "an emergency taken back",
        RIGHTS,
        "commande.acte == Acte::Corriger && acte.description().acces",
        "false",
    ),
    door("anyone may be named", CIRCLE, "!self.profil(Avec::Personne(*qui)).is_some_and(sue)", "false"),
    door("sharing without agreement", CIRCLE, "!Cercle::de(dossier).accorde(avec, &classes)", "false"),
    door("sharing for ever", CIRCLE, "*jour > PARTAGE_MAX.apres(commande.le)", "false"),
    // The table.
    door(
        "a share opens the whole line",
        "crates/policy/src/matrice.rs",
        "!liens.partagees.contains(classe)",
        "false",
    ),
    door(
        "health for a landlord",
        BOUNDS,
        "match (profil, relation) {\n            (Profil::Soignant, _) => Tout,\n            (\n                Profil::IntervenantSocial | Profil::ServiceSocialPublic,\n                Relation::Partage | Relation::Urgence,\n            ) => Tout,\n            _ => Rien,\n        }",
        "Tout",
    ),
    door(
        "gestures without bounds",
        BOUNDS,
        "matches!(profil, Profil::IntervenantSocial | Profil::Soignant | Profil::ServiceSocialPublic)",
        "true",
    ),
    // Reasons.
    door(
        "reasons on what she does not read",
        REASONS,
        "motifs.iter().filter(|m| regard.lit_motif(m)).map(|m| regle(m, regard)).collect()",
        "motifs.iter().map(|m| regle(m, regard)).collect()",
    ),
    door(
        "reasons on what she does not read, for a program",
        REASONS,
        "motifs.partition(|m| regard.lit_motif(m))",
        "motifs.partition(|_| true)",
    ),
    door(
        "refused or undetermined over what she does not read",
        REASONS,
        "verdict.issue != Issue::Accepte && verdict.obstacles().any(|m| !regard.lit_motif(m))",
        "false",
    ),
    // The search of a dispositif.
    door("sheets kept quiet answer a search", FINDER, "regard.discret(d)", "false"),
    door("facts that her function does not record, in a search", ASKED, "droits.consigne(*c)", "true"),
    door("reasons on what a search does not ask her", ANSWERS, "offre.permet(m.classe)", "true"),
    door("counts of those who do not exist for her, in a refusal", ACT, "!vus.contains(m)", "false"),
    door(
        "what is due by the organisation's line, whoever works there",
        TIES,
        "acteur.profil != acteur.nature.profil()",
        "false",
    ),
];
