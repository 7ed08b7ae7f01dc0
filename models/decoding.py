"""From unit scores to relations: which words are source, cue and content of which attribution."""

from bisect import bisect_left, insort
from collections.abc import Iterable
from typing import Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from onrecord.models.arcs import Arcs
from onrecord.models.chain import best_tags, tag_probabilities
from onrecord.models.pairs import FloatArray
from onrecord.models.parameters import Parameters, softmax
from onrecord.models.scores import UnitScores
from onrecord.models.tags import begin, inside, spans_of_tags

UnitSpan = tuple[int, int]

SOURCE, CUE, CONTENT = range(3)
#: How far, in units, a content or a source may lie from its cue; a training window is as long.
_REACH: Final = 280
#: A content whose best cue is less probable than this stands without one.
_CUELESS: Final = 0.15
#: From this share on, a content without a cue has the source of a cue further away.
_SPEAKER: Final = 0.3
#: How many paragraphs away a content may have its cue; in under one attribution in a hundred
#: it is not the same one.
_NEIGHBOUR: Final = 1
#: A content whose best cue has a smaller share than this looks for one that the tagging missed:
#: a unit with at least this share, and at least the next as probability of beginning a cue.
_MISSED: Final = 0.3
_MISSED_TAG: Final = 0.05
#: The same for a cue whose best source of its paragraph has a smaller share than this.
_MISSED_SOURCE: Final = 0.2
_MISSED_SOURCE_TAG: Final = 0.02
#: A source that the tagging missed goes on while units go on with at least this share of the
#: probability with which it begins.
_GOES_ON: Final = 0.3


class Relation(msgspec.Struct, frozen=True):
    """An attribution in units. `cue` and `source` are None where there is none.

    `speaker` is, for a relation without a cue, the cue of another paragraph whose source
    speaks here too. `content_probability`, `arc_probability` and `source_probability` are the
    model's own.
    """

    source: UnitSpan | None
    cue: UnitSpan | None
    content: list[UnitSpan]
    content_probability: float
    arc_probability: float
    source_probability: float
    speaker: UnitSpan | None = None


class Decoded(msgspec.Struct, frozen=True):
    """Relations in text order, and the probability that each unit is content, (units,)."""

    relations: list[Relation]
    content: FloatArray


def decode(
    scores: UnitScores,
    parameters: Parameters,
    paragraphs: NDArray[np.int64],
    quoted: NDArray[np.bool_],
) -> Decoded:
    """Find spans by the best tag sequence, then tie contents and sources to cues.

    Every content piece goes to its most probable cue; every cue takes the most probable
    source of its paragraph, or none. Cues without content are dropped, and so is content
    without a cue unless some of it is `quoted`: a quotation has a speaker, whoever says so
    where.
    """
    tags = best_tags(scores.roles, parameters.transitions)
    probabilities = tag_probabilities(scores.roles, parameters.transitions)
    spans = spans_of_tags(tags)
    sources = _Spans((s, e) for s, e, role in spans if role == SOURCE)
    contents = [(s, e) for s, e, role in spans if role == CONTENT]
    content_probability = probabilities[:, begin(CONTENT)] + probabilities[:, inside(CONTENT)]

    to_cue = Arcs(scores.content_dep, scores.cue_head, parameters.content_arc_bias, paragraphs)
    pointed = [_pointed_at(content, to_cue, paragraphs) for content in contents]
    cues = _Spans((s, e) for s, e, role in spans if role == CUE)
    _add_missed(cues, pointed, probabilities)
    # Pieces without a cue stay apart from each other: their keys are no spans.
    pieces: dict[UnitSpan | int, list[tuple[UnitSpan, float]]] = {}
    speakers: dict[UnitSpan | int, UnitSpan] = {}
    for k, (content, shares) in enumerate(zip(contents, pointed, strict=True)):
        cue, probability = _best_cue(shares, cues)
        key: UnitSpan | int = k
        if cue is not None and probability >= _CUELESS:
            key = cue
        else:
            far, share = _best_cue(shares, cues, anywhere=True)
            if far is not None and share >= _SPEAKER:
                speakers[key] = far
        pieces.setdefault(key, []).append((content, probability))
    _go_on(pieces, speakers, paragraphs, quoted)
    to_source = Arcs(scores.cue_dep, scores.source_head, parameters.source_arc_bias, paragraphs)
    sums = _sums(content_probability)
    relations = []
    for key, items in pieces.items():
        cue = None if isinstance(key, int) else key
        speaker = speakers.get(key)
        if cue is None and speaker is None and not any(quoted[s:e].any() for (s, e), _ in items):
            continue
        source, probability = (
            _best_source(cue, sources, to_source, scores.no_source, paragraphs, probabilities)
            if cue
            else (None, 0.5)
        )
        content_ = [span for span, _ in items]
        relations.append(
            Relation(
                source,
                cue,
                content_,
                float(
                    sum(sums[e] - sums[s] for s, e in content_) / sum(e - s for s, e in content_)
                ),
                sum(p for _, p in items) / len(items),
                probability,
                speaker,
            )
        )
    relations.sort(key=lambda r: min(s for s, _ in [*r.content, *filter(None, (r.source, r.cue))]))
    return Decoded(relations, content_probability)


