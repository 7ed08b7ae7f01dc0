"""Which sources of two drafts correspond: by name, by description, by shared claims."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from onrecord.audit.balance.top_level import speaking
from onrecord.audit.diff.thresholds import THRESHOLDS
from onrecord.audit.diff.words_kept import WordsKept
from onrecord.audit.schema.audit import Claim
from onrecord.models.lexicon.names import ARTICLES, name_words, plain
from onrecord.models.text.words import WORD
from onrecord.models.types import Source, Span

#: How a pair of sources is known, the surest way first.
_SAME_NAME, _PART_OF_NAME, _SPELLING, _DESCRIPTION, _CLAIMS, _LIKE_DESCRIPTION = range(6)
#: Words that tell nothing about who an unnamed source is.
_EMPTY: Final = ARTICLES | {"of", "for", "in", "at", "on", "to", "from", "with", "by", "and", "who"}


class _Pair(NamedTuple):
    """A pair that may be one source; sorts the best first."""

    way: int
    unlike: float
    apart: int
    old: str
    new: str


class SourcePairs(NamedTuple):
    """Sources of both drafts that are one, by id either way."""

    to_new: dict[str, str]
    to_old: dict[str, str]


def match_sources(kept: WordsKept) -> SourcePairs:
    """The sources that both drafts have.

    Named ones are matched by name, unnamed ones by description; what is left by the words of
    claims and mentions in common. Two that have different names are never one, but for a spelling.
    """
    old = _by_id(speaking(kept.old.sources, kept.old.claims))
    new = _by_id(speaking(kept.new.sources, kept.new.claims))
    common = _in_common(kept, old, new)
    told_old = {id: _tell(source) for id, source in old.items()}
    told_new = {id: _tell(source) for id, source in new.items()}
    places = {id: number for number, id in enumerate(new)}
    found: list[_Pair] = []
    for number, (i, one) in enumerate(old.items()):
        for j, other in new.items():
            share = common.get((i, j), 0.0)
            known = _known(one, other, share, (told_old[i], told_new[j]))
            if known is not None:
                way, likeness = known
                unlike = -round(likeness + share, 2)
                found.append(_Pair(way, unlike, abs(number - places[j]), i, j))
    pairs = SourcePairs({}, {})
    for pair in sorted(found):
        if pair.old not in pairs.to_new and pair.new not in pairs.to_old:
            pairs.to_new[pair.old] = pair.new
            pairs.to_old[pair.new] = pair.old
    return pairs


def other_name(one: Source, other: Source) -> bool:
    """Whether two forms of a source are called differently.

    Of two names, neither's words are among the other's; descriptions of unnamed ones have any
    other word.
    """
    a, b = _tell(one), _tell(other)
    if one.label == "anonymous":
        return a != b
    return not (a <= b or b <= a)


def _known(
    one: Source, other: Source, common: float, told: tuple[frozenset[str], frozenset[str]]
) -> tuple[int, float] | None:
    """How two sources are known to be one, and how alike they are (0 to 1).

    told: the words that say who either is.
    """
    a, b = told
    if one.label == other.label == "named":
        return _by_name(a, b)
    if _is_paper(one) != _is_paper(other):
        return None
    if one.label == other.label:
        likeness = len(a & b) / len(a | b) if a | b else 0.0
        if likeness >= THRESHOLDS.description:
            # Alike alone, without a word of the same claims: "a senior official" and another.
            return (_DESCRIPTION if common or likeness == 1.0 else _LIKE_DESCRIPTION), likeness
    return (_CLAIMS, 0.0) if common >= THRESHOLDS.claims else None


def _by_name(a: frozenset[str], b: frozenset[str]) -> tuple[int, float] | None:
    from rapidfuzz.distance import Indel

    if a == b:
        return _SAME_NAME, 1.0
    if a and b and (a <= b or b <= a):
        return _PART_OF_NAME, 1.0
    likeness = Indel.normalized_similarity(" ".join(sorted(a)), " ".join(sorted(b)))
    return (_SPELLING, likeness) if likeness >= THRESHOLDS.spelling else None


def _tell(source: Source) -> frozenset[str]:
    """The words that say who a source is."""
    if source.label == "named":
        return name_words(source.name)
    return frozenset(WORD.findall(plain(source.name))) - _EMPTY


def _by_id(sources: Sequence[Source]) -> dict[str, Source]:
    return {source.id: source for source in sources}


def _is_paper(source: Source) -> bool:
    """Whether a source is a document or a poll, which never becomes a person."""
    return source.type in ("document", "unidentified")


def _in_common(
    kept: WordsKept, old: dict[str, Source], new: dict[str, Source]
) -> dict[tuple[str, str], float]:
    """How much of the claims and of the mentions of two sources is in both drafts (0 to 1).

    Of whichever of the two has fewer words; a word or two say nothing.
    """
    before, after = claims_of(kept.old.claims), claims_of(kept.new.claims)
    found: dict[tuple[str, str], float] = {}
    for olds, news in (
        (
            [(id, _spans(before.get(id, []))) for id in old],
            [(id, _spans(after.get(id, []))) for id in new],
        ),
        (
            [(id, one.mentions) for id, one in old.items()],
            [(id, one.mentions) for id, one in new.items()],
        ),
    ):
        sizes_old = {id: len(kept.old_words(spans)) for id, spans in olds}
        sizes_new = {id: len(kept.new_words(spans)) for id, spans in news}
        for (i, j), words in kept.shared(olds, news).items():
            if words >= THRESHOLDS.claim_words:
                share = words / min(sizes_old[i], sizes_new[j])
                found[i, j] = max(found.get((i, j), 0.0), share)
    return found


def _spans(claims: Iterable[Claim]) -> list[Span]:
    return [span for claim in claims for span in claim.spans]


def claims_of(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    """Claims by the id of their source."""
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.source_id is not None:
            found.setdefault(claim.source_id, []).append(claim)
    return found


def shared_claims(kept: WordsKept) -> Counter[tuple[str, str]]:
    """Words in common of every claim of the old draft with every one of the new."""
    return kept.shared(
        [(claim.id, claim.spans) for claim in kept.old.claims],
        [(claim.id, claim.spans) for claim in kept.new.claims],
    )
