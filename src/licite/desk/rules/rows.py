"""Rules as the pages show them."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from licite.access.actor import Actor
from licite.access.permissions import Permission
from licite.desk.rules import words
from licite.desk.rules.governing import Tally, here
from licite.packs import Editor, Rule
from licite.packs.models import Override
from licite.packs.rules import typed

Row = dict[str, Any]


def may_change(actor: Actor, rule: Rule) -> bool:
    """Whether the actor is whom the rule names; the database asks again."""
    needed = {Editor.DPO: Permission.RULE_OVERRIDE, Editor.IT_ADMIN: Permission.MEMBER_MANAGE}
    return rule.editable_by in needed and actor.has(needed[rule.editable_by])


def row_of(
    rule: Rule,
    country: str,
    *,
    door: str,
    language: str,
    counted: Tally,
    last: Override | None,
    names: Mapping[int, str],
) -> Row:
    """One rule in words. `door` is "rules" or "security"."""
    return {
        "url": reverse(f"desk:{door}-one", args=[country, rule.key]),
        "key": rule.key,
        "governs": rule.says(language),
        "value": words.said(rule),
        "here": here(rule.key, counted),
        "source": rule.cited(language),
        "source_language": "en" if rule.source_en and language == "en" else "fr",
        "source_url": rule.url,
        "source_date": rule.source_date,
        "confidence": words.CONFIDENCES[rule.confidence],
        "nature": words.NATURES[rule.nature],
        "nature_key": rule.nature.value,
        "own": rule.own,
        "decision": last and decision_of(rule, last, names),
    }


def decision_of(rule: Rule, row: Override, names: Mapping[int, str]) -> Row:
    """One decision of the organisation: what, who, when, why."""
    return {
        "value": "" if row.value is None else _said(rule, row.value),
        "member": names.get(row.member or 0, ""),
        "at": row.at,
        "reason": row.reason,
    }


def _said(rule: Rule, value: Any) -> str:
    return words.value_said(rule.unit, typed(rule.unit, value))


def entries_of(rule: Rule) -> list[str]:
    """The entries of a long list, all of them, in words."""
    return (
        [words.entry_said(rule.unit, entry) for entry in rule.codes or ()]
        if len(rule.codes or ()) > words.FEW
        else []
    )
