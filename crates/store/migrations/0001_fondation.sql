-- The tables of Palier. One text for both engines; the tokens and sections are read by `migrations.rs`.
-- Dates are ISO text, identifiers are ULIDs, states are JSON: both engines compare them byte by byte.

-- What the engine decides on: dossier, logement, séance… The state is the truth; all else but the journal is rebuilt.
-- `version` is the rank of the sujet's last line in the journal: what a writer read, and what it must still find.
-- `tete` repeats that line's hash: the next line continues it without reading the journal, where neighbours write.
CREATE TABLE sujet (
    id          @text NOT NULL PRIMARY KEY,
    genre       @text NOT NULL,
    menage      @text,
    dispositif  @text,
    mecanique   @text,
    convention  @text,
    version     @int NOT NULL,
    tete        @bytes,
    etat        @text NOT NULL
) @strict;
CREATE INDEX sujet_menage ON sujet (menage, genre, id);
CREATE INDEX sujet_convention ON sujet (convention, genre, id);
CREATE INDEX sujet_genre ON sujet (genre, id);

-- One line per dossier for the lists, rebuilt from the state in the transaction that writes it.
CREATE TABLE dossier (
    id                @text NOT NULL PRIMARY KEY REFERENCES sujet (id),
    dispositif        @text NOT NULL,
    convention        @text,
    menage            @text NOT NULL,
    etape             @text NOT NULL,
    statut_occupation @text,
    niveau            @text,
    logement          @text,
    referent          @text,
    operateur         @text,
    bailleur          @text,
    orienteur         @text,
    ouvert_le         @text NOT NULL,
    clos_le           @text,
    derniere_visite   @text,
    libelle           @text NOT NULL,
    recherche         @text NOT NULL
) @strict;
CREATE INDEX dossier_dispositif ON dossier (dispositif, ouvert_le, id);
CREATE INDEX dossier_convention ON dossier (convention, ouvert_le, id);
CREATE INDEX dossier_menage ON dossier (menage, id);
CREATE INDEX dossier_referent ON dossier (referent, ouvert_le, id);
CREATE INDEX dossier_operateur ON dossier (operateur, ouvert_le, id);
CREATE INDEX dossier_bailleur ON dossier (bailleur, ouvert_le, id);
CREATE INDEX dossier_orienteur ON dossier (orienteur, ouvert_le, id);
CREATE INDEX dossier_libelle ON dossier (libelle, id);
CREATE INDEX dossier_logement ON dossier (logement, id);
CREATE INDEX dossier_ouverture ON dossier (ouvert_le, id);

-- What each sujet takes at this moment: places of a convention, a dwelling, a worker's measure, part of an envelope.
-- `objet` is what is counted once: two households in one dwelling take one dwelling.
CREATE TABLE prise (
    cle      @text NOT NULL,
    sujet    @text NOT NULL,
    objet    @text NOT NULL,
    montant  @int NOT NULL,
    PRIMARY KEY (cle, sujet, objet)
) @strict;
CREATE INDEX prise_sujet ON prise (sujet);

-- Which organisations take part in a sujet, and as what: the readers' scope. `tri` and what follows repeat the dossier's
-- line: an organisation's page, its usual filters and its count are read from one index, without the dossiers.
CREATE TABLE partie (
    sujet         @text NOT NULL,
    organisation  @text NOT NULL,
    genre         @text NOT NULL,
    roles         @text NOT NULL,
    tri           @text NOT NULL,
    etape         @text NOT NULL,
    dispositif    @text NOT NULL,
    clos          @int NOT NULL,
    PRIMARY KEY (sujet, organisation)
) @strict;
CREATE INDEX partie_organisation ON partie (organisation, genre, tri, sujet, etape, dispositif, clos);

-- The dates at which something becomes due, late or lost from sight.
CREATE TABLE echeance (
    sujet  @text NOT NULL,
    nom    @text NOT NULL,
    le     @text NOT NULL,
    regle  @text NOT NULL,
    PRIMARY KEY (sujet, nom, le)
) @strict;
CREATE INDEX echeance_le ON echeance (le, sujet);

