//! The fields of the acts that change who may see.

use super::Champ;
use super::Domaine::{Fixe, Libre};
use super::entree::{libre, requis};
use crate::cercle::FONDEMENTS;
use crate::fait::Classe::{C4, C7};
use crate::fait::MOTS_DES_CLASSES;
use crate::valeur::Nature;

pub(super) const PARTAGER: &[Champ] = &[
    libre("avec", "avec l'organisme", Nature::Organisation, Libre, C4),
    libre("personne", "ou avec la personne", Nature::Utilisateur, Libre, C4),
    requis("quoi", "ce qui est partagé", Nature::Mots, Fixe(MOTS_DES_CLASSES), C4),
    requis("fondement", "sur quel fondement", Nature::Mot, Fixe(FONDEMENTS), C4),
    requis("jusqu_au", "jusqu'au", Nature::Jour, Libre, C4),
];
pub(super) const CESSER_PARTAGE: &[Champ] = &[
    libre("avec", "avec l'organisme", Nature::Organisation, Libre, C4),
    libre("personne", "ou avec la personne", Nature::Utilisateur, Libre, C4),
    libre("motif", "motif", Nature::Texte, Libre, C4),
];
pub(super) const DEMANDER_ACCES: &[Champ] = &[
    requis("quoi", "ce qui est demandé", Nature::Mots, Fixe(MOTS_DES_CLASSES), C4),
    requis("motif", "pourquoi c'est nécessaire", Nature::Texte, Libre, C4),
];
pub(super) const REFUSER_ACCES: &[Champ] = &[
    requis("avec", "à l'organisme", Nature::Organisation, Libre, C4),
    requis("motif", "motif", Nature::Texte, Libre, C4),
];
pub(super) const RECUEILLIR_ACCORD: &[Champ] = &[
    libre("avec", "avec l'organisme", Nature::Organisation, Libre, C4),
    libre("personne", "ou avec la personne", Nature::Utilisateur, Libre, C4),
    requis("quoi", "ce que le ménage accepte de partager", Nature::Mots, Fixe(MOTS_DES_CLASSES), C4),
    requis("forme", "forme", Nature::Mot, Fixe(&["écrite", "orale"]), C4),
];
pub(super) const RETIRER_ACCORD: &[Champ] = &[
    libre("avec", "avec l'organisme", Nature::Organisation, Libre, C4),
    libre("personne", "ou avec la personne", Nature::Utilisateur, Libre, C4),
];
pub(super) const ACCEDER_EN_URGENCE: &[Champ] =
    &[requis("motif", "pourquoi il faut lire maintenant", Nature::Texte, Libre, C4)];
pub(super) const PROTEGER: &[Champ] = &[requis(
    "motif",
    "motif",
    Nature::Mot,
    Fixe(&["violences", "menaces", "décision de justice", "autre"]),
    C7,
)];
pub(super) const NOMMER_PERSONNE: &[Champ] =
    &[requis("personne", "personne", Nature::Utilisateur, Libre, C7)];
pub(super) const RETIRER_NOMMEE: &[Champ] = &[requis("personne", "personne", Nature::Utilisateur, Libre, C7)];
pub(super) const LEVER_PROTECTION: &[Champ] = &[requis("motif", "motif", Nature::Texte, Libre, C7)];
