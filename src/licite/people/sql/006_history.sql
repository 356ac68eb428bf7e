-- Who changed which field, when. What a value was and became is sealed; a move between stages or portfolios is written here
-- by the database itself, whichever act made it. Added, never changed.
CREATE INDEX people_change_contact ON people_change (contact, at DESC, id DESC);

ALTER TABLE people_change ADD CONSTRAINT people_change_contact FOREIGN KEY (contact, cell)
    REFERENCES people_contact (id, cell) ON UPDATE CASCADE;
ALTER TABLE people_change ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_change FORCE ROW LEVEL SECURITY;

CREATE POLICY read_change ON people_change FOR SELECT TO licite_web, licite_worker
    USING (cell = ANY ((SELECT gate.cells('read'))::int[]));
CREATE POLICY create_change ON people_change FOR INSERT TO licite_web, licite_worker
    WITH CHECK ((cell = ANY ((SELECT gate.cells('edit'))::int[]) OR cell = ANY ((SELECT gate.cells('communicate'))::int[]))
        AND coalesce(member = (SELECT gate.me()), (SELECT gate.me()) IS NULL) AND field <> 'cell'
        AND (at = (SELECT gate.now()) OR (SELECT coalesce((gate.who()).purpose LIKE 'system:%', false))));
CREATE POLICY no_update ON people_change FOR UPDATE TO licite_web USING (current_user = 'licite_gate');
CREATE POLICY rotate_change ON people_change FOR UPDATE TO licite_worker
    USING ((SELECT (gate.who()).purpose) = 'system:rotate') WITH CHECK ((SELECT (gate.who()).purpose) = 'system:rotate');
CREATE POLICY no_delete ON people_change FOR DELETE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY gate_change ON people_change TO licite_gate USING (current_user = 'licite_gate');

GRANT SELECT, INSERT (contact, cell, at, field, before, after, member) ON people_change TO licite_web, licite_worker;
GRANT UPDATE (before, after) ON people_change TO licite_worker;
GRANT USAGE ON SEQUENCE people_change_id_seq TO licite_web, licite_worker, licite_gate;
GRANT SELECT, DELETE, INSERT (contact, cell, at, field, cell_before, cell_after, member) ON people_change TO licite_gate;

SET LOCAL ROLE licite_gate;

CREATE FUNCTION gate.follow_cell() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO licite.people_change (contact, cell, at, field, cell_before, cell_after, member)
    VALUES (NEW.id, NEW.cell, gate.now(), 'cell', OLD.cell, NEW.cell, gate.me());
    RETURN NULL;
END $$;

-- A value revealed is one value, by its place among those of its field: once they change, places mean others.
CREATE FUNCTION gate.end_reveals() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE licite.access_reveal SET until = gate.now() WHERE contact = NEW.id AND until > gate.now()
        AND (field = 'phone' AND OLD.phone IS DISTINCT FROM NEW.phone OR field = 'email' AND OLD.email IS DISTINCT FROM NEW.email
            OR field = 'address' AND OLD.address IS DISTINCT FROM NEW.address);
    RETURN NULL;
END $$;

REVOKE ALL ON FUNCTION gate.follow_cell(), gate.end_reveals() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.follow_cell(), gate.end_reveals() TO licite_owner;
RESET ROLE;

CREATE TRIGGER follow_cell AFTER UPDATE OF cell ON people_contact FOR EACH ROW
    WHEN (OLD.cell <> NEW.cell) EXECUTE FUNCTION gate.follow_cell();
CREATE TRIGGER end_reveals AFTER UPDATE OF phone, email, address ON people_contact FOR EACH ROW
    WHEN (current_user = 'licite_web') EXECUTE FUNCTION gate.end_reveals();
