"""A run over a corpus, from its names to the finished folder."""

import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Final

import msgspec

from onrecord.audit.auditor import Auditor
from onrecord.audit.batch.corpus.batches import batches
from onrecord.audit.batch.corpus.corpus import Corpus, Extent
from onrecord.audit.batch.corpus.seen import Seen
from onrecord.audit.batch.logs import UNREADABLE
from onrecord.audit.batch.places import contents, is_whole, resolved
from onrecord.audit.batch.report.groups import check_keys
from onrecord.audit.batch.report.types import CorpusReport
from onrecord.audit.batch.run.auditing import Auditing, InProcess
from onrecord.audit.batch.run.deriving import derive
from onrecord.audit.batch.run.messages import Setup
from onrecord.audit.batch.run.outlier_reports import reports_made
from onrecord.audit.batch.run.pipeline import Pipeline
from onrecord.audit.batch.run.results import ARTICLES, MADE_LAST, OWN, REPORTS, RUN
from onrecord.audit.batch.run.state import FORMAT, Folder, Progress, Settings
from onrecord.audit.batch.run.workers import Workers
from onrecord.audit.batch.run.writing import Writer
from onrecord.audit.batch.types import SIMILARITY, Counts, ReadOptions
from onrecord.audit.files import write_together
from onrecord.audit.house.types import House
from onrecord.audit.ingest.errors import legible
from onrecord.audit.policy.load import load_policy
from onrecord.audit.schema.audit import SCHEMA
from onrecord.models.errors import OnRecordError
from onrecord.models.runtimes.threads import available_threads

#: At most so many processes are started unasked, for each takes some 200 MB of memory.
MOST_PROCESSES: Final = 4
#: A corpus of fewer bytes is done before the processes have loaded their models.
SMALL: Final = 100_000
#: Bytes of data that a process may hold: what a model and short articles take with room to spare,
#: and twice what a byte of a long article may take.
_LEAST_MEMORY: Final = 1_000_000_000
_MEMORY_PER_BYTE: Final = 300


class Choices(msgspec.Struct, frozen=True, kw_only=True):
    """What the user asks of a run.

    dedupe: leave articles out that repeat an earlier one. restart: discard previous results and
    start over. group_by: keys of the report, see `onrecord.audit.batch.report.groups`. processes:
    how many audit at a time; None: as many as there are CPUs, up to `MOST_PROCESSES`, and one where
    the corpus is small or the model runs elsewhere than on the CPU. house: a house list. config:
    the file that defaults were taken from, for the record.
    """

    reading: ReadOptions = ReadOptions()
    policy: str = "default"
    house: House | None = None
    config: str | None = None
    model: Path | None = None
    runtime: str | None = None
    no_text: bool = False
    dedupe: bool = False
    restart: bool = False
    group_by: tuple[str, ...] = ()
    processes: int | None = None


class State(msgspec.Struct, frozen=True, kw_only=True):
    """How far a run is, for whoever watches: counts, and the share of the corpus that was read.

    words: of this session alone; share is None where nobody knows.
    """

    counts: Counts
    words: int
    share: float | None


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """How a run ended. complete: all of the corpus is done; fresh: something was done now."""

    counts: Counts
    complete: bool
    fresh: bool


