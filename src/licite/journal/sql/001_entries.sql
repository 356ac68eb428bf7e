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
    PRIMARY KEY (at, id)
) PARTITION BY RANGE (at);
-- Rows of one moment or one transaction are few: `id`, which puts them in order, need not be in these two.
CREATE INDEX entry_xid ON journal.entry (xid);
CREATE INDEX entry_actor ON journal.entry (actor, at DESC);
CREATE INDEX entry_subjects ON journal.entry USING gin (subjects) WITH (fastupdate = on);
CREATE INDEX entry_verified ON journal.entry (at DESC) WHERE act = 'journal:entry:verify';

-- A row here says that the months were not made ahead in time: health turns unwell.
CREATE TABLE journal.entry_default PARTITION OF journal.entry DEFAULT;

-- A block covers every row whose xid lies in [first_xid, horizon); blocks leave no gap, from xid 0 on. `total`
-- counts the rows of all blocks up to this one. What `hash` covers is written in blocks.py.
CREATE TABLE journal.block (
    seq bigint PRIMARY KEY,
    first_xid xid8 NOT NULL,
    horizon xid8 NOT NULL,
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
CREATE TRIGGER never_rewritten BEFORE UPDATE OR DELETE ON journal.entry FOR EACH ROW EXECUTE FUNCTION journal.refuse();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON journal.entry FOR EACH STATEMENT EXECUTE FUNCTION journal.refuse();
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
        name := 'entry_' || to_char(month, 'YYYYMM');
        IF to_regclass('journal.' || name) IS NULL THEN
            -- A month whose rows already went to the default partition stays there, sealed where it is.
            BEGIN
                EXECUTE format('CREATE TABLE journal.%I PARTITION OF journal.entry FOR VALUES FROM (%L) TO (%L)',
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
