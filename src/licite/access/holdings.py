"""What access holds: members and their rights, the gate's own tables, and the queue that the gate fills."""

from licite.inventory.declare import (
    CELL,
    CHOICE,
    DATE,
    ID,
    MEMBER,
    NUMBER,
    SECRET,
    SETTING,
    STAFF,
    About,
    Ends,
    Held,
    Holding,
    Recipients,
    derived,
)

PROOF = "who could see what, and when, is proved by it long after a member has left"


def machinery(table: str, why: str, /, **fields: Held) -> Holding:
    """A table of the gate's own, which no role of the house reads."""
    return Holding(
        table=table, about=About.NOBODY, recipients=Recipients.GATE, ends=Ends.KEPT, why=why, fields=fields
    )


def queue(model: str, /, **fields: Held) -> Holding:
    """A table of the job queue: names of jobs and ids."""
    return Holding(
        model=f"procrastinate.{model}",
        about=About.NOBODY,
        recipients=Recipients.MACHINE,
        ends=Ends.KEPT,
        why="a job carries ids and the member who asked, never a value of a person",
        fields=fields,
    )


HOLDINGS = (
    Holding(
        model="access.Member",
        about=About.MEMBER,
        path="id",
        recipients=Recipients.COLLEAGUES,
        ends=Ends.KEPT,
        why=PROOF,
        fields={
            "id": MEMBER,
            "public": ID,
            "name": STAFF,
            "language": SETTING,
            "notice_read_at": DATE,
            "joined_at": DATE,
            "left_at": DATE,
        },
    ),
    Holding(
        model="access.Grant",
        about=About.MEMBER,
        path="member_id",
        recipients=Recipients.COLLEAGUES,
        ends=Ends.KEPT,
        why=PROOF,
        fields={
            "id": ID,
            "public": ID,
            "member_id": MEMBER,
            "profile_id": ID,
            "portfolios": CELL,
            "stages": CELL,
            "cells": CELL,
            "starts_at": DATE,
            "ends_at": DATE,
            "given_by": MEMBER,
            "stands_for": MEMBER,
        },
    ),
    Holding(
        model="access.Reveal",
        about=About.CONTACT,
        path="contact",
        recipients=Recipients.ONESELF,
        ends=Ends.ERASED,
        why="names a field and an act, not the value; the journal keeps the trace for its own time",
        fields={
            "id": ID,
            "member_id": MEMBER,
            "contact": ID,
            "cell": CELL,
            "place": NUMBER,
            "field": CHOICE,
            "act": derived(CHOICE),
            "at": derived(DATE),
            "until": DATE,
        },
    ),
    Holding(
        model="access.Portfolio",
        about=About.NOBODY,
        recipients=Recipients.COLLEAGUES,
        ends=Ends.KEPT,
        why="a territory or a sector, named by the organisation",
        fields={"id": ID, "name": SETTING, "closed_at": DATE},
    ),
    Holding(
        model="access.Placement",
        about=About.NOBODY,
        recipients=Recipients.COLLEAGUES,
        ends=Ends.KEPT,
        why="a rule of the organisation about territories and sectors",
        fields={
            "id": ID,
            "position": NUMBER,
            "portfolio_id": ID,
            "country": CHOICE,
            "places": SETTING,
            "sectors": CHOICE,
        },
    ),
    Holding(
        model="access.Profile",
        about=About.NOBODY,
        recipients=Recipients.COLLEAGUES,
        ends=Ends.KEPT,
        why="a set of rights",
        fields={
            "id": ID,
            "key": SETTING,
            "acts": CHOICE,
            "permissions": CHOICE,
            "levels": SETTING,
            "reveals_a_day": NUMBER,
        },
    ),
    Holding(
        model="access.ProfileChange",
        about=About.MEMBER,
        recipients=Recipients.COLLEAGUES,
        ends=Ends.KEPT,
        why="who opened what to whom, on whose word and why, is proved by it long after a member has left",
        fields={
            "id": ID,
            "profile_id": ID,
            "version": NUMBER,
            "before": SETTING,
            "after": SETTING,
            "reason": SETTING,
            "member": MEMBER,
            "at": DATE,
        },
    ),
    Holding(
        table="gate.ticket",
        about=About.MEMBER,
        path="member",
        recipients=Recipients.GATE,
        ends=Ends.KEPT,
        why="the hash of a session that has ended opens nothing, and says when a member was signed in",
        fields={
            "hash": SECRET,
            "member": MEMBER,
            "minted_at": DATE,
            "seen_at": DATE,
            "expires_at": DATE,
            "ended_at": DATE,
        },
    ),
    machinery(
        "gate.vault", "the key that binds a context to its transaction", inner_key=SECRET, outer_key=SECRET
    ),
    machinery("gate.clock", "what a test database adds to the time", shift=SETTING),
    machinery("gate.job", "the closed list of jobs", name=SETTING, permission=CHOICE),
    machinery(
        "gate.rule",
        "the figures of the packs",
        country=CHOICE,
        key=SETTING,
        unit=CHOICE,
        scale=NUMBER,
        figure=NUMBER,
        codes=CHOICE,
        base_figure=NUMBER,
        base_codes=CHOICE,
        least=NUMBER,
        most=NUMBER,
        stricter=CHOICE,
        editor=CHOICE,
    ),
    machinery(
        "gate.law",
        "the organisation's country, and since when its rules hold",
        country=CHOICE,
        version=NUMBER,
    ),
    queue(
        "ProcrastinateJob",
        id=ID,
        queue_name=SETTING,
        task_name=SETTING,
        priority=NUMBER,
        lock=SETTING,
        queueing_lock=SETTING,
        args=SETTING,
        status=CHOICE,
        scheduled_at=DATE,
        attempts=NUMBER,
        abort_requested=CHOICE,
        worker_id=ID,
    ),
    queue("ProcrastinateEvent", id=ID, job_id=ID, type=CHOICE, at=DATE),
    queue("ProcrastinateWorker", id=ID, last_heartbeat=DATE),
    queue(
        "ProcrastinatePeriodicDefer",
        id=ID,
        task_name=SETTING,
        defer_timestamp=NUMBER,
        job_id=ID,
        periodic_id=SETTING,
    ),
)
