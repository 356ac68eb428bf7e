"""The report of an import leads whoever may merge to the duplicates found among its records, or says that none were looked for."""

from licite.intake.tests.conftest import run, staged
from licite.intake.tests.test_import import HEADER
from licite.intake.tests.test_left_undecided import text
from licite.people.jobs.duplicates import search
from tests import workers
from tests.conftest import browser_of
from tests.world import MAX

TWO = (
    HEADER + "Nina;Alpha;Fonderies;nina@x.example;;74000;\nNina;Alpha;Scieries;nina.alpha@y.example;;25000;\n"
)
ALIKE = "Nina;Alpha;Fonderies;n.a@z.example;;13001;\n"


def test_the_report_leads_to_the_duplicates_among_its_records(fresh, as_worker):
    with as_worker():
        first = staged(TWO.partition("Nina;Alpha;Scieries")[0])
        run(first)
        second = staged(HEADER + ALIKE)
        run(second)
    browser, report = browser_of(MAX), f"/imports/{second.public}/"
    browser.post(report + "left/", {"all": "keep"})
    assert "Les doublons n’ont pas été cherchés depuis cet import" in text(browser, report)
    with workers.as_worker():
        assert search()
    page = text(browser, report)
    assert "1 doublon possible parmi les fiches de cet import" in page
    assert 'href="/duplicates/"' in page.partition("doublon possible")[2].partition("</p>")[0]
    assert "Les doublons n’ont pas été cherchés" not in page
