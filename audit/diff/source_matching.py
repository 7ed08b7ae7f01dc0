"""Which source of one draft is which of the other: by name, by description, by shared claims."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from onrecord.audit.balance.top_level import speaking
from onrecord.audit.diff.thresholds import THRESHOLDS
from onrecord.audit.diff.words_kept import WordsKept
from onrecord.audit.schema.audit import Audit, Claim
from onrecord.models.lexicon.names import ARTICLES, name_words, plain
from onrecord.models.text.words import WORD
from onrecord.models.types import Source

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
    shared = kept.shared(_words_of(kept.old, old), _words_of(kept.new, new))
    sizes_old = {id: len(set(kept.old_words(spans))) for id, spans in _words_of(kept.old, old)}
    sizes_new = {id: len(set(kept.new_words(spans))) for id, spans in _words_of(kept.new, new)}
    places = {id: number for number, id in enumerate(new)}
    found: list[_Pair] = []
    for number, (i, one) in enumerate(old.items()):
        for j, other in new.items():
            least = min(sizes_old[i], sizes_new[j])
            common = shared[i, j] / least if least else 0.0
            known = _known(one, other, common)
            if known is not None:
                way, likeness = known
                unlike = -round(likeness + common, 2)
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


def _known(one: Source, other: Source, common: float) -> tuple[int, float] | None:
    """How two sources are known to be one, and how alike they are (0 to 1)."""
    if one.label == other.label == "named":
        return _by_name(one, other)
    if one.label == other.label:
        a, b = _tell(one), _tell(other)
        likeness = len(a & b) / len(a | b) if a | b else 0.0
        if likeness >= THRESHOLDS.description:
            # Alike alone, without a word of the same claims: "a senior official" and another.
            return (_DESCRIPTION if common or likeness == 1.0 else _LIKE_DESCRIPTION), likeness
    if (one.type == "unidentified") != (other.type == "unidentified"):
        # A paper doesn't become a person.
        return None
    return (_CLAIMS, 0.0) if common >= THRESHOLDS.claims else None


def _by_name(one: Source, other: Source) -> tuple[int, float] | None:
    from rapidfuzz.distance import Indel

    a, b = name_words(one.name), name_words(other.name)
    if a == b:
        return _SAME_NAME, 1.0
    if a and b and (a <= b or b <= a):
        return _PART_OF_NAME, 1.0
    likeness = Indel.normalized_similarity(" ".join(sorted(a)), " ".join(sorted(b)))
    return (_SPELLING, likeness) if likeness >= THRESHOLDS.spelling else None


def _tell(source: Source) -> frozenset[str]:
    """The words that tell who a source is."""
    if source.label == "named":
        return name_words(source.name)
    return frozenset(WORD.findall(plain(source.name))) - _EMPTY


def _by_id(sources: Sequence[Source]) -> dict[str, Source]:
    return {source.id: source for source in sources}


def _words_of(audit: Audit, sources: dict[str, Source]) -> list[tuple[str, list[tuple[int, int]]]]:
    """Claims and mentions of each source."""
    spans = {id: list(source.mentions) for id, source in sources.items()}
    for claim in audit.claims:
        if claim.source_id in spans:
            spans[claim.source_id] += claim.spans
    return list(spans.items())


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
