"""The pages of sales, as their readers get them: few statements, every act without script, forms that say what is wrong."""

import html
import re
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from licite.people.tests.ways import as_superuser
from licite.sales.following import channel_of
from licite.sales.tests.ways import lay
from tests.promises.steady import Steady
from tests.world import ADA, ANNA, EAST, MAX, PAUL, RITA, WEST, Cast, person

pytestmark = pytest.mark.usefixtures("swept")
LEAD, ALMA = person(WEST, 2), person(WEST, 3)
FORM = {
    "deal-title": "Dotation gants",
    "deal-amount": "12 400,50",
    "deal-step": "proposal",
    "deal-expected_on": "2027-01-15",
}


def text(member: Cast, path: str) -> str:
    answer = Steady(member).get(path)
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def new(member: Cast = RITA, **more: str) -> UUID:
    answer = Steady(member).post(f"/contacts/{LEAD.public}/deals/new/", FORM | more)
    assert answer.status_code == 303, answer.content.decode()[-3000:]
    return UUID(answer["Location"].split("/")[-2])


def test_a_deal_is_made_by_a_form_and_stands_on_the_board_in_the_list_and_on_the_record():
    new()
    for path in ("/deals/", "/deals/list/", f"/contacts/{LEAD.public}/"):
        page = text(RITA, path)
        assert "Dotation gants" in page
        assert "12\u202f400,50\u00a0€" in page


def test_in_the_list_the_title_opens_the_deal_and_the_name_the_person():
    deal = new()
    page = text(RITA, "/deals/list/")
    assert f'<a href="/deals/{deal}/">Dotation gants</a>' in page
    assert f'class="name"><a href="/contacts/{LEAD.public}/">' in page


