-- Definitions being written, and who put which in service. No household is in them.

-- A draft belongs to an organisation. `n` is the rank of its last state: what a writer read, and must still find.
CREATE TABLE brouillon (
    id            @text NOT NULL PRIMARY KEY,
    organisation  @text NOT NULL,
    titre         @text NOT NULL,
    n             @int NOT NULL,
    par           @text NOT NULL,
    le            @text NOT NULL
) @strict;
CREATE INDEX brouillon_organisation ON brouillon (organisation, le, id);

-- Its last states: two people who write at once are brought together from the one that both had read.
CREATE TABLE brouillon_etat (
    brouillon  @text NOT NULL REFERENCES brouillon (id),
    n          @int NOT NULL,
    texte      @text NOT NULL,
    cas        @text NOT NULL,
    par        @text NOT NULL,
    le         @text NOT NULL,
    PRIMARY KEY (brouillon, n)
) @strict;

-- A version put in service: the text is in `version_servie`. `cas` is what it was tested with.
CREATE TABLE publication (
    empreinte     @text NOT NULL PRIMARY KEY REFERENCES version_servie (empreinte),
    dispositif    @text NOT NULL,
    organisation  @text NOT NULL,
    par           @text NOT NULL,
    le            @text NOT NULL,
    motif         @text NOT NULL,
    cas           @text NOT NULL
) @strict;
CREATE INDEX publication_dispositif ON publication (dispositif, le, empreinte);
