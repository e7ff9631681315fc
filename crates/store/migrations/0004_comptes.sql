-- Accounts. Instants here are seconds since 1970: they are compared and added to, at each request.
-- Tokens and recovery codes are long random texts: only their SHA-256 is kept.

-- How a person of the directory signs in. `totp` is encrypted under the instance's key; `totp_pas` is the last step
-- accepted, so that a code seen over a shoulder is worth nothing.
CREATE TABLE compte (
    utilisateur   @text NOT NULL PRIMARY KEY REFERENCES utilisateur (id),
    identifiant   @text NOT NULL,
    mot_de_passe  @text,
    totp          @bytes,
    totp_pas      @int NOT NULL,
    cree_le       @int NOT NULL,
    desactive_le  @int
) @strict;
CREATE UNIQUE INDEX compte_identifiant ON compte (identifiant);

-- Passkeys: the public half, and the counter that shows a copy.
CREATE TABLE cle_acces (
    id           @bytes NOT NULL PRIMARY KEY,
    utilisateur  @text NOT NULL REFERENCES compte (utilisateur),
    publique     @bytes NOT NULL,
    compteur     @int NOT NULL,
    nom          @text NOT NULL,
    cree_le      @int NOT NULL
) @strict;
CREATE INDEX cle_acces_utilisateur ON cle_acces (utilisateur, cree_le, id);

CREATE TABLE code_secours (
    utilisateur  @text NOT NULL REFERENCES compte (utilisateur),
    empreinte    @bytes NOT NULL,
    utilise_le   @int,
    PRIMARY KEY (utilisateur, empreinte)
) @strict;

CREATE TABLE invitation (
    jeton        @bytes NOT NULL PRIMARY KEY,
    utilisateur  @text NOT NULL REFERENCES compte (utilisateur),
    finit_le     @int NOT NULL,
    utilisee_le  @int
) @strict;
CREATE INDEX invitation_utilisateur ON invitation (utilisateur, finit_le);

-- `etape` says what the session still lacks before it opens anything; `organisation`, for whom she acts in it.
-- `defi` is the challenge that a passkey must sign, once.
CREATE TABLE session (
    jeton         @bytes NOT NULL PRIMARY KEY,
    utilisateur   @text NOT NULL REFERENCES compte (utilisateur),
    organisation  @text,
    etape         @text NOT NULL,
    cree_le       @int NOT NULL,
    vue_le        @int NOT NULL,
    finit_le      @int NOT NULL,
    agent         @text NOT NULL,
    defi          @bytes,
    fermee_le     @int
) @strict;
CREATE INDEX session_utilisateur ON session (utilisateur, vue_le, jeton);
CREATE INDEX session_fin ON session (finit_le);

-- What is owed for wrong guesses, by what was guessed and from where, both hashed: no address of anyone is kept.
CREATE TABLE tentative (
    cle       @bytes NOT NULL PRIMARY KEY,
    dette_le  @int NOT NULL
) @strict;
CREATE INDEX tentative_dette ON tentative (dette_le);
