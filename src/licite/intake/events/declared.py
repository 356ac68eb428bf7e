"""What whoever brings a file of acts says of it: the tool that kept them, and what its rows do not say."""

from dataclasses import dataclass
from datetime import datetime

from licite.intake.declared import LONGEST_TOOL, DeclarationRefused
from licite.intake.kinds import Kind
from licite.kit import names
from licite.people.choices import Direction, InteractionKind


@dataclass(frozen=True, kw_only=True)
class Told:
    """`tool`: whose numbers these are, and where the acts were kept; sealed when it rests. `at`: when the file came in.

    Of exchanges: `happened`, a value of `InteractionKind`, and `direction` hold where no column says otherwise; `proven`:
    the tool keeps what proves the acts of the persons (the answer, the form, the call with its outcome).
    """

    tool: str
    at: datetime
    happened: str = ""
    direction: str = Direction.OURS.value
    proven: bool = False


def tell(
    kind: str,
    *,
    tool: str,
    at: datetime,
    happened: str = "",
    direction: str = Direction.OURS.value,
    proven: bool = False,
) -> Told:
    """What is told, checked whole. Raises DeclarationRefused: tool, happened, direction."""
    said = names.clean(tool)[:LONGEST_TOOL]
    if not names.fold(said):
        raise DeclarationRefused("tool")
    if kind == Kind.PURCHASES:
        # A purchase is the person's own act, and proves itself (law.md 2).
        return Told(
            tool=said,
            at=at,
            happened=InteractionKind.ORDER.value,
            direction=Direction.THEIRS.value,
            proven=True,
        )
    if happened and happened not in InteractionKind.values:
        raise DeclarationRefused("happened")
    if direction not in Direction.values:
        raise DeclarationRefused("direction")
    return Told(tool=said, at=at, happened=happened, direction=direction, proven=proven)
