"""What a person refused for one purpose is said in the head of the record, in its panel and in its verdicts alike."""

import re

import pytest

from licite.access.permissions import Act
from licite.lawful.channels import Channel
from licite.lawful.models import ToldBy
from licite.lawful.panels import verdicts
from licite.people.actions import record_objection
from licite.people.tests.ways import ALMA, DAY, as_superuser, page, row
from tests.conftest import inside
from tests.world import RITA

NOTED = (
    "INSERT INTO lawful_objection (contact, cell, channel, purpose, at, told_by, created_at) "
    "VALUES (%s, %s, %s, %s, now(), 'import', now())"
)


def parts():
    """The head, the panel of objections and the panel of verdicts of Alma's page, each without its tags."""
    shown = page(RITA)
    found = []
    for begins in ('<section class="card facts">', 'id="objections"', 'id="may"'):
        after = shown[shown.index(begins) :]
        found.append(" ".join(re.sub("<[^>]+>", " ", after[: after.index("</section>")]).split()))
    return found


def objects(channel, purpose):
    as_superuser(NOTED, ALMA.id, ALMA.cell, channel, purpose)


def test_newsletters_refused_are_said_with_their_purpose_and_close_nothing_else(fresh):
    objects("email", "newsletter")
    head, panel, may = parts()
    assert "Refusé : lettre d’information (e-mail)" in head
    assert "Aucune opposition" not in head
    assert "E-mail · pour « Lettre d’information » seulement" in panel
    assert "opposée" not in may, "another purpose than the one shown"
    with inside(RITA) as actor:
        (letters,) = verdicts.every_purpose(actor, row(actor), purpose="newsletter")
    assert {line.channel for line in letters.lines if line.tone == "no"} >= {"E-mail"}


@pytest.mark.parametrize("channel", [Channel.EMAIL, Channel.ALL])
def test_nothing_is_green_that_is_closed_for_the_purpose_of_the_record(fresh, channel):
    objects(channel, "prospection")
    head, panel, _may = parts()
    assert "Refusé : prospection" in head
    assert "pour « Prospection" in panel
    with inside(RITA) as actor:
        shown = verdicts.verdicts(actor, row(actor))
    closed = [line for line in shown.lines if channel is Channel.ALL or line.channel == "E-mail"]
    assert closed
    assert {line.tone for line in closed} == {"no"}


def test_an_objection_to_everything_stays_one_to_everything(fresh):
    with inside(RITA) as actor:
        assert actor.may(Act.OBJECT, ALMA.cell)
        record_objection(actor, contact=row(actor), channel=Channel.EMAIL, at=DAY, told_by=ToldBy.EMAIL)
        assert not verdicts.verdicts(actor, row(actor)).refused
    as_superuser("UPDATE people_contact SET objections = 4 WHERE id = %s", ALMA.id)
    objects("email", "")
    head, panel, _may = parts()
    assert "Fermé : e-mail" in head
    assert "E-mail · pour toutes les finalités" in panel
