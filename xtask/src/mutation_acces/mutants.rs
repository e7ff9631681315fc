//! The doors: where each is, and what it is without its lock.

/// One mask or scope, switched off.
pub struct Mutant {
    /// What is no longer held.
    pub name: &'static str,
    /// Where.
    pub file: &'static str,
    /// The text that holds it, found once.
    pub from: &'static str,
    /// The text that does not.
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
        "WHERE d.menage = s.id AND \");\n        self.dossiers(requete);",
        "WHERE d.menage = s.id AND \");\n        requete.texte(\"1 = 1\");",
    ),
    door(
        "a share that has not begun",
        SCOPE,
        "AND a.lien <> 'urgence' AND a.depuis <= \");",
        "AND a.lien <> 'urgence' AND '0' <= \");",
    ),
    door(
        "a share that is over",
        SCOPE,
        "            requete.texte(\" AND a.jusqu_au >= \");",
        "            requete.texte(\" AND '9' >= \");",
    ),
    door(
        "landlords of one convention",
        "crates/policy/src/lib.rs",
        "        if !autre_bailleur {",
        "        if !autre_bailleur || true {",
    ),
    door(
        "a protected household keeps its parties",
        "crates/actes/src/projeter.rs",
        "            Some(protection) => (BTreeMap::new(), nommees(&protection)),",
        "            Some(protection) => (parties.into_iter().map(|(o, roles)| (o, Partie { roles, due: dues(o) })).collect(), nommees(&protection)),",
    ),
    door(
        "protecting moves nothing that rests on it",
        ACT,
        "                        || Protection::de(avant) != Protection::de(sujet)",
        "                        || false",
    ),
    // What ties a reader.
    door(
        "who keeps the accounts reads like the others",
        TIES,
        "        if !bornes::suit(acteur.profil) {",
        "        if false {",
    ),
    door(
        "accounts kept by anyone",
        "crates/actes/src/comptes/gerer.rs",
        "        if !administre(&acteur.organisation) {",
        "        if false {",
    ),
    door(
        "a share with anyone",
        TIES,
        "            if partage.avec == ici || partage.avec == la {",
        "            if partage.avec == ici || partage.avec == la || true {",
    ),
    door("shares whatever the day", TIES, "cercle.en_vigueur(self.jour)", "cercle.partages.iter()"),
    door(
        "an emergency opened by anyone",
        TIES,
        "        if cercle.urgence(moi, self.instant).is_some() {",
        "        if !cercle.urgences.is_empty() {",
    ),
    door(
        "everyone is named",
        TIES,
        "        if protection.is_some_and(|p| p.nommees.contains(&self.acteur.utilisateur)) {",
        "        if protection.is_some() {",
    ),
    door("everyone follows the household", TIES, "mesure.referent == Some(moi)", "mesure.referent.is_some()"),
    door(
        "every dossier stands before its instance",
        TIES,
        "    (dernier.acte == Acte::Presenter).then(|| dit(dernier)).flatten()",
        "    dit(dernier)",
    ),
    door(
        "everyone runs the measure",
        TIES,
        "        if convention.and_then(|c| operateur(c, m)) == Some(moi) {",
        "        if convention.and_then(|c| operateur(c, m)).is_some() {",
    ),
    door(
        "everyone referred the household",
        TIES,
        "        if etat.auteur().is_some_and(|a| a.organisation == moi) {",
        "        if etat.auteur().is_some() {",
    ),
    // The view.
    door(
        "entries of every class",
        VIEW,
        "        if !sien && e.n != 0 && !self.droits.lit(acte.description().classe) {",
        "        if false && !sien && acte.description().cree {",
    ),
    door(
        "fields of every class",
        VIEW,
        "            self.droits.lit_champ(classe, synthese) || (sien && self.droits.consigne(classe))",
        "            self.droits.lit_champ(classe, synthese) || sien || classe >= Classe::C0",
    ),
    door(
        "the synthesis is the whole",
        VIEW,
        "self.droits.lit_champ(classe, synthese) ||",
        "self.droits.lit_champ(classe, synthese || classe == Classe::C4) ||",
    ),
    door(
        "true ranks",
        VIEW,
        "            vu.n = u32::try_from(vue.rangs.len()).unwrap_or(u32::MAX);",
        "            vu.n = e.n;",
    ),
    door(
        "true version",
        VIEW,
        "        vue.sujet.version = u32::try_from(vue.rangs.len()).unwrap_or(u32::MAX);",
        "        vue.sujet.version = sujet.version;",
    ),
    door("reasons of overrides", VIEW, "            vu.derogation = None;", ""),
    door(
        "households that others name",
        VIEW,
        "                Valeur::Sujets(ids) => ids.retain(|id| self.visibles.contains(id)),",
        "                Valeur::Sujets(_) => {}",
    ),
    door(
        "reason of a correction is of no class",
        VIEW,
        "            \"evenement\" | \"annule\" | \"nouveau_jour\" | \"quotas\" => (Classe::C0, false),",
        "            \"evenement\" | \"annule\" | \"nouveau_jour\" | \"quotas\" | \"motif_correction\" => (Classe::C0, false),",
    ),
    door(
        "what is linked is read whole",
        READ,
        "                *lie = vue.sujet;",
        "                let _ = (&lie, vue.sujet);",
    ),
    door("a sujet is read whole", READ, "            sujet = vue.sujet;", "            drop(vue.sujet);"),
    door(
        "what is seen from afar is whole",
        READ,
        "        Ok(self.vue(tx, acteur, perimetre, &entier, &droits, &regles)?.sujet)",
        "        let _ = (perimetre, droits, regles, tx);\n        Ok(entier)",
    ),
    // Lists, counts, what is due.
    door(
        "columns that she does not read",
        LIST,
        "        if !droits.lit(Classe::C2) {\n            (resume",
        "        if false {\n            (resume",
    ),
    door("filters on what she does not read", LIST, "            lisibles.statut_occupation = None;", ""),
    door(
        "what is due of every class",
        READ,
        "        dues.retain(|e| dit_a_tous(e.classe) || self.lit(e.classe));",
        "",
    ),
    door(
        "what is due of every class, in the list",
        LIST,
        "Classe::TOUTES.into_iter().filter(|c| dit_a_tous(*c) || droits.lit(*c));\n            classes.map",
        "Classe::TOUTES.into_iter().filter(|c| dit_a_tous(*c) || droits.lit(*c) || true);\n            classes.map",
    ),
    door(
        "a page counts what others take",
        READ,
        "prises::repondre(tx, perimetre.unwrap_or(&Perimetre::tout()), &demande)?",
        "prises::repondre(tx, &Perimetre::tout(), &demande)?",
    ),
    door(
        "a convention counts what others take",
        "crates/actes/src/conventions.rs",
        "prises::repondre(tx, &perimetre, &demande)?)",
        "prises::repondre(tx, &Perimetre::tout(), &demande)?)",
    ),
    // What one does.
    door(
        "acting on what does not exist for her",
        ACT,
        "        let sujet = sujets::charger(e.tx, &perimetre, ordre.sujet)?;",
        "        let sujet = sujets::charger(e.tx, &store::Perimetre::tout(), ordre.sujet)?;",
    ),
    door(
        "naming what does not exist for her",
        ACT,
        "            let lu = sujets::charger(tx, perimetre, id)?.filter(|s| {",
        "            let lu = sujets::charger(tx, &store::Perimetre::tout(), id)?.filter(|s| {",
    ),
    door(
        "recording facts of every class",
        RIGHTS,
        "    let interdits = faits.filter(|f| !droits.consigne(f.classe));",
        "    let interdits = faits.filter(|f| !droits.consigne(f.classe) && false);",
    ),
    door(
        "correcting what others recorded",
        RIGHTS,
        "filter(|c| !policy::corrige(acteur, c.par.organisation))",
        "filter(|c| !policy::corrige(acteur, c.par.organisation) && false)",
    ),
    door(
        "gestures of everyone",
        CIRCLE,
        "        if !droits.peut(geste) {",
        "        if false && !droits.peut(geste) {",
    ),
    door(
        "sharing what she does not read",
        CIRCLE,
        "        if !classes.iter().all(|c| droits.lit(*c)) {",
        "        if false && !classes.is_empty() {",
    ),
    door(
        "sharing beyond what may be received",
        CIRCLE,
        "            .filter(|c| !recu.lit_champ(**c, true))",
        "            .filter(|c| !recu.lit_champ(**c, true) && false)",
    ),
    door(
        "an emergency taken back",
        RIGHTS,
        "commande.acte == Acte::Corriger && acte.description().acces",
        "commande.acte == Acte::Corriger && acte.description().acces && false",
    ),
    door(
        "anyone may be named",
        CIRCLE,
        "!self.profil(Avec::Personne(*qui)).is_some_and(sue)",
        "!self.profil(Avec::Personne(*qui)).is_none_or(sue) && false",
    ),
    door(
        "sharing without agreement",
        CIRCLE,
        "        if fondement == Some(ACCORD) && !Cercle::de(dossier).accorde(avec, &classes) {",
        "        if false && !Cercle::de(dossier).accorde(avec, &classes) {",
    ),
    door(
        "sharing for ever",
        CIRCLE,
        "            Some(Valeur::Jour(jour)) if *jour > PARTAGE_MAX.apres(commande.le) => {",
        "            Some(Valeur::Jour(jour)) if *jour > PARTAGE_MAX.apres(commande.le) && false => {",
    ),
    // The table.
    door(
        "a share opens the whole line",
        "crates/policy/src/matrice.rs",
        "        if !liens.partagees.contains(classe) {",
        "        if false && !liens.partagees.contains(classe) {",
    ),
    door(
        "health for a landlord",
        BOUNDS,
        "                Relation::Partage | Relation::Urgence,\n            ) => Tout,\n            _ => Rien,",
        "                Relation::Partage | Relation::Urgence,\n            ) => Tout,\n            _ => Tout,",
    ),
    door(
        "gestures without bounds",
        BOUNDS,
        "        Geste::Demander => !matches!(profil, Profil::Administration),",
        "        Geste::Demander | Geste::Partager => true,",
    ),
    // Reasons.
    door(
        "reasons on what she does not read",
        REASONS,
        "    let visibles = motifs.iter().filter(|m| regard.lit_motif(m)).map(|m| regle(m, regard));",
        "    let visibles = motifs.iter().map(|m| regle(m, regard));",
    ),
    door(
        "reasons on what she does not read, for a program",
        REASONS,
        "motifs.partition(|m| regard.lit_motif(m));",
        "motifs.partition(|m| regard.lit_motif(m) || true);",
    ),
    door(
        "refused or undetermined over what she does not read",
        REASONS,
        "verdict.issue != Issue::Accepte && verdict.obstacles().any(|m| !regard.lit_motif(m))",
        "verdict.issue != Issue::Accepte && verdict.issue == Issue::Accepte",
    ),
    door(
        "counts of those who do not exist for her, in a refusal",
        ACT,
        "m.reserve = !vus.contains(m)",
        "m.reserve = false",
    ),
    door(
        "what is due by the organisation's line, whoever works there",
        TIES,
        "Ok(perimetre.discret(acteur.profil != acteur.nature.profil()))",
        "Ok(perimetre.discret(false))",
    ),
];
