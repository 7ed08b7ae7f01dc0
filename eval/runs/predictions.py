"""Predictions on disk: JSONL with an article's id and its analysis on each line."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from onrecord.audit.files import write_atomically
from onrecord.eval.gold.types import GoldArticle
from onrecord.models.errors import OnRecordError
from onrecord.models.types import Analysis


class Prediction(msgspec.Struct, frozen=True, kw_only=True):
    """What was found in the article `id`."""

    id: str
    analysis: Analysis


def write_predictions(predictions: Iterable[Prediction], path: Path) -> None:
    """Write predictions, a line each.

    Raises:
        OnRecordError: `path` can't be written.
    """
    write_atomically(path, to_lines(predictions))


def to_lines(predictions: Iterable[Prediction]) -> bytes:
    """What a file of predictions holds."""
    # Places of words are kept in arrays, which are lists there.
    return b"".join(msgspec.json.encode(p, enc_hook=list) + b"\n" for p in predictions)


def read_predictions(path: Path) -> dict[str, Analysis]:
    """The analyses of a predictions file by article id.

    Raises:
        OnRecordError: the file can't be read, a line is not a prediction, or an id appears twice.
    """
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as error:
        raise OnRecordError(f"{path} can't be read ({error.strerror or error}).") from error
    found: dict[str, Analysis] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            prediction = msgspec.json.decode(line, type=Prediction)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise OnRecordError(f"{path}, line {number}, is not a prediction: {error}.") from error
        if prediction.id in found:
            raise OnRecordError(f"{path}, line {number}: the id {prediction.id} appears twice.")
        found[prediction.id] = prediction.analysis
    return found


def align(
    articles: Sequence[GoldArticle], predictions: dict[str, Analysis], path: Path
) -> list[Analysis | None]:
    """The analysis of each article, None where there is none.

    Raises:
        OnRecordError: a prediction is for no article of the data or does not fit its text,
            or no article has one.
    """
    lengths = {article.id: len(article.text) for article in articles}
    unknown = sorted(predictions.keys() - lengths.keys())
    if unknown:
        raise OnRecordError(
            f"{path} has predictions for {len(unknown)} ids that are not in the data "
            f"({unknown[0]}, for example); score it on the data that it was made for."
        )
    if not predictions:
        raise OnRecordError(f"{path} has no predictions; there is nothing to score.")
    for id, analysis in predictions.items():
        spans = [span for a in analysis.attributions for span in (*a.source, *a.cue, *a.content)]
        wrong = next((s for s in spans if not 0 <= s[0] < s[1] <= lengths[id]), None)
        if wrong is not None:
            raise OnRecordError(
                f"{path}: {id}: the span {wrong[0]}-{wrong[1]} is not in the article's "
                f"text of {lengths[id]} characters; predict on the same text."
            )
    return [predictions.get(article.id) for article in articles]
