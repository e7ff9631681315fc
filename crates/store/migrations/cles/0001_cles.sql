-- The other base: households' keys, the instance's, and the seal's. Kept, saved and forgotten apart from the data.

CREATE TABLE cle (
    nom          @text NOT NULL PRIMARY KEY,
    secret       @bytes,
    creee_le     @text NOT NULL,
    detruite_le  @text
) @strict;

-- The last seal, out of reach of whoever can cut the end of the journal.
CREATE TABLE temoin (
    nom   @text NOT NULL PRIMARY KEY,
    seq   @int NOT NULL,
    tete  @bytes NOT NULL
) @strict;
