"""law.md, table 3: by which channel, in which country, to whom, under which regime. Written from the table."""

import pytest

from licite.lawful.tests.cases import CONSUMER, PROFESSIONAL, asked, consent, person

FREE, NEEDS = True, False


@pytest.mark.parametrize("channel", ["email", "sms"])
@pytest.mark.parametrize(
    ("country", "capacity", "without_consent"),
    [
        ("FR", CONSUMER, NEEDS),
        ("FR", PROFESSIONAL, FREE),
        ("BE", CONSUMER, NEEDS),
        ("BE", PROFESSIONAL, NEEDS),
    ],
)
def test_row_1_marketing_without_a_sale(channel, country, capacity, without_consent):
    """Row 1: FR consumer opt-in, FR professional opt-out, Belgium opt-in, professionals included."""
    someone = person(country, capacity)
    verdict = asked(someone, channel)
    assert verdict.allowed is without_consent
    assert verdict.rule == f"chan.{channel}.{capacity}"
    if without_consent:
        assert "offer_objection" in verdict.duties
    else:
        assert verdict.code == "consent_none"
        agreed = person(country, capacity, consents=(consent(channel),))
        assert asked(agreed, channel).code == "consent"


def test_row_1_a_consent_is_for_one_channel_and_one_purpose():
    """Row 1 and table 6: purpose (one each), channel."""
    assert not asked(person("FR", CONSUMER, consents=(consent("sms"),)), "email").allowed
    assert not asked(
        person("FR", CONSUMER, consents=(consent("email", purpose="newsletter"),)), "email"
    ).allowed


def test_row_1_a_professional_who_was_not_informed_yet_is_informed_now():
    """Row 1, FR professional: informed at collection; table 7: at the first communication at the latest."""
    verdict = asked(person("FR", PROFESSIONAL, informed_at=None), "email")
    assert (verdict.allowed, verdict.light) == (True, "care")
    assert "give_notice" in verdict.duties


@pytest.mark.parametrize("country", ["FR", "BE"])
def test_row_2_a_mailbox_in_nobodys_name(country):
    """Row 2: info@ of a company is outside the regime of e-mail in both countries."""
    verdict = asked(person(country, PROFESSIONAL, mailbox="impersonal"), "email")
    assert (verdict.allowed, verdict.rule) == (True, "chan.email.impersonal")


@pytest.mark.parametrize("capacity", [CONSUMER, "sole_trader", "unknown"])
def test_row_2_is_for_companies_alone(capacity):
    """Row 2: exempt if legal person and impersonal."""
    assert asked(person("BE", capacity, mailbox="impersonal"), "email").rule != "chan.email.impersonal"


@pytest.mark.parametrize("channel", ["email", "sms"])
@pytest.mark.parametrize(("country", "capacity"), [("FR", CONSUMER), ("BE", CONSUMER), ("BE", PROFESSIONAL)])
def test_row_3_after_a_sale_similar_products_need_no_consent(channel, country, capacity):
    """Row 3: details got directly in a sale, objection offered then and in each message."""
    verdict = asked(person(country, capacity, sale=True), channel)
    assert (verdict.allowed, verdict.code, verdict.rule) == (True, "customer", f"chan.{channel}.customer")
    assert {"similar_only", "offer_objection"} <= set(verdict.duties)


def test_row_3_a_french_professional_stays_under_row_1_after_a_sale():
    """Row 3, FR professional: as #1."""
    assert asked(person("FR", PROFESSIONAL, sale=True), "email").rule == "chan.email.professional"


@pytest.mark.parametrize("country", ["FR", "BE"])
def test_row_4_a_free_account_is_no_sale(country):
    """Row 4: the flag is off; a free account needs a consent."""
    assert asked(person(country, CONSUMER, account=True), "email").code == "consent_none"


