-- Rows apart by cell. Every table of a contact carries the contact's cell, held equal to it by a composite
-- foreign key: a child cannot hang on a record outside its own cell, and follows its record when it moves.
CREATE UNIQUE INDEX people_contact_id_cell ON people_contact (id, cell);
CREATE INDEX people_contact_active ON people_contact (cell, active_at DESC, id DESC);
CREATE INDEX people_contact_bucket ON people_contact (cell, bucket, id);
CREATE INDEX people_contact_company ON people_contact (company_id, cell) WHERE company_id IS NOT NULL;
CREATE INDEX people_company_cell ON people_company (cell, sort_key, id);
CREATE INDEX people_interaction_contact ON people_interaction (contact, at DESC, id DESC);
CREATE INDEX people_task_contact ON people_task (contact, due_at);
CREATE INDEX people_task_member ON people_task (member, due_at) WHERE done_at IS NULL;
CREATE INDEX people_token_contact ON people_token (contact);

ALTER TABLE people_token ADD CONSTRAINT people_token_contact FOREIGN KEY (contact, cell)
    REFERENCES people_contact (id, cell) ON UPDATE CASCADE;
ALTER TABLE people_interaction ADD CONSTRAINT people_interaction_contact FOREIGN KEY (contact, cell)
    REFERENCES people_contact (id, cell) ON UPDATE CASCADE;
ALTER TABLE people_task ADD CONSTRAINT people_task_contact FOREIGN KEY (contact, cell)
    REFERENCES people_contact (id, cell) ON UPDATE CASCADE;

-- Nobody is reached through a record that waits: it was not yet checked at the entrance, or it meets an objection noted
-- where its keepers do not see, and whoever sees both has to decide (see 002). Not readable by the web role.
ALTER TABLE people_contact ADD COLUMN waiting boolean NOT NULL DEFAULT true;
ALTER TABLE people_interaction ALTER COLUMN public SET DEFAULT gen_random_uuid();

CREATE TABLE people_tray (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    contact bigint NOT NULL,
    cell integer NOT NULL,
    others bigint[] NOT NULL,
    other_cells integer[] NOT NULL,
    objected boolean NOT NULL,
    -- An older record, not a newcomer; and the channels that somebody out of its keepers' sight has refused.
    settled boolean NOT NULL DEFAULT false,
    closes text[] NOT NULL DEFAULT '{}',
    at timestamptz NOT NULL,
    FOREIGN KEY (contact, cell) REFERENCES people_contact (id, cell) ON UPDATE CASCADE ON DELETE CASCADE
);
-- Whether somebody is in the tray is asked of each newcomer.
CREATE INDEX people_tray_contact ON people_tray (contact);

ALTER TABLE people_company ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_company FORCE ROW LEVEL SECURITY;
ALTER TABLE people_contact ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_contact FORCE ROW LEVEL SECURITY;
ALTER TABLE people_token ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_token FORCE ROW LEVEL SECURITY;
ALTER TABLE people_interaction ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_interaction FORCE ROW LEVEL SECURITY;
ALTER TABLE people_task ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_task FORCE ROW LEVEL SECURITY;
ALTER TABLE people_tray ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_tray FORCE ROW LEVEL SECURITY;

-- People: read, create, edit by the cells of the grant. Nobody deletes here: a record ends by an act of its own.
CREATE POLICY read_contact ON people_contact FOR SELECT TO licite_web, licite_worker
    USING (cell = ANY ((SELECT gate.cells('read'))::int[]));
-- In one's own name, with no act of the person, no objection and no task before they happen; the house's own work
-- (demo, bench) brings a history with it.
CREATE POLICY create_contact ON people_contact FOR INSERT TO licite_web, licite_worker
    WITH CHECK (cell = ANY ((SELECT gate.cells('create'))::int[])
        AND (created_by = (SELECT gate.me()) AND objections = 0 AND NOT restricted AND person_act_at IS NULL AND next_task_at IS NULL
            OR (SELECT coalesce((gate.who()).purpose LIKE 'system:%', false))));
