"""An evaluation run: data and predictions in, a folder of figures and reports out."""

import hashlib
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec

from onrecord.audit.files import write_atomically, write_together
from onrecord.eval.gold.loading.sets import load_sets
from onrecord.eval.gold.loading.splits import Split
from onrecord.eval.gold.types import GoldArticle
from onrecord.eval.matching import Pair, Target, pair_up
from onrecord.eval.references.predictor import TaggerPredictor
from onrecord.eval.runs.prediction_errors import find_errors
from onrecord.eval.runs.predictions import Prediction, align, read_predictions, to_lines
from onrecord.eval.runs.record import make_record
from onrecord.eval.runs.report import errors_page
from onrecord.eval.runs.report.run_report import to_html, to_markdown
from onrecord.eval.runs.several_annotators import find_people
from onrecord.eval.runs.types import PredictorInfo, RunRecord, Settings
from onrecord.eval.statistics.intervals import RESAMPLES, SEED
from onrecord.models.errors import OnRecordError
from onrecord.models.types import Analysis

FIGURES: Final = "figures.json"
PREDICTIONS: Final = "predictions.jsonl"
TIMING: Final = "timing.json"
_RESULTS: Final = (PREDICTIONS, "report.md", "report.html", "errors.html", "errors.jsonl")


def run_evaluation(
    data: Path | str | Sequence[Path | str],
    out: Path,
    *,
    split: Split = "dev",
    model: Path | None = None,
    runtime: str | None = None,
    predictions: Path | None = None,
    annotators: Path | None = None,
    format: str | None = None,
    codes: Path | None = None,
    texts: Sequence[Path] = (),
    lenient: bool = False,
    slices: Sequence[str] | None = None,
    seed: int = SEED,
    resamples: int = RESAMPLES,
) -> RunRecord:
    """Evaluate a model, or predictions made elsewhere, and write the run to the folder `out`.

    The folder gets ``figures.json`` (the record), ``report.md``, ``report.html``,
    ``errors.html``, ``errors.jsonl``, ``predictions.jsonl`` and ``timing.json``. Except for
    the last, the same inputs on the same machine give the same bytes.

    Args:
        data: the gold data set; several are scored together, and each as a slice.
        out: the folder to write, made where it does not exist.
        split: which of their articles (`onrecord.eval.gold.loading.splits`).
        model: folder of the model; None: the one that ships.
        runtime: what runs it; None: the best that is there.
        predictions: a file of predictions to score instead of running a model.
        annotators: everybody's work on articles that several people annotated; None: looked
            for beside `data` and in it.
        format, codes, texts, lenient: how to load the gold data, as `load_gold` has them.
        slices: metadata columns to slice by; None: those with few values.
        seed: of the bootstrap.
        resamples: how many the bootstrap draws.

    Raises:
        OnRecordError: data, predictions or model can't be used, or `out` can't be written.
    """
    _check(out, model, predictions, resamples)
    clock = _Clock()
    paths = [data] if isinstance(data, str | Path) else list(data)
    with clock.measure("loading"):
        sets = load_sets(
            paths, split=split, format=format, codes=codes, texts=texts, lenient=lenient
        )
        articles = sets.data.articles
        people = find_people(
            paths,
            [article.id for article in articles],
            annotators=annotators,
            format=format,
            lenient=lenient,
            texts=texts,
        )
    with clock.measure("predicting"):
        predictor, predicted = _predicted(articles, model, runtime, predictions)
    with clock.measure("scoring"):
        targets = [Target(article) for article in articles]
        pairs = pair_up(targets, predicted)
        columns = list(slices) if slices is not None else None
        settings = Settings(seed=seed, resamples=resamples, slices=columns)
        record = make_record(sets, pairs, predictor, settings, people)
    with clock.measure("writing"):
        _write(out, record, pairs)
    write_atomically(out / TIMING, clock.to_json(), follow=False)
    return record


def read_record(folder: Path) -> RunRecord:
    """The record of the run in `folder`.

    Raises:
        OnRecordError: there is none, or it is of another version.
    """
    path = folder / FIGURES
    try:
        return msgspec.json.decode(path.read_bytes(), type=RunRecord)
    except OSError as error:
        raise OnRecordError(
            f"{folder} has no evaluation run ({FIGURES} can't be read: "
            f"{error.strerror or error}); make one with onrecord eval run."
        ) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise OnRecordError(
            f"{path} is not a record of this version ({error}); run the evaluation again."
        ) from error


def _check(out: Path, model: Path | None, predictions: Path | None, resamples: int) -> None:
    if model is not None and predictions is not None:
        raise OnRecordError("Give a model or a file of predictions, not both.")
    if resamples < 1:
        raise OnRecordError(f"{resamples} resamples can't give an interval; use 1000.")
    if out.exists() and not out.is_dir():
        raise OnRecordError(f"{out} is a file; name a folder for the run.")
    if not (out / FIGURES).exists():
        for name in _RESULTS:
            if (out / name).exists():
                raise OnRecordError(
                    f"{out / name} exists, but not the evaluation run that would have made it; "
                    "choose another folder with -o."
                )


def _predicted(
    articles: Sequence[GoldArticle],
    model: Path | None,
    runtime: str | None,
    predictions: Path | None,
) -> tuple[PredictorInfo, Sequence[Analysis | None]]:
    if predictions is not None:
        predicted = align(articles, read_predictions(predictions), predictions)
        digest = hashlib.sha256(predictions.read_bytes()).hexdigest()
        return PredictorInfo(name=predictions.name, signature=digest), predicted
    tagger = TaggerPredictor(model, runtime)
    info = PredictorInfo(
        name=tagger.name,
        version=tagger.version,
        runtime=tagger.runtime,
        signature=tagger.signature,
    )
    return info, tagger.predict([article.text for article in articles])


def make_folder(out: Path) -> None:
    """Make the folder `out` where it does not exist.

    Raises:
        OnRecordError: it can't be made.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OnRecordError(
            f"The folder {out} can't be created ({error.strerror or error}); choose another "
            "with -o."
        ) from error


def _write(out: Path, record: RunRecord, pairs: Sequence[Pair]) -> None:
    make_folder(out)
    found = [Prediction(id=p.article.id, analysis=p.analysis) for p in pairs if not p.missing]
    errors = find_errors(pairs)
    figures = msgspec.json.format(msgspec.json.encode(record), indent=1)
    write_together(
        {
            out / PREDICTIONS: to_lines(found),
            out / "report.md": to_markdown(record),
            out / "report.html": to_html(record),
            out / "errors.html": errors_page.to_html(record, pairs, errors),
            out / "errors.jsonl": b"".join(msgspec.json.encode(e) + b"\n" for e in errors),
            # The record comes last: where it stands, the run is whole.
            out / FIGURES: figures + b"\n",
        },
        follow=False,
    )


class _Clock:
    """Seconds by stage."""

    def __init__(self) -> None:
        self._seconds: dict[str, float] = {}

    @contextmanager
    def measure(self, stage: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self._seconds[stage] = round(time.perf_counter() - start, 3)

    def to_json(self) -> bytes:
        return msgspec.json.format(msgspec.json.encode({"seconds": self._seconds}), indent=1)
