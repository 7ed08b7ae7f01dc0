"""A run over a corpus, from its names to the finished folder."""

import sys
from collections.abc import Callable, Sequence
from contextlib import closing
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
from onrecord.audit.batch.run.auditing import Auditing, InProcess
from onrecord.audit.batch.run.choices import Choices, Result, State
from onrecord.audit.batch.run.finish import finish, now, settings_of
from onrecord.audit.batch.run.messages import setup_of
from onrecord.audit.batch.run.outlier_reports import reports_made
from onrecord.audit.batch.run.pipeline import Pipeline
from onrecord.audit.batch.run.results import ARTICLES, MADE_LAST, OWN, RUN
from onrecord.audit.batch.run.state import Folder, Progress, Settings
from onrecord.audit.batch.run.workers import Workers
from onrecord.audit.batch.run.writing import Writer
from onrecord.audit.batch.types import Counts
from onrecord.audit.policy.load import load_policy
from onrecord.models.errors import OnRecordError
from onrecord.models.runtimes.threads import available_threads

#: At most so many processes are started unasked, for each takes some 200 MB of memory.
MOST_PROCESSES: Final = 4
#: A corpus of fewer bytes is done before the processes have loaded their models.
SMALL: Final = 100_000


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
    settings = Settings(corpus=corpus.extents, settings=settings_of(auditor, choices))
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
        finish(folder, progress, auditor, choices)
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
    setup = setup_of(auditor, choices)
    return Workers(setup, processes, max(1, available_threads() // processes))


def _processes(auditor: Auditor, corpus: Corpus) -> int:
    is_small = 0 < corpus.size < SMALL
    if is_small or auditor.model.runtime != "onnx" or not sys.executable:
        return 1
    return min(available_threads(), MOST_PROCESSES)


def _begun(folder: Folder, progress: Progress) -> Progress:
    """The progress with this session counted; until its end the folder isn't finished."""
    begun = msgspec.structs.replace(
        progress,
        sessions=progress.sessions + 1,
        started=progress.started or now(),
        finished=False,
    )
    folder.save(begun)
    return begun


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
