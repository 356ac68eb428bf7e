"""What the page of a hand-over says once it is done: who took over what, what stays, and the way to end an access."""

from uuid import UUID

from licite.desk.tests.test_handovers import OVER, TASK, carried_out, deal, ordered
from licite.people.tests.ways import as_superuser, get, post, text
from tests.world import BEN, MAX, RITA, WEST, person


def test_the_report_names_both_and_leads_to_the_end_of_the_leaver_s_access(fresh):
    one = person(WEST, 2)
    as_superuser(TASK, one.id, one.cell, RITA.id)
    deal(one, RITA)
    as_superuser("UPDATE access_grant SET portfolios = '{1,2}' WHERE member_id = %s", BEN.id)
    ((grant,),) = as_superuser("SELECT public FROM access_grant WHERE member_id = %s", RITA.id)
    to_end = f"/grants/{UUID(int=RITA.id, version=4)}/{grant}/end/"
    behind = text(get(MAX, to_end))
    assert "a du travail en cours dans un portefeuille" in behind
    public = ordered(target=WEST, tasks_from=RITA.id, tasks_to=BEN.id, deals_to=BEN.id)
    assert to_end not in text(get(MAX, f"/portfolios/hand-overs/{public}/"))
    carried_out(public)
    shown = text(get(MAX, f"/portfolios/hand-overs/{public}/"))
    assert RITA.name in shown
    assert shown.count(f"1, à {BEN.name}") == 2
    assert to_end in shown
    last = text(get(MAX, to_end))
    assert "du travail en cours" not in last
    assert "C’est la dernière habilitation de" in last
    assert "mêmes fiches" not in last
    assert "<dd>0 fiche" not in last


def test_what_a_restricted_record_keeps_with_its_giver_is_said_before_and_after(fresh):
    passing, still = person(WEST, 2), person(WEST, 3)
    for one in (passing, still):
        deal(one, RITA)
    as_superuser("UPDATE people_contact SET restricted = true WHERE id = %s", still.id)
    as_superuser("UPDATE access_grant SET portfolios = '{1,2}' WHERE member_id = %s", BEN.id)
    ((grant,),) = as_superuser("SELECT public FROM access_grant WHERE member_id = %s", RITA.id)
    chosen = {"target": WEST, "tasks_from": RITA.id, "tasks_to": BEN.id, "deals_to": BEN.id}
    before = text(post(MAX, f"/portfolios/{WEST}/hand-over/", OVER | chosen))
    assert "1 affaire en cours reste à qui la suit : sa fiche est limitée" in before.replace("\xa0", " ")
    public = ordered(**chosen)
    carried_out(public)
    shown = text(get(MAX, f"/portfolios/hand-overs/{public}/")).replace("\xa0", " ")
    assert f"{RITA.name} garde, dans Ouest : 1 affaire en cours." in shown
    assert shown.index("Annuler cette") < shown.index(f"/{grant}/end/"), "the end of the access comes last"