def run_batch(
    names: Sequence[str],
    output: Path,
    choices: Choices,
    *,
    watch: Callable[[State], None] = lambda _: None,
    stop: Callable[[], bool] = lambda: False,
) -> Result:
    """Audit a corpus into a folder, or go on where an earlier run stopped.

    Args:
        names: the corpus, see `Corpus`.
        output: folder of the results.
        choices: how.
        watch: hears how far it is after each batch, from another thread.
        stop: asked often; once true, the batch in hand is finished and nothing more.

    Raises:
        OnRecordError: the corpus can't be found, the folder can't be used, or the results of
            another corpus or of other settings lie there.
    """
    check_keys(choices.group_by)
    policy = load_policy(choices.policy)
    reading = msgspec.structs.replace(choices.reading, no_text=choices.no_text)
    corpus = Corpus(names, reading, leave_out=output, results=OWN)
    _apart([extent.name for extent in corpus.extents], output)
    auditor = Auditor.load(
        choices.model, runtime=choices.runtime, policy=policy, house=choices.house
    )
    settings = Settings(corpus=corpus.extents, settings=_settings(auditor, choices))
    with Folder(output, restart=choices.restart) as folder:
        progress = folder.resume(settings, restart=choices.restart)
        if progress.finished and _is_reported(folder, choices):
            return Result(counts=progress.counts, complete=True, fresh=False)
        corpus = _as_begun(corpus, progress.settings.corpus, output)
        progress = _begun(folder, progress)
        if not progress.read_all:
            progress = _audit(folder, progress, corpus, auditor, choices, watch, stop)
        if not progress.read_all:
            return Result(counts=progress.counts, complete=False, fresh=True)
        if not progress.counts.records:
            raise OnRecordError(f"There is no article in {', '.join(names)}; check the path.")
        _finish(folder, progress, auditor, choices)
    return Result(counts=progress.counts, complete=True, fresh=True)


def _audit(
    folder: Folder,
    progress: Progress,
    corpus: Corpus,
    auditor: Auditor,
    choices: Choices,
    watch: Callable[[State], None],
    stop: Callable[[], bool],
) -> Progress:
    """Read, tag, write until the end or the stop."""
    before = progress.counts

    def hear(counts: Counts) -> None:
        share = min(corpus.read / corpus.size, 1.0) if corpus.size else None
        watch(State(counts=counts, words=counts.words - before.words, share=share))

    with (
        closing(Seen(folder.seen_path)) as seen,
        closing(Writer(folder, progress, no_text=choices.no_text)) as writer,
    ):
        seen.resume(before)
        with closing(_auditing(auditor, corpus, choices)) as auditing:
            read = batches(corpus, seen, start=before.records, stop=stop, left_out=choices.dedupe)
            pipeline = Pipeline(auditing, writer, left_out=choices.dedupe, stop=stop)
            complete = pipeline.run(read, hear)
    progress = msgspec.structs.replace(writer.progress, read_all=complete)
    folder.save(progress)
    return progress


