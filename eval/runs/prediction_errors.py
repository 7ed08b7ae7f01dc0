"""Errors of a prediction, each of one kind that a reader can look up and count."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, Literal, NamedTuple, TypeAlias

import msgspec
import numpy as np

from onrecord.eval.matching import Mask, Match, Pair, overlaps
from onrecord.eval.metrics.sources.name_accuracy import full_name, same_name
from onrecord.models.labels import LABEL_OF_CODE
from onrecord.models.lexicon.mention_kinds import POINTING

ErrorKind: TypeAlias = Literal[
    "missed",
    "invented",
    "too long",
    "too short",
    "split",
    "joined",
    "wrong source",
    "wrong class",
    "wrong code",
    "wrong person",
    "wrong name",
    "inexact name",
    "wrong type",
    "wrong sector",
]
#: What each kind of error is.
MEANINGS: Final[dict[ErrorKind, str]] = {
    "missed": "A gold attribution whose content no predicted content matches.",
    "invented": "A predicted attribution whose content matches none of gold's.",
    "too long": "Content with words that gold's lacks, more than it lacks of gold's.",
    "too short": "Content that lacks words of gold's, more than it has beyond it.",
    "split": "Gold content that is split over two or more predicted attributions.",
    "joined": "Predicted content that covers two or more gold attributions.",
    "wrong source": "Found, but the source has no words in common with gold's.",
    "wrong class": "Found, but with the wrong label (named, anonymous, unsourced).",
    "wrong code": "Found with the right label, but with the wrong code of the codebook.",
    "wrong person": "A pronoun, or no words at all, taken for somebody else.",
    "wrong name": "A source with words of its own that is given the wrong name.",
    "inexact name": "A name that is not the fullest in the article, or has an extra word.",
    "wrong type": "Found and anonymous, but of the wrong type (confidential, role, group …).",
    "wrong sector": "Found, but its source is given the wrong sector.",
}
#: An attribution stands for a part of another one where most of its words lie inside.
_INSIDE: Final = 0.5


class EvaluationError(msgspec.Struct, frozen=True, kw_only=True):
    """One error: its kind, the article, and the attributions of gold and prediction at fault.

    `confidence` is how sure the predictor was of it: the confidence of the predicted
    attribution; for a missed one, the mean probability that its content words are
    unsourced. None where the predictor gives no probabilities. `detail` says in a word or
    two what was taken for what; equal details are the same mistake.
    """

    kind: ErrorKind
    article: str
    gold: tuple[str, ...]
    predicted: tuple[str, ...]
    confidence: float | None
    detail: str = ""


def find_errors(pairs: Sequence[Pair]) -> list[EvaluationError]:
    """All errors: the most frequent kind first, and within a kind the most confident first.

    One attribution may have several (too long, and of the wrong class). What nobody coded
    has no error of class, code or name.
    """
    errors = [error for pair in pairs for error in _errors_of(pair)]
    frequency = Counter(error.kind for error in errors)
    return sorted(errors, key=lambda e: (-frequency[e.kind], e.kind, -(e.confidence or 0.0)))


def _errors_of(pair: Pair) -> Iterator[EvaluationError]:
    gold = pair.gold.roles["content"]
    extents = list(_extents(pair))
    yield from (_error(pair, e.kind, e.gold, e.predicted, detail=e.detail) for e in extents)
    for match in pair.matches:
        yield from _identity(pair, match)
    told_gold = {m.gold for m in pair.matches} | {i for e in extents for i in e.gold}
    for i in np.flatnonzero(pair.required).tolist():
        if i not in told_gold:
            yield _error(pair, "missed", [i], [], _sure_of_nothing(pair, gold[i]))
    told = {m.predicted for m in pair.matches} | {j for e in extents for j in e.predicted}
    for j in np.flatnonzero(pair.counted).tolist():
        if j not in told:
            yield _error(pair, "invented", [], [j])


class _Extent(NamedTuple):
    """Contents that meet, but not exactly: indices of the attributions."""

    kind: ErrorKind
    gold: list[int]
    predicted: list[int]
    detail: str


def _extents(pair: Pair) -> Iterator[_Extent]:
    gold, predicted = pair.gold.roles["content"], pair.predicted.roles["content"]
    shared, _ = overlaps(gold, predicted)
    shared = shared * pair.required[:, None] * pair.counted[None, :]
    within_gold = shared > _INSIDE * predicted.sum(axis=1)[None, :]
    within_predicted = shared > _INSIDE * gold.sum(axis=1)[:, None]
    told = {(match.gold, match.predicted) for match in pair.matches if match.exact}
    for i in range(len(gold)):
        parts = np.flatnonzero(within_gold[i]).tolist()
        if len(parts) > 1:
            told |= {(i, j) for j in parts}
            yield _Extent("split", [i], parts, f"in {len(parts)}")
    for j in range(len(predicted)):
        parts = np.flatnonzero(within_predicted[:, j]).tolist()
        if len(parts) > 1:
            told |= {(i, j) for i in parts}
            yield _Extent("joined", parts, [j], f"{len(parts)} in one")
    matched = {(match.gold, match.predicted) for match in pair.matches}
    for i, j in np.argwhere(shared > 0).tolist():
        best = shared[i, j] == max(shared[i].max(), shared[:, j].max())
        if (i, j) not in told and (best or (i, j) in matched):
            over = int((predicted[j] & ~gold[i]).sum())
            under = int((gold[i] & ~predicted[j]).sum())
            kind: ErrorKind = "too long" if over > under else "too short"
            yield _Extent(kind, [i], [j], _sizes(over, under))


def _sizes(over: int, under: int) -> str:
    return ", ".join(f"{sign}{n}" for sign, n in (("+", over), ("−", under)) if n)


def _identity(pair: Pair, match: Match) -> Iterator[EvaluationError]:
    """A found attribution with another source, class or name than gold's."""
    gold, predicted = pair.attribution_pair(match)
    same_source, source = pair.same_source(match), pair.predicted_source(match)
    if not same_source:
        yield _error(pair, "wrong source", [match.gold], [match.predicted])
    if gold.code is None:
        return
    if gold.code != predicted.code:
        same_label = LABEL_OF_CODE[gold.code] == predicted.label
        kind: ErrorKind = "wrong code" if same_label else "wrong class"
        detail = f"{gold.code} taken for {predicted.code}"
        yield _error(pair, kind, [match.gold], [match.predicted], detail=detail)
    both = [match.gold], [match.predicted]
    named = LABEL_OF_CODE[gold.code] == "named" == predicted.label
    if same_source and named and gold.canonical:
        name = source.name if source else ""
        detail = f"{gold.canonical} taken for {name or 'nobody'}"
        if not same_name(name, gold.canonical):
            words = " ".join(pair.article.text[start:end] for start, end in gold.source)
            points = not words or words.lower() in POINTING
            yield _error(pair, "wrong person" if points else "wrong name", *both, detail=detail)
        elif not full_name(name, gold.canonical):
            yield _error(pair, "inexact name", *both, detail=detail)
    type = pair.target.types[gold.id]
    anonymous = LABEL_OF_CODE[gold.code] == "anonymous" == predicted.label
    if anonymous and type is not None and predicted.type != type:
        detail = f"{type} taken for {predicted.type}"
        yield _error(pair, "wrong type", *both, detail=detail)
    if source is not None and gold.sector is not None and source.sector != gold.sector:
        detail = f"{gold.sector} taken for {source.sector}"
        yield _error(pair, "wrong sector", *both, detail=detail)


def _error(
    pair: Pair,
    kind: ErrorKind,
    gold: Sequence[int],
    predicted: Sequence[int],
    confidence: float | None = None,
    detail: str = "",
) -> EvaluationError:
    answers = [pair.analysis.attributions[j] for j in predicted]
    if answers and pair.analysis.word_labels is not None:
        confidence = max(answer.confidence for answer in answers)
    return EvaluationError(
        kind=kind,
        article=pair.article.id,
        gold=tuple(pair.article.attributions[i].id for i in gold),
        predicted=tuple(answer.id for answer in answers),
        confidence=confidence,
        detail=detail,
    )


def _sure_of_nothing(pair: Pair, content: Mask) -> float | None:
    """The mean probability that the words of `content` are unsourced."""
    labels = pair.analysis.word_labels
    if labels is None or len(labels.named) != len(content):
        return None
    attributed = np.array(labels.named) + np.array(labels.anonymous)
    return float(1 - attributed[content].mean())
