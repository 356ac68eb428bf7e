-- What /healthz may know without a ticket: how old the worker's last sign is, and which migrations ran.
GRANT SELECT (last_heartbeat) ON jobs.procrastinate_workers TO licite_gate;
GRANT SELECT (app, name) ON django_migrations TO licite_gate;

SET LOCAL ROLE licite_gate;

CREATE FUNCTION gate.health() RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN jsonb_build_object(
        'worker', (SELECT extract(epoch FROM clock_timestamp() - max(last_heartbeat)) FROM jobs.procrastinate_workers),
        'migrations', (SELECT jsonb_agg(app || '.' || name) FROM licite.django_migrations));
END $$;
REVOKE ALL ON FUNCTION gate.health() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.health() TO licite_web, licite_worker;

RESET ROLE;
