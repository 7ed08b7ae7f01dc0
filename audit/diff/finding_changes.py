"""Findings that are new, settled, or in both drafts."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import NamedTuple

from onrecord.audit.diff.source_matching import SourcePairs
from onrecord.audit.diff.types import ClaimChange, FindingChange, FindingChangeKind
from onrecord.audit.diff.words_kept import WordsKept
from onrecord.audit.schema.audit import Audit, Finding
from onrecord.models.types import Span


class _Pair(NamedTuple):
    """A pair of findings that may be one; sorts the best first."""

    unlike: tuple[int, int, int, int]
    apart: int
    old: int
    new: int


def finding_changes(
    kept: WordsKept,
    claims: set[tuple[str, str]],
    pairs: SourcePairs,
    rereadings: Sequence[ClaimChange],
) -> list[FindingChange]:
    """The findings of the new draft in its order, then the settled ones.

    Two of a rule are one where their passages have words in common, or stand in versions of one
    sentence, or their claims or sources are the same, or neither is about any.
    """
    matched = _matched(kept, claims, pairs)
    reread_old = {one.old for one in rereadings}
    reread_new = {one.new for one in rereadings}
    to_old = {j: i for i, j in matched.items()}
    changes: list[FindingChange] = []
    for j in _standing(kept.new.findings):
        i = to_old.get(j)
        alone: FindingChangeKind = "reread" if _only_of(kept.new.findings[j], reread_new) else "new"
        changes.append(FindingChange(change=alone if i is None else "kept", old=i, new=j))
    for i in _standing(kept.old.findings):
        if i not in matched:
            alone = "reread" if _only_of(kept.old.findings[i], reread_old) else "settled"
            changes.append(FindingChange(change=alone, old=i, new=None))
    return changes


def _only_of(finding: Finding, claims: set[str]) -> bool:
    return bool(finding.claim_ids) and claims.issuperset(finding.claim_ids)


def _standing(findings: list[Finding]) -> list[int]:
    return [i for i, finding in enumerate(findings) if finding.waived is None]


class _About(NamedTuple):
    """What a finding is about: words and sentences of its passages, its claims and sources."""

    rule: str
    words: frozenset[int]
    sentences: frozenset[int]
    claims: list[str]
    sources: list[str]

    @property
    def of_all(self) -> bool:
        """Whether it is about the article as a whole."""
        return not (self.sentences or self.claims or self.sources)


class _Partners(NamedTuple):
    """What of the old draft is what of the new: sentences, claims and sources, by the old one."""

    sentences: dict[int, frozenset[int]]
    claims: dict[str, frozenset[str]]
    sources: dict[str, str]


def _matched(kept: WordsKept, claims: set[tuple[str, str]], pairs: SourcePairs) -> dict[int, int]:
    sentences: dict[int, frozenset[int]] = {}
    for passage in kept.passages:
        sentences |= dict.fromkeys(passage.old, frozenset(passage.new))
    same: dict[str, frozenset[str]] = {}
    for claim, its in claims:
        same[claim] = same.get(claim, frozenset()) | {its}
    partners = _Partners(sentences, same, pairs.to_new)
    old = {i: _about(kept.old, i, kept.kept) for i in _standing(kept.old.findings)}
    new = {j: _about(kept.new, j, kept.new_words) for j in _standing(kept.new.findings)}
    found: list[_Pair] = []
    for i, one in old.items():
        for j, other in new.items():
            if one.rule == other.rule:
                likeness = _likeness(one, other, partners)
                if any(likeness) or (one.of_all and other.of_all):
                    a, b, c, d = likeness
                    found.append(_Pair((-a, -b, -c, -d), abs(i - j), i, j))
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for pair in sorted(found):
        if pair.old not in matched and pair.new not in taken:
            matched[pair.old] = pair.new
            taken.add(pair.new)
    return matched


def _about(audit: Audit, finding: int, words: Callable[[list[Span]], list[int]]) -> _About:
    one = audit.findings[finding]
    sentences = audit.article.sentences
    at = [bisect_right(sentences, start, key=lambda one: one.span[0]) - 1 for start, _ in one.spans]
    return _About(
        one.rule, frozenset(words(one.spans)), frozenset(at), one.claim_ids, one.source_ids
    )


def _likeness(old: _About, new: _About, partners: _Partners) -> tuple[int, int, int, int]:
    """Words, claims, sentences and sources in common."""
    none: frozenset[str] = frozenset()
    nowhere: frozenset[int] = frozenset()
    return (
        len(old.words & new.words),
        sum(len(partners.claims.get(i, none).intersection(new.claims)) for i in old.claims),
        sum(len(partners.sentences.get(i, nowhere) & new.sentences) for i in old.sentences),
        sum(partners.sources.get(i) in new.sources for i in old.sources),
    )
