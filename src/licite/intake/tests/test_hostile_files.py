"""Whatever is brought, the answer is a report or a reason: never a crash, never a row lost without its why."""

import pytest
from django.utils import translation

from licite.intake import words
from licite.intake.columns import MapRefused, assign
from licite.intake.rows import read_row
from licite.intake.special import by_values
from licite.intake.tests.conftest import declaration
from licite.intake.tests.hostile import hostile
from licite.kit.files import TableRefused, read_table


def answered(content: bytes) -> str:
    """What becomes of a file, as far as it can be said without the base; every row and every reason in words."""
    try:
        table = read_table(content)
        columns = by_values(assign(table.headers, {}), (values for _, values in table.rows()))
    except (TableRefused, MapRefused) as refused:
        words.refusal(refused.reason, "x")  # said in words, whatever it is
        return refused.reason
    declared = declaration()
    for number, values in table.rows():
        reading = read_row(number, values, columns, declared)
        assert reading.person or reading.reasons
        assert all(words.note(one) for one in (*reading.reasons, *reading.warnings))
    assert all(words.column(one.status, one.target or "", one.reason) for one in columns)
    return "read"


def many(seeds: range) -> set[str]:
    with translation.override("fr"):
        return {answered(hostile(seed)) for seed in seeds}


def test_two_hundred_hostile_files_are_each_read_or_refused_with_a_reason() -> None:
    answers = many(range(200))
    assert answers >= {
        "read", "binary", "no_header_row", "nothing_to_read", "spreadsheet_bomb", "spreadsheet_unreadable",
        "cell_too_long", "empty",
    }  # fmt: skip


@pytest.mark.soak
def test_two_thousand_hostile_files_are_each_read_or_refused_with_a_reason() -> None:
    assert "read" in many(range(200, 2200))
