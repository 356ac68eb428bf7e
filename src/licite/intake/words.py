"""The codes of an import in the reader's words: outcomes, reasons, warnings, columns, refusals of a whole file."""

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, npgettext, pgettext, pgettext_lazy

from licite.intake.cells import BY_ORDER, Note
from licite.intake.events.words import ACTS, NOTES_OF_ACTS, SUBJECTS_OF_ACTS, TARGETS_OF_ACTS, counted_acts
from licite.intake.headings import Target
from licite.intake.kinds import Kind
from licite.intake.labels import grouped
from licite.intake.refusals import COLUMNS, DECLARATIONS, FILES
from licite.intake.reports import OF_ROWS, Line, Outcome
from licite.intake.whys import GAINED, OF_LINE, ROWS, WHYS
from licite.kit.emails import meant
from licite.kit.files import MAX_BYTES

OUTCOMES: dict[str, Promise] = {
    Outcome.CREATED: pgettext_lazy("outcome of a row", "created"),
    Outcome.UPDATED: pgettext_lazy("outcome of a row", "completed"),
    Outcome.SKIPPED: pgettext_lazy("outcome of a row", "already there"),
    Outcome.WAITING: pgettext_lazy("outcome of a row", "to be decided"),
    Outcome.REFUSED: pgettext_lazy("outcome of a row", "refused"),
    Outcome.KEPT: pgettext_lazy("outcome of a row", "left as it is"),
}
TARGETS: dict[str, Promise] = {
    Target.FIRST_NAME: _("First name"),
    Target.LAST_NAME: _("Last name"),
    Target.FULL_NAME: _("Full name"),
    Target.TITLE: _("Job title"),
    Target.COMPANY: _("Company"),
    Target.EMAIL: _("E-mail"),
    Target.PHONE: _("Phone"),
    Target.ADDRESS: _("Address"),
    Target.POSTAL_CODE: _("Postal code"),
    Target.TOWN: _("Town"),
    Target.STATE: _("State or province (kept with the town)"),
    Target.COUNTRY: _("Country"),
    Target.CAPACITY: _("Capacity"),
    Target.COLLECTED_AT: _("Date of collection"),
    Target.OBJECTION: _("Refusals: each cell says of what"),
    Target.NO_LETTERS: _("Wants no newsletters"),
    Target.NO_EMAIL: _("Wants no e-mail at all"),
    Target.NO_PHONE: _("Wants no call and no text message"),
    Target.NO_CONTACT: _("Wants no contact at all"),
    Target.REFERENCE: _("Client number (former tool)"),
    Target.REMARK: _("Remark, noted in the history"),
    Target.PORTFOLIO: _("Portfolio"),
    **TARGETS_OF_ACTS,
}
MANY = 2
"""A number whose words are in the plural, in every language here."""
BY_COLUMN = _("as a column of the file says")
SUBJECTS: dict[str, Promise] = {
    "address": _("Address"),
    "capacity": _("Capacity"),
    "collected_at": _("Date of collection"),
    **SUBJECTS_OF_ACTS,
    "company": _("Company"),
    "country": _("Country"),
    "email": _("E-mail"),
    "first_name": _("First name"),
    "full_name": _("Name"),
    "last_name": _("Last name"),
    "objection": _("Objection"),
    "phone": _("Phone"),
    "reference": _("Client number (former tool)"),
    "remark": _("Remark"),
    "portfolio": _("Portfolio"),
    "postal_code": _("Postal code"),
    "state": _("State or province"),
    "title": _("Job title"),
    "town": _("Town"),
}
WHOLE: dict[str, Promise] = {
    **NOTES_OF_ACTS,
    "doubt.close_name": _("most likely somebody who is here: nearly the same name, and one e-mail or phone"),
    "doubt.close_name_line": _(
        "most likely somebody of another line: nearly the same name, and one e-mail or phone"
    ),
    "doubt.email_other_name": _("the same e-mail is here under another name; not entered"),
    "doubt.other_coordinates": _("someone of this name is here with other contact details; not entered"),
    "doubt.name_alone": _(
        "someone of this name is here and nothing says whether it is the same person; not entered"
    ),
    "doubt.email_other_name_line": _(
        "another line of the file has this e-mail under another name; not entered"
    ),
    "doubt.other_coordinates_line": _(
        "another line of the file has this name with other contact details; not entered"
    ),
    "doubt.name_alone_line": _(
        "another line of the file has this name and nothing says whether it is the same person; not entered"
    ),
    "left.nobody_now": _("nobody like this is here any more"),
    "left.out": _("not brought in, as decided"),
    "left.closed": _("not brought in; the address stays closed"),
    "kept.beside": _("a second record, as decided"),
    "known.here": _("already in the base"),
    "known.line": _("already on line %(shown)s of this file"),
    "known.read_only": _("this record is outside what you may edit"),
    "name.case": _("Name: capitals put right"),
    "name.courtesy": _("Name: the title of courtesy was left out"),
    BY_ORDER: _("Name: first and last name told apart by their order alone"),
    "name.homonym": _("Name: another person of this name is here, elsewhere"),
    "phone.shared": _("Phone: another person has this number too"),
    "undo.edited": _("changed by somebody since the import"),
    "undo.held": _("another import has completed it since, or added to its history"),
    "undo.moved": _("it has changed stage or portfolio since the import"),
    "undo.restricted": _("its use is restricted"),
    "undo.deal": _("it has a deal since"),
    "undo.exchange": _("a call, a visit or another exchange was noted on it since"),
    "undo.task": _("it has a task since"),
    "undo.used": _("somebody has worked with it since the import"),
    "suppressed": _(
        "this person asked not to be contacted any more and is on the suppression list; no record is made for this "
        "purpose (GDPR article 21(3))"
    ),
    "ground.purpose": _("the purpose is not one of the organisation"),
    "ground.basis": _(
        "this legal basis is not the organisation’s for such a person (consumer or professional)"
    ),
    "ground.balancing": _("the balancing test of this purpose is not approved, or is past its review"),
    "place.unknown": _(
        "no portfolio of this name where you may create; correct the name in the file and bring the row in again, or leave "
        "the column out"
    ),
    "remark.closed": _("Remark: you may not write notes there; not kept"),
    "remark.sensitive": _("Remark: it seems to say something that the law protects; please read it"),
    "remark.touchy_out": _("Remark: left out, for it seems to say something that the law protects"),
    "reference.shared": _("Number in the former tool: another person bears it too"),
    **ROWS,
}
NOTES: dict[str, Promise] = {
    "encoding_guessed": _("The encoding was guessed: check the accents. UTF-8 needs no guess."),
    "headers_missing": _("Some columns have no name."),
    "headers_repeated": _("Some columns have the same name."),
    "rows_uneven": _("Some rows have more or fewer cells than there are columns."),
    "quotes_uneven": _("A quotation mark is not closed: rows may have been read together."),
}
NOTES_AFTER: dict[str, Promise] = NOTES | {
    "encoding_guessed": _(
        "The encoding was guessed. If accents came in wrong, undo the import and bring the file in again as UTF-8."
    ),
}
"""The same of a file that has come in."""


