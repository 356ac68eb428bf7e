-- What the organisation decided: rows that follow one another. Members read them; only these functions write them.
ALTER TABLE packs_override ENABLE ROW LEVEL SECURITY;
ALTER TABLE packs_override FORCE ROW LEVEL SECURITY;
ALTER TABLE packs_organisation ENABLE ROW LEVEL SECURITY;
ALTER TABLE packs_organisation FORCE ROW LEVEL SECURITY;

CREATE POLICY read_override ON packs_override FOR SELECT TO licite_web, licite_worker USING ((SELECT gate.inside()));
CREATE POLICY no_insert ON packs_override FOR INSERT TO licite_web, licite_worker WITH CHECK (current_user = 'licite_gate');
CREATE POLICY no_update ON packs_override FOR UPDATE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY no_delete ON packs_override FOR DELETE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY gate_override ON packs_override TO licite_gate USING (current_user = 'licite_gate');
CREATE POLICY read_organisation ON packs_organisation FOR SELECT TO licite_web, licite_worker USING ((SELECT gate.inside()));
CREATE POLICY no_insert ON packs_organisation FOR INSERT TO licite_web, licite_worker WITH CHECK (current_user = 'licite_gate');
CREATE POLICY no_update ON packs_organisation FOR UPDATE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY no_delete ON packs_organisation FOR DELETE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY gate_organisation ON packs_organisation TO licite_gate USING (current_user = 'licite_gate');

GRANT SELECT ON packs_override, packs_organisation TO licite_web, licite_worker;
GRANT SELECT, INSERT ON packs_override, packs_organisation TO licite_gate;
GRANT USAGE ON SEQUENCE packs_override_id_seq, packs_organisation_id_seq TO licite_gate;

SET LOCAL ROLE licite_gate;

