//! `palier`, the program: parse the command, do it, say in French what went wrong.

use std::process::ExitCode;

use clap::Parser;

mod bibliotheque;
mod cas;
mod catalogue;
mod commandes;
mod demo;
mod fiches;
mod journal;
mod lectures;
mod menage;
mod servir;
mod sortie;
mod synthese;
mod verifier;

use commandes::{Commande, Palier};

fn main() -> ExitCode {
    let palier = Palier::parse();
    let fait = match palier.commande {
        Commande::Demo(demande) => servir::demo(&demande),
        Commande::Check(demande) => verifier::check(&demande),
        Commande::Cas(demande) => cas::cas(&demande),
        Commande::Catalogue(demande) => catalogue::catalogue(&demande),
        Commande::Synthese(demande) => synthese::imprimer(&demande),
        Commande::Incoherences(demande) => fiches::incoherences(&demande),
        Commande::Tracabilite(demande) => fiches::tracabilite(&demande),
        Commande::Trouver(demande) => fiches::trouver(&demande),
        Commande::Regles(demande) => catalogue::regles(&demande),
        Commande::Vocabulaire => catalogue::vocabulaire(),
        Commande::Schema => catalogue::schema(),
        Commande::Journal(demande) => journal::journal(&demande),
        Commande::Lectures(demande) => lectures::lectures(&demande),
        Commande::Menage(demande) => menage::menage(&demande),
    };
    match fait {
        Ok(code) => code,
        Err(erreur) => {
            eprintln!("palier : {}", sortie::en_francais(&erreur));
            ExitCode::FAILURE
        }
    }
}
