"""The end of a run: tables, reports, and the record of the run."""

import time
from datetime import UTC, datetime
from importlib.metadata import version

import msgspec

from onrecord.audit.auditor import Auditor
from onrecord.audit.batch.report.types import CorpusReport
from onrecord.audit.batch.run.choices import Choices
from onrecord.audit.batch.run.deriving import derive
from onrecord.audit.batch.run.results import REPORTS, RUN
from onrecord.audit.batch.run.state import FORMAT, Folder, Progress
from onrecord.audit.batch.types import SIMILARITY
from onrecord.audit.files import remove_unfinished, write_together
from onrecord.audit.ingest.errors import legible
from onrecord.audit.schema.audit import SCHEMA


def finish(folder: Folder, progress: Progress, auditor: Auditor, choices: Choices) -> None:
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
    remove_unfinished(folder.path, written)
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
            "finished": now(),
            "seconds": seconds,
            "network_seconds": progress.network_seconds,
            "sessions": progress.sessions,
            "words_per_second": round(progress.counts.words / seconds, 1) if seconds else None,
        },
    }


def settings_of(auditor: Auditor, choices: Choices) -> dict[str, str]:
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


def _indented(value: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


def now() -> str:
    """The time, to the second, in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")
