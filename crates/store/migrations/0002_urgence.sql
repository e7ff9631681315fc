-- What comes first on a dossier: the list begins with the most urgent, and its counters are ranges of one index.
-- `urgence` sorts as bytes do: the first day due, then « rien » (nothing is due), then « sorti » (closed).
ALTER TABLE dossier ADD COLUMN urgence @text NOT NULL DEFAULT 'rien';
ALTER TABLE dossier ADD COLUMN due @text;
ALTER TABLE partie ADD COLUMN urgence @text NOT NULL DEFAULT 'rien';

UPDATE dossier SET urgence = CASE WHEN clos_le IS NOT NULL THEN 'sorti'
    ELSE COALESCE((SELECT MIN(e.le) FROM echeance e WHERE e.sujet = dossier.id), 'rien') END;
UPDATE dossier SET due =
    (SELECT MIN(e.nom) FROM echeance e WHERE e.sujet = dossier.id AND e.le = dossier.urgence);
UPDATE partie SET urgence = CASE WHEN clos = 1 THEN 'sorti'
    ELSE COALESCE((SELECT MIN(e.le) FROM echeance e WHERE e.sujet = partie.sujet), 'rien') END;

CREATE INDEX partie_urgence ON partie (organisation, genre, urgence, sujet, etape, dispositif);