CREATE TABLE organisation (
    id      @text NOT NULL PRIMARY KEY,
    nom     @text NOT NULL,
    nature  @text NOT NULL,
    etat    @text NOT NULL
) @strict;
CREATE INDEX organisation_nom ON organisation (nom, id);

CREATE TABLE utilisateur (
    id    @text NOT NULL PRIMARY KEY,
    nom   @text NOT NULL,
    etat  @text NOT NULL
) @strict;
CREATE INDEX utilisateur_nom ON utilisateur (nom, id);

-- Every text of a definition that has served, by its hash: a dossier is judged by the one it entered under.
CREATE TABLE version_servie (
    empreinte   @text NOT NULL PRIMARY KEY,
    dispositif  @text NOT NULL,
    version     @int NOT NULL,
    texte       @text NOT NULL,
    servie_le   @text NOT NULL
) @strict;
CREATE INDEX version_servie_dispositif ON version_servie (dispositif, version);

-- The answer already given to a command, for the one who sends it twice.
CREATE TABLE idempotence (
    cle            @text NOT NULL PRIMARY KEY,
    sujet          @text,
    reponse        @text NOT NULL,
    enregistre_le  @text NOT NULL
) @strict;
CREATE INDEX idempotence_age ON idempotence (enregistre_le);

CREATE TABLE verrou (
    cle  @text NOT NULL PRIMARY KEY,
    n    @int NOT NULL
) @strict;

-- Who did what, when, under which rule. `n` ranks the lines of a sujet; `engagement` is the salted commitment of a
-- payload that only the household's key opens.
CREATE TABLE journal (
    seq            @serie,
    sujet          @text NOT NULL,
    n              @int NOT NULL,
    menage         @text,
    par            @text NOT NULL,
    organisation   @text NOT NULL,
    enregistre_le  @text NOT NULL,
    survenu_le     @text NOT NULL,
    genre          @text NOT NULL,
    regles         @text NOT NULL,
    mecanique      @text,
    engagement     @bytes NOT NULL,
    charge         @bytes NOT NULL,
    precedent      @bytes NOT NULL,
    empreinte      @bytes NOT NULL
) @strict;
CREATE UNIQUE INDEX journal_sujet ON journal (sujet, n);
CREATE INDEX journal_menage ON journal (menage, seq);
CREATE INDEX journal_par ON journal (par, seq);

-- Signed checkpoints: `tete` hashes the previous one and every line since.
CREATE TABLE sceau (
    seq        @int NOT NULL PRIMARY KEY,
    lignes     @int NOT NULL,
    tete       @bytes NOT NULL,
    signature  @bytes NOT NULL,
    pose_le    @text NOT NULL
) @strict;

-- @sqlite
CREATE TRIGGER journal_sans_modification BEFORE UPDATE ON journal
    BEGIN SELECT RAISE(ABORT, 'le journal ne se modifie pas'); END;
CREATE TRIGGER journal_sans_suppression BEFORE DELETE ON journal
    BEGIN SELECT RAISE(ABORT, 'le journal ne s''efface pas'); END;
CREATE TRIGGER sceau_sans_modification BEFORE UPDATE ON sceau
    BEGIN SELECT RAISE(ABORT, 'un sceau ne se modifie pas'); END;
CREATE TRIGGER sceau_sans_suppression BEFORE DELETE ON sceau
    BEGIN SELECT RAISE(ABORT, 'un sceau ne s''efface pas'); END;
-- @postgres
CREATE FUNCTION ajout_seul() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'le journal et ses sceaux ne se modifient ni ne s''effacent'
        USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER journal_ajout_seul BEFORE UPDATE OR DELETE ON journal FOR EACH ROW EXECUTE FUNCTION ajout_seul();
CREATE TRIGGER journal_sans_vidage BEFORE TRUNCATE ON journal EXECUTE FUNCTION ajout_seul();
CREATE TRIGGER sceau_ajout_seul BEFORE UPDATE OR DELETE ON sceau FOR EACH ROW EXECUTE FUNCTION ajout_seul();
CREATE TRIGGER sceau_sans_vidage BEFORE TRUNCATE ON sceau EXECUTE FUNCTION ajout_seul();
