//! What was done to a journal, in a sentence for whoever keeps it.

use super::verification::Nature;

/// What was done, to which line or between which, in which sujet.
pub(super) fn phrase(nature: Nature, seq: i64, sujet: Option<&str>, depuis: i64, jusque: i64) -> String {
    let du_sujet = sujet.map(|s| format!(" (sujet {s})")).unwrap_or_default();
    let segment = format!("entre les lignes {depuis} et {jusque}");
    match (nature, sujet) {
        (Nature::Modifiee, Some(_)) if jusque > seq => {
            format!(
                "la ligne {seq}{du_sujet} a été modifiée : la ligne {jusque}, qui la suit, s'en souvient autrement"
            )
        }
        (Nature::Modifiee, Some(_)) => {
            format!("la ligne {seq}{du_sujet} n'est plus telle qu'elle a été écrite")
        }
        (Nature::Modifiee, None) => {
            format!(
                "{segment}, ce qui est écrit n'est plus ce que le sceau a signé (lignes modifiées ou déplacées)"
            )
        }
        (Nature::Supprimee, Some(_)) if seq == 0 => format!("toutes les lignes ont été supprimées{du_sujet}"),
        (Nature::Supprimee, Some(_)) => {
            format!("une ligne a été supprimée{du_sujet} : il en manque une, constaté à la ligne {seq}")
        }
        (Nature::Supprimee, None) => {
            format!("des lignes ont été supprimées {segment} : le sceau en compte plus")
        }
        (Nature::Inseree, Some(_)) => format!("la ligne {seq}{du_sujet} a été ajoutée après coup"),
        (Nature::Inseree, None) => {
            format!("des lignes ont été ajoutées {segment} : le sceau en compte moins")
        }
        (Nature::Deplacee, _) => format!("la ligne {seq}{du_sujet} n'est pas à sa place"),
        (Nature::Tronquee, _) if depuis == jusque => {
            format!("sa fin a été coupée : la ligne {depuis} manque")
        }
        (Nature::Tronquee, _) => format!("sa fin a été coupée : les lignes {depuis} à {jusque} manquent"),
        (Nature::FauxSceau, _) => {
            format!(
                "le sceau posé {segment} n'est pas signé par la clé attendue, ou celui d'avant a été retiré"
            )
        }
        (Nature::SceauRetire, _) => {
            format!("le sceau gardé ailleurs pour les lignes {depuis} à {jusque} n'est plus dans la base")
        }
        (Nature::Fourche, _) => {
            let avant = depuis - 1;
            format!(
                "il bifurque après la ligne {avant} : jusque-là c'est l'histoire des sceaux gardés ailleurs, ensuite \
                 (lignes {depuis} à {jusque}) c'en est une autre ; une copie plus ancienne a été remise en service"
            )
        }
    }
}
