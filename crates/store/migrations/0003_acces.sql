-- Who reaches a sujet beyond the parties to its convention: by a share in force, or named for a protected household.
-- A protected household has no row in `partie`: it exists for the named persons only.
CREATE TABLE acces (
    sujet         @text NOT NULL,
    beneficiaire  @text NOT NULL,
    lien          @text NOT NULL,
    depuis        @text NOT NULL,
    jusqu_au      @text NOT NULL,
    PRIMARY KEY (sujet, beneficiaire, lien)
) @strict;
CREATE INDEX acces_beneficiaire ON acces (beneficiaire, jusqu_au, sujet);
-- Openings in an emergency: they open nothing more than what exists for who asked, and are signalled for a week.
CREATE INDEX acces_lien ON acces (lien, jusqu_au, sujet);

-- What is due is of a data class; a party's line says the first thing due that this party may know. Lines written before
-- are of the most sensitive class until their sujet is next written.
ALTER TABLE echeance ADD COLUMN classe @text NOT NULL DEFAULT 'C7';
ALTER TABLE partie ADD COLUMN due @text;
UPDATE partie SET urgence = CASE WHEN clos = 1 THEN 'sorti' ELSE 'rien' END;
UPDATE dossier SET due = NULL, urgence = CASE WHEN clos_le IS NOT NULL THEN 'sorti' ELSE 'rien' END;
