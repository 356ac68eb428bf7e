"""Data that was bought: the seller's text must name us, and comes with the seller's papers."""

from datetime import UTC, datetime

import pytest

from licite.access.refusals import Refused
from licite.lawful.actions import consents as actions
from licite.lawful.models import ConsentSource, PositiveAct, Wording
from licite.lawful.proofs.sealing import ConsentDetails
from licite.people.tests.proofs import call_the_house, give, given, keep, path, stored
from licite.people.tests.ways import get, row, text
from tests.conftest import inside
from tests.world import DORA, RITA

SEEN = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
SELLER = {
    "seller": "Fichiers Réunis",
    "text": "J’accepte que Maison Lumière SARL m’écrive au sujet de nos lampes.",
}
PAPERS = {
    "seller_form": "formulaire 7",
    "seller_date": "2026-05-02",
    "audit": "échantillon de 50 formulaires vus",
}


@pytest.mark.usefixtures("fresh")
def test_bought_data_comes_with_the_sellers_papers_and_names_us():
    call_the_house("Maison Lumière SARL")
    text_of = keep(**SELLER)
    assert {"seller_form", "seller_date", "audit"} <= set(give(text_of).context["form"].errors)
    consent = given(text_of, **PAPERS)
    assert stored(consent, "upstream, names_us") == [True, True]
    shown = text(get(DORA, path(consent)))
    assert "Fichiers Réunis" in shown
    assert "2 mai 2026" in shown


@pytest.mark.usefixtures("fresh")
def test_a_sellers_text_that_does_not_name_us_gives_no_consent_to_write_or_call():
    call_the_house("Maison Lumière SARL")
    text_of = keep(**{**SELLER, "text": "J’accepte que des partenaires m’écrivent."})
    assert "wording" in give(text_of, **PAPERS).context["form"].errors
    with inside(RITA) as actor:
        told = Wording.objects.get(public=text_of)
        details = ConsentDetails(
            identifier="x", reference="x", seller="x", seller_form="x", seller_date="2026-05-02"
        )
        new = actions.NewConsent(
            wording=told, act=PositiveAct.BUTTON, given_at=SEEN, zone="Europe/Paris", source=ConsentSource.FILE, details=details
        )  # fmt: skip
        with pytest.raises(Refused):
            actions.record_consent(actor, contact=row(actor), new=new)
