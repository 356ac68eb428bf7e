-- The journal: one row a page, a search, a reveal, a refusal, an act, a batch. Ids and names of fields,
-- never a value. Written by one definer function, which stamps the actor from the gate's context.

-- What rows say again and again, said once: for what purpose, which act, on which fields. Two writers who meet may lay the
-- same words twice, which does no harm: a unique index would make one wait for the other's whole transaction.
CREATE TABLE journal.deed (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    purpose text NOT NULL,
    act text NOT NULL,
    fields text[] NOT NULL
);
CREATE INDEX deed_words ON journal.deed (act, purpose, fields);

-- Hours since 2000, UTC: time as the indexes below know it. Whole hours repeat, so a row costs them seven bytes, not twenty.
CREATE FUNCTION journal.hour(at timestamptz) RETURNS integer
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN floor(date_part('epoch', at - '2000-01-01 00:00:00+00'::timestamptz) / 3600);
END $$;

-- The shelf of each contact: sixteen neighbours share one. The index of whom rows are about holds shelves: by contact,
-- its keys alone would weigh more than all the rest (docs/decisions/0010).
CREATE FUNCTION journal.shelves(contacts integer[]) RETURNS integer[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    FOR n IN 1 .. cardinality(contacts) LOOP
        contacts[n] := contacts[n] >> 4;
    END LOOP;
    RETURN contacts;
END $$;

-- A row as it is kept: nothing said twice, columns without gaps between them. `xid` is the writing transaction's own; a
-- ticket of the pages is its eight bytes, another its word; a detail that says nothing is empty.
CREATE TABLE journal.trace (
    xid bigint NOT NULL,
    at timestamptz NOT NULL,
    id uuid NOT NULL,
    actor integer,
    deed integer NOT NULL,
    hour integer NOT NULL GENERATED ALWAYS AS (journal.hour(at)) STORED,
    ticket bytea NOT NULL,
    origin text NOT NULL,
    detail text NOT NULL,
    subjects integer[] NOT NULL
) PARTITION BY RANGE (at);
-- Rows lie as they were written, in the order of their transactions but for neighbours: ranges of pages are enough.
CREATE INDEX trace_xid ON journal.trace USING brin (xid) WITH (pages_per_range = 32, autosummarize = on);
CREATE INDEX trace_hour ON journal.trace (hour);
CREATE INDEX trace_actor ON journal.trace (actor, hour);
CREATE INDEX trace_deed ON journal.trace (deed, hour);
CREATE INDEX trace_shelves ON journal.trace USING gin (journal.shelves(subjects)) WITH (fastupdate = on, gin_pending_list_limit = 256);

-- A row as it is read.
CREATE VIEW journal.entry WITH (security_invoker = true) AS
SELECT t.xid, t.id, t.at, t.actor,
    CASE octet_length(t.ticket) WHEN 8 THEN encode(t.ticket, 'hex') ELSE convert_from(t.ticket, 'UTF8') END AS ticket,
    d.purpose, d.act, t.subjects, d.fields, CASE t.detail WHEN '' THEN '{}' ELSE t.detail END::jsonb AS detail, t.origin,
    t.hour, t.deed
FROM journal.trace t LEFT JOIN journal.deed d ON d.id = t.deed;

-- A row here says that the months were not made ahead in time: health turns unwell.
CREATE TABLE journal.trace_default PARTITION OF journal.trace DEFAULT;

-- A block covers every row whose xid lies in [first_xid, horizon); blocks leave no gap, from xid 0 on. `total`
-- counts the rows of all blocks up to this one. What `hash` covers is written in blocks.py.
CREATE TABLE journal.block (
    seq bigint PRIMARY KEY,
    first_xid bigint NOT NULL,
    horizon bigint NOT NULL,
    entries integer NOT NULL,
    total bigint NOT NULL,
    root bytea NOT NULL,
    previous bytea NOT NULL,
    sealed_at timestamptz NOT NULL,
    hash bytea NOT NULL,
    signature bytea NOT NULL
);

CREATE FUNCTION journal.refuse() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'the journal is never rewritten' USING ERRCODE = '42501';
END $$;
CREATE TRIGGER never_rewritten BEFORE UPDATE OR DELETE ON journal.trace FOR EACH ROW EXECUTE FUNCTION journal.refuse();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON journal.trace FOR EACH STATEMENT EXECUTE FUNCTION journal.refuse();
CREATE TRIGGER never_rewritten BEFORE UPDATE OR DELETE ON journal.deed FOR EACH ROW EXECUTE FUNCTION journal.refuse();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON journal.deed FOR EACH STATEMENT EXECUTE FUNCTION journal.refuse();
CREATE TRIGGER never_rewritten BEFORE UPDATE OR DELETE ON journal.block FOR EACH ROW EXECUTE FUNCTION journal.refuse();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON journal.block FOR EACH STATEMENT EXECUTE FUNCTION journal.refuse();

-- Twelve months ahead; called once here and by the worker each day. Returns how many months were made.
CREATE FUNCTION journal.make_partitions() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    this date := date_trunc('month', now() AT TIME ZONE 'UTC');
    month date;
    name text;
    made integer := 0;
BEGIN
    FOR month IN SELECT generate_series(this, this + interval '12 months', interval '1 month') LOOP
        name := 'trace_' || to_char(month, 'YYYYMM');
        IF to_regclass('journal.' || name) IS NULL THEN
            -- A month whose rows already went to the default partition stays there, sealed where it is.
            BEGIN
                EXECUTE format('CREATE TABLE journal.%I PARTITION OF journal.trace FOR VALUES FROM (%L) TO (%L)',
                    name, month::timestamp AT TIME ZONE 'UTC', (month + interval '1 month')::timestamp AT TIME ZONE 'UTC');
                EXECUTE format('ALTER TABLE journal.%I ENABLE ROW LEVEL SECURITY', name);
                EXECUTE format('ALTER TABLE journal.%I FORCE ROW LEVEL SECURITY', name);
                made := made + 1;
            EXCEPTION WHEN check_violation THEN NULL;
            END;
        END IF;
    END LOOP;
    RETURN made;
END $$;
SELECT journal.make_partitions();

ALTER TABLE journal.trace_default ENABLE ROW LEVEL SECURITY;
ALTER TABLE journal.trace_default FORCE ROW LEVEL SECURITY;
ALTER TABLE journal.trace ENABLE ROW LEVEL SECURITY;
ALTER TABLE journal.trace FORCE ROW LEVEL SECURITY;
ALTER TABLE journal.deed ENABLE ROW LEVEL SECURITY;
ALTER TABLE journal.deed FORCE ROW LEVEL SECURITY;
ALTER TABLE journal.block ENABLE ROW LEVEL SECURITY;
ALTER TABLE journal.block FORCE ROW LEVEL SECURITY;

-- The sealer alone is granted here; readers and the writing function come with the gate (access/sql/006).
GRANT SELECT ON journal.trace, journal.trace_default, journal.deed, journal.block TO licite_sealer;
GRANT INSERT ON journal.block TO licite_sealer;
CREATE POLICY seal_trace ON journal.trace FOR SELECT TO licite_sealer USING (current_user = 'licite_sealer');
CREATE POLICY seal_default ON journal.trace_default FOR SELECT TO licite_sealer USING (current_user = 'licite_sealer');
CREATE POLICY seal_deed ON journal.deed FOR SELECT TO licite_sealer USING (current_user = 'licite_sealer');
CREATE POLICY seal_reads ON journal.block FOR SELECT TO licite_sealer USING (current_user = 'licite_sealer');
CREATE POLICY seal_block ON journal.block FOR INSERT TO licite_sealer WITH CHECK (current_user = 'licite_sealer');

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA journal FROM PUBLIC;
GRANT EXECUTE ON FUNCTION journal.make_partitions() TO licite_worker;
GRANT EXECUTE ON FUNCTION journal.refuse() TO licite_gate, licite_sealer;
GRANT EXECUTE ON FUNCTION journal.hour(timestamptz), journal.shelves(integer[]) TO licite_gate;
