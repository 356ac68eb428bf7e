"""Nothing is held without a declaration; no declaration outlives what it describes."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import pytest
from django.apps import apps
from django.db.models import BinaryField, CharField, TextField

from licite import packs, vault
from licite.inventory.declare import CHOICE, ID, About, Ends, Held, Holding, Kind, Mask, Recipients, sealed
from licite.inventory.engine import holdings, table_of
from tests.plugin import database_name, superuser

SCHEMAS = ["licite", "login", "gate", "journal", "jobs"]
COLUMNS = """
    SELECT n.nspname, c.relname, a.attname, format_type(a.atttypid, NULL)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE n.nspname = ANY (%s) AND c.relkind IN ('r', 'p', 'm', 'f') AND NOT c.relispartition
      AND a.attnum > 0 AND NOT a.attisdropped
"""
MODELS = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}


def tables() -> dict[str, dict[str, str]]:
    """Every table of the house with its columns and their types, named as the declarations name them."""
    found: dict[str, dict[str, str]] = {}
    with superuser(database_name()) as connection:
        for schema, table, column, kind in connection.execute(COLUMNS, (SCHEMAS,)):
            found.setdefault(table if table in MODELS else f"{schema}.{table}", {})[column] = kind
    return found


def complaints(found: Mapping[str, Iterable[str]], declared: Iterable[Holding]) -> list[str]:
    """What the declarations miss and what they invent, given the tables there are and their columns.

    Tables are named as `table_of` names them.
    """
    said: list[str] = []
    known: dict[str, Holding] = {}
    for holding in declared:
        try:
            name = table_of(holding)
        except LookupError:
            said.append(f"{holding.name} is declared, and is no model any more")
            continue
        if name in known:
            said.append(f"{name} is declared twice")
        known[name] = holding
    said += [f"{name} is declared nowhere" for name in found if name not in known]
    said += [f"{name} is declared, and is no table any more" for name in known if name not in found]
    for name in found.keys() & known.keys():
        columns, fields = set(found[name]), set(known[name].fields)
        said += [f"{name}.{column} is declared nowhere" for column in columns - fields]
        said += [f"{name}.{column} is declared, and is no column any more" for column in fields - columns]
    return sorted(said)


def test_every_table_and_every_column_is_declared_and_no_declaration_is_stale():
    assert complaints(tables(), holdings()) == []


def test_every_model_is_declared_even_before_its_migration():
    assert set(MODELS) <= {table_of(holding) for holding in holdings()}


THING = Holding(
    model="people.Task",
    about=About.CONTACT,
    path="contact",
    recipients=Recipients.GRANTED,
    ends=Ends.ERASED,
    fields={"id": ID, "contact": ID},
)


@pytest.mark.parametrize(
    ("found", "declared", "says"),
    [
        ({"people_task": ["id", "contact"]}, [THING], []),
        (
            {"people_task": ["id", "contact"], "people_secret": ["id"]},
            [THING],
            ["people_secret is declared nowhere"],
        ),
        ({"people_task": ["id", "contact", "mood"]}, [THING], ["people_task.mood is declared nowhere"]),
        (
            {"people_task": ["contact"]},
            [THING],
            ["people_task.id is declared, and is no column any more"],
        ),
        ({}, [THING], ["people_task is declared, and is no table any more"]),
        (
            {},
            [replace(THING, model="people.Unicorn")],
            ["people.Unicorn is declared, and is no model any more"],
        ),
        ({"people_task": ["id", "contact"]}, [THING, THING], ["people_task is declared twice"]),
    ],
    ids=["whole", "new table", "new column", "column gone", "table gone", "model gone", "twice"],
)
def test_what_is_missing_and_what_is_stale_is_named(found, declared, says):
    assert complaints(found, declared) == says


@pytest.mark.parametrize(
    "change",
    [
        {"table": "licite.people_task"},
        {"model": None},
        {"path": "owner"},
        {"mentions": ("others",)},
        {"about": About.NOBODY},
        {"about": About.NOBODY, "path": None, "fields": {"note": sealed("note")}},
        {"path": None},
        {"ends": Ends.KEPT},
        {"ends": Ends.EXPIRES},
        {"rule": "ret.logs.access"},
    ],
    ids="-".join,
)
def test_a_declaration_that_contradicts_itself_is_refused(change):
    with pytest.raises(ValueError, match="the declaration of"):
        replace(THING, **change)


@pytest.mark.parametrize(
    "wrong",
    [{"kind": Kind.SEALED}, {"kind": Kind.ID, "sealed_as": "note"}, {"kind": Kind.ID, "mask": Mask.DOTS}],
)
def test_a_column_is_sealed_with_its_class_or_in_clear_without(wrong):
    with pytest.raises(ValueError, match="column"):
        Held(**wrong)


def test_what_expires_does_so_by_a_rule_of_the_pack():
    assert {packs.rule(holding.rule).unit for holding in holdings() if holding.rule} == {packs.Unit.MONTHS}


def test_bytes_of_the_business_tables_are_envelopes_or_fingerprints():
    types = tables()
    kinds = {
        (table, column): held.kind
        for table, column, held in business_columns()
        if types[table][column] == "bytea"
    }
    assert kinds
    assert set(kinds.values()) == {Kind.SEALED, Kind.FINGERPRINT}
    for table, column, held in business_columns():
        if held.kind is Kind.SEALED:
            assert isinstance(MODELS[table]._meta.get_field(column), BinaryField), (table, column)


def test_no_free_text_about_a_person_is_in_clear():
    for table, column, held in business_columns(About.CONTACT):
        field = (
            MODELS[table]._meta.get_field(column)
            if table in MODELS and column not in {"waiting", "pair"}
            else None
        )
        if isinstance(field, CharField | TextField) and held.kind is not Kind.LEGAL_PERSON:
            assert held.kind is CHOICE.kind, (table, column)
            assert (field.max_length or 1000) <= 40, (table, column)


def business_columns(about: About | None = None) -> list[tuple[str, str, Held]]:
    """(table, column, declaration) of the tables that the page's role works on."""
    return [
        (table_of(holding), column, held)
        for holding in holdings()
        if holding.recipients not in {Recipients.LOGIN, Recipients.MACHINE}
        and not table_of(holding).startswith(("gate.", "journal."))
        and (about is None or holding.about is about)
        for column, held in holding.fields.items()
    ]


def test_every_envelope_of_the_world_opens_under_its_declared_class_and_under_no_other():
    classes = {held.sealed_as for _, _, held in business_columns() if held.sealed_as}
    opened = set()
    with superuser(database_name()) as connection:
        connection.execute("SET search_path = licite")
        for holding in holdings():
            for column, held in holding.fields.items():
                if held.sealed_as is None or holding.path is None:
                    continue
                rows = connection.execute(
                    f"SELECT c.public, t.{column} FROM {table_of(holding)} t "
                    f"JOIN people_contact c ON c.id = t.{holding.path} WHERE t.{column} IS NOT NULL"
                ).fetchall()
                if rows:
                    opened.add(held.sealed_as)
                    assert all(vault.unseal_many(held.sealed_as, rows))
                for other in classes - {held.sealed_as} if rows else ():
                    with pytest.raises(vault.Unsealable):
                        vault.unseal(other, *rows[0])
    assert opened == {"listing", "email", "phone", "address", "note"}
