"""The rules for a terminal: a list with their level in each policy, or one explained."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from textwrap import wrap
from typing import Final

from onrecord.audit.policy.catalogue import PRESETS, asked_for, catalogue
from onrecord.audit.policy.load import load_policy
from onrecord.audit.policy.types import Policy, Rule
from onrecord.models.errors import OnRecordError

#: The presets in the order of the columns, the one that applies where none is named first.
_ORDER: Final = ("default", "strict", *(p for p in PRESETS if p not in ("default", "strict")))
_SHORT: Final[Mapping[str, str]] = {"suggestion": "suggest"}


def listed(policy: Policy | None = None) -> str:
    """All rules, a line each, with their level in every preset.

    Args:
        policy: what the one column shows instead of the presets.
    """
    columns = [policy] if policy else [load_policy(name) for name in _ORDER]
    rows = [["rule", *(column.name for column in columns)]]
    for id in catalogue().rules:
        rows.append([id, *(_level(_in(column, id)) for column in columns)])
    return _table(rows) + "\n\nRun onrecord rules NAME for an explanation of a rule."


def explained(id: str, policy: Policy | None = None) -> str:
    """What one rule finds, who asks for it, and its level in the policies.

    Raises:
        OnRecordError: there is no such rule.
    """
    names = list(catalogue().rules)
    key = next((name for name in names if name == id.lower()), None)
    if key is None:
        close = get_close_matches(id.lower(), names, n=1, cutoff=0.4)
        hint = f"did you mean “{close[0]}”?" if close else "`onrecord rules` lists them."
        raise OnRecordError(f"There is no rule “{id}”; {hint}")
    rule = catalogue().rule(key)
    columns = [policy] if policy else [load_policy(name) for name in _ORDER]
    rows = [[f"  {column.name}", _level(_in(column, key), short=False)] for column in columns]
    parts = [
        f"{rule.id}: finds {rule.finds}.",
        f"Asked for by: {asked_for(rule.standards)}.",
        *_facts(rule),
        f"Message: {rule.message}",
    ]
    return "\n".join(["\n".join(wrap(part, 96)) for part in parts]) + f"\n\n{_table(rows)}"


def _facts(rule: Rule) -> list[str]:
    facts = []
    if rule.threshold is not None:
        facts.append(f"Threshold: {limit(rule)}.")
    if rule.confidence:
        facts.append(
            f"It reports nothing if the labels are less certain than {rule.confidence:.2f}."
        )
    if rule.precision is not None:
        facts.append(f"Of its findings that were checked, {rule.precision:.0%} were right.")
    if rule.judgement:
        facts.append("It judges wording, so it never reports more than a suggestion.")
    return facts


def limit(rule: Rule) -> str:
    """A rule's threshold in words."""
    number = rule.threshold or 0.0
    return f"{100 * number:.0f} %" if rule.unit == "share" else f"{number:.0f} {rule.unit}"


def _in(policy: Policy, id: str) -> Rule | None:
    return next((rule for rule in policy.rules if rule.id == id), None)


def _level(rule: Rule | None, *, short: bool = True) -> str:
    if rule is None:
        return "off"
    level = _SHORT.get(rule.level, rule.level) if short else rule.level
    same = rule.threshold == catalogue().rules[rule.id].threshold
    return level if short or rule.threshold is None or same else f"{level} ({limit(rule)})"


def _table(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )
