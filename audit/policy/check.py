"""Checking an article against a policy."""

from collections.abc import Collection, Iterable, Iterator

from onrecord.audit.claims.body_only import body_only
from onrecord.audit.house.types import NO_HOUSE, House
from onrecord.audit.policy.evidence.reading import Reading
from onrecord.audit.policy.joining import Breach, joined
from onrecord.audit.policy.rules.checks import CHECKS
from onrecord.audit.policy.types import Hit, Policy, Rule
from onrecord.audit.schema.audit import LEVELS, Audit, Finding, Level
from onrecord.models.text.view import TextView


def check(
    policy: Policy,
    audit: Audit,
    view: TextView,
    house: House = NO_HOUSE,
    carries: Collection[str] = (),
) -> list[Finding]:
    """What `audit` breaks of `policy`: the gravest first, those of a level in text order.

    What an editor would read as one is joined (`onrecord.audit.policy.joining`).
    Headlines are not looked at: they hold no claims, and their sources speak below.

    Args:
        policy: the rules.
        audit: an audit; its own findings are not looked at.
        view: the article's text (`audit.article.text` may be None).
        house: the phrases that a newsroom approves, and its outlets.
        carries: what the input could have told besides (`Document.carries`); rules about what
            it has no place for are silent.
    """
    reading = Reading(body_only(audit), view, house, frozenset(carries))
    breaches = [breach for rule in policy.rules for breach in _apply(rule, reading)]
    findings = joined(breaches, reading)
    return sorted(findings, key=lambda one: (LEVELS.index(one.level), one.spans[:1] or [(-1, -1)]))


def worst(findings: Iterable[Finding]) -> Level | None:
    """The gravest level among findings that no editor has waived; None where there are none."""
    found = {finding.level for finding in findings if finding.waived is None}
    return next((level for level in LEVELS if level in found), None)


def fails(findings: Iterable[Finding], level: Level) -> bool:
    """Whether any finding that isn't waived is at or over `level`, as ``--fail-on`` has it."""
    gravest = worst(findings)
    return gravest is not None and LEVELS.index(gravest) <= LEVELS.index(level)


def _apply(rule: Rule, reading: Reading) -> Iterator[Breach]:
    for hit in CHECKS[rule.check].function(reading, rule.threshold):
        if _confidence(hit, reading) >= rule.confidence:
            yield Breach(rule, hit)


def _confidence(hit: Hit, reading: Reading) -> float:
    """How sure the labels are that a breach rests on: of its claims the surest, of its sources all.

    One claim of a source is enough to make it one that the rule is about.
    """
    claims = [c.confidence for c in reading.claims_by_id(hit.claim_ids)]
    sources = [reading.by_id[id].confidence for id in hit.source_ids]
    known = [confidence for confidence in sources if confidence is not None]
    return min([max(claims, default=1.0), *known])
