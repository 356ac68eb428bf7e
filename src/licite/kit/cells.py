"""A cell is a portfolio crossed with a stage of the life cycle, as one integer: portfolio × 10 + stage."""

from enum import IntEnum


class Stage(IntEnum):
    """The life cycle of a contact; the order is the order of the acts."""

    COLD = 1
    LEAD = 2
    CUSTOMER = 3
    FORMER = 4


def cell_of(portfolio: int, stage: Stage | int) -> int:
    """The cell of a portfolio id and a stage."""
    return portfolio * 10 + int(stage)


def portfolio_of(cell: int) -> int:
    """The portfolio id of a cell."""
    return cell // 10


def stage_of(cell: int) -> Stage:
    """The stage of a cell."""
    return Stage(cell % 10)
