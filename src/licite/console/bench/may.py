"""`licite bench may`: so many verdicts, facts read from the database included."""

import time
from collections import Counter
from collections.abc import Iterator

from licite.access import gate
from licite.console.bench.standing import is_demo
from licite.kit import clock
from licite.lawful.facts import known
from licite.people.models import Contact

BATCH = 5000
CHANNEL = "phone"


def measure(*, subjects: int) -> dict[str, object]:
    """Seconds to read the facts of so many and to judge them by phone, each for its own purpose; what came out."""
    if not is_demo():
        raise SystemExit("licite: bench reads every record; it works on demo homes only")
    codes: Counter[str] = Counter()
    read = judged = 0.0
    with gate.as_system("bench"):
        began = time.monotonic()
        for ids in batches(subjects):
            start = time.monotonic()
            found = known(ids, at=clock.now())
            between = time.monotonic()
            codes.update(found.verdict(one, "", CHANNEL).code for one in found.records)
            read, judged = read + between - start, judged + time.monotonic() - between
        seconds = time.monotonic() - began
    return {
        "subjects": codes.total(),
        "seconds": round(seconds, 2),
        "facts": round(read, 2),
        "verdicts": round(judged, 2),
        "codes": dict(codes.most_common()),
    }


def batches(subjects: int) -> Iterator[list[int]]:
    """The ids of the first so many records, in constant memory."""
    last = 0
    while subjects > 0:
        after = Contact.objects.filter(id__gt=last).order_by("id").values_list("id", flat=True)
        ids = list(after[: min(BATCH, subjects)])
        if not ids:
            return
        yield ids
        last, subjects = ids[-1], subjects - len(ids)
