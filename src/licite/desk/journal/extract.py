"""Rows of the journal as a table to take out: addresses and numbers of records, never their names; members, acts, days.

What was asked stands on the first lines, then an empty one, then the table: one file cannot be parted from what it
answers, and a spreadsheet takes what follows an empty line for a table of its own, to sort and to filter.
"""

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from licite.desk.journal.details import Known, act_label, facts
from licite.desk.journal.rows import address_of, record_url, who_of
from licite.journal import words
from licite.journal.queries import EXTRACT, Entry, Page
from licite.people.queries.records import publics_of

Row = Sequence[str | int]


def table_of(
    page: Page, known: Known, *, asked: Sequence[tuple[str, str]], about: int | None = None
) -> Iterator[Row]:
    """What was asked, headings, a row each, and a last one that says so where the file was cut short. Rows asked for
    `about` one contact give the number of no other.
    """
    yield from asked
    yield ()
    yield _head()
    alone = {one for entry in page.rows for one in _alone(entry, about)}
    publics = publics_of(alone) if alone else {}
    for entry in page.rows:
        yield _row(entry, known, about, publics)
    if page.before:
        yield (cut_short(),)


def cut_short() -> str:
    """What a file that does not hold all says of itself."""
    return _("Cut short at %(most)s rows, the newest: for older ones, take an earlier “To” day.") % {
        "most": most()
    }


def most() -> str:
    """How many rows a file holds at most, as a page writes it."""
    return number_format(EXTRACT, force_grouping=True)


def _alone(entry: Entry, about: int | None) -> Sequence[int]:
    """The one record that a row is asked for or speaks of; of a list of fifty, the row's own page says which."""
    if about is not None:
        return [about]
    return entry.subjects if len(entry.subjects) == 1 else []


def _head() -> Row:
    zone = timezone.get_current_timezone_name()
    return (
        _("Moment (%(zone)s)") % {"zone": zone},
        _("Who"),
        _("Member no."),
        _("Act"),
        _("Record, by address"),
        _("Records, by number"),
        _("Number of records"),
        _("Fields"),
        _("Details"),
        _("From where"),
        _("Session"),
        _("In what setting"),
        _("Row, by address"),
        _("Name of the act"),
    )


def _row(entry: Entry, known: Known, about: int | None, publics: Mapping[int, UUID]) -> Row:
    subjects = entry.subjects if about is None else [about]
    told = (
        _("%(label)s: %(words)s") % {"label": label, "words": says} for label, says in facts(entry, known)
    )
    return (
        timezone.localtime(entry.at).strftime("%Y-%m-%d %H:%M:%S"),
        who_of(entry, known),
        entry.actor or "",
        act_label(entry),
        "".join(settings.SITE_URL + record_url(one, publics.get(one)) for one in _alone(entry, about)),
        " ".join(map(str, subjects)),
        len(entry.subjects),
        capfirst(", ".join(words.fields(entry.fields, entry.act))),
        " ; ".join(told),
        words.origin(entry.origin),
        "" if entry.ticket in words.NO_SESSION else entry.ticket,
        words.of(words.PURPOSES, entry.purpose),
        settings.SITE_URL + address_of(entry),
        entry.act,
    )
