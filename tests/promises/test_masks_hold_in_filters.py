"""No filter narrows the list by a covered phone or e-mail."""

import pytest

from tests.promises.masks import OWN, get
from tests.promises.test_masks_hold_in_sorting import order
from tests.world import RITA


@pytest.mark.parametrize("narrow", [f"email={OWN.email}", "phone=%2B33299", "email__startswith=alma", "phone__contains=0009",
                                    "address=Nantes", "token=1", "mask=%2B33+2"])  # fmt: skip
def test_a_filter_by_a_covered_field_is_not_one(fresh, narrow):
    typed = [narrow.split("=")[1]]
    assert order(get(RITA, f"/contacts/?{narrow}", typed=typed)) == order(get(RITA, "/contacts/"))


@pytest.mark.parametrize(
    "narrow",
    [
        "stage=3",
        "portfolio=1",
        "capacity=professional",
        "country=FR",
        "department=44",
        "objected=no",
        "next=none",
        "source=fair",
        "reach=email",
    ],
)
def test_the_filters_are_covered(fresh, narrow):
    assert order(get(RITA, f"/contacts/?{narrow}"))
