"""What a contact's page says of the notice: informed since when and by which version, or until when, and what to do.

Drawn by `people/_notice.html`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from licite.access.actor import Actor
from licite.access.permissions import Act, Permission
from licite.lawful.models import DeliveredBy, Dispatch, DispatchState, NoticeKind
from licite.lawful.queries.notices import Given
from licite.people.actions.notices import Sent
from licite.people.queries import ContactRow
from licite.people.queries.notices import Proven, mailed, proven
from licite.web.dates import today

OUTCOMES: dict[str, Promise] = {
    Sent.SENT: pgettext_lazy("notices", "informed"),
    Sent.KNOWN: pgettext_lazy("notices", "informed meanwhile"),
    Sent.NO_EMAIL: pgettext_lazy("notices", "without an e-mail"),
    Sent.REFUSED: pgettext_lazy("notices", "not to be written to: objection, restriction or check under way"),
    Sent.UNPUBLISHED: pgettext_lazy("notices", "without a published notice"),
    Sent.FAILED: pgettext_lazy("notices", "address refused by its server"),
}


@dataclass(frozen=True)
class Line:
    """One notice given, in words. `strike`: where it is taken back, empty where the reader may not."""

    at: datetime
    means: str
    version: str
    by: str
    proof: str
    struck_at: datetime | None
    struck_by: str
    strike: str


@dataclass(frozen=True)
class Notice:
    """The panel. `due` is None where nothing is due; `late`: the record is blocked until the person is informed.

    `url` is the page where the text is read and given, empty where the reader may not. `mail`: "waiting" or "failed".
    """

    informed_at: datetime | None
    due: date | None
    late: bool
    lines: Sequence[Line]
    url: str
    mail: str = ""


@dataclass(frozen=True)
class Order:
    """An order to inform many, in words. `tally`: counts by what became of the persons."""

    public: str
    at: datetime
    means: str
    state: str
    under_way: bool
    stopped: bool
    tally: Sequence[tuple[int, str]]


def notice(actor: Actor, contact: ContactRow) -> Notice:
    """The panel of one record."""
    gives = actor.has(Permission.NOTICE_DELIVER) and actor.may(Act.COMMUNICATE, contact.cell)
    corrects = actor.has(Permission.RESTRICTION_WRITE)
    due = contact.notice_due if contact.informed_at is None else None
    return Notice(
        informed_at=contact.informed_at,
        due=due,
        late=due is not None and due < today(),
        lines=[_line(one, contact, corrects=corrects) for one in proven(actor, contact)],
        url=reverse("people:notice", args=[contact.public]) if gives else "",
        mail=mailed(contact) if contact.informed_at is None and contact.email is not None else "",
    )


def _line(one: Proven, contact: ContactRow, *, corrects: bool) -> Line:
    return Line(
        at=one.given.at,
        means=str(DeliveredBy(one.given.channel).label),
        version=_version(one.given),
        by=one.given.by,
        proof=one.proof,
        struck_at=one.given.struck_at,
        struck_by=one.given.struck_by,
        strike=reverse("people:notice-strike", args=[contact.public, one.given.id])
        if corrects and one.given.struck_at is None
        else "",
    )


def _version(given: Given) -> str:
    if not given.version:
        return str(_("an earlier wording, not kept here"))
    words = {"kind": NoticeKind(given.kind).label, "n": given.version}
    return str(_("%(kind)s, version %(n)s") % words)


def order_line(one: Dispatch) -> Order:
    """An order in words."""
    return Order(
        public=str(one.public),
        at=one.created_at,
        means=str(DeliveredBy(one.channel).label),
        state=str(DispatchState(one.state).label),
        under_way=one.state in (DispatchState.ORDERED, DispatchState.RUNNING),
        stopped=one.state == DispatchState.STOPPED,
        tally=[(count, str(OUTCOMES[key])) for key, count in one.counts.items() if count],
    )