CREATE POLICY edit_contact ON people_contact FOR UPDATE TO licite_web, licite_worker
    USING (cell = ANY ((SELECT gate.cells('edit'))::int[])) WITH CHECK (cell = ANY ((SELECT gate.cells('edit'))::int[]));
CREATE POLICY no_delete ON people_contact FOR DELETE TO licite_web, licite_worker USING (current_user = 'licite_gate');

CREATE POLICY read_token ON people_token FOR SELECT TO licite_web, licite_worker
    USING (cell = ANY ((SELECT gate.cells('read'))::int[]));
CREATE POLICY create_token ON people_token FOR INSERT TO licite_web, licite_worker
    WITH CHECK (cell = ANY ((SELECT gate.cells('create'))::int[]) OR cell = ANY ((SELECT gate.cells('edit'))::int[]));
CREATE POLICY no_update ON people_token FOR UPDATE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY edit_token ON people_token FOR DELETE TO licite_web, licite_worker
    USING (cell = ANY ((SELECT gate.cells('edit'))::int[]));

CREATE POLICY read_interaction ON people_interaction FOR SELECT TO licite_web, licite_worker
    USING (cell = ANY ((SELECT gate.cells('read'))::int[]));
-- In one's own name; only the house's own work (nobody, yet with cells) notes what members did.
CREATE POLICY create_interaction ON people_interaction FOR INSERT TO licite_web, licite_worker
    WITH CHECK (cell = ANY ((SELECT gate.cells('communicate'))::int[])
        AND coalesce(member = (SELECT gate.me()), (SELECT gate.me()) IS NULL));
CREATE POLICY edit_interaction ON people_interaction FOR UPDATE TO licite_web, licite_worker
    USING (cell = ANY ((SELECT gate.cells('communicate'))::int[]) AND member = (SELECT gate.me()))
    WITH CHECK (cell = ANY ((SELECT gate.cells('communicate'))::int[]) AND member = (SELECT gate.me()));
-- A rotation of keys seals anew what any member wrote; nobody else writes in another's name.
CREATE POLICY rotate_interaction ON people_interaction FOR UPDATE TO licite_worker
    USING ((SELECT (gate.who()).purpose) = 'system:rotate') WITH CHECK ((SELECT (gate.who()).purpose) = 'system:rotate');
CREATE POLICY no_delete ON people_interaction FOR DELETE TO licite_web, licite_worker USING (current_user = 'licite_gate');

CREATE POLICY read_task ON people_task FOR SELECT TO licite_web, licite_worker
    USING (cell = ANY ((SELECT gate.cells('read'))::int[]));
CREATE POLICY create_task ON people_task FOR INSERT TO licite_web, licite_worker
    WITH CHECK (cell = ANY ((SELECT gate.cells('communicate'))::int[]));
CREATE POLICY edit_task ON people_task FOR UPDATE TO licite_web, licite_worker
    USING (cell = ANY ((SELECT gate.cells('communicate'))::int[]))
    WITH CHECK (cell = ANY ((SELECT gate.cells('communicate'))::int[]));
CREATE POLICY no_delete ON people_task FOR DELETE TO licite_web, licite_worker USING (current_user = 'licite_gate');



-- A clash is shown to whoever sees both sides, and decides over both.
CREATE POLICY read_tray ON people_tray FOR SELECT TO licite_web, licite_worker
    USING (cell = ANY ((SELECT gate.cells_with('people:tray:decide'))::int[]) AND cell = ANY ((SELECT gate.cells('edit'))::int[])
        AND other_cells <@ (SELECT gate.cells_with('people:tray:decide'))::int[] AND other_cells <@ (SELECT gate.cells('edit'))::int[]);
CREATE POLICY no_insert ON people_tray FOR INSERT TO licite_web, licite_worker WITH CHECK (current_user = 'licite_gate');
CREATE POLICY no_update ON people_tray FOR UPDATE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY no_delete ON people_tray FOR DELETE TO licite_web, licite_worker USING (current_user = 'licite_gate');

