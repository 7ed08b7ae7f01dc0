"""A whole measurement of speed."""

import platform
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Final

import msgspec

from onrecord.eval.speed.articles import article_of
from onrecord.eval.speed.batch_speed import ARTICLES, measure_batch
from onrecord.eval.speed.machine.processes import cost_of, output_of
from onrecord.eval.speed.runtime_worker import Task
from onrecord.eval.speed.types import Limit, Machine, ProcessSpeed, RuntimeSpeed, SpeedReport
from onrecord.models.runtimes.choose import check_runtime
from onrecord.models.runtimes.threads import available_threads
from onrecord.models.tagger import shipped_weights

#: Words of the articles that are measured by default, and of those that figures quote.
LENGTHS: Final = (200, 900, 1300, 5000, 20000)
QUOTED: Final = 900
#: Words of the article that is audited in a process of its own, and of the longest.
ALONE: Final = (1300, 20000)
BATCH: Final = 32
_TIMES: Final = 7
_INSTRUCTIONS: Final = ("avx2", "avx512f", "avx512_bf16", "avx_vnni", "avx512_vnni", "amx_int8")
_LIBRARIES: Final = ("onrecord", "onnxruntime", "torch", "numpy", "tokenizers")

Step = Callable[[str], None]


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What to measure; `batch` articles of `QUOTED` words are audited together.

    `corpus` articles are audited with `onrecord batch` where int8 is measured; none with 0.
    """

    folder: Path
    runtimes: Sequence[str]
    threads: Sequence[int]
    lengths: Sequence[int] = LENGTHS
    batch: int = BATCH
    corpus: int = ARTICLES


def plan(
    folder: Path | None,
    runtimes: Sequence[str] = (),
    threads: Sequence[int] = (),
    lengths: Sequence[int] = (),
    batch: int = BATCH,
    corpus: int = ARTICLES,
) -> Plan:
    """A plan with defaults for what isn't given: every runtime, one thread and all of them.

    Raises:
        OnRecordError: a runtime can't run the model in `folder`.
    """
    home = folder if folder is not None else shipped_weights()
    chosen = tuple(runtimes) or ("onnx", "torch")
    for runtime in chosen:
        check_runtime(home, runtime)
    return Plan(
        folder=home,
        runtimes=chosen,
        threads=tuple(threads) or tuple(sorted({1, available_threads()})),
        lengths=tuple(sorted({*(lengths or LENGTHS), QUOTED})),
        batch=batch,
        corpus=corpus,
    )


def measure_speed(plan: Plan, tell: Step = lambda _: None) -> SpeedReport:
    """Measure what `plan` says; `tell` gets a line before each part.

    Raises:
        OnRecordError: a process in which something is measured failed.
    """
    found: list[Limit] = []
    for threads in plan.threads:
        tell(f"products of matrices, {threads} threads")
        module = "onrecord.eval.speed.machine.limits"
        printed = output_of(["-m", module, str(plan.folder), str(threads)], threads)
        found += msgspec.json.decode(printed, type=list[Limit])
    runtimes = [
        _runtime(plan, runtime, threads, tell)
        for runtime in plan.runtimes
        for threads in plan.threads
    ]
    tell("import torch")
    imports = median(cost_of(["-c", "import torch"])[0] for _ in range(_TIMES))
    processes = [
        _process(plan.folder, runtime, words, tell) for runtime in plan.runtimes for words in ALONE
    ]
    with_batch = plan.corpus > 0 and "onnx" in plan.runtimes
    batch = measure_batch(plan.folder, plan.corpus, QUOTED, tell) if with_batch else None
    return SpeedReport(
        date=datetime.now(UTC).date().isoformat(),
        machine=_machine(),
        limits=found,
        runtimes=runtimes,
        processes=processes,
        import_torch=imports,
        batch=batch,
    )


def _runtime(plan: Plan, runtime: str, threads: int, tell: Step) -> RuntimeSpeed:
    tell(f"{runtime}, {threads} threads")
    task = Task(
        folder=str(plan.folder),
        runtime=runtime,
        threads=threads,
        lengths=list(plan.lengths),
        batch=plan.batch,
        words=QUOTED,
    )
    arguments = ["-m", "onrecord.eval.speed.runtime_worker", msgspec.json.encode(task).decode()]
    return msgspec.json.decode(output_of(arguments, threads), type=RuntimeSpeed)


def _process(folder: Path, runtime: str, words: int, tell: Step) -> ProcessSpeed:
    tell(f"onrecord audit with {runtime}, {words} words")
    with tempfile.TemporaryDirectory(prefix="onrecord-speed-") as scratch:
        article = Path(scratch) / "article.txt"
        article.write_text(article_of(words), encoding="utf-8")
        program = ["-m", "onrecord.cli", "audit", str(article), "--format", "json"]
        command = [*program, "--model", str(folder), "--runtime", runtime]
        costs = [cost_of(command) for _ in range(_TIMES if words == ALONE[0] else 1)]
    return ProcessSpeed(
        runtime=runtime,
        words=words,
        seconds=median(seconds for seconds, _ in costs),
        peak=max(peak for _, peak in costs),
    )


def _machine() -> Machine:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    said = {k.strip(): v.strip() for k, _, v in (line.partition(":") for line in lines)}
    flags = set(said.get("flags", "").split())
    return Machine(
        processor=said.get("model name") or platform.processor() or platform.machine(),
        cores=available_threads(),
        instructions=[name for name in _INSTRUCTIONS if name in flags],
        system=f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
        versions={name: version(name) for name in _LIBRARIES},
    )
