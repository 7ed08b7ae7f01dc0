"""What the tagger returns: attributions, grants, linked sources.

Every span is a half-open pair of Python string indices into the text that was
analysed. Lists of spans are in text order and their pieces never overlap.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

import msgspec

from onrecord.models.labels import (
    AttributionType,
    Code,
    Kind,
    Label,
    ReasonType,
    Sector,
    SourceType,
    Style,
)
from onrecord.models.scaling import Scaling

Span: TypeAlias = tuple[int, int]


class Attribution(msgspec.Struct, frozen=True, kw_only=True):
    """One (source, cue, content) relation, as in PARC 3 and PolNeAR.

    `source` is empty where the text elides it, `cue` where a quotation has none.
    `code` is never A: what the article says in its own voice is not an attribution.
    `source_id` is None for code N. `type` is the source's type, `hearsay` for code N.
    `parent_id` names the outer attribution where a source quotes a source; the tagger finds
    no inner ones, so that it is None. `confidence` is the calibrated probability, two
    decimals, that content, source and label are all right.
    """

    id: str
    source: list[Span]
    cue: list[Span]
    content: list[Span]
    style: Style
    kind: Kind
    code: Code
    label: Label
    type: AttributionType
    source_id: str | None
    parent_id: str | None = None
    confidence: float = 1.0


class Grant(msgspec.Struct, frozen=True, kw_only=True):
    """Words that grant anonymity, with the reason as the text gives it (None: no reason)."""

    span: Span
    reason: str | None
    reason_type: ReasonType | None


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """Who stands behind one or more mentions: an entry of the source list.

    `mentions` are the source words of its attributions, a span each (a mention in pieces
    gives several). `count` is the number of people of a group where the text says it,
    `member_of` the id of the group that this source is one of. `insider` says whether an
    unnamed person or group speaks from inside what it speaks of (officials, aides,
    employees, people close to or familiar with); None where that is not known, and for all
    others. `confidence` is the calibrated probability, two decimals, that the entry is
    right; None where nobody has estimated it. `decided` says whether an editor has settled
    the entry by hand. The counts from `claims` on are filled in by the audit, which knows
    claims and paragraphs; words are matches of ``\\w+``, `first_paragraph` is an index into
    `article.paragraphs`.
    """

    id: str
    name: str
    label: Label
    type: SourceType
    sector: Sector
    insider: bool | None = None
    description: str | None = None
    count: int | None = None
    member_of: str | None = None
    confidence: float | None = None
    decided: bool = False
    grant: Grant | None = None
    mentions: list[Span]
    claims: int = 0
    words: int = 0
    quoted_words: int = 0
    first_paragraph: int = 0


class WordLabels(msgspec.Struct, frozen=True, kw_only=True):
    """Calibrated label probabilities of every word (match of ``\\w+``) of a text.

    `spans` has one entry a word, in text order; `named` and `anonymous` are parallel to
    it, and what is missing from one is the probability of unsourced. `of_claims` turns the
    mean probability of a claim's words into that of the claim, by label.
    """

    spans: Sequence[Span]
    named: list[float]
    anonymous: list[float]
    of_claims: dict[Label, Scaling] = {}

    def claim_probability(self, spans: Sequence[Span], label: Label) -> float:
        """Calibrated probability that a claim of these words has `label`."""
        mean = self.probability(spans, label)
        scaling = self.of_claims.get(label)
        return scaling(mean) if scaling else mean

    def probability(self, spans: Sequence[Span], label: Label) -> float:
        """Mean probability of `label` over the words inside `spans` (1.0 where there are none)."""
        total, n = 0.0, 0
        starts, ends = self._places()
        for start, end in spans:
            first = bisect_left(starts, start)
            last = bisect_left(starts, end, first)
            if last > first and ends[last - 1] > end:
                last -= 1
            total = sum(self._of(label, first, last), total)
            n += last - first
        return total / n if n else 1.0

    def _places(self) -> tuple[Sequence[int], Sequence[int]]:
        """Where the words start and where they end."""
        starts, ends = getattr(self.spans, "starts", None), getattr(self.spans, "ends", None)
        if starts is not None and ends is not None:  # `Spans` keeps them so
            return starts, ends
        return [start for start, _ in self.spans], [end for _, end in self.spans]

    def _of(self, label: Label, first: int, last: int) -> Iterable[float]:
        """The probabilities of `label` of the words from `first` to before `last`."""
        named, anonymous = self.named[first:last], self.anonymous[first:last]
        if label == "unsourced":
            return [1.0 - n - a for n, a in zip(named, anonymous, strict=True)]
        return named if label == "named" else anonymous


class Analysis(msgspec.Struct, frozen=True, kw_only=True):
    """All that the tagger says of one text.

    `attributions` are in text order and numbered ``a1``, ``a2`` …; `sources` in order of
    first mention, ``s1`` …; `grants` holds every grant found, also one that no source of
    the source list could be tied to. `word_labels` is None where no model stands behind the
    analysis (gold annotations).
    """

    attributions: list[Attribution]
    sources: list[Source]
    grants: list[Grant]
    word_labels: WordLabels | None = None


class Wording(NamedTuple):
    """What the genre of a text is told by (`onrecord.models.genre_words`).

    words: the writer's own words, with how often each occurs.
    title: the words and marks of the headline, in lower case.
    measures: other figures of the text, always the same ones in the same order.
    """

    words: Mapping[str, int]
    title: Collection[str]
    measures: Sequence[float]
