"""An objection is answered by e-mail where the law wants it (Belgium: CDE XII.13 and the decree of 4 April 2003)."""

import json
from collections.abc import Iterable

from django.db import connection

from licite import packs
from licite.access.actor import Actor
from licite.lawful.channels import Channel


def wanted(countries: Iterable[str] = ()) -> bool:
    """Whether the law of the organisation, or of one of these, asks for it (rule objection.acknowledge)."""
    asked = {packs.home(), *countries} & set(packs.countries())
    return any(packs.value("objection.acknowledge", country) for country in asked)


def order(actor: Actor, *, contact: int, country: str, channel: Channel) -> None:
    """Has the worker write to the person of a record in sight that their objection is noted, where it is wanted."""
    if not wanted([country]):
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT gate.defer('lawful.acknowledge_objection', %s::jsonb)",
            [json.dumps({"contact": contact, "channel": channel.value})],
        )
