-- Two questions that row policies answer badly, as definer functions of the gate (their rights, and the rows that
-- the page's role reads by itself, come with access/sql/006).
GRANT SELECT ON journal.block TO licite_gate;
CREATE POLICY gate_block ON journal.block FOR SELECT TO licite_gate USING (current_user = 'licite_gate');
-- A constant, so that the planner drops it: `&&` is not leakproof, and under any other policy the index on
-- shelves would not be used. The role has no login; only the gate's own functions run as it.
CREATE POLICY gate_finds ON journal.trace FOR SELECT TO licite_gate USING (true);

-- By the parent, every month would be read to find none of them.
GRANT SELECT ON journal.trace_default TO licite_gate;
CREATE POLICY gate_default ON journal.trace_default FOR SELECT TO licite_gate USING (current_user = 'licite_gate');

SET LOCAL ROLE licite_gate;

-- Here and below no second process is asked for help: it would take longer to come than the answer does.

-- All that was done about one contact, and about the records that were merged into it, for those who may read the whole
-- journal.
CREATE FUNCTION gate.entries_about(contact bigint) RETURNS SETOF journal.entry
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET max_parallel_workers_per_gather = 0 AS $$
DECLARE whom integer[];
BEGIN
    PERFORM gate.demand('journal:entry:read');
    -- A number beyond is nobody's.
    IF entries_about.contact NOT BETWEEN 1 AND 2147483647 THEN RETURN; END IF;
    whom := entries_about.contact || ARRAY(SELECT m.gone FROM licite.people_merge m WHERE m.contact = entries_about.contact);
    RETURN QUERY SELECT e.* FROM journal.entry e WHERE journal.shelves(e.subjects) && journal.shelves(whom) AND e.subjects && whom;
END $$;

-- How sealing stands: dates and counts, no row. Health is asked by everyone, so this asks for no ticket.
CREATE FUNCTION gate.sealing(OUT seq bigint, OUT total bigint, OUT sealed_at timestamptz, OUT lag interval,
                             OUT in_default boolean, OUT months_ahead integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET max_parallel_workers_per_gather = 0 AS $$
DECLARE horizon bigint;
BEGIN
    SELECT b.seq, b.total, b.sealed_at, b.horizon INTO seq, total, sealed_at, horizon
    FROM journal.block b ORDER BY b.seq DESC LIMIT 1;
    lag := coalesce((SELECT clock_timestamp() - e.at FROM journal.trace e
                     WHERE e.xid >= coalesce(horizon, 0) ORDER BY e.xid, e.id LIMIT 1), interval '0');
    in_default := EXISTS (SELECT FROM journal.trace_default);
    months_ahead := (
        SELECT count(*) FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'journal.trace'::regclass AND c.relname ~ '^trace_[0-9]{6}$'
          AND c.relname > 'trace_' || to_char(now() AT TIME ZONE 'UTC', 'YYYYMM'));
END $$;

REVOKE ALL ON FUNCTION gate.entries_about(bigint), gate.sealing() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.entries_about(bigint) TO licite_web;
GRANT EXECUTE ON FUNCTION gate.sealing() TO licite_web, licite_worker;
RESET ROLE;