-- A company is seen by whoever sees one of its contacts or holds its portfolio.
CREATE POLICY read_company ON people_company FOR SELECT TO licite_web, licite_worker
    USING (cell / 10 = ANY ((SELECT gate.portfolios())::int[])
        OR EXISTS (SELECT FROM people_contact c WHERE c.company_id = people_company.id)
        OR EXISTS (SELECT FROM people_role r WHERE r.company = people_company.id));
CREATE POLICY create_company ON people_company FOR INSERT TO licite_web, licite_worker
    WITH CHECK (cell = ANY ((SELECT gate.cells('create'))::int[]));
CREATE POLICY edit_company ON people_company FOR UPDATE TO licite_web, licite_worker
    USING (cell = ANY ((SELECT gate.cells('edit'))::int[]) AND cell = ANY ((SELECT gate.cells_with('people:company:edit'))::int[]))
    WITH CHECK (cell = ANY ((SELECT gate.cells('edit'))::int[]) AND cell = ANY ((SELECT gate.cells_with('people:company:edit'))::int[]));
CREATE POLICY no_delete ON people_company FOR DELETE TO licite_web, licite_worker USING (current_user = 'licite_gate');

-- The gate's functions work on these tables; each is listed, none is bypassed.
CREATE POLICY gate_contact ON people_contact TO licite_gate USING (current_user = 'licite_gate');
CREATE POLICY gate_token ON people_token TO licite_gate USING (current_user = 'licite_gate');
CREATE POLICY gate_tray ON people_tray TO licite_gate USING (current_user = 'licite_gate');
CREATE POLICY gate_interaction ON people_interaction TO licite_gate USING (current_user = 'licite_gate');
CREATE POLICY gate_task ON people_task TO licite_gate USING (current_user = 'licite_gate');

-- Never the id, here and below: a number of one's choice would tell which exist, and clash with those to come.
GRANT SELECT (id, public, cell, company_id, listing, email, phone, address, bucket, capacity, capacity_why, mailbox, country, department,
        source, purpose, basis, collected_at, created_at, created_by, active_at, person_act_at, objections, next_task_at,
        informed_at, notice_due, restricted, minor, email_kinds, phone_kinds, address_kinds, language, prefers, moment),
    INSERT (public, cell, company_id, listing, email, phone, address, bucket, capacity, capacity_why, mailbox, country, department,
        source, purpose, basis, collected_at, created_at, created_by, active_at, person_act_at, objections, next_task_at,
        informed_at, notice_due, restricted, minor, email_kinds, phone_kinds, address_kinds, language, prefers, moment),
    -- In what capacity a person is here is said by gate.classify, which keeps who said so.
    UPDATE (company_id, listing, email, phone, address, bucket, country, department, email_kinds, phone_kinds, address_kinds,
        language, prefers, moment)
    ON people_contact TO licite_web, licite_worker;
GRANT SELECT, INSERT, DELETE ON people_token TO licite_web, licite_worker;
GRANT SELECT, INSERT (public, contact, cell, at, kind, direction, outcome, evidence, note, member, created_at),
    UPDATE (outcome, note, evidence) ON people_interaction TO licite_web, licite_worker;
GRANT SELECT, INSERT (public, contact, cell, kind, title, due_at, done_at, member, created_at),
    UPDATE (done_at, due_at, title) ON people_task TO licite_web, licite_worker;
GRANT SELECT, INSERT (public, cell, kind, name, sort_key, name_key, identity, country, department, created_at),
    UPDATE (kind, name, sort_key, name_key, identity, country, department) ON people_company TO licite_web, licite_worker;
GRANT SELECT ON people_tray TO licite_web, licite_worker;
GRANT USAGE ON SEQUENCE people_contact_id_seq, people_interaction_id_seq, people_task_id_seq, people_company_id_seq
    TO licite_web, licite_worker;
GRANT SELECT, UPDATE, DELETE ON people_contact TO licite_gate;
GRANT SELECT, INSERT, UPDATE, DELETE ON people_tray TO licite_gate;
GRANT SELECT, DELETE ON people_token, people_interaction, people_task TO licite_gate;
GRANT USAGE ON SEQUENCE people_tray_id_seq TO licite_gate;
