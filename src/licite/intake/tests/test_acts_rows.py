"""A row of exchanges or purchases, read: words in French and English, dates, sums; what proves an act of the person."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licite import packs
from licite.intake import words
from licite.intake.columns import MapRefused, assign, must_lead
from licite.intake.events.declared import tell
from licite.intake.events.reading import Act, Reader, Reading
from licite.intake.kinds import TARGETS, Kind
from licite.intake.words import note
from licite.kit import money

AT = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
SOLD = "N° client;Date;N° facture;Désignation;Montant;Devise"
TALKED = "E-mail;Date;Type;Sens;Résultat;Commentaire;N° appel"


def read(headers: str, row: str, kind: Kind = Kind.INTERACTIONS, *, mark: str = "", **told) -> Reading:
    columns = assign(headers.split(";"), {}, kind)
    reader = Reader(kind, columns, tell(kind, tool="Sage", at=AT, **told), packs.law(packs.home()), mark)
    return reader.read(2, row.split(";"))


def codes(reading: Reading) -> list[str]:
    assert all(note(one) for one in (*reading.reasons, *reading.warnings))
    return [one.code for one in (*reading.reasons, *reading.warnings)]


def act(*args, **more) -> Act:
    found = read(*args, **more)
    assert found.act is not None, codes(found)
    return found.act


@pytest.mark.parametrize(
    ("headers", "kind", "expected"),
    [
        ("InvoiceId,CustomerId,InvoiceDate,BillingCity,Total", Kind.PURCHASES, "number reference happened_at no_field amount"),
        ("N° facture,Code client,Date de facture,Désignation,Total TTC,Devise,Qté", Kind.PURCHASES,
         "number reference happened_at label amount currency no_field"),
        ("Order number,Customer email,Ordered at,Product,Amount", Kind.PURCHASES, "number email happened_at label amount"),
        ("N° client,Date,Type,Sens,Issue,Commentaire,Tél", Kind.INTERACTIONS, "reference happened_at kind direction result note phone"),
        ("Email,Created at,Activity type,Direction,Outcome,Notes,Call ID", Kind.INTERACTIONS,
         "email happened_at kind direction result note number"),
        ("N° client,Date,IBAN,Note", Kind.INTERACTIONS, "reference happened_at forbidden_bank note"),
    ],
)  # fmt: skip
def test_headings_are_understood_in_french_and_english(headers, kind, expected):
    assert [one.target or one.reason for one in assign(headers.split(","), {}, kind)] == expected.split()


@pytest.mark.parametrize(
    ("headers", "reason"), [("Date,Montant", "no_bearer"), ("N° client,Montant", "no_date")]
)
def test_a_file_that_leads_to_nobody_or_has_no_day_is_refused(headers, reason):
    with pytest.raises(MapRefused) as refused:
        must_lead(assign(headers.split(","), {}, Kind.PURCHASES), Kind.PURCHASES)
    assert refused.value.reason == reason
    assert words.refusal(reason)


def test_a_field_of_the_other_kind_is_refused():
    for kind, field in ((Kind.CONTACTS, "amount"), (Kind.PURCHASES, "note"), (Kind.INTERACTIONS, "amount")):
        with pytest.raises(MapRefused):
            assign(["A"], {"A": field}, kind)
    assert not set(TARGETS[Kind.CONTACTS]) & {"amount", "note", "happened_at"}


def test_a_purchase_is_the_persons_own_act_and_proves_itself():
    found = act(SOLD, "00017;03/02/2025;F-12;Gants;1 234,50 €;EUR", kind=Kind.PURCHASES)
    assert (found.kind, found.direction, found.evidence, found.cents) == ("order", "theirs", "order", 123450)
    assert (found.number, found.label) == ("F-12", "Gants")
    assert found.at == datetime(2025, 2, 2, 23, 0, tzinfo=UTC)
    assert found.bearer.reference is not None
    assert found.bearer.reference.key == "sage\x1f17"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("17;31/02/2025;F;G;12;", "happened_at.no_such_day"), ("17;;F;G;12;", "happened_at.empty"), ("17;01/01/2099;F;G;12;", "happened_at.to_come"),
        ("17;03/02/25;F;G;12;", "happened_at.two_digit_year"), ("17;hier;F;G;12;", "happened_at.unreadable"), ("17;13/14/2025;F;G;1;", "happened_at.no_such_day"),
        (";03/02/2025;F;G;12;", "row.nobody_named"), (";;;;;", "row.empty"), ("17;03/02/2025;F;G;-12,00;", "amount.negative"),
        ("17;03/02/2025;F;G;1,234;", "amount.ambiguous"), ("17;03/02/2025;F;G;12 $;", "amount.currency"), ("17;03/02/2025;F;G;12;USD", "amount.currency"),
        ("17;03/02/2025;F;G;douze;", "amount.unreadable"), ("17;03/02/2025;F;G;0,001;", "amount.decimals"),
    ],
)  # fmt: skip
def test_a_purchase_that_cannot_be_trusted_is_refused_with_its_reason(row, reason):
    assert reason in codes(read(SOLD, row, kind=Kind.PURCHASES))


def test_the_column_of_sums_settles_a_doubtful_one_and_none_is_none():
    mark = money.decimal_mark(["1,234", "2,500.10", "3"])
    assert act(SOLD, "17;03/02/2025;F;G;1,234;", kind=Kind.PURCHASES, mark=mark).cents == 123400
    assert act(SOLD, "17;03/02/2025;F;G;;", kind=Kind.PURCHASES).cents is None


def test_dates_are_those_of_here_or_of_their_own_zone_and_a_serial_is_mended():
    assert act(TALKED, "a@x.example;03/02/2025 14:30;Appel;;;;").at == datetime(
        2025, 2, 3, 13, 30, tzinfo=UTC
    )
    assert act(TALKED, "a@x.example;2025-02-03T14:30:00Z;Appel;;;;").at == datetime(
        2025, 2, 3, 14, 30, tzinfo=UTC
    )
    reading = read(TALKED, "a@x.example;45000;Appel;;;;")
    assert reading.act is not None
    assert codes(reading) == ["happened_at.spreadsheet_serial"]


@pytest.mark.parametrize(
    ("said", "kind", "direction", "outcome"),
    [
        ("Appel;Entrant;Joint", "call", "theirs", "reached"), ("Outbound call;;No answer", "call", "ours", "no_answer"),
        ("Appel reçu;;Intéressé", "call", "theirs", "interested"), ("E-mail;Client;", "email", "theirs", ""), ("RDV;;Tenu", "meeting", "ours", "done"),
        ("Visite;;Absent", "visit", "ours", "absent"), ("Appel;;absent", "call", "ours", "no_answer"), ("Courrier;Sortant;", "letter", "ours", ""),
        ("Appel;;Non joint", "call", "ours", "no_answer"), ("Call;Outgoing;Left message", "call", "ours", "voicemail"),
        ("Appel;;Pas intéressé", "call", "ours", "refused"), ("Appel client;;Faux numéro", "call", "ours", "wrong_number"),
        ("Formulaire;;", "form", "theirs", ""), ("Note interne;Entrant;", "note", "ours", ""), ("Commande;Nous;", "order", "theirs", ""),
    ],
)  # fmt: skip
def test_words_are_understood(said, kind, direction, outcome):
    found = act(TALKED, f"a@x.example;03/02/2025;{said};;")
    assert (found.kind, found.direction, found.outcome) == (kind, direction, outcome)


def test_words_that_are_not_understood_are_said_and_restart_nothing():
    reading = read(TALKED, "a@x.example;03/02/2025;Pigeon;Zigzag;Bof;;", proven=True)
    assert reading.act is not None
    assert (reading.act.kind, reading.act.direction, reading.act.outcome) == ("note", "ours", "")
    assert codes(reading) == ["kind.unknown", "result.unknown"]
    assert "direction.unknown" in codes(read(TALKED, "a@x.example;03/02/2025;Appel;Zigzag;;;"))


def test_what_did_not_take_place_is_no_exchange():
    for said in ("Annulé", "À faire", "planned", "Pas fait"):
        assert codes(read(TALKED, f"a@x.example;03/02/2025;RDV;;{said};;")) == ["result.never"]


@pytest.mark.parametrize(
    ("row", "evidence"),
    [
        ("Appel;Entrant;Joint;;", "inbound_call"), ("Appel;Entrant;;;", ""), ("Appel;Entrant;Messagerie;;", ""), ("E-mail;Client;;;", "reply"),
        ("Formulaire;;;;A-12", "form_id"), ("Formulaire;;;;", ""), ("RDV;Client;Tenu;;", "meeting_held"), ("RDV;Client;Absent;;", ""),
        ("Commande;;;;", "order"), ("Appel;Sortant;Intéressé;;", ""),
    ],
)  # fmt: skip
def test_an_act_of_the_person_counts_where_the_tool_proves_it(row, evidence):
    assert act(TALKED, f"a@x.example;03/02/2025;{row}", proven=True).evidence == evidence
    reading = read(TALKED, f"a@x.example;03/02/2025;{row}")
    assert reading.act is not None
    assert reading.act.evidence == ""
    assert ("direction.unproven" in codes(reading)) is (reading.act.direction == "theirs")


def test_notes_are_screened_as_if_they_were_typed():
    reading = read(TALKED, "a@x.example;03/02/2025;Appel;;;Sa femme a un cancer;")
    assert reading.act is not None
    assert reading.act.flags == ("health",)
    assert codes(reading) == ["note.sensitive"]
    reading = read(TALKED, "a@x.example;03/02/2025;Appel;;;Son IBAN FR76 3000 6000 0112 3456 7890 189;")
    assert reading.act is not None
    assert (reading.act.note, codes(reading)) == ("", ["note.number"])


CELL = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        [
            "",
            "-",
            "0",
            "03/02/2025",
            "45000",
            "1,234",
            "€",
            "a@x.example",
            "06 12",
            "=1+1",
            "•••",
            "\ud800",
            "\x00",
            "Appel",
        ]
    ),
)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from([Kind.PURCHASES, Kind.INTERACTIONS]), st.lists(CELL, max_size=14))
def test_no_text_whatever_breaks_a_row(kind, cells):
    headers = {f"H{target}": target.value for target in TARGETS[kind]}
    columns = assign(list(headers), headers, kind)
    reader = Reader(kind, columns, tell(kind, tool="Sage", at=AT), packs.law(packs.home()))
    codes(reader.read(2, cells))
