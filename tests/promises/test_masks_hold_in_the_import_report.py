"""An import, from its columns and its preview to its report, shows no phone and no e-mail of the file or of the base."""

from django.core.files.uploadedfile import SimpleUploadedFile

from licite.intake import jobs
from licite.intake.tests.conftest import in_worker, worker_role
from tests.plugin import database_name, superuser
from tests.promises.masks import OWN, covered
from tests.promises.steady import Steady
from tests.world import EAST, MAX, person

FOREIGN = person(EAST, 3)
FILE = (
    "Nom,Prénom,Mail,Tél\n"
    f"Neuf,Nina,nina.neuf@nouvelle.example,+33 2 99 00 77 66\n"
    f"{OWN.last},{OWN.first},{OWN.email},{OWN.phone}\n"
    f"{FOREIGN.last},{FOREIGN.first},{FOREIGN.email},{FOREIGN.phone}\n"
    "Faux,Flo,flo.faux@@nouvelle.example,12\n"
)
COLUMNS = ("last_name", "first_name", "email", "phone")
GIVEN = {
    "cell": "11", "source": "customer_file", "purpose": "prospection", "basis": "legitimate_interest",
    "capacity": "unknown", "country": "FR", "collected": "", "capacity_column": "",
}  # fmt: skip


def test_the_report_is_covered(fresh):
    client = Steady(MAX)
    file = SimpleUploadedFile("salon.csv", FILE.encode(), "text/csv")
    pages = []
    steps = ({"file": file}, {f"column-{n}": one for n, one in enumerate(COLUMNS)}, GIVEN, {"act": "run"})
    answer = {"Location": "/imports/new/"}
    for given in steps:
        pages.append(client.get(answer["Location"]))
        answer = client.post(answer["Location"], given)
        assert answer.status_code == 302
    with superuser(database_name()) as connection:
        ((args,),) = connection.execute("SELECT args FROM jobs.procrastinate_jobs").fetchall()
    assert "nouvelle" not in str(args)
    with worker_role():
        jobs.import_file(in_worker(), **args)
    report = answer["Location"]
    asked = [report, "/imports/", f"{report}report.csv"]
    asked += [f"{report}?outcome={one}" for one in ("created", "waiting", "refused")]
    for page in (*pages, *map(client.get, asked)):
        shown = covered(page)
        for clear in ("nina.neuf@", "flo.faux@", "99 00 77 66", "299007766"):
            assert clear not in shown
