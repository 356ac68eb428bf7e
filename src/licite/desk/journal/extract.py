"""Rows of the journal as a table to take out: numbers of records, never their names; members, acts, fields, days."""

from collections.abc import Iterator, Sequence

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from licite.desk.journal.details import Known, act_label, facts
from licite.desk.journal.rows import who_of
from licite.journal import words
from licite.journal.queries import EXTRACT, Entry, Page

Row = Sequence[str | int]


def table_of(page: Page, known: Known, *, about: int | None = None) -> Iterator[Row]:
    """Headings, a row each, and a last one that says so where the file was cut short. Rows asked for `about` one contact
    give the number of no other.
    """
    yield _head()
    for entry in page.rows:
        yield _row(entry, known, about)
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


def _head() -> Row:
    zone = timezone.get_current_timezone_name()
    return (
        _("Moment (%(zone)s)") % {"zone": zone},
        _("Who"),
        _("Member no."),
        _("Act"),
        _("Name of the act"),
        _("Records, by number"),
        _("Number of records"),
        _("Fields"),
        _("Details"),
        _("From where"),
        _("Session"),
        _("In what setting"),
        _("Row"),
    )


def _row(entry: Entry, known: Known, about: int | None) -> Row:
    subjects = entry.subjects if about is None else [about]
    told = (
        _("%(label)s: %(words)s") % {"label": label, "words": says} for label, says in facts(entry, known)
    )
    return (
        timezone.localtime(entry.at).strftime("%Y-%m-%d %H:%M:%S"),
        who_of(entry, known),
        entry.actor or "",
        act_label(entry),
        entry.act,
        " ".join(map(str, subjects)),
        len(entry.subjects),
        capfirst(", ".join(words.fields(entry.fields, entry.act))),
        " ; ".join(told),
        words.origin(entry.origin),
        "" if entry.ticket in words.NO_SESSION else entry.ticket,
        words.of(words.PURPOSES, entry.purpose),
        str(entry.id),
    )
