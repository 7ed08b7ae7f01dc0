"""The figures to quote from a measurement: ratios, each with its aim."""

from collections.abc import Iterator
from typing import Final

import msgspec

from onrecord.eval.speed.measure import ALONE, QUOTED
from onrecord.eval.speed.types import (
    ArticleSpeed,
    BatchSpeed,
    Limit,
    RuntimeSpeed,
    SpeedReport,
)

_LONGEST: Final = 20_000


class Ratio(msgspec.Struct, frozen=True, kw_only=True):
    """A figure and its aim; `unit` is ``%``, ``x`` (times), ``ms`` or ``MB``."""

    name: str
    value: float
    aim: float
    unit: str
    at_least: bool

    @property
    def reached(self) -> bool:
        """Whether the figure is as good as its aim."""
        return self.value >= self.aim if self.at_least else self.value <= self.aim


def ratios(report: SpeedReport) -> list[Ratio]:
    """The figures of `report` that have aims, as far as they were measured, all cores used."""
    return list(_ratios(report))


def fraction_of_limit(report: SpeedReport, speed: RuntimeSpeed) -> float | None:
    """Operations a second of network and linker, over the limit of the same precision."""
    limit = _limit(report, speed)
    if limit is None or not speed.throughput.model_seconds:
        return None
    done = speed.throughput.operations / speed.throughput.model_seconds / 1e9
    return done / limit.gigaops


def _ratios(report: SpeedReport) -> Iterator[Ratio]:
    speeds = {s.runtime: s for s in sorted(report.runtimes, key=lambda s: s.threads)}
    for runtime, aim in (("torch", 0.6), ("onnx", 0.35)):
        speed = speeds.get(runtime)
        fraction = fraction_of_limit(report, speed) if speed else None
        if speed and fraction is not None:
            name = f"{runtime} {speed.precision}: model, of the limit of matrix products"
            yield Ratio(name=name, value=fraction, aim=aim, unit="%", at_least=True)
    if "onnx" in speeds and "torch" in speeds:
        ours, theirs = speeds["onnx"].throughput, speeds["torch"].throughput
        yield Ratio(
            name="onnx over torch: model, the same windows",
            value=theirs.model_seconds / ours.model_seconds,
            aim=2.5,
            unit="x",
            at_least=True,
        )
    if "onnx" in speeds:
        yield from _of_int8(report, speeds["onnx"])
    if report.batch is not None:
        yield from _of_batch(report.batch)


def _of_int8(report: SpeedReport, speed: RuntimeSpeed) -> Iterator[Ratio]:
    done = speed.throughput
    rest = sum(done.stages.values()) - done.model_seconds
    name = "everything but the model, of the time"
    share = rest / sum(done.stages.values())
    yield Ratio(name=name, value=share, aim=0.15, unit="%", at_least=False)
    for process in report.processes:
        if process.runtime != "onnx":
            continue
        if process.words == ALONE[0]:
            name = f"onrecord audit, {process.words} words, over importing PyTorch"
            value = process.seconds / report.import_torch
            yield Ratio(name=name, value=value, aim=0.6, unit="x", at_least=False)
        name = f"peak memory, {process.words} words"
        yield Ratio(name=name, value=process.peak, aim=500, unit="MB", at_least=False)
    articles = {article.words: article for article in speed.articles}
    if ALONE[0] in articles:
        name = f"the same audit in a process that is up, {ALONE[0]} words"
        value = articles[ALONE[0]].p50 * 1000
        yield Ratio(name=name, value=value, aim=150, unit="ms", at_least=False)
    if QUOTED in articles and _LONGEST in articles:
        name = f"time per word, {_LONGEST} over {QUOTED} words"
        value = _per_word(articles[_LONGEST]) / _per_word(articles[QUOTED])
        yield Ratio(name=name, value=value, aim=1.1, unit="x", at_least=False)


def _of_batch(batch: BatchSpeed) -> Iterator[Ratio]:
    name = "onrecord batch, of the bare model's throughput"
    yield Ratio(name=name, value=batch.of_bare, aim=0.85, unit="%", at_least=True)
    if batch.peak is not None:
        name = "onrecord batch, peak memory of all processes"
        yield Ratio(name=name, value=batch.peak, aim=1500, unit="MB", at_least=False)


def _per_word(article: ArticleSpeed) -> float:
    return article.p50 / article.words


def _limit(report: SpeedReport, speed: RuntimeSpeed) -> Limit | None:
    on_cpu = speed.device == "cpu"
    return next(
        (
            limit
            for limit in report.limits
            if limit.precision == speed.precision
            and limit.threads == speed.threads
            and (limit.device == "cpu") == on_cpu
        ),
        None,
    )