@pytest.mark.parametrize(("country", "capacity"), [("FR", CONSUMER), ("BE", CONSUMER), ("BE", PROFESSIONAL)])
def test_row_8_a_robot_calls_only_who_agreed(country, capacity):
    """Row 8: FR consumer opt-in, Belgium opt-in."""
    assert asked(person(country, capacity), "robot").code == "consent_none"
    assert asked(person(country, capacity, consents=(consent("robot"),)), "robot").allowed


def test_row_8_a_french_professional_too_until_a_lawyer_has_spoken():
    """Row 8, FR professional: opt-in by the letter of L34-5 for individuals."""
    assert asked(person("FR", PROFESSIONAL), "robot").code == "consent_none"


def test_row_8_a_consent_to_be_called_is_none_to_be_called_by_a_machine():
    assert not asked(person("FR", CONSUMER, consents=(consent("phone"),)), "robot").allowed


@pytest.mark.parametrize("country", ["FR", "BE"])
@pytest.mark.parametrize("capacity", [CONSUMER, PROFESSIONAL])
def test_row_9_post_needs_no_consent(country, capacity):
    """Row 9: opt-out everywhere."""
    verdict = asked(person(country, capacity), "post")
    assert (verdict.allowed, verdict.code, verdict.rule) == (True, "opt_out", f"chan.post.{capacity}")
    assert "offer_objection" in verdict.duties


@pytest.mark.parametrize(
    ("country", "capacity", "without_consent"),
    [
        ("FR", CONSUMER, NEEDS),
        ("FR", PROFESSIONAL, FREE),
        ("BE", CONSUMER, NEEDS),
        ("BE", PROFESSIONAL, NEEDS),
    ],
)
def test_row_10_private_messages(country, capacity, without_consent):
    """Row 10: as electronic mail; FR professional opt-out, only what the person left visible."""
    verdict = asked(person(country, capacity), "social")
    assert verdict.allowed is without_consent
    if without_consent:
        assert "visible_only" in verdict.duties


@pytest.mark.parametrize("country", ["FR", "BE"])
@pytest.mark.parametrize("capacity", [CONSUMER, PROFESSIONAL])
def test_row_11_a_pixel_needs_its_own_consent(country, capacity):
    """Row 11: consent, professionals too, separate from that to the newsletter."""
    reader = person(country, capacity, consents=(consent("email"),))
    assert asked(reader, "tracking").code == "consent_none"
    assert asked(person(country, capacity, consents=(consent("tracking"),)), "tracking").allowed


def test_row_11_not_even_in_a_service_message():
    served = person("FR", CONSUMER, kind="service", basis="contract")
    assert not asked(served, "tracking").allowed


@pytest.mark.parametrize("country", ["FR", "BE"])
@pytest.mark.parametrize("channel", ["email", "sms", "phone", "post"])
def test_row_13_a_service_message_is_free(country, channel):
    """Row 13: contract or legitimate interest; no advertising mixed in."""
    verdict = asked(person(country, CONSUMER, kind="service", basis="contract"), channel)
    assert (verdict.allowed, verdict.rule) == (True, "chan.service")


def test_row_14_a_contract_holds_the_person_who_signed_and_no_other():
    """Row 14: contact persons of a company are held by legitimate interest, not by contract."""
    assert asked(person("FR", PROFESSIONAL, kind="service", basis="contract"), "email").code == "no_party"
    assert asked(person("FR", "sole_trader", kind="service", basis="contract"), "email").allowed
    assert asked(person("FR", PROFESSIONAL, kind="service"), "email").allowed


def test_row_15_an_invoice_goes_out_by_legal_obligation():
    """Row 15: legal obligation."""
    assert asked(person("FR", CONSUMER, kind="legal", basis="legal_obligation"), "email").allowed


