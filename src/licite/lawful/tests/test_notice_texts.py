"""Every row of the law's table 7, for articles 13 and 14, in French and in English; written from the table."""

from dataclasses import replace

import pytest

from licite.lawful.choices import Basis, Source
from licite.lawful.notices import drawing
from licite.lawful.notices.drift import drift
from licite.lawful.notices.facts import (
    Aim,
    Configuration,
    Controller,
    Declared,
    Length,
    Transfer,
    Words,
    missing,
)
from licite.lawful.notices.words import _texts, keys, word
from licite.lawful.notices.writing import PARTS, Section, write

CONTROLLER = Controller(
    name="Maison Durand SAS",
    country="FR",
    address="12 rue de la Paix, 44000 Nantes",
    email="contact@durand.example",
    phone="+33 2 40 00 00 00",
    authority="cnil",
    dpo_name="Dora Délégué",
    dpo_email="dpo@durand.example",
    url="https://durand.example",
)
DECLARED = Declared(
    representative="Durand Europe BV, Bruxelles",
    providers=("hosting", "mailing", "Conciergerie Martin"),
    others=("Chambre de commerce",),
    transfers=(Transfer("Mailtrain Inc.", "US", "dpf"),),
    sellers=("Fichiers & Cie",),
    pages=("annuaire-entreprises.data.gouv.fr",),
    pixel=True,
    profiling=True,
    logic=Words("un score d’après vos achats ; vous recevez plus d’offres.", "a score by purchases."),
)
FACTS = Configuration(
    controller=CONTROLLER,
    declared=DECLARED,
    aims=(
        Aim(
            "prospection",
            Words("Prospection commerciale", "Prospecting"),
            marketing=True,
            basis_consumer="consent",
            basis_professional="legitimate_interest",
            interest=Words("trouver de nouveaux clients", "finding new customers"),
        ),
        Aim(
            "customer",
            Words("Relation client", "Customer relationship"),
            basis_consumer="contract",
            basis_professional="legitimate_interest",
            interest=Words("suivre nos clients", "looking after our customers"),
        ),
        Aim(
            "invoicing",
            Words("Facturation", "Invoicing"),
            basis_consumer="legal_obligation",
            basis_professional="legal_obligation",
        ),
    ),
    readers=(Words("Commercial", "Sales representative"), Words("Direction", "Management")),
    lengths=(Length("ret.prospect", 36, "months"), Length("ret.accounting", 10, "years")),
    held=("name", "email", "phone"),
    own_fields=(Words("Pointure", "Pointure"),),
    indirect=("purchased_list", "website"),
    phone_sentence=Words(
        "Nous n’appelons un particulier qu’avec son accord préalable.",
        "We call a consumer only with prior consent.",
    ),
)

