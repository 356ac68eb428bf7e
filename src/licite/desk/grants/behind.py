"""What a member has in hand, portfolio by portfolio: what stays behind when a grant ends or the member leaves."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from licite.access.actor import Actor
from licite.access.models import Member
from licite.access.permissions import Permission
from licite.access.queries import everybody, grants_held, member_names
from licite.desk.portfolios.forms import assignable
from licite.desk.portfolios.previews import open_in_words
from licite.people.queries.handover import tasks_by_portfolio
from licite.sales.queries.counts import deals_by_portfolio


@dataclass(frozen=True)
class InHand:
    """A portfolio of the reader's: what the member has open there, in words, and where to hand it over ("" for who may
    not). `what`: "" for nothing; `alone`: nobody else holds a grant over it.
    """

    name: str
    what: str
    alone: bool
    url: str


def in_hand(actor: Actor, member: Member) -> Sequence[InHand]:
    """Where the member has something open in the portfolios that the reader sees, or is the last to hold one; by name."""
    live = [held for held in grants_held(actor) if held.now]
    own = {one for held in live if held.member == member.pk for one in held.grant.portfolios}
    others = {one for held in live if held.member != member.pk for one in held.grant.portfolios}
    tasks, deals = tasks_by_portfolio(actor, member=member.pk), deals_by_portfolio(actor, member=member.pk)
    reach = assignable(actor) if actor.has(Permission.CONTACT_ASSIGN) else {}
    return [
        InHand(
            name=name,
            what=open_in_words(tasks.get(portfolio, 0), deals.get(portfolio, 0)),
            alone=portfolio in own - others,
            url=_to_hand_over(portfolio, member) if portfolio in reach else "",
        )
        for portfolio, name in sorted(actor.portfolios.items(), key=lambda pair: pair[1])
        if portfolio in (own - others) | tasks.keys() | deals.keys()
    ]


def still_in_hand(actor: Actor, member: int | None) -> Sequence[InHand]:
    """Where a member has something open, as `in_hand`; nothing for nobody."""
    found = next((one for one in everybody(actor) if one.pk == member), None)
    return [one for one in in_hand(actor, found) if one.what] if found else []


def keepers(actor: Actor, member: Member) -> Sequence[str]:
    """Who keeps the accounts now and so closes that of a member who leaves, by name."""
    if member.left_at is not None:
        return ()
    named = member_names(actor)
    return sorted(
        {
            named[one.member]
            for one in grants_held(actor)
            if one.now and one.member != member.pk and Permission.MEMBER_MANAGE in one.grant.permissions
        }
    )


def way_to_end(actor: Actor, member: int | None) -> str:
    """Where the access of a member ends: the page of their one grant, else theirs; "" where there is none to end."""
    if not actor.has(Permission.GRANT_MANAGE) or member in (None, actor.member):
        return ""
    live = [held for held in grants_held(actor, member=member) if held.live]
    if not live:
        return ""
    public = next(one.public for one in everybody(actor) if one.pk == member)
    if len(live) == 1:
        return reverse("desk:grants-end", args=[public, live[0].public])
    return reverse("desk:grants-member", args=[public])


def way_back(actor: Actor, asked: QueryDict) -> str:
    """The hand-over for which a grant is given (`handover`: its portfolio), as it was chosen; "" for none."""
    source = asked.get("handover", "")
    if not source.isdecimal() or int(source) not in assignable(actor):
        return ""
    chosen = {name: asked[name] for name in ("of", "to", "target") if asked.get(name)}
    return f"{reverse('desk:portfolio-hand-over', args=[int(source)])}?{urlencode(chosen)}"


def _to_hand_over(portfolio: int, member: Member) -> str:
    return f"{reverse('desk:portfolio-hand-over', args=[portfolio])}?{urlencode({'of': member.public})}"
