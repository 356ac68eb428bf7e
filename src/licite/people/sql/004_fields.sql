-- The organisation's own fields and their sealed values.
CREATE INDEX people_value_field ON people_value (field);

ALTER TABLE people_field ADD CONSTRAINT people_field_purpose FOREIGN KEY (purpose) REFERENCES lawful_purpose (key);
ALTER TABLE people_value ADD CONSTRAINT people_value_field FOREIGN KEY (field) REFERENCES people_field (id);
ALTER TABLE people_value ADD CONSTRAINT people_value_contact FOREIGN KEY (contact, cell)
    REFERENCES people_contact (id, cell) ON UPDATE CASCADE;

ALTER TABLE people_field ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_field FORCE ROW LEVEL SECURITY;
ALTER TABLE people_value ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_value FORCE ROW LEVEL SECURITY;

CREATE POLICY read_field ON people_field FOR SELECT TO licite_web, licite_worker USING ((SELECT gate.inside()));
CREATE POLICY no_insert ON people_field FOR INSERT TO licite_web, licite_worker WITH CHECK (current_user = 'licite_gate');
CREATE POLICY no_update ON people_field FOR UPDATE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY no_delete ON people_field FOR DELETE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY gate_field ON people_field TO licite_gate USING (current_user = 'licite_gate');

CREATE POLICY read_value ON people_value FOR SELECT TO licite_web, licite_worker
    USING (cell = ANY ((SELECT gate.cells('read'))::int[]));
CREATE POLICY create_value ON people_value FOR INSERT TO licite_web, licite_worker
    WITH CHECK (cell = ANY ((SELECT gate.cells('edit'))::int[]) AND coalesce(member = (SELECT gate.me()), (SELECT gate.me()) IS NULL)
        AND EXISTS (SELECT FROM people_field f WHERE f.id = field AND f.retired_at IS NULL));
CREATE POLICY no_update ON people_value FOR UPDATE TO licite_web USING (current_user = 'licite_gate');
-- A value is replaced, never rewritten; a rotation of keys seals it anew.
CREATE POLICY rotate_value ON people_value FOR UPDATE TO licite_worker
    USING ((SELECT (gate.who()).purpose) = 'system:rotate') WITH CHECK ((SELECT (gate.who()).purpose) = 'system:rotate');
CREATE POLICY edit_value ON people_value FOR DELETE TO licite_web, licite_worker
    USING (cell = ANY ((SELECT gate.cells('edit'))::int[]));
CREATE POLICY gate_value ON people_value TO licite_gate USING (current_user = 'licite_gate');

GRANT SELECT ON people_field TO licite_web, licite_worker;
GRANT SELECT, INSERT (contact, cell, field, value, member, written_at), DELETE ON people_value TO licite_web, licite_worker;
GRANT UPDATE (value) ON people_value TO licite_worker;
GRANT USAGE ON SEQUENCE people_value_id_seq TO licite_web, licite_worker;
GRANT SELECT, INSERT, UPDATE ON people_field TO licite_gate;
GRANT SELECT, DELETE ON people_value TO licite_gate;
GRANT SELECT (key, retired_at) ON lawful_purpose TO licite_gate;
GRANT USAGE ON SEQUENCE people_field_id_seq TO licite_gate;

SET LOCAL ROLE licite_gate;

-- Whether it was made: false where the key is taken, or the purpose is not there or retired.
CREATE FUNCTION gate.add_field(new_key text, french text, english text, of_kind text, listed jsonb, for_purpose text, how_sensitive text)
RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM gate.demand('people:field:manage');
    IF new_key !~ '^[a-z][a-z0-9_]{1,39}$' OR btrim(french) = '' OR btrim(english) = ''
        OR of_kind NOT IN ('text', 'choice', 'date', 'yes_no') OR how_sensitive NOT IN ('ordinary', 'personal')
        OR jsonb_typeof(listed) IS DISTINCT FROM 'array' OR (of_kind = 'choice') <> (jsonb_array_length(listed) > 0) THEN
        RAISE EXCEPTION 'not a field' USING ERRCODE = '22023';
    END IF;
    INSERT INTO licite.people_field (key, label_fr, label_en, kind, choices, purpose, sensitivity, created_at, created_by)
    SELECT new_key, french, english, of_kind, listed, p.key, how_sensitive, gate.now(), gate.me()
    FROM licite.lawful_purpose p WHERE p.key = for_purpose AND p.retired_at IS NULL
    ON CONFLICT (key) DO NOTHING;
    RETURN FOUND;
END $$;

-- A field that ends takes its values with it, in every portfolio: nothing is kept without a purpose. How many went.
CREATE FUNCTION gate.retire_field(which text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    ended bigint;
    gone integer;
BEGIN
    PERFORM gate.demand('people:field:manage');
    UPDATE licite.people_field SET retired_at = gate.now(), retired_by = gate.me()
    WHERE key = which AND retired_at IS NULL RETURNING id INTO ended;
    IF NOT FOUND THEN RETURN NULL; END IF;
    DELETE FROM licite.people_value WHERE field = ended;
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END $$;

REVOKE ALL ON FUNCTION gate.add_field(text, text, text, text, jsonb, text, text), gate.retire_field(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.add_field(text, text, text, text, jsonb, text, text), gate.retire_field(text)
    TO licite_web, licite_worker;
RESET ROLE;