ALL_SAID = ("form", "first", "public")
# Element of table 7 → kinds in which it stands (13 is `form`, 14 is `first`, the public page is for both), the
# section, and what has to be read there in French and in English.
TABLE_7 = [
    ("controller's identity and contact", ALL_SAID, "controller", "Maison Durand SAS, 12 rue de la Paix, 44000 Nantes", "Maison Durand SAS"),
    ("controller's e-mail", ALL_SAID, "controller", "contact@durand.example", "contact@durand.example"),
    ("representative", ALL_SAID, "controller", "Durand Europe BV", "Durand Europe BV"),
    ("delegate's contact", ALL_SAID, "controller", "dpo@durand.example", "Data protection officer: Dora Délégué"),
    ("purposes", ALL_SAID, "purposes", "Prospection commerciale", "Prospecting"),
    ("basis per purpose, consent", ALL_SAID, "purposes", "pour un particulier, avec votre consentement", "for a consumer, with your consent"),
    ("basis per purpose, contract", ALL_SAID, "purposes", "pour le contrat", "for the contract"),
    ("basis per purpose, legal duty", ALL_SAID, "purposes", "Facturation : parce que la loi", "Invoicing: because the law"),
    ("legitimate interests named", ALL_SAID, "purposes", "intérêt légitime (article 6(1)(f)) : trouver de nouveaux clients", "finding new customers"),
    ("recipients", ALL_SAID, "recipients", "Commercial", "Sales representative"),
    ("categories of recipients", ALL_SAID, "recipients", "hébergement et maintenance informatique, envoi d’e-mails et de SMS, Conciergerie Martin", "hosting and IT maintenance"),
    ("recipients named", ALL_SAID, "recipients", "Chambre de commerce", "Chambre de commerce"),
    ("transfers", ALL_SAID, "transfers", "Mailtrain Inc. (États-Unis)", "Mailtrain Inc. (United States)"),
    ("safeguards of transfers", ALL_SAID, "transfers", "Data Privacy Framework", "Data Privacy Framework"),
    ("how to get a copy of the safeguards", ALL_SAID, "transfers", "copie de ces garanties, écrivez à dpo@durand.example", "copy of these safeguards, write to dpo@durand.example"),
    ("retention", ALL_SAID, "retention", "3 ans après leur collecte", "3 years after they were collected"),
    ("retention of invoices", ALL_SAID, "retention", "10 ans", "10 years"),
    ("right of access", ALL_SAID, "rights", "accès, article 15", "access, article 15"),
    ("right to rectification", ALL_SAID, "rights", "rectification, article 16", "rectification, article 16"),
    ("right to erasure", ALL_SAID, "rights", "effacement, article 17", "erasure, article 17"),
    ("right to restriction", ALL_SAID, "rights", "limitation, article 18", "restriction, article 18"),
    ("right to portability", ALL_SAID, "rights", "portabilité, article 20", "portability, article 20"),
    ("right to object among the rights", ALL_SAID, "rights", "opposition, article 21", "objection, article 21"),
    ("withdrawal of consent", ALL_SAID, "rights", "le retirer à tout moment", "withdraw it at any time"),
    ("complaint", ALL_SAID, "complaint", "3 place de Fontenoy, TSA 80715, 75334 Paris Cedex 07", "3 place de Fontenoy, TSA 80715, 75334 Paris Cedex 07"),
    ("objection to marketing, explicitly", ALL_SAID, "objection", "à tout moment vous opposer à la prospection", "object at any time to marketing"),
    ("objection to what rests on an interest", ALL_SAID, "objection", "article 21, paragraphe 1", "article 21, paragraph 1"),
    ("automated decision and profiling: logic", ALL_SAID, "automated", "un score d’après vos achats", "a score by purchases"),
    ("duty to give data, consequences", ("form", "public"), "mandatory", "Aucune loi ne vous oblige", "No law obliges you"),
    ("categories of data", ("first", "public"), "data", "votre adresse e-mail", "your e-mail address"),
    ("a field of one's own", ("first", "public"), "data", "rubrique à nous", "heading of our own"),
    ("source", ("first", "public"), "source", "un fichier fourni par une société spécialisée", "a file supplied by a specialised company"),
    ("which public page", ("first", "public"), "source", "accessibles au public que nous consultons : annuaire-entreprises.data.gouv.fr", "Publicly accessible sources"),
    ("which broker", ("first", "public"), "source", "Fichiers & Cie", "Fichiers & Cie"),
    ("directives after death (FR)", ALL_SAID, "directives", "après votre décès", "after your death"),
    ("phone sentence L223-2 (FR)", ALL_SAID, "phone", "qu’avec son accord préalable", "only with prior consent"),
    ("purpose of the pixel", ALL_SAID, "pixel", "pour mesurer et améliorer nos envois", "to measure and improve what we send"),
]  # fmt: skip


def by_key(sections: tuple[Section, ...]) -> dict[str, Section]:
    return {section.key: section for section in sections}


def read(section: Section) -> str:
    """As one reads it: no-break spaces are spaces."""
    return " ".join([section.title, *section.paragraphs, *section.items, *section.after]).replace("\xa0", " ")


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("kind", ["form", "first", "public"])
@pytest.mark.parametrize("row", TABLE_7, ids=lambda row: row[0])
def test_each_element_of_the_table_stands_where_the_law_wants_it(row, kind, language):
    _, kinds, key, french, english = row
    sections = by_key(write(FACTS, kind, language))
    if kind not in kinds:
        assert key not in sections
    else:
        assert (french if language == "fr" else english) in read(sections[key])


@pytest.mark.parametrize("kind", ALL_SAID)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_right_to_object_stands_apart_and_early(kind, language):
    sections = write(FACTS, kind, language)
    assert [section.key for section in sections if section.apart] == ["objection"]
    assert [section.key for section in sections].index("objection") == 2
    assert drawing.RULE in drawing.plain(sections)


def test_in_belgium_french_law_is_not_cited_and_the_authority_is_the_belgian_one():
    belgian = replace(
        FACTS,
        controller=replace(CONTROLLER, country="BE", authority="apd"),
        phone_sentence=Words("", ""),
    )
    sections = by_key(write(belgian, "form", "fr"))
    assert not {"directives", "phone"} & sections.keys()
    assert "rue de la Presse 35, 1000 Bruxelles" in read(sections["complaint"])


@pytest.mark.parametrize(
    ("key", "change"),
    [
        ("phone", {"phone_asked": False}),
        ("pixel", {"pixel": False}),
    ],
)
def test_what_is_not_done_is_not_told(key, change):
    facts = replace(FACTS, declared=replace(DECLARED, **change))
    assert key not in by_key(write(facts, "form", "fr"))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_nothing_sent_away_and_nobody_profiled_is_said_too(language):
    sections = by_key(write(replace(FACTS, declared=Declared()), "public", language))
    assert sections["transfers"].paragraphs == (word(language, "say", "no_transfers"),)
    assert sections["automated"].paragraphs == (word(language, "say", "not_automated"),)
    assert sections["recipients"].after == (word(language, "say", "no_providers"),)