def outcome(one: str, *, acts: bool) -> str:
    """What became of a row, of a file of acts or of persons."""
    return str(ACTS.get(one) or OUTCOMES[one]) if acts else str(OUTCOMES[one])


def outcome_of(line: Line, *, acts: bool) -> str:
    """What became of a row; one that was left out by decision says so."""
    if line.outcome is Outcome.SKIPPED and any(one.code.startswith("left.") for one in line.reasons):
        return str(pgettext("outcome of a row", "left out"))
    return outcome(line.outcome, acts=acts)


def taken_back(one: str, *, acts: bool) -> str:
    """What a row that brought something has become once its import was undone."""
    if acts:
        return str(pgettext("outcome of a row of acts", "taken back"))
    if one == Outcome.CREATED:
        return str(pgettext("outcome of a row", "taken back"))
    return str(pgettext("outcome of a row", "put back as it was"))


def counted_after(outcome: str, n: int, kind: str, *, kept: bool) -> str:
    """The outcome of `n` rows once their import was undone, without the number. `kept`: some records stay."""
    if outcome not in (Outcome.CREATED, Outcome.UPDATED):
        return counted(outcome, n, kind)
    # Several rows may have completed one record: the figures count records.
    if kept or (outcome == Outcome.UPDATED and kind == Kind.CONTACTS):
        return pgettext("outcome of rows", "at first %(outcome)s") % {"outcome": counted(outcome, n, kind)}
    if kind != Kind.CONTACTS:
        return npgettext("outcome of rows of acts", "taken back", "taken back", n)
    return npgettext("outcome of rows", "taken back", "taken back", n)


def counted(outcome: str, n: int, kind: str = Kind.CONTACTS) -> str:
    """The outcome of `n` rows, without the number."""
    return _persons(outcome, n) if kind == Kind.CONTACTS else counted_acts(outcome, n)


