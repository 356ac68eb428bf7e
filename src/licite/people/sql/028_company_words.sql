-- The words of companies: how one is found by any word of its name. A legal person's are in clear, as its name is, and
-- the database keeps them itself; a sole trader's are keyed tokens of the beginnings of its words, which the writer brings.
CREATE INDEX people_companyword_company ON people_companyword (company);
ALTER TABLE people_companyword ADD CONSTRAINT people_companyword_company FOREIGN KEY (company, cell)
    REFERENCES people_company (id, cell) ON UPDATE CASCADE ON DELETE CASCADE;

ALTER TABLE people_companyword ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_companyword FORCE ROW LEVEL SECURITY;
CREATE POLICY read_word ON people_companyword FOR SELECT TO licite_web, licite_worker
    USING (cell / 10 = ANY ((SELECT gate.portfolios())::int[]));
CREATE POLICY create_word ON people_companyword FOR INSERT TO licite_web, licite_worker
    WITH CHECK (word ^@ '=' AND (cell = ANY ((SELECT gate.cells('create'))::int[])
        OR (SELECT coalesce((gate.who()).purpose LIKE 'system:%', false))
        OR cell = ANY ((SELECT gate.cells('edit'))::int[]) AND cell = ANY ((SELECT gate.cells_with('people:company:edit'))::int[])));
CREATE POLICY no_update ON people_companyword FOR UPDATE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY no_delete ON people_companyword FOR DELETE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY gate_word ON people_companyword TO licite_gate USING (current_user = 'licite_gate');
GRANT SELECT, INSERT ON people_companyword TO licite_web, licite_worker;
GRANT SELECT, INSERT, DELETE ON people_companyword TO licite_gate;

SET LOCAL ROLE licite_gate;

-- What a company is called now: the words that one may type of it, from three letters on, and what is written in several
-- as if it were in one ("Saint-Gobain" is found by "saintgobain").
CREATE FUNCTION gate.spell_company() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN DELETE FROM licite.people_companyword w WHERE w.company = NEW.id; END IF;
    INSERT INTO licite.people_companyword (company, cell, word)
    SELECT DISTINCT NEW.id, NEW.cell, left(s.word, 40)
    FROM (SELECT string_to_array(NEW.sort_key, ' ') AS parts) k, LATERAL (
        SELECT w AS word FROM unnest(k.parts) w
        UNION SELECT array_to_string(k.parts[n:], '') FROM generate_series(1, cardinality(k.parts) - 1) n) s
    WHERE length(s.word) >= 3;
    RETURN NULL;
END $$;

REVOKE ALL ON FUNCTION gate.spell_company() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.spell_company() TO licite_owner;
RESET ROLE;

CREATE TRIGGER spell_company AFTER INSERT ON people_company FOR EACH ROW
    WHEN (NEW.sort_key <> '') EXECUTE FUNCTION gate.spell_company();
CREATE TRIGGER respell_company AFTER UPDATE OF sort_key, kind, identity ON people_company FOR EACH ROW
    WHEN (NEW.sort_key <> OLD.sort_key OR NEW.identity IS DISTINCT FROM OLD.identity) EXECUTE FUNCTION gate.spell_company();
