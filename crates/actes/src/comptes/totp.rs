//! Codes that change with time (RFC 6238): SHA-1, six digits, thirty seconds, what every application reads.

use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;

const PAS: i64 = 30;
const CHIFFRES: u32 = 6;
/// Steps accepted on each side of ours: clocks of telephones drift.
const ECART: i64 = 1;

/// The steps whose code may be typed at this instant, the present one first.
pub(super) fn pas(maintenant: i64) -> impl Iterator<Item = i64> {
    let ici = maintenant.div_euclid(PAS);
    [0].into_iter().chain((1..=ECART).flat_map(|e| [-e, e])).map(move |e| ici + e)
}

/// The code of a step.
pub(super) fn code(secret: &[u8], pas: i64) -> Option<String> {
    let mac = Hmac::<Sha1>::new_from_slice(secret).ok()?.chain_update(pas.to_be_bytes()).finalize();
    let octets = mac.into_bytes();
    let debut = usize::from(octets.last()? & 15);
    let quatre: [u8; 4] = octets.get(debut..debut + 4)?.try_into().ok()?;
    let nombre = (u32::from_be_bytes(quatre) & 0x7fff_ffff) % 10_u32.pow(CHIFFRES);
    Some(format!("{nombre:0largeur$}", largeur = CHIFFRES as usize))
}

/// The step of this code, if it is one of those that may be typed now.
pub(super) fn reconnaitre(secret: &[u8], saisi: &str, maintenant: i64) -> Option<i64> {
    let saisi: String = saisi.chars().filter(|c| !c.is_whitespace()).collect();
    pas(maintenant).find(|pas| code(secret, *pas).is_some_and(|attendu| attendu == saisi))
}

/// The address by which an application learns the secret.
pub(super) fn adresse(identifiant: &str, secret: &str) -> String {
    let identifiant: String = identifiant
        .bytes()
        .map(|o| {
            if o.is_ascii_alphanumeric() || b".-_~".contains(&o) {
                char::from(o).to_string()
            } else {
                format!("%{o:02X}")
            }
        })
        .collect();
    format!("otpauth://totp/Palier:{identifiant}?secret={secret}&issuer=Palier")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &[u8] = b"12345678901234567890";

    #[test]
    fn codes_are_those_of_the_standard() {
        // RFC 6238, appendix B: the last six of its eight digits.
        for (instant, attendu) in
            [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"), (20_000_000_000, "353130")]
        {
            assert_eq!(code(SECRET, instant / 30).as_deref(), Some(attendu));
        }
    }

    #[test]
    fn a_code_is_good_for_its_step_and_the_neighbours() {
        let au_pas = |instant| reconnaitre(SECRET, " 287 082", instant);
        assert_eq!([29, 59, 60, 89].map(au_pas), [Some(1); 4]);
        assert_eq!([-1, 90].map(au_pas), [None; 2]);
    }

    #[test]
    fn the_address_names_the_account() {
        assert_eq!(
            adresse("anne@rives.example.org", "MZXW6"),
            "otpauth://totp/Palier:anne%40rives.example.org?secret=MZXW6&issuer=Palier"
        );
    }
}
