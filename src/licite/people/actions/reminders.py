"""One's own reminders: put away on the screen, and whether they also come by mail."""

from django.db import connection

from licite.access.actor import Actor
from licite.kit import clock
from licite.people.queries.day import FIRST

SEEN = """
    INSERT INTO people_day AS d (member, since, visited_at, reminded_to) VALUES (%(me)s, %(first)s, %(first)s, %(now)s)
    ON CONFLICT (member) DO UPDATE SET reminded_to = excluded.reminded_to
"""
MAILS = """
    INSERT INTO people_day AS d (member, since, visited_at, mails) VALUES (%(me)s, %(first)s, %(first)s, %(mails)s)
    ON CONFLICT (member) DO UPDATE SET mails = excluded.mails
"""


def put_away_reminders(actor: Actor) -> None:
    """What has fallen due until now is seen."""
    now = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(SEEN, {"me": actor.member, "first": now - FIRST, "now": now})


def mail_reminders(actor: Actor, *, mails: bool) -> None:
    """Whether reminders come by mail too."""
    first = clock.now() - FIRST
    with connection.cursor() as cursor:
        cursor.execute(MAILS, {"me": actor.member, "first": first, "mails": mails})
