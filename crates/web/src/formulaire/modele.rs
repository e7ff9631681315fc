//! What a template prints of a form. Plain values: the template only walks them.

/// One answer among several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reponse {
    /// What is posted.
    pub valeur: String,
    /// What is read.
    pub libelle: String,
    /// Whether it is the present answer.
    pub coche: bool,
}

/// One field.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Champ {
    /// Unique in the page: the error summary links to it.
    pub id: String,
    /// The posted name.
    pub nom: String,
    /// The label, with its capital.
    pub libelle: String,
    /// The hint; empty for none.
    pub aide: String,
    /// What was typed, or the default.
    pub valeur: String,
    /// What is wrong; empty for nothing.
    pub erreur: String,
    /// How it is drawn: `texte`, `court`, `long`, `jour`, `montant`, `liste`, `radios`, `cases`.
    pub genre: &'static str,
    /// The possible answers, for a choice.
    pub options: Vec<Reponse>,
    /// The list of words that may be meant, by name; empty for none.
    pub liste: &'static str,
}

impl Champ {
    /// What `aria-describedby` names.
    pub fn decrit_par(&self) -> String {
        let mut ids = Vec::new();
        if !self.aide.is_empty() {
            ids.push(format!("{}-aide", self.id));
        }
        if !self.erreur.is_empty() {
            ids.push(format!("{}-erreur", self.id));
        }
        ids.join(" ")
    }

    /// Whether something is wrong with it.
    pub fn en_erreur(&self) -> bool {
        !self.erreur.is_empty()
    }

    /// Whether it is a choice that has no answers.
    pub fn sans_choix(&self) -> bool {
        self.options.is_empty() && matches!(self.genre, "liste" | "radios" | "cases")
    }

    /// Whether its answers stand on one line: few, and short.
    pub fn en_ligne(&self) -> bool {
        self.genre == "radios"
            && self.options.iter().map(|o| o.libelle.chars().count() + 5).sum::<usize>() <= 60
    }

    /// The id of its answer of that rank; the first bears the id of the field.
    pub fn id_option(&self, rang: &usize) -> String {
        if *rang == 0 { self.id.clone() } else { format!("{}-{rang}", self.id) }
    }
}

/// Fields under one heading.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Groupe {
    /// The heading.
    pub titre: String,
    /// The fields.
    pub champs: Vec<Champ>,
    /// Whether one of them was typed in or is at fault: then the group is shown open.
    pub ouvert: bool,
}

/// A form, ready to be printed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Formulaire {
    /// Where it is posted.
    pub action: String,
    /// What it does, with its capital.
    pub titre: String,
    /// The button.
    pub bouton: String,
    /// Name and value of what is not shown.
    pub caches: Vec<(String, String)>,
    /// The fields.
    pub champs: Vec<Champ>,
    /// The recorded facts that it also takes.
    pub faits: Vec<Groupe>,
    /// Faults that belong to no field.
    pub fautes: Vec<String>,
}

impl Formulaire {
    /// Every field, those of facts included.
    pub fn tous(&self) -> impl Iterator<Item = &Champ> {
        self.champs.iter().chain(self.faits.iter().flat_map(|g| &g.champs))
    }

    /// The error summary: target and message.
    pub fn erreurs(&self) -> Vec<(String, String)> {
        let entiers = self.fautes.iter().map(|f| ("contenu".to_owned(), f.clone()));
        let champs = self.tous().filter(|c| c.en_erreur()).map(|c| (c.id.clone(), c.erreur.clone()));
        entiers.chain(champs).collect()
    }

    /// The title of the error summary.
    pub fn titre_erreurs(&self) -> String {
        match self.erreurs().len() {
            1 => "Une réponse est à corriger".to_owned(),
            n => format!("{n} réponses sont à corriger"),
        }
    }
}
