"""What can be wrong with a journal, each in one sentence an operator understands."""

from enum import StrEnum
from typing import Final

from django.utils.translation import gettext_lazy as _


class Fault(StrEnum):
    """The finding of a verification."""

    ANOTHER_CLUSTER = "another_cluster"
    BACKDATED = "backdated"
    BLOCK_CHANGED = "block_changed"
    BLOCK_MISSING = "block_missing"
    CHECKPOINT_DAMAGED = "checkpoint_damaged"
    CHECKPOINT_DIFFERS = "checkpoint_differs"
    CHECKPOINTS_GONE = "checkpoints_gone"
    FROM_THE_FUTURE = "from_the_future"
    ROWS_CHANGED = "rows_changed"
    SIGNATURE_WRONG = "signature_wrong"
    TRUNCATED = "truncated"


SENTENCES: Final = {
    Fault.ANOTHER_CLUSTER: _(
        "This journal was restored into another database server, whose counter of transactions is behind its last"
        " seal. What was sealed can be checked on the first server only."
    ),
    Fault.BACKDATED: _(
        "A row says it was written long before the seal it followed: it was added afterwards."
    ),
    Fault.BLOCK_CHANGED: _("This block, or its link to the one before, was changed after it was sealed."),
    Fault.BLOCK_MISSING: _("This block is missing from the chain."),
    Fault.CHECKPOINT_DAMAGED: _(
        "The checkpoint of this block is damaged: the file of checkpoints was changed."
    ),
    Fault.CHECKPOINT_DIFFERS: _("This block is not the one its checkpoint names: the chain was made again."),
    Fault.CHECKPOINTS_GONE: _(
        "No checkpoint is left: without them, nobody can tell whether the end was cut off."
    ),
    Fault.FROM_THE_FUTURE: _(
        "A row bears a transaction that the database has not reached: it was added by hand."
    ),
    Fault.ROWS_CHANGED: _("Rows of this block were changed, removed or added after it was sealed."),
    Fault.SIGNATURE_WRONG: _("The signature of this block was not made with this house's key."),
    Fault.TRUNCATED: _("The journal ends before its last checkpoint: from this block on, it was cut off."),
}


class Broken(Exception):
    """The journal is not what was sealed. `seq` is the first bad block, or None when no block is to blame."""

    def __init__(self, fault: Fault, seq: int | None = None) -> None:
        super().__init__(fault if seq is None else f"{fault} at block {seq}")
        self.fault = fault
        self.seq = seq
