"""Each rule has lines it accepts and lines it names."""

import pytest

from rules import python
from rules.source import Rule, Source

GOOD: list[tuple[Rule, str, str]] = [
    (python.sql_is_literal, "people/queries/a.py", 'cursor.execute("SELECT %s", [one])'),
    (python.sql_is_literal, "people/queries/a.py", 'ALL = "SELECT 1"\ncursor.execute(ALL)'),
    (
        python.sql_is_literal,
        "people/queries/a.py",
        'C = "a"\nQ = f"SELECT {C}"\ncursor.execute(Q + " LIMIT 1")',
    ),
    (python.sql_is_literal, "people/queries/a.py", 'A = "1"\nB = "2"\ncursor.execute(A if one else B)'),
    (
        python.sql_is_literal,
        "people/queries/a.py",
        "def ask(one, sql): cursor.execute(sql)\nask(1, 'SELECT 1')",
    ),
    (
        python.sql_is_literal,
        "people/queries/a.py",
        'T = ("a", "b")\ncursor.execute(f"VACUUM {\', \'.join(T)}")',
    ),
    (python.sql_is_literal, "people/queries/a.py", "path.copy()"),
    (python.no_set_role, "access/a.py", '"""We never SET ROLE."""\ncursor.execute("SELECT 1")'),
    (python.no_safe_marks, "web/parts.py", "mark_safe(text)"),
    (
        python.no_safe_marks,
        "people/panels.py",
        "from django.utils.safestring import SafeString\nx: SafeString",
    ),
    (python.screens_touch_no_manager, "people/queries.py", "Contact.objects.filter()"),
    (python.few_doors_unseal, "people/queries/rows.py", "sealing.open_listings(rows)"),
    (python.few_doors_unseal, "people/actions.py", "vault.seal('note', subject, text)"),
    (python.time_is_injected, "people/actions.py", "clock.now()\ntimezone.localtime(at)\ntime.monotonic()"),
    (python.models_by_import, "people/migrations/0003_x.py", "apps.get_model('people', 'Contact')"),
    (python.no_raw_queries, "people/queries.py", "Contact.objects.filter(id=1)\nrequest.raw"),
]
BAD: list[tuple[Rule, str, str]] = [
    (python.sql_is_literal, "people/queries/a.py", 'cursor.execute(f"SELECT {one}")'),
    (python.sql_is_literal, "people/queries/a.py", 'cursor.execute("SELECT %s" % one)'),
    (python.sql_is_literal, "people/queries/a.py", 'cursor.execute("SELECT {}".format(one))'),
    (python.sql_is_literal, "people/queries/a.py", 'cursor.execute("SELECT " + one)'),
    (python.sql_is_literal, "people/queries/a.py", "cursor.execute(query)"),
    (
        python.sql_is_literal,
        "people/queries/a.py",
        'query = "SELECT 1"\nquery = given\ncursor.execute(query)',
    ),
    (python.sql_is_literal, "people/queries/a.py", "fetch(given, [])"),
    (python.sql_is_literal, "people/queries/a.py", "def ask(one, sql): cursor.execute(sql)\nask(1, given)"),
    (
        python.sql_is_literal,
        "people/queries/a.py",
        "def ask(one, sql): cursor.execute(sql)\nask(1, sql=given)",
    ),
    (python.sql_is_literal, "people/queries/a.py", "def ask(query): cursor.execute(query)"),
    (python.no_set_role, "access/a.py", 'cursor.execute("set local role licite_owner")'),
    (python.no_set_role, "access/a.py", 'Q = "SET SESSION AUTHORIZATION x"'),
    (python.no_safe_marks, "people/views.py", "mark_safe(text)"),
    (python.no_safe_marks, "people/views.py", "SafeString(text)"),
    (python.no_csrf_exemption, "desk/health.py", "@csrf_exempt\ndef view(request): ..."),
    (python.screens_touch_no_manager, "people/views/records.py", "Contact.objects.get(pk=1)"),
    (python.screens_touch_no_manager, "people/forms.py", "Contact._default_manager.get(pk=1)"),
    (python.screens_touch_no_manager, "desk/home.py", "Contact.objects.count()"),
    (python.few_doors_unseal, "people/views.py", "vault.unseal('note', subject, envelope)"),
    (python.few_doors_unseal, "lawful/actions.py", "from licite.people.sealing import open_values"),
    (python.time_is_injected, "people/actions.py", "datetime.now(tz=UTC)"),
    (python.time_is_injected, "people/forms.py", "timezone.localdate()"),
    (python.models_by_import, "people/actions.py", "apps.get_model('staff', 'Account')"),
    (python.no_raw_queries, "people/queries.py", "Contact.objects.raw(text)"),
    (python.no_raw_queries, "people/queries.py", "Contact.objects.all().extra(where=[text])"),
    (python.no_raw_queries, "people/queries.py", "RawSQL(text, [])"),
]


@pytest.mark.parametrize(("rule", "path", "text"), GOOD)
def test_good_lines_pass(rule: Rule, path: str, text: str) -> None:
    assert list(rule(Source(path, text))) == []


@pytest.mark.parametrize(("rule", "path", "text"), BAD)
def test_bad_lines_are_named(rule: Rule, path: str, text: str) -> None:
    assert list(rule(Source(path, text)))


def test_every_rule_has_a_good_and_a_bad_line() -> None:
    bad, good = {rule for rule, _, _ in BAD}, {rule for rule, _, _ in GOOD}
    assert bad == set(python.RULES)
    assert good == set(python.RULES) - {python.no_csrf_exemption}


def test_tests_may_play_the_attacker() -> None:
    text = 'cursor.execute(f"SET ROLE {one}")\nvault.unseal("note", subject, envelope)'
    for rule in python.RULES:
        assert list(rule(Source("people/tests/test_a.py", text))) == []
