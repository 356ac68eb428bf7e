"""What the tests of consents share: texts kept by the data protection officer, a consent filled in, its proof."""

from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from licite.access import gate, tickets
from licite.packs import changes
from licite.people.tests.ways import ALMA, as_superuser, post
from tests.conftest import session_of
from tests.world import DORA, RITA, Cast, Person

TEXT = {
    "purpose": "newsletter", "channel": "email", "language": "fr", "controller": "Maison Lumière SARL", "third_party": "", "goods": "nos lampes",
    "months": "", "withdrawal": "par le lien de chaque message", "proof_access": "en écrivant à preuves@maison.example", "seller": "", "text": "",
}  # fmt: skip
CALLS = TEXT | {"purpose": "prospection", "channel": "phone", "months": "12"}
GIVEN = {
    "act": "unticked_box", "on": "2026-11-16T10:30", "zone": "Europe/Paris", "source": "event", "reference": "Salon Lumières, stand REPERE-12",
    "identifier": "", "age": "adult", "parent": "", "agreed_on": "", "notice": "", "seller_form": "", "seller_date": "", "audit": "",
}  # fmt: skip
FILE = b"%PDF-1.7\n% MARQUE-DE-PREUVE\n"


def keep(given_text: dict[str, str] = TEXT, **other: str) -> UUID:
    """A text in use for long, kept through its two pages; its public id."""
    given = {**given_text, **other}
    composed = given["text"] or post(DORA, "/wordings/new/", given | {"used_since": ""}).context["preview"]
    given = {"used_since": "2025-01-01", **given, "text": composed}
    shown = post(DORA, "/wordings/new/", given)
    previewed = shown.context["form"].data["previewed"]
    kept = post(DORA, "/wordings/new/", {**given, "previewed": previewed})
    assert kept.status_code == 303, shown.context["form"].errors
    return UUID(kept["Location"].split("/")[-2])


def give(text: UUID, who: Cast = RITA, one: Person = ALMA, file: bytes | None = None, **other: str) -> Any:
    """The answer to a consent recorded in the browser."""
    data: dict[str, Any] = {**GIVEN, "wording": str(text), **other}
    if file is not None:
        data["evidence"] = SimpleUploadedFile("preuve.exe", file, content_type="text/html")
    return post(who, f"/contacts/{one.public}/consents/new/", data)


def given(text: UUID, who: Cast = RITA, one: Person = ALMA, file: bytes | None = None, **other: str) -> UUID:
    """A consent that was recorded; its public id."""
    answer = give(text, who, one, file, **other)
    assert answer.status_code == 303, answer.context["form"].errors if answer.context else answer.content
    return UUID(answer["Location"].split("/")[-2])


def path(consent: UUID, rest: str = "", one: Person = ALMA) -> str:
    return f"/contacts/{one.public}/consents/{consent}/{rest}"


def stored(consent: UUID, columns: str) -> list[Any]:
    """Columns of a proof as they are kept."""
    ((*found,),) = as_superuser(f"SELECT {columns} FROM lawful_consent WHERE public = %s", consent)
    return found


def acts(prefix: str = "lawful:") -> list[tuple[Any, ...]]:
    """Act, subjects and detail of the journal's rows since the last text was kept, that one first."""
    return as_superuser(
        "SELECT act, subjects, detail FROM journal.entry WHERE act LIKE %s AND at >= "
        "(SELECT max(at) FROM journal.entry WHERE act = 'lawful:wording:write') ORDER BY at, id",
        f"{prefix}%",
    )


def call_the_house(name: str) -> None:
    """The organisation says who it is; committed."""
    said = {
        "name": name, "country": "FR", "address": "1 rue des Essais, 44000 Nantes", "email": "bonjour@maison.example", "phone": "+33240000000",
        "authority": "cnil", "dpo_name": "Dora Déléguée", "dpo_email": "dpo@maison.example", "url": "https://maison.example",
    }  # fmt: skip
    with transaction.atomic():
        assert gate.enter(tickets.secret_of(session_of(DORA))) is not None
        changes.set_organisation(said)
