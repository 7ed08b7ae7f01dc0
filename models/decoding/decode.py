"""From token scores to relations: which words are source, cue and content of which attribution."""

from bisect import insort
from collections.abc import Iterable
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from onrecord.models.arrays import FloatArray
from onrecord.models.config import DecodingConfig
from onrecord.models.decoding.arcs import Arcs, Pointed, pointed_at, source_shares, sums_of
from onrecord.models.decoding.relations import Decoded, Relation, TokenSpan
from onrecord.models.decoding.viterbi import best_tags, tag_probabilities
from onrecord.models.network.heads import Parameters
from onrecord.models.network.outputs import TokenScores
from onrecord.models.network.tags import Role, begin, inside, spans_of_tags


def decode(
    scores: TokenScores,
    parameters: Parameters,
    paragraphs: NDArray[np.int64],
    quoted: NDArray[np.bool_],
    config: DecodingConfig,
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
    sources = _Spans((s, e) for s, e, role in spans if role == Role.SOURCE)
    contents = [(s, e) for s, e, role in spans if role == Role.CONTENT]
    content_probability = (
        probabilities[:, begin(Role.CONTENT)] + probabilities[:, inside(Role.CONTENT)]
    )

    to_cue = Arcs(scores.content_dep, scores.cue_head, parameters.content_arc_bias, paragraphs)
    pointed = [pointed_at(content, to_cue, paragraphs, config.pointing) for content in contents]
    cues = _Spans((s, e) for s, e, role in spans if role == Role.CUE)
    _add_missed(cues, pointed, probabilities, config)
    # Pieces without a cue stay apart from each other: their keys are not spans.
    pieces: dict[TokenSpan | int, list[tuple[TokenSpan, float]]] = {}
    speakers: dict[TokenSpan | int, TokenSpan] = {}
    for k, (content, shares) in enumerate(zip(contents, pointed, strict=True)):
        cue, probability = _best_cue(shares, cues)
        key: TokenSpan | int = k
        if cue is not None and probability >= config.spans.cue_share:
            key = cue
        else:
            far, share = _best_cue(shares, cues, anywhere=True)
            if far is not None and share >= config.spans.speaker_share:
                speakers[key] = far
        pieces.setdefault(key, []).append((content, probability))
    _go_on(pieces, speakers, paragraphs, quoted)
    to_source = Arcs(scores.cue_dep, scores.source_head, parameters.source_arc_bias, paragraphs)
    sums = sums_of(content_probability)
    relations = []
    for key, items in pieces.items():
        cue = None if isinstance(key, int) else key
        speaker = speakers.get(key)
        if cue is None and speaker is None and not any(quoted[s:e].any() for (s, e), _ in items):
            continue
        source, probability = (
            _best_source(
                cue, sources, to_source, scores.no_source, paragraphs, probabilities, config
            )
            if cue
            else (None, config.spans.cueless_source)
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
    pieces: dict[TokenSpan | int, list[tuple[TokenSpan, float]]],
    speakers: dict[TokenSpan | int, TokenSpan],
    paragraphs: NDArray[np.int64],
    quoted: NDArray[np.bool_],
) -> None:
    """Let a quotation without a cue that opens a paragraph have the speaker of the one before.

    So running quotations are set: a paragraph each, and the speaker named in the first.
    """
    last: dict[int, TokenSpan] = {}
    for key, items in sorted(pieces.items(), key=lambda piece: piece[1][0][0]):
        start, end = items[0][0][0], items[-1][0][1]
        if not quoted[start:end].any():
            continue
        here = int(paragraphs[start])
        # The token before may be the quotation mark.
        opens = quoted[start] and (start < 2 or paragraphs[start - 2] != here)
        if isinstance(key, int) and opens and here - 1 in last:
            speakers[key] = last[here - 1]
        said = speakers.get(key) if isinstance(key, int) else key
        if said is not None:
            last[int(paragraphs[end - 1])] = said


class _Spans:
    """Spans in text order, ready to be asked for those near a place.

    They lie in stretches of `STRETCH` tokens, a long one in several, so that neither adding nor
    asking goes through all of them. Answers don't depend on it.
    """

    STRETCH: ClassVar[int] = 256

    def __init__(self, spans: Iterable[TokenSpan]) -> None:
        self._in: dict[int, list[TokenSpan]] = {}
        for span in sorted(spans):
            self.add(span)

    def add(self, span: TokenSpan) -> None:
        for stretch in self._stretches(*span):
            insort(self._in.setdefault(stretch, []), span)

    def touching(self, start: int, end: int) -> list[TokenSpan]:
        """Those that share a token with ``[start, end)``."""
        found = [
            span
            for stretch in self._stretches(start, end)
            for span in self._in.get(stretch, ())
            if span[0] < end and span[1] > start
        ]
        return found if len(found) < 2 else list(dict.fromkeys(found))

    @classmethod
    def _stretches(cls, start: int, end: int) -> range:
        return range(start // cls.STRETCH, (end - 1) // cls.STRETCH + 1)


def _add_missed(
    cues: _Spans, pointed: list[Pointed], probabilities: FloatArray, config: DecodingConfig
) -> None:
    """Add to `cues` those that the tagging missed but contents point at."""
    begins, goes_on = probabilities[:, begin(Role.CUE)], probabilities[:, inside(Role.CUE)]
    least = config.spans
    for piece in pointed:
        if _best_cue(piece, cues)[1] >= least.missed_cue_share:
            continue
        lo, hi = piece.near
        near = piece.shares[lo - piece.start : hi - piece.start]
        start = lo + int(near.argmax())
        doubtful = near.max() < least.missed_cue_share or begins[start] < least.missed_cue_begin
        if doubtful or cues.touching(start, start + 1):
            continue
        end, last = start + 1, min(start + config.pointing.reach, len(goes_on))
        while end < last and goes_on[end] > begins[start] * least.missed_cue_goes_on:
            end += 1
        cues.add((start, end))


def _best_cue(
    pointed: Pointed, cues: _Spans, *, anywhere: bool = False
) -> tuple[TokenSpan | None, float]:
    """The cue with the largest share, near the content or `anywhere`, and that share."""
    within = pointed.window if anywhere else pointed.near
    return pointed.largest(cues.touching(*within), within)


def _best_source(
    cue: TokenSpan,
    sources: _Spans,
    arcs: Arcs,
    no_source: FloatArray,
    paragraphs: NDArray[np.int64],
    probabilities: FloatArray,
    config: DecodingConfig,
) -> tuple[TokenSpan | None, float]:
    """The source span of its paragraph that `cue` points at, or None if it points at none more.

    Where the tagging missed it, the tokens that `cue` points at.
    """
    (lo, hi), sums = source_shares(cue, arcs, no_source, config.pointing.reach)
    none = float(sums[1])
    here = paragraphs[cue[0]]
    first, last = (lo + int(i) for i in np.searchsorted(paragraphs[lo:hi], (here, here + 1)))

    def share(span: TokenSpan) -> float:
        return float(sums[1 + span[1] - lo] - sums[1 + span[0] - lo])

    near = [(s, e) for s, e in sources.touching(first, last) if s >= first and e <= last]
    best = max(near, key=share, default=None)
    least = config.spans
    if best is None or share(best) < least.missed_source_share:
        tokens = np.diff(sums[1 + first - lo : 2 + last - lo])
        start = first + int(tokens.argmax())
        begins = probabilities[start, begin(Role.SOURCE)]
        missed = tokens.max() >= least.missed_source_share and begins >= least.missed_source_begin
        if missed and not cue[0] <= start < cue[1] and not sources.touching(start, start + 1):
            goes_on = probabilities[start + 1 : last, inside(Role.SOURCE)] > (
                begins * least.missed_source_goes_on
            )
            best = (start, start + 1 + int(np.argmin([*goes_on, False])))
    if best is None:
        return None, 1.0
    most = share(best)
    if most < none:
        return None, none / max(most + none, 1e-9)
    return best, most / max(most + none, 1e-9)