def _go_on(
    pieces: dict[UnitSpan | int, list[tuple[UnitSpan, float]]],
    speakers: dict[UnitSpan | int, UnitSpan],
    paragraphs: NDArray[np.int64],
    quoted: NDArray[np.bool_],
) -> None:
    """Let a quotation without a cue that opens a paragraph have the speaker of the one before.

    So running quotations are set: a paragraph each, and the speaker named in the first.
    """
    last: dict[int, UnitSpan] = {}
    for key, items in sorted(pieces.items(), key=lambda piece: piece[1][0][0]):
        start, end = items[0][0][0], items[-1][0][1]
        if not quoted[start:end].any():
            continue
        here = int(paragraphs[start])
        # The unit before may be the quotation mark.
        opens = quoted[start] and (start < 2 or paragraphs[start - 2] != here)
        if isinstance(key, int) and opens and here - 1 in last:
            speakers[key] = last[here - 1]
        said = speakers.get(key) if isinstance(key, int) else key
        if said is not None:
            last[int(paragraphs[end - 1])] = said


class _Spans:
    """Spans in text order, ready to be asked for those near a place."""

    def __init__(self, spans: Iterable[UnitSpan]) -> None:
        self._spans = sorted(spans)
        self._longest = max((e - s for s, e in self._spans), default=0)

    def add(self, span: UnitSpan) -> None:
        insort(self._spans, span)
        self._longest = max(self._longest, span[1] - span[0])

    def touching(self, start: int, end: int) -> list[UnitSpan]:
        """Those that share a unit with ``[start, end)``."""
        first = bisect_left(self._spans, (start - self._longest, 0))
        last = bisect_left(self._spans, (end, 0))
        return [span for span in self._spans[first:last] if span[1] > start]


class _Pointed(msgspec.Struct, frozen=True):
    """Where the units of a content piece point: the mean share of each unit from `start` on.

    ``sums[i]`` is the sum of the first i shares. `near` are the units of the content's
    paragraphs and of those next to them.
    """

    start: int
    shares: FloatArray
    sums: NDArray[np.float64]
    near: UnitSpan

    @property
    def window(self) -> UnitSpan:
        return self.start, self.start + len(self.shares)

    def share(self, start: int, end: int) -> float:
        """The share of the units ``[start, end)``."""
        return float(self.sums[end - self.start] - self.sums[start - self.start])


