"""A measurement of speed as tables in Markdown, or as JSON."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import msgspec

from onrecord.eval.speed.ratios import Ratio, fraction_of_limit, ratios
from onrecord.eval.speed.types import BatchSpeed, RuntimeSpeed, SpeedReport

_MODEL: Final = ("network", "linking")


def to_json(report: SpeedReport) -> str:
    """The measurement with its ratios, over several lines."""
    found: dict[str, Any] = msgspec.to_builtins(report)
    found["ratios"] = [{**msgspec.to_builtins(r), "reached": r.reached} for r in ratios(report)]
    return msgspec.json.format(msgspec.json.encode(found), indent=2).decode() + "\n"


def to_markdown(report: SpeedReport) -> str:
    """The measurement as a page of tables."""
    machine = report.machine
    versions = ", ".join(f"{name} {number}" for name, number in machine.versions.items())
    head = [
        "# Speed",
        "",
        f"{report.date}. {machine.processor}, {machine.cores} cores "
        f"({', '.join(machine.instructions) or 'instructions unknown'}). {machine.system}. "
        f"{versions}.",
    ]
    parts = [
        ("Figures", _ratio_table(ratios(report))),
        ("Throughput", _throughput_table(report)),
        ("One article, in a process that is up", _article_table(report)),
        ("Where the time of a batch goes", _stage_table(report.runtimes)),
        ("One article, as a process", _process_table(report)),
        ("Limits: products of matrices of the model's shapes", _limit_table(report)),
    ]
    if report.batch is not None:
        parts.append(("A corpus", _batch_lines(report.batch)))
    body = [line for title, lines in parts for line in ("", f"## {title}", "", *lines)]
    return "\n".join([*head, *body]) + "\n"


def _ratio_table(found: Sequence[Ratio]) -> Iterator[str]:
    rows = [
        (
            ratio.name,
            _value(ratio.value, ratio.unit),
            f"{'≥' if ratio.at_least else '≤'} {_value(ratio.aim, ratio.unit)}",
            "yes" if ratio.reached else "no",
        )
        for ratio in found
    ]
    return _table(("figure", "measured", "aim", "reached"), rows)


def _throughput_table(report: SpeedReport) -> Iterator[str]:
    rows = []
    for speed in report.runtimes:
        done = speed.throughput
        fraction = fraction_of_limit(report, speed)
        rows.append(
            (
                *_name(speed),
                f"{done.articles / done.seconds:.1f}",
                f"{done.words / done.seconds:,.0f}",
                f"{done.tokens / done.seconds:,.0f}",
                f"{done.tokens_run / done.tokens - 1:.1%}",
                f"{done.tokens_padded / (done.tokens_run + done.tokens_padded):.1%}",
                f"{done.operations / done.tokens_run / 1e6:.1f}",
                "" if fraction is None else f"{fraction:.0%}",
            )
        )
    columns = (
        *_NAME,
        "articles/s",
        "words/s",
        "tokens/s",
        "overlap",
        "padding",
        "Mop/token",
        "model, of limit",
    )
    return _table(columns, rows)


def _article_table(report: SpeedReport) -> Iterator[str]:
    rows = [
        (
            *_name(speed),
            f"{article.words:,}",
            f"{article.p50 * 1000:.1f}",
            f"{article.p95 * 1000:.1f}",
            str(article.audits),
            f"{article.words / article.p50:,.0f}",
            f"{_share_of_model(article.stages):.0%}",
        )
        for speed in report.runtimes
        for article in speed.articles
    ]
    columns = (*_NAME, "words", "p50 ms", "p95 ms", "audits", "words/s", "model's share")
    return _table(columns, rows)


def _stage_table(runtimes: Sequence[RuntimeSpeed]) -> Iterator[str]:
    names = dict.fromkeys(name for speed in runtimes for name in speed.throughput.stages)
    rows = [
        (
            name,
            *(
                f"{s.throughput.stages.get(name, 0) / sum(s.throughput.stages.values()):.1%}"
                for s in runtimes
            ),
        )
        for name in names
    ]
    return _table(("stage", *(f"{s.runtime}, {s.threads} threads" for s in runtimes)), rows)


def _process_table(report: SpeedReport) -> Iterator[str]:
    rows = [
        (
            p.runtime,
            f"{p.words:,}",
            f"{p.seconds:.2f}",
            f"{p.peak:.0f}",
            f"{p.seconds / report.import_torch:.2f}",
        )
        for p in report.processes
    ]
    loads = ", ".join(f"{s.runtime} ({s.threads}) {s.load:.2f} s" for s in report.runtimes)
    yield from _table(("runtime", "words", "seconds", "peak MB", "over import torch"), rows)
    yield ""
    yield f"`python -c 'import torch'`: {report.import_torch:.2f} s. Loading the model: {loads}."


def _batch_lines(batch: BatchSpeed) -> Iterator[str]:
    bare = sum(batch.network) / len(batch.network)
    rows = [
        ("the bare network on all windows", f"{bare:.2f}", f"{batch.words / bare:,.0f}"),
        ("onrecord batch", f"{batch.seconds:.2f}", f"{batch.words / batch.seconds:,.0f}"),
        (
            "the same, from start to end",
            f"{batch.process:.2f}",
            f"{batch.words / batch.process:,.0f}",
        ),
    ]
    yield from _table(("", "seconds", "words/s"), rows)
    yield ""
    memory = "" if batch.peak is None else f" All its processes together took {batch.peak:.0f} MB."
    yield (
        f"{batch.articles} articles, {batch.words:,} words, {batch.runtime}, "
        f"{batch.threads} threads. "
        f"The bare network ran before and after: {', '.join(f'{s:.2f} s' for s in batch.network)}. "
        f"In the run, the networks of all processes took {batch.network_in_batch:.2f} s.{memory}"
    )


def _limit_table(report: SpeedReport) -> Iterator[str]:
    rows = [
        (limit.precision, limit.device, str(limit.threads), f"{limit.gigaops:,.0f}", limit.by)
        for limit in report.limits
    ]
    return _table(("precision", "device", "threads", "Gop/s", "by"), rows)


_NAME: Final = ("runtime", "precision", "device", "threads")


def _name(speed: RuntimeSpeed) -> tuple[str, str, str, str]:
    return (speed.runtime, speed.precision, speed.device, str(speed.threads))


def _share_of_model(stages: dict[str, float]) -> float:
    return sum(stages.get(name, 0.0) for name in _MODEL) / sum(stages.values())


def _value(value: float, unit: str) -> str:
    if unit == "%":
        return f"{value:.0%}"
    return f"{value:.2f}x" if unit == "x" else f"{value:.0f} {unit}"


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(columns)} |"
    yield f"|{'|'.join(' --- ' for _ in columns)}|"
    for row in rows:
        yield f"| {' | '.join(row)} |"
