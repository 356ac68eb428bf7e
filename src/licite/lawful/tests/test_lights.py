"""How a verdict is drawn: what is not now is not what asks for care, and what cannot be done is neither."""

import pytest
from django.utils import translation

from licite.lawful.may import Verdict
from licite.lawful.panels.verdicts import drawn
from licite.web import marks


def verdict(light, code="opt_out", *, allowed=True, **more):
    return Verdict(allowed, light, code, "phone.hours", "FR", {}, **more)


@pytest.mark.parametrize(
    ("one", "lacks", "expected"),
    [
        (verdict("yes"), False, "yes"),
        (verdict("care"), False, "care"),
        (verdict("care", "hours", allowed=False), False, "later"),
        (verdict("no", "objection", allowed=False), False, "no"),
        (verdict("yes"), True, "none"),
        (verdict("care", "hours", allowed=False), True, "none"),
        (verdict("no", "objection", allowed=False), True, "no"),
    ],
)
def test_each_answer_has_its_drawing(one, lacks, expected):
    assert drawn(one, lacks) == expected


def test_what_there_is_nothing_for_is_named_by_channel():
    with translation.override("en"):
        assert "no number" in marks.light("tel", "none")
        assert "no e-mail" in marks.light("mail", "none")


def test_the_key_shows_every_drawing():
    assert marks.lights_key().count("<i ") == 5
