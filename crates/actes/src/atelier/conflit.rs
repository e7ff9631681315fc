//! Two people on one draft: what each wrote since the state that both had read is put together, as far as they did not
//! write at the same place.

use std::collections::BTreeMap;

use super::{CasEcrit, Ecrit};

/// What came of it.
pub(super) enum Reunis {
    /// Both are in it.
    Oui(Ecrit),
    /// They wrote at the same place, or nobody knows any more what they had both read.
    Non,
}

/// Puts together what one and the other wrote since `base`.
pub(super) fn reunir(base: Option<&Ecrit>, un: &Ecrit, autre: &Ecrit) -> Reunis {
    let Some(base) = base else { return Reunis::Non };
    let Some(texte) = texte(&base.texte, &un.texte, &autre.texte) else { return Reunis::Non };
    let (de_base, d_un, d_autre) = (par_nom(base), par_nom(un), par_nom(autre));
    let mut cas = Vec::new();
    let mut noms: Vec<&str> = autre.cas.iter().chain(&un.cas).map(|c| c.nom.as_str()).collect();
    let mut vus = std::collections::BTreeSet::new();
    noms.retain(|nom| vus.insert(*nom));
    for nom in noms {
        match cas_reuni(de_base.get(nom).copied(), d_un.get(nom).copied(), d_autre.get(nom).copied()) {
            Some(Some(texte)) => cas.push(CasEcrit { nom: nom.to_owned(), texte }),
            Some(None) => {}
            None => return Reunis::Non,
        }
    }
    Reunis::Oui(Ecrit { texte, cas })
}

fn par_nom(ecrit: &Ecrit) -> BTreeMap<&str, &str> {
    ecrit.cas.iter().map(|c| (c.nom.as_str(), c.texte.as_str())).collect()
}

/// One cas: nothing inside when it was taken out, nothing at all when it cannot be put together.
fn cas_reuni(base: Option<&str>, un: Option<&str>, autre: Option<&str>) -> Option<Option<String>> {
    if un == autre || autre == base {
        return Some(un.map(str::to_owned));
    }
    if un == base {
        return Some(autre.map(str::to_owned));
    }
    texte(base.unwrap_or_default(), un?, autre?).map(Some)
}

fn texte(base: &str, un: &str, autre: &str) -> Option<String> {
    if un == autre || autre == base {
        return Some(un.to_owned());
    }
    if un == base { Some(autre.to_owned()) } else { diffy::merge(base, un, autre).ok() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ecrit(texte: &str, cas: &[(&str, &str)]) -> Ecrit {
        let cas = cas.iter().map(|(n, t)| CasEcrit { nom: (*n).to_owned(), texte: (*t).to_owned() });
        Ecrit { texte: texte.to_owned(), cas: cas.collect() }
    }

    #[test]
    fn what_two_people_wrote_at_two_places_is_put_together() {
        let base = ecrit("a\nb\nc\nd\ne\n", &[("un", "x\n")]);
        let ici = ecrit("A\nb\nc\nd\ne\n", &[("un", "x\n"), ("deux", "y\n")]);
        let la = ecrit("a\nb\nc\nd\nE\n", &[]);
        let Reunis::Oui(reunis) = reunir(Some(&base), &ici, &la) else { panic!("they do not meet") };
        assert_eq!(reunis, ecrit("A\nb\nc\nd\nE\n", &[("deux", "y\n")]));
    }

    #[test]
    fn what_they_wrote_at_the_same_place_is_left_to_them() {
        let base = ecrit("a\nb\n", &[]);
        let (ici, la) = (ecrit("A\nb\n", &[]), ecrit("Z\nb\n", &[]));
        assert!(matches!(reunir(Some(&base), &ici, &la), Reunis::Non));
        assert!(matches!(reunir(None, &ici, &la), Reunis::Non));
    }
}
