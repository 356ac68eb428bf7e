"""A call that one began and left: the day asks how it ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format

from licite.desk.days.board import Board
from licite.people.choices import TaskKind
from licite.people.forms import CallForm
from licite.people.queries.day import Change


@dataclass(frozen=True)
class UnderWay:
    """One's own call that has no outcome yet, with the form to say it."""

    public: UUID
    name: str
    url: str
    hour: str
    action: str
    form: CallForm


def under_way(calls: Sequence[Change], board: Board) -> list[UnderWay]:
    """These calls in words; the outcome ticks off the call that one's day had promised to that person by today."""
    due = {
        line.row.contact_public: line.row.public
        for part in board.parts
        if part.key in ("late", "today")
        for line in reversed(part.lines)
        if line.row.kind == TaskKind.CALL and line.acts and not line.who
    }
    return [_words(call, due.get(call.contact_public)) for call in calls]


def _words(call: Change, task: UUID | None) -> UnderWay:
    public = UUID(call.more)
    return UnderWay(
        public=public,
        name=call.contact_name,
        url=reverse("desk:contact", args=[call.contact_public]),
        hour=time_format(timezone.localtime(call.at), "H:i"),
        action=reverse("people:call-outcome", args=[call.contact_public, public]),
        form=CallForm(key=public, task=task),
    )
