"""A verdict in words: the answer, why, on whose word, and what would change it. For people who never read the law."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _

from licite import packs
from licite.lawful.channels import Channel
from licite.lawful.may import Verdict
from licite.lawful.may.terms import Param
from licite.web import links
from licite.web.dates import date_format

ANSWERS: Final[dict[str, Promise]] = {
    "yes": _("Yes"),
    "care": _("Yes, with care"),
    "later": _("Not now"),
    "no": _("No"),
}

# Why, and what would change it. Codes are those of `lawful.may`.
REASONS: Final[dict[str, tuple[str | Promise, str | Promise]]] = {
    "objection": (
        _("The person said no on %(at)s: %(of)s. An objection always wins; nobody can override it."),
        _("Only a later act of the person’s own (a form, an order) opens again the purpose that it is for."),
    ),
    "restricted": (
        _("The record is restricted: it is kept, and used for nothing."),
        _("The restriction is lifted on the record, once the person has been told."),
    ),
    "waiting": (
        _("The record is new and waits for a check: the person may be on the suppression list."),
        _("A manager decides in the tray."),
    ),
    "minor": (
        _("The person is a minor: no marketing to minors, even with their consent."),
        _("Nothing, until the person is of age."),
    ),
    "banned": (
        _(
            "Your organisation sells what the law forbids to offer to consumers in this way, even to those who agreed: "
            "%(sector)s."
        ),
        _("Nothing. By post, or about a contract that runs with the person, it stays possible."),
    ),
    "no_purpose": (
        _("The person is not held for this purpose: nobody is contacted for what they are not held for."),
        _("Add the purpose to the record, with what shows that it holds for this person."),
    ),
    "no_ground": (
        _("This purpose is used no more, or does not rest on the legal basis said for this person."),
        _("Choose on the record a purpose in use, and the basis that your organisation has for it."),
    ),
    "no_party": (
        _("A contract holds only the person who signed it. This one works for a company that did."),
        _("Choose the basis that your organisation has for professionals: usually legitimate interest."),
    ),
    "no_balancing": (
        _(
            "This purpose rests on a legitimate interest, and its balancing test (our interest against the person’s) is "
            "not approved, or is past its review."
        ),
        _("Management approves the test, with the data protection officer’s opinion, on the page of purposes."),
    ),
    "notice_overdue": (
        _("We hold this person’s data from elsewhere, and they were to be told by %(due)s. They were not."),
        _("Give the person the information notice, and say so on the record."),
    ),
    "bought": (
        _("This record was bought. By this channel, the person must have agreed to be contacted by us, by name."),
        _("Record the consent that the seller can prove, if it names us. By post, no consent is needed."),
    ),
    "consent_none": (
        _("%(who)s It takes prior consent to contact them %(how)s, and none is recorded for this purpose."),
        _("Ask for the person’s consent by a means that is open, and record it."),
    ),
    "consent_alone": (
        _("For this purpose the person is held by consent alone, and none is recorded for contacting them %(how)s."),
        _("Ask for that consent by a means that is open, and record it; or add the purpose with another legal basis."),
    ),
    "consent_expired": (
        _("The person agreed, but the consent ended on %(at)s. It does not renew itself."),
        _("Ask again, and record the new consent."),
    ),
    "consent_withdrawn": (
        _("The person agreed, then took it back on %(at)s. It counts at once."),
        _("Only a new consent, from the person."),
    ),
    "forbidden": (
        _("Your organisation decided not to use this channel for such persons."),
        _("Your data protection officer may change this on the page of rules."),
    ),
    "unscreened": (
        _("Before each call, the number is looked up on the “Do not call me” list (DNCM). It was not in the last day."),
        _("Look the number up, then note here what the list said."),
    ),
    "screened_out": (
        _("The number is on the “Do not call me” list (DNCM), looked up on %(at)s."),
        _("Only a consent of the person to be called by us."),
    ),
    "attempts": (
        _("%(count)s calls in %(days)s days, answered or not. The most is %(most)s."),
        _("Possible again from %(next)s."),
    ),
    "hours": (
        _("Outside the hours at which a consumer may be called, by the person’s own clock."),
        _("Possible from %(next)s, or at the very hour that the person agreed to."),
    ),
    "consent": (_("The person agreed on %(at)s."), _("If they take it back, it stops at once.")),
    "call_back": (_("The person asked to be called back."), _("After the time allowed, it takes a consent.")),
    "contract": (
        _("The call is about a contract that runs with the person."),
        _("For anything else, it takes a consent."),
    ),
    "customer": (
        _("The person gave these details in a purchase, and could refuse our offers then."),
        _("One word from the person, and it stops."),
    ),
    "opt_out": (_("Allowed as long as the person does not object."), _("One word from the person, and it stops.")),
    "free": (
        _("What the service under way needs, without any advertising."),
        _("With advertising in it, the rules of marketing apply."),
    ),
    "impersonal": (
        _("The mailbox is the company’s, in nobody’s name."),
        _("Written to somebody by name, the rules of marketing apply."),
    ),
}  # fmt: skip

DUTIES: Final[dict[str, Promise]] = {
    "give_notice": _("Give the information notice with this contact: the person has not had it yet."),
    "offer_objection": _("Say how to object, each time."),
    "similar_only": _("Only about our own products like those bought."),
    "trade_only": _("Only about the person’s trade."),
    "visible_only": _("Only what the person left visible to all."),
    "old_objection": _("The person had objected, then came back for this purpose: nothing else."),
    "screen_list": _("Look the number up on the list first."),
    "wait_until": _("Wait for the hours of call."),
}
WHO: Final[dict[str, Promise]] = {
    "consumer": _("This is a consumer."),
    "professional": _("This is a professional."),
    "personal": _("The mailbox is a personal one: the person is treated as a consumer."),
    "unknown": _(
        "Nobody has said whether this is a professional: in doubt, the person is treated as a consumer."
    ),
    "elsewhere": _("We do not have the rules of this person’s country: the person is treated as a consumer."),
}
HOW: Final[dict[str, Promise]] = {
    "phone": _("by phone"),
    "sms": _("by text message"),
    "email": _("by e-mail"),
    "post": _("by post"),
    "social": _("by private message"),
    "robot": _("by an automated call"),
    "tracking": _("by a mail that reports its opening"),
}
SECTORS: Final[dict[str, Promise]] = {
    "energy_renovation": _("energy renovation"),
    "home_adaptation": _("adaptation of the home"),
}
# A no in a word, where a line has no room for the reason.
BRIEF: Final[dict[str, Promise]] = {
    "objection": _("objection"),
    "restricted": _("record restricted"),
    "minor": _("a minor"),
    "banned": _("not allowed in your sector"),
    "no_purpose": _("not held for this purpose"),
    "no_ground": _("no legal basis"),
    "no_party": _("no contract with this person"),
    "no_balancing": _("balancing test to approve"),
    "notice_overdue": _("inform the person first"),
    "bought": _("bought file, no consent"),
    "consent_none": _("no consent"),
    "consent_expired": _("consent expired"),
    "consent_withdrawn": _("consent withdrawn"),
    "forbidden": _("ruled out by your own rules"),
    "unscreened": _("check the number first"),
    "screened_out": _("on the “Do not call me” list"),
    "attempts": _("called often enough"),
    "hours": _("outside calling hours"),
}
ASK_BY = gettext_lazy("Ask for the person’s consent %(ways)s, which is open, and record it.")
AT_THE_HOUR = gettext_lazy("Possible at the hour agreed on with the person: %(agreed)s.")
SAY_CAPACITY = gettext_lazy("If the person is a professional, say so on the record: other rules apply then.")


@dataclass(frozen=True, slots=True)
class Explanation:
    """A verdict for the screen. `source` names the text, `source_url` opens it ("" where it has no sure address)."""

    answer: str
    reason: str
    change: str
    source: str
    source_url: str
    rule: str
    duties: tuple[str, ...]


def explain(verdict: Verdict, language: str, *, ways: Sequence[str] = ()) -> Explanation:
    """The words of a verdict in a language. `ways`: the channels that are open for the same purpose, if known."""
    rule = packs.law(verdict.country)[verdict.rule]
    with translation.override(language):
        # Where no rule of the channel asks for a consent, the basis of the purpose does, for this person.
        alone = (verdict.code, verdict.rule) == ("consent_none", "ground.required")
        why, change = REASONS["consent_alone" if alone else verdict.code]
        values = _values(verdict)
        if verdict.code == "consent_none" and ways and not alone:
            change, values["ways"] = ASK_BY, ways_of(ways)
        if "agreed" in values:
            change = AT_THE_HOUR
        return Explanation(
            answer=_answer(verdict),
            reason=str(why) % values,
            change=_change(verdict, str(change) % values),
            source=rule.cited(language),
            source_url=rule.url,
            rule=verdict.rule,
            duties=tuple(str(DUTIES[duty]) for duty in verdict.duties) if verdict.allowed else (),
        )


def brief(verdict: Verdict, language: str) -> str:
    """Why not, in a word and with the hour from which it may be; "" where the answer is yes."""
    if verdict.allowed:
        return ""
    with translation.override(language):
        word = str(BRIEF.get(verdict.code, ANSWERS["no"]))
        if verdict.next_at is None:
            return word
        return gettext("%(why)s, from %(next)s") % {
            "why": word,
            "next": date_format(verdict.next_at, gettext("D j N, H:i")),
        }


def ways_of(channels: Sequence[str]) -> str:
    """Channels as one says them: "by post or by e-mail"."""
    return gettext(" or ").join(str(HOW[channel]) for channel in channels)


def rule_page(verdict: Verdict) -> str:
    """Where the rule of a verdict is shown."""
    return links.at("desk:rules-one", verdict.country or packs.home(), verdict.rule)


def asks_capacity(verdict: Verdict) -> bool:
    """Whether the answer may change once somebody says that this is a professional."""
    return verdict.params.get("who") == "unknown"


def passes(verdict: Verdict) -> bool:
    """Whether it is a no for now only, which passes by itself."""
    return not verdict.allowed and (verdict.next_at is not None or verdict.light == "care")


def _answer(verdict: Verdict) -> str:
    return str(ANSWERS["later" if passes(verdict) else verdict.light])


def _change(verdict: Verdict, change: str) -> str:
    return f"{change} {SAY_CAPACITY}" if asks_capacity(verdict) else change


def _values(verdict: Verdict) -> dict[str, str]:
    values = {name: _shown(value) for name, value in verdict.params.items()}
    if verdict.next_at:
        values["next"] = date_format(verdict.next_at, gettext("l j F, H:i"))
    if isinstance(agreed := verdict.params.get("agreed"), datetime):
        values["agreed"] = date_format(agreed, gettext("l j F, H:i"))
    if "of" in values:
        values["of"] = _what(verdict.params)
    if "sector" in values:
        values["sector"] = str(SECTORS.get(values["sector"], values["sector"]))
    if "channel" in values:
        values["how"] = str(HOW[values["channel"]])
        values["who"] = str(WHO[values["who"]])
    return values


def _what(params: Mapping[str, Param]) -> str:
    """What the person refused: a channel, or all of them; for one purpose, or for every one."""
    label = str(Channel(str(params["of"])).label)
    inside = label if label.isupper() else label[:1].lower() + label[1:]
    return gettext("%(channel)s, for one purpose") % {"channel": inside} if params["purpose"] else inside


def _shown(value: Param) -> str:
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value).date(), "DATE_FORMAT")
    return date_format(value, "DATE_FORMAT") if isinstance(value, date) else str(value)
