-- Portfolios by hand, and the rules that say which one a newcomer belongs to.
ALTER TABLE access_placement ENABLE ROW LEVEL SECURITY;
ALTER TABLE access_placement FORCE ROW LEVEL SECURITY;
CREATE POLICY read_placement ON access_placement FOR SELECT TO licite_web, licite_worker USING ((SELECT gate.inside()));
CREATE POLICY no_insert ON access_placement FOR INSERT TO licite_web, licite_worker WITH CHECK (current_user = 'licite_gate');
CREATE POLICY no_update ON access_placement FOR UPDATE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY no_delete ON access_placement FOR DELETE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY gate_placement ON access_placement TO licite_gate USING (current_user = 'licite_gate');
GRANT SELECT ON access_placement TO licite_web, licite_worker;
GRANT SELECT, INSERT, DELETE ON access_placement TO licite_gate;
GRANT USAGE ON SEQUENCE access_placement_id_seq TO licite_gate;

SET LOCAL ROLE licite_gate;

-- The portfolios that the asker manages wholly: every stage of them, by grants that carry the permission.
CREATE FUNCTION gate.demand_portfolio(which integer) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM gate.demand('access:portfolio:manage');
    IF NOT ARRAY(SELECT which * 10 + s FROM generate_series(1, 4) s) <@ gate.cells_with('access:portfolio:manage') THEN
        RAISE EXCEPTION 'a portfolio out of reach' USING ERRCODE = '42501';
    END IF;
END $$;

CREATE FUNCTION gate.rename_portfolio(which integer, new_name text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM gate.demand_portfolio(which);
    IF btrim(coalesce(new_name, '')) = '' OR length(new_name) > 80 THEN
        RAISE EXCEPTION 'not a name' USING ERRCODE = '22023';
    END IF;
    UPDATE licite.access_portfolio SET name = new_name WHERE id = which;
END $$;

-- All the rules at once, in their order: the first that fits says. An empty list in a rule fits everything. Whoever manages
-- some portfolios changes the rules of those: one that comes, goes, or comes after another than before is changed.
CREATE FUNCTION gate.lay_placements(rules jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE touched integer;
BEGIN
    PERFORM gate.demand('access:portfolio:manage');
    IF jsonb_typeof(rules) IS DISTINCT FROM 'array' OR jsonb_array_length(rules) > 200 OR EXISTS (
        SELECT FROM jsonb_array_elements(rules) r
        WHERE NOT EXISTS (SELECT FROM licite.access_portfolio p WHERE p.id = (r ->> 'portfolio')::integer AND p.closed_at IS NULL)
            OR coalesce(r ->> 'country', '') !~ '^([A-Z]{2})?$'
            OR EXISTS (SELECT FROM jsonb_array_elements_text(r -> 'places') one WHERE one !~ '^[0-9A-Z]{1,5}$')
            OR EXISTS (SELECT FROM jsonb_array_elements_text(r -> 'sectors') one WHERE one !~ '^[A-Z]$'))
    THEN
        RAISE EXCEPTION 'not rules' USING ERRCODE = '22023';
    END IF;
    FOR touched IN
        WITH laid AS (
            SELECT r.ordinality AS at, (r.value ->> 'portfolio')::integer AS portfolio, coalesce(r.value ->> 'country', '') AS country,
                   ARRAY(SELECT jsonb_array_elements_text(r.value -> 'places')) AS places,
                   ARRAY(SELECT jsonb_array_elements_text(r.value -> 'sectors')) AS sectors
            FROM jsonb_array_elements(rules) WITH ORDINALITY r),
        paired AS (
            SELECT coalesce(l.portfolio, p.portfolio_id) AS portfolio, p.position AS before, l.at,
                   max(coalesce(p.position, 1000)) OVER (ORDER BY l.at ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS after
            FROM laid l FULL JOIN licite.access_placement p
                ON p.portfolio_id = l.portfolio AND (p.country, p.places::text[], p.sectors::text[]) = (l.country, l.places, l.sectors))
        SELECT DISTINCT c.portfolio FROM paired c WHERE c.before IS NULL OR c.at IS NULL OR c.after > c.before
    LOOP
        PERFORM gate.demand_portfolio(touched);
    END LOOP;
    DELETE FROM licite.access_placement;
    INSERT INTO licite.access_placement (position, portfolio_id, country, places, sectors)
    SELECT r.ordinality, (r.value ->> 'portfolio')::integer, coalesce(r.value ->> 'country', ''),
           ARRAY(SELECT jsonb_array_elements_text(r.value -> 'places')), ARRAY(SELECT jsonb_array_elements_text(r.value -> 'sectors'))
    FROM jsonb_array_elements(rules) WITH ORDINALITY r;
END $$;

REVOKE ALL ON FUNCTION gate.demand_portfolio(integer), gate.rename_portfolio(integer, text), gate.lay_placements(jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.rename_portfolio(integer, text), gate.lay_placements(jsonb) TO licite_web, licite_worker;
RESET ROLE;
