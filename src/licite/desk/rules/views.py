"""The pages of the rules: all of them, one of them, and a change in two steps (looked at, then saved)."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from licite import packs
from licite.access.actor import Actor
from licite.access.http import ActorRequest
from licite.access.needs import needs
from licite.access.permissions import Permission
from licite.access.queries import member_names
from licite.access.refusals import Refused
from licite.desk.rules import rows, words
from licite.desk.rules.families import FAMILIES, Family, asleep, family_of, for_admins, later, told
from licite.desk.rules.forms import ReasonForm, ValueForm, back_from, carried, loosens
from licite.desk.rules.governing import Tally, tallies
from licite.desk.rules.preview import Moved, Preview, preview
from licite.desk.rules.sentence import SAYING, lacks
from licite.journal import entries
from licite.kit import clock
from licite.lawful.channels import Channel
from licite.lawful.queries.notices import would_change
from licite.packs import BadValue, Rule, Unit, Value, changes
from licite.packs.lookup import supposing

RULES, SECURITY = "rules", "security"


@needs(Permission.LAW_READ)
@require_safe
def rule_index(request: ActorRequest) -> HttpResponse:
    """Every rule of a country's pack, a family at a time (`?country=`, `?family=`)."""
    actor = request.actor
    counted = tallies(actor, at=clock.now())
    country = _country(request)
    families = [family for family in FAMILIES if _of(family, country)]
    family = next((one for one in families if one.key == request.GET.get("family")), families[0])
    context = {
        **_rows(actor, _of(family, country), country, door=RULES, counted=counted[country]),
        "family": family,
        "families": families,
        "country": country,
        "countries": _tabs(counted, country),
        "elsewhere": counted[country].elsewhere,
        "organisation": packs.organisation(),
        "setup": needs_setup(actor),
    }
    return render(request, "desk/rules/index.html", context)


@needs(Permission.MEMBER_MANAGE)
@require_safe
def security_index(request: ActorRequest) -> HttpResponse:
    """The rules that who runs the system may set, in the organisation's country."""
    actor, country = request.actor, packs.home()
    mine = [rule for rule in packs.rules(country).values() if for_admins(rule)]
    context = _rows(actor, mine, country, door=SECURITY, counted=tallies(actor, at=clock.now())[country])
    return render(request, "desk/rules/security.html", context)


@needs(Permission.LAW_READ)
@require_safe
def rule_page(request: ActorRequest, country: str, key: str) -> HttpResponse:
    """One rule: what it says, what it governs, on whose word, its history, and how to change it."""
    return _page(request, _rule(country, key), country, door=RULES)


@needs(Permission.MEMBER_MANAGE)
@require_safe
def security_page(request: ActorRequest, country: str, key: str) -> HttpResponse:
    """One rule of those who run the system."""
    rule = _rule(country, key)
    if not for_admins(rule):
        raise Http404
    return _page(request, rule, country, door=SECURITY)


@needs(Permission.RULE_OVERRIDE)
@require_POST
def rule_change(request: ActorRequest, country: str, key: str) -> HttpResponse:
    """A change looked at (`value`, or `restore`), then saved (`carried` and `reason`)."""
    return _change(request, country, key, door=RULES)


@needs(Permission.MEMBER_MANAGE)
@require_POST
def security_change(request: ActorRequest, country: str, key: str) -> HttpResponse:
    """As `rule_change`, for a rule of those who run the system."""
    return _change(request, country, key, door=SECURITY)


def needs_setup(actor: Actor) -> bool:
    """Whether the organisation is not described yet and this member may do it: the home page then says so."""
    return packs.organisation() is None and actor.has(Permission.ORGANISATION_MANAGE)


def _change(request: ActorRequest, country: str, key: str, *, door: str) -> HttpResponse:
    rule, actor = _rule(country, key), request.actor
    if not rows.may_change(actor, rule):
        raise Refused("permission")
    restoring = bool(request.POST.get("restore"))
    if "carried" in request.POST or (restoring and "reason" in request.POST):
        return _save(request, rule, country, door=door, restoring=restoring)
    if restoring:
        return _look(request, rule, country, None, door=door, form=ReasonForm())
    form = ValueForm(rule, request.POST)
    if not form.is_valid():
        return _page(request, rule, country, door=door, form=form)
    return _look(request, rule, country, form.cleaned_data["value"], door=door, form=ReasonForm())


def _save(request: ActorRequest, rule: Rule, country: str, *, door: str, restoring: bool) -> HttpResponse:
    try:
        value = None if restoring else back_from(rule, request.POST["carried"])
    except BadValue:
        messages.error(request, _("The rule changed meanwhile: look at it again."))
        return redirect(f"desk:{door}-one", country, rule.key)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _look(request, rule, country, value, door=door, form=form)
    changes.override(country=country, key=rule.key, value=value, reason=form.cleaned_data["reason"])
    entries.write("packs:rule:override", detail={"rule": rule.key, "country": country, "restored": restoring})
    messages.success(request, _("Saved. The rule holds from now on."))
    return redirect(f"desk:{door}-one", country, rule.key)


