-- The read log: who read which sensitive classes of a household, for whom, why. It only grows. Identifiers and words of
-- the program, no content: erasing a household leaves nothing of it to remove here.

CREATE TABLE lecture (
    seq           @int NOT NULL PRIMARY KEY,
    le            @text NOT NULL,
    utilisateur   @text NOT NULL,
    organisation  @text NOT NULL,
    fonction      @text NOT NULL,
    motif         @text NOT NULL,
    menage        @text,
    sujet         @text NOT NULL,
    classes       @text NOT NULL,
    support       @text NOT NULL,
    empreinte     @bytes NOT NULL
) @strict;

CREATE INDEX lecture_menage ON lecture (menage, seq);

-- @sqlite
CREATE TRIGGER lecture_sans_modification BEFORE UPDATE ON lecture
    BEGIN SELECT RAISE(ABORT, 'une lecture notée ne se modifie pas'); END;
CREATE TRIGGER lecture_sans_suppression BEFORE DELETE ON lecture
    BEGIN SELECT RAISE(ABORT, 'une lecture notée ne s''efface pas'); END;
-- @postgres
CREATE FUNCTION lecture_ajout_seul() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'une lecture notée ne se modifie ni ne s''efface'
        USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER lecture_ajout_seul BEFORE UPDATE OR DELETE ON lecture
    FOR EACH ROW EXECUTE FUNCTION lecture_ajout_seul();
CREATE TRIGGER lecture_sans_vidage BEFORE TRUNCATE ON lecture EXECUTE FUNCTION lecture_ajout_seul();
