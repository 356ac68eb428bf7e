"""The functions that carry the rows of one record to another, written from what the rooms declare.

Each table that a room declares as about a contact (`holdings.py`) is in them, those of rooms to come included, with
static SQL: definer functions of the gate hold no statement made up at run time. Written anew at each migration.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connections, transaction
from psycopg import sql

from licite.inventory.declare import About, Holding, Kind, Merged
from licite.inventory.engine import holdings, table_of

CONTACT = "people_contact"
KEYS = """
    SELECT c.conrelid::regclass::text,
        (SELECT attname FROM pg_attribute WHERE attrelid = c.conrelid AND attnum = c.conkey[1])
    FROM pg_constraint c WHERE c.contype = 'f' AND c.confrelid = 'licite.people_contact'::regclass ORDER BY 1, 2
"""
UNIQUE = """
    SELECT i.indrelid::regclass::text, ARRAY(SELECT a.attname FROM unnest(i.indkey::int[]) k JOIN pg_attribute a
        ON a.attrelid = i.indrelid AND a.attnum = k), coalesce(pg_get_expr(i.indpred, i.indrelid), 'true'), i.indisprimary
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
    WHERE i.indisunique AND c.relnamespace = 'licite'::regnamespace AND NOT 0 = ANY (i.indkey) ORDER BY 1, 2
"""


@dataclass(frozen=True)
class Child:
    """A column that leads to contacts. `place`: the table's name, with the column's where it is not the main one."""

    table: str
    column: str
    place: str
    sealed: tuple[str, ...]
    waits: bool
    key: str
    once: tuple[tuple[tuple[str, ...], str], ...]
    """Other columns, and condition, of each unique key that holds the contact."""


def name_of(holding: Holding) -> str:
    """The table's name without its schema."""
    return table_of(holding).split(".")[-1]


def sealed_of(holding: Holding) -> dict[str, str]:
    """Its sealed columns, each with the class of its envelopes."""
    return {name: str(held.sealed_as) for name, held in holding.fields.items() if held.kind is Kind.SEALED}


def kept_of(holding: Holding) -> tuple[str, ...]:
    """The columns that are not kept of a record that goes: the sealed ones, and the key of its company, which may become
    a person's meanwhile. Whoever writes the row again seals those; the database finds this.
    """
    names = [name for name, held in holding.fields.items() if held.kind is Kind.LEGAL_PERSON]
    return (*sealed_of(holding), *names)


def carried() -> list[Holding]:
    """The tables whose rows follow a record that is merged, as declared."""
    return [
        one
        for one in holdings()
        if one.about is About.CONTACT and one.path not in {None, "id"} and one.merged is not Merged.OWN
    ]


def write_functions() -> None:
    """Writes `gate.plain_of`, `held`, `carry` and `put_back`, as the owner."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("SET LOCAL search_path = licite")
        cursor.execute(KEYS)
        keys: list[tuple[str, str]] = cursor.fetchall()
        cursor.execute(UNIQUE)
        unique: list[tuple[str, list[str], str, bool]] = cursor.fetchall()
        children = list(_children(keys, unique))
        for child in children:
            cursor.execute(_rights(child))
        cursor.execute("SET LOCAL ROLE licite_gate")
        for function in (_plain_of(), _held(children), _carry(children), _put_back(children)):
            cursor.execute(function)
        cursor.execute(CLOSED)


def _children(keys: list[tuple[str, str]], unique: list[tuple[str, list[str], str, bool]]) -> Iterator[Child]:
    for holding in carried():
        table, path, seals = name_of(holding), str(holding.path), tuple(sealed_of(holding))
        waits = holding.merged is Merged.WAITS
        # A table that rows are not told apart in by one number of their own needs a rule of its own (Merged.OWN).
        ((key,),) = (columns for name, columns, _where, primary in unique if name == table and primary)
        once = tuple(
            (tuple(name for name in columns if name != path), where)
            for name, columns, where, _primary in unique
            if name == table and path in columns and key not in columns
        )
        yield Child(table, path, table, seals, waits, key, once)
        for name, column in keys:
            if name == table and column != path:
                yield Child(table, column, f"{table}.{column}", sealed=(), waits=False, key=key, once=())


def _rights(child: Child) -> sql.Composed:
    return sql.SQL("GRANT SELECT, INSERT, DELETE, UPDATE ({}) ON licite.{} TO licite_gate").format(
        sql.SQL(", ").join(map(sql.Identifier, (child.column, *child.sealed))), sql.Identifier(child.table)
    )


HEAD = """
CREATE OR REPLACE FUNCTION gate.{} LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $carried$
"""
CLOSED = """
REVOKE ALL ON FUNCTION gate.plain_of(bigint), gate.held(bigint), gate.carry(bigint, bigint, jsonb, jsonb),
    gate.put_back(bigint, integer, jsonb, jsonb) FROM PUBLIC