def _look(
    request: ActorRequest, rule: Rule, country: str, value: Value | None, *, door: str, form: ReasonForm
) -> HttpResponse:
    """What the change would move, before it is saved."""
    new = rule.pack_value if value is None else value
    moved = preview(request.actor, country=country, key=rule.key, value=value, now=clock.now())
    context = {
        "rule": _head(request, rule, country, door=door),
        "new": words.value_said(rule.unit, new),
        "restoring": value is None,
        "carried": carried(new),
        "loosens": loosens(rule, new),
        "added": _difference(rule, new, base_first=False),
        "removed": _difference(rule, new, base_first=True),
        "preview": moved,
        "channels": channels_said(moved) if moved else [],
        "moves": _moves(rule),
        "notices": would_change(supposing(country, rule.key, value)) if door == RULES else 0,
        "told": told(rule.key) or rule.key in SAYING,
        "lacks": lacks(rule.key, str(new), country),
        "form": form,
        "door": door,
        "country": country,
    }
    return render(request, "desk/rules/preview.html", context)


def _moves(rule: Rule) -> str:
    """What the change touches, where no verdict does."""
    if told(rule.key):
        return _("It erases nothing: no data are erased by themselves at the end of a duration yet.")
    if rule.key in SAYING:
        return _("What notices and forms say. No call is allowed or refused by it.")
    return (
        _("Nothing today: this rule will be applied later.")
        if asleep(rule.key)
        else str(family_of(rule).moves)
    )


def channels_said(moved: Preview) -> list[tuple[Any, Moved]]:
    """What would move, under the name of each channel."""
    labels = dict(Channel.choices)
    return [(labels.get(one.channel, one.channel), one) for one in moved.channels]


def _difference(rule: Rule, new: Value, *, base_first: bool) -> list[str]:
    """Entries of a list that the change takes out (`base_first`) or adds; hours are read whole, before and after."""
    if not isinstance(new, tuple) or rule.unit is Unit.HOURS_OF_DAY:
        return []
    first, second = (rule.codes or (), new) if base_first else (new, rule.codes or ())
    return [words.entry_said(rule.unit, entry) for entry in first if entry not in second]


def _page(
    request: ActorRequest, rule: Rule, country: str, *, door: str, form: ValueForm | None = None
) -> HttpResponse:
    actor = request.actor
    names = member_names(actor)
    history = changes.history(country=country, key=rule.key)
    row = rows.row_of(
        rule,
        country,
        door=door,
        language=actor.language,
        counted=tallies(actor, at=clock.now())[country],
        last=history[0] if history else None,
        names=names,
    )
    editable = rows.may_change(actor, rule)
    context = {
        **_place(rule, country, door),
        "rule": row,
        "binds": words.BINDS[rule.nature],
        "pack_value": words.value_said(rule.unit, rule.pack_value),
        "entries": rows.entries_of(rule),
        "editor": words.EDITORS[rule.editable_by],
        "history": [rows.decision_of(rule, one, names) for one in history],
        "form": (form or ValueForm(rule)) if editable else None,
        "editable": editable,
    }
    return render(request, "desk/rules/rule.html", context)


def _place(rule: Rule, country: str, door: str) -> dict[str, Any]:
    return {
        "door": door,
        "country": country,
        "country_name": words.COUNTRIES[country],
        "family": family_of(rule),
    }


def _head(request: ActorRequest, rule: Rule, country: str, *, door: str) -> dict[str, Any]:
    return {
        "key": rule.key,
        "governs": rule.says(request.actor.language),
        "value": words.said(rule),
        "source": rule.cited(request.actor.language),
    }


def _rows(
    actor: Actor, shown: list[Rule], country: str, *, door: str, counted: Tally
) -> dict[str, list[rows.Row]]:
    """Those that are applied, and those that will be (`later`)."""
    decisions, names = changes.latest(), member_names(actor)
    sorted_out: dict[str, list[rows.Row]] = {"rows": [], "later": []}
    for rule in shown:
        sorted_out["later" if later(rule.key) else "rows"].append(
            rows.row_of(
                rule,
                country,
                door=door,
                language=actor.language,
                counted=counted,
                last=decisions.get((country, rule.key)),
                names=names,
            )
        )
    return sorted_out


def _of(family: Family, country: str) -> list[Rule]:
    return [rule for rule in packs.rules(country).values() if family_of(rule) is family]


def _country(request: ActorRequest) -> str:
    asked = request.GET.get("country", "")
    return asked if asked in packs.countries() else packs.home()


def _tabs(counted: Mapping[str, Tally], chosen: str) -> list[tuple[str, Any]]:
    """The countries worth a tab: the organisation's, the chosen one, those with records in sight; none if alone."""
    both = [
        (country, words.COUNTRIES[country])
        for country in packs.countries()
        if country in (packs.home(), chosen) or counted[country].all or packs.organisation() is None
    ]
    return both if len(both) > 1 else []


def _rule(country: str, key: str) -> Rule:
    try:
        return packs.rules(country)[key]
    except KeyError:
        raise Http404 from None
