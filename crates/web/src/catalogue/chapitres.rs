//! The chapters of the guide: where a fiche is filed, which is not the stream it serves.

/// Code, name, and the name told to those for whom the public is kept quiet.
const CHAPITRES: [(&str, &str, &str); 10] = [
    ("1", "Coordination partenariale", "Coordination partenariale"),
    ("2.1", "Accès au logement", "Accès au logement"),
    ("2.2", "Maintien dans le logement", "Maintien dans le logement"),
    ("2.3", "Accès et maintien dans le logement", "Accès et maintien dans le logement"),
    ("3.1", "Santé mentale", DISCRET),
    ("3.2", "Femmes victimes de violences conjugales", DISCRET),
    ("3.3", "Jeunes en insertion", "Jeunes en insertion"),
    ("3.4", "Ménages en sédentarisation", DISCRET),
    ("3.5", "Sortie de détention", DISCRET),
    ("3.6", "Personnes âgées isolées à très faibles ressources", DISCRET),
];

const DISCRET: &str = "Publics spécifiques";

/// The name of a chapter.
pub fn nom(code: &str) -> &str {
    CHAPITRES.iter().find(|(c, _, _)| *c == code).map_or(code, |(_, nom, _)| nom)
}

/// Its name for those outside.
pub fn nom_discret(code: &str) -> &str {
    CHAPITRES.iter().find(|(c, _, _)| *c == code).map_or(code, |(_, _, nom)| nom)
}
