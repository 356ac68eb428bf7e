-- Jobs enter through one function with a closed list of names; the asker is stamped from the ticket. The page's
-- role has no right on the queue itself.
GRANT USAGE ON SCHEMA jobs TO licite_gate, licite_worker;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA jobs TO licite_worker;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA jobs TO licite_worker, licite_gate;
GRANT INSERT ON jobs.procrastinate_jobs, jobs.procrastinate_events TO licite_gate;
GRANT SELECT (id, task_name, status, args) ON jobs.procrastinate_jobs TO licite_gate;

SET LOCAL ROLE licite_gate;

CREATE TABLE gate.job (name text PRIMARY KEY, permission text NOT NULL);

CREATE FUNCTION gate.defer(job_name text, args jsonb) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, jobs, pg_temp AS $$
DECLARE
    wanted text := (SELECT permission FROM gate.job WHERE name = job_name);
    made bigint;
BEGIN
    IF wanted IS NULL OR gate.me() IS NULL THEN
        RAISE EXCEPTION 'no such job' USING ERRCODE = '42501';
    END IF;
    PERFORM gate.demand(wanted);
    IF jsonb_typeof(args) IS DISTINCT FROM 'object' THEN
        RAISE EXCEPTION 'a job takes named arguments' USING ERRCODE = '22023';
    END IF;
    INSERT INTO jobs.procrastinate_jobs (queue_name, task_name, args)
    VALUES ('default', job_name, args || jsonb_build_object('member', gate.me())) RETURNING id INTO made;
    RETURN made;
END $$;
REVOKE ALL ON FUNCTION gate.defer(text, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.defer(text, jsonb) TO licite_web, licite_worker;

RESET ROLE;
