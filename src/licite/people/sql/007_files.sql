-- Files and tags of a record. Both are put and taken away in one's own name; what was taken away stays in the history.
CREATE INDEX people_file_contact ON people_file (contact, id);
CREATE INDEX people_tag_cell ON people_tag (cell, token, contact);
CREATE INDEX people_tag_token ON people_tag (token, cell, contact);

ALTER TABLE people_file ADD CONSTRAINT people_file_contact FOREIGN KEY (contact, cell)
    REFERENCES people_contact (id, cell) ON UPDATE CASCADE,
    -- Five megabytes in base 64, and an envelope.
    ADD CONSTRAINT people_file_size CHECK (octet_length(content) <= 7000000);
ALTER TABLE people_tag ADD CONSTRAINT people_tag_contact FOREIGN KEY (contact, cell)
    REFERENCES people_contact (id, cell) ON UPDATE CASCADE;
ALTER TABLE people_file ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_file FORCE ROW LEVEL SECURITY;
ALTER TABLE people_tag ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_tag FORCE ROW LEVEL SECURITY;

CREATE POLICY read_file ON people_file FOR SELECT TO licite_web, licite_worker
    USING (cell = ANY ((SELECT gate.cells('read'))::int[]));
CREATE POLICY create_file ON people_file FOR INSERT TO licite_web, licite_worker
    WITH CHECK (cell = ANY ((SELECT gate.cells('communicate'))::int[]) AND cell = ANY ((SELECT gate.cells_with('people:file:write'))::int[])
            AND member = (SELECT gate.me())
        OR (SELECT coalesce((gate.who()).purpose LIKE 'system:%', false)));
CREATE POLICY no_update ON people_file FOR UPDATE TO licite_web USING (current_user = 'licite_gate');
CREATE POLICY rotate_file ON people_file FOR UPDATE TO licite_worker
    USING ((SELECT (gate.who()).purpose) = 'system:rotate') WITH CHECK ((SELECT (gate.who()).purpose) = 'system:rotate');
CREATE POLICY drop_file ON people_file FOR DELETE TO licite_web, licite_worker
    USING (cell = ANY ((SELECT gate.cells('communicate'))::int[]) AND cell = ANY ((SELECT gate.cells_with('people:file:write'))::int[]));
CREATE POLICY gate_file ON people_file TO licite_gate USING (current_user = 'licite_gate');

CREATE POLICY read_tag ON people_tag FOR SELECT TO licite_web, licite_worker
    USING (cell = ANY ((SELECT gate.cells('read'))::int[]));
CREATE POLICY create_tag ON people_tag FOR INSERT TO licite_web, licite_worker
    WITH CHECK (cell = ANY ((SELECT gate.cells('edit'))::int[]) AND coalesce(member = (SELECT gate.me()), (SELECT gate.me()) IS NULL));
CREATE POLICY no_update ON people_tag FOR UPDATE TO licite_web USING (current_user = 'licite_gate');
CREATE POLICY rotate_tag ON people_tag FOR UPDATE TO licite_worker
    USING ((SELECT (gate.who()).purpose) = 'system:rotate') WITH CHECK ((SELECT (gate.who()).purpose) = 'system:rotate');
CREATE POLICY drop_tag ON people_tag FOR DELETE TO licite_web, licite_worker
    USING (cell = ANY ((SELECT gate.cells('edit'))::int[]));
CREATE POLICY gate_tag ON people_tag TO licite_gate USING (current_user = 'licite_gate');

GRANT SELECT, INSERT (public, contact, cell, kind, size, name, content, member, created_at), DELETE ON people_file TO licite_web, licite_worker;
GRANT UPDATE (name, content) ON people_file TO licite_worker;
GRANT SELECT, INSERT (contact, cell, token, value, member, created_at), DELETE ON people_tag TO licite_web, licite_worker;
GRANT UPDATE (token, value) ON people_tag TO licite_worker;
GRANT USAGE ON SEQUENCE people_file_id_seq, people_tag_id_seq TO licite_web, licite_worker;
GRANT SELECT (id, contact), DELETE ON people_file TO licite_gate;
GRANT SELECT, DELETE ON people_tag TO licite_gate;