CREATE FUNCTION gate.move_law(to_country text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE gate.law SET country = coalesce(to_country, country),
        version = greatest(version + 1, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint);
END $$;

-- Whether every entry of one list stands in the other; a span of hours may lie inside a longer one.
CREATE FUNCTION gate.covers(outer_list text[], inner_list text[]) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN NOT EXISTS (
        SELECT FROM unnest(inner_list) i WHERE NOT EXISTS (
            SELECT FROM unnest(outer_list) o
            WHERE i = o OR (i LIKE '__:__-__:__' AND o LIKE '__:__-__:__'
                AND substr(o, 1, 5) <= substr(i, 1, 5) AND substr(i, 7) <= substr(o, 7))));
END $$;

-- A value as the rule keeps it, once it is of the rule's kind and inside its bounds; raises 22023 with what is wrong.
CREATE FUNCTION gate.fit(r gate.rule, value jsonb, OUT figure integer, OUT codes text[])
LANGUAGE plpgsql IMMUTABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    kind text := jsonb_typeof(value);
    number numeric;
BEGIN
    IF value IS NULL OR kind = 'null' THEN
        figure := r.base_figure; codes := r.base_codes;
        RETURN;
    END IF;
    IF r.base_codes IS NOT NULL THEN
        IF r.unit = 'text' AND kind = 'string' THEN
            codes := ARRAY[value #>> '{}'];
        ELSIF r.unit <> 'text' AND kind = 'array' AND NOT EXISTS (SELECT FROM jsonb_array_elements(value) e WHERE jsonb_typeof(e) <> 'string') THEN
            codes := ARRAY(SELECT jsonb_array_elements_text(value));
        ELSE
            RAISE EXCEPTION 'shape' USING ERRCODE = '22023';
        END IF;
        IF cardinality(codes) > 600 OR EXISTS (SELECT FROM unnest(codes) c WHERE length(c) > CASE r.unit WHEN 'text' THEN 600 ELSE 60 END)
            OR r.unit = 'weekdays' AND NOT codes <@ ARRAY['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
            OR r.unit = 'hours_of_day' AND EXISTS (SELECT FROM unnest(codes) c WHERE c !~ '^([01][0-9]|2[0-4]):[0-5][0-9]-([01][0-9]|2[0-4]):[0-5][0-9]$' OR substr(c, 1, 5) >= substr(c, 7) OR substr(c, 7) > '24:00')
            OR r.unit = 'days_of_year' AND EXISTS (SELECT FROM unnest(codes) c WHERE c !~ '^((0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])|easter[+-][0-9]{1,2})$')
            OR r.unit IN ('codes', 'sectors') AND EXISTS (SELECT FROM unnest(codes) c WHERE c !~ '^[a-z0-9_]{1,40}$')
            OR r.unit = 'words' AND EXISTS (SELECT FROM unnest(codes) c WHERE c !~ '^[a-z0-9][a-z0-9 .-]{1,59}$') THEN
            RAISE EXCEPTION 'shape' USING ERRCODE = '22023';
        END IF;
        IF r.unit NOT IN ('words', 'text') AND (r.stricter = 'less' AND NOT gate.covers(r.base_codes, codes)
            OR r.stricter = 'more' AND NOT gate.covers(codes, r.base_codes)) THEN
            RAISE EXCEPTION 'bounds' USING ERRCODE = '22023';
        END IF;
        RETURN;
    END IF;
    number := CASE
        WHEN r.unit = 'yes_no' AND kind = 'boolean' THEN (value #>> '{}')::boolean::integer
        WHEN r.unit = 'regime' AND kind = 'string' THEN array_position(ARRAY['free', 'opt_out', 'soft_opt_in', 'opt_in', 'forbidden'], value #>> '{}') - 1
        WHEN r.unit NOT IN ('yes_no', 'regime') AND kind = 'number' THEN (value #>> '{}')::numeric
    END;
    IF number IS NULL OR number <> trunc(number) OR abs(number) > 100000 THEN
        RAISE EXCEPTION 'shape' USING ERRCODE = '22023';
    END IF;
    IF number < r.least OR number > r.most THEN
        RAISE EXCEPTION 'bounds' USING ERRCODE = '22023';
    END IF;
    figure := number::integer * r.scale;
END $$;

-- The organisation's own value of a rule, inside the pack's bounds, by whom the rule says; null gives the pack's back.
CREATE FUNCTION gate.override_rule(in_country text, wanted text, own_value jsonb, why text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    r gate.rule;
    own_figure integer;
    own_codes text[];
    made bigint;
BEGIN
    SELECT * INTO r FROM gate.rule k WHERE k.country = in_country AND k.key = wanted FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no such rule' USING ERRCODE = '22023';
    END IF;
    CASE r.editor
        WHEN 'dpo' THEN PERFORM gate.demand('lawful:rule:override');
        WHEN 'it_admin' THEN PERFORM gate.demand('staff:member:manage');
        ELSE RAISE EXCEPTION 'nobody changes this rule' USING ERRCODE = '42501';
    END CASE;
    IF length(trim(coalesce(why, ''))) NOT BETWEEN 1 AND 500 THEN
        RAISE EXCEPTION 'reason' USING ERRCODE = '22023';
    END IF;
    SELECT f.figure, f.codes INTO own_figure, own_codes FROM gate.fit(r, own_value) f;
    INSERT INTO licite.packs_override (key, country, value, reason, member, at)
    VALUES (wanted, in_country, nullif(own_value, 'null'::jsonb), trim(why), gate.me(), gate.now()) RETURNING id INTO made;
    UPDATE gate.rule SET figure = own_figure, codes = own_codes WHERE country = in_country AND key = wanted;
    PERFORM gate.move_law(NULL);
    RETURN made;
END $$;

-- Who the organisation is. The first time, no reason is asked; afterwards, one is.
CREATE FUNCTION gate.set_organisation(said jsonb, why text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE made bigint;
BEGIN
    PERFORM gate.demand('lawful:organisation:manage');
    -- One at a time, so that two first descriptions cannot both go without a reason.
    PERFORM FROM gate.law FOR UPDATE;
    IF EXISTS (SELECT FROM licite.packs_organisation) AND length(trim(coalesce(why, ''))) = 0 THEN
        RAISE EXCEPTION 'reason' USING ERRCODE = '22023';
    END IF;
    IF NOT EXISTS (SELECT FROM gate.rule WHERE country = said ->> 'country') OR length(trim(coalesce(said ->> 'name', ''))) = 0 THEN
        RAISE EXCEPTION 'organisation' USING ERRCODE = '22023';
    END IF;
    INSERT INTO licite.packs_organisation (name, country, address, email, phone, authority, dpo_name, dpo_email, url, sectors, reason, member, at)
    SELECT o.name, o.country, coalesce(o.address, ''), coalesce(o.email, ''), coalesce(o.phone, ''), coalesce(o.authority, ''), coalesce(o.dpo_name, ''),
        coalesce(o.dpo_email, ''), coalesce(o.url, ''), coalesce(o.sectors, '{}'), left(trim(coalesce(why, '')), 500), gate.me(), gate.now()
    FROM jsonb_to_record(said) AS o(name text, country text, address text, email text, phone text, authority text, dpo_name text, dpo_email text, url text, sectors text[])
    RETURNING id INTO made;
    PERFORM gate.move_law(said ->> 'country');
    RETURN made;
END $$;

-- All that a process keeps in mind: rules of the organisation, its identity, and of which moment they are. No ticket is
-- asked: the public pages show the identity, and the sign-in follows the rules.
CREATE FUNCTION gate.law() RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN jsonb_build_object(
        'version', gate.law_version(),
        'organisation', (SELECT to_jsonb(o) - '{id,reason,member,at}'::text[] FROM licite.packs_organisation o ORDER BY o.id DESC LIMIT 1),
        'overrides', coalesce((
            SELECT jsonb_agg(jsonb_build_array(v.country, v.key, v.value)) FROM (
                SELECT DISTINCT ON (o.country, o.key) o.country, o.key, o.value FROM licite.packs_override o ORDER BY o.country, o.key, o.id DESC) v
            WHERE v.value IS NOT NULL), '[]'::jsonb));
END $$;

REVOKE ALL ON FUNCTION gate.move_law(text), gate.covers(text[], text[]), gate.fit(gate.rule, jsonb), gate.override_rule(text, text, jsonb, text),
    gate.set_organisation(jsonb, text), gate.law() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.override_rule(text, text, jsonb, text), gate.set_organisation(jsonb, text) TO licite_web, licite_worker;
GRANT EXECUTE ON FUNCTION gate.law(), gate.law_version() TO licite_web, licite_worker, licite_auth;
RESET ROLE;
