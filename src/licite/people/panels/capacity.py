"""The page of unknown capacities, and what is known of one person's, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.forms import BoundField
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licite.access import labels
from licite.access.actor import Actor
from licite.kit.cells import stage_of
from licite.lawful.capacity import Classified
from licite.lawful.choices import Capacity, CapacityWhy, Mailbox
from licite.people.actions.capacity import may_say
from licite.people.forms.capacity import BulkForm
from licite.people.queries import ContactRow
from licite.people.queries.capacity import Proposal, known_of

REASONS: dict[CapacityWhy, Promise] = {
    CapacityWhy.DECLARED: gettext_lazy("The company is a sole trader’s."),
    CapacityWhy.SIREN: gettext_lazy("The company’s number is on record."),
    CapacityWhy.DOMAIN: gettext_lazy("Works at a company, and the e-mail is not a private person’s."),
    CapacityWhy.TITLE: gettext_lazy("Has a job title at a company."),
}
UNCLEAR: dict[Mailbox, Promise] = {
    Mailbox.PERSONAL: gettext_lazy("Unclear: the mailbox is a private person’s. Ask."),
    Mailbox.NOMINATIVE: gettext_lazy("Unclear: no company on record. Ask."),
    Mailbox.IMPERSONAL: gettext_lazy("Unclear. Ask."),
    Mailbox.UNKNOWN: gettext_lazy("Unclear: neither a mailbox nor a job title at a company. Ask."),
}


@dataclass(frozen=True)
class CapacityLine:
    """A record, what would be said of it and why, and the two fields of the form."""

    url: str
    name: str
    title: str
    company: str
    stage: str | Promise
    mailbox: str
    reason: str
    clear: bool
    capacity: BoundField
    tick: BoundField


def proposed(found: Sequence[Proposal]) -> list[tuple[UUID, str, str]]:
    """What the form of a page is made of."""
    return [
        (
            one.row.public,
            one.row.name,
            "" if one.said.capacity is Capacity.UNKNOWN else one.said.capacity.value,
        )
        for one in found
    ]


def capacity_lines(found: Sequence[Proposal], form: BulkForm) -> list[CapacityLine]:
    """The lines of the page, in the order given."""
    return [
        CapacityLine(
            url=reverse("desk:contact", args=[one.row.public]),
            name=one.row.name,
            title=one.row.title,
            company=one.row.company,
            stage=labels.STAGES[stage_of(one.row.cell)],
            mailbox=_mailbox(one),
            reason=reason(one.said),
            clear=one.said.why is not None,
            capacity=form[f"is-{one.row.public}"],
            tick=form[f"ok-{one.row.public}"],
        )
        for one in found
    ]


def _mailbox(one: Proposal) -> str:
    if one.said.mailbox is Mailbox.NOMINATIVE and not one.row.company:
        return _("In a person’s name")
    return str(one.said.mailbox.label)


@dataclass(frozen=True)
class CapacityCard:
    """What is known of one person: capacity, how it is known, whether a minor; `url` where the reader may say it."""

    capacity: str | Promise
    why: str | Promise
    minor: bool
    url: str


def capacity_card(actor: Actor, contact: ContactRow) -> CapacityCard:
    """The card of one record; one statement."""
    known = known_of(actor, contact=contact)
    return CapacityCard(
        capacity=Capacity(known.capacity).label,
        why=CapacityWhy(known.why).label if known.why in CapacityWhy.values else "",
        minor=known.minor,
        url=reverse("people:capacity", args=[contact.public]) if may_say(actor, contact=contact) else "",
    )


def reason(said: Classified) -> str:
    """Why this is said of a person, or why nothing can be."""
    return str(REASONS.get(said.why, _("Asked.")) if said.why else UNCLEAR[said.mailbox])
