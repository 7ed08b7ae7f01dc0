"""An article held against a policy."""

from collections.abc import Iterable, Iterator
from typing import Final, get_args

from onrecord.audit.claims.body_only import body_only
from onrecord.audit.policy.evidence.reading import Reading
from onrecord.audit.policy.rules.checks import CHECKS
from onrecord.audit.policy.types import Hit, Policy, Rule
from onrecord.audit.schema.audit import Audit, Finding, Level

#: From the gravest on.
LEVELS: Final[tuple[Level, ...]] = get_args(Level)
#: What a finding names where no published standard asks for its rule.
NO_STANDARD: Final = "No published standard; a choice of this policy"
_NAMED_STANDARDS: Final = 2


def check(policy: Policy, audit: Audit, text: str) -> list[Finding]:
    """What `audit` breaks of `policy`: the gravest first, those of a level in text order.

    Headlines are not looked at: they hold no claims, and their sources speak below.

    Args:
        policy: the rules.
        audit: an audit; its own findings are not looked at.
        text: the article's text (`audit.article.text` may be None).
    """
    reading = Reading(body_only(audit), text)
    findings = [finding for rule in policy.rules for finding in _apply(rule, reading)]
    return sorted(findings, key=lambda one: (LEVELS.index(one.level), one.spans[:1] or [(-1, -1)]))


def worst(findings: Iterable[Finding]) -> Level | None:
    """The gravest level among findings; None where there are none."""
    found = {finding.level for finding in findings}
    return next((level for level in LEVELS if level in found), None)


def fails(findings: Iterable[Finding], level: Level) -> bool:
    """Whether any finding is at or over `level`, as ``--fail-on`` has it."""
    gravest = worst(findings)
    return gravest is not None and LEVELS.index(gravest) <= LEVELS.index(level)


def _apply(rule: Rule, reading: Reading) -> Iterator[Finding]:
    for hit in CHECKS[rule.check].function(reading, rule.threshold):
        yield Finding(
            rule=rule.id,
            level=rule.level,
            message=_message(rule, hit),
            spans=hit.spans,
            claim_ids=hit.claim_ids,
            source_ids=hit.source_ids,
            standard="; ".join(rule.standards) or NO_STANDARD,
        )


def _message(rule: Rule, hit: Hit) -> str:
    """The rule's message about a hit, and who asks for it."""
    message = rule.message.format_map(hit.fields)
    if not rule.standards:
        return message
    named = list(rule.standards[:_NAMED_STANDARDS])
    more = len(rule.standards) - len(named)
    named += [f"{more} more"] if more else []
    *first, last = named
    asked = f"{', '.join(first)} and {last}" if first else last
    return f"{message} (Asked for by {asked}.)"