def test_without_a_delegate_the_notice_says_whom_to_ask():
    facts = replace(FACTS, controller=replace(CONTROLLER, dpo_name="", dpo_email=""))
    sections = by_key(write(facts, "form", "fr"))
    assert "pas de délégué" in read(sections["controller"])
    assert "contact@durand.example" in read(sections["rights"])


@pytest.mark.parametrize(
    ("facts", "language", "code"),
    [
        (replace(FACTS, controller=None), "fr", "organisation"),
        (replace(FACTS, controller=replace(CONTROLLER, address="")), "fr", "address"),
        (replace(FACTS, controller=replace(CONTROLLER, email="", phone="")), "fr", "contact"),
        (replace(FACTS, declared=None), "fr", "declaration"),
        (replace(FACTS, declared=replace(DECLARED, logic=Words("", "a score"))), "fr", "logic"),
        (replace(FACTS, aims=()), "fr", "purposes"),
        (replace(FACTS, aims=(replace(FACTS.aims[0], interest=Words("", "")),)), "fr", "interest"),
        (replace(FACTS, aims=(replace(FACTS.aims[0], interest=Words("vendre", "")),)), "en", "interest_en"),
    ],
)
def test_what_is_missing_is_named(facts, language, code):
    assert [one.code for one in missing(facts, language)] == [code]


def test_nothing_is_missing_from_a_whole_configuration():
    assert missing(FACTS, "fr") == missing(FACTS, "en") == []


def test_no_notice_is_written_without_an_organisation():
    with pytest.raises(ValueError, match="organisation"):
        write(replace(FACTS, controller=None), "form", "fr")


def test_both_languages_have_the_same_words_with_the_same_fields():
    french, english = _texts("fr"), _texts("en")
    assert {table: set(rows) for table, rows in french.items()} == {
        table: set(rows) for table, rows in english.items()
    }
    for table, rows in french.items():
        for key, text in rows.items():
            assert {"{" + part.split("}")[0] for part in str(text).split("{")[1:]} == {
                "{" + part.split("}")[0] for part in str(english[table][key]).split("{")[1:]
            }, (table, key)


def test_french_is_typeset_as_french():
    for table, rows in _texts("fr").items():
        for key, text in rows.items():
            for line in [text] if isinstance(text, str) else text:
                assert "'" not in line, (table, key)
                assert not any(f" {mark}" in line for mark in ";:?!»"), (table, key)


def test_every_source_and_every_basis_has_its_words():
    assert set(keys("source")) == set(Source.values)
    assert set(Basis.values) <= set(keys("say"))


def test_html_and_plain_text_say_the_same():
    sections = write(FACTS, "public", "en")
    html = drawing.html(sections)
    for section in sections:
        for line in (*section.paragraphs, *section.items, *section.after):
            assert line.replace("&", "&amp;") in html
            assert " ".join(line.split()) in " ".join(drawing.plain(sections).split())


def test_what_a_declaration_types_stays_text():
    facts = replace(FACTS, declared=replace(DECLARED, others=("<script>alert(1)</script>",)))
    assert "<script>" not in drawing.html(write(facts, "public", "fr"))


def test_sections_and_declarations_survive_being_kept():
    for kind in PARTS:
        for section in write(FACTS, kind, "fr"):
            assert Section.from_json(section.as_json()) == section
    assert Declared.from_json(DECLARED.as_json()) == DECLARED
    assert Declared.from_json({"later": 1}) == Declared()


def test_the_drift_names_the_lines_that_went_and_came():
    then, now = (
        write(FACTS, "public", "fr"),
        write(
            replace(FACTS, lengths=(Length("ret.prospect", 24, "months"), FACTS.lengths[1])), "public", "fr"
        ),
    )
    (change,) = drift(then, now)
    assert change.title == "Combien de temps nous les gardons"
    assert ("3\xa0ans" in change.gone[0], "2\xa0ans" in change.new[0]) == (True, True)
    assert (len(change.gone), len(change.new)) == (1, 1)
    assert drift(then, then) == []


def test_a_section_that_comes_or_goes_is_a_drift():
    with_pixel = write(FACTS, "form", "fr")
    without = write(replace(FACTS, declared=replace(DECLARED, pixel=False)), "form", "fr")
    assert [(change.gone != (), change.new != ()) for change in drift(with_pixel, without)] == [(True, False)]
    assert [(change.gone != (), change.new != ()) for change in drift(without, with_pixel)] == [(False, True)]
