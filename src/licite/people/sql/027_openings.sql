-- Who opened the records one answers for: read from the journal, by those who may, of their own cells and no other.
SET LOCAL ROLE licite_gate;

-- Records opened, revealed or changed by others in the last thirty days, newest first, before a moment (NULL: now). Five days
-- are read at a time, by whole days, and `next` says where to go on, NULL at the end: it tells of these rows and of the calendar, so nothing
-- of how much goes on elsewhere.
CREATE FUNCTION gate.openings(before timestamptz, at_most integer) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET max_parallel_workers_per_gather = 0 AS $$
DECLARE
    reach integer[];
    me integer := gate.me();
    newest timestamptz := least(before, gate.now());
    last_of_all timestamptz := date_trunc('day', gate.now() - interval '30 days');
    oldest timestamptz := greatest(date_trunc('day', newest - interval '5 days'), last_of_all);
    rows jsonb;
BEGIN
    PERFORM gate.demand('people:opening:read');
    reach := gate.cells_with('people:opening:read');
    SELECT jsonb_agg(jsonb_build_object('at', f.at, 'member', f.actor, 'act', f.act, 'contact', f.contact, 'fields', f.fields) ORDER BY f.at DESC)
    INTO rows FROM (
        SELECT e.at, e.actor, e.act, c.id AS contact, e.fields
        FROM journal.entry e JOIN licite.people_contact c ON c.id = e.subjects[1] AND c.cell = ANY (reach)
        WHERE (e.at < newest OR before IS NULL) AND e.hour <= coalesce(journal.hour(before), 2147483647)
            AND e.at >= oldest AND e.hour >= journal.hour(oldest)
            AND e.actor IS DISTINCT FROM me AND e.actor IS NOT NULL AND cardinality(e.subjects) = 1
            -- Their deeds are looked up first: the planner cannot know how many rows the newest of them have.
            AND e.deed = ANY (ARRAY(SELECT d.id FROM journal.deed d
                WHERE d.act IN ('people:contact:read', 'people:contact:reveal', 'people:contact:edit')))
        ORDER BY e.hour DESC, e.at DESC LIMIT least(at_most, 200)) f;
    RETURN jsonb_build_object('rows', coalesce(rows, '[]'::jsonb), 'next', CASE
        WHEN jsonb_array_length(coalesce(rows, '[]'::jsonb)) >= at_most THEN rows -> -1 ->> 'at'
        WHEN oldest > last_of_all THEN to_jsonb(oldest) #>> '{}' END);
END $$;

REVOKE ALL ON FUNCTION gate.openings(timestamptz, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.openings(timestamptz, integer) TO licite_web, licite_worker;
RESET ROLE;
