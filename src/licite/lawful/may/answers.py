"""How verdicts are made."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from licite.lawful.may.terms import NOTHING, Law, Light, Param, Verdict

# Duties that ask for an act or for care before the contact; the others go with every message.
HEEDED: Final = frozenset({"give_notice", "similar_only", "trade_only", "visible_only", "old_objection"})


def refuse(
    law: Law,
    code: str,
    rule: str,
    params: Mapping[str, Param] = NOTHING,
    *,
    duties: tuple[str, ...] = (),
    next_at: datetime | None = None,
    light: Light = "no",
) -> Verdict:
    """A no."""
    return Verdict(False, light, code, rule, law.country, params, duties, next_at)  # noqa: FBT003 (its first word)


def allow(
    law: Law, code: str, rule: str, duties: Iterable[str], params: Mapping[str, Param] = NOTHING
) -> Verdict:
    """A yes with its duties, each once."""
    kept = tuple(dict.fromkeys(duties))
    light: Light = "yes" if HEEDED.isdisjoint(kept) else "care"
    return Verdict(True, light, code, rule, law.country, params, kept)  # noqa: FBT003 (its first word)
