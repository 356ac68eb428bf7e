"""What appears while you type is masked like everything else."""

from tests.promises.masks import OWN, get
from tests.world import ANNA, RITA


def test_live_search_is_covered(fresh):
    for member in (RITA, ANNA):
        for term in ("alm", "gui", OWN.email):
            shown = get(
                member, f"/contacts/?q={term}", typed=[term], **{"HX-Request": "true", "HX-Target": "results"}
            )
            assert "<html" not in shown
            assert OWN.last in shown
