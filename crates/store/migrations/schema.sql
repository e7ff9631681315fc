CREATE TABLE acces (
    sujet         TEXT NOT NULL,
    beneficiaire  TEXT NOT NULL,
    lien          TEXT NOT NULL,
    depuis        TEXT NOT NULL,
    jusqu_au      TEXT NOT NULL,
    PRIMARY KEY (sujet, beneficiaire, lien)
) STRICT;

CREATE INDEX acces_beneficiaire ON acces (beneficiaire, jusqu_au, sujet);

CREATE INDEX acces_lien ON acces (lien, jusqu_au, sujet);

CREATE TABLE brouillon (
    id            TEXT NOT NULL PRIMARY KEY,
    organisation  TEXT NOT NULL,
    titre         TEXT NOT NULL,
    n             INTEGER NOT NULL,
    par           TEXT NOT NULL,
    le            TEXT NOT NULL
) STRICT;

CREATE INDEX brouillon_organisation ON brouillon (organisation, le, id);

CREATE TABLE brouillon_etat (
    brouillon  TEXT NOT NULL REFERENCES brouillon (id),
    n          INTEGER NOT NULL,
    texte      TEXT NOT NULL,
    cas        TEXT NOT NULL,
    par        TEXT NOT NULL,
    le         TEXT NOT NULL,
    PRIMARY KEY (brouillon, n)
) STRICT;

CREATE TABLE cle_acces (
    id           BLOB NOT NULL PRIMARY KEY,
    utilisateur  TEXT NOT NULL REFERENCES compte (utilisateur),
    publique     BLOB NOT NULL,
    compteur     INTEGER NOT NULL,
    nom          TEXT NOT NULL,
    cree_le      INTEGER NOT NULL
) STRICT;

CREATE INDEX cle_acces_utilisateur ON cle_acces (utilisateur, cree_le, id);

CREATE TABLE code_secours (
    utilisateur  TEXT NOT NULL REFERENCES compte (utilisateur),
    empreinte    BLOB NOT NULL,
    utilise_le   INTEGER,
    PRIMARY KEY (utilisateur, empreinte)
) STRICT;

CREATE TABLE compte (
    utilisateur   TEXT NOT NULL PRIMARY KEY REFERENCES utilisateur (id),
    identifiant   TEXT NOT NULL,
    mot_de_passe  TEXT,
    totp          BLOB,
    totp_pas      INTEGER NOT NULL,
    cree_le       INTEGER NOT NULL,
    desactive_le  INTEGER
) STRICT;

CREATE UNIQUE INDEX compte_identifiant ON compte (identifiant);

CREATE TABLE dossier (
    id                TEXT NOT NULL PRIMARY KEY REFERENCES sujet (id),
    dispositif        TEXT NOT NULL,
    convention        TEXT,
    menage            TEXT NOT NULL,
    etape             TEXT NOT NULL,
    statut_occupation TEXT,
    niveau            TEXT,
    logement          TEXT,
    referent          TEXT,
    operateur         TEXT,
    bailleur          TEXT,
    orienteur         TEXT,
    ouvert_le         TEXT NOT NULL,
    clos_le           TEXT,
    derniere_visite   TEXT,
    libelle           TEXT NOT NULL,
    recherche         TEXT NOT NULL
, urgence TEXT NOT NULL DEFAULT 'rien', due TEXT) STRICT;

CREATE INDEX dossier_bailleur ON dossier (bailleur, ouvert_le, id);

CREATE INDEX dossier_convention ON dossier (convention, ouvert_le, id);

CREATE INDEX dossier_dispositif ON dossier (dispositif, ouvert_le, id);

CREATE INDEX dossier_libelle ON dossier (libelle, id);

CREATE INDEX dossier_logement ON dossier (logement, id);

CREATE INDEX dossier_menage ON dossier (menage, id);

CREATE INDEX dossier_operateur ON dossier (operateur, ouvert_le, id);

CREATE INDEX dossier_orienteur ON dossier (orienteur, ouvert_le, id);

CREATE INDEX dossier_ouverture ON dossier (ouvert_le, id);

CREATE INDEX dossier_referent ON dossier (referent, ouvert_le, id);

CREATE TABLE echeance (
    sujet  TEXT NOT NULL,
    nom    TEXT NOT NULL,
    le     TEXT NOT NULL,
    regle  TEXT NOT NULL, classe TEXT NOT NULL DEFAULT 'C7',
    PRIMARY KEY (sujet, nom, le)
) STRICT;

CREATE INDEX echeance_le ON echeance (le, sujet);

CREATE TABLE idempotence (
    cle            TEXT NOT NULL PRIMARY KEY,
    sujet          TEXT,
    reponse        TEXT NOT NULL,
    enregistre_le  TEXT NOT NULL
) STRICT;

CREATE INDEX idempotence_age ON idempotence (enregistre_le);

CREATE TABLE invitation (
    jeton        BLOB NOT NULL PRIMARY KEY,
    utilisateur  TEXT NOT NULL REFERENCES compte (utilisateur),
    finit_le     INTEGER NOT NULL,
    utilisee_le  INTEGER
) STRICT;

CREATE INDEX invitation_utilisateur ON invitation (utilisateur, finit_le);

CREATE TABLE journal (
    seq            INTEGER NOT NULL PRIMARY KEY,
    sujet          TEXT NOT NULL,
    n              INTEGER NOT NULL,
    menage         TEXT,
    par            TEXT NOT NULL,
    organisation   TEXT NOT NULL,
    enregistre_le  TEXT NOT NULL,
    survenu_le     TEXT NOT NULL,
    genre          TEXT NOT NULL,
    regles         TEXT NOT NULL,
    mecanique      TEXT,
    engagement     BLOB NOT NULL,
    charge         BLOB NOT NULL,
    precedent      BLOB NOT NULL,
    empreinte      BLOB NOT NULL
) STRICT;

