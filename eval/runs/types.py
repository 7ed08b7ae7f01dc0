"""The typed record of an evaluation run: what ``figures.json`` holds."""

from typing import Literal

import msgspec

from onrecord.eval.gold.loading.splits import Split
from onrecord.eval.metrics.reliability import CalibrationFigures
from onrecord.eval.statistics.intervals import LEVEL, RESAMPLES, SEED, Interval


class PredictorInfo(msgspec.Struct, frozen=True, kw_only=True):
    """What made the predictions; `signature` pins its weights and settings."""

    name: str
    version: str | None = None
    runtime: str | None = None
    signature: str


class DataInfo(msgspec.Struct, frozen=True, kw_only=True):
    """What was scored on: the paths as given, the split, the hash of the articles, their sizes.

    `uncoded` counts the gold attributions without a code, `skipped` the items left out.
    """

    paths: list[str]
    split: Split = "dev"
    sha256: str
    articles: int
    words: int
    attributions: int
    uncoded: int
    skipped: int


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What decides the figures beside predictions and data."""

    seed: int = SEED
    resamples: int = RESAMPLES
    level: float = LEVEL
    slices: list[str] | None = None
    annotators_sha256: str | None = None


class Signature(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that the figures follow from; equal signatures have equal figures."""

    package: str
    predictor: PredictorInfo
    data: DataInfo
    settings: Settings

    def line(self) -> str:
        """The signature as one line to put beside a figure."""
        predictor = self.predictor
        parts = [
            f"onrecord:{self.package}",
            f"model:{predictor.name}-{predictor.version or 'x'}:{predictor.signature[:12]}",
            f"runtime:{predictor.runtime or 'none'}",
            f"data:{self.data.sha256[:12]}",
            f"split:{self.data.split}",
            f"articles:{self.data.articles}",
            f"seed:{self.settings.seed}",
            f"resamples:{self.settings.resamples}",
        ]
        return "|".join(parts)


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of one predictor by name, with their intervals.

    A figure that is not defined (nothing to divide by) is left out. `articles` is the number
    that they are over, `note` says what a reader must know of this row.
    """

    name: str
    articles: int
    figures: dict[str, float]
    intervals: dict[str, Interval]
    note: str = ""


class SliceRow(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of one slice; `size` counts its articles, or its gold attributions."""

    value: str
    size: int
    figures: dict[str, float]
    intervals: dict[str, Interval]


class Confusion(msgspec.Struct, frozen=True, kw_only=True):
    """How often gold's value (rows) met each predicted value (columns)."""

    rows: list[str]
    columns: list[str]
    counts: list[list[int]]


class Calibrated(msgspec.Struct, frozen=True, kw_only=True):
    """Calibration of one kind of answer, with intervals of its figures."""

    figures: CalibrationFigures
    intervals: dict[str, Interval]


class SetRow(msgspec.Struct, frozen=True, kw_only=True):
    """One of several data sets that were scored together: the figures and the calibration on it."""

    row: Row
    calibration: dict[str, Calibrated]


class ArticleShares(msgspec.Struct, frozen=True, kw_only=True):
    """Gold and predicted share of each label in one article, in the order of LABELS."""

    id: str
    gold: list[float]
    predicted: list[float]


class RunRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One evaluation run.

    Attributes:
        notes: what went into the figures that a reader would not expect.
        rows: the evaluated predictor first, then the references.
        sets: the evaluated predictor on each data set, where there are several.
        calibration: by kind of answer (words, claims, attributions).
        confusions: words by label, claims by label, found attributions by code.
        article_slices, attribution_slices: of the evaluated predictor, by dimension.
        shares: the report-level shares behind the balance figures.
    """

    schema: Literal["onrecord.eval/2"] = "onrecord.eval/2"
    signature: Signature
    notes: list[str]
    rows: list[Row]
    calibration: dict[str, Calibrated]
    confusions: dict[str, Confusion]
    article_slices: dict[str, list[SliceRow]]
    attribution_slices: dict[str, list[SliceRow]]
    shares: list[ArticleShares]
    sets: list[SetRow] = []

    @property
    def row(self) -> Row:
        """The row of the evaluated predictor."""
        return self.rows[0]