def test_a_title_that_is_masked_is_called_so_on_the_record_too():
    new(RITA)
    assert "intitulé masqué" in text(PAUL, f"/contacts/{LEAD.public}/")
    assert "intitulé masqué" not in text(RITA, f"/contacts/{LEAD.public}/")


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("deal-amount", "beaucoup", "pas un montant"),
        ("deal-amount", "-5", "pas un montant"),
        ("deal-title", "Soins pour son cancer", "semble parler"),
        ("deal-title", "FR76 3000 6000 0112 3456 7890 189", "IBAN"),
        ("deal-expected_on", "demain", "date"),
        ("deal-probability", "140", "100"),
        ("deal-next_step", "Relancer", "quand"),
        ("deal-expected_on", "2020-01-15", "passé"),
        ("deal-next_on", "2020-01-15", "passé"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(field: str, typed: str, said: str):
    answer = Steady(RITA).post(f"/contacts/{LEAD.public}/deals/new/", FORM | {field: typed})
    assert answer.status_code == 200
    assert re.search(rf'errorlist"[^>]*>.*{said}', answer.content.decode(), re.DOTALL)


def test_a_card_moves_by_its_form_and_comes_back_to_the_board():
    public = new()
    answer = Steady(RITA).post(f"/deals/{public}/step/", {"step": "negotiation", "back": "/deals/?owner=2"})
    assert (answer.status_code, answer["Location"]) == (303, "/deals/?owner=2")
    assert "Négociation" in text(RITA, f"/deals/{public}/")


@pytest.mark.parametrize("back", ["https://ailleurs.example/", "//ailleurs.example/", "javascript:alert(1)"])
def test_a_move_never_leads_out_of_the_house(back: str):
    public = new()
    answer = Steady(RITA).post(f"/deals/{public}/step/", {"step": "needs", "back": back})
    assert answer["Location"] == f"/deals/{public}/"


def test_a_card_taken_to_its_end_asks_why_and_a_lead_won_is_proposed_as_a_customer():
    public = new()
    client = Steady(RITA)
    answer = client.post(f"/deals/{public}/step/", {"step": "won"})
    assert answer["Location"] == f"/deals/{public}/close/won/"
    assert client.post(answer["Location"], {}).status_code == 200
    assert client.post(answer["Location"], {"close-reason": "price"}).status_code == 303
    page = text(RITA, f"/deals/{public}/")
    assert f"/contacts/{LEAD.public}/stage/win/" in page
    assert "Dotation gants" in text(RITA, "/deals/list/?step=won")


def test_readers_get_no_form():
    lay(ALMA, RITA, cents=700_000)
    for member in (ANNA, ADA):
        page = text(member, "/deals/")
        assert "data-deal" not in page
        assert "/step/" not in page
        assert "/deals/new/" not in text(member, f"/contacts/{ALMA.public}/")


@pytest.mark.parametrize("path", ["/deals/", "/deals/list/", "/deals/list/?sort=amount", "/forecast/"])
def test_the_number_of_statements_does_not_grow_with_the_deals(path: str):
    counts = []
    for number in range(3):
        if number:
            for place in range(12):
                lay(
                    person(WEST, place % 4 + 1, place % 3),
                    MAX,
                    cents=place * 1000,
                    number=number * 20 + place,
                )
        with CaptureQueriesContext(connection) as asked:
            text(MAX, path)
        counts.append(len(asked))
    assert counts[1] == counts[2]
    assert max(counts) <= 12


def test_the_list_goes_on_where_the_page_ended():
    for number in range(53):
        lay(ALMA, RITA, cents=number * 100, number=number)
    for order in ("", "&sort=amount"):
        first = text(RITA, f"/deals/list/?step=all{order}")
        (after,) = set(re.findall(r"after=([0-9a-f-]{36})", first))
        second = text(RITA, f"/deals/list/?step=all{order}&after={after}")
        seen = [set(re.findall(r'<a href="(/deals/[0-9a-f-]{36}/)">', page)) for page in (first, second)]
        assert (len(seen[0]), len(seen[1]), len(seen[0] & seen[1])) == (50, 3, 0)
    assert text(RITA, "/deals/list/?after=nothing")


def test_filters_narrow_and_unknown_ones_fall_away():
    lay(LEAD, PAUL, cents=100, number=1)
    lay(ALMA, RITA, cents=100, number=2, step="proposal")
    assert LEAD.last in text(RITA, f"/deals/list/?owner={PAUL.id}")
    assert ALMA.last not in text(RITA, f"/deals/list/?owner={PAUL.id}")
    assert LEAD.last not in text(RITA, "/deals/list/?step=proposal")
    assert text(RITA, "/deals/list/?month=2027-01").count('class="name"') == 2
    assert text(RITA, "/deals/list/?step=x&owner=y&month=2027-99&portfolio=0").count('class="name"') == 2


def test_a_company_tells_the_sum_of_the_deals_in_sight_alone():
    lay(ALMA, RITA, cents=300_000, number=1)
    lay(LEAD, RITA, cents=120_000, number=2)
    path = f"/companies/{UUID(int=WEST, version=4)}/deals/"
    assert "4\u202f200\u00a0€" in text(RITA, path)
    assert "1\u202f200\u00a0€" in text(PAUL, path)
    assert "4\u202f200" not in text(PAUL, path)
    assert "€" not in text(ANNA, path)
    assert path in text(RITA, path.removesuffix("deals/"))


def test_a_manager_hands_a_deal_to_whoever_makes_deals_there_and_to_nobody_else():
    public = lay(ALMA, RITA, cents=300_000)
    client = Steady(MAX)
    assert RITA.name in text(MAX, f"/deals/{public}/")
    assert "/hand/" not in text(RITA, f"/deals/{public}/")
    client.post(f"/deals/{public}/hand/", {"to": str(ANNA.id)})
    assert f"<dd>{RITA.name}</dd>" in text(MAX, f"/deals/{public}/")
    assert client.post(f"/deals/{public}/hand/", {"to": str(MAX.id)}).status_code == 303
    assert f"<dd>{MAX.name}</dd>" in text(MAX, f"/deals/{public}/")


def test_the_list_sums_what_it_shows_and_says_what_is_late():
    lay(ALMA, RITA, cents=1_000_000, number=1)
    lay(LEAD, RITA, cents=500_000, number=2)
    page = text(RITA, "/deals/list/")
    assert "<b>2</b> affaires" in page
    assert "<b>15\u202f000\u00a0€</b>" in page
    assert "chip--care" not in page
    as_superuser("UPDATE sales_deal SET expected_on = current_date - 3 WHERE contact = %s", ALMA.id)
    as_superuser("UPDATE sales_deal SET next_on = current_date - 1 WHERE contact = %s", LEAD.id)
    page = text(RITA, "/deals/list/")
    assert "1 conclusion dépassée" in page
    assert "1 prochaine étape en retard" in page
    for late, here, gone in (("closing", ALMA, LEAD), ("step", LEAD, ALMA)):
        page = text(RITA, f"/deals/list/?late={late}")
        assert "<b>1</b> affaire" in page
        assert f"Lot {here.last}" in page
        assert f"Lot {gone.last}" not in page
    assert "<b>2</b> affaires" in text(RITA, "/deals/list/?late=any")


def test_a_filter_is_taken_away_alone():
    lay(ALMA, RITA, cents=100)
    page = text(RITA, "/deals/list/?step=all&late=any")
    assert 'href="?late=any"' in page
    assert 'href="?step=all"' in page


@pytest.mark.parametrize(
    ("step", "channel"),
    [
        ("Appeler pour préciser le besoin", "phone"),
        ("Rappel lundi", "phone"),
        ("Envoyer le devis par e-mail", "email"),
        ("Répondre à l’appel d’offres", None),
        ("Relancer sur le devis", None),
        ("Appeler, sinon e-mail", None),
        ("", None),
        (None, None),
    ],
)
def test_the_words_of_a_next_step_tell_its_channel(step: str | None, channel: str | None):
    assert channel_of(step) == channel


def test_a_next_step_that_the_law_refuses_says_so_on_the_deal_and_on_its_card(fresh: None):
    calls = new(**{"deal-next_step": "Appeler", "deal-next_on": "2027-01-04"})
    paths = (f"/deals/{calls}/", "/deals/")
    assert not any("Appel interdit" in text(RITA, path) for path in paths)
    as_superuser("UPDATE people_contact SET restricted = true WHERE id = %s", LEAD.id)
    for path in paths:
        assert "Appel interdit · fiche limitée" in html.unescape(text(RITA, path))


def test_a_new_deal_begins_from_the_board_or_the_list_with_whom_it_is():
    for path in ("/deals/", "/deals/list/"):
        assert 'href="/deals/new/"' in text(RITA, path)
        assert 'href="/deals/new/"' not in text(ADA, path)
    assert f"/contacts/{LEAD.public}/deals/new/" in text(RITA, f"/deals/new/?q={LEAD.last}")
    assert "trois lettres" in text(RITA, "/deals/new/?q=x")
    assert f"/contacts/{person(EAST, 2).public}/" not in text(RITA, f"/deals/new/?q={person(EAST, 2).last}")


def test_the_board_says_whose_each_deal_is_where_there_are_several():
    new(RITA)
    assert "deal__owner" not in text(MAX, "/deals/")
    new(MAX)
    page = text(MAX, "/deals/")
    assert page.count("deal__owner") == 2
    assert RITA.name in page


def test_a_deal_that_is_late_is_edited_without_moving_its_days_but_into_no_other_past():
    public = new()
    as_superuser("UPDATE sales_deal SET expected_on = '2020-01-15' WHERE public = %s", public)
    kept = {name: value for name, value in FORM.items() if name != "deal-step"}
    late = kept | {"deal-expected_on": "2020-01-15"}
    assert Steady(RITA).post(f"/deals/{public}/edit/", late).status_code == 303
    assert (
        Steady(RITA).post(f"/deals/{public}/edit/", late | {"deal-expected_on": "2020-01-16"}).status_code
        == 200
    )


def test_a_day_that_a_next_step_needs_is_called_optional_nowhere():
    page = text(RITA, f"/contacts/{LEAD.public}/deals/new/")
    assert "facultatif" not in page.split("Date de la prochaine étape")[1].split("</label>")[0]


def test_whom_a_new_deal_is_with_opens_by_the_name():
    page = text(RITA, f"/deals/new/?q={LEAD.last}")
    assert f'<a class="link" href="/contacts/{LEAD.public}/deals/new/">' in page


def test_a_card_that_stays_says_why():
    public = new()
    as_superuser("UPDATE people_contact SET restricted = true WHERE id = %s", LEAD.id)
    new_elsewhere = FORM | {"deal-title": "Autre affaire"}
    assert Steady(RITA).post(f"/contacts/{ALMA.public}/deals/new/", new_elsewhere).status_code == 303
    page = text(RITA, "/deals/")
    card = next(one for one in page.split("<li ")[1:] if str(public) in one)
    assert "data-still=" in card
    assert "limitation" in card
