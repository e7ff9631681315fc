//! The sheets that an address asks for: the same filters for the list, its files, its figures and the guide.

use actes::Definitions;
use dispositifs::recherche::Texte;
use domain::Definition;

use super::facettes::FACETTES;
use super::regard::Regard;
use crate::formulaire::Saisie;

/// The sheets retained, in the order in which this reader finds them.
pub fn retenues<'d>(definitions: &'d Definitions, regard: &Regard, requete: &Saisie) -> Vec<&'d Definition> {
    let toutes = definitions.values().map(|d| &**d);
    let mut retenues: Vec<&Definition> = toutes.filter(|d| retenue(d, regard, requete)).collect();
    retenues.sort_by_key(|d| (regard.code(d), d.rang()));
    retenues
}

fn retenue(d: &Definition, regard: &Regard, requete: &Saisie) -> bool {
    requete.une("chapitre").is_none_or(|c| regard.code(d) == c)
        && FACETTES.iter().all(|f| f.retient(d, regard, requete))
        && requete.une("q").is_none_or(|q| Texte::lire(&texte_cherche(d, regard)).contient(q))
}

fn texte_cherche(d: &Definition, regard: &Regard) -> String {
    let f = &d.fiche;
    let mut mots = vec![d.id.clone(), regard.titre(d).to_owned(), f.territoire.libelle.clone()];
    mots.extend(f.volets.iter().cloned());
    if !regard.discret(d) {
        mots.push(f.resume.clone());
        mots.extend(f.publics.iter().cloned());
        mots.extend(f.organismes.iter().flat_map(|o| [&o.nom].into_iter().chain(&o.alias)).cloned());
    }
    mots.join(" ")
}

/// The sheets by chapter, as this reader knows the chapters.
pub fn par_chapitre<'d>(retenues: &[&'d Definition], regard: &Regard) -> Vec<(String, Vec<&'d Definition>)> {
    let mut groupes: Vec<(String, Vec<&Definition>)> = Vec::new();
    for d in retenues {
        let titre = regard.intitule(d);
        match groupes.last_mut().filter(|(autre, _)| *autre == titre) {
            Some((_, groupe)) => groupe.push(d),
            None => groupes.push((titre, vec![d])),
        }
    }
    groupes
}

/// The filters that are set: their names and values in the address.
pub fn filtres(requete: &Saisie) -> Vec<(&'static str, String)> {
    let cles = ["q", "chapitre"].into_iter().chain(FACETTES.iter().map(|f| f.cle));
    cles.filter_map(|cle| Some((cle, requete.une(cle)?.to_owned()))).collect()
}

/// The same in words.
pub fn en_mots(requete: &Saisie) -> Vec<String> {
    let dire = |(cle, valeur): (&str, String)| match FACETTES.iter().find(|f| f.cle == cle) {
        Some(facette) => format!("{}\u{a0}: {}", facette.titre, facette.libelle(&valeur)),
        None if cle == "chapitre" => format!("Chapitre\u{a0}: {valeur}"),
        None => format!("Mots\u{a0}: {valeur}"),
    };
    filtres(requete).into_iter().map(dire).collect()
}

/// An address with these filters, then what else it says.
pub fn adresse(page: &str, requete: &Saisie, suite: &[(&str, &str)]) -> String {
    let filtres = filtres(requete);
    let paires: Vec<(&str, &str)> =
        filtres.iter().map(|(cle, valeur)| (*cle, valeur.as_str())).chain(suite.iter().copied()).collect();
    match serde_urlencoded::to_string(paires) {
        Ok(fin) if !fin.is_empty() => format!("{page}?{fin}"),
        _ => page.to_owned(),
    }
}

/// The numbers of sheets that are chosen to be compared, each once.
pub fn choisies(requete: &Saisie) -> Vec<&str> {
    let mut ids: Vec<&str> = Vec::new();
    for id in requete.toutes("id") {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_go_from_one_address_to_the_next_and_nothing_else_does() {
        let paires = [("volet", "accès"), ("autre", "x"), ("q", "a&b"), ("id", "1.1"), ("id", "1.1")];
        let requete = Saisie::from(paires.map(|(n, v)| (n.to_owned(), v.to_owned())).to_vec());
        assert_eq!(adresse("/x", &requete, &[("id", "1.1")]), "/x?q=a%26b&volet=acc%C3%A8s&id=1.1");
        assert_eq!(adresse("/x", &Saisie::default(), &[]), "/x");
        assert_eq!(choisies(&requete), ["1.1"]);
        assert_eq!(en_mots(&requete), ["Mots\u{a0}: a&b", "Volet\u{a0}: Accès"]);
    }
}