def _auditing(auditor: Auditor, corpus: Corpus, choices: Choices) -> Auditing:
    """What audits the articles: this process, or several others."""
    processes = choices.processes or _processes(auditor, corpus)
    if processes == 1:
        return InProcess(auditor, no_text=choices.no_text)
    setup = Setup(
        model=None if choices.model is None else str(choices.model.resolve()),
        runtime=auditor.model.runtime,
        policy=auditor.policy,
        house=auditor.house,
        no_text=choices.no_text,
        memory=_memory(auditor, choices),
    )
    return Workers(setup, processes, max(1, available_threads() // processes))


def _memory(auditor: Auditor, choices: Choices) -> int | None:
    """How many bytes of data a process may hold; None: as many as there are.

    What a GPU's driver reserves is no measure of anything.
    """
    if auditor.model.runtime != "onnx":
        return None
    return _LEAST_MEMORY + _MEMORY_PER_BYTE * choices.reading.max_bytes


def _processes(auditor: Auditor, corpus: Corpus) -> int:
    is_small = 0 < corpus.size < SMALL
    if is_small or auditor.model.runtime != "onnx" or not sys.executable:
        return 1
    return min(available_threads(), MOST_PROCESSES)


def _finish(folder: Folder, progress: Progress, auditor: Auditor, choices: Choices) -> None:
    """Make tables, reports and the record of the run; then the run is finished."""
    from onrecord.audit.batch.report.html import render_html
    from onrecord.audit.batch.report.markdown import render_markdown

    start = time.monotonic()
    report = derive(
        folder,
        progress,
        group_by=choices.group_by,
        model=msgspec.structs.asdict(auditor.model),
        policy={"name": auditor.policy.name, "sha256": auditor.policy.sha256},
        deduped=choices.dedupe,
        no_text=choices.no_text,
    )
    progress = msgspec.structs.replace(
        progress, finished=True, seconds=round(progress.seconds + time.monotonic() - start, 3)
    )
    pages = (_indented(report), render_markdown(report), render_html(report))
    written: dict[str, str | bytes] = dict(zip(REPORTS, pages, strict=True))
    written[RUN] = _indented(_record(progress, report, choices))
    write_together({folder.path / name: data for name, data in written.items()}, follow=False)
    folder.save(progress)


def _record(progress: Progress, report: CorpusReport, choices: Choices) -> dict[str, object]:
    """``run.json``: all but `timings` is the same whenever and however often it is run."""
    seconds = progress.seconds
    return {
        "schema": "onrecord.batch/1",
        "version": version("onrecord"),
        "model": report.model,
        "policy": report.policy,
        "corpus": progress.settings.corpus,
        "settings": progress.settings.settings,
        "config": choices.config,
        "group_by": list(choices.group_by),
        "counts": report.counts,
        "errors": report.errors,
        "timings": {
            "started": progress.started,
            "finished": _now(),
            "seconds": seconds,
            "network_seconds": progress.network_seconds,
            "sessions": progress.sessions,
            "words_per_second": round(progress.counts.words / seconds, 1) if seconds else None,
        },
    }


def _begun(folder: Folder, progress: Progress) -> Progress:
    """The progress with this session counted; until its end the folder isn't finished."""
    begun = msgspec.structs.replace(
        progress,
        sessions=progress.sessions + 1,
        started=progress.started or _now(),
        finished=False,
    )
    folder.save(begun)
    return begun


def _settings(auditor: Auditor, choices: Choices) -> dict[str, str]:
    """What the audits depend on besides the corpus."""
    reading = choices.reading
    columns = legible(", ".join(f"{f}={c}" for f, c in sorted(reading.columns.items())))
    house = choices.house
    known = {} if house is None else {"--house": f"{house.file} ({house.sha256[:12]})"}
    return {
        FORMAT: SCHEMA,
        "version of onrecord": version("onrecord"),
        "model": f"{auditor.model.name} {auditor.model.version} ({auditor.model.signature})",
        "policy": f"{auditor.policy.name} ({auditor.policy.sha256[:12]})",
        "--column": columns or "found by name",
        "--input-format": reading.format or "told by file",
        "--max-bytes": str(reading.max_bytes),
        "--any-language": _on(reading.any_language),
        "--no-text": _on(choices.no_text),
        "--dedupe": _on(choices.dedupe),
        "similarity of duplicates": str(SIMILARITY),
        # A run without one may have been begun before there were house lists.
        **known,
    }


def _on(flag: bool) -> str:
    return "on" if flag else "off"


def _is_reported(folder: Folder, choices: Choices) -> bool:
    """Whether all results lie there, and the report has the groups that are asked for."""
    pages = (folder.path / ARTICLES / name for name in reports_made(folder.state))
    if not all(map(is_whole, (*(folder.path / name for name in MADE_LAST), *pages))):
        return False
    try:
        record = msgspec.json.decode(contents(folder.path / RUN))
    except (OSError, ValueError, *UNREADABLE):
        return False
    return isinstance(record, dict) and record.get("group_by") == list(choices.group_by)


def _as_begun(corpus: Corpus, extents: Sequence[Extent], output: Path) -> Corpus:
    """The corpus by the names that the run was begun with, which its articles' ids are made of.

    Where those lead nowhere from here (another folder to start from), by the names given now.
    """
    names = [extent.name for extent in extents]
    if names == [extent.name for extent in corpus.extents]:
        return corpus
    try:
        begun = Corpus(names, corpus.options, leave_out=output, results=OWN)
    except OnRecordError:
        return corpus
    return begun if begun.extents == list(extents) else corpus


def _apart(names: Sequence[str], output: Path) -> None:
    """Make sure that no article lies where a run writes."""
    folder = resolved(output)
    for name in names:
        path = resolved(name)
        if path == folder:
            raise OnRecordError(f"{output} is the corpus itself; choose another folder with -o.")
        if path.is_relative_to(folder) and path.relative_to(folder).parts[0] in OWN:
            raise OnRecordError(
                f"{name} is where {output} gets its results; choose another folder with -o."
            )


def _indented(value: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