"""


def _function(signature: str, *body: sql.Composable) -> sql.Composed:
    return sql.SQL("").join([sql.SQL(HEAD).format(sql.SQL(signature)), *body, sql.SQL("\n$carried$")])


def _names(columns: tuple[str, ...]) -> sql.Composed:
    return sql.SQL("ARRAY[{}]::text[]").format(sql.SQL(", ").join(map(sql.Literal, columns)))


def _plain_of() -> sql.Composed:
    (contact,) = (one for one in holdings() if one.model == "people.Contact")
    return _function(
        "plain_of(which bigint) RETURNS jsonb",
        sql.SQL(
            "BEGIN RETURN (SELECT to_jsonb(c) - {} FROM licite.people_contact c WHERE c.id = which); END"
        ).format(_names(kept_of(contact))),
    )


HELD = """
    {place}, (SELECT coalesce(jsonb_agg(t.{key} ORDER BY t.{key}), '[]') FROM licite.{table} t WHERE t.{column} = which)"""


def _held(children: list[Child]) -> sql.Composed:
    """The ids of all rows of a record, by place."""
    lines = [
        sql.SQL(HELD).format(
            place=sql.Literal(one.place),
            table=sql.Identifier(one.table),
            column=sql.Identifier(one.column),
            key=sql.Identifier(one.key),
        )
        for one in children
    ]
    # A function takes a hundred arguments at most.
    some = [lines[start : start + 40] for start in range(0, len(lines), 40)]
    built = [sql.SQL("jsonb_build_object({})").format(sql.SQL(",").join(part)) for part in some]
    return _function(
        "held(which bigint) RETURNS jsonb",
        sql.SQL("BEGIN RETURN {}; END").format(sql.SQL(" || ").join(built)),
    )


CARRY = """
    its_ids := ARRAY(SELECT jsonb_array_elements_text(its_rows -> {place})::bigint);
"""
UNSEALED = """
    IF EXISTS (SELECT FROM licite.{table} t WHERE t.{key} = ANY (its_ids) AND t.{column} IN (from_one, to_other)
            AND ({missing})) THEN
        RAISE EXCEPTION 'rows not sealed anew' USING ERRCODE = '22023';
    END IF;
"""
PUT_BY = """
    WITH put_by AS (
        DELETE FROM licite.{table} t WHERE t.{key} = ANY (its_ids) AND t.{column} = from_one AND ({clashes}) RETURNING t.*
    ) SELECT by_then || coalesce(jsonb_agg(jsonb_build_object('table', {place}, 'row', to_jsonb(p) - {sealed})), '[]')
    INTO by_then FROM put_by p;
"""
CLASH = """t.{key} IN (SELECT a.{key} FROM (SELECT * FROM licite.{table} WHERE {where}) a
            JOIN (SELECT * FROM licite.{table} WHERE {where}) b ON b.{column} = to_other {same}
            WHERE a.{column} = from_one)"""
MOVE = """
    UPDATE licite.{table} t SET {values} WHERE t.{key} = ANY (its_ids) AND t.{column} IN (from_one, to_other);