def headed(outcome: str, kind: str = Kind.CONTACTS) -> str:
    """The outcome as the heading of a number, whatever the number is."""
    return counted(outcome, MANY, kind)


def _persons(outcome: str, n: int) -> str:
    return {
        Outcome.CREATED: npgettext("outcome of rows", "created", "created", n),
        Outcome.UPDATED: npgettext("outcome of rows", "completed", "completed", n),
        Outcome.SKIPPED: npgettext(
            "outcome of rows", "already there or left out", "already there or left out", n
        ),
        Outcome.WAITING: npgettext("outcome of rows", "to be decided", "to be decided", n),
        Outcome.REFUSED: npgettext("outcome of rows", "refused", "refused", n),
        Outcome.KEPT: npgettext("outcome of rows", "left as it is", "left as they are", n),
    }[Outcome(outcome)]


def decided(outcome: str, n: int) -> str:
    """What became of `n` rows that were decided, without the number."""
    if outcome == Outcome.SKIPPED:
        return npgettext("outcome of rows decided", "left out", "left out", n)
    return _persons(outcome, n)


def objections(n: int) -> str:
    """How many objections were obeyed."""
    return ngettext("%(n)s objection applied", "%(n)s objections applied", n) % {"n": n}


def touchy(n: int) -> str:
    """How many remarks were left out for what they seem to say; nothing for none."""
    if not n:
        return ""
    return ngettext(
        "%(n)s remark was left out: it seemed to say something that the law protects.",
        "%(n)s remarks were left out: they seemed to say something that the law protects.",
        n,
    ) % {"n": grouped(n)}


def objections_to_come(n: int, closing: Sequence[tuple[str, int]]) -> str:
    """How many objections would be obeyed, and how many close which channels; nothing for none."""
    if not n:
        return ""
    text = ngettext("%(n)s objection to apply", "%(n)s objections to apply", n) % {"n": grouped(n)}
    each = [_("%(channels)s: %(n)s") % {"channels": name, "n": grouped(count)} for name, count in closing]
    return f"{text} ({' · '.join(each)})" if each else text


def recounted(before: Mapping[str, int], after: Mapping[str, int]) -> str:
    """What choices changed of the counts of a preview."""
    changed = [
        f"{headed(one)} {grouped(before[one])} → {grouped(after[one])}"
        for one in OF_ROWS
        if before[one] != after[one]
    ]
    if not changed:
        return str(_("Counted again: nothing changes."))
    return str(_("Counted again: %(changes)s.")) % {"changes": " · ".join(changed)}


def late(n: int) -> str:
    """How many records would come in blocked; nothing for none."""
    if not n:
        return ""
    return ngettext(
        "%(n)s record would come in blocked: the time to inform this person is over (GDPR article 14(3)).",
        "%(n)s records would come in blocked: the time to inform these persons is over (GDPR article 14(3)).",
        n,
    ) % {"n": grouped(n)}


def note(one: Note) -> str:
    """A reason or a warning in words, with the mask of its value where there is one."""
    if one.code in WHOLE:
        return str(WHOLE[one.code]) % {"shown": one.shown}
    subject, _dot, why = one.code.partition(".")
    if subject == "gained":
        return str(GAINED[why])
    text = say("%(subject)s: %(why)s") % {"subject": SUBJECTS[subject], "why": WHYS[why]}
    return f"{text} ({_shown(one.shown, why)})" if one.shown else text


def _shown(shown: str, why: str) -> str:
    if why == "differs_line":
        return str(OF_LINE) % {"n": shown}
    if why == "mistyped":
        return str(_("%(typed)s: did you mean %(meant)s?")) % {"typed": shown, "meant": meant(shown)}
    return shown


def column(status: str, field: str, reason: str) -> str:
    """What became of a column, in one phrase."""
    if status == "left_out":
        return say("left out: %(reason)s") % {"reason": COLUMNS[reason]}
    if status == "kept_apart":
        return say("kept apart, read as: %(field)s") % {"field": TARGETS[field]}
    return say("used as: %(field)s") % {"field": TARGETS[field]}


def refusal(reason: str, name: str = "", *, most: int = MAX_BYTES) -> str:
    """Why a whole file, a map or a declaration was refused; `most`: the bytes that a file may have here."""
    text = str(FILES.get(reason) or DECLARATIONS[reason])
    fields = ", ".join(f"{target} ({label})" for target, label in TARGETS.items())
    return text % {"name": name, "fields": fields, "limit": most // 2**20} if "%(" in text else text
