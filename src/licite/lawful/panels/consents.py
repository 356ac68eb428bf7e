"""What lawful shows of consents: the panel of a record (`lawful/consents/_panel.html`) and the whole proof."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licite.access.actor import Actor
from licite.access.permissions import Act, Permission
from licite.kit import clock
from licite.lawful.actions.consents import Subject
from licite.lawful.facts import known
from licite.lawful.forms.consents import WithdrawalForm
from licite.lawful.models import Consent, Optin
from licite.lawful.queries import consents as queries
from licite.lawful.queries.consents import State
from licite.lawful.queries.objections import Said
from licite.lawful.queries.wordings import purpose_names
from licite.web import marks
from licite.web.dates import date_format

STATES = {
    State.LIVE: (gettext_lazy("in force"), "yes"),
    State.EXPIRED: (gettext_lazy("over"), "care"),
    State.WITHDRAWN: (gettext_lazy("withdrawn"), "no"),
}
CLOSED = (gettext_lazy("closed by an objection"), "no")


class Shown(Subject, Protocol):
    """The record, with whether its use is restricted."""

    @property
    def restricted(self) -> bool: ...


LATE = timedelta(minutes=10)
"""A mail leaves within seconds; after this its server fails."""


@dataclass(frozen=True)
class ConsentLine:
    """One consent on the record's page; the form where it may be withdrawn."""

    url: str
    purpose: str
    channel: str
    state: SafeString
    said: str
    withdraw_url: str
    form: WithdrawalForm | None


@dataclass(frozen=True)
class QuestionLine:
    """One question put by mail."""

    purpose: str
    channel: str
    said: str


@dataclass(frozen=True)
class Consents:
    """The panel; the addresses are empty where the actor may not write, that of the question under a restriction too."""

    lines: Sequence[ConsentLine]
    questions: Sequence[QuestionLine]
    new_url: str
    ask_url: str
    restricted: bool = False


def consents(actor: Actor, contact: Shown, *, said: Sequence[Said] = ()) -> Consents:
    """The panel of one record. `said`: its objections, which a consent does not stand against; three statements more where
    there are any.
    """
    names, now = purpose_names(), clock.now()
    ends = actor.has(Permission.OBJECTION_WRITE) and actor.may(Act.OBJECT, contact.cell)
    writes = actor.has(Permission.CONSENT_WRITE) and actor.may(Act.COMMUNICATE, contact.cell)
    found = queries.consents_of(actor, contact=contact.id)
    read = known([contact.id], at=now) if said and found else None

    def closed(one: Consent) -> bool:
        return read is not None and read.verdict(contact.id, one.purpose, one.channel).code == "objection"

    return Consents(
        [_line(one, contact.public, names, now, ends=ends, closed=closed(one)) for one in found],
        [_question(one, names, now) for one in queries.asked_by_mail(actor, contact=contact.id)],
        reverse("people:consent-new", args=[contact.public]) if writes else "",
        reverse("people:consent-ask", args=[contact.public]) if writes and not contact.restricted else "",
        restricted=contact.restricted,
    )


def _line(
    one: Consent, public: UUID, names: Mapping[str, str], now: datetime, *, ends: bool, closed: bool
) -> ConsentLine:
    state = queries.state(one, now)
    word, tone = CLOSED if closed and state is State.LIVE else STATES[state]
    if state is State.WITHDRAWN:
        said = _("Withdrawn on %(day)s") % {"day": day(queries.ended_at(one), one.zone)}
    elif state is State.EXPIRED:
        said = _("Over since %(day)s; nothing renews it") % {"day": day(one.valid_until, one.zone)}
    else:
        said = _("Given on %(day)s, until %(end)s") % {
            "day": day(one.given_at, one.zone),
            "end": day(one.valid_until, one.zone),
        }
        if closed:
            said = _("%(given)s. The person objected: it may not be used any more.") % {"given": said}
    return ConsentLine(
        reverse("people:consent", args=[public, one.public]),
        names.get(one.purpose, one.purpose),
        str(one.get_channel_display()),
        marks.chip(word, tone),
        said,
        reverse("people:consent-withdraw", args=[public, one.public]),
        WithdrawalForm(one.public) if ends and state is State.LIVE else None,
    )


def _question(one: Optin, names: Mapping[str, str], now: datetime) -> QuestionLine:
    if one.answer == Optin.Answer.YES:
        said = _("The person answered yes")
    elif one.answer == Optin.Answer.NO:
        said = _("The person answered no")
    elif one.cancelled_at:
        said = (
            _("Called back")
            if one.sent_at
            else _("Not sent: no mail server took it, or the person may not be asked any more")
        )
    elif one.sent_at is None:
        late = now - one.asked_at > LATE
        said = (
            _("The mail could not leave yet: the mail server fails; it is tried again for 17 hours")
            if late
            else _("The mail is on its way out")
        )
    elif one.expires_at and one.expires_at <= now:
        said = _("No answer: the link is over")
    else:
        said = _("Mail sent, answer awaited")
    return QuestionLine(
        names.get(one.wording.purpose, one.wording.purpose), str(one.wording.get_channel_display()), said
    )


def day(moment: datetime | None, zone: str) -> str:
    """A date as it is said, at the place where it counts."""
    return date_format(moment.astimezone(ZoneInfo(zone)), "DATE_FORMAT") if moment else ""


def instant(moment: datetime | None, zone: str) -> str:
    """Date, hour and zone: "12 March 2026 14:30 (Europe/Paris, UTC+01:00)"."""
    if moment is None:
        return ""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{date_format(local, 'DATETIME_FORMAT')} ({zone}, UTC{local.isoformat()[-6:]})"
