//! Chance that is always the same: a small generator of numbers, one per story, so that the same
//! date gives the same territory whatever the order in which stories are played.

/// A seeded generator (splitmix64).
#[derive(Debug, Clone)]
pub struct Hasard(u64);

impl Hasard {
    /// The generator of that rank.
    pub fn de_rang(graine: u64, rang: usize) -> Self {
        let rang = u64::try_from(rang).unwrap_or(u64::MAX);
        let mut hasard = Self(graine ^ rang.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        hasard.suivant();
        hasard
    }

    fn suivant(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `n`; zero when `n` is.
    pub fn sous(&mut self, n: usize) -> usize {
        let n = u64::try_from(n).unwrap_or(u64::MAX);
        let tire = self.suivant().checked_rem(n).unwrap_or(0);
        usize::try_from(tire).unwrap_or(0)
    }

    /// A number of an interval, both ends included.
    pub fn entre(&mut self, min: u16, max: u16) -> u16 {
        let largeur = usize::from(max.saturating_sub(min)).saturating_add(1);
        min.saturating_add(u16::try_from(self.sous(largeur)).unwrap_or(0))
    }

    /// One of these.
    pub fn un<'a, T>(&mut self, parmi: &'a [T]) -> Option<&'a T> {
        parmi.get(self.sous(parmi.len()))
    }

    /// The rank of one of these weights, drawn in proportion.
    pub fn pese(&mut self, poids: impl Iterator<Item = u16> + Clone) -> usize {
        let total: usize = poids.clone().map(usize::from).sum();
        let mut reste = self.sous(total);
        for (rang, p) in poids.enumerate() {
            if reste < usize::from(p) {
                return rang;
            }
            reste -= usize::from(p);
        }
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_rank_draws_the_same_numbers() {
        let tirer = |rang| {
            let mut h = Hasard::de_rang(7, rang);
            [h.sous(100), h.sous(100), h.pese([1, 5, 2].into_iter())]
        };
        assert_eq!(tirer(3), tirer(3));
        assert_ne!(tirer(3), tirer(4));
        assert_eq!(Hasard::de_rang(7, 0).sous(0), 0);
    }
}
