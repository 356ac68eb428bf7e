"""The closed choices of lawful use: stored as short codes, shown in the reader's language."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Capacity(TextChoices):
    """In what capacity the person is in the base; unknown is treated as consumer."""

    CONSUMER = "consumer", _("Consumer")
    PROFESSIONAL = "professional", _("Professional")
    SOLE_TRADER = "sole_trader", _("Sole trader")
    UNKNOWN = "unknown", _("Capacity not known")


class CapacityWhy(TextChoices):
    """How the capacity is known; empty where it is not."""

    DECLARED = "declared", _("said when the record entered")
    ASKED = "asked", _("asked and confirmed")
    SIREN = "siren", _("registered under a company number")
    DOMAIN = "domain", _("by the domain of the e-mail")
    TITLE = "title", _("by the job title and the company")


class Mailbox(TextChoices):
    """What kind of address an e-mail is; a personal one speaks for a consumer, an impersonal one for nobody."""

    NOMINATIVE = "nominative", _("In the person’s name, at a company")
    PERSONAL = "personal", _("Personal mailbox")
    IMPERSONAL = "impersonal", _("Mailbox of a company, in nobody’s name")
    UNKNOWN = "unknown", _("Unknown")


class RetiredFor(TextChoices):
    """Why a purpose is used no more; a code, because the journal keeps it for good."""

    STOPPED = "stopped", _("The activity has ended")
    REPLACED = "replaced", _("Another purpose covers it")
    UNLAWFUL = "unlawful", _("Nothing in the law lets it be pursued any more")
    ADVISED = "advised", _("The data protection officer advised against it")
    MISTAKE = "mistake", _("It was added by mistake")


class MistakenFor(TextChoices):
    """Why an objection was noted that the person did not make; a code, because the journal keeps it for good."""

    RECORD = "wrong_record", _("It was said by somebody else: noted on the wrong record")
    CHANNEL = "wrong_channel", _("The person refused something else: wrong channel, or wrong day")
    CLICK = "not_said", _("The person refused nothing: noted by a click")


class Source(TextChoices):
    """Where a record comes from."""

    FAIR = "fair", _("Trade fair")
    FORM = "form", _("Web form")
    WEBSITE = "website", _("Website")
    REFERRAL = "referral", _("Referral")
    PHONE_IN = "phone_in", _("Inbound call")
    BUSINESS_CARD = "business_card", _("Business card")
    CUSTOMER_FILE = "customer_file", _("Customer file")
    PURCHASED_LIST = "purchased_list", _("Purchased list")
    OTHER = "other", _("Other")


class Purpose(TextChoices):
    """Why the record is held."""

    PROSPECTION = "prospection", _("Prospecting")
    CUSTOMER = "customer_relationship", _("Customer relationship")


class PurposeKind(TextChoices):
    """What a purpose is for: direct marketing is what the person may refuse without a reason (GDPR 21(2))."""

    MARKETING = "marketing", _("Marketing")
    SERVICE = "service", _("Service")
    SURVEY = "survey", _("Survey")
    LEGAL = "legal", _("Legal duty")


class Basis(TextChoices):
    """The legal basis of the purpose (GDPR article 6(1))."""

    CONSENT = "consent", _("Consent")
    CONTRACT = "contract", _("Contract")
    LEGITIMATE_INTEREST = "legitimate_interest", _("Legitimate interest")
    LEGAL_OBLIGATION = "legal_obligation", _("Legal obligation")


class Evidence(TextChoices):
    """What proves an act of the person; the policy pack says which kinds count."""

    INBOUND_CALL = "inbound_call", _("Inbound call with its outcome")
    REPLY = "reply", _("Reply kept")
    FORM_ID = "form_id", _("Form number")
    MEETING_HELD = "meeting_held", _("Meeting held")
    ORDER = "order", _("Order")
