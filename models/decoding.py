"""From unit scores to relations: which words are source, cue and content of which attribution."""

from typing import Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from onrecord.models.chain import best_tags, tag_probabilities
from onrecord.models.pairs import FloatArray, arc_buckets
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

    Every content piece goes to its most probable cue; every cue takes its most probable
    source, or none. Cues without content are dropped, and so is content without a cue
    unless some of it is `quoted`: a quotation has a speaker, whoever says so where.
    """
    tags = best_tags(scores.roles, parameters.transitions)
    probabilities = tag_probabilities(scores.roles, parameters.transitions)
    spans = spans_of_tags(tags)
    cues = [(s, e) for s, e, role in spans if role == CUE]
    sources = [(s, e) for s, e, role in spans if role == SOURCE]
    contents = [(s, e) for s, e, role in spans if role == CONTENT]
    content_probability = probabilities[:, begin(CONTENT)] + probabilities[:, inside(CONTENT)]

    pointed = [_pointed_at(content, scores, parameters, paragraphs) for content in contents]
    cues = _with_missed(cues, pointed, probabilities)
    # Pieces without a cue stay apart from each other, under negative keys.
    pieces: dict[int, list[tuple[UnitSpan, float]]] = {}
    speakers: dict[int, UnitSpan] = {}
    for k, (content, shares) in enumerate(zip(contents, pointed, strict=True)):
        key, probability = _best_cue(shares, cues)
        if key is None or probability < _CUELESS:
            key = -1 - k
            far, share = _best_cue(shares, cues, anywhere=True)
            if far is not None and share >= _SPEAKER:
                speakers[key] = cues[far]
        pieces.setdefault(key, []).append((content, probability))
    relations = []
    for key, items in pieces.items():
        cue = cues[key] if key >= 0 else None
        speaker = speakers.get(key)
        if cue is None and speaker is None and not any(quoted[s:e].any() for (s, e), _ in items):
            continue
        source, probability = (
            _best_source(cue, sources, scores, parameters, paragraphs) if cue else (None, 0.5)
        )
        spans_ = [span for span, _ in items]
        units = np.concatenate([np.arange(s, e) for s, e in spans_])
        relations.append(
            Relation(
                source,
                cue,
                spans_,
                float(content_probability[units].mean()),
                float(np.mean([p for _, p in items])),
                probability,
                speaker,
            )
        )
    relations.sort(key=lambda r: min(s for s, _ in [*r.content, *filter(None, (r.source, r.cue))]))
    return Decoded(relations, content_probability)


class _Pointed(msgspec.Struct, frozen=True):
    """Where the units of a content piece point: the mean share of each unit from `start` on.

    In `near`, units of paragraphs that are not the content's or next to it have no share.
    """

    start: int
    shares: FloatArray
    near: FloatArray


def _pointed_at(
    content: UnitSpan,
    scores: UnitScores,
    parameters: Parameters,
    paragraphs: NDArray[np.int64],
) -> _Pointed:
    lo, hi = max(0, content[0] - _REACH), min(len(paragraphs), content[1] + _REACH)
    units = np.arange(*content)
    heads = np.arange(lo, hi)
    scale = scores.content_dep.shape[1] ** -0.5
    logits = scores.content_dep[units] @ scores.cue_head[lo:hi].T * scale
    logits += parameters.content_arc_bias[arc_buckets(units, heads, paragraphs)]
    shares = softmax(logits).mean(0)
    apart = np.maximum(paragraphs[content[0]] - paragraphs[heads], 0)
    apart = np.maximum(apart, paragraphs[heads] - paragraphs[content[1] - 1])
    return _Pointed(lo, shares, np.where(apart > _NEIGHBOUR, 0, shares).astype(np.float32))


def _with_missed(
    cues: list[UnitSpan], pointed: list[_Pointed], probabilities: FloatArray
) -> list[UnitSpan]:
    """`cues` and those that the tagging missed but contents point at."""
    begins, goes_on = probabilities[:, begin(CUE)], probabilities[:, inside(CUE)]
    found = list(cues)
    for piece in pointed:
        if _best_cue(piece, found)[1] >= _MISSED:
            continue
        start = piece.start + int(piece.near.argmax())
        taken = any(s <= start < e for s, e in found)
        if taken or piece.near.max() < _MISSED or begins[start] < _MISSED_TAG:
            continue
        end = start + 1
        while end < len(goes_on) and goes_on[end] > begins[start] / 2:
            end += 1
        found.append((start, end))
    return sorted(found)


def _best_cue(
    pointed: _Pointed, cues: list[UnitSpan], *, anywhere: bool = False
) -> tuple[int | None, float]:
    """Index of the cue with the largest share, near the content or `anywhere`, and that share."""
    row = pointed.shares if anywhere else pointed.near
    ends = [(s - pointed.start, e - pointed.start) for s, e in cues]
    shares = [float(row[s:e].sum()) if s >= 0 and e <= len(row) else 0.0 for s, e in ends]
    if not shares or max(shares) == 0:
        return None, 0.0
    best = int(np.argmax(shares))
    return best, shares[best]


def _best_source(
    cue: UnitSpan,
    sources: list[UnitSpan],
    scores: UnitScores,
    parameters: Parameters,
    paragraphs: NDArray[np.int64],
) -> tuple[UnitSpan | None, float]:
    """The source span that `cue` points at, or None where none is more probable."""
    lo, hi = max(0, cue[0] - _REACH), min(len(paragraphs), cue[1] + _REACH)
    near = [(s, e) for s, e in sources if s >= lo and e <= hi]
    if not near:
        return None, 1.0
    at = np.array([cue[0]])
    heads = np.arange(lo, hi)
    scale = scores.cue_dep.shape[1] ** -0.5
    logits = scores.cue_dep[at] @ scores.source_head[lo:hi].T * scale
    logits += parameters.source_arc_bias[arc_buckets(at, heads, paragraphs)]
    row = softmax(np.concatenate([scores.no_source[at], logits], axis=1))[0]
    weights = [float(row[1 + s - lo : 1 + e - lo].sum()) for s, e in near]
    best = int(np.argmax(weights))
    share = weights[best] + float(row[0])
    if weights[best] < row[0]:
        return None, float(row[0]) / max(share, 1e-9)
    return near[best], weights[best] / max(share, 1e-9)
