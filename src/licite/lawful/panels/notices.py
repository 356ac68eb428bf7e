"""The notices in words: what lacks and where to say it, what is published, what has changed."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from licite.lawful.models import NoticeKind
from licite.lawful.notices.facts import Missing
from licite.lawful.queries.notices import Published, Standing
from licite.web import marks

LANGUAGES = {"fr": pgettext_lazy("notices", "French"), "en": pgettext_lazy("notices", "English")}
KIND_NOTES: dict[str, Promise] = {
    NoticeKind.FORM: _("For whoever gives you data: on forms, at a stand, in a contract (GDPR article 13)."),
    NoticeKind.FIRST: _(
        "For whoever did not: within a month, and at the latest with the first message (GDPR article 14)."
    ),
    NoticeKind.PUBLIC: _("For everybody, without signing in, at the address /privacy/."),
}
ORGANISATION, DECLARATION, PURPOSES = "desk:organisation", "lawful:notice-declaration", "lawful:purposes"
LACKS: dict[str, tuple[Promise, str]] = {
    "organisation": (
        _("The organisation is not described yet: a notice names who answers for the data."),
        ORGANISATION,
    ),
    "address": (_("The postal address of the organisation is missing."), ORGANISATION),
    "contact": (_("The organisation has no e-mail and no phone to be reached by."), ORGANISATION),
    "declaration": (_("Recipients and transfers are not declared yet."), DECLARATION),
    "logic": (_("Profiles are declared, but not how they work."), DECLARATION),
    "purposes": (
        _("No purpose may be used yet: approve a balancing test, or add a purpose with another basis."),
        PURPOSES,
    ),
    "interest": (_("The legitimate interest is not named in the balancing test: %(about)s."), PURPOSES),
    "interest_en": (_("The legitimate interest is not said in English: %(about)s."), DECLARATION),
}


@dataclass(frozen=True)
class Lack:
    """What is missing, in words, and the page where it is said."""

    text: str
    url: str


@dataclass(frozen=True)
class Line:
    """One kind in one language. `tone` and `word` say how it stands."""

    standing: Standing
    kind: str
    note: str
    language: str
    word: SafeString
    url: str


def lack(one: Missing, language: str) -> Lack:
    """A thing that is missing, in the words of a reader’s language."""
    text, page = LACKS[one.code]
    return Lack(str(text) % {"about": one.about.of(language)} if one.about.fr else str(text), reverse(page))


def line(standing: Standing) -> Line:
    """A notice as a line of the list."""
    return Line(
        standing=standing,
        kind=str(NoticeKind(standing.kind).label),
        note=str(KIND_NOTES[standing.kind]),
        language=str(LANGUAGES[standing.language]),
        word=state_of(standing),
        url=reverse("lawful:notice", args=[standing.kind, standing.language]),
    )


def state_of(standing: Standing) -> SafeString:
    """Published and true, published and no longer true, not published, or impossible yet."""
    if standing.missing:
        return marks.chip(_("incomplete"), "no")
    if standing.published is None:
        return marks.chip(_("not published"), "care")
    if standing.changes:
        return marks.chip(_("no longer up to date"), "care")
    return marks.chip(_("up to date"), "yes")


def called(one: Published) -> str:
    """A version by its number, kind and language."""
    return f"{notice_name(one.kind, one.language)} · {one.version}"


def notice_name(kind: str, language: str) -> str:
    """A notice by its kind and language; empty for one that there is not."""
    if kind not in NoticeKind.values or language not in LANGUAGES:
        return ""
    return f"{NoticeKind(kind).label} · {LANGUAGES[language]}"
