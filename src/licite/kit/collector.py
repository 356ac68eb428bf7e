"""Python's collector of cycles, where work comes by the hundred thousand: it would go over everything again and again."""

import gc

YOUNG = 20_000
"""New objects that call it; a batch of an import makes as many, and lets go of them by itself."""
OLDER = 20


def settle() -> None:
    """Leaves what is loaded by now alone, and comes less often for the rest. For processes that work by batches."""
    gc.freeze()
    gc.set_threshold(YOUNG, OLDER, OLDER)
