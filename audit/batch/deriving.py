"""What is made of the finished audits: tables, reports, and the record of the run."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from onrecord.audit.batch.digest import Digest
from onrecord.audit.batch.groups import RESAMPLES, SEED, GroupCounter, estimate_groups
from onrecord.audit.batch.parquet_files import TableFiles
from onrecord.audit.batch.report_types import CorpusReport, DuplicatePair, Grouping
from onrecord.audit.batch.state import AUDITS, DUPLICATES, ERRORS, Folder, Progress
from onrecord.audit.batch.types import Duplicate, Failure
from onrecord.audit.files import write_atomically
from onrecord.audit.reports.registry import file_stem, write_report
from onrecord.audit.types import Audit
from onrecord.models.errors import OnRecordError

ARTICLES: Final = "articles"
_SOURCES: Final = 40
_DUPLICATES: Final = 50
#: Periods for the change over time where nothing is said of dates.
_PERIOD: Final = "date:month"


class Line(NamedTuple):
    """An audit, and the offset of its line in bytes."""

    audit: Audit
    at: int


def audits_in(path: Path) -> Iterator[Line]:
    """The audits in a file, one by one."""
    decoder = msgspec.json.Decoder(Audit)
    at = 0
    with path.open("rb") as file:
        for line in file:
            yield Line(decoder.decode(line), at)
            at += len(line)


def derive(
    folder: Folder,
    progress: Progress,
    *,
    group_by: Sequence[str],
    model: dict[str, str],
    policy: dict[str, str],
    deduped: bool,
    no_text: bool,
) -> CorpusReport:
    """Write the tables and the outliers' own reports; the corpus report as data.

    Raises:
        OnRecordError: the records don't add up, or something can't be written.
    """
    keys = list(dict.fromkeys((*group_by, _PERIOD)))
    digest = Digest(folder.state, keys, with_sources=not no_text)
    try:
        with TableFiles(folder.path) as tables:
            for line in audits_in(folder.path / AUDITS):
                tables.add(line.audit)
                digest.add(line.audit, line.at)
        check_counts(folder, progress, digest.articles)
        links = _outlier_reports(folder, digest)
        overall, groupings = estimate_groups(folder.path / "articles.parquet", digest.counters)
        return CorpusReport(
            counts=msgspec.structs.asdict(progress.counts),
            overall=overall,
            distributions=[d for s in digest.spreads if (d := s.distribution()) is not None],
            groupings=[g for g in groupings if g.by in group_by and not g.by.startswith("date:")],
            trend=_trend(groupings, digest.counters, group_by),
            outliers=[o for ends in digest.ends if (o := ends.listed(links)) is not None],
            named=digest.tally.most("named", _SOURCES) if digest.tally else [],
            anonymous=digest.tally.most("anonymous", _SOURCES) if digest.tally else [],
            sectors=digest.sectors(),
            anonymous_types=digest.anonymous_types(),
            rules=digest.rules(),
            errors=_errors(folder.path / ERRORS),
            duplicates=_duplicates(folder.path / DUPLICATES),
            deduped=deduped,
            no_text=no_text,
            model=model,
            policy=policy,
            resamples=RESAMPLES,
            seed=SEED,
        )
    finally:
        if digest.tally is not None:
            digest.tally.close()


def check_counts(folder: Folder, progress: Progress, audits: int) -> None:
    """See to it that every record is accounted for.

    Raises:
        OnRecordError: it is not.
    """
    counts = progress.counts
    errors = sum(1 for _ in _lines(folder.path / ERRORS))
    if counts.add_up and (audits, errors) == (counts.audited, counts.errors):
        return
    raise OnRecordError(
        f"The records in {folder.path} don't add up: {counts.records} read, {audits} audited, "
        f"{errors} errors, {counts.left_out} duplicates left out; use --restart to begin anew."
    )


def _trend(
    groupings: Sequence[Grouping], counters: Sequence[GroupCounter], group_by: Sequence[str]
) -> Grouping | None:
    """The corpus by time: as asked for, else by month where there are several."""
    asked = [key for key in group_by if key.startswith("date:")]
    for grouping, counter in zip(groupings, counters, strict=True):
        if (asked and grouping.by == asked[0]) or (not asked and grouping.by == _PERIOD):
            return grouping if asked or counter.known > 1 else None
    return None


def _outlier_reports(folder: Folder, digest: Digest) -> dict[str, str]:
    """Write the report of each outlier; links by article id, relative to the folder."""
    made = folder.state / "reports.json"
    if made.exists():
        for name in msgspec.json.decode(made.read_bytes(), type=list[str]):
            (folder.path / ARTICLES / name).unlink(missing_ok=True)
    found = {one.id: one.at for ends in digest.ends for one in ends.found()}
    names = {id: f"{file_stem(id)}.html" for id in found}
    write_atomically(made, msgspec.json.encode(sorted(names.values())))
    if found:
        (folder.path / ARTICLES).mkdir(exist_ok=True)
    with (folder.path / AUDITS).open("rb") as file:
        for id, at in sorted(found.items(), key=lambda item: item[1]):
            file.seek(at)
            audit = msgspec.json.decode(file.readline(), type=Audit)
            write_report(audit, "html", folder.path / ARTICLES / names[id])
    return {id: f"{ARTICLES}/{name}" for id, name in names.items()}


def _errors(path: Path) -> dict[str, int]:
    """Failures by kind, the commonest first."""
    counts = Counter(msgspec.json.decode(line, type=Failure).kind for line in _lines(path))
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _duplicates(path: Path) -> list[DuplicatePair]:
    found = (msgspec.json.decode(line, type=Duplicate) for line in _lines(path))
    return [
        DuplicatePair(id=one.id, of=one.of, kind=one.kind, similarity=one.similarity)
        for one in islice(found, _DUPLICATES)
    ]


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from file