@pytest.mark.parametrize(
    ("country", "capacity", "channel"),
    [
        ("FR", CONSUMER, "email"),
        ("FR", CONSUMER, "sms"),
        ("FR", CONSUMER, "phone"),
        ("BE", CONSUMER, "phone"),
        ("BE", PROFESSIONAL, "email"),
        ("BE", PROFESSIONAL, "phone"),
    ],
)
def test_row_17_bought_data_need_a_consent_that_names_us(country, capacity, channel):
    """Row 17: consent naming the recipient for e-mail, text message and phone; Belgium: of a stranger, always."""
    bought = {"source": "purchased_list"}
    assert asked(person(country, capacity, **bought), channel).code == "bought"
    unnamed = person(country, capacity, **bought, consents=(consent(channel, names_us=False),))
    assert asked(unnamed, channel).code == "bought"
    named = person(country, capacity, **bought, consents=(consent(channel),))
    assert asked(named, channel).code == "consent"


@pytest.mark.parametrize("country", ["FR", "BE"])
def test_row_17_post_to_a_bought_address_needs_none(country):
    """Row 17: legitimate interest for post."""
    assert asked(person(country, CONSUMER, source="purchased_list"), "post").allowed


def test_row_17_a_french_professional_is_told_where_it_was_bought():
    """Row 17, FR professional: legitimate interest, with the notice of article 14."""
    verdict = asked(person("FR", PROFESSIONAL, source="purchased_list", informed_at=None), "email")
    assert verdict.allowed
    assert "give_notice" in verdict.duties


@pytest.mark.parametrize("country", ["FR", "BE"])
@pytest.mark.parametrize("capacity", [CONSUMER, PROFESSIONAL])
def test_row_20_a_survey_may_be_refused(country, capacity):
    """Row 20: satisfaction survey, legitimate interest, opt-out."""
    verdict = asked(person(country, capacity, kind="survey"), "email")
    assert (verdict.allowed, verdict.rule) == (True, "chan.survey")
    assert "offer_objection" in verdict.duties


@pytest.mark.parametrize("channel", ["email", "sms", "phone", "robot", "social", "tracking"])
def test_a_capacity_that_nobody_knows_is_a_consumers(channel):
    """Decision key of table 3: unknown capacity is treated as consumer."""
    unknown, consumer = asked(person("FR", "unknown"), channel), asked(person("FR", CONSUMER), channel)
    assert (unknown.allowed, unknown.code, unknown.rule) == (consumer.allowed, consumer.code, consumer.rule)
    assert unknown.params["who"] == "unknown"


def test_a_personal_mailbox_is_a_consumers():
    """Decision key of table 3: personal-domain address is treated as consumer."""
    verdict = asked(person("FR", PROFESSIONAL, mailbox="personal"), "email")
    assert (verdict.code, verdict.rule) == ("consent_none", "chan.email.consumer")
    assert asked(person("FR", PROFESSIONAL, mailbox="personal"), "phone").allowed


def test_a_sole_trader_with_a_personal_mailbox_is_a_consumer_on_every_channel():
    """Table 9: sole trader, free e-mail domain, treated as consumer if unclear."""
    for channel in ("email", "phone", "sms"):
        assert (
            asked(person("FR", "sole_trader", mailbox="personal"), channel).rule == f"chan.{channel}.consumer"
        )


def test_a_sole_trader_told_apart_is_reached_about_the_trade():
    verdict = asked(person("FR", "sole_trader"), "phone")
    assert (verdict.allowed, verdict.light) == (True, "care")
    assert "trade_only" in verdict.duties


@pytest.mark.parametrize("country", ["", "DE"])
def test_where_no_pack_is_everybody_is_a_consumer_under_the_strictest_law(country):
    assert asked(person(country, PROFESSIONAL), "email").code == "consent_none"
    assert asked(person(country, PROFESSIONAL), "phone").rule == "chan.phone.consumer"


def test_a_purpose_that_rests_on_consent_has_one_even_by_post():
    """Article 6(1)(a): the basis said is the basis held."""
    assert asked(person("FR", CONSUMER, basis="consent"), "post").code == "consent_none"
    assert asked(person("FR", CONSUMER, basis="consent", consents=(consent("post"),)), "post").allowed
