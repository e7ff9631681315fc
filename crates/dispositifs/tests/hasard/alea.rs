//! Chance that can be had again (SplitMix64).

pub struct Alea(u64);

impl Alea {
    /// The chance of one turn.
    pub fn du_tour(graine: u64, tour: u64) -> Self {
        let mut a = Self(graine.wrapping_mul(0xd134_2543_de82_ef95) ^ tour);
        Self(a.suivant())
    }

    fn suivant(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number under this one; zero under zero.
    pub fn sous(&mut self, fin: usize) -> usize {
        let fin = u64::try_from(fin.max(1)).unwrap();
        usize::try_from(self.suivant() % fin).unwrap()
    }

    /// Once in so many times.
    pub fn sur(&mut self, fois: usize) -> bool {
        self.sous(fois) == 0
    }

    /// One of them.
    pub fn un<'t, T>(&mut self, parmi: &'t [T]) -> Option<&'t T> {
        parmi.get(self.sous(parmi.len()))
    }
}
