"""Free texts read again: the reviewer's acts on a flagged one, and its author's second writing."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from licite.access.actor import Actor
from licite.access.permissions import Act
from licite.access.refusals import Refused
from licite.kit import clock, names
from licite.lawful.actions import notes as flags
from licite.lawful.models.notes import Place
from licite.people import sealing
from licite.people.choices import TaskKind
from licite.people.models import Interaction, Task
from licite.people.queries.notes import CLASSES, Flagged, OwnText, flagged_text
from licite.people.queries.records import ContactRow
from licite.web.dates import date_format

DAYS_TO_REWRITE = 2


def watch_text(actor: Actor, *, contact: ContactRow, place: Place, row_id: int, text: str) -> None:
    """Has a text that was just kept read again where it needs to be. Raises Refused("number") as `screen` does."""
    flags.flag_text(
        actor, contact=contact.id, place=place, row_id=row_id, found=flags.screen(text, subject=contact.id)
    )


def let_pass(actor: Actor, *, flag: int) -> None:
    """Nothing to object to. Raises Http404."""
    flags.pass_flag(actor, flag=flag, contact=flagged_text(actor, flag).contact)


def ask_rewrite(actor: Actor, *, flag: int) -> None:
    """Asks the author, by a task on the record, to rewrite the text.

    Raises Http404, Refused: author (nobody wrote it, or they no longer reach the record), act.
    """
    text = flagged_text(actor, flag)
    if not (text.author and text.author_here):
        raise Refused("author", subject=text.contact)
    if not actor.may(Act.COMMUNICATE, text.cell):
        raise Refused("act", subject=text.contact)
    now = clock.now()
    Task.objects.create(
        contact=text.contact,
        cell=text.cell,
        kind=TaskKind.FOLLOW_UP,
        title=sealing.seal_values("task", text.contact_public, [_asked(text)]),
        due_at=now + timedelta(days=DAYS_TO_REWRITE),
        member=text.author,
        created_at=now,
    )
    flags.ask_author(actor, flag=flag, contact=text.contact)


def strike_text(actor: Actor, *, flag: int) -> None:
    """Takes the text out: words that say so stand in its place (a field is emptied, a tag goes), nothing keeps the old ones.

    Raises Http404.
    """
    text = flagged_text(actor, flag)
    today = date_format(timezone.localdate(clock.now()), "j F Y")
    said = _("Text withdrawn by the data protection officer on %(day)s.") % {"day": today}
    sealed = sealing.seal_values(CLASSES[text.place], text.contact_public, [said])
    flags.strike(actor, flag=flag, contact=text.contact, instead=sealed or b"")


def rewrite_note(actor: Actor, *, contact: ContactRow, own: OwnText, text: str) -> None:
    """Puts another text in the place of a note that the actor wrote; an empty one takes it away."""
    _must_communicate(actor, contact)
    flags.screen(text, subject=contact.id)
    Interaction.objects.filter(id=own.id, contact=contact.id, member=actor.member).update(
        note=_sealed("note", contact.public, text)
    )
    watch_text(actor, contact=contact, place=Place.INTERACTION, row_id=own.id, text=text)
    actor.trace.saw("people:note:rewrite", [contact.id], ["note"])


def rewrite_title(actor: Actor, *, contact: ContactRow, own: OwnText, text: str) -> None:
    """Puts another title on a task of the actor's; an empty one takes it away."""
    _must_communicate(actor, contact)
    flags.screen(text, subject=contact.id)
    Task.objects.filter(id=own.id, contact=contact.id, member=actor.member).update(
        title=_sealed("task", contact.public, text)
    )
    watch_text(actor, contact=contact, place=Place.TASK, row_id=own.id, text=text)
    actor.trace.saw("people:task:rewrite", [contact.id], ["title"])


def _asked(text: Flagged) -> str:
    day = date_format(timezone.localtime(text.written_at), "j F Y")
    if text.place == Place.TASK:
        return _("Rewrite the title of the task written on %(day)s (asked by the DPO)") % {"day": day}
    if text.place == Place.FIELD:
        return _("Rewrite the field filled on %(day)s (asked by the DPO)") % {"day": day}
    if text.place != Place.INTERACTION:
        asked = {"what": str(text.place.label).lower(), "day": day}
        return _("Rewrite this text of %(day)s: %(what)s (asked by the DPO)") % asked
    return _("Rewrite the note of %(day)s (asked by the DPO)") % {"day": day}


def _must_communicate(actor: Actor, contact: ContactRow) -> None:
    if not actor.may(Act.COMMUNICATE, contact.cell):
        raise Refused("act", subject=contact.id)


def _sealed(field_class: str, subject: UUID, text: str) -> bytes | None:
    return sealing.seal_values(field_class, subject, [names.clean(text)]) if text else None