CREATE INDEX journal_menage ON journal (menage, seq);

CREATE INDEX journal_par ON journal (par, seq);

CREATE TRIGGER journal_sans_modification BEFORE UPDATE ON journal
    BEGIN SELECT RAISE(ABORT, 'le journal ne se modifie pas'); END;

CREATE TRIGGER journal_sans_suppression BEFORE DELETE ON journal
    BEGIN SELECT RAISE(ABORT, 'le journal ne s''efface pas'); END;

CREATE UNIQUE INDEX journal_sujet ON journal (sujet, n);

CREATE TABLE migration (numero INTEGER NOT NULL PRIMARY KEY, nom TEXT NOT NULL, empreinte TEXT NOT NULL, appliquee_le TEXT NOT NULL) STRICT;

CREATE TABLE organisation (
    id      TEXT NOT NULL PRIMARY KEY,
    nom     TEXT NOT NULL,
    nature  TEXT NOT NULL,
    etat    TEXT NOT NULL
) STRICT;

CREATE INDEX organisation_nom ON organisation (nom, id);

CREATE TABLE partie (
    sujet         TEXT NOT NULL,
    organisation  TEXT NOT NULL,
    genre         TEXT NOT NULL,
    roles         TEXT NOT NULL,
    tri           TEXT NOT NULL,
    etape         TEXT NOT NULL,
    dispositif    TEXT NOT NULL,
    clos          INTEGER NOT NULL, urgence TEXT NOT NULL DEFAULT 'rien', due TEXT,
    PRIMARY KEY (sujet, organisation)
) STRICT;

CREATE INDEX partie_organisation ON partie (organisation, genre, tri, sujet, etape, dispositif, clos);

CREATE INDEX partie_urgence ON partie (organisation, genre, urgence, sujet, etape, dispositif);

CREATE TABLE prise (
    cle      TEXT NOT NULL,
    sujet    TEXT NOT NULL,
    objet    TEXT NOT NULL,
    montant  INTEGER NOT NULL,
    PRIMARY KEY (cle, sujet, objet)
) STRICT;

CREATE INDEX prise_sujet ON prise (sujet);

CREATE TABLE publication (
    empreinte     TEXT NOT NULL PRIMARY KEY REFERENCES version_servie (empreinte),
    dispositif    TEXT NOT NULL,
    organisation  TEXT NOT NULL,
    par           TEXT NOT NULL,
    le            TEXT NOT NULL,
    motif         TEXT NOT NULL,
    cas           TEXT NOT NULL
) STRICT;

CREATE INDEX publication_dispositif ON publication (dispositif, le, empreinte);

CREATE TABLE sceau (
    seq        INTEGER NOT NULL PRIMARY KEY,
    lignes     INTEGER NOT NULL,
    tete       BLOB NOT NULL,
    signature  BLOB NOT NULL,
    pose_le    TEXT NOT NULL
) STRICT;

CREATE TRIGGER sceau_sans_modification BEFORE UPDATE ON sceau
    BEGIN SELECT RAISE(ABORT, 'un sceau ne se modifie pas'); END;

CREATE TRIGGER sceau_sans_suppression BEFORE DELETE ON sceau
    BEGIN SELECT RAISE(ABORT, 'un sceau ne s''efface pas'); END;

CREATE TABLE session (
    jeton         BLOB NOT NULL PRIMARY KEY,
    utilisateur   TEXT NOT NULL REFERENCES compte (utilisateur),
    organisation  TEXT,
    etape         TEXT NOT NULL,
    cree_le       INTEGER NOT NULL,
    vue_le        INTEGER NOT NULL,
    finit_le      INTEGER NOT NULL,
    agent         TEXT NOT NULL,
    defi          BLOB,
    fermee_le     INTEGER
) STRICT;

CREATE INDEX session_fin ON session (finit_le);

CREATE INDEX session_utilisateur ON session (utilisateur, vue_le, jeton);

CREATE TABLE sujet (
    id          TEXT NOT NULL PRIMARY KEY,
    genre       TEXT NOT NULL,
    menage      TEXT,
    dispositif  TEXT,
    mecanique   TEXT,
    convention  TEXT,
    version     INTEGER NOT NULL,
    tete        BLOB,
    etat        TEXT NOT NULL
) STRICT;

CREATE INDEX sujet_convention ON sujet (convention, genre, id);

CREATE INDEX sujet_genre ON sujet (genre, id);

CREATE INDEX sujet_menage ON sujet (menage, genre, id);

CREATE TABLE tentative (
    cle       BLOB NOT NULL PRIMARY KEY,
    dette_le  INTEGER NOT NULL
) STRICT;

CREATE INDEX tentative_dette ON tentative (dette_le);

CREATE TABLE utilisateur (
    id    TEXT NOT NULL PRIMARY KEY,
    nom   TEXT NOT NULL,
    etat  TEXT NOT NULL
) STRICT;

CREATE INDEX utilisateur_nom ON utilisateur (nom, id);

CREATE TABLE verrou (
    cle  TEXT NOT NULL PRIMARY KEY,
    n    INTEGER NOT NULL
) STRICT;

CREATE TABLE version_servie (
    empreinte   TEXT NOT NULL PRIMARY KEY,
    dispositif  TEXT NOT NULL,
    version     INTEGER NOT NULL,
    texte       TEXT NOT NULL,
    servie_le   TEXT NOT NULL
) STRICT;

CREATE INDEX version_servie_dispositif ON version_servie (dispositif, version);
