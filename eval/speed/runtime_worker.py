"""Measuring one runtime with one number of threads, in a process of its own."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import Final

import msgspec
import numpy as np

from onrecord.audit.auditor import Auditor
from onrecord.eval.speed.articles import article_of
from onrecord.eval.speed.machine.operations import Architecture
from onrecord.eval.speed.stopwatch import OTHER, watched_stages
from onrecord.eval.speed.types import ArticleSpeed, Precision, RuntimeSpeed, Throughput
from onrecord.eval.speed.window_sizes import Windows

#: An article is audited until this many seconds are over, within these bounds of times.
_SECONDS: Final = 4.0
_LEAST, _MOST = 3, 60
#: Different articles of a length.
_TEXTS: Final = 10


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """What to measure: articles of `lengths` words each, and `batch` of `words` words."""

    folder: str
    runtime: str
    threads: int
    lengths: list[int]
    batch: int
    words: int


def measure(task: Task) -> RuntimeSpeed:
    """Speed of a runtime in this process, whose environment must have set its threads."""
    start = perf_counter()
    auditor = Auditor.load(Path(task.folder), runtime=task.runtime)
    auditor("The mayor resigned, she said.")
    load = perf_counter() - start
    windows = Windows(Path(task.folder))
    device, precision = _device(task.runtime)
    return RuntimeSpeed(
        runtime=task.runtime,
        precision=precision,
        device=device,
        threads=task.threads,
        load=load,
        articles=[_article(auditor, windows, words) for words in task.lengths],
        throughput=_throughput(auditor, windows, task, device),
    )


def _article(auditor: Auditor, windows: Windows, words: int) -> ArticleSpeed:
    texts = [article_of(words, number) for number in range(_TEXTS)]
    auditor(texts[-1]).to_json()
    times: list[float] = []
    with watched_stages(auditor) as watch:
        until = perf_counter() + _SECONDS
        while len(times) < _LEAST or (perf_counter() < until and len(times) < _MOST):
            text = texts[len(times) % len(texts)]
            start = perf_counter()
            watch(OTHER)
            audit = auditor(text)
            watch("JSON")
            audit.to_json()
            watch.stop()
            times.append(perf_counter() - start)
    return ArticleSpeed(
        words=words,
        tokens=round(float(np.mean([windows.tokens(text) for text in texts]))),
        audits=len(times),
        mean=float(np.mean(times)),
        p50=float(np.quantile(times, 0.5)),
        p95=float(np.quantile(times, 0.95)),
        stages={name: seconds / len(times) for name, seconds in watch.seconds.items()},
    )


def _throughput(auditor: Auditor, windows: Windows, task: Task, device: str) -> Throughput:
    texts = [article_of(task.words, number) for number in range(task.batch)]
    _audit_all(auditor, texts[:2])
    with watched_stages(auditor) as watch:
        start = perf_counter()
        watch(OTHER)
        for audit in auditor.audit_many(texts):
            watch("JSON")
            audit.to_json()
            watch(OTHER)
        watch.stop()
        seconds = perf_counter() - start
    sizes = [size for text in texts for size in windows.sizes(text)]
    architecture = Architecture.of(Path(task.folder))
    return Throughput(
        articles=len(texts),
        words=task.words * len(texts),
        tokens=sum(windows.tokens(text) for text in texts),
        tokens_run=sum(subwords for subwords, _ in sizes),
        tokens_padded=_padding([subwords for subwords, _ in sizes], task.runtime, device),
        operations=sum(architecture.operations(*size) for size in sizes),
        seconds=seconds,
        stages=watch.seconds,
    )


def _audit_all(auditor: Auditor, texts: Sequence[str]) -> None:
    for audit in auditor.audit_many(texts):
        audit.to_json()


def _device(runtime: str) -> tuple[str, Precision]:
    """What a runtime runs on, and in which precision."""
    if runtime == "onnx":
        return "cpu", "int8"
    import torch

    if torch.cuda.is_available():
        return torch.cuda.get_device_name(), "bf16"
    return "cpu", "fp32"


def _padding(lengths: Sequence[int], runtime: str, device: str) -> int:
    """Subwords that padding adds where windows of these lengths are audited together."""
    if runtime == "onnx" or device == "cpu":
        return 0
    from onrecord.models.runtimes.torch import padding

    return padding(sorted(lengths, reverse=True))


def main() -> None:
    """Measure what the JSON of a `Task` says and print a `RuntimeSpeed` as JSON."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("task")
    task = msgspec.json.decode(parser.parse_args().task, type=Task)
    sys.stdout.buffer.write(msgspec.json.encode(measure(task)))


if __name__ == "__main__":
    main()