"""
TEXT = "its_texts #>> ARRAY[{table}, t.{key}::text, {name}]"


def _carry(children: list[Child]) -> sql.Composed:
    """Moves these rows; those that have no place there are put by and returned. Raises where a text is not sealed anew."""
    return _function(
        "carry(from_one bigint, to_other bigint, its_rows jsonb, its_texts jsonb) RETURNS jsonb",
        sql.SQL("DECLARE its_ids bigint[]; by_then jsonb := '[]';\nBEGIN"),
        *(part for child in children for part in _carry_one(child)),
        sql.SQL("    RETURN by_then;\nEND"),
    )


def _carry_one(child: Child) -> Iterator[sql.Composed]:
    table, column, key = (sql.Identifier(name) for name in (child.table, child.column, child.key))
    yield sql.SQL(CARRY).format(place=sql.Literal(child.place))
    texts = {
        name: sql.SQL(TEXT).format(table=sql.Literal(child.table), key=key, name=sql.Literal(name))
        for name in child.sealed
    }
    if texts:
        missing = [
            sql.SQL("t.{} IS NOT NULL AND {} IS NULL").format(sql.Identifier(name), text)
            for name, text in texts.items()
        ]
        yield sql.SQL(UNSEALED).format(
            table=table, column=column, key=key, missing=sql.SQL(" OR ").join(missing)
        )
    if child.waits or child.once:
        yield sql.SQL(PUT_BY).format(
            table=table,
            column=column,
            key=key,
            place=sql.Literal(child.table),
            sealed=_names(child.sealed),
            clashes=sql.SQL("true")
            if child.waits
            else sql.SQL(" OR ").join(_clash(child, *key) for key in child.once),
        )
    values = [sql.SQL("{} = to_other").format(column)]
    values += [
        sql.SQL("{name} = CASE WHEN t.{name} IS NOT NULL THEN ({text})::bytea END").format(
            name=sql.Identifier(name), text=text
        )
        for name, text in texts.items()
    ]
    yield sql.SQL(MOVE).format(table=table, column=column, key=key, values=sql.SQL(", ").join(values))


def _clash(child: Child, others: tuple[str, ...], where: str) -> sql.Composed:
    same = [sql.SQL("AND b.{0} = a.{0}").format(sql.Identifier(name)) for name in others]
    return sql.SQL(CLASH).format(
        table=sql.Identifier(child.table),
        column=sql.Identifier(child.column),
        key=sql.Identifier(child.key),
        where=sql.SQL(where),
        same=sql.SQL(" ").join(same),
    )


PUT_BACK = """
    INSERT INTO licite.{table} OVERRIDING SYSTEM VALUE
    SELECT r.* FROM jsonb_array_elements(by_then) w CROSS JOIN LATERAL jsonb_populate_record(NULL::licite.{table},
        jsonb_build_object({texts}) || (w -> 'row') || jsonb_build_object({column}, to_other, 'cell', its_cell)) r
    WHERE w ->> 'table' = {place};
"""
PUT_TEXT = "{name}, its_texts #> ARRAY[{place}, w -> 'row' ->> {key}, {name}]"


def _put_back(children: list[Child]) -> sql.Composed:
    """The rows that were put by stand again on their record: of the caller's, their sealed columns and nothing else."""
    return _function(
        "put_back(to_other bigint, its_cell integer, by_then jsonb, its_texts jsonb) RETURNS void",
        sql.SQL("BEGIN"),
        *(
            sql.SQL(PUT_BACK).format(
                table=sql.Identifier(one.table),
                column=sql.Literal(one.column),
                key=sql.Literal(one.key),
                place=sql.Literal(one.table),
                texts=sql.SQL(", ").join(_put_text(one, name) for name in one.sealed),
            )
            for one in children
            if one.waits or one.once
        ),
        sql.SQL("END"),
    )


def _put_text(child: Child, name: str) -> sql.Composed:
    return sql.SQL(PUT_TEXT).format(
        name=sql.Literal(name), place=sql.Literal(child.table), key=sql.Literal(child.key)
    )
