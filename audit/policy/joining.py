"""Joining findings that an editor reads as one: about one source, or of one wording."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from onrecord.audit.policy.evidence.reading import Reading, in_words, name_of, unique
from onrecord.audit.policy.evidence.speakers import WITHOUT_OFFICE, head_of, plain_name
from onrecord.audit.policy.types import Hit, Rule
from onrecord.audit.schema.audit import LEVELS, Finding

#: So many sources or passages of a joined finding are named.
NAMED: Final = 3


class Breach(NamedTuple):
    """What a rule found, with the rule."""

    rule: Rule
    hit: Hit


def joined(breaches: Iterable[Breach], reading: Reading) -> list[Finding]:
    """The findings of an article, in no order.

    Breaches about one source make one finding: the gravest leads, the others are its points.
    Findings of the same rules that say nearly the same (of sources with one head noun:
    "officials", "a senior official"; of one wording: "reportedly") are joined into one, which
    names the others. `Finding.count` is the number of breaches in it.
    """
    findings: dict[tuple[object, ...], list[list[Breach]]] = {}
    for group in _by_source(breaches):
        rules = tuple(breach.rule.id for breach in group)
        findings.setdefault((*rules, _wording(group[0], reading)), []).append(group)
    return [_finding(alike, reading) for alike in findings.values()]


def _by_source(breaches: Iterable[Breach]) -> list[list[Breach]]:
    """Breaches about one source together, the gravest first; each of the others alone."""
    groups: dict[object, list[Breach]] = {}
    for number, breach in enumerate(breaches):
        about = breach.rule.about == "source" and tuple(breach.hit.source_ids)
        groups.setdefault(about or number, []).append(breach)
    for group in groups.values():
        group.sort(key=lambda breach: LEVELS.index(breach.rule.level))
    return list(groups.values())


def _wording(breach: Breach, reading: Reading) -> object:
    """What breaches of one rule have in common where an editor would call them the same."""
    rule, hit = breach
    if rule.about == "source" and hit.source_ids:
        source = reading.by_id[hit.source_ids[0]]
        if source.sector == "media" and source.label == "named":
            return source.sector
        name = plain_name(source.name)
        head = head_of(name) or name.lower()
        return "" if head in WITHOUT_OFFICE else head
    if rule.about == "passage" and hit.spans and not hit.source_ids:
        return " ".join(reading.words(hit.spans[0]).lower().split())
    return id(hit)


def _finding(alike: Sequence[Sequence[Breach]], reading: Reading) -> Finding:
    """One finding of groups of breaches that say the same."""
    first = alike[0]
    lead = first[0].rule
    hits = [breach.hit for group in alike for breach in group]
    precisions = [breach.rule.precision for breach in first]
    return Finding(
        rule=lead.id,
        level=lead.level,
        message=" ".join(filter(None, [_message(first[0]), _others(alike, reading)])),
        points=[f"{_message(breach)} [{breach.rule.id}]" for breach in first[1:]],
        count=len(hits),
        confidence=precisions[0],
        spans=unique(span for hit in hits for span in hit.spans),
        claim_ids=unique(claim for hit in hits for claim in hit.claim_ids),
        source_ids=unique(source for hit in hits for source in hit.source_ids),
        standards=unique(name for breach in first for name in breach.rule.standards),
    )


def _message(breach: Breach) -> str:
    return breach.rule.message.format_map(breach.hit.fields)


def _others(alike: Sequence[Sequence[Breach]], reading: Reading) -> str:
    """The sentence that names what else the finding is about; empty where there is nothing."""
    rest = [group[0] for group in alike[1:]]
    if not rest:
        return ""
    if not rest[0].hit.source_ids:
        return f"It occurs {len(alike)} times."
    names = unique(name_of(reading.by_id[breach.hit.source_ids[0]]) for breach in rest)
    return f"The same goes for {in_words(names, NAMED)}."
