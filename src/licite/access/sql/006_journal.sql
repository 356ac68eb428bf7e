-- The journal's door: one definer function writes, and stamps the actor from the gate's context.
GRANT USAGE ON SCHEMA journal TO licite_gate, licite_web, licite_worker, licite_auth;
GRANT INSERT ON journal.trace, journal.deed TO licite_gate;
GRANT SELECT ON journal.entry, journal.trace, journal.deed TO licite_gate, licite_web, licite_worker;
GRANT SELECT ON journal.block TO licite_web, licite_worker;

CREATE POLICY gate_trace ON journal.trace FOR INSERT TO licite_gate WITH CHECK (current_user = 'licite_gate');
CREATE POLICY gate_reads ON journal.trace FOR SELECT TO licite_gate USING (current_user = 'licite_gate');
CREATE POLICY gate_deed ON journal.deed FOR INSERT TO licite_gate WITH CHECK (current_user = 'licite_gate');
CREATE POLICY gate_reads ON journal.deed FOR SELECT TO licite_gate USING (current_user = 'licite_gate');
-- A member reads what was written of oneself; the whole is for those who hold the permission.
CREATE POLICY read_trace ON journal.trace FOR SELECT TO licite_web, licite_worker
    USING (actor = (SELECT gate.me()) OR (SELECT gate.permits('journal:entry:read')));
-- The words of rows, of whomever: which acts there were in the house, not whose nor about whom.
CREATE POLICY read_deed ON journal.deed FOR SELECT TO licite_web, licite_worker
    USING ((SELECT gate.inside()));
CREATE POLICY read_block ON journal.block FOR SELECT TO licite_web, licite_worker
    USING ((SELECT gate.inside()));
CREATE POLICY no_insert ON journal.trace FOR INSERT TO licite_web, licite_worker, licite_sealer WITH CHECK (current_user = 'licite_gate');
CREATE POLICY no_insert ON journal.deed FOR INSERT TO licite_web, licite_worker, licite_sealer WITH CHECK (current_user = 'licite_gate');
CREATE POLICY no_update ON journal.trace FOR UPDATE TO licite_web, licite_worker, licite_sealer USING (current_user = 'licite_gate');
CREATE POLICY no_update ON journal.deed FOR UPDATE TO licite_web, licite_worker, licite_sealer USING (current_user = 'licite_gate');
CREATE POLICY no_delete ON journal.trace FOR DELETE TO licite_web, licite_worker, licite_sealer USING (current_user = 'licite_gate');
CREATE POLICY no_delete ON journal.deed FOR DELETE TO licite_web, licite_worker, licite_sealer USING (current_user = 'licite_gate');
CREATE POLICY no_insert ON journal.block FOR INSERT TO licite_web, licite_worker WITH CHECK (current_user = 'licite_sealer');
CREATE POLICY no_update ON journal.block FOR UPDATE TO licite_web, licite_worker, licite_sealer USING (current_user = 'licite_gate');
CREATE POLICY no_delete ON journal.block FOR DELETE TO licite_web, licite_worker, licite_sealer USING (current_user = 'licite_gate');


SET LOCAL ROLE licite_gate;

-- A row as the house keeps it: its words once for all rows, the ticket of pages as bytes. A contact's number that does not
-- fit is refused.
CREATE FUNCTION gate.lay(at timestamptz, actor integer, ticket text, purpose text, act text, subjects bigint[], fields text[],
    detail jsonb, origin text)
RETURNS uuid
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    made uuid := uuidv7();
    which integer;
BEGIN
    SELECT d.id INTO which FROM journal.deed d
    WHERE d.act = lay.act AND d.purpose = lay.purpose AND d.fields = lay.fields LIMIT 1;
    IF which IS NULL THEN
        INSERT INTO journal.deed (purpose, act, fields) VALUES (purpose, act, fields) RETURNING journal.deed.id INTO which;
    END IF;
    -- xid: the writing transaction's own; the sealer takes whole ranges of them (see seals.py).
    INSERT INTO journal.trace (xid, at, id, actor, deed, ticket, origin, detail, subjects)
    VALUES (pg_current_xact_id()::text::bigint, at, made, actor, which,
            CASE WHEN ticket ~ '^[0-9a-f]{16}$' THEN decode(ticket, 'hex') ELSE convert_to(ticket, 'UTF8') END,
            left(origin, 64), CASE WHEN detail = '{}' THEN '' ELSE detail::text END, subjects::integer[]);
    RETURN made;
END $$;

CREATE FUNCTION gate.write(act text, subjects bigint[], fields text[], detail jsonb, origin text) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE who gate.context := gate.who();
BEGIN
    RETURN gate.lay(clock_timestamp() + (SELECT shift FROM gate.clock), who.member, coalesce(who.ticket, '-'),
        coalesce(who.purpose, 'anonymous'), act, subjects, fields, detail, origin);
END $$;
REVOKE ALL ON FUNCTION gate.lay(timestamptz, integer, text, text, text, bigint[], text[], jsonb, text),
    gate.write(text, bigint[], text[], jsonb, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.write(text, bigint[], text[], jsonb, text) TO licite_web, licite_worker, licite_auth;

RESET ROLE;
