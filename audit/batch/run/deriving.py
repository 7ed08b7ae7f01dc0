"""What is made of the finished audits: tables and reports."""

from collections import Counter
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Final

import msgspec

from onrecord.audit.batch.logs import audits_in, check_counts, duplicates_in, failures_in
from onrecord.audit.batch.report.digest import Digest
from onrecord.audit.batch.report.groups import RESAMPLES, SEED, GroupCounter, estimate_groups
from onrecord.audit.batch.report.parquet_files import TableFiles
from onrecord.audit.batch.report.types import CorpusReport, DuplicatePair, Grouping
from onrecord.audit.batch.run.outlier_reports import write_outliers
from onrecord.audit.batch.run.state import Folder, Progress

_SOURCES: Final = 40
_DUPLICATES: Final = 50
#: Periods for the change over time where nothing is said of dates.
_PERIOD: Final = "date:month"


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
    words = 0
    digest = Digest(folder.state, keys, with_sources=not no_text)
    try:
        with TableFiles(folder.path) as tables:
            for line in audits_in(folder.path):
                words += line.audit.article.words
                tables.add(line.audit)
                digest.add(line.audit, line.at)
        check_counts(folder.path, progress.counts, digest.articles, words)
        offsets = {one.id: one.at for ends in digest.ends for one in ends.found()}
        links = write_outliers(folder.path, folder.state, offsets)
        overall, groupings = estimate_groups(folder.path / "articles.parquet", digest.counters)
        return CorpusReport(
            counts=msgspec.structs.asdict(progress.counts),
            overall=overall,
            distributions=[d for s in digest.distributions if (d := s.distribution()) is not None],
            groupings=[g for g in groupings if g.by in group_by and not g.by.startswith("date:")],
            trend=_trend(groupings, digest.counters, group_by),
            outliers=[o for ends in digest.ends if (o := ends.listed(links)) is not None],
            named=digest.tally.most("named", _SOURCES) if digest.tally else [],
            anonymous=digest.tally.most("anonymous", _SOURCES) if digest.tally else [],
            sectors=digest.sectors(),
            anonymous_types=digest.anonymous_types(),
            rules=digest.rules(),
            errors=_errors(folder.path),
            duplicates=_duplicates(folder.path),
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


def _trend(
    groupings: Sequence[Grouping], counters: Sequence[GroupCounter], group_by: Sequence[str]
) -> Grouping | None:
    """The corpus by time: as asked for, else by month where there are several."""
    asked = [key for key in group_by if key.startswith("date:")]
    for grouping, counter in zip(groupings, counters, strict=True):
        if (asked and grouping.by == asked[0]) or (not asked and grouping.by == _PERIOD):
            return grouping if asked or counter.known > 1 else None
    return None


def _errors(folder: Path) -> dict[str, int]:
    """Failures by kind, the commonest first."""
    counts = Counter(failure.kind for failure in failures_in(folder))
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _duplicates(folder: Path) -> list[DuplicatePair]:
    return [
        DuplicatePair(id=one.id, of=one.of, kind=one.kind, similarity=one.similarity)
        for one in islice(duplicates_in(folder), _DUPLICATES)
    ]
