-- Many enter at once: what is asked of each is asked of all in a few statements, and only those who may meet somebody go
-- through the entrance one by one.
CREATE INDEX people_company_sort ON people_company (sort_key) WHERE sort_key <> '';
CREATE INDEX people_company_name ON people_company (name_key) WHERE name_key <> '';
CREATE INDEX people_contact_objected ON people_contact (company_id) WHERE objections <> 0 AND company_id IS NOT NULL;

SET LOCAL ROLE licite_gate;

-- The same as gate.arrive for each of these records. The pairs name, by the place of a record in `which`, its marks, its
-- prints and the tokens of its name.
CREATE FUNCTION gate.arrive_all(which bigint[], mark_rows integer[], marks bigint[], print_rows integer[], prints bytea[],
    word_rows integer[], words bigint[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    -- Asked once: in a condition they would be asked for each record.
    seen integer[] := gate.cells('read');
    edited integer[] := gate.cells('edit');
    made integer[] := gate.cells('create');
    suspects integer[];
    spot integer;
    its_marks bigint[];
    its_prints bytea[];
    its_words bigint[];
BEGIN
    PERFORM gate.hold(marks);
    IF greatest(cardinality(which), cardinality(prints), cardinality(words)) > 8000 THEN
        RAISE EXCEPTION 'too many at once' USING ERRCODE = '22023';
    END IF;
    suspects := ARRAY(
        -- known to the list,
        SELECT p.place FROM unnest(print_rows, prints) p (place, print) JOIN licite.lawful_suppression s ON s.fingerprint = p.print
        -- of an e-mail or a phone that stands on a record out of sight,
        UNION SELECT m.place FROM unnest(mark_rows, marks) m (place, mark)
        JOIN licite.people_token t ON t.token = m.mark AND t.exact AND NOT t.cell = ANY (seen) AND t.contact <> which[m.place]
        -- in the tray already,
        UNION SELECT w.place::integer FROM unnest(which) WITH ORDINALITY w (id, place) JOIN licite.people_tray t ON t.contact = w.id
        -- or at a company where somebody objected.
        UNION SELECT w.place::integer FROM unnest(which) WITH ORDINALITY w (id, place)
        JOIN licite.people_contact c ON c.id = w.id
        WHERE c.company_id IN (
            SELECT ours.id FROM licite.people_company ours
            JOIN licite.people_company theirs ON theirs.id = ours.id
            JOIN licite.people_contact o ON o.company_id = theirs.id AND o.objections <> 0
            WHERE ours.id IN (SELECT n.company_id FROM licite.people_contact n WHERE n.id = ANY (which))
            UNION
            SELECT ours.id FROM licite.people_company ours
            JOIN licite.people_company theirs ON theirs.name_key = ours.name_key AND theirs.name_key <> ''
            JOIN licite.people_contact o ON o.company_id = theirs.id AND o.objections <> 0
            WHERE ours.id IN (SELECT n.company_id FROM licite.people_contact n WHERE n.id = ANY (which))));
    FOR spot, its_marks, its_prints, its_words IN
        SELECT s.place, coalesce(m.own, '{}'), coalesce(p.own, '{}'), coalesce(w.own, '{}') FROM unnest(suspects) s (place)
        LEFT JOIN (SELECT place, array_agg(mark) AS own FROM unnest(mark_rows, marks) x (place, mark) GROUP BY place) m USING (place)
        LEFT JOIN (SELECT place, array_agg(print) AS own FROM unnest(print_rows, prints) x (place, print) GROUP BY place) p USING (place)
        LEFT JOIN (SELECT place, array_agg(word) AS own FROM unnest(word_rows, words) x (place, word) GROUP BY place) w USING (place)
        ORDER BY s.place
    LOOP
        PERFORM gate.arrive_within(which[spot], its_marks, its_prints, its_words, seen, edited, made);
    END LOOP;
    UPDATE licite.people_contact c SET waiting = false
    FROM unnest(which) WITH ORDINALITY w (id, place)
    WHERE c.id = w.id AND NOT w.place = ANY (suspects) AND c.waiting AND c.cell = ANY (edited || made);
END $$;

-- Those who come in join only companies that their writer saw before: otherwise joining would be a way to see one.
CREATE FUNCTION gate.join_companies() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    mine integer[] := gate.portfolios();
    seen integer[] := gate.cells('read');
BEGIN
    IF EXISTS (
        SELECT FROM (SELECT DISTINCT m.company_id AS id FROM made m WHERE m.company_id IS NOT NULL) w
        LEFT JOIN licite.people_company k ON k.id = w.id
        WHERE (k.cell / 10 = ANY (mine)) IS NOT TRUE AND NOT EXISTS (
            SELECT FROM licite.people_contact c WHERE c.company_id = k.id AND c.cell = ANY (seen)
                AND NOT EXISTS (SELECT FROM made n WHERE n.id = c.id)))
    THEN RAISE EXCEPTION 'no such company' USING ERRCODE = '23503'; END IF;
    RETURN NULL;
END $$;

REVOKE ALL ON FUNCTION gate.join_companies(),
    gate.arrive_all(bigint[], integer[], bigint[], integer[], bytea[], integer[], bigint[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.arrive_all(bigint[], integer[], bigint[], integer[], bytea[], integer[], bigint[])
    TO licite_web, licite_worker;
GRANT EXECUTE ON FUNCTION gate.join_companies() TO licite_owner;
RESET ROLE;

CREATE TRIGGER join_companies AFTER INSERT ON people_contact REFERENCING NEW TABLE AS made FOR EACH STATEMENT
    WHEN (current_user IN ('licite_web', 'licite_worker')) EXECUTE FUNCTION gate.join_companies();
