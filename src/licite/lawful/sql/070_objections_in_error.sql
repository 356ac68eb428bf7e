-- An objection that nobody made: noted on the wrong record, for the wrong channel, by a click. It goes, with what it had
-- closed in the same instant; the journal keeps that it was noted and that it was taken back, by whom and why. What the
-- person wrote on their own page, what a file brought and what the list recalled are not undone here.
GRANT DELETE ON lawful_suppression TO licite_gate;

SET LOCAL ROLE licite_gate;

-- Whoever noted it, the same day; whoever keeps the suppression list, at any time. Says 'done', 'officer' where only the
-- latter may, '' for what is out of sight or was not noted by hand.
CREATE FUNCTION gate.unsay(which bigint, objection bigint, prints bytea[], marks bigint[]) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    o licite.lawful_objection;
    bits integer;
    alike bigint[];
    carried bigint[];
    keeper boolean := gate.permits('lawful:suppression:manage');
    made xid;
BEGIN
    PERFORM gate.demand('people:objection:write');
    PERFORM gate.hold(marks);
    PERFORM FROM licite.people_contact c WHERE c.id = which AND c.cell = ANY (gate.cells('object')) FOR UPDATE;
    IF NOT FOUND THEN RETURN ''; END IF;
    SELECT r.* INTO o FROM licite.lawful_objection r WHERE r.id = objection AND r.contact = which
        AND r.told_by IN ('phone', 'email', 'letter', 'in_person') FOR UPDATE;
    IF NOT FOUND THEN RETURN ''; END IF;
    SELECT r.xmin INTO made FROM licite.lawful_objection r WHERE r.id = objection;
    IF NOT keeper AND (o.member IS DISTINCT FROM gate.me()
            OR o.created_at < date_trunc('day', gate.now(), 'Europe/Paris')) THEN
        RETURN 'officer';
    END IF;
    IF cardinality(prints) > 100 THEN RAISE EXCEPTION 'too many prints' USING ERRCODE = '22023'; END IF;
    bits := gate.channel_bits(o.channel);
    alike := gate.alike(which, marks, 'lawful:objection:unspread');
    DELETE FROM licite.lawful_objection r WHERE r.id = o.id;
    -- What it was carried to, written in the same instant.
    WITH gone AS (
        DELETE FROM licite.lawful_objection r WHERE r.contact = ANY (alike) AND r.told_by = 'list' AND r.member IS NULL
            AND r.channel = o.channel AND r.purpose = o.purpose AND r.at = o.at AND r.created_at = o.created_at
        RETURNING r.contact)
    SELECT coalesce(array_agg(g.contact), '{}') INTO carried FROM gone g;
    -- What still closes the channel goes on closing it; nothing that was open is closed.
    UPDATE licite.people_contact c SET objections = (c.objections & (~bits | (
        SELECT coalesce(bit_or(gate.channel_bits(r.channel)), 0) FROM licite.lawful_objection r
        WHERE r.contact = c.id AND r.purpose = '')))::smallint
    WHERE c.id = ANY (carried || which) AND o.purpose = '';
    -- Out of sight, a record waits for whoever sees both: for nothing, where this alone had it wait.
    WITH freed AS (
        DELETE FROM licite.people_tray t WHERE t.contact = ANY (alike) AND t.settled AND t.at = o.created_at
            AND t.others = ARRAY[which] AND t.closes::text[] = ARRAY[o.channel::text]
        RETURNING t.contact)
    UPDATE licite.people_contact c SET waiting = false FROM freed f WHERE c.id = f.contact;
    -- A print that the list had before was recalled on a record that bears it, and stays. Whoever does not keep the list
    -- takes off it only what the very transaction of the objection put there.
    DELETE FROM licite.lawful_suppression s WHERE s.fingerprint = ANY (prints) AND s.channel = o.channel
        AND s.purpose = o.purpose AND s.source = 'record' AND s.since = o.at AND (keeper OR s.xmin = made)
        AND NOT EXISTS (SELECT FROM licite.lawful_objection r WHERE r.contact = ANY (alike || which)
            AND r.channel = o.channel AND r.purpose = o.purpose);
    RETURN 'done';
END $$;

REVOKE ALL ON FUNCTION gate.unsay(bigint, bigint, bytea[], bigint[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.unsay(bigint, bigint, bytea[], bigint[]) TO licite_web;
RESET ROLE;
