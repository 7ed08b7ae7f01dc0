"""How many planted breaches of sourcing rules the program finds: tools/breaches.py [POLICY]...

The articles are fictional (`tests/fixtures/breaches/articles.txt`) and audited with the model that
ships. A breach counts as found where a finding of its rule, or a point of a finding, has a span in
the same sentence.
"""

import re
import sys
from collections import Counter
from pathlib import Path
from typing import Final, NamedTuple

from onrecord.audit.auditor import Auditor
from onrecord.audit.policy.catalogue import catalogue
from onrecord.audit.schema.audit import Audit, Finding
from onrecord.models.types import Span

ARTICLES: Final = Path(__file__).parent.parent / "tests/fixtures/breaches/articles.txt"
RULES: Final = {
    "u": "anonymous-undescribed",
    "r": "anonymous-no-reason",
    "a": "anonymous-no-access",
    "s": "anonymous-stock-reason",
    "p": "anonymous-plural",
    "l": "anonymous-lede",
    "h": "hearsay",
    "n": "role-unnamed",
    "x": "second-hand",
    "f": "unsourced-figures",
}
_MARK: Final = re.compile(r"\[\[([a-z,]+)\|([^\]]+)\]\]")
_POINT: Final = re.compile(r" \[([a-z-]+)\]$")


class Planted(NamedTuple):
    """An article, and its breaches as rule and span."""

    text: str
    breaches: list[tuple[str, Span]]


def planted(marked: str) -> Planted:
    """The article without its marks."""
    text, breaches, end = "", [], 0
    for mark in _MARK.finditer(marked):
        text += marked[end : mark.start()]
        span = (len(text), len(text) + len(mark[2]))
        breaches += [(RULES[key], span) for key in mark[1].split(",")]
        text, end = text + mark[2], mark.end()
    return Planted(text + marked[end:], breaches)


def articles() -> list[Planted]:
    """All articles of the file."""
    return [planted(part.strip()) for part in ARTICLES.read_text().split("%%\n")[1:]]


def found(audit: Audit, rule: str, span: Span) -> bool:
    """Whether a finding of `rule` has a span in the sentence of `span`."""
    start, end = next(
        (s.span for s in audit.article.sentences if s.span[0] <= span[0] < s.span[1]), span
    )
    return any(
        rule in rules_of(one) and any(s < end and e > start for s, e in one.spans)
        for one in audit.findings
    )


def rules_of(finding: Finding) -> set[str]:
    """The rules of a finding and of its points."""
    points = (_POINT.search(point) for point in finding.points)
    return {finding.rule, *(point[1] for point in points if point)}


def main(policies: list[str]) -> None:
    """Print the share of breaches found, by policy and rule."""
    everything = articles()
    for policy in policies or ["default", "strict"]:
        auditor = Auditor.load(policy=policy)
        audits = list(auditor.audit_many(one.text for one in everything))
        there: Counter[str] = Counter()
        seen: Counter[str] = Counter()
        for one, audit in zip(everything, audits, strict=True):
            for rule, span in one.breaches:
                there[rule] += 1
                seen[rule] += found(audit, rule, span)
        total = sum(there.values())
        print(
            f"{policy}: {sum(seen.values())} of {total} planted breaches in {len(everything)} "
            f"articles ({sum(seen.values()) / total:.2f})"
        )
        applied = {rule.id for rule in auditor.policy.rules}
        on = sum(number for rule, number in there.items() if rule in applied)
        if on < total:
            of_these = sum(number for rule, number in seen.items() if rule in applied)
            print(f"  of the rules that it has on: {of_these} of {on} ({of_these / on:.2f})")
        for rule in catalogue().rules:
            if there[rule]:
                off = "" if rule in applied else " (off)"
                print(f"  {rule}: {seen[rule]} of {there[rule]}{off}")


if __name__ == "__main__":
    main(sys.argv[1:])
