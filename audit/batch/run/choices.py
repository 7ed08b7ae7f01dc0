"""What is asked of a run, and what is told of it."""

from pathlib import Path

import msgspec

from onrecord.audit.batch.types import Counts, ReadOptions
from onrecord.audit.house.types import House


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
