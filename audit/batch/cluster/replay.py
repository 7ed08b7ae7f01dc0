"""From finished shards to the results of a run, by the code that a run on one machine has."""

from collections.abc import Sequence
from contextlib import closing
from typing import Any, Final, NamedTuple

import msgspec

from onrecord.audit.batch.cluster.shards import (
    KEPT,
    NOTES,
    Note,
    Summary,
    read_shard,
    write_shard,
)
from onrecord.audit.batch.cluster.store import Store
from onrecord.audit.batch.corpus.batches import Known, Problem, entry_of
from onrecord.audit.batch.corpus.seen import Seen
from onrecord.audit.batch.run.auditing import Line, Outcome
from onrecord.audit.batch.run.state import Folder, Progress
from onrecord.audit.batch.run.writing import Done, Writer
from onrecord.audit.batch.types import Counts, Entry

MANIFEST: Final = "manifest.json"


class Shard(msgspec.Struct, frozen=True, kw_only=True):
    """A shard that counts: its files below ``shards/``, with their SHA-256, and its audits."""

    files: dict[str, str]
    audits: int


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """``manifest.json``: which shards count, written when all else is in its place."""

    schema: str = "onrecord.shards/1"
    shards: list[Shard]
    counts: Counts
    settings: dict[str, str]
    group_by: list[str]


class _Replayed(NamedTuple):
    entries: list[Entry]
    outcomes: dict[int, Outcome]
    kept: list[int]


def replay(
    folder: Folder,
    progress: Progress,
    store: Store,
    shards: Sequence[Summary],
    *,
    dedupe: bool,
    no_text: bool,
) -> tuple[Progress, list[Shard]]:
    """Write the logs of the run from its shards, in the order of the corpus.

    Ids that came before and duplicates are found here, since no worker knows of the others'
    records. A shard from which audits are to be taken out is written once more without them.

    Raises:
        OnRecordError: a shard is damaged, or something can't be written.
    """
    found: list[Shard] = []
    with (
        closing(Seen(folder.seen_path)) as seen,
        closing(Writer(folder, progress, no_text=no_text)) as writer,
    ):
        seen.forget(0)
        record = 0
        for summary in shards:
            notes, lines = read_shard(store, summary)
            replayed = _replayed(notes, lines, record, seen, dedupe=dedupe)
            record += len(notes)
            seen.commit(record)
            writer.write(
                Done(replayed.entries, replayed.outcomes),
                seconds=writer.progress.seconds + summary.seconds,
                network_seconds=writer.progress.network_seconds + summary.network_seconds,
            )
            found.append(_kept(store, summary, lines, replayed.kept))
        progress = msgspec.structs.replace(writer.progress, read_all=True)
    folder.save(progress)
    return progress, found


def _replayed(
    notes: Sequence[Note], lines: Sequence[bytes], first: int, seen: Seen, *, dedupe: bool
) -> _Replayed:
    """What became of a shard's records, of which the first has the number `first`."""
    entries: list[Entry] = []
    outcomes: dict[int, Outcome] = {}
    kept: list[int] = []
    for record, note in enumerate(notes, first):
        known = _known(note)
        asked: list[Known | Problem] = []

        def load(known: Known | Problem = known, asked: list[Known | Problem] = asked) -> Any:
            asked.append(known)
            return known

        entry = entry_of(note.place, note.payload, load, record, seen)
        entries.append(entry)
        is_left_out = dedupe and entry.duplicate is not None
        # Nobody asks for a page whose bytes came before.
        if not asked or entry.failure is not None or is_left_out:
            continue
        if note.failure is not None:
            outcomes[record] = msgspec.structs.replace(note.failure, record=record)
        elif note.line is not None:
            outcomes[record] = Line(lines[note.line], note.words)
            kept.append(note.line)
    return _Replayed(entries, outcomes, sorted(kept))


def _known(note: Note) -> Known | Problem:
    if note.problem is not None:
        return note.problem
    return Known(note.id, note.digest, lambda: note.signature)


def _kept(store: Store, summary: Summary, lines: Sequence[bytes], kept: Sequence[int]) -> Shard:
    """The shard as it counts: as it is, or without the audits that are left out."""
    if len(kept) == len(lines):
        files = {name: digest for name, digest in summary.files.items() if _is_table(name)}
    else:
        files = write_shard(store, f"{summary.name}{KEPT}", [lines[at] for at in kept])
    return Shard(files=files, audits=len(kept))


def _is_table(name: str) -> bool:
    return not name.endswith(NOTES)


def write_manifest(store: Store, manifest: Manifest) -> None:
    """Say which shards count; after that the run is finished."""
    data = msgspec.json.format(msgspec.json.encode(manifest), indent=2)
    store.write(MANIFEST, data + b"\n")


def read_manifest(store: Store) -> Manifest | None:
    """What a finished run has said; None where there is none, or none that can be read."""
    data = store.read(MANIFEST)
    try:
        return msgspec.json.decode(data, type=Manifest) if data is not None else None
    except msgspec.MsgspecError:
        return None
