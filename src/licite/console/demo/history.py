"""What happened with a contact and what is still to do, in keeping with its stage."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Final, NamedTuple, cast

from licite.console.demo.records import (
    COLD,
    CUSTOMER,
    FORMER,
    LEAD,
    DemoContact,
    DemoInteraction,
    DemoTask,
    Direction,
    Evidence,
    InteractionKind,
    Outcome,
    Source,
    TaskKind,
)
from licite.console.demo.words import lines, suiting
from licite.console.demo.workdays import PARIS, Calendar


class Scene(NamedTuple):
    """The plain part of an interaction."""

    kind: InteractionKind
    direction: Direction
    outcome: Outcome
    evidence: Evidence


SCENES: Final = {
    "fair_meeting": Scene("meeting", "theirs", "done", "meeting_held"),
    "card_meeting": Scene("meeting", "theirs", "done", "meeting_held"),
    "form_quote": Scene("form", "theirs", "interested", "form_id"),
    "form_info": Scene("form", "theirs", "interested", "form_id"),
    "call_in_info": Scene("call", "theirs", "reached", "inbound_call"),
    "call_in_quote": Scene("call", "theirs", "interested", "inbound_call"),
    "call_in_complaint": Scene("call", "theirs", "reached", "inbound_call"),
    "referral_note": Scene("note", "ours", "done", ""),
    "call_no_answer": Scene("call", "ours", "no_answer", ""),
    "call_message": Scene("call", "ours", "voicemail", ""),
    "call_interested": Scene("call", "ours", "interested", ""),
    "call_refused": Scene("call", "ours", "not_now", ""),
    "call_meeting": Scene("call", "ours", "reached", ""),
    "email_sent": Scene("email", "ours", "done", ""),
    "email_reply": Scene("email", "theirs", "done", "reply"),
    "email_quote": Scene("email", "theirs", "interested", "reply"),
    "visit": Scene("visit", "ours", "done", "meeting_held"),
    "order": Scene("order", "theirs", "done", "order"),
    "ended_call": Scene("call", "theirs", "refused", "inbound_call"),
    "ended_note": Scene("note", "ours", "done", ""),
}
OPENINGS: Final[dict[Source, tuple[str, ...]]] = {
    "fair": ("fair_meeting",),
    "business_card": ("card_meeting",),
    "form": ("form_quote", "form_info"),
    "website": ("form_info",),
    "phone_in": ("call_in_info", "call_in_quote"),
    "referral": ("referral_note",),
    "purchased_list": ("call_no_answer", "call_message"),
}
# What may follow the opening, by stage: how many times at least and at most, and the scenes.
_COURSE: Final = {
    COLD: (0, 2, ("call_no_answer", "call_no_answer", "call_message", "call_refused", "email_sent")),
    LEAD: (2, 4, ("call_interested", "call_meeting", "email_sent", "email_reply", "email_quote", "visit",
                  "call_message", "call_in_quote")),
    CUSTOMER: (3, 6, ("order", "order", "order", "visit", "email_sent", "email_reply", "email_quote",
                      "call_in_info", "call_in_complaint", "call_meeting")),
    FORMER: (2, 4, ("order", "order", "visit", "email_reply", "call_in_complaint", "call_no_answer")),
}  # fmt: skip
_AT_WORK_ONLY: Final = {"call_interested", "call_meeting", "visit"}
_FORMER_SILENCE: Final = timedelta(days=270)
# From this day on a consumer is called only after a consent (law 2025-594): we answer by e-mail instead.
_CALLS_ASKED_FOR: Final = datetime(2026, 8, 11, tzinfo=PARIS)
_NOTED: Final = 0.62
_TASK_SHARES: Final = {COLD: 0.10, LEAD: 0.45, CUSTOMER: 0.30, FORMER: 0.04}
_DAYS: Final = ("lundi", "mardi", "mercredi", "jeudi", "vendredi")
_MONTHS: Final = ("janvier", "mars", "avril", "juin", "septembre", "octobre", "novembre")
_DELAYS: Final = ("48 heures", "une semaine", "dix jours", "trois semaines")


def interactions(rng: Random, calendar: Calendar, contact: DemoContact) -> Iterator[DemoInteraction]:
    """The contact's history, oldest first; nothing after an objection, nor lately with a former customer."""
    end = contact.objections[0][1] if contact.objections else calendar.now
    if contact.stage == FORMER:
        end = min(end, calendar.now - _FORMER_SILENCE)
    fewest, most, course = _COURSE[contact.stage]
    consumer = contact.company is None
    course = tuple(scene for scene in course if not (consumer and scene in _AT_WORK_ONLY))
    drawn = (calendar.between(rng, contact.collected_at, end) for _ in range(rng.randint(fewest, most)))
    moments = sorted({moment for moment in drawn if moment})
    names = [rng.choice(course) for _ in moments]
    if contact.stage == FORMER and names:
        names[-1] = rng.choice(("ended_call", "ended_note"))
    if contact.stage in (CUSTOMER, FORMER) and "order" not in names and len(names) > 1:
        names[rng.randrange(len(names) - 1)] = "order"
    names.insert(0, rng.choice(OPENINGS[contact.source]))
    for moment, drawn_name in zip((contact.collected_at, *moments), names, strict=True):
        name = _lawful(drawn_name, moment, contact)
        yield DemoInteraction(contact.key, moment, *SCENES[name], note(rng, name, consumer=consumer))


def _lawful(name: str, moment: datetime, contact: DemoContact) -> str:
    """The scene, or what we did instead of a call that nobody had agreed to, or of an e-mail to no address."""
    ours = SCENES[name].kind == "call" and SCENES[name].direction == "ours"
    asked = contact.capacity in ("consumer", "unknown") and moment >= _CALLS_ASKED_FOR
    name = "email_sent" if ours and asked else name
    return "call_in_info" if SCENES[name].kind == "email" and not contact.emails else name


def note(rng: Random, scene: str, *, consumer: bool) -> str:
    """A short objective sentence about a scene, or nothing."""
    templates = suiting("notes", consumer=consumer)[scene]
    if not templates or rng.random() >= _NOTED:
        return ""
    return filled(rng, rng.choice(templates))


def tasks(rng: Random, calendar: Calendar, contact: DemoContact) -> Iterator[DemoTask]:
    """At most one task, none for somebody who has objected; a past one is done more often than not."""
    if contact.objections or rng.random() >= _TASK_SHARES[contact.stage]:
        return
    earliest = max(contact.collected_at, calendar.now - timedelta(days=25))
    due = calendar.between(rng, earliest, calendar.now + timedelta(days=45))
    kinds = suiting("tasks", consumer=contact.company is None)
    kind = rng.choice(tuple(kinds))
    if due is not None and kinds[kind]:
        done = due < calendar.now and rng.random() < 0.7
        yield DemoTask(contact.key, due, cast(TaskKind, kind), filled(rng, rng.choice(kinds[kind])), done)


def filled(rng: Random, template: str) -> str:
    """A template with its variables drawn."""
    return template.format(
        goods=rng.choice(lines("goods")),
        count=rng.choice((2, 4, 6, 10, 12, 20, 24, 40, 50, 80, 100)),
        day=rng.choice(_DAYS),
        month=rng.choice(_MONTHS),
        amount=f"{rng.randrange(400, 24_000, 50):,}".replace(",", "\u202f"),
        delay=rng.choice(_DELAYS),
        order=f"BC-{rng.randrange(10_000, 99_999)}",
    )
