"""An article held against a policy."""

from collections.abc import Iterable, Iterator
from typing import Final, get_args

from onrecord.audit.claims.body_only import body_only
from onrecord.audit.house.types import NO_HOUSE, House
from onrecord.audit.policy.evidence.reading import Reading
from onrecord.audit.policy.rules.checks import CHECKS
from onrecord.audit.policy.types import Policy, Rule
from onrecord.audit.schema.audit import Audit, Finding, Level
from onrecord.models.text.view import TextView

#: From the gravest on.
LEVELS: Final[tuple[Level, ...]] = get_args(Level)


def check(policy: Policy, audit: Audit, view: TextView, house: House = NO_HOUSE) -> list[Finding]:
    """What `audit` breaks of `policy`: the gravest first, those of a level in text order.

    Headlines are not looked at: they hold no claims, and their sources speak below.

    Args:
        policy: the rules.
        audit: an audit; its own findings are not looked at.
        view: the article's text (`audit.article.text` may be None).
        house: the phrases that a newsroom approves, and its outlets.
    """
    reading = Reading(body_only(audit), view, house)
    findings = [finding for rule in policy.rules for finding in _apply(rule, reading)]
    return sorted(findings, key=lambda one: (LEVELS.index(one.level), one.spans[:1] or [(-1, -1)]))


def worst(findings: Iterable[Finding]) -> Level | None:
    """The gravest level among findings that no editor has waived; None where there are none."""
    found = {finding.level for finding in findings if finding.waived is None}
    return next((level for level in LEVELS if level in found), None)


def fails(findings: Iterable[Finding], level: Level) -> bool:
    """Whether any finding that isn't waived is at or over `level`, as ``--fail-on`` has it."""
    gravest = worst(findings)
    return gravest is not None and LEVELS.index(gravest) <= LEVELS.index(level)


def _apply(rule: Rule, reading: Reading) -> Iterator[Finding]:
    for hit in CHECKS[rule.check].function(reading, rule.threshold):
        yield Finding(
            rule=rule.id,
            level=rule.level,
            message=rule.message.format_map(hit.fields),
            spans=hit.spans,
            claim_ids=hit.claim_ids,
            source_ids=hit.source_ids,
            standards=list(rule.standards),
        )
