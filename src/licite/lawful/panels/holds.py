"""What holds back a contact by one channel: for the acts of a record, which offer nothing that the law would refuse."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from licite.lawful.may import Verdict
from licite.lawful.words import explain, passes


@dataclass(frozen=True)
class Hold:
    """Why the person may not be reached by a channel whatever the hour, "" where one may; else from when one may, None for
    now. `meets`: an appointment may be agreed on all the same.
    """

    why: str = ""
    later: datetime | None = None
    meets: bool = True


FREE: Final = Hold()


def holds_of(found: Mapping[str, Verdict], language: str) -> Mapping[str, Hold]:
    """Of each channel that is not open."""
    return {channel: _hold(one, language) for channel, one in found.items() if not one.allowed}


def _hold(verdict: Verdict, language: str) -> Hold:
    meets = verdict.code == "hours"
    if passes(verdict):
        return Hold(later=verdict.next_at, meets=meets)
    return Hold(explain(verdict, language).reason, meets=meets)