def _pointed_at(content: UnitSpan, arcs: Arcs, paragraphs: NDArray[np.int64]) -> _Pointed:
    lo, hi = _window(content, len(paragraphs))
    logits = arcs.scores(content, (lo, hi))
    logits -= logits.max(1, keepdims=True)
    weights = np.exp(logits, out=logits)
    shares = (1 / (len(weights) * weights.sum(1))) @ weights
    first, last = paragraphs[content[0]] - _NEIGHBOUR, paragraphs[content[1] - 1] + _NEIGHBOUR
    near_lo, near_hi = np.searchsorted(paragraphs[lo:hi], (first, last + 1)).tolist()
    return _Pointed(lo, shares, _sums(shares), (lo + near_lo, lo + near_hi))


def _window(span: UnitSpan, n: int) -> UnitSpan:
    return max(0, span[0] - _REACH), min(n, span[1] + _REACH)


def _sums(shares: FloatArray) -> NDArray[np.float64]:
    """The sums of the first 0, 1, 2 … of `shares`."""
    sums = np.zeros(len(shares) + 1)
    sums[1:] = shares
    return np.add.accumulate(sums, out=sums)


def _add_missed(cues: _Spans, pointed: list[_Pointed], probabilities: FloatArray) -> None:
    """Add to `cues` those that the tagging missed but contents point at."""
    begins, goes_on = probabilities[:, begin(CUE)], probabilities[:, inside(CUE)]
    for piece in pointed:
        if _best_cue(piece, cues)[1] >= _MISSED:
            continue
        lo, hi = piece.near
        near = piece.shares[lo - piece.start : hi - piece.start]
        start = lo + int(near.argmax())
        if near.max() < _MISSED or begins[start] < _MISSED_TAG or cues.touching(start, start + 1):
            continue
        end = start + 1
        while end < len(goes_on) and goes_on[end] > begins[start] / 2:
            end += 1
        cues.add((start, end))


def _best_cue(
    pointed: _Pointed, cues: _Spans, *, anywhere: bool = False
) -> tuple[UnitSpan | None, float]:
    """The cue with the largest share, near the content or `anywhere`, and that share."""
    (low, high), (lo, hi) = pointed.window, pointed.window if anywhere else pointed.near
    best, most = None, 0.0
    for start, end in cues.touching(lo, hi):
        share = pointed.share(max(start, lo), min(end, hi))
        if share > most and low <= start and end <= high:
            best, most = (start, end), share
    return best, most


def _best_source(
    cue: UnitSpan,
    sources: _Spans,
    arcs: Arcs,
    no_source: FloatArray,
    paragraphs: NDArray[np.int64],
    probabilities: FloatArray,
) -> tuple[UnitSpan | None, float]:
    """The source span of its paragraph that `cue` points at, or None if it points at none more.

    Where the tagging missed it, the units that `cue` points at.
    """
    at = cue[0]
    lo, hi = _window(cue, len(no_source))
    sums = _sums(softmax(np.concatenate([no_source[at], arcs.scores((at, at + 1), (lo, hi))[0]])))
    none = float(sums[1])
    here = paragraphs[at]
    first, last = (lo + int(i) for i in np.searchsorted(paragraphs[lo:hi], (here, here + 1)))

    def share(span: UnitSpan) -> float:
        return float(sums[1 + span[1] - lo] - sums[1 + span[0] - lo])

    near = [(s, e) for s, e in sources.touching(first, last) if s >= first and e <= last]
    best = max(near, key=share, default=None)
    if best is None or share(best) < _MISSED_SOURCE:
        units = np.diff(sums[1 + first - lo : 2 + last - lo])
        start = first + int(units.argmax())
        begins = probabilities[start, begin(SOURCE)]
        missed = units.max() >= _MISSED_SOURCE and begins >= _MISSED_SOURCE_TAG
        if missed and not cue[0] <= start < cue[1] and not sources.touching(start, start + 1):
            goes_on = probabilities[start + 1 : last, inside(SOURCE)] > begins * _GOES_ON
            best = (start, start + 1 + int(np.argmin([*goes_on, False])))
    if best is None:
        return None, 1.0
    most = share(best)
    if most < none:
        return None, none / max(most + none, 1e-9)
    return best, most / max(most + none, 1e-9)
