-- The journal's door: one definer function writes, and stamps the actor from the gate's context.
GRANT USAGE ON SCHEMA journal TO licite_gate, licite_web, licite_worker, licite_auth;
GRANT INSERT ON journal.entry TO licite_gate;
GRANT SELECT ON journal.entry TO licite_gate, licite_web, licite_worker;
GRANT SELECT ON journal.block TO licite_web, licite_worker;

CREATE POLICY gate_entry ON journal.entry FOR INSERT TO licite_gate WITH CHECK (current_user = 'licite_gate');
CREATE POLICY gate_reads ON journal.entry FOR SELECT TO licite_gate USING (current_user = 'licite_gate');
-- A member reads what was written of oneself; the whole is for those who hold the permission.
CREATE POLICY read_entry ON journal.entry FOR SELECT TO licite_web, licite_worker
    USING (actor = (SELECT gate.me()) OR (SELECT gate.permits('journal:entry:read')));
CREATE POLICY read_block ON journal.block FOR SELECT TO licite_web, licite_worker
    USING ((SELECT gate.inside()));
CREATE POLICY no_insert ON journal.entry FOR INSERT TO licite_web, licite_worker, licite_sealer WITH CHECK (current_user = 'licite_gate');
CREATE POLICY no_update ON journal.entry FOR UPDATE TO licite_web, licite_worker, licite_sealer USING (current_user = 'licite_gate');
CREATE POLICY no_delete ON journal.entry FOR DELETE TO licite_web, licite_worker, licite_sealer USING (current_user = 'licite_gate');
CREATE POLICY no_insert ON journal.block FOR INSERT TO licite_web, licite_worker WITH CHECK (current_user = 'licite_sealer');
CREATE POLICY no_update ON journal.block FOR UPDATE TO licite_web, licite_worker, licite_sealer USING (current_user = 'licite_gate');
CREATE POLICY no_delete ON journal.block FOR DELETE TO licite_web, licite_worker, licite_sealer USING (current_user = 'licite_gate');


SET LOCAL ROLE licite_gate;

-- xid: the writing transaction's own; the sealer takes whole ranges of them (see seals.py).
CREATE FUNCTION gate.write(act text, subjects bigint[], fields text[], detail jsonb, origin text) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    who gate.context := gate.who();
    made uuid := uuidv7();
BEGIN
    INSERT INTO journal.entry (xid, id, at, actor, ticket, purpose, act, subjects, fields, detail, origin)
    VALUES (pg_current_xact_id(), made, clock_timestamp() + (SELECT shift FROM gate.clock), who.member,
            coalesce(who.ticket, '-'), coalesce(who.purpose, 'anonymous'), act, subjects, fields, detail, left(origin, 64));
    RETURN made;
END $$;
REVOKE ALL ON FUNCTION gate.write(text, bigint[], text[], jsonb, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.write(text, bigint[], text[], jsonb, text) TO licite_web, licite_worker, licite_auth;

RESET ROLE;
