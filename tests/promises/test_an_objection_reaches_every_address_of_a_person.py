"""An objection closes every e-mail and phone of a person, not only the main one, here and at every later entrance."""

import pytest

from licite.access.permissions import Field
from licite.access.refusals import Refused
from licite.lawful.channels import Channel
from licite.lawful.models import ToldBy
from licite.people.actions import Changes, create_contact, edit_contact, record_objection
from licite.people.actions.editing import Line
from licite.people.panels import coordinates
from licite.people.queries import contact_for
from licite.people.tests.ways import DAY, row, somebody
from tests.conftest import inside
from tests.world import RITA, WEST

SECOND, THIRD = "+33299000881", "deuxieme@ailleurs.example"


def with_more(actor):
    lines = {
        Field.PHONE: [Line(place=0), Line(place=None, value=("02 99 00 08 81",), kind="m")],
        Field.EMAIL: [Line(place=0), Line(place=None, value=(THIRD,), kind="h")],
    }
    edit_contact(actor, contact=row(actor), changes=Changes(lines=lines))


def held(actor, field):
    return [line for line in coordinates(actor, row(actor)).lines if line.field is field]


def refuse(actor, contact, channel):
    record_objection(actor, contact=contact, channel=channel, told_by=ToldBy.PHONE, at=DAY)


@pytest.mark.parametrize("known", [{"phones": (SECOND,), "emails": ()}, {"phones": (), "emails": (THIRD,)}])
def test_whoever_enters_with_a_second_address_of_an_objector_is_kept_out(known):
    with inside(RITA) as actor:
        with_more(actor)
        refuse(actor, row(actor), Channel.ALL)
        with pytest.raises(Refused, match="suppressed"):
            create_contact(actor, new=somebody(first="Autre", last="Nom", **known))


def test_an_added_address_that_is_on_the_list_closes_its_record():
    with inside(RITA) as actor:
        other = create_contact(actor, new=somebody(portfolio=WEST, phones=(SECOND,), emails=()))
        refuse(actor, contact_for(actor, other.public), Channel.PHONE)
        with_more(actor)
        found = held(actor, Field.PHONE)
        assert len(found) == 2
        assert all(line.opposed and not line.acts and not line.calls for line in found)


def test_every_value_closes_with_its_channel():
    with inside(RITA) as actor:
        with_more(actor)
        assert all(line.acts for line in held(actor, Field.EMAIL))
        refuse(actor, row(actor), Channel.EMAIL)
        found = held(actor, Field.EMAIL)
        assert len(found) == 2
        assert all(line.opposed and not line.acts for line in found)
