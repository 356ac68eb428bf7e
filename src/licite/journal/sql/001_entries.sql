-- The journal: one row a page, a search, a reveal, a refusal, an act, a batch. Ids and names of fields,
-- never a value. Written by one definer function, which stamps the actor from the gate's context.
CREATE TABLE journal.entry (
    xid xid8 NOT NULL,
    id uuid NOT NULL,
    at timestamptz NOT NULL,
    actor integer,
    ticket text NOT NULL,
    purpose text NOT NULL,
    act text NOT NULL,
    subjects bigint[] NOT NULL,
    fields text[] NOT NULL,
    detail jsonb NOT NULL,
    origin text NOT NULL,
    PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);
CREATE INDEX entry_xid ON journal.entry (xid, id);
CREATE INDEX entry_actor ON journal.entry (actor, at DESC, id DESC);
CREATE INDEX entry_subjects ON journal.entry USING gin (subjects) WITH (fastupdate = on);

-- A row here says that the months were not made ahead in time: health turns unwell.
CREATE TABLE journal.entry_default PARTITION OF journal.entry DEFAULT;

CREATE TABLE journal.block (
    seq bigint PRIMARY KEY,
    first_xid xid8 NOT NULL,
    horizon xid8 NOT NULL,
    entries integer NOT NULL,
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
CREATE TRIGGER never_rewritten BEFORE UPDATE OR DELETE ON journal.entry FOR EACH ROW EXECUTE FUNCTION journal.refuse();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON journal.entry FOR EACH STATEMENT EXECUTE FUNCTION journal.refuse();
CREATE TRIGGER never_rewritten BEFORE UPDATE OR DELETE ON journal.block FOR EACH ROW EXECUTE FUNCTION journal.refuse();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON journal.block FOR EACH STATEMENT EXECUTE FUNCTION journal.refuse();

-- Twelve months ahead; called by every migration and by the worker each day.
CREATE FUNCTION journal.make_partitions() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    month date;
    made integer := 0;
BEGIN
    FOR month IN SELECT generate_series(date_trunc('month', now() AT TIME ZONE 'UTC'), date_trunc('month', now() AT TIME ZONE 'UTC') + interval '12 months', interval '1 month') LOOP
        IF to_regclass(format('journal.entry_%s', to_char(month, 'YYYYMM'))) IS NULL THEN
            EXECUTE format('CREATE TABLE journal.entry_%s PARTITION OF journal.entry FOR VALUES FROM (%L) TO (%L)',
                to_char(month, 'YYYYMM'), month::timestamp AT TIME ZONE 'UTC', (month + interval '1 month')::timestamp AT TIME ZONE 'UTC');
            EXECUTE format('ALTER TABLE journal.entry_%s ENABLE ROW LEVEL SECURITY', to_char(month, 'YYYYMM'));
            EXECUTE format('ALTER TABLE journal.entry_%s FORCE ROW LEVEL SECURITY', to_char(month, 'YYYYMM'));
            made := made + 1;
        END IF;
    END LOOP;
    RETURN made;
END $$;
SELECT journal.make_partitions();

ALTER TABLE journal.entry_default ENABLE ROW LEVEL SECURITY;
ALTER TABLE journal.entry_default FORCE ROW LEVEL SECURITY;
ALTER TABLE journal.entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE journal.entry FORCE ROW LEVEL SECURITY;
ALTER TABLE journal.block ENABLE ROW LEVEL SECURITY;
ALTER TABLE journal.block FORCE ROW LEVEL SECURITY;

-- The sealer alone is granted here; readers and the writing function come with the gate (access/sql/006).
GRANT SELECT ON journal.entry, journal.entry_default, journal.block TO licite_sealer;
GRANT INSERT ON journal.block TO licite_sealer;
CREATE POLICY seal_entry ON journal.entry FOR SELECT TO licite_sealer USING (current_user = 'licite_sealer');
CREATE POLICY seal_default ON journal.entry_default FOR SELECT TO licite_sealer USING (current_user = 'licite_sealer');
CREATE POLICY seal_reads ON journal.block FOR SELECT TO licite_sealer USING (current_user = 'licite_sealer');
CREATE POLICY seal_block ON journal.block FOR INSERT TO licite_sealer WITH CHECK (current_user = 'licite_sealer');

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA journal FROM PUBLIC;
GRANT EXECUTE ON FUNCTION journal.make_partitions() TO licite_worker;
GRANT EXECUTE ON FUNCTION journal.refuse() TO licite_gate, licite_sealer;
