"""Findings that are new, settled, or in both drafts."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from onrecord.audit.diff.source_matching import SourcePairs
from onrecord.audit.diff.types import ClaimChange, FindingChange, FindingChangeKind
from onrecord.audit.diff.words_kept import WordsKept
from onrecord.audit.schema.audit import Finding


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


def _matched(kept: WordsKept, claims: set[tuple[str, str]], pairs: SourcePairs) -> dict[int, int]:
    found: list[_Pair] = []
    sentences = {(i, j) for one in kept.passages for i in one.old for j in one.new}
    for i in _standing(kept.old.findings):
        for j in _standing(kept.new.findings):
            one, other = kept.old.findings[i], kept.new.findings[j]
            if one.rule == other.rule:
                likeness = _likeness(kept, one, other, claims, sentences, pairs)
                if any(likeness) or not (_about(one) and _about(other)):
                    a, b, c, d = likeness
                    found.append(_Pair((-a, -b, -c, -d), abs(i - j), i, j))
    matched: dict[int, int] = {}
    for pair in sorted(found):
        if pair.old not in matched and pair.new not in matched.values():
            matched[pair.old] = pair.new
    return matched


def _about(finding: Finding) -> bool:
    return bool(finding.spans or finding.claim_ids or finding.source_ids)


def _likeness(
    kept: WordsKept,
    old: Finding,
    new: Finding,
    claims: set[tuple[str, str]],
    sentences: set[tuple[int, int]],
    pairs: SourcePairs,
) -> tuple[int, int, int, int]:
    """Words, claims, sentences and sources in common."""
    words = len(set(kept.kept(old.spans)) & set(kept.new_words(new.spans)))
    same_claims = sum((i, j) in claims for i in old.claim_ids for j in new.claim_ids)
    at_old = set(_sentences(kept, old, old_side=True))
    at_new = set(_sentences(kept, new, old_side=False))
    same_sentences = sum((i, j) in sentences for i in at_old for j in at_new)
    same_sources = sum(pairs.to_new.get(i) == j for i in old.source_ids for j in new.source_ids)
    return words, same_claims, same_sentences, same_sources


def _sentences(kept: WordsKept, finding: Finding, *, old_side: bool) -> Iterator[int]:
    audit = kept.old if old_side else kept.new
    for start, _ in finding.spans:
        for i, sentence in enumerate(audit.article.sentences):
            if sentence.span[0] <= start < sentence.span[1]:
                yield i
